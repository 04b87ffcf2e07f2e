"""Whether a value keeps to the record's schema: the part of JSON Schema that the shipped schema uses, and no more."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..record.schema import schema

Json = dict[str, Any]


def breach(value: Any, definition: str) -> str | None:
    """What of a value is not as the schema's definition of this name (``statement``) has it; ``None`` if all is."""
    return next(_breaches(value, _schema()["$defs"][definition], ""), None)


def breach_of_record(value: Any) -> str | None:
    """What of a value is not as a record on the wire is; ``None`` if all is."""
    return next(_breaches(value, _schema(), ""), None)


@cache
def _schema() -> Json:
    return schema()


def _breaches(value: Any, rule: Json | bool, where: str) -> Iterator[str]:
    if isinstance(rule, bool):
        if not rule:
            yield f"{where or 'it'} is one too many"
        return
    if "$ref" in rule:
        yield from _breaches(value, _schema()["$defs"][rule["$ref"].rsplit("/", 1)[1]], where)
    yield from _of_kind(value, rule, where or "it")
    if isinstance(value, dict):
        yield from _of_object(value, rule, where)
    if isinstance(value, list):
        yield from _of_list(value, rule, where)
    yield from _combined(value, rule, where)


def _of_kind(value: Any, rule: Json, where: str) -> Iterator[str]:
    types = rule.get("type")
    if types is not None and not any(_is(value, one) for one in ([types] if isinstance(types, str) else types)):
        yield f"{where} is to be {types if isinstance(types, str) else ' or '.join(types)}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{where} is to be one of {', '.join(map(str, rule['enum']))}"
    if "const" in rule and value != rule["const"]:
        yield f"{where} is to be {rule['const']}"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value):
            yield f"{where} is to be a number"
        if value < rule.get("minimum", value) or value > rule.get("maximum", value):
            yield f"{where} is to be from {rule.get('minimum', 'any')} to {rule.get('maximum', 'any')}"
    if isinstance(value, str):
        if len(value) < rule.get("minLength", 0):
            yield f"{where} is empty"
        if "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"{where} is to match {rule['pattern']}"


def _is(value: Any, type_: str) -> bool:
    if isinstance(value, bool):
        return type_ == "boolean"
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "null": type(None)}
    return type_ in kinds and isinstance(value, kinds[type_])  # type: ignore[arg-type]


def _of_object(value: Json, rule: Json, where: str) -> Iterator[str]:
    known: Json = rule.get("properties", {})
    for name in rule.get("required", ()):
        if name not in value:
            yield f"{_inside(where, name)} is missing"
    for name, one in value.items():
        each: Json | bool = known[name] if name in known else rule.get("additionalProperties", True)
        yield from _breaches(one, each, _inside(where, name))


def _of_list(value: list[Any], rule: Json, where: str) -> Iterator[str]:
    first = rule.get("prefixItems", [])
    if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
        yield f"{where or 'it'} has {len(value)} entries"
    for number, one in enumerate(value):
        each: Json | bool = first[number] if number < len(first) else rule.get("items", True)
        yield from _breaches(one, each, _inside(where, str(number + 1)))


def _combined(value: Any, rule: Json, where: str) -> Iterator[str]:
    for part in rule.get("allOf", ()):
        yield from _breaches(value, part, where)
    for some in ("anyOf", "oneOf"):
        if some in rule:
            told = [next(_breaches(value, part, where), None) for part in rule[some]]
            if None not in told:
                yield str(told[0])
    if "if" in rule:
        held = next(_breaches(value, rule["if"], where), None) is None
        branch: Json | bool = rule.get("then" if held else "else", True)
        yield from _breaches(value, branch, where)


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
