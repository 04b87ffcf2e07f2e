"""Promises, demands and threats taken apart: one Commitment for each deed, with its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ..codebook.commitment_words import commitment_words
from ..record import Commitment, CommitmentKind, Due, DueKind, Form, Party, Span, SpeechAct, Statement
from .clauses import Clauses
from .deeds import Deed, Deeds
from .draft import Draft
from .syntax import Syntax, Word
from .takers import Takers
from .terms import Condition, Terms
from .told_deeds import ToldDeeds

#: A deed does not end with one of these.
_LEFT_OPEN = frozenset((",", "and", "or", "but", "to", "not", "that"))
#: Acts that are a promise or a threat only by what is said in them.
_LESS_SURE = 0.75
#: What a report tells to be due is mild, since it has nobody's words of binding, and less sure than what a statement
#: promises: who undertook it, or laid it on whom, is not told.
_TOLD_STRENGTH, _TOLD_CONFIDENCE = 1, 0.6
#: How many words may stand between a deed's "and" and its verb.
_BEFORE = 8
#: How many words from its head a deed and what it depends on may reach; only hostile text has longer sentences.
_REACH = 120
#: How many words before a pronoun the one it stands for is looked for.
_LOOK_BACK = 30


def commitments_of(draft: Draft, made_by: str = "commitments/2") -> tuple[Commitment, ...]:
    """Every deed that the statements of a Document promise, demand or threaten, or that it tells by itself to be due by
    a day, in text order.
    """
    if draft.syntax is None:
        return ()
    maker = _Maker(draft, draft.syntax)
    found = [c for stmt in draft.statements for c in maker.of(stmt, made_by)]
    found += maker.told(found, made_by)
    found.sort(key=lambda c: (c.deed.start, c.deed.end, c.statement or ""))
    kept = [c for n, c in enumerate(found) if not n or c.deed != found[n - 1].deed]
    return tuple(_numbered(kept))


def deed_heads(draft: Draft) -> frozenset[int]:
    """Numbers of the words that head the deeds of the commitments that statements make: what they tell of is filed
    there. What a document itself tells to be due is an event of its own, planned, where it is one at all.
    """
    if draft.syntax is None:
        return frozenset()
    heads = (draft.syntax.head_in(c.deed) for c in draft.commitments if c.statement is not None)
    return frozenset(h.number for h in heads if h is not None)


def _numbered(found: Sequence[Commitment]) -> Iterator[Commitment]:
    return (replace(c, id=f"c{n}") for n, c in enumerate(found))


def _same(one: Party, other: Party) -> bool:
    return one.spans == other.spans or (one.actor is not None and one.actor == other.actor)


class _Maker:
    """Commitments of one Document, by its statements and by itself."""

    def __init__(self, draft: Draft, syntax: Syntax) -> None:
        self.draft, self.syntax = draft, syntax
        self.takers = Takers(syntax, draft.actors)
        self.clauses = Clauses(syntax)
        self.deeds = Deeds(syntax, self.takers)
        self.terms = Terms(syntax, draft.times)
        self.due = ToldDeeds(draft, syntax, self.takers, self.deeds, self.terms)
        self.words = commitment_words()

    def of(self, stmt: Statement, made_by: str) -> Iterator[Commitment]:
        """The commitments of one statement."""
        deeds = tuple(d for d in self.deeds.of(stmt) if not self._of_talking(d))
        heads = sorted(d.head for d in deeds)
        for deed in deeds:
            piece = next((p for p in stmt.content if p.holds(self.syntax[deed.head].span)), None)
            if piece is None:
                continue
            reach = self._reach(deed, piece, stmt)
            stops = frozenset(self._opening(h) for h in heads if h != deed.head)
            conditions = self.terms.conditions(*reach, stops)
            if any(c.first <= deed.head < c.end for c in conditions):
                continue
            condition = self._condition(deed, heads, conditions)
            words = self._words(deed, reach, stops | {c.first for c in conditions})
            span = None if condition is None else self.terms.span(condition.first, condition.end)
            occasion = span if condition is not None and condition.occasion else None
            doer = self._doer(deed, stmt)
            yield Commitment(
                id="",
                kind=deed.kind,
                statement=stmt.id,
                deed=words,
                strength=self._strength(deed, stmt),
                confidence=self._confidence(stmt),
                made_by=made_by,
                doer=doer,
                to=self._to(deed, stmt, doer),
                negated=deed.negated,
                condition=span,
                due=self.terms.due(words, occasion),
            )

    def told(self, stated: Sequence[Commitment], made_by: str) -> Iterator[Commitment]:
        """The commitments that stand on the document's own word, but those of deeds that a statement holds out, and
        those of deeds that stand in the words of one before.
        """
        held = {n for c in stated for n in self.syntax.inside(c.deed)}
        for one in self.due.all():
            deed = one.deed
            if deed.head in held:
                continue
            reach = self._within_sentence(deed)
            stops = {self._opening(h) for h in one.heads if h > deed.head} | {n for n in one.ends if n > deed.head}
            conditions = self.terms.conditions(*reach, stops)
            condition = self._condition(deed, one.heads, conditions)
            words = self._words(deed, reach, stops | {c.first for c in conditions})
            held.update(self.syntax.inside(words))
            yield Commitment(
                id="",
                kind=deed.kind,
                statement=None,
                deed=words,
                strength=_TOLD_STRENGTH,
                confidence=_TOLD_CONFIDENCE,
                made_by=made_by,
                doer=self._party(one.subject),
                to=self._given(deed) if deed.kind is CommitmentKind.PROMISE else None,
                condition=None if condition is None else self.terms.span(condition.first, condition.end),
                due=Due(DueKind.EXPLICIT, one.due.span, one.due.id),
            )

    # --- the words of the deed, and of what it depends on

    def _of_talking(self, deed: Deed) -> bool:
        """Whether a source asks the reporter not to name him: nobody has to follow that."""
        return deed.negated and self.syntax[deed.head].low in self.words.lists["terms_of_talking"]

    def _reach(self, deed: Deed, piece: Span, stmt: Statement) -> tuple[int, int]:
        """The words, from the first up to the last, among which a deed and its terms stand: its sentence, as far as the
        content goes. A condition before the cue counts for what an indirect statement says."""
        sentence = self.syntax.sentence(deed.head)
        inside = self.syntax.inside(piece)
        first = sentence.start if stmt.form is Form.INDIRECT else max(sentence.start, inside.start)
        end = min(sentence.stop, inside.stop, deed.head + _REACH)
        return max(first, deed.head - _REACH), max(deed.head + 1, end)

    def _within_sentence(self, deed: Deed) -> tuple[int, int]:
        """The words of a deed's sentence, without the break of the paragraph behind it."""
        sentence = self.syntax.sentence(deed.head)
        end = min(sentence.stop, deed.head + _REACH)
        while not self.syntax[end - 1].label:
            end -= 1
        return max(sentence.start, deed.head - _REACH), end

    def _opening(self, head: int) -> int:
        """The word with which a later deed opens: its "and", its "not", its "to"."""
        at, sentence = head, self.syntax[head].sentence
        while at > head - _BEFORE and at and self.syntax[at - 1].sentence == sentence:
            before = self.syntax[at - 1]
            if before.low not in ("to", "not", "never", "and", "or") and before.label not in ("aux", "nsubj", "neg"):
                break
            at -= 1
        return at

    def _condition(self, deed: Deed, heads: Sequence[int], found: Sequence[Condition]) -> Condition | None:
        """What the deed depends on. What opens with "if" or "unless" counts for all the deeds of the sentence; an
        occasion for the one that it follows."""
        mine = [c for c in found if not c.occasion]
        mine += [c for c in found if c.occasion and self._follows(c, deed.head, heads)]
        return min(mine, key=lambda c: abs(c.first - deed.head), default=None)

    def _follows(self, condition: Condition, head: int, heads: Sequence[int]) -> bool:
        before = [h for h in heads if h < condition.first]
        return before[-1] == head if before else condition.first < head

    def _words(self, deed: Deed, reach: tuple[int, int], stops: AbstractSet[int]) -> Span:
        """The verb with what follows it, up to a condition, the next deed, a mark or the content's end."""
        first, end = self._first(deed), deed.head + 1
        while end < reach[1] and end not in stops and not self._ends_at(end, reach[1]):
            end += 1
        while end > deed.head + 1 and self.syntax[end - 1].low in _LEFT_OPEN:
            end -= 1
        return self.terms.span(first, end)

    def _ends_at(self, number: int, limit: int) -> bool:
        """Whether a clause ends at a mark: not at a comma within a list, nor at the stop of "P.M.F."."""
        word = self.syntax[number]
        if not self.terms.is_mark(number):
            return False
        if word.low == "." and number + 1 < limit:
            near = self.syntax[number + 1].span.start == word.span.end
            return not near and self.syntax[number - 1].span.end != word.span.start
        if word.low == "," and number + 1 < limit:
            # "return the boats, the nets and the engines" goes on; ", the captain said" does not.
            return self.syntax[number + 1].tag not in ("NN", "NNS", "NNP", "DT", "CD", "JJ") or word.head < 0
        return True

    def _first(self, deed: Deed) -> int:
        """The first word of the deed: its noun phrase's, or the verb's with "be" and an adverb right before it."""
        s, head = self.syntax, self.syntax[deed.head]
        if not head.is_verb:
            return next(iter(s.inside(s.phrase(deed.head))), deed.head)
        first = deed.head
        own = {k.number: k for k in s.kids(deed.head)}
        while first - 1 in own:
            kid = own[first - 1]
            adverb = kid.label == "advmod" and kid.low not in ("never", "longer")
            helps = (kid.label, kid.low) in (("auxpass", "be"), ("aux", "have"))
            if not adverb and not helps:
                break
            first -= 1
        return first

    # --- terms

    def _strength(self, deed: Deed, stmt: Statement) -> int:
        """1 to 3: the statement's, bounded by the helping verb; "would" is mild only in the speaker's own words."""
        strength = stmt.strength
        lows = [self.syntax[n].low for span in stmt.cue for n in self.syntax.inside(span)]
        strength = max([strength, *(self.words.least[low] for low in lows if low in self.words.least)])
        most = self.words.most.get(deed.modal or "", 3)
        if most == 2 and stmt.form is Form.INDIRECT:
            most = 3
        return min(strength, most)

    def _confidence(self, stmt: Statement) -> float:
        """That of the statement and of its act, less where the act alone does not bind."""
        sure = stmt.confidence * stmt.act_confidence
        named = {SpeechAct.PROMISE, SpeechAct.DEMAND, SpeechAct.THREATEN}
        return round(sure if stmt.act in named else sure * _LESS_SURE, 3)

    # --- who

    def _doer(self, deed: Deed, stmt: Statement) -> Party | None:
        if deed.subject is not None and not self._means_speaker(deed.subject, stmt):
            word = self.syntax[deed.subject]
            if word.low in self.words.lists["you"]:
                return stmt.addressee or stmt.target
            return self._done_by(deed, stmt) if word.label == "nsubjpass" else self._party(word)
        if deed.kind is CommitmentKind.DEMAND:
            owner = None if self.syntax[deed.head].is_verb else self._owner(deed.head)
            return owner or stmt.addressee or stmt.target
        return self._speaker(stmt)

    def _means_speaker(self, subject: int, stmt: Statement) -> bool:
        word = self.syntax[subject]
        if stmt.form is not Form.INDIRECT and word.low in self.words.lists["ourselves"]:
            return True
        return word.low in self.words.lists["again"] and self.takers.actor_at(word) in (None, stmt.speaker.actor)

    def _done_by(self, deed: Deed, stmt: Statement) -> Party | None:
        """Who is to do what is told in the passive: whoever it names, else the speaker, where it is his to do."""
        agents = self.clauses.after(deed.head, "by")
        if agents and self.takers.is_somebody(agents[0]):
            return self._party(agents[0])
        if deed.kind is CommitmentKind.DEMAND:
            return stmt.addressee or stmt.target
        return self._speaker(stmt)

    def _owner(self, noun: int) -> Party | None:
        """Whose deed a noun tells: "the guards' withdrawal"."""
        owners = self.clauses.owners(noun)
        if not owners:
            return None
        whole = self._party(owners[0])
        return Party((Span(whole.spans[0].start, max(whole.spans[0].start + 1, owners[0].span.end)),), whole.actor)

    def _party(self, word: Word) -> Party:
        taker = self.takers.taker(word)
        return Party((taker.span,), taker.actor)

    def _speaker(self, stmt: Statement) -> Party | None:
        if not stmt.speaker.spans and stmt.speaker.actor is None:
            return None
        return Party(stmt.speaker.spans, stmt.speaker.actor)

    def _to(self, deed: Deed, stmt: Statement, doer: Party | None) -> Party | None:
        if deed.kind is CommitmentKind.DEMAND:
            return self._speaker(stmt)
        if deed.kind is CommitmentKind.THREAT:
            found = (stmt.target, self._met(deed, stmt), stmt.addressee)
            return next((p for p in found if p is not None and not (doer is not None and _same(p, doer))), None)
        return self._given(deed) or stmt.addressee or stmt.target

    def _given(self, deed: Deed) -> Party | None:
        """To or for whom a promised deed is: "pay Selm", "send two ships to Qalmar"."""
        words = [*self.clauses.receivers(deed.head), *self.clauses.after(deed.head, "to", "for")]
        return next((self._party(w) for w in words if self._is_somebody(w)), None)

    def _met(self, deed: Deed, stmt: Statement) -> Party | None:
        """Whom a threatened deed is to hit: its object, the owner of its object, or who stands after "against"."""
        objects = self.clauses.undergoers(deed.head) if self.syntax[deed.head].is_verb else []
        against = self.clauses.after(deed.head, *self.words.lists["toward"])
        for word in (*objects, *against):
            for owner in self.clauses.owners(word.number):
                if owner.low in self.words.lists["you"] and (stmt.addressee or stmt.target):
                    return stmt.addressee or stmt.target
                if not self._is_own_side(self.takers.actor_at(owner), stmt) and owner.low not in self._ourselves:
                    return self._party(owner)
            if self._is_somebody(word):
                return self._other_side(word, stmt)
            if any(self.takers.actor_at(k) is not None for k in self.syntax.kids(word.number, "amod")):
                # "American occupiers" are somebody, but not their country itself.
                return Party((self.syntax.phrase(word.number),))
        return None

    @property
    def _ourselves(self) -> frozenset[str]:
        return self.words.lists["ourselves"]

    def _is_somebody(self, word: Word) -> bool:
        return self.takers.is_somebody(word) or word.tag in ("NNP", "NNPS")

    def _other_side(self, word: Word, stmt: Statement) -> Party | None:
        """Whom a threat is against. A pronoun that was taken for the speaker's own side is the last one named before
        it who is not: nobody threatens himself."""
        if not self._is_own_side(self.takers.actor_at(word), stmt):
            return self._party(word)
        if not word.tag.startswith("PRP"):
            return None
        for number in range(
            word.number - 1, max(self.syntax.sentence(word.number).start, word.number - _LOOK_BACK), -1
        ):
            named = self.syntax[number]
            actor = self.takers.actor_at(named)
            fits = named.tag in (("NNS", "NNPS") if word.low in ("them", "they") else ("NN", "NNP"))
            if fits and actor is not None and not self._is_own_side(actor, stmt):
                return Party((word.span,), actor)
        return Party((word.span,))

    def _is_own_side(self, actor: str | None, stmt: Statement) -> bool:
        if actor is None:
            return False
        named = self.takers.actors.get(actor)
        return actor == stmt.speaker.actor or (named is not None and named.name == stmt.speaker.affiliation)
