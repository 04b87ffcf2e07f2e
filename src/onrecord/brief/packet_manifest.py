"""The manifest of a packet: what the packet is of, every file in it with size and hash, and what is missing and why."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .packet_zip import LARGEST, MANIFEST, MOST_FILES, NAME

Json = dict[str, Any]

FORM = "onrecord packet 1"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("id", "title", "published", "who", "sha256", "frozen")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``brief`` says what was published (id, title, published, who, the SHA-256 of the draft and of what was frozen),
    ``versions`` by what. ``missing`` are snapshots that are not in it: document, SHA-256 and why.
    """

    brief: Mapping[str, str]
    versions: Json
    files: tuple[Listed, ...]
    missing: tuple[Mapping[str, str], ...]


def listed(name: str, data: bytes) -> Listed:
    """A file as it is listed."""
    return Listed(name, len(data), hashlib.sha256(data).hexdigest())


def written(manifest: Manifest) -> bytes:
    """The manifest as a file."""
    return _text(
        {
            "form": FORM,
            "brief": dict(manifest.brief),
            "versions": manifest.versions,
            "files": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in manifest.files],
            "missing": [dict(one) for one in manifest.missing],
        }
    )


def read_manifest(data: bytes) -> Manifest:
    """The manifest that ``written`` wrote.

    Raises:
        ValueError: if it is none, in a few words why.
    """
    try:
        said = json.loads(data)
        if not isinstance(said, dict) or said.get("form") != FORM:
            raise ValueError("its form is not known: an onrecord that is newer may have made it")
        if set(said) != {"form", "brief", "versions", "files", "missing"}:
            raise ValueError("it has not the names of a manifest")
        files = tuple(Listed(one["name"], one["size"], one["sha256"]) for one in said["files"])
        _check(said, files)
        found = Manifest(said["brief"], said["versions"], files, tuple(said["missing"]))
        if written(found) != data:
            raise ValueError("it is not written as manifests are")
    except (KeyError, TypeError, AttributeError, UnicodeError, RecursionError):
        raise ValueError("it is no manifest") from None
    return found


def _check(said: Json, files: Sequence[Listed]) -> None:
    if set(said["brief"]) != set(_TEXTS) or not all(isinstance(one, str) for one in said["brief"].values()):
        raise ValueError("it does not say which brief it is of")
    if not isinstance(said["versions"], dict):
        raise ValueError("it does not say by which versions it was made")
    if len(files) > MOST_FILES:
        raise ValueError(f"it lists more than {MOST_FILES:,} files")
    for one in files:
        if not (isinstance(one.name, str) and NAME.fullmatch(one.name)) or one.name == MANIFEST:
            raise ValueError(f"it lists a file with a name that no file of a packet has ({str(one.name)[:100]!r})")
        if type(one.size) is not int or one.size < 0 or not _SHA256.fullmatch(one.sha256):
            raise ValueError(f"it does not say the size and hash of {one.name}")
    names = [one.name for one in files]
    if names != sorted(set(names)):
        raise ValueError("its files are not in order, or one is listed twice")
    if sum(one.size for one in files) > LARGEST:
        raise ValueError(f"its files have more than {LARGEST:,} bytes")
    for gone in said["missing"]:
        if set(gone) != {"document", "sha256", "why"} or not all(isinstance(one, str) for one in gone.values()):
            raise ValueError("it does not say what is missing, and why")


def _text(value: Json) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)}\n".encode()
