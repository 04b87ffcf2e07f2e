"""Published briefs proved: each against its hash, its id against its draft, and all that it cites is there."""

from __future__ import annotations

import hashlib
from collections import Counter

import sqlalchemy as sa

from .briefs import brief_id, draft_of, unpacked
from .opening import Store
from .problem import Found, Problem, Wrong
from .tables import brief, brief_cited, document, finding

_BACKUP = "restore a backup"


def prove_briefs(store: Store, checked: Counter[str]) -> Found:
    """Every brief, one at a time."""
    with store.reading() as at:
        ids = list(at.execute(sa.select(brief.c.id).order_by(brief.c.published, brief.c.id)).scalars())
    for id_ in ids:
        checked["briefs"] += 1
        with store.reading() as at:
            yield from _prove(at, id_)


def _prove(at: sa.Connection, id_: str) -> Found:
    row = at.execute(sa.select(brief).where(brief.c.id == id_)).one()
    content = unpacked(row.content)
    draft = None if content is None else draft_of(content)
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        yield Problem(Wrong.BRIEF, id_, "this brief is not what was published", _BACKUP)
    elif draft is None or brief_id(draft) != id_:
        yield Problem(Wrong.BRIEF, id_, "the id of this brief is not that of its draft", _BACKUP)
    of_brief = brief_cited.c.brief == id_
    gone = ~sa.exists().where(finding.c.id == brief_cited.c.id), ~sa.exists().where(document.c.id == brief_cited.c.id)
    for cited in at.execute(sa.select(brief_cited.c.id).where(of_brief, *gone)).scalars():
        yield Problem(Wrong.BRIEF, id_, f"what this brief cites is not there: {cited}", _BACKUP)
