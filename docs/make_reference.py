"""Write docs/reference from the code and the packs: ``python docs/make_reference.py``. Nothing there is by hand.

Needs onrecord itself and no other package. A test makes the pages again and compares.
"""

from __future__ import annotations

import argparse
import ast
import csv
import dataclasses
import inspect
import io
import itertools
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import onrecord
from onrecord import cli, errors, record
from onrecord.brief import check, fault
from onrecord.brief.render import FORMS
from onrecord.codebook import event_types
from onrecord.codebook.codebook_files import FILES
from onrecord.codebook.event_types import QUAD_VARIANTS, TypeEntry
from onrecord.export import EXPORTS
from onrecord.export.forms import CARRIED, Head
from onrecord.export.row_columns import ROWS
from onrecord.export.tables import TABLES
from onrecord.gazetteer import Pack, shipped_packs
from onrecord.gazetteer import form as pack_form
from onrecord.gazetteer.pack import pack_of, rows_of
from onrecord.intake.containers import CONTAINERS, MAILDIR
from onrecord.intake.readers import READERS
from onrecord.reading.steps import STEPS
from onrecord.record.schema import schema
from onrecord.settings import Settings
from onrecord.store import migrating, tables

PAGE = Path(__file__).parent / "reference" / "record.md"
PACKS_PAGE = Path(__file__).parent / "reference" / "packs.md"
DESK_PAGE = Path(__file__).parent / "reference" / "desk.md"
BENCH = Path(__file__).parent.parent / "bench"
LIBRARY = ("read", "read_many", "Raw", "Overrides", "Refusal", "Desk", "Addition", "Outcome")
Json = dict[str, Any]

_HEAD = """# Reference

Written by `docs/make_reference.py` from the code; change the code, not this page.

[Verbs](#verbs) · [Settings](#settings) · [Wire form](#wire-form) · [Record types](#record-types) ·
[Library](#library) · [Exports](#exports) · [Tables](#tables) · [Steps](#steps) · [Readers](#readers) ·
[Containers](#containers) · [Types of events](#types-of-events) · [Codebook](#codebook) ·
[Faults of a brief](#faults-of-a-brief) · [Measures](#measures) · [Errors](#errors)

Other pages: [packs of names](packs.md), [the tables of a desk](desk.md).
"""

_PACKS_HEAD = """# Packs of names

Written by `docs/make_reference.py` from the code and the packs; change those, not this page. What to do with packs:
[keep a gazetteer](../how-to/keep-a-gazetteer.md).

[Files](#files) · [Words](#words) · [Packs that ship](#packs-that-ship)
"""
_DESK_HEAD = """# The tables of a desk

Written by `docs/make_reference.py` from the code; change the code, not this page. Why a desk is as it is:
[keeping](../background/keeping.md). What is done with it: [the verbs](record.md#onrecord-desk).

[Files](#files) · [Tables](#tables) · [Steps](#steps)

## Files

| file of a desk's folder | what it is |
| --- | --- |
| `desk.sqlite` | the database, where it is SQLite; while it is open, `desk.sqlite-wal` and `-shm` belong to it |
| `desk.json` | where the database is PostgreSQL: which one |
| `archive/ab/cd/abcd...` | original bytes, unpacked; the file's name is their SHA-256 |

A backup holds `backup.json`, `desk-HASH.sqlite` and `archive/` ([move a desk](../how-to/move-a-desk.md)).

Anybody may read the database with another program. Writing to it is for onrecord alone: what a row means is held by
its code, not by the tables.
"""
#: What each column of a pack's files says, by its name; where two files mean different things by it, by file and name.
_COLUMNS = {
    "id": "its id in the pack: lower case, digits and hyphens",
    "kind": "what sort of actor; see [words](#words)",
    "type": "a finer word; see [words](#words)",
    "name": "the name",
    "actors.csv name": "the main name, which stands in `names.csv` too",
    "country": "ISO 3166 alpha-2 codes in lower case, joined by `;`",
    "part_of": "ids of the actors it is part of, joined by `;`; no circles",
    "speaks_for": "ids of the actors whose voice it is",
    "from": "the first year, month or day; empty where it is not known",
    "to": "the last one; empty where it is not known or not over",
    "events.csv from": "the first year, month or day",
    "events.csv to": "the last one, itself included",
    "note": "what a reader of the pack should know",
    "actor": "the id of whom it names: of this pack, or `pack:id`",
    "language": "ISO 639 code of what the name is written in",
    "form": "what sort of name; see [words](#words)",
    "source": "codes of `sources` in pack.yaml, joined by `;`",
    "care": "`context` where the name is also a common word, a place or somebody else: it counts only with support",
    "person": "the id of the person",
    "office": "the office's title",
    "body": "the id of the body it is held in",
    "also": "other names, joined by `;`",
    "geonames": "its number in GeoNames; a negative one is the pack's own",
    "precision": "what sort of ground it covers; see [words](#words)",
    "admin1": "the first-level unit it lies in",
    "lat": "degrees north (WGS 84)",
    "lon": "degrees east (WGS 84)",
    "population": "people, where it is a town or city",
}


