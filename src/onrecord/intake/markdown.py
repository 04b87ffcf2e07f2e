"""Markdown: text unchanged as in plain text, so offsets hold; title, date and author from front matter or heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .charset import decode, from_content_type
from .dates import read_date
from .language import code_of
from .raw import Page, Raw

#: Front matter longer than this (code points) is not read.
LONGEST_FRONT_MATTER = 16_384

_ATX = re.compile(r"^ {0,3}#{1,2}[ \t]+(\S[^\n]*)", re.MULTILINE)
_SETEXT = re.compile(r"^ {0,3}(\S[^\n]*)\n {0,3}(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_FIELD = re.compile(r"([A-Za-z_][A-Za-z_-]{0,40}):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the file's text, front matter included, and what front matter or else the first heading says."""
    text = decode(raw.data, raw.name, from_content_type(raw.media_type))
    front, body_at = _front_matter(text)
    when = read_date(_first(front, "date", "published", "published_at"))
    yield Page(
        text,
        title=_first(front, "title", "headline") or _first_heading(text[body_at : body_at + LONGEST_FRONT_MATTER]),
        author=_first(front, "author", "authors", "by"),
        source=_first(front, "source", "outlet", "publisher"),
        url=_first(front, "url", "link", "canonical"),
        published=when[0] if when else None,
        precision=when[1] if when else None,
        language=code_of(_first(front, "language", "lang")),
    )


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    start = _FRONT.match(text)
    if start is None:
        return {}, 0
    end = _FRONT_END.search(text, start.end(), start.end() + LONGEST_FRONT_MATTER)
    if end is None:
        return {}, 0
    return _fields(text[start.end() : end.start()]), end.end()


def _fields(front: str) -> dict[str, str]:
    """The plain fields of front matter (``key: value``, lists of words); deeper YAML says nothing and costs nothing."""
    found: dict[str, str] = {}
    key = ""
    for line in front.splitlines():
        item, field = _ITEM.match(line), _FIELD.match(line)
        if item and key:
            found[key] = ", ".join(filter(None, (found[key], _unquoted(item[1]))))
        elif field:
            key, value = field[1].lower(), (field[2] or "").strip()
            listed = value.startswith("[") and value.endswith("]")
            found[key] = ", ".join(map(_unquoted, value[1:-1].split(","))) if listed else _unquoted(value)
    return found


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _first(front: dict[str, str], *keys: str) -> str | None:
    return next((front[key] for key in keys if front.get(key)), None)


def _first_heading(head: str) -> str | None:
    plain = head.replace("\r\n", "\n")
    found = min((m for m in (_ATX.search(plain), _SETEXT.search(plain)) if m), key=lambda m: m.start(), default=None)
    return None if found is None else found[1].rstrip().rstrip("#").strip("*_ \t") or None
