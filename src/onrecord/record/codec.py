"""The one wire form: a Record as plain JSON values, and back.

This is the public contract (``record.schema.json`` beside this file describes it). Additions are welcome, renames
are not. Spans travel as ``[start, end]`` in code points into ``document.text``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .actor import Actor, ActorKind, Mention, MentionForm
from .document import Document, Precision, Snapshot, Zone, ZoneKind
from .record import Failure, Record
from .span import Span
from .statement import Form, Party, Speaker, SpeechAct, Statement

WIRE_VERSION = "0.1.0"

#: Lists of the wire form that this version of onrecord does not fill yet; they are always there, and empty.
UNREAD = ("times", "places", "events", "ties", "commitments")

Json = dict[str, Any]
_SNAPSHOT = ("sha256", "media_type", "size", "fetched", "final_url", "status", "name")


def to_wire(record: Record) -> Json:
    """The record as JSON values, keys in the contract's order."""
    wire: Json = {
        "onrecord": WIRE_VERSION,
        "engine": record.engine,
        "model": record.model,
        "document": _document(record),
        "actors": [_actor(a) for a in record.actors],
        "times": [],
        "places": [],
        "statements": [_statement(s) for s in record.statements],
        "events": [],
        "ties": [],
        "commitments": [],
        "failures": [{"step": f.step, "reason": f.reason} for f in record.failures],
    }
    return wire


def from_wire(wire: Json) -> Record:
    """The Record that ``to_wire`` wrote.

    Raises:
        KeyError, ValueError: if ``wire`` is not of the contract's form; check it against the schema first.
    """
    doc = wire["document"]
    document = Document(
        id=doc["id"],
        text=doc["text"],
        snapshot=Snapshot(**{key: doc["snapshot"].get(key) for key in _SNAPSHOT}),
        title=doc["title"],
        author=doc["author"],
        source=doc["source"],
        url=doc["url"],
        published=doc["published"],
        published_precision=Precision(doc["published_precision"]) if doc["published_precision"] else None,
        language=doc["language"],
    )
    return Record(
        document=document,
        engine=wire["engine"],
        model=wire["model"],
        zones=tuple(Zone(ZoneKind(z["kind"]), Span(*z["span"])) for z in doc["zones"]),
        actors=tuple(_read_actor(a) for a in wire["actors"]),
        statements=tuple(_read_statement(s) for s in wire["statements"]),
        failures=tuple(Failure(f["step"], f["reason"]) for f in wire["failures"]),
    )


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _spans(pairs: Iterable[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(b, e) for b, e in pairs)


def _document(record: Record) -> Json:
    doc, snap = record.document, record.document.snapshot
    return {
        "id": doc.id,
        "title": doc.title,
        "author": doc.author,
        "source": doc.source,
        "url": doc.url,
        "published": doc.published,
        "published_precision": doc.published_precision.value if doc.published_precision else None,
        "language": doc.language,
        "text": doc.text,
        "snapshot": {
            "sha256": snap.sha256,
            "media_type": snap.media_type,
            "fetched": snap.fetched,
            "final_url": snap.final_url,
            "status": snap.status,
            "size": snap.size,
            "name": snap.name,
        },
        "zones": [{"kind": z.kind.value, "span": _pair(z.span)} for z in record.zones],
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "also": list(actor.also),
        "link": actor.link,
        "mentions": [{"span": _pair(m.span), "form": m.form.value, "confidence": m.confidence} for m in actor.mentions],
    }


def _party(party: Party | None) -> Json | None:
    return None if party is None else {"spans": _pairs(party.spans), "actor": party.actor}


def _statement(stmt: Statement) -> Json:
    speaker = stmt.speaker
    return {
        "id": stmt.id,
        "speaker": {
            "spans": _pairs(speaker.spans),
            "actor": speaker.actor,
            "name": speaker.name,
            "role": _pair(speaker.role),
            "affiliation": speaker.affiliation,
            "confidence": speaker.confidence,
        },
        "cue": {"spans": _pairs(stmt.cue)},
        "content": {"spans": _pairs(stmt.content)},
        "form": stmt.form.value,
        "act": stmt.act.value,
        "act_confidence": stmt.act_confidence,
        "strength": stmt.strength,
        "negated": stmt.negated,
        "addressee": _party(stmt.addressee),
        "target": _party(stmt.target),
        "medium": _party(stmt.medium),
        "within": stmt.within,
        "zone": stmt.zone.value,
        "when": stmt.when,
        "confidence": stmt.confidence,
        "made_by": stmt.made_by,
    }


def _read_actor(wire: Json) -> Actor:
    return Actor(
        id=wire["id"],
        name=wire["name"],
        kind=ActorKind(wire["kind"]),
        also=tuple(wire["also"]),
        link=wire["link"],
        mentions=tuple(Mention(Span(*m["span"]), MentionForm(m["form"]), m["confidence"]) for m in wire["mentions"]),
    )


def _read_party(wire: Json | None) -> Party | None:
    return None if wire is None else Party(_spans(wire["spans"]), wire["actor"])


def _read_statement(wire: Json) -> Statement:
    speaker = wire["speaker"]
    return Statement(
        id=wire["id"],
        speaker=Speaker(
            spans=_spans(speaker["spans"]),
            actor=speaker["actor"],
            name=speaker["name"],
            role=Span(*speaker["role"]) if speaker["role"] else None,
            affiliation=speaker["affiliation"],
            confidence=speaker["confidence"],
        ),
        cue=_spans(wire["cue"]["spans"]),
        content=_spans(wire["content"]["spans"]),
        form=Form(wire["form"]),
        act=SpeechAct(wire["act"]),
        act_confidence=wire["act_confidence"],
        strength=wire["strength"],
        zone=ZoneKind(wire["zone"]),
        confidence=wire["confidence"],
        made_by=wire["made_by"],
        negated=wire["negated"],
        addressee=_read_party(wire["addressee"]),
        target=_read_party(wire["target"]),
        medium=_read_party(wire["medium"]),
        within=wire["within"],
        when=wire["when"],
    )
