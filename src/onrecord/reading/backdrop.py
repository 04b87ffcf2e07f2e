"""What is told as known past background, and not as what happened now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from ..codebook.modality_words import modality_words
from ..record import Document, TimeKind, TimeRef, Written, Zone, ZoneKind
from .syntax import LONGEST_CHAIN, Syntax, Word
from .zones import zone_at

#: What lies this many months before the text, or more, is its background.
_LONG_AGO = 12
#: Labels under which a word opens a clause of its own.
_CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "relcl", "parataxis", "conj", "acl", "pcomp", "csubj"))


class Backdrop:
    """Asked of one Document whether a word tells of its past background.

    That is so in a zone of background; where the clause is dated a year or more before the text; in the past perfect,
    unless a clause of saying has only moved it there; and beside words such as "used to" and "a history of".
    """

    def __init__(
        self,
        syntax: Syntax,
        document: Document,
        zones: Sequence[Zone],
        times: Sequence[TimeRef],
        written: Written | None = None,
    ) -> None:
        self.syntax, self._zones = syntax, tuple(zones)
        points = [t for t in times if t.kind is TimeKind.POINT and t.value is not None]
        now = _now(document, written, points)
        self._old = {t.id for t in points if now is not None and _is_long_before(t, now)}
        self._dated: dict[int, bool] = {}
        for time in points:
            head = syntax.head_in(time.span)
            if head is not None:
                clause = self._clause(head)
                # The nearest date counts where a clause has two: any recent one keeps it out of the background.
                self._dated[clause] = self._dated.get(clause, True) and time.id in self._old
        self._telling: dict[int, bool] = {}
        self._perfect: dict[int, bool] = {}
        self._marked, self._marks = self._marks_of()

    def is_background(self, number: int, when: str | None = None) -> bool:
        """Whether the word tells of the past background; ``when`` is the id of its time where the caller knows it."""
        word = self.syntax[number]
        if zone_at(self._zones, word.span.start) is ZoneKind.BACKGROUND:
            return True
        if when is not None:
            if when in self._old:
                return True
        elif self._dated.get(self._clause(word), False):
            return True
        return self._is_past_perfect(word) or self._is_marked(word)

    def _clause(self, word: Word) -> int:
        """The number of the verb that heads the clause a word stands in."""
        here = word
        for _ in range(LONGEST_CHAIN):
            if here.is_verb and here.label in _CLAUSES:
                break
            up = self.syntax.up(here.number)
            if up is None:
                break
            here = up
        return here.number

    def _is_past_perfect(self, word: Word) -> bool:
        here = word
        for _ in range(LONGEST_CHAIN):
            if here.number not in self._perfect:
                helping = self.syntax.kids(here.number, "aux")
                self._perfect[here.number] = any(k.low in ("had", "hadn") for k in helping)
            if self._perfect[here.number]:
                return here.tag in ("VBN", "VBD") and not self._is_told(here)
            up = self.syntax.up(here.number)
            if up is None or here.label not in ("conj", "dobj", "nsubjpass"):
                return False
            here = up
        return False

    def _is_told(self, word: Word) -> bool:
        """Whether it stands in a clause that another verb tells: "said that it had attacked" moves the tense back."""
        here = word
        for _ in range(LONGEST_CHAIN):
            if here.label in ("ccomp", "acl", "parataxis"):
                return True
            up = self.syntax.up(here.number)
            if up is None or here.label == "ROOT":
                return self._tells(here)
            here = up
        return False

    def _tells(self, root: Word) -> bool:
        """Whether a clause hangs on the head of a sentence as what is told."""
        if root.number not in self._telling:
            self._telling[root.number] = self.syntax.kid(root.number, "ccomp", "parataxis") is not None
        return self._telling[root.number]

    def _marks_of(self) -> tuple[set[int], set[int]]:
        """Clauses that a mark of the past stands in, and the words of the marks themselves."""
        phrases = modality_words().background
        longest = max(len(p) for p in phrases)
        lows = [w.low for w in self.syntax.words]
        clauses: set[int] = set()
        marks: set[int] = set()
        for at in range(len(lows)):
            for size in range(1, longest + 1):
                if tuple(lows[at : at + size]) in phrases:
                    marks.update(range(at, at + size))
                    clauses.update(self._clause(self.syntax[n]) for n in range(at, at + size))
        return clauses, marks

    def _is_marked(self, word: Word) -> bool:
        if self._clause(word) in self._marked:
            return True
        above = (w.number for w in islice(self.syntax.climb(word.number), 4))
        return not self._marks.isdisjoint(above)


def _now(document: Document, written: Written | None, points: Sequence[TimeRef]) -> int | None:
    """The month of the text, counted from year 0: its date, else its bounds, else the latest time it tells of."""
    dates = [document.published]
    if written is not None:
        dates += [b.date for b in (written.not_before, written.not_after) if b is not None]
    for date in dates:
        if date is not None and (month := _month(date)) is not None:
            return month
    told = [m for t in points if t.end is not None and (m := _month(t.end)) is not None]
    return max(told, default=None)


def _is_long_before(time: TimeRef, now: int) -> bool:
    month = _month(time.end) if time.end is not None else None
    return month is not None and now - month >= _LONG_AGO


def _month(date: str) -> int | None:
    """Months from year 0 to an ISO 8601 date; a year alone counts as its last month."""
    year, _, rest = date.partition("-")
    if not (year.isascii() and year.isdigit()):
        return None
    month = rest[:2]
    return int(year[:4]) * 12 + (int(month) if month.isascii() and month.isdigit() else 12)
