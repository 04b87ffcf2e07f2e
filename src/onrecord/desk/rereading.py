"""Reading again what is filed, with the engine and the knowledge of today: the old reading stays, and what changed is
told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..codebook.codebook_files import versions
from ..errors import StoreError
from ..record import Record, to_wire
from ..store import families, filing, finding, logbook
from ..store.ids import LISTS, identified
from ..store.readings import ReadBy, read_by, state_of
from .keeping import TRIES, Desk, given_up
from .repeats import find_repeats
from .versions import mark_read_anew

#: What says how a finding was made, not what it is.
_NOT_SAID = frozenset({"id", "made_by", "why", "confidence", "act_confidence"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that is read otherwise now: its id, and each field with what it was and what it is."""

    id: str
    kind: str
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again gave: ids of findings that are new, of those no longer found, and the changed.

    ``before`` and ``now`` tell by what each reading was made. ``filed`` is false where nothing was filed: the reading
    was made by the same, or it was only a trial. ``signed`` is true where the document, filed by an onrecord that knew
    no near duplicates, is found by its likeness from now on; where ``before`` is ``now``, that was all.
    """

    document: str
    title: str | None
    before: ReadBy
    now: ReadBy
    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    filed: bool = False
    signed: bool = False


def reread(desk: Desk, ids: tuple[str, ...] = (), *, anyway: bool = False, trial: bool = False) -> Iterator[Reread]:
    """Reads documents again (all, where no ids are given) that another engine, model, codebook or gazetteer read.

    What was given up by a rule of retention has no words to read, and keeps the reading that it has. Each is filed in a
    transaction of its own, so that a run that was stopped goes on where it was. ``anyway`` reads also what was read by
    the same; ``trial`` files nothing. Documents that were filed before near duplicates were known get their signatures
    and families, whoever read them.

    Raises:
        StoreError: if an id is not there, a document was read with packs that are not here (unless ``anyway``), or the
            desk fails.
    """
    filed = 0
    for no, id_ in list(_wanted(desk, ids)):
        signed = not trial and _sign(desk, no)
        told = _reread(desk, no, id_, anyway=anyway, trial=trial)
        if told is not None or signed:
            filed += told is not None and told.filed
            yield replace(told or _unread(desk, no, id_), signed=signed)
    if filed:
        with desk.store.writing() as at:
            logbook.note(at, desk.store.now(at), desk.who, "reread", {"documents": filed, "by": str(_today(desk))})


def _reread(desk: Desk, no: int, id_: str, *, anyway: bool, trial: bool) -> Reread | None:
    """One document; ``None`` if there is no need or nothing to read."""
    for _ in range(TRIES):
        with desk.store.reading() as at:
            before = read_by(at, no)
            if before == _today(desk) and not anyway:
                return None
            if not anyway:
                _packs_are_here(id_, before, _today(desk))
            old, state = finding.record(desk.store, at, id_), state_of(at, no)
        if given_up(old):
            return None
        new = desk.journey.read(old.document)
        told = compared(old, new, before, _today(desk))
        if trial or before == told.now:
            return told
        with desk.store.writing() as at:
            # What somebody said of it, or a name that was redacted, meanwhile must not be lost again.
            if state_of(at, no) == state:
                filing.file_reading(desk.store, at, no, new, told.now.codebook)
                mark_read_anew(desk.store, at, no)
                return replace(told, filed=True)
    raise StoreError("others change this document all the time", id_, "read it again later")


def _packs_are_here(id_: str, before: ReadBy, now: ReadBy) -> None:
    """Raises a StoreError if packs that a document was read with are not here: it would lose what they knew."""
    here = {pack.partition("/")[0] for pack in now.knowledge.split()}
    gone = [pack for pack in before.knowledge.split() if pack.partition("/")[0] not in here]
    if gone:
        raise StoreError(
            f"this was read with packs of names that are not here ({', '.join(gone)})",
            id_,
            "name their folders in ONRECORD_PACKS, or give --anyway to read without them",
        )


def _sign(desk: Desk, no: int) -> bool:
    """Gives a document that was filed by an onrecord which knew no near duplicates its signature and its family."""
    with desk.store.reading() as at:
        if families.is_signed(at, no):
            return False
    with desk.store.writing() as at:
        if families.is_signed(at, no):
            return False
        text = finding.text_of(at, no)
        made, likenesses = find_repeats(at, text)
        if made is None:
            return False  # too few words, or given up
        families.sign(at, no, (made.shingles, made.minhash), made.bands, likenesses)
    return True


def _unread(desk: Desk, no: int, id_: str) -> Reread:
    with desk.store.reading() as at:
        before = read_by(at, no)
        return Reread(id_, finding.document(at, id_).title, before, before)


def _wanted(desk: Desk, ids: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    with desk.store.reading() as at:
        found = [finding.document(at, id_) for id_ in ids] if ids else finding.documents(at)
        for filed in found:
            yield filed.no, filed.id


def _today(desk: Desk) -> ReadBy:
    engine, model, knowledge = desk.journey.reads_by
    return ReadBy(engine, model, versions(), " ".join(knowledge))


def compared(old: Record, new: Record, before: ReadBy, now: ReadBy) -> Reread:
    """What differs between two readings of one document."""
    was, is_ = _said(old), _said(new)
    changed = []
    for id_ in was.keys() & is_.keys():
        fields = _differing(was[id_][1], is_[id_][1])
        if fields:
            changed.append(Changed(id_, was[id_][0], fields))
    return Reread(
        old.document.id,
        old.document.title,
        before,
        now,
        new=tuple(id_ for id_ in is_ if id_ not in was),
        lost=tuple(id_ for id_ in was if id_ not in is_),
        changed=tuple(sorted(changed, key=lambda one: one.id)),
    )


def _said(record: Record) -> dict[str, tuple[str, dict[str, Any]]]:
    """The kind of each finding and what it says, its actors by their names: an id in a record is a number that another
    reading gives anew.
    """
    found = list(identified(record))
    meant: dict[str, Any] = {actor.id: actor.name for actor in record.actors}
    meant |= {one.found.id: one.id for one in found}
    meant |= {time.id: time.value for time in record.times}
    meant |= {place.id: place.name for place in record.places}
    wire = to_wire(record)
    entries = {kind: {entry["id"]: entry for entry in wire[listed]} for kind, listed in LISTS.items()}
    return {one.id: (one.kind, _fields(entries[one.kind][one.found.id], meant)) for one in found}


def _fields(entry: dict[str, Any], meant: dict[str, Any]) -> dict[str, Any]:
    return {field: _named(value, meant) for field, value in entry.items() if field not in _NOT_SAID}


def _named(value: Any, meant: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return _fields(value, meant)
    if isinstance(value, list):
        return [_named(inner, meant) for inner in value]
    return meant.get(value, value) if isinstance(value, str) else value


def _differing(was: dict[str, Any], is_: dict[str, Any]) -> tuple[tuple[str, Any, Any], ...]:
    return tuple(
        (field, was.get(field), is_.get(field))
        for field in sorted(was.keys() | is_.keys())
        if was.get(field) != is_.get(field)
    )
