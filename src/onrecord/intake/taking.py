"""Bytes -> Documents: choose the reader, let it read, and put what a person said above what the metadata say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields

from onrecord.errors import IntakeError
from onrecord.record import Document, Provenance, Snapshot

from .charset import clean
from .dates import read_iso
from .language import code_of, language_of
from .raw import Facts, Overrides, Page, Raw
from .readers import Reader, reader_for
from .target import readable

_NOTHING_SAID, _NOTHING_TOLD = Overrides(), Facts()


def documents(raw: Raw, overrides: Overrides = _NOTHING_SAID) -> Iterator[Document | IntakeError]:
    """The Documents in one source, in their order: one for most forms, one an article for JSON.

    An IntakeError that is *yielded* is one article that could not be read while the others can (a broken line of JSON
    lines); one that is *raised* means that nothing of the source can be read.

    Raises:
        IntakeError: if the source as a whole cannot be read: empty, binary, encrypted, damaged, of no known form.
    """
    if not raw.data.strip():
        raise IntakeError("this file is empty", raw.name, "nothing was read from it")
    reader = reader_for(raw)
    snapshot = _snapshot(raw, reader)
    empty = True
    for found in reader.read(raw):
        if isinstance(found, IntakeError):
            empty = False
            yield found
        elif found.text.strip():
            empty = False
            yield _document(found, snapshot, overrides, raw.facts or _NOTHING_TOLD)
    if empty:
        raise IntakeError("this file holds no text", raw.name, "nothing was read from it")


def documents_of(
    items: Iterable[Raw | IntakeError], overrides: Overrides = _NOTHING_SAID
) -> Iterator[Document | IntakeError]:
    """The Documents in the items of a container; an item that cannot be read as a whole is an IntakeError among them.

    Raises:
        IntakeError: what ``items`` raises.
    """
    for item in items:
        if isinstance(item, IntakeError):
            yield item
            continue
        try:
            yield from documents(item, overrides)
        except IntakeError as refused:
            yield refused


def _snapshot(raw: Raw, reader: Reader) -> Snapshot:
    declared = (raw.media_type or "").partition(";")[0].strip().lower()
    return Snapshot(
        sha256=hashlib.sha256(raw.data).hexdigest(),
        media_type=declared if declared in reader.media_types else reader.media_types[0],
        size=len(raw.data),
        fetched=raw.fetched,
        final_url=raw.final_url,
        status=raw.status,
        name=clean(raw.name),
    )


def _document(page: Page, snapshot: Snapshot, overrides: Overrides, told: Facts) -> Document:
    text = clean(page.text)
    said = read_iso(overrides.published) if overrides.published else None
    own = (page.published, page.precision) if page.published else (told.published, told.precision)
    published, precision = said or own
    return Document(
        id="d:" + hashlib.sha256(f"{snapshot.sha256}\n{text}".encode()).hexdigest()[:16],
        text=text,
        snapshot=snapshot,
        title=overrides.title or _cleaned(page.title) or _cleaned(told.title),
        author=overrides.author or _cleaned(page.author) or _cleaned(told.author),
        source=overrides.source or _cleaned(page.source) or _cleaned(told.source),
        url=overrides.url or _address(page.url) or _address(told.url) or snapshot.final_url,
        published=published,
        published_precision=precision,
        language=code_of(overrides.language) or language_of(text, page.language or told.language),
        provenance=_joined(told.provenance, page.provenance),
    )


def _joined(told: Provenance | None, own: Provenance | None) -> Provenance | None:
    """Where an item stood, as its container tells it, and as it says of itself where the container does not."""
    if told is None or own is None:
        return told or own
    names = [part.name for part in fields(Provenance)]
    return Provenance(**{name: getattr(told, name) or getattr(own, name) for name in names})


def _address(value: str | None) -> str | None:
    """What a page or feed names as the address, without what would deceive, or a password that somebody left in it."""
    return readable(_cleaned(value) or "") or None


def _cleaned(value: str | None) -> str | None:
    return (" ".join(clean(value).split()) or None) if value else None
