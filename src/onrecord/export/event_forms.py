"""Tables of events under the names of event data: PLOVER as POLECAT has it, CAMEO as GDELT has it.

Columns of these stand first, and only where they mean the same; what the schemes do not have comes after them: on whose
word an event stands, and whether it was done at all. No date and no place is filled in that the text does not tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, product

from ..record import Event, Place, PlacePrecision
from .country_codes import alpha_3
from .csv_form import cell, finish_csv
from .event_table import EVENT_COLUMNS, event_rows
from .forms import Form, Item
from .handed import NONE, Handed, Somebody
from .row_columns import WHOLE, Column, day
from .table_cells import several, yes

_CARRIED = {
    "standing": "the column `standing`: reported, attributed or comment",
    "polarity": "the column `polarity`: actual, negated, planned, conditional or hypothetical; count what is actual",
    "by": "`by` has on whose word it is, `by_ids` the desk's ids, the innermost first, `chain` the way to the outlet",
    "grade": "the column `grade`: the outlet's letter from A to F",
    "licence": "the columns `licence` and `tlp`",
}
#: The cells of a record's own table that name findings as the record does.
_ID, _BY, _SAID = (EVENT_COLUMNS.index(name) for name in ("Event ID", "by_statement", "statement"))
PLOVER_COLUMNS = (*EVENT_COLUMNS, "actor_ids", "recipient_ids", "by_ids")
OWN_COLUMNS = (
    *("event", "standing", "polarity", "by", "by_ids", "by_statement", "chain", "zone", "background"),
    *("words", "sentence", "actor_ids", "recipient_ids", "source", "grade", "state", "confidence"),
    *("document", "title", "published", "language"),
)
CAMEO_COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "Actor1Name", "Actor1CountryCode"),
    *("Actor2Name", "Actor2CountryCode", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("NumMentions", "NumSources", "NumArticles", "ActionGeo_Type", "ActionGeo_FullName"),
    *("ActionGeo_Lat", "ActionGeo_Long", "DATEADDED", "SOURCEURL"),
    *("plover_type", "plover_mode", "intensity", "geo_country", "geo_precision", "when_from", "when_to"),
    *OWN_COLUMNS,
)


def text_columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns of words, with those that are said of the whole."""
    return tuple(Column(name) for name in (*names, *WHOLE))


def own_cells(handed: Handed, event: Event) -> list[str]:
    """What event data has no column for (``OWN_COLUMNS``)."""
    footing, doc, kept = event.footing, handed.record.document, handed.record.kept
    names, ids = handed.word(footing.by)
    source = kept.source if kept is not None else None
    state, _, withdrawn, _ = handed.state(event.id)
    return [
        handed.cited(event.id) or "",
        footing.standing.value,
        event.polarity.value,
        *listed(names, ids),
        handed.cited(footing.by) or "",
        handed.passed_on(footing.by) or "",
        footing.zone.value,
        yes(event.background),
        handed.words(event.spans[:1]) or "",
        handed.sentence(event.spans[0]),
        *listed([handed.taker(one).id for one in event.actors], [handed.taker(one).id for one in event.recipients]),
        (doc.source if source is None else source.name) or "",
        "" if source is None else source.grade.reliability.value,
        "; ".join(filter(None, (state, "withdrawn" if withdrawn else None))),
        cell(event.confidence, "real"),
        *(doc.id, doc.title or "", doc.published or "", doc.language or ""),
    ]


def listed(*cells: list[str | None] | list[str]) -> list[str]:
    """Each list as one cell."""
    return [several([one or "" for one in some]) for some in cells]


def span_of(handed: Handed, event: Event) -> tuple[str | None, str | None]:
    """The first and last day on which the text lets the event have been."""
    time = handed.time(event.when)
    return (None, None) if time is None else (day(time.start), day(time.end))


def _plover(item: Item) -> Iterator[str]:
    handed = Handed(item)
    asked = {event.id for event in handed.asked(item.record.events)}
    for event, row in zip(item.record.events, event_rows(item.record), strict=True):
        if event.id in asked:
            for place, local in ((_ID, event.id), (_BY, event.footing.by), (_SAID, event.statement)):
                row[place] = handed.cited(local) or row[place]
            sides = [[handed.taker(one).id for one in side] for side in (event.actors, event.recipients)]
            yield json.dumps([*row, *listed(*sides, handed.word(event.footing.by)[1])], separators=(",", ":"))


