"""Where the ends of a tie stand: the places that the codebook's lines name, as words of the tree."""

from __future__ import annotations

from collections.abc import Collection

from ...codebook.tie_words import TieWords
from ..clauses import Clauses
from ..syntax import LONGEST_CHAIN, Syntax, Word
from .ends import BEFORE

_BESIDE_OF = ("by", "against", "for")
#: What a parser makes of a strange name before a verb.
_STRAY = ("advmod", "npadvmod", "dep", "nmod", "compound", "intj")
_BESIDE_IT = ("with", "alongside", "by")
#: Above such a clause somebody else is spoken of.
_APART = ("relcl", "ccomp", "ROOT", "nsubj", "nsubjpass")
_VERBAL = ("dobj", "attr", "oprd", "nsubjpass")


class Slots:
    """The words at the named places around one verb or noun."""

    def __init__(self, syntax: Syntax, clauses: Clauses, words: TieWords, cues: Collection[int] = ()) -> None:
        self.syntax, self.clauses, self.words = syntax, clauses, words
        #: Words that report a statement: who says something does not do what he speaks of.
        self.cues = cues

    def fill(self, number: int, place: str) -> list[Word]:
        """Head words of what stands at ``place``: see the head of ``ties.yaml``."""
        if place == "seeker":
            return self._seekers(number)
        if self.syntax[number].is_verb:
            return self._of_verb(number, place)
        return self._of_noun(number, place)

    def sides(self, number: int, place: str) -> list[Word]:
        """All who stand joined at ``place``."""
        if place == "between":
            return self.fill(number, "between")
        found = self.fill(number, place)
        return self.joined(found[0]) if found else []

    def joined(self, word: Word) -> list[Word]:
        """A word and all that is joined to it, "Selm" of "Selm and Lurania-backed forces" among them."""
        top = word
        for _ in range(LONGEST_CHAIN):
            up = self.syntax.up(top.number)
            if top.label != "conj" or up is None:
                break
            top = up
        found = []
        for member in self.syntax.conjuncts(top.number):
            found += [
                k for k in self.syntax.kids(member.number, *BEFORE) if self.syntax.kid(k.number, "cc") is not None
            ]
            found.append(member)
        return found

    def carrier(self, number: int) -> Word | None:
        """The verb that a noun hangs on as its object or complement: "launched an offensive", "are allies"."""
        word, up = self.syntax[number], self.syntax.up(number)
        if up is not None and word.label == "conj":
            word, up = up, self.syntax.up(up.number)
        if up is None or up.number in self.cues:
            return None
        if word.label in _VERBAL and up.is_verb:
            return up
        if word.label == "pobj" and up.label == "prep":
            above = self.syntax.up(up.number)
            return above if above is not None and above.is_verb and above.number not in self.cues else None
        return None

    def _of_verb(self, number: int, place: str) -> list[Word]:
        clauses = self.clauses
        if place == "subject":
            return clauses.doers(number) or self._misplaced_subject(number)
        if place == "object":
            return clauses.undergoers(number) or self._misplaced_object(number)
        if place == "dative":
            return clauses.receivers(number)
        if place == "inner":
            return [w for o in clauses.undergoers(number) for w in self._behind(o.number)]
        if found := clauses.after(number, place):
            return found
        objects = self.syntax.kids(number, "dobj", "nsubjpass", "attr", "acomp", "oprd", "xcomp", "advmod", "prt")
        found = [w for o in objects for w in clauses.after(o.number, place)]
        return found or (self._deeper([*objects, *self._misplaced_object(number)], place) if place == "against" else [])

    def _deeper(self, objects: list[Word], place: str) -> list[Word]:
        """What stands after a preposition anywhere below an object: "raids planned with Selm against the Front"."""
        for kid in objects:
            if kid.label in ("dobj", "nsubjpass", "nsubj"):
                for number in self.syntax.under(kid.number)[:_DEEP]:
                    if self.syntax[number].low == place and number > kid.number:
                        return [c for p in self.syntax.kids(number, "pobj") for c in self.syntax.conjuncts(p.number)]
        return []

    def _seekers(self, number: int) -> list[Word]:
        """Who is out to do what a verb without a subject says, or is in what a noun names.

        Looked for upwards: whose plan it is ("Selm's strategy to"), who is named straight before "in" ("helps Selm in
        the fight"), whom the verb above it is done to or with whom, and who does that.
        """
        here, found = self.syntax[number], self._straight_before(number)
        if here.is_verb and (
            here.tag not in ("VB", "VBG") or self.syntax.kid(number, "nsubj", "nsubjpass") is not None
        ):
            return []
        for _ in range(_FAR):
            up = self.syntax.up(here.number)
            if found or up is None or up.number in self.cues or here.label in _APART:
                break
            if up.is_verb and here.label != "conj":
                beside = [*self.clauses.undergoers(up.number), *self.clauses.after(up.number, *_BESIDE_IT)]
                found = [*self.clauses.doers(up.number), *(w for w in beside if up.number < w.number < number)]
            elif up.is_noun:
                found = [*self.clauses.owners(up.number), *self.clauses.after(up.number, "of")]
                found += self._straight_before(up.number)
            here = up
        return [w for w in found if w.number != number]

    def _straight_before(self, number: int) -> list[Word]:
        """Those named straight before the "in" of "in the fight", "in its efforts"."""
        up = self.syntax.up(number)
        if up is None or up.low != "in" or self.syntax[number].label != "pobj" or not up.number:
            return []
        last = self.syntax[up.number - 1]
        above = self.syntax.up(last.number)
        if not last.is_noun or above is None:
            return []
        holder = self.syntax.up(above.number) if last.label == "pobj" and above.low == "of" else None
        whole = [holder] if holder is not None and holder.is_noun else []
        return [*whole, *self.joined(last)]

    def _misplaced_subject(self, number: int) -> list[Word]:
        """The name straight before a verb that the tree took for anything but its subject."""
        s = self.syntax
        if self.clauses.is_passive(number):
            return []
        for aux in s.kids(number, "aux", "neg"):
            if found := s.kids(aux.number, "nsubj"):
                return found
        first = min([number, *(k.number for k in s.kids(number, "aux", "neg"))])
        before = s[first - 1] if first else None
        if before is not None and before.tag[:3] == "NNP" and before.label in _STRAY and before.head == number:
            return [before]
        return []

    def _misplaced_object(self, number: int) -> list[Word]:
        """The object where the tree takes "the bureau funded members" for "funded members" with a subject inside, or
        has a subject on either side of the verb.
        """
        word, up = self.syntax[number], self.syntax.up(number)
        subjects = self.syntax.kids(number, "nsubj")
        own = subjects[0] if subjects else None
        if len(subjects) > 1 and subjects[0].number < number < subjects[1].number:
            return self.syntax.conjuncts(subjects[1].number)
        if word.label == "amod" and up is not None and own is not None and number < up.number:
            return self.syntax.conjuncts(up.number)
        if word.label == "conj" and up is not None and up.label == "amod":
            return self._misplaced_object(up.number)
        return []

    def _of_noun(self, number: int, place: str) -> list[Word]:
        if place in ("self", "words", "name"):
            return [self.syntax[number]]
        if place == "holder":
            return self._holder(number, 0)
        if place == "poss":
            return self.clauses.owners(number)
        if place == "before":
            return self._before(number)
        if place == "subject":
            carrier = self.carrier(number)
            return self.clauses.doers(carrier.number) if carrier is not None else []
        if found := self.clauses.after(number, place):
            return found if place != "between" or len(found) > 1 else [*found, *self._other_side(found[0])]
        later = [k for k in self.syntax.kids(number, "conj") if k.is_noun]
        if found := [w for k in later[:1] for w in self.clauses.after(k.number, place)]:
            return found
        if place in _BESIDE_OF:
            # "The designation of the Front by Sorvland": parsers hang "by" on either.
            owners = self.clauses.after(number, "of")
            if found := [w for o in owners for w in self.clauses.after(o.number, place)]:
                return found
        carrier = self.carrier(number)
        if carrier is None or self.syntax[number].label == "pobj":
            return []
        return self.clauses.after(carrier.number, place)

    def _other_side(self, first: Word) -> list[Word]:
        """The second of two joined by "and" whom the tree set apart."""
        s, end = self.syntax, min(len(self.syntax), first.number + _NEAR)
        joined = next((n for n in range(first.number + 1, end) if s[n].tag == "CC"), None)
        if joined is None or s[joined].sentence != first.sentence:
            return []
        for number in range(joined + 1, end):
            word = s[number]
            if word.is_noun and (word.head < joined or word.head > number or word.label == "ROOT"):
                further = s[number + 1] if number + 1 < len(s) else None
                if further is None or not further.is_noun or further.head != word.head:
                    return [word] if word.label != "compound" else [s[word.head]]
            elif not word.is_noun and word.tag not in ("DT", "JJ"):
                break
        return []

    def _behind(self, noun: int) -> list[Word]:
        return [
            *self.clauses.owners(noun),
            *self.clauses.after(noun, "of", "from"),
            *self.syntax.kids(noun, *BEFORE),
        ]

    def _before(self, number: int) -> list[Word]:
        """Names straight before a noun, the nearest first; of "Front commander Harun" all hang on the last word."""
        word, up = self.syntax[number], self.syntax.up(number)
        if self.clauses.owners(number):
            # "Our Sorvish allies" are Sorvish, not Sorvland's.
            return []
        found = self.syntax.kids(number, *BEFORE)
        if up is not None and word.label in ("compound", "nmod") and up.number > number:
            found += [k for k in self.syntax.kids(up.number, *BEFORE) if k.number < number]
        return sorted((w for w in found if not self._is_apart(w, number)), key=lambda w: -w.number)

    def _is_apart(self, word: Word, noun: int) -> bool:
        """Whether a word before a noun is one of two that are joined, or the first part of a compound."""
        following = self.syntax.words[word.number + 1 : word.number + 2]
        if self.syntax.kid(word.number, "cc") is not None or any(w.low == "-" for w in following):
            return True
        between = self.syntax.words[word.number + 1 : min(noun, word.number + _NEAR)]
        return any(w.tag == "CC" or w.low == "," for w in between)

    def _holder(self, number: int, depth: int) -> list[Word]:
        """Who is said to be what a noun says, the noun itself last."""
        s, word = self.syntax, self.syntax[number]
        up = s.up(number)
        found: list[Word] = [k for k in s.kids(number, "appos") if k.tag[:3] == "NNP"]
        if up is None or depth > _LONGEST_TITLE:
            return [*found, word]
        if word.label == "appos":
            found.append(up)
        elif word.label in ("attr", "acomp") and up.is_verb:
            found += self.clauses.doers(up.number)
        elif word.label == "oprd":
            found += self.clauses.undergoers(up.number)
        elif word.label in ("compound", "nmod") and up.tag[:3] == "NNP" and up.number > number:
            found.append(up)
        elif word.label == "conj":
            found += [w for w in self._holder(up.number, depth + 1) if w is not up]
        elif word.label == "pobj" and up.low == "as":
            found += self._named(up)
        elif word.label != "appos" and (beside := self._set_beside(number)) is not None:
            found.append(beside)
        return [*found, word]

    def _set_beside(self, number: int) -> Word | None:
        """The name before a comma and a description, where the tree lost the one to the other: "X, an organ of Y,"."""
        s = self.syntax
        for first in range(number - 1, max(1, number - _NEAR), -1):
            if s[first - 1].low == "," and s[first].low in ("a", "an", "the", "its", "their"):
                return self._before_comma(first - 2)
            tag = s[first].tag
            if tag in ("IN", "CC", ",", "TO", "VBD", "VBZ", "VBP", "VB"):
                return None
        return None

    def _before_comma(self, number: int) -> Word | None:
        """The name that ends here, unless it is where or when the sentence begins: "In Selm, the leader ..."."""
        name = self.syntax[number]
        if name.tag[:3] != "NNP" or name.label == "npadvmod":
            return None
        up = self.syntax.up(number)
        opens = up is not None and up.label == "prep" and up.number == self.syntax.sentence(number)[0]
        return None if opens else name

    def _named(self, preposition: Word) -> list[Word]:
        """Of whom "as" says what he is: of whoever serves, of whoever is named."""
        verb = self.syntax.up(preposition.number)
        if verb is None or not verb.is_verb:
            return []
        if verb.low in self.words.being:
            return self.clauses.doers(verb.number)
        return self.clauses.undergoers(verb.number) if verb.low in self.words.naming else []


#: "Founder, owner and leader": titles joined to one another, followed this far.
_LONGEST_TITLE = 6
#: So many words below an object are looked through.
_DEEP = 60
#: From a plan up to the verb of whoever has it.
_FAR = 6
#: The first word of a description is looked for this far before its noun.
_NEAR = 14
