"""The best label sequence of each window: Viterbi over a linear chain, many windows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .labels import LabelSet

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
#: What keeps an empty sum from being divided by; far below any chance that counts.
_TINY = 1e-200
#: The least a label's score counts beside the best of its word, in logits, so that no sequence vanishes.
_LEAST = np.float32(-60)


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of steps ``[before, after]``, of first and of last labels; learned ones and barred ones together."""

    steps: Floats
    first: Floats
    last: Floats

    @classmethod
    def learned(cls, labels: LabelSet, steps: Floats, first: Floats, last: Floats) -> Chain:
        """Learned scores over ``labels`` with the steps that BIOES forbids barred."""
        bar_steps, bar_first, bar_last = labels.allowed_steps()
        return cls(steps + bar_steps, first + bar_first, last + bar_last)

    def best(self, scores: Floats, lengths: Ints) -> Ints:
        """Best labels ``[window, word]`` for ``scores [window, word, label]``; beyond a window's length they are 0."""
        count, longest, size = scores.shape
        back = np.zeros((count, longest, size), np.int8)
        alpha = scores[:, 0] + self.first
        finals = np.where((lengths == 1)[:, None], alpha, np.float32(0))
        for i in range(1, longest):
            onward = alpha[:, :, None] + self.steps
            back[:, i] = onward.argmax(1)
            alpha = onward.max(1) + scores[:, i]
            finals = np.where((lengths == i + 1)[:, None], alpha, finals)
        labels = np.zeros((count, longest), np.int64)
        rows = np.arange(count)
        current = (finals + self.last).argmax(1)
        for i in range(longest - 1, -1, -1):
            inside = i < lengths
            labels[inside, i] = current[inside]
            if i:
                current = np.where(inside, back[rows, i, current], current)
        return labels

    def chances(self, scores: Floats, lengths: Ints) -> Floats:
        """The chance ``[window, word, label]`` of each label at each word, over all sequences; 0 beyond the end."""
        count, longest, size = scores.shape
        inside = np.arange(longest)[None, :, None] < lengths[:, None, None]
        lowered = np.maximum(scores - scores.max(2, keepdims=True), _LEAST).astype(np.float64)
        weights = np.where(inside, np.exp(lowered), 0.0)
        steps, first, last = (np.exp((x - x.max()).astype(np.float64)) for x in (self.steps, self.first, self.last))
        # Both runs are scaled to sum to one at every word, so nothing runs out of range however long the window is.
        forward, backward = np.zeros_like(weights), np.zeros_like(weights)
        current = weights[:, 0] * first
        for i in range(longest):
            if i:
                current = (forward[:, i - 1] @ steps) * weights[:, i]
            forward[:, i] = current / np.maximum(current.sum(1, keepdims=True), _TINY)
        ends = lengths == longest
        current = np.where(ends[:, None], last, np.zeros((count, size)))
        for i in range(longest - 1, -1, -1):
            if i < longest - 1:
                current = (backward[:, i + 1] * weights[:, i + 1]) @ steps.T
                current = np.where((lengths == i + 1)[:, None], last, current)
            backward[:, i] = current / np.maximum(current.sum(1, keepdims=True), _TINY)
        both = forward * backward
        return np.asarray(both / np.maximum(both.sum(2, keepdims=True), _TINY), np.float32)
