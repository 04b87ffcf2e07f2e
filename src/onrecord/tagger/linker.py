"""Which content hangs on which cue, and whose cue it is: the learned link between spans, in plain arrays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pairs import WordRange, pair_features
from .words import Words

Floats = NDArray[np.float32]

#: No link reaches further than this, in words; on PolNeAR all speakers stand within 100 words of their cue.
REACH = 150
#: Spans scored together; keeps cost linear in the length of the document.
SLAB = 64


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of one role in text order (word numbers, both ends included), each with its vector and probability."""

    spans: list[WordRange]
    vectors: Floats
    sure: Floats


class Linker:
    """The linker's weights, by the names that ``training/ship.py`` gave them."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._w = weights

    def vectors(self, role: str, hidden: Floats, spans: Sequence[WordRange]) -> Floats:
        """Vectors of ``spans`` over ``hidden [word, width]`` of one window."""
        begin, end = np.array([s[0] for s in spans]), np.array([s[1] for s in spans])
        mean = np.stack([hidden[b : e + 1].mean(0) for b, e in spans])
        both = np.concatenate([hidden[begin], hidden[end], mean], axis=1)
        return gelu(both @ self._w[f"span.{role}.weight"].T + self._w[f"span.{role}.bias"])

    def cue_of_contents(self, contents: Found, cues: Found, words: Words) -> list[tuple[int | None, float]]:
        """For each content the number of its cue, or ``None``, with the probability of that choice."""
        none = self._none("content", contents)
        return self._choose("content", contents, cues, none, words, by_cue=False)

    def speaker_of_cues(self, cues: Found, speakers: Found, words: Words) -> list[tuple[int | None, float]]:
        """For each cue the number of its speaker, or ``None``, with the probability of that choice."""
        none = self._none("speaker", cues)
        return self._choose("speaker", cues, speakers, none, words, by_cue=True)

    def _none(self, role: str, askers: Found) -> Floats:
        if not askers.spans:
            return np.zeros(0, np.float32)
        return np.asarray(
            (askers.vectors @ self._w[f"none.{role}.weight"].T + self._w[f"none.{role}.bias"])[:, 0], np.float32
        )

    def _choose(
        self, role: str, askers: Found, answers: Found, none: Floats, words: Words, *, by_cue: bool
    ) -> list[tuple[int | None, float]]:
        out: list[tuple[int | None, float]] = []
        begins, ends = [s[0] for s in answers.spans], [s[1] for s in answers.spans]
        for at in range(0, len(askers.spans), SLAB):
            asking = range(at, min(at + SLAB, len(askers.spans)))
            low, high = askers.spans[asking[0]][0] - REACH, askers.spans[asking[-1]][1] + REACH
            near = list(range(bisect_left(ends, low), bisect_right(begins, high)))
            scores = np.full((len(asking), len(near)), np.float32(-1e4))
            if near:
                scores = self._scores(role, askers, list(asking), answers, near, words, by_cue=by_cue)
            out += _decided(scores, none[at : at + len(asking)], near)
        return out

    def _scores(
        self,
        role: str,
        askers: Found,
        asking: list[int],
        answers: Found,
        near: list[int],
        words: Words,
        *,
        by_cue: bool,
    ) -> Floats:
        """Scores ``[asker, answer]``. The features count what lies between, so they need the neighbours as well."""
        mine = [askers.spans[i] for i in asking]
        theirs = [answers.spans[k] for k in near]
        left, right = (
            (answers.vectors[near], askers.vectors[asking])
            if by_cue
            else (askers.vectors[asking], answers.vectors[near])
        )
        first, second = (theirs, mine) if by_cue else (mine, theirs)
        features = pair_features(first, second, words.paragraph, words.sentence)
        raw = self._pair(role, left, right, features)
        distance = np.array([[max(b[0] - a[1], a[0] - b[1]) for b in theirs] for a in mine])
        return np.where(distance <= REACH, raw.T if by_cue else raw, np.float32(-1e4)).astype(np.float32)

    def _pair(self, role: str, spans: Floats, cues: Floats, features: Floats) -> Floats:
        wide, size = self._w[f"widen.{role}.weight"], spans.shape[1]
        # The first layer is linear: its part for each span is computed once, not once a pair.
        hidden = (spans @ wide[:, :size].T)[:, None] + (cues @ wide[:, size : 2 * size].T)[None]
        hidden = gelu(hidden + features @ wide[:, 2 * size :].T + self._w[f"widen.{role}.bias"])
        deep = (hidden @ self._w[f"narrow.{role}.weight"].T)[..., 0] + self._w[f"narrow.{role}.bias"]
        bilinear = spans @ (cues @ self._w[f"bilinear.{role}.weight"].T).T
        return np.asarray(deep + bilinear / np.sqrt(np.float32(size)), np.float32)


def _decided(scores: Floats, none: Floats, near: Sequence[int]) -> list[tuple[int | None, float]]:
    rows = np.concatenate([scores, none[:, None]], axis=1)
    rows = np.exp(rows - rows.max(1, keepdims=True))
    rows /= rows.sum(1, keepdims=True)
    chosen = rows.argmax(1)
    return [(near[c] if c < len(near) else None, float(row[c])) for c, row in zip(chosen.tolist(), rows, strict=True)]


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit; the error function by Abramowitz and Stegun 7.1.26 (absolute error 1.5e-7)."""
    z = np.abs(x) * np.float32(1 / np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * np.float32(1.061405429)))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)
