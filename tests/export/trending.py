"""Trends put together by hand, to be drawn and written."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.analysis.cited import Cited, Role, Source, Who
from onrecord.analysis.series import Bucket, point
from onrecord.analysis.tellings import CLAIMED, DEEDS, LINES, RELAYED, WORDS, Telling
from onrecord.analysis.trend_parts import (
    Around,
    Change,
    ChangePoint,
    Direction,
    Outlet,
    OutletLeftOut,
    Sentences,
    Shown,
    Tested,
    Trend,
)

A, B = Who("a:1111111111111111", "Vellin"), Who("a:2222222222222222", "Ostra")


def cited(id_: str, words: str = "the gate must open") -> Cited:
    source = Source("d:00000000000000aa", "Harbour Gazette", "B", "2031-03-03")
    roles = (Role("speaker", "Oren Vash"), Role("target", "Ostra"))
    return Cited(
        id_, "statement", "demand", "attributed", "actual", source, "2031-03-03", "", words, "", 0, len(words), False,
        roles, ("Oren Vash",),
    )  # fmt: skip


def tellings(line: str, weights: list[float]) -> list[Telling]:
    return [Telling(n, f"s:{n}", "demand", 1, 1, 1, False, None, n, line, w, "ministry") for n, w in enumerate(weights)]


def bucket(number: int, texts: int, told: dict[str, list[float]]) -> Bucket:
    """A month with so many texts, and findings of these weights on each line."""
    first = date(2031 + number // 12, number % 12 + 1, 1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
    points = {line: point(tellings(line, told.get(line, [])), texts) for line in LINES}
    return Bucket(
        f"{first.year:04d}-{first.month:02d}", first.isoformat(), last.isoformat(), texts, texts, 1, points,
        partial=number == 0,
    )  # fmt: skip


def direction(buckets: list[Bucket], by: Who = A, to: Who | None = B, changed: bool = False) -> Direction:
    names = [one.name for one in buckets]
    shown = [
        Sentences(one.name, (Shown(WORDS, -5.0, "ministry", False, cited(f"s:{n:016x}")),), 2)
        if one.points[WORDS].told
        else Sentences(one.name, (), 0)
        for n, one in enumerate(buckets)
    ]
    changes: tuple[ChangePoint, ...] = ()
    if changed:
        before, after = Around(names[0], names[5], 6, -20.0, 12, 300), Around(names[6], names[-1], 6, -160.0, 40, 310)
        changes = (ChangePoint(WORDS, names[6], before, after, True, shown[6].shown),)
    tested = (Tested(WORDS, 12.5 if changed else None, None if changed else "3 points"), Tested(DEEDS, None, "none"))
    return Direction(
        by, to, tuple(buckets), tuple(shown), changes, tested, (("Oren Vash", "ministry", 3),), (("old", 2),)
    )


def trend(*directions: Direction, a: Who = A, b: Who | None = B, **changed: object) -> Trend:
    names = [one.name for one in directions[0].buckets]
    facts: dict[str, object] = {
        "a": a,
        "b": b,
        "by": "month",
        "since": directions[0].buckets[0].first,
        "until": directions[0].buckets[-1].last,
        "read_until": directions[0].buckets[-1].last,
        "as_of": None,
        "codebook": "PLOVER 0.8",
        "chosen": "throughout",
        "outlets": (Outlet("o:1", "Harbour Gazette", 40), Outlet("o:2", "منارة الساحل", 12)),
        "left_out": (OutletLeftOut("o:3", "Late Post", 4, "it was read from 2031-02-05 on only"),),
        "undated": 1,
        "source_changes": (
            Change("Late Post", "joined", f"{names[0]}-05", names[0], False),
            Change("منارة الساحل", "silent", f"{names[-1]}-09", names[-1], True),
            Change("Quay <Courier> & Sons", "renamed", f"{names[-1]}-11", names[-1], False, "Quay"),
        ),
        "directions": directions,
        "notes": (),
    }
    return Trend(**{**facts, **changed})  # type: ignore[arg-type]


def full() -> Trend:
    """A year and a half with words, deeds, claims, a month in which nothing was read, and a change."""
    told = [
        bucket(
            n,
            0 if n == 4 else 30 + n,
            {} if n == 4 else {WORDS: [-5.0] * (1 + n % 3), DEEDS: [-9.3] * (n % 2), CLAIMED: [7.4], RELAYED: [-2.0]},
        )
        for n in range(12)
    ]
    return trend(direction(told, changed=True), direction(told, B, A))


def empty(texts: int = 20) -> Trend:
    """Nothing is told; with no texts nothing was read."""
    return trend(direction([bucket(n, texts, {}) for n in range(3)]), source_changes=())
