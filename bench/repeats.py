"""Near duplicates: 5,000 texts with 500 syndicated families, and different stories on one event that must stay apart.

``python -m bench repeats [full] [seed ...]``. For each seed ``syndication.py`` makes a set, and which texts are one is
decided as the desk does it: those that share a band of their signatures are compared by their words. For the first seed
every pair is compared as well (brute force), so that what the bands miss and save is measured: every pair of 1,000
texts or so, the sets on some of the events whole. Without arguments that is one seed, and a minute's work; ``full`` is
three, and every pair of the first one's 5,000 texts. Seconds are seconds of this process's CPU.

Hard on purpose: copies cut to 40 % that also got another headline, a byline, a footer, corrected figures and their
quotations translated anew, compared with copies that got paragraphs of the paper's own or had them put in another
order; stories that share names, place, figures, a quoted sentence, a footer and a background paragraph of up to 45
words; bulletins on one form, filled in anew each day; round-ups that hold a short report whole; messages of 40 to 90
words that end in one channel's line of 12 to 30 and quote one sentence.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from onrecord.linking.repeats import Ready, compare, ready, signature

from .floors import floors
from .syndication import Made, texts

SEEDS = ("20310414", "20310415", "20310416")
#: As many candidates as the desk compares one text with, those that share most bands first.
_MOST = 50
#: So many texts, or a few more, are compared each with each.
_SOME = 1_000
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs that are the same text, those that were compared for it (``None``: all), and the CPU seconds it took."""

    same: frozenset[Pair]
    compared: frozenset[Pair] | None
    seconds: float


def run(*args: str) -> int:
    """Print the figures for each seed; 1 if a floor of ``floors.json`` does not hold for one."""
    held, failed, full = floors("repeats"), False, "full" in args
    seeds = [arg for arg in args if arg != "full"] or SEEDS[: 3 if full else 1]
    for number, seed in enumerate(seeds):
        made = texts(int(seed))
        truth, of_event = pairs(m.family for m in made), pairs(m.event for m in made)
        print(f"seed {seed}: {_described(made)}", flush=True)
        bands = by_bands([m.text for m in made])
        f1 = _told("bands, then words", truth, bands.same)
        print(f"  {len(bands.compared or ())} pairs compared, {bands.seconds:.1f} s with all signatures", flush=True)
        apart = of_event - truth
        joined = len(bands.same & apart)
        print(f"  different stories on one event: {len(apart)} pairs, {joined} joined")
        _told("as families", truth, pairs(_families(len(made), bands.same)))
        failed |= f1 < held["pair F1"] or joined > 0
        if number == 0:
            failed |= not _against_brute_force(made if full else _of_some_events(made), held["recall of bands"])
    told = f"{held}, no different stories joined"
    print(f"FAILED: not {told}" if failed else f"held: {told}")
    return int(failed)


def _of_some_events(made: list[Made]) -> list[Made]:
    """All texts on the events of the first ones, ``_SOME`` of them or a few more."""
    sizes, events, count = Counter(m.event for m in made), set[int](), 0
    for one in made:
        if count < _SOME and one.event not in events:
            events.add(one.event)
            count += sizes[one.event]
    return [one for one in made if one.event in events]


def _described(made: list[Made]) -> str:
    lengths = sorted(len(m.text.split()) for m in made)
    sizes = [size for size in Counter(m.family for m in made).values() if size > 1]
    told = f"{len(made)} texts of {lengths[0]} to {lengths[-1]} words (half under {lengths[len(lengths) // 2]})"
    return f"{told}, {sum(sizes)} in {len(sizes)} families"


def pairs(groups: Iterable[int]) -> frozenset[Pair]:
    """The pairs of those that have one number."""
    members: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        members[group].append(at)
    return frozenset(pair for group in members.values() for pair in combinations(group, 2))


def _told(name: str, truth: frozenset[Pair], same: frozenset[Pair]) -> float:
    right = len(truth & same)
    f1 = 2 * right / max(1, len(same) + len(truth))
    precision, recall = right / max(1, len(same)), right / max(1, len(truth))
    print(f"  {name}: P {precision:.4f} R {recall:.4f} F1 {f1:.4f} ({len(truth)} true pairs)")
    return f1


def by_bands(all_texts: list[str]) -> Found:
    """One text after another, as a desk gets them: compared with those before it that share a band."""
    began = time.process_time()
    index: dict[int, list[int]] = defaultdict(list)
    prepared: list[Ready] = []
    same, compared = set(), set()
    for number, text in enumerate(all_texts):
        made = signature(text)
        prepared.append(ready(text))
        shared = Counter(other for key in (made.bands if made else ()) for other in index[key])
        for other, _ in shared.most_common(_MOST):
            compared.add((other, number))
            if compare(prepared[other], prepared[number]).same:
                same.add((other, number))
        for key in made.bands if made else ():
            index[key].append(number)
    return Found(frozenset(same), frozenset(compared), time.process_time() - began)


def by_force(all_texts: list[str]) -> Found:
    """Every pair compared."""
    began = time.process_time()
    prepared = [ready(text) for text in all_texts]
    same = set()
    for here, one in enumerate(prepared):
        shingles = one.shingles
        for there in range(here + 1, len(prepared)):
            # Two without a shingle in common are two; said here to spare most of the calls.
            if not shingles.isdisjoint(prepared[there].shingles) and compare(one, prepared[there]).same:
                same.add((here, there))
    return Found(frozenset(same), None, time.process_time() - began)


def _against_brute_force(made: list[Made], least: float) -> bool:
    """Whether the bands propose enough of the pairs that brute force joins."""
    truth, every = pairs(m.family for m in made), [m.text for m in made]
    bands, force = by_bands(every), by_force(every)
    _told(f"brute force over {len(made)} of them", truth, force.same)
    recall = len((bands.compared or frozenset()) & force.same) / max(1, len(force.same))
    print(f"  {len(made) * (len(made) - 1) // 2} pairs compared, {force.seconds:.1f} s; ", end="")
    print(f"the bands propose {recall:.4f} of what it joins, {force.seconds / bands.seconds:.0f} times as fast")
    joined = len((force.same & pairs(m.event for m in made)) - truth)
    print(f"  different stories on one event: {joined} joined")
    return recall >= least


def _families(count: int, same: frozenset[Pair]) -> list[int]:
    """For each text the first one of its family: as the desk keeps them, that of the first one it is the same as."""
    family = list(range(count))
    for here, there in sorted(same, key=lambda pair: (pair[1], pair[0])):
        family[there] = min(family[there], family[here])
    return family
