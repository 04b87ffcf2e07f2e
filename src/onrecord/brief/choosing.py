"""Which items a brief has: what belongs together is one, weighed by stated reasons; the rest is told as left out.

An item has one saying or deed that leads it, what the same speaker said beside it, and who answers it: a denial belongs
to the accusation that it denies. Weighed is by columns; only the best are looked at closely, by what marks can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from ..analysis.chain import chain
from ..analysis.novelty import by_marks
from ..analysis.novelty_look import NoveltyLook
from ..analysis.novelty_parts import Asks, Check, Found, Novelty, Scope
from ..gazetteer import Gazetteer
from ..record import Event
from ..store import cited_rows, many
from ..store.opening import Store
from .acts_told import ActsTold
from .candidates import Candidate, Period, candidates
from .evidence import Evidence
from .gathering import Gathering
from .grouping import Group, Grouping, Part, added
from .reasons import Reason, Why, of_carriers, told, total

#: Items of a brief, if nobody says how many.
ITEMS = 5
#: Candidates that are put together into items; and groups more than are asked for that are looked at closely.
_WEIGHED, _CLOSER = 160, 4
#: A second item of one speaker, and a third, tells so much less.
_AGAIN = 0.7
#: How words end that mean something only after others.
_HANGS = re.compile(r"\b(?:it|this|that|them|these|those|so|one|which)\W*\Z", re.IGNORECASE)
#: What is counted of people who came to harm.
_HURT = frozenset(("killed", "injured", "abducted"))
#: Earlier statements of a side that say something of what it never did.
_READ_OF_A_SIDE = 5
#: What is left out that is told by name.
_LEFT = 8


@dataclass(frozen=True, slots=True)
class Told:
    """Something in an item: what is known of it, and what it is there."""

    part: Part
    candidate: Candidate
    evidence: Evidence

    @property
    def id(self) -> str:
        """By which it is cited."""
        return self.evidence.id


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the lead first. ``novelty`` is what is new in the lead, where it is a statement."""

    told: tuple[Told, ...]
    reasons: tuple[Reason, ...]
    novelty: Novelty | None = None

    @property
    def lead(self) -> Told:
        """What leads it."""
        return self.told[0]

    @property
    def score(self) -> float:
        """How much it tells."""
        return total(self.reasons)

    def of(self, part: Part) -> tuple[Told, ...]:
        """What is some part of it."""
        return tuple(one for one in self.told if one.part is part)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was weighed and not taken: its id, its first words, and why it tells less than what was."""

    id: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The items of a brief, what tells most first, and ``spare`` ones, for those of which no sentence can be made; and
    what was left out: some of it by name, ``sayings`` and ``deeds``
    of the period in all, ``carried`` that were published before it, ``undated`` statements of the desk.
    """

    items: tuple[Item, ...]
    spare: tuple[Item, ...] = ()
    left: tuple[LeftOut, ...] = ()
    sayings: int = 0
    deeds: int = 0
    carried: int = 0
    undated: int = 0


