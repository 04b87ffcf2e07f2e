"""Lines in the order of their letters, sorted on the disk: what is the same thing comes together, in flat memory."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby

#: About so many characters are sorted at once.
_AT_ONCE = 16_000_000


def sorted_lines(lines: Iterable[str], at_once: int = _AT_ONCE) -> Iterator[str]:
    """The lines, without line breaks, sorted; each once. Temporary files hold those that do not fit ``at_once``."""
    with ExitStack() as files:
        parts: list[Iterable[str]] = []
        some: set[str] = set()
        size = 0
        for line in lines:
            if line not in some:
                some.add(line)
                size += len(line)
            if size > at_once:
                parts.append(_spooled(sorted(some), files))
                some, size = set(), 0
        last = None
        for line in heapq.merge(*parts, sorted(some)):
            if line != last:
                yield line
            last = line


def together(lines: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Lines ``key TAB value``, sorted: each key with its values in order, to be gone through before the next key."""
    for key, same in groupby(lines, key=lambda line: line.partition("\t")[0]):
        yield key, (line.partition("\t")[2] for line in same)


def _spooled(lines: Iterable[str], files: ExitStack) -> Iterator[str]:
    spool = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115
    spool.writelines(f"{line}\n" for line in lines)
    spool.seek(0)
    return (line[:-1] for line in spool)
