"""How well a branch for names does on texts it has not seen: its findings scored and calibrated on re3d."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import torch

from onrecord.tagger.decoding import Decoder
from onrecord.tagger.mentions import NameSpan, named
from onrecord.tagger.windows import pack, piece_lists

from .examples import laid_out
from .marked import Marked
from .mentions import Shared, items, scores_of
from .network import Branch
from .re3d import KINDS
from .tune import fitted

#: re3d's names of our kinds.
THEIRS = {ours: theirs for theirs, ours in KINDS.items()}


def mentions_of(text: Marked, branch: Branch, shared: Shared) -> list[NameSpan]:
    """What a branch finds in one text; confidences are raw."""
    weights = {f"mentions.{k.removeprefix('chain.')}": v.numpy() for k, v in branch.state_dict().items()}
    decoder = Decoder.of_mentions(weights, {})
    words = laid_out(text.text)
    flat = []
    windows = pack(words, piece_lists(words, shared.pieces))
    for (first, last), item in zip(windows, items([text], shared), strict=True):
        with torch.no_grad():
            scores = scores_of(branch, [item])[0][0].numpy()[: last - first]
        for kind, spans in decoder.spans([scores])[0].items():
            flat += [(b + first, e + first, kind, sure) for b, e, sure in spans]
    return named(words, flat)


def scored(found: Mapping[str, Sequence[NameSpan]], scorer: ModuleType, gold: Path) -> str:
    """One line: precision, recall and F1 (overlap) of each type, over the documents in ``found``."""
    truth = {doc: d for doc, d in scorer.read(gold).items() if doc in found}
    predictions = {
        doc: {"mentions": [{"begin": m.start, "end": m.end, "kind": THEIRS[m.kind]} for m in spans]}
        for doc, spans in found.items()
    }
    rows, _ = scorer.score(truth, predictions)
    kinds = (*THEIRS.values(), "actors")
    return "  ".join(f"{k} {'/'.join(f'{x:.3f}' for x in rows[f'{k} overlap'][0])}" for k in kinds)


def calibration(found: Mapping[str, Sequence[NameSpan]], gold: Path) -> tuple[float, float]:
    """Slope and offset that turn the raw logit into the chance that a mention of this type overlaps one in gold."""
    truth = {d["doc"]: d for d in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    raw, right = [], []
    for doc, spans in found.items():
        for m in spans:
            chance = min(max(m.confidence, 1e-6), 1 - 1e-6)
            raw.append(math.log(chance / (1 - chance)))
            right.append(
                float(
                    any(
                        e["begin"] < m.end and m.start < e["end"] and e["type"] == THEIRS[m.kind]
                        for e in truth[doc]["entities"]
                    )
                )
            )
    x, y = np.array(raw), np.array(right)
    slope, offset = fitted(x, y)
    p = 1 / (1 + np.exp(-(slope * x + offset)))
    for low in np.arange(0, 1, 0.2):
        inside = (p >= low) & (p < low + 0.2)
        if inside.any():
            said, true = p[inside].mean(), y[inside].mean()
            print(f"confidence {low:.1f}-{low + 0.2:.1f}: {inside.sum()} mentions, said {said:.3f}, right {true:.3f}")
    return slope, offset
