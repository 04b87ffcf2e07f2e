"""Who does what to whom in a clause: subject, objects and obliques of a verb, whatever form the clause takes.

Passives are turned round, relative pronouns stand for their antecedents, and a verb without a subject of its own
("threatened to shell", "after shelling", "shelled and burned") has the one that grammar gives it.
"""

from __future__ import annotations

from ..codebook.clause_words import clause_words
from .syntax import LONGEST_CHAIN, Syntax, Word

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))


class Clauses:
    """Grammatical roles of verbs, read from the trees."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    def is_passive(self, verb: int) -> bool:
        """Whether what looks like its subject is what it is done to."""
        s = self.syntax
        if s.kid(verb, "auxpass", "nsubjpass") is not None:
            return True
        word = s[verb]
        if word.tag != "VBN" or s.kid(verb, "nsubj") is not None:
            # "The bureau funded members", with the verb taken for a participle: its own subject tells.
            return False
        if word.label in ("acl", "amod", "relcl"):
            return s.kid(verb, "aux") is None
        if word.label in ("advcl", "ROOT", "ccomp", "pcomp"):
            return s.kid(verb, "agent") is not None or (s.kid(verb, "aux") is None and s.kid(verb, "dobj") is None)
        # "was shelled and burned": the second verb shares the passive of the first.
        up = s.up(verb)
        shares = word.label == "conj" and up is not None and s.kid(verb, "aux", *_SUBJECTS) is None
        return shares and up is not None and up.tag == "VBN" and self.is_passive(up.number)

    def doers(self, verb: int) -> list[Word]:
        """Heads of the phrases that name who does it; empty where the clause does not say."""
        if self.is_passive(verb):
            return self._agents(verb)
        return self._subjects(verb)

    def undergoers(self, verb: int) -> list[Word]:
        """Heads of the phrases that name whom or what it is done to."""
        if self.is_passive(verb):
            if self._is_given(verb):
                return self.objects(verb)
            found = self._subjects(verb)
            return found or self.objects(verb)
        return self.objects(verb)

    def _is_given(self, verb: int) -> bool:
        """Whether the subject of a passive is who receives: "was given food"."""
        s = self.syntax
        return s.kid(verb, "nsubjpass") is not None and s.kid(verb, "dobj") is not None

    def objects(self, verb: int) -> list[Word]:
        """Heads of its direct objects, in the active voice."""
        s = self.syntax
        found = [c for k in s.kids(verb, "dobj") for c in s.conjuncts(k.number)]
        if not found and s[verb].label == "relcl" and s.kid(verb, *_SUBJECTS) is not None:
            # "the town (that) they shelled"
            up, own = s.up(verb), s.kid(verb, *_SUBJECTS)
            if up is not None and own is not None and own.low not in _RELATIVE and self._open_object(verb):
                return [up]
        if not found and s[verb].label != "conj":
            # "shelled and burned the town": the object stands with the last verb.
            later = [w for k in s.kids(verb, "conj") if k.is_verb for w in s.kids(k.number, "dobj")]
            if later and not any(k.number > verb for k in s.kids(verb, "prep", "xcomp", "ccomp", "advmod")):
                return [c for w in later[:1] for c in s.conjuncts(w.number)]
        return [self._antecedent(w) for w in found] or self._counted(verb)

    def _counted(self, verb: int) -> list[Word]:
        """The object that a number with a preposition before it hides: "killed between 30 and 40 guards"."""
        s = self.syntax
        for kid in s.kids(verb, "prep"):
            if kid.number == verb + 1 and kid.low in ("between", "about", "around", "over", "under"):
                return [p for p in s.kids(kid.number, "pobj") if s.kid(p.number, "nummod") is not None]
        return []

    def receivers(self, verb: int) -> list[Word]:
        """Heads of its indirect objects: "gave the town aid", "gave aid to the town"."""
        s = self.syntax
        if self.is_passive(verb) and self._is_given(verb):
            return self._subjects(verb)
        found = []
        for kid in s.kids(verb, "dative"):
            inner = s.kid(kid.number, "pobj")
            found += s.conjuncts(inner.number if inner is not None else kid.number)
        return [self._antecedent(w) for w in found]

    def after(self, number: int, *prepositions: str) -> list[Word]:
        """Heads of what stands after one of these prepositions, hung on this word: "on", "against", "from"."""
        s, found = self.syntax, []
        for kid in s.kids(number, "prep", "agent", "dative", "prt", "advmod", "conj"):
            if kid.low not in prepositions or (kid.label == "conj" and kid.tag not in ("IN", "TO")):
                continue
            for inner in s.kids(kid.number, "pobj"):
                if inner.number > kid.number:
                    found += s.conjuncts(inner.number)
            # "in the east and in the west"
            for other in s.kids(kid.number, "conj"):
                found += [
                    c for p in s.kids(other.number, "pobj") if other.low == kid.low for c in s.conjuncts(p.number)
                ]
            # "out of", "away from"
            for further in s.kids(kid.number, "prep"):
                found += [c for p in s.kids(further.number, "pobj") for c in s.conjuncts(p.number)]
        return [self._antecedent(w) for w in found]

    def named_by(self, subject: Word) -> list[Word]:
        """Heads of the phrases that a subject stands for: itself and those joined to it, of "who" the antecedent."""
        return [self._antecedent(c) for c in self.syntax.conjuncts(subject.number)]

    def owners(self, noun: int) -> list[Word]:
        """Heads of the possessives of a noun: "Selm's attack", "its attack"."""
        s = self.syntax
        return [c for k in s.kids(noun, "poss") if k.number < noun for c in s.conjuncts(k.number)]

    def _agents(self, verb: int) -> list[Word]:
        found = self.after(verb, "by")
        if found:
            return found
        s, word = self.syntax, self.syntax[verb]
        if word.label == "conj" and (up := s.up(verb)) is not None and up.is_verb:
            # "was shelled and burned by the guards": the agent hangs on either.
            return self.after(up.number, "by")
        return [w for k in s.kids(verb, "conj") if k.tag == "VBN" for w in self.after(k.number, "by")]

    def _subjects(self, verb: int) -> list[Word]:
        s, here = self.syntax, verb
        for _ in range(LONGEST_CHAIN):
            own = s.kid(here, *_SUBJECTS)
            if own is not None and own.label != "csubj":
                return self.named_by(own)
            if own is None and (stray := self._stray_subject(here)) is not None:
                return s.conjuncts(stray.number)
            word, up = s[here], s.up(here)
            if up is None:
                return []
            if word.label == "acl" and (beyond := self._beyond(here, up)) is not None:
                if owners := self.owners(up.number):
                    return owners
                here = beyond.number
                continue
            if word.label in ("acl", "relcl", "amod"):
                return [up] if up.is_noun else []
            if word.label == "pcomp":
                # "accused the guards of shelling", "after shelling the town, the guards ..."
                above = s.up(up.number)
                if above is None:
                    return []
                if above.low in clause_words().object_control and (objects := self.undergoers(above.number)):
                    return objects
                here = above.number
                if above.is_noun:
                    over = s.up(above.number)
                    accused = (
                        over is not None
                        and over.low in clause_words().object_control
                        and above.label in ("dobj", "nsubjpass")
                    )
                    # "accused the guards of shelling": parsers hang "of" on either.
                    return self.owners(above.number) or ([above] if accused else [])
                continue
            controlled = word.label in ("xcomp", "ccomp") and up.low in clause_words().object_control
            if controlled and (objects := self.undergoers(up.number)):
                return objects
            if word.label == "ccomp" and (s.kid(here, "mark") is not None or up.number > here):
                # "Demanding a vote, locals said": who tells of it afterwards did not do it.
                return []
            if word.label not in ("conj", "xcomp", "advcl", "ccomp", "aux", "parataxis", "dep", "acomp", "attr"):
                return []
            if up.is_noun:
                return [up] if word.label == "xcomp" else []
            if self.is_passive(up.number) is not self._bare_passive(here) and word.label == "conj":
                # An active verb joined to a passive one still has its subject.
                subject = s.kid(up.number, *_SUBJECTS)
                if subject is not None:
                    return self.named_by(subject)
            here = up.number
        return []

    def _stray_subject(self, verb: int) -> Word | None:
        """A name right before a finite verb that has no subject: parsers take it for an adverb, as in "Selm bombed"."""
        s = self.syntax
        if s[verb].tag not in ("VBD", "VBZ", "VBP") or s[verb].label not in ("ROOT", "advcl", "ccomp"):
            return None
        near = [k for k in s.kids(verb, "advmod", "npadvmod", "nmod", "dep", "compound", "intj") if k.number < verb]
        return (
            near[-1]
            if near and near[-1].tag[:3] == "NNP" and s[verb - 1].number == max(s.under(near[-1].number))
            else None
        )

    def _beyond(self, verb: int, noun: Word) -> Word | None:
        """The verb whose subject is to do what an infinitive under a thing says: "had a plan to shell the port".

        ``None`` where the noun itself is to do it: "the first delegation to visit the port".
        """
        s = self.syntax
        if not any(k.low == "to" for k in s.kids(verb, "aux")) or noun.tag[:3] == "NNP":
            return None
        if noun.low in clause_words().people or noun.low in clause_words().arms:
            return None
        if self.owners(noun.number):
            return noun
        for above in s.climb(noun.number):
            if above.is_verb:
                return above if noun.label in ("dobj", "pobj") else None
            if above.label not in ("prep", "pobj", "dobj"):
                return None
        return None

    def _bare_passive(self, verb: int) -> bool:
        return self.syntax.kid(verb, "auxpass") is not None

    def _open_object(self, verb: int) -> bool:
        """Whether a verb of a relative clause lacks the object that its antecedent may be."""
        s = self.syntax
        return s.kid(verb, "dobj", "ccomp", "xcomp", "acomp", "attr") is None

    def _antecedent(self, word: Word) -> Word:
        """The noun that a relative pronoun stands for, else the word itself."""
        if word.low not in _RELATIVE or word.tag not in ("WDT", "WP", "WP$", "IN", "DT"):
            return word
        for above in self.syntax.climb(word.number):
            if above.label == "relcl":
                up = self.syntax.up(above.number)
                return up if up is not None else word
        return word
