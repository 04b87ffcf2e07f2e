"""Words that tell of an event, by the codebook's lines: which line, which words, and who stands in its slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...codebook import EventWord, EventWords
from ...record import EventType
from ..clauses import Clauses
from ..syntax import Syntax, Word
from .slots import Slots, Support

#: A verb under which an event noun may hang: its object, its subject, or after a preposition.
_CARRIED = ("dobj", "nsubj", "nsubjpass", "pobj", "attr")
#: What may stand between a verb and a preposition that belongs to it: "agreed late on Monday on a plan" not.
_BEFORE_PARTICLE = ("advmod", "npadvmod", "prt", "neg", "tmod")

#: Types whose complement tells what somebody else is to do.
_ASKING = frozenset((EventType.REQUEST, EventType.ACCUSE))
#: Types whose matter may concern somebody who stands deep in it.
_FAR = frozenset(
    EventType(name) for name in ("AGREE", "THREATEN", "PROTEST", "REQUEST", "REJECT", "ACCUSE", "CONCEDE", "COERCE")
)
#: Types that judge what was done.
_JUDGING = frozenset((EventType.ACCUSE, EventType.SUPPORT))
#: How many steps down the tree he is looked for.
_DEEPEST = 6
#: Prepositions that tell when, or in comparison with what.
_TELLING_WHEN = frozenset(("after", "before", "since", "during", "until", "despite", "amid", "following", "like", "as"))
#: Where whoever is concerned may stand under a verb that the codebook says nothing of.
_ANYWHERE = ("object", "dative", "to", "for", "against", "on", "with", "from", "toward", "at", "of", "into", "in")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One telling of what may be an event: the word that heads it, all words that tell of it, and the sides.

    ``lines`` are the codebook's lines that fit, the one to be tried first in front; ``doers`` and ``recipients`` are
    head words in the slots of that line. ``through`` is the event noun that stands where the doer would ("airstrikes by
    Selm killed 12"): the same event, told by a noun and a verb.
    """

    trigger: int
    words: tuple[int, ...]
    lines: tuple[EventWord, ...]
    doers: tuple[Word, ...]
    recipients: tuple[Word, ...]
    support: Support | None = None
    through: int | None = None

    @property
    def line(self) -> EventWord:
        """The line that is tried first."""
        return self.lines[0]


