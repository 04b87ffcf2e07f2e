"""``onrecord export``: hand out what a desk keeps in a form of the field."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingError, StoreError
from ..export import EXPORTS, Form
from ..settings import Settings
from .desk_place import as_of, open_desk
from .notices import tell
from .saying import say
from .settling import settle
from .writing import writing

if TYPE_CHECKING:
    from ..desk import Desk
    from ..desk.deletions import Before
    from ..desk.exporting import Exported, Wanted

#: The labels of version 2.0.
_LABELS = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
#: Forms that are bytes, and nothing for a terminal.
_BYTES = (".parquet", ".xlsx", ".docbin.zip", ".brat.zip")
_TELL_EVERY = 10.0
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")


def run(options: Namespace, settings: Settings) -> int:
    """Writes the file: 0, also where nothing fits."""
    from ..desk.exporting import Wanted

    if options.formats:
        _list_forms()
        return 0
    form = form_of(options.format, options.rows)
    if options.out is None:
        raise SettingError("nothing says where to write", None, f"give -o FILE (say x{form.suffix}), or -o -")
    if options.limit is not None and options.limit < 1:
        raise SettingError("--limit is no number of documents", str(options.limit), "write 1 or more")
    wanted = Wanted(
        form,
        query=options.find,
        at_time=as_of(options.as_of),
        rejected=options.rejected,
        whole=options.whole,
        limit=options.limit,
        licence=options.licence,
        tlp=_label(options.tlp),
        before=_before(options, form),
    )
    with open_desk(options, settings) as desk:
        try:
            settle(desk)
        except StoreError as reason:
            tell(f"onrecord: what was filed last is not linked or searched: {reason}")
        if options.out == "-":
            _to_standard_output(desk, wanted)
        else:
            done = _export(desk, wanted, Path(options.out), options.force)
            _tell(desk, wanted, done, Path(options.out))
    return 0


def form_of(name: str | None, rows: str | None) -> Form:
    """The form of a name, and of a kind of row if one is said.

    Raises:
        SettingError: if there is none.
    """
    handed = {known: export.forms for known, export in EXPORTS.items() if export.forms}
    if name is None or name not in handed:
        what = "no form is named" if name is None else "a desk is not handed out in this form"
        raise SettingError(what, name, f"write one of: {', '.join(handed)}; onrecord export --formats")
    if rows is None:
        return handed[name][0]
    for form in handed[name]:
        if form.rows == rows:
            return form
    kinds = ", ".join(form.rows for form in handed[name] if form.rows)
    raise SettingError(f"{name} has no such rows", rows, f"write one of: {kinds}" if kinds else "leave --rows out")


def _list_forms() -> None:
    for name, export in EXPORTS.items():
        if not export.forms:
            continue
        form = export.forms[0]
        say(f"{name}  {export.about}" + (f" (needs onrecord[{form.needs}])" if form.needs else ""))
        if len(export.forms) > 1:
            say(f"  --rows: {', '.join(one.rows for one in export.forms if one.rows)}")
        for what, where in form.carried.items():
            say(f"  {what}: {where}")


def _label(said: str | None) -> str | None:
    if said is None:
        return None
    label = said.upper() if said.upper().startswith("TLP:") else f"TLP:{said.upper()}"
    if label not in _LABELS:
        raise SettingError("this is no label of the Traffic Light Protocol 2.0", repr(said), ", ".join(_LABELS))
    return label


def _before(options: Namespace, form: Form) -> Before | None:
    from ..desk.deletions import Before

    said = options.since_export
    if said is None:
        return None
    if form.rows == "documents":
        raise SettingError("documents are never taken out", "--since-export", "leave it out, or export findings")
    if options.whole or options.limit is not None:
        raise SettingError("--since-export is for all that a question finds", None, "leave out --whole and --limit")
    if Path(said).is_file():
        return Before(None, Path(said), form.rows)
    try:
        # A stamp as an export tells it is one to the microsecond, and within a second much may be filed.
        return Before(said if _STAMP.match(said) else as_of(said), None, form.rows)
    except SettingError:
        raise SettingError(
            "this is neither a file nor a time", repr(said), "give an earlier export, or the time that it told"
        ) from None


def _export(desk: Desk, wanted: Wanted, out: Path, force: bool) -> Exported:
    from ..desk.exporting import export

    shows, told = sys.stderr.isatty(), time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal told
        if shows:
            sys.stderr.write(f"\r\x1b[K{done:,} of {total:,} documents" if done < total else "\r\x1b[K")
            sys.stderr.flush()
        elif done < total and time.monotonic() - told > _TELL_EVERY:
            told = time.monotonic()
            tell(f"{done:,} of {total:,} documents")

    return export(desk, wanted, out, force=force, progress=progress)


def _to_standard_output(desk: Desk, wanted: Wanted) -> None:
    """Made on the disk first, so that what comes out is whole."""
    if sys.stdout is None:  # closed before the program began
        raise StoreError("standard output is closed", None, "give -o FILE")
    if wanted.form.suffix in _BYTES and sys.stdout.isatty():
        raise SettingError(f"{wanted.form.name} is nothing for a terminal", None, "give -o FILE")
    if wanted.before is not None:
        raise SettingError("deletions are written beside a file", None, "give -o FILE with --since-export")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"made{wanted.form.suffix}"
        _export(desk, wanted, made, force=False)
        with writing("standard output"), made.open("rb") as file:
            sys.stdout.flush()
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _tell(desk: Desk, wanted: Wanted, done: Exported, out: Path) -> None:
    """What a person needs to know of the export, on standard error."""
    if done.before:
        tell(f"onrecord: an earlier run had done {done.before:,} documents; went on from there")
    if not done.documents:
        tell(f"onrecord: nothing fits: {_why_nothing(desk, wanted)}")
    elif not done.lines and wanted.query is not None and wanted.form.rows is not None:
        tell(f"onrecord: the question finds no {wanted.form.rows}, but {_other_kinds(desk, wanted)}")
    several = len(EXPORTS[wanted.form.name].forms) > 1
    rows = f"{done.lines:,} {wanted.form.rows if several else 'entries'} of " if done.lines != done.documents else ""
    documents = f"{done.documents:,} document{'' if done.documents == 1 else 's'}"
    tell(f"onrecord: {rows}{documents} written to {out}; the desk as of {done.seen}")
    if done.deletions is not None:
        from ..desk.exporting import deletions_path

        tell(f"onrecord: {done.deletions:,} to be taken out of the earlier export: {deletions_path(out)}")


def _other_kinds(desk: Desk, wanted: Wanted) -> str:
    """What a question finds, by kind, where it finds nothing of the kind that is handed out."""
    from ..desk.asking import asked
    from ..store import hits

    question = asked(wanted.query or "", rejected=wanted.rejected, at_time=wanted.at_time)
    with desk.store.reading() as at:
        kinds = hits.facets(desk.store, at, question).by.get("kind", ())
    found = ", ".join(f"{one.count:,} {one.value}{'' if one.count == 1 else 's'}" for one in kinds)
    return f"{found}; --rows says which are handed out"


def _why_nothing(desk: Desk, wanted: Wanted) -> str:
    from ..desk.asking import asked

    if wanted.query is None:
        return "no document is on this desk"
    from .find_nothing import why_nothing

    with desk.store.reading() as at:
        return why_nothing(desk.store, at, asked(wanted.query, rejected=wanted.rejected, at_time=wanted.at_time))
