"""Documents for reference managers: RIS and CSL-JSON. What was said in each, and on whose word, stands in its notes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from ..record import Record, SourceKind, Statement
from .forms import Form, Head, Item
from .handed import Handed
from .wording import visible

_NEWS = frozenset({SourceKind.NEWS_AGENCY, SourceKind.NEWSPAPER, SourceKind.BROADCASTER})
_REPORTS = frozenset({SourceKind.THINK_TANK, SourceKind.NGO, SourceKind.BODY, SourceKind.MONITOR})
_QUOTES = tuple('"“„«‹‘「『')
_CARRIED = {
    "standing": "in the notes, before the words of each finding",
    "polarity": "in the notes, after the standing",
    "by": "in the notes: on whose word, the innermost first, up to the outlet",
    "grade": "in the notes: the outlet's grade from A to F",
    "licence": "in the notes of each document",
}


def _ris_pieces(item: Item) -> Iterator[str]:
    """The document's fields as pairs of tag and value, in their order."""
    handed = Handed(item)
    doc = item.record.document
    fields: list[tuple[str, str | None]] = [("TY", _ris_type(item.record)), ("ID", doc.id), ("TI", _title(handed))]
    fields += [("AU", doc.author), ("T2", _outlet(item.record)), ("PY", (doc.published or "")[:4])]
    fields += [("DA", _ris_date(doc.published)), ("UR", doc.url), ("LA", doc.language)]
    fields += [("Y2", _ris_date(doc.snapshot.fetched)), ("DB", "onrecord"), ("AN", doc.id)]
    fields += [("N1", note) for note in notes(handed)]
    yield json.dumps([[tag, _one_line(value)] for tag, value in fields if value])


def _ris_finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    for line in lines:
        fields = json.loads(line)
        fields += [["N1", _one_line(said)] for said in _said_of_the_whole(head)]
        text = "".join(f"{tag}  - {value}\r\n" for tag, value in fields)
        out.write(f"{text}ER  - \r\n\r\n".encode("utf-8", "replace"))


def _csl_pieces(item: Item) -> Iterator[str]:
    handed = Handed(item)
    doc = item.record.document
    made: dict[str, Any] = {"id": doc.id, "type": _csl_type(item.record), "title": _title(handed)}
    if doc.author:
        made["author"] = [{"literal": doc.author}]
    for key, value in (("container-title", _outlet(item.record)), ("URL", doc.url), ("language", doc.language)):
        if value:
            made[key] = value
    for key, stamp in (("issued", doc.published), ("accessed", doc.snapshot.fetched)):
        if parts := _parts(stamp):
            made[key] = {"date-parts": [parts]}
    made["source"] = "onrecord"
    made["note"] = list(notes(handed))
    yield json.dumps(made)


def _csl_finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    out.write(b"[")
    between = "\n"
    for line in lines:
        item = json.loads(line)
        item["note"] = "\n".join([*item["note"], *_said_of_the_whole(head)])
        out.write(f"{between}{json.dumps(item)}".encode())
        between = ",\n"
    out.write(b"\n]\n")


def notes(handed: Handed) -> Iterator[str]:
    """The outlet's grade, then each finding that is handed out, with its standing and on whose word it is."""
    record, kept = handed.record, handed.record.kept
    if kept is not None and kept.source is not None:
        grade = kept.source.grade
        yield f"grade {grade.reliability.value} ({grade.reliability.words if grade.who else 'not graded'})"
    for stmt in handed.asked(record.statements):
        polarity = "negated" if stmt.negated else "actual"
        yield _note(handed, stmt.id, stmt.act.value, stmt.standing.value, polarity, stmt.id, _content(handed, stmt))
    for event in handed.asked(record.events):
        words = handed.sentence(event.spans[0])
        standing = event.footing.standing.value
        yield _note(handed, event.id, event.type.value, standing, event.polarity.value, event.footing.by, words)
    for tie in handed.asked(record.ties):
        words = handed.sentence(tie.spans[0])
        kind = f"{handed.taker(tie.a).name} {tie.type.value} {handed.taker(tie.b).name}"
        standing = "derived" if tie.derived else tie.footing.standing.value
        yield _note(handed, tie.id, kind, standing, tie.polarity.value, tie.footing.by, words)
    for one in handed.asked(record.commitments):
        polarity = "negated" if one.negated else "conditional" if one.condition else "planned"
        standing = handed.ground(one)[0].value
        yield _note(handed, one.id, one.kind.value, standing, polarity, one.statement, one.deed.of(handed.text))


def _note(handed: Handed, local: str, kind: str, standing: str, polarity: str, by: str | None, words: str) -> str:
    """``s:3f9c…, threaten, attributed, actual, on the word of A < Gazette, accepted: “…”``."""
    chain = handed.passed_on(by)
    state, _, withdrawn, _ = handed.state(local)
    bits = [handed.cited(local) or local, kind, standing, polarity, f"on the word of {chain}" if chain else None]
    bits += [state, "withdrawn by its source" if withdrawn else None]
    quoted = _one_line(words)
    return f"{', '.join(bit for bit in bits if bit)}: {quoted if quoted[:1] in _QUOTES else f'“{quoted}”'}"


def _content(handed: Handed, stmt: Statement) -> str:
    return handed.words(stmt.content) or handed.words(stmt.cue) or ""


def _said_of_the_whole(head: Head) -> list[str]:
    told = (("licence", head.licence), ("label", head.tlp))
    return [f"{name}: {value}" for name, value in told if value]


def _one_line(words: str) -> str:
    return visible(" ".join(words.split()))


def _title(handed: Handed) -> str:
    doc = handed.record.document
    headline = next((zone.span.of(handed.text) for zone in handed.record.zones if zone.kind.value == "headline"), None)
    return _one_line(next((words for words in (doc.title, headline) if words and words.strip()), "Untitled document"))


def _kind(record: Record) -> SourceKind | None:
    return record.kept.source.kind if record.kept is not None and record.kept.source is not None else None


def _outlet(record: Record) -> str | None:
    source = record.kept.source if record.kept is not None else None
    return source.name if source is not None else record.document.source


def _ris_type(record: Record) -> str:
    kind = _kind(record)
    if kind in _NEWS:
        return "NEWS"
    return "RPRT" if kind in _REPORTS else "ELEC" if record.document.url or kind is not None else "GEN"


def _csl_type(record: Record) -> str:
    kind = _kind(record)
    if kind in _NEWS:
        return "article-newspaper"
    if kind in _REPORTS:
        return "report"
    if kind is SourceKind.CHANNEL:
        return "post"
    return "webpage" if record.document.url or kind is not None else "document"


def _ris_date(stamp: str | None) -> str:
    """RIS has year, month and day between strokes, as far as they are known: ``2031/05/04/``, ``2031//``."""
    parts = [f"{part:02d}" for part in _parts(stamp)]
    return "/".join((*parts, "", "", "")[:4]) if parts else ""


def _parts(stamp: str | None) -> list[int]:
    """Year, month and day, as far as they are known."""
    known = (stamp or "")[:10].split("-")
    return [int(part) for part in known if part.isascii() and part.isdigit()] if known[0].isdigit() else []


RIS = Form(
    "ris", "documents as RIS, for reference managers", ".ris", _ris_pieces, _ris_finish, _CARRIED, rows="documents"
)
CSL = Form(
    "csl-json",
    "documents as CSL-JSON, for reference managers",
    ".json",
    _csl_pieces,
    _csl_finish,
    _CARRIED,
    rows="documents",
)
