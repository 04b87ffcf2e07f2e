"""The words of ``parties.yaml``: what carries a statement, and who can be spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .inflection import plural
from .sheet import FOLDER, named_lists

_LISTS = ("written", "spoken", "outlets", "outlet_names", "platforms", "carried", "bodies", "listeners")
_INVARIABLE = ("outlet_names", "platforms", "carried", "listeners")


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Lower-case words by kind, plurals among them."""

    name: str
    version: str
    written: frozenset[str]
    spoken: frozenset[str]
    outlets: frozenset[str]
    outlet_names: frozenset[str]
    platforms: frozenset[str]
    carried: frozenset[str]
    bodies: frozenset[str]
    listeners: frozenset[str]

    def is_piece(self, words: list[str]) -> bool:
        """Whether the noun phrase is something written or spoken ("an open letter", "the evening broadcast")."""
        return _ends_in(words, self.written) or _ends_in(words, self.spoken)

    def is_outlet(self, words: list[str]) -> bool:
        """Whether the noun phrase is an outlet or a platform ("state television", "the daily Courier", "Telegram")."""
        if not words:
            return False
        named = words[-1] in self.outlet_names or words[0] in ("radio", "channel", "tv")
        described = not self.is_piece(words) and any(word in self.outlets for word in words[:-1])
        kind = _ends_in(words, self.outlets) or described
        return kind or (named and len(words) > 1) or words[-1] in self.platforms

    def can_speak(self, words: list[str]) -> bool:
        """Whether the noun phrase is a written source or an outlet, which can itself be the speaker."""
        return _ends_in(words, self.written) or self.is_outlet(words)


def _ends_in(words: list[str], known: frozenset[str]) -> bool:
    return bool(words) and (words[-1] in known or " ".join(words[-2:]) in known)


def load_party_words(path: Path) -> PartyWords:
    """Read the lists.

    Raises:
        CodebookError: if a list is missing, unknown or empty.
    """
    sheet, lists = named_lists(path, _LISTS)
    kept = {
        name: frozenset(words) if name in _INVARIABLE else frozenset(words) | {plural(word) for word in words}
        for name, words in lists.items()
    }
    return PartyWords(name=sheet.name, version=sheet.version, **kept)


@cache
def party_words() -> PartyWords:
    """The lists that ship with the codebook, checked once."""
    return load_party_words(FOLDER / "parties.yaml")
