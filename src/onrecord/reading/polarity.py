"""Whether what a word tells of was done: told as fact, as not so, as to come, on a condition, or as a mere thought.

The word's own surroundings come first (its denial, its helping verbs, what stands before the noun); then every word
that it hangs on says what it makes of that, up to where the sentence only speaks of something known.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ..codebook.modality_words import Governor, modality_words
from ..record import Polarity
from .surroundings import Surroundings, tagged_noun
from .syntax import LONGEST_CHAIN, Syntax, Word

_ACTUAL, _NEGATED = Polarity.ACTUAL, Polarity.NEGATED
_PLANNED, _CONDITIONAL, _HYPOTHETICAL = Polarity.PLANNED, Polarity.CONDITIONAL, Polarity.HYPOTHETICAL
_UNREAL = frozenset((_PLANNED, _CONDITIONAL, _HYPOTHETICAL))
_NOMINAL = frozenset(("pobj", "dobj", "nsubj", "nsubjpass", "compound", "amod"))
_OBJECTS = frozenset(("dobj", "nsubjpass", "dative", "oprd"))


@dataclass(frozen=True, slots=True)
class _Told:
    """How the deed stands as far as the climb has come, and how it would if that were denied.

    ``known`` says that what stands above only speaks of it: from there on nothing but a condition can change it.
    """

    reading: Polarity = _ACTUAL
    denied: Polarity = _NEGATED
    known: bool = False


def polarity_of(syntax: Syntax, number: int) -> Polarity:
    """Whether what this one word tells of was done. To ask for many words of one text, keep a ``Polarities``."""
    return Polarities(syntax).of(number)


class Polarities:
    """The polarity of every verb, event noun and adjective of one Document; what words share is worked out once."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._words = modality_words()
        self._near = Surroundings(syntax)
        self._found: dict[int, Polarity] = {}

    def of(self, number: int) -> Polarity:
        """Whether what the word tells of was done; actual where nothing says otherwise."""
        if number not in self._found:
            self._found[number] = self._climbed(number)
        return self._found[number]

    def _climbed(self, number: int) -> Polarity:
        word = self.syntax[number]
        if self._near.runs.asked_if(number) and not self._aside(word):
            return _HYPOTHETICAL
        start = self._carried(word)
        told: _Told | None = start if start is not None else self._alone(word)
        here, last = word, told
        for _ in range(LONGEST_CHAIN):
            if told is None:
                break
            told = self._opened(here, told)
            last = told
            up = self.syntax.up(here.number)
            if up is None:
                last = self._at_root(here, told)
                break
            told = self._link(here, up, told)
            here = up
        reading = (last or _Told()).reading
        if not self._aside(word) and reading is not _CONDITIONAL:
            if self._near.runs.holds(number):
                return _CONDITIONAL
            unreal = reading in (_PLANNED, _HYPOTHETICAL) or (reading is _NEGATED and self._near.is_future(word))
            if unreal and word.is_verb and self._near.runs.main_of(number) and self._near.is_main(word):
                return _CONDITIONAL
        return reading

    def _aside(self, word: Word) -> bool:
        """Whether it stands in a relative clause, which tells of something known whatever the sentence does."""
        if word.label in ("relcl", "amod"):
            return True
        return any(w.label == "relcl" for w in islice(self.syntax.climb(word.number), LONGEST_CHAIN))

    def _alone(self, word: Word) -> _Told:
        own = self._near.own(word.number)
        # "Not any attack", "no possible attack": the thought of one is denied with it.
        return _Told(own, _NEGATED) if own is _HYPOTHETICAL and tagged_noun(word) else _read(own)

    # --- nouns whose deed a verb below them tells ("talks to be held", "an attack that never happened")

    def _carried(self, word: Word) -> _Told | None:
        if not tagged_noun(word):
            return None
        own = self._alone(word)
        for kid in self._near.kids(word.number, "acl", "relcl", "amod"):
            if not kid.is_verb or (kid.label == "amod" and (kid.tag != "VBN" or kid.low in self._words.qualifiers)):
                continue
            if kid.label == "relcl" and self._near.has_other_subject(kid):
                continue
            governor = self._governor(kid)
            if governor is not None and kid.tag == "VBN" and governor.suits(clause=False):
                return _combined(own, self._effect(governor, kid))
            if kid.low in self._words.lists["carriers"] | self._words.lists["coming_about"]:
                said = self._near.own(kid.number)
                if said is _ACTUAL and kid.label != "amod" and self._near.has_to(kid):
                    said = _PLANNED
                if said is not _ACTUAL:
                    return _combined(own, _read(said))
        return None

    # --- one step up

    def _link(self, here: Word, up: Word, told: _Told) -> _Told | None:
        """The reading after the word above has had its say; ``None`` where it has none and nothing above it has."""
        if told.known:
            return self._loose(here, up, told)
        if here.label == "conj":
            return self._joined(here, up, told)
        if here.label in ("prep", "agent", "mark", "prt"):
            # Reached from its object, which had the preposition's say already.
            return told
        if told.reading in (_PLANNED, _HYPOTHETICAL) and here.label != "relcl" and self._near.has_condition(up):
            told = _read(_CONDITIONAL)
        if here.label == "advcl" or (here.is_verb and here.label not in _NOMINAL):
            return self._clause(here, up, told)
        return self._noun(here, up, told)

    def _loose(self, here: Word, up: Word, told: _Told) -> _Told | None:
        if here.label in ("relcl", "appos", "amod"):
            return None
        unreal = told.reading in (_PLANNED, _HYPOTHETICAL)
        if here.label == "ccomp" and unreal and up.is_verb and self._near.has_condition(up):
            return _read(_CONDITIONAL)
        return told

    def _joined(self, here: Word, up: Word, told: _Told) -> _Told:
        if here.tag in ("VBD", "VBZ") and not self._near.is_finite(up):
            # "Was due to attack but changed its plans": the tree has joined it to the wrong verb.
            return _known(told)
        shares = self._near.shares(here, up) and not (told.reading is _NEGATED is self._near.own(up.number))
        return _combined(told, _read(self._near.own(up.number))) if shares else told

    def _clause(self, here: Word, up: Word, told: _Told) -> _Told | None:
        label = here.label
        if label == "relcl" and not self._near.has_to(here):
            whoever = self._near.is_whoever(up) and self._near.is_timeless(here)
            return _combined(told, _read(_HYPOTHETICAL)) if whoever else None
        if label == "pcomp":
            return self._after_preposition(here, up, told)
        if label == "csubj":
            unreal = self._near.own(up.number) in _UNREAL
            return _known(_combined(told, _read(_HYPOTHETICAL)) if unreal else told)
        preposition = self._near.loose_preposition(here)
        if preposition is not None:
            return self._after_preposition(here, preposition, told)
        governor = self._governor(up)
        infinitive = self._near.has_to(here) or (here.tag == "VB" and self._near.aux_of(here) is None)
        if label in ("xcomp", "ccomp", "acl", "relcl", "advcl", "dep", "attr", "acomp", "oprd", "parataxis"):
            if up.low in self._words.before_to and self._near.has_to(here) and not self._near.is_perfect(here):
                return self._infinitive(here, up, told)
            if governor is not None and governor.suits(clause=True) and (label != "advcl" or infinitive):
                return self._governed(governor, here, up, told)
        if label in ("ccomp", "parataxis"):
            return self._said(here, up, told)
        if label in ("acl", "relcl"):
            return self._of_noun(here, up, told)
        if label == "advcl":
            return self._beside(here, up, told)
        if self._near.has_to(here):
            return self._infinitive(here, up, told)
        return _combined(told, _read(self._near.own(up.number)))

    def _governed(self, governor: Governor, here: Word, up: Word, told: _Told) -> _Told:
        if here.label == "ccomp" and up.low in self._words.lists["thinking"]:
            return self._said(here, up, told)
        if here.label == "ccomp" and not self._near.has_to(here):
            own = self._near.own(up.number)
            if governor.effect is _ACTUAL and own is not _NEGATED:
                return self._said(here, up, told)
            return _known(_combined(told, _stated(governor, own if own is _NEGATED else _ACTUAL)))
        return _combined(told, self._effect(governor, up))

    def _said(self, here: Word, up: Word, told: _Told) -> _Told:
        """A clause told by the word above: it tells of it and no more, unless it is denied or asked for."""
        if here.tag in ("VB", "VBP") and self._near.is_subjunctive(here):
            return _known(_combined(told, _read(_PLANNED)))
        own = self._near.own(up.number)
        if own is _NEGATED and self._near.lacks_proof(up):
            return _known(_combined(told, _read(_HYPOTHETICAL)))
        if own is _NEGATED and up.low in self._words.lists["thinking"]:
            return _known(_combined(told, _Told(_NEGATED, _HYPOTHETICAL)))
        if told.reading in (_PLANNED, _HYPOTHETICAL) and (own is _CONDITIONAL or self._near.has_condition(up)):
            return _known(_read(_CONDITIONAL))
        return _known(told)

    def _infinitive(self, here: Word, up: Word, told: _Told) -> _Told:
        """ "To" and a verb, under a word that the codebook does not know: to come, unless it is said to have been."""
        own = self._near.own(up.number)
        if self._near.is_perfect(here):
            return _combined(told, _read(own))
        if self._near.is_yet(here, up):
            return _combined(told, _read(_NEGATED))
        effect = self._words.before_to.get(up.low, _PLANNED)
        return _combined(told, _combined(_Told(effect, _NEGATED), _read(own)))

    def _of_noun(self, here: Word, up: Word, told: _Told) -> _Told:
        if self._near.has_to(here) and not self._near.is_perfect(here):
            return _combined(told, _combined(_Told(_PLANNED, _NEGATED), self._alone(up)))
        if self._near.own(up.number) is _NEGATED and self._near.kid(here.number, "mark") is not None:
            # "No evidence that Selm attacked".
            return _known(_combined(told, _read(_HYPOTHETICAL)))
        return _known(told)

    def _beside(self, here: Word, up: Word, told: _Told) -> _Told:
        """A clause beside the main one: a purpose, a manner, or a time that is still to come."""
        near = self._near
        if near.has_to(here) and not near.is_perfect(here):
            own = near.own(up.number)
            return _combined(told, _combined(_Told(_PLANNED, _NEGATED), _read(own)))
        own = near.own(up.number)
        if near.is_time_to_come(here) and own in _UNREAL and here.tag != "VBN":
            return _known(_combined(told, _read(_PLANNED)))
        if here.tag == "VBG" and near.is_bare(here):
            return _combined(told, _read(own))
        return _known(told)

    def _noun(self, here: Word, up: Word, told: _Told) -> _Told | None:
        label = here.label
        if label in ("pobj", "pcomp") and not up.is_verb:
            return self._after_preposition(here, up, told)
        if label in ("compound", "nmod"):
            governor = self._governor(up)
            if governor is not None and tagged_noun(up) and governor.suits(clause=False):
                return _combined(told, self._effect(governor, up))
            return None
        if label in _OBJECTS or label in ("pobj", "xcomp", "ccomp", "attr", "acomp"):
            return self._object(here, up, told)
        if label == "nsubj":
            return self._subject(here, up, told)
        if label in ("amod", "poss", "appos", "relcl"):
            return None
        return _known(told)

    def _object(self, here: Word, up: Word, told: _Told) -> _Told:
        governor = self._governor(up)
        nominal = here.tag != "VBG"
        if governor is not None and (governor.suits(clause=False) or (not nominal and governor.suits(clause=True))):
            return _combined(told, self._effect(governor, up))
        own = self._beyond(here, up)
        if up.low in self._words.lists["carriers"] or up.low in self._words.lists["being"] or not nominal:
            return _combined(told, _read(own))
        return _known(self._if_unknown(here, own, told))

    def _subject(self, here: Word, up: Word, told: _Told) -> _Told:
        """The deed as the subject: it comes about, it is likely, it would be a mistake."""
        own = self._beyond(here, up)
        happens = self._words.lists["coming_about"]
        if up.low in happens:
            return _combined(told, _read(own))
        for kid in self._near.kids(up.number, "xcomp", "acomp", "advcl"):
            governor = self._words.governor("adjective", kid.low, frozenset())
            if governor is not None and kid.label == "acomp" and governor.effect is not _ACTUAL:
                return _combined(told, _stated(governor, own))
            if kid.label == "acomp" and kid.low in self._words.qualifiers:
                return _combined(told, _combined(_read(self._words.qualifiers[kid.low]), _read(own)))
            if kid.is_verb and (kid.low in happens or kid.low in self._words.lists["carriers"]):
                return _known(_combined(told, _read(self.of(kid.number))))
        if up.low in self._words.lists["being"]:
            below = self._near.kid(up.number, "xcomp")
            if below is not None and self._near.has_to(below) and below.is_verb:
                return _known(_combined(told, _read(self.of(below.number))))
        if own in _UNREAL and self._near.is_indefinite(here):
            return _known(_combined(told, _read(_HYPOTHETICAL)))
        return _known(told)

    def _after_preposition(self, here: Word, preposition: Word, told: _Told) -> _Told | None:
        near, words = self._near, self._words
        effect = near.preposition(preposition)
        if effect is not None:
            return _known(_combined(told, _read(effect)))
        names = near.preposition_names(preposition)
        clause = here.label == "pcomp" or here.tag == "VBG"
        candidates = near.above_preposition(preposition)
        if not candidates:
            return _known(told)
        for up in candidates:
            governor = self._governor(up)
            if governor is None or governor.after.isdisjoint(names) or not governor.suits(clause=clause, named=True):
                continue
            if governor.effect is not _CONDITIONAL or near.is_in(up):
                return _combined(told, self._effect(governor, up))
        up = candidates[0]
        own = near.own(up.number)
        if tagged_noun(up) and up.low in words.lists["amounts"] and "of" in names:
            return _combined(told, _read(own))
        if up.is_verb and not names.isdisjoint(words.lists["manner"]) and (clause or near.is_indefinite(here)):
            return _combined(told, _read(own))
        if up.is_verb and not clause:
            return _known(self._if_unknown(here, own, told))
        return _known(told)

    def _beyond(self, here: Word, up: Word) -> Polarity:
        """How the verb is told, apart from what its subject or object brought in ("there was no attack")."""
        own = self._near.own(up.number)
        return _ACTUAL if own is _NEGATED and self._near.own(here.number) is _NEGATED else own

    def _if_unknown(self, here: Word, own: Polarity, told: _Told) -> _Told:
        """ "Will meet an attack" tells of none yet; "will condemn the attack" of one that was."""
        unreal = own in _UNREAL and self._near.is_indefinite(here)
        return _combined(told, _read(own)) if unreal else told

    # --- what the word above makes of it

    def _governor(self, word: Word) -> Governor | None:
        kind = "verb" if word.is_verb else "adjective" if word.tag[:1] == "J" else "noun"
        beside = self._near.beside(word.number)
        found = self._words.governor(kind, word.low, beside)
        if found is None and word.tag[:1] in ("V", "J"):
            # Parsers take "prepared" and "ready" now for the one, now for the other.
            found = self._words.governor("adjective" if word.is_verb else "verb", word.low, beside)
        return found

    def _effect(self, governor: Governor, word: Word) -> _Told:
        """What a governing word makes of the deed, its own denial, doubt and condition told."""
        if word.is_verb and governor.effect in _UNREAL and self._near.has_condition(word):
            return _read(_CONDITIONAL)
        return _stated(governor, self._near.own(word.number))

    def _opened(self, here: Word, told: _Told) -> _Told:
        """What the word that opens the clause makes of it."""
        if not here.is_verb:
            return told
        effect = self._near.opened(here.number)
        if effect is None or (told.known and effect is not _CONDITIONAL):
            return told
        return _combined(told, _read(effect))

    def _at_root(self, here: Word, told: _Told) -> _Told:
        if told.known:
            return told
        if self._near.is_question(here.number):
            return _combined(told, _read(_HYPOTHETICAL))
        return told


