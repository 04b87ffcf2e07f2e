"""References of a library: RIS, as Zotero and others export it, and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from onrecord.errors import IntakeError

from .charset import clean, decode
from .dates import read_date
from .language import code_of
from .raw import Raw

#: More references, longer lines and more lines of one reference than these are not read.
MOST, LONGEST_LINE, MOST_LINES = 100_000, 1_000_000, 5_000
#: Characters of a fact that are kept.
_LONGEST = 2_000
_TAG = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)", re.DOTALL)
_LINE = re.compile(r"\r\n|\n|\r")
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  - ?")
_TITLE, _AUTHORS = ("TI", "T1", "CT"), ("AU", "A1")
_OUTLET = ("T2", "JO", "JF", "JA", "BT", "PB")
_DATE, _URL, _FILES = ("DA", "Y1", "PY"), ("UR", "LK"), ("L1", "L2")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a library, as it says: ``line`` is where it begins, ``files`` are paths or ``file:`` addresses."""

    line: int
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    files: tuple[str, ...] = ()


def is_ris(data: bytes) -> bool:
    """Whether bytes begin as RIS does."""
    return _FIRST.match(data[:4096]) is not None


def is_csl(data: bytes) -> bool:
    """Whether bytes are a JSON list whose first entry looks like one of CSL-JSON."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    entry = re.match(rb"\[\s*\{[^{}\[\]]*\"(?:type|title|itemType|citation-key)\"", head)
    return entry is not None and b'"schema"' not in head


def ris_references(raw: Raw) -> Iterator[Reference | IntakeError]:
    """Each reference; one IntakeError for each that cannot be used, and the rest still given.

    Raises:
        IntakeError: if nothing in the file is text.
    """
    text = decode(raw.data, raw.name, None)
    began, entry, size, begun = 0, dict[str, list[str]](), 0, 0
    last: list[str] | None = None
    for number, line in enumerate(_LINE.split(text), start=1):
        where = f"{raw.name}, line {number:,}"
        found = _TAG.match(line.lstrip("\ufeff")) if len(line) <= LONGEST_LINE else None
        if len(line) > LONGEST_LINE:
            yield IntakeError("this line is too long", where, "the other references are read")
        elif found is None:
            last = _goes_on(last, line)
            if last is None and line.strip():
                yield IntakeError("this is no line of RIS", where, "the other references are read")
        elif found[1] == "TY":
            if entry:
                yield IntakeError("this reference has no end", f"{raw.name}, line {began:,}", "the others are read")
            if begun == MOST:
                yield _too_many(raw)
                return
            began, entry, size, last = number, {"TY": [found[2]]}, 0, None
            begun += 1
        elif found[1] == "ER":
            if entry:
                yield _of_ris(entry, began)
            entry, last = {}, None
        elif not entry:
            yield IntakeError("this stands in no reference", where, "the other references are read")
        else:
            size += 1
            last = entry.setdefault(found[1], [])
            if size <= MOST_LINES:
                last.append(found[2])
    if entry:
        yield IntakeError("this reference has no end", f"{raw.name}, line {began:,}", "the file may be cut off")


def _goes_on(last: list[str] | None, line: str) -> list[str] | None:
    """A line without a tag belongs to what stands before it."""
    if last and line.strip() and len(last[-1]) < 4 * _LONGEST:
        last[-1] = f"{last[-1]} {line.strip()}"
    return last


def _of_ris(entry: Mapping[str, list[str]], line: int) -> Reference:
    return Reference(
        line,
        _said(entry, _TITLE),
        _plain("; ".join(one for tag in _AUTHORS for one in entry.get(tag, ()) if one.strip())),
        _date(one for tag in _DATE for one in entry.get(tag, ())),
        _address(one for tag in _URL for one in entry.get(tag, ())),
        _said(entry, _OUTLET),
        code_of(_said(entry, ("LA",))),
        tuple(_files(one for tag in _FILES for one in entry.get(tag, ()))),
    )


def _said(entry: Mapping[str, list[str]], tags: Iterable[str]) -> str | None:
    return next((said for tag in tags for one in entry.get(tag, ()) if (said := _plain(one))), None)


def _plain(text: object) -> str | None:
    """Words on one line; ``None`` for none."""
    return (" ".join(clean(text[: 4 * _LONGEST]).split())[:_LONGEST] or None) if isinstance(text, str) else None


def _date(said: Iterable[str]) -> str | None:
    """The most exact of several dates."""
    found = [when[0] for one in said if (when := read_date(one.strip().strip("/")[:100])) is not None]
    return max(found, key=len, default=None)


def _address(said: Iterable[str]) -> str | None:
    words = (one.strip() for several in said for one in several.split())
    found = (one for one in words if one.startswith(("https://", "http://")) and len(one) <= _LONGEST)
    return next((one for one in found if clean(one) == one), None)


def _files(said: Iterable[str]) -> Iterator[str]:
    """Paths of files; an address on the web is none. That of a file of another machine stays as it is, and is found
    nowhere.
    """
    for one in (part.strip() for several in said for part in several.split(";")):
        if one.lower().startswith("file:"):
            yield _path(one)
        elif one and "://" not in one and len(one) <= _LONGEST:
            yield one


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return unquote(parts.path) if parts.netloc.lower() in ("", "localhost") else address


def csl_references(raw: Raw) -> Iterator[Reference | IntakeError]:
    """Each entry of a list of CSL-JSON, which names no files; ``line`` is its number.

    Raises:
        IntakeError: if it is no such list.
    """
    try:
        listed = json.loads(decode(raw.data, raw.name, None))
    except (ValueError, RecursionError):
        raise IntakeError("this is no JSON", raw.name, "export it again") from None
    if not isinstance(listed, list):
        raise IntakeError("this is no list of references", raw.name, "export it as CSL-JSON")
    for number, entry in enumerate(listed[:MOST], start=1):
        if isinstance(entry, dict):
            yield _of_csl(entry, number)
        else:
            yield IntakeError("this is no reference", f"{raw.name}, entry {number:,}", "the others are read")
    if len(listed) > MOST:
        yield _too_many(raw)


def _too_many(raw: Raw) -> IntakeError:
    return IntakeError(f"this library has over {MOST:,} references", raw.name, "split it; the first are read")


def _of_csl(entry: Mapping[str, Any], number: int) -> Reference:
    people = entry.get("author")
    names = [_person(one) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    url = entry.get("URL")
    return Reference(
        number,
        _plain(entry.get("title")),
        _plain("; ".join(name for name in names if name)),
        _issued(entry.get("issued")),
        _address([url] if isinstance(url, str) else []),
        _plain(entry.get("container-title")) or _plain(entry.get("publisher")),
        code_of(_plain(entry.get("language"))),
    )


def _person(one: Mapping[str, Any]) -> str:
    literal = _plain(one.get("literal"))
    return literal or ", ".join(part for key in ("family", "given") if (part := _plain(one.get(key))))


def _issued(said: Any) -> str | None:
    if not isinstance(said, dict):
        return None
    parts = said.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    if first and all(str(one).isdigit() and len(str(one)) <= 4 for one in first[:3]):
        return _date(["-".join(str(one).zfill(2) for one in first[:3])])
    raw = said.get("raw")
    return _date([raw]) if isinstance(raw, str) else None
