"""What the words around a later finding make of a deed: begun, put off, left undone; and what they share with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..store.search_words import words

_BEGUN = re.compile(
    r"\b(?:beg[iau]n(?:s|ning)?|start(?:s|ed|ing)?|partly|partial(?:ly)?|half|some of|first of)\b", re.I
)
_DROPPED = re.compile(
    r"\b(?:postpon|cancel|call(?:s|ed|ing)? off|shelv|suspend|scrap|abandon|withdr[ae]w|drop(?:s|ped|ping)\b"
    r"|back(?:s|ed)? down|put(?:s|ting)? off|no longer|went back on|goes back on|thought better)",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:refus|reject|rule[sd]? out|turn(?:s|ed)? down|declin|will not|would not|won[’']t|shall not|never will"
    r"|defi(?:ed|es|ance))",
    re.I,
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|without|yet to|still (?:not|waiting|closed|shut|open)|fail(?:s|ed)? to"
    r"|as usual|hasn[’']t|haven[’']t|isn[’']t|wasn[’']t|didn[’']t|overdue)\b",
    re.I,
)
_LATER = re.compile(r"\b(?:will|shall|would|plans? to|intends? to|is to|are to)\b", re.I)
_WHERE = re.compile(r"\s(?:at|in|on|off|near|inside|outside|within|between|along|across|around)\s", re.I)
#: A word of two letters or more, but not "I'll".
_SPOKEN = re.compile(r"\b(?!I[’'])[^\W\d_][\w’'-]+")


def says_later(text: str) -> bool:
    """Whether a text tells of what is still to come."""
    return _LATER.search(text) is not None


def says_begun(text: str) -> bool:
    """Whether a text tells of a beginning, or of a part."""
    return _BEGUN.search(text) is not None


def says_dropped(text: str) -> bool:
    """Whether a text tells that something was put off or given up."""
    return _DROPPED.search(text) is not None


def says_refused(text: str) -> bool:
    """Whether a text tells that something was refused."""
    return _REFUSED.search(text) is not None


def says_not_done(text: str) -> bool:
    """Whether a text tells of something not done."""
    return _NOT_DONE.search(text) is not None


def names_in(text: str) -> list[str]:
    """The words of a deed that begin with a capital letter, as names do; its first word is none of them."""
    found = [(one.group(), text[: one.start()]) for one in _SPOKEN.finditer(text)]
    return [word for word, before in found if word[0].isupper() and before.strip(" “\"‘'")]


def without_where(text: str) -> str:
    """A deed without the words that tell where: of "pay a toll at the upper bridge" the first three."""
    found = _WHERE.search(text)
    return text if found is None else text[: found.start()]


def phrase_in(name: str, spoken: str) -> bool:
    """Whether a name (its folded words) stands in folded words, a space between two and at both ends."""
    folded = " ".join(words(name))
    return bool(folded) and f" {folded} " in spoken


def folded(text: str) -> list[str]:
    """The folded words of a text."""
    return words(text)


def told(some: Iterable[str]) -> str:
    """Words in the order of the alphabet."""
    return ", ".join(sorted(some))
