"""One that is told as many, and some that are told as all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..codebook.claim_words import claim_words
from ..codebook.inflection import plural
from ..codebook.words import word_set
from .fault import Fault, FaultKind, Gravity
from .phrases import is_number
from .speech import Speech
from .stance import is_past
from .voiced import Voiced
from .words import Word

#: Endings of nouns that are made of verbs: what is inspected is inspected once or often.
_OF_VERBS = ("ion", "ions", "ment", "ments", "ing", "ings", "al", "als")
_SINGLE = word_set("a an one another this that")
_GENERAL = word_set("can could may might whoever anyone anybody everyone everybody nobody always never")
_ANY = word_set("any no each every neither either not")
ARTICLES = word_set("a an one the this that his her its their another any no each every")
_BEFORE_SEVERAL = ARTICLES | word_set("some many all most several few two three of by and against with from")
LITTLE = word_set("of in on at to for from by with and or but that which who was were is are has had have will would")


def numbers(one: Speech) -> Iterator[Fault]:
    """One that is told as many, and many as one."""
    for at, word in enumerate(one.words):
        if (
            word.quoted
            or (word.large and at > 0)
            or word.key.endswith(_OF_VERBS)
            or not one.stances[at].tells
            or not word.key.isalpha()
            or one.is_cue(at)
        ):
            continue
        single = _is_single(one.words, at) and not _is_of_none(one.words, at) and not _is_rate(one.words, at)
        several = not single and _is_several(one.words, at)
        if not single and not several:
            continue
        other = plural(word.key) if single else _singular(word.key)
        if other is None or (fault := _one_for_many(one, at, other, single=single)) is None:
            continue
        yield fault
        return


def _one_for_many(one: Speech, at: int, other: str, *, single: bool) -> Fault | None:
    form = one.words[at].key
    seen: Voiced | None = None
    for cited in one.cited:
        for n, word in enumerate(cited.words):
            if word.key == form:
                return None
            if word.key == other and single and _is_any(one, at, cited.words, n):
                return None
            if word.key == other and (single or _is_counted(cited.words, n)):
                seen = cited
            elif word.key == other:
                return None
    if seen is None:
        return None
    words = f"“{form}” for what the source has as “{other}” ({seen.evidence.id[:8]})"
    return one.fault(
        FaultKind.MODALITY,
        (at, at + 1),
        words,
        mending=f"write “{other}”",
        instead=None if single else other,
        cited=seen,
    )


def _is_of_none(words: Sequence[Word], at: int) -> bool:
    """Whether "a single" or "one" is said of none: "not a single vessel", of "not one of the vessels"."""
    before = tuple(word.form for word in words[max(0, at - 4) : at])
    return any(before[n : n + 2] in (("not", "a"), ("not", "one"), ("never", "a")) for n in range(len(before) - 1))


def _is_rate(words: Sequence[Word], at: int) -> bool:
    """Whether a unit only tells for what a sum is: "90 terals a day"."""
    return (
        at > 2
        and words[at - 1].form in ("a", "an", "per")
        and words[at - 2].form.endswith("s")
        and is_number(words[at - 3].form)
    )


def _is_any(one: Speech, at: int, theirs: Sequence[Word], n: int) -> bool:
    """Whether "a number" means any, for a bare plural: "anyone can stamp a number", of "numbers can be stamped"."""
    clause = one.stances[at].clause
    general = any(
        word.form in _GENERAL for word, stance in zip(one.words, one.stances, strict=True) if stance.clause == clause
    )
    first = n
    while first > 0 and not theirs[first].gap.strip() and n - first < 2 and theirs[first - 1].form not in LITTLE:
        first -= 1
    bare = not any(word.form in _BEFORE_SEVERAL or word.form[0].isdigit() for word in theirs[first:n])
    return general and bare and not (first > 0 and (theirs[first - 1].owner or theirs[first - 1].form in ARTICLES))


def _is_single(words: Sequence[Word], at: int) -> bool:
    """Whether a noun in the singular stands behind an article and before no other noun: "a boat"."""
    if words[at].key.endswith("s") or words[at].owner or _describes(words, at):
        return False
    for back in range(at - 1, max(-1, at - 4), -1):
        if words[back + 1].gap.strip() or words[back].quoted:
            return False
        if words[back].form in _SINGLE:
            return True
        if words[back].form in LITTLE or words[back].form in ARTICLES or words[back].owner:
            return False
    return False


def _describes(words: Sequence[Word], at: int) -> bool:
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.gap.strip():
        return after is not None and after.gap.strip() in ("-", "’", "'")
    little = after.form in LITTLE or after.form in ARTICLES or is_past(after.form)
    return not little and not after.form[0].isdigit()


def _is_several(words: Sequence[Word], at: int) -> bool:
    """Whether a noun in the plural stands here: "commanders", behind no verb's subject that it could be the verb of."""
    if not words[at].key.endswith("s") or words[at].key.endswith(("ss", "us", "is")) or words[at].owner:
        return False
    if at == 0:
        return len(words) > 1 and words[1].form in LITTLE and words[at].large
    before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else None
    noun = before.form in _BEFORE_SEVERAL
    adjective = before.owner or (at > 1 and words[at - 2].form in ARTICLES)
    verb_after = after is not None and (after.form in LITTLE or after.gap.strip() != "")
    return (
        (noun or adjective or after is None)
        and (after is None or verb_after)
        and before.form not in ("it", "he", "she", "who")
    )


