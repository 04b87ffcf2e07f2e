"""Entities of FollowTheMoney: people, bodies and documents, and what is told of them so that hearsay is no fact.

Only what a document itself reports as done becomes a ``Membership``, ``Directorship``, ``Employment``,
``Representation``, ``Family``, ``Sanction`` or ``Event``. Any other tie is an ``UnknownLink`` whose role says its
standing first (``attributed: funds``), any other event a ``Note``, as are statements and commitments: a note says of
its entities that somebody said something. In FollowTheMoney a "statement" is another thing: see ``ftm``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..record import Actor, ActorKind, Commitment, Event, Statement, Tie, TieType
from .deeds import event_head
from .forms import Item
from .ftm_model import MOST_TEXT, entity_id, properties, span_dates
from .standing_words import label
from .teller import Part, Teller, Told
from .telling import plain
from .tie_words import verb
from .told_facts import facts

Json = dict[str, Any]
Said = list[tuple[str, str | None]]

SCHEMAS: dict[ActorKind, str] = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.STATE: "PublicBody",
    ActorKind.GROUP: "Organization",
    ActorKind.OUTLET: "Organization",
    ActorKind.PEOPLE: "LegalEntity",
    ActorKind.PLACE: "Territory",
}
#: The gazetteer's finer words for bodies of a state.
_PUBLIC = frozenset(
    (
        *("office", "ministry", "police", "government", "army", "parliament", "air-force", "navy", "intelligence"),
        *("authority", "agency", "security-service", "court", "central-bank", "international-body"),
    )
)
#: The schemas that actors have: what is put together from several documents.
ACTOR_SCHEMAS = frozenset((*SCHEMAS.values(), "Company"))
#: A document, and one whose text is divided into pages.
DOCUMENT_SCHEMAS = ("Article", "Pages")
_BODIES = ("Organization", "PublicBody", "Company")
_ANYBODY = (*_BODIES, "Person", "LegalEntity")
# What a reported tie becomes: its schema, the properties of its ends, and what may stand at them.
_EDGES: dict[TieType, tuple[str, str, tuple[str, ...], str, tuple[str, ...]]] = {
    TieType.PART_OF: ("Membership", "member", _ANYBODY, "organization", _BODIES),
    TieType.MEMBER_OF: ("Membership", "member", _ANYBODY, "organization", _BODIES),
    TieType.LEADS: ("Directorship", "director", _ANYBODY, "organization", _BODIES),
    TieType.SPOKESPERSON_OF: ("Employment", "employee", ("Person",), "employer", _BODIES),
    TieType.HOLDS_OFFICE: ("Employment", "employee", ("Person",), "employer", _BODIES),
    TieType.SPEAKS_FOR: ("Representation", "agent", _ANYBODY, "client", _ANYBODY),
    TieType.FAMILY: ("Family", "person", ("Person",), "relative", ("Person",)),
}


def entities(item: Item) -> Iterator[Json]:
    """The entities of an item. Those of actors come again with other documents, and are to be merged.

    ``origin`` says what each was made of, and ``seen`` since when the desk has it.
    """
    teller = Teller(item)
    schemas = {}
    for actor in item.record.actors:
        made = _actor(teller, actor)
        schemas[made["id"]] = made["schema"]
        yield made
    yield _document(teller)
    yield from _pages(teller)
    yield from (_mention(teller, actor, schemas) for actor in item.record.actors)
    for told in teller.findings:
        yield _finding(teller, told, schemas)


def _entity(teller: Teller, id_: str, schema: str, origin: str, said: Said, more: Json | None = None) -> Json:
    made: Json = {"id": entity_id(id_), "schema": schema, "properties": properties(said), "origin": origin}
    return {**made, "seen": (teller.filed or "")[:19] or None, **({"onrecord": more} if more else {})}


def _actor(teller: Teller, actor: Actor) -> Json:
    entity = teller.item.entities.get(actor.id)
    name = actor.name if entity is None else entity.name
    kind, type_ = (actor.kind, actor.type) if entity is None else (entity.kind, entity.type)
    countries = actor.countries if entity is None else entity.countries
    link = actor.link if entity is None else entity.link
    said: Said = [("name", name)]
    said += [("alias" if " " in other else "weakAlias", other) for other in (actor.name, *actor.also) if other != name]
    said += [("country", country) for country in countries]
    schema = SCHEMAS[kind]
    if schema == "Organization" and type_ in _PUBLIC:
        schema = "PublicBody"
    elif schema == "Organization" and type_ == "company":
        schema = "Company"
    if schema != "Territory":
        said.append(("classification", type_ or kind.value))
    more = {"id": teller.who(actor.id), "kind": kind.value, "type": type_, "countries": list(countries), "link": link}
    id_ = teller.who(actor.id) or actor.id
    made = _entity(teller, id_, schema, teller.document.id, said, more)
    if "name" not in made["properties"]:
        made["properties"]["name"] = [entity_id(id_)]
    return made


def _document(teller: Teller) -> Json:
    doc, snap, record = teller.document, teller.document.snapshot, teller.record
    outlet = teller.outlet
    grade = None if teller.grade is None else f"grade:{teller.grade}"
    said: Said = [
        ("fileName", _file_name(snap.name) or doc.id),
        ("title", doc.title),
        ("author", doc.author),
        ("publishedAt", doc.published),
        ("publisher", teller.outlet_name),
        ("publisherUrl", None if outlet is None else outlet.homepage),
        ("sourceUrl", snap.final_url or doc.url),
        ("retrievedAt", snap.fetched),
        ("mimeType", snap.media_type),
        ("fileSize", str(snap.size)),
        ("language", doc.language),
        ("processingAgent", " ".join(filter(None, (f"onrecord {record.engine}", record.model)))),
        ("processedAt", None if record.kept is None else record.kept.read),
        ("notes", f"SHA-256 of the snapshot: {snap.sha256}"),
        ("keywords", grade),
    ]
    schema = "Article" if len(doc.text) <= MOST_TEXT else "Pages"
    if schema == "Article":
        said.append(("bodyText", doc.text))
    more = {"id": doc.id, "sha256": snap.sha256, "published": doc.published, "grade": teller.grade}
    made = _entity(teller, doc.id, schema, doc.id, said, more)
    made["properties"].setdefault("fileName", [entity_id(doc.id)])
    return made


def _file_name(name: str | None) -> str:
    """The last part of a path or an address: where a person keeps files is nobody's business."""
    return (name or "").replace("\\", "/").rstrip("/").rpartition("/")[2]


