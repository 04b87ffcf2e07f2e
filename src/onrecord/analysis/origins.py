"""Who has a statement from whom: what a carrier says of that, in its words, and how sure it makes it.

The signs, the surest first: the page is a later version of the other's; the item was forwarded from there; the medium
through which it was said is the other outlet, or the outlet of the speaker ("its website"); the other outlet is
credited in the dateline; it is named near the statement; the page links to it; the two texts are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..linking.wording import wording
from ..record import Party, Record, Source, SourceKind, Span, hull
from .carried import Carried, Member
from .reported import folded


class Sign(StrEnum):
    """By what it shows that one carrier has a statement from another."""

    VERSION = "a later version of its page"
    FORWARDED = "forwarded from it"
    MEDIUM = "cites it"
    DATELINE = "credits it in the dateline"
    NAMED = "names it"
    LINKED = "links to it"
    COPY = "has its text"


@dataclass(frozen=True, slots=True)
class Link:
    """That one carrier has it from another: both by their places, the sign, how sure (0 to 1), and the carrier's words
    that show it, with where they stand; ``None`` where no words do.
    """

    carrier: int
    origin: int
    sign: Sign
    sure: float
    words: str | None = None
    span: Span | None = None


#: How far around a statement an outlet's name counts as standing near it, and how far from the begin as a dateline.
_AROUND, _DATELINE = 240, 110
#: Words by which a text speaks of an outlet without its name.
_OWN = re.compile(
    r"\b(?:its|our|his|her|their|the (?:group|militia|ministry|party|movement|army)['’]s)(?: own)? "
    r"(?P<kind>website|web site|site|page|channel|telegram(?: channel)?|account|radio|newspaper|agency|television)\b",
    re.IGNORECASE,
)
_CHANNELS = ("channel", "telegram", "telegram channel", "account")
#: Outlets that speak for whom they belong to.
_OWNED = frozenset((SourceKind.ARMED_GROUP, SourceKind.CHANNEL, SourceKind.GOVERNMENT, SourceKind.PARTY))


def links(members: Sequence[Member], carriers: Sequence[Carried]) -> tuple[Link, ...]:
    """For each carrier but the first the surest sign of whom it has it from; nothing where it shows none."""
    texts = [_Text(member) for member in members]
    found = []
    for place in range(1, len(members)):
        signs = [link for origin in range(place) for link in _signs(members, carriers, texts, place, origin)]
        if signs:
            found.append(max(signs, key=lambda link: (link.sure, -link.origin)))
    return tuple(found)


class _Text:
    """A carrier's text, folded, with where each word stands."""

    def __init__(self, member: Member) -> None:
        self.text = member.record.document.text
        self.words = wording(self.text)
        content = member.statement.content
        whole = hull((*content, *member.statement.cue, *member.statement.speaker.spans))
        self.near = Span(max(0, whole.start - _AROUND), whole.end + _AROUND)
        self.content = content

    def named(self, names: Sequence[str]) -> Iterator[Span]:
        """Where one of these names stands, outside of what was said."""
        sought = [name.split() for name in names]
        forms = self.words.forms
        first = {parts[0] for parts in sought if parts}
        for at, form in enumerate(forms):
            if form in first:
                for parts in sought:
                    if forms[at : at + len(parts)] == parts:
                        span = Span(self.words.starts[at], self.words.ends[at + len(parts) - 1])
                        if not any(piece.holds(span) for piece in self.content):
                            yield span


def _signs(
    members: Sequence[Member], carriers: Sequence[Carried], texts: Sequence[_Text], place: int, origin: int
) -> Iterator[Link]:
    mine, theirs = members[place], members[origin]
    here, there = carriers[place], carriers[origin]
    if here.document == there.document:
        return
    if here.revises == there.document or _same_page(mine.record, theirs.record):
        yield Link(place, origin, Sign.VERSION, 0.97)
        return
    if _is_forward(mine.record, theirs.record, there.outlet):
        forward = mine.record.document.provenance.forward if mine.record.document.provenance else None
        yield Link(place, origin, Sign.FORWARDED, 0.95, forward.name if forward else None)
    if here.outlet is not None and there.outlet is not None and here.outlet.id == there.outlet.id:
        return
    text = texts[place]
    yield from _named(mine, text, there, place, origin)
    if there.outlet is not None:
        yield from _own(mine, text, (here.outlet, there.outlet), place, origin)
    url = there.url
    if url is not None and (at := text.text.find(url)) >= 0:
        yield Link(place, origin, Sign.LINKED, 0.85, url, Span(at, at + len(url)))
    if mine.saying.page.family is not None and mine.saying.page.family == theirs.saying.page.family:
        yield Link(place, origin, Sign.COPY, 0.6)


