"""A sentence says something that what it cites says, and does not turn round who did what to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..codebook import speech_verbs
from ..codebook.fact_words import fact_words
from ..linking.said_words import COMMON
from ..record import BriefPart, BriefSentence, Span
from .amounts import amounts, same_thing, same_value
from .check_names import cites, has_evidence
from .cited_words import CitedWords, cited_words, seen_in
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .times_told import day_of, times_told
from .turned_round import Turned, turned_round
from .wordings import Wordings, concepts, folded, wordings

if TYPE_CHECKING:
    from .check import Grounds

#: How many telling words a sentence has, none of them the source's, before it is told to say something else: where
#: somebody of the evidence is named in it, and where nobody is.
_NAMED, _UNNAMED = 4, 3
#: The same of a sentence that speaks of the record itself: "never before, as far as the desk has read".
_OF_ITSELF = 2
#: Below this share of so many telling words somebody ought to look.
_LITTLE, _MANY = 0.13, 8


def check_support(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Sentences that share no telling word with what they cite, and those that swap the sides of a deed."""
    if not has_evidence(sentence, cited) or sentence.part in (BriefPart.COMMENT, BriefPart.CAPTION):
        return
    for one in turned_round(sentence, cited):
        yield _turned(sentence, one)
    if sentence.level or not all(one.is_english for one in cited):
        return
    words = cited_words(cited, grounds.gazetteer, grounds.style)
    yield from _unsupported(sentence, cited, words, grounds)


def _turned(sentence: BriefSentence, one: Turned) -> Fault:
    where = f"in what is cited ({cites([one.cited])})"
    words = f"it is {one.doer} that {one.verb} {one.recipient} {where}, not the other way round"
    span = in_draft(sentence, one.span)
    mending = f"name {one.doer} as the one who {one.verb}"
    return Fault(FaultKind.SUPPORT, Gravity.ERROR, span, words, mending, None, one.cited.id)


def _unsupported(
    sentence: BriefSentence, cited: Sequence[Evidence], words: CitedWords, grounds: Grounds
) -> Iterator[Fault]:
    said = wordings(sentence.text)
    names = _names(sentence.text, said, words, grounds)
    telling = list(_telling(sentence.text, said, names, grounds, _idle()))
    shared = [low for low in telling if concepts(low) & words.concepts]
    if shared and len(shared) >= _LITTLE * len(telling):
        return
    if _is_quoted(said, words) or (not shared and _shares_number(sentence.text, cited)):
        return
    named = any(words.has(folded(said.words[at].low)) for at in names)
    whole = Span(0, len(sentence.text))
    if not shared and (
        len(telling) >= (_NAMED if named else _UNNAMED) or _says_nothing(said, names, words, named, grounds)
    ):
        yield Fault(
            FaultKind.SUPPORT,
            Gravity.ERROR,
            in_draft(sentence, whole),
            f"nothing that this sentence says is in what is cited ({cites(cited)})",
            "cite what says so, or leave it out",
            None,
            cited[0].id,
        )
    elif telling and len(telling) >= _MANY:
        yield Fault(
            FaultKind.SUPPORT,
            Gravity.WARNING,
            in_draft(sentence, whole),
            f"little of what this sentence says is in the words of what is cited ({cites(cited)})",
            "see whether all of it is borne out",
            None,
            cited[0].id,
        )


def _says_nothing(said: Wordings, names: frozenset[int], words: CitedWords, named: bool, grounds: Grounds) -> bool:
    """Whether not even its common words, titles and verbs of saying are those of what it cites."""
    listed = fact_words()
    of_itself = any(word.low in listed.of("the_record") for word in said.words)
    idle = COMMON | listed.of("the_record") | listed.of("about_the_record") if of_itself else COMMON
    every = list(_telling(said.text, said, names, grounds, idle))
    fewest = _OF_ITSELF if of_itself else _NAMED if named else _UNNAMED
    return len(every) >= fewest and not any(concepts(low) & words.concepts for low in every)


def _telling(text: str, said: Wordings, names: frozenset[int], grounds: Grounds, idle: frozenset[str]) -> Iterator[str]:
    """The words outside quotations that tell what is said: no names, numbers and times, and none of the idle words."""
    times = [time.span for time in times_told(text, day_of(grounds))]
    numbers = {at for one in amounts(text) for at in range(one.start, one.end)}
    for at, word in enumerate(said.words):
        if said.quoted[at] or at in names or word.start in numbers or len(word.low) < 3:
            continue
        if any(span.start <= word.start < span.end for span in times):
            continue
        for part in word.low.split("-"):
            if part not in idle and len(part) > 2 and not part.isdigit():
                yield part


def _names(text: str, said: Wordings, words: CitedWords, grounds: Grounds) -> frozenset[int]:
    """The numbers of words that are part of a name."""
    found = {at for at, word in enumerate(said.words) if word.text[0].isupper() and not said.opens[at]}
    for sighting in seen_in(text, grounds.gazetteer):
        found |= {at for at, word in enumerate(said.words) if sighting.span.start <= word.start < sighting.span.end}
    borne = {part for bearer in words.bearers for name in bearer.names for part in name}
    found |= {
        at
        for at, word in enumerate(said.words)
        if said.opens[at] and word.text[0].isupper() and borne >= set(folded(word.low))
    }
    return frozenset(found)


def _is_quoted(said: Wordings, words: CitedWords) -> bool:
    """Whether most of the words in quotation marks are the source's."""
    quoted = [word for word, inside in zip(said.words, said.quoted, strict=True) if inside]
    there = sum(words.forms.issuperset(folded(word.low)) for word in quoted)
    return bool(quoted) and there >= 0.6 * len(quoted)


def _shares_number(text: str, cited: Sequence[Evidence]) -> bool:
    mine = [one for one in amounts(text) if one.value > 1]
    its = [number for one in cited for sentence in one.sentences for number in amounts(sentence.of(one.text))]
    return any(same_value(one, other) and same_thing(one, other, frozenset()) for one in mine for other in its)


@cache
def _idle() -> frozenset[str]:
    """Words that tell nothing of what is said: common ones, those of the record itself, titles, and cues of speech."""
    return COMMON | fact_words().of("of_the_record") | frozenset(speech_verbs().by_first)
