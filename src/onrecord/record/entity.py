"""One actor across the documents of a desk."""

from __future__ import annotations

from dataclasses import dataclass

from .actor import ActorKind


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or body that the actors of several documents stand for.

    ``id`` is ``"a:"`` and sixteen hexadecimal digits: of the known actor's link, or of the document and actor that it
    was first made for. ``name`` is the known actor's main name, or the one that it was first met under. ``link`` is
    ``"pack:id"`` or ``None``; ``type`` and ``countries`` (ISO 3166 alpha-2) come with it. ``merged`` are the ids of
    the others that are this one by judgements.
    """

    id: str
    name: str
    kind: ActorKind
    link: str | None = None
    type: str | None = None
    countries: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
