"""Events under ACLED's column names, with its codes of precision: only what is told as done, and of ACLED's kinds.

ACLED codes violence, protest and what changes the field; words between governments are not in it. What a text does not
tell stays empty: a day, a place, what sort of force somebody is. Countries are ISO 3166 alpha-3 codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from ..clock import moment
from ..record import ActorKind, Counted, Event, EventType, Place, PlacePrecision, Polarity, SourceKind
from .country_codes import alpha_3
from .csv_form import cell, finish_csv
from .event_forms import OWN_COLUMNS, listed, own_cells, span_of, text_columns
from .forms import Form, Item
from .handed import Handed, Somebody

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("country", "admin1", "location", "latitude", "longitude", "geo_precision"),
    *("source_scale", "notes", "fatalities", "tags", "timestamp"),
    *("fatalities_most", "when_from", "when_to", "plover_type", "plover_mode"),
    *OWN_COLUMNS,
)
_BATTLE, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_PROTEST, _RIOT, _FIELD = "Protests", "Riots", "Strategic developments"
_DISORDER = {
    _BATTLE: "Political violence",
    _REMOTE: "Political violence",
    _CIVILIANS: "Political violence",
    _PROTEST: "Demonstrations",
    _RIOT: "Demonstrations",
    _FIELD: "Strategic developments",
}
#: By PLOVER's mode; of other attacks the two sides decide.
_ATTACKS = {
    "suicide-attack": (_REMOTE, "Suicide bomb"),
    "heavy-weapons": (_REMOTE, "Shelling/artillery/missile attack"),
    "aerial": (_REMOTE, "Air/drone strike"),
    "drone": (_REMOTE, "Air/drone strike"),
    "explosives": (_REMOTE, "Remote explosive/landmine/IED"),
    "abduct": (_CIVILIANS, "Abduction/forced disappearance"),
    "sexual": (_CIVILIANS, "Sexual violence"),
    "destroy": (_FIELD, "Looting/property destruction"),
}
_OTHERS: dict[tuple[EventType, str | None], tuple[str, str]] = {
    (EventType.PROTEST, "riot"): (_RIOT, "Violent demonstration"),
    (EventType.COERCE, "arrest"): (_FIELD, "Arrests"),
    (EventType.RETREAT, "ceasefire"): (_FIELD, "Agreement"),
    (EventType.MOBILIZE, None): (_FIELD, "Change to group/activity"),
    (EventType.RETREAT, None): (_FIELD, "Change to group/activity"),
    (EventType.PROTEST, None): (_PROTEST, ""),
    (EventType.COERCE, None): (_FIELD, "Other"),
}
CODED = frozenset({EventType.ASSAULT, *(type_ for type_, _ in _OTHERS)})
#: ACLED's names for what somebody is, in the order of its numbers.
_STATE, _REBELS, _MILITIA, _RIOTERS, _PROTESTERS, _CIVIL, _FOREIGN = (
    *("State forces", "Rebel group", "Political militia", "Rioters", "Protesters", "Civilians"),
    "External/Other forces",
)
_ORDER = (_STATE, _REBELS, _MILITIA, _RIOTERS, _PROTESTERS, _CIVIL, _FOREIGN)
_ARMED = {
    **dict.fromkeys(("army", "navy", "air-force", "police", "security-service", "intelligence", "officer"), _STATE),
    **dict.fromkeys(("government", "ministry", "state"), _STATE),
    **dict.fromkeys(("insurgent-group", "terrorist-group", "resistance-group"), _REBELS),
    "militia": _MILITIA,
}
_PRECISIONS = {
    **dict.fromkeys((PlacePrecision.CITY, PlacePrecision.SITE), "1"),
    **dict.fromkeys((PlacePrecision.DISTRICT, PlacePrecision.ADMIN2, PlacePrecision.FEATURE), "2"),
    PlacePrecision.ADMIN1: "3",
}
_WEEK, _MONTH = 7, 31


def _pieces(item: Item) -> Iterator[str]:
    handed = Handed(item)
    for event in handed.asked(item.record.events):
        if event.type in CODED and event.polarity is Polarity.ACTUAL:
            yield json.dumps(_row(handed, event), separators=(",", ":"))


def _row(handed: Handed, event: Event) -> list[str]:
    own = own_cells(handed, event)
    place = handed.places.get(event.place or "")
    first, last = span_of(handed, event)
    country = place.country if place is not None else None
    sides = [[handed.taker(one) for one in some] for some in (event.actors, event.recipients)]
    inter = [inter_of(some, country) for some in sides]
    if event.type is EventType.ASSAULT and not inter[1] and any(_is_unarmed(one) for one in sides[1]):
        inter[1] = _CIVIL
    type_, finer = event_type_of(event, *inter)
    kept = handed.record.kept
    return [
        own[0],
        *dated(first, last),
        *(_DISORDER.get(type_, ""), type_, finer),
        *_sides(type_, sides, inter),
        *_ground(place),
        _scale(handed, country),
        handed.sentence(event.spans[0]),
        _least(event),
        _tags(event),
        "" if kept is None else str(int(moment(kept.read).timestamp())),
        _most(event),
        *(first or "", last or "", event.type.value, event.mode or ""),
        *own,
    ]


def dated(first: str | None, last: str | None) -> tuple[str, str, str]:
    """The day, the year and ACLED's precision: 1 the day is known, 2 the week, 3 the month; empty if it is not known
    that well. Of a week or a month it is the first day on which it may have been.
    """
    if first is None or last is None:
        return "", "", ""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    if not 1 <= days <= _MONTH:
        return "", "", ""
    return first, first[:4], "1" if days == 1 else "2" if days <= _WEEK else "3"


def event_type_of(event: Event, actor: str, recipient: str) -> tuple[str, str]:
    """ACLED's type and sub-type; empty where the text does not tell who was attacked."""
    if event.type is not EventType.ASSAULT:
        return _OTHERS.get((event.type, event.mode)) or _OTHERS[event.type, None]
    if (found := _ATTACKS.get(event.mode or "")) is not None:
        return found
    if recipient == _CIVIL:
        return _CIVILIANS, "Attack"
    return (_BATTLE, "Armed clash") if actor and recipient else ("", "")


