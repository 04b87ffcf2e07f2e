"""The words of a cue or a content as the codebook's patterns see them: lower case, short forms spelt out."""

from __future__ import annotations

import re

SENTENCE_ENDS = frozenset(".?!;:")
"""Tokens that end a clause; no pattern runs across them."""

NEGATORS = frozenset({"not", "never", "nor", "neither", "without", "hardly", "nobody", "nothing", "none"})
"""Words that turn what follows into its opposite."""

# One character class after another, never one inside another: the time is linear in the text.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’-][^\W_]+)*|[.?!;:]")
_SHORT_FORMS = (
    ("won't", "will not"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("shan't", "shall not"),
    ("n't", " not"),
    ("'re", " are"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("i'm", "i am"),
)


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one line of text."""
    return frozenset(words.split())


def words_of(text: str, limit: int | None = None) -> list[str]:
    """The lower-cased words and clause-ending marks of ``text``; ``limit`` is the number of characters looked at.

    Other punctuation, brackets and quotation marks are left out. "They'll", "can't" and the like are spelt out.
    """
    low = text[:limit].lower().replace("’", "'")
    if "'" in low or "cannot" in low:
        for short, full in _SHORT_FORMS:
            low = low.replace(short, full)
    return _TOKEN.findall(low)
