"""A STIX 2.1 bundle of what a desk keeps: see ``stix_objects`` for what becomes of hearsay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from .forms import Form, Head, Item
from .sorted_lines import sorted_lines, together
from .stix_objects import objects
from .stix_parts import EXTENSION, MADE, TOOL, base, fixed, licence_marking, marking, moment, stix_id
from .told_facts import json_line

Json = dict[str, Any]

#: What may be met in many documents.
_SHARED = ("identity", "location")


def _pieces(item: Item) -> Iterator[str]:
    for made in objects(item):
        if made["type"] in _SHARED:
            yield f"+{made['id']}\t{json_line(made)}"
        else:
            yield f"={json_line(made)}"


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    markings = _markings(head)
    refs = [made["id"] for made in markings]
    desk = _desk(head)
    id_ = stix_id("bundle", json.dumps([head.desk, head.seen, head.query, head.as_of]))
    out.write(f'{{"type":"bundle","id":"{id_}","objects":[\n'.encode())
    out.write(",\n".join(json_line(made) for made in (*fixed(), *markings, _marked(desk, refs, TOOL))).encode())
    for made in _all(lines):
        out.write(f",\n{json_line(_marked(made, refs, desk['id']))}".encode())
    out.write(b"\n]}\n")


def _all(lines: Iterable[str]) -> Iterator[Json]:
    """Identities and locations, sorted by their ids, then findings and reports in the desk's order."""
    for _, variants in together(sorted_lines(line[1:] for line in lines if line.startswith("+"))):
        yield _merged(map(json.loads, variants))
    for line in lines:
        if line.startswith("="):
            yield json.loads(line[1:])


def _merged(variants: Iterable[Json]) -> Json:
    """One object of those that several documents gave: all names, and the latest time."""
    whole: Json = {}
    also: set[str] = set()
    for made in variants:
        modified = max(whole.get("modified", ""), made["modified"])
        also |= set(made["extensions"][EXTENSION].get("also", ()))
        whole = whole or made
        whole["modified"] = modified
    if also:
        whole["extensions"][EXTENSION]["also"] = sorted(also)
    return whole


def _markings(head: Head) -> list[Json]:
    traffic = None if head.tlp is None else marking(head.tlp)
    licence = None if head.licence is None else licence_marking(head.licence)
    return [made for made in (traffic, licence) if made is not None]


def _desk(head: Head) -> Json:
    """The desk as the creator of the objects."""
    made = base("identity", stix_id("identity", f"desk {head.desk}"), MADE, moment(head.seen))
    return made | {"name": f"onrecord desk {head.desk}", "identity_class": "system"}


def _marked(made: Json, refs: list[str], by: str) -> Json:
    made["created_by_ref"] = by
    if refs:
        made["object_marking_refs"] = refs
    return made


STIX = Form(
    "stix",
    "a STIX 2.1 bundle: identities, reports, relationships and notes, with an extension for the standing",
    ".stix.json",
    _pieces,
    _finish,
    {
        "standing": "a reported fact has a relationship type of its own, anything else is `related-to` or a note; "
        "always `standing` in the extension, and the label `standing:attributed`",
        "polarity": "as the standing: `polarity` in the extension, and the label `polarity:planned`",
        "by": "`stands_on`, `stands_on_refs` and `on_word` in the extension; first in `description` or `abstract`",
        "grade": "`grade` in the extension; `confidence` is 90, 70, 50, 30, 10 for A to E, the steps of STIX's table "
        "for the Admiralty scale, and is left out for F",
        "licence": "a marking definition of type `statement`, and the one of TLP 2.0, on every object",
    },
)
