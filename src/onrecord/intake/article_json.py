"""JSON and JSON lines of articles: each object is one Document; its text is the field's value, unchanged.

One object, a list of objects, an object that holds such a list (``articles``, ``items``, ``documents``, ``results``),
or one object a line. The fields are looked for under their usual names; what is missing is unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import IntakeError

from .charset import decode, from_content_type
from .dates import read_date
from .language import code_of
from .raw import Page, Raw
from .web_facts import host_name

_TEXT = ("text", "body", "content", "article", "maintext", "content_text", "fulltext", "full_text")
_TITLE = ("title", "headline")
_AUTHOR = ("author", "authors", "byline", "creator")
_SOURCE = ("source", "outlet", "publisher", "site_name", "sitename", "source_domain", "domain")
_URL = ("url", "link", "canonical_url", "source_url", "permalink")
_DATE = (
    "published",
    "date",
    "date_publish",
    "date_published",
    "datePublished",
    "publication_date",
    "publish_date",
    "published_at",
    "publishedAt",
    "pubdate",
    "pub_date",
)
_LANGUAGE = ("language", "lang")
_LISTS = ("articles", "items", "documents", "results")


def read(raw: Raw) -> Iterator[Page | IntakeError]:
    """One Page for every article; one IntakeError for every line or object that is none, and the rest still read.

    Raises:
        IntakeError: if nothing in the file is JSON.
    """
    for where, found in articles_in(raw):
        if isinstance(found, IntakeError):
            yield found
        else:
            yield _line(found, where) if isinstance(found, str) else _page(found, where)


def articles_in(raw: Raw) -> Iterator[tuple[str, Any]]:
    """Each article before it is read, with where it stands: a line of JSON lines as its words, else its value.

    Raises:
        IntakeError: if nothing in the file is JSON.
    """
    text = decode(raw.data, raw.name, from_content_type(raw.media_type))
    whole = None if raw.name.lower().endswith((".jsonl", ".ndjson")) else _loaded(text)
    if whole is not None and not isinstance(whole, str):
        for number, value in enumerate(_articles(whole), start=1):
            yield raw.name if isinstance(whole, dict) and value is whole else f"{raw.name}, article {number}", value
        return
    # Only the line feed ends a line: JSON strings may hold every other separator as it is.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip(" \t\r\ufeff")]
    if len(lines) == 1 and whole is not None:
        raise IntakeError(f"this is not JSON ({whole})", raw.name, "check that the file is whole")
    yield from ((f"{raw.name}, line {number}", line) for number, line in lines)


def _line(line: str, where: str) -> Page | IntakeError:
    value = _loaded(line)
    if isinstance(value, str):
        return IntakeError(f"this line is not JSON ({value})", where, "the other lines are read")
    return _page(value, where)


def _loaded(text: str) -> Any:
    """The value, or a few words (a string) on why there is none; a JSON text that is one string gives no value too."""
    try:
        value = json.loads(text)
    except RecursionError:
        return "nested too deep"
    except ValueError as reason:
        return str(reason).partition(":")[0].lower()
    return "only a string" if isinstance(value, str) else value


def _articles(whole: Any) -> list[Any]:
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict) and _first(whole, _TEXT) is None:
        return next((whole[key] for key in _LISTS if isinstance(whole.get(key), list)), [whole])
    return [whole]


def _page(value: Any, where: str) -> Page | IntakeError:
    if not isinstance(value, dict):
        return IntakeError("this is not an article (a JSON object)", where, "give objects with a text field")
    text = next((words for key in _TEXT if (words := _words(value.get(key), "\n\n"))), None)
    if text is None or not text.strip():
        return IntakeError("this article has no text", where, "put it under text, body or content")
    url = _words(_first(value, _URL), " ")
    when = next((found for key in _DATE if (found := read_date(value.get(key))) is not None), None)
    return Page(
        text,
        title=_words(_first(value, _TITLE), " "),
        author=_words(_first(value, _AUTHOR), ", "),
        source=_words(_first(value, _SOURCE), ", ") or host_name(url),
        url=url,
        published=when[0] if when else None,
        precision=when[1] if when else None,
        language=code_of(_words(_first(value, _LANGUAGE), " ")),
    )


def _first(value: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((value[name] for name in names if value.get(name)), None)


def _words(value: Any, between: str) -> str | None:
    """A string as it is; of a list its strings; of an object its name."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("title"), between) if len(value) < 100 else None
    if isinstance(value, list):
        return (
            between.join(word for one in value if not isinstance(one, list) and (word := _words(one, between))) or None
        )
    return None
