"""One actor's rows on a desk while its profile is made: each counted on its side, and asked more of if it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..record import Entity
from ..store import entities, profile_details, profile_rows
from ..store.profile_details import Detail
from ..store.profile_rows import Office, Row
from ..store.stood import Stood
from .profile_counting import ACTUAL, Texts, standing_of
from .profile_parts import Cited, Role, Source, Who

NOBODY = "somebody not named"


@dataclass(slots=True)
class Look:
    """``bases`` are the base entities that the actor is now. ``findings`` and ``documents`` are its rows, without what
    was ``rejected``. Who is who, outlets and words are known after ``load`` was told what is shown.
    """

    at: sa.Connection
    entity: Entity
    bases: Sequence[int]
    at_time: str | None
    findings: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    rejected: int = 0
    rejected_ids: frozenset[str] = frozenset()
    texts: Texts = field(default_factory=lambda: Texts({}, {}))
    sides: profile_rows.Sides = field(default_factory=lambda: profile_rows.Sides(*[frozenset[int]()] * 3))
    stood: Stood = field(default_factory=Stood)
    mine: frozenset[int] = frozenset()
    roots: dict[int, int] = field(default_factory=dict)
    details: dict[int, Detail] = field(default_factory=dict)
    derived: set[int] = field(default_factory=set)
    _people: dict[int, Who] = field(default_factory=dict)
    _outlets: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, at: sa.Connection, number: int, entity: Entity, at_time: str | None) -> Look:
        """All rows of an entity, counted on nothing yet."""
        bases = entities.bases(at, number, at_time)
        look = cls(at, entity, bases, at_time, mine=frozenset(bases))
        look.rejected_ids = profile_rows.rejected(at, at_time)
        look.stood = Stood.at(at, at_time)
        for row in profile_rows.rows_of(at, bases, at_time, look.stood):
            if row.kind == "document":
                look.documents.append(row)
            elif row.id in look.rejected_ids:
                look.rejected += 1
            else:
                look.findings.append(row)
        look.texts = Texts(profile_rows.families(at, bases, look.stood), profile_rows.utterances(at, bases, look.stood))
        look.sides = profile_rows.sides(at, bases, look.stood)
        look.roots = profile_rows.joined_to(at, at_time)
        return look

    def does(self, row: Row) -> bool:
        """Whether the actor is on the doing side: speaker, actor, first end, doer."""
        return row.who in self.mine or row.no in self.sides.doing

    def receives(self, row: Row) -> bool:
        """Whether it is on the other side."""
        return row.whom in self.mine or row.no in self.sides.receiving

    def root(self, number: int) -> int:
        """The base entity that a base entity is together with others."""
        return self.roots.get(number, number)

    def bases_of(self, root: int) -> list[int]:
        """All base entities that are this one together."""
        return sorted({root, *(no for no, of in self.roots.items() if of == root)})

    def other(self, row: Row) -> int | None:
        """The root of the first on the other side, where it is linked; of a side that the actor shares: nobody."""
        who, whom, mine = row.who, row.whom, self.mine
        if who is not None and who not in mine:
            return self.roots.get(who, who)
        if whom is not None and whom not in mine:
            return self.roots.get(whom, whom)
        return None

    def load(self, rows: Iterable[Row], people: Iterable[int], outlets: Iterable[str | None]) -> None:
        """Reads what these rows say, who these base entities are, and what these outlets are called."""
        shown = {row.no // 2: row.kind for row in rows}
        self.details.update(profile_details.details(self.at, sorted(shown), self.at_time))
        self.derived |= profile_details.derived(self.at, sorted(no for no, kind in shown.items() if kind == "tie"))
        parts = [one for detail in self.details.values() for one in detail.parts]
        self.meet([*people, *(one.entity for one in parts if one.entity is not None)])
        ids = {one for one in outlets if one} | {one.source for one in self.details.values() if one.source}
        known = profile_rows.outlets(self.at, ids, self.at_time)
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

    def source(self, detail: Detail | Office) -> Source:
        """Where words stand."""
        name, grade = self.outlet(detail.source, detail.source_name)
        if isinstance(detail, Office):
            return Source(detail.document, name, grade, detail.published)
        return Source(detail.document, name, grade, detail.published, detail.title, detail.url)

    def cited(self, row: Row) -> Cited:
        """A row as it is cited."""
        detail = self.details[row.no // 2]
        roles = tuple(Role(one.role, one.name or NOBODY, self.who(one.entity)) for one in detail.parts)
        own = [role.name for role in roles if role.role == "speaker"] or [NOBODY]
        word = [NOBODY if voice.speaker is None else voice.speaker.name or NOBODY for voice in detail.voices]
        return Cited(
            id=row.id,
            kind=row.kind,
            type=row.type or "",
            standing=standing_of(row),
            polarity=row.polarity or ACTUAL,
            source=self.source(detail),
            day=row.day,
            before=_lead(detail.before) if row.kind in ("event", "tie") else "",
            words=detail.words,
            after=_tail(detail.after) if row.kind in ("event", "tie") and not detail.cut else "",
            begin=detail.begin,
            end=detail.end,
            cut=detail.cut,
            roles=roles,
            on_word=tuple(own[:1] + word if row.kind == "statement" else word),
            zone=detail.zone,
            mode=detail.mode,
            background=detail.background,
            derived=row.no // 2 in self.derived,
            happened_from=row.start,
            happened_to=row.end,
            judged=detail.judged,
            withdrawn=detail.withdrawn,
        )


_ENDS = re.compile(r"[.!?؟。]['”’\"»)]*\s|\n")


def _lead(before: str) -> str:
    """What stands before words in their sentence, from a whole word on."""
    begin = max((end.end() for end in _ENDS.finditer(before)), default=None)
    if begin is not None:
        return before[begin:]
    return before if len(before) < profile_details.AROUND else before[before.find(" ") + 1 :]


def _tail(after: str) -> str:
    """What stands after words in their sentence, up to a whole word."""
    end = _ENDS.search(after + "\n") if len(after) < profile_details.AROUND else _ENDS.search(after)
    if end is not None:
        return after[: end.end()].rstrip()
    return after[: after.rfind(" ")] if " " in after else after
