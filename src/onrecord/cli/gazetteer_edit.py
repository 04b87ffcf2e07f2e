"""``onrecord gazetteer add`` and ``import``: a person's own packs, written with the checker's consent."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..errors import SettingError
from ..gazetteer import shipped_packs
from ..gazetteer.form import CARE, FORMS, KINDS
from ..gazetteer.importing import Imported, Wanted, import_list
from ..gazetteer.newcomer import tidied
from ..gazetteer.writing import Addition, NewSource, add_to_pack
from ..settings import Settings
from .notices import tell
from .own_packs import own_packs


def run(options: Namespace, settings: Settings) -> int:
    return _add(options, settings) if options.action == "add" else _import(options)


def _add(options: Namespace, settings: Settings) -> int:
    names = [_alias(written, options) for written in options.alias]
    actor: dict[str, str] = {}
    if options.name is not None:
        if options.kind is None:
            raise SettingError("a new actor needs a kind", options.id, f"add --kind, one of {', '.join(KINDS)}")
        actor = {"id": options.id, "kind": options.kind, "type": options.type, "name": tidied(options.name)}
        actor |= {"country": ";".join(options.country), "note": tidied(options.note)}
        actor |= {"part_of": ";".join(options.part_of), "speaks_for": ";".join(options.speaks_for)}
        care = "context" if options.context else ""
        names.insert(0, _row(options, options.name, options.language, "name", care))
    if not names:
        raise SettingError("there is nothing to add", options.id, "give --name for a new actor, or --alias for a name")
    folder = Path(options.pack)
    new = not (folder / "pack.yaml").exists()
    beside = [pack for pack in (*shipped_packs(), *own_packs(settings)) if pack.resolve() != folder.resolve()]
    add_to_pack(folder, Addition(actor, names, _source(options)), beside)
    if new and not options.licence:
        tell(f"onrecord: the licence of the new pack is written as unknown: {folder / 'pack.yaml'}; correct it there")
    what = "an actor" if actor else "an actor's names"
    print(f"{folder.name}: {what} added, {len(names)} {'name' if len(names) == 1 else 'names'}")  # noqa: T201
    return 0


def _alias(written: str, options: Namespace) -> dict[str, str]:
    """An alias as it is typed: NAME:LANGUAGE, then perhaps :FORM and :context. The name may hold colons itself."""
    name, _, last = written.rpartition(":")
    care, form = "", "name"
    if last in CARE[1:]:
        care, (name, _, last) = last, name.rpartition(":")
    if last in FORMS:
        form, (name, _, last) = last, name.rpartition(":")
    if not name or not (last.isascii() and last.isalpha() and 2 <= len(last) <= 3):
        raise SettingError("the alias does not say its language", written, 'write NAME:LANGUAGE, such as "...:ar"')
    return _row(options, name, last.lower(), form, care)


def _row(options: Namespace, name: str, language: str, form: str, care: str) -> dict[str, str]:
    told = {"actor": options.id, "name": tidied(name), "language": language, "form": form}
    return told | {"source": options.source, "care": care}


def _source(options: Namespace) -> NewSource:
    """What is said of the source; whoever gives an address has looked there, others speak for themselves."""
    kind = "looked-up" if options.source_url else "editors"
    return NewSource(options.source, options.source_title, options.source_url, kind, options.licence or "unknown")


def _import(options: Namespace) -> int:
    file, into = Path(options.file), Path(options.into)
    form = options.form or ("csv" if file.suffix.lower() in (".csv", ".tsv") else "ftm")
    if options.kind and options.kind not in KINDS:
        raise SettingError("--kind is no kind of actor", options.kind, f"use one of: {', '.join(KINDS)}")
    title = options.source_title or file.name
    source = NewSource(options.source, title, options.source_url, "package", options.licence or "unknown")
    told = import_list(Wanted(file, form, into, source, options.kind))
    _tell_what_is_missing(told, file.name)
    if not options.licence:
        tell(f"onrecord: the licence of the pack is written as unknown: {into / 'pack.yaml'}; correct it there")
    print(f"{into.name}: {told.actors:,} actors, {told.names:,} names")  # noqa: T201
    return 1 if told.bad_count else 0


def _tell_what_is_missing(told: Imported, name: str) -> None:
    for line, why in told.bad:
        tell(f"{name}, line {line:,} {why}")
    if told.bad_count > len(told.bad):
        tell(f"... and {told.bad_count - len(told.bad):,} more lines that could not be used")
    if told.passed_over:
        schemata = ", ".join(f"{count:,} {schema}" for schema, count in told.passed_over.most_common(5))
        tell(f"entities that name no actor were passed over: {schemata}")
    if told.left_out:
        tell(f"names that were left out, too long, without letters or begun like a formula: {told.left_out:,}")
