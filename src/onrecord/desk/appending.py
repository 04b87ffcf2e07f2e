"""A file that messages are appended to, each once: a message stands there with its id, or not at all."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DeliveryError
from .alert_text import as_text
from .digest import Message

#: How much of a file's end is looked through for a message that may be there already (bytes).
_TAIL = 16 * 1024 * 1024


def append(path: Path, message: Message) -> None:
    """Appends a message and waits until the disk has it; one that was written before and not noted is left as it is.

    Raises:
        DeliveryError: if the file cannot be written. Nothing of the message is left in it.
    """
    head, foot = f"=== {message.id}\n".encode(), f"=== end of {message.id}\n".encode()
    try:
        with _opened(path) as file:
            size = os.fstat(file).st_size
            begin = _at_end(file, size, head) if message.again else None
            if begin is not None:
                rest = os.pread(file, size - begin, begin)
                if b"\n" + foot in rest:
                    os.fsync(file)
                    return
                if b"\n=== v:" not in rest:
                    os.ftruncate(file, begin)  # the machine went down while it was written
                    size = begin
            _write(file, size, head + as_text(message).encode() + foot)
    except OSError as reason:
        raise DeliveryError(
            f"this file cannot be written ({reason.strerror or reason})", str(path), server=True
        ) from None


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise DeliveryError("only a plain file is appended to", str(path), "name a file", final=True)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)
    if new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _at_end(file: int, size: int, line: bytes) -> int | None:
    """Where a whole line stands last within the file's end; ``None`` if it does not."""
    low = max(0, size - _TAIL)
    tail = b""
    while low + len(tail) < size:
        more = os.pread(file, size - low - len(tail), low + len(tail))
        if not more:
            break
        tail += more
    if low == 0 and tail.startswith(line) and tail.rfind(b"\n" + line) < 0:
        return 0
    found = tail.rfind(b"\n" + line)
    return None if found < 0 else low + found + 1


def _write(file: int, size: int, block: bytes) -> None:
    """Writes a block at the end, whole or not at all."""
    try:
        done = 0
        while done < len(block):
            done += os.write(file, block[done:])
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
