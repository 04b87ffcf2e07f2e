"""Which byte was altered: a CRC-32 tells of one altered byte where it stands, and a SHA-256 proves that it is the one.

The CRC-32 of contents with one other byte differs by a pattern that depends on the byte's change and on how many bytes
follow it. Stepping back over these, one byte a step, the pattern becomes that of a change in the last byte.
"""

from __future__ import annotations

import hashlib
import zlib

#: Contents larger than this are not looked through.
LARGEST = 16 * 1024 * 1024
_TABLE = [zlib.crc32(bytes([one])) ^ zlib.crc32(b"\0") for one in range(256)]
_CHANGES = {pattern: change for change, pattern in enumerate(_TABLE) if change}
_BY_TOP = {pattern >> 24: change for change, pattern in enumerate(_TABLE)}


def altered_byte(data: bytes, crc: int, sha256: str) -> int | None:
    """The place of the only byte that is another than in contents with this CRC-32 and this SHA-256; ``None`` if more
    than one is, or they are too large.
    """
    if len(data) > LARGEST:
        return None
    pattern = zlib.crc32(data) ^ crc
    for at in range(len(data) - 1, -1, -1):
        change = _CHANGES.get(pattern)
        if change is not None:
            mended = hashlib.sha256(data[:at])
            mended.update(bytes([data[at] ^ change]))
            mended.update(data[at + 1 :])
            return at if mended.hexdigest() == sha256 else None
        index = _BY_TOP[pattern >> 24]
        pattern = ((pattern ^ _TABLE[index]) << 8 | index) & 0xFFFFFFFF
    return None
