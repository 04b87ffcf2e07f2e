"""An actor on its way into a pack: names from outside made fit to stand in one, or turned away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from .common_words import is_common
from .countries import COUNTRIES
from .form import LONGEST_NAME, LONGEST_NOTE
from .keys import name_key
from .known import NameForm

_PERSIAN = frozenset("پچژگ")
#: What names in a script are filed under where nobody says their language: the script's commonest.
_SCRIPTS = {
    "LATIN": "en",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
_JOINERS = "\u200c\u200d"
_OTHER_THAN_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Newcomer:
    """An actor to be written into a pack; ``names`` are (name, language, form, care), the main name the first."""

    id: str
    kind: str
    type: str = ""
    names: list[tuple[str, str, str, str]] = field(default_factory=list)
    countries: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    note: str = ""
    left_out: int = 0
    _had: set[tuple[str, str]] = field(default_factory=set)

    def call(self, said: Iterable[str], form: NameForm, careful: bool = False, language: str = "") -> None:
        """Takes in names; those that cannot stand in a pack are counted in ``left_out``."""
        for raw in said:
            name = tidied(raw)
            if not is_name(name):
                self.left_out += 1
                continue
            care = "context" if careful or is_common(name_key(name)) else ""
            row = (name, language or language_of(name), form.value, care)
            if row[:2] not in self._had:
                self._had.add(row[:2])
                self.names.append(row)


def tidied(text: str) -> str:
    """``text`` on one line, with single spaces, and without characters that nobody sees (joiners of letters stay)."""
    kept = (c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "" for c in text)
    return " ".join("".join(kept).split())


def is_name(name: str) -> bool:
    """Whether a tidied text may be a name in a pack."""
    return 0 < len(name) <= LONGEST_NAME and name[0] not in "=+-@" and bool(name_key(name))


def noted(text: str) -> str:
    """``text`` as a note of a pack: on one line, cut after a word, and nothing that a spreadsheet would compute."""
    note = tidied(text).lstrip("=+-@ ")
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1].rsplit(" ", 1)[0] + "…"


def slug(text: str) -> str:
    """``text`` as an id: its ASCII letters and digits in lower case, the rest hyphens; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text[: 2 * LONGEST_NAME]).lower().encode("ascii", "ignore").decode()
    return _OTHER_THAN_SLUG.sub("-", plain)[:60].strip("-")


def language_of(name: str) -> str:
    """The commonest language of a name's script (ISO 639; ``und`` where it is unknown)."""
    if _PERSIAN & set(name):
        return "fa"
    for letter in name:
        if letter.isalpha():
            script = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
            return _SCRIPTS.get(script, "und")
    return "en"


def countries_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The ISO 3166 codes among ``codes``, in lower case, each once: "GB", "gb-sct" are ``gb``."""
    plain = (code.strip().lower().partition("-")[0] for code in codes)
    return tuple(dict.fromkeys(code for code in plain if code in COUNTRIES))
