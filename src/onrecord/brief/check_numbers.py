"""Every number in a sentence is one of what it cites, as exact as there, and counts the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from ..codebook import count_words
from ..codebook.brief_words import brief_words
from ..codebook.fact_words import fact_words, nouns
from ..record import BriefSentence, Span, TimeKind, TimeRef
from .amounts import Amount, Bound, amounts, converted, rounded_length, same_thing, same_value, told_for
from .check_names import cites, has_evidence
from .cited_words import cited_words, source_texts
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .times_cited import days_cited
from .times_told import day_of, times_told
from .wordings import capital, wordings

if TYPE_CHECKING:
    from .check import Grounds

#: How far a number may be told round, as a share of it: "more than 3,000" of 3,100.
_ROUND = 0.15


def check_numbers(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Numbers, amounts, shares, ordinals and lengths of time that what is cited does not have."""
    if not has_evidence(sentence, cited):
        return
    names = list(_outlet_names(sentence.text, cited))
    said = [
        one
        for one in amounts(sentence.text)
        if not _aside(sentence.text, one, grounds) and not any(name.start < one.end <= name.end for name in names)
    ]
    vague = list(_vague(sentence.text))
    if not said and not vague:
        return
    readable = [one for one in cited if one.is_english]
    beside = _Beside.of(cited, readable, grounds)
    for one in said:
        fault = beside.fault(one)
        if fault is not None and len(readable) == len(cited):
            yield _at(sentence, one.start, one.end, fault, cited)
    for start, end, words, least in vague:
        if len(readable) == len(cited) and not beside.has_vague(words, least):
            yield _at(sentence, start, end, (f"“{words}” is not in what is cited ({cites(cited)})", None), cited)


def _outlet_names(text: str, cited: Sequence[Evidence]) -> Iterator[Span]:
    """Where outlets are named that carried what is cited: the number of "Channel 12" counts nothing."""
    names = {name for one in cited for name in (*one.outlets, *(teller.outlet for teller in one.tellers)) if name}
    for name in names:
        at = text.find(name)
        while at >= 0:
            yield Span(at, at + len(name))
            at = text.find(name, at + 1)


def _at(
    sentence: BriefSentence, start: int, end: int, told: tuple[str, str | None], cited: Sequence[Evidence]
) -> Fault:
    words, instead = told
    mending = f"write “{instead}”" if instead is not None else "leave the number out, or cite what gives it"
    span = in_draft(sentence, Span(start, end))
    return Fault(FaultKind.NUMBER, Gravity.ERROR, span, words, mending, instead, cited[0].id)


def _aside(text: str, one: Amount, grounds: Grounds) -> bool:
    """Whether a number is quoted, is part of a date or of a name, or is "one" without anything that it counts."""
    said = wordings(text)
    at = next((n for n, word in enumerate(said.words) if word.start <= one.end - 1 < word.end), None)
    if at is None or said.quoted[at]:
        return True
    if any(time.span.start <= one.end - 1 < time.span.end for time in _dates(text, grounds)):
        return True
    word = said.words[at]
    named = capital(word) and not said.opens[at]
    if named and word.low not in count_words().multipliers:
        return True
    if one.rank and said.goes_on(at) and capital(word):
        return True
    return one.value == 1 and not one.unit and word.low == "one"


def _dates(text: str, grounds: Grounds) -> list[TimeRef]:
    """Times that are dates, which are checked as such."""
    return [t for t in times_told(text, day_of(grounds)) if t.kind is TimeKind.POINT]


def _vague(text: str) -> Iterator[tuple[int, int, str, int | None]]:
    """Words for a least number that stand outside quotation marks: "dozens"."""
    said = wordings(text)
    lows = [word.low for word in said.words]
    listed, vague = fact_words().of("dozens"), count_words().vague
    at = 0
    while at < len(lows):
        for size in (3, 1):
            words = " ".join(lows[at : at + size])
            if words in listed and not said.quoted[at]:
                span = said.span(at, min(at + size, len(lows)) - 1)
                yield span.start, span.end, words, vague.get(words, (None, None))[0]
                at += size - 1
                break
        at += 1


