"""Titles and holders of the offices of head of state and head of government, as the Factbook writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SINCE = re.compile(r"\((?:[^()]*?since )?(\d{1,2} )?([A-Z][a-z]+ )?(\d{4})\b[^()]*\)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERAL = re.compile(r"^[IVX]+$")
_RANKS = {"Dr.", "Gen.", "Sr.", "Col.", "Capt.", "Sir", "Dame", "General", "Ratu", "Lt."}
_ROYAL = ("King", "Queen", "Emperor", "Sultan", "Emir", "Amir", "Grand Duke", "Prince", "Pope")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office: name, the part that the Factbook sets in capitals, ISO date of taking office."""

    name: str
    short: str
    also: tuple[str, ...]
    since: str


def split_title(text: str, titles: Sequence[str]) -> tuple[str, str]:
    """Title and the rest; the title is empty where none of ``titles`` (longest first) begins the text."""
    plain = re.sub(r"^(?:Interim|Acting|Caretaker|Transition(?:al)?|GNU Interim)\s+", "", text)
    for title in titles:
        if plain.startswith(title + " "):
            return title, plain[len(title) + 1 :]
    return "", plain


def holder(title: str, rest: str) -> Holder | None:
    """The person in what follows the title, or None where the text does not name exactly one in the usual form."""
    match = _SINCE.search(rest)
    if match is None:
        return None
    plain = re.sub(r"^(?:\([^()]*\)\s*)+", "", rest[: match.start()].strip())
    plain = re.sub(r"\s*\([^()]*\)|;.*$|\s+of (?:the )?[A-Z].*$|\"[^\"]*\"", "", plain)
    words = [word.strip(",") for word in plain.split() if word.strip(",") not in _RANKS | {"Jr."}]
    if not 0 < len(words) <= 8:
        return None
    capital = [number for number, word in enumerate(words) if _is_capital(word)]
    if not capital:
        return None
    shown = [_lowered(word, number > 0) for number, word in enumerate(words)]
    name = " ".join(shown)
    short = " ".join(shown[capital[0] : _run_end(words, capital[0])])
    also = []
    if capital[0] > 1:
        also.append(f"{shown[0]} {short}")
    if title in _ROYAL:
        also.append(f"{title} {name}")
    return Holder(name, short if short != name else "", tuple(also), _iso(match))


def _is_capital(word: str) -> bool:
    return any(len(part) > 1 and part.isalpha() and part.isupper() for part in re.split(r"[-'’]", word))


def _run_end(words: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(words) and _is_capital(words[end]):
        end += 1
    return end


def _lowered(word: str, may_be_numeral: bool) -> str:
    if (may_be_numeral and _NUMERAL.match(word)) or not _is_capital(word):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def _iso(match: re.Match[str]) -> str:
    day, month, year = (part.strip() if part else "" for part in match.groups())
    if month[:3].lower() not in _MONTHS:
        return year
    number = _MONTHS.index(month[:3].lower()) + 1
    return f"{year}-{number:02d}-{int(day):02d}" if day else f"{year}-{number:02d}"
