"""Whether a pack is in order: every file against its form, and every name, reference and date against the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from .circles import circles
from .common_words import is_common
from .complaint import MOST, Complaint, listed, shown
from .countries import COUNTRIES
from .form import (
    ACTORS,
    CARE,
    EVENTS,
    FORMS,
    HEAD,
    KINDS,
    NAMES,
    OFFICES,
    PLACE_NAMES,
    PLACES,
    PRECISIONS,
    TABLES,
    TYPES,
    Table,
    several,
)
from .keys import name_key
from .pack import rows_of
from .pack_head import SLUG, check_head
from .sheets import Line, Sheet, read_sheet

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_COUNT = re.compile(r"[0-9]{1,12}")
_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,12})?")


@dataclass(slots=True)
class _Pack:
    """A pack while it is checked; what is ``None`` could not be read, and nobody is blamed for referring to it.

    ``beside`` gives the actor ids of another pack by its name, ``places`` the places of all other packs.
    """

    sheets: Mapping[str, Sheet]
    codes: frozenset[str] | None
    beside: Callable[[str], frozenset[str]]
    places: Callable[[], frozenset[str]]
    actors: frozenset[str] | None = None


def check_pack(folder: Path, beside: Sequence[Path] = ()) -> list[Complaint]:
    """What is wrong with the pack in ``folder``, in the order of its files and lines; empty where nothing is.

    ``beside`` are the folders of other packs, whose actors it may name as ``pack:id``.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        return [Complaint(folder.name, 0, "there is no such folder", "name the folder of a pack")]
    codes, complaints = check_head(folder)
    sheets = {table.file: read_sheet(folder, table) for table in TABLES}
    pack = _Pack(sheets, codes, _actors_beside(beside), _places_beside(beside))
    if sheets[ACTORS.file].whole:
        pack.actors = frozenset(line["id"] for line in sheets[ACTORS.file].lines)
    for table, check in _CHECKS:
        check(sheets[table.file], pack)
        complaints += sorted(sheets[table.file].complaints, key=lambda one: one.line)
    return complaints + _strangers(folder)


def check_packs(folders: Sequence[Path], beside: Sequence[Path] = ()) -> list[Complaint]:
    """What is wrong with several packs that are used together, and with ``beside``, which are not checked."""
    named: dict[str, Path] = {folder.name: folder for folder in beside}
    complaints = []
    for folder in folders:
        if (other := named.setdefault(folder.name, folder)) != folder:
            what = f"two packs are called {shown(folder.name)}, the other in {other.parent}"
            complaints.append(Complaint(f"{folder.name}/{HEAD}", 0, what, "rename one, and its folder"))
        others = [one for one in (*beside, *folders) if one != folder]
        complaints += check_pack(folder, others)
    return complaints


def _actors_beside(folders: Sequence[Path]) -> Callable[[str], frozenset[str]]:
    """The actors of a pack by its name, read when first asked for."""
    read: dict[str, frozenset[str]] = {}
    where = {folder.name: folder for folder in folders}

    def actors(pack: str) -> frozenset[str]:
        if pack not in read:
            read[pack] = _first_column(where[pack], ACTORS) if pack in where else frozenset()
        return read[pack]

    return actors


def _places_beside(folders: Sequence[Path]) -> Callable[[], frozenset[str]]:
    def places() -> frozenset[str]:
        return frozenset().union(*(_first_column(folder, PLACES) for folder in folders))

    return places


def _first_column(folder: Path, table: Table) -> frozenset[str]:
    """The first cells of another pack's file, as far as it can be read: it is checked by itself."""
    found: set[str] = set()
    try:
        found.update(row[0] for row in rows_of(folder, table))
    except (OSError, ValueError, IndexError):
        return frozenset(found)
    return frozenset(found)


def _strangers(folder: Path) -> list[Complaint]:
    """CSV files that are none of a pack's: a typing error in a file's name would hide the file."""
    known = {table.file for table in TABLES}
    strange = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    remedy = f"use {listed(sorted(known))}"
    return [Complaint(f"{folder.name}/{name}", 0, "the file is none of a pack's", remedy) for name in strange]


