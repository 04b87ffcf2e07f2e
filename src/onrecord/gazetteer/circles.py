"""Circles among what is part of what: none may be, since whoever follows it up would never arrive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def circles(above: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The circles of "is part of", each as the keys on the way round; every key is walked through once."""
    done: set[str] = set()
    for start in above:
        yield from _met(start, above, done)


def _met(start: str, above: Mapping[str, Sequence[str]], done: set[str]) -> Iterator[list[str]]:
    """Circles met on the ways up from ``start``. Not recursive: a chain may be longer than Python goes deep."""
    way: list[str] = []
    on_way: set[str] = set()
    waiting: list[tuple[str, bool]] = [(start, True)]
    while waiting:
        key, enters = waiting.pop()
        if not enters:
            way.pop()
            on_way.discard(key)
            done.add(key)
        elif key in on_way:
            yield way[way.index(key) :]
        elif key not in done and key in above:
            way.append(key)
            on_way.add(key)
            waiting.append((key, False))
            waiting += ((one, True) for one in above[key])
