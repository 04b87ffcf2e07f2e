"""Bytes -> Document: files, folders, URLs and standard input, read in every form that READERS lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import IntakeError
from onrecord.record import Document

from .fetch import Limits, fetch
from .raw import LARGEST, Overrides, Page, Raw, load
from .readers import READERS, Reader, known_suffixes, reader_for
from .sources import is_url, sources
from .taking import documents

__all__ = [
    "LARGEST",
    "READERS",
    "Limits",
    "Overrides",
    "Page",
    "Raw",
    "Reader",
    "documents",
    "fetch",
    "is_url",
    "known_suffixes",
    "load",
    "reader_for",
    "sources",
    "take",
]


def take(source: str | Path | Raw, overrides: Overrides | None = None) -> Iterator[Document | IntakeError]:
    """The Documents at a path, a URL or ``-``, or in bytes at hand; ``documents`` says what is yielded and raised."""
    if isinstance(source, Raw):
        raw = source
    elif isinstance(source, str) and is_url(source):
        raw = fetch(source)
    else:
        raw = load(source)
    return documents(raw, overrides or Overrides())
