"""What a person points at -> the sources to read, one after another, and what is known of each before it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..desk import Refusal
from ..errors import IntakeError
from ..intake import READERS, Raw, container_for, is_url, reader_for, sources

Source = str | Path | Raw

#: Suffixes of the forms in which one source holds many documents.
_MANY = frozenset(s for reader in READERS if reader.name == "article_json" for s in reader.suffixes)
_LINES = frozenset({".jsonl", ".ndjson"})


def gathered(arguments: Iterable[Source]) -> Iterator[Source | Refusal]:
    """The sources behind files, folders, globs, URLs, ``-`` and bytes at hand, each once and in order.

    What leads to no source (a folder without reports, a pattern that fits no file) is a Refusal in its place.
    """
    seen: set[str] = set()
    for argument in arguments:
        if isinstance(argument, Raw):
            yield argument
            continue
        try:
            for source in sources([str(argument)]):
                if str(source) not in seen:
                    seen.add(str(source))
                    yield source
        except IntakeError as error:
            yield Refusal(error.where or str(argument), error)


def name_of(source: Source | Refusal) -> str:
    """What a person calls the source."""
    if isinstance(source, Raw):
        return source.name
    return source.source if isinstance(source, Refusal) else str(source)


def holds_many(source: Source) -> bool:
    """Whether the source is of a form that holds many documents, as far as can be told before it is read."""
    if isinstance(source, Raw):
        try:
            return container_for(source) is not None or reader_for(source).name == "article_json"
        except IntakeError:
            return False
    if is_url(str(source)):
        return False
    return Path(source).suffix.lower() in _MANY or container_for(Path(source)) is not None


def expected(source: Source | Refusal) -> int:
    """How many documents the source will give, guessed cheaply: the lines of a JSON lines file, else one."""
    if not isinstance(source, Path) or source.suffix.lower() not in _LINES:
        return 1
    try:
        with source.open("rb") as file:
            return max(1, sum(1 for line in file if line.strip()))
    except OSError:
        return 1


def stamp_of(source: Source | Refusal) -> str | None:
    """Tells whether a source is still the one it was: a file's size in bytes and time of change, or the bytes' SHA-256.

    ``None`` where that cannot be told before it is read: a URL, a file that is not there.
    """
    if isinstance(source, Raw):
        return hashlib.sha256(source.data).hexdigest()
    if not isinstance(source, Path):
        return None
    try:
        # Of a maildir, what changes with its mails are the folders in it.
        found = [place.stat() for place in ((source / "cur", source / "new") if source.is_dir() else (source,))]
    except (OSError, ValueError):
        return None
    return " ".join(f"{one.st_size}-{one.st_mtime_ns}" for one in found)
