"""The words of a statement as two reports of it are compared by them: stems, numbers, and whether it says no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise


def _words(listed: str) -> list[str]:
    return listed.split()


#: Words that two statements share by chance.
COMMON = frozenset(
    _words(
        """
    a an the this that these those such same and or but nor so yet if whether than then as of in on at by for
    from to into onto with within without about over under after before during between among against through
    until since upon off out up down near is are was were be been being am do does did doing done has have had
    having will would shall should can could may might must ought not no never none nothing nobody it its he his
    him she her hers they them their theirs we us our ours you your yours i me my mine who whom whose which what
    when where why how there here all any both each every either neither one some other another many much more
    most less least few own very too also only just even still already again once ever now today yesterday
    tomorrow tonight well said says say told tell saying s t d ll re ve m don didn doesn isn aren wasn weren won
    wouldn couldn shouldn hasn haven hadn because while though although however back way make made makes take
    took taken get got go went gone come came let put set
    """
    )
)
#: What turns a sentence round.
DENYING = frozenset(
    _words(
        """
    not no never none nothing nobody nowhere neither nor without cannot refuse refused denied
    """
    )
)
_SHORT_DENIALS = frozenset(
    _words(
        """
    don didn doesn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn can mustn needn
    """
    )
)
_COUNTING = {
    word: str(number)
    for number, word in enumerate(
        _words(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
    """
        )
    )
} | {
    word: str(10 * number)
    for number, word in enumerate(
        _words(
            """
    thirty forty fifty sixty seventy eighty ninety hundred
    """
        ),
        3,
    )
}
MONTHS = frozenset(
    _words(
        """
    january february march april may june july august september october november december
    """
    )
) - {
    "may",
    "march",
}
WEEKDAYS = frozenset(
    _words(
        """
    monday tuesday wednesday thursday friday saturday sunday
    """
    )
)
_ORDINALS = ("st", "nd", "rd", "th")
#: Endings that are taken off, the longest first; what is left has four letters or more.
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ions",
    "ion",
    "ers",
    "er",
    "ed",
    "es",
    "s",
    "e",
    "y",
)


@lru_cache(maxsize=1 << 15)
def stem(form: str) -> str:
    """A word without its ending, roughly: "inspection" and "inspect" have one stem. A number is itself."""
    if form[0].isdigit():
        return number_of(form) or form
    if form in _COUNTING:
        return _COUNTING[form]
    short = form.replace("our", "or") if len(form) > 5 else form  # harbour, harbor
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= 4:
            return short[: -len(ending)]
    return short


def number_of(form: str) -> str | None:
    """The number that a word is, in digits: "25th", "forty"; ``None`` if it is none."""
    if form[0].isdigit():
        bare = form[:-2] if form.endswith(_ORDINALS) and form[:-2].isdigit() else form
        return bare.lstrip("0") or "0"
    return _COUNTING.get(form) if form != "one" else None


def telling(forms: Iterable[str]) -> frozenset[str]:
    """The stems of the words that tell what is said."""
    return frozenset(stem(form) for form in forms if form not in COMMON and (len(form) > 1 or form[0].isdigit()))


def says_no(forms: Sequence[str]) -> bool:
    """Whether the words deny; two denials are none."""
    count = sum(form in DENYING for form in forms)
    count += sum(one in _SHORT_DENIALS and other == "t" for one, other in pairwise(forms))
    return count % 2 == 1
