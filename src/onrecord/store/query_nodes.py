"""The parts of a question, and how they are put together: one shape for all ways to write the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed; with ``prefix`` all that begin so (``smuggl*``).

    Marks at its ends are not part of it. What is typed without a space may be several words to the index
    ("al-Nujaba", "lpa.example.net"): they follow each other then.
    """

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, as typed between quotation marks. Only the last may be a prefix."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases with at most ``distance`` (1 to 50) words between them, in either order."""

    left: Word | Phrase
    right: Word | Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """``field:value``: a finding that has it. ``value`` is checked where the field has a list of values.

    ``name`` and the values of such lists are in small letters, with a hyphen where words are parted ("part-of").
    Other values stand as typed. A value of ``title`` and ``said`` are words that follow each other; a ``*`` at its end
    makes the last of them a prefix. One of ``dyad`` is "A > B", or "A <> B" for both directions.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """``published:2017-09..2017-10``: dates, ISO 8601 (year, month, day), both ends within; ``None`` is open.

    An end of a month or a year means all of it. At least one end is there.
    """

    name: str
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class And:
    """All of these: two or more, none of which is itself an ``And`` or ``Everything``."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these: two or more, none of which is itself an ``Or`` or ``Everything``."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All but this, which is not itself a ``Not``."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Nothing is asked for: all findings fit."""


Node = Word | Phrase | Near | Field | Range | And | Or | Not | Everything


def all_of(nodes: Iterable[Node]) -> Node:
    """All of these in their order: those of an ``And`` among them singly, without ``Everything``; one is itself."""
    parts: list[Node] = []
    for node in nodes:
        if isinstance(node, And):
            parts += node.parts
        elif not isinstance(node, Everything):
            parts.append(node)
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def any_of(nodes: Iterable[Node]) -> Node:
    """Any of these (at least one) in their order: those of an ``Or`` singly; with ``Everything`` it is that."""
    parts: list[Node] = []
    for node in nodes:
        if isinstance(node, Everything):
            return node
        parts += node.parts if isinstance(node, Or) else (node,)
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def none_of(node: Node) -> Node:
    """All but this; all but all but this is this."""
    return node.part if isinstance(node, Not) else Not(node)
