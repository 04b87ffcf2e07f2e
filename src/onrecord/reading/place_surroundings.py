"""What the words right beside a place's name say: which sort of ground, which part of it, and whether it is a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..codebook import english_words, role_words
from ..codebook.place_words import place_words
from ..gazetteer.common_words import is_common
from ..record import PlacePrecision, Span
from .names import Word, is_capital, words_in

_ADMIN1 = frozenset((PlacePrecision.ADMIN1,))
_ADMIN2 = frozenset((PlacePrecision.ADMIN2, PlacePrecision.DISTRICT))
_CITY = frozenset((PlacePrecision.CITY,))
_QUARTER = frozenset((PlacePrecision.DISTRICT, PlacePrecision.CITY))
_REGION = frozenset((PlacePrecision.REGION, PlacePrecision.ADMIN1, PlacePrecision.FEATURE))
_FEATURE = frozenset((PlacePrecision.FEATURE,))
_SITE = frozenset((PlacePrecision.SITE, PlacePrecision.FEATURE))

#: The Arabic article, written as a word of its own.
_ARTICLES = frozenset(("al", "el", "as", "ash", "ar", "an", "at", "ath", "az", "ad", "adh"))
#: How many characters to either side are looked at, and how many words of a run of capitals.
_REACH = 80
_RUN = 6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside a name.

    ``kinds`` are the sorts of ground that a word beside it asks for, ``asked`` that word; ``part`` are words that say
    which part of the place, or how far off it, is meant ("eastern", "north of"). ``inside``: the name belongs to an
    institution's. ``after_name``, ``before_name``: another name stands beside it ("Michael Jordan", "U.S. Troops").
    ``titled``: a person's title does.
    """

    kinds: frozenset[PlacePrecision] = frozenset()
    asked: str = ""
    part: str = ""
    inside: bool = False
    after_name: bool = False
    before_name: bool = False
    titled: bool = False


def kinds_of(word: str) -> frozenset[PlacePrecision]:
    """Which sorts of ground a word such as "province" or "city" may call itself; empty for other words."""
    words = place_words()
    for listed, kinds in (
        (words.first_level, _ADMIN1),
        (words.second_level, _ADMIN2),
        (words.settled, _CITY),
        (words.quarter, _QUARTER),
        (words.region, _REGION),
        (words.feature, _FEATURE),
        (words.site, _SITE),
    ):
        if word in listed:
            return kinds
    return frozenset()


def beside(text: str, span: Span) -> tuple[list[Word], list[Word]]:
    """The words of the same line before and after a name, nearest last and nearest first."""
    begin, end = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    left = text[begin : span.start]
    begin += left.rfind("\n") + 1
    right = text.find("\n", span.end, end)
    before = words_in(text, Span(begin, span.start)) if begin < span.start else []
    end = end if right < 0 else right
    after = words_in(text, Span(span.end, end)) if span.end < end else []
    if after and after[0].start == span.end:  # the rest of a word that a hyphen joins, or a possessive ending
        after = after[1:]
    return before, after


def inside_institution(text: str, span: Span) -> bool:
    """Whether the name is part of an institution's: "University of Mosul", "Baghdad Operations Command"."""
    before, after = beside(text, span)
    return _in_body(text, span, before, after)


def surroundings(text: str, span: Span) -> Surroundings:
    """What the words beside a name say of it."""
    before, after = beside(text, span)
    if _in_body(text, span, before, after):
        return Surroundings(inside=True)
    kinds, asked = _asked(text, span, before, after)
    return Surroundings(
        kinds,
        asked,
        _part(text, span, before, after),
        after_name=_after_name(text, span, before),
        before_name=_before_name(text, span, after),
        titled=bool(before)
        and _adjoins(text, before[-1].end, span.start, ". ")
        and before[-1].low in role_words().titles,
    )


def _adjoins(text: str, end: int, start: int, also: str = " ") -> bool:
    return text[end:start] in (" ", "\u00a0", also)


def _run_after(text: str, span: Span, after: Sequence[Word]) -> list[Word]:
    """The capitalised words that follow without a mark between."""
    run: list[Word] = []
    end = span.end
    for word in after[:_RUN]:
        if not _adjoins(text, end, word.start) or not is_capital(word):
            break
        run.append(word)
        end = word.end
        if word.possessive:
            break
    return run


