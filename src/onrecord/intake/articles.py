"""A file of many articles in JSON, taken apart: each article is an item of its own, with its own bytes.

A desk must know an article again in whichever file it comes: the file's bytes change with every article that is added.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import IntakeError
from onrecord.record import Provenance

from .article_json import articles_in
from .raw import Facts, Raw
from .readers import reader_for


def holds_articles(raw: Raw) -> bool:
    """Whether the bytes are JSON of articles.

    Raises:
        IntakeError: if a web server declared a type that no reader takes.
    """
    return reader_for(raw).name == "article_json"


def articles(raw: Raw) -> Iterator[Raw | IntakeError]:
    """Each article as bytes of its own: its line, or its object written in one way; what is none is an IntakeError.

    A file that is one article is given as it is.

    Raises:
        IntakeError: if nothing in the bytes is JSON.
    """
    container = hashlib.sha256(raw.data).hexdigest()
    for where, found in articles_in(raw):
        if isinstance(found, IntakeError):
            yield found
        elif where == raw.name:
            yield raw
        else:
            told = Facts(provenance=Provenance(container=container))
            yield Raw(_bytes(found), where, "application/json", raw.fetched, None, raw.status, told)


def _bytes(found: Any) -> bytes:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, sort_keys=True)
    return text.encode("utf-8", "surrogatepass")