def _check_actors(sheet: Sheet, pack: _Pack) -> None:
    _unique(sheet, "id")
    names = pack.sheets[NAMES.file]
    main = {(line["actor"], line["name"]) for line in names.lines}
    for line in sheet.sound:
        _slug(sheet, line)
        _one_of(sheet, line, "kind", KINDS)
        if line["type"]:
            _one_of(sheet, line, "type", TYPES)
        _countries(sheet, line)
        for column in ("part_of", "speaks_for"):
            for other in several(line[column]):
                _actor(sheet, line, column, other, pack)
        _dates(sheet, line)
        if names.whole and (line["id"], line["name"]) not in main:
            remedy = f"add a line {line['id']},{line['name']},en,name,CODE, there"
            sheet.wrong(line.number, f"the main name {shown(line['name'])} is not in {NAMES.file}", remedy)
    for column in ("part_of", "speaks_for"):
        _no_circle(sheet, column)


def _check_names(sheet: Sheet, pack: _Pack) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line in sheet.sound:
        _actor(sheet, line, "actor", line["actor"], pack)
        _one_of(sheet, line, "form", FORMS)
        _one_of(sheet, line, "care", CARE)
        _language(sheet, line)
        _sources(sheet, line, pack)
        key = name_key(line["name"])
        if not key:
            sheet.wrong(line.number, f"the name {shown(line['name'])} has no letters", "write the name")
        elif not line["care"] and is_common(key):
            what = f"the name {shown(line['name'])} is a common English word"
            sheet.wrong(line.number, what, "write context under care, or delete the line")
        first = seen.setdefault((line["actor"], line["name"], line["language"], line["form"]), line.number)
        if first != line.number:
            what = f"the name {shown(line['name'])} stands already in line {first:,}"
            sheet.wrong(line.number, what, "make one line of both, with all sources")


def _check_offices(sheet: Sheet, pack: _Pack) -> None:
    for line in sheet.sound:
        _actor(sheet, line, "person", line["person"], pack)
        _actor(sheet, line, "body", line["body"], pack)
        _dates(sheet, line)
        _sources(sheet, line, pack)


def _check_events(sheet: Sheet, pack: _Pack) -> None:
    _unique(sheet, "id")
    for line in sheet.sound:
        _slug(sheet, line)
        _countries(sheet, line)
        _dates(sheet, line)
        _sources(sheet, line, pack)


def _check_places(sheet: Sheet, pack: _Pack) -> None:
    _unique(sheet, "geonames")
    for line in sheet.sound:
        if not _COUNT.fullmatch(line["geonames"].removeprefix("-")):
            what = f"the geonames {shown(line['geonames'])} is no number"
            sheet.wrong(line.number, what, "write its number in GeoNames, or a negative one of your own")
        _one_of(sheet, line, "precision", PRECISIONS)
        _countries(sheet, line)
        for column, most in (("lat", 90), ("lon", 180)):
            if not _DEGREES.fullmatch(line[column]) or abs(float(line[column])) > most:
                what = f"the {column} {shown(line[column])} is no place on the map"
                sheet.wrong(line.number, what, f"write degrees from -{most} to {most}, such as 34.4167")
        if line["population"] and not _COUNT.fullmatch(line["population"]):
            what = f"the population {shown(line['population'])} is no number"
            sheet.wrong(line.number, what, "write digits only, or leave it empty")


def _check_place_names(sheet: Sheet, pack: _Pack) -> None:
    places = pack.sheets[PLACES.file]
    own = {line["geonames"] for line in places.lines}
    missing = [line for line in sheet.sound if places.whole and line["geonames"] not in own]
    known = pack.places() if missing else frozenset()
    for line in missing:
        if line["geonames"] not in known:
            what = f"the place {shown(line['geonames'])} is not in {PLACES.file}"
            sheet.wrong(line.number, what, "add it there, or delete the line")
    for line in sheet.sound:
        if line["language"]:
            _language(sheet, line)
        if not name_key(line["name"]):
            sheet.wrong(line.number, f"the name {shown(line['name'])} has no letters", "write the name")


