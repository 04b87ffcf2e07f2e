"""How times are written: patterns over the sorts of tokens, tried in order at every place of a sentence.

A pattern is written in the names of sorts (``time_words.yaml``'s roles and sections) and of ``PARTS``, with ``?``,
``*`` (a few times), ``|`` and brackets as in regular expressions. The first rule that fits wins, so longer forms stand
before shorter ones; where its reader declines, the next one that fits is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .lexicon import OTHER, lexicon

#: Names for pieces that several rules share; each may use those above it.
PARTS: dict[str, str] = {
    "ordinal": "(order|second)",
    "cardinal": "(a? word (dash? word)* | (day|number|yyyy) decimal? | decimal)",
    "count": "cardinal (and a? half)?",
    "some": "(a? few | couple)",
    "anyunit": "(unit|units|second)",
    "edging": "(edge dash?)",
    "pointing": "(last|next|past|this|that|same|previous|following)",
    "thepointing": "the (last|next|past|same|previous|following)",
    "daymonth": "the? (day|ordinal) of? month dot?",
    "monthday": "month dot? (ordinal|day)",
    "era": "(era|hijri_era|jalali_era)",
    "otherdate": "(the? (day|ordinal) of? omonth | omonth (day|ordinal)) comma? (yyyy|number)? era?",
    "itsyear": "(comma? (yyyy|yy) | of? (pointing|thepointing) unit)",
    "calendar": "(weekday comma? the?)? ((monthday|daymonth) itsyear? | otherdate | iso | slashed)",
    "named": "(deictic | (this next|thepointing|pointing)? weekday (comma monthday)?)",
    "o'clock": "(clock (am|pm)? | (day|decimal) (am|pm) | word (am|pm|oclock) | day oclock | clockword"
    " | (day|word) in the part)",
    "zoned": "o'clock zone?",
    "direction": "(last|next|past|this next?|previous|following|current"
    "|the (last|next|previous|following|current|same))",
    "whatyear": "(comma? of? (yyyy|yy|word dash? word (dash? word)?) | of? (this|last|next|that|same"
    "|the (last|next|previous|following|same)) unit)",
    "backward": "(last|past|previous|latest|recent)",
    "ahead": "(next|following)",
    "ofyear": "(the|these|last|next|this|more)* (unit possessive)? (yyyy possessive?)? (unit dash (ago|earlier))?"
    " (fiscal dash?)?",
}

#: The rules, each with its name, in the order in which they are tried.
RULES: tuple[tuple[str, str], ...] = (
    ("age", "near? (a|the|this|that)? (count|word) dash? (unit|units) dash? old | old count"),
    ("clock after", "calendar comma? at? near? zoned | named comma? at? near? zoned"),
    ("clock", "near? zoned comma? on? calendar | near? zoned comma? on? named"),
    ("clock only", "near? zoned"),
    ("clock figures", "(yyyy|number) zone (comma? on? calendar | comma? on? named)?"),
    ("day of month", "on the order"),
    ("range days", "month dot? day (dash|to|and|since) (day|ordinal) (comma? yyyy)?"),
    ("range days first", "(day|ordinal) (dash|to|and|since) (day|ordinal) of? month dot? (comma? yyyy)?"),
    ("range years", "yyyy dash (day|number|yyyy)"),
    ("part", "edging? calendar comma? edging? part"),
    ("week of", "the unit of calendar"),
    ("date and weekday", "edging? near? ((monthday|daymonth) comma? yyyy | iso | slashed) comma weekday"),
    ("date", "edging? near? (last|next|this)? calendar"),
    ("part", "edging? named comma? edging? part"),
    ("part", "(edging|later|earlier)? (this|last|that|next|thepointing) part"),
    ("part of", "(edging|the)? part (of|on)? (calendar|named)"),
    ("part bare", "edging the? part"),
    (
        "earlier",
        "(earlier|later) (in|on)? (this|last|next|that|same|the (same|previous|following)?) (unit|weekday|season)",
    ),
    ("earlier", "(earlier|later) (weekday|deictic)"),
    ("deictic", "edging? deictic"),
    ("weekday set", "each second? weekday edging? part? | weekday edging? part? each unit"),
    ("weekday", "edging? named"),
    ("holiday", "edging? (last|next|this|past|the)? holiday (whatyear|yyyy)?"),
    ("month set", "each second? (month|season|part)"),
    ("month", "edging? direction month"),
    ("month", "edging? month dot? whatyear"),
    ("month era", "omonth comma? (yyyy|number) era?"),
    ("month", "edging? month dot?"),
    ("lunar month", "edging? the? (last|next|this)? omonth"),
    ("season", "edging? (direction|the|each)? season (whatyear|yyyy)?"),
    ("season year", "edging? the? yyyy season"),
    ("quarter", "edging? ofyear (ordinal|last) dash? half (of the? unit | whatyear)?"),
    ("quarter", "edging? ofyear ordinal dash? (unit|units) (of? fiscal? whatyear | of the? unit)?"),
    ("first of", "near? the? (ordinal|last) (count|some)? (unit|units) of (yyyy | month whatyear?)"),
    ("century", "edging? the? ordinal dash? unit"),
    ("decade", "edging? the? edging? (decade | word? tens)"),
    ("fiscal", "edging? (the|this|last|next|current)? fiscal (unit? yyyy | yy)"),
    ("the year", "the unit yyyy | the unit word word?"),
    ("before era", "near? (yyyy|number|day) before_era"),
    ("year period", "the yyyy (period|unit)"),
    ("year", "edging? the? edging? near? yyyy era?"),
    ("year", "yy"),
    ("year words", "edging? (the unit)? word word (dash? word)?"),
    ("year end", "near? (the|last|this|next)? unit (possessive|dash)? ending"),
    ("ago", "near? the? (count|some|a)? more? anyunit (and so)? (ago|earlier|later|hence)"),
    ("ago", "near? a unit and a half (ago|earlier|later|hence)"),
    ("ago adjective", "the? unit dash (ago|earlier) ordinal? (unit|period)?"),
    ("same", "the? same unit | that same? unit | the (following|previous|next) unit"),
    ("span", "near? (the|each|these|that)? (backward|ahead) (count|some)? more? units"),
    ("span", "near? the? (backward|ahead) (count|some)? more? unit"),
    ("direction", "edging? direction fiscal? unit"),
    ("edge unit", "edge (the|this|last|next|that|current|same)* fiscal? unit"),
    ("set each", "each (count|ordinal|few|more)? anyunit"),
    ("set", "set"),
    ("rate", "once a unit"),
    ("duration", "near? (the|these|a|this|that)? (ordinal|last)? (count|some) more? dash? anyunit"),
    ("duration half", "a unit and a half | half dash? a? unit"),
    ("duration a", "near? a more? unit"),
    ("units ahead", "the few? units hence"),
    ("units bare", "(near|edge|recent|the|these)* units"),
    ("unit bare", "(the? (current|latest) | the) fiscal? more? unit"),
    ("past", "the past | the future"),
    ("ref", "ref"),
    ("ref", "current"),
)

_NAME = re.compile(r"[a-z][a-z_']*|\S")
#: How often a starred piece may come again: bounded, so that no run of words makes the work grow with its square.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules as one expression over the code of a sentence, whose last group tells the rule; and each by itself."""

    whole: re.Pattern[str]
    rules: tuple[re.Pattern[str], ...]


@cache
def grammar() -> Grammar:
    """The rules, compiled for the sheet that ships."""
    letters = dict(lexicon().letters)
    expanded: dict[str, str] = {}
    for name, pattern in PARTS.items():
        expanded[name] = f"(?:{_translated(pattern, letters, expanded)})"
    bodies = [_translated(pattern, letters, expanded) for _, pattern in RULES]
    whole = "|".join(f"({body})" for body in bodies)
    return Grammar(re.compile(f"(?=[^{OTHER}])(?:{whole})"), tuple(re.compile(body) for body in bodies))


def _translated(pattern: str, letters: Mapping[str, str], parts: Mapping[str, str]) -> str:
    out = []
    for piece in _NAME.findall(pattern):
        if piece == "(":
            out.append("(?:")
        elif piece == "*":
            out.append(f"{{0,{_MOST}}}")
        elif piece in ")|?":
            out.append(piece)
        elif piece in parts:
            out.append(parts[piece])
        else:
            out.append(letters[piece])
    return "".join(out)
