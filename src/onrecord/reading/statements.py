"""The last step: spans, acts and speakers put together into Statements and the Actors that take part in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..gazetteer import Gazetteer
from ..record import ActorKind, Party, Span, Speaker, Statement, TimeKind, TimeRef, ZoneKind
from .actors import actor_of, acts, belong, is_somebody
from .cast import Cast, Member, cast_of
from .coreference import Voice, complete
from .draft import Draft, Meaning, Told
from .identity import context_of, identify
from .mentions import KINDS
from .phrases import NameIndex
from .speakers import Resolver, party_of
from .zones import zone_at

#: From this confidence on a place tells which country a text is about.
_SURE_PLACE = 0.7


@dataclass(frozen=True, slots=True)
class Involved:
    """The people and things of one statement, resolved: the record's nouns and the members they stand for."""

    speaker: Speaker
    said_by: Member | None
    addressee: tuple[Party | None, Member | None]
    target: tuple[Party | None, Member | None]
    medium: tuple[Party | None, Member | None]


def assembled(draft: Draft, gazetteer: Gazetteer, made_by: str) -> Draft:
    """The draft with its statements and actors. Actors are numbered by the place of their first mention."""
    text, named = draft.document.text, draft.named
    cast = cast_of(text, named.names, draft.layout)
    countries = (p.country.lower() for p in draft.places if p.country and p.confidence >= _SURE_PLACE)
    identify(cast, context_of(text, named.belongings, countries, gazetteer))
    belong(text, cast, named.belongings)
    quoted = [q.span for q in draft.layout.quotations if q.depth == 0]
    index = NameIndex(named.names)
    resolver = Resolver(draft.document, quoted, cast, index, _signed(draft, cast, index))
    for body in named.described:
        # Who a name's apposition calls it must be known before "the militia" is looked for.
        resolver.apposed(Span(body.start, body.end), KINDS.get(body.kind, ActorKind.ORGANISATION))
    involved = _involved(draft, resolver)
    voices = [
        Voice(piece, who.said_by, any(q.start <= piece.start < q.end for q in quoted))
        for told, who in zip(draft.told, involved, strict=True)
        if who.said_by is not None
        for piece in told.content
    ]
    complete(text, draft.layout, resolver, voices, named.described)
    actors = _numbered(cast, involved)
    order = _text_order(draft.told)
    numbers = {old: f"s{new}" for new, old in enumerate(order)}
    ids = {id(member): number for member, number in actors}
    statements = [
        replace(_statement(draft.told[i], draft.meanings[i], involved[i], ids), id=numbers[i], made_by=made_by,
                zone=zone_at(draft.zones, draft.told[i].cue.start),
                when=_when(draft.told[i], draft.times),
                within=None if (w := draft.told[i].within) is None else numbers[w])
        for i in order
    ]  # fmt: skip
    made = tuple(actor_of(text, m, i, ids, cast) for m, i in actors)
    return replace(draft, statements=tuple(statements), actors=made)


def _signed(draft: Draft, cast: Cast, index: NameIndex) -> Member | None:
    """Who signed a text: the first name in its byline or signature line."""
    for zone in draft.zones:
        if zone.kind is ZoneKind.BOILERPLATE:
            for name in index.inside(zone.span):
                member = cast.of(name)
                if not member.is_place and (member.seen_as_name or len(name.words) > 1):
                    return member
    return None


def _when(told: Told, times: tuple[TimeRef, ...]) -> str | None:
    """The time at which something was said: the one in the cue's sentence, outside the content, nearest to the cue."""
    at = bisect_left(times, told.sentence.start, key=lambda t: t.span.start)
    best: tuple[int, str] | None = None
    while at < len(times) and times[at].span.start < told.sentence.end:
        time = times[at]
        at += 1
        if time.kind is TimeKind.POINT and not any(piece.meets(time.span) for piece in told.content):
            far = max(time.span.start - told.cue.end, told.cue.start - time.span.end)
            if best is None or far < best[0]:
                best = (far, time.id)
    return best[1] if best is not None else None


def _text_order(told: tuple[Told, ...]) -> list[int]:
    """Numbers of the statements by where they begin; one within another comes after it."""

    def begin(i: int) -> tuple[int, int]:
        t = told[i]
        spans = [t.cue, *t.content, *([t.speaker] if t.speaker else [])]
        return min(s.start for s in spans), 0 if t.within is None else 1

    return sorted(range(len(told)), key=begin)


def _involved(draft: Draft, resolver: Resolver) -> list[Involved]:
    """Resolve every statement in text order, so that a pronoun finds who spoke before it."""
    out: dict[int, Involved] = {}
    for i in sorted(range(len(draft.told)), key=lambda k: draft.told[k].cue.start):
        told, parties = draft.told[i], draft.meanings[i].parties
        speaker, member = resolver.speaker((told.speaker,) if told.speaker else (), parties.medium, told.cue.start)
        out[i] = Involved(
            speaker=speaker,
            said_by=member,
            addressee=party_of(resolver, parties.addressee, member),
            target=party_of(resolver, parties.target, member),
            medium=party_of(resolver, parties.medium, member),
        )
    return [out[i] for i in range(len(draft.told))]


def _numbered(cast: Cast, involved: Iterable[Involved]) -> list[tuple[Member, str]]:
    """The members that are somebody in this text, with their ids: who takes part in a statement, or is named."""
    part: list[Member] = []
    for one in involved:
        for member in (one.said_by, one.addressee[1], one.target[1], one.medium[1]):
            if member is not None:
                part.append(member)
    bodies = {m.affiliation for m in part if m.affiliation}
    wanted = {id(m) for m in part}
    kept = [m for m in cast.members if id(m) in wanted or (m.name in bodies and acts(m)) or is_somebody(m)]
    kept.sort(key=lambda m: (min(start for start, _ in m.mentions), m.name))
    return [(m, f"a{i}") for i, m in enumerate(kept)]


def _statement(told: Told, meaning: Meaning, who: Involved, ids: dict[int, str]) -> Statement:
    """One statement, still without its number and zone."""

    def party(pair: tuple[Party | None, Member | None]) -> Party | None:
        return None if pair[0] is None else Party(pair[0].spans, ids.get(id(pair[1])))

    return Statement(
        id="",
        speaker=replace(who.speaker, actor=ids.get(id(who.said_by))),
        cue=(told.cue,),
        content=told.content,
        form=told.form,
        act=meaning.act.act,
        act_confidence=meaning.act.confidence,
        strength=meaning.act.strength,
        zone=ZoneKind.REPORT,
        confidence=told.confidence,
        made_by="",
        negated=meaning.act.negated,
        addressee=party(who.addressee),
        target=party(who.target),
        medium=party(who.medium),
    )
