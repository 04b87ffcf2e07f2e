"""What belongs together: what one speaker says of one matter, who answers it, and what others say and do beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import takewhile

from ..analysis.novelty_look import NoveltyLook
from ..linking.said_words import telling
from ..linking.wording import wording
from ..record import ActorKind, SpeechAct
from ..store import novelty_rows
from .candidates import Candidate
from .evidence import Evidence

#: Days within which what one speaker says of one matter is one item.
_NEAR = 3
#: Telling words that two have in common if they speak of one matter, and their share of the fewer; of two who are
#: nobody to each other more.
_WORDS, _SHARE = 2, 0.34
_MORE_WORDS, _MORE_SHARE = 3, 0.5
#: The most of each part of an item.
_MOST_OF = 10
#: What another of an item adds to it, of its own score; and the most.
_BESIDE, _MOST_BESIDE = 0.15, 0.8
#: What is denied in the same text, and how far behind it, in characters.
_DENIALS = frozenset((SpeechAct.DENY, SpeechAct.REJECT))
_CHARGES = frozenset((SpeechAct.ACCUSE, SpeechAct.CONDEMN))
_JUST_BEHIND = 500
#: A text of so few statements is of one matter, where two of them stand so near each other (characters).
_A_FEW, _BESIDE_IT = 14, 1500
_ANSWERS = frozenset(("deny", "reject", "condemn", "accuse", "warn", "assert", "threaten"))
_DENIED = frozenset(("accuse", "assert", "warn", "threaten", "demand", "condemn"))


class Part(StrEnum):
    """What a saying or deed is in an item."""

    LEAD = "lead"
    MORE = "more"
    """The same speaker of the same matter."""
    REPLY = "reply"
    """The other side's."""
    ALSO = "also"
    """Others of the same matter, and deeds that it is about."""
    SINCE = "since"
    """What the one who leads it says when the day has come by which he would do, or wanted, something."""
    BEFORE = "before"
    """What is told as background, or as said before."""


@dataclass(slots=True)
class Group:
    """What belongs together, by columns: the lead, and the others with what they are in it."""

    lead: Candidate
    others: list[tuple[Part, Candidate]] = field(default_factory=list)

    @property
    def said(self) -> list[Candidate]:
        """What the one who leads it says."""
        return [self.lead, *(one for part, one in self.others if part is Part.MORE)]

    @property
    def documents(self) -> set[int]:
        """The texts in which he says it."""
        return {one.document for one in self.said}

    def has_room(self, part: Part) -> bool:
        """Whether it takes more of a part."""
        return sum(other is part for other, _ in self.others) < _MOST_OF

    @property
    def score(self) -> float:
        """How much it tells, by columns."""
        return self.lead.score + added([one for part, one in self.others if part is not Part.BEFORE])


