"""A Record in the making: what the steps have found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..record import (
    Actor,
    Commitment,
    Document,
    Event,
    Failure,
    Form,
    Place,
    Span,
    Statement,
    Tie,
    TimeRef,
    Written,
    Zone,
)
from ..tagger.runtime import NameSpan
from ..tagger.states import States
from .acts import ActReading, Parties
from .layout import Layout
from .mentions import Mentions
from .syntax import Syntax


@dataclass(frozen=True, slots=True)
class Told:
    """A statement by its spans alone, before anybody asks what it does or who is meant.

    ``within`` is the number, in the same list, of the statement whose content this one is part of. ``sentence`` is
    the one its cue stands in.
    """

    cue: Span
    content: tuple[Span, ...]
    speaker: Span | None
    form: Form
    sentence: Span
    confidence: float
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one statement does and whom it involves, by spans."""

    act: ActReading
    parties: Parties


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been found in one Document; each step returns a new one.

    ``tagged`` are names as the tagger sees them, ``syntax`` the words with their trees, ``states`` what
    the encoder said of them; ``meanings`` stand in ``told``'s order.
    """

    document: Document
    layout: Layout = field(default_factory=lambda: Layout((), (), ()))
    zones: tuple[Zone, ...] = ()
    tagged: tuple[NameSpan, ...] = ()
    told: tuple[Told, ...] = ()
    syntax: Syntax | None = None
    states: States | None = None
    named: Mentions = field(default_factory=Mentions)
    meanings: tuple[Meaning, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[TimeRef, ...] = ()
    places: tuple[Place, ...] = ()
    written: Written | None = None
    commitments: tuple[Commitment, ...] = ()
    events: tuple[Event, ...] = ()
    ties: tuple[Tie, ...] = ()
    failures: tuple[Failure, ...] = ()
