"""Bytes before they are read, and what a reader makes of them."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import IntakeError, SettingError
from onrecord.record import Precision, Provenance

from .dates import read_iso

#: The largest local file or standard input that is taken, in bytes.
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Facts:
    """What whoever handed the bytes over says of them: a feed of its entry, an export of its message.

    The page's own metadata beat these where it has any, and a person's overrides beat both.
    """

    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    precision: Precision | None = None
    language: str | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one source as they were found or fetched, before anything is read from them.

    ``name`` is what a person calls the source: the path, the URL or ``-``. ``media_type`` is what the sender declared
    (HTTP's Content-Type with its parameters) or ``None``. ``fetched`` (ISO 8601, UTC), ``final_url`` and ``status``
    are ``None`` where nothing was fetched. ``facts`` is what whoever handed the bytes over says of them.
    """

    data: bytes
    name: str
    media_type: str | None = None
    fetched: str | None = None
    final_url: str | None = None
    status: int | None = None
    facts: Facts | None = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person says about a source, which beats what its metadata say.

    Raises:
        SettingError: if ``published`` is not an ISO date, or ``language`` not a language code.
    """

    published: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = None
    author: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and read_iso(self.published) is None:
            raise SettingError(
                "not a publication date", repr(self.published), "write 2017, 2017-09, 2017-09-21 or 2017-09-21T10:00"
            )
        code = (self.language or "en").split("-")[0]
        if not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3):
            raise SettingError("not a language code", repr(self.language), "write an ISO 639 code such as en or ar")


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader finds in the bytes: one text and what its metadata say. Unknown is ``None``."""

    text: str
    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    precision: Precision | None = field(default=None)
    language: str | None = None
    provenance: Provenance | None = None


def load(path: str | Path, largest: int = LARGEST) -> Raw:
    """The bytes of one local file, or of standard input for the string ``-``; at most ``largest`` bytes.

    Raises:
        IntakeError: if there is no such file, it is no regular file, it is too large (told from its size, before it
            is read) or the system refuses to open it.
    """
    name = str(path)
    if path == "-":
        return Raw(_bounded(sys.stdin.buffer.read(largest + 1), name, largest), name)
    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            raise IntakeError("this is a folder, not a file", name, "give a file, or let the folder be searched")
        if not stat.S_ISREG(found.st_mode):
            raise IntakeError("this is a device or pipe, not a file", name, "pipe its bytes in with -")
        if found.st_size > largest:
            raise _too_large(name, found.st_size, largest)
        with Path(path).open("rb") as file:
            return Raw(_bounded(file.read(largest + 1), name, largest), name)
    except FileNotFoundError:
        raise IntakeError("there is no such file", name, "check the path") from None
    except PermissionError:
        raise IntakeError("this file may not be opened", name, "check its permissions") from None
    except (OSError, ValueError) as reason:
        raise IntakeError(f"this file cannot be opened ({_plainly(reason)})", repr(name), "check the path") from None


def _bounded(data: bytes, name: str, largest: int) -> bytes:
    if len(data) > largest:
        raise _too_large(name, len(data), largest)
    return data


def _too_large(name: str, size: int, largest: int) -> IntakeError:
    mib = 1024 * 1024
    return IntakeError(
        f"this file is too large ({size / mib:.0f} MiB, at most {largest / mib:.0f} MiB are read)",
        name,
        "split it into its articles",
    )


def _plainly(reason: Exception) -> str:
    return getattr(reason, "strerror", None) or str(reason)
