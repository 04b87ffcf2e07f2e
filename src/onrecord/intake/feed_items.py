"""A feed as a file that holds many items: its entries, as far as they hold their text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import IntakeError

from .feeds import entry_raw, looks_like_feed, read_feed
from .raw import Raw
from .sitemaps import looks_like_sitemap

#: The largest feed that is taken, in bytes.
_LARGEST = 20 * 1024 * 1024


def is_feed(head: bytes) -> bool:
    """Whether a file that begins so is a feed, or a sitemap, which is told what to do with."""
    return looks_like_feed(head) or (not head.startswith(b"\x1f\x8b") and looks_like_sitemap(head))


def items(file: BinaryIO, name: str) -> Iterator[Raw | IntakeError]:
    """Each entry with its content as a page of its own; one that has none is an IntakeError.

    Raises:
        IntakeError: if it is a sitemap, which holds addresses and no text, or no feed that can be read.
    """
    data = file.read(_LARGEST + 1)
    if looks_like_sitemap(data):
        raise IntakeError("this is a list of addresses, not a report", name, "follow it: onrecord desk follow URL")
    feed = read_feed(Raw(data, name))
    for entry in feed.entries:
        if entry.content:
            yield entry_raw(entry, feed, name)
        else:
            where = f"{name}, {entry.url or entry.key}"
            yield IntakeError("this entry only points to its text", where, "take in its page, or follow the feed")
