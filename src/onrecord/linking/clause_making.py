"""Words to clauses: where one ends, who is named in it, and which of its words deny, hedge or count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from ..codebook.claim_words import Phrase, Sense, claim_words
from ..record import MentionForm, Span, SpeechAct
from .clause_words import Named, Token, mark, ours_words, parts_of, tokens_of
from .clauses import Clause, Denied, Mood, Sort, Unit, When
from .quantities import Quantity, quantities
from .said_words import COMMON, stem

_T = TypeVar("_T")
#: What little words weigh, names that only describe, those that something is of, and telling words.
LIGHT, BESIDE, BELONGS, FULL = 0.3, 0.4, 0.7, 1.0
#: Acts that hold out what will be.
_FUTURE = frozenset((SpeechAct.PROMISE, SpeechAct.THREATEN, SpeechAct.WARN))
#: What begins a key of somebody who is known, or a place; other keys are words.
KNOWN = "#=@"
#: Letters that are left of a word without its ending.
_SHORTEST = 3
#: The sense of a verb that denies the one in -ing after it.
_STOPPED = "begin/end", -1
#: A mine is more often laid than "mine".
_LITTLE = COMMON - {"mine"}
#: Who is spoken of, where the text tells who that is, and who speaks.
_THEY = frozenset(("he", "she", "they", "him", "them"))
_SPEAKS = frozenset(("we", "i"))
#: Words that show that a content names no doer: it is the speaker's ("denied having known").
_NO_DOER = frozenset(("any", "having", "to", "every", "all", "responsibility", "being"))


def clauses(
    text: str,
    pieces: Sequence[Span],
    named: Sequence[tuple[Span, Named]],
    times: Sequence[tuple[Span, When]],
    act: SpeechAct,
    ours: frozenset[str],
    longest: int,
) -> list[Clause]:
    """The clauses of a content, in their order; those that only set a condition are left out."""
    tokens = tokens_of(text, pieces, longest)
    mark(tokens, named, times)
    parts = list(parts_of(tokens))
    made = [(_Making(part, act, ours).clause(), opener) for part, opener in parts if part]
    beside = frozenset(key for clause, _ in made for unit in clause.units for key in unit.keys)
    found = []
    for clause, opener in made:
        if opener == "condition" or clause.weight < FULL:
            continue
        own = frozenset(key for unit in clause.units for key in unit.keys)
        found.append(replace(clause, free=clause.free | (beside - own)))
    return found


@lru_cache(maxsize=1 << 14)
def root(form: str) -> str:
    """A word without its ending, of a short one too ("pays" and "paid" are "pay")."""
    base = claim_words().bases.get(form, form)
    found = stem(base)
    if found == base and not base.endswith("ss"):
        for ending in ("ing", "ed", "es", "s"):
            if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST:
                return base[: -len(ending)]
    return found


class _Making:
    """One clause in the making."""

    def __init__(self, tokens: Sequence[Token], act: SpeechAct, ours: frozenset[str]) -> None:
        self.tokens, self.act, self.ours = tokens, act, ours
        self.words = claim_words()
        self.forms = [token.form for token in tokens]
        self.units: list[Unit] = []
        self.denials: list[Denied] = []
        self.degrees: dict[str, tuple[int, str]] = {}
        self.pending: str | None = None
        self.in_denied = False

    def clause(self) -> Clause:
        taken = self._skipped()
        counted = self._quantities(taken)
        for quantity in counted:
            taken.update(range(quantity.begin, quantity.end))
        at = 0
        while at < len(self.tokens):
            at = self._step(at, taken)
        if self.pending is not None:
            self.denials.append(Denied(self.pending))
        times = tuple(dict.fromkeys(token.when for token in self.tokens if token.when is not None))
        free = frozenset(key for key in self.ours if key[0] in KNOWN)
        if self.forms and (self.forms[0] in _NO_DOER or self.forms[0].endswith("ing")) and self.ours:
            self.units.insert(0, Unit(self.ours, "", FULL, Sort.OURS))
            self.denials = [replace(one, units=tuple(unit + 1 for unit in one.units)) for one in self.denials]
        return Clause(
            tuple(self.units),
            tuple(self.denials),
            tuple(counted),
            times,
            self.degrees,
            self._mood(),
            self._is_past(),
            bool(self.denials) and self._has("general"),
            free,
            self._doer(),
        )

    def _skipped(self) -> set[int]:
        """Words that are part of a time, or only look like a denial."""
        taken = {at for at, token in enumerate(self.tokens) if token.when is not None}
        for phrase in self.words.of("no_negators"):
            for at in range(len(self.forms) - len(phrase) + 1):
                if tuple(self.forms[at : at + len(phrase)]) == phrase:
                    taken.update(
                        n for n in range(at, at + len(phrase)) if self.forms[n] not in ("more", "less", "than")
                    )
        return taken

    def _quantities(self, taken: set[int]) -> list[Quantity]:
        units = ["" if at in taken else self._counted(at) for at in range(len(self.forms))]
        forms = ["" if at in taken else form for at, form in enumerate(self.forms)]
        found = quantities([form or "-" for form in forms], [token.gap for token in self.tokens], units)
        return [one for one in found if not taken & set(range(one.begin, one.end))]

    def _counted(self, at: int) -> str:
        form = self.forms[at]
        if form in _LITTLE or form.isdigit() or self.tokens[at].is_full:
            return ""
        _, sense = self._sense(at)
        return sense.key if sense else root(form)

    def _sense(self, at: int) -> tuple[int, Sense | None]:
        """The longest phrase from here that has a sense, and how many words it has."""
        return _longest(self.words.senses, self.forms, at, self.words.longest)

    def _step(self, at: int, taken: set[int]) -> int:
        token = self.tokens[at]
        self.in_denied = self.in_denied and token.gap.strip() in ("", "-")
        if at in taken:
            return at + 1
        if not token.is_full:
            if (size := self._denial(at)) or (size := self._degree(at)):
                return at + size
            if token.form in ours_words():
                if self.ours:
                    self._add(Unit(self.ours, token.form, FULL if token.form in _SPEAKS else BESIDE, Sort.OURS))
                return at + 1
        return self._word(at)

    def _denial(self, at: int) -> int:
        if (self.forms[at],) in self.words.of("short_negators") and self.forms[at + 1 : at + 2] == ["t"]:
            self.denials.append(Denied(f"{self.forms[at]}'t"))
            return 2
        whole = _longest_of(self.words.of("negators"), self.forms, at)
        of_noun = _longest_of(self.words.of("noun_negators"), self.forms, at)
        if of_noun > whole:
            self.pending = " ".join(self.forms[at : at + of_noun])
        elif whole:
            self.denials.append(Denied(" ".join(self.forms[at : at + whole])))
        return max(whole, of_noun)

    def _degree(self, at: int) -> int:
        if self.pending is not None:
            return 0
        size, found = _longest(self.words.degrees, self.forms, at, self.words.longest)
        if found is not None:
            family, step = found
            self.degrees.setdefault(family, (step, " ".join(self.forms[at : at + size])))
        return size if found is not None else 0

    def _word(self, at: int) -> int:
        token = self.tokens[at]
        if token.is_full:
            if token.is_head and token.named:
                self._add(self._name(at))
            return at + 1
        size, sense = self._sense(at)
        form = token.form
        if sense is not None and (sense.key, sense.sign) == _STOPPED and self._goes_on(at + size):
            self.denials.append(Denied(" ".join(self.forms[at : at + size])))
            return at + size
        if sense is None:
            if form in _THEY and token.named:
                self._add(Unit(frozenset(key for one in token.named for key in one.keys), form, BESIDE, Sort.NAME))
                return at + 1
            if form == "you":
                self._add(Unit(frozenset(("you",)), form, BESIDE, Sort.NAME))
                return at + 1
            if self._tells_nothing(form):
                self.in_denied = False
                return at + 1
            sense, size = Sense(root(form)), 1
        loose = () if token.named else (f"~{sense.key}",)
        keys = frozenset((sense.key, root(form), *loose, *(key for one in token.named for key in one.keys)))
        light = (form,) in self.words.of("light") and not token.named
        sort = Sort.NAME if token.large and not light else Sort.WORD
        words = " ".join(self.forms[at : at + size])
        self._add(Unit(keys, words, LIGHT if light else FULL, sort, sense.sign, follows=sense.follows))
        return at + size

    def _tells_nothing(self, form: str) -> bool:
        listed = any((form,) in self.words.of(name) for name in ("wrappers", "general"))
        return form in _LITTLE or len(form) < 2 or listed

    def _goes_on(self, at: int) -> bool:
        """Whether a verb in -ing stands here: who stops boarding ships boards them no longer."""
        return at < len(self.forms) and self.forms[at].endswith("ing") and len(self.forms[at]) > 5

    def _name(self, at: int) -> Unit:
        token = self.tokens[at]
        names = [
            one for one in token.named if one.form in (MentionForm.NAME, MentionForm.ACRONYM, MentionForm.ADJECTIVE)
        ]
        keys = frozenset(key for one in token.named for key in one.keys)
        is_place = all(one.is_place for one in names)
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        owner = following is not None and following.form == "s" and following.gap in ("'", "’")
        first = self._first(at)
        beside = owner or all(one.form is MentionForm.ADJECTIVE for one in names)
        belongs = "of" in self.forms[max(0, first - 2) : first] and not is_place
        weight = BESIDE if beside else BELONGS if belongs else FULL
        sort = Sort.PLACE if is_place else Sort.NAME
        return Unit(keys, " ".join(self.forms[first : at + 1]), weight, sort, 0, beside or belongs)

    def _first(self, at: int) -> int:
        while at > 0 and self.tokens[at - 1].is_full and not self.tokens[at - 1].is_head:
            at -= 1
        return at

    def _add(self, unit: Unit) -> None:
        if self.pending is not None and not unit.beside:
            self.denials.append(Denied(self.pending, (len(self.units),)))
            self.pending, self.in_denied = None, True
        elif self.in_denied:
            last = self.denials[-1]
            self.denials[-1] = replace(last, units=(*last.units, len(self.units)))
        self.units.append(unit)

    def _has(self, name: str) -> bool:
        return any(_longest_of(self.words.of(name), self.forms, at) for at in range(len(self.forms)))

    def _mood(self) -> Mood:
        if self.act is SpeechAct.ASK:
            return Mood.ASKED
        orders = self.forms[:1] == ["do"] or tuple(self.forms[:2]) == ("don", "t")
        if self.act is SpeechAct.DEMAND or orders or self._has("must"):
            return Mood.MUST
        if self.act in _FUTURE or self._has("will"):
            return Mood.WILL
        return Mood.CAN if self._has("can") else Mood.FACT

    def _is_past(self) -> bool:
        return self._has("past") or any(
            form in self.words.past_forms or (form.endswith("ed") and len(form) > 4) for form in self.forms
        )

    def _doer(self) -> int | None:
        """The first that is named or speaks; the one after "by", if there is one."""
        who = [at for at, unit in enumerate(self.units) if unit.sort in (Sort.NAME, Sort.OURS) and not unit.beside]
        if "by" in self.forms and len(who) > 1:
            return None
        return who[0] if who else None


def _longest_of(phrases: frozenset[Phrase], forms: Sequence[str], at: int) -> int:
    """How many words the longest of some phrases has that begins here."""
    return next(
        (size for size in range(5, 0, -1) if tuple(forms[at : at + size]) in phrases and at + size <= len(forms)), 0
    )


def _longest(known: Mapping[Phrase, _T], forms: Sequence[str], at: int, longest: int) -> tuple[int, _T | None]:
    """What the longest phrase is that begins here, and how many words it has; 0 if there is none."""
    for size in range(min(longest, len(forms) - at), 0, -1):
        if (found := known.get(tuple(forms[at : at + size]))) is not None:
            return size, found
    return 0, None
