"""Whom and what the names in a question mean on this desk: actors by any of their names, outlets, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Entity, Source
from . import entities, meant, outlets, source_facts
from .asking import by_then
from .expression import Expression, Mark, either
from .stood import Stood
from .tables import indexed, source

#: Names that are as likely as this are meant equally.
_AS_LIKELY = 0.005
#: How many are named where several are meant, or where nobody is.
_NAMED = 5
_ID = re.compile(r"a:[0-9a-f]{4,}\Z|[a-z][a-z0-9-]*:[^\s:]+\Z")


@dataclass(frozen=True, slots=True)
class Who:
    """Those whom a name means: the numbers of all base entities that are one of them, and how they are called."""

    numbers: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet that a value means: its id, and its name of today."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the calendar that a field of dates (``published``, ``happened``) is to meet, from the day ``first``
    to the day ``last``; ``None`` is open.
    """

    name: str
    first: str | None
    last: str | None

    def begins(self, day: str) -> bool:
        """Whether what begins on this day, or at a time of it, begins before the stretch ends."""
        return self.last is None or day <= self.last + "~"  # after every time of that day

    def ends(self, day: str) -> bool:
        """Whether what ends then ends after the stretch begins."""
        return self.first is None or day >= self.first


@dataclass(slots=True)
class Asked:
    """What a question is compiled with: the desk as of a time. What is found out is said as it comes."""

    at: sa.Connection
    at_time: str | None
    sentences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: Conditions that say that rows meet a stretch, each with it.
    stretches: list[tuple[sa.ColumnElement[bool], Stretch]] = field(default_factory=list)
    _outlets: dict[str, Source] | None = None
    _stood: Stood | None = None

    def say(self, sentence: str) -> None:
        """A sentence of the plan; the same is not said twice."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def note(self, sentence: str) -> None:
        """What a person must know of the answer. It is part of the plan too."""
        if sentence not in self.notes:
            self.notes.append(sentence)
        self.say(sentence)

    def on_days(self, stretch: Stretch, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        """The condition; it is noted which stretch it is of."""
        self.stretches.append((condition, stretch))
        return condition

    def named(self, words: str) -> Who | None:
        """Who bears exactly this name; ``None`` if nobody does, or it is a common word."""
        found = meant.is_name(self.at, words, at_time=self.at_time)
        if not found:
            return None
        who = self._who([(one.number, one.entity) for one in found])
        self.say(f"“{words}” is a name of {who.label}: what they take part in, and texts that name them, fit too")
        return who

    def who(self, field_name: str, value: str) -> Who | None:
        """Who is meant by a name or an id; nobody is told in a note."""
        if _ID.match(value.strip()) and (found := self._by_id(value.strip())) is not None:
            who = self._who([found])
            self.say(f"{field_name}: {value} is {who.label}")
            return who
        likely = meant.meant(self.at, value, most=_NAMED, at_time=self.at_time)
        if not likely:
            self.note(f"nobody on this desk is called “{value}”")
            return None
        best = likely[0].score
        equal = [one for one in likely if one.score >= best - _AS_LIKELY]
        who = self._who([(one.number, one.entity) for one in equal])
        also = [one for one in likely if one not in equal]
        several = " (all of them: they may be meant equally)" if len(equal) > 1 else ""
        self.say(f"{field_name}: “{value}” is taken for {who.label}{several}, {equal[0].why}")
        if best < _SURE:
            near = ", or ".join(one.entity.name for one in also)
            self.notes.append(f"“{value}” was taken for {who.label}" + (f"; it may also mean {near}" if near else ""))
        return who

    def _by_id(self, id_: str) -> tuple[int, Entity] | None:
        try:
            return entities.by_id(self.at, id_, self.at_time)
        except StoreError as error:
            self.note(str(error))
            return None

    def _who(self, found: Iterable[tuple[int, Entity]]) -> Who:
        each = list(found)
        numbers = [base for number, _ in each for base in entities.bases(self.at, number, self.at_time)]
        return Who(tuple(dict.fromkeys(numbers)), " and ".join(f"{one.name} ({one.id})" for _, one in each))

    def outlet(self, value: str) -> Outlet | None:
        """The outlet of a name or id; one that is not there is told in a note, with near ones."""
        try:
            id_ = outlets.find_source(self.at, value)
        except StoreError as error:
            self.note(str(error))
            return None
        there = sa.select(source.c.name).where(source.c.id == id_, by_then(source.c.added, self.at_time))
        name = self.at.execute(there).scalar()
        if name is None:
            self.note(f"the outlet {value} was not on this desk yet")
            return None
        return Outlet(id_, str(name))

    def taking_part(self, asked: Expression) -> Expression | sa.ColumnElement[bool]:
        """What finds rows by marks of actors, who were then whom they were."""
        if self._stood is None:
            self._stood = Stood.at(self.at, self.at_time)
        return indexed.c.no.in_(self._stood.numbers(self.at, asked)) if self._stood.rows else asked

    def outlets(self) -> dict[str, Source]:
        """Every outlet, with its name and grade as of then."""
        if self._outlets is None:
            self._outlets = source_facts.sources_of(self.at, None, self.at_time)
        return self._outlets


#: From this score on a name is not doubted.
_SURE = 0.8


def roles(who: Who, *names: str) -> Expression:
    """What finds those who take part in one of these roles."""
    return either([Mark(f"{name}_{number}") for number in who.numbers for name in names])
