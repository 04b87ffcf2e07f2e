"""A brief as Markdown (CommonMark, with footnotes as GitHub, Pandoc and most editors have them)."""

from __future__ import annotations

import re
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

#: Characters that mean something to Markdown wherever they stand.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
#: What means something where a line begins.
_OPENS = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|=+\s*$|-{2,}\s*$|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def markdown(page: Page) -> str:
    """The whole page."""
    return "\n\n".join(one for one in _pieces(page) if one) + "\n"


def _pieces(page: Page) -> Iterator[str]:
    tlp = "" if page.tlp is None else f"**{page.tlp.label}** {escaped(page.tlp.meaning)}"
    yield tlp
    yield f"# {escaped(page.title)}"
    yield " · ".join(escaped(one) for one in page.facts)
    yield f"*{escaped(page.verdict)}*" if page.checked else f"**{escaped(page.verdict)}**"
    for part in page.parts:
        if part.title:
            yield f"{'#' * part.level} {_runs(part.title, page)}"
        for block in part.blocks:
            yield _block(block, page)
    yield from _notes(page)
    for told in page.about:
        yield f"## {escaped(told.name)}"
        yield "\n\n".join(escaped(line) for line in told.lines)
    yield tlp


def _block(block: Block, page: Page) -> str:
    if isinstance(block, Paragraph):
        return _runs(block.runs, page)
    if isinstance(block, Entries):
        marks = ("- " if block.first is None else f"{block.first + at}. " for at in range(len(block.entries)))
        rows = [_under(mark, _blocks(one, page)) for mark, one in zip(marks, block.entries, strict=True)]
        return "\n".join(rows)
    if isinstance(block, Quoted):
        return _before("> ", _blocks(block.blocks, page))
    if isinstance(block, Comment):
        return _before("> ", f"**Comment:** {_blocks(block.blocks, page)}")
    if isinstance(block, Original):
        return f"{_runs(block.label, page)}:\n\n{_before('> ', escaped(block.words) + _runs(block.mark, page))}"
    if isinstance(block, Figure):
        missing = f" The figure is missing: {escaped(block.missing)}." if block.missing else ""
        return f"**Figure {block.number}.** {_runs(block.caption, page)}{missing}"
    if isinstance(block, Table):
        rows = ["| " + " | ".join(_runs(cell, page) for cell in row) + " |" for row in block.rows]
        return "\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])
    return f"```\n{block.text.replace('```', '` ` `')}\n```" if isinstance(block, Verbatim) else ""


def _blocks(blocks: Sequence[Block], page: Page) -> str:
    return "\n\n".join(_block(one, page) for one in blocks)


def _runs(runs: Runs, page: Page) -> str:
    return _OPENS.sub(r"\1\\\2", "".join(_run(run, page) for run in runs))


def _run(run: Run, page: Page) -> str:
    if run.note is not None:
        return escaped(run.text) if page.placing is Placing.INLINE else f"[^{run.note}]"
    if run.code:
        fence = "`" * (max((len(one) for one in re.findall("`+", run.text)), default=0) + 1)
        return f"{fence} {run.text} {fence}" if "`" in run.text else f"`{run.text}`"
    text = escaped(run.text)
    bare = text.strip()
    for mark, on in (("*", run.slanted), ("**", run.strong)):
        # A mark does not count beside a space.
        if on and bare:
            text, bare = text.replace(bare, f"{mark}{bare}{mark}", 1), f"{mark}{bare}{mark}"
    if run.link is not None:
        return (
            f"<{run.link}>"
            if run.link == run.text
            else f"[{text}](<{run.link.replace('<', '%3C').replace('>', '%3E')}>)"
        )
    return text


def _notes(page: Page) -> Iterator[str]:
    if page.placing is not Placing.INLINE:
        for note in page.notes:
            yield f"[^{note.number}]: {_note(note, page)}"
        return
    yield "## Sources"
    rows = []
    for source in page.sources:
        rows.append(f"- {_told(source.entry, page)}")
        rows += [f"    - {' '.join(_words(note))}" for note in source.notes]
    yield "\n".join(rows)


def _note(note: Note, page: Page) -> str:
    return " ".join((_told(note.source, page), *_words(note)))


def _told(runs: Runs, page: Page) -> str:
    """Runs of a note: another note is named, for a footnote in a footnote is not read everywhere."""
    return "".join(_run(run, page) if run.note is None else str(run.note) for run in runs)


def _words(note: Note) -> Iterator[str]:
    for state in note.states:
        yield f"**{escaped(state)}**"
    if note.word:
        yield escaped(note.word)
    if note.words:
        yield escaped(note.quoted)
    if note.copy:
        yield escaped(note.copy)
    yield f"`{note.key}`"


def escaped(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return _OPENS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text)))


def _before(mark: str, text: str) -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.splitlines())


def _under(mark: str, text: str) -> str:
    first, *rest = text.splitlines() or [""]
    return "\n".join([f"{mark}{first}", *(f"{' ' * len(mark)}{line}" if line else "" for line in rest)])
