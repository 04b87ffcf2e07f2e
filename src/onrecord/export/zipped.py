"""A zip of many small files that is the same each time: every file bears the same time and the same rights."""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict
from typing import IO, BinaryIO

from .forms import Head

#: The earliest time that a zip can tell.
_THEN = (1980, 1, 1, 0, 0, 0)


def opened(out: BinaryIO) -> zipfile.ZipFile:
    """A new zip, to be closed by its user; ``out`` stays open."""
    return zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)


def put(into: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Adds a file."""
    into.writestr(_info(name), content)


def written_to(into: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A file that is written piece by piece; no other may be added until it is closed."""
    return into.open(_info(name), "w", force_zip64=True)


def put_head(into: zipfile.ZipFile, head: Head) -> None:
    """Adds ``export.json``: what the export says of itself, licence and TLP among it."""
    said = json.dumps(asdict(head), indent=2, sort_keys=True)
    put(into, "export.json", f"{said}\n".encode())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
