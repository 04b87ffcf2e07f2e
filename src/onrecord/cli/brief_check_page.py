"""The messages of a check on a terminal: where, what is wrong, the words with a mark under them, how to mend it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..brief.fault import Fault, Gravity, place_of
from ..export.telling import Words
from ..export.wording import count_words
from .columns import width
from .lines import Lines

if TYPE_CHECKING:
    from ..desk.briefing import Checked

_STYLES = {Gravity.ERROR: "bold red", Gravity.WARNING: "yellow"}
#: How far the words stand in, and how many characters before them are shown at most.
_INDENT, _BEFORE = 4, 24


@dataclass(slots=True)
class CheckPage(Lines):
    """The page of one draft."""

    def show(self, file: str, found: Checked) -> None:
        """Prints every fault, and a line that sums up."""
        for fault in found.faults:
            self._fault(file, found.draft.brief.text, fault)
        self._sum(file, found)

    def _fault(self, file: str, text: str, fault: Fault) -> None:
        from rich.text import Text

        line, column = place_of(text, fault.span.start)
        head = Text(f"{self.safe(file, isolate=False)}:{line}:{column}: ", style="bold")
        head.append(f"{fault.gravity}: ", style=_STYLES[fault.gravity])
        head.append(f"{fault.kind}: ", style="bold")
        head.append(self.safe(fault.words, isolate=False))
        self.put(0, head, hang=2)
        self._excerpt(text, fault)
        if fault.mending is not None:
            mending = Text(self.fit("→ "), style="green")
            mending.append(self.safe(fault.mending, isolate=False), style="green")
            self.put(_INDENT, mending, hang=2)
        self.gap()

    def _excerpt(self, text: str, fault: Fault) -> None:
        from rich.text import Text

        shown, begin, end = _window(text, fault, self.width - _INDENT)
        line = Text(" " * _INDENT + self.fit(shown))
        self.console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)
        if _turns(shown):
            # Where a line runs both ways, a mark under it would point at other words.
            self.say(_INDENT, ("here: ", Words(shown[begin:end])), style=_STYLES[fault.gravity])
            return
        before, under = width(self.fit(shown[:begin])), width(self.fit(shown[begin:end]))
        mark = Text(" " * (_INDENT + before) + "^" * max(1, under), style=_STYLES[fault.gravity])
        self.console.print(mark, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def _sum(self, file: str, found: Checked) -> None:
        from rich.text import Text

        errors, warnings = found.of(Gravity.ERROR), found.of(Gravity.WARNING)
        said = f"{count_words(found.sentences, 'sentence')}, {count_words(found.citations, 'citation')}: "
        out = Text(f"{self.safe(file, isolate=False)}: {said}")
        if not errors and not warnings:
            out.append("nothing is wrong", style="green")
        else:
            out.append(count_words(errors, "error"), style=_STYLES[Gravity.ERROR] if errors else "")
            out.append(", ")
            out.append(count_words(warnings, "warning"), style=_STYLES[Gravity.WARNING] if warnings else "")
        self.put(0, out, hang=2)


def _window(text: str, fault: Fault, most: int) -> tuple[str, int, int]:
    """What is shown of the line in which a fault begins, and where in that its words begin and end."""
    first = text.rfind("\n", 0, fault.span.start) + 1
    last = text.find("\n", fault.span.start)
    last = len(text) if last < 0 else last
    begin, end = fault.span.start, max(fault.span.start + 1, min(fault.span.end, last))
    left, right = first, last
    if right - left > most:
        left = max(first, begin - _BEFORE)
        if left > first:
            # Begin at a word.
            space = text.find(" ", left, begin)
            left = space + 1 if space >= 0 else left
        lead = 2 if left > first else 0
        right = min(last, left + most - lead)
        if right < last:
            right = max(begin + 1, right - 2)
            space = text.rfind(" ", max(left, begin + 1), right)
            right = space if space > begin else right
    opening = "… " if left > first else ""
    tail = " …" if right < last else ""
    shown = "".join(_plain(letter) for letter in text[left:right])
    return f"{opening}{shown}{tail}", begin - left + len(opening), min(end, right) - left + len(opening)


def _plain(letter: str) -> str:
    return letter if letter.isprintable() else " "


def _turns(shown: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in shown)
