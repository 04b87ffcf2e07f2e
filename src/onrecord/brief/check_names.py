"""Every name in a sentence is that of somebody or something of what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..codebook.fact_words import fact_words
from ..gazetteer.likeness import likeness
from ..record import BriefPart, BriefSentence
from .check_medium import media_named
from .cited_words import OUTLET, CitedWords, cited_words
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .names_numbered import misnumbered
from .names_placed import misnamed
from .names_said import Unknown, unknown_names
from .offices_said import misplaced
from .speech import speech
from .wordings import folded, folded_text, wordings

if TYPE_CHECKING:
    from .check import Grounds

#: How alike a name of the evidence must be to be offered in place of one that is none.
_LEAST_LIKE = 0.3
_HEADS = frozenset(("minister", "ministry", "ministers", "ministries"))
#: How many names a message gives.
_MOST_SHOWN = 3


def check_names(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Names that what is cited does not have, each with the one of it that is nearest."""
    if not has_evidence(sentence, cited):
        return
    words = cited_words(cited, grounds.gazetteer, grounds.style)
    named = unknown_names(sentence, cited, grounds)
    numbered = (one for one in misnumbered(sentence, words) if not any(one.span.meets(other.span) for other in named))
    unknown = (*named, *numbered, *_other_offices(sentence, words))
    for one in unknown:
        if not one.place:
            yield _fault(sentence, cited, words, one)
    told = [in_draft(sentence, one.span) for one in unknown]
    yield from (fault for fault in _misplaced(sentence, cited, grounds) if not any(map(fault.span.meets, told)))


def _misplaced(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Names of what is cited that stand where it does not have them."""
    read = speech(sentence, cited, grounds)
    for place in misnamed(read, [phrase for _, phrase in media_named(read)]):
        said = f"“{read.of(place)}” is not where the words that are cited ({cites(cited)}) name anybody so"
        yield read.fault(FaultKind.NAME, place, said, mending="name whom they name", cited=read.cited[0])
    for office in misplaced(read, grounds.gazetteer):
        body, person = read.of(office.body), read.of(office.person)
        if office.open:
            said = f"neither what is cited ({cites(cited)}) nor the gazetteer tells whether {person} serves “{body}”"
            gravity, mending = Gravity.WARNING, "cite what tells it, or add the pack that has them"
        else:
            said = f"“{body}” is not where what is cited ({cites(cited)}) has {person} serve"
            gravity, mending = Gravity.ERROR, "name the body that it names"
        yield read.fault(FaultKind.NAME, office.body, said, gravity=gravity, mending=mending, cited=read.cited[0])


def _other_offices(sentence: BriefSentence, words: CitedWords) -> Iterator[Unknown]:
    """Offices that are written small and are not those of the evidence: "interior minister" of the foreign minister."""
    said = wordings(sentence.text)
    portfolios = fact_words().of("portfolios")
    for at in range(len(said.words) - 1):
        part, head = folded(said.words[at].low)[:1], said.words[at + 1].low
        if said.quoted[at] or head not in _HEADS or not portfolios.issuperset(part) or said.words[at].text[0].isupper():
            continue
        its = {text[n] for text in words.texts for n in range(len(text) - 1) if text[n + 1] in _HEADS} & portfolios
        its |= _of_ministries(words, head) if its else frozenset()
        named = [name for bearer in words.bearers for name in bearer.names]
        its |= {name[n] for name in named for n in range(len(name) - 1) if its and name[n + 1] == head} & portfolios
        if part and its and part[0] not in its and not ("prime" in part and "premier" in words.forms):
            span = said.span(at, at + 1)
            yield Unknown(span, span.of(sentence.text), False)


def _of_ministries(words: CitedWords, head: str) -> frozenset[str]:
    """The offices of the ministries that are named, or carried it, by a name like "Ministry of Foreign
    Relations", which is a foreign ministry. Their ministers are other people than those who speak.
    """
    if head != "ministry":
        return frozenset()
    names = (*words.texts, *(name for bearer in words.bearers for name in bearer.names))
    return frozenset(
        name[n + 2] for name in names for n in range(len(name) - 2) if name[n] == head and name[n + 1] == "of"
    )


def has_evidence(sentence: BriefSentence, cited: Sequence[Evidence]) -> bool:
    """Whether there is something to check a sentence against: a comment is the writer's own unless it cites."""
    return bool(cited) and not (sentence.part is BriefPart.CAPTION and not sentence.citations)


def _fault(sentence: BriefSentence, cited: Sequence[Evidence], words: CitedWords, one: Unknown) -> Fault:
    called = [bearer.shown for bearer in words.bearers if not bearer.key.startswith(OUTLET)]
    said = f"“{one.words}” is not in what is cited ({cites(cited)})"
    if called:
        said += f", which names {listed(called)}"
    nearest = _nearest(one, words)
    return Fault(
        FaultKind.NAME,
        Gravity.ERROR,
        in_draft(sentence, one.span),
        said,
        _mending(one, cited, nearest),
        nearest,
        cited[0].id,
    )


def _mending(one: Unknown, cited: Sequence[Evidence], nearest: str | None) -> str:
    sought = folded_text(one.words)
    for evidence in cited:
        for actor in evidence.record.actors:
            names = {part for name in (actor.name, *actor.also) for part in folded_text(name)}
            if sought and names.issuperset(sought):
                return "it is named elsewhere in the same document: cite that sentence as well, or leave it out"
    if nearest is not None:
        return f"write “{nearest}”, or cite what names “{one.words}”"
    return f"leave it out, or cite what names “{one.words}”"


def _nearest(one: Unknown, words: CitedWords) -> str | None:
    bearers = [b for b in words.bearers if not b.key.startswith(OUTLET)]
    same = [b for b in bearers if b.person == one.person] or bearers
    scored = [(likeness(one.words, name).score, -at, name) for at, b in enumerate(same) for name in b.written]
    best = max(scored, default=None)
    if best is not None and best[0] >= _LEAST_LIKE:
        return best[2]
    return same[0].shown if len(same) == 1 and one.person else None


def cites(cited: Sequence[Evidence]) -> str:
    """The ids of what is cited as a message gives them, shortened."""
    ids = [one.id[:6] + "…" if len(one.id) > 8 else one.id for one in cited]
    return ", ".join(ids[:_MOST_SHOWN]) + (f" and {len(ids) - _MOST_SHOWN} more" if len(ids) > _MOST_SHOWN else "")


def listed(names: Sequence[str]) -> str:
    """Some of these, as a message gives them: "A, B and C"."""
    shown = list(dict.fromkeys(names))
    if len(shown) > _MOST_SHOWN:
        shown = [*shown[:_MOST_SHOWN], "others"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
