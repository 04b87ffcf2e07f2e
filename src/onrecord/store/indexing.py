"""What is searched, made of what is filed: a row for each finding and document, with its words and its marks.

A row of ``indexed`` has number 2n for finding n, and 2n + 1 for document n. A finding has one row for each reading that
found it (``since`` and ``until`` say when that held); a document has one, made of its last reading. All rows show
findings as edits and judgements have them now.

Words are folded words (``search_words.py``) with a space between two; ``_`` stands between two names, and between
pieces that do not follow each other, so that no phrase goes across. They are kept in ``indexed_words``, by field:

==========  =======================================================================================================
``said``    a statement's content; the words of an event or a tie; a commitment's deed, condition, due; a document's
            text (its first 200,000 characters; ``LONGEST_TEXT``)
``names``   the words for whoever takes part, their names and their entity's; of a document: those of all its actors
``title``   the document's title
==========  =======================================================================================================

``said_stems``, ``names_stems``, ``title_stems`` have the same words one for one with their endings taken off, and
``marks`` what it is found by beside words, in a column of its own:

=================  ==============================================================================================
``all``            everything
``accepted``       somebody accepted it, and that holds; ``edited`` and ``rejected`` likewise
``k_K``            kind: statement, event, tie, commitment, document
``t_T``            act, or type of an event or tie (small letters), or kind of a commitment; ``m_M`` an event's mode
``z_Z``            zone; ``st_S`` standing; ``po_P`` polarity (statements: actual or negated); ``bg`` background
``so_O``           outlet: its id without ``o:``; ``la_L`` language
``ROLE_N``         entity number N takes part as speaker, addressee, target, medium, actor, recipient, a, b, doer, to
``any_N``          entity N takes part in any role; of a document: is named in it
``by_N`` ``at_N``  entity N on the doing side (speaker, actor, a, doer), on the receiving side (the others but medium);
                   who is in an event or a tie that holds in both directions is on both
``pl_G`` ``co_C``  a place within the finding's words, or the event's place: GeoNames number; country code
``pn_NAME``        the same by its folded name, and by the words there: words joined by ``_``
=================  ==============================================================================================

Values are in small letters, and what is no letter or digit in them is ``_`` (``index_rows.mark``): ``t_part_of``.
Entities are base ones: as ``linked`` has them, before judgements join them. A question names all that are one now.

How each database finds them (``index_search.py``):

* SQLite: the FTS5 table ``indexed_search`` over ``indexed_words`` (``rowid`` is ``no``), with the columns ``said``,
  ``names``, ``title``, ``said_stems``, ``names_stems``, ``title_stems``, ``marks``, in this order. Its tokenizer is
  ``ascii`` with ``_`` as a letter: words are folded already, and whatever is not ASCII is a letter to it. So a word is
  one token, byte for byte.
* PostgreSQL: two columns of ``indexed_words``, ``words`` and ``marked`` (``tsvector``), under one GIN index
  ``ix_indexed_words_search`` (words, marked). ``marked`` has the marks, without positions. ``words`` has each word's
  stem, and at the same position ``=`` and the word itself: ``'smuggl':203A '=smuggling':203A``. Weights tell the fields
  apart: A ``said``, B ``names``, C ``title``. Positions go on by one from word to word, the title's first, then the
  names', then what is said, with 100 between two fields; a ``_`` takes a position and has no lexeme. PostgreSQL has no
  position beyond 16383 and no more than 255 of one lexeme: what stands after these in a long document is found as a
  word, and not as part of a phrase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ..record import JudgementKind, Kept, KeptFinding, Record
from . import index_search, tables
from .asking import in_pieces
from .edits import edited
from .index_rows import Held, Linked, Made, Numbered, RowsOf
from .inserting import insert
from .judged import holding
from .opening import Store
from .tables import actor, document, entity, finding, indexed, judgement, linked, reading
from .unsettled import records_of, set_settled, settled, unsettled

__all__ = [
    "forget",
    "index_again",
    "index_anew",
    "index_judged",
    "index_readings",
    "set_settled",
    "settled",
    "unsettled",
]

_JUDGED = {JudgementKind.ACCEPT: "accepted", JudgementKind.EDIT: "edited", JudgementKind.REJECT: "rejected"}


def index_readings(
    store: Store, at: sa.Connection, readings: Sequence[int], records: Mapping[int, Record] | None = None
) -> None:
    """Makes the rows of these readings, whose actors are linked; those of readings that they replace are closed.

    ``records`` are those that are at hand, by their readings. Rows of these readings that are there are made anew. One
    whose record is damaged is passed over, with what is there of it: ``verify`` tells of it.
    """
    _index(at, readings, records or {})


def _index(at: sa.Connection, readings: Sequence[int], records: Mapping[int, Record]) -> None:
    wanted = list(dict.fromkeys(readings))
    whole = dict(records)
    for no, record in records_of(at, [no for no in wanted if no not in whole]).items():
        if isinstance(record, Record):
            whole[no] = record
    held = _held(at, [no for no in wanted if no in whole])
    _take_out(at, list(held))
    made = _made(at, held, whole)
    insert(at, indexed, made.indexed)
    index_search.put(at, made.words)
    _close(at, sorted({one.document for one in held.values()}))


def index_again(store: Store, at: sa.Connection, document: int) -> None:
    """Makes the rows of a document anew: after an edit, a redaction, or a judgement that put one of its actors
    elsewhere. What of it is not settled yet is left to that.
    """
    index_anew(at, document)


def index_anew(at: sa.Connection, document: int) -> None:
    """The same as ``index_again``, for who has no desk at hand."""
    again = sa.exists().where(tables.unsettled.c.reading == reading.c.no)
    done = reading.c.no <= settled(at), ~again
    of_document = sa.select(reading.c.no).where(reading.c.document == document, *done).order_by(reading.c.no)
    _index(at, list(at.execute(of_document).scalars()), {})


def index_judged(at: sa.Connection, subject: str) -> None:
    """Makes the rows of a finding's document anew, where a judgement on it (by its id) changed what is searched."""
    of_finding = sa.select(finding.c.document).where(finding.c.id == subject).limit(1)
    no = at.execute(of_finding).scalar()
    if no is not None:
        index_anew(at, no)


