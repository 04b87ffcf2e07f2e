"""Desks of documents made by hand, in memory: what a trend is counted from, without a database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from hypothesis import strategies as st

from onrecord.analysis.period_read import period_of
from onrecord.analysis.periods import By
from onrecord.analysis.series import Series, series
from onrecord.analysis.source_set import Period, SourceSet, source_set
from onrecord.analysis.tellings import CLAIMED, DEEDS, WORDS, Telling
from onrecord.analysis.texts_read import TextsRead

FIRST = date(2031, 1, 1)
MONTHS = 6
#: Outlets of which each has something in every month.
STEADY = ("o:north", "o:south", "o:west")


@dataclass(frozen=True)
class Told:
    """A finding of a document: what it is, on which line, and the utterance that it is of, if others report that."""

    type: str
    line: str = WORDS
    weight: float = -5.0
    utterance: str | None = None


@dataclass(frozen=True)
class Doc:
    """A document: its outlet, its day, the text that it carries (equal ones are of one family), what it tells."""

    outlet: str
    day: date
    text: str
    told: tuple[Told, ...] = ()


def month(number: int, day: int = 1) -> date:
    """A day of the nth month."""
    return date(2031, 1 + number, day)


def read(docs: Sequence[Doc]) -> tuple[TextsRead, list[Telling]]:
    """The documents as a desk has them that took them in in this order."""
    outlets = tuple(dict.fromkeys(one.outlet for one in docs))
    first: dict[str, int] = {}
    uttered: dict[str, int] = {}
    tellings: list[Telling] = []
    carriers = [one.text for one in docs]
    for number, one in enumerate(docs, 1):
        family = first.setdefault(one.text, number)
        for place, told in enumerate(one.told):
            row = 1000 * number + place
            utterance = None if told.utterance is None else uttered.setdefault(told.utterance, row)
            tellings.append(
                Telling(
                    number=row,
                    id=f"{one.outlet} {one.text} {place}",
                    type=told.type,
                    day=one.day.toordinal(),
                    document=number,
                    text=family,
                    shared=carriers.count(one.text) > 1,
                    utterance=utterance,
                    key=(told.type, told.line),
                    line=told.line,
                    weight=told.weight,
                )
            )
    texts = TextsRead(
        np.arange(1, len(docs) + 1, dtype=np.int64),
        np.array([one.day.toordinal() for one in docs], dtype=np.int64),
        np.array([outlets.index(one.outlet) for one in docs], dtype=np.int64),
        outlets,
        np.array([first[one.text] for one in docs], dtype=np.int64),
    )
    return texts, tellings


@dataclass(frozen=True)
class Counted:
    """What is counted of a desk."""

    texts: TextsRead
    period: Period
    chosen: SourceSet
    series: Series

    @property
    def figures(self) -> list[object]:
        """Each stretch with its denominator and its figures; documents are not among them: more carriers are more."""
        return [(one.name, one.texts, dict(one.points)) for one in self.series.buckets]


def count(docs: Sequence[Doc], named: Collection[str] | None = None, by: By = "month") -> Counted:
    """Counts the documents over those outlets that were read throughout, or over those named."""
    texts, tellings = read(docs)
    period = period_of(texts, by, FIRST.isoformat(), month(MONTHS - 1, 28).isoformat())
    chosen = source_set(texts, period, named)
    used = frozenset(chosen.used)
    outlet = {number: texts.outlets[place] for number, place in zip(texts.numbers, texts.sources, strict=True)}
    mine = [one for one in tellings if outlet[one.document] in used]
    return Counted(texts, period, chosen, series(texts, mine, period, used))


TOLD = st.builds(
    Told,
    st.sampled_from(("demand", "threaten", "ASSAULT", "AID")),
    st.sampled_from((WORDS, DEEDS, CLAIMED)),
    st.sampled_from((-9.3, -5.0, 0.0, 7.4)),
    st.sampled_from((None, None, "u1", "u2")),
)
DAYS = st.builds(month, st.integers(0, MONTHS - 1), st.integers(2, 27))


@st.composite
def desks(draw: st.DrawFn, outlets: Sequence[str] = STEADY) -> list[Doc]:
    """Documents of outlets of which each has something at the begin and at the end of every month."""
    steady = [
        Doc(outlet, month(number, day), f"{outlet} {number} {day}", draw(st.lists(TOLD, max_size=2).map(tuple)))
        for outlet in outlets
        for number in range(MONTHS)
        for day in (1, 28)
    ]
    more = draw(
        st.lists(
            st.builds(Doc, st.sampled_from(outlets), DAYS, st.uuids().map(str), st.lists(TOLD, max_size=3).map(tuple)),
            max_size=6,
        )
    )
    return [*steady, *more]
