"""The one wire form: a Record as plain JSON values, and back.

This is the public contract (``record.schema.json`` beside this file describes it). Additions are welcome, renames
are not. Spans travel as ``[start, end]`` in code points into ``document.text``.
"""

from __future__ import annotations

from .actor import Actor, ActorKind, Candidate, Mention, MentionForm, Role
from .document import Document, Precision, Snapshot, Zone, ZoneKind
from .findings_wire import (
    commitment_from_wire,
    commitment_to_wire,
    event_from_wire,
    event_to_wire,
    tie_from_wire,
    tie_to_wire,
)
from .kept_wire import kept_from_wire, kept_to_wire, provenance_from_wire, provenance_to_wire
from .place import Place, PlaceChoice, PlacePrecision
from .record import Failure, Record
from .span import Span
from .statement import Form, Speaker, SpeechAct, Statement
from .timeref import Anchor, AnchorKind, Bound, Granularity, TimeKind, TimeRef, Written
from .wire_pieces import Json, pair, pair_or_none, pairs, party, read_party, read_span, read_spans

WIRE_VERSION = "0.1.0"

#: The anchors that are no time of the text, which is named by its id.
_ANCHORS = frozenset(kind.value for kind in AnchorKind if kind is not AnchorKind.TIME)
_SNAPSHOT = ("sha256", "media_type", "size", "fetched", "final_url", "status", "name")


def to_wire(record: Record) -> Json:
    """The record as JSON values, keys in the contract's order."""
    wire: Json = {
        "onrecord": WIRE_VERSION,
        "engine": record.engine,
        "model": record.model,
        "knowledge": list(record.knowledge),
        "document": _document(record),
        "actors": [_actor(a) for a in record.actors],
        "times": [_time(t) for t in record.times],
        "places": [_place(p) for p in record.places],
        "written": _written(record.written),
        "statements": [_statement(s) for s in record.statements],
        "events": [event_to_wire(e) for e in record.events],
        "ties": [tie_to_wire(t) for t in record.ties],
        "commitments": [commitment_to_wire(c) for c in record.commitments],
        "failures": [{"step": f.step, "reason": f.reason} for f in record.failures],
        "kept": kept_to_wire(record.kept),
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
        provenance=provenance_from_wire(doc.get("provenance")),
    )
    return Record(
        document=document,
        engine=wire["engine"],
        model=wire["model"],
        zones=tuple(Zone(ZoneKind(z["kind"]), Span(*z["span"])) for z in doc["zones"]),
        actors=tuple(_read_actor(a) for a in wire["actors"]),
        statements=tuple(_read_statement(s) for s in wire["statements"]),
        failures=tuple(Failure(f["step"], f["reason"]) for f in wire["failures"]),
        times=tuple(_read_time(t) for t in wire["times"]),
        places=tuple(_read_place(p) for p in wire["places"]),
        written=_read_written(wire["written"]),
        knowledge=tuple(wire["knowledge"]),
        events=tuple(event_from_wire(e) for e in wire["events"]),
        ties=tuple(tie_from_wire(t) for t in wire["ties"]),
        commitments=tuple(commitment_from_wire(c) for c in wire["commitments"]),
        kept=kept_from_wire(wire.get("kept")),
    )


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
        "provenance": provenance_to_wire(doc.provenance),
        "zones": [{"kind": z.kind.value, "span": pair(z.span)} for z in record.zones],
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "also": list(actor.also),
        "type": actor.type,
        "countries": list(actor.countries),
        "link": actor.link,
        "known_as": actor.known_as,
        "confidence": actor.confidence,
        "why": actor.why,
        "candidates": [{"link": c.link, "name": c.name, "score": c.score, "why": c.why} for c in actor.candidates],
        "roles": [{"span": pair(r.span), "title": r.title, "body": r.body} for r in actor.roles],
        "mentions": [{"span": pair(m.span), "form": m.form.value, "confidence": m.confidence} for m in actor.mentions],
    }


def _time(time: TimeRef) -> Json:
    anchor = time.anchor
    return {
        "id": time.id,
        "span": pair(time.span),
        "kind": time.kind.value,
        "value": time.value,
        "edtf": time.edtf,
        "from": time.start,
        "to": time.end,
        "granularity": time.granularity.value,
        "mod": time.mod,
        "anchor": None if anchor is None else anchor.time or anchor.kind.value,
        "anchor_value": None if anchor is None else anchor.value,
        "why": time.why,
        "confidence": time.confidence,
        "made_by": time.made_by,
    }


