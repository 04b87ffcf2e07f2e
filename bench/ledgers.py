"""Follow-ups and rates of the ledger on a seeded desk: whether what became of a promise is found, and rates are right.

``python -m bench ledgers [N] [SEED] [dev] [FOLDER/]``: a desk of N statements (20,000) with 300 planted outcomes among
450 promises, demands and threats (``ledger_world.py``). For each planted outcome: whether it is among the first five
candidates (recall@5), how often the first candidate of an entry is its outcome (precision of the first; one that is
unsure claims nothing), and of how many outcomes it is (recall of the first, so that silence earns nothing). Rates are
compared with what was planted: the count within 30, 60 and 90 days, and whether it lies in the interval.

``dev`` takes the half of the deeds on which weights were chosen; without it the other half, on which none was. FOLDER
(with a slash in it) keeps the desk for another time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from onrecord.analysis.followups import Followups
from onrecord.analysis.ledger import Book
from onrecord.analysis.rates import Asked, rates
from onrecord.desk import Desk
from onrecord.desk.settling import meaning
from onrecord.store import entities, tables
from onrecord.store.expression import EVERY
from onrecord.store.opening import Store, create, open_store

from .filing import _file, _Run
from .floors import floors
from .ledger_world import DEV, HELD, World, in_order, world

SEED = 20310707
_TOGETHER, _LATEST = 50, "2031-12-31"


def run(*args: str) -> int:
    """Prints the figures; 1 if a floor of ``floors.json`` does not hold."""
    numbers = [int(arg) for arg in args if arg.isdigit()]
    count, seed = (numbers or [20_000])[0], (numbers[1:] or [SEED])[0]
    made = world(count, 300, seed, DEV if "dev" in args else HELD)
    kept = next((arg for arg in args if "/" in arg), None)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(kept or folder) / "desk"
        store = open_store(place) if place.exists() else _filled(create(place), made)
        try:
            found, rated = _follow(store, made), _rate(store, made)
        finally:
            store.close()
    bars = floors("ledgers")
    low = [f"{name} {found[name]:.3f} < {bar}" for name, bar in bars.items() if found[name] < bar]
    low += [] if rated else ["a planted share lies outside of its interval"]
    print("FAILED: " + "; ".join(low) if low else "all floors hold")
    return 1 if low else 0


def _filled(store: Store, made: World) -> Store:
    began, done, documents = time.perf_counter(), _Run(), in_order(made)
    done.begin()
    while some := [one for _, one in zip(range(_TOGETHER), documents, strict=False)]:
        _file(store, some, done)
    for _ in Desk(store, "bench").settle():
        pass
    with store.reading() as at:
        which = sa.select(sa.func.count()).where(tables.finding.c.kind == "statement")
        statements = at.execute(which).scalar_one()
    spent = time.perf_counter() - began
    print(
        f"{statements:,} statements in {len(made.documents):,} documents filed and settled in {spent:.0f} s", flush=True
    )
    return store


def _follow(store: Store, made: World) -> dict[str, float]:
    by_page = {one.promise: one for one in made.planted}
    hit_first = hit_five = with_outcome = shown = offered = named = 0
    missed: Counter[str] = Counter()
    times: list[float] = []
    with store.reading() as at:
        titles = dict(at.execute(sa.select(tables.document.c.id, tables.document.c.title)).all())
        book = Book.of(at, None, _LATEST)
        groups = book.groups(EVERY)
        entries = book.made(groups)
        finder = Followups(store, book, meaning())
        for entry, group in zip(entries, groups, strict=True):
            planted = by_page.get(str(titles[entry.cited.source.document]))
            if planted is None:
                continue
            began = time.perf_counter()
            found = finder.of(group, 5)
            times.append(1000 * (time.perf_counter() - began))
            pages = [titles[one.cited.source.document] for one in found]
            right = [page in planted.outcomes for page in pages]
            claimed = bool(found) and not found[0].unsure
            shown += bool(found)
            offered += claimed
            hit_first += claimed and right[0]
            if planted.outcomes:
                with_outcome += 1
                hit_five += any(right)
                named += any(fits and one.kind == planted.outcome for fits, one in zip(right, found, strict=True))
                if not any(right):
                    missed[f"{planted.kind}, {planted.outcome}"] += 1
    times.sort()
    recall, precision, first = hit_five / with_outcome, hit_first / offered, hit_first / with_outcome
    print(f"{with_outcome} outcomes among {len(by_page)} commitments; {shown} have candidates, {offered} a sure one")
    print(f"recall@5 {recall:.3f} ({hit_five} of {with_outcome}); missed: {dict(missed)}")
    print(f"precision of the first {precision:.3f} ({hit_first} of {offered}, those without an outcome among them)")
    print(f"recall of the first {first:.3f}; its kind is named right: {named / max(1, hit_five):.3f}")
    print(f"one entry's candidates: p50 {times[len(times) // 2]:.0f} ms, p95 {times[int(0.95 * len(times))]:.0f} ms")
    return {"recall@5": recall, "precision of the first": precision, "recall of the first": first}


def _rate(store: Store, made: World) -> bool:
    right = inside = total = 0
    with store.reading() as at:
        for one in made.rated:
            doer, other = (
                entities.by_id(at, f"cast:{name.lower().replace(' ', '-')}")[0] for name in (one.doer, one.other)
            )
            found = rates(at, Asked(doer, other), None, _LATEST)
            for window, planted in zip(found.windows, one.followed, strict=True):
                total += 1
                right += window.followed == planted and window.number == one.number
                inside += window.low <= planted / one.number <= window.high
            shown = ", ".join(
                f"{window.days} d {window.followed}/{window.number} ({window.low:.2f}-{window.high:.2f}, "
                f"base {window.base:.2f}) planted {planted}"
                for window, planted in zip(found.windows, one.followed, strict=True)
                if window.base is not None
            )
            print(f"rates: {shown}")
    print(f"rates: {right} of {total} counts are those planted, {inside} of {total} planted shares lie in the interval")
    return inside == total


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
