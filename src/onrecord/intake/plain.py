"""Plain text: the document's text is the file's decoded text, unchanged.

No line end is normalised and nothing is trimmed, so a Span's offsets are the file's own, in code points. Only a byte
order mark (UTF-8, UTF-16, UTF-32) is decoded away, as its decoders do; offsets then count from the character after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .charset import decode, from_content_type
from .raw import Page, Raw


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the whole text. Plain text has no metadata, so everything else is unknown."""
    yield Page(decode(raw.data, raw.name, from_content_type(raw.media_type)))
