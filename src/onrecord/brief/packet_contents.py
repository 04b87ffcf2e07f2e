"""What is in a packet belongs together: quotations stand in their texts, texts in their snapshots, findings in records.

That the bytes are those of the manifest is proved before. Nothing here is unpacked, shown or run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import BriefError
from ..record import Record, from_wire
from ..record.wire_pieces import pairs_in
from ..store.briefs import brief_id
from ..store.ids import identified, named, text_sha256
from ..store.schema_check import breach_of_record
from ..version import ENGINE
from .frozen import Frozen, canonical, frozen_from
from .packet_flaw import Flaw
from .packet_manifest import Manifest
from .packet_viewer import viewer_page

Json = dict[str, Any]
Contents = Mapping[str, bytes]

DRAFT, FROZEN, VIEWER, ANNOTATIONS, RENDERED = (
    *("brief/draft.md", "brief/brief.json", "index.html", "annotations.json", "brief/brief.html"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of the packet: the name of its file, the record, and the ids of all that it found."""

    name: str
    record: Record
    ids: frozenset[str]


def file_of(folder: str, document: str, older: int = 0) -> str:
    """What the file of a document is called: its id holds a colon, which some file systems do not."""
    behind = f".older-{older}" if older else ""
    return f"{folder}/{document.replace(':', '-')}{behind}.{'txt' if folder == 'texts' else 'json'}"


def prove_contents(manifest: Manifest, contents: Contents, checked: dict[str, int], notes: list[str]) -> Iterator[Flaw]:
    """Everything that is wrong; ``checked`` gets how many of each were looked at, ``notes`` what is worth knowing."""
    for name in (DRAFT, FROZEN, VIEWER, ANNOTATIONS):
        if name not in contents:
            yield Flaw(name, None, "this file is not in the packet")
            return
    try:
        frozen = frozen_from(contents[FROZEN], FROZEN)
    except BriefError as reason:
        yield Flaw(FROZEN, None, reason.what)
        return
    yield from _brief(manifest, contents, frozen)
    records: dict[str, list[Kept]] = {}
    yield from _records(manifest, contents, records)
    yield from _others(contents, frozen, records)
    for key, one in frozen.cited.items():
        checked["citations"] = checked.get("citations", 0) + 1
        yield from _cited(key, one, records, checked)
    yield from _annotations(contents, records, checked)
    checked["documents"] = len(records)
    checked["snapshots"] = sum(name.startswith("snapshots/") for name in contents)
    yield from _viewer(manifest, contents, frozen, records, notes)
    notes += [f"{gone['sha256']} of {gone['document']} is not in it: {gone['why']}" for gone in manifest.missing]


def _brief(manifest: Manifest, contents: Contents, frozen: Frozen) -> Iterator[Flaw]:
    draft = contents[DRAFT]
    said = {
        "id": frozen.id,
        "title": frozen.title,
        "published": frozen.published,
        "who": frozen.who,
        "sha256": hashlib.sha256(draft).hexdigest(),
        "frozen": hashlib.sha256(contents[FROZEN]).hexdigest(),
    }
    if dict(manifest.brief) != said:
        yield Flaw("manifest.json", None, "what it says of the brief is not what the brief is")
    if frozen.draft.encode() != draft or brief_id(draft) != frozen.id:
        yield Flaw(DRAFT, None, "this is not the draft that was published")


def _records(manifest: Manifest, contents: Contents, records: dict[str, list[Kept]]) -> Iterator[Flaw]:
    missing = {gone["sha256"] for gone in manifest.missing}
    for name in sorted(one for one in contents if one.startswith("records/")):
        try:
            wire = json.loads(contents[name])
            if canonical(wire) != contents[name]:
                raise ValueError("it is not written as records are")
            said = breach_of_record(wire)
            if said is not None:
                raise ValueError(said)
            record = from_wire(wire)
        except (ValueError, KeyError, TypeError, RecursionError, BriefError) as reason:
            yield Flaw(name, None, f"this is no record: {reason}")
            continue
        ids = frozenset(one.id for one in identified(record))
        records.setdefault(record.document.id, []).append(Kept(name, record, ids))
        yield from _record(name, record, wire, contents, missing)


