"""The wire form as text: indented for a person, or one line a record for programs."""

from __future__ import annotations

import json

from ..record import Record, to_wire

# Python's own str.splitlines and some line readers break at these, which JSON allows unescaped inside strings.
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def pretty(record: Record) -> str:
    """The record as indented JSON, keys in the contract's order, ending in a line break."""
    return json.dumps(to_wire(record), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def line(record: Record) -> str:
    """The record as JSON on exactly one line, by any reader's notion of a line, ending in a line break."""
    dumped = json.dumps(to_wire(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return dumped.translate(_LINE_BREAKS) + "\n"