def _cameo(item: Item) -> Iterator[str]:
    handed = Handed(item)
    for event in handed.asked(item.record.events):
        pairs = list(_dyads(handed, event))
        own, shared = own_cells(handed, event), _cameo_shared(handed, event)
        for number, (first, second) in enumerate(pairs, start=1):
            known = own[0] if len(pairs) == 1 else f"{own[0]}.{number}"
            first_, last = span_of(handed, event)
            exact = first_ if first_ == last and first_ else ""
            digits = exact.replace("-", "")
            when = [digits, digits[:6], digits[:4]]
            sides = [first.name or "", _country(first), second.name or "", _country(second)]
            yield json.dumps([known, *when, *sides, *shared, *own], separators=(",", ":"))


def _dyads(handed: Handed, event: Event) -> Iterator[tuple[Somebody, Somebody]]:
    """Who did it to whom, two at a time; all pairs of those who did it together. A side that is not told is nobody."""
    actors = [handed.taker(one) for one in event.actors]
    recipients = [handed.taker(one) for one in event.recipients]
    if event.reciprocal and len(actors) > 1 and not recipients:
        yield from combinations(actors, 2)
    else:
        yield from product(actors or [NONE], recipients or [NONE])


def _country(one: Somebody) -> str:
    """The alpha-3 code of one who belongs to one country."""
    return alpha_3(one.countries[0]) if len(one.countries) == 1 else ""


def _cameo_shared(handed: Handed, event: Event) -> list[str]:
    code = _code(event)
    doc, kept = handed.record.document, handed.record.kept
    carriers = kept.carriers if kept is not None else ()
    outlets = {doc.source, *(one.source for one in carriers)}
    place = handed.places.get(event.place or "")
    first, last = span_of(handed, event)
    return [
        *(code, code[:3], code[:2], str(event.quad or "")),
        *(str(len(event.spans)), str(len(outlets)), str(1 + len(carriers))),
        *_ground(place),
        "" if kept is None else "".join(c for c in kept.filed[:19] if c.isdigit()),
        doc.url or "",
        *(event.type.value, event.mode or "", cell(event.intensity, "real")),
        alpha_3(place.country) if place is not None else "",
        place.precision.value if place is not None and place.precision else "",
        *(first or "", last or ""),
    ]


def _code(event: Event) -> str:
    """CAMEO's code; of a whole class the one that ends in 0, for what is not told any closer."""
    # Not at the top: the word lists come with it, and a door must open before that.
    from ..codebook.cameo import cameo_of, cameo_table

    code = cameo_of(event.type, event.mode) or ""
    return f"{code}0" if len(code) == 2 and f"{code}0" in cameo_table() else code


def _ground(place: Place | None) -> list[str]:
    if place is None:
        return [""] * 4
    return [_ground_type(place), place.name, cell(place.lat, "real"), cell(place.lon, "real")]


def _ground_type(place: Place) -> str:
    """GDELT's number for what sort of place it is: 1 a country, 2 and 5 a state of one, 3 and 4 a town; US: 2, 3."""
    if place.precision is PlacePrecision.COUNTRY:
        return "1"
    american = place.country == "US"
    if place.precision in (PlacePrecision.ADMIN1, PlacePrecision.ADMIN2):
        return "2" if american else "5"
    if place.precision in (PlacePrecision.CITY, PlacePrecision.DISTRICT, PlacePrecision.SITE):
        return "3" if american else "4"
    return ""


PLOVER = Form(
    "plover",
    "events as PLOVER: POLECAT's columns under their names, then on whose word each stands",
    ".csv",
    _plover,
    finish_csv(text_columns(PLOVER_COLUMNS)),
    _CARRIED,
    rows="events",
)
CAMEO = Form(
    "cameo",
    "events as CAMEO: codes and GDELT's columns where they mean the same, one row a pair of actors",
    ".csv",
    _cameo,
    finish_csv(text_columns(CAMEO_COLUMNS)),
    _CARRIED,
    rows="events",
)
