"""FollowTheMoney, as JSON lines of entities and as its statements: each value of each property, with where it is from.

FollowTheMoney calls that a "statement"; everywhere else in onrecord a statement is what somebody says. An actor's
entity is put together from all documents that name it. See ``ftm_entities`` for what becomes of hearsay.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from .forms import Form, Head, Item
from .ftm_entities import ACTOR_SCHEMAS, DOCUMENT_SCHEMAS, entities
from .ftm_model import PROPERTY_TYPES, properties
from .sorted_lines import sorted_lines, together
from .told_facts import json_line

Json = dict[str, Any]

#: FollowTheMoney's own columns of a table of statements.
STATEMENT_COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)


@dataclass(slots=True)
class _Value:
    """Since when and until when a value was met, and in what first."""

    first: str | None
    last: str | None
    origin: str


@dataclass(slots=True)
class _Whole:
    """An entity with the values of all documents."""

    id: str
    schema: str
    onrecord: Json | None
    values: dict[str, dict[str, _Value]] = field(default_factory=dict)

    def add(self, made: Json) -> None:
        """Takes the values of one document."""
        seen = made["seen"]
        for name, said in made["properties"].items():
            known = self.values.setdefault(name, {})
            for one in said:
                value = known.setdefault(one, _Value(seen, seen, made["origin"]))
                if seen and (value.first is None or (seen, made["origin"]) < (value.first, value.origin)):
                    value.first, value.origin = seen, made["origin"]
                value.last = max(filter(None, (value.last, seen)), default=None)

    def seen(self) -> tuple[str | None, str | None]:
        """The first and the last time of all values."""
        every = [value for known in self.values.values() for value in known.values()]
        firsts, lasts = ([one for one in ones if one] for ones in ([v.first for v in every], [v.last for v in every]))
        return min(firsts, default=None), max(lasts, default=None)


def dataset(head: Head) -> str:
    """The name of the dataset, as FollowTheMoney may write one."""
    return "_".join(["onrecord", *re.findall("[a-z0-9]+", head.desk.lower())])


def _pieces(item: Item) -> Iterator[str]:
    for made in entities(item):
        if made["schema"] in ACTOR_SCHEMAS:
            yield f"+{made['id']}\t{json_line(made)}"
        else:
            yield f"={json_line(made)}"


def _wholes(lines: Iterable[str], head: Head) -> Iterator[_Whole]:
    """The actors, sorted by their ids, then documents and what is told, in the desk's order."""
    for _, variants in together(sorted_lines(line[1:] for line in lines if line.startswith("+"))):
        yield _whole(map(json.loads, variants), head)
    for line in lines:
        if line.startswith("="):
            yield _whole([json.loads(line[1:])], head)


def _whole(variants: Iterable[Json], head: Head) -> _Whole:
    whole: _Whole | None = None
    for made in variants:
        whole = whole or _Whole(made["id"], made["schema"], made.get("onrecord"))
        whole.add(made)
    if whole is None:
        raise ValueError("an entity of nothing")
    if whole.schema in DOCUMENT_SCHEMAS:
        notes = [("notes", f"{name}: {said}") for name, said in (("licence", head.licence), ("TLP", head.tlp)) if said]
        first, last = whole.seen()
        for note in properties(notes).get("notes", ()):
            whole.values.setdefault("notes", {})[note] = _Value(first, last, "export")
    return whole


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    name = dataset(head)
    for whole in _wholes(lines, head):
        first, last = whole.seen()
        made: Json = {"id": whole.id, "schema": whole.schema}
        made["properties"] = {prop: list(known) for prop, known in whole.values.items()}
        made |= {"datasets": [name], "first_seen": first, "last_seen": last}
        if whole.onrecord:
            made["onrecord"] = whole.onrecord
        out.write(f"{json_line(made)}\n".encode())


def _finish_statements(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, dialect=csv.unix_dialect)
    rows.writerow(STATEMENT_COLUMNS)
    for whole in _wholes(lines, head):
        rows.writerows(_rows(whole, dataset(head)))
    text.detach()


def _rows(whole: _Whole, name: str) -> Iterator[list[str | None]]:
    """A row for each value, and the last for the entity's id: FollowTheMoney's checksum of all rows."""
    ids: list[str] = []
    for prop, known in whole.values.items():
        for value, met in known.items():
            ids.append(_statement_id(name, whole.id, prop, value))
            yield _row(whole, name, (prop, PROPERTY_TYPES[prop], value, ids[-1]), (met.origin, met.first, met.last))
    digest = hashlib.sha1("".join((whole.schema, *sorted(ids))).encode(), usedforsecurity=False).hexdigest()
    yield _row(whole, name, ("id", "id", digest, _statement_id(name, whole.id, "id", digest)), (None, *whole.seen()))


def _row(
    whole: _Whole, name: str, said: tuple[str, str, str, str], met: tuple[str | None, str | None, str | None]
) -> list[str | None]:
    prop, type_, value, id_ = said
    origin, first, last = met
    return [whole.id, whole.id, prop, type_, whole.schema, value, name, origin, None, None, "f", first, last, id_]


def _statement_id(name: str, entity: str, prop: str, value: str) -> str:
    """FollowTheMoney's id of a statement."""
    return hashlib.sha1(f"{name}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()


_CARRIED = {
    "standing": "a reported fact has the schema it is of; anything else is an `UnknownLink` or a `Note`; always in "
    "`onrecord.standing`, and in `keywords` or `description` as `standing:attributed`",
    "polarity": "what is not actual is an `UnknownLink` or a `Note` too; `onrecord.polarity`, `polarity:planned`",
    "by": "`onrecord.by` and `on_word`; `by:s:...` and `on the word of:NAME` in `keywords` or `description`",
    "grade": "`onrecord.grade`; `grade:B` in the document's and the finding's `keywords` or `description`",
    "licence": "`notes` of each document: `licence: ...`, `TLP: ...`",
}
FTM = Form(
    "ftm",
    "FollowTheMoney entities, one line of JSON each: for OpenAleph, OpenSanctions tools, yente",
    ".ftm.json",
    _pieces,
    _finish,
    _CARRIED,
)
FTM_STATEMENTS = Form(
    "ftm-statements",
    "FollowTheMoney statements, a CSV table: each value of each entity with where and when it was met",
    ".statements.csv",
    _pieces,
    _finish_statements,
    {
        **_CARRIED,
        "standing": "as in ftm, in the values of `keywords` and `description`; `origin` begins with it: "
        "`attributed t:...`",
        "polarity": "as in ftm, in the values of `keywords` and `description`: `polarity:planned`",
        "by": "as in ftm, in the values of `keywords` and `description`: `by:s:...`",
        "grade": "as in ftm, in the values of `keywords` and `description`: `grade:B`",
    },
)
