"""Edits: what a person says of a finding against how it was read. The words stay the text's: spans, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..codebook import event_types
from ..errors import StoreError
from ..record import Actor, EventType, Failure, Judgement, JudgementKind, Record, Span, from_wire, to_wire
from .ids import LISTS
from .schema_check import breach

Json = dict[str, Any]

#: Where the wire form keeps the findings whose id begins so, and what the schema calls one of them.
_KINDS = {kind[0]: (listed, kind) for kind, listed in LISTS.items()}
#: What says how a finding was made, or what it rests on: nobody's opinion.
_FIXED = frozenset({"id", "made_by", "codebook", "derived", "basis"})
#: Fields that name something of the same record by its id there, and where that is listed.
_NAMED = {
    "actor": "actors",
    "within": "statements",
    "statement": "statements",
    "by": "statements",
    "when": "times",
    "time": "times",
    "place": "places",
}


def checked(record: Record, id_: str, local: str, value: Json) -> Json:
    """An edit of the finding ``id_``, called ``local`` in this record, as it is kept: a speaker's actor gets its name.

    Only what differs is said; of a piece in pieces (``speaker``, ``due``) its own fields are enough. An edit stands by
    itself: it takes the place of the one before, which holds again when it is taken back.

    Raises:
        StoreError: if the finding has no such field, or it cannot have such a value: of another type, a word that is
            none of the schema's, words beyond the text, an id that the record does not have.
    """
    if not value:
        raise StoreError("this edit changes nothing", id_, "give a field of the finding and its value")
    wire = to_wire(record)
    value = _with_names(value, record)
    before = _finding(wire, id_, local)
    after = _merged(before, value, id_)
    kind = _KINDS[id_[0]][1]
    said = breach(after, kind) or _dangling(after, wire)
    if said is not None:
        raise StoreError(f"a {kind} cannot be so: {said}", id_, "see the record's schema (onrecord schema)")
    _put(wire, id_, local, after)
    try:
        made = from_wire(wire)
    except (ValueError, TypeError, KeyError) as reason:
        raise StoreError(f"a {kind} cannot be so: {reason}", id_, "see the record's schema") from None
    if _finding(to_wire(made), id_, local) != after:
        raise StoreError(f"a {kind} has no such fields", id_, "see the record's schema (onrecord schema)")
    beyond = next((span for span in _spans(after) if span.end > len(record.document.text)), None)
    if beyond is not None:
        raise StoreError(f"the text has no words at [{beyond.start}, {beyond.end})", id_, "give places in the text")
    return value


def edited(record: Record) -> Record:
    """The record with the edits that hold (``kept``) in its findings; the record itself has what was read.

    An edit that is older than the reading names actors, times and statements of a reading before: an actor is found
    again by its name or its words, the other ids are left as they are read now. An edit that does not fit this reading
    at all is named in ``failures`` and left out.
    """
    if record.kept is None:
        return record
    for found in record.kept.findings:
        judgement = found.judgement
        if judgement is None or judgement.kind is not JudgementKind.EDIT:
            continue
        try:
            record = _applied(record, found.id, found.local, judgement)
        except (StoreError, ValueError, TypeError, KeyError) as reason:
            why = f"the edit {judgement.id} of {found.id} does not fit this reading: {reason}"
            record = replace(record, failures=(*record.failures, Failure("edit", why)))
    return record


def _applied(record: Record, id_: str, local: str, judgement: Judgement) -> Record:
    value = judgement.value or {}
    if record.kept is not None and judgement.at < record.kept.read:
        value = _without_ids(value, record)
    wire = to_wire(record)
    _put(wire, id_, local, _merged(_finding(wire, id_, local), _with_names(value, record), id_))
    return from_wire(wire)


def _finding(wire: Json, id_: str, local: str) -> Json:
    listed: list[Json] = wire[_KINDS[id_[0]][0]]
    found = next((one for one in listed if one["id"] == local), None)
    if found is None:
        raise StoreError("this reading has no such finding", id_, "read the document again")
    return found


def _put(wire: Json, id_: str, local: str, finding: Json) -> None:
    listed = wire[_KINDS[id_[0]][0]]
    listed[[one["id"] for one in listed].index(local)] = finding


def _merged(finding: Json, value: Json, id_: str) -> Json:
    """The finding with the fields of an edit in the place of its own."""
    merged = dict(finding)
    for name, new in value.items():
        if name not in finding or name in _FIXED:
            open_to_edits = ", ".join(field for field in finding if field not in _FIXED)
            raise StoreError(f"an edit cannot set {name!r}", id_, f"it can set {open_to_edits}")
        old = finding[name]
        merged[name] = {**old, **new} if isinstance(old, dict) and isinstance(new, dict) else new
    if id_[0] == "e" and {"type", "mode"} & value.keys():
        _fit_scheme(merged, value, id_)
    return merged


def _fit_scheme(event: Json, value: Json, id_: str) -> None:
    """Mode and scales of an event are those of its type."""
    if event["type"] not in {one.value for one in EventType}:
        return  # The schema's answer names the types.
    scheme, type_ = event_types(), EventType(event["type"])
    mode = event["mode"] if "mode" in value else None
    if mode is not None and (not isinstance(mode, str) or mode not in scheme.types[type_].modes):
        modes = ", ".join(scheme.types[type_].modes) or "none"
        raise StoreError(f"{type_.value} has no mode {mode!r}", id_, f"its modes: {modes}")
    own = {"mode": mode, "intensity": scheme.intensity(type_, mode), "quad": scheme.quad(type_)}
    event.update({field: one for field, one in own.items() if field not in value})


def _with_names(value: Json, record: Record) -> Json:
    """An edited speaker by name and actor: who says one of them means both."""
    speaker = value.get("speaker")
    if not isinstance(speaker, dict) or ("name" in speaker) is ("actor" in speaker):
        return value
    if "name" in speaker:
        actor = next((one.id for one in record.actors if _called(one, speaker["name"])), None)
        return {**value, "speaker": {**speaker, "actor": actor}}
    name = next((one.name for one in record.actors if one.id == speaker["actor"]), None)
    return {**value, "speaker": {**speaker, "name": name}}


def _called(actor: Actor, name: Any) -> bool:
    return isinstance(name, str) and name in (actor.name, *actor.also, actor.known_as)


def _without_ids(value: Json, record: Record) -> Json:
    """An edit of an earlier reading for this one: actors by their words, other ids of a record left out."""
    left = {"within", "statement", "by", "standing", "when", "place"}
    kept = {name: _by_words(new, record) for name, new in value.items() if name not in left}
    if isinstance(kept.get("speaker"), dict):
        kept["speaker"] = {name: new for name, new in kept["speaker"].items() if name != "actor"}
    if isinstance(kept.get("due"), dict):
        kept["due"] = {name: new for name, new in kept["due"].items() if name != "time"}
    return kept


def _by_words(value: Any, record: Record) -> Any:
    if isinstance(value, list):
        return [_by_words(one, record) for one in value]
    if isinstance(value, dict) and "actor" in value and ("span" in value or "spans" in value):
        spans = set(_spans(value))
        meant = (one.id for one in record.actors for mention in one.mentions if mention.span in spans)
        return {**value, "actor": next(meant, None)}
    return value


def _dangling(finding: Json, wire: Json) -> str | None:
    """The first id in a finding that the record does not have, in words."""
    have: dict[str, set[str]] = {listed: {one["id"] for one in wire[listed]} for listed in set(_NAMED.values())}
    for name, said in _walk(finding):
        if name in _NAMED and isinstance(said, str) and said not in have[_NAMED[name]]:
            return f"{name} {json.dumps(said)} is none of the record's {_NAMED[name]}"
    return "a statement is not within itself" if "within" in finding and _goes_round(finding, wire) else None


def _goes_round(statement: Json, wire: Json) -> bool:
    within = {one["id"]: one["within"] for one in wire["statements"]} | {statement["id"]: statement["within"]}
    seen: set[str] = set()
    here: str | None = statement["id"]
    while here is not None and here not in seen:
        seen.add(here)
        here = within.get(here)
    return here is not None


def _walk(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _walk(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one, name)
    else:
        yield name, value


#: Fields of the wire form that are a place in the text, or a list of such.
_PLACES = frozenset({"span", "role", "title", "reason", "deed", "condition"})
_PLACES_OF_MANY = frozenset({"spans"})


def _spans(value: Any) -> Iterator[Span]:
    """Every place in the text that a finding points at."""
    if isinstance(value, list):
        for one in value:
            yield from _spans(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name in _PLACES and isinstance(one, list):
                yield Span(*one)
            elif name in _PLACES_OF_MANY:
                yield from (Span(*pair) for pair in one)
            else:
                yield from _spans(one)
