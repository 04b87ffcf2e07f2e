"""One sentence as a row of tokens, each with its sort, and the row's code: one letter a token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import OTHER, Lexicon, Meant, folded

_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"
    r"|\d{4}-(?:0[1-9]|1[0-2])(?![\d-])|\d{4}/\d\d/\d\d(?!\d))"
    r"|(?P<slashed>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\d%/]))"
    r"|(?P<clock>[012]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<order>\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:\d{3}|['’]\d)0['’]?s\b)"
    r"|(?P<yy>['’]\d\d\b)"
    r"|(?P<number>\d+(?:[.,/]\d+)*)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<dots>[^\W\d_]\.[^\W\d_](?:\.[^\W\d_])?\b\.?)"
    r"|(?P<word>[^\W\d_]+(?:['’ʿʾ](?!s\b)[^\W\d_]+)*)"
    r"|(?P<comma>,)|(?P<dash>[-–])|(?P<dot>\.)|(?P<sign>[$£€%#+=])|(?P<mark_>[^\w\s])"
)
_DIGITS = re.compile(r"\d{1,4}\Z")
_FRACTIONS = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
#: Years written in four digits without a word before them.
_YEARS = range(1000, 2200)


@dataclass(slots=True)
class Row:
    """The tokens of one sentence: where they begin and end, their lower-case text, their values, and the code."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    values: list[object]
    letters: list[str]
    text: str
    code: str = ""


def row_of(text: str, start: int, end: int, known: Lexicon) -> Row | None:
    """The tokens of ``text[start:end]``; ``None`` where none of them can be part of a time."""
    row = Row([], [], [], [], [], text)
    letters = known.letters
    plain, phrases = known.words, known.phrases
    for found in _TOKEN.finditer(text, start, end):
        kind = found.lastgroup or ""
        raw = found.group()
        word = raw
        letter, value = OTHER, None
        if kind == "word" or kind == "dots":
            word = raw.lower()
            if not (raw.isascii() and raw.isalpha()):
                bare = folded(raw)
                word = bare if bare in plain or bare in phrases else word.replace("’", "'")
            meant = plain.get(word)
            if meant is not None:
                letter, value = meant.letter, meant.value
        elif kind == "mark" or kind == "slashed":
            letter, value = letters["slashed"], raw
        elif kind == "number":
            letter, value = _number(raw, letters)
        elif kind == "order":
            letter, value = letters["order"], int(raw[:-2])
        elif kind in letters:
            letter, value = letters[kind], raw
            word = "'s" if kind == "possessive" else raw
        row.starts.append(found.start())
        row.ends.append(found.end())
        row.words.append(word)
        row.values.append(value)
        row.letters.append(letter)
    _join_phrases(row, phrases)
    _mend(row, text, known)
    row.code = "".join(row.letters)
    if known.core.isdisjoint(row.letters) and letters["word"] * 2 not in row.code:
        return None
    return row


def _number(raw: str, letters: dict[str, str]) -> tuple[str, object]:
    if _DIGITS.match(raw):
        value = int(raw)
        if len(raw) == 4 and value in _YEARS:
            return letters["yyyy"], value
        return letters["day" if 1 <= value <= 31 and len(raw) <= 2 else "number"], value
    if raw in _FRACTIONS:
        return letters["decimal"], _FRACTIONS[raw]
    whole = raw.replace(",", "")
    if len(whole) > 12 or whole.count(".") > 1 or "/" in whole:
        return OTHER, None
    return (letters["decimal"], float(whole)) if "." in whole else (letters["number"], int(whole))


def _join_phrases(row: Row, phrases: dict[str, tuple[tuple[tuple[str, ...], Meant], ...]]) -> None:
    """Make one token of each phrase of the sheet; hyphens between its words count as spaces."""
    hits = [at for at, word in enumerate(row.words) if word in phrases]
    if not hits:
        return
    cuts: list[tuple[int, int, Meant]] = []
    free = 0
    for at in hits:
        if at < free:
            continue
        for rest, meant in phrases[row.words[at]]:
            last = _reaches(row.words, at, rest)
            if last is not None:
                cuts.append((at, last, meant))
                free = last + 1
                break
    if cuts:
        _apply(row, cuts)