def _singular(key: str) -> str | None:
    if key.endswith("ies") and len(key) > 5:
        return key[:-3] + "y"
    if key.endswith(("ches", "shes", "xes", "sses")):
        return key[:-2]
    return key[:-1] if len(key) > 4 else None


def _is_counted(words: Sequence[Word], at: int) -> bool:
    """Whether a singular in the source means one, and not any: not "no mine", not "mine clearance"."""
    if _describes(words, at) or words[at].owner:
        return False
    for back in range(at - 1, max(-1, at - 4), -1):
        if words[back].form in _ANY:
            return False
        if words[back].form in ("a", "an", "one", "the", "his", "her", "its", "their", "this") or words[back].owner:
            return True
        if words[back].form in LITTLE:
            return False
    return False


@cache
def _degrees() -> Mapping[str, int]:
    """Words that tell how many there are of some, with the step of each."""
    known = claim_words().degrees.items()
    return {phrase[0]: step for phrase, (family, step) in known if family == "how many" and len(phrase) == 1}


def amounts(one: Speech) -> Iterator[Fault]:
    """Some that became many, most or all."""
    degrees = _degrees()
    for at, word in enumerate(one.words):
        if word.form not in degrees or word.quoted:
            continue
        if word.form == "half" and at + 1 < len(one.words) and one.words[at + 1].form in ("of", "the", "a"):
            continue  # a share, which is checked as a number
        noun = next(
            (n for n in range(at + 1, min(at + 5, len(one.words))) if one.stances[n].tells and not one.words[n].quoted),
            None,
        )
        if noun is None or (word.form == "most" and one.words[at + 1].key.endswith(("ly", "ed", "ing"))):
            continue
        for cited in one.cited:
            if word.form in {other.form for other in cited.words} or one.stances[noun].key not in cited.keys:
                break
            if degrees[word.form] in {degrees.get(other.form) for other in cited.words}:
                break
        else:
            other = next((w.form for c in one.cited for w in c.words if w.form in degrees), None)
            if other is None and word.form in ("some", "several", "half", "few", "each", "every", "whole"):
                continue
            gravity = Gravity.ERROR if other is not None else Gravity.WARNING
            words = f"“{word.form}” is not in the source, which has {f'“{other}”' if other else 'no such word'}"
            yield one.fault(FaultKind.MODALITY, (at, at + 1), words, gravity=gravity, instead=other, cited=one.cited[0])
            return
