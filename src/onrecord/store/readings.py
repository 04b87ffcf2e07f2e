"""By what a document was read: engine, model, word lists, packs; and whether it is still as it was when it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from ..errors import StoreError
from .tables import document, hole, reading


@dataclass(frozen=True, slots=True)
class ReadBy:
    """What a reading was made by. ``codebook`` and ``knowledge`` are names with versions, spaces between."""

    engine: str
    model: str | None
    codebook: str
    knowledge: str

    def __str__(self) -> str:
        return f"onrecord {self.engine}, model {self.model or 'none'}, packs {self.knowledge or 'none'}"


def read_by(at: sa.Connection, document: int) -> ReadBy:
    """By what the reading that holds was made.

    Raises:
        StoreError: if the document has no reading: the desk is damaged.
    """
    row = at.execute(
        sa.select(reading.c.engine, reading.c.model, reading.c.codebook, reading.c.knowledge)
        .where(reading.c.document == document, reading.c.replaced.is_(None))
        .order_by(reading.c.no.desc())
        .limit(1)
    ).first()
    if row is None:
        raise StoreError("a document of this desk has no reading", str(document), "run onrecord desk verify")
    return ReadBy(row.engine, row.model, row.codebook, row.knowledge)


def state_of(at: sa.Connection, no: int) -> str:
    """What a document, its readings and its words are now: other characters after anything of them was changed.

    Whoever reads a document again, which takes a while, sees by it whether somebody else changed it meanwhile.
    """
    of_document = sa.select(document).where(document.c.no == no)
    holding = sa.select(reading.c.no, reading.c.record).where(reading.c.document == no, reading.c.replaced.is_(None))
    holes = sa.select(sa.func.count()).select_from(hole).where(hole.c.document == no)
    said = hashlib.sha256()
    for asked in (of_document, holding.order_by(reading.c.no), holes):
        said.update(repr([tuple(row) for row in at.execute(asked)]).encode("utf-8", "surrogatepass"))
    return said.hexdigest()
