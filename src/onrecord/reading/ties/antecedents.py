"""Whom "it" and "its" mean inside a sentence, by grammar alone: everything else is for coreference to tell."""

from __future__ import annotations

from collections.abc import Callable

from ...record import ActorKind
from ..clauses import Clauses
from ..syntax import LONGEST_CHAIN, Syntax, Word

_THINGS = frozenset(("it", "its", "itself"))
_MANY = frozenset(("they", "them", "their", "themselves"))


class Antecedents:
    """Answers for third-person pronouns that are no mention of anybody.

    A possessive means the partner it is joined to ("Selm and its allies"), else the subject of its own clause. A
    subject means that of the clause before it ("the group is a unit, but it receives ..."), or of the sentence before.
    """

    def __init__(self, syntax: Syntax, clauses: Clauses, kind: Callable[[Word], ActorKind | None]) -> None:
        self.syntax, self.clauses, self.kind = syntax, clauses, kind

    def of(self, pronoun: Word) -> Word | None:
        """The head word of what it means."""
        if pronoun.low not in _THINGS and pronoun.low not in _MANY:
            return None
        if pronoun.label == "poss":
            return self._owner(pronoun)
        return self._subject_before(pronoun, pronoun.number)

    def _owner(self, pronoun: Word) -> Word | None:
        s = self.syntax
        if pronoun.number >= 2 and s[pronoun.number - 1].tag == "CC":
            # "Selm and its allies", whatever the tree makes of it.
            partner = self._ending_at(pronoun.number - 2)
            if partner is not None and self._fits(pronoun, partner):
                return partner
        noun = s.up(pronoun.number)
        here = noun
        for _ in range(LONGEST_CHAIN):
            if here is None:
                return None
            if here.label == "conj" and (partner := s.up(here.number)) is not None and self._fits(pronoun, partner):
                return partner
            if here.is_verb:
                for subject in self._subjects(here.number):
                    if subject.number < pronoun.number and self._fits(pronoun, subject):
                        return subject
                return self._subject_before(pronoun, here.number)
            here = s.up(here.number)
        return None

    def _ending_at(self, number: int) -> Word | None:
        """The word that this one is, or is a piece of."""
        word = self.syntax[number]
        return self.syntax.up(number) if word.label in ("piece", "punct") else word

    def _subject_before(self, pronoun: Word, start: int) -> Word | None:
        """The subject of the clause above, or of the sentence before this one."""
        s, here = self.syntax, self.syntax.up(start)
        for _ in range(LONGEST_CHAIN):
            if here is None:
                break
            if here.is_verb:
                for subject in self._subjects(here.number):
                    if subject.number < pronoun.number and self._fits(pronoun, subject):
                        return subject
            here = s.up(here.number)
        return self._sentence_before(pronoun)

    def _sentence_before(self, pronoun: Word) -> Word | None:
        s = self.syntax
        first = s.sentence(pronoun.number)[0]
        if first == 0 or not s[first - 1].label:
            return None
        for number in s.sentence(first - 1)[:60]:
            word = s[number]
            if word.label in ("nsubj", "nsubjpass") and self._fits(pronoun, word):
                up = s.up(number)
                if up is not None and up.label == "ROOT":
                    return word
        return None

    def _subjects(self, verb: int) -> list[Word]:
        return self.syntax.kids(verb, "nsubj", "nsubjpass")

    def _fits(self, pronoun: Word, word: Word) -> bool:
        kind = self.kind(word)
        if kind is None:
            return False
        return kind is not ActorKind.PERSON if pronoun.low in _THINGS else kind is not ActorKind.STATE
