"""Whether a name is also a common English word, so that a text that has the word need not have the name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("common_words.txt")
#: Endings of words, and what the basic form has in their place.
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("ly", ""),
)


@cache
def _common() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_common(key: str) -> bool:
    """Whether a name with this key is one word of English that anybody may write: "guard", "times", "us"."""
    if not key.isascii() or not key.isalpha():
        return False
    common = _common()
    if key in common:
        return True
    bases = (key[: -len(end)] + instead for end, instead in _ENDINGS if key.endswith(end) and len(key) > len(end) + 2)
    return any(base in common for base in bases)
