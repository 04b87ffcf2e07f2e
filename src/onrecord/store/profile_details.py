"""Findings as a profile shows them: their words, cut from the text by their places, who takes part, on whose word.

No record is unpacked for it, but for what rows do not tell: whether a tie is only derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..record import JudgementKind
from .asking import by_then, one_of
from .entities import moved_since
from .judged import holding
from .rows import may_have, unpack
from .tables import actor, document, document_text, finding, linked, mark, part, reading

#: Characters of a finding's words that are cut from the text; what is longer is cut there.
LONGEST = 600
#: Characters before and after them that are read with them.
AROUND = 160
#: How many levels of hearsay are followed.
DEEPEST = 5
#: How a record says of a tie that it is derived.
_DERIVED = '"derived":true'


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in a finding: the role, the name in that document, and the base entity, if it is linked."""

    role: str
    name: str | None
    entity: int | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that a finding stands on: its id, its speakers' names, and what it is told within."""

    id: str
    speaker: Part | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """A finding as it is shown: where its words stand in its document and what they are, and who takes part.

    ``before`` and ``after`` stand around them. ``voices`` are the statements it stands on, the innermost first.
    ``judged`` is accepted or edited; ``withdrawn`` is since when its words are gone from the source's page. ``cut``
    says that the words go on.
    """

    id: str
    document: str
    title: str | None
    source: str | None
    source_name: str | None
    published: str | None
    url: str | None
    begin: int
    end: int
    words: str
    before: str
    after: str
    cut: bool
    mode: str | None
    zone: str | None
    background: bool
    parts: tuple[Part, ...]
    voices: tuple[Voice, ...]
    judged: str | None
    withdrawn: str | None


def details(at: sa.Connection, findings: Sequence[int], at_time: str | None) -> dict[int, Detail]:
    """These findings (by their numbers) as they are shown."""
    rows: list[sa.Row[Any]] = []
    for fit in one_of(at, finding.c.no, findings):
        rows += at.execute(_DETAIL.where(fit))
    moved = {} if at_time is None else moved_since(at, at_time)
    parts = _parts(at, [row.no for row in rows], moved)
    voices = _voices(at, rows, moved)
    ids = [row.id for row in rows]
    judged = {id_: one.kind for id_, one in holding(at, ids, at_time).items()}
    gone = withdrawn(at, ids, at_time)
    return {
        row.no: Detail(
            row.id,
            row.document_id,
            row.title,
            row.source,
            row.source_name,
            row.published,
            row.url,
            row.begin,
            row.end,
            row.words,
            row.before,
            row.after,
            row.end - row.begin > LONGEST,
            row.mode,
            row.zone,
            row.background,
            parts.get(row.no, ()),
            _chain(voices, row.reading, row.by),
            {JudgementKind.ACCEPT: "accepted", JudgementKind.EDIT: "edited"}.get(judged[row.id])
            if row.id in judged
            else None,
            gone.get(row.id),
        )
        for row in rows
    }


_SHOWN_LENGTH = sa.case((finding.c.end - finding.c.begin > LONGEST, LONGEST), else_=finding.c.end - finding.c.begin)
_BEGIN_BEFORE = sa.case((finding.c.begin > AROUND, finding.c.begin - AROUND), else_=0)
_DETAIL = (
    sa.select(
        finding.c.no,
        finding.c.id,
        finding.c.reading,
        finding.c.begin,
        finding.c.end,
        finding.c.mode,
        finding.c.zone,
        finding.c.background,
        finding.c.by,
        document.c.id.label("document_id"),
        document.c.title,
        document.c.source,
        document.c.source_name,
        document.c.published,
        document.c.url,
        sa.func.substr(document_text.c.text, finding.c.begin + 1, _SHOWN_LENGTH).label("words"),
        sa.func.substr(document_text.c.text, _BEGIN_BEFORE + 1, finding.c.begin - _BEGIN_BEFORE).label("before"),
        sa.func.substr(document_text.c.text, finding.c.end + 1, AROUND).label("after"),
    )
    .join(document, document.c.no == finding.c.document)
    .join(document_text, document_text.c.document == finding.c.document)
)