def reference() -> str:
    """The whole page."""
    lists = (*_lists(), *_tables(), *_event_types(), *_codebook(), *_faults(), *_measures())
    parts = (_HEAD, *_verbs(), *_settings(), *_wire(), *_types(), *_library(), *lists, *_errors())
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _verbs() -> Iterator[str]:
    yield "## Verbs"
    yield _prose((cli.__doc__ or "").split("\n\n", 1)[1])
    parser = cli._parser()
    yield _options(parser)
    yield from _verbs_of(parser, "onrecord")


def _verbs_of(parser: argparse.ArgumentParser, called: str) -> Iterator[str]:
    """The verbs of one parser, each followed by those it has itself."""
    for choices in (a for a in parser._actions if isinstance(a, argparse._SubParsersAction)):
        about = {choice.dest: choice.help or "" for choice in choices._choices_actions}
        for name, verb in choices.choices.items():
            yield f"### {called} {name}"
            yield _prose(verb.description or _sentence(about[name]))
            has_verbs = any(isinstance(action, argparse._SubParsersAction) for action in verb._actions)
            if not has_verbs or _rows(verb):
                yield _options(verb)
            yield from _verbs_of(verb, f"{called} {name}")


def _options(parser: argparse.ArgumentParser) -> str:
    """A table of one parser's arguments, its verbs left out."""
    rows = _rows(parser)
    return _table(("option", "what it does"), rows) if rows else "No options."


def _rows(parser: argparse.ArgumentParser) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        value = action.metavar or ("|".join(action.choices) if action.choices else "")
        given = str(value) if action.nargs != 0 else ""
        shown = [" ".join(word for word in (name, given) if word) for name in action.option_strings or ("",)]
        rows.append((_ticked(shown), (action.help or "").replace("%(default)s", str(action.default))))
    return rows


def _settings() -> Iterator[str]:
    yield "## Settings"
    yield _prose(inspect.getdoc(Settings) or "")
    rows = [(f"`ONRECORD_{f.name.upper()}`", f"`{f.type}`", f"`{f.default}`") for f in dataclasses.fields(Settings)]
    yield _table(("variable", "type", "where it is not set"), rows)


def _wire() -> Iterator[str]:
    whole = schema()
    yield "## Wire form"
    yield f"{whole['description']} `onrecord schema` prints the JSON Schema that says this to a program."
    yield _properties(whole)
    simple = [(name, part) for name, part in whole["$defs"].items() if not {"properties", "enum"} & set(part)]
    yield "\n".join(f"- `{name}`: {part['description']}" for name, part in simple)
    for name, part in whole["$defs"].items():
        if "properties" in part:
            yield f"### {name}"
            yield part.get("description", "")
            yield _properties(part)


def _properties(part: Json) -> str:
    rows = [(f"`{key}`", _kind(value), value.get("description", "")) for key, value in part["properties"].items()]
    return _table(("key", "value", "what it says"), rows)


