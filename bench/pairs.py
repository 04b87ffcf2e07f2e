"""Which type of event stands between a given source and target: PLV's pairs by their own scorer.

Without a file it scores the part of ``plv_train.jsonl`` that no training saw (``training.plv.held``); with one, all
pairs of that file: ``python -m bench pairs PAIRS.jsonl``. ``python -m bench pairs gsr`` asks for PLOVER's gold
sentences, whose sides and first event word are given, and names the share that is typed right.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training import gsr, plv
from training.plv import CharRange, Pair

from .floors import floors, is_same_corpus
from .gold import gold, scorer

#: What a zero-shot system with a large NLI model reaches on the hidden side, by the gold's README.
PEER = 0.809


class Desk:
    """The product's path for one sentence: cut, tagged, parsed, typed."""

    def __init__(self) -> None:
        from onrecord.tagger import ENGLISH, Tagger
        from onrecord.tagger.typing_head import EventTyper

        self._tagger, self._typer = Tagger(), EventTyper(ENGLISH)

    def type_of(self, pair: Pair) -> str:
        """The likeliest type between the pair's ends."""
        from onrecord.reading.attribution import laid_out
        from onrecord.reading.events.between import Between
        from onrecord.reading.segment import segment
        from onrecord.reading.syntax import Syntax
        from onrecord.record import Span

        words = laid_out(pair.text, segment(pair.text))
        found = self._tagger.read(words, keep=True)
        if found.states is None:
            raise AssertionError("no states were kept")
        states = found.states

        def span(spot: CharRange | None) -> Span | None:
            return None if spot is None else Span(*spot)

        between = Between(Syntax(words, found.parse), lambda questions: self._typer.types(states, questions))
        return between.best(Span(0, len(pair.text)), span(pair.source), span(pair.target))


def run(which: str = "") -> int:
    """Print the figures; 1 if macro-F1 on the held part is below its floor."""
    path = (
        gold("plover", "gsr_dev.json")
        if which == "gsr"
        else Path(which)
        if which
        else gold("plover", "plv_train.jsonl")
    )
    pairs = gsr.read(path) if which == "gsr" else plv.read(path)
    if not which:
        pairs = plv.held(pairs)
    desk = Desk()
    began = time.process_time()
    said = [desk.type_of(pair) for pair in pairs]
    spent = (time.process_time() - began) / len(pairs)
    print(f"{len(pairs)} pairs, {1000 * spent:.1f} CPU-ms a pair (cutting, tagging, parsing, typing)")
    if which == "gsr":
        return _sentences(pairs, said)
    macro = _scored(path, pairs, said)
    if which:
        return 0
    if not is_same_corpus("pairs", path):
        return 1
    floor = floors("pairs")["macro-F1"]
    low = macro < floor
    print(f"{'FAILED' if low else 'holds'}: macro-F1 {macro:.3f}, floor {floor}")
    return int(low)


def _scored(path: Path, pairs: Sequence[Pair], said: Sequence[str]) -> float:
    """Print what PLV's scorer prints; gives macro-F1."""
    module = scorer("score_pairs")
    wanted = {p.name for p in pairs}
    truth: dict[str, Any] = {k: v for k, v in module.read(path).items() if k in wanted}
    accuracy, macro, rows = module.score(truth, {p.name: {"type": t} for p, t in zip(pairs, said, strict=True)})
    print(f"accuracy {accuracy:.3f}  macro-F1 {macro:.3f} over {len(rows)} types (zero-shot, hidden side: {PEER})")
    for kind, ((p, r, f), count) in rows.items():
        print(f"{kind:10s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({count})")
    return float(macro)


def _sentences(pairs: Sequence[Pair], said: Sequence[str]) -> int:
    right = sum(kind in pair.types for pair, kind in zip(pairs, said, strict=True))
    print(f"PLOVER gold sentences, sides given: type right in {right / len(pairs):.3f}")
    return 0
