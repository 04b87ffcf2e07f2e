"""Claims of a sentence that something is new, had not happened, or had happened before: who, what, to whom, since when.

By patterns over words, without a tagger: what is not one of them is no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..record import SpeechAct
from .own_words import STOPS, OwnWords


class Claimed(StrEnum):
    """What is claimed."""

    FIRST = "first"
    """It had not happened before."""
    SINCE = "since"
    """It had not happened since a day."""
    AGAIN = "again"
    """It had happened before."""
    MORE = "more"
    """It had happened since a day."""
    NOTHING = "nothing"
    """Nothing earlier was read to compare it with."""


class Deed(StrEnum):
    """What was done, beside the acts of speech."""

    DEMAND = "demand"
    """The same was demanded."""
    NAMED = "named"
    SAID = "said"
    OTHER = "other"
    """What the desk looks for in nothing that was said."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: the places of its own words, and of those that name who did it, and to whom; ``None`` where it does not
    say. ``since`` is the place of the word that a day follows.
    """

    kind: Claimed
    begin: int
    end: int
    who: range | None = None
    deed: SpeechAct | Deed | None = None
    whom: range | None = None
    since: int | None = None


_STEMS: dict[str, SpeechAct | Deed] = {
    "accus": SpeechAct.ACCUSE,
    "blam": SpeechAct.ACCUSE,
    "threaten": SpeechAct.THREATEN,
    "warn": SpeechAct.WARN,
    "condemn": SpeechAct.CONDEMN,
    "denounc": SpeechAct.CONDEMN,
    "prais": SpeechAct.PRAISE,
    "commend": SpeechAct.PRAISE,
    "reject": SpeechAct.REJECT,
    "demand": SpeechAct.DEMAND,
    "promis": SpeechAct.PROMISE,
    "pledg": SpeechAct.PROMISE,
    "nam": Deed.NAMED,
    "mention": Deed.NAMED,
}
_ENDINGS = ("", "e", "s", "es", "ed", "ing")
#: Verbs of which it is looked for whether it was done before, in all forms.
VERBS = {stem + end: deed for stem, deed in _STEMS.items() for end in _ENDINGS if stem + end not in ("nam", "accus")}
NOUNS = {
    "accusation": SpeechAct.ACCUSE,
    "threat": SpeechAct.THREATEN,
    "warning": SpeechAct.WARN,
    "condemnation": SpeechAct.CONDEMN,
    "praise": SpeechAct.PRAISE,
    "rejection": SpeechAct.REJECT,
    "demand": SpeechAct.DEMAND,
    "promise": SpeechAct.PROMISE,
    "pledge": SpeechAct.PROMISE,
}
NOUNS |= {f"{noun}s": deed for noun, deed in NOUNS.items()}
_AUX = frozenset(("had", "has", "have", "hadn't", "hasn't", "haven't"))
_NOT = frozenset(("not", "never", "hadn't", "hasn't", "haven't", "wasn't", "isn't", "hardly"))
_BE = frozenset(("was", "were", "been", "is", "are", "be", "being"))
NOBODY = frozenset(("nobody", "none"))
_BEFORE = frozenset(("previously", "hitherto"))
#: Behind these "before" only tells which: "the day before".
_LENGTHS = frozenset(("day", "night", "evening", "morning", "week", "month", "year", "hour"))
#: Words that end whom it is done to.
_ENDS = frozenset(("before", "since", "previously", "hitherto", *STOPS))
_ANYTHING = frozenset(("anything", "something", "things"))
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "his", "her", "its", "their", "which", "date"))
_TIMES = frozenset(
    ("day", "days", "week", "weeks", "month", "months", "year", "years", "half", "moment", "hour", "quarter")
)


def claims(words: OwnWords) -> Iterator[Claim]:
    """The claims of a sentence, in no order; a word is part of one."""
    used: set[int] = set()
    for find in (_first_time, _had, _turned, _first_to, _no_earlier, _unprecedented):
        for one in find(words):
            if not used.intersection(range(one.begin, one.end)):
                used.update(range(one.begin, one.end))
                yield one


def _first_time(words: OwnWords) -> Iterator[Claim]:
    forms = words.forms
    for at in range(len(forms) - 1):
        if not words.has(at, "first", "time"):
            continue
        begin = at - 1 if at and forms[at - 1] in ("the", "a", "its", "his", "her", "their") else at
        before = [form for form in forms[max(0, at - 4) : at] if form not in STOPS]
        again = any(form in _NOT for form in before)
        since = at + 2 if words.has(at + 2, "since") else None
        kind = Claimed.AGAIN if again else Claimed.FIRST if since is None else Claimed.SINCE
        who, deed, whom = _told_of(words, at)
        yield Claim(kind, begin, at + 2, who, deed, whom, since)


def _told_of(words: OwnWords, at: int) -> tuple[range | None, SpeechAct | Deed | None, range | None]:
    """What was the first time: the clause after it, or the one that "for the first time" stands in."""
    forms = words.forms
    clause = words.clause(at)
    after = next((n + 1 for n in range(at + 2, clause.stop) if forms[n] in ("that", "when")), None)
    if after is None and clause.stop < len(forms) and forms[clause.stop] == ":":
        after = clause.stop + 1
    if after is not None:
        return _done(words, range(after, words.clause(after).stop if after < len(forms) else after))
    if "for" in forms[max(0, at - 2) : at]:
        left = _done(words, range(clause.start, at - 2))
        if left[1] is not Deed.OTHER:
            return left
        return _done(words, range(clause.start, clause.stop))
    return _done(words, range(at + 2, clause.stop))


def _had(words: OwnWords) -> Iterator[Claim]:
    """What somebody had, or had not, done before, or since."""
    forms = words.forms
    for at, form in enumerate(forms):
        if form not in _AUX:
            continue
        clause = words.clause(at)
        opens = next((n for n in clause if forms[n] == "that" and n < at), clause.start - 1) + 1
        if "whether" in forms[clause.start : at] or "if" in forms[clause.start : at]:
            continue
        end = clause.stop
        never = words.has(at - 2, "never", "before") if at >= 2 else False
        ahead = at >= 1 and forms[at - 1] == "before" and opens == at - 1
        since = next((n for n in range(at + 1, end) if forms[n] == "since"), None)
        not_since = at >= 2 and words.has(opens, "not", "since")
        nobody = any(forms[n] in NOBODY or words.has(n, "no", "one") for n in range(opens, at))
        negative = never or not_since or nobody or form in _NOT or forms[at + 1 : at + 2] in (("not",), ("never",))
        before = never or ahead or any(_is_before(forms, n, end) for n in range(at + 1, end))
        if never or not_since or ahead:
            who, deed, whom = _done(words, range(at + 1, end))
        else:
            who, deed, whom = _done(words, range(opens, end), at)
        if not_since:
            since = opens + 1
        told = any(words.has(n, "first", "time") for n in clause)
        # What is bounded by what was read is a claim, though its "before" was lost.
        before = before or (words.read and since is None and deed is not Deed.OTHER and not told)
        if since is not None and not before and deed is Deed.OTHER and not words.bounded:
            # "It had not rained since March" is no matter of what was said.
            continue
        if since is None and not before:
            continue
        begin = at - 2 if never else opens if not_since else at - 1 if ahead else at
        stop = at + 2 if forms[at + 1 : at + 2] in (("not",), ("never",)) else at + 1
        if nobody and not (never or not_since):
            begin = next(n for n in range(opens, at) if forms[n] in NOBODY or words.has(n, "no", "one"))
        kinds = (Claimed.SINCE, Claimed.MORE) if since is not None else (Claimed.FIRST, Claimed.AGAIN)
        yield Claim(kinds[0] if negative else kinds[1], begin, stop, who, deed, whom, since)


def _is_before(forms: tuple[str, ...], at: int, end: int) -> bool:
    """Whether "before" at a place stands alone, with nothing before which it was: no "the day before"."""
    if at > 1 and forms[at - 1].removesuffix("s") in _LENGTHS:
        return False
    if forms[at] in _BEFORE:
        return True
    return forms[at] == "before" and (at + 1 >= end or forms[at + 1] in (",", "and", "but", "or", "now", "then"))


def _turned(words: OwnWords) -> Iterator[Claim]:
    forms = words.forms
    for at in range(len(forms)):
        if words.has(at, "nothing", "earlier", "by") or words.has(at, "nothing", "earlier", "from"):
            yield Claim(Claimed.NOTHING, at, at + 3)
        if words.has(at, "never", "before") and not any(form in _AUX for form in forms[at + 2 : at + 3]):
            # "Never before have" is told of above; "has never before threatened" too.
            aux = forms[at - 1 : at] if at else ()
            if not any(form in _AUX for form in aux):
                yield Claim(Claimed.FIRST, at, at + 2, *_done(words, words.clause(at)))


def _first_to(words: OwnWords) -> Iterator[Claim]:
    forms = words.forms
    for at, form in enumerate(forms):
        if form != "first" or words.has(at + 1, "time"):
            continue
        if (noun := _noun(forms, at + 1, 2)) is not None and forms[at - 1 : at] != ("at",):
            who, whom = _of_noun(words, noun + 1)
            # "His first threat": whose it is stands before.
            yield Claim(Claimed.FIRST, at, noun + 1, who or _owner(words, at), NOUNS[forms[noun]], whom)
            continue
        to = next((n for n in range(at + 1, min(len(forms), at + 4)) if forms[n] == "to"), None)
        if to is None or to + 1 >= len(forms) or forms[at - 1 : at] == ("at",):
            continue
        between = forms[at + 1 : to]
        stops = any(one in STOPS or one == "," or one in _TIMES or one in _AUX for one in between)
        if stops or forms[to + 1] in _DETERMINERS or not forms[to + 1].isalpha() or forms[at - 1 : at] != ("the",):
            continue
        _, deed, whom = _done(words, range(to + 1, words.clause(to).stop), to + 1)
        anybody = not between or between[0] in ("person", "one", "body", "anyone", "man", "woman")
        yield Claim(Claimed.FIRST, at, to + 1, None, deed if anybody else Deed.OTHER, whom)


def _no_earlier(words: OwnWords) -> Iterator[Claim]:
    forms = words.forms
    for at in range(len(forms) - 2):
        if forms[at] != "no" or forms[at + 1] not in ("earlier", "previous", "prior"):
            continue
        noun = _noun(forms, at + 2, 1)
        if noun is None and forms[at + 2] in ("than", "version"):
            continue
        who, whom = _of_noun(words, (noun or at + 2) + 1)
        yield Claim(Claimed.FIRST, at, at + 3, who, NOUNS[forms[noun]] if noun is not None else Deed.OTHER, whom)


def _unprecedented(words: OwnWords) -> Iterator[Claim]:
    for at, form in enumerate(words.forms):
        if form == "unprecedented":
            yield Claim(Claimed.FIRST, at, at + 1, None, None, None)
        elif words.has(at, "without", "precedent"):
            yield Claim(Claimed.FIRST, at, at + 2, None, None, None)


def _noun(forms: tuple[str, ...], begin: int, most: int) -> int | None:
    """Where a noun for an act of speech stands within a few words."""
    return next((n for n in range(begin, min(len(forms), begin + most)) if forms[n] in NOUNS), None)


def _of_noun(words: OwnWords, begin: int) -> tuple[range | None, range | None]:
    """By whom, and against whom: "a threat by X against Y"."""
    forms, end = words.forms, words.clause(begin - 1).stop
    who = whom = None
    for at in range(begin, end):
        if forms[at] in ("by", "from"):
            who = range(at + 1, _until(forms, at + 1, end, ("against", "to", "of", "at", "towards", ",")))
        elif forms[at] in ("against", "to", "of", "towards") and whom is None:
            whom = range(at + 1, _until(forms, at + 1, end, ("by", "from", "before", "since", ",")))
    return who, whom


def _owner(words: OwnWords, at: int) -> range | None:
    if at and words.forms[at - 1] in ("its", "his", "her", "their", "the"):
        return None if words.forms[at - 1] == "the" else range(at - 1, at)
    begin = next((n + 1 for n in range(at - 1, -1, -1) if words.forms[n] in (*STOPS, ",")), 0)
    return range(begin, at) if at and words.forms[at - 1].endswith(("'s", "s'")) else None


def _until(forms: tuple[str, ...], begin: int, end: int, ends: tuple[str, ...]) -> int:
    return next((n for n in range(begin, end) if forms[n] in ends), end)


def _done(
    words: OwnWords, clause: range, verb_from: int | None = None
) -> tuple[range | None, SpeechAct | Deed | None, range | None]:
    """Who did what to whom in a clause; from a place on, if the verb is known to stand after it."""
    forms = words.forms
    begin = verb_from if verb_from is not None else clause.start
    for at in range(begin, clause.stop):
        deed = VERBS.get(forms[at])
        asked = forms[at] in ("ask", "asks", "asked") and forms[at + 1 : at + 2] in (
            ("for",),
            ("anything",),
            ("something",),
        )
        said = forms[at] in ("say", "says", "said") and forms[at + 1 : at + 2] in (("this",), ("so",))
        if deed is None and not asked and not said:
            continue
        doer: range | None = range(clause.start, next((n for n in range(clause.start, at) if forms[n] in _AUX), at))
        if at and forms[at].endswith("ed") and any(form in _BE for form in forms[max(clause.start, at - 2) : at]):
            by = next((n for n in range(at, clause.stop) if forms[n] == "by"), None)
            doer = None if by is None else range(by + 1, _until(forms, by + 1, clause.stop, (*_ENDS, ",")))
            be = next(n for n in range(clause.start, at) if forms[n] in _BE or forms[n] in _AUX)
            return doer, deed, range(clause.start, be)
        return doer, *_to_whom(words, at, clause.stop, deed)
    return None if verb_from is None else range(clause.start, verb_from), Deed.OTHER, None


def _to_whom(
    words: OwnWords, verb: int, end: int, deed: SpeechAct | Deed | None
) -> tuple[SpeechAct | Deed, range | None]:
    forms, at = words.forms, verb + 1
    if forms[verb].startswith("sa"):
        return Deed.SAID, None
    if forms[verb].startswith("ask"):
        deed = SpeechAct.DEMAND
    if forms[at : at + 1] == ("for",):
        return Deed.DEMAND, None
    if forms[at : at + 1] and forms[at] in _ANYTHING:
        at += 2 if forms[at + 1 : at + 2] in (("of",), ("to",), ("from",)) else 1
    elif deed is SpeechAct.DEMAND:
        return Deed.DEMAND, None
    return deed or Deed.OTHER, range(at, next((n for n in range(at, end) if forms[n] in _ENDS), end))
