"""Copies of one text, and versions of one page, beside each other: where they differ, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from ..linking.repeats import Change, Difference, differences
from ..store import finding
from ..store.finding import Filed
from ..store.opening import Store
from ..store.pages import families_of_several, versions

#: Words of a difference that are shown, from its begin and its end.
_MOST = 24


@dataclass(frozen=True, slots=True)
class Differing:
    """A stretch that differs: what became of it, the words here and there, and whether a quotation was altered."""

    change: str
    here: str | None
    there: str | None
    quoted: bool

    def __str__(self) -> str:
        mark = "altered quote: " if self.quoted and self.change == Change.REPLACED.value else ""
        if self.here is None:
            return f"{mark}added: “{_short(self.there)}”"
        if self.there is None:
            return f"{mark}not there: “{_short(self.here)}”"
        return f"{mark}“{_short(self.here)}” → “{_short(self.there)}”"


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document with a document's text: where it differs from that one (``here``: that one's words)."""

    document: str
    source: str | None
    title: str | None
    published: str | None
    likeness: float
    differences: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: what differs from the one before, and the ids of findings that it withdrew."""

    document: str
    title: str | None
    filed: str
    vanished: str | None
    differences: tuple[Differing, ...]
    withdrawn: tuple[str, ...]


def families(at: sa.Connection) -> Iterator[list[Filed]]:
    """Texts that several documents carry, each with these in the order of their filing."""
    for _, members in groupby(families_of_several(at), key=lambda filed: filed.family):
        yield list(members)


def copies_of(store: Store, at: sa.Connection, id_: str) -> Iterator[Copy]:
    """The other documents of its text.

    Raises:
        StoreError: if there is no such document.
    """
    kept = finding.record(store, at, id_)
    carriers = kept.kept.carriers if kept.kept is not None else ()
    for carrier in carriers:
        other = finding.document(at, carrier.document)
        yield Copy(
            other.id,
            other.source_name,
            other.title,
            other.published,
            carrier.likeness,
            _differing(kept.document.text, finding.text_of(at, other.no)),
        )


def versions_of(store: Store, at: sa.Connection, id_: str) -> Iterator[Version]:
    """All versions of the page that a document is one of, oldest first.

    Raises:
        StoreError: if there is no such document.
    """
    chain = versions(at, finding.document(at, id_).no)
    texts = {filed.no: finding.text_of(at, filed.no) for filed in chain}
    for filed in chain:
        kept = finding.record(store, at, filed.id).kept
        withdrawn = tuple(one.id for one in kept.findings if one.withdrawn) if kept is not None else ()
        # What stood there before: not always the one filed before, for a page may go back to words that it had.
        before = None if filed.revises is None else texts.get(filed.revises)
        differing = () if before is None else _differing(before, texts[filed.no])
        yield Version(filed.id, filed.title, filed.filed, filed.vanished, differing, withdrawn)


def _differing(here: str, there: str) -> tuple[Differing, ...]:
    return tuple(_told(one, here, there) for one in differences(here, there))


def _told(one: Difference, here: str, there: str) -> Differing:
    return Differing(
        one.change.value,
        None if one.here is None else one.here.of(here),
        None if one.there is None else one.there.of(there),
        one.quoted,
    )


def _short(words: str | None) -> str:
    kept = (words or "").split()
    if len(kept) <= _MOST:
        return " ".join(kept)
    return " ".join([*kept[: _MOST // 2], "…", *kept[-_MOST // 2 :]])
