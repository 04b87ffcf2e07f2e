"""Judgements: added, never erased. What holds at a time is what was judged until then and not taken back by then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from ..record import CommitmentStatus, Grade, Judgement, JudgementKind, Reliability
from . import indexing, judged, merging, source_facts, tables
from .asking import LEAST_DIGITS, in_pieces, only_id, shortened
from .edits import checked
from .finding import finding
from .indexing import index_judged
from .opening import Store

_TABLE = tables.judgement
_FINDINGS = "setc"
_OF_ACTORS = (JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE)
_SAYING = (JudgementKind.EDIT, JudgementKind.GRADE, JudgementKind.SOURCE, JudgementKind.STATUS)
#: What a person may say of a commitment; that it is overdue follows from its date.
SETTABLE = tuple(one for one in CommitmentStatus if one is not CommitmentStatus.OVERDUE)
#: The most characters of a reason, a name, and an edit's value as JSON.
_LONGEST = {"why": 2_000, "who": 200, "value": 20_000}


def judge(
    store: Store,
    at: sa.Connection,
    kind: JudgementKind,
    subject: str,
    who: str,
    *,
    other: str | None = None,
    value: dict[str, Any] | None = None,
    why: str | None = None,
) -> Judgement:
    """Adds a judgement. ``subject`` (and ``other``) must be on the desk; an edit's fields must be the finding's.

    An actor is one across documents (``"a:3f9c..."``), the id of a known one that some reading links to
    (``"pack:id"``), or one of a document's reading that holds, by both their ids: ``"d:3f9c.../a2"``. ``same`` and
    ``different`` take effect at once (``merging.py``). An edit stands by itself: it takes the place of the one before.
    A ``source`` changes one fact of an outlet. A ``status`` says what became of a commitment; ``other`` is then the
    finding that shows it, if one does.

    Raises:
        StoreError: if the subject is not there, the value is none that such a finding can have, or another judgement
            that holds says the opposite.
    """
    if kind is JudgementKind.UNDO:
        return undo(store, at, subject, who, why)
    _sayable(who, why, value)
    if kind is not JudgementKind.STATUS and (other is not None) is not (kind in _OF_ACTORS):
        two = "is said of two actors" if kind in _OF_ACTORS else "is said of one thing"
        raise StoreError(f"{kind.value} {two}", subject, "name both" if kind in _OF_ACTORS else "leave the other out")
    if (value is not None) is not (kind in _SAYING):
        says = "says nothing beside" if value is not None else "is to say what"
        raise StoreError(
            f"{kind.value} {says}", subject, "leave the value out" if value is not None else "give a value"
        )
    if kind is JudgementKind.SOURCE:
        return _change(store, at, subject, value or {}, who, why)
    if kind in judged.OF_FINDINGS:
        value = _of_finding(store, at, subject, value)
    elif kind is JudgementKind.GRADE:
        _source_there(at, subject)
        value = _letter(subject, value or {})
    elif kind is JudgementKind.STATUS:
        value = _status(at, subject, other, value or {})
    else:
        return _of_actors(store, at, Judgement("", "", who, kind, subject, other, None, why))
    made = judged.add(store, at, Judgement("", "", who, kind, subject, other, value, why))
    if kind in judged.OF_FINDINGS:
        index_judged(at, subject)
    return made


def undo(store: Store, at: sa.Connection, id_: str, who: str, why: str | None = None) -> Judgement:
    """Takes a judgement back by another; undoing that one brings it back. A fact of an outlet is again what it was.

    Raises:
        StoreError: if there is none with this id, it is taken back already, or what would hold again then is against
            another judgement that holds.
    """
    _sayable(who, why, None)
    whole = only_id(at, _TABLE.c.id, id_, "j", "judgement")
    (entry,) = judged.entries(at, _TABLE.c.id == whole, None)
    if entry.judgement.undone is not None:
        raise StoreError(
            f"this judgement was taken back at {entry.judgement.undone}", whole, "undo the undo to bring it back"
        )
    root = _line(at, entry.judgement)[-1]
    state = None
    if root.kind in _OF_ACTORS:
        held = root.undone is None
        state = merging.checked(at, None if held else root, root.id if held else None)
    made = judged.add(store, at, Judgement("", "", who, JudgementKind.UNDO, whole, why=why))
    _keep_undone(at, entry.judgement)
    if root.kind is JudgementKind.SOURCE:
        source_facts.put_right(at, root.subject)
    if root.kind in judged.OF_FINDINGS:
        index_judged(at, root.subject)
    elif state is not None:
        _take_effect(store, at, state)
    return made


def judgements(at: sa.Connection, subject: str | None = None, at_time: str | None = None) -> Iterator[Judgement]:
    """The history, oldest first: all of it, or one subject's with what takes it back.

    A subject is an id, or the only one in the history that begins so (four digits or more).

    Raises:
        StoreError: if several begin so.
    """
    if subject is None:
        yield from (entry.judgement for entry in judged.whole(at, at_time))
        return
    subject = _whole(at, subject)
    found = judged.entries(at, (_TABLE.c.subject == subject) | (_TABLE.c.other == subject), at_time)
    ids = [entry.judgement.id for entry in found]
    undos = [entry.judgement.id for entry in judged.undos_of(at, ids, at_time)]
    some = [entry for piece in in_pieces(undos) for entry in judged.entries(at, _TABLE.c.id.in_(piece), at_time)]
    every = {entry.no: entry.judgement for entry in (*found, *some)}
    yield from (every[no] for no in sorted(every))


def holding(at: sa.Connection, subjects: list[str], at_time: str | None = None) -> dict[str, Judgement]:
    """For each subject the judgement that holds: the latest accept, edit or reject that was not undone by then."""
    return judged.holding(at, subjects, at_time)


def grade_of(at: sa.Connection, source: str, at_time: str | None = None) -> Grade:
    """The grade of a source that held then; F, by nobody, where nobody had graded it."""
    found = Grade()
    for entry in judged.of_subjects(at, [source], (JudgementKind.GRADE,), at_time):
        if entry.judgement.undone is None:
            found = judged.grade(entry.judgement)
    return found


def _of_finding(store: Store, at: sa.Connection, subject: str, value: dict[str, Any] | None) -> dict[str, Any] | None:
    _finding_there(at, subject, _FINDINGS, "finding")
    if value is None:
        return None
    shown = finding(store, at, subject)
    return checked(shown.record, subject, shown.local, value)


def _finding_there(at: sa.Connection, id_: str, letters: str, what: str) -> None:
    if shortened(id_, letters) != id_:
        raise StoreError(f"this is no id of a {what}", repr(id_), f"write it as {letters[0]}:3f9c..., whole")
    found = tables.finding
    if at.execute(sa.select(found.c.no).where(found.c.id == id_).limit(1)).first() is None:
        raise StoreError(f"this desk has no {what} of this id", id_, "give the whole id")


def _change(store: Store, at: sa.Connection, id_: str, value: dict[str, Any], who: str, why: str | None) -> Judgement:
    _source_there(at, id_)
    if len(value) != 1:
        raise StoreError("a judgement changes one fact of an outlet", id_, "make one for each")
    ((field, said),) = value.items()
    made = source_facts.set_fact(store, at, id_, field, source_facts.fact(id_, field, said), who, why)
    if made is None:
        raise StoreError(f"its {field} is so already", id_)
    return made


def _source_there(at: sa.Connection, id_: str) -> None:
    if at.execute(sa.select(tables.source.c.id).where(tables.source.c.id == id_)).first() is None:
        raise StoreError("this desk has no outlet of this id", repr(id_), "see onrecord desk sources")


def _of_actors(store: Store, at: sa.Connection, said: Judgement) -> Judgement:
    """Adds a judgement on two actors, under their whole ids, and lets it take effect."""
    subject, other = _actor_there(at, said.subject), _actor_there(at, said.other or "")
    if subject == other:
        raise StoreError("these are one and the same actor", subject, "name two")
    said = replace(said, subject=subject, other=other)
    if said.kind is JudgementKind.UNSURE:
        return judged.add(store, at, said)
    state = merging.checked(at, replace(said, at=store.now(at)))
    made = judged.add(store, at, said)
    _take_effect(store, at, state)
    return made


def _take_effect(store: Store, at: sa.Connection, state: merging.State) -> None:
    for document in merging.apply(at, state):
        indexing.index_again(store, at, document)


def _actor_there(at: sa.Connection, named: str) -> str:
    """The whole id of an actor that is on the desk."""
    if shortened(named, "a") is not None:
        return only_id(at, tables.entity.c.id, named, "a", "actor")
    actor, reading = tables.actor, tables.reading
    document, slash, local = named.partition("/")
    which = (
        sa.union_all(
            sa.select(actor.c.no).where(actor.c.link == named).limit(1).subquery().select(),
            sa.select(tables.entity.c.no).where(tables.entity.c.link == named),
        )
        .subquery()
        .select()
    )
    if slash and shortened(document, "d") is not None:
        which = (
            sa.select(actor.c.no)
            .join(reading, reading.c.no == actor.c.reading)
            .join(tables.document, tables.document.c.no == reading.c.document)
            .where(tables.document.c.id == document, actor.c.local == local, reading.c.replaced.is_(None))
        )
    if at.execute(which.limit(1)).first() is None:
        raise StoreError(
            "this desk has no such actor", repr(named), "write a:3f9c, pack:id, or d:3f9c.../a2 with the whole id"
        )
    return named


def _status(at: sa.Connection, subject: str, other: str | None, value: dict[str, Any]) -> dict[str, Any]:
    """The status as it is kept, of a commitment that is there; so is the finding that shows it."""
    _finding_there(at, subject, "c", "commitment")
    if other is not None:
        _finding_there(at, other, _FINDINGS, "finding")
        if other == subject:
            raise StoreError("a commitment does not show what became of itself", subject, "name another finding")
    words = [one.value for one in SETTABLE]
    if value.keys() != {"status"} or value["status"] not in words:
        raise StoreError("this is no status", subject, f"give {{'status': word}}, one of {', '.join(words)}")
    return {"status": str(value["status"])}


def _letter(subject: str, value: dict[str, Any]) -> dict[str, Any]:
    letter = value.get("reliability")
    letters = [str(letter.value) for letter in Reliability]
    if value.keys() != {"reliability"} or letter not in letters:
        raise StoreError("this is no grade", subject, f"give {{'reliability': letter}}, one of {', '.join(letters)}")
    return {"reliability": str(letter)}


def _sayable(who: str, why: str | None, value: dict[str, Any] | None) -> None:
    try:
        said = {"who": who, "why": why or "", "value": json.dumps(value, ensure_ascii=False)}
        for name, text in said.items():
            text.encode()
            if len(text) > _LONGEST[name] or "\0" in text:
                raise StoreError(f"this {name} cannot be kept", None, f"give at most {_LONGEST[name]:,} characters")
    except (ValueError, TypeError, RecursionError):
        raise StoreError("this judgement cannot be written down", None, "give plain text and JSON values") from None
    if not who.strip():
        raise StoreError("nobody judges this", None, "say who")


def _whole(at: sa.Connection, subject: str) -> str:
    begin = shortened(subject, "dsetcoja")
    if begin is None or len(begin) < 2 + LEAST_DIGITS:
        return subject
    which = _TABLE.c.subject >= begin, _TABLE.c.subject < begin + "g"
    if at.execute(sa.select(_TABLE.c.no).where(*which).limit(1)).first() is None:
        return begin
    return only_id(at, _TABLE.c.subject, begin, begin[0], "judged thing")


def _line(at: sa.Connection, changed: Judgement) -> list[Judgement]:
    """A judgement, what it had taken back, what that had taken back, and so on."""
    line = [changed]
    while line[-1].kind is JudgementKind.UNDO:
        (above,) = judged.entries(at, _TABLE.c.id == line[-1].subject, None)
        line.append(above.judgement)
    return line


def _keep_undone(at: sa.Connection, changed: Judgement) -> None:
    """Writes the column ``undone`` anew, of what was just taken back and of what that had taken back."""
    line = _line(at, changed)
    back = judged.taken_back(judged.undos_of(at, [line[-1].id], None))
    for one in line:
        at.execute(sa.update(_TABLE).where(_TABLE.c.id == one.id).values(undone=back.get(one.id)))
