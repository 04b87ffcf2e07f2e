"""From label scores to spans, each with the chance that its ends are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .chain import Chain, Floats
from .labels import MENTIONS, STATEMENTS, LabelSet

#: A span as first word, last word (both included) and the smaller of its two ends' chances.
SureSpan = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Decoder:
    """The chain over one label set; ``bonus`` is added to every word's label scores, in logits.

    A label's chance is its share among the scores of its word, or ``whole`` where it shall be its share in the weights
    of all sequences, which says more and costs more.
    """

    labels: LabelSet
    chain: Chain
    bonus: Floats
    whole: bool = False

    @classmethod
    def of_statements(cls, weights: Mapping[str, Floats], starts: Mapping[str, float]) -> Decoder:
        """The decoder of speakers, cues and contents; ``starts`` are what beginning a span of a kind gains."""
        return cls(STATEMENTS, _chain(STATEMENTS, weights, "chain"), start_bonus(STATEMENTS, starts))

    @classmethod
    def of_mentions(cls, weights: Mapping[str, Floats], starts: Mapping[str, float]) -> Decoder:
        """The decoder of names and nominals."""
        return cls(MENTIONS, _chain(MENTIONS, weights, "mentions"), start_bonus(MENTIONS, starts), whole=True)

    def spans(self, scores: Sequence[Floats]) -> list[dict[str, list[SureSpan]]]:
        """Spans of each kind in windows with scores ``[word, label]``."""
        lengths = np.array([len(s) for s in scores], np.int64)
        padded = np.zeros((len(scores), int(lengths.max()), len(self.labels.names)), np.float32)
        for i, rows in enumerate(scores):
            padded[i, : len(rows)] = rows + self.bonus
        labels = self.chain.best(padded, lengths)
        shares = self.chain.chances(padded, lengths) if self.whole else _shares(padded)
        out = []
        for i, length in enumerate(lengths.tolist()):
            mine = labels[i, :length]
            chosen = shares[i, np.arange(length), mine]
            found = self.labels.spans(mine.tolist())
            out.append({k: [(b, e, float(min(chosen[b], chosen[e]))) for b, e in v] for k, v in found.items()})
        return out


def _chain(labels: LabelSet, weights: Mapping[str, Floats], stem: str) -> Chain:
    return Chain.learned(labels, *(weights[f"{stem}.{part}"] for part in ("steps", "first", "last")))


def _shares(scores: Floats) -> Floats:
    shares = np.exp(scores - scores.max(2, keepdims=True))
    return np.asarray(shares / shares.sum(2, keepdims=True), np.float32)


def start_bonus(labels: LabelSet, starts: Mapping[str, float]) -> Floats:
    """What is added to each label's score; ``starts`` by kind, 0 where none is named."""
    return np.array([starts.get(name[2:], 0.0) if name[0] in "BS" else 0.0 for name in labels.names], np.float32)


def calibrated(chance: float, slope_and_offset: tuple[float, float]) -> float:
    """The chance as it came out on texts where the answer is known."""
    slope, offset = slope_and_offset
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return round(float(1 / (1 + np.exp(-(slope * np.log(bounded / (1 - bounded)) + offset)))), 3)
