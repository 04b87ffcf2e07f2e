"""A STIX bundle taken in: who is in it as actors of a pack, and what was written as documents of the desk.

What its maker revoked, and what is marked for fewer than the caller may use, is told and not taken.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..gazetteer import Gazetteer, stix
from ..gazetteer.importing import Imported
from ..gazetteer.newcomer import Newcomer
from ..intake import Facts, Raw
from ..intake.stix_bundle import MARKINGS, Bundle, Numbered
from ..intake.stix_object import DOCUMENTS, MEDIA_TYPE, as_bytes, cited_url
from ..record import ActorKind, Provenance
from .journey import Refusal
from .keeping import Addition, Desk


@dataclass(slots=True)
class PassedOver:
    """What of a bundle is not taken: what was revoked, what is marked for fewer, and countries that packs know."""

    revoked: list[Numbered] = field(default_factory=list)
    marked: list[Numbered] = field(default_factory=list)
    known: list[Numbered] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """The objects of a bundle that may be used."""

    actors: tuple[Numbered, ...]
    documents: tuple[Numbered, ...]
    passed_over: PassedOver


def choose(bundle: Bundle, most: str = "green", known: Gazetteer | None = None) -> Taken:
    """What of a bundle is taken; ``most`` is the strictest of ``MARKINGS`` that may be used. A country that is
    ``known`` already is not taken: of two of its name no text could say which it means.
    """
    passed = PassedOver()
    actors: list[Numbered] = []
    documents: list[Numbered] = []
    for one in bundle.objects.values():
        is_actor = one.type in stix.ACTORS and (one.type != "location" or stix.is_country(one.values))
        if not is_actor and one.type not in DOCUMENTS:
            continue
        if one.revoked:
            passed.revoked.append(one)
        elif one.marking is not None and MARKINGS.index(one.marking) > MARKINGS.index(most):
            passed.marked.append(one)
        elif one.type == "location" and known is not None and _is_known(one, known):
            passed.known.append(one)
        else:
            (actors if is_actor else documents).append(one)
    return Taken(tuple(actors), tuple(documents), passed)


def newcomers(bundle: Bundle, taken: Taken, told: Imported) -> Iterator[tuple[int, Newcomer]]:
    """The actors of a bundle, each with the number of its object; what has no name is told."""
    lands = _countries(bundle)
    for one in taken.actors:
        try:
            maker, marked = bundle.name_of(one.maker), (one.marking or "") if one.restricted else ""
            yield one.number, stix.newcomer_of(one.values, maker, lands.get(one.id, ()), marked)
        except ValueError as why:
            told.refuse(one.number, str(why))


def take_documents(desk: Desk, raw: Raw, bundle: Bundle, taken: Taken) -> Iterator[Addition | Refusal]:
    """Reads and files the reports, notes and opinions of a bundle, each by itself.

    Raises:
        StoreError: if the desk itself fails.
    """
    container = hashlib.sha256(raw.data).hexdigest()
    for one in taken.documents:
        yield from desk.take(_raw(one, raw, bundle, container))


def _raw(one: Numbered, raw: Raw, bundle: Bundle, container: str) -> Raw:
    maker = bundle.name_of(one.maker)
    # Without a maker nobody can say whose it is: the page that it cites is another's.
    url = cited_url(one) if one.maker else None
    facts = Facts(
        source=maker or None,
        url=url,
        provenance=Provenance(
            key=f"stix:{one.maker}" if one.maker else None, item=one.id, edited=None, container=container
        ),
    )
    return Raw(as_bytes(one.values), f"{raw.name}, {one.id}", MEDIA_TYPE, facts=facts)


def _countries(bundle: Bundle) -> Mapping[str, tuple[str, ...]]:
    """For each object the countries that the bundle says it is located at."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in bundle.of(("relationship",)):
        if one.text("relationship_type") == "located-at" and not one.revoked:
            place = bundle.objects.get(one.text("target_ref"))
            if place is not None and place.type == "location" and not place.revoked:
                found[one.text("source_ref")].append(place.text("country"))
    return {id_: tuple(codes) for id_, codes in found.items()}


def _is_known(one: Numbered, known: Gazetteer) -> bool:
    return any(hit.actor.kind is ActorKind.STATE for hit in known.actors_named(one.text("name")))
