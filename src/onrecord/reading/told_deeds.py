"""The deeds that a report itself tells to be due by a day, on nobody's word: "The judge was to report by 30 April".

Only a finite clause counts whose subject is somebody, whose verb group holds the deed out, and which names the day by
which it is due. What a statement says is the statement's; a headline, a comment and a question hold nothing out; and a
day that lies a year back is history. What was not to be done, what is done to the subject, and what the writer knows
of somebody's fate are no deeds of this kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..codebook.commitment_words import commitment_words
from ..codebook.modality_words import modality_words
from ..record import CommitmentKind, Granularity, Standing, TimeKind, TimeRef, ZoneKind
from .clauses import Clauses
from .deeds import Deed, Deeds
from .draft import Draft
from .standing import Grounds
from .surroundings import Surroundings
from .syntax import LONGEST_CHAIN, Syntax, Word
from .takers import Takers
from .terms import Terms

_SUBJECTS = ("nsubj", "nsubjpass")
#: How the infinitive hangs on the word that holds it out, and that word on the verb of the clause.
_BELOW = frozenset(("xcomp", "ccomp", "advcl", "acl"))
_COMPLEMENTS = frozenset(("acomp", "oprd", "xcomp", "ccomp", "attr"))
#: Clauses that tell of what is so: what hangs in any other way may be a thought, a condition or hearsay.
_TELLING = frozenset(("ROOT", "relcl"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_ADVERBS = frozenset(("RB", "RBR"))
#: Days and stretches by whose end something may be due.
_DAYS = frozenset(
    (
        *(Granularity.MINUTE, Granularity.HOUR, Granularity.PART, Granularity.DAY),
        *(Granularity.WEEKEND, Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER),
    )
)
#: Longer stretches are a deadline only while they last; of the past they are history.
_STRETCHES = frozenset((Granularity.SEASON, Granularity.HALF, Granularity.YEAR))
#: A day by which something was due that lies longer before the text is history, and nothing to follow.
_LONG_AGO = timedelta(days=365)
#: How many words may stand between the words that hold a deed out and its "to".
_FAR = 12


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """A deed that the report holds out, the word that heads whoever is to do it, and the day by which it is due.

    ``heads`` head all that the same clause holds out, ``ends`` are the words where another clause begins.
    """

    deed: Deed
    subject: Word
    due: TimeRef
    heads: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """The finite verb of a clause, the one that holds the deed out, its infinitive, and the day where that is given."""

    finite: Word
    holder: Word
    deed: Word
    kind: CommitmentKind
    day: TimeRef | None = None


class ToldDeeds:
    """Finds the deeds that one Document itself tells to be due."""

    def __init__(self, draft: Draft, syntax: Syntax, takers: Takers, deeds: Deeds, terms: Terms) -> None:
        self.draft, self.syntax = draft, syntax
        self.takers, self.deeds, self.terms = takers, deeds, terms
        self._near, self._clauses = Surroundings(syntax), Clauses(syntax)
        self._grounds = Grounds(draft.statements, draft.zones)
        self._words = commitment_words()
        self._being = modality_words().lists["being"]
        self._quoted = {n for q in draft.layout.quotations for n in syntax.inside(q.span)}
        self._days = {head.number: t for t in draft.times if (head := syntax.head_in(t.span)) and self._is_deadline(t)}
        self._days_in: dict[int, list[int]] = {}
        for number in self._days:
            self._days_in.setdefault(syntax[number].sentence, []).append(number)

    def all(self) -> Iterator[ToldDeed]:
        """The deeds in text order."""
        for word in self.syntax.words if self._days else ():
            if word.tag in ("VB", "VBN") and word.label in _BELOW and self._near.has_to(word):
                clause = self._clause(word)
                subject = None if clause is None else self._subject(clause)
                if clause is not None and subject is not None and self._is_told(clause):
                    yield from self._of(clause, subject)

    # --- the clause

    def _clause(self, deed: Word) -> _Clause | None:
        """The clause whose verb group ends in this infinitive, if that holds it out."""
        up = self.syntax.up(deed.number)
        if up is None or up.number > deed.number:
            return None
        if up.low in self._words.lists["given"]:
            return self._given(up, deed)
        finite, kind = up, self._words.bound.get("to" if up.low in self._being else up.low)
        if up.low not in self._being and (below := self._finite_of(up)) is not None:
            finite = below
        if kind is None or finite.low not in self._being or not self._is_right_after(up, deed):
            return None
        # Of "was supposed" the participle heads the clause.
        head = finite if finite.label != "auxpass" else up
        return _Clause(head, up, deed, kind) if self._is_finite(finite) else None

    def _finite_of(self, word: Word) -> Word | None:
        """The verb of being that a word such as "due" or "supposed" stands with."""
        helper = self._near.kid(word.number, "auxpass")
        if helper is not None:
            return None if self._near.kid(word.number, "aux") is not None else helper
        return self.syntax.up(word.number) if word.label in _COMPLEMENTS else None

    def _given(self, holder: Word, deed: Word) -> _Clause | None:
        """ "Has until Friday to leave", "was given until Friday to leave"."""
        passive = self._near.kid(holder.number, "auxpass")
        if (holder.low == "given") is not (passive is not None):
            return None
        if not self._is_finite(passive or holder) or self._near.kid(holder.number, "aux") is not None:
            return None
        for kid in self._near.kids(holder.number, "prep"):
            kind = self._words.given.get(kid.low)
            day = next((self._days.get(k.number) for k in self._near.kids(kid.number, "pobj")), None)
            if kind is not None and day is not None and holder.number < kid.number < deed.number:
                return _Clause(holder, holder, deed, kind, day)
        return None

    def _is_finite(self, word: Word) -> bool:
        return word.tag in _FINITE and self._near.kid(word.number, "aux") is None

    def _is_right_after(self, holder: Word, deed: Word) -> bool:
        """Whether nothing but adverbs stands before the "to": not "was in the port to leave by Friday"."""
        for number in range(holder.number + 1, min(deed.number, holder.number + _FAR)):
            word = self.syntax[number]
            if word.low == "to":
                return True
            if word.tag not in _ADVERBS:
                return False
        return False

    def _is_told(self, clause: _Clause) -> bool:
        """Whether the document tells it as so, by itself."""
        finite, deed = clause.finite, clause.deed
        footing = self._grounds.footing((finite.span, clause.holder.span, deed.span))
        if footing.standing is not Standing.REPORTED or footing.zone not in (ZoneKind.REPORT, ZoneKind.BACKGROUND):
            return False
        if deed.number in self._quoted or self._near.is_question(finite.number):
            return False
        if any(self._near.denied(w.number) for w in (finite, clause.holder, deed)):
            return False
        return self._head_of(finite).label in _TELLING

    def _head_of(self, finite: Word) -> Word:
        """The first of the clauses that a clause is joined to."""
        here = finite
        for _ in range(LONGEST_CHAIN):
            up = self.syntax.up(here.number)
            if here.label != "conj" or up is None:
                break
            here = up
        return here

    def _subject(self, clause: _Clause) -> Word | None:
        """Whoever is to do it, where that is somebody, and not the writer or the reader."""
        found = self._near.kid(clause.finite.number, *_SUBJECTS)
        if found is None:
            return None
        # A relative pronoun stands for whom the clause is about.
        word = self._clauses.named_by(found)[0]
        lists = self._words.lists
        if word.low in lists["ourselves"] | lists["you"] | lists["unbound"]:
            return None
        return word if self.takers.is_somebody(word) else None

    # --- the deeds and the day

    def _of(self, clause: _Clause, subject: Word) -> Iterator[ToldDeed]:
        heads = self.deeds.with_joined(clause.deed)
        verbs = (clause.finite.number, clause.holder.number)
        ends = (self.syntax.under(clause.finite.number)[-1] + 1, *self._joints(verbs))
        for head in heads:
            day = clause.day or self._day_of(head, clause)
            if day is not None and self._may_be_due(head, clause):
                deed = Deed(head.number, clause.kind, False, subject.number)
                yield ToldDeed(deed, subject, day, tuple(h.number for h in heads), ends)

    def _joints(self, verbs: Iterable[int]) -> Iterator[int]:
        """The words that join another clause to one of these verbs."""
        return (kid.number for verb in verbs for kid in self._near.kids(verb, "cc"))

    def _may_be_due(self, head: Word, clause: _Clause) -> bool:
        lists = self._words.lists
        if self._near.denied(head.number) or self._clauses.is_passive(head.number):
            return False
        return head.low not in lists["fates"] and not (
            clause.holder.low in lists["given"] and head.low in lists["rights"]
        )

    def _day_of(self, head: Word, clause: _Clause) -> TimeRef | None:
        """The day of a deed: one that hangs on it, or, before the verb of the clause, on that."""
        for number in self._days_in.get(head.sentence, ()):
            if self._hangs_on(number, head, clause) and self._is_limit(self._days[number]):
                return self._days[number]
        return None

    def _hangs_on(self, number: int, head: Word, clause: _Clause) -> bool:
        """Whether a day is that of a deed: behind it on its own verb, or on the clause's, before it or behind all."""
        verb = self._verb_over(number)
        if verb == head.number:
            return number > head.number
        if verb not in (clause.finite.number, clause.holder.number):
            return False
        return number < clause.finite.number or (number > head.number and head is clause.deed)

    def _verb_over(self, number: int) -> int | None:
        """The first verb, or word that holds a deed out, that a day hangs on; none where it only owns something."""
        if self.syntax[number].label == "poss":
            return None
        for up in self.syntax.climb(number):
            if up.is_verb or up.low in self._words.bound:
                return up.number
            if up.label in ("relcl", "acl", "appos", "poss"):
                return None
        return None

    def _is_limit(self, time: TimeRef) -> bool:
        """Whether the words right before a time make it the day by which something is due."""
        first = self.syntax.inside(time.span).start
        if self.syntax[first].low in self._words.lists["manner"]:
            return False
        return any(
            first >= len(phrase) and tuple(self.syntax[n].low for n in range(first - len(phrase), first)) == phrase
            for phrase in self._words.by_day
        )

    def _is_deadline(self, time: TimeRef) -> bool:
        """Whether a time is a day, and none that is long past."""
        if time.kind is not TimeKind.POINT or not self.terms.is_day(time):
            return False
        published, last = _day(self.draft.document.published), _day(time.end)
        if time.granularity in _STRETCHES:
            return published is not None and last is not None and last >= published
        return time.granularity in _DAYS and (published is None or last is None or last > published - _LONG_AGO)


def _day(stamp: str | None) -> date | None:
    try:
        return None if stamp is None else date.fromisoformat(stamp[:10])
    except ValueError:
        return None
