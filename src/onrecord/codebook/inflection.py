"""Regular English inflection: the written forms a lemma can take."""

from __future__ import annotations

from collections.abc import Iterable

_VOWELS = frozenset("aeiou")


def plural(noun: str) -> str:
    """The regular plural; also the third person of a verb ("deny" -> "denies")."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith("o") and noun[-2:-1] not in _VOWELS:
        return noun + "es"
    return noun + "s"


def _doubles(verb: str) -> bool:
    """Whether a verb of one syllable doubles its last letter ("slam" -> "slammed")."""
    if len(verb) < 3 or verb[-1] in "aeiouwxyh" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in verb) == 1


def _with_ending(verb: str, ending: str) -> str:
    if verb.endswith("ie") and ending == "ing":
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + ending
    if verb.endswith("ee") and ending == "ed":
        return verb[:-1] + ending
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS and ending == "ed":
        return verb[:-1] + "ied"
    if _doubles(verb):
        return verb + verb[-1] + ending
    return verb + ending


def spellings(word: str) -> tuple[str, ...]:
    """The word itself and, where it ends in -ize, -yze or -or, its other spelling."""
    for one, other in (("ize", "ise"), ("yze", "yse"), ("vor", "vour"), ("nor", "nour")):
        if word.endswith(one) and len(word) > len(one) + 1:
            return (word, word[: -len(one)] + other)
    return (word,)


def verb_forms(lemma: str, given: Iterable[str] = ()) -> frozenset[str]:
    """All forms of a verb; ``given`` forms stand in place of the regular past (an -ing form among them: of that)."""
    irregular = tuple(given)
    forms = set(irregular)
    for verb in spellings(lemma):
        forms |= {verb, plural(verb)}
        if not any(form.endswith("ing") for form in irregular):
            forms.add(_with_ending(verb, "ing"))
        if not any(not form.endswith("ing") for form in irregular):
            forms.add(_with_ending(verb, "ed"))
    return frozenset(forms)