def as_made(at: sa.Connection, records: Mapping[int, Record]) -> Made:
    """What would be searched of these readings; a document's row is with its last reading that was settled."""
    held = _held(at, list(records))
    last = last_settled(at, sorted({one.document for one in held.values()}))
    return _made(at, {no: replace(one, newest=last[one.document] == no) for no, one in held.items()}, records)


def as_linked(at: sa.Connection, moved: Mapping[int, int | None]) -> Made:
    """What would be searched of the readings of these actors (by their numbers), were each of them linked to this base
    entity instead; ``None``: to none. Nothing is written.
    """
    readings: set[int] = set()
    for some in in_pieces(list(moved)):
        of_some = sa.select(actor.c.reading).where(actor.c.no.in_(some), actor.c.reading <= settled(at))
        readings.update(at.execute(of_some).scalars())
    records = {no: one for no, one in records_of(at, sorted(readings)).items() if isinstance(one, Record)}
    held = _held(at, list(records))
    last = last_settled(at, sorted({one.document for one in held.values()}))
    return _made(at, {no: replace(one, newest=last[one.document] == no) for no, one in held.items()}, records, moved)


def last_settled(at: sa.Connection, documents: Sequence[int]) -> dict[int, int]:
    """The last reading of each of these documents that was settled."""
    found: dict[int, int] = {}
    for some in in_pieces(documents):
        of_some = sa.select(reading.c.document, sa.func.max(reading.c.no).label("last"))
        of_some = of_some.where(reading.c.document.in_(some))
        rows = at.execute(of_some.where(reading.c.no <= settled(at)).group_by(reading.c.document))
        found.update({row.document: row.last for row in rows})
    return found


