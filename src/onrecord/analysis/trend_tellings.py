"""Rows of the index made ready to be counted over time: which line each is in, what it weighs, who says or does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import sqlalchemy as sa

from ..store import many, trend_rows
from ..store.blocks import Columns
from ..store.stood import Stood
from .period_read import days_of
from .tellings import CLAIMED, COMMENT_DEEDS, COMMENT_WORDS, DEEDS, RELAYED, WORDS, Telling
from .texts_read import Days, TextsRead
from .voices import OTHER, Side
from .weights import Weights

#: What is told to have happened longer ago than so many days before its text is a thing of the past there.
_PAST = 31
BACKGROUND = "told as background, or of what was over a month before"
NOT_ACTUAL = "planned, conditional, hypothetical, or said not to have been"
SAID = "sayings that are told as events: they are counted as the statements they are"
UNDATED = "in documents whose date is not known well enough"
NOT_THEN = "by somebody who did not speak for this side then"
ELSEWHERE = "told only by outlets that are not counted over"


@dataclass(frozen=True, slots=True)
class Found:
    """What is counted of one direction, how much of it is left out by why, and who says or does it (by number)."""

    tellings: tuple[Telling, ...]
    left_out: Mapping[str, int]
    who: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what one side tells of, or does to, another: the desk as of a time, what was read, and its weights."""

    at: sa.Connection
    at_time: str | None
    stood: Stood | None
    texts: TextsRead
    weights: Weights

    def found(
        self, doing: Side, receiving: Side | None, days: tuple[int, int], outlets: frozenset[str | None]
    ) -> Found:
        """All that these outlets tell of it, of any day; what is left out is counted of the given days only."""
        side = trend_rows.Side(
            doing.bases, None if receiving is None else receiving.bases, () if receiving is None else receiving.names
        )
        rows = trend_rows.between(self.at, side, self.at_time, self.stood)
        out: Counter[str] = Counter()
        rows = self._of_outlets(rows, days, outlets, out)
        background = trend_rows.in_background(self.at, side, rows, self.at_time, self.stood)
        statements = rows.has("kind", "statement")
        relayed = trend_rows.within_others(self.at, (rows.numbers[statements] // 2).tolist())
        kept, why = self._sorted_out(rows, background)
        within = (days_of(rows) >= days[0]) & (days_of(rows) <= days[1])
        for name, which in why.items():
            out[name] += int((which & within).sum())
        rows = rows.at(kept)
        named = trend_rows.only_named(self.at, side, rows, self.at_time, self.stood)
        voices = _voices(rows, doing)
        spoken = np.array([voice is not None for voice in voices], dtype=np.bool_)
        told = days_of(rows)
        out[NOT_THEN] += int((~spoken & (told >= days[0]) & (told <= days[1])).sum())
        rows = rows.at(spoken)
        counted = [voice for voice in voices if voice is not None]
        tellings = self._tellings(rows, counted, relayed, named, self._own_weights(side, rows))
        who_of = dict(zip(rows.numbers.tolist(), (one or None for one in rows.others["who"].tolist()), strict=True))
        return Found(tuple(tellings), {name: count for name, count in out.items() if count}, who_of)

    def _of_outlets(
        self, rows: Columns, days: tuple[int, int], outlets: frozenset[str | None], out: Counter[str]
    ) -> Columns:
        told = self._days(rows)
        wanted = np.array([one in outlets for one in rows.values["source"]], dtype=np.bool_)[rows.codes["source"]]
        out[UNDATED] += int((wanted & (told == 0)).sum())
        out[ELSEWHERE] += int((~wanted & (told >= days[0]) & (told <= days[1])).sum())
        return rows.at(wanted & (told > 0))

    def _days(self, rows: Columns) -> Days:
        """The days of the rows' documents, as far as these are dated well enough."""
        at = np.searchsorted(self.texts.numbers, rows.others["document"])
        at = np.minimum(at, max(len(self.texts) - 1, 0))
        if not len(self.texts):
            return np.zeros(len(rows), dtype=np.int64)
        there = self.texts.numbers[at] == rows.others["document"]
        return np.where(there, self.texts.days[at], 0)

    def _sorted_out(
        self, rows: Columns, background: frozenset[int]
    ) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]]]:
        """Which rows are counted; and which are not, by why (each for one reason)."""
        events = rows.has("kind", "event")
        ended = _ends(rows.values["to"])[rows.codes["to"]]
        past = (ended > 0) & (ended < days_of(rows) - _PAST)
        past |= rows.has("zone", "background") | np.isin(rows.numbers, np.array(sorted(background), dtype=np.int64))
        unreal = ~(rows.has("polarity", "actual") | (rows.codes["polarity"] == 0))
        said = events & np.isin(rows.codes["type"], [rows.code("type", one) for one in sorted(self.weights.said)])
        why = {NOT_ACTUAL: unreal, SAID: said & ~unreal, BACKGROUND: past & ~unreal & ~said}
        return ~(unreal | said | past), why

    def _own_weights(self, side: trend_rows.Side, rows: Columns) -> dict[tuple[str, str], frozenset[int]]:
        """The rows of those modes that weigh something of their own."""
        return {
            (type_, mode): trend_rows.of_mode(self.at, side, rows, mode, self.at_time, self.stood)
            for type_, mode in self.weights.modes()
        }

    def _tellings(
        self,
        rows: Columns,
        voices: Sequence[str | None],
        relayed: frozenset[int],
        named: frozenset[int],
        modes: Mapping[tuple[str, str], frozenset[int]],
    ) -> list[Telling]:
        utterances = many.utterances(self.at)
        families = (
            dict(zip(self.texts.numbers.tolist(), self.texts.families.tolist(), strict=True)) if len(rows) else {}
        )
        sizes = Counter(self.texts.families.tolist()) if len(rows) else Counter()
        numbers, days = rows.numbers.tolist(), days_of(rows).tolist()
        columns = [rows.decoded(name) for name in ("kind", "type", "zone", "standing", "polarity", "from")]
        sides = rows.others["who"].tolist(), rows.others["whom"].tolist(), rows.others["document"].tolist()
        made = []
        weights = {one: self._weight(*one) for one in set(zip(columns[0], columns[1], strict=True))}
        for number, day, voice, kind, type_, zone, standing, polarity, start, who, whom, document in zip(
            numbers, days, voices, *columns, *sides, strict=True
        ):
            own = next((mode for (of, mode), some in modes.items() if of == type_ and number in some), None)
            weight = weights[kind, type_] if own is None else self.weights.event(type_ or "", own)
            line = _line(kind or "", zone, standing, number // 2 in relayed)
            text = families.get(document, document)
            made.append(
                Telling(
                    number,
                    "",
                    type_ or "",
                    day,
                    document,
                    text,
                    sizes[text] > 1,
                    utterances.get(number // 2) if kind == "statement" else None,
                    (kind, type_, who, whom, start, polarity, line),
                    line,
                    # What is said to somebody else, or of him, is not said of whoever is named in passing.
                    0.0 if number in named and whom else weight,
                    voice,
                    number in named,
                )
            )
        return self._with_ids(made)

    def _with_ids(self, made: list[Telling]) -> list[Telling]:
        """Those of which one is chosen need an id to be chosen by."""
        some = [one.number for one in made if one.shared or one.utterance is not None]
        ids = many.ids(self.at, some)
        return [replace(one, id=ids[one.number]) if one.number in ids else one for one in made]

    def _weight(self, kind: str | None, type_: str | None) -> float:
        return self.weights.act(type_ or "") if kind == "statement" else self.weights.event(type_ or "")


def _voices(rows: Columns, doing: Side) -> list[str | None]:
    """With which authority each is said or done; ``None`` for who did not speak for the side on that day."""
    known: dict[tuple[int, int], str | None] = {}
    pairs = list(zip(rows.others["who"].tolist(), days_of(rows).tolist(), strict=True))
    for who, day in set(pairs):
        of_it = who in doing.own or who in doing.voices
        # Of several who say or do it together the first is told: another of them is of the side.
        known[who, day] = doing.authority(who, date.fromordinal(day)) if of_it else OTHER
    return [known[pair] for pair in pairs]


def _line(kind: str, zone: str | None, standing: str | None, relayed: bool) -> str:
    if kind == "statement":
        return COMMENT_WORDS if zone == "comment" else RELAYED if relayed else WORDS
    if standing == "comment" or zone == "comment":
        return COMMENT_DEEDS
    return CLAIMED if standing == "attributed" else DEEDS


def _ends(values: Sequence[str | None]) -> Days:
    """The last days of dates, of which one may be told to the month or the year only; 0 where there is none."""
    return np.array([_end(value) for value in values], dtype=np.int64)


def _end(value: str | None) -> int:
    if value is None:
        return 0
    try:
        if len(value) >= len("2031-04-15"):
            return date.fromisoformat(value[:10]).toordinal()
        year, _, month = value[:7].partition("-")
        whole = int(month or 12)
        return date(int(year) + whole // 12, whole % 12 + 1, 1).toordinal() - 1
    except ValueError:
        return 0