@dataclass(slots=True)
class _Beside:
    """The numbers of what is cited."""

    numbers: tuple[Amount, ...]
    lows: frozenset[str]
    near: frozenset[str]
    days: tuple[date, ...]
    tellings: frozenset[int]
    where: str

    @classmethod
    def of(cls, cited: Sequence[Evidence], readable: Sequence[Evidence], grounds: Grounds) -> _Beside:
        words = cited_words(cited, grounds.gazetteer, grounds.style)
        texts = [text for one in readable for text in source_texts(one)]
        found = tuple(amount for text in texts for amount in amounts(text))
        lows = frozenset(word.low for text in texts for word in wordings(text).words)
        day = day_of(grounds)
        days = {d for one in cited for d in days_cited(one)} | ({day} if day is not None else set())
        counts = {len(cited), len({one.record.document.id for one in cited})}
        counts |= {len(one.tellers) for one in cited} | {len({t.outlet for t in one.tellers}) for one in cited}
        counts |= {len({t.family for t in one.tellers}) for one in cited} | {len(one.people) for one in cited}
        return cls(found, lows, words.concepts, tuple(sorted(days)), frozenset(counts), cites(cited))

    def fault(self, one: Amount) -> tuple[str, str | None] | None:
        """What is wrong with a number in words, and what may be written instead; ``None`` if nothing is."""
        if one.unit == "day" and (self._between_days(one) or self._is_rate(one)):
            return None
        if one.rank:
            return None if self._has_rank(one) else (f"“{_th(one)}” is not in what is cited ({self.where})", None)
        valued = [its for its in self.numbers if not its.rank and same_value(one, its)]
        fitting = [its for its in valued if same_thing(one, its, self.near)]
        if fitting:
            return None if any(_as_exact(one, its) for its in fitting) else self._inexact(one, fitting[0])
        if self._turned(one) or self._told_round(one) or self._worked_out(one):
            return None
        if not valued and one.counted and one.counted[0] in _sources() and int(one.value) in self.tellings:
            return None
        if any(its.counted for its in valued) and one.counted and self._is_done_to(one):
            return None
        if valued and one.counted:
            return self._other_thing(one, valued[0])
        return self._missing(one)

    def has_vague(self, words: str, least: int | None) -> bool:
        """Whether a word like "dozens" is the source's own, or is said of a number that reaches it."""
        if set(words.split()) <= self.lows:
            return True
        return any(its.value >= (least or 0) for its in self.numbers if not its.unit and not its.rank)

    def _turned(self, one: Amount) -> bool:
        """Whether it is a number of the evidence in another unit, or a share told otherwise."""
        return any(converted(one, its) and _as_exact(one, its) for its in self.numbers)

    def _told_round(self, one: Amount) -> bool:
        """Whether it is said to be about, more or less than a round number, and a number of the evidence is near it."""
        if one.bound is Bound.EXACT:
            return False
        for its in self.numbers:
            if its.rank or not its.value or (one.counted and not its.counted) or not same_thing(one, its, self.near):
                continue
            near = abs(one.value - its.value) <= _ROUND * its.value
            above = one.bound in (Bound.ABOVE, Bound.FROM) and its.value > one.value
            below = one.bound in (Bound.BELOW, Bound.TO) and its.value < one.value
            near = near and _is_rounder(one.value, its.value)
            if near and its.bound in (Bound.EXACT, one.bound) and (above or below or one.bound is Bound.ABOUT):
                return True
        return False

    def _worked_out(self, one: Amount) -> bool:
        """Whether it is the difference of two numbers of what is cited ("three fewer"), how many times one is another,
        or the share that one has of another of what is counted ("fewer than half of the boats").
        """
        whole = [its for its in self.numbers if not its.unit and not its.rank and its.value >= 1]
        if one.noun in _COMPARED and not one.unit:
            return any(abs(a.value - b.value) == one.value for a, b in combinations(whole, 2))
        if one.noun == "times" and not one.unit:
            every = [
                its.value * (100 if its.unit == "%" else 1) for its in self.numbers if its.value > 0 and not its.rank
            ]
            return any(_is_multiple(one, max(a, b) / min(a, b)) for a, b in combinations(every, 2))
        if one.unit != "%" or one.noun == "percent":
            return False
        for at, of in enumerate(whole):
            # "Of 61 promises 22 were kept", "600 of 4,000 names": the part stands beside.
            near = (*whole[at + 1 : at + 1 + _PARTS], *whole[max(0, at - 1) : at])
            parts = near if of.counted and (not one.noun or told_for(one.noun, of.noun)) else ()
            if any(_is_share(one, part.value / of.value) for part in parts if part.value < of.value):
                return True
        return False

    def _between_days(self, one: Amount) -> bool:
        """Whether a length of time is that between two days of the evidence, or one of them and the brief's."""
        return any(rounded_length(one, abs((b - a).days)) for a, b in combinations(self.days, 2))

    def _is_rate(self, one: Amount) -> bool:
        """Whether it is the unit of a sum ("90 terals a day") and the source counts such units ("each of 9 days")."""
        units = {one.noun, f"{one.noun}s"}
        return one.rate and (bool(units & self.lows) or any(its.noun in units for its in self.numbers))

    def _is_done_to(self, one: Amount) -> bool:
        """Whether what is counted is what is done to what the source counts: "214 searches", of 214 boats searched."""
        singular = one.noun.removesuffix("s").removesuffix("e")
        forms = {f"{singular}ed", f"{singular}e", f"{singular}es", f"{singular}ing", f"{singular}ped", f"{singular}ted"}
        return len(singular) > 3 and one.noun.endswith("s") and not forms.isdisjoint(self.lows)

    def _has_rank(self, one: Amount) -> bool:
        return any(same_value(one, its) for its in self.numbers) or one.value in self.tellings

    def _inexact(self, one: Amount, its: Amount) -> tuple[str, str | None]:
        told = f"{its.bound.value} {_figure(its)}"
        return f"“{_shown(one)}” is told as {told} in what is cited ({self.where})", None

    def _other_thing(self, one: Amount, its: Amount) -> tuple[str, str | None]:
        counted = its.noun or "something else"
        return f"{_figure(one)} counts {counted} in what is cited ({self.where}), not {one.noun}", None

    def _missing(self, one: Amount) -> tuple[str, str | None]:
        same = [its for its in self.numbers if its.counted and one.counted and same_thing(one, its, self.near)]
        gives = f", which gives {_figure(same[0])} {same[0].noun}" if same else ""
        return f"“{_shown(one)}” is not in what is cited ({self.where}){gives}", None


