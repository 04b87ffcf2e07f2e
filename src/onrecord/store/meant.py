"""Who is meant by a name that a person types, in any script and spelling: the entities of the desk, best first.

Keys propose (``entity_keys.py``), and the likeness of names decides and says why (``gazetteer/likeness.py``): those
that are written or sound the same first, and others only if none of these is surely meant. So what a question costs
does not grow with the desk. What texts call somebody counts too, where it is no name that is kept for comparison
("Coastal Guard" of the People's Coastal Guard).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..gazetteer.keys import name_key
from ..gazetteer.likeness import SURE, Likeness, likeness
from ..record import ActorKind, Entity
from . import entities
from .asking import in_pieces
from .entity_keys import LONGEST, MOST, name_keys
from .listed import among, length, named
from .tables import actor, entity, entity_key, entity_name, linked

#: What is less like a name than this is nobody's.
LEAST = 0.6
#: Kinds of key, those that tell most first; so many entities that share some of a kind are compared at most.
_STAGES = (("n:", "s:"), ("x:",), ("l:",))
_MOST_COMPARED = 60
#: Actors of documents that are looked at for what texts call somebody, and what it is worth if all of them are one.
_CALLED, _AS_CALLED = 400, 0.96
#: Capitals whose mark is a sound of its own.
_SCHOLARS = str.maketrans({"Ḵ": "Kh", "Ḫ": "Kh", "Ġ": "Gh", "Ḡ": "Gh", "Ž": "Zh"})
#: What is j to others.
_GERMAN = re.compile(r"(?i)dsch")
#: French spellings of a servant of God that are one word to nobody else.
_SERVANT = re.compile(r"(?i)\b(abd)(?:ou|oo)(?=[a-z]|[- ]\w)")


@dataclass(frozen=True, slots=True)
class Meant:
    """An entity that a name may mean: its number, ``score`` (0 to 1), and ``why`` in words."""

    number: int
    entity: Entity
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Alike:
    """A base entity, the name of it that is likest, and how alike that is."""

    number: int
    name: str
    likeness: Likeness


def meant(at: sa.Connection, name: str, *, most: int = 5, at_time: str | None = None) -> list[Meant]:
    """Who on this desk bears the name, or one that is nearly it, best first; each entity once.

    Of two that are equally like it the one that more actors of documents are linked to comes first.
    """
    name = _typed(name)
    found, tried = dict[int, _Alike](), set[int]()
    keys = _keys(name)
    for kinds in _STAGES:
        if any(one.likeness.score >= SURE for one in found.values()):
            break
        near = _proposed(at, [key for key in keys if key.startswith(kinds)], tried)
        tried.update(near)
        found.update({one.number: one for one in _alike(at, name, near, LEAST)})
    for one in _called(at, name):
        if one.number not in found or found[one.number].likeness.score < one.likeness.score:
            found[one.number] = one
    return _told(at, found.values(), most, at_time)


def is_name(at: sa.Connection, words: str, *, at_time: str | None = None) -> list[Meant]:
    """Who bears exactly this name, in some spelling or script that is surely the same one; nobody for common words.

    A single word in Latin letters counts only as it is written, with a capital: other words sound like too many names.
    """
    name = _typed(words)
    single = name.isascii() and " " not in name_key(name)
    if not name or (single and not name[:1].isupper()):
        return []
    keys = _keys(name)
    written = [key for key in keys if key.startswith("n:")]
    found = _alike(at, name, _proposed(at, written, ()), SURE)
    if not found and not single:
        found = _alike(at, name, _proposed(at, [key for key in keys if key.startswith("s:")], ()), SURE)
    if not found:
        found = [one for one in _called(at, name) if one.likeness.score >= SURE]
    best = max((one.likeness.score for one in found), default=0.0)
    return _told(at, [one for one in found if one.likeness.score >= min(best, 0.999)], 5, at_time)


def _typed(name: str) -> str:
    """A name on one line, no longer than names are; what only scholars and Germans write, as others do."""
    one_line = unicodedata.normalize("NFC", " ".join(name[: 4 * LONGEST].split()))[:LONGEST]
    return _SERVANT.sub(r"\1u", _GERMAN.sub("j", one_line.translate(_SCHOLARS)))


def _keys(name: str) -> list[str]:
    """Its keys as a person's and as a body's name, and with the surname last where it stands first."""
    turned = " ".join(reversed(name.split(",", 1))).strip() if "," in name else ""
    keys = [*name_keys(name, False), *name_keys(name, True)]
    return list(dict.fromkeys([*keys, *name_keys(turned, True)] if turned else keys))


def _proposed(at: sa.Connection, keys: Sequence[str], but: Collection[int]) -> list[int]:
    """The entities that have these keys, those with most of them first; a key that very many have proposes nobody."""
    if not keys:
        return []
    by_key: dict[str, list[int]] = {}
    size = length(len(keys))
    which = sa.select(entity_key.c.key, entity_key.c.entity).where(among(entity_key.c.key, size))
    for row in at.execute(which, named(keys, size)):
        by_key.setdefault(row.key, []).append(row.entity)
    shared = Counter(
        number
        for key in keys
        for number in sorted(by_key.get(key, ()))
        if number not in but and (key.startswith("n:") or len(by_key[key]) < MOST)
    )
    return [number for number, _ in shared.most_common(_MOST_COMPARED)]


def _called(at: sa.Connection, name: str) -> list[_Alike]:
    """Whom documents call exactly this, those that are called so most often first."""
    if not name:
        return []
    spelt = list(dict.fromkeys((name, name.replace("'", "’"), name.replace("’", "'"), name.title())))
    size = length(len(spelt))
    base = sa.func.coalesce(linked.c.put, linked.c.entity).label("is")
    some = sa.select(base).join(actor, actor.c.no == linked.c.actor).where(among(actor.c.name, size)).limit(_CALLED)
    counts = Counter(at.execute(some, named(spelt, size)).scalars())
    found = []
    for number, times in counts.most_common():
        share = times / counts.total()
        why = (
            f"{times if times < _CALLED else f'{times} or more'} texts call it so"
            if times > 1
            else "a text calls it so"
        )
        found.append(_Alike(number, name, Likeness(LEAST + (_AS_CALLED - LEAST) * share, why)))
    return found


def _alike(at: sa.Connection, name: str, numbers: Sequence[int], least: float) -> list[_Alike]:
    """Of these entities those that have a name so like this one, each with its likest name."""
    names: dict[int, list[str]] = {}
    kinds: dict[int, str] = {}
    for some in in_pieces(numbers):
        which = sa.select(entity.c.no, entity.c.name, entity.c.kind).where(entity.c.no.in_(some))
        for row in at.execute(which):
            names[row.no], kinds[row.no] = [row.name], row.kind
        also = sa.select(entity_name.c.entity, entity_name.c.name).where(entity_name.c.entity.in_(some))
        for number, other in at.execute(also.order_by(entity_name.c.name)):
            names[number].append(other)
    found = []
    for number in numbers:
        body = kinds[number] != ActorKind.PERSON
        best = max(((other, likeness(name, other, body)) for other in names[number]), key=lambda pair: pair[1].score)
        if best[1].score >= least:
            found.append(_Alike(number, *best))
    return found


def _told(at: sa.Connection, alike: Iterable[_Alike], most: int, at_time: str | None) -> list[Meant]:
    """The entities that these are now, each once, by its likest name."""
    best = {one.number: one for one in alike}
    if not best:
        return []
    now = entities.by_number(at, best, at_time)
    frequent = _frequencies(at, best)
    by_id: dict[str, Meant] = {}
    used: dict[str, int] = {}
    for number, one in best.items():
        if number not in now:
            continue  # it was not there yet
        of = now[number]
        used[of.id] = used.get(of.id, 0) + frequent.get(number, 0)
        if of.id not in by_id or one.likeness.score > by_id[of.id].score:
            why = f"“{one.name}”: {one.likeness.reason}"
            by_id[of.id] = Meant(number, of, round(one.likeness.score, 3), why)
    order = sorted(by_id.values(), key=lambda one: (-one.score, -used[one.entity.id], one.number))
    return order[:most]


def _frequencies(at: sa.Connection, numbers: Iterable[int]) -> dict[int, int]:
    """To how many actors of documents each entity is linked."""
    which = sa.select(linked.c.entity, sa.func.count().label("times")).group_by(linked.c.entity)
    found: dict[int, int] = {}
    for some in in_pieces(list(numbers)):
        found.update({row.entity: row.times for row in at.execute(which.where(linked.c.entity.in_(some)))})
    return found
