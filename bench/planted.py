"""What is planted in the sample desk and found there, and what else is claimed of it: precision, judged by hand.

``python -m bench planted [new] [DESK/]``: the sample desk is made (or DESK, a copy of one, is opened), and every row of
``planted.csv`` that an analysis is for is looked for: commitments and what became of them, denials and contradictions,
first times, reversals, altered positions, pages and quotations, silence. Then all that the analyses claim of the desk,
each claim once, is held against ``planted.yaml``, where it was judged by hand over all documents: true, arguable (about
the right thing, told by halves) or wrong. What is not judged yet fails the measure; ``new`` prints it to be judged.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack

from onrecord.desk.keeping import Desk
from onrecord.gazetteer.loading import SAMPLE

from .floors import floors
from .planted_claims import ARGUABLE, JUDGED, TRUE, Claimed, claimed, judged, unjudged
from .planted_look import look_at, sample
from .planted_rows import FINDERS, Row, found, rows


def run(*what: str) -> int:
    """Prints the tables; 1 if a floor of ``floors.json`` does not hold, or something claimed is not judged."""
    place = next((one for one in what if "/" in one), None)
    with ExitStack() as open_:
        desk = open_.enter_context(Desk.open(place, packs=(SAMPLE,)) if place else sample())
        look = look_at(desk)
    bar = floors("planted")
    recall = _rows([(row, found(look, row)) for row in rows()])
    told, by_hand = claimed(look), judged()
    precision = _precision(told, by_hand)
    new = [one for one in told if one not in by_hand]
    if "new" in what:
        print(unjudged(new))
    stale = by_hand.keys() - set(told)
    print(f"{len(new)} claims are not judged; {len(stale)} that were judged are claimed no more")
    low = [] if recall >= bar["found"] else [f"found {recall:.3f} < {bar['found']}"]
    low += [
        f"{kind} {precision.get(kind, 0.0):.3f} < {least}"
        for kind, least in bar["precision"].items()
        if precision.get(kind, 0.0) < least
    ]
    low += [f"{len(new)} claims are not judged: python -m bench planted new"] if new else []
    print("FAILED: " + "; ".join(low) if low else "all floors hold")
    return 1 if low else 0


def _rows(sought: list[tuple[Row, str | None]]) -> float:
    """Prints what is found of each kind, and how, and what is missed; the share that is found."""
    print(f"{'planted':26}{'found':>6}{'of':>4}")
    for kind in FINDERS:
        own = [(row, how) for row, how in sought if row.kind == kind]
        print(f"{kind:26}{sum(how is not None for _, how in own):6}{len(own):4}")
        for row, how in own:
            print(f"    {row.documents[0]}: {how or f'MISSED ({row.note})'}")
    return sum(how is not None for _, how in sought) / max(1, len(sought))


def _precision(told: list[Claimed], by_hand: dict[Claimed, str]) -> dict[str, float]:
    """Prints how the claims of each kind were judged; of those that were, the share that is true or arguable."""
    print(f"\n{'claimed':26}" + "".join(f"{one:>10}" for one in (*JUDGED, "not yet", "true", "or arguable")))
    found = {}
    for kind in dict.fromkeys(one.kind for one in told):
        row = Counter(by_hand.get(one, "not yet") for one in told if one.kind == kind)
        seen = max(1, sum(row[one] for one in JUDGED))
        strict, found[kind] = row[TRUE] / seen, (row[TRUE] + row[ARGUABLE]) / seen
        counts = "".join(f"{row[one]:10}" for one in (*JUDGED, "not yet"))
        print(f"{kind:26}{counts}{strict:10.2f}{found[kind]:12.2f}")
    return found
