"""Who takes part: from the head word of a phrase to the actor that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..codebook import clause_words, role_words
from ..record import Actor, ActorKind, MentionForm, Span, Statement, Taker
from .clauses import Clauses
from .syntax import Syntax, Word

#: What a people's adjective makes of the noun it stands before: "Selmite troops" are Selm's, "Selmite protesters" not.
_STATE_ARMS = frozenset(("states", "groups"))
#: Kinds of actors that have people of their own.
_BODIES = frozenset((ActorKind.ORGANISATION, ActorKind.GROUP))
#: Pronouns for a body or several people, and the places in a clause where they do or suffer something.
_THEY = frozenset(("it", "they"))
_DOING = ("nsubj", "nsubjpass")


class Takers:
    """The mentions of one Document's actors, by the word that heads each."""

    def __init__(self, syntax: Syntax, actors: Sequence[Actor], statements: Sequence[Statement] = ()) -> None:
        self.syntax = syntax
        self._speakers = _speakers(syntax, statements)
        self._adjectives = {m.span.start: a.id for a in actors for m in a.mentions if m.form is MentionForm.ADJECTIVE}
        self.actors = {actor.id: actor for actor in actors}
        self._by_head: dict[int, tuple[str, Span, MentionForm]] = {}
        for actor in actors:
            for mention in actor.mentions:
                head = syntax.head_in(syntax.widened(mention.span))
                if head is None or (mention.form is MentionForm.NOMINAL and self._is_of_others(head, actor)):
                    continue
                known = self._by_head.get(head.number)
                if known is None or _length(known[1]) < _length(mention.span):
                    self._by_head[head.number] = (actor.id, mention.span, mention.form)

    def actor_at(self, word: Word) -> str | None:
        """The id of the actor whose mention this word heads.

        "It" or "they" of whom nothing else is known is who speaks, where it does something in reported speech.
        """
        found = self._by_head.get(word.number)
        if found is not None:
            return found[0]
        return self._speakers.get(word.number) if word.label in _DOING else None

    def _is_of_others(self, head: Word, actor: Actor) -> bool:
        """Whether a description bears the adjective of another people than the actor's that it was filed under."""
        beside = (self._adjectives.get(k.span.start) for k in self.syntax.kids(head.number, "amod", "compound", "nmod"))
        owners = {a for a in beside if a is not None and a != actor.id}
        countries = {c for a in owners for c in self.actors[a].countries}
        return bool(countries) and bool(actor.countries) and countries.isdisjoint(actor.countries)

    def form_at(self, word: Word) -> MentionForm | None:
        """How the mention that this word heads names its actor."""
        found = self._by_head.get(word.number)
        return found[2] if found is not None else None

    def taker(self, word: Word) -> Taker:
        """Whoever the phrase of this head word names: its words, and the actor where one is known.

        "Selmite troops" act for Selm, since troops are an arm of the state; "Selmite protesters" are only themselves.
        """
        phrase = self._whole_words(self.syntax.phrase(word.number))
        counted = self._counted(word)
        if counted is not None and counted.number > word.number:
            # "A group of refugees", "dozens of the guards": those who are counted take part.
            rest = self.syntax.phrase(counted.number)
            return Taker(Span(phrase.start, max(phrase.end, rest.end)), self.actor_at(word) or self._mass(counted))
        found = self._by_head.get(word.number)
        if found is not None:
            longer = found[1].holds(phrase) and found[2] in (MentionForm.NAME, MentionForm.ACRONYM)
            return Taker(found[1] if longer else phrase, found[0])
        return Taker(phrase, self.actor_at(word) or self._behind(word) or self._body(word))

    def _whole_words(self, phrase: Span) -> Span:
        """The phrase without the half of a hyphened word that it begins with ("backed Salt Front") or the mark of the
        possessive that it ends with."""
        inside = self.syntax.inside(phrase)
        last = inside.stop - 1
        while last > inside.start and self.syntax[last].tag == "POS":
            last -= 1
        if inside:
            phrase = Span(phrase.start, self.syntax[last].span.end)
        first = inside.start
        if first == 0 or len(inside) < 2 or self.syntax[first - 1].low != "-":
            return phrase
        return Span(self.syntax[first + 1].span.start, phrase.end)

    def _counted(self, word: Word) -> Word | None:
        """What a noun of quantity counts: "dozens of guards"."""
        if word.low not in clause_words().partitives:
            return None
        return next(iter(Clauses(self.syntax).after(word.number, "of")), None)

    def _mass(self, word: Word) -> str | None:
        """The actor of those who are counted, where they are not a part of some body."""
        found = self.actor_at(word)
        return found if found is not None and self.actors[found].kind not in _BODIES else self._body(word)

    def _body(self, word: Word) -> str | None:
        """The body whose people a noun names: "three members of the Salt Front", "Salt Front fighters"."""
        if not word.is_noun or word.low not in clause_words().followers:
            return None
        beside = [*Clauses(self.syntax).after(word.number, "of"), *self.syntax.kids(word.number, "compound", "nmod")]
        found = (a for w in beside if (a := self.actor_at(w)) is not None)
        return next((a for a in found if self.actors[a].kind in _BODIES), None)

    def takers(self, words: Iterable[Word]) -> tuple[Taker, ...]:
        """The same for several head words; each actor, or each phrase of nobody known, once."""
        found: dict[object, Taker] = {}
        for word in words:
            taker = self.taker(word)
            found.setdefault(taker.actor or taker.span, taker)
        return tuple(found.values())

    def is_somebody(self, word: Word) -> bool:
        """Whether the phrase can be a person or a body: an actor's mention, or a noun of roles ("gunmen")."""
        if self.actor_at(word) is not None or self._behind(word) is not None:
            return True
        words = clause_words()
        if not word.is_noun:
            return False
        counted = self._counted(word)
        if counted is not None and counted.number > word.number:
            return counted.low in words.partitives or self.is_somebody(counted)
        return role_words().kind([word.low]) is not None or word.low in words.arms or word.low in words.people

    def _behind(self, word: Word) -> str | None:
        """The actor whose arm a noun is: by adjective, by possessive, or by "of"."""
        if word.low not in clause_words().arms and role_words().kind([word.low]) not in _STATE_ARMS:
            return None
        clauses = Clauses(self.syntax)
        beside = [*self.syntax.kids(word.number, "amod", "compound", "poss", "nmod"), *clauses.after(word.number, "of")]
        return next((a for w in beside if (a := self.actor_at(w)) is not None), None)


def _speakers(syntax: Syntax, statements: Sequence[Statement]) -> dict[int, str]:
    """For each "it" and "they" in reported speech: the actor who speaks, of nested statements the inner one's."""
    found: dict[int, str] = {}
    for stmt in sorted(statements, key=lambda s: s.within is not None):
        if stmt.speaker.actor is None:
            continue
        for piece in stmt.content:
            found |= {n: stmt.speaker.actor for n in syntax.inside(piece) if syntax[n].low in _THEY}
    return found


def _length(span: Span) -> int:
    return span.end - span.start
