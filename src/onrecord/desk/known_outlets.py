"""The outlets that packs know, as a desk keeps them: so that most of what is taken in meets its outlet by name."""

from __future__ import annotations

from collections.abc import Iterator

from ..gazetteer import Gazetteer, KnownActor, NameForm
from ..record import ActorKind, Source, SourceKind

#: What a pack's finer word makes of an outlet.
_KINDS = {
    "news-agency": SourceKind.NEWS_AGENCY,
    "newspaper": SourceKind.NEWSPAPER,
    "magazine": SourceKind.NEWSPAPER,
    "broadcaster": SourceKind.BROADCASTER,
    "website": SourceKind.WEBSITE,
    "channel": SourceKind.CHANNEL,
    "agency": SourceKind.CHANNEL,  # Of an outlet: the media arm of an armed group.
    "think-tank": SourceKind.THINK_TANK,
    "ngo": SourceKind.NGO,
}
#: Organisations that publish: all others speak through outlets.
_PUBLISHING = frozenset(
    {"news-agency", "newspaper", "magazine", "broadcaster", "website", "channel", "think-tank", "ngo"}
)
#: Forms of name that an outlet is called by where its name is given, not only in running text.
_CALLED = frozenset({NameForm.NAME, NameForm.SHORT, NameForm.ACRONYM, NameForm.FORMER})


def known_outlets(gazetteer: Gazetteer) -> Iterator[Source]:
    """Every outlet of the packs, and every organisation whose work is to publish, in the order of the packs.

    The ``link`` is the known actor's id; a desk gives the ``id``. Of several countries the first is taken; the language
    is not known.
    """
    for id_ in gazetteer.actor_ids:
        actor = gazetteer.actor(id_)
        if actor.kind is ActorKind.OUTLET or (actor.kind is ActorKind.ORGANISATION and actor.type in _PUBLISHING):
            yield source_of(actor)


def source_of(actor: KnownActor) -> Source:
    """A known actor as an outlet."""
    names = dict.fromkeys(alias.name for alias in actor.names if alias.form in _CALLED)
    return Source(
        id="",
        name=actor.name,
        kind=_KINDS.get(actor.type, SourceKind.UNKNOWN),
        country=actor.countries[0] if actor.countries else None,
        link=actor.id,
        speaks_for=actor.speaks_for,
        also=tuple(name for name in names if name != actor.name),
    )
