"""A ledger, one entry, or rates on a terminal, as wide as it is."""

from __future__ import annotations

from itertools import groupby

from ..analysis.ledger_parts import Candidate, Entry, Ledger
from ..analysis.rates import Rates
from ..export.ledger_words import (
    WINDOW_HEAD,
    candidate_item,
    change_line,
    change_source,
    followed_line,
    head_line,
    heading,
    lines,
    rates_heading,
    rates_lines,
    strength_line,
    summary,
    window_cells,
)
from ..export.profile_lines import Item
from ..export.standing_words import joined
from .lines import Lines

_STYLES = {"overdue": "bold yellow", "refused": "bold red", "dropped": "bold red", "met": "bold green"}


class LedgerPage(Lines):
    """The pages of a ledger."""

    def ledger(self, found: Ledger) -> None:
        """Prints the list, by status."""
        self.say(0, heading(found), style="bold")
        self.say(0, summary(found), style="dim")
        for status, entries in groupby(found.entries, key=lambda entry: entry.status.value):
            self.gap()
            self.say(0, (status.upper(),), style="bold")
            for entry in entries:
                self._entry(entry)

    def entry(self, entry: Entry) -> None:
        """Prints one entry whole."""
        self.say(0, head_line(entry), style="bold")
        for number, line in enumerate(lines(entry)):
            self.say(2, line, style=_STYLES.get(entry.status.value, "") if not number else "")
        self.say(2, strength_line(entry), style="dim")
        self.gap()
        self.say(0, ("WHAT MAY HAVE FOLLOWED",), style="bold")
        if not entry.candidates:
            self.say(2, ("nothing was found that may show what became of it",), style="dim")
        for one in entry.candidates:
            self._candidate(one)
        self.gap()
        self.say(0, ("HISTORY",), style="bold")
        if not entry.changes:
            self.say(2, ("nobody has judged what became of it",), style="dim")
        for change in entry.changes:
            self.say(2, change_line(change))
            source = change_source(change)
            if source is not None:
                self._item(4, source)

    def rates(self, found: Rates) -> None:
        """Prints rates with their list."""
        self.say(0, rates_heading(found), style="bold")
        for line in rates_lines(found):
            self.say(2, line, style="dim")
        self.gap()
        rows = [WINDOW_HEAD, *(window_cells(one) for one in found.windows)]
        wide = [max(len(row[n]) for row in rows) for n in range(len(WINDOW_HEAD))]
        for number, row in enumerate(rows):
            cells = "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True))
            self.say(2, (cells.rstrip(),), style="" if number else "dim")
        for one in found.windows:
            if one.warning:
                self.say(2, (f"{one.days} days: {one.warning}",), style="bold yellow")
        if found.entries:
            self.gap()
            self.say(0, ("THE LIST",), style="bold")
        for entry in found.entries:
            head, followed = followed_line(entry)
            self.say(2, head)
            self.say(4, followed, style="dim" if entry.first is None else "")
        if len(found.entries) < found.number:
            self.say(2, (f"the first {len(found.entries):,} of {found.number:,}; --limit lists more",), style="dim")

    def _entry(self, entry: Entry) -> None:
        self.say(2, head_line(entry), style="bold")
        for number, line in enumerate(lines(entry)):
            self.say(4, line, style=_STYLES.get(entry.status.value, "") if not number else "dim")
        for change in entry.changes:
            self.say(4, change_line(change))
        for one in entry.candidates:
            self._candidate(one)

    def _candidate(self, one: Candidate) -> None:
        head, cited, reasons = candidate_item(one)
        self.say(2, head, style="bold")
        self._item(4, cited)
        self.say(4, reasons, style="dim")

    def _item(self, indent: int, one: Item) -> None:
        marks = "".join(f" [{mark}]" for mark in one.marks)
        self.say(indent, (*one.head, marks))
        if one.quote:
            self.passage(indent + 2, one.quote, strong="bold")
        self.say(indent + 2, joined((one.word, one.cite)), style="dim")
