"""The last step: spans, acts and speakers put together into Statements and the Actors that take part in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..record import Actor, Party, Speaker, Statement, ZoneKind
from .cast import Cast, Member, cast_of
from .draft import Draft, Meaning, Told
from .names import names
from .phrases import NameIndex
from .speakers import Resolver, party_of
from .zones import zone_at


@dataclass(frozen=True, slots=True)
class Involved:
    """The people and things of one statement, resolved: the record's nouns and the members they stand for."""

    speaker: Speaker
    said_by: Member | None
    addressee: tuple[Party | None, Member | None]
    target: tuple[Party | None, Member | None]
    medium: tuple[Party | None, Member | None]


def assembled(draft: Draft, made_by: str) -> Draft:
    """The draft with its statements and actors. Actors are numbered by the place of their first mention."""
    text = draft.document.text
    headlines = [z.span for z in draft.zones if z.kind is ZoneKind.HEADLINE]
    found = names(text, draft.layout, headlines)
    cast = cast_of(text, found, draft.layout)
    quoted = [q.span for q in draft.layout.quotations if q.depth == 0]
    involved = _involved(draft, Resolver(draft.document, quoted, cast, NameIndex(found)))
    actors = _numbered(cast, involved)
    order = _text_order(draft.told)
    numbers = {old: f"s{new}" for new, old in enumerate(order)}
    ids = {id(member): number for member, number in actors}
    statements = [
        replace(_statement(draft.told[i], draft.meanings[i], involved[i], ids), id=numbers[i], made_by=made_by,
                zone=zone_at(draft.zones, draft.told[i].cue.start),
                within=None if (w := draft.told[i].within) is None else numbers[w])
        for i in order
    ]  # fmt: skip
    return replace(draft, statements=tuple(statements), actors=tuple(_actor(m, i) for m, i in actors))


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
    """The members that take part in a statement, with their ids."""
    part: list[Member] = []
    for one in involved:
        for member in (one.said_by, one.addressee[1], one.target[1], one.medium[1]):
            if member is not None:
                part.append(member)
    bodies = {m.affiliation for m in part if m.affiliation}
    wanted = {id(m) for m in part}
    kept = [m for m in cast.members if id(m) in wanted or m.name in bodies]
    kept.sort(key=lambda m: (min(start for start, _ in m.mentions), m.name))
    return [(m, f"a{i}") for i, m in enumerate(kept)]


def _actor(member: Member, number: str) -> Actor:
    also = [s for s, _ in member.spellings.most_common() if s != member.name]
    return Actor(
        id=number,
        name=member.name,
        kind=member.kind,
        mentions=tuple(sorted(member.mentions.values(), key=lambda m: m.span)),
        also=tuple(also),
    )


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
