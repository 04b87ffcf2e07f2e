"""JSON lines of a desk's records: each as ``onrecord desk export`` writes it, and what was said of the whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from . import jsonl
from .forms import Form, Head, Item


def _pieces(item: Item) -> Iterable[str]:
    yield jsonl.line(item.record).rstrip("\n")


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    told = {"desk": head.desk, "seen": head.seen, "query": head.query, "licence": head.licence, "tlp": head.tlp}
    end = f',"handed_out":{json.dumps(told, ensure_ascii=True)}}}\n'.encode()
    for line in lines:
        out.write(line[:-1].encode("utf-8", "backslashreplace"))
        out.write(end)


JSONL = Form(
    "jsonl",
    "records, one line of JSON a document: the wire form, whole",
    ".jsonl",
    _pieces,
    _finish,
    {
        "standing": "`standing` of each event and tie; a statement is attributed, or comment by its `zone`",
        "polarity": "`polarity` of each event and tie, `negated` of statements and commitments",
        "by": "`by` is the id of the statement it stands on, whose `speaker` is an actor; `within` goes up the chain",
        "grade": "`kept.source.grade`",
        "licence": "`handed_out.licence` and `handed_out.tlp` on each line",
    },
    as_read=True,
)
