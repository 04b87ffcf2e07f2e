"""A pack in memory: what it says of itself, and its rows as they stand in its files, each once.

Rows stay tuples: of some ten thousand places a text asks for a handful, and only those become objects.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from .form import HEAD, LARGEST_FILE, LARGEST_HEAD, Table

_OPENING = re.compile(r"[\[{]|[-?]\s")
_DEEPEST = 5000


@dataclass(frozen=True, slots=True)
class PackSource:
    """Where names of a pack come from. ``kind``: ``looked-up``, ``package``, or ``editors`` (nothing was opened)."""

    title: str
    url: str
    kind: str
    licence: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack says of itself; ``sources`` by the codes that its rows use."""

    name: str
    title: str
    version: str
    licence: str
    attribution: str
    region: str
    sources: Mapping[str, PackSource]
    folder: Path


Row = tuple[str, ...]


def head_text_of(folder: Path) -> str:
    """The text of pack.yaml. Raises what the file deserves: OSError or ValueError."""
    text = within(folder / HEAD, LARGEST_HEAD).decode("utf-8-sig")
    # libyaml goes down the stack for every opened bracket, and ends the whole program where the stack does.
    if len(_OPENING.findall(text)) > _DEEPEST:
        raise ValueError("too many brackets")
    return text


def head_of(folder: Path) -> dict[str, Any]:
    """The content of pack.yaml. Raises what the file deserves: OSError, ValueError, yaml.YAMLError."""
    import yaml

    content = yaml.load(head_text_of(folder), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    if not isinstance(content, dict):
        raise ValueError("no fields")
    return content


def pack_of(folder: Path) -> Pack:
    """The head of a pack that is in order; ``check_pack`` finds what is wrong with one that is not."""
    head = head_of(folder)
    sources = {str(code): PackSource(**_texts(said)) for code, said in head.get("sources", {}).items()}
    told = _texts({key: value for key, value in head.items() if key != "sources"})
    return Pack(**{"attribution": "", "region": "", **told}, sources=sources, folder=folder)


def _texts(fields: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key): "" if value is None else str(value) for key, value in fields.items()}


def rows_of(folder: Path, table: Table) -> Iterator[Row]:
    """The rows of one file in the columns of its ``table``; none where the pack has no such file.

    Raises:
        ValueError, IndexError, csv.Error: where the file is not in order.
    """
    path = folder / table.file
    if not path.exists():
        return
    text = within(path, LARGEST_FILE).decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = tuple(next(lines, ()))
    if header == table.columns:
        yield from map(tuple, filter(None, lines))
        return
    where = {name: place for place, name in enumerate(header)}
    places = [where.get(name, len(header)) for name in table.columns]
    cells = itemgetter(*places)
    yield from (cells((*line, "")) for line in lines if line)


def within(path: Path, limit: int) -> bytes:
    """The bytes of a file that is no larger than ``limit``.

    Raises:
        ValueError: if it is larger.
    """
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"larger than {limit:,} bytes")
    return data
