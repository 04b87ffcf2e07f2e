"""Who it is that a text calls by an office alone, where only one known person holds it: "the premier"."""

from __future__ import annotations

from collections.abc import Collection
from weakref import WeakKeyDictionary

from ..codebook import role_words
from ..gazetteer import Gazetteer
from ..gazetteer.known import Office
from ..record import Actor, ActorKind, MentionForm
from .wordings import wordings

#: Offices that one person alone holds in a state.
_SOLE = frozenset(("minister", "premier", "president", "chancellor", "king", "queen", "emir"))
_BEFORE = frozenset(("the", "its", "their", "our", "his", "her", "a", "an"))
_DEFENCE = {"defense": "defence"}

Title = tuple[str, ...]

#: Who holds which office, by gazetteer: the persons (ids) with the office of each.
_HELD: WeakKeyDictionary[Gazetteer, dict[Title, list[tuple[str, Office]]]] = WeakKeyDictionary()


def sole_holder(actor: Actor, countries: Collection[str], day: str | None, gazetteer: Gazetteer) -> str | None:
    """The one known person (id) who holds the office by which a text calls somebody whom it never names, in one of
    these countries (ISO 3166 alpha-2), on a day (ISO 8601); ``None`` where there is none, or more than one.
    """
    if actor.kind is not ActorKind.PERSON or actor.link is not None:
        return None
    if any(mention.form is not MentionForm.NOMINAL for mention in actor.mentions if mention.form != "pronoun"):
        return None
    title = _title(actor.name)
    if not title or title[-1] not in _SOLE or title == ("minister",):
        return None
    lands = {country.lower() for country in countries}
    found = {
        person
        for person, office in _held(gazetteer).get(title, ())
        if lands & {country.lower() for country in gazetteer.actor(person).countries} and _holds(office, day)
    }
    return next(iter(found)) if len(found) == 1 else None


def _title(words: str) -> Title:
    lows = [_DEFENCE.get(word.low, word.low) for word in wordings(words).words]
    while lows and lows[0] in _BEFORE:
        lows = lows[1:]
    return tuple(lows)


def _holds(office: Office, day: str | None) -> bool:
    if day is None:
        return True
    return (office.start or "") <= day[:10] and day[:10] <= (office.end or "9999")


def _held(gazetteer: Gazetteer) -> dict[Title, list[tuple[str, Office]]]:
    if gazetteer not in _HELD:
        held: dict[Title, list[tuple[str, Office]]] = {}
        for person in sorted(gazetteer.ids_of(ActorKind.PERSON)):
            for office in gazetteer.actor(person).offices:
                title = _title(office.title)
                others = role_words().also_called.get(" ".join(title), ())
                for called in (title, *(_title(other) for other in others)):
                    held.setdefault(called, []).append((person, office))
        _HELD[gazetteer] = held
    return _HELD[gazetteer]
