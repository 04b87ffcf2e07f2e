"""What an entity is found by: keys of its names as they are written and as they sound, in any script.

======  ================================================================================================================
``n:``  the whole name as it is written: case, accents, apostrophes, hyphens and articles count for nothing
``s:``  the whole name as it sounds: transliterations of one name share such a key
``x:``  the sound of its first or last word, with where the other end begins: names that differ in one word share one
``l:``  the sound of a person's last word: what a short form of the name shares with the whole
======  ================================================================================================================

A key that very many entities have tells nothing: after ``MOST`` no further one is filed under it, and a look-up passes
it over. So what a look-up costs does not grow with the desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..gazetteer.keys import keys_of, name_key
from ..gazetteer.name_words import Kind, name_words
from ..gazetteer.spelling import sound_keys
from ..record import ActorKind

#: So many entities are filed under one key at most.
MOST = 60
#: Longer names are cut before they are made keys of, in characters.
LONGEST = 200
#: A single word has a key by its sound only if it has so many consonants.
_CONSONANTS = 3
_SOUNDS = 4


@lru_cache(maxsize=1 << 15)
def name_keys(name: str, person: bool) -> tuple[str, ...]:
    """The keys that a name is filed and looked up under, the most telling first; none for a name of no letters."""
    name = name[:LONGEST]
    keys = [f"n:{key}" for key in keys_of(name, person=person)]
    words, bare = _bare(name)
    heard = (*sound_keys(name)[:_SOUNDS], *(sound_keys(bare)[:_SOUNDS] if bare else ()))
    if len(words) < 2:
        keys += [f"s:{sound}" for sound in heard if len(sound) >= _CONSONANTS]
        return tuple(dict.fromkeys(keys + _last(words, person)))
    keys += [f"s:{sound}" for sound in heard]
    first, last = sound_keys(words[0])[:1], sound_keys(words[-1])[:1]
    if first and last:
        keys += [f"x:{first[0]}-{last[0][:1]}", f"x:{first[0][:1]}-{last[0]}"]
    return tuple(dict.fromkeys(keys + _last(words, person)))


def keys_of_names(names: Iterable[str], kind: ActorKind) -> tuple[str, ...]:
    """The keys of all these names, each once."""
    person = kind is ActorKind.PERSON
    return tuple(dict.fromkeys(key for name in names for key in name_keys(name, person)))


def _bare(name: str) -> tuple[list[str], str | None]:
    """The words of a name without titles before it, and the name of them where there are some."""
    words = name_key(name).split()
    kinds = [word.kind for word in name_words(name)]
    titles = next((at for at, kind in enumerate(kinds) if kind is not Kind.TITLE), 0)
    if not titles or titles >= len(words):
        return words, None
    return words[titles:], " ".join(words[titles:])


def _last(words: list[str], person: bool) -> list[str]:
    if not person or not words:
        return []
    return [f"l:{sound}" for sound in sound_keys(words[-1])[:1] if len(sound) >= _CONSONANTS]
