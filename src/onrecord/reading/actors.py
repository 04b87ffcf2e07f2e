"""Members of the cast as the record's Actors: which of them are somebody, under which name, in which offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..gazetteer import Hit
from ..gazetteer.spelling import plain_key
from ..record import Actor, ActorKind, Candidate, Mention, MentionForm, Role, Span
from .cast import Cast, Member
from .identity import UNDECIDED
from .mentions import Belonging
from .metonyms import SURE

#: A mention that acts with less than this likelihood is a place and no mention of an actor.
_ACTS = 0.5


def belong(text: str, cast: Cast, belongings: Iterable[Belonging]) -> None:
    """File the words that say of which state or people somebody is: with the state, or with the people themselves."""
    states = cast.linked
    peoples = {
        country: m
        for m in cast.members
        if m.link is not None and m.kind is ActorKind.PEOPLE
        for country in m.known[m.link].actor.countries
        if m.known[m.link].actor.type == "nationality"
    }
    for belonging in belongings:
        owners = {h.actor.id: h for h in belonging.known}
        shown = belonging.span.of(text)
        if len(owners) != 1:
            _disputed(cast, belonging, shown, owners)
            continue
        key, hit = next(iter(owners.items()))
        if belonging.people or hit.actor.kind is ActorKind.PEOPLE:
            home, kind, form = peoples, ActorKind.PEOPLE, MentionForm.NAME
        else:
            home, kind, form = states, hit.actor.kind, MentionForm.ADJECTIVE
        nation = home is peoples and (hit.actor.kind is not ActorKind.PEOPLE or hit.actor.type == "nationality")
        at = next(iter(hit.actor.countries), key) if nation else key
        member = home.get(at)
        if member is None:
            name = shown if home is peoples and hit.actor.kind is not ActorKind.PEOPLE else hit.actor.name
            member = cast.add(name, belonging.span, form, kind)
            member.known[key] = hit
            member.plural = home is peoples
            member.seen_as_name = True
            if home is states or hit.actor.kind is ActorKind.PEOPLE:
                member.link, member.sure, member.why = key, 0.95, hit.why
            else:
                member.why = f"{hit.why}; the people, not the state {hit.actor.name}"
            home[at] = member
        else:
            member.seen(belonging.span, form, 1.0)
        member.spellings[shown] += form is MentionForm.NAME
        cast.owners.append((belonging.span, member))
    _affiliate(cast)


def _affiliate(cast: Cast) -> None:
    """An office with a state's adjective in it is held in that state: "the Qalmari Prime Minister"."""
    for member in cast.members:
        if member.role is not None and member.affiliation is None:
            owner = cast.owner_in(member.role)
            member.affiliation = owner.name if owner is not None else None


def _disputed(cast: Cast, belonging: Belonging, shown: str, owners: Mapping[str, Hit]) -> None:
    """A word that two peoples or states share stays open: "Turkmen" are those of a state, or of a minority."""
    member = next((m for m in cast.called(shown.lower()) if m.why == UNDECIDED), None)
    if member is None:
        member = cast.add(shown, belonging.span, MentionForm.ADJECTIVE, ActorKind.PEOPLE)
        cast.call(member, shown.lower())
        member.seen_as_name, member.plural, member.why = True, True, UNDECIDED
        member.known = dict(owners)
        member.candidates = tuple(
            Candidate(key, hit.actor.name, round(1 / len(owners), 2), hit.why) for key, hit in sorted(owners.items())
        )
    member.seen(belonging.span, MentionForm.ADJECTIVE, 0.8)


def is_somebody(member: Member) -> bool:
    """Whether a member is worth an entry without taking part in a statement."""
    named = member.seen_as_name and bool(_acting(member))
    forms = {m.form for m in member.mentions.values()}
    # One that has pronouns only is the text's own voice.
    return named or MentionForm.NOMINAL in forms or forms == {MentionForm.PRONOUN}


def acts(member: Member) -> bool:
    """Whether at least one of its mentions is somebody and not a place."""
    return bool(_acting(member))


def _acting(member: Member) -> list[Mention]:
    """The mentions in which it is somebody and not a place."""
    return [m for span, m in member.mentions.items() if member.places.get(span, 1.0) >= _ACTS]


def actor_of(text: str, member: Member, number: str, ids: Mapping[int, str], cast: Cast) -> Actor:
    """The record's actor; one that takes part in a statement although its words look like a place keeps them."""
    mentions = _acting(member) or list(member.mentions.values())
    chosen = member.known.get(member.link or "")
    also = _others(member)
    countries = chosen.actor.countries if chosen is not None else _shared_countries(member)
    return Actor(
        id=number,
        name=member.name,
        kind=member.kind,
        mentions=tuple(sorted((_weighed(member, m) for m in mentions), key=lambda m: m.span)),
        also=tuple(also),
        link=member.link,
        known_as=chosen.actor.name if chosen is not None else None,
        confidence=member.sure,
        why=member.why,
        candidates=member.candidates,
        type=chosen.actor.type if chosen is not None else None,
        countries=tuple(c.upper() for c in countries),
        roles=_roles(text, member, ids, cast),
    )


def _others(member: Member) -> list[str]:
    """The other names of an actor, the most used first; what differs by marks or case alone is one name."""
    shown = {plain_key(member.name): member.name}
    for spelling, _ in member.spellings.most_common():
        shown.setdefault(plain_key(spelling), spelling)
    return list(shown.values())[1:]


def _weighed(member: Member, mention: Mention) -> Mention:
    """A mention that may be a place is that much less sure."""
    share = member.places.get((mention.span.start, mention.span.end), 1.0)
    return mention if share >= SURE else Mention(mention.span, mention.form, round(mention.confidence * share, 2))


def _shared_countries(member: Member) -> tuple[str, ...]:
    """The countries that all candidates share, where some are shown."""
    shown = {c.link for c in member.candidates}
    sets = [set(h.actor.countries) for key, h in member.known.items() if key in shown]
    return tuple(sorted(set.intersection(*sets))) if sets else ()


def _roles(text: str, member: Member, ids: Mapping[int, str], cast: Cast) -> tuple[Role, ...]:
    if member.role is None:
        return ()
    body = _body(member, member.role, cast)
    title = " ".join(member.role.of(text).split())
    # A person is nobody's office: "the premier's adviser" is held elsewhere.
    held = body is not None and body.kind is not ActorKind.PERSON
    return (Role(member.role, title, ids.get(id(body)) if held else None),)


def _body(member: Member, role: Span, cast: Cast) -> Member | None:
    """In which body an office is held: as the text says, by the state's adjective in it, or as the gazetteer knows."""
    body = cast.under(member.affiliation or "") or cast.owner_in(role)
    if body is not None:
        return body
    known = member.known.get(member.link or "")
    held = {office.body for office in known.actor.offices} if known is not None else set()
    return next((cast.linked[body] for body in sorted(held) if body in cast.linked), None)
