"""A STIX report, note or opinion as a document: its text is the object's own, character for character.

Its bytes are the object alone, written in one way, so that it is known again in whichever bundle it comes. Whose it is
stands beside it in the bundle, and is told by whoever hands it over (``Facts``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.errors import IntakeError

from .dates import read_date
from .language import code_of
from .raw import Page, Raw
from .stix_bundle import Json, Numbered, marking_of

MEDIA_TYPE = "application/stix+json"
#: Where the text, the title and the date of each type of object stand.
DOCUMENTS = {
    "report": ("description", "name", "published"),
    "note": ("content", "abstract", "created"),
    "opinion": ("explanation", "opinion", "created"),
}


def as_bytes(values: Json) -> bytes:
    """An object by itself, the same bytes however it was spaced."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=float).encode("utf-8", "surrogatepass")


def read(raw: Raw) -> Iterator[Page | IntakeError]:
    """The one Page of an object.

    Raises:
        IntakeError: if it is no report, note or opinion, or has no text.
    """
    try:
        values = json.loads(raw.data)
    except (ValueError, RecursionError):
        raise IntakeError("this is no JSON", raw.name, "check that it is whole") from None
    type_ = values.get("type") if isinstance(values, dict) else None
    if type_ not in DOCUMENTS:
        raise IntakeError("this is no STIX report, note or opinion", raw.name, "nothing is read from it")
    one = Numbered(0, "", type_, values)
    text, title, date = DOCUMENTS[type_]
    if not one.text(text).strip():
        raise IntakeError(f"this {type_} has no text", raw.name, f"it would stand under {text}")
    marking = marking_of(one)
    named = f"Opinion: {one.text(title)}" if type_ == "opinion" else one.text(title) or type_.capitalize()
    # What is marked is to be seen so wherever the document is named.
    marked = f" (TLP:{marking.upper()})" if marking is not None and marking not in ("clear", "green") else ""
    when = read_date(one.text(date))
    yield Page(
        one.text(text),
        title=named + marked,
        author=", ".join(one.texts("authors")) or None,
        published=when[0] if when else None,
        precision=when[1] if when else None,
        language=code_of(one.text("lang") or None),
    )


def cited_url(one: Numbered) -> str | None:
    """The first address that an object refers to."""
    references = one.values.get("external_references")
    for part in references if isinstance(references, list) else ():
        url = part.get("url") if isinstance(part, dict) else None
        if isinstance(url, str) and url.startswith(("https://", "http://")):
            return url
    return None
