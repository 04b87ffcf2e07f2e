"""Where in a clause the sides of an event stand: the slots that the codebook's lines name, as words of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...record import Span
from ..clauses import Clauses
from ..syntax import Syntax, Word
from ..takers import Takers

#: What "its adjective" may hang on a noun as: "the Selmite raid", "the Selm raid".
_BEFORE = ("amod", "compound", "nmod", "npadvmod")
#: Prepositions under which the owner of a thing stands.
_OWNING = ("of", "by", "from", "against", "on", "with", "to", "for", "in")


@dataclass(frozen=True, slots=True)
class Support:
    """The verb that carries an event noun ("launched a raid"), and the place of the doer in its clause."""

    verb: int
    doer_is_subject: bool


class Slots:
    """The fillers of named slots around one trigger word."""

    def __init__(
        self,
        syntax: Syntax,
        clauses: Clauses,
        takers: Takers,
        places: Iterable[Span] = (),
        times: Iterable[Span] = (),
    ) -> None:
        self.syntax, self.clauses, self.takers = syntax, clauses, takers
        self._places = frozenset(h.number for span in places if (h := syntax.head_in(span)) is not None)
        self._times = frozenset(n for span in times for n in syntax.inside(span))

    def fill(self, trigger: int, slot: str, support: Support | None = None) -> list[Word]:
        """Head words of what stands in ``slot``: ``subject``, ``object``, ``dative``, ``inner``, ``poss``,
        ``adjective``, ``between``, or a preposition. A time is no side."""
        found = self._filling(trigger, slot, support)
        return [w for w in found if w.number not in self._times or self.takers.actor_at(w) is not None]

    def _filling(self, trigger: int, slot: str, support: Support | None) -> list[Word]:
        verb = self.syntax[trigger].is_verb
        if slot == "subject":
            if verb:
                return self.clauses.doers(trigger)
            return self._carried(support, doer=True)
        if slot == "object":
            if verb:
                return self.clauses.undergoers(trigger)
            return self._carried(support, doer=False)
        if slot == "dative":
            return self.clauses.receivers(trigger if support is None else support.verb)
        if slot == "inner":
            return [w for o in self.clauses.undergoers(trigger) for w in self.behind(o)]
        if slot == "poss":
            return self.clauses.owners(trigger)
        if slot == "adjective":
            return [w for w in self.syntax.kids(trigger, *_BEFORE) if self.takers.actor_at(w) is not None]
        return self._after(trigger, slot, support)

    def first(self, trigger: int, slots: Iterable[str], support: Support | None = None) -> list[Word]:
        """The fillers of the first slot that has any."""
        for slot in slots:
            if found := self.fill(trigger, slot, support):
                return found
        return []

    def may_be_side(self, word: Word) -> bool:
        """Whether something can be done to what this word heads: somebody, or a place."""
        return word.number in self._places or self.takers.is_somebody(word)

    def is_place(self, word: Word) -> bool:
        """Whether this word heads a place that is no actor of its own."""
        return word.number in self._places and self.takers.actor_at(word) is None

    def behind(self, noun: Word) -> list[Word]:
        """Who stands behind a thing: "Selm's airspace", "the Selmite airspace", "the airspace of Selm"."""
        number = noun.number
        found = [w for w in self.clauses.owners(number) if self.may_be_side(w)]
        found = found or [w for w in self.syntax.kids(number, *_BEFORE) if self.takers.actor_at(w) is not None]
        for preposition in () if found else _OWNING:
            found = [w for w in self.clauses.after(number, preposition) if self.may_be_side(w)]
            if found:
                break
        return found

    def _carried(self, support: Support | None, *, doer: bool) -> list[Word]:
        if support is None:
            return []
        if support.doer_is_subject is doer:
            return self.clauses.doers(support.verb)
        return []

    def _after(self, trigger: int, preposition: str, support: Support | None) -> list[Word]:
        """What stands after a preposition that hangs on the trigger, on its object or on the verb that carries it:
        parsers differ there, and so do writers."""
        found = self.clauses.after(trigger, preposition)
        if found:
            return found
        if self.syntax[trigger].is_verb:
            kids = self.syntax.kids(trigger, "dobj", "nsubjpass", "attr", "prt", "xcomp", "acomp", "advmod", "prep")
            # "according to", "following" and their like are prepositions that look like verbs.
            near: Sequence[Word] = [k for k in kids if k.label != "prep" or k.tag != "VBG"]
            found = [w for n in near for w in self.clauses.after(n.number, preposition)]
            # "withdraw its troops from the valley": two steps down, on the object of a preposition.
            return found or [
                w
                for n in near
                if n.label == "prep"
                for p in self.syntax.kids(n.number, "pobj")
                for w in self.clauses.after(p.number, preposition)
            ]
        # "the shelling of the port by the navy": the second preposition often hangs on what stands after the first.
        below = [p for k in self.syntax.kids(trigger, "prep", "agent") for p in self.syntax.kids(k.number, "pobj")]
        found = [w for p in below for w in self.clauses.after(p.number, preposition)]
        return found or (self.clauses.after(support.verb, preposition) if support is not None else [])
