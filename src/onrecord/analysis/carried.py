"""A statement as one carrier has it, set beside the first carrier's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..linking.differing import stretches
from ..linking.sayings import Saying
from ..linking.utterances import How, Told, compare, compare_aligned
from ..record import JudgementKind, KeptFinding, Record, Source, Span, Statement, ZoneKind

#: What a judgement says became of a finding.
JUDGED = {JudgementKind.ACCEPT: "accepted", JudgementKind.EDIT: "edited", JudgementKind.REJECT: "rejected"}


@dataclass(frozen=True, slots=True)
class Alteration:
    """Words that differ from the first carrier's: where they stand there and here, ``None`` where they are not at all.

    ``first`` and ``words`` are the words themselves, empty where there are none.
    """

    there: Span | None
    here: Span | None
    first: str
    words: str


@dataclass(frozen=True, slots=True)
class Outer:
    """A statement that another one is told within: hearsay of hearsay."""

    id: str | None
    speaker: str | None
    cue: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A statement as one carrier has it.

    ``how`` is how its words stand to the first carrier's (``None`` of the first), ``sure`` (0 to 1) and ``reasons``
    why it is taken for the same utterance. ``words`` are its content, piece by piece, at ``spans``. ``outers`` are the
    statements it is told within, the nearest first. ``outlet`` is the desk's, ``called`` what the document calls it.
    ``published`` is ``None`` where it is not known. ``withdrawn`` is since when its words, and ``vanished`` since when
    its page, are gone; ``revises`` is the version of the page before. ``negated`` says that by the text it was not
    said, ``zone`` where in the document it stands; ``judged`` is accepted, edited or rejected, by somebody at the desk.
    An edit changes nothing here: all is as it was read.
    """

    statement: str
    document: str
    outlet: Source | None
    called: str | None
    title: str | None
    url: str | None
    published: str | None
    filed: str
    speaker: str | None
    speaker_words: str | None
    role: str | None
    form: str
    act: str
    cue: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    how: How | None = None
    sure: float = 1.0
    reasons: tuple[str, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    outers: tuple[Outer, ...] = ()
    withdrawn: str | None = None
    vanished: str | None = None
    revises: str | None = None
    negated: bool = False
    zone: str = ZoneKind.REPORT.value
    judged: str | None = None

    @property
    def name(self) -> str | None:
        """The outlet's name, as the document has it."""
        return self.called or (self.outlet.name if self.outlet else None)


@dataclass(frozen=True, slots=True)
class Member:
    """A statement of an utterance: its row (``store.utterances.members``), its record, and itself ready to compare."""

    row: sa.Row[Any]
    record: Record
    saying: Saying

    @property
    def statement(self) -> Statement:
        """The statement, as it was read."""
        return self.saying.statement

    @property
    def mark(self) -> KeptFinding | None:
        """What became of the statement on the desk."""
        kept = self.record.kept
        return next((known for known in kept.findings if known.local == self.statement.id), None) if kept else None

    @property
    def judged(self) -> JudgementKind | None:
        """Whether somebody accepted, edited or rejected it."""
        return self.mark.judgement.kind if self.mark and self.mark.judgement else None


def carried(one: Member, first: Member) -> Carried:
    """The statement, and how it stands to the first."""
    document, kept, statement = one.record.document, one.record.kept, one.statement
    text = document.text
    told = None if one is first else _how(one, first)
    mark = one.mark
    role = statement.speaker.role
    return Carried(
        statement=one.row.id,
        document=document.id,
        outlet=kept.source if kept else None,
        called=document.source,
        title=document.title,
        url=document.url,
        published=document.published,
        filed=kept.filed if kept else "",
        speaker=statement.speaker.name or _words(statement.speaker.spans, text),
        speaker_words=_words(statement.speaker.spans, text),
        role=role.of(text) if role else None,
        form=statement.form.value,
        act=statement.act.value,
        cue=_words(statement.cue, text) or "",
        words=tuple(span.of(text) for span in statement.content),
        spans=statement.content,
        how=told.how if told else None,
        sure=told.score if told else 1.0,
        reasons=told.reasons if told else (),
        alterations=_alterations(one, first) if told and told.how in (How.ALTERED, How.CUT) else (),
        outers=_outers(one),
        withdrawn=mark.withdrawn if mark else None,
        vanished=kept.vanished if kept else None,
        revises=kept.revises if kept else None,
        negated=statement.negated,
        zone=statement.zone.value,
        judged=JUDGED.get(one.judged) if one.judged else None,
    )


def _words(spans: Sequence[Span], text: str) -> str | None:
    return " … ".join(span.of(text) for span in spans) or None


def _how(one: Member, first: Member) -> Told:
    """How a statement stands to the first; where the two would not be joined by themselves, to the one it was joined
    to.
    """
    a, b = one.saying, first.saying
    aligned = compare_aligned(a, b) if a.page.family is not None and a.page.family == b.page.family else None
    found = aligned or compare(a, b)
    if found is not None:
        return found
    reasons = tuple(json.loads(one.row.reasons)) if one.row.reasons else ()
    return Told(How(one.row.how or How.PARAPHRASED), one.row.score or 0.5, (*reasons, "joined through another carrier"))


def _alterations(one: Member, first: Member) -> tuple[Alteration, ...]:
    """Where the words differ; of a quotation only the quoted ones count, where both are quoted."""
    here, there = one.saying, first.saying
    mine, theirs = _counted(here, there), _counted(there, here)
    found = []
    for stretch in stretches([here.forms[at] for at in mine], [there.forms[at] for at in theirs]):
        in_here = _span(here, mine[stretch.begin : stretch.end])
        in_there = _span(there, theirs[stretch.other_begin : stretch.other_end])
        found.append(
            Alteration(
                in_there,
                in_here,
                in_there.of(first.record.document.text) if in_there else "",
                in_here.of(one.record.document.text) if in_here else "",
            )
        )
    return tuple(found)


def _counted(one: Saying, other: Saying) -> list[int]:
    if any(one.quoted) and any(other.quoted):
        return [at for at, quoted in enumerate(one.quoted) if quoted]
    return list(range(len(one.forms)))


def _span(one: Saying, places: Sequence[int]) -> Span | None:
    return Span(one.starts[places[0]], one.ends[places[-1]]) if places else None


def _outers(one: Member) -> tuple[Outer, ...]:
    text, kept = one.record.document.text, one.record.kept
    ids = {known.local: known.id for known in kept.findings} if kept else {}
    by_id = {statement.id: statement for statement in one.record.statements}
    found: list[Outer] = []
    within = one.statement.within
    while within in by_id and len(found) < len(by_id):
        outer = by_id[within]
        name = outer.speaker.name or _words(outer.speaker.spans, text)
        found.append(Outer(ids.get(within), name, _words(outer.cue, text) or ""))
        within = outer.within
    return tuple(found)
