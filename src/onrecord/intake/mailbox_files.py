"""Mailboxes: mbox, one file of many mails, and maildir, a folder of them. Each mail is one item.

In an mbox a mail begins with a line that starts with ``From `` after an empty line (or at the file's beginning) and is
followed by a header. Programs that write mbox put a ``>`` before such lines of a mail; one is taken away again, as
mboxrd has it, so that a mail has the bytes that it has in a maildir, and is the same document. Where that was not done
by the writer (mboxo, for lines that had a ``>`` of their own), the mail loses one ``>``.

A mail whose Message-ID was met before in the mailbox is passed over: programs keep a copy in each folder or label.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from .mail import provenance_in
from .raw import LARGEST, Facts, Raw, load

_LINE = 65_536
_HEADER = re.compile(rb">?[A-Za-z][A-Za-z0-9-]{0,80}:")
_QUOTED = re.compile(rb">{1,100}From ")
_EMPTY = (b"\n", b"\r\n")
#: What follows a maildir file's name: a colon (on Windows another mark), the version and the flags.
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]{0,52})\Z")


def is_mbox(head: bytes) -> bool:
    """Whether the first bytes are those of an mbox: a ``From `` line with a header under it."""
    if not head.startswith(b"From "):
        return False
    _, _, rest = head.partition(b"\n")
    return _HEADER.match(rest) is not None


def items(file: BinaryIO, name: str) -> Iterator[Raw | IntakeError]:
    """The mails of an mbox in its order, the same one once; an IntakeError for each that is too large.

    Raises:
        IntakeError: if the file does not begin as an mbox does.
    """
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    once = _Once()
    for number, mail in enumerate(_mails(file, name), start=1):
        where = f"{name}, mail {number}"
        if mail is None:
            mib = LARGEST // (1024 * 1024)
            yield IntakeError(f"this mail is too large (at most {mib} MiB are read)", where, "the others are read")
        elif mail.strip():
            stood = replace(provenance_in(mail), container=digest)
            if once.is_new(stood):
                yield Raw(mail, where, "message/rfc822", facts=Facts(provenance=stood))


def is_maildir(path: Path) -> bool:
    """Whether a folder is a maildir: it has ``cur``, ``new`` and ``tmp``."""
    return all((path / part).is_dir() for part in ("cur", "new", "tmp"))


def items_of_maildir(path: Path) -> Iterator[Raw | IntakeError]:
    """The mails of a maildir in the order of their file names, the same one once; what was put in the bin is not read.

    Raises:
        IntakeError: if the folder may not be searched.
    """
    once = _Once()
    for mail in _files(path):
        try:
            raw = load(mail)
        except IntakeError as refused:
            yield refused
            continue
        if raw.data.strip():
            stood = provenance_in(raw.data)
            if once.is_new(stood):
                yield replace(raw, media_type="message/rfc822", facts=Facts(provenance=stood))


class _Once:
    """Which Message-IDs were met; a mail without one is always new."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def is_new(self, stood: Provenance) -> bool:
        if stood.item is None:
            return True
        # A number of twelve bytes takes a third of the memory of the id, and two of them never meet by chance.
        mark = int.from_bytes(hashlib.sha256(stood.item.encode()).digest()[:12])
        if mark in self._met:
            return False
        self._met.add(mark)
        return True


def _files(path: Path) -> list[Path]:
    try:
        inside = [file for part in ("cur", "new") for file in (path / part).iterdir()]
    except OSError:
        raise IntakeError("this maildir may not be searched", str(path), "check its permissions") from None
    kept = [file for file in inside if not file.name.startswith(".") and file.is_file() and not _is_trashed(file.name)]
    return sorted(kept, key=lambda file: (file.name, file.parent.name))


def _is_trashed(name: str) -> bool:
    flags = _FLAGS.search(name)
    return flags is not None and "T" in flags[1]


def _mails(file: BinaryIO, name: str) -> Iterator[bytes | None]:
    """The bytes of each mail without its ``From `` line; ``None`` for one that is too large."""
    lines = _lines(file)
    _, separator = next(lines, (True, b""))
    if not separator.startswith(b"From "):
        raise IntakeError("this is no mbox: it does not begin with a From line", name, "export the mailbox again")
    mail, size = bytearray(), 0
    after_empty, held = False, None
    for is_start, line in lines:
        if held is not None and is_start:
            if _HEADER.match(line):
                yield bytes(_without_last_empty(mail)) if size <= LARGEST else None
                mail, size = bytearray(), 0
            else:
                size = _put(mail, held, size)
            held = None
        if is_start and after_empty and line.startswith(b"From "):
            held = line
        elif held is not None:
            # The rest of a long line: a From line of a mailbox is short.
            size = _put(mail, held + line, size)
            held = None
        else:
            size = _put(mail, line[1:] if is_start and _QUOTED.match(line) else line, size)
        after_empty = is_start and line in _EMPTY
    if held is not None:
        size = _put(mail, held, size)
    yield bytes(_without_last_empty(mail)) if size <= LARGEST else None


def _put(mail: bytearray, line: bytes, size: int) -> int:
    """Adds a line, or only counts it where the mail is too large already."""
    size += len(line)
    if size <= LARGEST:
        mail += line
    else:
        mail.clear()
    return size


def _lines(file: BinaryIO) -> Iterator[tuple[bool, bytes]]:
    """The lines of a file; one that is longer than ``_LINE`` bytes in pieces. Whether each is, or begins, a line."""
    is_start = True
    while line := file.readline(_LINE):
        yield is_start, line
        is_start = line.endswith(b"\n")


def _without_last_empty(mail: bytearray) -> bytearray:
    """The empty line before the next ``From `` is the mailbox's, not the mail's."""
    for empty in (b"\n\r\n", b"\n\n"):
        if mail.endswith(empty):
            return mail[: len(mail) - len(empty) + 1]
    return mail
