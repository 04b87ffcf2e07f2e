"""What differs between the networks of two days."""

from __future__ import annotations

import sqlalchemy as sa

from ..store.opening import Store
from .network import Asked, both
from .network_parts import Changes, Edge, Network


def changes(store: Store, at: sa.Connection, asked: Asked, earlier: str, at_time: str | None = None) -> Changes:
    """From an earlier day to the one that is asked for.

    Raises:
        StoreError: if the earlier day is not the earlier one, or the actor in the middle was not there.
    """
    before, after = both(store, at, asked, earlier, at_time)
    then = {_key(one) for one in before.edges}
    now = {_key(one) for one in after.edges}
    return Changes(
        before,
        after,
        appeared=tuple(no for no, one in enumerate(after.edges) if _key(one) not in then),
        ended=tuple(no for no, one in enumerate(before.edges) if _key(one) not in now),
        first_told=tuple(no for no, one in enumerate(after.edges) if one.first is not None and one.first > earlier),
        joined=tuple(sorted(_tied(after) - _tied(before))),
        gone=tuple(sorted(_tied(before) - _tied(after))),
    )


def _key(one: Edge) -> tuple[int, int, str, bool]:
    return one.a, one.b, one.type, one.denied


def _tied(network: Network) -> set[int]:
    return {end for one in network.edges for end in (one.a, one.b)}
