"""Web archives: WARC, plain or gzipped.

Each page, PDF or text that was answered with 200, and each ``resource`` or ``conversion`` of such a kind, is one item.
Images, styles, scripts and data without an article are passed over, and so are records without content of their own
(requests, metadata, revisits).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from . import article_json
from .charset import clean
from .raw import LARGEST, Facts, Page, Raw
from .readers import READERS, reader_for
from .target import readable
from .warc_out import LOCAL_NAME, UNKNOWN_TIME
from .warc_payload import answer, decoded, fits
from .warc_stream import LONGEST_HEAD, Headers, Record, records

#: Characters of an address; a longer one is cut.
LONGEST_ADDRESS = 2_000

_TAKEN = frozenset({"response", "resource", "conversion"})
_TYPES = {media_type: reader.name for reader in READERS for media_type in reader.media_types}
#: What servers declare when they do not know: the address and the bytes tell.
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})
_TOLD_BY_BYTES = frozenset({"pdf", "office", "web_page"})


def is_warc(head: bytes) -> bool:
    """Whether the first bytes are those of a WARC file, plain or gzipped."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def items(file: BinaryIO, name: str) -> Iterator[Raw | IntakeError]:
    """The documents of a WARC file in its order; an IntakeError for each that is damaged or too large.

    Raises:
        IntakeError: where the archive is cut off or damaged.
    """
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    yield from documents_in(file, name, digest)


def documents_in(file: BinaryIO, name: str, digest: str) -> Iterator[Raw | IntakeError]:
    """The same for an archive within the file whose SHA-256 is ``digest``."""
    for record in records(file, name):
        if record.headers.get("WARC-Type") not in _TAKEN:
            continue
        told = _told(record, name, digest)
        try:
            item = _item(record, told)
        except _RecordError as refused:
            yield refused.error
            continue
        if item is not None:
            yield item


class _RecordError(Exception):
    """One record that cannot be taken while the archive goes on, unlike an IntakeError of the archive itself."""

    def __init__(self, error: IntakeError) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class _Told:
    """What a record's headers say of it."""

    where: str
    url: str | None
    fetched: str | None
    facts: Facts


def _told(record: Record, name: str, digest: str) -> _Told:
    headers = record.headers
    target = readable(_one_line(headers.get("WARC-Target-URI") or "").strip("<>"))
    number = _one_line(headers.get("WARC-Record-ID") or "").strip("<>") or None
    is_web = _scheme(target) in ("http", "https")
    return _Told(
        where=(target if is_web else _one_line(headers.get(LOCAL_NAME) or "") or target) or f"{name}, {number}",
        url=target if is_web else None,
        fetched=_moment(headers.get("WARC-Date")),
        facts=Facts(provenance=Provenance(item=number, container=digest)),
    )


def _scheme(address: str) -> str:
    """The scheme of an address, empty where it has none."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _item(record: Record, told: _Told) -> Raw | None:
    headers, where = record.headers, told.where
    declared = headers.get("Content-Type")
    is_answer = headers.get("WARC-Type") == "response"
    if (told.url is None) if is_answer else not _may_be_read(declared, told):
        return None
    is_large = record.length > LARGEST
    block = record.block(LONGEST_HEAD if is_large else LARGEST)
    try:
        if is_large and is_answer and not _is_wanted(answer(block, where)[0], told):
            return None
        if is_large:
            raise IntakeError("this record is too large (at most 64 MiB are read)", where, "the others are read")
        return _from_answer(headers, block, told) if is_answer else _from_block(headers, block, declared, told)
    except IntakeError as error:
        raise _RecordError(error) from None


def _from_block(headers: Headers, block: bytes, declared: str | None, told: _Told) -> Raw | None:
    _check(headers, told, block, (block,))
    raw = Raw(block, told.where, declared, told.fetched, told.url, None, told.facts)
    return raw if _is_document(raw) else None


def _from_answer(headers: Headers, block: bytes, told: _Told) -> Raw | None:
    http, body = answer(block, told.where)
    if not _is_wanted(http, told):
        return None
    if headers.get("WARC-Segment-Number") is not None:
        raise IntakeError("this record is in several parts", told.where, "write the archive without segments")
    whole, data = decoded(http, body, LARGEST, told.where)
    _check(headers, told, block, (body, whole, data))
    raw = Raw(data, told.where, http.get("Content-Type"), told.fetched, told.url, 200, told.facts)
    return raw if _is_document(raw) else None


def _is_wanted(http: Headers, told: _Told) -> bool:
    return http.first.split(" ", 1)[0] == "200" and _may_be_read(http.get("Content-Type"), told)


def _check(headers: Headers, told: _Told, block: bytes, payloads: tuple[bytes, ...]) -> None:
    if not fits(headers.get("WARC-Block-Digest"), block) or not fits(headers.get("WARC-Payload-Digest"), *payloads):
        raise IntakeError("this record is not what was archived (its digest differs)", told.where, "it is not read")


def _may_be_read(declared: str | None, told: _Told) -> bool:
    """Whether a record of this type may be a document, before its content is looked at."""
    media_type = (declared or "").partition(";")[0].strip().lower()
    if told.url is not None and urlsplit(told.url).path == "/robots.txt":
        return False
    return media_type in _VAGUE or media_type in _TYPES


def _is_document(raw: Raw) -> bool:
    media_type = (raw.media_type or "").partition(";")[0].strip().lower()
    if not raw.data.strip():
        return False
    try:
        reader = reader_for(raw)
    except IntakeError:
        return False
    if reader.name == "article_json":
        # A page fetches much that is JSON and no article.
        return _holds_article(raw)
    # Without a type only what its name or its bytes tell is a document: anything else is plain text to the readers.
    named = raw.name.lower() if raw.final_url is None else urlsplit(raw.final_url).path.lower()
    return media_type not in _VAGUE or reader.name in _TOLD_BY_BYTES or named.endswith(reader.suffixes)


def _holds_article(raw: Raw) -> bool:
    try:
        return any(isinstance(found, Page) for found in article_json.read(raw))
    except IntakeError:
        return False


def _moment(written: str | None) -> str | None:
    """A WARC-Date as an ISO 8601 time in UTC; ``None`` where it tells nothing."""
    if written is None or written == UNKNOWN_TIME or len(written) > 40:
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat()


def _one_line(value: str) -> str:
    return " ".join(clean(value).split())[:LONGEST_ADDRESS]
