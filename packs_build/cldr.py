"""Names of states and of cities from Unicode CLDR, through Babel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale

LANGUAGES = ("ar", "fa", "ckb", "tr", "he")
_NOT_STATES = {"ac", "cp", "cq", "dg", "ea", "eu", "ez", "ic", "qo", "ta", "un", "xa", "xb", "zz"}
# Nobody lives there but soldiers, scientists and birds; the places pack has them.
UNINHABITED = {"aq", "bv", "gs", "hm", "io", "tf", "um"}
_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]")


def state_codes() -> list[str]:
    """ISO 3166 alpha-2 codes of all states and inhabited territories that CLDR names, with Kosovo as xk."""
    codes = {str(code).lower() for code in Locale("en").territories}
    codes = {code for code in codes if len(code) == 2 and code.isalpha()}
    return sorted(codes - _NOT_STATES - UNINHABITED)


def english_names(code: str) -> list[str]:
    """English names of a state in CLDR, without its remarks on status."""
    name = Locale("en").territories[code.upper()].removesuffix(" SAR China").replace(" & ", " and ")
    return [] if " - " in name else _with_bracketed(name)


def foreign_names(code: str) -> Iterator[tuple[str, str]]:
    """Language and name of a state for every language of LANGUAGES in which CLDR has it."""
    for language in LANGUAGES:
        name = Locale(language).territories.get(code.upper(), "")
        if name and _in_its_script(language, name):
            yield from ((language, each) for each in _with_bracketed(name))


def city_names(city: str) -> Iterator[tuple[str, str]]:
    """Language and name of a city that gives a time zone its name, as most capitals do."""
    for language in LANGUAGES:
        zones = Locale(language).time_zones
        for zone, names in zones.items():
            if zone.rsplit("/", 1)[-1].replace("_", " ").casefold() != city.casefold():
                continue
            if names.get("city") and _in_its_script(language, names["city"]):
                yield language, names["city"]
            break


def _in_its_script(language: str, name: str) -> bool:
    """Whether a name is translated at all: where it is not, CLDR has the English one."""
    return language == "tr" or not re.search("[A-Za-z]", name)


def _with_bracketed(name: str) -> list[str]:
    bare = _BRACKETS.sub("", name).strip()
    inside = [part for part in _BRACKETS.findall(name) if " " not in part]
    return [bare, *inside]
