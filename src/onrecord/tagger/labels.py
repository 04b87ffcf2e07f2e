"""The label set: BIOES tags over the three roles of a statement, one label a word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROLES = ("speaker", "cue", "content")
LABELS = ("O", *(f"{position}-{role}" for role in ROLES for position in "BIES"))
INDEX = {label: i for i, label in enumerate(LABELS)}

#: What a forbidden step costs, in logits: more than any path can win back.
FORBIDDEN = -1e4


def allowed_steps() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Penalties (0 or ``FORBIDDEN``) of label pairs ``[before, after]``, of first labels and of last labels."""
    steps = np.zeros((len(LABELS), len(LABELS)), np.float32)
    first = np.zeros(len(LABELS), np.float32)
    last = np.zeros(len(LABELS), np.float32)
    for i, before in enumerate(LABELS):
        first[i] = 0 if before[0] in "OBS" else FORBIDDEN
        last[i] = 0 if before[0] in "OES" else FORBIDDEN
        for j, after in enumerate(LABELS):
            inside = before[0] in "BI"
            follows = (after[0] in "IE" and before[2:] == after[2:]) if inside else after[0] in "OBS"
            steps[i, j] = 0 if follows else FORBIDDEN
    return steps, first, last
