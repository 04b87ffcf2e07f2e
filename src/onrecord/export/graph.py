"""Actors and what ties them, as the nodes and edges of a graph: what GEXF and GraphML are written from.

An edge is all that is told alike: of one type, from one actor to another, with one standing and polarity and on one
word; what was rejected or withdrawn is an edge of its own. It is dated by what the text says, apart from when it was
told; and it counts texts, not carriers: documents with the same text are one. What has nobody at one of its ends is no
edge.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from ..record import Event, Statement, Tie
from .forms import Item
from .sorted_lines import sorted_lines, together
from .teller import Teller, Told
from .told_facts import json_line
from .wording import visible

Json = dict[str, Any]

# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|\Z)", re.ASCII)
_OF_NODE = ("label", "kind", "type", "link", "countries")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor. ``also`` are its other names, in all documents."""

    id: str
    label: str
    kind: str
    type: str
    link: str
    countries: str
    also: tuple[str, ...]


@dataclass(slots=True)
class Edge:
    """What is told alike of two actors.

    ``kind`` is tie, event, statement or commitment, ``role`` what the second takes part as. ``by`` is on whose word it
    is, the innermost speaker, ``by_id`` that actor's id; ``state`` is ``rejected`` or ``withdrawn``, where it is that;
    ``chain`` one way on which it came. ``tellings`` is the number of texts that tell it, ``findings`` that of findings,
    ``ids`` what these are cited by. ``spells`` are the intervals that the texts give (ISO 8601 days, inclusive);
    ``told_first`` and ``told_last`` days of publication. ``grades`` are those of the outlets.
    """

    source: str
    target: str
    kind: str
    type: str
    role: str
    mutual: bool
    standing: str
    polarity: str
    derived: bool
    by: str
    by_id: str
    state: str = ""
    chain: str = ""
    texts: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    spells: set[tuple[str, str]] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    grades: set[str] = field(default_factory=set)

    def add(self, found: Json) -> None:
        """Adds one finding."""
        self.chain = self.chain or found["chain"]
        self.texts.add(found["text"])
        self.ids.append(found["id"])
        if found["from"] or found["to"]:
            self.spells.add((found["from"], found["to"]))
        self.told |= {found["told"]} - {""}
        self.grades |= {found["grade"]} - {""}

    def facts(self) -> Iterator[tuple[str, str | int | bool]]:
        """All that is said of it but its ends, each under its name."""
        yield from (("kind", self.kind), ("type", self.type), ("role", self.role), ("mutual", self.mutual))
        yield from (("standing", self.standing), ("polarity", self.polarity), ("derived", self.derived))
        yield from (("by", self.by), ("by_id", self.by_id), ("chain", self.chain))
        yield from (("tellings", len(self.texts)), ("findings", len(self.ids)), ("ids", " ".join(self.ids)))
        yield from (("told_first", min(self.told, default="")), ("told_last", max(self.told, default="")))
        yield from (("grades", " ".join(sorted(self.grades))),)
        if self.state:
            yield "state", self.state

    def interval(self) -> tuple[str, str]:
        """The first and the last day of all spells; empty where no text says."""
        starts, ends = {start for start, _ in self.spells} - {""}, {end for _, end in self.spells} - {""}
        return min(starts, default=""), max(ends, default="")


#: An edge of which everything is said that may be said of one.
ALL_SAID = Edge(*("",) * 5, False, *("",) * 2, False, "", "", state="rejected")


def pieces(item: Item) -> Iterator[str]:
    """The lines of an item: its actors, and what may be an edge. What others only stand on is in these as ``by``."""
    teller = Teller(item)
    for actor in item.record.actors:
        entity = item.entities.get(actor.id)
        known = actor if entity is None else entity
        node: Json = {"label": known.name, "kind": known.kind.value, "type": known.type or "", "link": known.link or ""}
        node |= {"countries": " ".join(known.countries), "also": sorted({actor.name, *actor.also} - {known.name})}
        yield f"+{teller.who(actor.id)}\t{json_line(node)}"
    published = teller.document.published or ""
    for told in (one for one in teller.findings if one.asked):
        found: Json = {"id": told.id, "chain": told.chain, "text": teller.family, "grade": teller.grade or ""}
        found |= {"from": _day(told.start), "to": _day(told.end), "told": published[:10]}
        for key in _keys(teller, told):
            yield f"-{json_line(key)}\t{json_line(found)}"


