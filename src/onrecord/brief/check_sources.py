"""What a brief says of its sources: "several outlets", "confirmed by", counted by origins that are independent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..codebook.brief_words import Phrase, brief_words
from ..record import BriefSentence
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .sense import holds, standing, words
from .spoken import over, spoken

if TYPE_CHECKING:
    from .check import Grounds

#: Words that may stand between how many and the noun ("two independent local papers"), and between it and its verb.
_BETWEEN, _TO_VERB = 2, 4
#: How far before "by several outlets" what they did may stand.
_FAR = 9


@dataclass(frozen=True, slots=True)
class _Claim:
    """That there are several sources: its words among the sentence's, and how many there are at least."""

    begin: int
    end: int
    least: int


def check_sources(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Every claim of several sources against the voices that stand behind what is cited."""
    if not cited or grounds.heard is None:
        return
    said = spoken(sentence.text)
    forms = tuple(one.form for one in said)
    claims: list[_Claim] = []
    for one in _claims(forms):
        within = any(other.begin <= one.begin < other.end for other in claims)
        if not within and not _is_sources_own(forms[one.begin : one.end], cited):
            claims.append(one)
    if not claims:
        return
    heard = grounds.heard(cited)
    count = len(heard.voices)
    for claim in claims:
        if count >= claim.least:
            continue
        span = in_draft(sentence, over(said, claim.begin, claim.end))
        words_ = " ".join(forms[claim.begin : claim.end])
        who = "one voice" if count == 1 else f"{count} voices"
        carriers = f", in {heard.carriers} reports," if heard.carriers > count else ""
        yield Fault(
            FaultKind.SOURCES,
            Gravity.ERROR if count < 2 else Gravity.WARNING,
            span,
            f"“{words_}”: what is cited has {who}{carriers} as far as shows: {', '.join(heard.voices)}",
            "name the source, or cite others that have it from elsewhere",
            None,
            cited[0].id,
        )


def _claims(forms: tuple[str, ...]) -> Iterator[_Claim]:
    lists = brief_words()
    for at, phrase in standing(forms, lists.of("more_than_one") | lists.of("confirmed_by")):
        yield _Claim(at, at + len(phrase), 2)
    nouns, many = lists.of("source_nouns"), lists.many
    for at, phrase in standing(forms, frozenset(many)):
        end = _noun_end(forms, at + len(phrase), nouns, frozenset(many))
        if end is not None and _is_telling(forms, at, end):
            least = max([many[phrase], *(many[one] for _, one in standing(forms[at:end], frozenset(many)))])
            yield _Claim(at, end, least)


def _noun_end(forms: tuple[str, ...], begin: int, nouns: frozenset[Phrase], many: frozenset[Phrase]) -> int | None:
    for at in range(begin, min(len(forms), begin + _BETWEEN + 1)):
        for length in (2, 1):
            if forms[at : at + length] in nouns:
                return at + length
        if not forms[at].isalpha():
            return None
    return None


def _is_telling(forms: tuple[str, ...], begin: int, end: int) -> bool:
    telling = brief_words().of("telling")
    far = _FAR if forms[max(0, begin - 1) : begin] == ("by",) else 3
    around = (*forms[max(0, begin - far) : begin], *forms[end : end + _TO_VERB])
    return any((one,) in telling for one in around)


def _is_sources_own(phrase: tuple[str, ...], cited: Sequence[Evidence]) -> bool:
    """Whether what is cited says so itself, or has the deed of its own ("confirmed by parliament")."""
    return any(
        holds(one.words, (phrase,)) is not None or ("confirmed" in phrase and "confirmed" in words(one.words))
        for one in cited
    )
