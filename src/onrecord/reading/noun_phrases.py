"""Noun phrases by a light rule: determiners, adjectives, names and nouns up to a preposition, verb or stop.

No grammar is parsed. The rule is good enough for the party that stands beside a cue ("told the harbour council",
"accused Lurania of"), and gives nothing rather than a clause where it meets a verb at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.codebook.words import word_set
from onrecord.record import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Gen|Col|Capt|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Lt|Maj|Sgt|Adm|Prof|Rev|Brig|Hon|St)\."
    r"|[^\W_]+(?:['’&.-][^\W_]+)*|['’]s\b|[^\w\s]"
)

DETERMINERS = word_set(
    "the a an its his her their our my your this that these those all both some several many any every each no such "
    "another"
)
PRONOUNS = word_set("him her them us me it you everyone everybody anyone nobody himself herself itself themselves")
PREPOSITIONS = word_set(
    "of in on at by for to from with against over about into onto through via during after before as under among "
    "between toward towards within without behind upon since until near across amid despite inside outside like per "
    "throughout because regarding concerning following than"
)
_VERBS = word_set(
    "is are was were be been being am has have had do does did will would shall should can could may might must ought "
    "said says say told tells adding saying added wrote writes not never n't stop get go come make take give keep "
    "accept leave withdraw release respond respect let know think see quoted"
)
_JOINERS = word_set(
    "that which who whom whose whether if when where why how what while although though but or so yet then"
)
_TIMES = word_set(
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday last next earlier later "
    "again also too recently repeatedly now ago this once twice instead only there here already soon much"
)
STOPS = PREPOSITIONS | _VERBS | _JOINERS | _TIMES
_QUOTES = frozenset('"“”‘«»„‟')
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place in the Document's text; ``low`` is lower case with straight apostrophes."""

    text: str
    low: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a mark."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def tokens_of(text: str, within: Span) -> list[Token]:
    """The tokens of a stretch of text."""
    found = _TOKEN.finditer(text, within.start, within.end)
    return [Token(m.group(), m.group().lower().replace("’", "'"), Span(m.start(), m.end())) for m in found]


def _participle(token: Token) -> bool:
    return token.text.islower() and len(token.text) > 4 and token.text.endswith(("ed", "ing"))


def _continues(token: Token, taken: list[Token]) -> bool:
    """Whether the token carries on the noun phrase taken so far."""
    low = token.low
    if not token.is_word:
        return token.text == "-" and bool(taken)
    if taken and taken[-1].low in PRONOUNS and (taken[-1].low not in DETERMINERS or not token.is_word):
        return False
    if not taken:
        return low not in STOPS or low in DETERMINERS
    if low in DETERMINERS or low in PRONOUNS:
        return all(t.low in DETERMINERS for t in taken) and low not in ("that", "this")
    headed = any(t.low not in DETERMINERS for t in taken)
    if low in STOPS and not (token.is_name and low not in _TIMES):
        return low in ("last", "next", "only") and not headed
    return not (headed and _participle(token)) and not (low.endswith("ly") and token.text.islower() and headed)


def _joined(tokens: list[Token], at: int, taken: list[Token]) -> bool:
    """Whether "and" at ``at`` joins a second name or noun phrase of the same kind ("Selm and Lurania")."""
    if tokens[at].low != "and" or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    return after.is_word and (after.is_name or after.low in DETERMINERS) and not taken[-1].low.endswith("'s")


def phrase_at(tokens: list[Token], at: int) -> int:
    """Where the noun phrase that begins at token ``at`` ends; ``at`` itself where none begins there.

    "of" carries a phrase on once it has begun ("the ministry of fisheries").
    """
    end, taken = at, list[Token]()
    while end < len(tokens) and end - at < _LONGEST:
        token = tokens[end]
        if taken and (_joined(tokens, end, taken) or (token.low == "of" and phrase_at(tokens, end + 1) > end + 1)):
            taken = []
        elif token.low == "'s" and taken:
            pass
        elif _continues(token, taken):
            taken.append(token)
        else:
            break
        end += 1
    while end > at and (tokens[end - 1].low in ("and", "of", "-") or not tokens[end - 1].is_word):
        end -= 1
    if all(
        token.low in DETERMINERS - {"her", "both", "all", "many", "some", "several", "each"} for token in tokens[at:end]
    ):
        return at
    return end


def phrase_before(tokens: list[Token], end: int) -> int:
    """Where the noun phrase that ends before token ``end`` begins; ``end`` where none does."""
    for begin in range(max(0, end - _LONGEST), end):
        before = tokens[begin - 1] if begin else None
        if before is not None and (before.is_name or before.low in DETERMINERS) and tokens[begin].is_word:
            continue
        if phrase_at(tokens, begin) == end:
            return begin
    return end


def is_quote(token: Token) -> bool:
    """Whether the token is a quotation mark."""
    return token.text in _QUOTES
