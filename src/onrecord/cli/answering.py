"""What verbs that answer from a desk share: what was filed last is looked at too, and the answer goes to its place."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..errors import SettingError, StoreError
from .notices import tell
from .saying import fitted, write
from .writing import is_there, write_whole

if TYPE_CHECKING:
    from ..desk import Desk


def settle_first(desk: Desk) -> None:
    """Makes findable what was filed since; a desk that cannot be written is asked as it is."""
    from .settling import settle

    try:
        settle(desk)
    except StoreError as reason:
        tell(f"onrecord: what was filed last is not looked at: {reason}")


def out_of(options: Namespace) -> Path | None:
    """The file of ``--out``; ``None`` is standard output.

    Raises:
        SettingError: if it is there already and ``--force`` is not given.
    """
    out = Path(options.out) if options.out and options.out != "-" else None
    if out is not None and is_there(out) and not options.force:
        raise SettingError("this file is there already", str(out), "give another --out, or --force")
    return out


def stream_of(out: Path | None) -> TextIO | None:
    """The stream whose width and colours a page is made for; ``None`` where it goes to a file."""
    return sys.stdout if out is None else None


def in_ascii(out: Path | None) -> bool:
    """Whether JSON goes to a terminal, or to an output that cannot write every letter, and is to get escapes."""
    return out is None and (sys.stdout.isatty() or not _is_utf())


def put(form: str, text: str, out: Path | None) -> None:
    """Writes an answer whole to its file, which is told, or to standard output in letters that it can write."""
    if out is not None:
        write_whole(out, text)
        tell(f"written to {out}")
    elif form in ("text", "json") or _writes_all(text):
        write(text)
    else:
        write(fitted(text))


def _is_utf() -> bool:
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def _writes_all(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
