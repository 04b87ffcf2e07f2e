"""Fit the rows of the model of meaning: ``python -m training.fit_meaning --wheel W --texts T.txt --vectors V.npy ...
--gold DIR --out rows.npz``.

Every word piece, and with ``--pairs`` every telling pair of neighbours, gets a row; a text's vector is the direction of
the sum of its rows. Rows start from what the teacher makes of the piece alone. First only how all of them are turned
and how much each counts is learned, from which words profit that the texts lack; then each row by itself. Two losses
over batches of texts: the vector is to point where the teacher's does, and of the batch's other texts the same ones are
to be near. Figures are on PolNeAR's dev part, never learned from. Everything runs on the processor.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from bench.meaning import agreement, contents
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from onrecord.tagger import ENGLISH
from onrecord.tagger.meaning import Cutter, Meaning, with_pairs

from .meaning_teacher import Teacher

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
_PIECE = re.compile(r"(?:##)?[a-z0-9]+|[%$£€]")
#: A piece's row begins with the weight a / (a + its share of all pieces).
RARE = 1e-3
#: How often a pair must stand in the texts.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Laid:
    """Texts as rows' numbers, one after the other, and where each begins and ends."""

    ids: Ints
    ends: Ints

    def of(self, texts: Ints) -> tuple[Tensor, Tensor]:
        """The numbers of some texts, and where each of them begins."""
        begins = self.ends[texts] - self.counts[texts]
        counts = self.counts[texts]
        starts = np.cumsum(counts) - counts
        at = np.arange(counts.sum()) - np.repeat(starts - begins, counts)
        return torch.from_numpy(self.ids[at]), torch.from_numpy(starts)

    @property
    def counts(self) -> Ints:
        return np.diff(self.ends, prepend=0)


