"""W3C Web Annotations: one for each finding, with the exact words, their place, and the snapshot that they stand in.

The target is the page as it was fetched: ``state`` has the time, and the snapshot's SHA-256 as a name that any archive
can find it by (``ni:///sha-256;...``, RFC 6920). Positions are code points of the text that was read from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from ..record import Span
from ..store.ids import named
from .forms import Form, Head, Item
from .teller import Teller, Told
from .told_facts import facts, json_line

Json = dict[str, Any]

ANNO = "http://www.w3.org/ns/anno.jsonld"
#: The names of what only we say; ``facts`` under them are as in the record's wire form.
OURS = "urn:onrecord:"
CONTEXT: list[Any] = [
    ANNO,
    {"onrecord": OURS, "onrecord:finding": {"@type": "@json"}},
]
#: So many characters stand before and after the words.
_AROUND = 32
_DIRECTIONS = {"ar": "rtl", "fa": "rtl", "he": "rtl", "ur": "rtl"}


def annotated(item: Item) -> Iterator[Json]:
    """An annotation for each finding of an item."""
    teller = Teller(item)
    for told in teller.findings:
        yield _annotation(teller, told)


def annotated_passage(item: Item, cited: str, span: Span) -> Json:
    """An annotation for words of a document that no finding has: ``cited`` is what they are cited by."""
    teller = Teller(item)
    made: Json = {"id": _urn(cited), "type": "Annotation", "motivation": "highlighting", "created": teller.filed}
    return {key: value for key, value in made.items() if value} | {"target": [_target(teller, span)]}


def collection(items: list[Json], id_: str, label: str, made_by: str, at: str) -> Json:
    """Annotations as one collection with one page."""
    made: Json = {"@context": CONTEXT, "id": f"{OURS}{quote(id_)}", "type": "AnnotationCollection", "label": label}
    made |= {"total": len(items), "generator": {"type": "Software", "name": made_by}, "generated": at}
    page = {"id": f"{made['id']}:page", "type": "AnnotationPage", "partOf": made["id"], "startIndex": 0}
    return made | {"first": page | {"items": items}}


def _annotation(teller: Teller, told: Told) -> Json:
    engine, kept = teller.record.engine, teller.record.kept
    made: Json = {
        "id": _urn(told.id),
        "type": "Annotation",
        "motivation": "commenting" if told.standing.value == "comment" else "describing",
        "created": teller.filed if kept is None else kept.read,
        "creator": {"id": f"{OURS}engine:{quote(engine)}", "type": "Software", "name": f"onrecord {engine}"},
        "body": [
            {"type": "TextualBody", "value": told.line, "format": "text/plain", "purpose": "describing"},
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in _tags(teller, told)),
        ],
        "target": [_target(teller, span) for span in told.spans] or [_source(teller)],
        "onrecord:finding": facts(teller, told),
    }
    return {key: value for key, value in made.items() if value is not None}


def _tags(teller: Teller, told: Told) -> Iterator[str]:
    yield from (f"{told.kind}:{told.type}", f"standing:{told.standing.value}", f"polarity:{told.polarity.value}")
    if told.state:
        yield told.state
    if teller.grade is not None:
        yield f"grade:{teller.grade}"


def _target(teller: Teller, span: Span) -> Json:
    text, doc = teller.document.text, teller.document
    quoted = {"type": "TextQuoteSelector", "exact": span.of(text)}
    quoted |= {"prefix": text[max(0, span.start - _AROUND) : span.start], "suffix": text[span.end : span.end + _AROUND]}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    made: Json = {"type": "SpecificResource", "source": _source(teller), "selector": [quoted, position]}
    if doc.source:
        made["scope"] = _urn(doc.id)
    return made | {"state": _state(teller)}


def _source(teller: Teller) -> Json:
    doc, snap = teller.document, teller.document.snapshot
    url = snap.final_url or doc.url
    made: Json = {"id": url if url and _web(url) else _urn(doc.id), "type": "Text", "format": snap.media_type}
    if doc.language:
        made["language"] = doc.language
        made["textDirection"] = _DIRECTIONS.get(doc.language, "ltr")
    return made


def _state(teller: Teller) -> Json:
    """Which state of the source it is: when it was fetched, and the hash of its bytes."""
    snap = teller.document.snapshot
    state: Json = {"type": "TimeState", "cached": _named(snap.sha256)}
    return state | ({"sourceDate": snap.fetched} if snap.fetched else {})


def _named(sha256: str) -> str:
    """The name of bytes by their hash (RFC 6920)."""
    try:
        return named(sha256)
    except ValueError:
        return f"{OURS}sha256:{quote(sha256)}"


def _web(url: str) -> bool:
    return url.startswith(("http://", "https://")) and url.isprintable() and not set(url) & set(' <>"{}|\\^`')


def _urn(cited: str) -> str:
    return OURS + quote(cited, safe=":_.-")


def _pieces(item: Item) -> Iterator[str]:
    yield from map(json_line, annotated(item))


def _finish_lines(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    said = _rights(head)
    for line in lines:
        out.write(f"{json_line({'@context': CONTEXT, **json.loads(line), **said})}\n".encode())


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    """A collection with all of its annotations on one page."""
    id_ = f"{OURS}export:{quote(head.desk)}:{quote(head.seen)}"
    total = sum(1 for _ in lines)
    made: Json = {"@context": CONTEXT, "id": id_, "type": "AnnotationCollection", "label": _label(head), "total": total}
    made |= {"generator": {"type": "Software", "name": head.engine}, "generated": head.seen, **_rights(head)}
    page: Json = {"id": f"{id_}:page", "type": "AnnotationPage", "partOf": id_, "startIndex": 0, "items": []}
    opening = json_line({**made, "first": page}).removesuffix("]}}")
    out.write(opening.encode())
    for number, line in enumerate(lines):
        out.write(f"{',' if number else ''}\n{line}".encode())
    out.write(b"\n]}}\n")


def _rights(head: Head) -> Json:
    """What the person said of the whole."""
    said: Json = {}
    if head.licence:
        said["rights"] = (
            head.licence if _web(head.licence) else f"{OURS}licence:{quote(head.licence, errors='replace')}"
        )
        said["onrecord:licence"] = head.licence
    return said | ({"onrecord:tlp": head.tlp} if head.tlp else {})


def _label(head: Head) -> str:
    about = f"What was found for: {head.query}" if head.query else "All findings"
    return f"{about} (desk {head.desk}, as of {head.as_of or head.seen})"


_CARRIED = {
    "standing": "`onrecord:finding.standing`, the tag `standing:attributed`, and first in the text of the body; a "
    "comment's motivation is `commenting`",
    "polarity": "`onrecord:finding.polarity`, and the tag `polarity:planned`",
    "by": "`onrecord:finding.by`, `on_word` and `chain`, and in the text of the body",
    "grade": "`onrecord:finding.grade`, and the tag `grade:B`",
    "licence": "`rights`, `onrecord:licence` and `onrecord:tlp`: of the collection, and of each line",
}
WEB_ANNOTATION = Form(
    "webannotation",
    "W3C Web Annotations, one JSON-LD collection: exact words, their place, the snapshot's hash",
    ".anno.jsonld",
    _pieces,
    _finish,
    _CARRIED,
)
WEB_ANNOTATION_LINES = Form(
    "webannotation-lines",
    "W3C Web Annotations, one line of JSON-LD each",
    ".anno.jsonl",
    _pieces,
    _finish_lines,
    _CARRIED,
)