def inter_of(some: Sequence[Somebody], country: str | None) -> str:
    """What sort of force a side is, by the first of it that can be told."""
    return next((sort for one in some if (sort := _sort(one, country))), "")


def _sort(one: Somebody, country: str | None) -> str:
    sort = _ARMED.get(_finer(one), _STATE if _kind(one) is ActorKind.STATE else "")
    return _FOREIGN if sort == _STATE and country and one.countries and country not in one.countries else sort


def _is_unarmed(one: Somebody) -> bool:
    """Whether ACLED counts who was attacked as civilians: persons and peoples of no force."""
    return _finer(one) not in _ARMED and _kind(one) in (ActorKind.PERSON, ActorKind.PEOPLE)


def _finer(one: Somebody) -> str:
    return (one.entity.type if one.entity is not None else None) or (one.actor.type if one.actor else None) or ""


def _kind(one: Somebody) -> ActorKind | None:
    return one.entity.kind if one.entity is not None else one.actor.kind if one.actor is not None else None


def _sides(type_: str, sides: Sequence[Sequence[Somebody]], inter: list[str]) -> list[str]:
    """actor1 to civilian_targeting. Crowds and civilians are named as such, and who they are stands beside."""
    if type_ in (_PROTEST, _RIOT):
        inter[0] = _PROTESTERS if type_ == _PROTEST else _RIOTERS
    cells: list[str] = []
    for some, sort in zip(sides, inter, strict=True):
        (names,) = listed([one.name for one in some])
        crowd = sort in (_PROTESTERS, _RIOTERS, _CIVIL)
        cells += [sort if crowd else names, names if crowd else "", sort]
    at_civilians = "Civilian targeting" if inter[1] == _CIVIL else ""
    return [*cells, _interaction(sides, inter), at_civilians]


def _interaction(sides: Sequence[Sequence[Somebody]], inter: Sequence[str]) -> str:
    if inter[0] and not sides[1]:
        return f"{inter[0]} only"
    return "-".join(sorted(inter, key=_ORDER.index)) if all(inter) else ""


def _ground(place: Place | None) -> list[str]:
    """country to geo_precision; a country's or a region's midpoint is no place where something happened."""
    if place is None:
        return [""] * 6
    precision = _PRECISIONS.get(place.precision) if place.precision else None
    point = ("", "") if precision is None else (cell(place.lat, "real"), cell(place.lon, "real"))
    return [alpha_3(place.country), place.admin1 or "", place.name, *point, precision or ""]


def _scale(handed: Handed, country: str | None) -> str:
    """ACLED's word for where an outlet stands: National in its own country, International in another."""
    kept = handed.record.kept
    source = kept.source if kept is not None else None
    if source is None:
        return ""
    if source.kind is SourceKind.CHANNEL:
        return "New media"
    if source.kind in (SourceKind.NGO, SourceKind.MONITOR, SourceKind.BODY):
        return "Other"
    if source.country is None or country is None:
        return ""
    return "National" if source.country == country else "International"


def _least(event: Event) -> str:
    """How many were killed, at the least that is told."""
    told = [one for one in event.counts if one.what is Counted.KILLED]
    return str(told[0].least) if told and told[0].least is not None else ""


def _most(event: Event) -> str:
    told = [one for one in event.counts if one.what is Counted.KILLED]
    return str(told[0].most) if told and told[0].most is not None else ""


def _tags(event: Event) -> str:
    crowds = [one for one in event.counts if one.what is Counted.PROTESTERS]
    if not crowds:
        return ""
    least, most = crowds[0].least, crowds[0].most
    size = str(least) if least == most else f"at least {least}" if most is None else f"{least or 0}-{most}"
    return f"crowd size={size}"


ACLED = Form(
    "acled",
    "events under ACLED's column names, with its codes of precision: what is told as done",
    ".csv",
    _pieces,
    finish_csv(text_columns(COLUMNS)),
    {
        "standing": "the column `standing`: what is attributed is somebody's word, and no event that is established",
        "polarity": "the column `polarity` is always `actual`: what was not done is not in this form",
        "by": "`by` has on whose word it is, the innermost first; `by_ids` the desk's ids; `chain` ends at the outlet",
        "grade": "the column `grade`: the outlet's letter from A to F",
        "licence": "the columns `licence` and `tlp`",
    },
    rows="events",
)