def _read(reading: Polarity) -> _Told:
    """A reading with what it becomes where denied: nobody says that it was by denying that it was not."""
    return _Told(reading, _HYPOTHETICAL if reading in (_NEGATED, _HYPOTHETICAL) else _NEGATED)


def _stated(governor: Governor, own: Polarity) -> _Told:
    """A governor's effect where it is itself told as ``own``."""
    if own is _NEGATED:
        return _Told(governor.undone, governor.effect)
    if own is _ACTUAL:
        return _Told(governor.effect, governor.undone)
    return _combined(_Told(governor.effect, governor.undone), _read(own))


def _known(told: _Told) -> _Told:
    return _Told(told.reading, told.denied, known=True)


def _combined(inner: _Told, outer: _Told) -> _Told:
    """What an outer word leaves of an inner reading: a condition wins, a denial turns, a thought outdoes a plan."""
    if outer.reading is _ACTUAL:
        if inner.reading is _ACTUAL and inner.denied is _NEGATED:
            return _Told(_ACTUAL, outer.denied, inner.known)
        return inner
    if _CONDITIONAL in (inner.reading, outer.reading):
        return _Told(_CONDITIONAL, _CONDITIONAL, inner.known)
    if outer.reading is _NEGATED:
        turned = outer.denied if inner.reading is _ACTUAL else inner.reading
        return _Told(inner.denied, turned, inner.known)
    if inner.reading is _NEGATED:
        return inner
    if _HYPOTHETICAL in (inner.reading, outer.reading):
        denied = outer.denied if inner.reading is _ACTUAL else inner.denied
        return _Told(_HYPOTHETICAL, denied, inner.known)
    return outer
