"""What another program or a reader takes away: one record in a foreign form. ``EXPORTS`` is the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..record import Record
from . import brat, jsonl, markdown, web_page


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: what its name ends in, and how a record becomes its text (UTF-8, line ends kept)."""

    suffix: str
    write: Callable[[Record], str]


@dataclass(frozen=True, slots=True)
class Export:
    """A form a record can be taken away in. Most are one file; brat is two that belong together.

    ``joins`` is true where the texts of several records may stand one after another in one file.
    """

    about: str
    parts: tuple[Part, ...]
    joins: bool = False

    def files(self, record: Record) -> tuple[tuple[str, str], ...]:
        """The record's files as (suffix, text)."""
        return tuple((part.suffix, part.write(record)) for part in self.parts)


EXPORTS: dict[str, Export] = {
    "json": Export("the record as indented JSON, one document", (Part(".json", jsonl.pretty),)),
    "jsonl": Export("one line of JSON a document", (Part(".jsonl", jsonl.line),), joins=True),
    "html": Export("one page: the text, with each statement beside its place", (Part(".html", web_page.page),)),
    "md": Export("what was said and done, in Markdown", (Part(".md", markdown.statements),), joins=True),
    "brat": Export("brat standoff, two files", (Part(".txt", brat.text), Part(".ann", brat.standoff))),
}

__all__ = ["EXPORTS", "Export", "Part"]
