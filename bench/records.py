"""Texts at hand, read as any document is: what every measure of a record begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def records(texts: Mapping[str, str]) -> dict[str, Json]:
    """The record of each text in its wire form, by name. Its text is the gold's, so that spans can be compared."""
    from onrecord.desk import Journey
    from onrecord.intake import Overrides, Raw
    from onrecord.record import Record
    from onrecord.record.codec import to_wire

    journey, out = Journey(), {}
    for name, text in texts.items():
        raw = Raw(text.encode("utf-8"), f"{name}.txt", media_type="text/plain; charset=utf-8")
        (record,) = journey.records(raw, Overrides(language="en"))
        if not isinstance(record, Record):
            raise record.error
        if record.document.text != text:
            raise SystemExit(f"{name}: the record's text is not the gold's, so spans cannot be compared")
        out[name] = to_wire(record)
    return out
