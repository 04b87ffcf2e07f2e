"""Which types of event a deed would be, by its words alone; and whether its words tell of anything that can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..codebook.event_words import EventWord, event_words
from ..record import EventType
from ..store.search_words import stem, words


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Words that say nothing of a deed by themselves.
_EMPTY = _set(
    "a an the of to in on at by for from with without and or but nor not no never any all each both it its he his him "
    "she her they them their we us our you your i my me this that these those there here who whom whose which what "
    "when where how why be been being is are was were am do does did done have has had having will would shall should "
    "may might can could must so as than then such too very also only just more most less least out up down off over "
    "under into again once same own other another one first last next within before after until till if unless while "
    "soon later shortly said says say told tells tell nothing nobody none"
)
#: What dates are made of: a date is no part of a deed.
_DATES = _set(
    "january february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday today tomorrow yesterday tonight day days week weeks month months year years "
    "midnight noon morning evening night"
)
#: Verbs by which a deed is left open: what would be seen of them, nobody can say.
_OPEN = _set("act answer behave consider decide explore look react reply respond see seem think try way ways")
#: Words that make another verb of the one before them.
_PARTICLES = _set("up over off out back in down away")
#: Verbs of a deed that is against what the words after them name: who refuses an agreement does not agree.
_AGAINST = _set("refuse reject oppose block veto end stop halt cease cancel prevent avoid")
#: Stems of words that tell one deed: where one of them is told, the others count as told.
_ONE_DEED = tuple(map(_set, ("end stop ceas halt", "close closur", "seiz seizur", "depart departur")))
#: Words after which a deed's words tell of its occasion, or of what goes on meanwhile, and no more of the deed.
_AFTER = re.compile(r"\b(?:before|until|till|unless|while|when|once|if)\b", re.IGNORECASE)
#: How many words of a deed its verb is looked for in, and how many after it are looked at.
_VERB_WITHIN, _REACH = 3, 12


@lru_cache(maxsize=8192)
def types_of(deed: str) -> tuple[EventType, ...]:
    """The types that the codebook's words give a deed, likeliest first; none where no line fits."""
    spoken = words(without_occasion(deed))
    book = event_words()
    for at, word in enumerate(spoken[:_VERB_WITHIN]):
        rest = spoken[at + 1 : at + 1 + _REACH]
        for line in book.verbs.get(word, ()):
            if _fits(line, rest) and (line.particles or not (rest and rest[0] in _PARTICLES)):
                return line.types
    if _AGAINST.intersection(spoken[:1]):
        return ()
    for at, word in enumerate(spoken[:_REACH]):
        for line in book.nouns.get(word, ()):
            if _fits(line, [*spoken[:at], *spoken[at + 1 : at + 1 + _REACH]]):
                return line.types
    return ()


def _fits(line: EventWord, rest: list[str]) -> bool:
    """Whether what a line asks for stands near; what it asks of a sentence's build is not looked at."""
    if line.particles and not all(particle in rest for particle in line.particles):
        return False
    if line.then or line.then_any:
        return False
    if line.with_ and not line.with_.intersection(rest):
        return False
    if line.without and line.without.intersection(rest):
        return False
    return not line.after or any(
        preposition in rest and nouns.intersection(rest) for preposition, nouns in line.after.items()
    )


def without_occasion(deed: str) -> str:
    """A deed without the words that tell of its occasion: of "resign before the house votes" the first."""
    begins = (found.start() for found in _AFTER.finditer(deed) if deed[: found.start()].strip())
    return deed[: next(begins, len(deed))]


def telling(spoken: Iterable[str]) -> list[str]:
    """The words that tell something, in their order."""
    return [word for word in spoken if word not in _EMPTY and len(word) > 1]


def stems_of(text: str) -> frozenset[str]:
    """The words of a text that tell something, without their endings; those of dates left out."""
    return frozenset(stem(word) for word in telling(words(text)) if word not in _DATES and not word[0].isdigit())


def with_alike(stems: frozenset[str]) -> frozenset[str]:
    """Stems with those that tell the same deed: of "stopped" those of "ended" too."""
    return stems.union(*(some for some in _ONE_DEED if some & stems))


def spelled(text: str) -> dict[str, str]:
    """The words of a text by what they are without their endings."""
    return {stem(word): word for word in words(text)}


@lru_cache(maxsize=8192)
def unverifiable(deed: str) -> str | None:
    """Why nothing that is done could show that a deed was done, by its words (folded); ``None`` where something could.

    Conservative: one word that names a deed or a thing is enough.
    """
    spoken = telling(deed.split())
    if not spoken:
        return "its words name no deed"
    if all(word in _OPEN for word in spoken):
        return f"its words (“{' '.join(spoken)}”) do not say what would be seen of it"
    return None
