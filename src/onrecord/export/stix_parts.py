"""What STIX 2.1 objects of ours are made of: ids, times, markings, confidence, and the extension for the standing.

Ids are UUIDs of version 5, made of what a finding, an actor or a document is cited by: the same on every desk.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

_OURS = uuid.UUID("6f1d4f5c-2b0b-5f0e-9a53-0d2f7a1c9b64")
#: When what is the same in every bundle was made, and known actors and places are said to have been.
MADE = "2026-01-01T00:00:00.000Z"
#: The extension of TLP 2.0 and its markings, with the ids that are the same everywhere.
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP = {
    "TLP:CLEAR": "94868c89-83c2-464b-929b-a1a8aa3c8487",
    "TLP:GREEN": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "TLP:AMBER": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "TLP:AMBER+STRICT": "939a9414-2ddd-4d32-a0cd-375ea402b003",
    "TLP:RED": "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
#: The value of ``confidence`` for a grade: the steps of STIX's table for the Admiralty scale; F has none there.
CONFIDENCE = {"A": 90, "B": 70, "C": 50, "D": 30, "E": 10}
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)
_UNFIT = re.compile("[\ud800-\udfff]")


def stix_id(type_: str, cited: str) -> str:
    """The id of the object of a type that stands for what is cited so."""
    return f"{type_}--{uuid.uuid5(_OURS, cited.encode('utf-8', 'replace').decode())}"


EXTENSION = stix_id("extension-definition", "onrecord")
TOOL = stix_id("identity", "onrecord")


def fixed() -> tuple[Json, Json]:
    """The identity of onrecord and the definition of its extension."""
    tool = base("identity", TOOL, MADE) | {"name": "onrecord", "identity_class": "system"}
    definition = base("extension-definition", EXTENSION, MADE) | {
        "created_by_ref": TOOL,
        "name": "onrecord: on whose word",
        "description": "What is told of actors, with its exact words and their place, and on whose word it stands. An "
        "object whose standing is not reported is no fact of its creator: somebody said so.",
        "schema": json.dumps(_SCHEMA, sort_keys=True),
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
    return tool, definition


_SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "onrecord: on whose word",
    "type": "object",
    "required": ["extension_type"],
    "properties": {
        "extension_type": {"const": "property-extension"},
        "cited_as": {"type": "string", "description": "the id by which the desk cites it"},
        "standing": {"enum": ["reported", "attributed", "comment"]},
        "polarity": {"enum": ["actual", "negated", "planned", "conditional", "hypothetical"]},
        "stands_on": {"type": "array", "description": "the statements on whose word it stands, the innermost first"},
        "stands_on_refs": {"type": "array", "description": "the notes of these statements"},
        "on_word": {"type": "array", "description": "who said so, the innermost first"},
        "spans": {"type": "array", "description": "[begin, end) in code points of the document's text"},
        "words": {"type": "string", "description": "the document's own words"},
        "grade": {"enum": ["A", "B", "C", "D", "E", "F"], "description": "the outlet's reliability, Admiralty scale"},
    },
}


def base(type_: str, id_: str, created: str, modified: str | None = None) -> Json:
    """What every object has."""
    made = {"type": type_, "spec_version": "2.1", "id": id_, "created": created}
    return made | {"modified": max(modified or created, created)}


def marking(tlp: str) -> Json | None:
    """The marking definition of a level of TLP 2.0; ``None`` for what is none."""
    if tlp not in _TLP:
        return None
    said = {"extension_type": "property-extension", "tlp_2_0": tlp.removeprefix("TLP:").lower()}
    id_ = f"marking-definition--{_TLP[tlp]}"
    made = {"type": "marking-definition", "spec_version": "2.1", "id": id_, "created": "2022-10-01T00:00:00.000Z"}
    return made | {"name": tlp, "extensions": {TLP_EXTENSION: said}}


def licence_marking(licence: str) -> Json:
    """A marking definition that states a licence."""
    id_ = stix_id("marking-definition", f"licence {licence}")
    made = {"type": "marking-definition", "spec_version": "2.1", "id": id_, "created": MADE, "created_by_ref": TOOL}
    return made | {"definition_type": "statement", "definition": {"statement": fit(licence)}}


def moment(said: str | None) -> str | None:
    """A date or time as STIX writes times, a date as its first moment in UTC; ``None`` for what is none."""
    partial = _PARTIAL.match(said or "")
    try:
        if partial is not None:
            year, month, day = (int(bit or 1) for bit in partial.groups())
            when = datetime(year, month, day, tzinfo=UTC)
        else:
            when = datetime.fromisoformat(said or "")
            when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z" if when.year >= 1000 else None


def fit(words: str) -> str:
    """Words as JSON in UTF-8 can hold them: half a surrogate pair becomes U+FFFD."""
    return _UNFIT.sub("\ufffd", words)


def fitting(value: Any) -> Any:
    """The same for all strings in a value."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, list):
        return [fitting(one) for one in value]
    return {key: fitting(one) for key, one in value.items()} if isinstance(value, dict) else value
