"""What a message tells once though several documents have it: statements of one utterance, documents of one text."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from .asking import in_pieces
from .tables import document, finding, told


def utterances(at: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    """The number of the utterance of each of these statements that others report too."""
    found: dict[str, int] = {}
    for some in in_pieces(ids):
        of_some = sa.select(finding.c.id, told.c.utterance).join(told, told.c.statement == finding.c.no)
        found.update({row.id: row.utterance for row in at.execute(of_some.where(finding.c.id.in_(some)))})
    return found


def families(at: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    """The number of the family of each of these documents that has one."""
    found: dict[str, int] = {}
    for some in in_pieces(ids):
        of_some = sa.select(document.c.id, document.c.family).where(document.c.id.in_(some))
        found.update({row.id: row.family for row in at.execute(of_some.where(document.c.family.is_not(None)))})
    return found


def is_there(at: sa.Connection, id_: str) -> bool:
    """Whether the desk has a finding of this id, in whichever reading."""
    return at.execute(sa.select(finding.c.no).where(finding.c.id == id_).limit(1)).first() is not None
