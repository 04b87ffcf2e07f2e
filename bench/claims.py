"""Contradiction and corroboration: pairs of statements of our own, and what is claimed on the sample desk.

``python -m bench claims [dev|held|sample|show ...]``. The two hundred pairs of ``tests/linking/claim_pairs.yaml`` were
written before the comparer and it was tuned on them; the hundred of ``claim_pairs_held.yaml`` were not looked at for
that. Both are compared as statements that were read without fault. Of the sample desk, which is read as it is, all that
is claimed stands in ``claims.yaml``, judged by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from onrecord.analysis.claims import Chosen, Wanted, chosen, claims
from onrecord.desk.keeping import Desk
from onrecord.desk.sample_desk import make_sample_desk
from onrecord.gazetteer.loading import SAMPLE
from onrecord.linking.propositions import Compared, Kind, compare
from onrecord.tagger.meaning import Meaning, nearness

from .claim_pairs import DEV, HELD, Pair, content, pairs, words_of
from .floors import floors
from .utterances import Line, matching, statements

KINDS = tuple(kind.value for kind in Kind)
_TRUTH = Path(__file__).with_suffix(".yaml")
_SETS = {"dev": DEV, "held": HELD}


def run(*what: str) -> int:
    """Prints the figures; 1 if a floor of ``floors.json`` does not hold."""
    parts = [part for part in ("dev", "held", "sample") if part in what] or ["dev", "held", "sample"]
    failed = False
    for name in parts:
        failed |= not (_sample() if name == "sample" else _pairs(name, shows="show" in what))
    print("FAILED" if failed else f"held: {floors('claims')}")
    return int(failed)


def _pairs(name: str, *, shows: bool) -> bool:
    path = _SETS[name]
    found = answers(path)
    table(f"{name}: {len(found)} pairs of {path.name}", found)
    held = True
    for kind, (precision, recall) in floors("claims")[name].items():
        got = figures(found, kind)
        held &= got[0] >= precision and got[1] >= recall
    if shows:
        show(found)
    return held


def answers(path: Path) -> list[tuple[Pair, Compared]]:
    """What is found for each pair of a file."""
    meaning, found = Meaning(), []
    for pair in pairs(path):
        one, other = content(pair.one, 1), content(pair.other, 2)
        vectors = meaning.vectors([words_of(pair.one), words_of(pair.other)])
        found.append((pair, compare(one, other, float(nearness(vectors[0], vectors[1])))))
    return found


def figures(found: Sequence[tuple[Pair, Compared]], kind: str) -> tuple[float, float]:
    """Precision and recall of a kind."""
    right = sum(pair.kind == kind == answer.kind for pair, answer in found)
    said, true = sum(answer.kind == kind for _, answer in found), sum(pair.kind == kind for pair, _ in found)
    return right / max(1, said), right / max(1, true)


def table(title: str, found: Sequence[tuple[Pair, Compared]]) -> None:
    """Prints what the pairs of each kind were told to be."""
    print(title)
    print(f"  {'is':22}" + "".join(f"{kind:>13}" for kind in KINDS) + f"{'P':>8}{'R':>7}")
    for kind in KINDS:
        row = Counter(answer.kind.value for pair, answer in found if pair.kind == kind)
        precision, recall = figures(found, kind)
        print(f"  {kind:22}" + "".join(f"{row[one]:13}" for one in KINDS) + f"{precision:8.3f}{recall:7.3f}")
    row = Counter(answer.kind.value for pair, answer in found if pair.hard)
    print(f"  {'unrelated, hard':22}" + "".join(f"{row[one]:13}" for one in KINDS))


def show(found: Sequence[tuple[Pair, Compared]]) -> None:
    """Prints each pair that was told wrongly."""
    for pair, answer in found:
        if pair.kind != answer.kind:
            print(f"\n  #{pair.number} is {pair.kind}, told {answer.kind} {answer.confidence:.2f}")
            print(f"    {pair.one}\n    {pair.other}\n    {'; '.join(answer.reasons)}")


def _sample() -> bool:
    """Whether the sample desk claims what is planted, and nothing that ``claims.yaml`` has not."""
    with TemporaryDirectory() as folder:
        for _ in make_sample_desk(Path(folder) / "desk"):
            pass
        with Desk.open(Path(folder) / "desk", packs=(SAMPLE,)) as desk:
            for _ in desk.settle():
                pass
            with desk.store.reading() as at:
                lines = list(statements(desk.store, at))
                found = claims(desk.store, at, chosen(at, Chosen()), wanted=Wanted(limit=1_000))
    told = {
        (line.found.value, frozenset((line.cited.id, line.against or "")))
        for claim in found.claims
        for line in claim.lines
        if line.found is not None
    }
    return _against_truth(lines, told)


def _against_truth(lines: Sequence[Line], told: set[tuple[str, frozenset[str]]]) -> bool:
    ids = {line.no: line.id for line in lines}
    judged: dict[tuple[str, frozenset[str]], str] = {}
    print(f"sample desk: {len(lines)} statements, {len(told)} pairs claimed")
    complete = True
    for entry in yaml.safe_load(_TRUTH.read_text(encoding="utf-8")):
        places = [matching(lines, said) for said in entry["pair"]]
        complete &= all(places)
        here, there = ({ids[no] for no in numbers} for numbers in places)
        found = [pair for pair in told if pair[0] == entry["kind"] and pair[1] & here and pair[1] & there]
        judged.update(dict.fromkeys(found, entry["judged"]))
        print(f"  {entry['kind']:12} {entry['judged']:8} {'found' if found else 'MISSED'}: {entry['of']}")
        complete &= bool(found) or entry["judged"] != "planted"
    by_id = {line.id: line for line in lines}
    for kind, pair in sorted(told - judged.keys(), key=lambda one: (one[0], sorted(one[1]))):
        print(f"  WRONG: {kind}", *(f"{by_id[id_].id} {by_id[id_].words[:90]}" for id_ in sorted(pair)), sep="\n    ")
    return complete and not told - judged.keys()
