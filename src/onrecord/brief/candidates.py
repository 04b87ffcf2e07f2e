"""What a period has that may be told: each saying and each deed once, by what the rows of the desk say of it.

Only columns are looked at, so that thousands are weighed in a moment; what is looked at closely is chosen among them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from ..analysis.novelty_look import NoveltyLook, day_number
from ..analysis.novelty_targets import act_by
from ..analysis.voices import HEAD, ITSELF, OTHER, SPOKESMAN, authority_of
from ..record import ActorKind, Entity, Reliability, Source, SpeechAct
from ..store import entities, ledger_rows, many, novelty_rows, profile_rows
from ..store.blocks import Columns
from ..store.expression import Mark
from .reasons import Reason, Why, of_act, of_carriers, of_deed, of_grade, of_voice, total

#: Types of events that consist in saying something, which stand as the statements they are.
_SAID = frozenset(("ACCUSE", "REJECT", "REQUEST", "THREATEN"))
_ORGANS = (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.GROUP)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A saying or a deed as rows tell of it. ``row`` is the number in the index of the one that is told first,
    ``place`` that among the statements of the look (of a deed ``None``).

    ``who`` and ``whom`` are roots of entities (0: nobody who is linked), ``day`` the number of the day, ``documents``
    and ``outlets`` how many carry it, ``commits`` the kinds of the commitments that are part of it, ``due`` the first
    day (ISO 8601) by which one of them is. ``is_past`` says that it is told as background, or as said long before: no
    news, but what stands behind it.
    """

    row: int
    place: int | None
    type: str
    day: int
    who: int
    whom: int
    document: int
    documents: int = 1
    outlets: int = 1
    commits: tuple[str, ...] = ()
    due: str | None = None
    reasons: tuple[Reason, ...] = ()
    is_past: bool = False

    @property
    def is_deed(self) -> bool:
        """Whether it is a deed, and no saying."""
        return self.place is None

    @property
    def score(self) -> float:
        """How much it tells."""
        return total(self.reasons)

    @property
    def iso(self) -> str:
        """The day on which it was first published."""
        return date.fromordinal(self.day).isoformat()


@dataclass(frozen=True, slots=True)
class Period:
    """The candidates of a period, what tells most first; and what was left out before they were weighed: sayings that
    only carry what was published before (``carried``), and statements of the desk that bear no date (``undated``).
    """

    found: tuple[Candidate, ...]
    carried: int = 0
    undated: int = 0


def candidates(look: NoveltyLook, since: str, until: str) -> Period:
    """All that was first published from ``since`` to ``until`` (days, ISO 8601).

    Raises:
        ValueError: if a day is none.
    """
    first, last = day_number(since), day_number(until)
    said, carried = _sayings(look, (first, last))
    deeds = _deeds(look, (first, last))
    weighed = _Weighing.of(look, [*said, *deeds], since, until)
    found = sorted((weighed.weighed(one) for one in (*said, *deeds)), key=lambda one: (-one.score, one.day, one.row))
    return Period(tuple(found), carried, int((look.days.first < 0).sum()))


def _sayings(look: NoveltyLook, days: tuple[int, int]) -> tuple[list[Candidate], int]:
    rows = look.statements
    wanted = (look.days.first >= days[0]) & (look.days.last <= days[1]) & ~rows.has("zone", "comment")
    groups: dict[Hashable, list[int]] = {}
    for place in np.flatnonzero(wanted).tolist():
        groups.setdefault(look.saying(place), []).append(place)
    earlier = _told_before(look, groups, days[0])
    found = []
    for key, places in groups.items():
        if key in earlier:
            continue
        first = min(places, key=lambda place: (int(look.days.last[place]), place))
        made = _candidate(look, rows, first, places, int(look.days.first[first]))
        found.append(replace(made, place=first, type=made.type or "assert"))
    return found, len(earlier)


def _candidate(look: NoveltyLook, rows: Columns, first: int, places: Sequence[int], day: int) -> Candidate:
    """The deed that rows at these places are, ``first`` the one that is told first, on a day."""
    return Candidate(
        int(rows.numbers[first]),
        None,
        rows.fact("type", first) or "",
        day,
        look.root(int(rows.others["who"][first])),
        look.root(int(rows.others["whom"][first])),
        int(rows.others["document"][first]),
        len({int(rows.others["document"][one]) for one in places}),
        len({int(rows.codes["source"][one]) for one in places}),
    )