def _apply(row: Row, cuts: list[tuple[int, int, Meant]]) -> None:
    """Put one token in the place of each cut's tokens, all in one pass."""
    old = Row(row.starts, row.ends, row.words, row.values, row.letters, row.text)
    row.starts, row.ends, row.words, row.values, row.letters = [], [], [], [], []
    at = 0
    for first, last, meant in (*cuts, (len(old.words), len(old.words), None)):
        row.starts += old.starts[at:first]
        row.ends += old.ends[at:first]
        row.words += old.words[at:first]
        row.values += old.values[at:first]
        row.letters += old.letters[at:first]
        if meant is not None:
            row.starts.append(old.starts[first])
            row.ends.append(old.ends[last])
            row.words.append(" ".join(old.words[first : last + 1]))
            row.values.append(meant.value)
            row.letters.append(meant.letter)
        at = last + 1


def _reaches(words: list[str], at: int, rest: tuple[str, ...]) -> int | None:
    """The index of the last token of a phrase whose first word stands at ``at``."""
    for piece in rest:
        at += 1
        while at < len(words) and words[at] in _SKIPPED:
            at += 1
        if at >= len(words) or words[at] != piece:
            return None
    return at


_SKIPPED = frozenset("-–'’.")


def _mend(row: Row, text: str, known: Lexicon) -> None:
    """Decide the doubtful words by their neighbours, and take numbers with a sign before or behind for no time."""
    letters = known.letters
    doubtful = {letters[sort]: sort for sort in ("dmonth", "dweekday", "dseason") if sort in letters}
    for at, letter in enumerate(row.letters):
        if letter in doubtful:
            sort = doubtful[letter]
            capital = text[row.starts[at]].isupper()
            good = _is_season(row, at, letters) if sort == "dseason" else capital and _is_dated(row, at, letters)
            row.letters[at] = letters[sort[1:]] if good else OTHER
        elif row.words[at] in _SIGNS:
            near = at + 1 if row.words[at] != "%" else at - 1
            if 0 <= near < len(row.letters) and row.values[near] is not None:
                row.letters[near] = OTHER


_SIGNS = frozenset("$£€#%")
_BEFORE_MONTH = ("in", "of", "last", "next", "this", "since", "edge", "past", "each", "day", "order")
_BEFORE_SEASON = ("last", "next", "this", "past", "each", "edge", "current", "that", "previous", "following", "in")


def _sort_at(row: Row, at: int, letters: dict[str, str], names: tuple[str, ...]) -> bool:
    return 0 <= at < len(row.letters) and row.letters[at] in {letters[name] for name in names}


def _is_dated(row: Row, at: int, letters: dict[str, str]) -> bool:
    """Whether a doubtful month or weekday stands as one: beside a day or year, or behind a word of time."""
    after = at + 1
    while after < len(row.words) and row.words[after] in (".", ","):
        after += 1
    if _sort_at(row, after, letters, ("day", "order", "yyyy", "month")):
        return True
    if row.letters[at] == letters["dweekday"]:
        return False
    if _sort_at(row, at - 1, letters, ("and", "to", "dash")):
        return _sort_at(row, at - 2, letters, ("month", "edge"))
    if _sort_at(row, at - 1, letters, ("the",)):
        return after == at + 1 < len(row.words) and row.letters[after] == OTHER and row.words[after].isalpha()
    return _sort_at(row, at - 1, letters, _BEFORE_MONTH)


def _is_season(row: Row, at: int, letters: dict[str, str]) -> bool:
    """Whether "spring" or "fall" stands as a season."""
    if _sort_at(row, at - 1, letters, _BEFORE_SEASON) or _sort_at(row, at + 1, letters, ("yyyy",)):
        return True
    if not _sort_at(row, at - 1, letters, ("the",)):
        return False
    if _sort_at(row, at - 2, letters, ("in", "since")):
        return not _sort_at(row, at + 1, letters, ("of",)) or _sort_at(row, at + 2, letters, ("yyyy",))
    return _sort_at(row, at + 1, letters, ("of",)) and _sort_at(row, at + 2, letters, ("yyyy", "word"))
