"""A brief as a page, whatever the form it is rendered to: title, mark, parts, blocks of runs, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..record import BriefPart
from .tlp import Mark


class Placing(StrEnum):
    """Where what is cited is told."""

    FOOT = "foot"
    """In notes at the foot of the page, where the form has pages."""
    END = "end"
    """In numbered notes at the end."""
    INLINE = "inline"
    """In short in the sentence, and in a list of sources at the end."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike. ``link`` is an address of http, https or mailto. ``note`` is the number of the note
    that ``text`` is the mark of. ``language`` (ISO 639) is given where it is not the page's.
    """

    text: str
    strong: bool = False
    slanted: bool = False
    code: bool = False
    link: str | None = None
    note: int | None = None
    language: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences together."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Entries:
    """A list; each entry has blocks. ``first`` is the number of the first, ``None`` where they are not numbered."""

    entries: tuple[tuple[Block, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that stands by itself."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """Words as they were said, in ``language``, with the mark of their note; ``label`` says which language it is, and
    who carried them. ``translation`` are the words that the brief has for them, empty where it has none between
    quotation marks.
    """

    words: str
    language: str
    label: Runs
    mark: Runs
    translation: Runs = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """The writer's own judgement, without the word that announces it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, as its bytes, with its caption and what it shows in words. ``missing`` says why there is none."""

    number: int
    media: str
    data: bytes
    caption: Runs
    shown: str
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first is the head."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines that keep their breaks."""

    text: str


Block = Paragraph | Entries | Quoted | Original | Comment | Figure | Table | Verbatim


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands below it up to the next. ``level`` is 2 or more; 1 for what has no heading."""

    kind: BriefPart
    level: int
    title: Runs
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What one citation stands for.

    ``source`` is the document as the style of citation gives it, or, where an earlier note gives it already, in short.
    ``word`` says on whose word it is; ``words`` are the exact words of the document, in ``language``; ``copy`` tells of
    the archived copy; ``states`` are what a reader has to know (withdrawn, rejected).
    """

    number: int
    key: str
    source: Runs
    word: str | None = None
    words: str | None = None
    language: str | None = None
    copy: str | None = None
    states: tuple[str, ...] = ()

    @property
    def quoted(self) -> str:
        """The words between quotation marks: their own, or ours; empty where there are none."""
        words = self.words or ""
        return words if words[:1] in '“"«„' else f"“{words}”"


@dataclass(frozen=True, slots=True)
class Source:
    """A document in the list of sources, and the notes on what is cited of it."""

    entry: Runs
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Something about the brief itself, under its name."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of it. ``facts`` are the lines below the title, ``verdict`` says whether it was checked, ``about`` are the
    statement on sources and the note on method. ``sources`` are empty but where sources are told inline.
    """

    title: str
    language: str
    tlp: Mark | None
    facts: tuple[str, ...]
    checked: bool
    verdict: str
    placing: Placing
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    about: tuple[Told, ...]

    @property
    def contents(self) -> tuple[tuple[int, Part], ...]:
        """The parts of the second level that have a heading, with their places among the parts."""
        return tuple((at, part) for at, part in enumerate(self.parts) if part.level == 2 and part.title)


def words_of(runs: Runs) -> str:
    """The words of runs, without marks of notes."""
    return "".join(run.text for run in runs if run.note is None)


def figures_of(page: Page) -> Iterator[Figure]:
    """All figures, in order, also those in lists, quotations and comments."""
    for part in page.parts:
        yield from _figures(part.blocks)


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Quoted | Comment):
            yield from _figures(block.blocks)
        elif isinstance(block, Entries):
            for entry in block.entries:
                yield from _figures(entry)
