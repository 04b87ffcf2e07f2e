"""Short reports of one statement each, filed, linked, indexed and grouped, as claims are found among them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa

from onrecord.desk.grouping import group_reading
from onrecord.gazetteer import load_packs
from onrecord.record import Form, SpeechAct
from onrecord.store import tables
from onrecord.store.opening import Store
from onrecord.store.unsettled import records_of

from .reporting import Report, settle


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what on a day, as an outlet has it; ``of`` is the body in which the speaker is a minister there."""

    who: str
    words: str
    day: str = "2031-05-02"
    outlet: str = "Harbour Gazette"
    act: SpeechAct = SpeechAct.ASSERT
    of: str | None = None


def filed(store: Store, *told: Said) -> list[str]:
    """Files each as a document of its own; the ids of the statements."""
    records = []
    for place, one in enumerate(told):
        report = Report()
        if one.of is not None:
            report.holds(one.who, "minister", one.of)
        report.said(one.who, one.words, one.act)
        report.say(f"So much in note {place} of that day.")
        if one.words.startswith("“"):
            report.statements = [replace(statement, form=Form.DIRECT) for statement in report.statements]
        records.append(report.record(one.day, one.outlet))
    settle(store, load_packs(()), *records)
    with store.writing() as at:
        readings = at.execute(sa.select(tables.reading.c.no, tables.reading.c.document).order_by(tables.reading.c.no))
        for reading, document in readings.all():
            record = records_of(at, [reading])[reading]
            assert not isinstance(record, Exception)
            group_reading(store, at, document, reading, record, {})
    with store.reading() as at:
        which = sa.select(tables.finding.c.id).where(tables.finding.c.kind == "statement")
        return list(at.execute(which.order_by(tables.finding.c.no)).scalars())
