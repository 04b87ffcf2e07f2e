"""A list from elsewhere made into a pack: read line by line, and put in its place whole or not at all."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from ..errors import GazetteerError
from . import ftm, lists
from .checking import check_pack
from .form import ACTORS, HEAD, LARGEST_FILE, NAMES
from .newcomer import Newcomer
from .pack_head import SLUG
from .writing import NewSource, head_text

#: The longest line that is read, in bytes; bad lines that are named; the largest files that are read, in bytes.
LONGEST_LINE = 4 * 1024 * 1024
NAMED = 10
LARGEST_IMPORT = {"ftm": 16 * 1024**3, "csv": 256 * 1024**2}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported: ``file`` as ``form`` (``ftm`` or ``csv``), into the new folder ``into``.

    ``source`` is the list itself; ``kind`` is what a line of a CSV is that names none.
    """

    file: Path
    form: str
    into: Path
    source: NewSource
    kind: str = ""


@dataclass(slots=True)
class Imported:
    """What came of an import: how many actors and names were taken, and what was not.

    ``bad`` are the first lines that could not be used, as (line, why), of ``bad_count``; ``passed_over`` are entities
    that name no actor, by schema; ``left_out`` are single names that cannot stand in a pack.
    """

    actors: int = 0
    names: int = 0
    left_out: int = 0
    bad_count: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)

    def refuse(self, line: int, why: str) -> None:
        self.bad_count += 1
        if len(self.bad) < NAMED:
            self.bad.append((line, why))


def import_list(wanted: Wanted) -> Imported:
    """Makes a pack of a list.

    Raises:
        GazetteerError: if the file cannot be read, holds no actor, or is too large for one pack, or if there is
            something in the folder already. Then nothing is written.
    """
    into = wanted.into.absolute()
    if not SLUG.fullmatch(into.name):
        raise GazetteerError("the folder's name is no pack's", into.name, "use lower-case letters, digits and hyphens")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise GazetteerError("there is something in this folder already", str(wanted.into), "name a new folder")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=into.parent, prefix=f".{into.name}.part-") as scratch:
            made = Path(scratch) / into.name
            made.mkdir()
            told = Imported()
            fill(made, wanted.source, str(wanted.file), listed(wanted, told), told)
            complaints = check_pack(made)
            if complaints:
                first = complaints[0]
                raise GazetteerError(
                    f"the list makes no pack that is in order: {first.what}", first.where, first.remedy
                )
            if into.exists():
                into.rmdir()
            made.rename(into)
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise GazetteerError(f"the pack cannot be written ({why})", str(wanted.into), "check its place") from error
    return told


def listed(wanted: Wanted, told: Imported) -> Iterator[tuple[int, Newcomer]]:
    """The actors of a list with the numbers of their lines; what cannot be used is told in ``told``.

    Raises:
        GazetteerError: if the file cannot be read, or is none of its form.
    """
    return (_entities if wanted.form == "ftm" else _lines)(wanted, told)


def fill(made: Path, source: NewSource, file: str, newcomers: Iterable[tuple[int, Newcomer]], told: Imported) -> None:
    """Writes newcomers with the numbers of their lines into the empty folder ``made``, as a pack of one source.

    Raises:
        GazetteerError: if there is no actor among them, or they are too many for one pack.
    """
    seen = set[str]()
    with _table(made / ACTORS.file) as actors, _table(made / NAMES.file) as names:
        actor_rows, name_rows = (csv.writer(file_, lineterminator="\n") for file_ in (actors, names))
        actor_rows.writerow(ACTORS.columns)
        name_rows.writerow(NAMES.columns)
        for line, new in newcomers:
            if new.id in seen:
                told.refuse(line, f"has an id that came before ({new.id})")
                continue
            seen.add(new.id)
            country = ";".join(new.countries)
            main = new.names[0][0]
            actor_rows.writerow((new.id, new.kind, new.type, main, country, "", "", new.start, new.end, new.note))
            for name, language, form, care in new.names:
                name_rows.writerow((new.id, name, language, form, source.code, care))
            told.actors, told.names = told.actors + 1, told.names + len(new.names)
            told.left_out += new.left_out
            if told.actors % 1000 == 0 and max(actors.tell(), names.tell()) > LARGEST_FILE:
                what = f"the list makes a pack larger than {LARGEST_FILE // 2**20} MB"
                raise GazetteerError(what, file, "import a part of it")
    if not told.actors:
        why = f" (line {told.bad[0][0]:,} {told.bad[0][1]})" if told.bad else ""
        raise GazetteerError(f"the list names no actor{why}", file, "check that it is a list, and of that form")
    (made / HEAD).write_text(head_text(made.name, source), encoding="utf-8")


@contextmanager
def _table(path: Path) -> Iterator[TextIO]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _opened(path: Path, form: str) -> Iterator[BinaryIO]:
    try:
        if path.exists() and not path.is_file():
            raise GazetteerError("the list is no file", str(path), "give a file that lies on the disk")
        size = path.stat().st_size
        file = path.open("rb")
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise GazetteerError(f"the list cannot be read ({why})", str(path), "check its name and rights") from error
    with file:
        if size > LARGEST_IMPORT[form]:
            raise GazetteerError("the list is too large", str(path), "import a part of it")
        yield file


def _entities(wanted: Wanted, told: Imported) -> Iterator[tuple[int, Newcomer]]:
    with _opened(wanted.file, wanted.form) as file:
        for number, line in _bounded(file, told):
            try:
                for entity in ftm.entities_of(line):
                    if entity["schema"] not in ftm.SCHEMATA:
                        told.passed_over[_short(entity["schema"])] += 1
                    else:
                        yield number, ftm.newcomer_of(entity)
            except ValueError as why:
                told.refuse(number, str(why))


def _bounded(file: BinaryIO, told: Imported) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; one that is too long is passed over without being held in memory."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            told.refuse(number, f"is longer than {LONGEST_LINE // 2**20} MB")
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _short(schema: str) -> str:
    return schema if len(schema) <= 40 else f"{schema[:39]}…"


def _lines(wanted: Wanted, told: Imported) -> Iterator[tuple[int, Newcomer]]:
    with _opened(wanted.file, wanted.form) as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        try:
            yield from _rows(text, wanted, told)
        except UnicodeDecodeError as error:
            raise GazetteerError("the list is not UTF-8", str(wanted.file), "save it as CSV in UTF-8") from error
        except csv.Error as error:
            remedy = "put cells that hold commas or quotation marks in quotation marks"
            raise GazetteerError(f"the list is no CSV ({error})", str(wanted.file), remedy) from error


def _rows(text: TextIO, wanted: Wanted, told: Imported) -> Iterator[tuple[int, Newcomer]]:
    first = text.readline(LONGEST_LINE)
    separator = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=separator, strict=True), [])
    where = lists.columns_of(header)
    if "name" not in where:
        remedy = f"name the columns in the first line: {', '.join(lists.COLUMNS)}"
        raise GazetteerError("the list has no column called name", str(wanted.file), remedy)
    reader = csv.reader(text, delimiter=separator, strict=True)
    while True:
        begins = reader.line_num + 2
        row = next(reader, None)
        if row is None:
            return
        if not any(row):
            continue
        try:
            if len(row) > len(header):
                raise ValueError(f"has {len(row)} cells, and the first line has {len(header)}")
            cells = {meaning: row[place] for meaning, place in where.items() if place < len(row)}
            yield begins, lists.newcomer_from(cells, wanted.kind)
        except ValueError as why:
            told.refuse(begins, str(why))
