"""brat standoff of many documents: a zip of a folder that a brat server opens. See ``brat`` for what is in it.

Each document is two files named by its id, ``d-3f9c….txt`` and ``.ann``; ``annotation.conf`` tells brat the types. The
notes in these have the ids that findings have in their record; ``findings.tsv`` says by which each is cited, and
which were not asked for and only stay because others stand on them, and what became of them (``state``: accepted,
edited, rejected, withdrawn).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from . import brat
from .forms import Form, Head, Item
from .handed import Handed
from .table_cells import written, yes
from .told_facts import json_line
from .zipped import opened, put, put_head, written_to

_COLUMNS = ("document", "id", "finding", "only_stood_on", "outlet", "grade", "state")


def _pieces(item: Item) -> Iterator[str]:
    record = item.record
    name = record.document.id.replace(":", "-")
    yield json_line([name, brat.text(record), brat.standoff(record), "".join(_ids(item, name))])


def _ids(item: Item, name: str) -> Iterator[str]:
    """The rows of the document in ``findings.tsv``."""
    record, handed = item.record, Handed(item)
    outlet = None if record.kept is None else record.kept.source
    carrier = ("", "") if outlet is None else (outlet.name, outlet.grade.reliability.value)
    for listed in (record.statements, record.events, record.ties, record.commitments):
        for local in (found.id for found in listed):
            cited = handed.cited(local) or ""
            ground = item.findings is not None and cited not in item.findings
            judged, _, withdrawn, _ = handed.state(local)
            state = "; ".join(filter(None, (judged, "withdrawn" if withdrawn else "")))
            yield written((name, local, cited, yes(ground), *carrier, state), "\t")


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    with opened(out) as into:
        put(into, "annotation.conf", brat.annotation_conf().encode())
        put_head(into, head)
        for line in lines:
            name, text, rows, _ = json.loads(line)
            put(into, f"{name}.txt", text.encode("utf-8", "replace"))
            put(into, f"{name}.ann", rows.encode("utf-8", "replace"))
        with written_to(into, "findings.tsv") as file:
            file.write(written(_COLUMNS, "\t").encode())
            for line in lines:
                file.write(json.loads(line)[3].encode("utf-8", "replace"))


BRAT = Form(
    "brat",
    "brat standoff, a zip of a folder: a text and an annotation file for each document, and annotation.conf",
    ".brat.zip",
    _pieces,
    _finish,
    {
        "standing": "the attribute `Standing` of each event and tie; a statement is a `Content` with its `Speaker`, "
        "and its `Zone` says whether it is comment",
        "polarity": "the attributes `Polarity` and `Negated`",
        "by": "the role `By` leads to the `Content` of the statement, its relation `Speaker` to who says it; `Within` "
        "goes up the chain",
        "grade": "`grade` in `findings.tsv`",
        "licence": "`export.json`",
    },
)
