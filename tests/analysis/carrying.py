"""Short reports of one statement, put together by hand, filed under an outlet and grouped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from onrecord.desk.grouping import group_reading
from onrecord.desk.repeats import find_repeats
from onrecord.record import (
    Actor,
    ActorKind,
    Document,
    Form,
    Mention,
    MentionForm,
    Party,
    Precision,
    Provenance,
    Record,
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store import filing, tables
from onrecord.store.opening import Store

QUOTE = "“Two boats from the frigate crossed the truce line off Sirrat and stayed for forty minutes”"


@dataclass(frozen=True, slots=True)
class Report:
    """A report: ``before``, then who said what, then ``after``. ``through`` is words of it that name the medium."""

    words: str = QUOTE
    speaker: str = "Oren Vash"
    cue: str = "said"
    outlet: str = "Harbour Gazette"
    published: str | None = "2031-04-02T09:00:00+00:00"
    before: str = ""
    after: str = ""
    through: str | None = None
    url: str | None = None
    provenance: Provenance | None = None
    outer: str | None = None
    """Who tells that the speaker said it: a statement that this one stands in."""


def record_of(report: Report) -> Record:
    """The record of a report, with one statement, or two where one stands in the other."""
    text = f"{report.before}{report.outer + ' wrote ' if report.outer else ''}{report.words} {report.speaker} "
    text += f"{report.cue}. {report.after}".rstrip() + "\n"
    actors, statements = [], []

    def at(words: str, after: int = 0) -> Span:
        start = text.index(words, after)
        return Span(start, start + len(words))

    content = at(report.words)
    spoke = at(report.speaker, content.end)
    inner = "s1" if report.outer else "s0"
    if report.outer is not None:
        told = Span(content.start, spoke.end + 1 + len(report.cue))
        teller = at(report.outer)
        actors.append(_actor("a1", report.outer, teller))
        statements.append(_statement("s0", teller, "a1", report.outer, at("wrote"), told, Form.INDIRECT))
    actors.append(_actor("a0", report.speaker, spoke))
    medium = Party((at(report.through),)) if report.through else None
    form = Form.DIRECT if report.words.startswith("“") else Form.INDIRECT
    cue = at(report.cue, spoke.end)
    statements.append(
        _statement(inner, spoke, "a0", report.speaker, cue, content, form, medium, "s0" if report.outer else None)
    )
    data = f"{report.outlet}\n{report.published}\n{text}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(
        id="d:" + hashlib.sha256(f"{sha256}\n{text}".encode()).hexdigest()[:16],
        text=text,
        snapshot=Snapshot(sha256, "text/plain", len(data), name="report.txt"),
        source=report.outlet,
        url=report.url,
        published=report.published,
        published_precision=None if report.published is None else Precision.MINUTE,
        language="en",
        provenance=report.provenance,
    )
    zones = (Zone(ZoneKind.REPORT, Span(0, len(text))),)
    return Record(document, "0.1.0", zones=zones, actors=tuple(actors), statements=tuple(statements))


def _actor(id_: str, name: str, span: Span) -> Actor:
    form = MentionForm.NAME if name[:1].isupper() else MentionForm.NOMINAL
    return Actor(id_, name, ActorKind.PERSON, (Mention(span, form, 0.9),))


def _statement(
    id_: str,
    spoke: Span,
    actor: str,
    name: str,
    cue: Span,
    content: Span,
    form: Form,
    medium: Party | None = None,
    within: str | None = None,
) -> Statement:
    return Statement(
        id=id_,
        speaker=Speaker((spoke,), actor, name, confidence=0.9),
        cue=(cue,),
        content=(content,),
        form=form,
        act=SpeechAct.ASSERT,
        act_confidence=0.9,
        strength=2,
        zone=ZoneKind.REPORT,
        confidence=0.9,
        made_by="attribution/1",
        medium=medium,
        within=within,
    )


def outlet(at: sa.Connection, name: str, **facts: str) -> str:
    """The id of an outlet of this name, made if there is none."""
    id_ = f"o:{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    table = tables.source
    if at.execute(sa.select(table.c.id).where(table.c.id == id_)).first() is None:
        row = {"kind": "unknown", "speaks_for": "[]", "added": "2024-01-01T00:00:00.000000Z", **facts}
        at.execute(sa.insert(table).values(id=id_, name=name, **row))
    return id_


def carry(store: Store, report: Report, *, repeats: bool = False) -> int:
    """Files a report and groups it; the number of its (inner) statement. ``repeats``: copies make a family."""
    return carry_record(store, record_of(report), report, repeats=repeats)


def carry_record(store: Store, record: Record, report: Report, *, repeats: bool = False) -> int:
    """The same for a report whose record is given."""
    with store.writing() as at:
        like = find_repeats(at, record.document.text)[1] if repeats else ()
        met = filing.Met("report.txt", report.url, source=outlet(at, report.outlet))
        made = filing.Filing(record=record, met=met, codebook="verbs/3", who="mira", likenesses=like)
        signed = find_repeats(at, record.document.text)[0] if repeats else None
        if signed is not None:
            made = filing.Filing(
                record=record,
                met=met,
                codebook="verbs/3",
                who="mira",
                likenesses=like,
                signature=(signed.shingles, signed.minhash),
                bands=signed.bands,
            )
        no = filing.file(store, at, made)
        reading = at.execute(sa.select(tables.reading.c.no).where(tables.reading.c.document == no)).scalar_one()
        group_reading(store, at, no, reading, record, {})
        return statement_of(at, reading)


def statement_of(at: sa.Connection, reading: int) -> int:
    """The number of the last statement of a reading: the inner one where one stands in another."""
    which = sa.select(tables.finding.c.no).where(tables.finding.c.reading == reading)
    return int(
        at.execute(which.where(tables.finding.c.kind == "statement").order_by(tables.finding.c.no.desc()))
        .scalars()
        .first()
        or 0
    )


def id_of(at: sa.Connection, statement: int) -> str:
    """The id by which a statement is cited."""
    return str(at.execute(sa.select(tables.finding.c.id).where(tables.finding.c.no == statement)).scalar_one())


def told(store: Store) -> dict[int, int]:
    """The utterance of each statement that has one."""
    with store.reading() as at:
        rows = at.execute(sa.select(tables.told.c.statement, tables.told.c.utterance)).all()
    return {row.statement: row.utterance for row in rows}
