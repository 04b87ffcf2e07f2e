"""By which names an actor goes, who else claims them, which offices it is given, and what packs say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from ..gazetteer import Gazetteer, KnownActor
from ..gazetteer.keys import name_key
from ..store import profile_rows
from ..store.profile_rows import Asked, Office, Used
from .profile_look import Look
from .profile_parts import Held, Known, KnownOffice, Name, Question, Use, Who

#: The latest tellings of offices that are looked at.
MOST_OFFICES = 2000
#: Documents that are named for one office, and outlets for one name.
_SOURCES = 2
_OUTLETS = 5
#: Names that are asked for other bearers.
_ASKED = 80


@dataclass(frozen=True, slots=True)
class Names:
    """What is asked of an actor's names before it is known who is who: those that are shown, of all that it has
    (``count``), and by name its uses, its origins, and the other base entities that are filed under it. ``asked`` are
    the questions whether another entity is the same one.
    """

    order: tuple[str, ...]
    count: int
    used: Mapping[str, Sequence[Used]]
    kept: Mapping[str, set[str]]
    also: Mapping[str, Sequence[int]]
    asked: Mapping[int, Asked]

    @classmethod
    def of(cls, look: Look, limit: int) -> Names:
        """Asks the desk; ``limit`` names are shown."""
        times = profile_rows.names_counted(look.at, look.bases, look.at_time)
        kept: defaultdict[str, set[str]] = defaultdict(set)
        for name, origin in profile_rows.names_kept(look.at, look.bases):
            # A name that only texts use is known by those that held then.
            if origin == "pack" or name in times:
                kept[name].add(origin)
        own = look.entity.name
        all_ = {*times, *kept, own}
        order = nsmallest(max(limit, _ASKED), all_, key=lambda name: (-times.get(name, 0), name != own, name))
        shown = tuple(order[:limit])
        used: defaultdict[str, list[Used]] = defaultdict(list)
        for one in profile_rows.names_used(look.at, look.bases, shown, look.at_time):
            used[one.name].append(one)
        return cls(shown, len(all_), used, kept, _also(look, order[:_ASKED]), _asked(look))

    def people(self) -> list[int]:
        """Of whom it is to be known who they are."""
        return [*self.asked, *(no for numbers in self.also.values() for no in numbers)]

    def outlets(self) -> list[str | None]:
        """The outlets that use the names that are shown."""
        return [one.source for name in self.order for one in self.used.get(name, ())]

    def shown(self, look: Look) -> tuple[Name, ...]:
        """The names that texts use most, then those that only packs have."""
        told = []
        for name in self.order:
            others = dict.fromkeys(look.citing.who(no) for no in self.also.get(name, ()))
            also = [who for who in others if who is not None and who.id != look.entity.id]
            told.append(_name(look, name, self.used.get(name, []), self.kept.get(name, set()), also))
        return tuple(told)

    def questions(self, look: Look) -> tuple[Question, ...]:
        """Who may be the same actor, as far as nobody has decided."""
        return tuple(
            Question(who, one.score, one.reasons)
            for no, one in self.asked.items()
            if (who := look.citing.who(no)) is not None
        )


def _name(look: Look, name: str, used: Sequence[Used], origins: Iterable[str], also: Sequence[Who]) -> Name:
    uses = [Use(look.citing.outlet(one.source)[0], one.times, one.first, one.last) for one in used]
    uses.sort(key=lambda one: (one.first or "9", -one.times, one.outlet or ""))
    words = " and ".join(sorted({*origins, *(("text",) if used else ())})) or "pack"
    return Name(name, words, sum(one.times for one in used), tuple(uses[:_OUTLETS]), tuple(also))


def _also(look: Look, names: Sequence[str]) -> dict[str, list[int]]:
    """Who else bears each of these names, as it is written: base entities that the actor is not one with."""
    keys = {name: f"n:{key}" for name in names if (key := name_key(name))}
    found = profile_rows.bearers(look.at, sorted(set(keys.values())), look.bases)
    return {name: [no for no in found.get(key, ()) if look.root(no) not in look.mine] for name, key in keys.items()}


def _asked(look: Look) -> dict[int, Asked]:
    """The questions that no judgement has answered, by the root of the other one."""
    asked = profile_rows.questions(look.at, look.bases, look.at_time)
    apart = profile_rows.answered(look.at, look.at_time) if asked else set()
    told: dict[int, Asked] = {}
    for one in asked:
        root = look.root(one.other)
        pairs = {(min(a, b), max(a, b)) for a in look.bases for b in (one.other, root)}
        if root not in look.mine and root not in told and not pairs & apart:
            told[root] = one
    return told


def offices_of(look: Look, offices: Sequence[Office], limit: int) -> tuple[tuple[Held, ...], int]:
    """The offices that texts give it, those most often told first; and how many there are."""
    together: defaultdict[tuple[str, int | None], list[Office]] = defaultdict(list)
    for one in offices:
        together[office_key(one.title), None if one.body is None else look.root(one.body)].append(one)
    held = []
    for (_, body), some in together.items():
        days = sorted(one.day for one in some if one.day)
        texts = {one.family: one for one in reversed(some)}
        latest = sorted(texts.values(), key=lambda one: (one.day or "", one.document), reverse=True)
        first, last = (days[0], days[-1]) if days else (None, None)
        sources = tuple(look.office_source(one) for one in latest[:_SOURCES])
        held.append(Held(latest[0].title, look.citing.who(body), len(texts), first, last, sources))
    held.sort(key=lambda one: (-one.texts, one.last or "", one.title))
    return tuple(held[:limit]), len(held)


def office_key(title: str) -> str:
    """What an office's words are compared by: "The prime minister" and "Qalmara's prime minister" are one."""
    words = title.casefold().replace("’", "'").split()
    whose = next((n for n, word in enumerate(words[:4], 1) if word.endswith("'s") or word.endswith("s'")), 0)
    words = words[whose:] or words
    return " ".join(words[1:] if len(words) > 1 and words[0] in _WHOSE else words)


_WHOSE = frozenset({"the", "a", "an", "its", "their", "our", "his", "her", "my", "your", "then"})


def known_of(gazetteer: Gazetteer | None, links: Iterable[str]) -> tuple[Known, ...]:
    """What packs say of it, under each of its links."""
    if gazetteer is None:
        return ()
    versions = {pack.name: f"{pack.name} {pack.version}" for pack in gazetteer.packs}
    return tuple(_known(gazetteer, gazetteer.actor(id_), versions) for id_ in links if id_ in gazetteer.actor_ids)


def _known(gazetteer: Gazetteer, one: KnownActor, versions: dict[str, str]) -> Known:
    def called(id_: str) -> str:
        return gazetteer.actor(id_).name if id_ in gazetteer.actor_ids else id_

    offices = tuple(KnownOffice(held.title, called(held.body), held.start, held.end) for held in one.offices)
    pack = one.id.partition(":")[0]
    parts, speaks = tuple(map(called, one.part_of)), tuple(map(called, one.speaks_for))
    return Known(versions.get(pack, pack), one.id, one.start, one.end, one.note, parts, speaks, offices)
