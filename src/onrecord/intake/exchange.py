"""Files of other programs that hold actors, documents or references, told apart by what is in them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from onrecord.errors import IntakeError
from onrecord.gazetteer import ftm

from .references import is_csl, is_ris
from .stix_bundle import is_bundle

_HEAD, _TAIL = 1024 * 1024, 4096


class Exchange(StrEnum):
    """What such a file is."""

    FTM = "ftm"
    """Entities of FollowTheMoney, one a line, as OpenSanctions and OpenAleph give them."""
    STIX = "stix"
    """A bundle of STIX 2.1."""
    RIS = "ris"
    """References, as Zotero exports them."""
    CSL = "csl"
    """References as CSL-JSON, which names no files."""


def exchange_of(path: Path) -> Exchange:
    """What a file is, by its first megabyte and its end.

    Raises:
        IntakeError: if it cannot be read, or is none of these.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise IntakeError("this is a device or pipe, not a file", str(path), "give a file that lies on the disk")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(0, 2)
            file.seek(max(len(head), file.tell() - _TAIL))
            tail = file.read(_TAIL)
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise IntakeError(f"this file cannot be read ({why})", str(path), "check its name and rights") from error
    if is_ris(head):
        return Exchange.RIS
    if _is_ftm(head):
        return Exchange.FTM
    if is_bundle(head + tail):
        return Exchange.STIX
    if is_csl(head):
        return Exchange.CSL
    what = "this is no list of entities, bundle or library that can be imported"
    raise IntakeError(what, str(path), "say with --as what it is; onrecord desk add takes in reports")


def _is_ftm(head: bytes) -> bool:
    """Whether one of the first lines is an entity; the last may be cut off."""
    for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:20]:
        if line.strip():
            try:
                next(ftm.entities_of(line))
            except ValueError:
                continue
            return True
    return (
        len(head) == _HEAD
        and b"\n" not in head
        and all(f'"{key}"'.encode() in head for key in ("id", "schema", "properties"))
    )
