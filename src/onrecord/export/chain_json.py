"""A chain as JSON: every carrier with its exact words and where they stand, and who has it from whom."""

from __future__ import annotations

from typing import Any

from ..analysis.carried import Alteration, Carried
from ..analysis.chain import Chain
from ..analysis.origins import Link
from ..record import Source, Span

Json = dict[str, Any]


def chain_wire(chain: Chain) -> Json:
    """The chain; carriers are named by their places in ``carriers``, spans are ``[begin, end)`` in their documents."""
    return {
        "asked": chain.asked,
        "voices": list(chain.voices),
        "left": chain.left,
        "rejected": chain.rejected,
        "carriers": [_carrier(one) for one in chain.carriers],
        "links": [_link(link) for link in chain.links],
    }


def _carrier(one: Carried) -> Json:
    return {
        "statement": one.statement,
        "document": one.document,
        "outlet": _outlet(one.outlet),
        "called": one.called,
        "title": one.title,
        "url": one.url,
        "published": one.published,
        "filed": one.filed,
        "speaker": one.speaker,
        "speaker_words": one.speaker_words,
        "role": one.role,
        "form": one.form,
        "act": one.act,
        "cue": one.cue,
        "content": [{"words": words, "span": _span(span)} for words, span in zip(one.words, one.spans, strict=True)],
        "how": one.how.value if one.how else None,
        "sure": one.sure,
        "reasons": list(one.reasons),
        "alterations": [_alteration(found) for found in one.alterations],
        "within": [{"statement": outer.id, "speaker": outer.speaker, "cue": outer.cue} for outer in one.outers],
        "withdrawn": one.withdrawn,
        "vanished": one.vanished,
        "revises": one.revises,
        "negated": one.negated,
        "zone": one.zone,
        "judged": one.judged,
    }


def _outlet(outlet: Source | None) -> Json | None:
    if outlet is None:
        return None
    grade = outlet.grade.reliability.value if outlet.grade.who else None
    return {"id": outlet.id, "name": outlet.name, "kind": outlet.kind.value, "grade": grade}


def _alteration(found: Alteration) -> Json:
    return {
        "first": {"words": found.first, "span": _span(found.there)},
        "here": {"words": found.words, "span": _span(found.here)},
    }


def _link(link: Link) -> Json:
    return {
        "carrier": link.carrier,
        "origin": link.origin,
        "sign": link.sign.name.lower(),
        "sure": link.sure,
        "words": link.words,
        "span": _span(link.span),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
