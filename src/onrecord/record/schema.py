"""The JSON Schema (2020-12) of the wire form, as it ships beside this file."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


def schema() -> dict[str, Any]:
    """The schema that everything ``to_wire`` writes keeps to, as a new dictionary each time.

    It cannot say that a span ends inside the text; ``from_wire`` refuses empty and reversed spans, and a reader of
    foreign records must check the text's length itself.
    """
    loaded: dict[str, Any] = json.loads(_source())
    return loaded


@cache
def _source() -> str:
    return files("onrecord.record").joinpath("record.schema.json").read_text(encoding="utf-8")
