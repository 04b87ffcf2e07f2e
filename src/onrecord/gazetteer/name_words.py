"""A name taken apart into the words that are compared: what belongs together stays together, what is title is known.

"Abd al-Rahman", "Abu Hassan", "Salah al-Din" and "Hizb Allah" are one word each, for half of one names somebody else.
The word lists are ``spellings/name_words.csv`` and ``spellings/known_names.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from .letters import romanised, shape, sounds
from .spelling import MARKED_SOUNDS, MOST_LETTERS, plain_key

MOST_WORDS = 16
"""Words of a name that are compared; the rest of a longer one is left out."""


class Kind(IntEnum):
    """What a word of a name is."""

    WORD = 0
    INITIAL = 1
    NUMBER = 2
    TITLE = 3
    LEGAL = 4
    LIGHT = 5
    BIN = 6
    BINT = 7


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: ``text`` as written, ``key`` its plain letters, ``sounds`` and ``shape`` as letters.py
    has them, ``given`` the known names it may spell.
    """

    text: str
    key: str
    kind: Kind
    sounds: str
    shape: tuple[int, ...] = ()
    given: frozenset[str] = frozenset()


def _rows(file: str) -> Iterator[dict[str, str]]:
    import csv
    from importlib.resources import files

    yield from csv.DictReader(files(__package__).joinpath("spellings", file).read_text(encoding="utf-8").splitlines())


@cache
def _known_names() -> dict[str, frozenset[str]]:
    """The known names that each known spelling, as a plain key, may stand for."""
    table: dict[str, frozenset[str]] = {}
    for row in _rows("known_names.csv"):
        for spelling in row["spellings"].split(";"):
            key = plain_key(spelling.translate(MARKED_SOUNDS))
            key = _tidy(key)
            table[key] = table.get(key, frozenset()) | {row["name"]}
    return table


@cache
def _word_kinds() -> dict[str, tuple[Kind, str]]:
    """Kind and common form of each known word that is no part of the name itself."""
    table: dict[str, tuple[Kind, str]] = {}
    kinds = {"title": Kind.TITLE, "ship": Kind.TITLE, "light": Kind.LIGHT, "bin": Kind.BIN, "bint": Kind.BINT}
    kinds |= {"legal": Kind.LEGAL, "number": Kind.NUMBER}
    for row in _rows("name_words.csv"):
        for spelling in row["spellings"].split(";"):
            table[plain_key(spelling)] = kinds[row["kind"]], row["form"]
    return table


_PIECE = re.compile(r"[^\s\-\u2010-\u2015_/,;:()\[\]\"“”«»،]+")
_ARTICLES = frozenset({"al", "el", "ul", "ol", "il"})
_SUN_ARTICLE = re.compile(r"[aeu](sh|dh|th|[sdnrtz])")
_ABD = re.compile(r"(abd)(?:[aeou](?:l|(?:sh|[rsdnztj])h?))?")
_ABD_JOINED = re.compile(r"abd[aeou](?:l(?!lah|ah)|(sh|[rsdnztj])h?(?=\1))(?=[a-z]{3})")
_DIN = frozenset({"din", "deen", "dine", "eddin", "eddine", "uddin", "دين"})
_DIN_JOINED = re.compile(r"(?<=[a-z]{2})[aeou](?:dd|tt)[iy]ne?$|(?<=[a-z]{2})[aeou]dd?een$")
_GOD = frozenset({"allah", "الله", "ullah", "ollah"})
_GOD_JOINED = re.compile(r"[aeou]l+ah?$")
_PARENT = {
    **dict.fromkeys(("abu", "abou", "abo", "abi", "aba"), "abu"),
    **dict.fromkeys(("umm", "um", "om", "oum"), "um"),
    **dict.fromkeys(("ابو", "ابي", "ابا"), "ابو"),
    "ام": "ام",
}
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xx"})


def _plain(piece: str) -> str:
    for article in ("ال", "وال"):
        if (
            piece.startswith(article)
            and len(piece) > len(article) + 1
            and piece not in ("الله", "والی", "والي", "والد")
        ):
            piece = piece[len(article) :]
            break
    return romanised(plain_key(piece.translate(MARKED_SOUNDS)).replace(" ", ""))


def _pieces(name: str) -> list[tuple[str, str]]:
    """The pieces of a name as written, each with its plain letters; articles are left out."""
    out: list[tuple[str, str]] = []
    found = [(piece, _plain(piece)) for piece in _PIECE.findall(name[:MOST_LETTERS].replace("&", " and "))]
    for place, (piece, key) in enumerate(found):
        after = found[place + 1][1] if place + 1 < len(found) else ""
        sun = _SUN_ARTICLE.fullmatch(key)
        article = key in _ARTICLES or (sun is not None and after.startswith(sun[1]))
        if key and not (after and article):
            out.append((piece, key))
    return out[:MOST_WORDS]


def _joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same, with the parts of one name put together: Abd and Abu with the next, Din and Allah with the last."""
    out: list[tuple[str, str]] = []
    before = ""
    for piece, key in pieces:
        if out and key in _DIN and out[-1][1] not in _DIN:
            key = "din" if key.isascii() else "دين"
            out[-1] = (f"{out[-1][0]} {piece}", out[-1][1] + key)
        elif out and key in _GOD:
            out[-1] = (f"{out[-1][0]} {piece}", out[-1][1] + ("allah" if key.isascii() else "اله"))
            before = ""
        elif before:
            out[-1] = (f"{out[-1][0]} {piece}", before + key)
            before = ""
        else:
            abd = _ABD.fullmatch(key)
            out.append((piece, "abd" if abd else key))
            before = "abd" if abd else "عبد" if key == "عبد" else _PARENT.get(key, "")
    return out


def _tidy(key: str) -> str:
    """One form for the pious compounds that are written in many: Abdurrahman, Salahuddin, Nasrollah."""
    if key.isascii():
        key = _ABD_JOINED.sub("abd", key)
        key = _DIN_JOINED.sub("din", key)
        return _GOD_JOINED.sub("allah", key) if len(key) > 6 and "l" in key[-4:] and key[-1] in "ah" else key
    key = key.replace("لله", "له")
    return key.replace("عبدال", "عبد") if key.startswith("عبدال") and len(key) > 7 else key


def plain_word(text: str, key: str) -> Word:
    """A word of the name itself, whatever else it may be elsewhere."""
    tidy = _tidy(key)
    heard = sounds(tidy)
    return Word(text, tidy, Kind.WORD, heard, shape(heard), _known_names().get(tidy, frozenset()))


def _word(text: str, key: str) -> Word:
    known = _word_kinds().get(key)
    if known is not None:
        kind, form = known
        return Word(text, form if kind is Kind.NUMBER else key, kind, "", (), _known_names().get(key, frozenset()))
    if key.isdigit() or key in _ROMAN:
        return Word(text, key.lstrip("0") or "0", Kind.NUMBER, "")
    if len(key) == 1:
        return Word(text, key, Kind.LIGHT if text.islower() else Kind.INITIAL, key)
    return plain_word(text, key)


@lru_cache(maxsize=32768)
def name_words(name: str) -> tuple[Word, ...]:
    """The words of a name in their order, at most ``MOST_WORDS``; a name of titles and small words alone is a name."""
    pieces = _joined(_pieces(name))
    words = tuple(_word(text, key) for text, key in pieces)
    if any(word.kind in (Kind.WORD, Kind.NUMBER) for word in words):
        return words
    return tuple(plain_word(text, key) for text, key in pieces)
