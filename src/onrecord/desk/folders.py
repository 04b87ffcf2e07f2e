"""A watched folder: which of its files are new or changed since it was looked at last."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import IntakeError
from ..intake import known_suffixes
from ..intake.containers import CONTAINERS
from ..store.watching import NewItem

#: A file that changed less than this many seconds ago may still be written.
STILL_WRITTEN = 2.0


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the folder: its path from there, its size in bytes, when it last changed (nanoseconds)."""

    key: str
    size: int
    changed: int

    def json(self, sha256: str | None = None) -> str:
        """The form in which it is kept; ``sha256`` is that of the bytes that were taken in."""
        return json.dumps({"size": self.size, "changed": self.changed, "sha256": sha256})


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder that are not being written, and what could not be searched of it."""

    files: tuple[Found, ...]
    shut: IntakeError | None = None


def listing(folder: Path, now: float) -> Listing:
    """The reports and containers in a folder and those in it, but for what is hidden; links to folders are not
    followed. ``now`` is the time of day in seconds.

    Raises:
        IntakeError: if there is no such folder.
    """
    if not folder.is_dir():
        raise IntakeError("there is no such folder", str(folder), "check the path, or bring its disk back")
    wanted = known_suffixes() | {suffix for container in CONTAINERS for suffix in container.suffixes}
    shut: list[OSError] = []
    files: list[Found] = []
    for place, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in wanted:
                found = _found(folder, Path(place, name), now)
                if found is not None:
                    files.append(found)
    error = (
        IntakeError("this folder may not be searched", str(shut[0].filename), "check its permissions") if shut else None
    )
    return Listing(tuple(files), error)


def _found(folder: Path, path: Path, now: float) -> Found | None:
    try:
        seen = path.stat()
    except OSError:
        return None  # it vanished while the folder was searched: that is nothing
    # A date in the future says that some clock is wrong, not that the file is being written.
    if abs(now - seen.st_mtime) < STILL_WRITTEN:
        return None
    return Found(path.relative_to(folder).as_posix(), seen.st_size, seen.st_mtime_ns)


def news_of(found: Listing, known: Mapping[str, str | None]) -> list[NewItem]:
    """The files that are not ``known`` (by their keys, as kept) or look otherwise than they did."""
    news = []
    for file in found.files:
        before = kept_of(known.get(file.key))
        if file.key not in known or (before.get("size"), before.get("changed")) != (file.size, file.changed):
            news.append(NewItem(file.key, None, file.json(before.get("sha256")), file.key in known))
    return news


def kept_of(kept: str | None) -> dict[str, Any]:
    """What ``Found.json`` kept."""
    told: dict[str, Any] = json.loads(kept) if kept else {}
    return told
