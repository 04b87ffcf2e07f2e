"""A document on its way onto the desk: taken in, not read yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any

from ..errors import IntakeError
from ..intake import Overrides, Raw, documents
from ..record import Document
from ..store.filing import Met
from ..store.ids import text_sha256
from .addressing import address_of


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that is to be read and filed. ``met`` says where its bytes were met; ``said`` are the fields that a
    person said, each with the value that holds and what the page itself says. ``source`` is the id of its outlet,
    where that was known beforehand.
    """

    document: Document
    met: Met
    size: int
    said: Mapping[str, tuple[str, str | None]]
    source: str | None = None

    @property
    def text_sha256(self) -> str:
        """The hash of its text, by which it is known again in other bytes."""
        return text_sha256(self.document.text)


def pending(raw: Raw, overrides: Overrides, source: str | None) -> Iterator[Pending | IntakeError]:
    """The documents in bytes at hand, ready to be read.

    Raises:
        IntakeError: if the bytes as a whole cannot be read.
    """
    said_by_person = {field: value for field, value in asdict(overrides).items() if value is not None}
    own: dict[str, Document] = {}
    if said_by_person:
        own = {found.id: found for found in documents(raw) if isinstance(found, Document)}
    for found, alone in _with_company(documents(raw, overrides)):
        if isinstance(found, IntakeError):
            yield found
            continue
        unsaid = own.get(found.id)
        said = {
            field: (str(getattr(found, field)), None if unsaid is None else getattr(unsaid, field))
            for field in said_by_person
            if getattr(found, field) is not None
        }
        found = without_halves(found)
        told = found.provenance
        met = Met(
            name=found.snapshot.name or whole(raw.name),
            address=address_of(found if unsaid is None else replace(found, url=unsaid.url), raw, alone),
            final_url=None if raw.final_url is None else whole(raw.final_url),
            status=raw.status,
            source=source,
            container=None if told is None else told.container,
        )
        yield Pending(found, met, len(raw.data), said, source)


def _with_company(found: Iterable[Document | IntakeError]) -> Iterator[tuple[Document | IntakeError, bool]]:
    """Each of them, and whether it is the only one: told of the first as soon as there is a second."""
    first: Document | IntakeError | None = None
    number = 0
    try:
        for number, one in enumerate(found, start=1):
            if number == 1:
                first = one
                continue
            if first is not None:
                yield first, False
                first = None
            yield one, False
    except IntakeError:
        if first is not None:
            yield first, True
        raise
    if first is not None:
        yield first, True


def without_halves(found: Document) -> Document:
    """The same with every fact in characters that can be kept; its text is so already.

    A file's name need not be UTF-8, and an address in JSON may hold half of a character, or a NUL.
    """
    kept: Document = _kept(found)
    return kept


def _kept(found: Any) -> Any:
    changed: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        if is_dataclass(value):
            changed[field.name] = _kept(value)
        elif type(value) is str and field.name != "text":
            changed[field.name] = whole(value)
    return replace(found, **changed)


def whole(words: str) -> str:
    """Words in characters that can be kept: what is none is shown by its number."""
    return words.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