def _parts(at: sa.Connection, findings: Sequence[int], moved: Mapping[int, int | None]) -> dict[int, tuple[Part, ...]]:
    """Who takes part in each; ``moved`` are actors that were others then."""
    found: defaultdict[int, list[Part]] = defaultdict(list)
    is_ = sa.func.coalesce(linked.c.put, linked.c.entity)
    asked = (
        sa.select(part.c.finding, part.c.role, part.c.words, actor.c.name, is_.label("is"), part.c.actor)
        .outerjoin(actor, actor.c.no == part.c.actor)
        .outerjoin(linked, linked.c.actor == part.c.actor)
        .order_by(part.c.no)
    )
    for fit in one_of(at, part.c.finding, findings):
        for no, role, words, name, number, who in at.execute(asked.where(fit)):
            found[no].append(Part(role, name or words, moved.get(who, number)))
    return {no: tuple(some) for no, some in found.items()}


def _voices(
    at: sa.Connection, rows: Sequence[sa.Row[Any]], moved: Mapping[int, int | None]
) -> dict[tuple[int, str], Voice]:
    """The statements that these stand on, and those that they are told within, by reading and id."""
    known: dict[tuple[int, str], Voice] = {}
    wanted = {(row.reading, row.by) for row in rows if row.by is not None}
    for _ in range(DEEPEST):
        if not wanted:
            break
        level: list[Any] = []
        readings = {of_reading for of_reading, _ in wanted}
        asked = sa.select(finding.c.no, finding.c.id, finding.c.reading, finding.c.by)
        for fit in one_of(at, finding.c.id, sorted({id_ for _, id_ in wanted})):
            which = asked.where(fit, finding.c.kind == "statement")
            level += [row for row in at.execute(which) if row.reading in readings]
        parts = _parts(at, [row.no for row in level], moved)
        for row in level:
            speaker = next((one for one in parts.get(row.no, ()) if one.role == "speaker"), None)
            known[row.reading, row.id] = Voice(row.id, speaker, row.by)
        above = {(row.reading, row.by) for row in level if row.by is not None}
        wanted = above - known.keys()
    return known


def _chain(voices: dict[tuple[int, str], Voice], of_reading: int, by: str | None) -> tuple[Voice, ...]:
    chain: list[Voice] = []
    while by is not None and len(chain) < DEEPEST and (voice := voices.get((of_reading, by))) is not None:
        chain.append(voice)
        by = voice.by
    return tuple(chain)


def withdrawn(at: sa.Connection, ids: Sequence[str], at_time: str | None) -> dict[str, str]:
    """Since when the words of these findings are gone from their source's page."""
    latest: dict[str, tuple[str, str]] = {}
    for fit in one_of(at, mark.c.finding, ids):
        which = sa.select(mark.c.finding, mark.c.kind, mark.c.at).where(fit)
        for id_, kind, when in at.execute(which.where(by_then(mark.c.at, at_time)).order_by(mark.c.no)):
            latest[id_] = kind, when
    return {id_: when for id_, (kind, when) in latest.items() if kind == "withdrawn"}


def past(at: sa.Connection, findings: Sequence[int]) -> set[int]:
    """Which of these findings (by their numbers) are told as past."""
    found: set[int] = set()
    for fit in one_of(at, finding.c.no, findings):
        which = sa.select(finding.c.no).where(fit, finding.c.background.is_(True))
        found.update(at.execute(which).scalars())
    return found


def derived(at: sa.Connection, ties: Sequence[int]) -> set[int]:
    """Which of these ties (few: their records are unpacked) no words state: they only follow from others."""
    found: set[int] = set()
    for fit in one_of(at, finding.c.no, ties):
        asked = sa.select(finding.c.no, finding.c.local, finding.c.reading).where(fit)
        rows = at.execute(asked).all()
        packed = sa.select(reading.c.no, reading.c.record).where(reading.c.no.in_({row.reading for row in rows}))
        of_reading = {
            no: {tie["id"] for tie in unpack(record, "").get("ties", ()) if tie.get("derived")}
            for no, record in at.execute(packed)
            if may_have(record, _DERIVED)
        }
        found.update(row.no for row in rows if row.local in of_reading.get(row.reading, ()))
    return found
