"""Rows of a profile counted: by type, by the other side, by month, by outlet; and which of them are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TypeVar

from ..store.profile_rows import Row
from .profile_parts import Group, Tally, Who

K = TypeVar("K", bound=Hashable)
#: Where nobody says otherwise.
ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Texts:
    """Which documents are one text (``families`` by document), and which statements one utterance (by finding)."""

    families: Mapping[int, int]
    utterances: Mapping[int, int]

    def of(self, document: int) -> int:
        """The text that a document carries: the number of the first document with it."""
        return self.families.get(document, document)

    def told(self, row: Row) -> Hashable:
        """Equal for findings that are one, whoever carries them."""
        utterance = self.utterances.get(row.no // 2) if row.kind == "statement" else None
        if utterance is not None:
            return utterance
        family = self.families.get(row.document)
        return row.id if family is None else (family, row.type, row.who, row.whom, row.start, row.polarity)


def group_of(rows: Sequence[Row], texts: Texts, type_: str | None, other: Who | None) -> Group:
    """What rows that were counted together come to."""
    days = [row.day for row in rows if row.day is not None]
    return Group(
        type_,
        other,
        tally_of(rows, texts),
        _ordered(Counter(map(standing_of, rows))),
        _ordered(Counter([row.polarity or ACTUAL for row in rows])),
        min(days, default=None),
        max(days, default=None),
    )


def tally_of(rows: Sequence[Row], texts: Texts) -> Tally:
    """How many they are, in how many texts."""
    families, utterances = texts.families, texts.utterances
    carried = {families.get(row.document, row.document) for row in rows}
    # Most findings are nobody's but one document's: only the others can be one.
    shared = [row for row in rows if row.document in families or row.no // 2 in utterances]
    return Tally(len(rows), len(carried), len(rows) - len(shared) + len({texts.told(row) for row in shared}))


def standing_of(row: Row) -> str:
    """On whose word a finding stands; a statement is attributed, or part of the analyst's comment."""
    return row.standing or ("comment" if row.zone == "comment" else "attributed")


def grouped(rows: Iterable[Row], key: Callable[[Row], K | None]) -> dict[K, list[Row]]:
    """Rows by what ``key`` says of them, most first; those of which it says ``None`` are left out."""
    found: defaultdict[K, list[Row]] = defaultdict(list)
    for row in rows:
        of = key(row)
        if of is not None:
            found[of].append(row)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def latest(rows: Sequence[Row], texts: Texts, most: int) -> list[Row]:
    """The rows that are shown: the latest of each type while there is room for half of them, then the latest.

    Of what several carry one is taken. The latest stand first.
    """
    # Of many, those that may be shown are among the last few hundred.
    recent = (
        nlargest(max(200, 20 * most), rows, key=_when) if len(rows) > 400 else sorted(rows, key=_when, reverse=True)
    )
    chosen: dict[Hashable, Row] = {}
    types: set[str | None] = set()
    for row in recent:
        if len(chosen) < most // 2 and row.type not in types:
            types.add(row.type)
            chosen.setdefault(texts.told(row), row)
    for row in recent:
        if len(chosen) >= most:
            break
        chosen.setdefault(texts.told(row), row)
    return sorted(chosen.values(), key=_when, reverse=True)[:most]


def _when(row: Row) -> tuple[str, int]:
    return row.day or "", row.no


def _ordered(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