def vocabulary() -> list[str]:
    """The encoder's word pieces that are of letters and digits, by number; signs of money and of shares."""
    known = json.loads((ENGLISH / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return [piece for piece in sorted(known, key=known.__getitem__) if _PIECE.fullmatch(piece)]


def laid(cut: list[list[int]], pairs: Ints, size: int) -> Laid:
    """Texts cut into pieces, with the pairs among them."""
    counts = np.array([len(ids) for ids in cut], np.int64)
    ids = np.fromiter((i for row in cut for i in row), np.int64, int(counts.sum()))
    ids, counts = with_pairs(ids, counts, pairs, size)
    return Laid(ids, np.cumsum(counts))


def telling_pairs(cut: list[list[int]], size: int, most: int) -> Ints:
    """The pairs of neighbours that are frequent and more frequent than chance; ``first * size + second``, sorted."""
    if not most:
        return np.zeros(0, np.int64)
    flat = laid(cut, np.zeros(0, np.int64), size)
    owner = np.repeat(np.arange(len(cut)), flat.counts)
    keys = (flat.ids[:-1] * size + flat.ids[1:])[owner[:-1] == owner[1:]]
    share = np.bincount(flat.ids, minlength=size) / len(flat.ids)
    pairs, times = np.unique(keys, return_counts=True)
    more = np.log(times / len(keys) / (share[pairs // size] * share[pairs % size]))
    score = np.where(times < LEAST, 0, times * np.maximum(more, 0))
    best = np.argsort(-score, kind="stable")[:most]
    return np.sort(pairs[best[score[best] > 0]])


def turned(vectors: Floats, width: int) -> Floats:
    """The ``width`` directions ``[from, to]`` that hold most of the vectors' length."""
    _, axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors.astype(np.float64))
    return np.ascontiguousarray(axes[:, ::-1][:, :width], np.float32)


def directions(rows: Tensor, texts: tuple[Tensor, Tensor]) -> Tensor:
    """Unit vectors of texts."""
    ids, starts = texts
    return functional.normalize(functional.embedding_bag(ids, rows, starts, mode="sum"), dim=1, eps=1e-6)


def losses(mine: Tensor, theirs: Tensor, axes: Tensor, temperature: float) -> Tensor:
    """How far the vectors point elsewhere than the teacher's, and how far their neighbours in the batch differ."""
    away = 1 - (mine * functional.normalize(theirs @ axes, dim=1)).sum(1).mean()
    itself = torch.eye(len(mine), dtype=torch.bool)
    want, have = ((v @ v.T / temperature).masked_fill(itself, -1e4).log_softmax(1) for v in (theirs, mine))
    return away + functional.kl_div(have, want, log_target=True, reduction="batchmean")


class Fit:
    """Texts with the teacher's vectors, to fit rows on in batches."""

    def __init__(self, texts: Laid, vectors: NDArray[np.float16], axes: Floats, args: argparse.Namespace) -> None:
        self._texts, self._vectors, self._axes, self._args = texts, vectors, torch.from_numpy(axes), args
        self._many = np.flatnonzero(texts.counts >= 2)

    def turned_and_weighed(self, alone: Tensor, weights: Tensor) -> Tensor:
        """Rows from the teacher's vectors of pieces alone ``[row, width]`` and their logarithmic ``weights [row]``."""
        turn, weights = self._axes.clone().requires_grad_(), weights.requires_grad_()
        groups = [{"params": [turn], "lr": 1e-3}, {"params": [weights], "lr": 1e-2}]

        def made(ids: Tensor) -> Tensor:
            return (alone[ids] @ turn) * weights[ids].exp()[:, None]

        def vectors(texts: tuple[Tensor, Tensor]) -> Tensor:
            # Only the rows that these texts have: the product is what costs.
            ids, place = torch.unique(texts[0], return_inverse=True)
            return directions(made(ids), (place, texts[1]))

        self._run(torch.optim.Adam(groups), vectors, self._args.first)
        return made(torch.arange(len(alone))).detach()

    def freed(self, rows: Tensor) -> Tensor:
        """The rows, each fitted by itself. The large epsilon keeps what is seen twice from moving far."""
        rows = rows.clone().requires_grad_()
        optimiser = torch.optim.Adam([rows], lr=self._args.rate, betas=(0.9, 0.99), eps=1e-5)
        self._run(optimiser, lambda texts: directions(rows, texts), self._args.steps)
        return rows.detach()

    def _run(self, optimiser: torch.optim.Adam, vectors: Callable[[tuple[Tensor, Tensor]], Tensor], steps: int) -> None:
        draw, left = np.random.default_rng(self._args.seed), self._many[:0]
        rates = [group["lr"] for group in optimiser.param_groups]
        began, size, loss = time.monotonic(), self._args.batch, torch.zeros(())
        for step in range(steps):
            if len(left) < size:
                left = draw.permutation(self._many)
            batch, left = left[:size], left[size:]
            part = min(1.0, (step + 1) / 50) * (0.01 + 0.495 * (1 + np.cos(np.pi * step / steps)))
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * part
            theirs = torch.from_numpy(self._vectors[batch].astype(np.float32))
            loss = losses(vectors(self._texts.of(batch)), theirs, self._axes, self._args.temperature)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            if (step + 1) % 50 == 0:
                print(f"{step + 1}/{steps} {float(loss.detach()):.4f} {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    args = _arguments()
    torch.manual_seed(args.seed)
    vectors = np.concatenate([np.load(path) for path in args.vectors])
    lines = args.texts.read_text(encoding="utf-8").splitlines()[: len(vectors)]
    pieces = vocabulary()
    cutter = Cutter(pieces)
    cut = [cutter.cut(line) for line in lines]
    pairs = telling_pairs(cut, len(pieces), args.pairs)
    texts = laid(cut, pairs, len(pieces))
    teacher = Teacher(args.wheel)
    alone = np.load(args.alone) if args.alone.exists() else teacher.alone(pieces)
    np.save(args.alone, alone)
    axes = turned(vectors[:100_000].astype(np.float32), args.dimensions)
    share = np.bincount(texts.ids, minlength=len(pieces) + len(pairs))[: len(pieces)] / texts.ends[-1]
    print(f"{len(lines)} texts, {len(pieces)} pieces, {len(pairs)} pairs, {args.dimensions} dimensions", flush=True)
    # A pair adds to its pieces, and begins with nothing.
    beside = np.zeros((len(pairs), alone.shape[1]), np.float32)
    rows = np.concatenate([alone - alone.mean(0), beside]).astype(np.float32)
    weights = np.concatenate([np.log(RARE / (RARE + share)), np.zeros(len(pairs))]).astype(np.float32)
    fit = Fit(texts, vectors, axes, args)
    made = fit.freed(fit.turned_and_weighed(torch.from_numpy(rows), torch.from_numpy(weights)))
    np.savez(args.out, rows=made.numpy(), pairs=pairs, pieces=np.array(pieces))
    held = contents(args.gold)
    theirs = (np.load(args.held) if args.held.exists() else teacher.vectors(held)).astype(np.float32)
    np.save(args.held, theirs)
    mine = laid([cutter.cut(t) for t in held], pairs, len(pieces))
    print("held:", agreement(directions(made, mine.of(np.arange(len(held)))).numpy(), theirs))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, nargs="+", required=True, help="the teacher's, in the texts' order")
    parser.add_argument("--alone", type=Path, default=Path("alone.npy"), help="kept between runs: pieces by themselves")
    parser.add_argument("--held", type=Path, default=Path("held.npy"), help="kept between runs: the teacher's of dev")
    parser.add_argument("--dimensions", type=int, default=Meaning.DIMENSIONS)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--first", type=int, default=200, help="steps in which all rows are turned as one")
    parser.add_argument("--steps", type=int, default=1000, help="steps in which each row goes its own way")
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
