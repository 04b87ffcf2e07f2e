"""A packet proved, by itself alone: every byte of the file, and that what is in it belongs together.

The zip is not unpacked: from the manifest follows what every byte outside the contents must be, and the contents have
their hashes. So nothing can be hidden in gaps, headers, names or behind the end.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from .packet_contents import prove_contents
from .packet_flaw import Flaw
from .packet_manifest import Manifest, read_manifest
from .packet_place import altered_byte
from .packet_zip import COMMENT, MANIFEST, Entry, Piece, offset_of_manifest, pieces

#: So many flaws are told.
MOST = 20
_SIZES = (18, 22)
_SIZE = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. ``root`` is the SHA-256 of the manifest as it is in the file, ``checked`` how much was looked at;
    ``notes`` are worth knowing and no flaws.
    """

    manifest: Manifest | None
    root: str | None
    flaws: tuple[Flaw, ...]
    checked: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws


def prove(data: bytes, root: str | None = None) -> Proof:
    """Proves the bytes of a packet; ``root`` is the hash that was told by another way, if one was."""
    found = _manifest(data)
    if isinstance(found, Flaw):
        return Proof(None, None, (found,))
    begin = offset_of_manifest()
    raw = data[begin : begin + found]
    own = hashlib.sha256(raw).hexdigest()
    flaws = []
    if root is not None and root != own:
        what = f"the root hash is {own}, and not the one that was told: this is another packet, or it was made anew"
        flaws.append(Flaw("the packet", None, what))
    try:
        manifest = read_manifest(raw)
    except ValueError as reason:
        return Proof(None, own, (*flaws, Flaw(f"{MANIFEST}, contents", begin, str(reason))))
    contents: dict[str, bytes] = {}
    flaws += list(_bytes(data, raw, manifest, own, contents))[: MOST + 1]
    if flaws:
        return Proof(manifest, own, tuple(flaws))
    checked: dict[str, int] = {"files": len(contents) + 1, "bytes": len(data)}
    notes: list[str] = []
    flaws = list(prove_contents(manifest, contents, checked, notes))[: MOST + 1]
    return Proof(manifest, own, tuple(flaws), checked, tuple(notes))


def _manifest(data: bytes) -> int | Flaw:
    """The size of the manifest, which begins at a fixed place: as the comment says, or as its own header does."""
    begin = offset_of_manifest()
    told = (
        COMMENT.fullmatch(data[data.rfind(b"onrecord packet 1;") :]) if b"onrecord packet 1;" in data[-512:] else None
    )
    if told is not None:
        size, sha256 = int(told[1]), told[2].decode()
        raw = data[begin : begin + size]
        if hashlib.sha256(raw).hexdigest() == sha256:
            return size
    if len(data) < begin:
        return Flaw("the file", len(data), "it ends before a packet could begin")
    crc = _SIZE.unpack_from(data, 14)[0]
    for at in _SIZES:
        size = _SIZE.unpack_from(data, at)[0]
        if 0 < size <= len(data) - begin and zlib.crc32(data[begin : begin + size]) == crc:
            return int(size)
    if told is None or data[30:begin] != MANIFEST.encode():
        return Flaw("the file", 0, "this is no packet: it neither begins nor ends as one")
    place = altered_byte(raw, crc, sha256)
    what = "it is not what was published" if place is None else f"byte {place:,} of it was altered"
    return Flaw(f"{MANIFEST}, contents", begin + (place or 0), what)


def _bytes(data: bytes, raw: bytes, manifest: Manifest, root: str, contents: dict[str, bytes]) -> Iterator[Flaw]:
    """Every byte of the file beside what it must be; the contents that are right are put into ``contents``."""
    hashes = {one.name: one.sha256 for one in manifest.files} | {MANIFEST: root}
    entries, at, bad = [Entry(MANIFEST, len(raw), zlib.crc32(raw))], offset_of_manifest() + len(raw), set()
    view = memoryview(data)
    for one in manifest.files:
        at += 30 + len(one.name)
        inside = bytes(view[at : at + one.size])
        if hashlib.sha256(inside).hexdigest() == one.sha256:
            contents[one.name] = inside
        else:
            bad.add(one.name)
        entries.append(Entry(one.name, one.size, zlib.crc32(inside)))
        at += one.size
    end = 0
    for piece in pieces(entries, root):
        end = piece.start + piece.size
        if piece.data is None:
            if piece.name in bad:
                yield _altered(data, piece, hashes[piece.name], alone=len(bad) == 1)
            continue
        yield from _differs(data, piece, piece.name in bad)
    if len(data) > end:
        yield Flaw("behind the end of the archive", end, f"{len(data) - end:,} bytes stand there that are not of it")


def _altered(data: bytes, piece: Piece, sha256: str, *, alone: bool) -> Flaw:
    inside = data[piece.start : piece.start + piece.size]
    where = f"{piece.name}, contents"
    if len(inside) < piece.size:
        return Flaw(where, len(data), f"the file ends here: {piece.size - len(inside):,} bytes are missing")
    # What its header says of it, if that is not altered too.
    crc = _SIZE.unpack_from(data, piece.start - len(piece.name) - 16)[0]
    # Where many are altered, bytes were put in or taken out, and no single one is to be found.
    place = altered_byte(inside, crc, sha256) if alone else None
    if place is not None:
        return Flaw(where, piece.start + place, f"byte {place:,} of it was altered")
    return Flaw(where, piece.start, f"its {piece.size:,} bytes are not those that the manifest tells of")


def _differs(data: bytes, piece: Piece, unsure: bool) -> Iterator[Flaw]:
    """The first byte of a header that is another; of contents that are altered the CRC-32 is not known."""
    expected = piece.data or b""
    there = data[piece.start : piece.start + piece.size]
    if there == expected:
        return
    for at in range(piece.size):
        name = piece.field(at)
        if at >= len(there):
            what = f"the file ends here, in the {piece.what}"
        elif there[at] == expected[at] or (unsure and name == "CRC-32"):
            continue
        else:
            what = f"the {name} is another"
        of = f"{piece.name}, {piece.what}" if piece.name else piece.what
        yield Flaw(of, piece.start + at, what)
        return
