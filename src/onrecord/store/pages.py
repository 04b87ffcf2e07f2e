"""What is known of a page beside its words: its versions, whether its bytes were given up, and that it came back."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from ..record import Span
from . import filing
from .finding import Asked, Filed, documents
from .holes import covered, is_one_hole, joined
from .marking import versions_of
from .opening import Store
from .tables import document, document_text, hole, snapshot


def given_up(at: sa.Connection, sha256: str) -> bool:
    """Whether a rule of retention or redaction gave these bytes up: they are not to be kept again."""
    found = at.execute(sa.select(snapshot.c.given_up).where(snapshot.c.sha256 == sha256)).first()
    return found is not None and found.given_up is not None


def why_given_up(at: sa.Connection, sha256: str) -> str | None:
    """By which rule, or why, the bytes of a snapshot were given up; ``None`` if they were not."""
    found = at.execute(sa.select(snapshot.c.given_up, snapshot.c.why).where(snapshot.c.sha256 == sha256)).first()
    if found is None or found.given_up is None:
        return None
    return found.why or "given up"


def by_number(at: sa.Connection, no: int) -> Filed | None:
    """The document of a number."""
    found = next(documents(at, Asked(after=no - 1, most=1)), None)
    return found if found is not None and found.no == no else None


def first_of_family(at: sa.Connection, no: int) -> Filed | None:
    """The first document with the same text, or nearly, as that of a number; ``None`` if that is itself the first."""
    family = at.execute(sa.select(document.c.family).where(document.c.no == no)).scalar()
    return None if family is None or family == no else by_number(at, family)


def versions(at: sa.Connection, no: int) -> list[Filed]:
    """All versions of the page that a document is one of, itself among them, in the order of filing."""
    return [found for one in versions_of(at, no) if (found := by_number(at, one)) is not None]


def with_text(at: sa.Connection, address: str, text_sha256: str) -> Filed | None:
    """The document with exactly this text that stood at an address last, if any did."""
    same = document.c.address == address, document.c.text_sha256 == text_sha256
    no = at.execute(sa.select(sa.func.max(document.c.no)).where(*same)).scalar()
    return None if no is None else by_number(at, no)


def but_for_holes(at: sa.Connection, address: str, text: str) -> Filed | None:
    """The document at an address whose text this is, but for the names that were redacted in it."""
    asked = (
        sa.select(document.c.no, document_text.c.text)
        .join(document_text, document_text.c.document == document.c.no)
        .where(document.c.address == address, sa.exists().where(hole.c.document == document.c.no))
        .order_by(document.c.no.desc())
    )
    for row in at.execute(asked).all():
        if len(row.text) == len(text) and not is_one_hole(row.text):
            holes = at.execute(sa.select(hole.c.begin, hole.c.end).where(hole.c.document == row.no)).all()
            if covered(text, joined(Span(*one) for one in holes)) == row.text:
                return by_number(at, row.no)
    return None


def give_up_too(store: Store, at: sa.Connection, sha256: str, size: int, media_type: str, like: str) -> None:
    """Notes other bytes of a text as given up for the reason for which the bytes ``like`` were: they were not kept."""
    filing.keep_snapshot(store, at, sha256, size, media_type)
    why = at.execute(sa.select(snapshot.c.why).where(snapshot.c.sha256 == like)).scalar()
    unkept = snapshot.c.sha256 == sha256, snapshot.c.given_up.is_(None)
    at.execute(sa.update(snapshot).where(*unkept).values(given_up=store.now(at), why=why))


def families_of_several(at: sa.Connection) -> Iterator[Filed]:
    """The documents whose text stands at another address too, family by family, each in the order of filing."""
    several = sa.select(document.c.family).group_by(document.c.family).having(sa.func.count() > 1)
    for family in list(at.execute(several.order_by(document.c.family)).scalars()):
        if family is not None:
            members = list(documents(at, Asked(family=family)))
            if len({one.address or one.id for one in members}) > 1:
                yield from members
