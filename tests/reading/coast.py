"""The pack of the sample's invented region, and drafts read with it without a model."""

from __future__ import annotations

from functools import cache

from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.reading.draft import Draft
from onrecord.reading.mentions import Mentions, mentions
from onrecord.reading.places import places_of
from onrecord.reading.segment import segment
from onrecord.reading.statements import assembled
from onrecord.record import Actor
from onrecord.tagger.runtime import NameSpan

from .telling import document


@cache
def coast() -> Gazetteer:
    """What the sample's own pack knows."""
    return load_packs((SAMPLE,))


def tagged(text: str, *names: tuple[str, str]) -> tuple[NameSpan, ...]:
    """What a tagger might say: each (words, kind), where the words first stand."""
    out = []
    for words, kind in names:
        at = text.index(words)
        out.append(NameSpan(at, at + len(words), kind.removeprefix("nominal "), kind.startswith("nominal "), 0.95))
    return tuple(out)


def named(text: str, *names: tuple[str, str], gazetteer: Gazetteer | None = None) -> Mentions:
    """Everything named in a text, given what a tagger says."""
    return mentions(text, segment(text), tagged(text, *names), gazetteer or coast(), ())


def read(text: str, *names: tuple[str, str], gazetteer: Gazetteer | None = None) -> tuple[Actor, ...]:
    """The actors of a text that reports no statement."""
    known = gazetteer or coast()
    layout, found = segment(text), named(text, *names, gazetteer=known)
    draft = Draft(document(text), layout, named=found, places=places_of(text, layout, found.places, known, None))
    return assembled(draft, known, made_by="test/1").actors


def linked(actors: tuple[Actor, ...], key: str) -> Actor:
    """The one actor that stands for this known one; the test fails where there is none or two."""
    (found,) = [a for a in actors if a.link == f"coast:{key}"]
    return found


def shown(text: str, actor: Actor) -> list[str]:
    """The words of its mentions."""
    return [m.span.of(text) for m in actor.mentions]
