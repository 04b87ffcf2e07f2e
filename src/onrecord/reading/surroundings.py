"""What stands beside one word and says how its deed is told: denials, helping verbs, qualifiers, conditions."""

from __future__ import annotations

from ..codebook.modality_words import modality_words
from ..record import Polarity
from .conditions import Conditions
from .syntax import LONGEST_CHAIN, Syntax, Word

_ACTUAL, _NEGATED = Polarity.ACTUAL, Polarity.NEGATED
_PLANNED, _CONDITIONAL, _HYPOTHETICAL = Polarity.PLANNED, Polarity.CONDITIONAL, Polarity.HYPOTHETICAL
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_APOSTROPHES = frozenset(("'", "’"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
#: How far to the left of a verb its helping words are looked for where the tree lost them.
_REACH = 5
#: Of the words that hang on one word under the same labels, no more are looked at; hostile text has thousands.
_MOST = 64


def tagged_noun(word: Word) -> bool:
    """Whether it is a noun by its tag."""
    return word.tag[:1] == "N"


class Surroundings:
    """What hangs on, or stands just before, each word of one Document. Every word's are worked out once."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.words = modality_words()
        self.runs = Conditions(syntax)
        self._kids: dict[tuple[int, tuple[str, ...]], list[Word]] = {}
        self._own: dict[int, Polarity] = {}
        self._conditions: dict[int, bool] = {}
        self._beside: dict[int, frozenset[str]] = {}
        self._questions: dict[int, bool] = {}

    def kids(self, number: int, *labels: str) -> list[Word]:
        """The first words that hang on a word under these labels, never more than a sentence of sense has."""
        key = (number, labels)
        if key not in self._kids:
            self._kids[key] = self.syntax.kids(number, *labels)[:_MOST]
        return self._kids[key]

    def kid(self, number: int, *labels: str) -> Word | None:
        """The first of them."""
        found = self.kids(number, *labels)
        return found[0] if found else None

    def own(self, number: int) -> Polarity:
        """How a word's own surroundings tell it, the words above left out."""
        if number not in self._own:
            word = self.syntax[number]
            self._own[number] = self._of_verb(word) if word.is_verb else self._of_noun(word)
        return self._own[number]

    def beside(self, number: int) -> frozenset[str]:
        """The words that hang on a word as its particle or adverb."""
        if number not in self._beside:
            kids = self.kids(number, "prt", "advmod", "acomp", "prep")
            self._beside[number] = frozenset(k.low for k in kids)
        return self._beside[number]

    def denied(self, number: int) -> bool:
        """Whether a verb is denied by what hangs on it ("not to dissolve"), whatever helping verb stands with it."""
        word = self.syntax[number]
        kids = self.kids(number)
        return self._negated(word, kids, self._helping(word, kids))

    def helpers(self, number: int) -> tuple[str, ...]:
        """A verb's helping verbs, in lower case and text order."""
        word = self.syntax[number]
        found = self._helping(word, self.kids(number))
        return tuple(w.low for w in found if not (w.low == "d" and w.tag != "MD"))

    # --- verbs

    def _of_verb(self, word: Word) -> Polarity:
        kids = self.kids(word.number)
        helping = self._helping(word, kids)
        modal = self._modal(word, helping)
        if self._negated(word, kids, helping):
            # "May not have attacked" leaves it open; "could not attack" does not.
            return _HYPOTHETICAL if any(w.low in ("may", "might") for w in helping) else _NEGATED
        if modal is None and self._is_imperative(word, kids):
            modal = _PLANNED
        doubt = next((self.words.qualifiers[k.low] for k in kids if k.label == "advmod" and self._is_doubt(k)), None)
        found = _HYPOTHETICAL if _HYPOTHETICAL in (modal, doubt) else modal or doubt or _ACTUAL
        unreal = found is not _ACTUAL or word.tag in ("VB", "VBP", "VBZ", "VBG")
        return _CONDITIONAL if unreal and self.has_condition(word) else found

    def _is_doubt(self, word: Word) -> bool:
        return self.words.qualifiers.get(word.low) is _HYPOTHETICAL

    def _helping(self, word: Word, kids: list[Word]) -> list[Word]:
        """Its helping verbs and denials: those that hang on it before it, and those that stand right before it."""
        found = {k.number: k for k in kids if k.label in ("aux", "auxpass", "neg") and k.number < word.number}
        first_of_sentence = word.sentence
        for at in range(word.number - 1, max(-1, word.number - 1 - _REACH), -1):
            near = self.syntax[at]
            if near.sentence != first_of_sentence or not near.label:
                break
            helps = near.low in self.words.modals or near.tag in ("MD", "TO")
            denies = near.label == "neg" or near.low in ("not", "never", "t") or near.low in _APOSTROPHES
            helps = helps or near.label in ("aux", "auxpass")
            if helps or denies:
                found[near.number] = near
            elif near.tag[:2] != "RB":
                break
        return [found[n] for n in sorted(found)]

    def _modal(self, word: Word, helping: list[Word]) -> Polarity | None:
        perfect = any(w.low in ("have", "ve") for w in helping) and word.tag in ("VBN", "VBD")
        for one in helping:
            if one.low == "d" and one.tag != "MD":
                continue
            if one.low == "won" and one.label not in ("aux", "auxpass") and one.tag != "MD":
                continue
            effect = self.words.modals.get(one.low)
            if effect is not None:
                # "Would have attacked" was not done.
                unmet = perfect and one.low in ("would", "could", "should", "d")
                return _HYPOTHETICAL if unmet else effect
        return None

    def _negated(self, word: Word, kids: list[Word], helping: list[Word]) -> bool:
        if any(self._denies(w) for w in helping) or self._form(word.number - 1) == "nor":
            return True
        copula = word.low in self.words.lists["being"]
        for kid in kids:
            if kid.label in ("neg", "advmod") and (kid.number < word.number or copula) and self._denies(kid):
                return True
            if kid.label == "advmod" and kid.low == "longer" and self._no_before(kid):
                return True
            if kid.label in ("cc", "preconj") and kid.number < word.number and kid.low in ("nor", "neither"):
                return True
            if kid.label in _SUBJECTS and self._nobody(kid, deep=True):
                return True
            if kid.label in ("dobj", "attr", "dative") and self._nobody(kid, deep=False):
                return True
        return False

    def _denies(self, word: Word) -> bool:
        """Whether a word denies what it hangs on: not where it goes with the next ("not only")."""
        stands_for_not = word.low == "t" and self._form(word.number - 1) in _APOSTROPHES
        if self.words.qualifiers.get(word.low) is not _NEGATED and not stands_for_not and word.low != "cannot":
            return False
        if word.label not in ("neg", "advmod", "aux", "preconj", "cc", "det", "dep") and not stands_for_not:
            return False
        if word.low == "no" and word.label not in ("det", "neg"):
            return False
        return self._form(word.number + 1) not in self.words.lists["not_only"] or word.low not in ("not", "t")

    def _no_before(self, word: Word) -> bool:
        return self._form(word.number - 1) == "no" or self.kid(word.number, "neg") is not None

    def _nobody(self, word: Word, *, deep: bool) -> bool:
        """Whether a subject or object is nobody: "no guards", "neither the guards nor the militia", "none of them"."""
        if word.low in self.words.lists["nobody"]:
            return True
        for kid in self.kids(word.number, "det", "neg", "preconj", "cc"):
            if kid.low in ("no", "neither") or (deep and kid.low == "nor"):
                return self._form(kid.number + 1) not in self.words.lists["not_only"]
        return self._form(word.number - 1) == "no" and self.syntax[word.number - 1].label in ("det", "neg")

    def _form(self, number: int) -> str:
        return self.syntax[number].low if 0 <= number < len(self.syntax) else ""

    def _is_imperative(self, word: Word, kids: list[Word]) -> bool:
        """An order: a bare verb that nobody is the subject of, at the head of its sentence."""
        if word.tag not in ("VB", "VBP") or word.label not in ("ROOT", "ccomp", "parataxis"):
            return False
        if any(k.label in _SUBJECTS or k.label in ("aux", "mark") for k in kids):
            return False
        before = (self.syntax[n] for n in range(max(0, word.number - 3), word.number))
        same = [w for w in before if w.sentence == word.sentence and w.label]
        return all(w.label == "punct" or w.low in ("please", "now", "let") or w.tag == "RB" for w in same[-2:])

    # --- nouns and adjectives

    def _of_noun(self, word: Word) -> Polarity:
        found = _NEGATED if word.low in self.words.lists["nobody"] else _ACTUAL
        for kid in self.kids(word.number, "det", "amod", "neg", "advmod", "nmod", "compound", "preconj", "cc"):
            effect = self.words.qualifiers.get(kid.low)
            if effect is None or kid.number > word.number:
                continue
            if effect is _NEGATED and kid.label in ("det", "neg", "advmod", "preconj", "cc"):
                if self._form(kid.number + 1) in self.words.lists["not_only"]:
                    continue
                return _NEGATED
            found = found if found is _NEGATED else effect
        return found

    def is_indefinite(self, word: Word) -> bool:
        """Whether a noun speaks of something not yet known: "an attack", "attacks", "any attack"."""
        marks = self.kids(word.number, "det", "poss", "nummod")
        if not marks:
            return word.tag in ("NNS", "NN", "VBG")
        return all(k.low in self.words.lists["indefinite"] for k in marks)

    def is_whoever(self, word: Word) -> bool:
        """Whether a noun or pronoun means whoever it may be: "anyone", "any ship"."""
        whoever = self.words.lists["whoever"]
        return word.low in whoever or any(k.low in whoever for k in self.kids(word.number, "det"))

    # --- clauses

    def opened(self, number: int) -> Polarity | None:
        """What the words that open a verb's clause make of it: a condition, a question."""
        word = self.syntax[number]
        for kid in self.kids(number, "mark", "advmod", "prep", "cc", "aux", "auxpass", "dep"):
            if kid.number > number:
                break
            effect = self.runs.opening(kid.number)
            if effect is None:
                continue
            if kid.label in ("aux", "auxpass"):
                continue
            if effect is _CONDITIONAL and self.runs.asks(kid.number):
                return _HYPOTHETICAL
            if self.runs.is_clause_of(kid.number, number):
                return effect
        return _CONDITIONAL if self._is_inverted(word) else None

    def _is_inverted(self, word: Word) -> bool:
        """ "Should they attack, ...": the helping verb stands before the subject, and the clause beside another."""
        if word.label not in ("advcl", "ccomp", "dep", "csubj"):
            return False
        helping = self.kid(word.number, "aux", "auxpass")
        subject = self.kid(word.number, *_SUBJECTS)
        if helping is None and word.low == "were":
            helping = word
        if helping is None or subject is None:
            return False
        return helping.low in self.words.lists["inverted"] and helping.number < subject.number

    def has_condition(self, word: Word) -> bool:
        """Whether a condition hangs on a verb: "unless ...", "in return for ..."."""
        if word.number not in self._conditions:
            self._conditions[word.number] = self._condition_under(word)
        return self._conditions[word.number]

    def _condition_under(self, word: Word) -> bool:
        if word.number in self.runs.mains:
            return True
        for kid in self.kids(word.number, "advcl", "prep", "advmod", "ccomp", "dep"):
            if kid.label == "advmod" and any(
                self.opened(below.number) is _CONDITIONAL for below in self.kids(kid.number, "advcl")
            ):
                return True
            opened = self.opened(kid.number) if kid.is_verb else None
            if kid.label in ("advcl", "dep", "ccomp") and _CONDITIONAL in (opened, self.runs.opening(kid.number)):
                return True
            if kid.low == "in" and any(
                n.low in self.words.lists["in_return"] and self.kid(n.number, "prep", "acl") is not None
                for n in self.kids(kid.number, "pobj")
            ):
                return True
            if kid.label == "prep" and self.preposition(kid) is _CONDITIONAL:
                return True
            if kid.low == "on" and any(n.low == "condition" for n in self.kids(kid.number, "pobj")):
                return True
            if kid.label == "prep" and self.runs.opening(kid.number) is _CONDITIONAL:
                return True
        return False

    def shares(self, here: Word, up: Word) -> bool:
        """Whether a joined word shares the denials and helping verbs of the first: "will shell and burn"."""
        between = [k.low for k in self.kids(up.number, "cc") if up.number < k.number < here.number]
        if "but" in between or "yet" in between:
            return False
        if not here.is_verb:
            return tagged_noun(up) and bool({"or", "nor"} & set(between)) and self.own(up.number) is _NEGATED
        if not up.is_verb or here.tag != up.tag:
            return False
        return self.kid(here.number, "aux", "auxpass", "mark", *_SUBJECTS) is None

    def has_to(self, word: Word) -> bool:
        """Whether it is an infinitive with "to"."""
        if not word.is_verb:
            return False
        return any(k.low == "to" and k.number < word.number for k in self.kids(word.number, "aux", "mark", "prep"))

    def aux_of(self, word: Word) -> Word | None:
        """Its first helping verb."""
        return self.kid(word.number, "aux", "auxpass")

    def is_perfect(self, word: Word) -> bool:
        """ "To have attacked": told as done."""
        return any(k.low in ("have", "having") for k in self.kids(word.number, "aux"))

    def is_yet(self, word: Word, up: Word) -> bool:
        """ "Has yet to attack"."""
        if up.low == "yet":
            return True
        lows = self.beside(up.number) | self.beside(word.number)
        return "yet" in lows and up.low in self.words.lists["having"] | self.words.lists["being"]

    def is_bare(self, word: Word) -> bool:
        """Whether a clause has neither an opening word nor a subject of its own."""
        return self.kid(word.number, "mark", "advmod", *_SUBJECTS) is None

    def is_subjunctive(self, word: Word) -> bool:
        """ "(demanded) that Selm withdraw": a bare form with a subject in the singular."""
        if word.low in self.words.lists["being"] and word.low != "be":
            return False
        subject = self.kid(word.number, "nsubj", "nsubjpass")
        if subject is None or any(k.tag == "MD" or k.low in ("do", "to") for k in self.kids(word.number, "aux")):
            return False
        return word.tag == "VB" and self.kid(word.number, "aux") is None and subject.number < word.number

    def is_time_to_come(self, word: Word) -> bool:
        """Whether its clause is one of time that may be still to come: "when they attack"."""
        openers = self.kids(word.number, "mark", "advmod")
        return any(k.low in self.words.lists["times_to_come"] for k in openers if k.number < word.number)

    def is_timeless(self, word: Word) -> bool:
        """Present tense, or with a helping verb of the future."""
        # Taggers take a present form they do not know for a past one.
        present = word.tag in ("VBZ", "VBP") or (word.tag == "VBD" and word.low.endswith("s"))
        return present or self.own(word.number) in (_PLANNED, _HYPOTHETICAL)

    def has_other_subject(self, word: Word) -> bool:
        """Whether a relative clause has a subject that is not the relative pronoun."""
        subject = self.kid(word.number, *_SUBJECTS)
        return subject is not None and subject.low not in _RELATIVE

    def is_finite(self, word: Word) -> bool:
        """Whether a verb has a tense of its own, or a helping verb that has one."""
        return word.tag in ("VBD", "VBZ", "VBP", "MD") or (word.is_verb and bool(self.helpers(word.number)))

    def is_future(self, word: Word) -> bool:
        """Whether a helping verb of the future stands with it, denied or not: "will not"."""
        return word.is_verb and any(low in self.words.modals for low in self.helpers(word.number))

    def lacks_proof(self, word: Word) -> bool:
        """ "There is no evidence (that ...)"."""
        found = self.kids(word.number, "attr", "dobj", "nsubj")
        return any(k.low in self.words.lists["amounts"] and self.own(k.number) is _NEGATED for k in found)

    def loose_preposition(self, word: Word) -> Word | None:
        """The preposition right before a verb that it governs, where the tree has hung the verb elsewhere."""
        if word.tag not in ("VBG", "VB", "NN") or word.label not in ("advcl", "xcomp", "ccomp", "acl", "dep"):
            return None
        at = word.number - 1
        if at >= 0 and self.syntax[at].tag[:2] == "RB" and self.syntax[at].label in ("advmod", "neg"):
            at -= 1
        before = self.syntax[at] if at >= 0 else word
        if before.sentence != word.sentence or before.label != "prep" or before.tag != "IN":
            return None
        return before if self.kid(at, "pobj", "pcomp") is None else None

    def is_main(self, word: Word) -> bool:
        """Whether a verb heads its sentence, or hangs below its head by verbs alone."""
        here = word
        for _ in range(LONGEST_CHAIN):
            up = self.syntax.up(here.number)
            if up is None:
                return True
            if here.label not in ("conj", "xcomp", "ccomp") or not up.is_verb:
                return False
            here = up
        return False

    def is_question(self, number: int) -> bool:
        """Whether the sentence asks if it is so: it ends with a question mark and begins with a helping verb."""
        sentence = self.syntax[number].sentence
        if sentence not in self._questions:
            self._questions[sentence] = self._asks(number)
        return self._questions[sentence]

    def _asks(self, number: int) -> bool:
        words = [self.syntax[n] for n in self.syntax.sentence(number) if self.syntax[n].label]
        said = [w for w in words if w.low.isalnum()]
        if not said or "?" not in [w.low for w in words[-3:]]:
            return False
        lists = self.words.lists
        first = said[0].low
        return first in lists["asking_first"] | lists["being"] | lists["having"] or said[0].tag == "MD"

    # --- prepositions

    def preposition(self, word: Word) -> Polarity | None:
        """What a preposition, with the word before or the next one up, makes of what follows."""
        for names in ((word.low,), (self._form(word.number - 1), word.low)):
            effect = self.words.prepositions.get(names)
            if effect is not None:
                return effect
        three = (self._form(word.number - 2), self._form(word.number - 1), word.low)
        return self.words.prepositions.get(three)

    def above_preposition(self, word: Word) -> list[Word]:
        """The words that a preposition may belong to, the likeliest first: what it hangs on (over a first preposition,
        "out of"), the noun right before it, and the verb of the noun that it hangs on. Parsers differ there."""
        up = self.syntax.up(word.number)
        if up is not None and up.label in ("prep", "prt", "advmod") and not up.is_verb and not tagged_noun(up):
            up = self.syntax.up(up.number) or up
        if up is None:
            return []
        found = [up]
        before = self.syntax[word.number - 1] if word.number else word
        if up.is_verb and tagged_noun(before) and before.sentence == word.sentence:
            found.append(before)
        above = self.syntax.up(up.number)
        if up.tag in ("NNP", "NNPS", "NNS", "PRP") and above is not None and above.is_verb and up.label == "dobj":
            found.append(above)
        return found

    def preposition_names(self, word: Word) -> frozenset[str]:
        """The preposition, and the one it hangs on."""
        up = self.syntax.up(word.number)
        return frozenset((word.low,)) | (frozenset((up.low,)) if up is not None and up.label == "prep" else frozenset())

    def is_in(self, word: Word) -> bool:
        """Whether "in" leads to a noun: "in the event of"."""
        up = self.syntax.up(word.number)
        return up is not None and up.low == "in"
