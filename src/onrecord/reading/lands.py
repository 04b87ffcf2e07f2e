"""Of which country a description says somebody is, and of which an actor is known to be; two that differ are two.

Countries are ISO 3166 alpha-2 codes. No codes say that nothing is known, which contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ..record import ActorKind, MentionForm, Span
from .cast import Cast, Member
from .names import Name, Word, words_in
from .phrases import NameIndex, Phrase

#: So many of an actor's first names and descriptions are looked through for a word of belonging.
_LOOKED = 5

NOWHERE: frozenset[str] = frozenset()


def told_lands(text: str, read: Phrase, cast: Cast, index: NameIndex) -> frozenset[str]:
    """The countries of which a description says somebody is: "the Qalmari army", "Qalmara's army", "army of Qalmara".

    What a hyphen joins ("the Qalmari-backed militia") or belongs to somebody else ("the Qalmari group's adviser") says
    nothing of it, nor does where somebody is ("the forces in Qalmara").
    """
    before = _before_head(text, read)
    if not before:
        return NOWHERE
    owner = next((i for i in range(len(before) - 1, -1, -1) if before[i].possessive), None)
    after = before if owner is None else before[owner + 1 :]
    nations: list[Member] = []
    named: list[Name] = []
    if after:
        near = Span(after[0].start, after[-1].end)
        nations += (member for _, member in cast.owners_in(near))
        named += (n for n in index.inside(near) if near.holds(n.span) and not cast.joined(n.span))
    if owner is not None:
        named += (n for n in index.inside(read.span) if n.words[-1].end == before[owner].end)
    named += _after_of(text, read, index)
    return _countries([*nations, *(m for m in map(cast.of, named) if m.kind is ActorKind.STATE)])


def known_lands(member: Member, cast: Cast) -> frozenset[str]:
    """The countries that an actor is known to be of.

    The gazetteer's, where it knows who is meant; else all that its candidates have; else what the words of belonging
    in its names and descriptions tell ("the Sorvish Harbor Guard").
    """
    if member.link is not None:
        return frozenset(member.known[member.link].actor.countries)
    if member.candidates:
        each = [frozenset(member.known[c.link].actor.countries) for c in member.candidates]
        return frozenset().union(*each) if all(each) else NOWHERE
    first = islice(member.mentions.values(), _LOOKED)
    spoken = (m.span for m in first if m.form is not MentionForm.PRONOUN)
    return _countries(owner for span in spoken for _, owner in cast.owners_in(span))


def may_be(member: Member, told: frozenset[str], cast: Cast) -> bool:
    """Whether an actor may be meant by a description that says these countries."""
    if not told:
        return True
    known = known_lands(member, cast)
    return not known or not told.isdisjoint(known)


def _after_of(text: str, read: Phrase, index: NameIndex) -> list[Name]:
    """The name after "of" that the description goes on with, inside its span or after it."""
    end = read.body.start if read.body is not None else read.span.end + len(" of ")
    if not text[max(0, end - len(" of the ")) : end].endswith((" of ", " of the ")):
        return []
    name = index.after(end, len("the "))
    return [name] if name is not None and text[end : name.span.start] in ("", "the ") else []


def _before_head(text: str, read: Phrase) -> list[Word]:
    """The words of a description before its head noun."""
    words = words_in(text, read.span)
    return words[: next((i for i, word in enumerate(words) if word.low == read.head), 0)]


def _countries(nations: Iterable[Member]) -> frozenset[str]:
    """The countries of states and nationalities; a people without a state tells none."""
    hits = (hit.actor for member in nations for hit in member.known.values())
    told = (a for a in hits if a.kind is ActorKind.STATE or a.type == "nationality")
    return frozenset(country for actor in told for country in actor.countries)
