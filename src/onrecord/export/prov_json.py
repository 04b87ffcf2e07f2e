"""PROV-JSON: how each finding came about. Snapshot, document, the reading of it, findings, judgements.

A document derives from its snapshot, which is the outlet's. A reading uses the document, the model, the packs and the
codebooks, and generates findings. A finding that stands on somebody's word derives from the statement that says so
(``onrecord:onTheWordOf``), and a statement is its speaker's. A judgement is an activity of a person that uses a
finding.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from ..record import ActorKind, Event, Statement, Tie
from ..record import Form as Speech
from .forms import Form, Head, Item
from .sorted_lines import sorted_lines
from .teller import Teller, Told
from .told_facts import document_facts, facts, json_line, present

Json = dict[str, Any]
#: A record of PROV: its section, its id, what is said of it, and whether other documents may give the same.
Made = tuple[str, str, Json, bool]

_OURS = "urn:onrecord:"
_SECTIONS = (
    *("entity", "activity", "agent", "used", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo"),
    "wasAssociatedWith",
)
_PERSON, _BODY = "prov:Person", "prov:Organization"
_LISTED = ("spans", "parts", "counts", "judged")


def records(item: Item) -> Iterator[Made]:
    """The records of an item."""
    teller = Teller(item)
    yield from _document(teller)
    yield from _reading(teller)
    for told in teller.findings:
        yield from _finding(teller, told)
        yield from _judgement(told)


def _name(cited: str) -> str:
    """What is cited so, as PROV names it."""
    return f"onrecord:{cited.replace(':', '-')}"


def _typed(type_: str) -> Json:
    return {"$": type_, "type": "prov:QUALIFIED_NAME"}


def _relation(section: str, first: tuple[str, str], second: tuple[str, str], **more: Any) -> Made:
    """A relation between two records, each given with the role that it has in it."""
    said = {f"prov:{first[0]}": first[1], f"prov:{second[0]}": second[1]}
    told = {f"prov:{name}": value for name, value in more.items() if value is not None}
    id_ = "_:" + hashlib.sha256("\n".join((section, first[1], second[1], json.dumps(told))).encode()).hexdigest()[:24]
    return section, id_, said | told, True


def _ours(said: Json) -> Json:
    """Facts as attributes of ours; lists of objects as JSON."""
    return {f"onrecord:{key}": json_line(value) if key in _LISTED else value for key, value in said.items()}


def _document(teller: Teller) -> Iterator[Made]:
    doc, snap, kept = teller.document, teller.document.snapshot, teller.record.kept
    snapshot = f"onrecord:sha256-{hashlib.sha256(snap.sha256.encode('utf-8', 'replace')).hexdigest()[:32]}"
    bytes_ = {"sha256": snap.sha256, "media_type": snap.media_type, "size": snap.size, "fetched": snap.fetched}
    said = {key: value for key, value in bytes_.items() if value is not None}
    yield "entity", snapshot, {"prov:type": _typed("onrecord:Snapshot"), **_ours(said)}, True
    yield "entity", _name(doc.id), {"prov:type": _typed("onrecord:Document"), **_ours(document_facts(teller))}, False
    yield _relation("wasDerivedFrom", ("generatedEntity", _name(doc.id)), ("usedEntity", snapshot))
    if teller.outlet is not None:
        outlet = _name(teller.outlet.id)
        yield "agent", outlet, {"prov:type": _typed(_BODY), "prov:label": teller.outlet.name}, True
        yield _relation("wasAttributedTo", ("entity", _name(doc.id)), ("agent", outlet))
    if kept is not None and kept.revises is not None:
        ends = (("generatedEntity", _name(doc.id)), ("usedEntity", _name(kept.revises)))
        yield _relation("wasDerivedFrom", *ends, type=_typed("prov:Revision"))


def _reading(teller: Teller) -> Iterator[Made]:
    record, activity = teller.record, _reading_of(teller)
    engine = _tool("engine", record.engine)
    at = {} if record.kept is None else {"prov:endTime": record.kept.read}
    yield "activity", activity, {"prov:type": _typed("onrecord:Reading"), **at}, False
    label = f"onrecord {record.engine}"
    yield "agent", engine, {"prov:type": _typed("prov:SoftwareAgent"), "prov:label": label}, True
    yield _relation("wasAssociatedWith", ("activity", activity), ("agent", engine))
    yield _relation("used", ("activity", activity), ("entity", _name(teller.document.id)))
    codebooks = sorted({event.codebook for event in record.events})
    known = (("model", [record.model] if record.model else []), ("pack", record.knowledge), ("codebook", codebooks))
    for kind, names in known:
        for name in names:
            used = _tool(kind, name)
            yield "entity", used, {"prov:type": _typed(f"onrecord:{kind.capitalize()}"), "prov:label": name}, True
            yield _relation("used", ("activity", activity), ("entity", used))


def _reading_of(teller: Teller) -> str:
    return f"{_name(teller.document.id)}-reading"


def _tool(kind: str, name: str) -> str:
    """What a reading was made with, by its name and version."""
    return f"onrecord:{kind}-{''.join(c if (c.isascii() and c.isalnum()) or c in '.-_' else '-' for c in name)}"


def _finding(teller: Teller, told: Told) -> Iterator[Made]:
    id_, stmt = _name(told.id), isinstance(told.found, Statement)
    said = {"prov:type": _typed(f"onrecord:{told.kind.capitalize()}"), "prov:label": told.line}
    yield "entity", id_, said | _ours(facts(teller, told)), False
    yield _relation("wasGeneratedBy", ("entity", id_), ("activity", _reading_of(teller)))
    exact = isinstance(told.found, Statement) and told.found.form is Speech.DIRECT
    source = (("generatedEntity", id_), ("usedEntity", _name(teller.document.id)))
    yield _relation("wasDerivedFrom", *source, type=_typed("prov:Quotation") if exact else None)
    for ground in told.by[:1]:
        ends = (("generatedEntity", id_), ("usedEntity", _name(ground)))
        yield _relation("wasDerivedFrom", *ends, type=_typed("onrecord:onTheWordOf"))
    for local in told.found.basis if isinstance(told.found, Tie) else ():
        ends = (("generatedEntity", id_), ("usedEntity", _name(teller.cited(local))))
        yield _relation("wasDerivedFrom", *ends, type=_typed("onrecord:followsFrom"))
    if isinstance(told.found, Event) and told.found.statement is not None:
        ends = (("generatedEntity", id_), ("usedEntity", _name(teller.cited(told.found.statement))))
        yield _relation("wasDerivedFrom", *ends, type=_typed("onrecord:isTheStatement"))
    if stmt and told.parts[0].id is not None:
        speaker = _name(told.parts[0].id)
        yield "agent", speaker, _speaker(teller, told), True
        yield _relation("wasAttributedTo", ("entity", id_), ("agent", speaker), type=_typed("onrecord:speaker"))


def _speaker(teller: Teller, told: Told) -> Json:
    found = told.found.speaker.actor if isinstance(told.found, Statement) else None
    actor, entity = teller.handed.actors[found or ""], teller.item.entities.get(found or "")
    known = actor if entity is None else entity
    type_ = _PERSON if known.kind is ActorKind.PERSON else _BODY
    return {"prov:type": _typed(type_), "prov:label": known.name, "onrecord:kind": known.kind.value}


def _judgement(told: Told) -> Iterator[Made]:
    judged = None if told.kept is None else told.kept.judgement
    if judged is None:
        return
    person = f"onrecord:person-{hashlib.sha256(judged.who.encode('utf-8', 'replace')).hexdigest()[:16]}"
    said: Json = {"prov:type": _typed("onrecord:Judgement"), "prov:endTime": judged.at}
    said |= {"onrecord:as": judged.kind.value}
    said |= {"onrecord:why": judged.why} if judged.why else {}
    said |= {"onrecord:value": json_line(judged.value)} if judged.value else {}
    yield "activity", _name(judged.id), said, False
    yield "agent", person, {"prov:type": _typed(_PERSON), "prov:label": judged.who}, True
    yield _relation("wasAssociatedWith", ("activity", _name(judged.id)), ("agent", person))
    yield _relation("used", ("activity", _name(judged.id)), ("entity", _name(told.id)))


def _pieces(item: Item) -> Iterator[str]:
    for section, id_, said, shared in records(item):
        yield f"{_SECTIONS.index(section)}{'+' if shared else '-'}{json_line(id_)}\t{json_line(said)}"


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    prefixes = {"onrecord": _OURS, "dcterms": "http://purl.org/dc/terms/"}
    out.write(f'{{"prefix":{json_line(prefixes)}'.encode())
    for number, section in enumerate(_SECTIONS):
        out.write(f',\n"{section}":{{'.encode())
        rows = _rows(lines, str(number))
        first = f'"onrecord:export":{json_line(_export(head))}' if section == "entity" else next(rows, "")
        out.write(first.encode())
        for row in rows:
            out.write(f",\n{row}".encode())
        out.write(b"}")
    out.write(b"}\n")


def _rows(lines: Iterable[str], section: str) -> Iterator[str]:
    """The members of a section: what several documents gave, once, then the others in the desk's order."""
    last = None
    for line in sorted_lines(line[2:] for line in lines if line.startswith(f"{section}+")):
        id_, _, said = line.partition("\t")
        if id_ != last:
            yield f"{id_}:{said}"
        last = id_
    for line in lines:
        if line.startswith(f"{section}-"):
            id_, _, said = line[2:].partition("\t")
            yield f"{id_}:{said}"


def _export(head: Head) -> Json:
    said: Json = {"prov:type": _typed("onrecord:Export"), "onrecord:desk": head.desk, "onrecord:seen": head.seen}
    said |= {"onrecord:query": head.query, "onrecord:as_of": head.as_of, "onrecord:tlp": head.tlp}
    said |= {"dcterms:license": head.licence, "onrecord:made_by": head.engine}
    return present(said)


PROV = Form(
    "prov",
    "PROV-JSON: from the snapshot through the reading to each finding, and the judgements on it",
    ".prov.json",
    _pieces,
    _finish,
    {
        "standing": "`onrecord:standing` of each finding",
        "polarity": "`onrecord:polarity` of each finding",
        "by": "`wasDerivedFrom` with the type `onrecord:onTheWordOf` leads to the statement, `wasAttributedTo` from it "
        "to its speaker; `onrecord:by`, `onrecord:on_word`",
        "grade": "`onrecord:grade` of each document and finding",
        "licence": "`dcterms:license` and `onrecord:tlp` of `onrecord:export`",
    },
)
