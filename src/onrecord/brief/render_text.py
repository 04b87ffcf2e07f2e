"""A brief as plain text for mail: lines of 72 characters at most, notes numbered at the end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from .render_page import (
    Block,
    Comment,
    Entries,
    Figure,
    Note,
    Original,
    Page,
    Paragraph,
    Placing,
    Quoted,
    Run,
    Runs,
    Table,
    Verbatim,
)

#: The longest line, in columns.
WIDTH = 72
_RULE = "-" * WIDTH


def text(page: Page) -> str:
    """The whole page; only an address or an id that is longer than a line has a line that is longer."""
    lines = [line.rstrip() for piece in _pieces(page) for line in [*piece, ""]]
    return "\n".join(lines).rstrip("\n") + "\n"


def _pieces(page: Page) -> Iterator[list[str]]:
    tlp = [] if page.tlp is None else wrapped(f"{page.tlp.label}  {page.tlp.meaning}")
    yield from [tlp] * bool(tlp)
    yield wrapped(page.title.upper() if page.title.isascii() else page.title)
    if page.facts:
        yield [line for one in page.facts for line in wrapped(one)]
    yield wrapped(page.verdict if page.checked else f"*** {page.verdict} ***")
    for part in page.parts:
        if part.title:
            heading = wrapped(_runs(part.title, page))
            yield [
                *([""] if part.level == 2 else []),
                *heading,
                ("=" if part.level == 2 else "-") * min(WIDTH, max(map(width, heading))),
            ]
        for block in part.blocks:
            yield _block(block, page)
    yield from _notes(page)
    for told in page.about:
        yield ["", told.name, "-" * len(told.name)]
        for line in told.lines:
            yield wrapped(line)
    yield from [tlp] * bool(tlp)


def _block(block: Block, page: Page) -> list[str]:
    if isinstance(block, Paragraph):
        return wrapped(_runs(block.runs, page))
    if isinstance(block, Entries):
        marks = ["* " if block.first is None else f"{block.first + at}. " for at in range(len(block.entries))]
        return [
            line
            for mark, one in zip(marks, block.entries, strict=True)
            for line in _under(mark, _blocks(one, page, len(mark)))
        ]
    if isinstance(block, Quoted):
        return [f"> {line}".rstrip() for line in _blocks(block.blocks, page, 2)]
    if isinstance(block, Comment):
        inside = _blocks(block.blocks, page, 2)
        return ["| COMMENT (the writer’s own judgement)", *(f"| {line}".rstrip() for line in inside)]
    if isinstance(block, Original):
        # Words from right to left stand on lines of their own: nothing else is on them that could be reordered.
        return [
            *wrapped(" ".join(filter(None, (_runs(block.label, page), _runs(block.mark, page)))) + ":"),
            *wrapped(block.words),
        ]
    if isinstance(block, Figure):
        missing = f" The figure is missing: {block.missing}." if block.missing else " (The figure is not in this form.)"
        return wrapped(f"Figure {block.number}. {_runs(block.caption, page)}{missing}")
    if isinstance(block, Table):
        return [line for row in block.rows for line in wrapped(" | ".join(_runs(cell, page) for cell in row))]
    return [f"    {line}" for line in block.text.splitlines()] if isinstance(block, Verbatim) else []


def _blocks(blocks: Sequence[Block], page: Page, less: int) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += ["", *_narrow(_block(block, page), less)] if lines else _narrow(_block(block, page), less)
    return lines


def _narrow(lines: list[str], less: int) -> list[str]:
    """Lines broken again for what is to stand before them."""
    if all(width(line) <= WIDTH - less for line in lines):
        return lines
    return wrapped(" ".join(lines), WIDTH - less)


def _runs(runs: Runs, page: Page) -> str:
    return "".join(_run(run, page) for run in runs)


def _run(run: Run, page: Page) -> str:
    if run.note is not None:
        return run.text if page.placing is Placing.INLINE else f"[{run.note}]"
    return run.text if run.link in (None, run.text) else f"{run.text} <{run.link}>"


def _notes(page: Page) -> Iterator[list[str]]:
    if not page.notes:
        return
    if page.placing is Placing.INLINE:
        yield ["", "Sources", "-------"]
        for source in page.sources:
            told = "".join(run.text for run in source.entry)
            yield [
                *wrapped(told),
                *(line for note in source.notes for line in _under("  - ", wrapped(" ".join(_words(note)), WIDTH - 4))),
            ]
        return
    yield ["", "Notes", "-----"]
    for note in page.notes:
        yield _under(f"[{note.number}] ", _note(note))


def _note(note: Note) -> list[str]:
    """A note in lines of its own for words from right to left and for the copy: long numbers break nothing then."""
    lines: list[str] = []
    for piece in ("".join(run.text for run in note.source), *_words(note)):
        lines += wrapped(piece, WIDTH - 5)
    return lines


def _words(note: Note) -> Iterator[str]:
    yield from (f"! {state}" for state in note.states)
    if note.word:
        yield note.word
    if note.words:
        yield note.quoted
    if note.copy:
        yield note.copy
    yield f"[{note.key}]"


def wrapped(said: str, most: int = WIDTH) -> list[str]:
    """A paragraph in lines; it is broken at spaces only, so that an address stays whole."""
    lines, line, at = [], "", 0
    for word in re.split(r"[ \t\n]+", said.strip()):
        wide = width(word)
        if line and at + 1 + wide > most:
            lines.append(line)
            line, at = word, wide
        else:
            line, at = (f"{line} {word}", at + 1 + wide) if line else (word, wide)
    return [*lines, line] if line else lines


def width(said: str) -> int:
    """The columns that text takes: none for marks over letters, two for wide letters."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in said
    )


def _under(mark: str, lines: Sequence[str]) -> list[str]:
    first, *rest = lines or [""]
    return [f"{mark}{first}", *(f"{' ' * len(mark)}{line}" for line in rest)]
