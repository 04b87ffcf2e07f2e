"""The records of a WARC file (ISO 28500, 1.0 and 1.1), plain or gzipped, one after another and each bounded.

The headers are parsed by warcio; what is read from the file is bounded here, for an archive is as hostile as the pages
in it: a header without end, a block that claims terabytes, a gzip member that unpacks to them.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from onrecord.errors import IntakeError

#: The headers of one record, and of one HTTP answer in it, in bytes.
LONGEST_HEAD = 256 * 1024
#: An archive that unpacks to more than so many times its size, and more than so many bytes, is stopped at.
MOST_TIMES, FREE_BYTES = 200, 256 * 1024 * 1024

_PIECE = 65_536
_BLANK = (b"\r\n", b"\n")
_REST = "the records before are read"


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a record or an HTTP answer; ``first`` is what stands behind the protocol in the first line."""

    first: str
    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The first field of this name, whatever its case."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), None)


class Record:
    """One record: its headers, and its block, which must be read before the next record is asked for, or is left."""

    def __init__(self, headers: Headers, length: int, stream: BinaryIO, name: str) -> None:
        self.headers = headers
        self.length = length
        self._left = length
        self._stream = stream
        self._name = name

    def block(self, most: int) -> bytes:
        """The block, or its first ``most`` bytes or a few more."""
        whole = bytearray()
        for piece in self.pieces():
            whole += piece
            if len(whole) >= most:
                break
        return bytes(whole)

    def pieces(self) -> Iterator[bytes]:
        """What is left of the block.

        Raises:
            IntakeError: if the file ends within it.
        """
        while self._left:
            piece = self._stream.read(min(self._left, _PIECE))
            if not piece:
                raise IntakeError("this archive is cut off", self._name, _REST)
            self._left -= len(piece)
            yield piece


def records(file: BinaryIO, name: str) -> Iterator[Record]:
    """The records of an archive, from where the file stands.

    Raises:
        IntakeError: where the archive is cut off or damaged, or unpacks to far more than its size.
    """
    head = file.read(2)
    file.seek(-len(head), io.SEEK_CUR)
    stream: Any = _Bounded(file, name) if head == b"\x1f\x8b" else file
    while True:
        line = stream.readline(LONGEST_HEAD)
        while line in _BLANK:
            line = stream.readline(LONGEST_HEAD)
        if not line:
            return
        record = _record(line, stream, name)
        yield record
        for _ in record.pieces():
            pass


class _Bounded(gzip.GzipFile):
    """The unpacked bytes of a gzipped archive, as long as they are in proportion to the packed ones."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._packed, self._called, self._given = file, name, 0

    def read(self, size: int | None = -1) -> bytes:
        return self._bounded(super().read, size)

    def readline(self, size: int | None = -1) -> bytes:
        return self._bounded(super().readline, size)

    def _bounded(self, take: Callable[[int], bytes], size: int | None) -> bytes:
        try:
            piece = take(-1 if size is None else size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise IntakeError("this archive is cut off or damaged", self._called, _REST) from None
        self._given += len(piece)
        if self._given > FREE_BYTES and self._given > MOST_TIMES * self._packed.tell():
            raise IntakeError("this archive unpacks to far more than its size", self._called, _REST)
        return piece


def _record(line: bytes, stream: BinaryIO, name: str) -> Record:
    if not line.startswith(b"WARC/"):
        raise IntakeError("this archive is damaged: a record does not begin where it should", name, _REST)
    lines, size = [line], len(line)
    while line not in (*_BLANK, b""):
        line = stream.readline(LONGEST_HEAD)
        lines.append(line)
        size += len(line)
        if size > LONGEST_HEAD:
            raise IntakeError("this archive is damaged: the headers of a record do not end", name, _REST)
    if not line:
        raise IntakeError("this archive is cut off", name, _REST)
    headers = parsed(b"".join(lines))
    length = headers.get("Content-Length") or ""
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise IntakeError("this archive is damaged: a record has no length", name, _REST)
    return Record(headers, int(length), stream, name)


def parsed(head: bytes) -> Headers:
    """Headers from their bytes, the first line among them; a line that is no field is passed over."""
    from warcio.statusandheaders import StatusAndHeadersParser

    found = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head))
    return Headers(found.statusline, tuple((str(key), str(value)) for key, value in found.headers))
