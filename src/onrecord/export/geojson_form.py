"""GeoJSON (RFC 7946): a feature for each event that has a place, and for each place that a document names.

An event whose place is not on the map has no geometry (``null``), and is no point at 0, 0. ``precision`` says what sort
of ground the place is: the point of a country is a point inside it, and not where something happened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from ..record import Event, Place
from .forms import Form, Head, Item
from .handed import Handed
from .row_columns import day

Json = dict[str, Any]


def _pieces(item: Item) -> Iterator[str]:
    handed = Handed(item)
    for event in handed.asked(item.record.events):
        if (place := handed.places.get(event.place or "")) is not None:
            yield _line(_event(handed, event, place))
    for places in _named(item.record.places):
        yield _line(_place(handed, places))


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    told = {"desk": head.desk, "seen": head.seen, "query": head.query, "made_by": head.engine}
    told |= {"licence": head.licence, "tlp": head.tlp}
    out.write(f'{{"type":"FeatureCollection","onrecord":{json.dumps(told)},"features":['.encode())
    between = b"\n"
    for line in lines:
        out.write(between + line.encode())
        between = b",\n"
    out.write(b"\n]}\n")


def _line(feature: Json) -> str:
    return json.dumps(feature, separators=(",", ":"), allow_nan=False)


def _event(handed: Handed, event: Event, place: Place) -> Json:
    names, ids = handed.word(event.footing.by)
    state, _, withdrawn, _ = handed.state(event.id)
    time = handed.time(event.when)
    cited = handed.cited(event.id)
    return {
        "type": "Feature",
        "id": cited,
        "geometry": _geometry(place),
        "properties": {
            "kind": "event",
            "event_type": event.type.value,
            "mode": event.mode,
            "actors": [handed.taker(one).name for one in event.actors],
            "actor_ids": [handed.taker(one).id for one in event.actors],
            "recipients": [handed.taker(one).name for one in event.recipients],
            "recipient_ids": [handed.taker(one).id for one in event.recipients],
            "words": handed.words(event.spans[:1]),
            "sentence": handed.sentence(event.spans[0]),
            "when_from": day(time.start) if time else None,
            "when_to": day(time.end) if time else None,
            **_ground(place),
            "standing": event.footing.standing.value,
            "polarity": event.polarity.value,
            "by": names,
            "by_ids": ids,
            "by_statement": handed.cited(event.footing.by),
            "zone": event.footing.zone.value,
            "state": state,
            "withdrawn": withdrawn,
            "confidence": event.confidence,
            **_document(handed),
        },
    }


def _named(places: Iterable[Place]) -> Iterator[list[Place]]:
    """The mentions of each place on the map, in the order of the text."""
    found: dict[tuple[object, ...], list[Place]] = {}
    for place in places:
        if place.lat is not None and place.lon is not None:
            found.setdefault((place.geonames or place.name, place.lat, place.lon), []).append(place)
    yield from found.values()


def _place(handed: Handed, places: list[Place]) -> Json:
    first = max(places, key=lambda place: place.confidence)
    return {
        "type": "Feature",
        "id": f"{handed.record.document.id}_{places[0].id}",
        "geometry": _geometry(first),
        "properties": {
            "kind": "place",
            "words": handed.words((first.span,)),
            "mentions": len(places),
            **_ground(first),
            "confidence": first.confidence,
            **_document(handed),
        },
    }


def _geometry(place: Place) -> Json | None:
    """A point, east before north."""
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _ground(place: Place) -> Json:
    return {
        "place": place.name,
        "precision": place.precision.value if place.precision else None,
        "geonames": place.geonames,
        "country": place.country,
        "admin1": place.admin1,
    }


def _document(handed: Handed) -> Json:
    doc, kept = handed.record.document, handed.record.kept
    source = kept.source if kept is not None else None
    return {
        "document": doc.id,
        "title": doc.title,
        "source": doc.source if source is None else source.name,
        "grade": None if source is None else source.grade.reliability.value,
        "published": doc.published,
        "url": doc.url,
    }


GEOJSON = Form(
    "geojson",
    "GeoJSON: events at their places, and the places that are named",
    ".geojson",
    _pieces,
    _finish,
    {
        "standing": "`properties.standing` of an event; that a place is named says nothing of what happened there",
        "polarity": "`properties.polarity` of an event",
        "by": "`properties.by` has the names on whose word it is, the innermost first, `by_ids` the desk's ids",
        "grade": "`properties.grade`, the outlet's letter from A to F",
        "licence": "`onrecord.licence` and `onrecord.tlp` of the whole collection",
    },
    rows="events",
)
