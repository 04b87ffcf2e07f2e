"""WACZ: a ZIP archive whose folder ``archive`` holds WARC files; each is read as it is unpacked."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import IntakeError

from .charset import clean
from .raw import Raw
from .warc import documents_in
from .warc_stream import FREE_BYTES, MOST_TIMES

#: Entries of the ZIP archive, and bytes of the directory that lists them.
MOST_ENTRIES, LARGEST_DIRECTORY = 10_000, 16 * 1024 * 1024

_FIRST_ENTRIES = (b"archive/", b"datapackage", b"indexes/", b"pages/")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, EOFError, struct.error)
_ENDS = ((b"PK\x05\x06", 12, "<L"), (b"PK\x06\x06", 40, "<Q"))


def is_wacz(head: bytes) -> bool:
    """Whether the first bytes are those of a ZIP archive whose first entry is one that a WACZ has."""
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(_FIRST_ENTRIES)


def items(file: BinaryIO, name: str) -> Iterator[Raw | IntakeError]:
    """The documents of every WARC file in a WACZ, in the order of their names; what is damaged is an IntakeError.

    Raises:
        IntakeError: if this is no ZIP archive, or holds no WARC file.
    """
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    size = file.seek(0, io.SEEK_END)
    _check_directory(file, size, name)
    try:
        whole = zipfile.ZipFile(file)
    except _BROKEN:
        raise IntakeError("this WACZ is damaged", name, "download or export it again") from None
    with whole:
        for entry in _archives(whole, size, name):
            yield from _in_entry(whole, entry, f"{name}, {clean(entry.filename)[:500]!r}", digest)


def _check_directory(file: BinaryIO, size: int, name: str) -> None:
    """Refuses an archive whose list of entries would fill the memory before one of them is looked at."""
    file.seek(max(0, size - 70_000))
    tail = file.read()
    file.seek(0)
    for mark, place, form in _ENDS:
        at = tail.rfind(mark) + place
        if at >= place and at + struct.calcsize(form) <= len(tail):
            told = int(struct.unpack_from(form, tail, at)[0])
            if LARGEST_DIRECTORY < told != 0xFFFFFFFF:
                raise IntakeError("this WACZ has too many entries", name, "it is not what it claims to be")


def _archives(whole: zipfile.ZipFile, size: int, name: str) -> list[zipfile.ZipInfo]:
    entries = whole.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.compress_size for entry in entries) > size:
        raise IntakeError("this WACZ has too many or overlapping entries", name, "it is not what it claims to be")
    inside = [entry for entry in entries if entry.filename.lower().endswith((".warc", ".warc.gz"))]
    if not inside:
        raise IntakeError("this WACZ holds no archive", name, "it should have WARC files in its folder archive")
    return sorted(inside, key=lambda entry: entry.filename)


def _in_entry(whole: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str, digest: str) -> Iterator[Raw | IntakeError]:
    why = _why_refused(entry)
    if why is not None:
        yield IntakeError(f"this archive {why}", where, "it is not read; the others are")
        return
    try:
        unpacked = io.BufferedReader(whole.open(entry))  # type: ignore[type-var]
    except _BROKEN:
        yield IntakeError("this archive is damaged", where, "it is not read; the others are")
        return
    with unpacked as file:
        try:
            yield from documents_in(file, where, digest)
        except IntakeError as damage:
            # One archive is damaged, the others need not be.
            yield damage
        except (zipfile.BadZipFile, EOFError, zlib.error):
            yield IntakeError("this archive is damaged", where, "the records before are read")


def _why_refused(entry: zipfile.ZipInfo) -> str | None:
    parts = entry.filename.replace("\\", "/").split("/")
    if parts[0] != "archive" or ".." in parts:
        return "lies where a WACZ has none"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that is not read"
    if entry.file_size > max(FREE_BYTES, MOST_TIMES * entry.compress_size):
        return "unpacks to far more than its size"
    return None
