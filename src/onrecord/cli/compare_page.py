"""A comparison on a terminal: how much is agreed, then what is agreed, near, only there and only here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..analysis.compare_parts import Comparison, Here, Match, There
from ..export.compare_words import (
    SCHEMES,
    heading,
    left_out_words,
    note_line,
    own_lines,
    read_words,
    row_lines,
    standing_line,
    totals,
)
from ..export.telling import Words
from .lines import Lines

One = TypeVar("One")


class ComparePage(Lines):
    """The page of one comparison; of each part so many are shown (0: all)."""

    def show(self, found: Comparison, limit: int) -> None:
        """Prints it."""
        name = SCHEMES[found.scheme]
        self.say(0, (Words(heading(found)),), style="bold")
        for line in totals(found):
            self.say(0, (line,))
        for line in (*left_out_words(found), *read_words(found.read)):
            self.say(0, (Words(line),), style="dim")
        self._part("AGREED", found.agreed, self._match, limit)
        self._part("ALSO: TELLS OF AN EVENT THAT IS AGREED ALREADY", found.also, self._match, limit)
        self._part("NEAR: TO BE LOOKED AT", found.near, self._match, limit)
        self._part(f"ONLY IN {name}", found.only_there, self._there, limit)
        self._part("ONLY HERE", found.only_here, self._here, limit)

    def _part(self, title: str, some: Sequence[One], shows: Callable[[One], None], limit: int) -> None:
        if not some:
            return
        self.gap()
        self.say(0, (f"{title} ({len(some):,})",), style="bold")
        shown = some if limit == 0 else some[:limit]
        for one in shown:
            shows(one)
        if len(shown) < len(some):
            self.say(2, (f"... and {len(some) - len(shown):,} more: --limit 0, or --format csv",), style="dim")

    def _match(self, one: Match) -> None:
        self._row(one)
        head, quote, cite = own_lines(one.own)
        self.say(4, ("here:  ", *head))
        self.passage(6, quote)
        self.say(6, cite, style="dim")
        self.say(4, (standing_line(one)))
        self.say(4, (f"agrees ({one.score:.2f}): ", Words("; ".join(one.agrees) or "in nothing")))
        if one.differs:
            self.say(4, ("differs: ", Words("; ".join(one.differs))), style="yellow")

    def _row(self, one: Match | There) -> None:
        head, where = row_lines(one.row)
        self.say(2, ("there: ", *head), style="bold")
        if note := note_line(one.row):
            self.say(6, note)
        self.say(6, where, style="dim")

    def _there(self, one: There) -> None:
        self._row(one)
        self.say(4, (Words(one.reason),))

    def _here(self, one: Here) -> None:
        head, quote, cite = own_lines(one.own)
        self.say(2, head, style="bold")
        self.passage(4, quote)
        self.say(4, cite, style="dim")
        self.say(4, (Words(one.reason),))
