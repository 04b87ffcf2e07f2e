"""One run writes an output at a time."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ..errors import SettingError


def only_writer(file: BinaryIO, out: Path) -> None:
    """Keeps other runs from writing ``out``, by its open ``file``. The lock ends with the process, however it ends.

    Raises:
        SettingError: if another run is writing it.
    """
    try:
        import fcntl
    except ImportError:  # Windows: nobody is kept out
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise SettingError("another run is writing this output", str(out), "wait for it or stop it") from None
