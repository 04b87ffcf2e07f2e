"""Every date and time in a sentence is one of what it cites, or a wider stretch that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from ..codebook.fact_words import fact_words
from ..record import AnchorKind, BriefSentence, Granularity, TimeKind, TimeRef
from .amounts import amounts
from .check_names import cites, has_evidence, listed
from .dates_said import MONTHS
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .speech import speech
from .times_cited import DUE, Known, day_in, known_of, times_cited, words_of_times
from .times_placed import allowed, part_of
from .times_told import day_of, times_told
from .wordings import wordings

if TYPE_CHECKING:
    from .check import Grounds

_MONTHS = [name.lower() for name in MONTHS]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<![\d:.,])([0-3]?\d)(?:st|nd|rd|th)?(?![\d:])")
_DATED = re.compile(rf"\b(?:{'|'.join((*_MONTHS, *_WEEKDAYS))}|today|yesterday|tomorrow)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:ago|later|earlier|before|after|since|following|next|previous)\b", re.IGNORECASE)
_END_OF = re.compile(r"\bend of the (week|month|year)", re.IGNORECASE)
_NEXT = re.compile(r"(?:the |that )?(?:following|next|coming) \w+day", re.IGNORECASE)
_BEFORE = re.compile(r"\bbefore\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:by|until|till)\s(?:the\s)?\Z", re.IGNORECASE)
_THE_YEAR = re.compile(r"the (\d{4})", re.IGNORECASE)
#: A time that is counted from when it was said, wherever it is told: "copies within the week".
_THE_UNIT = re.compile(r"the (?:hour|day|night|week|weekend|month|quarter|year)", re.IGNORECASE)
#: How far a time that is counted in a unit may be off, in days.
_SLACK = {
    Granularity.WEEK: 4,
    Granularity.WEEKEND: 3,
    Granularity.MONTH: 16,
    Granularity.QUARTER: 46,
    Granularity.YEAR: 183,
}


def check_dates(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Dates, weekdays, relative times and clock times that what is cited does not bear out."""
    if not has_evidence(sentence, cited):
        return
    day = day_of(grounds)
    times = [one for one in times_told(sentence.text, day) if one.kind is TimeKind.POINT]
    times = [one for one in times if not _quoted(sentence.text, one)]
    if not times:
        return
    known = [time for one in cited for time in times_cited(one)]
    known += [Known(teller, teller, "") for one in cited for teller in _told_elsewhere(one, sentence.text)]
    of_itself = sentence.level or any(
        word.low in fact_words().of("the_record") for word in wordings(sentence.text).words
    )
    head = [Known(at, at, "") for at in _of_the_head(grounds, day)] if of_itself else []
    unknown = tuple(words for one in cited for words in words_of_times(one))
    read = speech(sentence, cited, grounds)
    for one in times:
        due = DUE.search(sentence.text, 0, one.span.start) is not None
        borne = allowed(known, part_of(read, one.span), due=due)
        # What the record lacks is told in a part of its own: "...; nothing on the record shows that it was done".
        mine = head if sentence.level or _is_of_the_record(sentence.text, one.span.start) else []
        found = _Beside(sentence.text, borne, tuple(mine), unknown, day, cited).fault(one)
        if found is not None:
            gravity, words, instead = found
            given = [time.words or _written(time) for time in known]
            said = f"{words} what is cited ({cites(cited)})"
            said += f", which has {listed(given)}" if given else ", which has no date"
            mending = f"write “{instead}”" if instead else "leave the date out, or cite what gives it"
            yield Fault(FaultKind.DATE, gravity, in_draft(sentence, one.span), said, mending, instead, cited[0].id)


def _is_of_the_record(text: str, at: int) -> bool:
    """Whether the part between semicolons in which a time stands speaks of the record itself."""
    begin = text.rfind(";", 0, at) + 1
    end = text.find(";", at)
    part = text[begin : end if end >= 0 else len(text)]
    return any(word.low in fact_words().of("the_record") for word in wordings(part).words)


def _quoted(text: str, one: TimeRef) -> bool:
    said = wordings(text)
    return any(q and one.span.start <= w.start < one.span.end for w, q in zip(said.words, said.quoted, strict=True))


def _told_elsewhere(one: Evidence, text: str) -> Iterator[date]:
    """When others carried the same words, if the sentence names them."""
    for teller in one.tellers:
        published = day_in(teller.published)
        if published is not None and teller.outlet and teller.outlet in text:
            yield published


def _of_the_head(grounds: Grounds, day: date | None) -> Iterator[date]:
    for fact in ("since", "until", "date", "as_of"):
        found = day_in(grounds.brief.fact(fact))
        if found is not None:
            yield found
    if day is not None:
        yield day


