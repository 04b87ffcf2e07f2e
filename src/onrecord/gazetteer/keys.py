"""By what a name is found in running text: its plain key, made of a whole name or of a text's words one by one.

Both ways give the same: "Kata'ib Hizballah" and "Kataib-Hizballah" have one key, and so have "Basim al-Tezmeri", "Basim
el Tezmeri" and "Basim Tezmeri", for articles count for nothing. What differs by more than that is compared in
``likeness``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .spelling import plain_key

_OWNED = re.compile(r"['’ʼ]s(?![\w’'ʼ])", re.IGNORECASE)
#: Names whose plain key is their lower case: no marks, and no word short enough for an article.
_WITHOUT_MARKS = re.compile(r"[A-Za-z]{4,}(?: [A-Za-z]{4,})*")
#: Initials that a word follows without a space ("S.Paulo"): a text is cut there.
_INITIALS = re.compile(r"((?:\b[^\W\d_]\.)++)(?=[^\W_])")
_HYPHENS = re.compile(r"[-‑]")
#: The Arabic article where it stands as a word of its own, and its forms before the sounds it is assimilated to; "us"
#: and "un" are somebody else ("US Senate", "UN News").
ARTICLES = frozenset(("al", "el", "ul", "ol"))
ASSIMILATED = frozenset(f"{vowel}{sun}" for vowel in "aeu" for sun in ("sh", "dh", "th", *"sdnrtz")) - {"us", "un"}


@lru_cache(maxsize=1 << 16)
def parts(word: str) -> tuple[str, ...]:
    """A word of a text in lower case, cut at its hyphens and folded, without an article that hangs on it."""
    return (word,) if word.isascii() and word.isalnum() else tuple(plain_key(word).split())


def name_key(name: str) -> str:
    """The key of a name as a pack or a person writes it: without a possessive 's, as texts are read."""
    if "&" in name:
        name = name.replace("&", " ")
    return plain_key(_OWNED.sub("", name) if "'s" in name or not name.isascii() else name)


def keys_of(name: str, person: bool = False) -> tuple[str, ...]:
    """The keys that a name is filed under: one, but "A & B" is also found as "A and B", and "P.M.F" as texts are cut.

    "Al Tezmer" is found as "Tezmer" unless it is a ``person``, whose first name Al may be.
    """
    if _WITHOUT_MARKS.fullmatch(name):
        return (name.lower(),)
    key = name_key(name)
    if person and " " not in key and name[:3].lower() == "al ":
        key = f"al {key}"
    if "&" in name or "." in name:
        keys = (key, plain_key(name), name_key(_INITIALS.sub(r"\1 ", name)))
        return tuple(dict.fromkeys(one for one in keys if one and one not in ARTICLES))
    return (key,) if key and key not in ARTICLES else ()


def stretch(word: str, before: int, after: int) -> tuple[int, int]:
    """Which characters of ``word`` remain when its first ``before`` and its last ``after`` parts are left out."""
    if not before and not after:
        return 0, len(word)
    cuts = [0, *(at for mark in _HYPHENS.finditer(word) for at in mark.span()), len(word)]
    pieces = list(zip(cuts[::2], cuts[1::2], strict=True))
    wanted = list(parts(word.lower()))
    placed: list[tuple[int, int]] = []
    for begin, end in reversed(pieces):
        if wanted and plain_key(word[begin:end]) == wanted[-1]:
            placed.insert(0, (begin, end))
            wanted.pop()
    if wanted or before + after >= len(placed):
        return 0, len(word)
    return (placed[before][0] if before else 0), (placed[-1 - after][1] if after else len(word))