def _place(place: Place) -> Json:
    return {
        "id": place.id,
        "span": pair(place.span),
        "name": place.name,
        "geonames": place.geonames,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value if place.precision else None,
        "confidence": place.confidence,
        "why": place.why,
        "alternatives": [_choice(c) for c in place.alternatives],
        "made_by": place.made_by,
    }


def _choice(choice: PlaceChoice) -> Json:
    return {
        "name": choice.name,
        "geonames": choice.geonames,
        "country": choice.country,
        "lat": choice.lat,
        "lon": choice.lon,
        "precision": choice.precision.value,
    }


def _written(written: Written | None) -> Json | None:
    if written is None:
        return None
    return {"not_before": _bound(written.not_before), "not_after": _bound(written.not_after)}


def _bound(bound: Bound | None) -> Json | None:
    return None if bound is None else {"date": bound.date, "why": bound.why, "spans": pairs(bound.spans)}


def _statement(stmt: Statement) -> Json:
    speaker = stmt.speaker
    return {
        "id": stmt.id,
        "speaker": {
            "spans": pairs(speaker.spans),
            "actor": speaker.actor,
            "name": speaker.name,
            "role": pair_or_none(speaker.role),
            "affiliation": speaker.affiliation,
            "confidence": speaker.confidence,
        },
        "cue": {"spans": pairs(stmt.cue)},
        "content": {"spans": pairs(stmt.content)},
        "form": stmt.form.value,
        "act": stmt.act.value,
        "act_confidence": stmt.act_confidence,
        "strength": stmt.strength,
        "negated": stmt.negated,
        "addressee": party(stmt.addressee),
        "target": party(stmt.target),
        "medium": party(stmt.medium),
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
        known_as=wire["known_as"],
        confidence=wire["confidence"],
        why=wire["why"],
        candidates=tuple(Candidate(c["link"], c["name"], c["score"], c["why"]) for c in wire["candidates"]),
        type=wire["type"],
        countries=tuple(wire["countries"]),
        roles=tuple(Role(Span(*r["span"]), r["title"], r["body"]) for r in wire["roles"]),
    )


def _read_time(wire: Json) -> TimeRef:
    named = wire["anchor"]
    anchor = None
    if named is not None:
        of_text = named not in _ANCHORS
        kind = AnchorKind.TIME if of_text else AnchorKind(named)
        anchor = Anchor(kind, wire["anchor_value"], named if of_text else None)
    return TimeRef(
        id=wire["id"],
        span=Span(*wire["span"]),
        kind=TimeKind(wire["kind"]),
        granularity=Granularity(wire["granularity"]),
        confidence=wire["confidence"],
        value=wire["value"],
        edtf=wire["edtf"],
        start=wire["from"],
        end=wire["to"],
        mod=wire["mod"],
        anchor=anchor,
        why=wire["why"],
        made_by=wire["made_by"],
    )


def _read_place(wire: Json) -> Place:
    return Place(
        id=wire["id"],
        span=Span(*wire["span"]),
        name=wire["name"],
        confidence=wire["confidence"],
        why=wire["why"],
        geonames=wire["geonames"],
        country=wire["country"],
        admin1=wire["admin1"],
        lat=wire["lat"],
        lon=wire["lon"],
        precision=PlacePrecision(wire["precision"]) if wire["precision"] else None,
        alternatives=tuple(
            PlaceChoice(**{**choice, "precision": PlacePrecision(choice["precision"])})
            for choice in wire["alternatives"]
        ),
        made_by=wire["made_by"],
    )


def _read_written(wire: Json | None) -> Written | None:
    return None if wire is None else Written(_read_bound(wire["not_before"]), _read_bound(wire["not_after"]))


def _read_bound(wire: Json | None) -> Bound | None:
    return None if wire is None else Bound(wire["date"], wire["why"], read_spans(wire["spans"]))


def _read_statement(wire: Json) -> Statement:
    speaker = wire["speaker"]
    return Statement(
        id=wire["id"],
        speaker=Speaker(
            spans=read_spans(speaker["spans"]),
            actor=speaker["actor"],
            name=speaker["name"],
            role=read_span(speaker["role"]),
            affiliation=speaker["affiliation"],
            confidence=speaker["confidence"],
        ),
        cue=read_spans(wire["cue"]["spans"]),
        content=read_spans(wire["content"]["spans"]),
        form=Form(wire["form"]),
        act=SpeechAct(wire["act"]),
        act_confidence=wire["act_confidence"],
        strength=wire["strength"],
        zone=ZoneKind(wire["zone"]),
        confidence=wire["confidence"],
        made_by=wire["made_by"],
        negated=wire["negated"],
        addressee=read_party(wire["addressee"]),
        target=read_party(wire["target"]),
        medium=read_party(wire["medium"]),
        within=wire["within"],
        when=wire["when"],
    )
