"""The words of a content with what is named in them, and where its clauses end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..codebook.claim_words import Phrase, claim_words
from ..record import MentionForm, Span
from .clauses import When
from .wording import wording

_STOPS = re.compile(r"[.;:!?\n]")
_JOINS = frozenset(("and", "but", "yet", "nor"))


@dataclass(frozen=True, slots=True)
class Named:
    """Whom or what words name, by keys, and how."""

    keys: frozenset[str]
    form: MentionForm
    is_place: bool


@dataclass(slots=True)
class Token:
    form: str
    start: int
    end: int
    gap: str
    large: bool
    named: list[Named]
    when: When | None = None
    is_head: bool = True
    is_full: bool = False


def tokens_of(text: str, pieces: Sequence[Span], longest: int) -> list[Token]:
    found: list[Token] = []
    for span in pieces:
        words = wording(span.of(text))
        before = 0
        for at, form in enumerate(words.forms):
            gap = words.text[before : words.starts[at]] if at else "\n" if found else ""
            before = words.ends[at]
            start, end = span.start + words.starts[at], span.start + words.ends[at]
            found.append(Token(form, start, end, gap, text[start].isupper() and at > 0, []))
    return found[:longest]


def mark(tokens: Sequence[Token], named: Sequence[tuple[Span, Named]], times: Sequence[tuple[Span, When]]) -> None:
    """Tells tokens which names and times they are part of; the last word of a name bears it."""
    for token in tokens:
        for span, when in times:
            if span.start <= token.start < span.end:
                token.when = when
    for span, one in named:
        inside = [token for token in tokens if span.start <= token.start and token.end <= span.end]
        if not inside or (one.form is MentionForm.PRONOUN and inside[-1].form in ours_words()):
            continue
        inside[-1].named.append(one)
        if one.form in (MentionForm.NAME, MentionForm.ACRONYM, MentionForm.ADJECTIVE):
            for token in inside:
                token.is_full, token.is_head = True, False
            inside[-1].is_head = True


@cache
def ours_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in claim_words().of("ours"))


def parts_of(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    """The tokens clause by clause, each with what opens it: "", "side" or "condition"."""
    words = claim_words()
    part: list[Token] = []
    opener = ""
    for at, token in enumerate(tokens):
        opened = _opened(tokens, at, words.of("conditions"), words.of("sides")) if token.when is None else None
        joined = token.form in _JOINS and ("," in token.gap or _begins_verb(tokens, at + 1))
        stopped = at > 0 and (_STOPS.search(token.gap) is not None and not _is_decimal(tokens, at))
        if part and (stopped or joined or opened is not None or (opener and "," in token.gap)):
            yield part, opener
            part, opener = [], ""
        if opened is not None:
            opener = opened
        part.append(token)
    yield part, opener


def _is_decimal(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].gap in (".", ":") and tokens[at].form.isdigit() and tokens[at - 1].form.isdigit()


def _begins_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word after "and" is a verb in the past: "searched the boat and broke nothing"."""
    if at >= len(tokens):
        return False
    form = tokens[at].form
    return form in claim_words().past_forms or (form.endswith("ed") and len(form) > 4)


def _opened(tokens: Sequence[Token], at: int, conditions: frozenset[Phrase], sides: frozenset[Phrase]) -> str | None:
    for kind, phrases in (("condition", conditions), ("side", sides)):
        for phrase in phrases:
            if tuple(token.form for token in tokens[at : at + len(phrase)]) == phrase:
                if phrase == ("because",) and tokens[at + 1 : at + 2] and tokens[at + 1].form == "of":
                    continue
                if phrase == ("should",) and at > 0 and not _STOPS.search(tokens[at].gap):
                    continue
                return kind
    return None
