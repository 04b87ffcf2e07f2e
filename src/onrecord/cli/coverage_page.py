"""A coverage on a terminal: all stretches, then each outlet with what is known of it in each of them."""

from __future__ import annotations

from ..analysis.coverage_parts import (
    BEFORE,
    NOT_LOOKED,
    NOTHING_READ,
    QUIET,
    READ,
    SILENT,
    UNKNOWN,
    Coverage,
    SourceCover,
    Span,
)
from ..analysis.silences import LEAST_DAYS
from ..export.calendar_words import day_words
from ..export.coverage_words import doubt_told, language_told, notes_told, state_told, totals_told
from ..export.telling import Words
from ..export.wording import count_words
from .columns import table
from .lines import Lines

#: What stands for an outlet in a stretch, beside a number of documents.
_SIGNS = {
    QUIET: "-",
    SILENT: "silent",
    NOTHING_READ: "nothing read",
    BEFORE: "not yet",
    UNKNOWN: "?",
    NOT_LOOKED: "not looked at",
}
_LEGEND = (
    "number: documents; -: nothing came, for no longer than is usual with it; ?: nothing came, too little is known of"
    " it; not yet: before its first document; nothing read: of no outlet at all"
)
#: Columns that a name and its sums take at least, and a stretch with the gap after it; of more stretches the latest
#: are shown.
_BESIDE, _COLUMN = 48, 11


class CoveragePage(Lines):
    """The page of one coverage."""

    def show(self, found: Coverage) -> None:
        """Prints it."""
        self.say(
            0,
            (f"What was read from {day_words(found.since)} to {day_words(found.until)}, by {found.by}",),
            style="bold",
        )
        self.say(0, (totals_told(found),))
        if found.read_until < found.until:
            self.say(0, (f"nothing was read of any day after {day_words(found.read_until)}",))
        for note in found.notes:
            self.say(0, (note,), style="yellow")
        self._spans(found.spans)
        self._silent(found)
        self._sources(found)
        self._languages(found)
        self._followed(found)

    def _spans(self, spans: tuple[Span, ...]) -> None:
        self.gap()
        head = ("", "documents", "texts", "statements", "outlets", "missed")
        rows = [
            (
                one.name + (" *" if one.partial else ""),
                f"{one.documents:,}" if one.documents else "nothing read",
                f"{one.texts:,}" if one.documents else "",
                f"{one.statements:,}" if one.documents else "",
                f"{one.outlets:,}" if one.documents else "",
                f"{one.missed:,}" if one.missed else "",
            )
            for one in spans
        ]
        for row in table(head, rows).splitlines():
            self.whole(0, (row,))
        if any(one.partial for one in spans):
            self.say(0, ("* not whole: the period, or what was read, begins or ends within it",), style="dim")

    def _silent(self, found: Coverage) -> None:
        silent = [one for one in found.sources if one.state == SILENT]
        self.gap()
        self.say(0, ("SILENT",), style="bold")
        if not silent:
            self.say(2, ("no outlet that has a habit is silent",))
        for one in silent:
            self.say(2, (Words(one.name), f": {state_told(one)}"))
            if doubt := doubt_told(one):
                self.say(4, (doubt,), style="dim")

    def _sources(self, found: Coverage) -> None:
        self.gap()
        self.say(0, ("OUTLETS",), style="bold")
        self.say(2, (_LEGEND,), style="dim")
        shown = found.spans[-max(1, (self.width - _BESIDE) // _COLUMN) :]
        if len(shown) < len(found.spans):
            self.say(2, (f"the latest {len(shown)} of {len(found.spans)}; --format csv has all",), style="dim")
        head = ("", "documents", "texts", "statements", *(one.name for one in shown))
        rows = [
            (one.name, f"{one.documents:,}", f"{one.texts:,}", f"{one.statements:,}", *_cells(one, len(shown)))
            for one in found.sources
        ]
        most = max(self.width, 60) - 2
        lines = table(head, rows, (0,), most)
        for line in lines.splitlines():
            self.whole(2, (line,))
        self.gap()
        known, unknown = [], []
        for one in found.sources:
            notes = list(notes_told(one))
            if one.state == UNKNOWN and not notes:
                unknown.append(one)
            else:
                known.append((one, [state_told(one), *notes]))
        for one, notes in known:
            self.say(2, (Words(one.name), ": " + "; ".join(note for note in notes if note)), style="dim")
        if unknown:
            told: list[str | Words] = [f"no habit can be told (something on fewer than {LEAST_DAYS} days): "]
            for number, one in enumerate(unknown):
                told += [", " if number else "", Words(one.name)]
            self.say(2, tuple(told), style="dim")

    def _languages(self, found: Coverage) -> None:
        self.gap()
        self.say(0, ("LANGUAGES",), style="bold")
        for one in found.languages:
            self.say(2, (Words(one.language or "not known"), f": {language_told(one)}"))
            for reason in one.reasons if one.failures else ():
                self.say(4, (Words(reason),), style="dim")

    def _followed(self, found: Coverage) -> None:
        if found.undated:
            self.say(
                0,
                (f"{count_words(found.undated, 'document')} in no stretch: no date that is exact enough",),
                style="dim",
            )
        if not found.followed:
            return
        self.gap()
        self.say(0, ("FOLLOWED, AND OF NO ONE OUTLET",), style="bold")
        for one in found.followed:
            self.say(2, (f"{one.id} {one.kind} ", Words(one.url), f": {one.told}"))


def _cells(one: SourceCover, most: int) -> list[str]:
    return [
        (f"{cell.documents:,}" if cell.state == READ else _SIGNS.get(cell.state, cell.state))
        + (f" ({cell.missed} missed)" if cell.missed else "")
        for cell in one.cells[-most:]
    ]
