"""A STIX bundle of our own about the invented region, for the tests that take one apart."""

from __future__ import annotations

import json
from typing import Any

RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
DAY = "2031-04-20T08:00:00Z"
WORDS = (
    "The port authority of Port Yassem said on Sunday that its mail had been read. “We know who did this,” said harbor"
    " master Jorun Elling."
)


def uid(type_: str, number: int) -> str:
    """The id of an object."""
    return f"{type_}--{number:08x}-0000-4000-8000-000000000000"


def thing(type_: str, number: int, **values: Any) -> dict[str, Any]:
    """An object."""
    return {"type": type_, "spec_version": "2.1", "id": uid(type_, number), "created": DAY, "modified": DAY, **values}


MAKER = thing("identity", 2, name="Tern Point Institute", identity_class="organization")
SET = thing(
    "intrusion-set",
    3,
    created_by_ref=MAKER["id"],
    name="Grey Heron",
    aliases=["HERON-7"],
    description="said to read mail",
)
LAND = thing("location", 4, name="Qalmara", country="XA")
AT = thing("relationship", 5, relationship_type="located-at", source_ref=SET["id"], target_ref=LAND["id"])
REPORT = thing(
    "report",
    6,
    created_by_ref=MAKER["id"],
    published="2031-04-20T00:00:00Z",
    name="Who reads the port's mail",
    description=WORDS,
    external_references=[{"source_name": "page", "url": "https://tern.example.org/heron"}],
    object_refs=[SET["id"]],
)
REVOKED = thing("report", 7, revoked=True, published=DAY, name="Taken back", description="Wrong.", object_refs=[])
SECRET = thing("note", 8, content="For one desk only.", object_marking_refs=[RED], object_refs=[SET["id"]])
OBJECTS = [MAKER, SET, LAND, AT, REPORT, REVOKED, SECRET]


def bundle(objects: list[Any] | None = None, **values: Any) -> bytes:
    """A bundle of them."""
    made = {"type": "bundle", "id": uid("bundle", 1), "objects": OBJECTS if objects is None else objects, **values}
    return json.dumps(made, ensure_ascii=False).encode()
