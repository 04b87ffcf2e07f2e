"""Which known names are worth comparing with one that is spelt otherwise: they sound alike, or share a word."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from .keys import name_key
from .spelling import sound_keys

_Name = TypeVar("_Name", bound=Hashable)
#: A word that more names have than this tells little; and so many names are compared at most.
_COMMON, _MOST = 60, 240


class SoundIndex(Generic[_Name]):
    """Names by how they sound in any script that ``spelling`` knows and, with ``words``, by their words."""

    __slots__ = ("_by_sound", "_by_word")

    def __init__(self, names: Iterable[tuple[_Name, str]], *, words: bool = True) -> None:
        self._by_sound: dict[str, list[_Name]] = {}
        self._by_word: dict[str, list[_Name]] = {}
        for number, name in names:
            for key in sound_keys(name):
                self._by_sound.setdefault(key, []).append(number)
            for word in set(name_key(name).split()) if words else ():
                self._by_word.setdefault(word, []).append(number)

    def near(self, name: str) -> list[_Name]:
        """The names to compare ``name`` with, each once: first those that sound alike."""
        found = [number for key in sound_keys(name) for number in self._by_sound.get(key, ())]
        shared = [numbers for word in name_key(name).split() if len(numbers := self._by_word.get(word, [])) <= _COMMON]
        found += [number for numbers in sorted(shared, key=len) for number in numbers]
        return list(dict.fromkeys(found))[:_MOST]
