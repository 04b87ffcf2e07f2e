"""The steps of reading, in order. Each says what it needs and what it gives; that is checked before the first text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..errors import ReadingError
from ..record import ZoneKind
from ..tagger.runtime import Tagger
from .acts import act_of
from .attribution import attributions
from .draft import Draft, Meaning
from .parties import parties_of
from .segment import segment
from .statements import assembled
from .zones import outline, zone_at, zones


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``needs`` and ``gives`` name fields of the Draft; ``english`` says that its rules are English ones.

    ``version`` counts up when the step's findings change; it stands in every finding that the step made.
    """

    name: str
    version: int
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[[Draft, Tagger], Draft]
    english: bool = True


def _segment(draft: Draft, tagger: Tagger) -> Draft:
    return replace(draft, layout=segment(draft.document.text))


def _outline(draft: Draft, tagger: Tagger) -> Draft:
    return replace(draft, zones=outline(draft.document, draft.layout))


def _zones(draft: Draft, tagger: Tagger) -> Draft:
    return replace(draft, zones=zones(draft.document, draft.layout))


def _attribution(draft: Draft, tagger: Tagger) -> Draft:
    """Statements in boilerplate (captions, calls to subscribe) are nobody's statements."""
    told = attributions(draft.document.text, draft.layout, tagger)
    kept = [i for i, t in enumerate(told) if zone_at(draft.zones, t.cue.start) is not ZoneKind.BOILERPLATE]
    if len(kept) < len(told):
        place = {old: new for new, old in enumerate(kept)}
        told = tuple(replace(told[i], within=None if (w := told[i].within) is None else place.get(w)) for i in kept)
    return replace(draft, told=told)


def _acts(draft: Draft, tagger: Tagger) -> Draft:
    text = draft.document.text
    meanings = []
    for told in draft.told:
        words = " ".join(piece.of(text) for piece in told.content)
        speaker = (told.speaker,) if told.speaker else ()
        act = act_of(told.cue.of(text), words, words.rstrip("\"”’»' ").endswith("?"))
        parties = parties_of(text, told.sentence, told.cue, speaker, told.content)
        if parties.medium is not None and any(piece.meets(parties.medium) for piece in told.content):
            parties = replace(parties, medium=None)
        if parties.addressee is not None and any(parties.addressee.holds(piece) for piece in told.content):
            parties = replace(parties, addressee=None)
        meanings.append(Meaning(act, parties))
    return replace(draft, meanings=tuple(meanings))


def _statements(draft: Draft, tagger: Tagger) -> Draft:
    return assembled(draft, made_by=f"{ATTRIBUTION.name}/{ATTRIBUTION.version}")


ATTRIBUTION = Step("attribution", 1, frozenset({"document", "layout", "zones"}), frozenset({"told"}), _attribution)

STEPS: tuple[Step, ...] = (
    Step("segment", 1, frozenset({"document"}), frozenset({"layout"}), _segment, english=False),
    Step("outline", 1, frozenset({"document", "layout"}), frozenset({"zones"}), _outline, english=False),
    Step("zones", 2, frozenset({"document", "layout", "zones"}), frozenset({"zones"}), _zones),
    ATTRIBUTION,
    Step("acts", 1, frozenset({"document", "told"}), frozenset({"meanings"}), _acts),
    Step(
        "statements",
        1,
        frozenset({"layout", "zones", "told", "meanings"}),
        frozenset({"statements", "actors"}),
        _statements,
    ),
)


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, if each finds what it needs.

    Raises:
        ReadingError: if a step needs what no step before it gives, or two steps bear one name.
    """
    there = {"document"}
    seen: set[str] = set()
    for step in steps:
        missing = sorted(step.needs - there)
        if missing:
            raise ReadingError(
                f"the step {step.name!r} needs {', '.join(missing)}, which no step before it gives",
                None,
                "put it later",
            )
        if step.name in seen:
            raise ReadingError(f"two steps are called {step.name!r}", None, "give one another name")
        seen.add(step.name)
        there |= step.gives
    return tuple(steps)