@dataclass(slots=True)
class _Beside:
    """The times of what is cited, beside the text that tells of them."""

    text: str
    known: tuple[Known, ...]
    head: tuple[Known, ...]
    unknown: tuple[str, ...]
    day: date | None
    cited: Sequence[Evidence]

    def fault(self, one: TimeRef) -> tuple[Gravity, str, str | None] | None:
        """What is wrong with a time, how grave, and what may stand instead; ``None`` if nothing is."""
        if one.granularity is Granularity.VAGUE:
            return None
        words = one.span.of(self.text)
        told = known_of(one, words)
        if any(words.lower() in its for its in self.unknown):
            return None
        year = _THE_YEAR.fullmatch(words)
        if year is not None and any(time.first.year == time.last.year == int(year[1]) for time in self.known):
            return None  # "the 2027 theft"
        if told is not None and any(self._agrees(one, told, time) for time in self.known):
            return None
        if told is not None and _DAY.search(words) and any(told.first == told.last == time.first for time in self.head):
            return None
        same_words = any(words.lower() == time.words.lower() for time in self.known)
        if same_words and (told is None or _THE_UNIT.fullmatch(words) is not None):
            return None
        # A clock alone is that of whichever day.
        clock = told.clock if told is not None and not _DATED.search(words) else None
        if clock is not None and any(time.clock == clock for time in self.known):
            return None
        if told is None and self._unresolved(one, words):
            return None
        if told is not None and told.clock is None and not _YEAR.search(words) and self._without_year(words):
            return None
        end = _END_OF.search(words)
        if end is not None and any(f"{end[1].lower()} is out" in its.words.lower() for its in self.cited):
            return None  # "before the month is out"
        weekday = next((at for at, name in enumerate(_WEEKDAYS) if name in words.lower()), None)
        same = [time for time in self.known if time.first == time.last and time.first.weekday() == weekday]
        if same and _NEXT.fullmatch(words) is not None and any(time.told for time in same):
            return None  # of the text's day, and not of the brief's
        if same and not _RELATIVE.search(words) and not _DAY.search(words):
            if self.day is None or any(abs((time.first - self.day).days) < 14 for time in same):
                return None
            instead = _written(same[0])
            return Gravity.WARNING, f"“{words}” of this brief's week is not the {words} of", instead
        nearest = self._nearest(told)
        return Gravity.ERROR, f"“{words}” is not a time of", nearest

    def _agrees(self, one: TimeRef, told: Known, time: Known) -> bool:
        """Whether a time told is one of the evidence, or holds it; a clock must be the same."""
        if told.clock == "TNI" and time.clock == "T00:00":
            # Midnight on the 30th is in the night of the 30th, and of the day before.
            return timedelta() <= time.first - told.first <= timedelta(1)
        part = told.clock is not None and told.clock[1:2].isalpha()
        if told.clock != time.clock and told.clock is not None and not (part and (time.clock or "T")[1:2].isdigit()):
            return False
        slack = timedelta(_SLACK.get(one.granularity, 0) if self._counted(one) else 0)
        if told.first - slack <= time.first and time.last <= told.last + slack:
            return True
        after = told.last + timedelta(1)
        same = (time.first.month, time.first.day) == (after.month, after.day) and time.first == time.last
        if time.due and same and _BEFORE.search(self.text) is None:
            # "By the end of April", of "before 1 May".
            return _UP_TO.search(self.text, 0, one.span.start) is not None
        # "By the end of May" is by 31 May.
        return time.ends and told.first == told.last == time.last

    def _counted(self, one: TimeRef) -> bool:
        return one.anchor is not None and " ago" in one.span.of(self.text).lower()

    def _unresolved(self, one: TimeRef, words: str) -> bool:
        """Whether a time that hangs on another, or on a day that is not known, may be right for all that is known."""
        low = words.lower()
        if (one.edtf is not None and one.edtf.startswith("XXXX")) or any(name in low for name in _MONTHS):
            return self._without_year(words)
        weekday = next((at for at, name in enumerate(_WEEKDAYS) if name in low), None)
        if weekday is not None:
            return any(time.first == time.last and time.first.weekday() == weekday for time in self.known)
        if one.anchor is not None and one.anchor.kind is AnchorKind.UNKNOWN and self.day is not None:
            lengths = {abs((b.first - a.first).days) for a, b in combinations((*self.known, *self.head), 2)}
            counted = _length(low)
            if counted is None:
                return True
            days, slack = counted
            return any(abs(length - days) <= slack for length in lengths) or low in _all_words(self.known)
        return True

    def _without_year(self, words: str) -> bool:
        """Whether a day and month, or a month, is one of the evidence, whatever its year."""
        low = words.lower()
        month = next((at for at, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}\b", low)), None)
        if month is None:
            return False
        found = _DAY.search(low)
        day = int(found[1]) if found is not None else None
        for time in self.known if day is None else (*self.known, *self.head):
            if day is None and time.first.month <= month <= time.last.month and time.first.year == time.last.year:
                return True
            if day is not None and (time.first.month, time.first.day) == (month, day) and time.first == time.last:
                return True
            if time.ends and (time.last.month, time.last.day) == (month, day):
                return True
        return False

    def _nearest(self, told: Known | None) -> str | None:
        days = [time for time in self.known if time.first == time.last]
        if not days:
            return None
        if told is None:
            return _written(days[0])
        fine = [time for time in days if abs((time.first - told.first).days) < 400]
        best = min(fine, key=lambda time: abs((time.first - told.first).days), default=None)
        return _written(best) if best is not None else None


def _all_words(known: Sequence[Known]) -> str:
    return " ".join(time.words.lower() for time in known)


_UNITS = {"day": (1, 0), "week": (7, 3), "fortnight": (14, 3), "month": (30, 16), "year": (365, 183)}


def _length(low: str) -> tuple[int, int] | None:
    """How many days "two weeks later" is, and how far it may be off."""
    for one in amounts(low):
        if one.unit == "day" and one.step >= 1:
            slack = next((slack for days, slack in _UNITS.values() if days == round(one.step)), 0)
            return round(one.value), slack
    for word in low.split():
        if word.rstrip("s") in _UNITS and ("next" in low or "following" in low or "previous" in low or "after" in low):
            return _UNITS[word.rstrip("s")]
    return None


def _written(time: Known) -> str:
    if time.first == time.last:
        return f"{time.first.day} {MONTHS[time.first.month - 1]}"
    return f"{time.first.isoformat()} to {time.last.isoformat()}"
