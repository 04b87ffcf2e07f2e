"""A profile on a terminal, as wide as it is."""

from __future__ import annotations

from ..analysis.profile_parts import Month, Profile
from ..export.profile_lines import Item
from ..export.profile_words import Section, Table, facts, heading, sections
from ..export.standing_words import joined
from ..export.telling import Line, plain
from .columns import width
from .lines import Lines

_GAP = 2
#: A column is not made narrower than this; a table that does not fit then is told row by row.
_LEAST = 16
_BAR = 40
#: Months that are drawn; of more the latest.
_MONTHS = 24


class ActorPage(Lines):
    """The page of one actor."""

    def show(self, profile: Profile) -> None:
        """Prints it."""
        self.say(0, heading(profile), style="bold")
        for line in facts(profile):
            self.say(0, line, style="dim")
        parts = sections(profile)
        for part in parts:
            self._section(part)
        self._months(profile.months, profile.undated)
        if not parts:
            self.gap()
            self.say(0, ("Nothing is known of it on this desk.",))

    def _section(self, part: Section) -> None:
        self.gap()
        self.say(0, (part.title.upper(),), style="bold")
        for line in part.lines:
            self.say(2, line, style="dim")
        for table in part.tables:
            self._table(table)
        for one in part.items:
            self._item(one)
        if part.more:
            self.say(2, (part.more,), style="dim")

    def _item(self, one: Item) -> None:
        conflict = "conflict" in one.marks
        marks = "".join(f" [{mark}]" for mark in one.marks if mark != "conflict")
        self.say(2, (*one.head, marks), style="bold yellow" if conflict else "bold" if one.quote else "")
        if one.quote:
            self.passage(4, one.quote, strong="bold")
        line: Line = (*one.word, *((" · ",) if one.word and one.cite else ()), *one.cite)
        if line:
            self.say(4, line, style="dim")

    def _table(self, table: Table) -> None:
        rows = [[" ".join(plain(cell).split()) for cell in row] for row in table.rows]
        columns = [n for n in range(len(table.head)) if any(row[n] for row in rows)]
        wide = {n: max(width(table.head[n]), *(width(row[n]) for row in rows)) for n in columns}
        room = self.width - 2 - _GAP * (len(columns) - 1)
        if sum(wide.values()) > room:
            longest = max(columns, key=lambda n: wide[n])
            wide[longest] = room - sum(wide[n] for n in columns if n != longest)
            if wide[longest] < max(_LEAST, width(table.head[longest])):
                self._one_by_one(table, columns)
                return
        self._row([(n, (table.head[n],)) for n in columns], wide, table, style="dim")
        for row in table.rows:
            self._row([(n, row[n]) for n in columns], wide, table)

    def _row(self, cells: list[tuple[int, Line]], wide: dict[int, int], table: Table, style: str = "") -> None:
        """A row; a cell that does not fit its column goes on under itself."""
        from rich.text import Text

        texts = {n: self.text(cell, style) for n, cell in cells}
        rows = {n: list(text.wrap(self.console, wide[n])) or [Text()] for n, text in texts.items()}
        for level in range(max(map(len, rows.values()))):
            line = Text("  ")
            for n, _ in cells:
                cell = rows[n][level] if level < len(rows[n]) else Text()
                cell.rstrip()
                pad = Text(" " * max(0, wide[n] - width(cell.plain)))
                line.append_text(pad.append_text(cell) if n in table.numbers else cell.append_text(pad))
                line.append(" " * _GAP)
            line.rstrip()
            self.console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def _one_by_one(self, table: Table, columns: list[int]) -> None:
        first, *rest = columns
        for row in table.rows:
            self.say(2, row[first], style="bold")
            told = joined(((f"{table.head[n]}: ", *row[n]) for n in rest if plain(row[n])), " · ")
            self.say(4, told)

    def _months(self, months: tuple[Month, ...], undated: int) -> None:
        if not months:
            return
        self.gap()
        self.say(0, ("TIMELINE",), style="bold")
        shown = months[-_MONTHS:]
        more = f"; the latest {len(shown)} of {len(months)} months" if len(shown) < len(months) else ""
        left = f"; {undated:,} bear no date" if undated else ""
        self.say(2, (f"statements, events and other findings by month of publication{more}{left}",), style="dim")
        most = max(one.statements + one.events + one.more for one in shown)
        room = min(_BAR, max(8, self.width - 34))
        for one in shown:
            whole = one.statements + one.events + one.more
            bar = "█" * max(1, round(room * whole / most))
            self.say(2, (f"{one.month}  {bar} {one.statements:,} · {one.events:,} · {one.more:,}",))