def forget(at: sa.Connection, document: int) -> None:
    """Removes the rows of a document. Nothing of it is found until it was indexed again."""
    of_document = sa.select(indexed.c.no).where(indexed.c.document == document).order_by(indexed.c.no)
    index_search.take_out(at, list(at.execute(of_document).scalars()))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading as it stands on the desk, and when its document was filed."""

    held: Held
    filed: str
    newest: bool

    @property
    def document(self) -> int:
        """The number of its document."""
        return self.held.document


def _held(at: sa.Connection, readings: Sequence[int]) -> dict[int, _Reading]:
    """Each of these readings that is there, in the order of their numbers."""
    columns = (
        reading.c.no,
        reading.c.document,
        reading.c.made,
        reading.c.replaced,
        document.c.source,
        document.c.filed,
    )
    rows: list[sa.Row[Any]] = []
    for some in in_pieces(readings):
        of_some = sa.select(*columns).join(document, document.c.no == reading.c.document)
        rows += at.execute(of_some.where(reading.c.no.in_(some)))
    rows.sort(key=lambda row: row.no)
    last = {row.document: row.no for row in rows}
    return {
        row.no: _Reading(
            Held(row.no, row.document, row.source, row.made, row.replaced), row.filed, last[row.document] == row.no
        )
        for row in rows
    }


def _take_out(at: sa.Connection, readings: Sequence[int]) -> None:
    """What is there of these readings, and the rows of their documents."""
    numbers: set[int] = set()
    for some in in_pieces(readings):
        numbers.update(at.execute(sa.select(indexed.c.no).where(indexed.c.reading.in_(some))).scalars())
        of_documents = sa.select(2 * reading.c.document + 1).where(reading.c.no.in_(some))
        numbers.update(at.execute(sa.select(indexed.c.no).where(indexed.c.no.in_(of_documents))).scalars())
    index_search.take_out(at, sorted(numbers))


def _made(
    at: sa.Connection,
    held: Mapping[int, _Reading],
    records: Mapping[int, Record],
    moved: Mapping[int, int | None] | None = None,
) -> Made:
    numbers, entities = _numbers(at, list(held)), _linked(at, list(held), moved or {})
    judged = _judged(at, [one.id for of_reading in numbers.values() for one in of_reading.values()])
    made = Made()
    for no, one in held.items():
        record = records[no]
        of_reading = numbers[no]
        if any(numbered.id in judged for numbered in of_reading.values()):
            record, of_reading = _as_judged(record, one, of_reading, judged)
        rows = RowsOf(record, one.held, of_reading, entities[no])
        rows.findings(made)
        if one.newest:
            rows.document(made, one.filed)
    return made


def _numbers(at: sa.Connection, readings: Sequence[int]) -> defaultdict[int, dict[str, Numbered]]:
    found: defaultdict[int, dict[str, Numbered]] = defaultdict(dict)
    columns = sa.select(finding.c.no, finding.c.id, finding.c.local, finding.c.reading).order_by(finding.c.no)
    for some in in_pieces(readings):
        for no, id_, local, of_reading in at.execute(columns.where(finding.c.reading.in_(some))):
            found[of_reading][local] = Numbered(no, id_)
    return found


def _linked(
    at: sa.Connection, readings: Sequence[int], moved: Mapping[int, int | None]
) -> defaultdict[int, dict[str, Linked]]:
    """The base entities of the actors of these readings, by the actors' ids in the record; of actors that are ``moved``
    those that they are moved to.
    """
    asked = (
        sa.select(actor.c.no, actor.c.reading, actor.c.local, entity.c.no, entity.c.name)
        .join(linked, linked.c.actor == actor.c.no)
        .join(entity, entity.c.no == sa.func.coalesce(linked.c.put, linked.c.entity))
    )
    found: defaultdict[int, dict[str, Linked]] = defaultdict(dict)
    for some in in_pieces(readings):
        for actor_no, of_reading, local, no, name in at.execute(asked.where(actor.c.reading.in_(some))):
            if actor_no not in moved:
                found[of_reading][local] = Linked(no, name)
    for some in in_pieces([no for no, to in moved.items() if to is not None]):
        stands = sa.case({no: moved[no] for no in some}, value=actor.c.no)
        elsewhere = sa.select(actor.c.reading, actor.c.local, entity.c.no, entity.c.name)
        elsewhere = elsewhere.join(entity, entity.c.no == stands).where(actor.c.no.in_(some))
        for of_reading, local, no, name in at.execute(elsewhere):
            found[of_reading][local] = Linked(no, name)
    return found


def _judged(at: sa.Connection, ids: Sequence[str]) -> dict[str, Any]:
    """The judgements on these findings that hold now."""
    if at.execute(sa.select(judgement.c.no).limit(1)).first() is None:
        return {}
    return holding(at, ids)


def _as_judged(
    record: Record, one: _Reading, numbers: Mapping[str, Numbered], judged: Mapping[str, Any]
) -> tuple[Record, dict[str, Numbered]]:
    """The record as it was edited, and its findings with what was judged of them."""
    kept = tuple(
        KeptFinding(numbered.id, local, judgement=judged.get(numbered.id)) for local, numbered in numbers.items()
    )
    marked = {
        local: replace(numbered, judged=_JUDGED[judged[numbered.id].kind]) if numbered.id in judged else numbered
        for local, numbered in numbers.items()
    }
    filed = Kept(filed=one.filed, read=one.held.since, source=None, findings=kept)
    return edited(replace(record, kept=filed)), marked


def _close(at: sa.Connection, documents: Sequence[int]) -> None:
    """Closes the rows of readings of these documents that another one has replaced."""
    for some in in_pieces(documents):
        replaced = reading.c.document.in_(some), reading.c.replaced.is_not(None)
        for row in at.execute(sa.select(reading.c.no, reading.c.replaced).where(*replaced)).all():
            of_reading = indexed.c.reading == row.no, indexed.c.until.is_(None), indexed.c.kind != "document"
            at.execute(sa.update(indexed).where(*of_reading).values(until=row.replaced))
