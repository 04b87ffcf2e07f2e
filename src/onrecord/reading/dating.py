"""When an undated text was written, as far as it shows: by the events it tells of, and by who held which office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..gazetteer import Gazetteer, KnownActor, Office
from ..record import Actor, ActorKind, Role
from .draft import Draft
from .names import plain
from .times import Dated, within, written_bounds

#: Words before an office that say it is no longer held, or not yet.
_PAST_OFFICE = re.compile(r"\b(?:former|ex|then|late|previous|one-time|onetime|outgoing|old)[\s-]*\Z", re.IGNORECASE)
#: Names of events that are over by their meaning.
_OVER = re.compile(r"\b(?:liberation|fall|defeat|recapture|capture|end|withdrawal|killing|assassination)\b", re.I)


def home(draft: Draft, gazetteer: Gazetteer) -> tuple[str, ...] | None:
    """The ISO 3166 countries that the Document's outlet is known to be of; ``None`` where that is not known."""
    source = draft.document.source
    hits = gazetteer.actors_named(source) if source else ()
    # A news agency reports from everywhere.
    outlets = [h.actor for h in hits if h.actor.kind is ActorKind.OUTLET and h.actor.type != "news-agency"]
    countries = {country for outlet in outlets for country in outlet.countries}
    return tuple(sorted(countries)) or None


def dated(draft: Draft, gazetteer: Gazetteer) -> Draft:
    """The draft with bounds of its date, if it bears none, and with the relative times that these bounds narrow."""
    if draft.document.published is not None:
        return draft
    facts = (*_events(draft), *_offices(draft, gazetteer))
    text = draft.document.text
    written = written_bounds(text, draft.layout, draft.times, facts)
    if written is None:
        return draft
    return replace(draft, written=written, times=within(text, draft.layout, draft.times, written))


def _events(draft: Draft) -> Iterator[Dated]:
    text = draft.document.text
    for one in draft.named.happenings:
        words, event = one.span.of(text), one.event
        around = text[max(0, one.span.start - 20) : one.span.start] + words
        start = event.end if _OVER.search(around) else event.start
        yield Dated(one.span, start, event.end, True, f"it refers to “{words}”, {_told(event.start, event.end)}")


def _told(start: str, end: str) -> str:
    return start if start == end else f"{start} to {end}"


def _offices(draft: Draft, gazetteer: Gazetteer) -> Iterator[Dated]:
    """Somebody who is called by an office that he held for a known time: written within that time."""
    text = draft.document.text
    for actor in draft.actors:
        if actor.link is None or actor.kind is not ActorKind.PERSON:
            continue
        known = gazetteer.actor(actor.link)
        for role in actor.roles:
            office = _office(known, role)
            if (
                office is not None
                and office.start
                and not _PAST_OFFICE.search(text[max(0, role.span.start - 20) : role.span.start])
            ):
                yield _held(actor, role, office)


def _held(actor: Actor, role: Role, office: Office) -> Dated:
    until = f"to {office.end}" if office.end else "on, as far as is known"
    why = f"it calls {actor.name} “{role.title}”, an office held from {office.start} {until}"
    return Dated(role.span, office.start or "", office.end, False, why)


def _office(known: KnownActor, role: Role) -> Office | None:
    """The office of a known person that these words name, from its first day to its last if it was held twice."""
    words = plain(role.title)
    fitting = [o for o in known.offices if re.search(rf"\b{re.escape(_bare_title(o.title))}\b", words)]
    if not fitting or len({_bare_title(o.title) for o in fitting}) > 1:
        return None
    starts, ends = [o.start for o in fitting], [o.end for o in fitting]
    return replace(
        fitting[0],
        start=min((s for s in starts if s), default=None) if all(starts) else None,
        end=max((e for e in ends if e), default=None) if all(ends) else None,
    )


def _bare_title(title: str) -> str:
    """A title without the body it is held in: "prime minister" of "Prime Minister of Qalmara"."""
    return plain(title).partition(" of ")[0]
