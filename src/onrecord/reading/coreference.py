"""Everybody else who is meant: pronouns and descriptions outside the places where a statement names its parties.

"He", "its fighters", "the militia", "our": each is filed with the actor it stands for, with how sure that is. What
cannot be told stays unfiled: a pronoun given to the wrong person is worse than one left open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..codebook import english_words, role_words
from ..record import ActorKind, MentionForm, Span
from ..tagger.runtime import NameSpan
from .cast import Member
from .layout import Layout
from .mentions import KINDS, Cover
from .names import Word, words_in
from .noun_phrases import STOPS
from .phrases import PRONOUNS
from .speakers import Resolver

#: Pronouns that are followed outside statements. "It" and "that" stand for things and clauses more often than not.
_FOLLOWED = frozenset(("man", "woman", "many", "self", "us"))
#: A description has at most this many words after its article.
_LONGEST = 5
#: Below this a resolution is not filed.
_LEAST = 0.45


@dataclass(frozen=True, slots=True)
class Voice:
    """Between these characters somebody speaks: in the first person if ``quoted``, else in the reporter's words."""

    span: Span
    speaker: Member
    quoted: bool = True


def complete(
    text: str, layout: Layout, resolver: Resolver, voices: Sequence[Voice], described: Iterable[NameSpan]
) -> None:
    """File every pronoun and description that can be resolved, in text order; a body that is only described too."""
    spoken = _Voices([v for v in voices if v.quoted])
    reported = _Voices([v for v in voices if not v.quoted])
    taken = Cover(m.span for member in resolver.cast.members for m in member.mentions.values())
    bodies = {Span(t.start, t.end): t for t in described}
    pointing = dict(_pointing(text, layout))
    for span in sorted({*pointing, *bodies}):
        # "The Selmite militia" is taken by its head, not by the "Selmite" in it.
        head = words_in(text, span)[-1:]
        if taken.meets(Span(head[0].start, head[0].end) if head else span):
            continue
        sort, voice = pointing.get(span, ""), spoken.at(span)
        if sort in ("self", "us"):
            _first_person(resolver, span, sort, voice)
        elif sort and (teller := reported.at(span)) is not None and resolver.fits(teller, sort):
            # "He said that he would": in reported speech the pronoun is most often the speaker.
            resolver.tell(teller, span, sort)
        elif not resolver.file(span, _LEAST, voice) and span in bodies:
            kind = KINDS.get(bodies[span].kind)
            if kind is not None and kind is not ActorKind.PLACE:
                resolver.unnamed(span, kind)


def _first_person(resolver: Resolver, span: Span, sort: str, voice: Member | None) -> None:
    """I is who speaks; we are the body that a person speaks for, or the body that speaks itself."""
    if voice is None:
        resolver.own_voice(span, sort)
    elif sort == "self" or voice.kind is not ActorKind.PERSON or voice.plural:
        voice.seen(span, MentionForm.PRONOUN, 0.8 if sort == "self" else 0.6)
    else:
        body = resolver.cast.under(voice.affiliation or "")
        if body is not None and body.kind is not ActorKind.PERSON:
            body.seen(span, MentionForm.PRONOUN, 0.5)


class _Voices:
    """Who speaks at a place: the innermost statement's speaker."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = sorted(voices, key=lambda v: v.span)
        self._starts = [v.span.start for v in self._voices]

    def at(self, span: Span) -> Member | None:
        at = bisect_right(self._starts, span.start) - 1
        for voice in self._voices[max(0, at - 3) : at + 1][::-1]:
            if voice.span.holds(span):
                return voice.speaker
        return None


def _pointing(text: str, layout: Layout) -> Iterator[tuple[Span, str]]:
    """Pronouns, with their sort, and definite descriptions of persons and bodies, with none."""
    for sentence in layout.sentences:
        words = words_in(text, sentence)
        for i, word in enumerate(words):
            sort = PRONOUNS.get(word.low)
            # "US" and "IT" are no pronouns.
            if sort in _FOLLOWED and word.text in (word.low, word.low.capitalize(), "I"):
                yield Span(word.start, word.end), sort
            # "That" before an article joins a clause: "said that the guards".
            joins = word.low == "that" and i + 1 < len(words) and words[i + 1].low in english_words().determiners
            if word.low in english_words().definite and not joins:
                end = _head(text, words, i)
                if end is not None:
                    yield Span(word.start, words[end].end), ""


def _head(text: str, words: Sequence[Word], at: int) -> int | None:
    """Which word is the head of the description that begins with the article ``at``: "commander" in "the militia
    commander"; ``None`` where no known noun of persons or bodies is near."""
    roles, found = role_words(), None
    for i in range(at + 1, min(at + 1 + _LONGEST, len(words))):
        word = words[i]
        if text[words[i - 1].end : word.start].strip() not in ("", "-", "’s", "'s") or word.low in STOPS:
            break
        if word.text[0].isupper() and not roles.kind([word.low]):
            # A name: its own mention.
            return None if found is None else found
        if roles.kind([word.low]) is not None:
            found = i
        elif found is not None and not _may_modify(word):
            break
    return found


def _may_modify(word: Word) -> bool:
    return word.low.isalpha() and not word.low.endswith("ed")
