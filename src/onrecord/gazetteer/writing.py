"""How a pack is written to: new lines are tried on a copy, and take their place if the checker has no complaint."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import GazetteerError
from .checking import check_pack
from .form import ACTORS, HEAD, NAMES, TABLES, Table
from .newcomer import tidied
from .pack import head_of, rows_of
from .pack_head import SLUG

_SOURCES = re.compile(r"(?m)^sources:[ \t]*(\{\}[ \t]*)?$")


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be named in a pack's head; ``kind`` is one of ``form.SOURCE_KINDS``."""

    code: str
    title: str
    url: str
    kind: str
    licence: str


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added: the cells of an actor by column (empty where the actor is there), and its names' cells."""

    actor: Mapping[str, str]
    names: Sequence[Mapping[str, str]]
    source: NewSource


def head_text(name: str, source: NewSource) -> str:
    """pack.yaml of a new pack with one source, whose licence is the pack's."""
    lines = [f"name: {name}", f"title: {_quoted(name)}", 'version: "1"', f"licence: {_quoted(source.licence)}"]
    lines += ['attribution: ""', 'region: ""', "sources:", _source_line(source)]
    return "\n".join(lines) + "\n"


def add_to_pack(folder: Path, addition: Addition, beside: Sequence[Path]) -> bool:
    """Adds an actor or names to the pack in ``folder``, which is made if it is not there; whether it was made.

    Raises:
        GazetteerError: if the pack would not be in order, or cannot be written. Then nothing of it has changed.
    """
    folder = folder.absolute()
    if not SLUG.fullmatch(folder.name):
        what = "the folder's name is no pack's"
        raise GazetteerError(what, folder.name, "use lower-case letters, digits and hyphens")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        finish_putting(folder)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.part-") as scratch:
            tried = Path(scratch) / folder.name
            tried.mkdir()
            for name in (HEAD, *(table.file for table in TABLES)):
                if (folder / name).is_file():
                    shutil.copyfile(folder / name, tried / name)
            changed = _written(tried, addition)
            complaints = check_pack(tried, beside)
            if complaints:
                first = complaints[0]
                raise GazetteerError(f"nothing was added: {first.what}", first.where, first.remedy)
            return put_changed(tried, folder, changed)
    except UnicodeEncodeError as error:
        raise GazetteerError("the addition is not UTF-8", str(folder), "type it anew") from error
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise GazetteerError(f"the pack cannot be written ({why})", str(folder), "check its place") from error


def put_changed(tried: Path, folder: Path, changed: Sequence[str]) -> bool:
    """Puts the changed files in their place, each whole; a new pack as one. What a kill leaves of that is done by
    ``finish_putting``, before the pack is written to again.
    """
    for name in changed:
        with (tried / name).open("rb") as file:
            os.fsync(file.fileno())
    if not folder.exists():
        tried.rename(folder)
        return True
    made = not (folder / HEAD).exists()
    for left in [one for one in tried.iterdir() if one.name not in changed]:
        left.unlink()
    ready = _ready(folder)
    ready.parent.mkdir(exist_ok=True)
    # From here on it is done, whatever happens: all that is changed is there, and whole.
    tried.rename(ready)
    finish_putting(folder)
    return made


def finish_putting(folder: Path) -> None:
    """Puts in its place what a run that was stopped had ready for a pack."""
    ready = _ready(folder)
    if ready.is_dir():
        for one in sorted(ready.iterdir()):
            one.replace(folder / one.name)
        ready.rmdir()
    if ready.parent.is_dir():
        ready.parent.rmdir()


def _ready(folder: Path) -> Path:
    # Two folders deep: what looks for packs does not take it for one.
    return folder.with_name(f".{folder.name}.ready") / folder.name


def _written(pack: Path, addition: Addition) -> list[str]:
    """Writes the addition into the copy; the names of the files that have changed."""
    changed = [HEAD] if named_source(pack, addition.source) else []
    if addition.actor:
        _append(pack, ACTORS, [addition.actor])
        changed.append(ACTORS.file)
    if addition.names:
        _append(pack, NAMES, addition.names)
        changed.append(NAMES.file)
    return changed


def named_source(pack: Path, source: NewSource) -> bool:
    """Whether the head had to be written, because it did not have the source yet."""
    path = pack / HEAD
    if not path.exists():
        path.write_text(head_text(pack.name, source), encoding="utf-8")
        return True
    complaints = [one for one in check_pack(pack) if one.file.endswith(HEAD)]
    if complaints:
        raise GazetteerError(complaints[0].what, complaints[0].where, complaints[0].remedy)
    if source.code in head_of(pack)["sources"] or not source.title:
        return False  # a code that is nowhere is complained of with the line that uses it
    text = path.read_text(encoding="utf-8")
    if not _SOURCES.search(text):
        what = f"the source {source.code!r} cannot be added"
        raise GazetteerError(what, f"{pack.name}/{HEAD}", "write it under sources: by hand")
    line = _source_line(source)
    path.write_text(_SOURCES.sub(lambda _: f"sources:\n{line}", text, count=1), encoding="utf-8")
    return True


def _append(pack: Path, table: Table, rows: Sequence[Mapping[str, str]]) -> None:
    """Adds rows to a file of the pack, as they are; a file with other columns is written anew with all of them."""
    path = pack / table.file
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    if next(csv.reader(io.StringIO(text, newline="")), None) != list(table.columns):
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(rows_of(pack, table))
        text = out.getvalue()
    out = io.StringIO(newline="")
    csv.DictWriter(out, table.columns, restval="", lineterminator="\n").writerows(rows)
    path.write_text(f"{text}{'' if text.endswith(chr(10)) else chr(10)}{out.getvalue()}", encoding="utf-8", newline="")


def _source_line(source: NewSource) -> str:
    told = (
        ("title", source.title or source.code),
        ("url", source.url),
        ("kind", source.kind),
        ("licence", source.licence),
    )
    return f"  {source.code}: {{{', '.join(f'{name}: {_quoted(value)}' for name, value in told)}}}"


def _quoted(text: str) -> str:
    """``text`` as YAML takes it, whatever is in it."""
    return json.dumps(tidied(text), ensure_ascii=False)
