"""All that is linked, asked and joined on a desk, in one form, so that two desks or two times can be compared."""

from __future__ import annotations

import json

import sqlalchemy as sa

from .tables import actor, document, entity, linked, question, reading


def dumped(at: sa.Connection) -> bytes:
    """All that is linked, by ids and in one order: the same bytes where the same is linked, asked and joined.

    An entity on which nothing stands is left out: it was made for a judgement that was taken back, and stays so that
    the past can be asked for.
    """
    ids = dict(at.execute(sa.select(entity.c.id, entity.c.no)).all())
    named = {no: id_ for id_, no in ids.items()}
    held: set[int] = set()
    lines: list[list[object]] = []
    which = (
        sa.select(document.c.id, reading.c.made, actor.c.local, linked.c.entity, linked.c.put)
        .add_columns(linked.c.score, linked.c.reasons)
        .join(reading, reading.c.document == document.c.no)
        .join(actor, actor.c.reading == reading.c.no)
        .join(linked, linked.c.actor == actor.c.no)
    )
    for id_, made, local, is_, put, score, reasons in at.execute(which):
        held |= {is_, put or is_}
        lines.append(["linked", id_, made, local, named[is_], named.get(put or 0), score, reasons])
    for row in at.execute(sa.select(question)):
        held |= {row.entity, row.other}
        pair = sorted((named[row.entity], named[row.other]))
        lines.append(["question", *pair, row.score, row.reasons, row.made])
    rows = at.execute(sa.select(entity)).all()
    held |= {no for row in rows if row.into is not None for no in (row.no, row.into)}
    for row in rows:
        if row.no in held or row.link is not None:
            facts = [row.name, row.kind, row.link, row.type, row.countries, row.made]
            lines.append(["entity", row.id, *facts, named.get(row.into or 0)])
    return "\n".join(sorted(json.dumps(line, ensure_ascii=False) for line in lines)).encode("utf-8", "surrogatepass")