def _in_body(text: str, span: Span, before: Sequence[Word], after: Sequence[Word]) -> bool:
    words = place_words()
    run = _run_after(text, span, after)
    if any(w.low in words.bodies for w in run):
        return True
    if not before or not _adjoins(text, before[-1].end, span.start):
        return False
    last = before[-1]
    if is_capital(last) and last.low in words.before:
        return True
    back = [w for w in before[-3:] if w.low != "the"]
    if len(back) < 2 or back[-1].low not in ("of", "in", "for"):
        return False
    head = back[-2]
    if not is_capital(head) or not _adjoins(text, head.end, back[-1].start):
        return False
    if back[-1].low == "in":
        return head.low.endswith(("qaeda", "qaida", "qa'ida")) or (
            head.low == "state" and _two_lands(text, span, after)
        )
    return head.low in words.bodies or (head.low in words.groups and _islamic(before, head))


def _islamic(before: Sequence[Word], head: Word) -> bool:
    at = next(i for i in range(len(before) - 1, -1, -1) if before[i] is head)
    return head.low != "state" or (at > 0 and before[at - 1].low == "islamic")


def _two_lands(text: str, span: Span, after: Sequence[Word]) -> bool:
    """ "Islamic State in Iraq and the Levant": the name of the group, not where it is."""
    lows = [w.low for w in after[:3] if w.low != "the"]
    return lows[:1] == ["and"] and lows[1:2] in (["syria"], ["levant"], ["al-sham"], ["sham"])


def _asked(
    text: str, span: Span, before: Sequence[Word], after: Sequence[Word]
) -> tuple[frozenset[PlacePrecision], str]:
    if after and _adjoins(text, span.end, after[0].start):
        kinds = kinds_of(after[0].low)
        # "Mosul city center", "Baghdad state television": the second noun is not what the name is.
        if kinds and not (after[0].low in ("state", "area", "field", "port") and not is_capital(after[0])):
            return kinds, after[0].text
        run = _run_after(text, span, after)
        if len(run) > 1 and kinds_of(run[-1].low):  # "Damascus International Airport"
            return kinds_of(run[-1].low), run[-1].text
    if before and _adjoins(text, before[-1].end, span.start):
        back = [w for w in before[-3:] if w.low != "the"]
        if len(back) >= 2 and back[-1].low == "of" and kinds_of(back[-2].low):
            return kinds_of(back[-2].low), f"{back[-2].text} of"
        if back and back[-1].low in ("town", "city", "village", "mount", "lake", "capital", "river"):
            return kinds_of(back[-1].low), back[-1].text
    return frozenset(), ""


def _part(text: str, span: Span, before: Sequence[Word], after: Sequence[Word]) -> str:
    words = place_words()
    found = []
    if before and _adjoins(text, before[-1].end, span.start):
        last, further = before[-1], before[-2] if len(before) > 1 else None
        if last.low in words.part or last.low in ("near", "outside", "around", "beyond"):
            found.append(last.text)
        elif further is not None and last.low in ("of", "from") and further.low in words.away | words.around:
            found.append(f"{further.text} {last.text}")
    if after and _adjoins(text, span.end, after[0].start) and after[0].low in words.around:
        found.append(after[0].text)
    return " ... ".join(found)


def _after_name(text: str, span: Span, before: Sequence[Word]) -> bool:
    """Whether a capitalised word that is neither rank nor direction nor title stands before it: "Michael Jordan"."""
    if not before or before[-1].end >= span.start or not _adjoins(text, before[-1].end, span.start):
        return False
    last = before[-1]
    if last.low in _ARTICLES:
        return False
    opens = len(before) == 1 or text[before[-2].end : last.start].strip(" \u00a0") not in ("", ",")
    opens = opens and (is_common(last.low) or last.low in english_words().openers)
    plain = last.low in place_words().part or bool(kinds_of(last.low)) or last.possessive or opens
    return last.text[0].isupper() and len(last.text) > 1 and not plain and last.low not in role_words().titles


def _before_name(text: str, span: Span, after: Sequence[Word]) -> bool:
    """Whether capitals go on after it that are neither rank nor office: "Jordan Selm", "U.S. Troops"."""
    run = _run_after(text, span, after)
    if not run or _possessive(text, span):
        return False
    office = run[0].low in role_words().titles or role_words().kind([run[0].low]) == "persons"
    return not office and not any(kinds_of(w.low) or w.low in place_words().around for w in run)


def _possessive(text: str, span: Span) -> bool:
    return text[span.end : span.end + 2] in ("'s", "’s")
