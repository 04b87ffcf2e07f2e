"""How well the parser that ships agrees with its teacher: ``python -m training.gauge_syntax --trees HELD.jsonl``.

Through ``Tagger.read``, over texts that were not learned from (``training.trees`` without ``--retold``). By source: UAS
(right heads), LAS (right heads and labels) and right tags, over all words; then F1 of the arcs by label, over all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.tagger import ENGLISH, Tagger
from onrecord.tagger.words import BREAK

from .examples import laid_out

SHOWN = (
    "ROOT", "nsubj", "nsubjpass", "dobj", "dative", "agent", "prep", "pobj", "pcomp", "xcomp", "ccomp", "advcl", "acl",
    "relcl", "appos", "amod", "poss", "compound", "conj", "cc", "aux", "auxpass", "neg", "mark", "attr", "acomp",
    "oprd", "prt", "case", "advmod", "nummod", "punct", "piece",
)  # fmt: skip


def gauged(rows: Iterable[dict[str, Any]], tagger: Tagger) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Counts by source (words, and what is right of heads, labels, tags), and by label (found, gold, right)."""
    sources: Counter[tuple[str, str]] = Counter()
    arcs: Counter[tuple[str, str]] = Counter()
    for row in rows:
        words = laid_out(row["text"])
        parse = tagger.read(words).parse
        there = words.kind != BREAK
        labels, theirs = np.array(parse.labels), np.array(row["labels"])
        heads = there & (parse.heads == np.array(row["heads"]))
        both = heads & (labels == theirs)
        tags = there & (np.array(parse.tags) == np.array(row["tags"]))
        source = row["name"].split("/")[0]
        for name, right in (("words", there), ("UAS", heads), ("LAS", both), ("tags", tags)):
            sources[source, name] += int(right.sum())
        for name, which in (("found", labels[there]), ("gold", theirs[there]), ("right", labels[both])):
            arcs.update((str(label), name) for label in which)
    return sources, arcs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=Path, required=True, help="what training.trees wrote without --retold")
    parser.add_argument("--model", type=Path, default=ENGLISH)
    args = parser.parse_args()
    with args.trees.open(encoding="utf-8") as lines:
        sources, arcs = gauged(map(json.loads, lines), Tagger(args.model))
    for source in sorted({s for s, _ in sources}):
        size = sources[source, "words"]
        print(source, size, "words", *(f"{n} {sources[source, n] / size:.3f}" for n in ("UAS", "LAS", "tags")))
    for label in SHOWN:
        size = arcs[label, "found"] + arcs[label, "gold"]
        print(f"{label:10} F1 {2 * arcs[label, 'right'] / max(size, 1):.3f} of {arcs[label, 'gold']}")


if __name__ == "__main__":
    main()
