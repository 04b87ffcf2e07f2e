"""The label sets: BIOES tags over the roles of a statement, and over the kinds of mentions; one label a word each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: What a forbidden step costs, in logits: more than any path can win back.
FORBIDDEN = -1e4
#: How the kind of a mention that names nobody ("the militia") ends.
NOMINAL = "-nominal"


@dataclass(frozen=True, slots=True)
class LabelSet:
    """BIOES labels over ``kinds`` of spans: ``names`` by number, the first of them outside every span."""

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    index: dict[str, int]

    @classmethod
    def over(cls, *kinds: str) -> LabelSet:
        """The labels over these kinds."""
        names = ("O", *(f"{position}-{kind}" for kind in kinds for position in "BIES"))
        return cls(kinds, names, {name: i for i, name in enumerate(names)})

    def allowed_steps(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Penalties (0 or ``FORBIDDEN``) of label pairs ``[before, after]``, of first labels and of last labels."""
        size = len(self.names)
        steps, first, last = np.zeros((size, size), np.float32), np.zeros(size, np.float32), np.zeros(size, np.float32)
        for i, before in enumerate(self.names):
            first[i] = 0 if before[0] in "OBS" else FORBIDDEN
            last[i] = 0 if before[0] in "OES" else FORBIDDEN
            for j, after in enumerate(self.names):
                inside = before[0] in "BI"
                follows = (after[0] in "IE" and before[2:] == after[2:]) if inside else after[0] in "OBS"
                steps[i, j] = 0 if follows else FORBIDDEN
        return steps, first, last

    def spans(self, labels: list[int]) -> dict[str, list[tuple[int, int]]]:
        """Spans of each kind as word numbers, both ends included."""
        out: dict[str, list[tuple[int, int]]] = {kind: [] for kind in self.kinds}
        begin = 0
        for i, label in enumerate(labels):
            name = self.names[label]
            if name[0] in "BS":
                begin = i
            if name[0] in "ES":
                out[name[2:]].append((begin, i))
        return out


ROLES = ("speaker", "cue", "content")
#: Labels of who said what.
STATEMENTS = LabelSet.over(*ROLES)
#: Labels of who and what is mentioned: names of four kinds, and what stands for such without naming it.
MENTIONS = LabelSet.over(
    "person", "organisation", "place", "people", *(f"{kind}{NOMINAL}" for kind in ("person", "organisation", "place"))
)
