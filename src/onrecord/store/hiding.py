"""A document's words changed where they stand: its text and title, every reading of it, and the rows made of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from ..record import from_wire
from . import search
from .holes import Json, blocked, change_words
from .ids import identified
from .rows import FindingRows, pack, unpack
from .tables import actor, document, document_text, finding, hole, override, part, reading
from .unmaking import forget_names, unmake

ChangeRecord = Callable[[Json], Json]


def hide_words(at: sa.Connection, no: int, log: int) -> None:
    """Makes one hole of a document's text, and hides its title and the words in its readings, all in their length.

    Its author, outlet, address and dates stay, as do the known actors its names were found to be: that it was there,
    and what it was about, is not forgotten. Its hash stays that of the words that stood here, so that whoever has them
    elsewhere can show that they are the same.
    """
    row = at.execute(sa.select(document_text).where(document_text.c.document == no)).one()
    title = None if row.title is None else blocked(row.title)
    at.execute(sa.insert(hole).values(document=no, begin=0, end=len(row.text), log=log))
    at.execute(sa.update(document).where(document.c.no == no).values(title=title))
    of_title = sa.select(override).where(override.c.document == no, override.c.field == "title")
    for said in at.execute(of_title).all():
        own = None if said.own is None else blocked(said.own)
        at.execute(sa.update(override).where(override.c.no == said.no).values(value=blocked(said.value), own=own))
    entities = rewrite(at, no, title, blocked(row.text), _hidden)
    forget_names(at, blocked, entities)


def rewrite(at: sa.Connection, no: int, title: str | None, text: str, change: ChangeRecord) -> list[int]:
    """Puts this title and text, as long as the old, in their place, and changes every reading by ``change``.

    The rows of actors and of who takes part are made anew from the readings; nothing that is cited moves. What the desk
    found by the old words is removed, and made anew when it settles; the numbers of the entities that its actors were.
    """
    entities = unmake(at, no, "its words were changed")
    search.change_words(at, no, title, text)
    for row in at.execute(sa.select(reading.c.no, reading.c.record).where(reading.c.document == no)).all():
        wire = unpack(row.record, text)
        changed = change(wire)
        record = from_wire(changed)
        at.execute(sa.update(reading).where(reading.c.no == row.no).values(record=pack(record)))
        for one in record.actors:
            of_actor = sa.update(actor).where(actor.c.reading == row.no, actor.c.local == one.id)
            at.execute(of_actor.values(name=one.name, link=one.link, confidence=one.confidence))
        _rewrite_parts(at, row.no, no, changed)
    return entities


def _rewrite_parts(at: sa.Connection, reading_no: int, document_no: int, wire: Json) -> None:
    """The words of those who take part, cut anew: a part of a name that was taken out is in the hole too."""
    record = from_wire(wire)
    found = list(identified(record))
    rows = at.execute(sa.select(finding.c.no, finding.c.id).where(finding.c.reading == reading_no))
    numbers = {row.id: row.no for row in rows}
    actors = {one.id: 0 for one in record.actors}
    for one in found:
        if one.id not in numbers:
            continue  # ``verify`` tells of it; its row has no words
        made = FindingRows(record, [one], reading_no, document_no)
        cut = [row["words"] for row in made.parts(range(1), actors)]
        kept = at.execute(sa.select(part.c.no).where(part.c.finding == numbers[one.id]).order_by(part.c.no)).scalars()
        for no, words in zip(kept.all(), cut, strict=False):
            at.execute(sa.update(part).where(part.c.no == no).values(words=words))


def _hidden(wire: Json) -> Json:
    findings: Any = change_words({key: value for key, value in wire.items() if key != "document"}, blocked)
    for before, after in zip(wire["actors"], findings["actors"], strict=True):
        after["known_as"] = before["known_as"]
    title = wire["document"]["title"]
    return {**findings, "document": {**wire["document"], "title": title and blocked(title)}}
