"""Where a page ended: opaque to whoever holds it, good for one question on one desk only, and checked.

It holds the state of the desk that the first page was made of, so that what is filed meanwhile moves no page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass

from ..errors import StoreError

_LONGEST = 4000
_FORM = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended.

    ``settled`` is the last reading that the first page saw, ``stamp`` the desk's latest stamp then. ``at`` is the place
    in the order: how many came before, or what the last one was sorted by. ``rows`` and ``frequencies`` are what
    ranking counted with: how many rows there were, and how many had each term.
    """

    settled: int
    stamp: str
    at: tuple[int | str | None, ...]
    rows: int = 0
    frequencies: tuple[int, ...] = ()


def written(place: Place, asked: str) -> str:
    """The cursor. ``asked`` is all that the question and the desk are told by."""
    said = json.dumps([_FORM, *asdict(place).values()], separators=(",", ":"))
    return base64.urlsafe_b64encode(f"{_seal(said, asked)}{said}".encode()).decode().rstrip("=")


def read(cursor: str, asked: str) -> Place:
    """The place that a cursor tells.

    Raises:
        StoreError: if it is none, or another question's, order's or desk's.
    """
    try:
        if len(cursor) > _LONGEST:
            raise ValueError
        whole = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        seal, said = whole[:_SEAL], whole[_SEAL:]
        if seal != _seal(said, asked):
            raise ValueError
        form, settled, stamp, at, rows, frequencies = json.loads(said)
        if form != _FORM:
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise StoreError(
            "this is no cursor of this question on this desk", None, "ask for the first page, without a cursor"
        ) from None
    return Place(settled, stamp, tuple(at), rows, tuple(frequencies))


#: Characters of the check.
_SEAL = 16


def _seal(said: str, asked: str) -> str:
    return hashlib.sha256(f"{said}\n{asked}".encode("utf-8", "surrogatepass")).hexdigest()[:_SEAL]
