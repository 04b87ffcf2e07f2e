"""Choose the decoding bonuses and the calibration on PolNeAR dev: ``python -m training.tune --model DIR --gold DIR``.

The encoder runs once; each setting decodes the remembered scores again. The chosen numbers go into training/card.json
by hand, so that the card stays a file a person has read.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from onrecord.reading.attribution import attributions
from onrecord.reading.draft import Told
from onrecord.reading.segment import segment
from onrecord.tagger.decoding import start_bonus
from onrecord.tagger.labels import STATEMENTS
from onrecord.tagger.runtime import Floats, Tagger
from onrecord.tagger.windows import Window

Json = dict[str, Any]


class Remembering(Tagger):
    """A tagger that runs the encoder once for each batch of windows, and whose bonuses can be changed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._seen: dict[bytes, tuple[Floats, Floats, Floats | None]] = {}

    def _run(self, batch: Sequence[Window], *, mentions: bool) -> tuple[Floats, Floats, Floats | None]:
        key = b"|".join(w.ids.tobytes() + w.quote.tobytes() for w in batch)
        if key not in self._seen:
            self._seen[key] = super()._run(batch, mentions=mentions)
        return self._seen[key]

    def _calibrated(self, raw: float) -> float:
        return raw

    def set_bonus(self, bonus: dict[str, float]) -> None:
        self._statements = replace(self._statements, bonus=start_bonus(STATEMENTS, bonus))


def scorer(folder: Path, name: str = "score_attribution") -> ModuleType:
    """A scorer that came with the gold."""
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no {name} in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_all(texts: dict[str, str], tagger: Tagger) -> dict[str, list[Told]]:
    """Outermost statements of every text."""
    out = {}
    for name, text in texts.items():
        told = attributions(text, segment(text), tagger).told
        out[name] = [t for t in told if t.within is None]
    return out


def predictions(told: dict[str, list[Told]]) -> dict[str, list[Json]]:
    """Statements as the scorer wants them."""
    return {
        name: [
            {
                "source": [[t.speaker.start, t.speaker.end]] if t.speaker else [],
                "cue": [[t.cue.start, t.cue.end]],
                "content": [[c.start, c.end] for c in t.content],
            }
            for t in found
        ]
        for name, found in told.items()
    }


def grid(tagger: Remembering, texts: dict[str, str], gold: Path, score: ModuleType) -> dict[str, float]:
    """Coordinate search over the three bonuses for the best who-said-what F1."""
    best = {"speaker": 0.0, "cue": 0.0, "content": 0.0}

    def value(bonus: dict[str, float]) -> float:
        tagger.set_bonus(bonus)
        _, rows = score.score(gold, predictions(read_all(texts, tagger)))
        print({k: round(v, 2) for k, v in bonus.items()}, {k: round(r[2], 4) for k, r in rows.items()}, flush=True)
        return float(rows["who-said-what"][2])

    top = value(best)
    for step in (0.5, 0.25):
        for role in ("cue", "speaker", "content"):
            for sign in (1, -1):
                while True:
                    tried = {**best, role: best[role] + sign * step}
                    found = value(tried)
                    if found <= top + 1e-4:
                        break
                    top, best = found, tried
    return best


def calibrate(tagger: Remembering, texts: dict[str, str], gold: Path, score: ModuleType) -> tuple[float, float]:
    """Slope and offset that turn the raw logit into the chance that a statement is right (content and speaker)."""
    told = read_all(texts, tagger)
    raw, right = [], []
    for name, found in told.items():
        annotated = sorted((gold / "attributions").glob(name + "*.ann"))[0]
        tokens = score.tokens(texts[name])
        wanted = [
            (score.cover(g["content"], tokens), score.cover(g["source"], tokens)) for g in score.read_gold(annotated)
        ]
        for t in found:
            content = score.cover([(c.start, c.end) for c in t.content], tokens)
            speaker = score.cover([(t.speaker.start, t.speaker.end)], tokens) if t.speaker else frozenset()
            hit = any(
                content and c and len(content & c) / len(content | c) >= 0.5
                and ((not speaker and not s) or (speaker | s and len(speaker & s) / len(speaker | s) >= 0.5))
                for c, s in wanted
            )  # fmt: skip
            chance = min(max(t.confidence, 1e-6), 1 - 1e-6)
            raw.append(math.log(chance / (1 - chance)))
            right.append(float(hit))
    x, y = np.array(raw), np.array(right)
    slope, offset = fitted(x, y)
    p = 1 / (1 + np.exp(-(slope * x + offset)))
    for low in np.arange(0, 1, 0.2):
        inside = (p >= low) & (p < low + 0.2)
        if inside.any():
            said, true = p[inside].mean(), y[inside].mean()
            print(f"confidence {low:.1f}-{low + 0.2:.1f}: {inside.sum()} statements, said {said:.3f}, right {true:.3f}")
    return float(slope), float(offset)


def fitted(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Logistic regression on one feature: Newton's steps, halved while they make the loss worse."""

    def loss(w: np.ndarray) -> float:
        z = w[0] * x + w[1]
        return float(np.mean(np.logaddexp(0, z) - y * z))

    weights = np.array([0.0, 0.0])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(weights[0] * x + weights[1], -30, 30)))
        spread = p * (1 - p)
        gradient = np.array([((p - y) * x).mean(), (p - y).mean()])
        hessian = np.array([[(spread * x * x).mean(), (spread * x).mean()], [(spread * x).mean(), spread.mean()]])
        step = np.linalg.solve(hessian + 1e-6 * np.eye(2), gradient)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > 1e-9:
            step = step / 2
        weights = weights - step
    return float(weights[0]), float(weights[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="the gold's root: holds polnear/ and the scorer")
    parser.add_argument("--calibrate-only", action="store_true", help="keep the bonuses of the model's card")
    args = parser.parse_args()
    dev = args.gold / "polnear" / "dev"
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in sorted((dev / "text").glob("*.txt"))}
    tagger, score = Remembering(args.model), scorer(args.gold)
    best = tagger.card.start_bonus if args.calibrate_only else grid(tagger, texts, dev, score)
    tagger.set_bonus(best)
    print("start_bonus", best)
    print("calibration", calibrate(tagger, texts, dev, score))


if __name__ == "__main__":
    main()
