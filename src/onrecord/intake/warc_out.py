"""Writing a WARC file (1.1): the bytes as they are kept, with where and when they were fetched, and nothing invented.

What was answered with a status is a ``response`` record with the two HTTP headers that are known, type and length; all
else is a ``resource`` record. The same items give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import StoreError

from .charset import clean

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter

#: A WARC record must have a date; this one stands where the time of fetching is not known.
UNKNOWN_TIME = "1970-01-01T00:00:00Z"
#: The field that holds what a person called bytes that have no address.
LOCAL_NAME = "Onrecord-Name"

_NOTE = (
    "response records hold Content-Type and Content-Length only, for no other HTTP header was kept; "
    f"WARC-Date is {UNKNOWN_TIME} where the time of fetching is not known"
)


@dataclass(frozen=True, slots=True)
class WarcItem:
    """One snapshot to be written. What is not known is ``None``; ``fetched`` is an ISO 8601 time in UTC."""

    url: str | None
    fetched: str | None
    media_type: str | None
    status: int | None
    data: bytes
    name: str | None = None


def write_warc(target: str | Path | BinaryIO, items: Iterable[WarcItem], about: Mapping[str, str]) -> int:
    """Writes the items and a ``warcinfo`` record with ``about`` before them; how many items there were.

    A path whose name ends in ``.gz`` is written gzipped, a record a member, and appears only once it is whole; an open
    file is written plain. ``date`` in ``about`` (ISO 8601) is the date of the ``warcinfo`` record.

    Raises:
        StoreError: if the file cannot be written.
    """
    if not isinstance(target, str | Path):
        return _write(target, items, about, packed=False)
    path = Path(target)
    growing = path.with_name(path.name + ".part")
    try:
        with ExitStack() as undo:
            undo.callback(growing.unlink, missing_ok=True)
            with growing.open("wb") as file:
                count = _write(file, items, about, packed=path.name.lower().endswith(".gz"))
            growing.replace(path)
    except OSError as reason:
        why = reason.strerror or str(reason)
        raise StoreError(f"this archive cannot be written ({why})", str(path), "check the folder") from None
    return count


def _write(file: BinaryIO, items: Iterable[WarcItem], about: Mapping[str, str], packed: bool) -> int:
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(file, gzip=packed, warc_version="1.1")
    writer.write_record(_info(writer, about))
    count = 0
    for item in items:
        writer.write_record(_record(writer, item))
        count += 1
    return count


def _info(writer: WARCWriter, about: Mapping[str, str]) -> Any:
    fields = {"format": "WARC File Format 1.1", **about, "note": _NOTE}
    body = "".join(f"{_line(key)}: {_line(value)}\r\n" for key, value in fields.items()).encode()
    headers = {"WARC-Record-ID": _number(body, "warcinfo", ""), "WARC-Date": _date(about.get("date"))}
    return writer.create_warc_record(
        "", "warcinfo", payload=io.BytesIO(body), length=len(body), warc_headers_dict=headers
    )


def _record(writer: WARCWriter, item: WarcItem) -> Any:
    is_web = (item.url or "").lower().startswith(("http://", "https://"))
    digest = hashlib.sha256(item.data).hexdigest()
    url = _line(item.url or "").replace(" ", "%20") or f"urn:sha256:{digest}"
    date = _date(item.fetched)
    headers = {"WARC-Record-ID": _number(item.data, url, date), "WARC-Date": date}
    if not is_web and item.name:
        headers[LOCAL_NAME] = _line(item.name)
    is_answer = is_web and item.status is not None
    return writer.create_warc_record(
        url,
        "response" if is_answer else "resource",
        payload=io.BytesIO(item.data),
        length=len(item.data),
        warc_content_type="" if is_answer else _line(item.media_type or "application/octet-stream"),
        warc_headers_dict=headers,
        http_headers=_answer(item) if is_answer else None,
    )


def _answer(item: WarcItem) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    status = item.status or 0
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    fields = [("Content-Type", _line(item.media_type))] if item.media_type else []
    fields.append(("Content-Length", str(len(item.data))))
    return StatusAndHeaders(f"{status} {phrase}".strip(), fields, protocol="HTTP/1.1")


def _number(data: bytes, url: str, date: str) -> str:
    """A record's id: the same for the same bytes, address and time."""
    told = f"{hashlib.sha256(data).hexdigest()} {url} {date}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}>"


def _date(written: str | None) -> str:
    if written is None:
        return UNKNOWN_TIME
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return UNKNOWN_TIME
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _line(value: str) -> str:
    """A value on one line: a line break in it would begin another header."""
    return " ".join(clean(value).split())
