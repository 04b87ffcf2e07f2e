"""STIX 2.1 objects of a document: a report, identities, and what is told of them, so that hearsay is no fact.

A statement, an event and a commitment are notes. A tie is a relationship: of its own type if the document itself
reports it as a fact, else ``related-to``, with the standing first in its description. Nobody is called a threat actor,
an intrusion set or a campaign. All that STIX has no property for stands in the extension.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..record import Actor, ActorKind, Event, JudgementKind, Place, Precision, Tie
from .country_codes import alpha_3
from .forms import Item
from .stix_parts import CONFIDENCE, EXTENSION, MADE, TOOL, base, fitting, moment, stix_id
from .teller import Teller, Told
from .told_facts import document_facts, facts, present

Json = dict[str, Any]

_CLASSES: dict[ActorKind, str] = {
    ActorKind.PERSON: "individual",
    ActorKind.ORGANISATION: "organization",
    ActorKind.STATE: "organization",
    ActorKind.GROUP: "group",
    ActorKind.OUTLET: "organization",
    ActorKind.PEOPLE: "class",
    ActorKind.PLACE: "unspecified",
}
#: Of an opinion: what a judgement says.
_OPINIONS = {JudgementKind.ACCEPT: "agree", JudgementKind.REJECT: "disagree"}
# STIX wants names of three letters and more.
_LONGER = {"id": "cited_as", "by": "stands_on", "from": "from_date", "to": "to_date", "is": "also_statement"}
_LONGER_OF_JUDGEMENT = {"id": "judgement", "as": "judged_as", "by": "judged_by", "at": "judged_at", "why": "reason"}
_FINE = (Precision.DAY, Precision.MINUTE, Precision.SECOND)


def objects(item: Item) -> Iterator[Json]:
    """The objects of an item. Identities and locations come again with other documents, and are to be merged."""
    teller = Teller(item)
    own = [*_actors(teller), *_outlet(teller), *_places(teller)]
    findings = [made for told in teller.findings for made in _finding(teller, told)]
    yield from own
    yield from findings
    yield _document(teller, [made["id"] for made in (*own, *findings)])


def _times(teller: Teller) -> tuple[str, str]:
    """When the desk filed the document, and last read it."""
    kept = teller.record.kept
    filed = moment(teller.filed) or MADE
    return filed, max(filed, moment(None if kept is None else kept.read) or filed)


def _extended(made: Json, said: Json) -> Json:
    extension = {"extension_type": "property-extension", **said}
    return fitting(made | {"extensions": {EXTENSION: extension}})  # type: ignore[no-any-return]


def _actors(teller: Teller) -> Iterator[Json]:
    for actor in teller.record.actors:
        yield _actor(teller, actor)


def _actor(teller: Teller, actor: Actor) -> Json:
    entity = teller.item.entities.get(actor.id)
    known = actor if entity is None else entity
    id_ = teller.who(actor.id) or actor.id
    made = base("identity", stix_id("identity", id_), MADE, _times(teller)[0])
    made |= {"name": known.name or id_, "identity_class": _CLASSES[known.kind]}
    also = sorted({actor.name, *actor.also} - {known.name})
    said = {"cited_as": id_, "kind": known.kind.value, "subkind": known.type, "link": known.link, "also": also}
    return _extended(made, present(said | {"countries": list(known.countries)}))


def _outlet(teller: Teller) -> Iterator[Json]:
    outlet = teller.outlet
    if outlet is not None:
        made = base("identity", stix_id("identity", f"{outlet.id} {outlet.name}"), MADE, _times(teller)[0])
        made |= {"name": outlet.name or outlet.id, "identity_class": "organization"}
        said = {"cited_as": outlet.id, "kind": "outlet", "subkind": outlet.kind.value, "link": outlet.link}
        yield _extended(made, present(said | {"grade": teller.grade, "speaks_for": list(outlet.speaks_for)}))


def _places(teller: Teller) -> Iterator[Json]:
    for place in teller.record.places:
        if (id_ := _place_id(place)) is not None:
            made = base("location", id_, MADE)
            made |= {"name": place.name, "latitude": place.lat, "longitude": place.lon}
            said = {
                "country_code": place.country,
                "geonames": place.geonames,
                "precision": place.precision and place.precision.value,
            }
            if alpha_3(place.country):
                made["country"] = (place.country or "").upper()
            yield _extended(made, present(said))


def _place_id(place: Place) -> str | None:
    """The id of a known place; ``None`` for one that is on no map."""
    if place.lat is None or place.lon is None:
        return None
    return stix_id("location", f"place {place.geonames or place.name} {place.lat:.5f} {place.lon:.5f}")


def _document(teller: Teller, refs: list[str]) -> Json:
    """A report, or a grouping where the day of publication is not known: a report must have one."""
    published = _published(teller)
    id_ = _document_id(teller)
    made = base(id_.partition("--")[0], id_, *_times(teller))
    made |= {"context": "unspecified"} if published is None else {"published": published}
    made |= {"name": _title(teller), "object_refs": list(dict.fromkeys(refs)) or [TOOL]}
    made["external_references"] = [_reference(teller)]
    return _extended(_sure(teller, made), _longer(document_facts(teller)))


def _published(teller: Teller) -> str | None:
    doc = teller.document
    return moment(doc.published) if doc.published_precision in _FINE else None


def _document_id(teller: Teller) -> str:
    return stix_id("grouping" if _published(teller) is None else "report", teller.document.id)


def _title(teller: Teller) -> str:
    title = teller.telling.title()
    return title if isinstance(title, str) else title.text


def _reference(teller: Teller) -> Json:
    doc, snap = teller.document, teller.document.snapshot
    said: Json = {"source_name": teller.outlet_name or "onrecord", "external_id": doc.id}
    url = snap.final_url or doc.url
    if url and url.startswith(("http://", "https://")) and not any(c.isspace() or c in '<>"' for c in url):
        said |= {"url": url}
        said |= {"hashes": {"SHA-256": snap.sha256}}
    return said


def _sure(teller: Teller, made: Json) -> Json:
    """With the confidence that STIX has for the outlet's grade, and the language of the words."""
    grade, language = CONFIDENCE.get(teller.grade or ""), teller.document.language
    if grade is not None:
        made["confidence"] = grade
    if language and language.isascii() and language.isalpha() and len(language) in (2, 3):
        made["lang"] = language
    return made


