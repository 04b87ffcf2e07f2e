"""Train the parser on the frozen encoder: ``python -m training.fit_syntax``, as training/README.md tells."""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.tagger.parsing import LABELS, TAGS, TreeReader

from .network import averaged
from .parser import OWN, Parser, TreeBatch
from .tree_windows import UNKNOWN, TreeWindow, stored

PUNCT = LABELS.index("punct")
SOURCES = ("polnear", "re3d", "plover")


def batches(windows: Sequence[TreeWindow], budget: int, rng: random.Random) -> list[list[TreeWindow]]:
    """One round in random order, alike in length within a batch, at most ``budget`` pieces each."""
    shuffled = list(windows)
    rng.shuffle(shuffled)
    out: list[list[TreeWindow]] = []
    for k in range(0, len(shuffled), 256):
        current: list[TreeWindow] = []
        for w in sorted(shuffled[k : k + 256], key=lambda w: w.begin - w.end):
            if current and (len(current) + 1) * (current[0].end - current[0].begin) > budget:
                out.append(current)
                current = []
            current.append(w)
        out.append(current)
    rng.shuffle(out)
    return out


def train(parser: Parser, windows: Sequence[TreeWindow], states: NDArray[np.float16], args: argparse.Namespace) -> None:
    """Train in place; ends with the running mean of the weights."""
    rng = random.Random(args.seed)
    parser.train()
    own = list(parser.layers.parameters())
    known = {id(p) for p in own}
    head = [p for p in parser.parameters() if id(p) not in known]
    rates = (args.rate, args.head_rate)
    optimiser = torch.optim.AdamW(
        [{"params": own, "lr": rates[0]}, {"params": head, "lr": rates[1]}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    groups = [g for _ in range(args.epochs) for g in batches(windows, args.budget, rng)]
    began, total = time.time(), len(groups)
    mean = [p.detach().clone() for p in parser.parameters()]
    for step, group in enumerate(groups, 1):
        factor = min(1.0, step / (0.05 * total)) * max(0.01, 1 - step / total)
        for part, rate in zip(optimiser.param_groups, rates, strict=True):
            part["lr"] = rate * factor
        loss = parser.loss(TreeBatch.of(group, states))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parser.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(mean, list(parser.parameters()), 1 - min(0.995, (1 + step) / (10 + step)))
        if step % 50 == 0 or step == total:
            print(f"step {step}/{total} loss {loss.item():.4f} {time.time() - began:.0f} s", flush=True)
    with torch.no_grad():
        for mine, value in zip(parser.parameters(), mean, strict=True):
            mine.copy_(value)
    parser.eval()


def runs_of(sentence: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Word ranges of the sentences of one window."""
    turns = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(sentence)]
    return [(b, e) for b, e in itertools.pairwise(turns) if b < e and sentence[b] >= 0]


def measured(parser: Parser, windows: Sequence[TreeWindow], states: NDArray[np.float16]) -> dict[str, dict[str, float]]:
    """UAS, LAS (also without punctuation and pieces of tokens) and right tags by source, decoded as at run time."""
    reader = TreeReader(parser.arrays())
    counts: Counter[tuple[str, str]] = Counter()
    skipped = [PUNCT, LABELS.index("piece")]
    ordered = sorted(windows, key=lambda w: w.end - w.begin)
    for at in range(0, len(ordered), 8):
        group = ordered[at : at + 8]
        batch = TreeBatch.of(group, states)
        with torch.no_grad():
            vectors = parser(batch.states, batch.mask, batch.places).numpy()
        for w, rows in zip(group, vectors, strict=True):
            heads, labels, tags = reader.trees(rows[: len(w.places)], runs_of(w.sentence))
            source = w.name.split("/")[0]
            known, numbers = w.heads != UNKNOWN, np.arange(len(heads))
            right = np.where(heads < 0, numbers, heads) == w.heads
            both = right & ((labels == w.labels) | (w.labels == UNKNOWN))
            matters = known & ~np.isin(w.labels, skipped)
            tagged = w.tags != UNKNOWN
            for name, value in {
                "words": known, "uas": right & known, "las": both & known, "matters": matters, "uas-": right & matters,
                "las-": both & matters, "tagged": tagged, "tags": (tags == w.tags) & tagged,
            }.items():  # fmt: skip
                counts[source, name] += int(value.sum())
    bases = {"uas": "words", "las": "words", "uas-": "matters", "las-": "matters", "tags": "tagged"}
    return {
        s: {"words": counts[s, "words"]} | {n: round(counts[s, n] / counts[s, b], 4) for n, b in bases.items()}
        for s in SOURCES
        if counts[s, "words"]
    }


def options() -> argparse.Namespace:
    """The command line; the defaults are what the shipped parser was made with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="the trained runs that ship averaged")
    parser.add_argument("--windows", type=Path, required=True, help="what training.tree_windows wrote, to learn from")
    parser.add_argument("--held", type=Path, required=True, help="the same, to measure on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, default=None, help="an earlier parser to go on from")
    parser.add_argument("--own", type=int, default=OWN, help="layers of the parser's own")
    parser.add_argument("--most", type=int, default=None, help="learn from the first so many word pieces only")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many word pieces")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--budget", type=int, default=768, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = options()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    parser = Parser(own=args.own)
    if args.start is None:
        parser.start_from(averaged(args.runs).encoder)
    else:
        parser.load_state_dict(torch.load(args.start, weights_only=True))
    states, windows = stored(args.windows, args.most)
    windows = [w for w in windows if w.begin >= args.skip]
    print(f"{len(windows)} windows, {windows[-1].end} word pieces, {len(TAGS)} tags, {len(LABELS)} labels", flush=True)
    train(parser, windows, states, args)
    torch.save(parser.state_dict(), args.out)
    held_states, held = stored(args.held)
    for source, figures in measured(parser, held, held_states).items():
        print(source, figures)


if __name__ == "__main__":
    main()
