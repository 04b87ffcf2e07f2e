"""Where two spans stand to each other: the twelve numbers that the linker sees beside their meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .words import Ints

#: A span as word numbers, both ends included.
WordRange = tuple[int, int]
FEATURES = 12


def pair_features(
    spans: Sequence[WordRange], cues: Sequence[WordRange], paragraph: Ints, sentence: Ints
) -> NDArray[np.float32]:
    """Features ``[span, cue, 12]``: side, distance, what lies between, same paragraph, same sentence."""
    begin, end = (np.array([s[i] for s in spans], np.int64)[:, None] for i in (0, 1))
    cue_begin, cue_end = (np.array([c[i] for c in cues], np.int64)[None, :] for i in (0, 1))
    after = begin > cue_end
    distance = np.where(after, begin - cue_end, cue_begin - end)
    low, high = np.where(after, cue_end, end), np.where(after, begin, cue_begin)
    paragraphs = paragraph[begin] - paragraph[cue_begin]
    starts = sentence[begin] - sentence[cue_begin]
    ends = sentence[end] - sentence[cue_begin]
    return np.stack(
        [
            after,
            ~after,
            np.log1p(np.maximum(distance, 0)) / 3,
            distance <= 2,
            np.minimum(_between(cues, low, high), 3),
            np.minimum(_between(spans, low, high), 3),
            paragraphs == 0,
            np.clip(paragraphs, -2, 2),
            starts == 0,
            np.clip(starts, -3, 3),
            ends == 0,
            np.clip(ends, -3, 3),
        ],
        axis=2,
    ).astype(np.float32)


def _between(ranges: Sequence[WordRange], low: Ints, high: Ints) -> Ints:
    """How many of ``ranges`` begin after ``low`` and end before ``high``."""
    begins = np.sort([r[0] for r in ranges])
    ends = np.sort([r[1] for r in ranges])
    count = np.searchsorted(ends, high, side="left") - np.searchsorted(begins, low, side="right")
    return np.asarray(np.maximum(count, 0), np.int64)
