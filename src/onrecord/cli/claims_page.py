"""Claims on a terminal, as wide as it is."""

from __future__ import annotations

from ..analysis.claim_parts import Claims
from ..export.claim_lines import Row, Told, heading, told
from ..export.standing_words import joined
from .lines import Lines


class ClaimsPage(Lines):
    """The claims, one under the other."""

    def show(self, found: Claims) -> None:
        """Prints them."""
        for number, line in enumerate(heading(found)):
            self.say(0, line, style="dim" if number else "bold")
        for one in told(found):
            self._claim(one)

    def _claim(self, one: Told) -> None:
        self.gap()
        self.say(0, one.title, style="bold")
        for row in one.rows:
            self._row(row)
        for line in one.backing:
            self.say(2, line, style="dim")

    def _row(self, row: Row) -> None:
        marks = "".join(f" [{mark}]" for mark in row.item.marks)
        self.say(2, joined([row.stands, (*row.item.head, marks)], ": "))
        if row.item.quote:
            self.passage(4, row.item.quote, strong="bold")
        self.say(4, joined([row.item.word, row.item.cite]), style="dim")
        for line in row.why:
            self.say(4, ("why: ", *line), style="dim")