def _same_page(one: Record, other: Record) -> bool:
    here, there = one.document, other.document
    return here.url is not None and here.url == there.url


def _is_forward(one: Record, other: Record, outlet: Source | None) -> bool:
    """Whether an item says that it was taken from where the other stood."""
    told = one.document.provenance
    forward = told.forward if told else None
    if forward is None:
        return False
    stood = other.document.provenance
    if forward.key is not None and stood is not None and stood.key == forward.key:
        return forward.item is None or stood.item is None or forward.item == stood.item
    if forward.url is not None and forward.url == other.document.url:
        return True
    if outlet is None:
        return False
    named = forward.name is not None and folded(forward.name) in {folded(name) for name in (outlet.name, *outlet.also)}
    return named or (forward.key is not None and forward.key in outlet.keys)


def _named(mine: Member, text: _Text, there: Carried, place: int, origin: int) -> Iterator[Link]:
    """Where the other outlet is named: as the medium or the one it was told to, in the dateline, near, or anywhere."""
    names = _names(there)
    if not names:
        return
    # A militia's site is called as the militia is: that a text speaks of the speaker's body cites nobody.
    is_own = there.outlet is not None and _speaks_for(there.outlet, mine)
    parties = [party for party in (mine.statement.medium, mine.statement.addressee) if party is not None]
    for span in text.named(names):
        words = span.of(text.text)
        if any(_in_party(span, party) for party in parties):
            yield Link(place, origin, Sign.MEDIUM, 0.92, words, span)
        elif is_own:
            continue
        elif span.end <= _DATELINE and _is_credit(text.text, span):
            yield Link(place, origin, Sign.DATELINE, 0.88, words, span)
        elif text.near.meets(span):
            yield Link(place, origin, Sign.NAMED, 0.75, words, span)
        else:
            yield Link(place, origin, Sign.NAMED, 0.5, words, span)


def _is_credit(text: str, span: Span) -> bool:
    """Whether a name near the begin stands as a dateline credits an agency: "(L.P.A.) -", "L.P.A. -"."""
    return text[: span.start].rstrip().endswith("(") or re.match(r"[.)\s]*[-–—]\s", text[span.end :]) is not None


def _in_party(span: Span, party: Party) -> bool:
    return any(piece.meets(span) for piece in party.spans)


def _names(there: Carried) -> list[str]:
    """What the other outlet is called, folded; an abbreviation with and without its dots. One short word is no name."""
    outlet = there.outlet
    names = {folded(name) for name in (there.called, *((outlet.name, *outlet.also) if outlet else ())) if name}
    names |= {name.replace(" ", "") for name in names if re.fullmatch(r"(?:\w )+\w", name)}
    return sorted(name for name in names if len(name) > 2)


def _own(mine: Member, text: _Text, outlets: tuple[Source | None, Source], place: int, origin: int) -> Iterator[Link]:
    """Where it was said through the speaker's own outlet ("its website"), or another of this one's ("our channel")."""
    here, there = outlets
    is_ours = here is not None and bool(mouth(here) & mouth(there))
    is_speakers = _speaks_for(there, mine)
    for found in _OWN.finditer(text.text, text.near.start, text.near.end) if is_ours or is_speakers else ():
        kind = " ".join(found["kind"].casefold().split())
        ours = found[0].casefold().startswith("our")
        if (is_ours if ours else is_speakers) and (kind in _CHANNELS) == (there.kind is SourceKind.CHANNEL):
            yield Link(place, origin, Sign.MEDIUM, 0.8, found[0], Span(*found.span()))


def mouth(outlet: Source) -> set[str]:
    """Whom an outlet speaks for: ids of known actors, or names."""
    return {*outlet.speaks_for, *((outlet.link,) if outlet.link else ())}


def _speaks_for(outlet: Source, mine: Member) -> bool:
    """Whether an outlet is the speaker's, or that of the body for which it speaks."""
    actors = {actor.id: actor for actor in mine.record.actors}
    speaker = mine.statement.speaker
    actor = actors.get(speaker.actor or "")
    bodies = [actors[role.body] for role in actor.roles if role.body in actors] if actor else []
    theirs = [one for one in (actor, *bodies) if one is not None]
    linked = {one.link for one in theirs if one.link}
    named = {folded(name) for one in theirs for name in (one.name, *one.also)}
    named |= {folded(speaker.affiliation)} if speaker.affiliation else set()
    if linked & mouth(outlet) or named & {folded(name) for name in (outlet.name, *outlet.also, *outlet.speaks_for)}:
        return True
    return outlet.kind in _OWNED and any(name in folded(outlet.name) for name in named if len(name) > 6)
