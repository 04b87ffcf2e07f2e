"""What is known of outlets, as it was at a time: facts are changed by judgements, so the history has them all.

A judgement of kind ``source`` changes one fact: its value is ``{"name": new, "was": old}``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import Grade, Judgement, JudgementKind, Source, SourceKind
from .asking import by_then, in_pieces
from .judged import Entry, add, entries, grade, of_subjects
from .opening import Store
from .outlet_keys import passes
from .tables import judgement as judgement_table
from .tables import source as table
from .tables import source_key

FACTS = ("name", "kind", "country", "language", "link", "homepage", "speaks_for")
#: The most characters of an outlet's name.
LONGEST_NAME = 200

_KINDS = (JudgementKind.GRADE, JudgementKind.SOURCE)
_ALL = judgement_table.c.kind.in_(_KINDS)


def sources_of(at: sa.Connection, ids: Sequence[str] | None, at_time: str | None = None) -> dict[str, Source]:
    """These outlets (``None``: all), by their ids, with the facts, keys and grade that held then."""
    rows: list[sa.Row[Any]] = []
    keys: defaultdict[str, list[sa.Row[Any]]] = defaultdict(list)
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for some in [None] if ids is None else in_pieces(ids):
        which = sa.true() if some is None else table.c.id.in_(some)
        of_which = sa.true() if some is None else source_key.c.source.in_(some)
        rows += at.execute(sa.select(table).where(which, by_then(table.c.added, at_time)))
        seen = sa.select(source_key).where(of_which, by_then(source_key.c.first_seen, at_time))
        for key in sorted(at.execute(seen), key=lambda key: (passes(key.key), key.first_seen, key.key)):
            keys[key.source].append(key)
    # Later judgements too: the first of them knows what a fact was before.
    for entry in (
        entries(at, _ALL, at_time, later=True) if ids is None else of_subjects(at, ids, _KINDS, at_time, later=True)
    ):
        told[entry.judgement.subject].append(entry)
    return {row.id: _source(row, keys[row.id], [e.judgement for e in told[row.id]], at_time) for row in rows}


def set_fact(
    store: Store, at: sa.Connection, id_: str, field: str, value: Any, who: str, why: str | None
) -> Judgement | None:
    """Changes one fact, by a judgement; ``None`` if it is so already. The value is one that ``fact`` gave."""
    was = _facts(at.execute(sa.select(table).where(table.c.id == id_)).one())[field]
    if was == value:
        return None
    made = add(store, at, Judgement("", "", who, JudgementKind.SOURCE, id_, value={field: value, "was": was}, why=why))
    put_right(at, id_)
    return made


def put_right(at: sa.Connection, id_: str) -> None:
    """Makes an outlet's row what its judgements say now."""
    row = at.execute(sa.select(table).where(table.c.id == id_)).one()
    told = [entry.judgement for entry in of_subjects(at, [id_], _KINDS, None)]
    facts = _facts_then(row, told, None)
    facts["speaks_for"] = json.dumps(facts["speaks_for"], ensure_ascii=False)
    at.execute(sa.update(table).where(table.c.id == id_).values(facts))


def fact(id_: str, field: str, said: Any) -> Any:
    """A fact as it is kept.

    Raises:
        StoreError: if an outlet has no such fact, or it cannot be so.
    """
    if field not in FACTS:
        raise StoreError(f"an outlet has no {field!r}", id_, f"it has {', '.join(FACTS)}")
    if field == "speaks_for":
        parts = said.split(";") if isinstance(said, str) else said or ()
        return [part.strip() for part in parts if part.strip()]
    text = None if said is None else " ".join(str(said).split()) or None
    if text is None:
        if field in ("name", "kind"):
            raise StoreError(f"an outlet is not without a {field}", id_, "give one")
        return None
    return _FORMS.get(field, lambda _, text: text)(id_, text)


def _name(id_: str, text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise StoreError("this is too long for an outlet's name", id_, f"give at most {LONGEST_NAME} characters")
    return text


def _kind(id_: str, text: str) -> str:
    if text.lower() not in {kind.value for kind in SourceKind}:
        raise StoreError(f"{text!r} is no kind of outlet", id_, f"write one of {', '.join(SourceKind)}")
    return text.lower()


def _country(id_: str, text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise StoreError(f"{text!r} is no code of a country", id_, "write two letters (ISO 3166), such as qa")
    return text.lower()


def _language(id_: str, text: str) -> str:
    if not (2 <= len(text.split("-")[0]) <= 3 and text.isascii() and text.replace("-", "").isalnum()):
        raise StoreError(f"{text!r} is no code of a language", id_, "write an ISO 639 code such as en or ar")
    return text.lower()


def _link(id_: str, text: str) -> str:
    pack, colon, key = text.partition(":")
    if not (pack and colon and key) or " " in text:
        raise StoreError(f"{text!r} is no id of a known actor", id_, "write pack:id, as onrecord gazetteer shows it")
    return text


def _homepage(id_: str, text: str) -> str:
    if not text.lower().startswith(("http://", "https://")) or " " in text:
        raise StoreError(f"{text!r} is no web address", id_, "write it with https://")
    return text


_FORMS = {
    "name": _name,
    "kind": _kind,
    "country": _country,
    "language": _language,
    "link": _link,
    "homepage": _homepage,
}


def _source(row: sa.Row[Any], keys: Sequence[sa.Row[Any]], told: Sequence[Judgement], at_time: str | None) -> Source:
    facts = _facts_then(row, told, at_time)
    graded = [one for one in told if one.kind is JudgementKind.GRADE and _held(one, at_time)]
    names = dict.fromkeys(key.shown for key in keys if key.key.startswith("name:"))
    return Source(
        id=row.id,
        name=facts["name"],
        kind=SourceKind(facts["kind"]),
        country=facts["country"],
        language=facts["language"],
        link=facts["link"],
        homepage=facts["homepage"],
        speaks_for=tuple(facts["speaks_for"]),
        also=tuple(name for name in names if name != facts["name"]),
        keys=tuple(key.key for key in keys),
        grade=grade(graded[-1]) if graded else Grade(),
    )


def _facts(row: sa.Row[Any]) -> dict[str, Any]:
    return {field: json.loads(row.speaks_for) if field == "speaks_for" else getattr(row, field) for field in FACTS}


def _facts_then(row: sa.Row[Any], told: Sequence[Judgement], at_time: str | None) -> dict[str, Any]:
    """The facts of a row; one that was judged as its latest judgement then had it, or as it was before the first."""
    facts = _facts(row)
    first: set[str] = set()
    for one in told:
        if one.kind is not JudgementKind.SOURCE or one.value is None:
            continue
        field = next(name for name in one.value if name != "was")
        if field not in first:
            first.add(field)
            facts[field] = one.value["was"]
        if _held(one, at_time):
            facts[field] = one.value[field]
    return facts


def _held(one: Judgement, at_time: str | None) -> bool:
    return one.undone is None and (at_time is None or one.at <= at_time)
