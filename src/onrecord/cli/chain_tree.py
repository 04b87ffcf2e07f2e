"""A chain on a terminal: a tree from the speaker outward, each carrier under the one that it has it from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..analysis.chain import Chain
from ..export.chain_words import (
    alteration_lines,
    grade_line,
    hearsay_line,
    how_line,
    left_out_lines,
    link_line,
    name_of,
    proviso_lines,
    speaker_line,
    state_lines,
    voices_line,
    when_words,
)
from ..export.telling import Line, Words
from .lines import Lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: A tree is drawn no deeper than this; what is deeper stands under its last branch.
_DEEPEST = 8
#: Characters of a carrier's words that are shown where they are the same, and at most.
_MOST = 600
_BRANCHES = ("├─ ", "└─ ", "│  ", "   ")
_PLAIN = ("|- ", "`- ", "|  ", "   ")


class ChainTree:
    """Prints one chain."""

    def __init__(self, console: Console, chain: Chain) -> None:
        self.lines, self.chain = Lines(console), chain
        self.branches = _PLAIN if self.lines.plain else _BRANCHES
        self.links = {link.carrier: link for link in chain.links}
        self.under: defaultdict[int | None, list[int]] = defaultdict(list)
        for place in range(len(chain.carriers)):
            link = self.links.get(place)
            self.under[link.origin if link else None].append(place)

    def show(self) -> None:
        """All of it."""
        chain = self.chain
        first = chain.carriers[0]
        not_said = " (the text says that this was not said)" if first.negated else ""
        self.lines.say(0, (*speaker_line(first), f" · {first.act.upper()}{not_said}"), "bold")
        self._words("", 0)
        self.lines.say(0, voices_line(chain))
        if len(chain.path(chain.asked)) > 1 or chain.carriers[chain.asked].outers:
            self.lines.say(0, ("the way back: ", *hearsay_line(chain, chain.asked)))
        self.lines.gap()
        self._branch(None, "")
        for line in left_out_lines(chain):
            self.lines.say(0, (line,))

    def _branch(self, above: int | None, lead: str) -> None:
        # Not by recursion: a chain may be longer than Python's stack.
        waiting = [(place, lead, place == self.under[above][-1]) for place in reversed(self.under[above])]
        while waiting:
            place, before, is_last = waiting.pop()
            self._carrier(place, before, is_last)
            step = self.branches[3] if is_last else self.branches[2]
            inner = before + step if len(before) < _DEEPEST * len(step) else before
            below = self.under.get(place, [])
            waiting += [(one, inner, one == below[-1]) for one in reversed(below)]

    def _carrier(self, place: int, before: str, is_last: bool) -> None:
        one = self.chain.carriers[place]
        has_more = bool(self.under.get(place))
        rest = before + (self.branches[3] if is_last else self.branches[2])
        rest += self.branches[2] if has_more else self.branches[3]
        mark = "  ← asked" if place == self.chain.asked and len(self.chain.carriers) > 1 else ""
        head: Line = (f"{place + 1}. ", name_of(one), f" · {when_words(one)}{mark}")
        self._put(before + self.branches[1 if is_last else 0], rest, head, "bold")
        for line in self._told(place):
            self._put(rest, rest, line)

    def _told(self, place: int) -> Iterator[Line]:
        one = self.chain.carriers[place]
        yield (f"{one.statement} in {one.document}, {grade_line(one)}",)
        if place in self.links:
            yield link_line(self.chain, self.links[place])
        elif place:
            yield ("names no other carrier",)
        elif len(self.chain.carriers) > 1:
            yield how_line(one)
        if place:
            named = (" said by ", *speaker_line(one)) if one.speaker != self.chain.carriers[0].speaker else ()
            yield (*how_line(one), *((";", *named) if named else ()))
        if one.outers:
            yield ("told within what ", *_joined([Words(outer.speaker or "somebody") for outer in one.outers]), " said")
        yield from alteration_lines(one)
        if one.how is not None and one.words != self.chain.carriers[0].words:
            yield ("in its words: ", *_quoted(one.words))
        for proviso in proviso_lines(one):
            yield (proviso,)
        for state in state_lines(one):
            yield (f"! {state}",)

    def _words(self, lead: str, place: int) -> None:
        self._put(lead, lead, _quoted(self.chain.carriers[place].words))

    def _put(self, first: str, rest: str, line: Line, style: str = "") -> None:
        """One line of ours with a document's words in it, wrapped beside the branches of the tree."""
        lines = self.lines
        room = max(16, lines.width - len(first))
        rows = lines.text(line, style).wrap(lines.console, room)
        for number, row in enumerate(rows):
            row.rstrip()
            self._print(first if number == 0 else rest, row)

    def _print(self, lead: str, row: Text) -> None:
        from rich.text import Text

        from ..export.wording import END_ISOLATE, FIRST_STRONG, isolated

        # What was isolated whole may have come apart by wrapping: each row is isolated by itself.
        bare = Text.assemble(*((text.plain, text.style) for text in [row]))
        plain = bare.plain.replace(FIRST_STRONG, "").replace(END_ISOLATE, "")
        opened, closed = bare.plain.count(FIRST_STRONG), bare.plain.count(END_ISOLATE)
        if opened != closed and not self.lines.plain:
            row = Text(isolated(plain), style=row.style)
        self.lines.console.print(
            Text(lead).append_text(row), soft_wrap=True, highlight=False, markup=False, emoji=False
        )


def _joined(words: list[Words]) -> Line:
    told: list[str | Words] = []
    for one in words:
        told += [", said ", one]
    return tuple(told[1:])


def _quoted(pieces: tuple[str, ...]) -> Line:
    """The exact words, piece by piece; of very long ones the begin."""
    whole = " … ".join(pieces)
    return (Words(whole if len(whole) <= _MOST else whole[:_MOST].rstrip() + "…"),)
