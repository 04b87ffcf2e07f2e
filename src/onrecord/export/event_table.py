"""One row an event: POLECAT's columns under their names, then those that keep hearsay from becoming fact.

Of POLECAT's columns those stay empty that nothing in a Record fills: codes of the Correlates of War, sectors, and ids
of Wikipedia. ``Event Date`` is the day of the event where the text tells it, and never the publication date instead;
``when_from`` and ``when_to`` are what is known of it. Countries are ISO 3166 alpha-3 codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..record import Actor, ActorKind, Count, Event, Place, PlacePrecision, Record, Taker, TimeRef
from .country_codes import alpha_3
from .table_cells import (
    KEPT_COLUMNS,
    STANDING_COLUMNS,
    actor_of,
    countries,
    kept_cells,
    links,
    names,
    one_of,
    raw,
    several,
    standing_cells,
    yes,
)
from .telling import Telling

POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type"),
    *("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
EVENT_COLUMNS = (
    *POLECAT,
    *STANDING_COLUMNS,
    *("polarity", "intended", "background", "reciprocal", "counts", "when", "when_from", "when_to"),
    *("words", "tellings", "statement", "actor_links", "recipient_links"),
    *("confidence", "document", "title", "url", "made_by", "why"),
    *KEPT_COLUMNS,
)
_QUADS = ("", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_ORGANISED = (ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.OUTLET)


def event_rows(record: Record) -> list[list[str]]:
    """The rows of a record's events, cells as they are: not yet made harmless."""
    telling = Telling(record)
    story = _story(telling) if record.events else ()
    return [[*_polecat(telling, event, story), *_own(telling, event)] for event in record.events]


def _polecat(telling: Telling, event: Event, story: Sequence[str]) -> list[str]:
    time, place = telling.times.get(event.when or ""), telling.places.get(event.place or "")
    return [
        f"{telling.record.document.id}_{event.id}",
        _day(time),
        event.type.value,
        event.mode or "",
        f"{event.intensity:g}",
        _QUADS[event.quad] if 0 <= event.quad < len(_QUADS) else "",
        several(event.contexts),
        *_side(telling, event.actors),
        *_side(telling, event.recipients),
        *_ground(telling, place),
        *story,
        f"{event.codebook}, onrecord {telling.record.engine}",
    ]


def _own(telling: Telling, event: Event) -> list[str]:
    time, doc = telling.times.get(event.when or ""), telling.record.document
    return [
        *standing_cells(telling, event.footing),
        event.polarity.value,
        event.intended.value if event.intended else "",
        yes(event.background),
        yes(event.reciprocal),
        several([_counted(count) for count in event.counts]),
        time.span.of(telling.text) if time else "",
        (time.start or "") if time else "",
        (time.end or "") if time else "",
        event.spans[0].of(telling.text),
        str(len(event.spans)),
        event.statement or "",
        links(telling, event.actors),
        links(telling, event.recipients),
        f"{event.confidence:g}",
        *(doc.id, doc.title or "", doc.url or ""),
        event.made_by,
        event.why,
        *kept_cells(telling, event.id),
    ]


def _day(time: TimeRef | None) -> str:
    """The day, where the text tells a single one."""
    start, end = ((time.start or "")[:10], (time.end or "")[:10]) if time else ("", "")
    return start if start == end and _DAY.match(start) else ""


def _side(telling: Telling, takers: Sequence[Taker]) -> list[str]:
    titles = [_title(actor_of(telling, taker.actor)) for taker in takers]
    return [
        names(telling, takers),
        countries(telling, takers),
        *("", "", ""),
        several(titles),
        raw(telling, takers),
        "",
    ]


def _title(actor: Actor | None) -> str:
    return actor.roles[0].title if actor and actor.roles else ""


def _ground(telling: Telling, place: Place | None) -> list[str]:
    if place is None:
        return [""] * 10
    known = place.geonames is not None and place.geonames > 0
    return [
        place.name,
        place.name if place.precision is PlacePrecision.CITY else "",
        place.name if place.precision in (PlacePrecision.ADMIN2, PlacePrecision.DISTRICT) else "",
        place.admin1 or (place.name if place.precision is PlacePrecision.ADMIN1 else ""),
        alpha_3(place.country),
        *("" if degrees is None else f"{degrees:g}" for degrees in (place.lat, place.lon)),
        str(place.geonames) if known else "",
        place.span.of(telling.text),
        place.precision.value if place.precision else "",
    ]


def _counted(count: Count) -> str:
    least, most = ("" if n is None else str(n) for n in (count.least, count.most))
    return f"{count.what.value} {least if least == most else f'{least}-{most}'}"


def _story(telling: Telling) -> tuple[str, ...]:
    """Outlet, date, and who and what the document names, for all its events."""
    record = telling.record
    named = [(actor.kind, one_of(actor.name)) for actor in record.actors]
    doc = record.document
    return (
        doc.source or "",
        doc.published or "",
        several([name for kind, name in named if kind is ActorKind.PERSON]),
        several([name for kind, name in named if kind in _ORGANISED]),
        several(list(dict.fromkeys(place.name for place in record.places))),
        doc.language or "",
    )