def _told_before(look: NoveltyLook, groups: dict[Hashable, list[int]], first: int) -> set[Hashable]:
    """Which of these sayings were published before the period by others that carry them."""
    rows = look.statements
    utterances = {key for key in groups if isinstance(key, int)}
    families = {key[1] for key in groups if isinstance(key, tuple) and key[0] == "text"}
    told = [2 * no for no, utterance in look.utterances.items() if utterance in utterances]
    copies = [no for no, family in look.families.items() if family in families]
    places = rows.places(np.array(sorted(told), dtype=np.int64))
    if copies:
        of_copies = np.flatnonzero(np.isin(rows.others["document"], np.array(sorted(copies), dtype=np.uint32)))
        places = np.union1d(places, of_copies)
    before = places[(look.days.first[places] >= 0) & (look.days.first[places] < first)]
    return {key for place in before.tolist() if (key := look.saying(int(place))) in groups}


def _deeds(look: NoveltyLook, days: tuple[int, int]) -> list[Candidate]:
    """Deeds that texts report in their own voice as done, each once for all texts of one family."""
    rows = many.marked(look.at, Mark("k_event"), look.at_time, look.stood)
    when = look.days_of(rows)
    wanted = rows.has("standing", "reported") & rows.has("polarity", "actual") & ~rows.has("zone", "background")
    wanted &= (when.first >= days[0]) & (when.last <= days[1])
    found: dict[Hashable, list[int]] = {}
    for place in np.flatnonzero(wanted).tolist():
        type_ = rows.fact("type", place) or ""
        if type_ not in _SAID and _done_before(rows, place, when.first[place] - 10) is None:
            document = int(rows.others["document"][place])
            who, whom = (look.root(int(rows.others[name][place])) for name in ("who", "whom"))
            key = look.families.get(document, document), type_, who, whom
            found.setdefault(key, []).append(place)
    deeds = []
    for places in found.values():
        first = min(places, key=lambda place: (int(when.first[place]), place))
        deeds.append(_candidate(look, rows, first, places, int(when.first[first])))
    return deeds


def _done_before(rows: Columns, place: int, day: int) -> str | None:
    """The last day on which something was done or said, if it lies before a day (its number)."""
    until = (rows.fact("to", place) or "")[:10]
    return until if len(until) == 10 and day_number(until) < day else None


