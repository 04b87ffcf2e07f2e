"""Events, ties and commitments as plain JSON values, and back. ``codec`` puts them into the one wire form."""

from __future__ import annotations

from .commitment import Commitment, CommitmentKind, Due, DueKind
from .document import ZoneKind
from .event import Count, Counted, Event, EventType, Taker
from .span import Span
from .standing import Footing, Polarity, Standing
from .tie import Tie, TieType
from .wire_pieces import Json, pair, pair_or_none, pairs, party, read_party, read_span, read_spans


def event_to_wire(event: Event) -> Json:
    """One Event."""
    return {
        "id": event.id,
        "type": event.type.value,
        "mode": event.mode,
        "intended": event.intended.value if event.intended else None,
        "contexts": list(event.contexts),
        "codebook": event.codebook,
        "intensity": event.intensity,
        "quad": event.quad,
        "actors": [_taker(t) for t in event.actors],
        "recipients": [_taker(t) for t in event.recipients],
        "reciprocal": event.reciprocal,
        "spans": pairs(event.spans),
        "statement": event.statement,
        "when": event.when,
        "place": event.place,
        "counts": [_count(c) for c in event.counts],
        **_footing(event.footing),
        "polarity": event.polarity.value,
        "background": event.background,
        "confidence": event.confidence,
        "why": event.why,
        "made_by": event.made_by,
    }


def event_from_wire(wire: Json) -> Event:
    """The Event that ``event_to_wire`` wrote."""
    return Event(
        id=wire["id"],
        type=EventType(wire["type"]),
        codebook=wire["codebook"],
        footing=_read_footing(wire),
        polarity=Polarity(wire["polarity"]),
        spans=read_spans(wire["spans"]),
        confidence=wire["confidence"],
        made_by=wire["made_by"],
        mode=wire["mode"],
        intended=EventType(wire["intended"]) if wire["intended"] else None,
        contexts=tuple(wire["contexts"]),
        intensity=wire["intensity"],
        quad=wire["quad"],
        actors=tuple(_read_taker(t) for t in wire["actors"]),
        recipients=tuple(_read_taker(t) for t in wire["recipients"]),
        reciprocal=wire["reciprocal"],
        statement=wire["statement"],
        when=wire["when"],
        place=wire["place"],
        background=wire["background"],
        counts=tuple(_read_count(c) for c in wire["counts"]),
        why=wire["why"],
    )


def tie_to_wire(tie: Tie) -> Json:
    """One Tie."""
    return {
        "id": tie.id,
        "type": tie.type.value,
        "a": _taker(tie.a),
        "b": _taker(tie.b),
        "spans": pairs(tie.spans),
        "when": tie.when,
        "from": tie.start,
        "to": tie.end,
        "title": pair_or_none(tie.title),
        "reason": pair_or_none(tie.reason),
        **_footing(tie.footing),
        "polarity": tie.polarity.value,
        "background": tie.background,
        "derived": tie.derived,
        "basis": list(tie.basis),
        "confidence": tie.confidence,
        "why": tie.why,
        "made_by": tie.made_by,
    }


def tie_from_wire(wire: Json) -> Tie:
    """The Tie that ``tie_to_wire`` wrote."""
    return Tie(
        id=wire["id"],
        type=TieType(wire["type"]),
        a=_read_taker(wire["a"]),
        b=_read_taker(wire["b"]),
        footing=_read_footing(wire),
        polarity=Polarity(wire["polarity"]),
        spans=read_spans(wire["spans"]),
        confidence=wire["confidence"],
        made_by=wire["made_by"],
        when=wire["when"],
        start=wire["from"],
        end=wire["to"],
        title=read_span(wire["title"]),
        reason=read_span(wire["reason"]),
        derived=wire["derived"],
        basis=tuple(wire["basis"]),
        background=wire["background"],
        why=wire["why"],
    )


def commitment_to_wire(commitment: Commitment) -> Json:
    """One Commitment."""
    due = commitment.due
    return {
        "id": commitment.id,
        "kind": commitment.kind.value,
        "statement": commitment.statement,
        "doer": party(commitment.doer),
        "deed": pair(commitment.deed),
        "negated": commitment.negated,
        "to": party(commitment.to),
        "condition": pair_or_none(commitment.condition),
        "due": {"kind": due.kind.value, "span": pair_or_none(due.span), "time": due.time},
        "strength": commitment.strength,
        "confidence": commitment.confidence,
        "made_by": commitment.made_by,
    }


def commitment_from_wire(wire: Json) -> Commitment:
    """The Commitment that ``commitment_to_wire`` wrote."""
    due = wire["due"]
    return Commitment(
        id=wire["id"],
        kind=CommitmentKind(wire["kind"]),
        statement=wire["statement"],
        deed=Span(*wire["deed"]),
        strength=wire["strength"],
        confidence=wire["confidence"],
        made_by=wire["made_by"],
        doer=read_party(wire["doer"]),
        to=read_party(wire["to"]),
        negated=wire["negated"],
        condition=read_span(wire["condition"]),
        due=Due(DueKind(due["kind"]), read_span(due["span"]), due["time"]),
    )


def _taker(taker: Taker) -> Json:
    return {"actor": taker.actor, "span": pair(taker.span)}


def _read_taker(wire: Json) -> Taker:
    return Taker(Span(*wire["span"]), wire["actor"])


def _footing(footing: Footing) -> Json:
    return {"standing": footing.standing.value, "by": footing.by, "zone": footing.zone.value}


def _read_footing(wire: Json) -> Footing:
    return Footing(Standing(wire["standing"]), ZoneKind(wire["zone"]), wire["by"])


def _count(count: Count) -> Json:
    return {
        "what": count.what.value,
        "span": pair(count.span),
        "least": count.least,
        "most": count.most,
        "exact": count.exact,
    }


def _read_count(wire: Json) -> Count:
    return Count(Counted(wire["what"]), Span(*wire["span"]), wire["least"], wire["most"], wire["exact"])