def _finding(teller: Teller, told: Told) -> Iterator[Json]:
    refs = list(dict.fromkeys(stix_id("identity", part.id) for part in told.parts if part.id))
    if isinstance(told.found, Tie) and len(refs) == 2:
        made = _relationship(teller, told, told.found, refs)
    else:
        made = _note(teller, told, refs)
    made["labels"] = [told.state] * bool(told.state) + [
        f"standing:{told.standing.value}",
        f"polarity:{told.polarity.value}",
        f"{told.kind}:{told.type}",
    ]
    said = _longer(facts(teller, told))
    for part in said.get("parts", ()):
        if "id" in part:
            part["identity_ref"] = stix_id("identity", part["id"])
            part["cited_as"] = part.pop("id")
    if told.by:
        said["stands_on_refs"] = [stix_id("note", id_) for id_ in told.by]
    made = _extended(_sure(teller, made), said)
    yield made
    yield from _opinion(teller, told, made["id"])


def _relationship(teller: Teller, told: Told, tie: Tie, refs: list[str]) -> Json:
    made = base("relationship", stix_id("relationship", told.id), *_times(teller))
    type_ = tie.type.value.replace(" ", "-") if told.plain_fact else "related-to"
    made |= {"relationship_type": type_, "source_ref": refs[0], "target_ref": refs[1], "description": told.line}
    if told.plain_fact and (start := moment(told.start)) is not None:
        made["start_time"] = start
    return made


def _note(teller: Teller, told: Told, refs: list[str]) -> Json:
    made = base("note", stix_id("note", told.id), *_times(teller))
    place = teller.telling.places.get(told.found.place or "") if isinstance(told.found, Event) else None
    where = None if place is None else _place_id(place)
    refs = [*refs, *([where] if where else [])]
    if not refs:
        refs = [_document_id(teller)]
    return made | {"abstract": told.line, "content": told.words or told.line, "object_refs": refs}


def _opinion(teller: Teller, told: Told, about: str) -> Iterator[Json]:
    """What a person thought of a finding, where a word for it is there."""
    judged = None if told.kept is None else told.kept.judgement
    if judged is not None and judged.kind in _OPINIONS:
        at = moment(judged.at) or _times(teller)[0]
        made = base("opinion", stix_id("opinion", judged.id), at) | {"opinion": _OPINIONS[judged.kind]}
        made |= {"object_refs": [about], "authors": [judged.who]}
        yield fitting(made | ({"explanation": judged.why} if judged.why else {}))


def _longer(said: Json) -> Json:
    found = {_LONGER.get(key, key): value for key, value in said.items()}
    if "judged" in found:
        found["judged"] = {_LONGER_OF_JUDGEMENT.get(key, key): value for key, value in found["judged"].items()}
    return found
