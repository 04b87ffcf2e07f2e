"""What a person points at -> the sources to read: files, folders, globs, URLs and ``-`` (standard input)."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.errors import IntakeError

from .containers import MAILDIR, container_for, container_suffixes
from .readers import known_suffixes

_PAGE_OF_EXPORT = re.compile(r"messages[0-9]{0,6}\.html")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


def is_url(argument: str) -> bool:
    """Whether the argument is a web address rather than a path."""
    return argument.lower().startswith(("http://", "https://"))


def sources(arguments: Sequence[str]) -> Iterator[Path | str]:
    """The sources behind the arguments, each once, in order: a Path for a file, a string for a URL or ``-``.

    A folder is searched with all folders in it, sorted by name, for the suffixes that a reader or a container knows;
    what is hidden is skipped and links to folders are not followed. A maildir is one source. A file that is named is
    given back as it is, whether it exists or not.

    Raises:
        IntakeError: when the argument whose turn it is is a folder without reports, a pattern that fits no file or an
            address that is not fetched; call once for each argument to go on after it.
    """
    seen: set[str] = set()
    for argument in arguments:
        for source in _behind(argument):
            key = str(source)
            if key not in seen:
                seen.add(key)
                yield source


def _behind(argument: str) -> Iterator[Path | str]:
    if argument == "-" or is_url(argument):
        yield argument
    elif "\x00" in argument:
        raise IntakeError("this is no path", repr(argument), "check it")
    elif Path(argument).is_dir():
        yield from [Path(argument)] if MAILDIR.is_sure(Path(argument)) else _in_folder(argument)
    elif _ADDRESS.match(argument) and not os.path.lexists(argument):
        raise IntakeError("only http and https addresses are fetched", argument, "save the page and give the file")
    elif glob.has_magic(argument) and not os.path.lexists(argument):
        yield from _fitting(argument)
    else:
        yield Path(argument)


def _in_folder(folder: str) -> Iterator[Path]:
    empty = True
    for path in _reports_in(folder):
        empty = False
        yield path
    if empty:
        wanted = ", ".join(sorted(known_suffixes() | container_suffixes()))
        raise IntakeError("this folder holds no reports", folder, f"reports end in {wanted}")


def _reports_in(folder: str) -> Iterator[Path]:
    """The reports in a folder; one inside it that may not be searched is refused after the rest was given."""
    known = tuple(known_suffixes() | container_suffixes())
    shut: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=shut.append):
        if MAILDIR.is_sure(Path(place)):
            folders.clear()
            yield Path(place)
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        told_twice = _told_twice(Path(place), files)
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(known) and not told_twice(name):
                yield Path(place, name)
    if shut:
        more = f" (and {len(shut) - 1} more)" if len(shut) > 1 else ""
        where = f"{shut[0].filename}{more}"
        raise IntakeError("this folder may not be searched", where, "check its permissions") from shut[0]


def _told_twice(place: Path, files: list[str]) -> Callable[[str], object]:
    """Which files of a folder only repeat others: the pages of a Telegram export beside the same messages as JSON."""
    export = container_for(place / "result.json") if "result.json" in files else None
    return _PAGE_OF_EXPORT.fullmatch if export is not None and export.name == "telegram" else lambda _: None


def _fitting(pattern: str) -> Iterator[Path]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - a pattern may be absolute
    if not found:
        raise IntakeError("no file fits this pattern", pattern, "check it, and put it in quotation marks")
    for path in found:
        if Path(path).is_dir():
            yield from _reports_in(path)
        else:
            yield Path(path)
