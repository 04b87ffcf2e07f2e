"""A trend on a terminal: a table of its points with their denominators, and the sentences that they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.series import Bucket, Point
from ..analysis.tellings import CLAIMED, COMMENT_DEEDS, COMMENT_WORDS, DEEDS, LINES, RELAYED, WORDS
from ..analysis.trend_parts import Direction, Outlet, OutletLeftOut, Shown, Trend
from ..analysis.trend_tellings import ELSEWHERE
from ..export.profile_lines import cite_line, item, word_line
from ..export.telling import Line, Words
from ..export.trend_words import (
    change_point_told,
    changes_told,
    denominators,
    tested_told,
)
from ..export.wording import count_words
from .columns import table
from .lines import Lines

#: The heads of the columns of each line.
_HEADS = {
    WORDS: "words",
    DEEDS: "deeds reported",
    RELAYED: "words relayed",
    CLAIMED: "deeds attributed",
    COMMENT_WORDS: "words in comment",
    COMMENT_DEEDS: "deeds in comment",
}
_MEANING = {
    WORDS: "what it says, as outlets tell it",
    DEEDS: "what it does, on the reporter's word",
    RELAYED: "what it says, on somebody else's word",
    CLAIMED: "what it does, on somebody's word",
    COMMENT_WORDS: "told in an analyst's comment",
    COMMENT_DEEDS: "told in an analyst's comment",
}
#: Outlets that are named of each list.
_NAMED = 15


class TrendPage(Lines):
    """The page of one trend."""

    def show(self, trend: Trend) -> None:
        """Prints it."""
        a, b = Words(trend.a.name), None if trend.b is None else Words(trend.b.name)
        to: Line = () if b is None else (" and ", b) if len(trend.directions) > 1 else (" towards ", b)
        self.say(0, (a, *to, f", by {trend.by}, {trend.since} to {trend.until}"), style="bold")
        self.say(0, (denominators(trend),), style="dim")
        for note in trend.notes:
            self.say(0, (note,), style="yellow")
        for direction in trend.directions:
            self._direction(direction)
        self._outlets(trend)

    def _direction(self, direction: Direction) -> None:
        self.gap()
        to: str | Words = "ANYBODY" if direction.to is None else Words(direction.to.name)
        self.say(0, (Words(direction.by.name), " → ", to), style="bold")
        lines = [line for line in LINES if line in (WORDS, DEEDS) or any(_told(direction, line))]
        for line in lines:
            self.say(2, (f"{_HEADS[line]}: {_MEANING[line]}",), style="dim")
        self.say(2, ("each: how many, how many a hundred texts, sum of intensities a hundred texts",), style="dim")
        self._table(direction, lines)
        for change in direction.changes:
            self.say(2, (change_point_told(change),), style="bold")
            for one in change.evidence:
                self._shown(one)
        for told in tested_told(direction):
            self.say(2, (told,), style="dim")
        self._speakers(direction)
        for why, count in direction.left_out:
            hint = "; --sources all counts over them" if why == ELSEWHERE else ""
            self.say(2, (f"not in any line: {count:,} {why}{hint}",), style="dim")
        self._sentences(direction)

    def _table(self, direction: Direction, lines: Sequence[str]) -> None:
        head = ("", "documents", "texts", *(_HEADS[line] for line in lines))
        rows = [
            (
                bucket.name + (" *" if bucket.partial else ""),
                f"{bucket.documents:,}",
                f"{bucket.texts:,}" + (" (few)" if bucket.few else ""),
                *(_cell(bucket, bucket.points[line]) for line in lines),
            )
            for bucket in direction.buckets
        ]
        for row in table(head, rows).splitlines():
            self.whole(2, (row,))
        if any(bucket.partial for bucket in direction.buckets):
            self.say(2, ("* not whole: the period, or what was read, begins or ends within it",), style="dim")

    def _speakers(self, direction: Direction) -> None:
        if direction.speakers:
            told: list[str | Words] = ["by "]
            for number, (name, voice, times) in enumerate(direction.speakers):
                told += [", " if number else "", Words(name), f" ({voice}) {times}"]
            self.say(2, tuple(told), style="dim")

    def _sentences(self, direction: Direction) -> None:
        for some in direction.sentences:
            if not some.shown:
                continue
            self.gap()
            more = f" ({some.more} more: --bucket {some.bucket})" if some.more else ""
            self.say(2, (f"{some.bucket}{more}",), style="bold")
            for one in some.shown:
                self._shown(one)

    def _shown(self, one: Shown) -> None:
        told = item(one.cited)
        voice = f", {one.voice}" if one.voice else ""
        named = ", names it" if one.named else ""
        marks = "".join(f" [{mark}]" for mark in told.marks)
        self.say(4, (f"{one.line}{voice}{named}, {one.intensity:+.1f}: ", *told.head, marks))
        self.passage(6, told.quote, strong="bold")
        self.say(6, (*word_line(one.cited), " · ", *cite_line(one.cited)), style="dim")

    def _outlets(self, trend: Trend) -> None:
        self.gap()
        self.say(0, ("OUTLETS",), style="bold")
        self._listed(
            {"throughout": "read throughout, and counted over", "named": "counted over, as asked", "all": "all"}[
                trend.chosen
            ],
            trend.outlets,
        )
        self._listed("left out", trend.left_out)
        for told in changes_told(trend):
            self.say(2, (told,))
        if trend.undated:
            self.say(
                2,
                (f"{count_words(trend.undated, 'document')} of the desk not counted: no date that is exact enough",),
                style="dim",
            )

    def _listed(self, head: str, outlets: Sequence[Outlet | OutletLeftOut]) -> None:
        self.say(2, (f"{head}: " + ("" if outlets else "none"),), style="dim")
        for one in outlets[:_NAMED]:
            why = f": {one.why}" if isinstance(one, OutletLeftOut) else ""
            self.say(4, (Words(one.name), f", {count_words(one.documents, 'document')}{why}"))
        if len(outlets) > _NAMED:
            self.say(4, (f"and {len(outlets) - _NAMED:,} more",), style="dim")


def _told(direction: Direction, line: str) -> list[int]:
    return [bucket.points[line].told for bucket in direction.buckets]


def _cell(bucket: Bucket, point: Point) -> str:
    if bucket.gap or point.per_100 is None:
        return "nothing read" if bucket.documents == 0 else "nothing new read"
    if not point.told:
        return "0"
    return f"{point.told:,} · {point.per_100:.1f} · {point.weighted or 0.0:+.0f}"
