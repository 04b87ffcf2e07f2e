"""The wire form of what a desk adds to a record, and of where an item came from."""

from __future__ import annotations

from dataclasses import asdict

from .document import Forward, Provenance
from .judgement import Judgement, JudgementKind
from .kept import Carrier, Kept, KeptFinding
from .source import Grade, Reliability, Source, SourceKind
from .wire_pieces import Json, pairs, read_spans


def provenance_to_wire(provenance: Provenance | None) -> Json | None:
    """The value of ``document.provenance``."""
    return None if provenance is None else asdict(provenance)


def provenance_from_wire(wire: Json | None) -> Provenance | None:
    if wire is None:
        return None
    forward = wire["forward"]
    return Provenance(**{**wire, "forward": None if forward is None else Forward(**forward)})


def source_to_wire(source: Source) -> Json:
    """An outlet with its grade; the grade's words stand beside its letter."""
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "country": source.country,
        "language": source.language,
        "link": source.link,
        "homepage": source.homepage,
        "speaks_for": list(source.speaks_for),
        "also": list(source.also),
        "keys": list(source.keys),
        "grade": {
            "reliability": source.grade.reliability.value,
            "words": source.grade.reliability.words,
            "why": source.grade.why,
            "who": source.grade.who,
            "at": source.grade.at,
        },
    }


def source_from_wire(wire: Json) -> Source:
    grade = wire["grade"]
    return Source(
        id=wire["id"],
        name=wire["name"],
        kind=SourceKind(wire["kind"]),
        country=wire["country"],
        language=wire["language"],
        link=wire["link"],
        homepage=wire["homepage"],
        speaks_for=tuple(wire["speaks_for"]),
        also=tuple(wire["also"]),
        keys=tuple(wire["keys"]),
        grade=Grade(Reliability(grade["reliability"]), grade["why"], grade["who"], grade["at"]),
    )


def judgement_to_wire(judgement: Judgement) -> Json:
    return {**asdict(judgement), "kind": judgement.kind.value}


def judgement_from_wire(wire: Json) -> Judgement:
    return Judgement(**{**wire, "kind": JudgementKind(wire["kind"])})


def kept_to_wire(kept: Kept | None) -> Json | None:
    """The value of ``kept``."""
    if kept is None:
        return None
    return {
        "filed": kept.filed,
        "read": kept.read,
        "source": None if kept.source is None else source_to_wire(kept.source),
        "carriers": [asdict(carrier) for carrier in kept.carriers],
        "findings": [
            {
                "id": finding.id,
                "local": finding.local,
                "withdrawn": finding.withdrawn,
                "why": finding.why,
                "judgement": None if finding.judgement is None else judgement_to_wire(finding.judgement),
            }
            for finding in kept.findings
        ],
        "revises": kept.revises,
        "revised_by": kept.revised_by,
        "vanished": kept.vanished,
        "overridden": dict(kept.overridden),
        "holes": pairs(kept.holes),
        "bytes_kept": kept.bytes_kept,
    }


def kept_from_wire(wire: Json | None) -> Kept | None:
    if wire is None:
        return None
    return Kept(
        filed=wire["filed"],
        read=wire["read"],
        source=None if wire["source"] is None else source_from_wire(wire["source"]),
        carriers=tuple(Carrier(**carrier) for carrier in wire["carriers"]),
        findings=tuple(
            KeptFinding(
                finding["id"],
                finding["local"],
                finding["withdrawn"],
                finding["why"],
                None if finding["judgement"] is None else judgement_from_wire(finding["judgement"]),
            )
            for finding in wire["findings"]
        ),
        revises=wire["revises"],
        revised_by=wire["revised_by"],
        vanished=wire["vanished"],
        overridden=tuple(wire["overridden"].items()),
        holes=read_spans(wire["holes"]),
        bytes_kept=wire["bytes_kept"],
    )
