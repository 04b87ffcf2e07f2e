"""A finding as values of JSON, whole: what forms carry that have room for what is not their own."""

from __future__ import annotations

import json
from typing import Any

from ..record import Event, KeptFinding, Statement, Tie
from .handed import JUDGED
from .teller import Found, Teller, Told

Json = dict[str, Any]
# Line breaks for some readers that JSON allows inside strings.
_BREAKS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def facts(teller: Teller, told: Told) -> Json:
    """A finding under the names of the wire form; what is not known is left out. Ids are those that all forms use.

    ``only_stood_on`` is true of what was not asked for, and only stays because others stand on it.
    """
    found: Json = {
        "id": told.id,
        "kind": told.kind,
        "type": told.type,
        "standing": told.standing.value,
        "polarity": told.polarity.value,
        "by": list(told.by),
        "on_word": list(told.on_word),
        "chain": told.chain,
        "zone": told.zone,
        "document": teller.document.id,
        "outlet": teller.outlet_name,
        "grade": teller.grade,
        "spans": [[span.start, span.end] for span in told.spans],
        "words": told.words,
        "parts": [present({"role": p.role, "id": p.id, "name": p.name, "words": p.words}) for p in told.parts],
        "from": told.start,
        "to": told.end,
        "confidence": told.found.confidence,
        "made_by": told.found.made_by,
        **_own(teller, told.found),
        **_since(told.kept),
        "only_stood_on": not told.asked,
    }
    return present(found)


def document_facts(teller: Teller) -> Json:
    """The document, its snapshot and its outlet, the same way."""
    doc, snap, kept = teller.document, teller.document.snapshot, teller.record.kept
    return present(
        {
            "id": doc.id,
            "title": doc.title,
            "author": doc.author,
            "outlet": teller.outlet_name,
            "grade": teller.grade,
            "url": snap.final_url or doc.url,
            "published": doc.published,
            "published_precision": doc.published_precision.value if doc.published_precision else None,
            "language": doc.language,
            "sha256": snap.sha256,
            "media_type": snap.media_type,
            "size": snap.size,
            "fetched": snap.fetched,
            "filed": teller.filed,
            "engine": f"onrecord {teller.record.engine}",
            "model": teller.record.model,
            "knowledge": list(teller.record.knowledge),
            "revised_by": None if kept is None else kept.revised_by,
            "vanished": None if kept is None else kept.vanished,
        }
    )


def present(found: Json) -> Json:
    """Without what is not known, false or empty; a number stays."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {}) and value is not False}


def json_line(value: Any) -> str:
    """JSON on one line by any reader's notion of a line; half a surrogate pair is written as an escape."""
    line = _encoded(value)
    if line.isascii():
        return line
    for character, escape in _BREAKS.items():
        line = line.replace(character, escape)
    return line.encode("utf-8", "backslashreplace").decode()


def _own(teller: Teller, found: Found) -> Json:
    """What only findings of its kind have."""
    text = teller.telling.text
    if isinstance(found, Statement):
        return {"form": found.form.value, "strength": found.strength, "cue": teller.telling.words(found.cue)}
    if isinstance(found, Event):
        return _deed(teller, found)
    if isinstance(found, Tie):
        return {
            "title": found.title.of(text) if found.title else None,
            "reason": found.reason.of(text) if found.reason else None,
            "derived": found.derived,
            "basis": [teller.cited(known) for known in found.basis],
            "background": found.background,
        }
    return {
        "negated": found.negated,
        "condition": found.condition.of(text) if found.condition else None,
        "due": found.due.kind.value,
        "due_words": found.due.span.of(text) if found.due.span else None,
        "strength": found.strength,
    }


def _deed(teller: Teller, event: Event) -> Json:
    place, text = teller.telling.places.get(event.place or ""), teller.telling.text
    counts = ((n.what.value, n.least, n.most, n.span.of(text)) for n in event.counts)
    return {
        "mode": event.mode,
        "intended": event.intended.value if event.intended else None,
        "contexts": list(event.contexts),
        "codebook": event.codebook,
        "intensity": event.intensity,
        "quad": event.quad,
        "reciprocal": event.reciprocal,
        "background": event.background,
        "is": teller.cited(event.statement) if event.statement else None,
        "place": place.name if place else None,
        "counts": [present(dict(zip(("what", "least", "most", "words"), n, strict=True))) for n in counts],
    }


def _since(kept: KeptFinding | None) -> Json:
    """What became of a finding on the desk."""
    if kept is None:
        return {}
    made, judged = kept.judgement, None
    if made is not None:
        word = JUDGED.get(made.kind, made.kind.value)
        judged = present({"id": made.id, "as": word, "by": made.who, "at": made.at, "why": made.why})
    return {"withdrawn": kept.withdrawn, "judged": judged}
