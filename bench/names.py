"""How well names are matched: Arabic to Latin among 1,000 others, and whether two names are one.

For every pair of the Arabic-Latin evaluation set, the right Latin token is ranked among 1,000 seeded others; it must
come first, and alone. Of the name pairs, those at ``SAME`` and above are taken to match; in the gold's own schema, all
but ``Person`` are bodies.
"""

from __future__ import annotations

import csv
import random
import time
from pathlib import Path

from onrecord.gazetteer.likeness import SAME, Likeness, best, likeness
from onrecord.gazetteer.spelling import plain_key

from .floors import floors
from .gold import gold

OTHERS = 1000
Pair = tuple[str, str]


def transliterations(path: Path, seed: int = 11) -> tuple[list[Pair], list[tuple[Pair, Likeness, Pair]], float]:
    """The pairs of a file, those that did not come first with what did, and comparisons per CPU-second."""
    pairs: list[Pair] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        arabic, latin = line.split("\t")
        pairs.append((arabic, latin))
    tokens = sorted({latin for _, latin in pairs})
    draw = random.Random(seed)
    missed = []
    begun = time.process_time()
    for arabic, latin in pairs:
        others = [token for token in draw.sample(tokens, min(OTHERS + 1, len(tokens))) if token != latin][:OTHERS]
        first, second = best(arabic, [*others, latin], 2)
        if first[0] != latin or second[1].score == first[1].score:
            missed.append(((arabic, latin), likeness(arabic, latin), (first[0], first[1].reason)))
    spent = time.process_time() - begun
    return pairs, missed, len(pairs) * (OTHERS + 1) / spent


def one_letter_apart(a: str, b: str) -> bool:
    """Whether the plain keys differ by one letter more, less or other."""
    one, two = sorted((plain_key(a), plain_key(b)), key=len)
    if one == two or len(two) - len(one) > 1:
        return False
    at = next((i for i in range(len(one)) if one[i] != two[i]), len(one))
    return one[at + (len(one) == len(two)) :] == two[at + 1 :]


def name_pairs(path: Path) -> tuple[dict[str, float], list[str], float]:
    """P, R and F1 at ``SAME``; the false pairs one letter apart that are not told apart; pairs a CPU-second."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = wrong = wanted = close = 0
    kept = []
    begun = time.process_time()
    for row in rows:
        a, b, match = row["name1"], row["name2"], row["is_match"] == "true"
        found = likeness(a, b, body=row["schema"] != "Person").score >= SAME
        wanted += match
        right += found and match
        wrong += found and not match
        if not match and one_letter_apart(a, b):
            close += 1
            kept += [f"{a} | {b}"] if found else []
    spent = time.process_time() - begun
    precision, recall = right / max(1, right + wrong), right / max(1, wanted)
    figures = {
        "P": precision,
        "R": recall,
        "F1": 2 * precision * recall / max(1e-9, precision + recall),
        "close": close,
    }
    return figures, kept, len(rows) / spent


def run(split: str = "eval") -> int:
    """Print the figures; 1 if one is below its floor. ``split`` is "eval", or "train" to look at what goes wrong."""
    pairs, missed, speed = transliterations(gold("names", f"ar2en_{split}.tsv"))
    hit = 1 - len(missed) / len(pairs)
    print(
        f"Arabic to Latin, {split}: first among {OTHERS} others {hit:.3f} of {len(pairs)} ({speed:,.0f} a CPU-second)"
    )
    if split != "eval":
        for (arabic, latin), found, first in missed[:60]:
            print(f"  {arabic} {latin} {found.score:.2f}; first: {first[0]}, {first[1]}")
        return 0
    figures, kept, speed = name_pairs(gold("names", "name_pairs.csv"))
    print(f"name pairs at {SAME}: P {figures['P']:.3f}  R {figures['R']:.3f}  F1 {figures['F1']:.3f}", end="")
    print(f" ({speed:,.0f} pairs a CPU-second)")
    print(f"false pairs one letter apart: {figures['close']:.0f}, not told apart {len(kept)}: {'; '.join(kept) or '-'}")
    held = floors("names")
    reached = {"hit at 1": hit, "P": figures["P"], "F1": figures["F1"]}
    low = [f"{name} {reached[name]:.3f} < {floor}" for name, floor in held.items() if reached[name] < floor]
    print("FAILED: " + "; ".join(low) if low else f"floors that hold: {held}")
    return 1 if low else 0
