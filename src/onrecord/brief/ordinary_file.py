"""How a file that somebody names is read: an ordinary one, up to a limit; a pipe or a device is never waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..errors import OnRecordError, SettingError

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_up_to(path: Path | str, most: int) -> bytes:
    """The first ``most`` bytes, and one more where there are more: then it is too large.

    Raises:
        OSError: if it cannot be read, or is no ordinary file.
    """
    handle = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("it is no file")
    with os.fdopen(handle, "rb") as file:
        return file.read(most + 1)


def read_named(path: Path | str, most: int, what: str, error: type[OnRecordError] = SettingError) -> bytes:
    """The same of a file that somebody names as his ``what`` ("draft").

    Raises:
        OnRecordError: (``error``) if it cannot be read.
    """
    try:
        return read_up_to(path, most)
    except OSError as reason:
        why = (reason.strerror or str(reason)).lower()
        raise error(f"this {what} cannot be read ({why})", str(path), "check the path") from None


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file; a name that no file can have is that of none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