def _record(name: str, record: Record, wire: Json, contents: Contents, missing: set[str]) -> Iterator[Flaw]:
    document = record.document
    text = contents.get(file_of("texts", document.id))
    if text is None:
        yield Flaw(name, None, "the text of this document is not in the packet")
    elif text != document.text.encode():
        yield Flaw(name, None, "its text is not that of the document")
    beyond = next((pair for pair in pairs_in(wire) if not 0 <= pair[0] < pair[1] <= len(document.text)), None)
    if beyond is not None:
        yield Flaw(name, None, f"it tells of words at [{beyond[0]}, {beyond[1]}), beyond its text")
    sha256 = document.snapshot.sha256
    holes = record.kept is not None and bool(record.kept.holes)
    if not holes and document.id != f"d:{text_sha256(f'{sha256}{chr(10)}{document.text}')[:16]}":
        yield Flaw(name, None, "the id of this document is not that of its text and snapshot")
    snapshot = contents.get(f"snapshots/{sha256}")
    if snapshot is None and sha256 not in missing:
        yield Flaw(name, None, f"the snapshot {sha256} is neither in the packet nor told as missing")
    elif snapshot is not None and hashlib.sha256(snapshot).hexdigest() != sha256:
        yield Flaw(f"snapshots/{sha256}", None, "these bytes are not those that their name says")


def _others(contents: Contents, frozen: Frozen, records: Mapping[str, list[Kept]]) -> Iterator[Flaw]:
    """Files that belong to nothing that is cited."""
    known = {DRAFT, FROZEN, VIEWER, ANNOTATIONS, RENDERED}
    for id_, some in records.items():
        known |= {file_of("texts", id_), *(one.name for one in some)}
        known |= {f"snapshots/{one.record.document.snapshot.sha256}" for one in some}
    for name in sorted(contents.keys() - known):
        yield Flaw(name, None, "this file belongs to nothing in the packet")
    for id_ in sorted(records.keys() - {one["document"]["id"] for one in frozen.cited.values()}):
        yield Flaw(records[id_][0].name, None, "nothing of this document is cited")


def _cited(key: str, one: Json, records: Mapping[str, list[Kept]], checked: dict[str, int]) -> Iterator[Flaw]:
    where = f"{FROZEN}, {key}"
    try:
        kept = records.get(one["document"]["id"], [])
        fits = [some for some in kept if one["kind"] == "document" or one["id"] in some.ids]
        if not fits:
            yield Flaw(where, None, "what is cited is in no record of the packet")
            return
        document = fits[0].record.document
        text = document.text
        if one["document"]["snapshot"] != document.snapshot.sha256 or one["document"]["text_sha256"] != text_sha256(
            text
        ):
            yield Flaw(where, None, "the document that it was cited from is another one")
        quotes = [*zip(one["spans"], one["words"], strict=True), *((s["span"], s["words"]) for s in one["sentences"])]
        for (begin, end), words in quotes:
            checked["quotations"] = checked.get("quotations", 0) + 1
            if text[begin:end] != words:
                yield Flaw(where, None, f"the words at [{begin}, {end}) of {document.id} are others than it says")
    except (KeyError, TypeError, ValueError, IndexError):
        yield Flaw(where, None, "it does not say how it stood")


def _annotations(contents: Contents, records: Mapping[str, list[Kept]], checked: dict[str, int]) -> Iterator[Flaw]:
    try:
        made = json.loads(contents[ANNOTATIONS])
        items = made["first"]["items"]
        targets = [(item["id"], target) for item in items for target in item["target"] if "selector" in target]
        for id_, target in targets:
            checked["annotations"] = checked.get("annotations", 0) + 1
            what = _target(target, records)
            if what is not None:
                yield Flaw(f"{ANNOTATIONS}, {id_}", None, what)
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Flaw(ANNOTATIONS, None, "these are no annotations")


def _target(target: Json, records: Mapping[str, list[Kept]]) -> str | None:
    quoted, position = target["selector"]
    cached = target["state"]["cached"]
    texts = {
        one.record.document.text
        for some in records.values()
        for one in some
        if named(one.record.document.snapshot.sha256) == cached
    }
    begin, end = position["start"], position["end"]
    if not texts:
        return "it is of a snapshot that the packet has not"
    for text in texts:
        before, after = text[max(0, begin - len(quoted["prefix"])) : begin], text[end : end + len(quoted["suffix"])]
        if (text[begin:end], before, after) == (quoted["exact"], quoted["prefix"], quoted["suffix"]):
            return None
    return f"the words at [{begin}, {end}) are others than it says"


def _viewer(
    manifest: Manifest, contents: Contents, frozen: Frozen, records: Mapping[str, list[Kept]], notes: list[str]
) -> Iterator[Flaw]:
    """The page shows what the files say: it is made again, if this onrecord is the one that made it."""
    if frozen.versions.get("engine") != ENGINE:
        notes.append("another onrecord made the viewer: that it shows what the files say was not proved")
        return
    texts = {id_: some[0].record.document.text for id_, some in records.items()}
    gone = {one["sha256"]: one["why"] for one in manifest.missing}
    try:
        same = viewer_page(frozen, texts, gone) == contents[VIEWER]
    except (BriefError, KeyError, TypeError, AttributeError, ValueError):
        same = False
    if not same:
        yield Flaw(VIEWER, None, "this page is not the one that is made of the files of the packet")
