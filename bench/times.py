"""How well times are found and valued: TimeBank and AQUAINT (TempEval-3's training side), scored by the gold's scorer.

The document's creation time is given as its publication date, as in TempEval. The words a second are those of
``times_of`` alone, on one core, the layout not counted.
"""

from __future__ import annotations

import time
from typing import Any

from onrecord.reading.segment import segment
from onrecord.reading.times import times_of

from .floors import verdict
from .gold import gold, scorer

SETS = ("timebank", "aquaint")
Json = dict[str, Any]


def predictions(documents: dict[str, Json]) -> tuple[dict[str, Json], float]:
    """The times found in each document, in the scorer's form, and the words read a CPU-second."""
    out: dict[str, Json] = {}
    words, spent = 0, 0.0
    for name, document in documents.items():
        text = document["text"]
        layout = segment(text)
        began = time.process_time()
        found = times_of(text, layout, document["dct"], None)
        spent += time.process_time() - began
        words += len(text.split())
        out[name] = {"timexes": [{"begin": r.span.start, "end": r.span.end, "value": r.value} for r in found]}
    return out, words / spent if spent else 0.0


def run() -> int:
    """Print the figures of each set and of both; 1 if one is below its floor or the corpus is another."""
    judge = scorer("score_times")
    read = {name: judge.read(gold("times", f"{name}.jsonl")) for name in SETS}
    both: dict[str, Json] = {name: document for documents in read.values() for name, document in documents.items()}
    found, pace = predictions(both)
    rows: Json = {}
    for label, documents in (*read.items(), ("together", both)):
        marked, predicted, rows, right = judge.score(documents, found)[:4]
        print(f"{label}: {len(documents)} documents, {predicted} gold and {marked} found time expressions")
        for row, (precision, recall, f1) in rows.items():
            print(f"  {row:16s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        print(f"  {'value | relaxed':16s} {right:.3f}")
    print(f"{pace:,.0f} words a CPU-second")
    return verdict("times", gold("times"), rows)
