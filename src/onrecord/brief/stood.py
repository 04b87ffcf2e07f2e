"""How one citation stands: what it stands for as plain JSON values, which are frozen with a brief and compared later.

The same is made of the evidence of any day, so that what it was and what it is are compared like with like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..record import (
    Commitment,
    Event,
    JudgementKind,
    Party,
    Record,
    Span,
    Statement,
    Tie,
    to_wire,
)
from ..record.kept_wire import judgement_to_wire
from ..record.wire_pieces import pair, pairs
from ..store.edits import edited
from ..store.ids import LISTS, text_sha256
from .evidence import Evidence, Finding

Json = dict[str, Any]


def stood(key: str, evidence: Evidence) -> Json:
    """What a citation (by its key) stands for: the finding on the wire, with the edit that holds made in it; its words
    and sentences; who takes part; document, snapshot, outlet and grade; judgement, withdrawal, other reports.
    """
    record = _with_edits(evidence.record)
    found = _finding(record, evidence.finding)
    kept = record.kept
    own = next((one for one in kept.findings if one.id == evidence.id), None) if kept is not None else None
    text = evidence.text
    return {
        "key": key,
        "id": evidence.id,
        "kind": evidence.kind,
        "current": evidence.current,
        "document": _document(record),
        "finding": None if found is None else _wire(record, evidence.kind, found.id),
        "facts": {} if found is None else dict(_facts(evidence, record, found)),
        "parties": {} if found is None else _parties(evidence, found),
        "spans": pairs(evidence.spans),
        "words": [span.of(text) for span in evidence.spans],
        "sentences": [{"span": pair(span), "words": span.of(text)} for span in evidence.sentences],
        "chain": _chain(evidence, record),
        "people": [
            {
                "actor": one.actor.id,
                "id": one.entity.id if one.entity is not None else None,
                "link": one.entity.link if one.entity is not None else one.actor.link,
                "name": one.entity.name if one.entity is not None else one.actor.name,
                "names": list(one.names),
                "roles": list(one.roles),
                "disputed": one.disputed,
            }
            for one in evidence.people
        ],
        "withdrawn": evidence.withdrawn,
        "why": None if own is None else own.why,
        "judgement": None if evidence.judgement is None else judgement_to_wire(evidence.judgement),
        "tellers": [
            {
                "id": one.id,
                "document": one.document,
                "outlet": one.outlet,
                "language": one.language,
                "published": one.published,
                "family": one.family,
                "how": one.how,
            }
            for one in evidence.tellers
        ],
    }


def _document(record: Record) -> Json:
    doc, snap, kept = record.document, record.document.snapshot, record.kept
    outlet = None if kept is None else kept.source
    grade = None if outlet is None else outlet.grade
    return {
        "id": doc.id,
        "title": doc.title,
        "author": doc.author,
        "outlet": None if outlet is None else outlet.id,
        "outlet_name": doc.source if outlet is None else outlet.name,
        "grade": None if grade is None else grade.reliability.value,
        "graded": None if grade is None else {"at": grade.at, "who": grade.who, "why": grade.why},
        "published": doc.published,
        "language": doc.language,
        "url": snap.final_url or doc.url,
        "fetched": snap.fetched,
        "snapshot": snap.sha256,
        "media_type": snap.media_type,
        "text_sha256": text_sha256(doc.text),
        "engine": record.engine,
        "model": record.model,
        "knowledge": list(record.knowledge),
        "read": None if kept is None else kept.read,
        "revised_by": None if kept is None else kept.revised_by,
        "vanished": None if kept is None else kept.vanished,
        "bytes_kept": True if kept is None else kept.bytes_kept,
        "holes": [] if kept is None else pairs(kept.holes),
    }


def _with_edits(record: Record) -> Record:
    kept = record.kept
    if kept is None:
        return record
    judged = (one.judgement for one in kept.findings if one.judgement is not None)
    return edited(record) if any(one.kind is JudgementKind.EDIT for one in judged) else record


def _finding(record: Record, found: Finding | None) -> Finding | None:
    if found is None:
        return None
    every: Iterable[Finding] = (*record.statements, *record.events, *record.ties, *record.commitments)
    return next((one for one in every if one.id == found.id), found)


def _wire(record: Record, kind: str, local: str) -> Json:
    listed: list[Json] = to_wire(record)[LISTS[kind]]
    return next(one for one in listed if one["id"] == local)


def _facts(evidence: Evidence, record: Record, found: Finding) -> Iterator[tuple[str, Any]]:
    """What the finding says, but for who takes part: words that can be set beside those of another day."""
    times = {one.id: one.value or one.span.of(evidence.text) for one in record.times}
    places = {one.id: one.name for one in record.places}
    if isinstance(found, Statement):
        yield from (("act", found.act.value), ("said", not found.negated))
        yield from (("comment", found.zone.value == "comment"), ("when", times.get(found.when or "")))
        return
    if isinstance(found, Commitment):
        yield from (("type", found.kind.value), ("negated", found.negated), ("when", times.get(found.due.time or "")))
        yield "condition", None if found.condition is None else found.condition.of(evidence.text)
        return
    yield from (("type", found.type.value), ("polarity", found.polarity.value))
    yield from (("standing", found.footing.standing.value), ("when", times.get(found.when or "")))
    if isinstance(found, Event):
        yield from (("mode", found.mode), ("place", places.get(found.place or "")))
        yield "counts", [[one.what.value, one.least, one.most] for one in found.counts]
    else:
        yield from (("from", found.start), ("to", found.end))


def _parties(evidence: Evidence, found: Finding) -> Json:
    """Who takes part, by roles: the desk's id (or the record's own), the name, and the actor in the record."""
    sides: dict[str, list[tuple[str | None, str]]] = {}

    def add(role: str, actor: str | None, words: str) -> None:
        sides.setdefault(role, []).append((actor, words))

    def add_party(role: str, party: Party | None) -> None:
        if party is not None:
            add(role, party.actor, _words(evidence.text, party.spans))

    if isinstance(found, Statement):
        speaker = found.speaker
        add("speaker", speaker.actor, speaker.name or _words(evidence.text, speaker.spans))
        for role, party in (("addressee", found.addressee), ("target", found.target), ("medium", found.medium)):
            add_party(role, party)
    elif isinstance(found, Commitment):
        add_party("doer", found.doer)
        add_party("to", found.to)
    elif isinstance(found, Event):
        for taker in found.actors:
            add("actor", taker.actor, taker.span.of(evidence.text))
        for taker in found.recipients:
            add("recipient", taker.actor, taker.span.of(evidence.text))
    elif isinstance(found, Tie):
        add("a", found.a.actor, found.a.span.of(evidence.text))
        add("b", found.b.actor, found.b.span.of(evidence.text))
    return {role: [_somebody(evidence, actor, words) for actor, words in some] for role, some in sides.items()}


def _somebody(evidence: Evidence, actor: str | None, words: str) -> Json:
    one = evidence.who(actor)
    if one is None:
        named = next((known.name for known in evidence.record.actors if known.id == actor), words)
        return {"actor": actor, "id": None, "name": named}
    name = one.entity.name if one.entity is not None else one.actor.name
    return {"actor": actor, "id": one.entity.id if one.entity is not None else None, "name": name}


def _chain(evidence: Evidence, record: Record) -> list[Json]:
    """The statements on whose word it stands, the innermost first: citable id, who speaks, what is done."""
    kept = record.kept.findings if record.kept is not None else ()
    citable = {one.local: one.id for one in kept}
    current = {one.id: one for one in record.statements}
    links = []
    for voice in evidence.voices:
        one = current.get(voice.id, voice)
        who = _somebody(evidence, one.speaker.actor, one.speaker.name or _words(evidence.text, one.speaker.spans))
        links.append(
            {
                "id": citable.get(one.id),
                "speaker": who["name"],
                "speaker_id": who["id"],
                "act": one.act.value,
                "said": not one.negated,
                "cue": _words(evidence.text, one.cue),
                "content": pairs(one.content),
                "medium": None if one.medium is None else _words(evidence.text, one.medium.spans),
            }
        )
    return links


def _words(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)
