"""Write docs/reference/record.md from the code: ``python docs/make_reference.py``. Nothing in that page is by hand.

Needs onrecord itself and no other package. A test makes the page again and compares.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import onrecord
from onrecord import cli, errors, record
from onrecord.export import EXPORTS
from onrecord.intake.readers import READERS
from onrecord.reading.steps import STEPS
from onrecord.record.schema import schema
from onrecord.settings import Settings

PAGE = Path(__file__).parent / "reference" / "record.md"
LIBRARY = ("read", "read_many", "Raw", "Overrides", "Refusal")
Json = dict[str, Any]

_HEAD = """# Reference

Written by `docs/make_reference.py` from the code; change the code, not this page.

[Verbs](#verbs) · [Settings](#settings) · [Wire form](#wire-form) · [Record types](#record-types) ·
[Library](#library) · [Exports](#exports) · [Steps](#steps) · [Readers](#readers) · [Errors](#errors)
"""


def reference() -> str:
    """The whole page."""
    parts = (_HEAD, *_verbs(), *_settings(), *_wire(), *_types(), *_library(), *_lists(), *_errors())
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _verbs() -> Iterator[str]:
    yield "## Verbs"
    yield _prose((cli.__doc__ or "").split("\n\n", 1)[1])
    parser = cli._parser()
    yield _options(parser)
    for choices in (a for a in parser._actions if isinstance(a, argparse._SubParsersAction)):
        about = {choice.dest: choice.help or "" for choice in choices._choices_actions}
        for name, verb in choices.choices.items():
            yield f"### onrecord {name}"
            yield _prose(verb.description or _sentence(about[name]))
            yield _options(verb)


def _options(parser: argparse.ArgumentParser) -> str:
    """A table of one parser's arguments, its verbs left out."""
    rows = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        value = action.metavar or ("|".join(action.choices) if action.choices else "")
        name = ", ".join(action.option_strings)
        shown = " ".join(word for word in (name, str(value) if action.nargs != 0 else "") if word)
        rows.append((f"`{shown}`", (action.help or "").replace("%(default)s", str(action.default))))
    return _table(("option", "what it does"), rows) if rows else "No options."


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
    told = []
    for one in inspect.signature(thing).parameters.values():
        default = "" if one.default is inspect.Parameter.empty else f" = {one.default!r}"
        if one.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in told:
            told.append("*")
        told.append(f"{one.name}: {one.annotation}{default}")
    yield f"`{name}({', '.join(told)}) -> {inspect.signature(thing).return_annotation}`"
    yield _prose(inspect.getdoc(thing) or "")


def _lists() -> Iterator[str]:
    yield "## Exports"
    yield "The forms of `--format`, beside `text` (the view for a terminal). Forms that join may stand in one file."
    rows = []
    for name, export in EXPORTS.items():
        ends = ", ".join(f"`{part.suffix}`" for part in export.parts)
        rows.append((f"`{name}`", export.about, ends, "yes" if export.joins else "no"))
    yield _table(("form", "what it is", "files end in", "joins"), rows)
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
        if not re.fullmatch(r"(?:Args|Raises|Returns|Yields):", head):
            blocks.append("\n".join(line.strip() for line in block.splitlines()))
            continue
        entries = re.sub(r"\n {8,}", " ", "\n" + rest).strip().splitlines()
        blocks.append("\n".join([f"{head[:-1]}:", "", *(f"- {_entry(line.strip())}" for line in entries)]))
    return "\n\n".join(blocks)


def _entry(line: str) -> str:
    name, found, rest = line.partition(": ")
    return f"{', '.join(f'`{one}`' for one in name.split(', '))}: {rest}" if found else line


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