def _pages(teller: Teller) -> Iterator[Json]:
    """The text in pieces, where one value cannot hold it: several values of a property have no order."""
    doc = teller.document
    if len(doc.text) > MOST_TEXT:
        for number, begin in enumerate(range(0, len(doc.text), MOST_TEXT), 1):
            text = doc.text[begin : begin + MOST_TEXT]
            said: Said = [("document", doc.id), ("index", str(number)), ("bodyText", text)]
            yield _entity(teller, f"{doc.id}-p{number}", "Page", doc.id, said)


def _mention(teller: Teller, actor: Actor, schemas: dict[str, str]) -> Json:
    """That a document names an actor, and how."""
    who = entity_id(teller.who(actor.id) or actor.id)
    schema = schemas[who]
    said: Said = [("document", teller.document.id), ("name", actor.name), ("detectedSchema", schema)]
    said += [("name", other) for other in actor.also]
    said += [("resolved", who)] * (schema != "Territory")
    made = _entity(teller, f"m-{teller.document.id}-{actor.id}", "Mention", teller.document.id, said)
    made["properties"].setdefault("name", [who])
    return made


def _finding(teller: Teller, told: Told, schemas: dict[str, str]) -> Json:
    if isinstance(told.found, Tie):
        schema, said = _tie(teller, told, told.found, schemas)
    elif isinstance(told.found, Event):
        schema, said = _event(teller, told, told.found, schemas)
    else:
        schema, said = "Note", [("name", _note_name(told)), *_noted(told, schemas)]
    said += [
        ("summary", told.line),
        ("description", told.words),
        ("proof", teller.document.id),
        ("publisher", teller.outlet_name),
        ("sourceUrl", teller.document.snapshot.final_url or teller.document.url),
    ]
    if schema in ("Note", "Event"):
        said += [("keywords", word) for word in _keywords(teller, told)]
    else:
        said += [("description", "; ".join(_keywords(teller, told)))]
    if schema != "Note":
        said += [("recordId", told.id), *(("date", day) for day in span_dates(told.start, told.end))]
    origin = f"{told.standing.value} {told.id}"
    return _entity(teller, told.id, schema, origin, said, facts(teller, told))


