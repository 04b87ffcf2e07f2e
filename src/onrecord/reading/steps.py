"""The steps of reading, in order. Each says what it needs and what it gives; that is checked before the first text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..errors import ReadingError
from ..gazetteer import Gazetteer
from ..record import Place, Span, ZoneKind
from ..tagger.runtime import Tagger
from .acts import act_of
from .attribution import attributions
from .commitments import commitments_of, deed_heads
from .dating import dated, home
from .draft import Draft, Meaning
from .events import events_of
from .known_names import known_names
from .mentions import mentions
from .parties import parties_of
from .places import places_of
from .segment import segment
from .statements import assembled
from .tidying import tidied
from .ties import ties_of
from .times import times_of
from .zones import outline, zone_at, zones


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps read with: the trained model, and the known names."""

    tagger: Tagger
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``needs`` and ``gives`` name fields of the Draft; ``english`` says that its rules are English ones.

    ``version`` counts up when the step's findings change; it stands in every finding that the step made.
    """

    name: str
    version: int
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[[Draft, Tools], Draft]
    english: bool = True

    @property
    def made_by(self) -> str:
        """How the step signs its findings."""
        return f"{self.name}/{self.version}"


def _segment(draft: Draft, tools: Tools) -> Draft:
    return replace(draft, layout=segment(draft.document.text))


def _outline(draft: Draft, tools: Tools) -> Draft:
    return replace(draft, zones=outline(draft.document, draft.layout))


def _zones(draft: Draft, tools: Tools) -> Draft:
    return replace(draft, zones=zones(draft.document, draft.layout))


def _attribution(draft: Draft, tools: Tools) -> Draft:
    """Statements in boilerplate (captions, calls to subscribe) are nobody's statements."""
    heard = attributions(draft.document.text, draft.layout, tools.tagger)
    told = heard.told
    kept = [i for i, t in enumerate(told) if zone_at(draft.zones, t.cue.start) is not ZoneKind.BOILERPLATE]
    if len(kept) < len(told):
        place = {old: new for new, old in enumerate(kept)}
        told = tuple(replace(told[i], within=None if (w := told[i].within) is None else place.get(w)) for i in kept)
    return replace(draft, told=told, tagged=heard.names, syntax=heard.syntax, states=heard.states)


def _mentions(draft: Draft, tools: Tools) -> Draft:
    headlines = [z.span for z in draft.zones if z.kind is ZoneKind.HEADLINE]
    found = mentions(draft.document.text, draft.layout, draft.tagged, tools.gazetteer, headlines)
    return replace(draft, named=found)


def _times(draft: Draft, tools: Tools) -> Draft:
    """A time word inside a name is none ("Sunday Courier"), unless another time was counted from it."""
    doc = draft.document
    found = times_of(doc.text, draft.layout, doc.published, doc.published_precision)
    names = [n.span for n in draft.named.names if len(n.words) > 1 and (n.known or n.sure)]
    asked = {time.anchor.time for time in found if time.anchor is not None}
    starts = [span.start for span in names]

    def named(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and names[at].holds(span)

    return replace(draft, times=tuple(t for t in found if t.id in asked or not named(t.span)))


def _places(draft: Draft, tools: Tools) -> Draft:
    found = places_of(
        draft.document.text, draft.layout, draft.named.places, tools.gazetteer, home(draft, tools.gazetteer)
    )
    return replace(draft, places=_signed(found))


def _acts(draft: Draft, tools: Tools) -> Draft:
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


def _statements(draft: Draft, tools: Tools) -> Draft:
    return assembled(draft, tools.gazetteer, made_by=ATTRIBUTION.made_by)


def _dating(draft: Draft, tools: Tools) -> Draft:
    return dated(draft, tools.gazetteer)


def _commitments(draft: Draft, tools: Tools) -> Draft:
    return replace(draft, commitments=commitments_of(draft, COMMITMENTS.made_by))


def _tidying(draft: Draft, tools: Tools) -> Draft:
    """A name is one phrase, whatever the parser made of words that it has never seen."""
    return draft if draft.syntax is None else replace(draft, syntax=tidied(draft.syntax, draft.actors))


def _events(draft: Draft, tools: Tools) -> Draft:
    states = draft.states
    typer = None if states is None else lambda questions: tools.tagger.typer.types(states, questions)
    found = events_of(draft, typer, deed_heads(draft), EVENTS.made_by)
    # The states have served: a long text's are large.
    return replace(draft, events=found, states=None)


def _ties(draft: Draft, tools: Tools) -> Draft:
    return replace(draft, ties=ties_of(draft, TIES.made_by))


def _known_names(draft: Draft, tools: Tools) -> Draft:
    """Where the English steps left a document alone, the gazetteer's names are read in whatever script they stand."""
    left = any(failure.step == MENTIONS.name for failure in draft.failures)
    if not left:
        return draft
    found = known_names(draft, tools.gazetteer)
    return replace(found, places=_signed(found.places))


def _signed(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Places with the step that made them."""
    return tuple(replace(place, made_by=PLACES.made_by) for place in places)


def _step(name: str, version: int, needs: str, gives: str, run: Callable[[Draft, Tools], Draft]) -> Step:
    return Step(name, version, frozenset(needs.split()), frozenset(gives.split()), run, name not in _ANY_LANGUAGE)


_ANY_LANGUAGE = ("segment", "outline", "known names")
ATTRIBUTION = _step("attribution", 1, "document layout zones", "told tagged syntax states", _attribution)
MENTIONS = _step("mentions", 2, "layout zones tagged", "named", _mentions)
COMMITMENTS = _step(
    "commitments", 2, "document layout zones syntax statements actors times", "commitments", _commitments
)
EVENTS = _step(
    "events", 1, "document layout zones syntax states statements actors times places commitments", "events", _events
)
TIES = _step("ties", 1, "document layout zones syntax statements actors times places", "ties", _ties)
PLACES = _step("places", 1, "document layout named", "places", _places)

STEPS: tuple[Step, ...] = (
    _step("segment", 1, "document", "layout", _segment),
    _step("outline", 1, "document layout", "zones", _outline),
    _step("zones", 2, "document layout zones", "zones", _zones),
    ATTRIBUTION,
    MENTIONS,
    _step("times", 1, "document layout named", "times", _times),
    PLACES,
    _step("acts", 1, "document told", "meanings", _acts),
    _step("statements", 3, "layout zones told meanings named times places", "statements actors", _statements),
    _step("dating", 1, "document layout times actors named", "times written", _dating),
    _step("tidying", 2, "syntax actors", "syntax", _tidying),
    COMMITMENTS,
    EVENTS,
    TIES,
    _step("known names", 1, "document layout", "actors places", _known_names),
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