class Finder:
    """Finds candidates in one Document."""

    def __init__(self, syntax: Syntax, clauses: Clauses, slots: Slots, book: EventWords) -> None:
        self.syntax, self.clauses, self.slots, self.book = syntax, clauses, slots, book
        self.takers = slots.takers

    def candidates(self) -> list[Candidate]:
        """All of them, in text order; a noun that a verb's own line has taken in ("imposed sanctions") is none."""
        found = [c for word in self.syntax.words if (c := self._at(word)) is not None]
        inside = {n for c in found if c.support is None for n in c.words if n != c.trigger}
        kept = [c for c in found if c.trigger not in inside]
        # A verb that has a line of its own but only carries a noun here ("launched a raid") is told of by the noun.
        carrying = {c.support.verb for c in kept if c.support is not None}
        return [c for c in kept if c.trigger not in carrying or c.support is not None]

    def _at(self, word: Word) -> Candidate | None:
        if word.is_verb and word.label not in ("aux", "auxpass", "amod"):
            return self._verb(word)
        if word.tag in ("NN", "NNS") or (word.tag == "VBG" and word.label in ("pobj", "dobj", "nsubj")):
            return self._noun(word)
        return None

    def _verb(self, word: Word) -> Candidate | None:
        fitting = []
        for line in self.book.verbs.get(word.low, ()):
            taken = self._words(word, line)
            if taken is not None:
                fitting.append((line, taken))
        if not fitting:
            return None
        # Lines that ask for more stand first in the codebook's own order; those that fit as well are alternatives.
        line, taken = fitting[0]
        doers, recipients = self._sides(word.number, line, None)
        through = next((w for w in doers if self.takers.actor_at(w) is None and w.low in self.book.nouns), None)
        if through is not None:
            doers = self._doers_of_noun(through)
        return Candidate(
            word.number,
            taken,
            tuple(one for one, _ in fitting),
            doers,
            recipients,
            through=None if through is None else through.number,
        )

    def _doers_of_noun(self, noun: Word) -> tuple[Word, ...]:
        """Who stands behind an event noun."""
        line = self.book.nouns[noun.low][0]
        support = self._support(noun)
        return tuple(self._doers(noun.number, line, support))

    def _doers(self, trigger: int, line: EventWord, support: Support | None) -> list[Word]:
        """Who does it, in the first of the line's places that is filled."""
        found = self.slots.first(trigger, self._doing(line, support), support)
        up = self.syntax.up(trigger)
        if found or up is None or self.syntax[trigger].is_verb or not up.is_verb or self.clauses.is_passive(up.number):
            return found
        # "condemned the attack on the port by Selm": parsers hang "by" on the verb, which has no use for it.
        return [w for w in self.clauses.after(up.number, "by") if w.number > trigger and self.slots.may_be_side(w)]

    @staticmethod
    def _doing(line: EventWord, support: Support | None) -> tuple[str, ...]:
        """The slots of whoever does it, in the order in which they are tried."""
        if support is None:
            return line.doer
        return ("subject", *line.doer) if support.doer_is_subject else (*line.doer, "by", "from")

    def _noun(self, word: Word) -> Candidate | None:
        lines = [line for line in self.book.nouns.get(word.low, ()) if self._words(word, line) is not None]
        if not lines:
            return None
        support = self._support(word)
        doers, recipients = self._sides(word.number, lines[0], support)
        words = (word.number,) if support is None else tuple(sorted((support.verb, word.number)))
        return Candidate(word.number, words, tuple(lines), doers, recipients, support)

    def _sides(
        self, trigger: int, line: EventWord, support: Support | None
    ) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        doers = self._doers(trigger, line, support)
        taken = {w.number for w in doers}
        if line.type in _JUDGING and not line.with_ and (deed := self._judged(trigger)) is not None:
            return tuple(doers), tuple(w for w in self._doers_of_noun(deed) if w.number not in taken)
        recipients = self._recipients(trigger, line, support, taken)
        if not any(self.slots.may_be_side(w) for w in recipients) and line.recipient != ("none",):
            recipients = self._complement_side(trigger, line, taken) or recipients
        return tuple(doers), tuple(recipients)

    def _judged(self, trigger: int) -> Word | None:
        """The event noun that is condemned or praised: whoever did that deed is meant, not whom it struck."""
        if not self.syntax[trigger].is_verb:
            return None
        return next((w for w in self.clauses.undergoers(trigger) if w.low in self.book.nouns), None)

    def _recipients(self, trigger: int, line: EventWord, support: Support | None, taken: set[int]) -> list[Word]:
        """Whom it is done to: the first slot that names somebody or somewhere, else the first that is filled."""
        first: list[Word] = []
        for slot in (*line.recipient, *(("object",) if support else ())):
            found = [w for w in self.slots.fill(trigger, slot, support) if w.number not in taken]
            if any(self.slots.may_be_side(w) or self.slots.behind(w) for w in found):
                return found
            first = first or found
        return first

    def _complement_side(self, trigger: int, line: EventWord, taken: set[int]) -> list[Word]:
        """Whom what is asked, promised or threatened concerns: who is to do it, else whom it would be done to."""
        for verb in self._complements(trigger):
            if line.type in _ASKING:
                asked = [w for w in self.clauses.doers(verb.number) if w.number not in taken]
                if any(self.slots.may_be_side(w) for w in asked):
                    return asked
            found = self._met(verb.number, taken)
            if found:
                return found
        found = self._met(trigger, taken) if self.syntax[trigger].is_verb else []
        return found or (self._reached(trigger, taken) if line.type in _FAR else [])

    def _reached(self, trigger: int, taken: set[int]) -> list[Word]:
        """Whom the matter itself concerns, however deep he stands in it: "a protest to demand reforms by the council".

        The nearest in the tree counts, somebody before somewhere; what only tells when or on which condition does not.
        """
        s = self.syntax
        level, place = [trigger], None
        for _ in range(_DEEPEST):
            below = [k for n in level for k in s.kids(n) if k.number not in taken and not self._aside(k)]
            for word in below:
                if (self.takers.actor_at(word) is not None and word.label not in ("nsubj", "nsubjpass")) or (
                    self.takers.is_somebody(word) and word.label in ("pobj", "dobj", "poss")
                ):
                    return s.conjuncts(word.number) if word.label == "pobj" else [word]
                if place is None and word.label == "pobj" and self.slots.may_be_side(word):
                    place = word
            level = [w.number for w in below]
        return [place] if place is not None else []

    def _aside(self, word: Word) -> bool:
        """Whether a word opens what only tells when, why or on which condition."""
        if word.label in ("npadvmod", "punct", "parataxis", "nsubj", "nsubjpass", "appos", "det"):
            return True
        if word.label == "advcl":
            return any(k.label in ("mark", "advmod") for k in self.syntax.kids(word.number))
        return word.label in ("prep", "mark") and word.low in _TELLING_WHEN

    def _met(self, verb: int, taken: set[int]) -> list[Word]:
        """Somebody who is met by what a verb says, wherever he stands under it."""
        own = self.book.verbs.get(self.syntax[verb].low, ())
        slots = dict.fromkeys((*(s for line in own[:1] for s in line.recipient if s != "none"), *_ANYWHERE))
        for slot in slots:
            found = [w for w in self.slots.fill(verb, slot) if w.number not in taken]
            sides = [w for w in found if self.slots.may_be_side(w)] or [b for w in found for b in self.slots.behind(w)]
            if sides:
                return sides
        return []

    def _words(self, word: Word, line: EventWord) -> tuple[int, ...] | None:
        """The words that the line takes in, ``None`` where it does not fit."""
        taken = [word.number]
        for particle in line.particles:
            hit = self._particle(word, particle)
            if hit is None:
                return None
            taken.append(hit.number)
        if line.with_ or line.without:
            objects = [*self._titled(self._things(word)), *(p for n in taken[1:] for p in self.syntax.kids(n, "pobj"))]
            hit = next((o for o in objects if o.low in line.with_), None)
            if line.with_ and hit is None:
                return None
            if any(o.low in line.without for o in objects):
                return None
            taken += [hit.number] if hit is not None else []
        for preposition, nouns in line.after.items():
            near = self.slots.fill(word.number, preposition)
            hit = next((w for w in near if w.low in nouns), None)
            if hit is None:
                return None
            taken.append(hit.number)
        if line.then:
            hit = next((w for w in self._complements(word.number) if line.then_any or w.low in line.then), None)
            if hit is None:
                return None
            taken += [] if line.then_any else [hit.number]
        return tuple(sorted(taken))

    def _particle(self, verb: Word, particle: str) -> Word | None:
        """The particle of a verb; a preposition is one only next to it: not in "called up reservists on Friday"."""
        later = [k for k in self.syntax.kids(verb.number) if k.number > verb.number]
        for at, kid in enumerate(later):
            if kid.low == particle:
                return kid
            if kid.label not in _BEFORE_PARTICLE and not any(
                k.low == particle and k.label == "prt" for k in later[at:]
            ):
                return None
        return None

    def _things(self, word: Word) -> list[Word]:
        """What the line's ``with`` looks at: of a verb its objects, of a noun what it is of and what stands before."""
        if word.is_verb:
            return [
                *self.clauses.undergoers(word.number),
                *self.syntax.kids(word.number, "attr", "oprd", "acomp", "ccomp"),
            ]
        return [*self.clauses.after(word.number, "of", "on", "for"), *self.syntax.kids(word.number, "compound", "amod")]

    def _titled(self, things: list[Word]) -> list[Word]:
        """The things, and of a name the nouns before it: "summoned the ambassador Nadim Ra'uzeh"."""
        named = [w.number for w in things if w.tag[:3] == "NNP"]
        return [
            *things,
            *(k for n in named for k in self.syntax.kids(n, "compound", "appos") if k.tag in ("NN", "NNS")),
        ]

    def _complements(self, number: int) -> Iterator[Word]:
        """Verbs of its infinitive, its that-clause, or its "of ...ing"; those joined to them too."""
        s = self.syntax
        first: Sequence[Word] = [
            *s.kids(number, "xcomp", "ccomp", "acl"),
            *(p for k in s.kids(number, "prep") for p in s.kids(k.number, "pcomp")),
        ]
        for word in first:
            yield from (w for w in s.conjuncts(word.number) if w.is_verb)

    def _support(self, word: Word) -> Support | None:
        """The verb that carries an event noun, if it is one that only carries."""
        s, up = self.syntax, self.syntax.up(word.number)
        if word.label not in _CARRIED or up is None:
            return None
        verb = up
        if word.label == "pobj":
            above = s.up(up.number)
            if above is None:
                return None
            # "came under attack": the preposition belongs to the carrying verb.
            verb = above
        subject = self.book.supports.get(verb.low) if verb.is_verb else None
        if subject is None:
            return None
        if word.label == "pobj":
            return Support(verb.number, subject.doer_is_subject) if up.low in subject.prepositions else None
        passive = self.clauses.is_passive(verb.number)
        if word.label == "nsubj" and not passive:
            return None
        return Support(verb.number, subject.doer_is_subject) if not subject.prepositions else None