def _kind(value: Json) -> str:
    """The type of one value, in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        target = schema()["$defs"][name]
        return f"[{name}](#{name})" if "properties" in target else _kind(target) if "enum" in target else name
    if "enum" in value:
        return ", ".join("null" if one is None else f"`{one}`" for one in value["enum"])
    if "anyOf" in value or "oneOf" in value:
        return " or ".join(_kind(one) for one in value.get("anyOf") or value["oneOf"])
    if value.get("type") == "array" and isinstance(value.get("items"), dict):
        return f"list of {_kind(value['items'])}"
    kinds = value.get("type", "any")
    return kinds if isinstance(kinds, str) else " or ".join(kinds)


def _types() -> Iterator[str]:
    yield "## Record types"
    yield "The same record in Python: `from onrecord import Statement`. All are frozen and pickle."
    for name in record.__all__:
        thing = getattr(record, name)
        if inspect.isclass(thing):
            yield from _type(name, thing)
    yield f"`WIRE_VERSION` is `{record.WIRE_VERSION}`."
    for name in record.__all__:
        if inspect.isfunction(thing := getattr(record, name)):
            yield from _function(name, thing)


def _type(name: str, thing: type) -> Iterator[str]:
    yield f"### {name} (type)"
    yield _prose(inspect.getdoc(thing) or "")
    if issubclass(thing, StrEnum):
        yield "Values: " + ", ".join(f"`{one.value}`" for one in thing) + "."
    elif dataclasses.is_dataclass(thing):
        rows = [(f"`{f.name}`", f"`{f.type}`", _default(f)) for f in dataclasses.fields(thing)]
        yield _table(("field", "type", "default"), rows)
    else:
        yield from _methods(name, thing)


def _methods(name: str, thing: type) -> Iterator[str]:
    """What a class that is no dataclass does."""
    for method, found in vars(thing).items():
        function = getattr(found, "__func__", found)
        if not method.startswith("_") and inspect.isfunction(function):
            yield f"#### {name}.{method}()"
            yield f"`{_signature(method, function)}`"
            yield _prose(inspect.getdoc(function) or "")


def _default(field: dataclasses.Field[Any]) -> str:
    return "" if field.default is dataclasses.MISSING else f"`{field.default!r}`"


def _library() -> Iterator[str]:
    yield "## Library"
    yield "What `import onrecord` gives beside the record types and the errors."
    for name in LIBRARY:
        thing = getattr(onrecord, name)
        yield from _type(name, thing) if inspect.isclass(thing) else _function(name, thing)


def _function(name: str, thing: Any) -> Iterator[str]:
    yield f"### {name}()"
    yield f"`{_signature(name, thing)}`"
    yield _prose(inspect.getdoc(thing) or "")


def _signature(name: str, thing: Any) -> str:
    told = []
    for one in inspect.signature(thing).parameters.values():
        if one.name in ("self", "cls"):
            continue
        default = "" if one.default is inspect.Parameter.empty else f" = {one.default!r}"
        if one.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in told:
            told.append("*")
        told.append(f"{one.name}: {one.annotation}{default}")
    return f"{name}({', '.join(told)}) -> {inspect.signature(thing).return_annotation}"


def _lists() -> Iterator[str]:
    yield from _exports()
    yield "## Steps"
    yield "What is done to a document, in this order. What a step needs and gives are fields of the draft of a record."
    steps = []
    for step in STEPS:
        language = "English" if step.english else "any language"
        needs, gives = (", ".join(sorted(names)) for names in (step.needs, step.gives))
        steps.append((f"`{step.name}`", str(step.version), needs, gives, language))
    yield _table(("step", "version", "needs", "gives", "reads"), steps)
    yield "## Readers"
    yield "The forms of report that are taken in, in the order in which they are asked."
    readers = []
    for reader in READERS:
        told = (", ".join(f"`{one}`" for one in which) for which in (reader.suffixes, reader.media_types))
        readers.append((f"`{reader.name}`", *told))
    yield _table(("reader", "files end in", "media types"), readers)
    yield "## Containers"
    yield _wrapped(
        "Files that hold many items. `onrecord desk add` takes each item by itself; a folder that is a maildir is one "
        "too. A container is told by its first bytes, then by its declared type or its name's ending. What each gives: "
        "[channels and archives](../how-to/take-in-channels-and-archives.md)."
    )
    rows = [(f"`{one.name}`", _ticked(one.suffixes), _ticked(one.media_types)) for one in CONTAINERS]
    rows.append((f"`{MAILDIR.name}`", "a folder with `cur`, `new` and `tmp`", ""))
    yield _table(("container", "files end in", "media types"), rows)


def _exports() -> Iterator[str]:
    yield "## Exports"
    yield _wrapped(
        "A form that has an entry under *of a record* is one of `--format` (`onrecord read`, `onrecord demo`), beside "
        "`text`, the view for a terminal; records of those that join may stand in one file. A form that has an entry "
        "under *of a desk* is written by `onrecord export`. What each is good for, with a piece of it: "
        "[export](../how-to/export.md)."
    )
    rows = []
    for name, export in EXPORTS.items():
        ends = _ticked([part.suffix for part in export.parts]) + (", joins" if export.joins else "")
        desk = _ticked([form.suffix for form in export.forms[:1]])
        needs = _ticked([f"onrecord[{form.needs}]" for form in export.forms[:1] if form.needs])
        rows.append((f"`{name}`", export.about, ends, desk, needs))
    yield _table(("form", "what it is", "of a record", "of a desk", "needs"), rows)
    yield "### What each form of a desk carries"
    yield _wrapped(
        "Where standing, polarity, on whose word something is, the outlet's grade and the licence stand; `--formats` "
        "prints the same."
    )
    whole = [(name, export.forms[0]) for name, export in EXPORTS.items() if export.forms]
    told = [(f"`{name}`", what, form.carried[what]) for name, form in whole for what in CARRIED]
    yield _table(("form", "what", "where"), told)
    yield "### Columns of the tables of a desk"
    yield _wrapped(
        "In `csv`, `parquet` and `xlsx`, for each kind of row, with its type if it is no text. Of `texts`, a list, the "
        "CSV has the entries with semicolons between; a `time` is in UTC, `truth` in CSV is `yes` or nothing."
    )
    for kind, made in ROWS.items():
        columns = [f"`{one.name}`{'' if one.kind == 'text' else f' {one.kind}'}" for one in made.columns]
        yield f"- `{kind}`: {', '.join(columns)}"
    yield "In the other tables:"
    for name, form in whole:
        if form.suffix == ".csv" and form.rows not in ROWS:
            head = io.BytesIO()
            form.finish((), head, Head("", "", None, ""))
            yield f"- `{name}`: {_ticked(next(csv.reader([head.getvalue().decode().splitlines()[0]])))}"


def _tables() -> Iterator[str]:
    yield "## Tables"
    yield _wrapped(
        "What `--events`, `--ties` and `--commitments` write, all documents of a run in one table. A file that ends in "
        "`.tsv`, `.tab` or `.txt` has tabs between its cells, any other commas. What the columns mean: "
        "[export events](../how-to/export-events.md)."
    )
    for name, table in TABLES.items():
        yield f"### --{name}"
        yield f"{_sentence(table.about)} Columns, in this order:"
        yield _ticked(table.columns)


def _event_types() -> Iterator[str]:
    book = event_types()
    yield "## Types of events"
    yield _wrapped(
        f"{book.stamp}, from `event_types.yaml`; an event names it in `codebook`. Quad classes: 1 verbal and 2 "
        "material cooperation, 3 verbal and 4 material conflict. Where two stand the manual contradicts itself: "
        f"`{QUAD_VARIANTS[0]}` / `{QUAD_VARIANTS[1]}`, and `{book.quad_variant}` is used. Intensity runs from -10 "
        "(conflict) to +10. *To come* is what such a deed counts as while it is still to come, *refused* what "
        "announcing that one will not do it counts as; the type of the deed itself then stands in `intended`."
    )
    rows = []
    for entry in book.types.values():
        quads = " / ".join(dict.fromkeys(str(entry.quads[variant]) for variant in QUAD_VARIANTS))
        to_come = "" if entry.planned is entry.type else f"`{entry.planned.value}`"
        refused = f"`{entry.refused.value}`" if entry.refused else ""
        rows.append((f"`{entry.type.value}`", entry.definition, quads, f"{entry.intensity:g}", to_come, refused))
    yield _table(("type", "what it covers", "quad", "intensity", "to come", "refused"), rows)
    yield "### Modes"
    yield _table(("type", "mode", "what it covers"), [row for entry in book.types.values() for row in _modes(entry)])
    yield "### Contexts"
    yield "What an event's sentence is about, by the words in it."
    yield _table(("context", "what it covers"), [(f"`{name}`", told) for name, told in book.contexts.items()])
    yield "### Statements as events"
    yield "The acts that are an event because saying it does it. Statements of any other act make none of their own."
    acts = [(f"`{a.value}`", f"`{c.type.value}`", f"`{c.mode}`" if c.mode else "") for a, c in book.acts.items()]
    yield _table(("act", "type", "mode"), acts)


def _modes(entry: TypeEntry) -> Iterator[tuple[str, ...]]:
    for mode in entry.modes.values():
        older = f" (in older drafts {_ticked(mode.also)})" if mode.also else ""
        yield f"`{entry.type.value}`", f"`{mode.name}`", f"{mode.definition}{older}"


def _codebook() -> Iterator[str]:
    yield "## Codebook"
    yield _wrapped(
        "The files of `src/onrecord/codebook`, in the order of `onrecord codebook list`. The examples of some are read "
        "by `onrecord codebook check`. What each says: [edit the codebook](../how-to/edit-the-codebook.md)."
    )
    rows = [(f"`{file.file}`", *file.name_and_version, "yes" if file.examples() else "") for file in FILES]
    yield _table(("file", "name", "version", "examples"), rows)


def _faults() -> Iterator[str]:
    yield "## Faults of a brief"
    yield _wrapped(
        "What `onrecord brief check` finds wrong; each message names its kind. With an example of each, and how to "
        "mend it: [check a brief](../how-to/check-a-brief.md)."
    )
    yield _table(("kind", "what it means"), _members(fault.FaultKind))
    yield "### Gravity"
    yield _table(("gravity", "what it means"), _members(fault.Gravity))
    yield "### Checks"
    yield "In this order, every sentence by each."
    yield _table(("check", "what it asks"), [(f"`{one.__name__}`", _inline(one.__doc__ or "")) for one in check.CHECKS])
    yield "### Forms of a brief"
    yield _table(("form", "what it is"), [(f"`{name}`", told) for name, told in FORMS.items()])


def _members(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of an enumeration, each with what stands below it in the code."""
    (body,) = (one for one in ast.parse(inspect.getsource(kinds)).body if isinstance(one, ast.ClassDef))
    told: dict[str, str] = {}
    for one, after in itertools.pairwise(body.body):
        if isinstance(one, ast.Assign) and isinstance(after, ast.Expr) and isinstance(one.targets[0], ast.Name):
            told[one.targets[0].id] = ast.literal_eval(after.value)
    return [(f"`{kind.value}`", _inline(told.get(kind.name, ""))) for kind in kinds]


