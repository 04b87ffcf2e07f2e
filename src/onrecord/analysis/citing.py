"""Rows as they are cited: each with its words, its document, who takes part, and on whose word it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..store import entities, profile_details, profile_rows
from ..store.profile_details import Detail
from .cited import Cited, Role, Source, Who

NOBODY = "somebody not named"
#: Where nobody says otherwise.
ACTUAL = "actual"


@dataclass(slots=True)
class Citing:
    """What is known of findings that are shown, and of whom and which outlets they name; ``at_time`` is a stamp.

    Ask ``load`` once for all that will be shown, then ``cited`` for each.
    """

    at: sa.Connection
    at_time: str | None = None
    details: dict[int, Detail] = field(default_factory=dict)
    derived: set[int] = field(default_factory=set)
    _facts: dict[int, profile_rows.Row] = field(default_factory=dict)
    _people: dict[int, Who] = field(default_factory=dict)
    _outlets: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def load(self, numbers: Iterable[int], people: Iterable[int] = (), outlets: Iterable[str | None] = ()) -> None:
        """Reads what these rows (numbers of ``indexed``, of findings) say, who these base entities are, and what these
        outlets (ids) are called.
        """
        self._facts.update(profile_rows.by_number(self.at, numbers))
        shown = {no // 2: row.kind for no, row in self._facts.items() if no // 2 not in self.details}
        self.details.update(profile_details.details(self.at, sorted(shown), self.at_time))
        self.derived |= profile_details.derived(self.at, sorted(no for no, kind in shown.items() if kind == "tie"))
        parts = [one for detail in self.details.values() for one in detail.parts]
        self.meet([*people, *(one.entity for one in parts if one.entity is not None)])
        ids = {one for one in outlets if one} | {one.source for one in self.details.values() if one.source}
        known = profile_rows.outlets(self.at, ids - self._outlets.keys(), self.at_time)
        for id_, source in known.items():
            graded = source.grade.who is not None
            self._outlets[id_] = source.name, source.grade.reliability.value if graded else None

    def meet(self, numbers: Iterable[int]) -> None:
        """Learns who these base entities are."""
        unknown = sorted({no for no in numbers if no not in self._people})
        for no, one in entities.by_number(self.at, unknown, self.at_time).items():
            self._people[no] = Who(one.id, one.name)

    def who(self, number: int | None) -> Who | None:
        """Who a base entity is; ``None`` for nobody, and for one that was not there yet."""
        return None if number is None else self._people.get(number)

    def outlet(self, id_: str | None, called: str | None = None) -> tuple[str | None, str | None]:
        """An outlet's name and grade; of one that the desk does not know what the document calls it."""
        return self._outlets.get(id_ or "", (called, None))

    def source(self, detail: Detail) -> Source:
        """Where words stand."""
        name, grade = self.outlet(detail.source, detail.source_name)
        return Source(detail.document, name, grade, detail.published, detail.title, detail.url)

    def all_cited(self, numbers: Sequence[int]) -> tuple[Cited, ...]:
        """These rows as they are cited, in this order."""
        return tuple(self.cited(number) for number in numbers)

    def cited(self, number: int) -> Cited:
        """A row that was loaded, as it is cited."""
        row, detail = self._facts[number], self.details[number // 2]
        roles = tuple(Role(one.role, one.name or NOBODY, self.who(one.entity)) for one in detail.parts)
        own = [role.name for role in roles if role.role == "speaker"] or [NOBODY]
        word = [NOBODY if voice.speaker is None else voice.speaker.name or NOBODY for voice in detail.voices]
        alone = row.kind not in ("event", "tie")
        return Cited(
            id=row.id,
            kind=row.kind,
            type=row.type or "",
            standing=standing_of(row.standing, row.zone),
            polarity=row.polarity or ACTUAL,
            source=self.source(detail),
            day=row.day,
            before="" if alone else lead(detail.before),
            words=detail.words,
            after="" if alone or detail.cut else tail(detail.after),
            begin=detail.begin,
            end=detail.end,
            cut=detail.cut,
            roles=roles,
            on_word=tuple(own[:1] + word if row.kind == "statement" else word),
            zone=detail.zone,
            mode=detail.mode,
            background=detail.background,
            derived=number // 2 in self.derived,
            happened_from=row.start,
            happened_to=row.end,
            judged=detail.judged,
            withdrawn=detail.withdrawn,
        )


def standing_of(standing: str | None, zone: str | None) -> str:
    """On whose word a finding stands; a statement is attributed, or part of the analyst's comment."""
    return standing or ("comment" if zone == "comment" else "attributed")


_ENDS = re.compile(r"[.!?؟。]['”’\"»)]*\s|\n")


def lead(before: str) -> str:
    """What stands before words in their sentence, from a whole word on."""
    begin = max((end.end() for end in _ENDS.finditer(before)), default=None)
    if begin is not None:
        return before[begin:]
    return before if len(before) < profile_details.AROUND else before[before.find(" ") + 1 :]


def tail(after: str) -> str:
    """What stands after words in their sentence, up to a whole word."""
    end = _ENDS.search(after + "\n") if len(after) < profile_details.AROUND else _ENDS.search(after)
    if end is not None:
        return after[: end.end()].rstrip()
    return after[: after.rfind(" ")] if " " in after else after
