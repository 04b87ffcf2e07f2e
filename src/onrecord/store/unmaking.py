"""What was made of a document taken away after its words were changed for good; it is made anew when the desk settles.

Until then nothing of the document is found, and its actors are nobody's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from ..record import ActorKind
from . import entity_rows, utterances
from .asking import in_pieces
from .ids import DIGITS
from .indexing import forget, index_anew
from .merging import apply, holding, worked_out
from .tables import actor, entity, entity_key, entity_name, finding, linked, naming, office, question, reading, told
from .unsettled import settle_again
from .vectors import forget_vectors

Change = Callable[[str], str]


def unmake(at: sa.Connection, document: int, why: str) -> list[int]:
    """Removes what was made of a document: rows of the index, vectors, utterances, links, names and offices.

    Gives the numbers of the entities that its actors were, whose names are to be looked at (``forget_names``).
    """
    readings = list(at.execute(sa.select(reading.c.no).where(reading.c.document == document)).scalars())
    settle_again(at, document, why)
    forget(at, document)
    _unjoin(at, readings)
    entities: set[int] = set()
    for some in in_pieces(readings):
        actors = sa.select(actor.c.no).where(actor.c.reading.in_(some))
        of_actors = linked.c.actor.in_(actors)
        for row in at.execute(sa.select(linked.c.entity, linked.c.put).where(of_actors)):
            entities.update(no for no in row if no is not None)
        for table in (naming, office):
            at.execute(sa.delete(table).where(table.c.reading.in_(some)))
        at.execute(sa.delete(linked).where(of_actors))
    return sorted(entities)


def _unjoin(at: sa.Connection, readings: Sequence[int]) -> None:
    """Takes statements from their utterances, and others that were compared with them: why quotes their words."""
    names: set[int] = set()
    for some in in_pieces(readings):
        names |= utterances.utterances_of(at, some)
        mine = sa.select(finding.c.no).where(finding.c.reading.in_(some), finding.c.kind == "statement")
        numbers = list(at.execute(mine).scalars())
        forget_vectors(at, numbers)
        for these in in_pieces(numbers):
            compared = told.c.other.in_(these)
            names.update(at.execute(sa.select(told.c.utterance).where(compared)).scalars())
            at.execute(sa.delete(told).where(compared))
    for no in readings:
        utterances.forget(at, no)
    for name in sorted(names):
        utterances.call(at, (name,))


def forget_names(
    at: sa.Connection, change: Change, entities: Sequence[int] | None = None, *, everywhere: bool = False
) -> int:
    """Takes words out of what entities (``None``: all) are called, where no document calls them so any more: every name
    that ``change`` changes. How many entities were changed. What packs call one stays, but ``everywhere``.

    An entity that nothing is left of is removed; the desk makes it anew if it is met again. Which entities may be one
    is not asked any more where one of them was changed, for the reasons name both.
    """
    wanted = None if entities is None else set(entities)
    named: dict[int, None] = {}
    for table, no in ((entity, entity.c.no), (entity_name, entity_name.c.entity)):
        for number, name in at.execute(sa.select(no, table.c.name).order_by(no)):
            if (wanted is None or number in wanted) and change(name) != name:
                named[number] = None
    changed = [no for no in named if _forget_names(at, no, change, everywhere=everywhere)]
    if changed:
        for document in apply(at, worked_out(at, holding(at, None))):
            index_anew(at, document)
    return len(changed)


def _forget_names(at: sa.Connection, no: int, change: Change, *, everywhere: bool) -> bool:
    if not _is_anybody(at, no):
        _remove(at, no)
        return True
    row = at.execute(sa.select(entity).where(entity.c.no == no)).one()
    names = at.execute(sa.select(entity_name.c.name, entity_name.c.origin).where(entity_name.c.entity == no)).all()
    kept = set(at.execute(sa.select(naming.c.name).where(naming.c.entity == no).distinct()).scalars())
    borne = sorted(kept)
    if not everywhere:
        # Who is known, and spoken of elsewhere, stays known.
        kept |= {name for name, origin in names if origin == "pack"} | ({row.name} if row.link is not None else set())
    gone = {name for name in (row.name, *(name for name, _ in names)) if change(name) != name} - kept
    if not gone:
        return False
    for name in gone:
        at.execute(sa.delete(entity_name).where(entity_name.c.entity == no, entity_name.c.name == name))
    if row.name in gone:
        at.execute(sa.update(entity).where(entity.c.no == no).values(**_nobody(row.id, (*borne, change(row.name))[0])))
        for document in _documents_of(at, no):
            index_anew(at, document)
    at.execute(sa.delete(entity_key).where(entity_key.c.entity == no))
    left = [name for name, _ in names if name not in gone]
    entity_rows.file_keys(at, {no: (ActorKind(row.kind), left)}, {})
    _ask_no_more(at, no)
    return True


def _is_anybody(at: sa.Connection, no: int) -> bool:
    """Whether an actor or an office is left that is linked to it."""
    asked = (
        sa.select(linked.c.actor).where(linked.c.entity == no),
        sa.select(linked.c.actor).where(linked.c.put == no),
        sa.select(naming.c.actor).where(naming.c.entity == no),
        sa.select(office.c.actor).where(office.c.entity == no),
        sa.select(office.c.actor).where(office.c.body == no),
    )
    return any(at.execute(one.limit(1)).first() is not None for one in asked)


def _documents_of(at: sa.Connection, no: int) -> list[int]:
    """The documents that are searched by the main name of an entity."""
    of_entity = sa.func.coalesce(linked.c.put, linked.c.entity) == no
    asked = sa.select(reading.c.document).join(actor, actor.c.reading == reading.c.no)
    asked = asked.join(linked, linked.c.actor == actor.c.no)
    return sorted(
        at.execute(asked.where((linked.c.entity == no) | (linked.c.put == no), of_entity).distinct()).scalars()
    )


def _nobody(id_: str, name: str) -> dict[str, Any]:
    """An entity that is no known actor any more. Its id was made of whom it was, and goes: that one may come again."""
    own = hashlib.sha256(f"unknown\n{id_}".encode()).hexdigest()[:DIGITS]
    return {"id": f"a:{own}", "name": name, "link": None, "type": None, "countries": "[]"}


def _remove(at: sa.Connection, no: int) -> None:
    _ask_no_more(at, no)
    for table in (entity_key, entity_name):
        at.execute(sa.delete(table).where(table.c.entity == no))
    at.execute(sa.update(entity).where(entity.c.into == no).values(into=None))
    at.execute(sa.delete(entity).where(entity.c.no == no))


def _ask_no_more(at: sa.Connection, no: int) -> None:
    at.execute(sa.delete(question).where((question.c.entity == no) | (question.c.other == no)))


def change_reasons(at: sa.Connection, change: Change) -> int:
    """Takes words out of the reasons for links, for utterances and for questions; how many rows were changed."""
    changed = 0
    for table in (linked, question, told):
        keys = list(table.primary_key.columns)
        for row in at.execute(sa.select(table)).mappings().all():
            said = json.loads(row["reasons"])
            new = [change(one) for one in said]
            if new != said:
                this = [key == row[key.name] for key in keys]
                value = json.dumps(new, ensure_ascii=False)
                at.execute(sa.update(table).where(*this).values(reasons=value))
                changed += 1
    return changed
