"""Names that the gazetteer knows in a text whose language the other steps do not read: who and where, and no more.

No tagger, no pronouns, no statements: a whole known name is found in whatever script the packs have it, and is linked
where one actor alone bears it or the text's other names decide. That is little, but it is enough to find the Arabic
article that an English report quotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..gazetteer import Gazetteer
from .actors import actor_of, is_somebody
from .cast import cast_of
from .draft import Draft
from .identity import context_of, identify
from .mentions import Mentions
from .names import Name
from .places import PlaceWords, places_of
from .sightings import Sighting, sightings

#: How sure a place is that only the gazetteer takes for one.
_PLACE = 0.7


def known_names(draft: Draft, gazetteer: Gazetteer) -> Draft:
    """The draft with the actors and places that the gazetteer knows by name."""
    text = draft.document.text
    named = _named(sightings(text, draft.layout, gazetteer))
    places = places_of(text, draft.layout, named.places, gazetteer, None)
    cast = cast_of(text, named.names, draft.layout)
    identify(cast, context_of(text, (), (p.country.lower() for p in places if p.country), gazetteer))
    kept = sorted((m for m in cast.members if is_somebody(m)), key=lambda m: min(start for start, _ in m.mentions))
    ids = {id(member): f"a{number}" for number, member in enumerate(kept)}
    actors = tuple(actor_of(text, member, ids[id(member)], ids, cast) for member in kept)
    return replace(draft, named=named, places=places, actors=actors)


def _named(found: Sequence[Sighting]) -> Mentions:
    names, places = [], []
    for sighting in found:
        single = len(sighting.words) == 1
        sure = [hit for hit in sighting.actors if not (single and hit.alias.careful)]
        if sighting.places and not (sure and not single):
            places.append(PlaceWords(sighting.span, sighting.places, _PLACE))
        elif sure:
            names.append(Name(sighting.words, known=tuple(sure)))
    return Mentions(tuple(names), (), tuple(places))
