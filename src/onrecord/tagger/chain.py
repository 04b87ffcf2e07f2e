"""The best label sequence of each window: Viterbi over a linear chain, many windows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .labels import LABELS, ROLES, allowed_steps

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of steps ``[before, after]``, of first and of last labels; learned ones and barred ones together."""

    steps: Floats
    first: Floats
    last: Floats

    @classmethod
    def learned(cls, steps: Floats, first: Floats, last: Floats) -> Chain:
        """Learned scores with the steps that BIOES forbids barred."""
        bar_steps, bar_first, bar_last = allowed_steps()
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


def role_spans(labels: list[int]) -> dict[str, list[tuple[int, int]]]:
    """Spans of each role as word numbers, both ends included."""
    out: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    begin = 0
    for i, label in enumerate(labels):
        name = LABELS[label]
        if name[0] in "BS":
            begin = i
        if name[0] in "ES":
            out[name[2:]].append((begin, i))
    return out
