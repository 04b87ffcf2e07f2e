"""Rows counted side by side come to what counting them one by one comes to."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable

import numpy as np
import pytest

from onrecord.analysis.profile_counting import (
    Counted,
    Texts,
    different,
    latest_of,
    most_frequent,
    parted,
    together,
)
from onrecord.analysis.profile_parts import Group, Tally
from onrecord.store import blocks
from onrecord.store.blocks import Columns
from onrecord.store.many import Pairs

NAMES = ("no", "live", *blocks.FACTS, *blocks.NUMBERS)
DAYS = (None, "2031-05", "2031-05-01", "2031-05-02", "2031-04-30T10:00", "2030-12-31")
Row = dict[str, object]


def rows(chance: random.Random, count: int) -> list[Row]:
    """Findings with few values each, so that many agree in something, and some in everything."""
    made = []
    for number in sorted(chance.sample(range(1, 4 * count), count)):
        row: Row = dict.fromkeys(NAMES)
        row |= {"no": 2 * number, "live": 1, "kind": chance.choice(("statement", "event", "tie"))}
        row |= {"type": chance.choice(("deny", "warn", "leads", None)), "day": chance.choice(DAYS)}
        row |= {"from": chance.choice(DAYS), "to": chance.choice(DAYS)}
        row |= {
            "standing": chance.choice((None, "attributed", "reported")),
            "zone": chance.choice(("comment", "report")),
        }
        row |= {"polarity": chance.choice((None, "actual", "negated"))}
        row |= {"document": chance.randint(1, 9), "who": chance.choice((None, 1, 2)), "whom": chance.choice((None, 3))}
        made.append(row)
    return made


def side_by_side(some: list[Row]) -> Columns:
    return blocks._columns_of([tuple(row[name] for name in NAMES) for row in some])  # type: ignore[misc]


def pairs(known: dict[int, int]) -> Pairs:
    return Pairs(np.array(sorted(known), dtype=np.int64), np.array([known[no] for no in sorted(known)], dtype=np.int64))


def told(row: Row, families: dict[int, int], utterances: dict[int, int]) -> Hashable:
    """What is equal for findings that are one, as it is written down."""
    number, document = int(str(row["no"])) // 2, int(str(row["document"]))
    if row["kind"] == "statement" and number in utterances:
        return "utterance", utterances[number]
    if document not in families:
        return "row", number
    return families[document], row["type"], row["who"], row["whom"], row["from"], row["polarity"]


def counts(labels: list[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(labels).items(), key=lambda pair: (-pair[1], pair[0])))


def when(row: Row) -> tuple[str, int]:
    return str(row["day"] or ""), int(str(row["no"]))


def latest(some: list[Row], known: list[Hashable], most: int) -> list[object]:
    recent = sorted(zip(some, known, strict=True), key=lambda pair: when(pair[0]), reverse=True)
    if len(some) > 400:
        recent = recent[: max(200, 20 * most)]
    chosen: dict[Hashable, Row] = {}
    types: set[object] = set()
    for row, one in recent:
        if len(chosen) < most // 2 and row["type"] not in types:
            types.add(row["type"])
            chosen.setdefault(one, row)
    for row, one in recent:
        if len(chosen) < most:
            chosen.setdefault(one, row)
    return [row["no"] for row in sorted(chosen.values(), key=when, reverse=True)]


@pytest.mark.parametrize("count", [0, 1, 7, 60, 1500])
def test_side_by_side_is_one_by_one(count: int) -> None:
    chance = random.Random(count)
    made = rows(chance, count)
    statements = [int(str(row["no"])) // 2 for row in made if row["kind"] == "statement"]
    families = {no: chance.choice((1, 2)) for no in range(1, 5)}
    utterances = {no: chance.choice(statements) for no in statements if chance.random() < 0.4}
    columns = side_by_side(made)
    counted = Counted.of(columns, Texts(pairs(families), pairs(utterances)))
    for share in (1.0, 0.5, 0.05):
        places = [place for place in range(count) if chance.random() < share]
        some = [made[place] for place in places]
        known = [told(row, families, utterances) for row in some]
        carried = {families.get(int(str(row["document"])), row["document"]) for row in some}
        days = [str(row["day"]) for row in some if row["day"] is not None]
        assert counted.group(np.array(places, dtype=np.int64), "deny", None) == Group(
            "deny",
            None,
            Tally(len(some), len(carried), len(set(known))),
            counts(
                [str(row["standing"] or {"comment": "comment"}.get(str(row["zone"]), "attributed")) for row in some]
            ),
            counts([str(row["polarity"] or "actual") for row in some]),
            min(days, default=None),
            max(days, default=None),
        )
        for most in (1, 2, 10):
            shown = counted.latest(np.array(places, dtype=np.int64), most)
            assert shown == latest(some, known, most)
            last = latest_of(columns.at(np.array(places, dtype=np.int64)), most)
            assert last.numbers.tolist() == sorted(int(str(row["no"])) for row in sorted(some, key=when)[-most:])


@pytest.mark.parametrize("count", [0, 1, 50, 3000])
def test_numbers_are_grouped_by_what_they_are(count: int) -> None:
    chance = random.Random(count)
    codes = [chance.choice((0, 1, 2, 5, 9)) for _ in range(count)]
    others = [chance.choice((True, False)) for _ in range(count)]
    array = np.array(codes, dtype=np.int64)
    assert different(array) == len(set(codes))
    assert most_frequent(array) == [code for code, _ in Counter(code for code in codes if code).most_common()]
    by_code: dict[int, list[int]] = {}
    for place, code in enumerate(codes):
        by_code.setdefault(code, []).append(place)
    assert [some.tolist() for some in parted(array)] == list(by_code.values())
    both = together(array, np.array(others, dtype=np.bool_)).tolist()
    assert (
        len(set(both)) == len(set(zip(codes, others, both, strict=True))) == len(set(zip(codes, others, strict=True)))
    )
