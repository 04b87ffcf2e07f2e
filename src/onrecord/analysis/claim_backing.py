"""What stands behind a stance: speakers, utterances, documents, and origins that are independent as far as shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..store import claim_rows
from .chain import chain
from .claim_look import ClaimLook, Looked, speakers
from .claim_parts import Backing
from .origins import mouth


@dataclass(frozen=True, slots=True)
class Carriage:
    """The documents that carry an utterance, and its origins, each by all that it may be known by: its outlet, the
    bodies for which that speaks, its text.
    """

    documents: frozenset[int]
    origins: tuple[frozenset[str], ...]


def carriage(look: ClaimLook, one: Looked) -> Carriage:
    """Who carries an utterance, and who of them has it from no other."""
    members = claim_rows.members_of(look.at, one.no, look.at_time)
    held = look.holds(member.no for member in members)
    facts = claim_rows.carriers(look.at, [one.document, *(some.document for some in members if some.no in held)])
    documents = frozenset(facts)
    if len(documents) == 1:
        (only,) = documents
        return Carriage(documents, (frozenset(_known(facts[only])),))
    found = chain(look.store, look.at, claim_rows.id_of(look.at, one.no), look.at_time)
    by_id = {fact.id: fact for fact in facts.values()}
    origins = []
    for place in found.voices:
        carrier = found.carriers[place]
        known = set(_known(by_id[carrier.document])) if carrier.document in by_id else {carrier.document}
        origins.append(frozenset(known | (mouth(carrier.outlet) if carrier.outlet else set())))
    return Carriage(documents, tuple(origins))


def _known(fact: claim_rows.Carrier) -> Iterator[str]:
    yield fact.source or fact.id
    yield f"text {fact.family if fact.family is not None else fact.no}"


def backing(look: ClaimLook, some: Sequence[Looked]) -> Backing:
    """What stands behind statements of one stance, each of another utterance."""
    carried = [carriage(look, one) for one in some]
    documents = {document for one in carried for document in one.documents}
    origins = [origin for one in carried for origin in one.origins]
    known = [set(speakers(one)) or {f"unnamed in {one.document}"} for one in some]
    return Backing(apart(known), len(some), len(documents), apart(origins))


def apart(some: Sequence[frozenset[str]] | Sequence[set[str]]) -> int:
    """How many of these sets there are if those that share anything are one."""
    groups: list[set[str]] = []
    for one in some:
        joined = {*one}
        rest = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                rest.append(group)
        groups = [*rest, joined]
    return len(groups)
