"""A list from elsewhere joined to a pack of one's own: what the pack says stays, and what it lacks is added.

The same list joined twice changes nothing.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import GazetteerError
from .checking import check_pack
from .form import ACTORS, HEAD, NAMES, TABLES, Table, several
from .importing import Imported, fill
from .newcomer import Newcomer
from .pack import rows_of
from .pack_head import SLUG
from .writing import NewSource, finish_putting, named_source, put_changed

Cells = dict[str, str]
#: Columns of an actor that hold several, and are joined; of the others an empty one is filled.
_JOINED = ("country",)
_NAMED = ("actor", "name", "language")


@dataclass(slots=True)
class Joined:
    """What came of it: what the list held (``told``), and what of it was new to the pack.

    ``filled`` are cells of actors that were empty and have something now; ``kept`` those of which the list says
    otherwise, and the pack's own stay.
    """

    told: Imported
    made: bool = False
    actors: int = 0
    names: int = 0
    filled: int = 0
    kept: int = 0


def join_list(
    into: Path, source: NewSource, file: str, newcomers: Iterable[tuple[int, Newcomer]], told: Imported
) -> Joined:
    """Joins newcomers, each with the number of its line in ``file``, to the pack in ``into``, made if it is not there.

    Raises:
        GazetteerError: if there is no actor among them, if the pack would not be in order, or cannot be written. Then
            nothing of it has changed.
    """
    into = into.absolute()
    if not SLUG.fullmatch(into.name):
        raise GazetteerError("the folder's name is no pack's", into.name, "use lower-case letters, digits and hyphens")
    joined = Joined(told)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        finish_putting(into)
        with tempfile.TemporaryDirectory(dir=into.parent, prefix=f".{into.name}.part-") as scratch:
            new, tried = Path(scratch) / "new", Path(scratch) / into.name
            new.mkdir()
            tried.mkdir()
            fill(new, source, file, newcomers, told)
            for name in (HEAD, *(table.file for table in TABLES)):
                if (into / name).is_file():
                    shutil.copyfile(into / name, tried / name)
            changed = _joined(tried, new, source, joined)
            complaints = check_pack(tried) if changed else []
            if complaints:
                first = complaints[0]
                raise GazetteerError(f"nothing was imported: {first.what}", first.where, first.remedy)
            joined.made = bool(changed) and put_changed(tried, into, changed)
    except UnicodeError as error:
        raise GazetteerError("the pack or the list is not UTF-8", str(into), "save it as UTF-8") from error
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise GazetteerError(f"the pack cannot be written ({why})", str(into), "check its place") from error
    return joined


def _joined(pack: Path, new: Path, source: NewSource, joined: Joined) -> list[str]:
    """Writes what is new into the copy; the names of the files that have changed."""
    if any(pack.iterdir()) and (complaints := check_pack(pack)):
        first = complaints[0]
        raise GazetteerError(f"the pack was not in order before: {first.what}", first.where, first.remedy)
    changed = [HEAD] if named_source(pack, source) else []
    if _join_actors(pack, new, joined):
        changed.append(ACTORS.file)
    if _join_names(pack, new, joined):
        changed.append(NAMES.file)
    return changed


def _join_actors(pack: Path, new: Path, joined: Joined) -> bool:
    rows = {row["id"]: row for row in _cells(pack, ACTORS)}
    before = joined.actors, joined.filled
    for row in _cells(new, ACTORS):
        own = rows.get(row["id"])
        if own is None:
            rows[row["id"]] = row
            joined.actors += 1
            continue
        for column, cell in row.items():
            both = _united(own[column], cell) if column in _JOINED else own[column] or cell
            if both != own[column]:
                own[column] = both
                joined.filled += 1
            elif cell and cell != own[column] and column not in (*_JOINED, "name"):
                joined.kept += 1
    if before == (joined.actors, joined.filled):
        return False
    _write(pack, ACTORS, rows.values())
    return True


def _join_names(pack: Path, new: Path, joined: Joined) -> bool:
    rows = _cells(pack, NAMES)
    by_name: dict[tuple[str, ...], Cells] = {}
    for row in rows:
        by_name.setdefault(_name(row), row)
    changed = False
    for row in _cells(new, NAMES):
        own = by_name.setdefault(_name(row), row)
        if own is row:
            rows.append(row)
            joined.names += 1
            changed = True
        elif (both := _united(own["source"], row["source"])) != own["source"]:
            own["source"] = both
            changed = True
    if changed:
        _write(pack, NAMES, rows)
    return changed


def _name(row: Cells) -> tuple[str, ...]:
    return tuple(row[column] for column in _NAMED)


def _united(own: str, cell: str) -> str:
    """Two cells of several as one, without what stands there already."""
    more = [one for one in several(cell) if one not in several(own)]
    return ";".join((own, *more) if own else more) if more else own


def _cells(pack: Path, table: Table) -> list[Cells]:
    if not (pack / table.file).exists():
        return []
    return [dict(zip(table.columns, row, strict=True)) for row in rows_of(pack, table)]


def _write(pack: Path, table: Table, rows: Iterable[Cells]) -> None:
    with (pack / table.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
