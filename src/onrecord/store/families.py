"""Families: documents with one text, or nearly, bear one number, that of the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from .inserting import insert
from .repeating import keep_bands
from .tables import document, likeness, signature

if TYPE_CHECKING:
    from .filing import Likeness


def family_of(at: sa.Connection, alike: Sequence[int]) -> int | None:
    """The family of a document that has its text from, or shares it with, these others; ``None`` without any.

    An other without a family begins one, under its own number. Where they turn out to be of several families, these
    are one, under the lowest number.
    """
    if not alike:
        return None
    told = at.execute(sa.select(document.c.no, document.c.family).where(document.c.no.in_(sorted(set(alike))))).all()
    families: set[int] = {row.no if row.family is None else row.family for row in told}
    family = min(families)
    alone = [row.no for row in told if row.family is None]
    if alone:
        at.execute(sa.update(document).where(document.c.no.in_(alone)).values(family=family))
    joined = sorted(families - {family})
    if joined:
        at.execute(sa.update(document).where(document.c.family.in_(joined)).values(family=family))
    return family


def is_signed(at: sa.Connection, no: int) -> bool:
    """Whether a document has a signature: one that was filed before near duplicates were known has none."""
    return at.execute(sa.select(signature.c.document).where(signature.c.document == no)).first() is not None


def sign(
    at: sa.Connection, no: int, made: tuple[int, bytes], bands: Sequence[int], likenesses: Sequence[Likeness]
) -> None:
    """Keeps the signature (number of shingles, packed hashes) of a filed document that has none, its bands and what is
    like it, and joins their families.
    """
    shingles, minhash = made
    insert(at, signature, [{"document": no, "shingles": shingles, "minhash": minhash}])
    keep_bands(at, no, bands)
    rows = [
        {"document": no, "other": alike.other, "jaccard": alike.jaccard, "contained": alike.contained}
        for alike in likenesses
    ]
    insert(at, likeness, rows)
    if likenesses:
        # It may be older than they are: then the family is called by it.
        family_of(at, [no, *(alike.other for alike in likenesses)])