def _tie(teller: Teller, told: Told, tie: Tie, schemas: dict[str, str]) -> tuple[str, Said]:
    a, b = told.parts
    if a.id is None or b.id is None or a.id == b.id:
        return "Note", [("name", f"{_label(told)}: {a.name} {verb(tie)} {b.name}"), *_noted(told, schemas)]
    ends: Said = [("subject", a.id), ("object", b.id)]
    if not told.plain_fact:
        return "UnknownLink", [*ends, ("role", f"{_label(told)}: {verb(tie)}"), ("status", _label(told))]
    title, reason = (span.of(teller.telling.text) if span else None for span in (tie.title, tie.reason))
    if tie.type is TieType.DESIGNATED_BY:
        sides: Said = [("entity", a.id), ("authority", b.name)]
        return "Sanction", [*sides, ("program", title), ("reason", reason), ("status", _label(told))]
    schema, first, ones, second, others = _EDGES.get(tie.type, ("", "", (), "", ()))
    if schemas.get(entity_id(a.id)) not in ones or schemas.get(entity_id(b.id)) not in others:
        return "UnknownLink", [*ends, ("role", verb(tie)), ("status", _label(told))]
    sides = [(first, a.id), (second, b.id)]
    if schema == "Family":
        return schema, [*sides, ("relationship", title or verb(tie))]
    return schema, [*sides, ("role", title or verb(tie)), ("status", _label(told))]


def _event(teller: Teller, told: Told, event: Event, schemas: dict[str, str]) -> tuple[str, Said]:
    name = f"{_label(told)}: {plain(event_head(event))}"
    if not told.plain_fact:
        return "Note", [("name", name), *_noted(told, schemas)]
    place = teller.telling.places.get(event.place or "")
    said: Said = [("name", plain(event_head(event)))]
    said += [("involved", p.id) for p in _present(told, schemas) if schemas[entity_id(p.id or "")] != "Territory"]
    if place is not None:
        said += [("location", place.name), ("country", place.country)]
    return "Event", said


def _label(told: Told) -> str:
    """The standing and what keeps it from being news of something done; first, that it was rejected."""
    said = label(told.found) if isinstance(told.found, Event | Tie) else told.standing.value
    return f"rejected, {said}" if told.rejected else said


def _note_name(told: Told) -> str:
    first = told.parts[0].name if told.parts else ""
    said = "NOT SAID: " if told.polarity == "negated" else ""
    return (
        f"{told.standing.value}: {said}{first} – {told.type}" if first else f"{told.standing.value}: {said}{told.type}"
    )


def _noted(told: Told, schemas: dict[str, str]) -> Said:
    return [("entity", part.id) for part in _present(told, schemas)]


def _present(told: Told, schemas: dict[str, str]) -> list[Part]:
    """Those who take part and are entities."""
    return [part for part in told.parts if part.id is not None and entity_id(part.id) in schemas]


def _keywords(teller: Teller, told: Told) -> Iterator[str]:
    """What it stands on, for programs that keep nothing but properties."""
    yield f"standing:{told.standing.value}"
    yield f"polarity:{told.polarity.value}"
    if told.state:
        yield told.state
    yield from (f"by:{id_}" for id_ in told.by)
    yield from (f"on the word of:{name}" for name in told.on_word)
    if teller.grade is not None:
        yield f"grade:{teller.grade}"
    if isinstance(told.found, Statement | Commitment):
        yield f"{told.kind}:{told.type}"
