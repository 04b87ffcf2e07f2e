"""STIX 2.1 bundles: their objects one by one, and which of them may be used.

A bundle is read as a stream, object by object, each within limits. What marks an object is the strictest of TLP's
markings that it, or a part of it, bears (of TLP 1 and TLP 2.0: their ids are the same everywhere).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import IntakeError

from .json_stream import Event, TooLargeError, built, events, passed_over
from .raw import Raw

Json = dict[str, Any]

#: More objects than these are not read.
MOST_OBJECTS = 200_000
#: From what everybody may have to what only those may who were given it.
MARKINGS = ("clear", "green", "amber", "amber+strict", "red")
_TLP = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "clear",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "green",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "amber",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "red",
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": "clear",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "green",
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "amber",
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "amber+strict",
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": "red",
}
_BUNDLE = re.compile(rb'"type"\s{0,20}:\s{0,20}"bundle"')
_ID = re.compile(r"[a-z][a-z0-9-]{1,60}--[0-9a-fA-F-]{36}\Z")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An object of a bundle: its number there, counted from 1; its strictest marking (``None``: none)."""

    number: int
    id: str
    type: str
    values: Json
    marking: str | None = None

    @property
    def revoked(self) -> bool:
        """Whether its maker took it back."""
        return self.values.get("revoked") is True

    @property
    def restricted(self) -> bool:
        """Whether its marking keeps it from some readers."""
        return self.marking is not None and self.marking != "clear"

    @property
    def maker(self) -> str | None:
        """The id of who made it."""
        made = self.values.get("created_by_ref")
        return made if isinstance(made, str) and _ID.match(made) else None

    def text(self, name: str) -> str:
        """A property that is text; empty where it is not."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """A property that is a list of texts; what in it is none is left out."""
        value = self.values.get(name)
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


@dataclass(slots=True)
class Bundle:
    """The objects of a bundle, the latest version of each, in their order; and what in it could not be used."""

    objects: dict[str, Numbered] = field(default_factory=dict)
    faults: list[IntakeError] = field(default_factory=list)

    def of(self, types: Iterable[str]) -> Iterator[Numbered]:
        """The objects of these types."""
        wanted = frozenset(types)
        return (one for one in self.objects.values() if one.type in wanted)

    def name_of(self, id_: str | None) -> str:
        """What an object is called; empty if the bundle does not tell."""
        one = self.objects.get(id_ or "")
        return "" if one is None else " ".join(one.text("name").split())


def is_bundle(data: bytes) -> bool:
    """Whether bytes look like a STIX bundle."""
    head = data[:65_536].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and bool(_BUNDLE.search(head) or _BUNDLE.search(data[-4096:]))


def read_bundle(raw: Raw) -> Bundle:
    """All that is in a bundle. Where the JSON is damaged, what stands before is kept, and the damage is a fault."""
    bundle = Bundle()
    try:
        for number, found in _objects(raw):
            one = _numbered(number, found, raw.name)
            if isinstance(one, IntakeError):
                bundle.faults.append(one)
            elif (own := bundle.objects.get(one.id)) is None or own.text("modified") < one.text("modified"):
                bundle.objects[one.id] = one
    except IntakeError as error:
        bundle.faults.append(error)
    named = {one.id: tlp for one in bundle.of(("marking-definition",)) if (tlp := _own_marking(one)) is not None}
    for id_, one in bundle.objects.items():
        if (marking := marking_of(one, named)) is not None:
            bundle.objects[id_] = Numbered(one.number, one.id, one.type, one.values, marking)
    return bundle


def _objects(raw: Raw) -> Iterator[tuple[int, Any]]:
    stream = events(io.BytesIO(raw.data), raw.name)
    first = next(stream, None)
    if first is None or first[0] != "start_map":
        raise IntakeError("this is no STIX bundle", raw.name, "give a JSON object with a list of objects")
    for kind, key in stream:
        if kind == "end_map":
            return
        value = next(stream)
        if key == "objects" and value[0] == "start_array":
            yield from _listed(stream, raw.name)
        else:
            passed_over(value, stream)


def _listed(stream: Iterator[Event], name: str) -> Iterator[tuple[int, Any]]:
    for number, event in enumerate(stream, start=1):
        if event[0] == "end_array":
            return
        if number > MOST_OBJECTS:
            raise IntakeError(f"this bundle has over {MOST_OBJECTS:,} objects", name, "split it; the first are read")
        try:
            yield number, built(event, stream)
        except TooLargeError:
            yield number, None


def _numbered(number: int, found: Any, name: str) -> Numbered | IntakeError:
    where = f"{name}, object {number:,}"
    if found is None:
        return IntakeError("this object is too large, or none", where, "the others are read")
    if not isinstance(found, dict):
        return IntakeError("this is no STIX object", where, "the others are read")
    id_, type_ = found.get("id"), found.get("type")
    if not (isinstance(id_, str) and isinstance(type_, str) and _ID.match(id_) and id_.startswith(f"{type_}--")):
        return IntakeError("this STIX object has no id of its type", where, "the others are read")
    return Numbered(number, id_, type_, found)


def _own_marking(one: Numbered) -> str | None:
    """The marking of TLP that a marking definition of a bundle's own stands for."""
    said = one.values.get("definition")
    told = said.get("tlp") if isinstance(said, dict) else None
    word = (told if isinstance(told, str) else one.text("name")).lower().removeprefix("tlp:")
    word = {"white": "clear"}.get(word, word)
    return word if word in MARKINGS else None


def marking_of(one: Numbered, named: Mapping[str, str] | None = None) -> str | None:
    """The strictest marking of TLP that an object or a part of it bears; ``named`` are markings of a bundle's own."""
    known = {**_TLP, **(named or {})}
    refs = one.texts("object_marking_refs")
    granular = one.values.get("granular_markings")
    for part in granular if isinstance(granular, list) else ():
        if isinstance(part, dict) and isinstance(part.get("marking_ref"), str):
            refs.append(part["marking_ref"])
    found = [known[ref] for ref in refs if ref in known]
    return max(found, key=MARKINGS.index, default=None)
