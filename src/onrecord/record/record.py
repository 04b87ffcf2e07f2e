"""One Document's findings, together."""

from __future__ import annotations

from dataclasses import dataclass

from .actor import Actor
from .commitment import Commitment
from .document import Document, Zone
from .event import Event
from .kept import Kept
from .place import Place
from .statement import Statement
from .tie import Tie
from .timeref import TimeRef, Written


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that could not do its work on this Document, and why in one sentence."""

    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one Document says, on whose word. A pure function of the Document, the engine and its knowledge.

    ``engine`` is onrecord's version, ``model`` the tagger's name and version (``None`` where no model was used), and
    ``knowledge`` the gazetteer's packs with theirs ("world/1"). ``written`` bounds the date of a text that bears none.
    ``failures`` says what could not be read; an empty list of findings without a failure means nothing was found.
    ``kept`` is what a desk adds to a record that it keeps: no part of the reading, and ``None`` outside a desk.
    """

    document: Document
    engine: str
    model: str | None = None
    zones: tuple[Zone, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    failures: tuple[Failure, ...] = ()
    times: tuple[TimeRef, ...] = ()
    places: tuple[Place, ...] = ()
    written: Written | None = None
    knowledge: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    ties: tuple[Tie, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    kept: Kept | None = None
