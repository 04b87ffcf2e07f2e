"""What a person says of a document against, or beside, what its page says: it holds, and is kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from ..errors import SettingError
from ..intake import Overrides
from ..intake.dates import read_iso
from ..record import Document
from .opening import Store
from .tables import document as document_table
from .tables import document_text
from .tables import override as override_table

#: The most characters of a fact that a person says.
LONGEST = 2_000
Said = Mapping[str, tuple[str, str | None]]


def check_sayable(overrides: Overrides) -> None:
    """Refuses what cannot be kept.

    Raises:
        SettingError: for a NUL, half of a character (what a shell makes of bytes that are no UTF-8), or words that are
            too long.
    """
    for field, value in asdict(overrides).items():
        if value is not None and ("\0" in value or has_halves(value) or len(value) > LONGEST):
            remedy = f"give plain text of at most {LONGEST:,} characters"
            raise SettingError(f"this {field} cannot be kept", ascii(value[:40]), remedy)


def has_halves(words: str) -> bool:
    """Whether lone surrogates are among the characters, which no text can be written with."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return True
    return False


def said(document: Document, overrides: Overrides) -> Said:
    """The fields that a person now says otherwise than they stand: value, and what stood there."""
    return {
        field: (value, getattr(document, field))
        for field, value in asdict(overrides).items()
        if value is not None and value != getattr(document, field)
    }


def overridden(document: Document, fields: Said) -> Document:
    """The document as a person says it is; its id and text are what they were."""
    changed: dict[str, Any] = {field: value for field, (value, _) in fields.items()}
    when = read_iso(changed["published"]) if "published" in changed else None
    if when is not None:
        changed |= {"published": when[0], "published_precision": when[1]}
    return replace(document, **changed)


def override(
    store: Store, at: sa.Connection, no: int, document: Document, fields: Said, who: str, source: str | None
) -> None:
    """Files what was said: rows of their own, and the document's facts as they now hold.

    What the page itself said stays that, however often a person says something else.
    """
    now = store.now(at)
    first = {
        row.field: row.own
        for row in at.execute(
            sa.select(override_table.c.field, override_table.c.own)
            .where(override_table.c.document == no)
            .order_by(override_table.c.no.desc())
        )
    }
    at.execute(
        sa.insert(override_table),
        [
            {"document": no, "field": field, "value": value, "own": first.get(field, own), "who": who, "at": now}
            for field, (value, own) in fields.items()
        ],
    )
    facts = {
        "title": document.title,
        "author": document.author,
        "source_name": document.source,
        "url": document.url,
        "published": document.published,
        "precision": document.published_precision.value if document.published_precision else None,
        "language": document.language,
    }
    if source is not None:
        facts["source"] = source
    at.execute(sa.update(document_table).where(document_table.c.no == no).values(facts))
    if "title" in fields:
        at.execute(sa.update(document_text).where(document_text.c.document == no).values(title=document.title))