@dataclass(slots=True)
class Choosing:
    """What choosing looks at. ``clear`` says of a statement whether it can be understood by its own words."""

    store: Store
    at: sa.Connection
    look: NoveltyLook
    gathering: Gathering
    grouping: Grouping
    acts: ActsTold
    clear: Callable[[Evidence], bool] | None = None

    @classmethod
    def of(cls, store: Store, at: sa.Connection, gazetteer: Gazetteer, at_time: str | None) -> Choosing:
        """As of a time; ``None`` is now."""
        look = NoveltyLook.of(store, at, at_time, gazetteer)
        return cls(store, at, look, Gathering(store, at, gazetteer, at_time), Grouping(look), ActsTold(look))

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The numbers, as findings, of findings by their ids."""
        held = cited_rows.held(self.at, list(ids), self.look.at_time)
        return {id_: one.no for id_, one in held.items()}

    def choice(self, since: str, until: str, only: NDArray[np.int64] | None, items: int) -> Choice:
        """The items of a period (days, ISO 8601), ``items`` at most. ``only`` are numbers of rows, ascending."""
        whole = candidates(self.look, since, until)
        period = whole if only is None else _of(whole, only)
        mine = {one.row for one in period.found}
        rest = [one for one in whole.found if one.row not in mine]
        # What is not asked for may still answer what is.
        best, evidence = self._readable([*period.found[:_WEIGHED], *rest[:_WEIGHED]])
        best.sort(key=lambda one: (one.row not in mine, -one.score, one.day, one.row))
        groups = self.grouping.groups(best, evidence, mine)
        groups.sort(key=lambda one: (-one.score, one.lead.day, one.lead.row))
        near = groups[: items + _CLOSER]
        weighed = sorted(
            (self._weighed(group, evidence) for group in near),
            key=lambda one: (-one.score, one.lead.candidate.day, one.lead.candidate.row),
        )
        chosen = self._varied(weighed, items)
        return self._choice(period, chosen, weighed, groups, evidence)

    # -- what can be told ----------------------------------------------------------------------------------------------

    def _readable(self, found: Sequence[Candidate]) -> tuple[list[Candidate], Mapping[int, Evidence]]:
        """Those of which a sentence can be made, and what is known of each (by the row)."""
        ids = many.ids(self.at, [one.row for one in found])
        known = self.gathering.evidence(ids.values())
        evidence = {row: one for row, id_ in ids.items() if isinstance(one := known.get(id_), Evidence)}
        return [
            replace(
                one,
                reasons=(*one.reasons, *self._more_or_less(evidence[one.row])),
                is_past=one.is_past or _is_looked_back(evidence[one.row]),
            )
            for one in found
            if one.row in evidence and _tells(evidence[one.row])
        ], evidence

    def _more_or_less(self, one: Evidence) -> list[Reason]:
        """What makes it tell more, or less, by what is known of it."""
        found = []
        if one.withdrawn is not None:
            words = f"its words are gone from the source's page since {one.withdrawn[:10]}"
            found.append(Reason(Why.LESS, words, -1.0))
        if isinstance(one.finding, Event):
            hurt = {count.what.value for count in one.finding.counts} & _HURT
            told = f"with numbers of {' and '.join(sorted(hurt))}"
            return [*found, Reason(Why.ACT, told, 0.8)] if hurt else found
        statement = one.statement
        if statement is None:
            return found
        if _is_looked_back(one):
            found.append(Reason(Why.LESS, "told as said earlier", -2.5))
        if len(one.voices) > 1:
            found.append(Reason(Why.LESS, "told by somebody else", -0.5))
        if not statement.speaker.spans:
            found.append(Reason(Why.LESS, "nobody is named who says it", -1.0))
        if statement.content and _HANGS.search(statement.content[-1].of(one.text)):
            found.append(Reason(Why.LESS, "it hangs on what stands before it", -3.0))
        elif self.clear is not None and not self.clear(one):
            found.append(Reason(Why.LESS, "its words say little alone", -3.0))
        return found

    # -- the close look ------------------------------------------------------------------------------------------------

    def _weighed(self, group: Group, evidence: Mapping[int, Evidence]) -> Item:
        lead = group.lead
        about = evidence[lead.row]
        reasons = [one for one in lead.reasons if one.why is not Why.CARRIED]
        novelty = None
        if lead.place is not None:
            (novelty,) = by_marks(self.look, [lead.place])
            novelty = self._unless_told(novelty, lead)
            reasons += _new(novelty)
        carried = of_carriers(lead.documents, lead.outlets, self._origins(lead, about))
        reasons += [] if carried is None else [carried]
        replies = sum(part is Part.REPLY for part, _ in group.others)
        if replies:
            reasons.append(Reason(Why.ANSWERED, "the other side is on the record too", 0.5))
        beside = [one for part, one in group.others if part not in (Part.REPLY, Part.BEFORE)]
        if beside:
            reasons.append(Reason(Why.ACT, f"{len(beside)} more of the same matter", round(added(beside), 3)))
        told = [Told(Part.LEAD, lead, about)]
        told += [Told(part, one, evidence[one.row]) for part, one in group.others]
        return Item(tuple(told), tuple(reasons), novelty)

    def _unless_told(self, novelty: Novelty, lead: Candidate) -> Novelty:
        """Without what a text tells as a deed of the speaker's side before: "threatened on 12 July to attack"."""
        people = self.look.belonging(lead.iso).side(lead.who).members if lead.who else frozenset()
        people = self.look.all_bases({lead.who, *people} - {0})
        if not self.acts.before(lead.type, people, lead.day):
            return novelty
        kept = tuple(one for one in novelty.checks if one.asks is not Asks.ACT or one.target is not None)
        return replace(novelty, checks=kept)

    def _origins(self, lead: Candidate, about: Evidence) -> int | None:
        """How many carriers have it from no other."""
        if lead.place is None or lead.documents < 2:
            return None
        return len(chain(self.store, self.at, about.id, self.look.at_time).voices)

    def _varied(self, weighed: Sequence[Item], most: int) -> list[Item]:
        """The best, but not one speaker, or who speaks for him, over and over."""
        left, chosen = list(weighed), list[Item]()
        while left and len(chosen) < most:
            best = max(left, key=lambda one: (self._less_for(one, chosen), -one.lead.candidate.day, one.lead.id))
            if chosen and best.score <= 0:
                break
            left.remove(best)
            chosen.append(best)
        return chosen

    def _less_for(self, one: Item, chosen: Sequence[Item]) -> float:
        who = one.lead.candidate.who
        if not who:
            return one.score
        others = [other.lead.candidate.who for other in chosen]
        times = sum(
            other != 0 and (who in self.grouping.side(other) or other in self.grouping.side(who)) for other in others
        )
        return one.score * float(_AGAIN**times)

    # -- what is left --------------------------------------------------------------------------------------------------

    def _choice(
        self,
        period: Period,
        chosen: Sequence[Item],
        weighed: Sequence[Item],
        groups: Sequence[Group],
        evidence: Mapping[int, Evidence],
    ) -> Choice:
        mine = {one.lead.candidate.row for one in chosen}
        # What tells less than nothing fills no brief that has better.
        spare = [one for one in weighed if one.lead.candidate.row not in mine and one.score > 0]
        looked = {one.lead.candidate.row for one in weighed}
        rest = [one.lead for one in groups if one.lead.row not in looked][: max(0, _LEFT - len(spare))]
        left = [left_out(evidence[one.row], one.score, one.reasons) for one in rest]
        deeds = sum(one.is_deed for one in period.found)
        said = len(period.found) - deeds
        return Choice(tuple(chosen), tuple(spare), tuple(left), said, deeds, period.carried, period.undated)


