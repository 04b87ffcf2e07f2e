"""A published brief put into one file with all that it stands on: what anybody needs to prove it without this desk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..brief.check import check
from ..brief.evidence import Evidence
from ..brief.fault import Fault
from ..brief.frozen import Frozen, canonical, content_of
from ..brief.gathering import Gathering
from ..brief.originals import tellers_wanted
from ..brief.packet_contents import ANNOTATIONS, DRAFT, FROZEN, RENDERED, VIEWER, file_of
from ..brief.packet_manifest import Manifest, listed, written
from ..brief.packet_rendering import Look, rendered_brief
from ..brief.packet_viewer import viewer_page
from ..brief.packet_zip import LARGEST, MANIFEST, MOST_FILES, zipped
from ..brief.style import Style
from ..errors import BriefError, OnRecordError, StoreError
from ..export.forms import Item
from ..export.web_annotation import annotated, annotated_passage, collection
from ..record import Record, to_wire
from ..store.edits import edited
from ..store.pages import why_given_up
from ..version import ENGINE
from .briefing import grounds_of, there
from .narrowing import handed_out

if TYPE_CHECKING:
    from .keeping import Desk

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet: its bytes, its root hash (the SHA-256 of its manifest), how many files it has, and what was left out
    of it and why, a sentence each.
    """

    data: bytes
    root: str
    files: int
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Packing:
    """What is collected on the way: files by their names, missing snapshots, sentences for the person."""

    files: dict[str, bytes] = field(default_factory=dict)
    missing: dict[str, dict[str, str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def pack(desk: Desk, frozen: Frozen, look: Look | None = None) -> Packet:
    """The packet of a brief. The same brief of the same desk gives the same bytes.

    Raises:
        BriefError: if what the brief cites was changed since (words were taken out), or the packet would be too large.
        StoreError: if the desk fails.
    """
    made, look = _Packing(), look or Look()
    made.files[DRAFT], made.files[FROZEN] = frozen.draft.encode(), content_of(frozen)
    with desk.store.reading() as at:
        found = _found(desk, at, frozen)
        records = _records(frozen, found)
        _put_documents(desk, at, made, records)
        made.files[ANNOTATIONS] = canonical(_annotations(frozen, found, records))
        faults = _faults(desk, at, frozen, found, look.style)
        told = there(Gathering(desk.store, at, desk.gazetteer, frozen.published).evidence(tellers_wanted(found)))
    texts = {id_: some[0].document.text for id_, some in records.items()}
    made.files[VIEWER] = viewer_page(frozen, texts, {sha256: one["why"] for sha256, one in made.missing.items()})
    rendered = _rendered(frozen, (found, told), look, faults, made)
    if rendered is not None:
        made.files[RENDERED] = rendered
    return _closed(frozen, made)


def _found(desk: Desk, at: sa.Connection, frozen: Frozen) -> dict[str, Evidence]:
    """What the brief cites, as it stood when it was published; it must be what was frozen."""
    whole = frozen.whole
    looked = Gathering(desk.store, at, desk.gazetteer, frozen.published).evidence(whole.values())
    found: dict[str, Evidence] = {}
    for key, id_ in whole.items():
        one = looked[id_]
        if isinstance(one, OnRecordError):
            raise BriefError(
                f"what this brief cites is not on this desk any more ({one.what})", key, "restore a backup"
            )
        if [span.of(one.text) for span in one.spans] != frozen.cited[key]["words"]:
            raise BriefError(
                "words that this brief cites were taken out since it was published",
                f"{frozen.id}, {key}",
                "no packet can be made of it any more",
            )
        found[key] = one
    return found


def _records(frozen: Frozen, found: Mapping[str, Evidence]) -> dict[str, list[Record]]:
    """The records that are cited, by their documents: that of the reading that held, and older ones of findings that
    only these have.
    """
    records: dict[str, list[Record]] = {}
    for one in sorted(found.values(), key=lambda one: (one.record.document.id, not one.current)):
        some = records.setdefault(one.record.document.id, [])
        if one.record not in some:
            some.append(one.record)
    return records


def _put_documents(desk: Desk, at: sa.Connection, made: _Packing, records: Mapping[str, list[Record]]) -> None:
    size = 0
    for id_, some in records.items():
        made.files[file_of("texts", id_)] = some[0].document.text.encode()
        for number, record in enumerate(some):
            made.files[file_of("records", id_, number)] = canonical(to_wire(record))
        sha256 = some[0].document.snapshot.sha256
        data = _snapshot(desk, at, id_, sha256, made)
        if data is not None:
            made.files[f"snapshots/{sha256}"] = data
        size += len(data or b"")
        if size > LARGEST:
            raise BriefError("this packet would be too large", id_, f"a packet has {LARGEST:,} bytes at most")


def _snapshot(desk: Desk, at: sa.Connection, id_: str, sha256: str, made: _Packing) -> bytes | None:
    why = why_given_up(at, sha256)
    if why is None:
        try:
            return desk.store.archive.get(sha256)
        except StoreError as reason:
            why = reason.what
    made.missing[sha256] = {"document": id_, "sha256": sha256, "why": why}
    made.told.append(f"the snapshot of {id_} is not in the packet: {why}")
    return None


def _annotations(frozen: Frozen, found: Mapping[str, Evidence], records: Mapping[str, list[Record]]) -> Json:
    """Every cited finding, with what it stands on, and every cited passage, as W3C Web Annotations."""
    ids = {one.id for one in found.values()}
    items: list[Json] = []
    for some in records.values():
        for record in some:
            items += list(annotated(_item(record, ids, found)))
    for key, one in found.items():
        if one.passage is not None:
            items.append(annotated_passage(_item(one.record, set(), found), key, one.passage))
    label = f"What the brief {frozen.id} cites"
    return collection(items, f"brief:{frozen.id}", label, f"onrecord {ENGINE}", frozen.published)


def _item(record: Record, ids: set[str], found: Mapping[str, Evidence]) -> Item:
    left, asked = handed_out(edited(record), frozenset(ids), rejected=True)
    mine = (one for one in found.values() if one.record.document.id == record.document.id)
    known = {some.actor.id: some.entity for one in mine for some in one.people if some.entity is not None}
    locals_ = {actor.id for actor in left.actors}
    return Item(0, left, asked, {local: one for local, one in known.items() if local in locals_})


def _faults(
    desk: Desk, at: sa.Connection, frozen: Frozen, found: Mapping[str, Evidence], style: Style
) -> tuple[Fault, ...]:
    """What the check finds as of the brief's publication: the same whenever the packet is made."""
    draft = frozen.read
    return check(draft, found, grounds_of(desk, at, draft.brief, found, style, at_time=frozen.published))


def _rendered(
    frozen: Frozen,
    found: tuple[Mapping[str, Evidence], Mapping[str, Evidence]],
    look: Look,
    faults: Sequence[Fault],
    made: _Packing,
) -> bytes | None:
    """The brief as an HTML page; ``None`` if it cannot be rendered here, which is told."""
    snapshots = {name.partition("/")[2] for name in made.files if name.startswith("snapshots/")}
    try:
        return rendered_brief(frozen, *found, look, faults, snapshots)
    except OnRecordError as reason:
        made.told.append(f"the packet has no rendered page of the brief: {reason}")
        return None


def _closed(frozen: Frozen, made: _Packing) -> Packet:
    names = sorted(made.files)
    manifest = Manifest(
        brief={
            "id": frozen.id,
            "title": frozen.title,
            "published": frozen.published,
            "who": frozen.who,
            "sha256": frozen.sha256,
            "frozen": hashlib.sha256(made.files[FROZEN]).hexdigest(),
        },
        versions={**frozen.versions, "packed_by": f"onrecord {ENGINE}"},
        files=tuple(listed(name, made.files[name]) for name in names),
        missing=tuple(made.missing[sha256] for sha256 in sorted(made.missing)),
    )
    data = written(manifest)
    root = hashlib.sha256(data).hexdigest()
    whole = zipped([(MANIFEST, data), *((name, made.files[name]) for name in names)], root)
    if len(whole) > LARGEST or len(names) > MOST_FILES:
        raise BriefError("this packet would be too large", frozen.id, f"a packet has {LARGEST:,} bytes at most")
    return Packet(whole, root, len(names) + 1, tuple(made.told))
