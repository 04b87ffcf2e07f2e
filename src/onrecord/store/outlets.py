"""Outlets: who carried it, told by host, channel number or name."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import JudgementKind, Source, SourceKind
from . import logbook, source_facts
from .asking import LEAST_DIGITS, only_id, shortened
from .judged import entries
from .listed import among, length, named
from .opening import Store
from .outlet_keys import bounded, host_key, keys_of, name_key, passes, shared_name_key
from .tables import judgement as judgement_table
from .tables import source as table
from .tables import source_key

__all__ = [
    "Renaming",
    "add_known_outlets",
    "change_source",
    "find_source",
    "host_key",
    "keys_of",
    "name_key",
    "renames",
    "source_for",
]

#: By whom changes stand in the history that follow from what a channel or page says of itself.
_MACHINE = "onrecord"
#: What a person may say that an outlet is told by.
_KINDS_OF_KEYS = frozenset({"host", "telegram", "name"})
#: The most characters of what tells bearers of one name apart: " (qm2)".
_LONGEST_MARK = 6


@dataclass(frozen=True, slots=True)
class Renaming:
    """An outlet that changed its name: when (ISO 8601, UTC), what it was called and is since, and on whose word."""

    at: str
    was: str
    name: str
    who: str
    why: str | None


def source_for(store: Store, at: sa.Connection, keys: Sequence[str], known: Source) -> str:
    """The id of the outlet that one of ``keys`` belongs to (the first that is known, in their order), else a new one
    with the facts of ``known``. Keys that were not known yet are added to it, and those that were are seen again.

    Channels, hosts and feeds decide before names. A name key that belongs to another outlet than a channel or host key
    does is not moved: names are shared. A name that several outlets bear does not decide, unless the country does, nor
    one whose bearer is of another country: then it is a new outlet, whose key says the country (``name:... (qm)``) or
    that nothing tells (``name:... (?)``).

    A name alone brings no new site or channel to an outlet that has one of its own: whoever calls himself by a known
    name would take its grade. Such a one is an outlet by itself, until a person gives its key to the other
    (``add_key``).

    A channel, host or feed with a name that it never had was renamed: a judgement by ``onrecord``, unless the name is
    another outlet's and only a host speaks for it: then the page carries that outlet's text.

    Raises:
        StoreError: if there is no key at all.
    """
    ordered = sorted(dict.fromkeys(bounded(key) for key in keys if key), key=passes)
    if not ordered:
        raise StoreError("an outlet is told by nothing", known.name or None, "give its name")
    rows = _rows(at, [*ordered, *(shared_name_key(key, None) for key in ordered if key.startswith("name:"))])
    lasting = [key for key in ordered if not passes(key)]
    by = next((key for key in lasting if key in rows), None)
    if by is not None:
        found = str(rows[by].source)
        called = name_key(known.name)
        if called in ordered and not (called in rows and rows[called].source == found):
            _call(store, at, found, by, called, known)
        _see(store, at, found, ordered, rows, known)
        return found
    chosen, key = _by_name(at, [key for key in ordered if passes(key)], rows, known, bool(lasting))
    if chosen is not None and _stands_elsewhere(at, chosen, lasting):
        chosen = key = None
    if chosen is None:
        chosen = _new(store, at, [*lasting, *([key] if key else [])] or ordered, known)
    _see(store, at, chosen, [*lasting, *([key] if key else [])], rows, known)
    return chosen


def add_key(store: Store, at: sa.Connection, id_: str, key: str, who: str, why: str | None) -> str:
    """Says that a host or channel is an outlet's too: ``host:...``, ``telegram:...``, ``name:...``.

    It is noted in the desk's log; gives the key as it is kept. What was filed under another outlet before stays there.

    Raises:
        StoreError: if it is no key, or another outlet's.
    """
    kind, _, value = key.partition(":")
    if kind not in _KINDS_OF_KEYS or not value.strip():
        remedy = "write host:example.org, telegram:NUMBER or name:NAME"
        raise StoreError("not what an outlet is told by", repr(key), remedy)
    wanted = name_key(value) if kind == "name" else bounded(f"{kind}:{value.strip().lower()}")
    there = _rows(at, [str(wanted)]).get(str(wanted))
    if there is not None and there.source != id_:
        raise StoreError("this is another outlet's already", f"{wanted} of {there.source}", "see onrecord desk sources")
    if there is None:
        now = store.now(at)
        _add_keys(at, id_, {str(wanted): value.strip()}, now)
        logbook.note(at, now, who, "outlet key", {"outlet": id_, "key": str(wanted), "why": why})
    return str(wanted)


def change_source(
    store: Store, at: sa.Connection, id_: str, fields: dict[str, str | None], who: str, why: str | None
) -> None:
    """Changes facts of an outlet (name, kind, country, language, link, homepage, speaks_for), by judgements.

    What is so already is passed over. Several that it speaks for are parted by semicolons. A new name is a key too,
    unless another outlet has it.

    Raises:
        StoreError: if there is no such outlet or field, or a kind is none.
    """
    if at.execute(sa.select(table.c.id).where(table.c.id == id_)).first() is None:
        raise StoreError("this desk has no outlet of this id", repr(id_), "see onrecord desk sources")
    facts = {field: source_facts.fact(id_, field, said) for field, said in fields.items()}
    for field, value in facts.items():
        source_facts.set_fact(store, at, id_, field, value, who, why)
    key = name_key(facts.get("name"))
    if key is not None and not _bearers(at, key):
        _add_keys(at, id_, {key: facts["name"]}, store.now(at))


def find_source(at: sa.Connection, named: str) -> str:
    """The id of the outlet with this id (four digits or more of it), name or key.

    Raises:
        StoreError: if there is none (near ones are named), or several.
    """
    id_ = shortened(named, "o")
    if id_ is not None and len(id_) >= 2 + LEAST_DIGITS:
        return only_id(at, table.c.id, id_, "o", "outlet")
    key = at.execute(sa.select(source_key.c.source).where(source_key.c.key == bounded(named.strip()))).scalar()
    if key is not None:
        return str(key)
    called = name_key(named)
    of_name = set() if called is None else set(_bearers(at, called))
    of_name |= {row.id for row in at.execute(sa.select(table.c.id, table.c.name)) if name_key(row.name) == called}
    if len(of_name) == 1:
        return str(of_name.pop())
    if of_name:
        raise StoreError("several outlets are called so", named, f"give an id: {_listed(at, sorted(of_name))}")
    raise StoreError("this desk has no such outlet", named, _near(at, named))


def renames(at: sa.Connection, source: str, at_time: str | None = None) -> list[Renaming]:
    """When an outlet was renamed, oldest first, as far as that was not taken back by then."""
    of_source = (judgement_table.c.subject == source) & (judgement_table.c.kind == JudgementKind.SOURCE)
    return [
        Renaming(one.at, str(one.value["was"]), str(one.value["name"]), one.who, one.why)
        for one in (entry.judgement for entry in entries(at, of_source, at_time))
        if one.undone is None and one.value is not None and "name" in one.value
    ]


def are_known(at: sa.Connection) -> bool:
    """Whether the outlets of packs were added to this desk."""
    return at.execute(sa.select(table.c.id).where(table.c.link.is_not(None)).limit(1)).first() is not None


def add_known_outlets(store: Store, at: sa.Connection, known: Iterable[Source]) -> int:
    """Adds the outlets of packs that the desk does not know yet (by ``link``), under all their names; how many are new.

    ``also`` are the other names. A name that several of them bear, or one on the desk does, is a key with the country
    (``name:al-bayan (qm)``): alone it decides nothing. An outlet that the desk knows by that name, and of which nobody
    said which known actor it is, is taken for this one if no country speaks against it: what is missing of its facts
    is filled in.
    """
    outlets = list(known)
    names = [_name_keys(one) for one in outlets]
    shared = {key for key, count in Counter(key for keys in names for key in keys).items() if count > 1}
    taken = {row.key: row.source for row in at.execute(sa.select(source_key))}
    there = {row.id: row for row in at.execute(sa.select(table))}
    linked = {row.link: row.id for row in there.values() if row.link is not None}
    now, rows, more = store.now(at), [], {}
    for one, keys in zip(outlets, names, strict=True):
        owner = linked.get(one.link) or next((taken[key] for key in keys if key in taken and key not in shared), None)
        row = there.get(owner or "")
        adopted = row is not None and (row.link == one.link or _may_be(row, one))
        own = _own_keys(one, keys, shared, taken, str(owner) if adopted else None)
        if row is not None and adopted:
            id_ = str(row.id)
            _fill_in(at, row, one)
        elif own:
            id_ = "o:" + hashlib.sha256(next(iter(own)).encode()).hexdigest()[:12]
            rows.append(_row(replace(one, id=id_), now))
        else:
            continue
        if one.link is not None:
            linked[one.link] = id_
        taken.update(dict.fromkeys(own, id_))
        more.update({key: (id_, shown) for key, shown in own.items()})
    if rows:
        at.execute(sa.insert(table), rows)
    if more:
        times = {"first_seen": now, "last_seen": now}
        at.execute(
            sa.insert(source_key),
            [{"key": k, "source": id_, "shown": said, **times} for k, (id_, said) in more.items()],
        )
    return len(rows)


def _name_keys(one: Source) -> dict[str, str]:
    keys = {name_key(name): name for name in reversed((one.name, *one.also))}
    return {key: keys[key] for key in reversed(keys) if key is not None}


def _may_be(row: sa.Row[Any], one: Source) -> bool:
    same_country = row.country is None or one.country is None or row.country == one.country.lower()
    return row.link is None and same_country


def _own_keys(
    one: Source, names: Mapping[str, str], shared: set[str], taken: Mapping[str, str], owner: str | None
) -> dict[str, str]:
    """The keys that an outlet of a pack gets for its names, with the names as they are written."""
    own: dict[str, str] = {}
    for key, shown in names.items():
        with_country = shared_name_key(key, one.country or "-")
        marked = [with_country, *(f"{with_country[:-1]}{number})" for number in range(2, 10))]
        if owner is not None and any(taken.get(form) == owner for form in (key, *marked)):
            continue
        forms = marked if key in shared or key in taken else [key]
        free = next((form for form in forms if form not in taken), None)
        if free is not None:
            own[free] = shown
    return own


def _fill_in(at: sa.Connection, row: sa.Row[Any], one: Source) -> None:
    missing = {
        "link": one.link if row.link is None else None,
        "country": one.country.lower() if row.country is None and one.country else None,
        "language": one.language if row.language is None else None,
        "kind": one.kind.value if row.kind == SourceKind.UNKNOWN else None,
        "speaks_for": json.dumps(list(one.speaks_for)) if row.speaks_for == "[]" and one.speaks_for else None,
    }
    facts = {field: value for field, value in missing.items() if value is not None}
    if facts:
        at.execute(sa.update(table).where(table.c.id == row.id).values(facts))


def _rows(at: sa.Connection, keys: Sequence[str]) -> dict[str, sa.Row[Any]]:
    long = length(len(keys))
    return {row.key: row for row in at.execute(_of_keys(long), named(keys, long))}


@cache
def _of_keys(keys: int) -> sa.Select[Any]:
    return sa.select(source_key).where(among(source_key.c.key, keys))


@cache
def _seen_again(keys: int) -> sa.Update:
    return sa.update(source_key).where(among(source_key.c.key, keys)).values(last_seen=sa.bindparam("now"))


def _bearers(at: sa.Connection, key: str) -> dict[str, str]:
    """The outlets that bear a name, alone or with others, and by which key."""
    # ")" stands next after "(".
    beside = (source_key.c.key >= f"{key} (") & (source_key.c.key < f"{key} )")
    several = beside & (sa.func.length(source_key.c.key) <= len(key) + _LONGEST_MARK)
    which = sa.select(source_key.c.source, source_key.c.key).where((source_key.c.key == key) | several)
    return {row.source: row.key for row in at.execute(which.order_by(source_key.c.key))}


def _by_name(
    at: sa.Connection, keys: Sequence[str], rows: Mapping[str, sa.Row[Any]], known: Source, elsewhere: bool
) -> tuple[str | None, str | None]:
    """The outlet that a name tells, and the key under which it, or a new one, is to be known.

    ``elsewhere`` says that there is a channel, host or feed too, by which a new outlet is known without its name.
    """
    for key in keys:
        if not key.startswith("name:"):
            if key in rows:
                return str(rows[key].source), key
            continue
        bearers = _bearers(at, key)
        if not bearers:
            return None, key
        country = (known.country or "").lower() or None
        of = _facts_of(at, "country", list(bearers))
        if len(bearers) == 1:
            ((one, its),) = bearers.items()
            if country is None or of[one] is None or of[one] == country:
                return one, its
            return None, shared_name_key(key, country)
        there = [id_ for id_ in bearers if country is not None and of[id_] == country]
        if len(there) == 1:
            return there[0], bearers[there[0]]
        undecided = shared_name_key(key, None if there else country)
        if elsewhere and undecided.endswith("(?)"):
            return None, None
        return next((id_ for id_, its in bearers.items() if its == undecided), None), undecided
    return None, keys[0] if keys else None


def _stands_elsewhere(at: sa.Connection, id_: str, lasting: Sequence[str]) -> bool:
    """Whether what a name led to has a site or channel of its own, and what is to be filed comes from another."""
    if not any(key.startswith(("host:", "telegram:")) for key in lasting):
        return False
    own = at.execute(sa.select(source_key.c.key).where(source_key.c.source == id_)).scalars()
    return any(key.startswith(("host:", "telegram:")) for key in own)


def _new(store: Store, at: sa.Connection, keys: Sequence[str], known: Source) -> str:
    id_ = "o:" + hashlib.sha256(keys[0].encode()).hexdigest()[:12]
    there = at.execute(sa.select(table.c.id).where(table.c.id == id_)).first()
    if there is None:
        name = " ".join(known.name.split())[: source_facts.LONGEST_NAME] or keys[0].partition(":")[2]
        at.execute(sa.insert(table), [_row(replace(known, id=id_, name=name), store.now(at))])
    return id_


def _row(source: Source, now: str) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "country": source.country.lower() if source.country else None,
        "language": source.language,
        "link": source.link,
        "homepage": source.homepage,
        "speaks_for": json.dumps(list(source.speaks_for), ensure_ascii=False),
        "added": now,
    }


def _see(
    store: Store, at: sa.Connection, id_: str, keys: Sequence[str], rows: Mapping[str, sa.Row[Any]], known: Source
) -> None:
    """Adds the keys that are free to an outlet, and notes that its own were seen again."""
    now = store.now(at)
    own = [key for key in keys if key in rows and rows[key].source == id_]
    if own:
        long = length(len(own))
        at.execute(_seen_again(long), {**named(own, long), "now": now})
    free = [key for key in keys if key not in rows]
    if not free:
        return
    taken = _rows(at, free).keys()
    called = name_key(known.name)
    shared = called in free and bool(set(_bearers(at, str(called))) - {id_})
    shown = {key: known.name if _is_name(key, called) else key.partition(":")[2] for key in free if key not in taken}
    _add_keys(at, id_, {key: said for key, said in shown.items() if not (shared and key == called)}, now)


def _is_name(key: str, called: str | None) -> bool:
    return called is not None and (key == called or key.startswith(f"{called} ("))


def _add_keys(at: sa.Connection, id_: str, shown: Mapping[str, str], now: str) -> None:
    rows = [
        {"key": key, "source": id_, "shown": said[: source_facts.LONGEST_NAME], "first_seen": now, "last_seen": now}
        for key, said in shown.items()
    ]
    if rows:
        at.execute(sa.insert(source_key), rows)


def _call(store: Store, at: sa.Connection, id_: str, by: str, called: str, known: Source) -> None:
    """Gives an outlet the name that it is told under, if it never had it."""
    was = str(at.execute(sa.select(table.c.name).where(table.c.id == id_)).scalar_one())
    own = at.execute(sa.select(source_key.c.key).where(source_key.c.source == id_)).scalars().all()
    if called == name_key(was) or any(_is_name(key, called) for key in own):
        return
    name = " ".join(known.name.split())[: source_facts.LONGEST_NAME]
    if was in {key.partition(":")[2] for key in own if not passes(key)}:
        # It went by its host or number, for want of a name: this is its first.
        at.execute(sa.update(table).where(table.c.id == id_).values(name=name))
        return
    if by.startswith("host:") and set(_bearers(at, called)) - {id_}:
        return
    if called not in {name_key(one.was) for one in renames(at, id_)}:
        what = {"telegram": "channel", "feed": "feed", "host": "site"}.get(by.partition(":")[0], "outlet")
        source_facts.set_fact(store, at, id_, "name", name, _MACHINE, f"the {what} {by} is now called {name}")


def _facts_of(at: sa.Connection, fact: str, ids: Sequence[str]) -> dict[str, str | None]:
    which = sa.select(table.c.id, table.c[fact].label("said")).where(table.c.id.in_(ids))
    return {row.id: row.said for row in at.execute(which)}


def _listed(at: sa.Connection, ids: Sequence[str]) -> str:
    names = _facts_of(at, "name", ids[:5])
    return ", ".join(f"{id_} ({names[id_]})" for id_ in ids[:5]) + (" and more" if len(ids) > 5 else "")


def _near(at: sa.Connection, named: str) -> str:
    shown = at.execute(
        sa.select(source_key.c.key, source_key.c.shown).where(source_key.c.key.startswith("name:"))
    ).all()
    by_key = {row.key.partition(":")[2]: row.shown for row in shown}
    near = difflib.get_close_matches((name_key(named) or "").partition(":")[2], by_key, n=3, cutoff=0.6)
    return f"near it: {', '.join(by_key[key] for key in near)}" if near else "see onrecord desk sources"