def nodes(lines: Iterable[str]) -> Iterator[Node]:
    """The actors, in the order of their ids."""
    for id_, variants in together(sorted_lines(line[1:] for line in lines if line.startswith("+"))):
        made: Json = {}
        also: set[str] = set()
        for variant in map(json.loads, variants):
            made = made or variant
            also |= set(variant["also"])
        label, kind, type_, link, countries = (xml_text(made[name]) for name in _OF_NODE)
        yield Node(id_, label, kind, type_, link, countries, tuple(sorted(map(xml_text, also))))


def edges(lines: Iterable[str]) -> Iterator[Edge]:
    """The edges, in the order of their ends."""
    for key, found in together(sorted_lines(line[1:] for line in lines if line.startswith("-"))):
        said: list[Any] = [xml_text(bit) if isinstance(bit, str) else bit for bit in json.loads(key)]
        edge = Edge(*said)
        for one in map(json.loads, found):
            edge.add({name: xml_text(said) for name, said in one.items()})
        yield edge


def xml_text(words: str) -> str:
    """Words as XML may hold them: control characters by their names, half a surrogate pair as U+FFFD."""
    return _NO_XML.sub("\ufffd", visible(words))


def escaped(words: str) -> str:
    """Words as they stand between tags."""
    return html.escape(words, quote=False).replace("\r", "&#13;")


def quoted(words: str) -> str:
    """Words as the value of an attribute, in quotation marks."""
    plain = html.escape(words).replace("\r", "&#13;")
    return f'"{plain}"'.replace("\n", "&#10;").replace("\t", "&#9;")


def _day(said: str | None) -> str:
    """The day of a date or time; empty for what is none."""
    return said[:10] if said and _DAY.match(said) else ""


def _keys(teller: Teller, told: Told) -> Iterator[list[str | bool]]:
    """What makes two findings one edge, for each edge that a finding is."""
    by, by_id = "", ""
    if told.on_word:
        by, by_id = told.on_word[0], _speaker_id(teller, told) or ""
    derived = isinstance(told.found, Tie) and told.found.derived
    for source, target, role, mutual in _pairs(told):
        if source != target:
            ends = sorted((source, target)) if mutual else [source, target]
            said: list[str | bool] = [
                told.kind,
                told.type,
                role,
                mutual,
                told.standing.value,
                told.polarity.value,
                derived,
                by,
                by_id,
                told.state,
            ]
            yield [*ends, *said]


def _pairs(told: Told) -> Iterator[tuple[str, str, str, bool]]:
    """Who is tied to whom by a finding, as what, and whether it holds in both directions."""
    known = [(part.role, part.id) for part in told.parts if part.id is not None]
    first = [id_ for role, id_ in known if role in ("a", "actor", "speaker", "doer")]
    if isinstance(told.found, Event) and told.found.reciprocal:
        yield from ((one, other, "actor", True) for one, other in combinations(dict.fromkeys(first), 2))
    mutual = isinstance(told.found, Tie) and told.found.type.mutual
    others = [(role, id_) for role, id_ in known if role in ("b", "recipient", "target", "addressee", "to")]
    for one in dict.fromkeys(first):
        yield from ((one, other, role, mutual) for role, other in dict.fromkeys(others))


def _speaker_id(teller: Teller, told: Told) -> str | None:
    """The id of the innermost speaker on whose word a finding stands."""
    if isinstance(told.found, Statement):
        return told.parts[0].id
    ground = told.found.footing.by if isinstance(told.found, Event | Tie) else told.found.statement
    stmt = teller.telling.statement(ground)
    return None if stmt is None else teller.who(stmt.speaker.actor)
