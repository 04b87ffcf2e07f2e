"""Briefs that were published: kept as they went out, by the hash of their draft."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..errors import StoreError
from .asking import by_then, in_pieces, only_id
from .ids import DIGITS
from .tables import brief, brief_cited, document, finding

#: The largest content of a brief, in bytes.
LARGEST = 256 * 1024 * 1024
_REMEDY = "restore a backup, or report this"


@dataclass(frozen=True, slots=True)
class KeptBrief:
    """A brief as the desk keeps it. ``published`` is a stamp; ``content`` the canonical JSON of what was frozen, in
    UTF-8, and ``sha256`` its hash. ``corrects`` is the id of the brief that it takes the place of.
    """

    id: str
    published: str
    who: str
    title: str
    sha256: str
    content: bytes
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A brief in a list: without its content. ``cites`` is how many findings and documents it cites, ``corrected_by``
    the brief that took its place.
    """

    id: str
    published: str
    who: str
    title: str
    sha256: str
    cites: int
    corrects: str | None
    corrected_by: str | None


def brief_id(draft: bytes) -> str:
    """What a brief is cited by: made of the bytes of its draft."""
    return "b:" + hashlib.sha256(draft).hexdigest()[:DIGITS]


def file_brief(at: sa.Connection, one: KeptBrief, cited: Iterable[str]) -> None:
    """Keeps a brief, with the whole ids of what it cites, in a transaction that writes.

    Raises:
        StoreError: if something that it cites is not on the desk.
    """
    ids = sorted(set(cited))
    documents = _documents_of(at, ids)
    missing = next((id_ for id_ in ids if id_ not in documents), None)
    if missing is not None:
        raise StoreError("a brief cites what is not on this desk", missing, "check the id")
    row = {name: getattr(one, name) for name in ("id", "published", "who", "title", "sha256", "corrects")}
    at.execute(sa.insert(brief).values(**row, content=zlib.compress(one.content, 6)))
    if ids:
        rows = [{"brief": one.id, "id": id_, "document": documents[id_]} for id_ in ids]
        at.execute(sa.insert(brief_cited), rows)


def kept_brief(at: sa.Connection, id_: str) -> KeptBrief:
    """The brief with this id (``b:...``), or the only one whose id begins so (four digits or more).

    Raises:
        StoreError: if there is none, or several, or its content was altered.
    """
    whole = only_id(at, brief.c.id, id_, "b", "brief")
    row = at.execute(sa.select(brief).where(brief.c.id == whole)).one()
    content = unpacked(row.content)
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise StoreError("this brief is not what was published", whole, _REMEDY)
    return KeptBrief(row.id, row.published, row.who, row.title, row.sha256, content, row.corrects)


def is_published(at: sa.Connection, id_: str) -> bool:
    """Whether there is a brief with this whole id."""
    return at.execute(sa.select(brief.c.id).where(brief.c.id == id_)).first() is not None


def published(at: sa.Connection, at_time: str | None = None) -> list[Listed]:
    """Every brief, the first that was published first."""
    cites = sa.select(brief_cited.c.brief, sa.func.count().label("cites")).group_by(brief_cited.c.brief).subquery()
    columns = [one for one in brief.c if one.name != "content"]
    asked = sa.select(*columns, cites.c.cites).outerjoin(cites, cites.c.brief == brief.c.id)
    rows = at.execute(asked.where(by_then(brief.c.published, at_time)).order_by(brief.c.published, brief.c.id)).all()
    corrected = {row.corrects: row.id for row in rows if row.corrects}
    return [
        Listed(
            row.id,
            row.published,
            row.who,
            row.title,
            row.sha256,
            row.cites or 0,
            row.corrects,
            corrected.get(row.id),
        )
        for row in rows
    ]


def citing(at: sa.Connection, ids: Iterable[str]) -> Mapping[str, list[str]]:
    """For each of these ids of findings or documents the briefs that cite it."""
    found: dict[str, list[str]] = {}
    for some in in_pieces(sorted(set(ids))):
        which = sa.select(brief_cited.c.id, brief_cited.c.brief).where(brief_cited.c.id.in_(some))
        for row in at.execute(which.order_by(brief_cited.c.brief)):
            found.setdefault(row.id, []).append(row.brief)
    return found


def unpacked(packed: bytes) -> bytes | None:
    """The content of a row; ``None`` if it cannot be unpacked, or would be larger than a brief's can be."""
    opened = zlib.decompressobj()
    try:
        content = opened.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return content if opened.eof and not opened.unused_data else None


def draft_of(content: bytes) -> bytes | None:
    """The bytes of the draft in a brief's content; ``None`` if there is none."""
    try:
        found: Any = json.loads(content)["draft"]
        return found.encode() if isinstance(found, str) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _documents_of(at: sa.Connection, ids: list[str]) -> dict[str, int]:
    """The number of the document of each finding, and of each document."""
    found: dict[str, int] = {}
    for some in in_pieces(ids):
        of_finding = sa.select(finding.c.id, finding.c.document).where(finding.c.id.in_(some))
        of_document = sa.select(document.c.id, document.c.no).where(document.c.id.in_(some))
        found.update(at.execute(of_finding).all())
        found.update(at.execute(of_document).all())
    return found
