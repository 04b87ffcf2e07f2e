"""CONTAINERS: files that hold many items, each to be read by itself; what kind of file, and how it comes apart.

A container is not read as a document: each of its items becomes a ``Raw`` with the bytes of that item, its name, and
what the container says of it (``Facts``), and goes through READERS like any other. So a message is the same document
whichever export it came in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import IntakeError

from . import feed_items, mailbox_files, telegram, wacz, warc
from .raw import Raw

#: How many bytes are looked at to tell a container.
HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Container:
    """One form: how it is told, by suffix, declared type or the first bytes, and how it comes apart.

    ``items`` gets the open file (at its beginning, seekable) and what a person calls it. It yields an IntakeError for
    an item that cannot be read while the others can, and raises one where nothing more can.
    """

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    is_sure: Callable[[bytes], bool]
    items: Callable[[BinaryIO, str], Iterator[Raw | IntakeError]]


@dataclass(frozen=True, slots=True)
class FolderContainer:
    """A form that is a folder: how it is told, and how it comes apart."""

    name: str
    is_sure: Callable[[Path], bool]
    items: Callable[[Path], Iterator[Raw | IntakeError]]


CONTAINERS: tuple[Container, ...] = (
    Container("telegram", (), (), telegram.is_export, telegram.items),
    Container("warc", ("application/warc",), (".warc", ".warc.gz"), warc.is_warc, warc.items),
    Container("wacz", ("application/wacz", "application/x-wacz"), (".wacz",), wacz.is_wacz, wacz.items),
    Container("mbox", ("application/mbox",), (".mbox",), mailbox_files.is_mbox, mailbox_files.items),
    Container(
        "feed",
        ("application/rss+xml", "application/atom+xml", "application/feed+json"),
        (".rss", ".atom"),
        feed_items.is_feed,
        feed_items.items,
    ),
)
MAILDIR = FolderContainer("maildir", mailbox_files.is_maildir, mailbox_files.items_of_maildir)


def container_suffixes() -> frozenset[str]:
    """The suffixes, in small letters with their dot, that tell a container; a Telegram export ends in ``.json``."""
    return frozenset(suffix for container in CONTAINERS for suffix in container.suffixes)


def container_for(source: Path | Raw) -> Container | FolderContainer | None:
    """The container that these bytes are, told from their first 64 KiB and their name; ``None`` for what is none.

    A path that cannot be opened is none: reading it says why.
    """
    if isinstance(source, Raw):
        name = source.name if source.final_url is None else source.final_url.partition("?")[0].partition("#")[0]
        return _told(source.data[:HEAD], name, source.media_type)
    try:
        if source.is_dir():
            return MAILDIR if MAILDIR.is_sure(source) else None
        if not source.is_file():
            return None
        with source.open("rb") as file:
            return _told(file.read(HEAD), source.name, None)
    except (OSError, ValueError):
        return None


def _told(head: bytes, name: str, media_type: str | None) -> Container | None:
    declared = (media_type or "").partition(";")[0].strip().lower()
    sure = next((container for container in CONTAINERS if container.is_sure(head)), None)
    return sure or next(
        (one for one in CONTAINERS if declared in one.media_types or name.lower().endswith(one.suffixes or "\n")), None
    )


def opened(source: Path | Raw) -> Iterator[Raw | IntakeError]:
    """The items of a container (``container_for`` knows it); a file is read as it comes apart, never whole.

    Damage behind some items is an IntakeError after them.

    Raises:
        IntakeError: if it is none, nothing in it can be read, or a server gave it in place of a page.
    """
    name = source.name if isinstance(source, Raw) else str(source)
    container = container_for(source)
    if container is None:
        raise IntakeError("this holds no items to be taken apart", name, "read it as a document")
    if isinstance(source, Raw) and not _is_asked_for(container, source):
        raise IntakeError(f"this address gives a {container.name} file, not a page", name, "save it and give the file")
    empty = True
    try:
        for item in _items(container, source, name):
            empty = False
            yield item
    except (IntakeError, OSError) as damage:
        told = damage if isinstance(damage, IntakeError) else _unread(damage, name)
        if empty:
            raise told from None
        yield told
        return
    if empty:
        form = container.name if isinstance(container, FolderContainer) else f"{container.name} file"
        raise IntakeError(f"this {form} holds nothing to read", name, "nothing was read from it")


def _is_asked_for(container: Container | FolderContainer, raw: Raw) -> bool:
    """Whether fetched bytes may be taken apart: feeds are, and what a person asked for by its suffix.

    The items of an archive or export say themselves where they are from. A server that gave one in place of a page
    would speak for every site and channel that it names.
    """
    if raw.final_url is None or not isinstance(container, Container) or container.name == "feed":
        return True
    path = raw.name.partition("?")[0].partition("#")[0].lower()
    return bool(container.suffixes) and path.endswith(container.suffixes)


def _unread(reason: OSError, name: str) -> IntakeError:
    why = reason.strerror or str(reason)
    return IntakeError(f"this file could not be read to its end ({why})", name, "check it and its disk")


def _items(container: Container | FolderContainer, source: Path | Raw, name: str) -> Iterator[Raw | IntakeError]:
    if isinstance(container, FolderContainer):
        yield from container.items(Path(name))
    elif isinstance(source, Raw):
        for item in container.items(io.BytesIO(source.data), name):
            # What lay in bytes that were fetched was fetched with them.
            yield replace(item, fetched=source.fetched) if isinstance(item, Raw) and not item.fetched else item
    else:
        with source.open("rb") as file:
            yield from container.items(file, name)
