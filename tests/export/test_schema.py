"""The wire form and its schema agree, and both refuse what is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import jsonschema
import pytest

from onrecord.record import Record, from_wire, to_wire
from onrecord.record.schema import schema

from . import building, crossing

RECORDS = [
    building.marshes,
    building.hostile,
    building.arabic,
    building.empty,
    building.long_names,
    building.harbour,
    crossing.crossing,
    crossing.arabic,
    crossing.owed,
]


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("build", [b for b in RECORDS if b is not building.hostile])
def test_what_is_written_validates(build: Callable[[], Record]) -> None:
    validator().validate(to_wire(build()))


def test_a_date_that_is_none_is_refused_by_the_schema() -> None:
    assert "$.document.published" in [e.json_path for e in validator().iter_errors(to_wire(building.hostile()))]


@pytest.mark.parametrize("build", RECORDS)
def test_the_wire_form_comes_back_as_it_was(build: Callable[[], Record]) -> None:
    record = build()
    assert from_wire(json.loads(json.dumps(to_wire(record)))) == record


def spans(value: Any) -> Iterator[list[int]]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@pytest.mark.parametrize("build", RECORDS)
def test_spans_lie_inside_the_text(build: Callable[[], Record]) -> None:
    record = build()
    found = list(spans(to_wire(record)))
    assert found or not record.statements
    assert all(0 <= b < e <= len(record.document.text) for b, e in found)


def test_every_key_written_is_described() -> None:
    """Nothing is written that the schema does not know: the contract is complete."""
    strict = json.loads(
        json.dumps(schema()).replace('"type": "object",', '"type": "object", "additionalProperties": false,')
    )
    for build in (building.marshes, crossing.crossing):
        jsonschema.Draft202012Validator(strict).validate(to_wire(build()))


def test_additions_are_welcome() -> None:
    wire = to_wire(building.marshes())
    wire["later"] = wire["statements"][0]["later"] = wire["document"]["later"] = {"x": 1}
    validator().validate(wire)
    assert from_wire(wire) == building.marshes()
    wire = to_wire(crossing.crossing())
    for name in ("events", "ties", "commitments"):
        wire[name][0]["later"] = {"x": 1}
    validator().validate(wire)
    assert from_wire(wire) == crossing.crossing()


def breakages() -> Iterator[tuple[str, Callable[[dict[str, Any]], object]]]:
    yield "no document", lambda w: w.pop("document")
    yield "no list of ties", lambda w: w.pop("ties")
    yield "text is a number", lambda w: w["document"].update(text=3)
    yield "unknown act", lambda w: w["statements"][0].update(act="shout")
    yield "content without a span", lambda w: w["statements"][0]["content"].update(spans=[])
    yield "span of three", lambda w: w["statements"][0]["content"].update(spans=[[1, 2, 3]])
    yield "span of one", lambda w: w["statements"][0]["content"].update(spans=[[1]])
    yield "negative span", lambda w: w["statements"][0]["content"].update(spans=[[-1, 3]])
    yield "span of fractions", lambda w: w["statements"][0]["content"].update(spans=[[0.5, 3]])
    yield "confidence above one", lambda w: w["statements"][0].update(confidence=1.2)
    yield "strength of nothing", lambda w: w["statements"][0].update(strength=0)
    yield "negated is a word", lambda w: w["statements"][0].update(negated="no")
    yield "speaker missing", lambda w: w["statements"][0].update(speaker=None)
    yield "actor of no kind", lambda w: w["actors"][0].update(kind="ghost")
    yield "short digest", lambda w: w["document"]["snapshot"].update(sha256="abc")
    yield "unknown zone", lambda w: w["document"]["zones"][0].update(kind="footnote")
    yield "event of no standing", lambda w: w["events"][0].pop("standing")
    yield "event of another scheme's type", lambda w: w["events"][0].update(type="FIGHT")
    yield "event without words", lambda w: w["events"][0].update(spans=[])
    yield "attributed to nobody", lambda w: w["events"][4].update(by=None)
    yield "reported by a statement", lambda w: w["events"][0].update(by="s0")
    yield "a comment's word as fact", lambda w: w["ties"][0].update(zone="comment", standing="reported", by=None)
    yield "number of nothing known", lambda w: w["events"][1]["counts"][0].update(what="wishes")
    yield "fifth quad class", lambda w: w["events"][0].update(quad=5)
    yield "tie of no type", lambda w: w["ties"][0].update(type="likes")
    yield "tie with one end", lambda w: w["ties"][0].update(b=None)
    yield "derived from nothing", lambda w: w["ties"][0].update(derived=True)
    yield "read, and yet derived", lambda w: w["ties"][0].update(basis=["r1"])
    yield "commitment of a statement without a name", lambda w: w["commitments"][0].update(statement="")
    yield "commitment to nothing", lambda w: w["commitments"][0].update(deed=None)
    yield "due some day", lambda w: w["commitments"][0]["due"].update(kind="some day")


@pytest.mark.parametrize(("why", "spoil"), list(breakages()), ids=[name for name, _ in breakages()])
def test_a_broken_record_is_refused(why: str, spoil: Callable[[dict[str, Any]], object]) -> None:
    wire = deepcopy(to_wire(crossing.crossing()))
    spoil(wire)
    assert not validator().is_valid(wire), why


def test_a_reversed_span_is_refused_when_read() -> None:
    wire = to_wire(building.marshes())
    wire["statements"][0]["content"]["spans"] = [[9, 3]]
    with pytest.raises(ValueError, match="not a span"):
        from_wire(wire)