def added(beside: Sequence[Candidate]) -> float:
    """What others of an item add to it."""
    return min(_MOST_BESIDE, sum(_BESIDE * max(0.0, one.score) for one in beside))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that tell of what something is: ``whole`` with names, ``bare`` without: of one person and one place are
    many matters.
    """

    whole: frozenset[str]
    bare: frozenset[str]


@dataclass(slots=True)
class Grouping:
    """Puts candidates together, by what is known of them and of who belongs to whom."""

    look: NoveltyLook
    _sides: dict[int, frozenset[int]] = field(default_factory=dict)

    def groups(
        self, found: Sequence[Candidate], evidence: Mapping[int, Evidence], mine: Collection[int]
    ) -> list[Group]:
        """What belongs together; only what is of ``mine`` (rows) leads."""
        said = novelty_rows.said(self.look.at, [one.row for one in found])
        words = {one.row: self._telling(one, evidence[one.row], said.get(one.row, ())) for one in found}
        groups: list[Group] = []
        # What is told as of the past leads nothing, and is put to what does.
        for one in sorted(found, key=lambda one: one.is_past):
            for group in groups:
                part = self._part(group, one, words, evidence)
                if part is not None:
                    part = Part.BEFORE if one.is_past else part
                    if group.has_room(part):
                        group.others.append((part, one))
                    break
            else:
                groups += [Group(one)] if one.row in mine and not one.is_past else []
        for group in groups:
            _led_by_what_is_answered(group, mine)
            _led_by_what_is_said(group, evidence, mine)
        return self._one_of_a_text(groups)

    def _one_of_a_text(self, groups: Sequence[Group]) -> list[Group]:
        """A body and who speaks for it in one text are one item: what leads the lesser is more of the other."""
        kept: list[Group] = []
        for group in sorted(groups, key=lambda one: (-one.score, one.lead.day, one.lead.row)):
            into = next((one for one in kept if self._speaks_with(group.lead, one.lead)), None)
            if into is None:
                kept.append(group)
                continue
            into.others.append((Part.MORE, group.lead))
            into.others += [(part, one) for part, one in group.others if into.has_room(part)]
        return kept

    def _speaks_with(self, one: Candidate, lead: Candidate) -> bool:
        """Whether both speak in one text, the one for the other or both for one body."""
        if one.document != lead.document or not one.who or not lead.who or one.is_deed or lead.is_deed:
            return False
        return lead.who in self.side(one.who) or one.who in self.side(lead.who)

    def _telling(self, one: Candidate, about: Evidence, said: Sequence[str]) -> _Words:
        """The words that tell of what it is: what is said, of a deed its sentence."""
        forms = wording(about.words).forms if one.is_deed else tuple(takewhile(lambda word: word != "_", said))
        bare = telling(forms) - telling(names_in(about))
        whom = wording(self.look.called(one.whom)).forms if one.whom else ()
        return _Words(telling((*forms, *whom)), bare)

    def _part(
        self,
        group: Group,
        one: Candidate,
        words: Mapping[int, _Words],
        evidence: Mapping[int, Evidence],
    ) -> Part | None:
        """What a candidate is in an item that another leads; ``None`` if it is of another matter."""
        lead = group.lead
        shared, share = _shared(words[one.row].bare, words[lead.row].bare)
        alike = shared >= _WORDS and share >= _SHARE
        if one.who and one.who == lead.who:
            if one.document in group.documents:
                return Part.MORE
            if lead.due is not None and not lead.is_deed and one.day > lead.day:
                due = date.fromisoformat(lead.due).toordinal()
                if due - 1 <= one.day <= due + _NEAR:
                    return Part.SINCE
            near = abs(one.day - lead.day) <= _NEAR
            same = alike or (one.whom != 0 and one.whom == lead.whom and shared > 0)
            return Part.MORE if near and same and not lead.is_deed else None
        if abs(one.day - lead.day) > 2 * _NEAR:
            return None
        if self._speaks_with(one, lead):
            return Part.MORE
        much = shared >= _MORE_WORDS and share >= _MORE_SHARE
        if self._answers(one, lead, words) or self._answers(lead, one, words):
            return Part.REPLY
        if any(_answers_there(evidence[one.row], evidence[other.row]) for other in group.said):
            return Part.REPLY
        if alike and one.type in _ANSWERS and self._faces(one, lead):
            return Part.REPLY
        of_both = {one.who, one.whom} & {lead.who, lead.whom} - {0}
        if much or (alike and of_both) or _is_beside(evidence[one.row], evidence[lead.row]):
            return Part.ALSO
        return None

    def _answers(self, one: Candidate, other: Candidate, words: Mapping[int, _Words]) -> bool:
        """Whether the one denies the other: both are of one matter, or one is of the side that the other speaks of."""
        if not _contradicts(one, other):
            return False
        mine, theirs = words[one.row], words[other.row]
        (bare, share), (whole, of_whole) = _shared(mine.bare, theirs.bare), _shared(mine.whole, theirs.whole)
        alike = (bare >= _WORDS and share >= _MORE_SHARE) or (whole >= _MORE_WORDS and of_whole >= _MORE_SHARE)
        return alike or (whole > 0 and self._faces(one, other))

    def _faces(self, one: Candidate, lead: Candidate) -> bool:
        """Whether the one who speaks is of the side that the other speaks of."""
        if one.is_deed or lead.is_deed or not one.who or not lead.whom:
            return False
        return bool(self.side(one.who) & self.side(lead.whom)) and lead.who not in self.side(one.who)

    def side(self, who: int) -> frozenset[int]:
        """Somebody, and the bodies that he belongs to."""
        if who not in self._sides:
            self._sides[who] = frozenset((who, *self.look.belonging(None).above(who)))
        return self._sides[who]


def _is_beside(one: Evidence, lead: Evidence) -> bool:
    """Whether both stand near each other in one text of a few statements: what others say there is said of the same."""
    if one.record is not lead.record or len(one.record.statements) > _A_FEW:
        return False
    return abs(one.spans[0].start - lead.spans[0].start) <= _BESIDE_IT


def _shared(one: frozenset[str], other: frozenset[str]) -> tuple[int, float]:
    """How many words two have in common, and which share that is of the fewer."""
    both = len(one & other)
    return both, both / max(1, min(len(one), len(other)))


def _answers_there(one: Evidence, other: Evidence) -> bool:
    """Whether the one stands just behind the other, and denies it: "denied the charge" has no words of its own."""
    mine, theirs = one.statement, other.statement
    if mine is None or theirs is None or one.record is not other.record or mine.act not in _DENIALS:
        return False
    return theirs.act in _CHARGES and 0 <= one.spans[0].start - other.spans[0].start <= _JUST_BEHIND


def _contradicts(one: Candidate, other: Candidate) -> bool:
    """Whether the one may deny the other."""
    return one.type in ("deny", "reject") and other.type in _DENIED


def _led_by_what_is_answered(group: Group, mine: Collection[int]) -> None:
    """A denial leads no item that has what it denies."""
    if group.lead.type != "deny":
        return
    for at, (part, one) in enumerate(group.others):
        answered = one.type in ("accuse", "assert", "warn", "threaten") and one.day <= group.lead.day
        if part is Part.REPLY and answered and one.row in mine:
            group.others[at] = Part.REPLY, group.lead
            group.lead = one
            # What stood beside the denial is the other side's now.
            group.others = [(_seen_from(one, group.others[at][1], part, other), other) for part, other in group.others]
            return


def _led_by_what_is_said(group: Group, evidence: Mapping[int, Evidence], mine: Collection[int]) -> None:
    """A deed leads no item that has the statement in whose words it stands."""
    if not group.lead.is_deed:
        return
    deed = evidence[group.lead.row]
    for at, (_, one) in enumerate(group.others):
        about = evidence[one.row]
        same = about.record is deed.record and about.sentences == deed.sentences
        if same and not one.is_deed and one.row in mine:
            del group.others[at]
            group.lead = one
            group.others = [
                (Part.MORE if other.who and other.who == one.who else part, other) for part, other in group.others
            ]
            return


def _seen_from(lead: Candidate, was: Candidate, part: Part, one: Candidate) -> Part:
    if one.who and one.who == lead.who:
        return Part.MORE
    return Part.REPLY if one is was or (one.who and one.who == was.who) else Part.ALSO if part is Part.MORE else part


def names_in(one: Evidence) -> Iterator[str]:
    """The words of the names of places and actors where something stands."""
    for place in one.places:
        yield from wording(place.name).forms
    for who in one.people:
        if who.actor.kind is not ActorKind.PEOPLE:
            yield from wording(who.actor.name).forms