@dataclass(slots=True)
class _Weighing:
    """What candidates are weighed by: who speaks, of which outlet, and what is committed to."""

    look: NoveltyLook
    people: dict[int, Entity]
    grades: dict[int, Reliability]
    commits: dict[int, tuple[tuple[str, ...], str | None]]
    since: str
    until: str
    offices: Mapping[int, list[tuple[int, str]]]
    _voices: dict[int, Reason | None] = field(default_factory=dict)

    @classmethod
    def of(cls, look: NoveltyLook, found: Sequence[Candidate], since: str, until: str) -> _Weighing:
        people = entities.by_number(look.at, {no for one in found for no in (one.who, one.whom) if no}, look.at_time)
        documents = sorted({one.document for one in found})
        rows = look.documents
        places = rows.places(np.array([2 * no + 1 for no in documents], dtype=np.int64))
        source_of = {int(rows.others["document"][place]): rows.fact("source", place) for place in places.tolist()}
        outlets = profile_rows.outlets(look.at, {one for one in source_of.values() if one}, look.at_time)
        graded: dict[str, Source] = {id_: one for id_, one in outlets.items() if one.grade.who is not None}
        grades = {no: graded[id_].grade.reliability for no, id_ in source_of.items() if id_ in graded}
        offices: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for (who, body), title in novelty_rows.offices_held(look.at, look.at_time).items():
            offices[look.root(who)].append((look.root(body), title))
        return cls(look, people, grades, _commits(look, found), since, until, offices)

    def weighed(self, one: Candidate) -> Candidate:
        """A candidate with its reasons."""
        commits, due = self.commits.get(one.row // 2, ((), None))
        does = one.type if one.is_deed else act_by(SpeechAct(one.type), commits)
        reasons: list[Reason | None] = [of_deed(one.type) if one.is_deed else of_act(does)]
        if commits and does == one.type:
            reasons.append(Reason(Why.ACT, f"it holds a {' and a '.join(commits)}", 0.3))
        if due is not None and due >= self.since:
            reasons.append(Reason(Why.DUE, f"due {due}", 0.6))
        reasons += [of_carriers(one.documents, one.outlets), of_grade(self.grades.get(one.document))]
        reasons.append(self._voice(one.who) if one.who else None)
        past = self._past(one)
        reasons += past
        if not one.who:
            reasons.append(Reason(Why.LESS, "who does it is linked to nobody", -0.4 if one.is_deed else -1.4))
        made = tuple(reason for reason in reasons if reason is not None)
        return replace(one, commits=commits, due=due, reasons=made, is_past=bool(past))

    def _voice(self, who: int) -> Reason | None:
        """With which authority somebody speaks, by the offices that packs and texts give him."""
        if who not in self._voices:
            self._voices[who] = self._voice_of(who)
        return self._voices[who]

    def _voice_of(self, who: int) -> Reason | None:
        known = self.people.get(who)
        if known is None:
            return None
        if known.kind in _ORGANS and known.link:
            return of_voice(ITSELF, f"{known.name} speaks itself")
        found = [
            of_voice(authority, f"{known.name} {words} {self.look.called(body)}")
            for body, words in self._offices_of(who)
            if (authority := _authority(words)) is not None
        ]
        if found:
            return max(found, key=lambda one: one.weight)
        return Reason(Why.VOICE, f"{known.name} is a known actor", 0.3) if known.link else None

    def _offices_of(self, who: int) -> Iterator[tuple[int, str]]:
        """What somebody is of which body, as packs and texts have it: "is Foreign Minister of"."""
        for body, step in self.look.belonging(self.until).up.get(who, {}).items():
            yield body, _OWNER.sub("is ", step.words)
        for body, title in self.offices.get(who, ()):
            yield body, _OWNER.sub("is ", f"is called {' '.join(title.split())} of")

    def _past(self, one: Candidate) -> list[Reason]:
        """Why it is told as of the past."""
        found: list[Reason] = []
        rows = self.look.statements
        if one.place is None:
            return found
        if rows.has("zone", "background")[one.place]:
            found.append(Reason(Why.LESS, "told as background", -1.2))
        if (when := _done_before(rows, one.place, one.day - 2)) is not None:
            found.append(Reason(Why.LESS, f"told as said earlier, by {when}", -0.8))
        return found


#: A text's "its commander" is the commander.
_OWNER = re.compile(r"^is (?:called )?(?:(?:the|its|his|her|their|our|an?) )?", re.IGNORECASE)


def _authority(words: str) -> str | None:
    """With which authority somebody speaks for a body that he is this of."""
    if words in _STEPS:
        return _STEPS[words]
    return authority_of(words.removeprefix("is ").removesuffix(" of"), whole=True)


_STEPS = {"leads": HEAD, "speaks for": SPOKESMAN, "is a spokesperson of": SPOKESMAN, "is part of": OTHER}


def _commits(look: NoveltyLook, found: Sequence[Candidate]) -> dict[int, tuple[tuple[str, ...], str | None]]:
    """For statements (by their numbers as findings) the kinds of the commitments in them, and the first day of one."""
    documents = np.array(sorted({one.document for one in found if not one.is_deed}), dtype=np.uint32)
    if not len(documents):
        return {}
    rows = many.marked(look.at, Mark("k_commitment"), look.at_time, look.stood)
    rows = rows.at(np.flatnonzero(np.isin(rows.others["document"], documents)))
    on = ledger_rows.statements_of(look.at, (rows.numbers // 2).tolist())
    kinds: defaultdict[int, dict[str, None]] = defaultdict(dict)
    due: dict[int, str] = {}
    for no, kind, day, until in zip(
        rows.numbers.tolist(), rows.decoded("type"), rows.decoded("day"), rows.decoded("to"), strict=True
    ):
        statement = on.get(no // 2)
        if statement is None or kind is None:
            continue
        kinds[statement][kind] = None
        if until is not None and (day is None or until >= day):
            due[statement] = min(due.get(statement, until[:10]), until[:10])
    return {no: (tuple(some), due.get(no)) for no, some in kinds.items()}
