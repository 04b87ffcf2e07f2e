"""Whom a name typed on the command line means on a desk; told where it is not exactly his, or not clear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import StoreError
from ..export.telling import Words
from .notices import tell
from .saying import say

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..store.meant import Meant

_ID = re.compile(r"a:[0-9a-fA-F]{4,}\Z|[a-z0-9][a-z0-9-]*:[^\s:]+\Z")
#: Names that are as likely as this are meant equally; from ``_SURE`` on one is taken without a word.
_AS_LIKELY, _SURE = 0.02, 0.84
_NAMED = 8


def who_is_meant(at: sa.Connection, said: str, when: str | None) -> tuple[int, bool] | None:
    """The number of the entity that is meant, and whether a pack knows it; ``None`` if it is not clear, which is told.

    Raises:
        StoreError: if an id is none of this desk's.
    """
    from ..store import entities, meant

    name = said.strip()
    if _ID.match(name):
        try:
            number, _ = entities.by_id(at, name, when)
        except StoreError:
            if name.lower().startswith("a:"):
                raise
        else:
            return number, _is_known(at, number, when)
    found = meant.meant(at, name, most=_NAMED, at_time=when)
    if not found:
        say("nobody on this desk is called ", Words(name), " or nearly so; onrecord find shows who is named in texts")
        return None
    best = found[0]
    equal = [one for one in found if one.score >= best.score - _AS_LIKELY]
    if best.score < _SURE or len(equal) > 1:
        _choose(name, equal if best.score >= _SURE else found, sure=best.score >= _SURE)
        return None
    if best.score < 1.0:
        say_taken(name, best)
    return best.number, _is_known(at, best.number, when)


def say_taken(name: str, best: Meant) -> None:
    """Tells for whom a name was taken that is not exactly one of its names."""
    tell(f"“{name}” is taken for {best.entity.name} ({best.entity.id}): {best.why}")


def _choose(name: str, found: list[Meant], *, sure: bool) -> None:
    say(Words(name), " may mean several of this desk:" if sure else " is nobody's name on this desk; the nearest are:")
    for one in found:
        say("  ", one.entity.id, "  ", Words(one.entity.name), f" ({one.entity.kind.value})  ", Words(one.why))
    say(f"give the id of the one that is meant: onrecord actor {found[0].entity.id}")


def _is_known(at: sa.Connection, number: int, when: str | None) -> bool:
    from ..store import entities, profile_rows

    return bool(profile_rows.links(at, entities.bases(at, number, when)))