def left_out(one: Evidence, score: float, reasons: Iterable[Reason], why: str = "") -> LeftOut:
    """Something that was not taken, with what it was weighed by; ``why`` is what else kept it out."""
    return LeftOut(one.id, _first_words(one), f"{score:.1f}: {told(reasons)}{f'; {why}' if why else ''}")


def _tells(one: Evidence) -> bool:
    """Whether a sentence can stand on it: its words are there, and it is no deed that consists in saying something."""
    finding = one.finding
    if isinstance(finding, Event):
        if finding.statement is not None or finding.intended is not None or finding.background:
            return False
        cues = [cue for statement in one.record.statements for cue in statement.cue]
        return not any(cue.meets(span) for cue in cues for span in finding.spans)
    return one.current and one.statement is not None and bool(one.statement.content)


def _is_looked_back(one: Evidence) -> bool:
    """Whether the source tells a statement as said before: "had demanded"."""
    cue = one.statement.cue if one.statement is not None else ()
    return " ".join(span.of(one.text) for span in cue).split()[:1] == ["had"]


def _of(period: Period, only: NDArray[np.int64]) -> Period:
    """What of a period is asked for: ``only`` are numbers of rows, ascending."""
    rows = np.array([one.row for one in period.found], dtype=np.int64)
    return replace(period, found=tuple(np.array(period.found, dtype=object)[np.isin(rows, only)].tolist()))


_OWN_SIDE = " is of the speaker's own side"
_TOLD = (Found.FIRST, Found.SINCE, Found.CHANGED)


def new_checks(novelty: Novelty) -> list[Check]:
    """What of it is worth telling as new, what tells most first, each kind of it once."""
    found: dict[tuple[Asks, str | None], Check] = {}
    own = {note.removesuffix(_OWN_SIDE) for note in novelty.notes if note.endswith(_OWN_SIDE)}
    for one in novelty.checks:
        # That somebody's side names one of its own for the first time says nothing.
        inside = one.scope is Scope.SIDE and one.target is not None and one.target.name in own
        # Words that are linked to nobody may name under one name whom others name under another.
        nobody = one.target is not None and one.target.id is None
        # Of a side of which little was read it says little that it had done something to nobody in particular.
        nobody = nobody or (one.target is None and one.bound.statements < _READ_OF_A_SIDE)
        if one.weight > 0 and one.found in _TOLD and one.asks is not Asks.SAID and not inside and not nobody:
            found.setdefault((one.asks, one.target.name if one.target else None), one)
    return sorted(found.values(), key=lambda one: -one.weight)


def _new(novelty: Novelty) -> Iterable[Reason]:
    for one, most in zip(new_checks(novelty), (1.4, 0.4, 0.2), strict=False):
        yield Reason(Why.NEW, one.words.partition(": not found among ")[0], round(min(most, 0.6 * one.weight), 3))


def _first_words(one: Evidence) -> str:
    words = " ".join(one.words.split())
    return words if len(words) <= 90 else f"{words[:87].rsplit(' ', 1)[0]} …"


__all__ = ["ITEMS", "Choice", "Choosing", "Item", "LeftOut", "Told", "new_checks"]