_COMPARED = frozenset(("fewer", "less", "more"))


def _is_multiple(one: Amount, times: float) -> bool:
    """Whether a number of times told in words is this one."""
    if one.bound in (Bound.ABOVE, Bound.FROM):
        return one.value <= times < one.value + 1
    if one.bound in (Bound.BELOW, Bound.TO):
        return one.value - 1 < times <= one.value
    return abs(times - one.value) <= 0.1 * one.value


#: How many numbers behind a whole may be parts of it.
_PARTS = 2
#: How far a share may be told round.
_SHARE = 0.03


def _is_share(one: Amount, share: float) -> bool:
    """Whether a share told in words is this one."""
    if one.bound in (Bound.BELOW, Bound.TO):
        return one.value - 0.25 <= share <= one.value
    if one.bound in (Bound.ABOVE, Bound.FROM):
        return one.value <= share <= one.value + 0.25
    return abs(one.value - share) <= _SHARE


@cache
def _sources() -> frozenset[str]:
    """What a brief counts of its own record."""
    listed = {words[0] for words in brief_words().of("source_nouns") if len(words) == 1}
    return frozenset(form for word in (*listed, "statement", "time", "occasion") for form in nouns(word)) | {"others"}


def _as_exact(one: Amount, its: Amount) -> bool:
    """Whether a number is told no more and no less exactly than in the source. "About" may be said of any."""
    return one.bound is its.bound or (its.bound is Bound.EXACT and one.bound is Bound.ABOUT)


def _is_rounder(said: float, cited: float) -> bool:
    """Whether a number has more noughts at its end than another: it may be told for it round."""
    if said != int(said) or not said:
        return True
    return cited != int(cited) or _noughts(said) > _noughts(cited)


def _noughts(value: float) -> int:
    figures = str(int(value))
    return len(figures) - len(figures.rstrip("0"))


def _figure(one: Amount) -> str:
    if one.unit == "%":
        return f"{one.value * 100:g} percent"
    if one.unit == "day":
        days = one.value / (one.step or 1)
        return f"{days:g}"
    return f"{one.value:,.10g}"


def _shown(one: Amount) -> str:
    bound = "" if one.bound is Bound.EXACT else f"{one.bound.value} "
    return f"{bound}{_figure(one)}{' ' + one.noun if one.noun and one.unit != '%' else ''}"


def _th(one: Amount) -> str:
    number = int(one.value)
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
