"""``onrecord read``: from what a person types to records in the form and place they asked for."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path

from ..desk import Refusal
from ..errors import SettingError
from ..export import EXPORTS
from ..intake import Overrides
from ..record import Record
from ..scale import Source, expected, finished, gathered, name_of
from ..scale.gathering import holds_many
from ..settings import Settings
from ..version import ENGINE
from .notices import Notices, tell
from .output import OnePage, Output, StandardOutput, joins
from .own_packs import own_packs
from .packing import Packed, packed
from .progress import Progress
from .resuming import Folder, GrowingFile, beside, exists_already
from .table_files import TableFiles

_FORM_OF = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".html": "html", ".md": "md", ".txt": "text"}


def run(options: Namespace, settings: Settings) -> int:
    """Reads what ``options.sources`` point at; 0 when all was read, 1 when something could not be.

    Raises:
        SettingError: if the options do not fit each other or what is there.
    """
    said = Overrides(
        published=options.published,
        source=options.source,
        title=options.title,
        language=options.language,
        author=options.author,
    )
    jobs = settings.jobs if options.jobs is None else options.jobs
    if jobs < 1:
        raise SettingError("--jobs must be 1 or more", str(jobs))
    tables = _tables(options)
    sources: list[Source | Refusal] = list(gathered(options.sources))
    for path in tables.paths:
        _must_not_be_read(path, options.sources)
        sources = _without_the_output(path, sources)
    if options.out in (None, "-"):
        form, output = _to_standard_output(options.format, sources, tables)
    else:
        form, output, sources = _to_path(options, said, sources, settings, tables)
    pack = partial(packed, form, tables=tables.asked)
    with closing(output):
        return _read(sources, pack, output, said, jobs, settings, named=options.out not in (None, "-"))


def _tables(options: Namespace) -> TableFiles:
    """The tables that were asked for."""
    asked = ((name, getattr(options, name)) for name in ("events", "ties", "commitments"))
    tables = TableFiles(tuple((name, Path(path)) for name, path in asked if path is not None))
    tables.check([Path(options.out)] if options.out not in (None, "-") else [], options.force)
    return tables


def _read(
    sources: Sequence[Source | Refusal],
    pack: Callable[[Record], Packed],
    output: Output,
    said: Overrides,
    jobs: int,
    settings: Settings,
    named: bool,
) -> int:
    wanted, packs = output.wanted(sources), own_packs(settings)
    notices = Notices(output.earlier_failures(), settings.debug)
    total = sum(max(1, expected(one.source) - one.skip) for one in wanted)
    with Progress(total, quiet=not named and sys.stdout.isatty()) as progress:
        for one in finished(wanted, pack, jobs, said, packs):
            if isinstance(one.found, Refusal):
                notices.refused(one.found)
                progress.advance(0, failed=True)
            else:
                progress.advance(one.found.words, failed=False)
                if one.found.unread:
                    notices.in_part(name_of(wanted[one.place].source), one.found.unread)
            output.put(one)
    kept = output.complete()
    notices.told(None if kept is None else str(kept))
    if named or progress.documents > 1:
        tell(progress.summary())
    return 1 if notices.failures else 0


def _to_standard_output(
    form: str | None, sources: Sequence[Source | Refusal], tables: TableFiles
) -> tuple[str | None, Output]:
    if form is None:
        form = "text" if sys.stdout.isatty() else "jsonl" if len(sources) > 1 else None
    if form == "brat":
        raise SettingError("brat is two files a document", None, "give a folder with --out")
    if form is not None and not joins(form) and len(sources) > 1:
        raise SettingError(
            f"{form} holds one document, and there are {len(sources)} sources",
            None,
            "give a folder with --out, or --format jsonl",
        )
    return form, StandardOutput(form, tables)


def _to_path(
    options: Namespace, said: Overrides, sources: list[Source | Refusal], settings: Settings, tables: TableFiles
) -> tuple[str, Output, list[Source | Refusal]]:
    path = Path(options.out)
    form = options.format or _FORM_OF.get(path.suffix.lower())
    if form is None:
        raise SettingError("the name of the output does not tell its form", options.out, "say it with --format")
    separators = tuple(s for s in (os.sep, os.altsep) if s)
    folder = path.is_dir() or options.out.endswith(separators) or form == "brat"
    if not joins(form):
        named_as_a_file = path.suffix.lower() in _FORM_OF and len(sources) == 1
        folder = folder or (_may_be_many(sources) and not named_as_a_file)
    if folder and path.suffix.lower() in _FORM_OF and not path.is_dir():
        raise SettingError(f"{form} holds one document, and there may be several", options.out, "give a folder's name")
    if folder and form == "text":
        raise SettingError("a folder is not written as text", options.out, "give --format md, or a file's name")
    if not folder and not path.parent.is_dir():
        raise SettingError("there is no such folder", str(path.parent), "make it first")
    _must_not_be_read(path, options.sources)
    sources = _without_the_output(path, sources)
    doing = {"engine": ENGINE, "form": form, "sources": options.sources, "said": asdict(said)}
    if settings.packs:
        doing["packs"] = list(settings.packs)
    if tables.wanted:
        doing["tables"] = {name: str(place) for name, place in tables.wanted}
    if folder:
        suffixes = tuple(part.suffix for part in EXPORTS[form].parts)
        return form, Folder(path, suffixes, doing, options.force, tables), sources
    if joins(form):
        return form, GrowingFile(path, form, doing, options.force, tables), sources
    if path.exists() and not options.force:
        raise exists_already(path)
    return form, OnePage(path, form, tables), sources


def _may_be_many(sources: Sequence[Source | Refusal]) -> bool:
    """Whether there are, or one source may hold, several documents."""
    return len(sources) > 1 or any(not isinstance(source, Refusal) and holds_many(source) for source in sources)


def _must_not_be_read(path: Path, arguments: Sequence[str]) -> None:
    if any(path.is_file() and Path(a).is_file() and path.samefile(a) for a in arguments if "\x00" not in a):
        raise SettingError("the output would overwrite what is to be read", str(path), "give another --out")


def _without_the_output(path: Path, sources: list[Source | Refusal]) -> list[Source | Refusal]:
    """A folder that is searched may hold the output of this run or an earlier one: that is no report."""
    place = os.path.abspath(path)  # noqa: PTH100 - links are kept as they are
    own = {place, os.path.abspath(beside(path, ".failures.jsonl"))}  # noqa: PTH100
    left = [
        source
        for source in sources
        if not isinstance(source, Path)
        or ((at := os.path.abspath(source)) not in own and not at.startswith(place + os.sep))  # noqa: PTH100
    ]
    if sources and not left:
        raise SettingError("everything that is to be read lies in the output", str(path), "give another --out")
    return left
