"""Ties that a verb or a noun tells, by the lines of the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ...codebook import role_words
from ...codebook.tie_words import TieLine, TieWords
from ...record import ActorKind, TieType
from ..syntax import Syntax, Word
from .designation import Designation
from .ends import End, Ends
from .slots import Slots
from .telling import Telling

#: More than so many joined together are not tied pair by pair.
_MOST_SIDES = 6
_MOST_ENDS = 12
#: What stands with a verb that does not stand alone.
_COMPLETED = ("dobj", "attr", "acomp", "oprd", "ccomp", "xcomp", "prt")
#: "Jointly with" is looked for this far after the verb, and this far below it.
_REACH, _CLIMB = 40, 5
_AGAINST = ("against", "with", "on", "for", "over")


class Clausal:
    """Reads one word at a time."""

    def __init__(self, syntax: Syntax, words: TieWords, ends: Ends, slots: Slots, designation: Designation) -> None:
        self.syntax, self.words = syntax, words
        self.ends, self.slots, self.designation = ends, slots, designation

    def at(self, word: Word) -> Iterator[Telling]:
        """The ties that this word tells, by the first line of each type that holds."""
        if word.is_verb:
            lines = self.words.verbs.get(word.low, ())
        elif (word.tag[:1] == "N" or word.tag in ("JJ", "VBG")) and word.number not in self.ends.in_names:
            lines = self.words.nouns.get(word.low, ())
        else:
            lines = ()
        done: set[TieType] = set()
        for line in (*lines, *self.words.bodies.get(word.low, ())):
            if line.tie in done:
                continue
            found = list(self._by(line, word.number))
            if found:
                done.add(line.tie)
                yield from found

    def _by(self, line: TieLine, number: int) -> Iterator[Telling]:
        if not self._has_words(line, number):
            return
        if line.title == ("self",) and self.syntax[number].tag in ("NNS", "NNPS"):
            # "U.S. officials" are nobody in particular.
            return
        if line.tie is TieType.LEADS and not self.syntax[number].is_verb and self._is_staff(number):
            line = self.words.office
        title, reason = self.designation.of(line, number)
        if "title" in line.needs and not self.designation.names(title, line.needs["title"]):
            return
        for a, b in self._pairs(line, number):
            if a.key != b.key:
                yield Telling(line, a, b, number, self._clause(line, number), title, reason, self._past(number))

    def _pairs(self, line: TieLine, number: int) -> Iterator[tuple[End, End]]:
        if line.sides is not None:
            found = self._ends(self.slots.sides(number, line.sides), False)[:_MOST_SIDES]
            yield from combinations(found, 2)
            return
        holders = self.side(line, number, "a")
        others = self.side(line, number, "b", frozenset(h.key for h in holders))
        if not others and line.title and line.kind == "noun":
            others = [e for h in holders if (e := self._own_body(h, number)) is not None]
        for a in holders:
            yield from ((a, b) for b in others)
        if line.kind == "verb" and line.a[0] == "subject":
            yield from self._joint(line, number, others)

    def side(self, line: TieLine, number: int, side: str, but: frozenset[str] = frozenset()) -> list[End]:
        """Who stands at the first of a side's places at which anybody fitting stands."""
        where = line.tie is TieType.LOCATED_IN and side == "b"
        for place in line.a if side == "a" else line.b:
            words = self.slots.fill(number, place)[:_MOST_ENDS]
            if place == "name" and not self.ends.is_named(self.syntax[number]):
                continue
            sorts = [line.needs[key] for key in (place, side) if key in line.needs]
            found = [e for e in self._ends(words, where) if e.key not in but and all(e.is_one_of(s) for s in sorts)]
            if where:
                found = [e for e in found if e.key.startswith("place ")]
            if not found and place == "words" and words and not self.ends.at(words[0]):
                found = [self.ends.unknown(words[0])]
            if found:
                return found[:1] if place in ("holder", "self", "before") else found
        return []

    def _ends(self, words: Sequence[Word], where: bool) -> list[End]:
        found: dict[str, End] = {}
        for word in words:
            end = self.ends.at(word, where=where)
            if end is not None:
                found.setdefault(end.key, end)
        return list(found.values())

    def _has_words(self, line: TieLine, number: int) -> bool:
        """Whether the words that a line needs stand at their places."""
        for place, wanted in line.needs.items():
            if place == "alone":
                if self.syntax.kid(number, *_COMPLETED) or self.slots.clauses.after(number, *_AGAINST):
                    return False
                continue
            if place in ("title", "a", "b", "holder") or wanted & SORTS:
                continue
            if not any(w.low in wanted for w in self.slots.fill(number, place)):
                return False
        return True

    def _own_body(self, holder: End, number: int) -> End | None:
        """What "militia commander" commands: the body that the holder has another office in."""
        actor = self.ends.actors.get(holder.taker.actor or "")
        generic = [k for k in self.syntax.kids(number, "compound") if k.low in role_words().generic]
        if actor is None or not generic:
            return None
        for role in actor.roles:
            if role.body in self.ends.actors and self.ends.actors[role.body].kind in (
                ActorKind.GROUP,
                ActorKind.ORGANISATION,
            ):
                return self.ends.known(generic[0].span, role.body, 0.7)
        return None

    def _joint(self, line: TieLine, number: int, others: Sequence[End]) -> Iterator[tuple[End, End]]:
        """Who does it too: "jointly with", "alongside"."""
        if not others:
            return
        for at in range(number + 1, min(self.syntax.sentence(number)[-1] + 1, number + _REACH)):
            size = self._joining(at)
            if not size or not self._hangs_on(at + size - 1, number):
                continue
            for kid in self.syntax.kids(at + size - 1, "pobj"):
                for a in self._ends(self.syntax.conjuncts(kid.number), False):
                    yield from ((a, b) for b in others if a.key != b.key)

    def _joining(self, at: int) -> int:
        """How many words that join somebody begin here."""
        for words in self.words.joint:
            if self.syntax[at].low == words[0] and [w.low for w in self.syntax.words[at : at + len(words)]] == [*words]:
                return len(words)
        return 0

    def _hangs_on(self, preposition: int, verb: int) -> bool:
        """Whether what a preposition brings in belongs to the clause of a verb, with no other verb's clause between."""
        top = verb
        for _ in range(_CLIMB):
            up = self.syntax.up(top)
            if self.syntax[top].label not in ("conj", "amod") or up is None:
                break
            top = up.number
        return any(w.number in (verb, top) for _, w in zip(range(_CLIMB), self.syntax.climb(preposition), strict=False))

    def _clause(self, line: TieLine, number: int) -> int | None:
        """The word whose clause tells whether the tie is so."""
        word, up = self.syntax[number], self.syntax.up(number)
        places = (*line.a, *line.b)
        if word.is_verb or line.sides is not None:
            return number
        if "holder" in places:
            named = word.label == "pobj" and up is not None and up.low == "as"
            return number if named or word.label in ("attr", "oprd", "acomp") else None
        return None if "name" in places else number

    def _is_staff(self, number: int) -> bool:
        """Whether a leader is one of something in a body, not of the body: "press operations director"."""
        kinds = role_words()
        return any(
            kid.tag in ("NN", "NNS") and kinds.kind([kid.low]) is None and self.ends.at(kid) is None
            for kid in self.syntax.kids(number, "compound", "nmod")
        )

    def _past(self, number: int) -> bool:
        before = self.syntax.kids(number, "amod", "compound", "advmod", "nmod")
        return any(w.low in self.words.past for w in before)


SORTS = frozenset(("person", "body", "group", "state", "somebody", "persons", "bodies", "groups", "states"))