def _measures() -> Iterator[str]:
    yield "## Measures"
    yield "`python -m bench` with one of these names, in the folder of the project, prints its figures."
    rows = []
    for path in sorted(BENCH.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(part, ast.FunctionDef) and part.name == "run" for part in tree.body):
            rows.append((f"`{path.stem}`", _inline((ast.get_docstring(tree) or "").split("\n\n")[0])))
    yield _table(("measure", "what it measures"), rows)


def _errors() -> Iterator[str]:
    yield "## Errors"
    yield _prose(errors.__doc__ or "")
    rows = []
    for name, thing in vars(errors).items():
        if inspect.isclass(thing) and issubclass(thing, errors.OnRecordError):
            parent = (thing.__base__ or object).__name__
            rows.append((f"`{name}`", f"`{parent}`", _inline(inspect.getdoc(thing) or "")))
    yield _table(("error", "is a kind of", "what it means"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _inline(words: str) -> str:
    return " ".join(words.replace("``", "`").split())


def _prose(docstring: str) -> str:
    """A docstring as Markdown: its ``Args:`` and ``Raises:`` become lists."""
    blocks = []
    for block in docstring.replace("``", "`").split("\n\n"):
        head, _, rest = block.partition("\n")
        if all(line.startswith("  ") for line in block.splitlines()):
            blocks.append("\n".join(["```text", *(line[2:] for line in block.splitlines()), "```"]))
            continue
        if not re.fullmatch(r"(?:Args|Raises|Returns|Yields):", head):
            blocks.append("\n".join(line.strip() for line in block.splitlines()))
            continue
        entries = re.sub(r"\n {8,}", " ", "\n" + rest).strip().splitlines()
        blocks.append("\n".join([f"{head[:-1]}:", "", *(f"- {_entry(line.strip())}" for line in entries)]))
    return "\n\n".join(blocks)


def _entry(line: str) -> str:
    name, found, rest = line.partition(": ")
    return f"{', '.join(f'`{one}`' for one in name.split(', '))}: {rest}" if found else line


def packs_reference() -> str:
    """The page on packs: their files and columns, the words in them, and those that ship with their sources."""
    parts = (_PACKS_HEAD, *_pack_files(), *_pack_words(), *_shipped())
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _pack_files() -> Iterator[str]:
    yield "## Files"
    yield _wrapped(
        f"A pack is a folder with a `{pack_form.HEAD}` and any of these tables: CSV in UTF-8, the columns named in the "
        f"first line. A table has at most {pack_form.LARGEST_FILE >> 20} MB, a name at most {pack_form.LONGEST_NAME} "
        f"characters, a note {pack_form.LONGEST_NOTE}."
    )
    yield f"### {pack_form.HEAD}"
    yield _wrapped(
        f"Fields: {_ticked(pack_form.HEAD_FIELDS)}. Each entry of `sources` is a code with "
        f"{_ticked(pack_form.SOURCE_FIELDS)}; `kind` is one of {_ticked(pack_form.SOURCE_KINDS)}."
    )
    for table in pack_form.TABLES:
        yield f"### {table.file}"
        rows = []
        for column in table.columns:
            told = _COLUMNS.get(f"{table.file} {column}") or _COLUMNS[column]
            rows.append((f"`{column}`", "yes" if column in table.needed else "", told))
        yield _table(("column", "needed", "what it says"), rows)


def _pack_words() -> Iterator[str]:
    yield "## Words"
    yield "The only words that these columns take."
    rows = [
        ("`kind` of an actor", _ticked(pack_form.KINDS)),
        ("`type` of an actor", _ticked(pack_form.TYPES)),
        ("`form` of a name", _ticked(pack_form.FORMS)),
        ("`precision` of a place", _ticked(pack_form.PRECISIONS)),
    ]
    yield _table(("column", "words"), rows)


def _shipped() -> Iterator[str]:
    yield "## Packs that ship"
    yield _wrapped(
        "The column `names` counts the names of actors that stand on a source; a name with two sources counts twice. "
        "`looked-up` sources are public pages that somebody opened and saw the name on: here they are told by their "
        "licences, in the pack's own `pack.yaml` one by one, with addresses. For `editors` nothing was opened."
    )
    for folder in shipped_packs():
        yield from _shipped_pack(folder, pack_of(folder))


def _shipped_pack(folder: Path, pack: Pack) -> Iterator[str]:
    yield f"### {pack.name}"
    yield _wrapped(f"{pack.title}. Version {pack.version}, licence {pack.licence}. Region: {pack.region}.")
    yield _wrapped(pack.attribution)
    tables = [(table.file, sum(1 for _ in rows_of(folder, table))) for table in pack_form.TABLES]
    yield "Lines: " + ", ".join(f"{count:,} in `{file}`" for file, count in tables if count) + "."
    used = _sources_used(folder)
    rows = []
    opened: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for code, source in pack.sources.items():
        if source.kind == "looked-up":
            opened[source.licence] += 1
            names[source.licence] += used[code]
        else:
            rows.append((f"`{code}`: {source.title}", source.kind, source.licence, f"{used[code]:,}" if used else ""))
    for licence, count in opened.most_common():
        rows.append((f"{count:,} public page{'s' * (count > 1)}", "looked-up", licence, f"{names[licence]:,}"))
    yield _table(("source", "kind", "licence", "names"), rows)


def _sources_used(folder: Path) -> Counter[str]:
    """How many names of actors stand on each source, by its code."""
    return Counter(code for row in rows_of(folder, pack_form.NAMES) for code in pack_form.several(row[4]))


def desk_reference() -> str:
    """The page on a desk's tables: what each holds, its columns, and the steps in which they came to be."""
    parts = (_DESK_HEAD, *_desk_tables(), *_desk_steps())
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _desk_tables() -> Iterator[str]:
    yield "## Tables"
    yield _prose((tables.__doc__ or "").split("\n\n", 1)[1])
    lines = Path(tables.__file__).read_text(encoding="utf-8").splitlines()
    about = _comments(lines)
    beside = _comments_beside(lines)
    for table in tables.metadata.tables.values():
        yield f"### {table.name}"
        yield about.get(table.name, "")
        rows = []
        for column in table.columns:
            refers = ", ".join(f"[{key.column.table.name}](#{key.column.table.name})" for key in column.foreign_keys)
            needed = "key" if column.primary_key else "" if column.nullable else "yes"
            told = beside.get((table.name, column.name), "")
            rows.append((f"`{column.name}`", _column_type(column), needed, refers, told))
        yield _table(("column", "type", "needed", "a row of", ""), rows)


def _column_type(column: Any) -> str:
    return {
        "BigInteger": "integer",
        "Integer": "integer",
        "LargeBinary": "bytes",
        "Float": "number",
        "Boolean": "yes or no",
        "Text": "text",
    }[type(column.type).__name__]


def _comments(lines: Sequence[str]) -> dict[str, str]:
    """The comment above each table; one without its own is told by the one before."""
    found: dict[str, str] = {}
    told: list[str] = []
    before = ""
    for at, line in enumerate(lines):
        if line.startswith("#:"):
            told.append(line[2:].strip())
        elif re.match(r"\w+ = sa\.Table\(", line):
            named = re.search(r'"(\w+)"', " ".join(lines[at : at + 2]))
            name = named[1] if named else ""
            found[name] = _inline(" ".join(told)) if told else f"See [{before}](#{before})."
            before, told = name, []
        elif line and not line.startswith((" ", ")")):
            told = []
    return found


def _comments_beside(lines: Sequence[str]) -> dict[tuple[str, str], str]:
    """The comments at the ends of lines that make a column, by table and column."""
    found: dict[tuple[str, str], str] = {}
    table = ""
    for at, line in enumerate(lines):
        if re.match(r"\w+ = sa\.Table\(", line):
            named = re.search(r'"(\w+)"', " ".join(lines[at : at + 2]))
            table = named[1] if named else ""
        column = re.match(r'    sa\.Column\("(\w+)".*?,  # (.+)$', line)
        if column:
            found[table, column[1]] = column[2]
    return found


def _desk_steps() -> Iterator[str]:
    yield "## Steps"
    yield _wrapped(
        "How the tables came to be. An older desk is brought up to date, step by step, when it is opened; a desk that "
        "is further than the onrecord at hand is refused, and no step is taken back."
    )
    rows = []
    for path in sorted((Path(migrating.__file__).parent / "migrations" / "versions").glob("step_*.py")):
        told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        rows.append((f"`{path.stem.split('_')[1]}`", _inline(told.split("\n\n")[0])))
    yield _table(("step", "what it brought"), rows)


def _wrapped(words: str) -> str:
    return textwrap.fill(" ".join(words.split()), 120, break_long_words=False, break_on_hyphens=False)


def _ticked(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    PACKS_PAGE.write_text(packs_reference(), encoding="utf-8")
    DESK_PAGE.write_text(desk_reference(), encoding="utf-8")
    PAGE.write_text(reference(), encoding="utf-8")
