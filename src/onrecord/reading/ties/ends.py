"""Whom a tie joins: from the word at a place of the clause to the actor, or the place on the map, that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...codebook.tie_words import TieWords
from ...record import Actor, ActorKind, MentionForm, Place, PlacePrecision, Span, Taker
from ..clauses import Clauses
from ..syntax import Syntax, Word
from ..takers import Takers
from .antecedents import Antecedents

#: Labels under which a name stands straight before a noun.
BEFORE = ("amod", "compound", "nmod", "npadvmod", "nummod")
#: How much surer a name is than a noun that only stands for its owner, than a description, than a pronoun.
_BEHIND, _LAST_WORD, _THROUGH, _POINTED = 0.85, 0.9, 0.9, 0.8
#: "Members of a faction of the wing of the Front": followed this far.
_DEEPEST = 3
#: Which of the places of a name is meant may be open; that it is a place seldom is.
_PLACED = 0.75
NAMES = (MentionForm.NAME, MentionForm.ACRONYM, MentionForm.ADJECTIVE)
_MARKS = frozenset(("'", "\u2019", "s", "-"))
_SORTS = {
    "person": frozenset((ActorKind.PERSON,)),
    "body": frozenset((ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.OUTLET)),
    "group": frozenset((ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.OUTLET)),
    "state": frozenset((ActorKind.STATE, ActorKind.PLACE)),
    "somebody": frozenset(ActorKind),
}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tie: who it is, how sure, what sort of actor (``None``: a place, or nobody known).

    ``key`` is the same for two words that name the same actor or place.
    """

    taker: Taker
    sure: float
    kind: ActorKind | None
    key: str

    def is_one_of(self, sorts: frozenset[str]) -> bool:
        """Whether it is of one of these sorts; words that are no sorts ask nothing."""
        asked = [kinds for sort, kinds in _SORTS.items() if sort in sorts]
        return not asked or any(self.kind in kinds for kinds in asked)


