"""``onrecord gazetteer``: packs of known names checked, searched and shown (``gazetteer_edit`` writes them)."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import GazetteerError, SettingError
from ..gazetteer import Gazetteer, Hit, KnownActor, KnownPlace, packs_in, shipped_packs, with_own
from ..gazetteer.gazetteer import PlaceHit
from ..settings import Settings
from .columns import table
from .notices import tell
from .own_packs import own_packs

#: Complaints about one pack that are shown.
_SHOWN = 50
#: A hit as good as this makes a search among places that are spelt otherwise needless.
_GOOD = 0.9
#: Shorter names are like too many places to mean one.
_LONG = 4


def run(options: Namespace, settings: Settings) -> int:
    if options.action in ("add", "import"):
        code: int = import_module(".gazetteer_edit", __package__).run(options, settings)
        return code
    doing = {"check": _check, "search": _search, "show": _show}[options.action]
    return doing(options, settings)


def _known(settings: Settings) -> Gazetteer:
    return with_own(own_packs(settings))


def _check(options: Namespace, settings: Settings) -> int:
    from ..gazetteer.checking import check_packs

    every = (*shipped_packs(), *own_packs(settings))
    chosen = tuple(pack for folder in options.folders for pack in packs_in(Path(folder))) or every
    chosen = tuple(dict.fromkeys(pack.resolve() for pack in chosen))
    beside = [pack for pack in map(Path.resolve, every) if pack not in chosen]
    complaints = check_packs(chosen, beside)
    for complaint in complaints[:_SHOWN]:
        tell(str(complaint))
    if len(complaints) > _SHOWN:
        tell(f"... and {len(complaints) - _SHOWN:,} more")
    bad = {complaint.file.partition("/")[0] for complaint in complaints}
    for pack in chosen:
        if pack.name not in bad:
            print(f"{pack.name}: in order")  # noqa: T201
    return 1 if complaints else 0


def _search(options: Namespace, settings: Settings) -> int:
    if not 1 <= options.limit <= 1000:
        raise SettingError("--limit is no number of results", str(options.limit), "write 1 to 1000")
    known = _known(settings)
    actors = _actors(known, options.name, options.limit)
    places = [PlaceHit(place, options.name, 1.0, "is a name of it") for place in known.places_named(options.name)]
    if not places and not (actors and actors[0].score >= _GOOD) and len(options.name) >= _LONG:
        places = list(known.places_alike(options.name, options.limit))
    rows = [*map(_actor_row, actors), *map(_place_row, places)]
    rows = sorted(rows, key=lambda row: -row["score"])[: options.limit]
    if options.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    elif rows:
        head = ("id", "name", "kind", "country", "score", "found by", "why")
        sys.stdout.write(table(head, [_cells(row) for row in rows]))
    if not rows:
        tell(f"onrecord: nobody and nothing is known by this name: {options.name}")
    return 0 if rows else 1


def _actors(known: Gazetteer, name: str, most: int) -> list[Hit]:
    """The bearers of the name, each once, and then those whose names are like it."""
    hits: dict[str, Hit] = {}
    for hit in (*known.actors_named(name), *known.alike(name, most)):
        hits.setdefault(hit.actor.id, hit)
    return list(hits.values())


def _actor_row(hit: Hit) -> dict[str, Any]:
    actor, alias = hit.actor, hit.alias
    told = {"id": actor.id, "name": actor.name, "kind": actor.kind.value, "type": actor.type}
    return told | {
        "countries": list(actor.countries),
        "score": round(hit.score, 3),
        "alias": alias.name,
        "language": alias.language,
        "form": alias.form.value,
        "why": hit.why,
    }


def _place_row(hit: PlaceHit) -> dict[str, Any]:
    place = hit.place
    told = {"id": f"geonames:{place.geonames}", "name": place.name, "kind": "place", "type": place.precision.value}
    return told | {
        "countries": [place.country] if place.country else [],
        "score": round(hit.score, 3),
        "alias": hit.name,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
        "why": hit.why,
    }


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    kind = f"{row['kind']}/{row['type']}" if row["type"] and row["type"] != row["kind"] else row["kind"]
    why = row["why"].removeprefix(f"{row['alias']} ")
    return row["id"], row["name"], kind, ";".join(row["countries"]), f"{row['score']:.2f}", row["alias"], why


def _show(options: Namespace, settings: Settings) -> int:
    known = _known(settings)
    pack, _, number = options.id.partition(":")
    try:
        if pack == "geonames" and number.isascii():
            sys.stdout.write(_lines(_place_facts(known.place(int(number)))))
        else:
            actor = known.actor(options.id)
            sys.stdout.write(_lines(_actor_facts(known, actor)) + "\n" + _names(actor))
    except (KeyError, ValueError):
        remedy = "look for it with onrecord gazetteer search"
        raise GazetteerError("no pack has this id", options.id, remedy) from None
    return 0


def _place_facts(place: KnownPlace) -> Iterator[tuple[str, str]]:
    yield "id", f"geonames:{place.geonames}"
    yield "name", place.name
    yield "precision", place.precision.value
    yield "country", place.country
    yield "admin1", place.admin1
    yield "lat, lon", f"{place.lat}, {place.lon}"
    yield "population", f"{place.population:,}" if place.population else ""


def _actor_facts(known: Gazetteer, actor: KnownActor) -> Iterator[tuple[str, str]]:
    yield "id", actor.id
    yield "name", actor.name
    yield "kind", f"{actor.kind.value}, {actor.type}" if actor.type else actor.kind.value
    yield "country", ", ".join(actor.countries)
    yield "part of", _named(known, actor.part_of)
    yield "speaks for", _named(known, actor.speaks_for)
    yield "its parts", _named(known, known.parts_of(actor.id))
    for office in actor.offices:
        yield "office", f"{office.title}, {_named(known, (office.body,))} ({_when(office.start, office.end)})"
    if actor.start or actor.end:
        yield "existed", _when(actor.start, actor.end)
    yield "note", actor.note
    pack = next(pack for pack in known.packs if pack.name == actor.id.partition(":")[0])
    yield "pack", f"{pack.title}, version {pack.version}, {pack.licence}"
    for code in dict.fromkeys(code for alias in actor.names for code in alias.sources):
        if code in pack.sources:
            source = pack.sources[code]
            yield "source", f"{code}: {source.title} ({source.kind}){' ' if source.url else ''}{source.url}"


def _named(known: Gazetteer, keys: Sequence[str]) -> str:
    """Actors with their ids; the first twenty of many."""
    told = [f"{known.actor(key).name} ({key})" if key in known.actor_ids else key for key in keys[:20]]
    return "; ".join(told) + (f"; and {len(keys) - 20:,} more" if len(keys) > 20 else "")


def _when(start: str | None, end: str | None) -> str:
    return f"{start or '...'} to {end or '...'}"


def _lines(facts: Iterator[tuple[str, str]]) -> str:
    return table(None, [(label, value) for label, value in facts if value])


def _names(actor: KnownActor) -> str:
    rows = [
        (alias.name, alias.language, alias.form.value, ";".join(alias.sources), "context" if alias.careful else "")
        for alias in actor.names
    ]
    return table(("known as", "language", "form", "source", "care"), rows)
