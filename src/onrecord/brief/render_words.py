"""Words on a rendered page: what nobody can see is left out, what runs right to left told apart, days written."""

from __future__ import annotations

import re
from datetime import date

from .render_page import Run, Runs
from .style import DateForm

#: Languages that run from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
#: What some languages are called.
LANGUAGES = {
    "ar": "Arabic",
    "ckb": "Kurdish (Sorani)",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "ku": "Kurdish",
    "ps": "Pashto",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
}
#: Controls, direction marks and what else moves, hides or breaks other text; the joiners that Persian needs stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff\ufff9-"
    "\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT = re.compile(f"[{_LETTERS}](?:[{_LETTERS}\u200c\u200d0-9 .,:;!?'’\"“”«»()\\-–—]*[{_LETTERS}])?")
_PERSIAN, _HEBREW = re.compile("[پچژگکی\u06f0-\u06f9]"), re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def seen(text: str) -> str:
    """Text without what nobody can see: a control that could turn the line round is left out, a line break is a
    space.
    """
    return _UNSEEN.sub(lambda one: " " if one[0] in "\x0b\x0c\r\u2028\u2029" else "", text)


def language_words(code: str | None) -> str:
    """What a language is called; its code where the list does not have it."""
    return "language unknown" if not code else LANGUAGES.get(code.split("-")[0].casefold(), code)


def runs_right(code: str | None) -> bool:
    """Whether a language runs from right to left."""
    return code is not None and code.split("-")[0].casefold() in RIGHT_TO_LEFT


def parted(run: Run) -> Runs:
    """A run, cut where text that runs right to left begins and ends; each such stretch has its language."""
    if run.language is not None or run.note is not None:
        return (run,)
    out: list[Run] = []
    at = 0
    for found in _RIGHT.finditer(run.text):
        if found.start() > at:
            out.append(_like(run, run.text[at : found.start()]))
        out.append(_like(run, found[0], _language(found[0])))
        at = found.end()
    if at < len(run.text) or not out:
        out.append(_like(run, run.text[at:]))
    return tuple(out)


def plain(text: str) -> Runs:
    """Text as runs, with what runs right to left told apart."""
    return parted(Run(seen(text)))


def day_words(stamp: str | None, form: DateForm = DateForm.DAY_FIRST) -> str | None:
    """A day as it is written: ``10 May 2031``, ``May 10, 2031``, ``May 2031``; what cannot be read as it stands."""
    found = _DAY.match(stamp or "")
    if found is None:
        return stamp
    year, month, day = found[1], found[2], found[3]
    try:
        if month is None:
            return year
        if day is None:
            return f"{date(int(year), int(month), 1):%B} {year}"
        read = date(int(year), int(month), int(day))
    except ValueError:
        return stamp
    return f"{read:%B} {read.day}, {year}" if form is DateForm.MONTH_FIRST else f"{read.day} {read:%B} {year}"


def counted(number: int, one: str, several: str = "") -> str:
    """``1 document``, ``3 documents``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _like(run: Run, text: str, language: str | None = None) -> Run:
    return Run(text, run.strong, run.slanted, run.code, run.link, None, language)


def _language(text: str) -> str:
    return "he" if _HEBREW.search(text) else "fa" if _PERSIAN.search(text) else "ar"