class Ends:
    """The actors and places of one Document by the words that name them."""

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        clauses: Clauses,
        actors: Sequence[Actor],
        places: Sequence[Place],
        words: TieWords,
    ) -> None:
        self.syntax, self.clauses, self.words = syntax, clauses, words
        self.takers = Takers(syntax, actors)
        self.actors = {actor.id: actor for actor in actors}
        self._names = names_of(text, actors)
        self._heads = self._by_head(actors)
        self.text = text
        self._states = _states(actors)
        self._places = {head.number: p for p in places if (head := syntax.head_in(p.span)) is not None}
        self._last = self._by_last_word(actors)
        names = (m for actor in actors for m in actor.mentions if m.form in NAMES)
        #: Words that are part of a name: "Bureau" in "Ninth Bureau" says nothing of anybody.
        self.in_names = frozenset(n for m in names for n in syntax.inside(m.span))
        self._antecedents = Antecedents(syntax, clauses, self._kind_of)

    def at(self, word: Word, *, where: bool = False, depth: int = 0) -> End | None:
        """Who the phrase of this head word names; ``where`` asks for a place first."""
        if where and (place := self.place(word)) is not None:
            return place
        if (slipped := self._misread_name(word, joined=True)) is not None:
            return slipped
        if (head := self._heads.get(word.number)) is not None:
            return self.known(head[1], head[0], head[2])
        if (last := self._last.get(word.number)) is not None:
            return self.known(last[1], last[0], _LAST_WORD)
        if word.tag[:3] == "PRP" or word.tag == "WP$":
            return self._pointed(word)
        stands_for = word.low in self.words.through and depth < _DEEPEST
        if stands_for and (through := self._through(word, depth)) is not None:
            return through
        # Who stands behind a noun is asked before its phrase is cut out: phrases may be as long as sentences.
        if self.takers.actor_at(word) is None and self.takers.is_somebody(word):
            behind = self.takers.taker(word)
            if behind.actor is not None:
                return self.known(behind.span, behind.actor, _BEHIND)
        found = self._misread_name(word) or self._inside_a_name(word) or self._state_named_as_place(word)
        return found or self._set_beside(word)

    def known(self, span: Span, actor: str, sure: float) -> End:
        """An actor, by id, named by these words."""
        return End(Taker(span, actor), sure, self.actors[actor].kind, actor)

    def is_named(self, word: Word) -> bool:
        """Whether the actor whose phrase this word heads is named there, not described."""
        return self.takers.form_at(word) in NAMES

    def unknown(self, word: Word) -> End:
        """Somebody whom only this phrase names: "its proxies"."""
        span = self.syntax.phrase(word.number)
        return End(Taker(span), 0.9, None, f"{span.start}")

    def place(self, word: Word) -> End | None:
        """The place that this word heads, with the actor of the same words where there is one."""
        found = self._places.get(word.number)
        if found is None:
            return None
        head = self._heads.get(word.number)
        who = head[0] if head is not None else None
        return End(Taker(found.span, who), max(found.confidence, _PLACED), None, f"place {_name(found)}")

    def _kind_of(self, word: Word) -> ActorKind | None:
        head = self._heads.get(word.number)
        return self.actors[head[0]].kind if head is not None else None

    def _set_beside(self, word: Word) -> End | None:
        """Who is named beside a description: "the alliance's board, the Joint Board"."""
        for kid in self.syntax.kids(word.number, "appos"):
            head = self._heads.get(kid.number)
            if head is not None:
                return self.known(head[1], head[0], head[2] * _LAST_WORD)
        return None

    def _inside_a_name(self, word: Word) -> End | None:
        """A name within a longer one: "Selm" in "Selm's Coastal Guard"."""
        if word.tag[:3] not in ("NNP", "JJ"):
            return None
        pieces = self.syntax.kids(word.number, "piece")
        span = Span(word.span.start, max([word.span.end, *(p.span.end for p in pieces if p.low not in _MARKS)]))
        who = self._names.get(span.of(self.text).lower())
        return self.known(span, who, _LAST_WORD) if who is not None else None

    def _misread_name(self, word: Word, *, joined: bool = False) -> End | None:
        """A name that the tree takes for the first part of a longer one; ``joined``: only where a slip of the keys has
        joined it to the word after it ("the Salt Frontin Selm").
        """
        near = self.syntax.kids(word.number, "compound", "amod")
        for kid in near:
            head = self._heads.get(kid.number)
            if head is None or self.actors[head[0]].kind is ActorKind.STATE:
                continue
            slip = any(w.span.start < head[1].end < w.span.end for w in (word, *near))
            if slip or (not joined and word.tag[:3] == "NNP" and kid.label == "compound"):
                return self.known(head[1], head[0], head[2] * _POINTED)
        return None

    def _pointed(self, word: Word) -> End | None:
        """ "It" and "its", which are filed with nobody: by grammar, where it tells."""
        meant = self._antecedents.of(word)
        found = self.at(meant) if meant is not None else None
        if found is None or found.taker.actor is None:
            return None
        return End(Taker(word.span, found.taker.actor), found.sure * _POINTED, found.kind, found.key)

    def _through(self, word: Word, depth: int) -> End | None:
        """Who stands behind a noun that only stands for its owner: "members of the Front", "its fighters"."""
        clauses = self.clauses
        near = [
            *clauses.owners(word.number),
            *clauses.after(word.number, "of", "from", "in"),
            *self.syntax.kids(word.number, *BEFORE),
        ]
        for other in near:
            found = self.at(other, depth=depth + 1)
            if found is not None and found.taker.actor is not None:
                return End(found.taker, found.sure * _THROUGH, found.kind, found.key)
        return None

    def _state_named_as_place(self, word: Word) -> End | None:
        """A country that the record has as a place here, and as a state elsewhere."""
        place = self._places.get(word.number)
        if place is None or place.precision is not PlacePrecision.COUNTRY or place.country is None:
            return None
        if self.syntax.kid(word.number, "compound") is not None:
            return None
        state = self._states.get(place.country)
        return self.known(place.span, state, _BEHIND) if state is not None else None

    def _by_head(self, actors: Sequence[Actor]) -> dict[int, tuple[str, Span, float]]:
        """Mentions by the word that heads each, the longest first; a description of another country's is none."""
        found: dict[int, tuple[str, Span, float]] = {}
        for actor in actors:
            for mention in actor.mentions:
                head = self.syntax.head_in(mention.span)
                if head is None or (mention.form is MentionForm.NOMINAL and self._foreign(actor, mention.span)):
                    continue
                known = found.get(head.number)
                if known is None or known[1].end - known[1].start < mention.span.end - mention.span.start:
                    found[head.number] = (actor.id, mention.span, 0.9 if mention.form is MentionForm.PRONOUN else 1.0)
        return found

    def _foreign(self, actor: Actor, span: Span) -> bool:
        """Whether a description bears the adjective of another country than the actor's: it was misread."""
        for number in self.syntax.inside(span):
            state = self.actors.get(self._names.get(self.syntax[number].low, ""))
            if state is None or state.kind is not ActorKind.STATE or not actor.countries:
                continue
            if self.syntax[number].label in BEFORE and not set(state.countries) & set(actor.countries):
                return True
        return False

    def _by_last_word(self, actors: Sequence[Actor]) -> dict[int, tuple[str, Span]]:
        """Mentions by their last word, for trees that take another word for the head."""
        found: dict[int, tuple[str, Span]] = {}
        for actor in actors:
            for mention in actor.mentions:
                inside = self.syntax.inside(mention.span)
                if mention.form not in NAMES:
                    continue
                if len(inside) > 1 and self.syntax[inside[-1]].is_noun:
                    found.setdefault(inside[-1], (actor.id, mention.span))
        return found


def names_of(text: str, actors: Sequence[Actor]) -> dict[str, str]:
    """Names that belong to one actor only, in lower case, with its id."""
    found: dict[str, set[str]] = {}
    for actor in actors:
        names = {m.span.of(text).lower() for m in actor.mentions if m.form in NAMES}
        for name in names | {n.lower() for n in (actor.name, *actor.also)}:
            found.setdefault(name, set()).add(actor.id)
    return {name: next(iter(who)) for name, who in found.items() if len(who) == 1}


def _states(actors: Sequence[Actor]) -> dict[str, str]:
    """The state of each country, where one is in the record."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.kind is ActorKind.STATE and len(actor.countries) == 1:
            found.setdefault(actor.countries[0], actor.id)
    return found


def _name(place: Place) -> str:
    return str(place.geonames) if place.geonames is not None else place.name.lower()