_CHECKS: tuple[tuple[Table, Callable[[Sheet, _Pack], None]], ...] = (
    (ACTORS, _check_actors),
    (NAMES, _check_names),
    (OFFICES, _check_offices),
    (EVENTS, _check_events),
    (PLACES, _check_places),
    (PLACE_NAMES, _check_place_names),
)


def _unique(sheet: Sheet, column: str) -> None:
    seen: dict[str, int] = {}
    for line in sheet.lines:
        if (first := seen.setdefault(line[column], line.number)) != line.number:
            what = f"the {column} {shown(line[column])} stands already in line {first:,}"
            sheet.wrong(line.number, what, "give each its own")


def _slug(sheet: Sheet, line: Line) -> None:
    if not SLUG.fullmatch(line["id"]):
        what = f"the id {shown(line['id'])} cannot be used"
        sheet.wrong(line.number, what, "use lower-case letters, digits and hyphens, such as coast-guard")


def _one_of(sheet: Sheet, line: Line, column: str, allowed: Sequence[str]) -> None:
    if line[column] not in allowed:
        what = f"the {column} {shown(line[column])} is unknown"
        sheet.wrong(line.number, what, f"use one of: {listed(allowed, most=60)}")


def _countries(sheet: Sheet, line: Line) -> None:
    for code in several(line["country"]):
        if code not in COUNTRIES:
            what = f"the country {shown(code)} is unknown"
            sheet.wrong(line.number, what, "use two lower-case letters of ISO 3166, such as iq, several joined by ;")


def _language(sheet: Sheet, line: Line) -> None:
    if not _LANGUAGE.fullmatch(line["language"]):
        what = f"the language {shown(line['language'])} is no code"
        sheet.wrong(line.number, what, "use two or three lower-case letters of ISO 639, such as en or ar")


def _sources(sheet: Sheet, line: Line, pack: _Pack) -> None:
    codes = several(line["source"])
    if not codes:
        sheet.wrong(line.number, "the line has no source", f"write a code of {HEAD} under source")
    for code in codes:
        if pack.codes is not None and code not in pack.codes:
            sheet.wrong(
                line.number, f"the source {shown(code)} is not in {HEAD}", "add it there, or use a code from it"
            )


def _actor(sheet: Sheet, line: Line, column: str, key: str, pack: _Pack) -> None:
    where, parted, own = key.rpartition(":")
    known = pack.beside(where) if parted else pack.actors
    if known is not None and own not in known:
        remedy = "add the actor, or correct the id"
        place = f"the pack {shown(where)}" if parted else ACTORS.file
        sheet.wrong(line.number, f"the {column} {shown(key)} is not in {place}", remedy)


def _dates(sheet: Sheet, line: Line) -> None:
    given = [(column, line[column]) for column in ("from", "to") if line[column]]
    bad = [(column, value) for column, value in given if not _is_date(value)]
    for column, value in bad:
        what = f"the date {shown(value)} under {column} is none"
        sheet.wrong(line.number, what, "write a year, month or day: 2014, 2014-06 or 2014-06-10")
    if len(given) == 2 and not bad:
        (_, start), (_, end) = given
        shared = min(len(start), len(end))
        if start[:shared] > end[:shared]:
            sheet.wrong(line.number, f"it ends ({end}) before it begins ({start})", "correct from or to")


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if found is None or not value.isascii():
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _no_circle(sheet: Sheet, column: str) -> None:
    """Complains of actors that are, through others, above themselves; each circle once."""
    number = {line["id"]: line.number for line in sheet.lines}
    for circle in islice(circles({line["id"]: several(line[column]) for line in sheet.sound}), MOST):
        named = listed((*circle, circle[0])) if len(circle) <= 6 else f"{listed(circle, most=6)} {circle[0]}"
        sheet.wrong(number[circle[0]], f"{column} runs in a circle ({named})", "take one of these out")
