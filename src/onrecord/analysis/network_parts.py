"""A network of actors and ties as it is told: each tie with its tellings, what holds at a date, what methods find."""

from __future__ import annotations

from dataclasses import dataclass

from .cited import Cited, Who

#: On whose word a tie stands, the strongest first: the document reports it, a statement says so, an analyst does, no
#: words state it.
STANDINGS = ("reported", "attributed", "comment", "derived")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: its kind, type and countries; in how many ``ties`` it stands here and how many ``texts`` tell of them.

    ``community`` is the number of the group that the method found it in, ``between`` its share (0 to 1) of the shortest
    ways between two others; both are of this drawing, and no facts. ``steps`` is how far it is from the one in the
    middle, if there is one.
    """

    who: Who
    kind: str
    type: str | None
    countries: tuple[str, ...]
    ties: int
    texts: int
    community: int | None = None
    between: float = 0.0
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """How many texts tell of a tie on each standing; a text that several carry counts once."""

    reported: int = 0
    attributed: int = 0
    comment: int = 0
    derived: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie from ``a`` to ``b`` (both numbers of ``nodes``), or both ways if it is ``mutual``.

    ``standing`` is the strongest on which it is told. ``denied`` says that it is only told as not so; ``denials`` is
    how many texts deny it beside those that tell it. ``start`` and ``end`` are the first and last days on which texts
    say that it held or began, where they say so; ``first`` and ``last`` the days on which it was first and last told.
    ``cited`` are some of its tellings, the latest first.
    """

    a: int
    b: int
    type: str
    mutual: bool
    standing: str
    told: Told
    findings: int
    texts: int
    outlets: int
    denied: bool = False
    denials: int = 0
    start: str | None = None
    end: str | None = None
    first: str | None = None
    last: str | None = None
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Community:
    """Actors that a method put together, by their numbers in ``nodes``, those with most ties first."""

    number: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What is not in the network, and why: tellings whose ends are not both somebody known, that are planned, on a
    condition or hypothetical, that bear no date where a date is asked for, that are of other types or standings than
    those asked for, that ended before, or are of later; and actors and ties beyond the most that are shown.
    """

    unlinked: int = 0
    unreal: int = 0
    undated: int = 0
    filtered: int = 0
    ended: int = 0
    later: int = 0
    actors: int = 0
    ties: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and the ties that hold at a date, by what the desk knew ``as_of`` a time.

    ``around`` is the number of the actor in the middle, followed to ``depth`` steps. ``brokers`` are the actors that
    most shortest ways lead through, the first the most. ``notes`` say how all of it was made, and what limits it.
    """

    date: str | None
    as_of: str | None
    around: int | None
    depth: int | None
    types: tuple[str, ...]
    standings: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    communities: tuple[Community, ...]
    brokers: tuple[int, ...]
    left: Left
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a network ``before`` and one ``after``: ties that hold only at the later date, those that
    held only at the earlier, those that were first told between (and may have held before); actors with ties at one
    only.

    Ties are numbers of ``after.edges``, those that ended of ``before.edges``; both networks have the same nodes.
    """

    before: Network
    after: Network
    appeared: tuple[int, ...]
    ended: tuple[int, ...]
    first_told: tuple[int, ...]
    joined: tuple[int, ...]
    gone: tuple[int, ...]
