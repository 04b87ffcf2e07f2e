"""How a file is written: whole or not at all, and what the system says against it in one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import StoreError


def part_of(path: Path) -> Path:
    """The hidden file beside a file's place, in which it is written until it is complete."""
    return path.with_name(f".{path.name}.part")


def write_whole(path: Path, text: str) -> None:
    """Writes the file so that nobody ever sees half of it: a kill leaves the old one, or none."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """The same for bytes."""
    part = part_of(path)
    with writing(path):
        if is_there(path) and not path.is_file():
            # A device that were replaced by a file would be lost to the whole machine.
            raise OSError("it is no file")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            with suppress(OSError):  # what was said first is what went wrong
                part.unlink(missing_ok=True)
            raise


def is_there(path: Path) -> bool:
    """Whether something is there; nothing is at a name that none can have, which is told when it is written."""
    try:
        return path.exists()
    except OSError:
        return False


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """What the system says against writing ``path``, in one sentence; a reader who left is no fault (``main``)."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as reason:
        raise StoreError(
            f"this output cannot be written ({(reason.strerror or str(reason)).lower()})", str(path), "check its place"
        ) from None
