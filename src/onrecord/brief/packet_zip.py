"""The one zip that a packet's files have: stored, in order, with the same time and rights, and nothing between them.

Every byte of it follows from the names and the contents, so that any other byte can be told, and where it stands. The
first file is the manifest, which names all others with sizes and hashes; its own hash, the root hash, is in the zip's
comment.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MANIFEST = "manifest.json"
#: The largest packet, in bytes, and the most files in it.
LARGEST, MOST_FILES = 1024 * 1024 * 1024, 20_000
#: Every name that a file of a packet may have: no name leads out of the folder that it is unpacked in.
NAME = re.compile(
    r"manifest\.json|index\.html|annotations\.json|brief/(?:draft\.md|brief\.json|brief\.html)"
    r"|(?:records|texts)/d-[0-9a-f]{16}(?:\.older-[1-9][0-9]{0,2})?\.(?:json|txt)|snapshots/[0-9a-f]{64}"
)
COMMENT = re.compile(rb"onrecord packet 1; manifest\.json: ([1-9][0-9]{0,8}) bytes, SHA-256 ([0-9a-f]{64})")

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
#: MS-DOS time and date of 1 January 1980, the earliest; made on Unix by version 2.0; an ordinary file, rw-r--r--.
_TIME, _DATE, _NEEDED, _MADE, _RIGHTS = 0, 0x21, 20, 0x0314, 0o100644 << 16
#: The fields of these headers by where they begin, for whoever is told that one is another.
_LOCAL_FIELDS = (
    *((0, "signature"), (4, "version"), (6, "flags"), (8, "compression"), (10, "time"), (12, "date"), (14, "CRC-32")),
    *((18, "packed size"), (22, "size"), (26, "length of the name"), (28, "length of the extra field"), (30, "name")),
)
_CENTRAL_FIELDS = (
    *((0, "signature"), (4, "maker"), (6, "version"), (8, "flags"), (10, "compression"), (12, "time"), (14, "date")),
    *((16, "CRC-32"), (20, "packed size"), (24, "size"), (28, "length of the name"), (30, "length of the extra field")),
    *((32, "length of the comment"), (34, "disk"), (36, "kind"), (38, "rights"), (42, "offset"), (46, "name")),
)
_END_FIELDS = (
    *(
        (0, "signature"),
        (4, "disk"),
        (6, "disk of the directory"),
        (8, "number of files here"),
        (10, "number of files"),
    ),
    *((12, "size of the directory"), (16, "offset of the directory"), (20, "length of the comment"), (22, "comment")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a packet: its name, its size in bytes, and the CRC-32 of its contents."""

    name: str
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the zip, from the byte ``start`` on: the bytes that it must have, or (``data`` is ``None``) a file's
    contents. ``what`` it is, and the names of its fields by where they begin in it.
    """

    start: int
    size: int
    what: str
    name: str
    data: bytes | None = None
    fields: tuple[tuple[int, str], ...] = ()

    def field(self, at: int) -> str:
        """What stands at a byte, counted from the piece's beginning."""
        return next((name for begin, name in reversed(self.fields) if begin <= at), "")


def entry(name: str, data: bytes) -> Entry:
    """A file as an entry."""
    return Entry(name, len(data), zlib.crc32(data))


def zipped(files: Sequence[tuple[str, bytes]], root: str) -> bytes:
    """The zip of these files, the manifest first; ``root`` is the manifest's SHA-256."""
    contents = dict(files)
    return b"".join(
        contents[piece.name] if piece.data is None else piece.data
        for piece in pieces([entry(name, data) for name, data in files], root)
    )


def offset_of_manifest() -> int:
    """Where the manifest's contents begin."""
    return _LOCAL.size + len(MANIFEST)


def comment_of(size: int, root: str) -> bytes:
    """The zip's comment."""
    return f"onrecord packet 1; {MANIFEST}: {size} bytes, SHA-256 {root}".encode()


def pieces(entries: Sequence[Entry], root: str) -> Iterator[Piece]:
    """All stretches of the zip of these files, without a gap."""
    at, offsets = 0, []
    for one in entries:
        offsets.append(at)
        name = one.name.encode()
        sizes = (one.crc, one.size, one.size)
        head = _LOCAL.pack(b"PK\x03\x04", _NEEDED, 0, 0, _TIME, _DATE, *sizes, len(name), 0) + name
        yield Piece(at, len(head), "header", one.name, head, _LOCAL_FIELDS)
        yield Piece(at + len(head), one.size, "contents", one.name)
        at += len(head) + one.size
    begin = at
    for one, offset in zip(entries, offsets, strict=True):
        name = one.name.encode()
        same = (_NEEDED, 0, 0, _TIME, _DATE, one.crc, one.size, one.size, len(name))
        row = _CENTRAL.pack(b"PK\x01\x02", _MADE, *same, 0, 0, 0, 0, _RIGHTS, offset) + name
        yield Piece(at, len(row), "entry in the directory", one.name, row, _CENTRAL_FIELDS)
        at += len(row)
    comment = comment_of(entries[0].size, root)
    count = len(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, at - begin, begin, len(comment)) + comment
    yield Piece(at, len(end), "end of the archive", "", end, _END_FIELDS)
