"""Bytes -> Document: files, folders, URLs and standard input, read in every form that READERS lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import IntakeError
from onrecord.record import Document

from .containers import CONTAINERS, container_for, opened
from .feeds import Entry, Feed, entry_raw, feeds_of_page, looks_like_feed, read_feed
from .fetch import USER_AGENT, Limits
from .opml import Outline, read_opml, write_opml
from .raw import LARGEST, Facts, Overrides, Page, Raw, load
from .readers import READERS, Reader, known_suffixes, reader_for
from .sitemaps import Sitemap, SitemapUrl, pages_below, read_sitemap
from .sources import is_url, sources
from .taking import documents, documents_of
from .visiting import Validators, Visit, Visitor, fetch
from .warc_out import WarcItem, write_warc

__all__ = [
    "CONTAINERS",
    "LARGEST",
    "READERS",
    "USER_AGENT",
    "Entry",
    "Facts",
    "Feed",
    "Limits",
    "Outline",
    "Overrides",
    "Page",
    "Raw",
    "Reader",
    "Sitemap",
    "SitemapUrl",
    "Validators",
    "Visit",
    "Visitor",
    "WarcItem",
    "container_for",
    "documents",
    "documents_of",
    "entry_raw",
    "feeds_of_page",
    "fetch",
    "is_url",
    "known_suffixes",
    "load",
    "looks_like_feed",
    "opened",
    "pages_below",
    "read_feed",
    "read_opml",
    "read_sitemap",
    "reader_for",
    "sources",
    "take",
    "write_opml",
    "write_warc",
]


def take(source: str | Path | Raw, overrides: Overrides | None = None) -> Iterator[Document | IntakeError]:
    """The Documents at a path, a URL or ``-``, or in bytes at hand, a container's item by item.

    ``documents`` says what is yielded and raised; of a container only what is not read at all is raised.
    """
    said = overrides or Overrides()
    what: Path | Raw
    if isinstance(source, Raw):
        what = source
    elif isinstance(source, str) and is_url(source):
        what = fetch(source)
    else:
        what = load(source) if str(source) == "-" else Path(source)
    if container_for(what) is not None:
        return documents_of(opened(what), said)
    return documents(what if isinstance(what, Raw) else load(what), said)
