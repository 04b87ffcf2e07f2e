"""The branch that types events: the shared layers' output and the roles of words in, scores of types out."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.tagger.states import States
from onrecord.tagger.typing_head import ROLES, TYPES, Typing, role_ids
from onrecord.tagger.windows import Pieces, pack, piece_lists, window
from onrecord.tagger.words import Words

from .examples import laid_out
from .network import WIDTH, Encoder, Layer
from .plv import CharRange, Pair

OWN, INSIDE = 2, 256
POOLED = ("source", "target", "trigger")


class TypingBranch(nn.Module):
    """Two layers of its own on the shared output, to which what each word is in the question was added."""

    def __init__(self, drop: float = 0.1, own: int = OWN) -> None:
        super().__init__()
        self.role = nn.Embedding(len(ROLES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(own))
        self.missing = nn.Parameter(torch.randn(len(POOLED), WIDTH) * 0.02)
        self.look = nn.Linear(WIDTH, 1)
        self.widen = nn.Linear((len(POOLED) + 1) * WIDTH, INSIDE)
        self.narrow = nn.Linear(INSIDE, len(TYPES))
        self.drop = nn.Dropout(drop)
        nn.init.normal_(self.role.weight, std=0.05)

    def start_from(self, encoder: Encoder) -> None:
        """Take over the encoder's last layers."""
        for mine, theirs in zip(self.layers, list(encoder.layers)[-len(self.layers) :], strict=True):
            mine.load_state_dict(theirs.state_dict())

    def forward(self, shared: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Scores ``[batch, type]``; ``shared [batch, piece, width]``, ``roles [batch, piece]``."""
        x = self.drop(self.norm(shared + self.role(roles)))
        there = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, there)
        return self.scores(x, roles, mask)

    def scores(self, x: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Scores from the layers' output."""
        parts = []
        for number, role in enumerate(POOLED):
            mine = (roles == ROLES.index(role)).to(x.dtype)[..., None]
            count = mine.sum(1)
            mean = (x * mine).sum(1) / count.clamp(min=1)
            parts.append(mean + self.missing[number] * (count < 1).to(x.dtype))
        weights = torch.softmax(self.look(x) + (mask[..., None] - 1) * 1e4, 1)
        parts.append((x * weights).sum(1))
        return self.narrow(self.drop(F.gelu(self.widen(self.drop(torch.cat(parts, 1))))))


class ShippedEncoder:
    """The encoder as it ships, with its 8-bit weights: training sees the very states that reading will see."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._pieces = Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))

    def states(self, words: Words) -> States:
        """The shared layers' output for a text."""
        lists = piece_lists(words, self._pieces)
        out = States(lambda first, last: np.zeros((0, WIDTH), np.float32))
        for first, last in pack(words, lists):
            w = window(words, lists, first, last)
            mask = np.ones((1, len(w.ids)), np.float32)
            feeds = {"ids": w.ids[None], "case": w.case[None], "quote": w.quote[None], "mask": mask}
            out.add(first, last, w.heads, self._session.run(["shared"], feeds)[0][0])
        return out


@dataclass(frozen=True, slots=True)
class Item:
    """One question as the branch sees it, and what the answer may be (a weight for each type)."""

    name: str
    shared: Tensor
    roles: Tensor
    answer: Tensor
    weight: float = 1.0


def answer(types: Sequence[str]) -> Tensor:
    """1 at every type that the label leaves open."""
    out = torch.zeros(len(TYPES))
    out[[TYPES.index(t) for t in types]] = 1
    return out


def word_range(words: Words, spot: CharRange | None) -> tuple[int, int] | None:
    """The words of a character range, the last excluded."""
    if spot is None:
        return None
    first = int(np.searchsorted(words.end, spot[0], side="right"))
    last = int(np.searchsorted(words.begin, spot[1], side="left"))
    return (first, last) if first < last else None


def items(pairs: Sequence[Pair], encoder: ShippedEncoder, rng: random.Random, weight: float = 1.0) -> list[Item]:
    """The pairs, run through the shared layers in texts of one to three, so that a sentence has neighbours."""
    order = list(range(len(pairs)))
    rng.shuffle(order)
    out: list[Item | None] = [None] * len(pairs)
    at = 0
    while at < len(order):
        numbers = order[at : at + rng.choice((1, 1, 2, 3))]
        at += len(numbers)
        gap = rng.choice((" ", "\n\n"))
        text, starts = "", []
        for i in numbers:
            text += gap if text else ""
            starts.append(len(text))
            text += pairs[i].text
        words = laid_out(text)
        states = encoder.states(words)
        for i, start in zip(numbers, starts, strict=True):
            question = asked(pairs[i], words, start)
            shared, heads, first = states.of(*question.sentence, question.centre)
            roles = torch.from_numpy(role_ids(question, first, heads))
            out[i] = Item(pairs[i].name, torch.from_numpy(shared).half(), roles, answer(pairs[i].types), weight)
    return [item for item in out if item is not None]


def asked(pair: Pair, words: Words, start: int = 0) -> Typing:
    """The pair as a question about ``words``, in which its text begins at ``start``."""

    def placed(spot: CharRange | None) -> tuple[int, int] | None:
        return word_range(words, spot and (spot[0] + start, spot[1] + start))

    sentence = word_range(words, (start, start + len(pair.text)))
    return Typing(sentence or (0, 1), placed(pair.source), placed(pair.target), placed(pair.trigger))


def batched(group: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """States, roles, mask, answers and weights of some questions."""
    longest = max(len(i.shared) for i in group)
    shared, mask = torch.zeros(len(group), longest, WIDTH), torch.zeros(len(group), longest)
    roles = torch.zeros(len(group), longest, dtype=torch.long)
    for i, item in enumerate(group):
        n = len(item.shared)
        shared[i, :n], roles[i, :n], mask[i, :n] = item.shared.float(), item.roles, 1
    return shared, roles, mask, torch.stack([i.answer for i in group]), torch.tensor([i.weight for i in group])


def without_trigger(item: Item, rng: random.Random, share: float = 0.5) -> Item:
    """The question without its trigger, now and then."""
    if rng.random() >= share:
        return item
    return replace(item, roles=torch.where(item.roles == ROLES.index("trigger"), 0, item.roles))


def loss_of(scores: Tensor, answers: Tensor, weights: Tensor, smooth: float) -> Tensor:
    """Cross-entropy; an answer of several 1s is open between them, one that sums to 1 is a distribution."""
    logs = F.log_softmax(scores, 1)
    hard = (answers.max(1).values >= 1)[:, None]
    opened = -torch.logsumexp(logs + torch.where(answers >= 1, 0.0, -1e4), 1)
    spread = -(answers * logs).sum(1)
    loss = torch.where(hard[:, 0], opened, spread) * (1 - smooth) - smooth * logs.mean(1)
    return (loss * weights).sum() / weights.sum()


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how long."""

    rate: float = 2e-4
    new_rate: float = 1e-3
    size: int = 24
    smooth: float = 0.05
    keep: float = 0.99


def train(branch: TypingBranch, rounds: Sequence[Sequence[Item]], pace: Pace, seed: int) -> None:
    """Train in place, one round after another; what is left in the branch are running means of its weights."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    old = [p for n, p in branch.named_parameters() if n.startswith("layers.")]
    new = [p for n, p in branch.named_parameters() if not n.startswith("layers.")]
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": pace.rate}, {"params": new, "lr": pace.new_rate}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    means = [p.detach().clone() for p in branch.parameters()]
    batches = [batch for rows in rounds for batch in _batches(rows, pace.size, rng)]
    began = time.time()
    branch.train()
    for step, batch in enumerate(batches):
        factor = min(1.0, step / (0.08 * len(batches))) * max(0.02, 1 - step / len(batches))
        for group, rate in zip(optimiser.param_groups, (pace.rate, pace.new_rate), strict=True):
            group["lr"] = rate * factor
        shared, roles, mask, answers, weights = batched([without_trigger(i, rng) for i in batch])
        loss = loss_of(branch(shared, roles, mask), answers, weights, pace.smooth)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        keep = min(pace.keep, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(means, list(branch.parameters()), 1 - keep)
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}/{len(batches)} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
    with torch.no_grad():
        for mine, mean in zip(branch.parameters(), means, strict=True):
            mine.copy_(mean)
    branch.eval()


def _batches(rows: Sequence[Item], size: int, rng: random.Random) -> list[list[Item]]:
    """Rows of like length together, in random order."""
    mixed = list(rows)
    rng.shuffle(mixed)
    out = []
    for at in range(0, len(mixed), size * 16):
        slab = sorted(mixed[at : at + size * 16], key=lambda i: len(i.shared))
        out += [slab[k : k + size] for k in range(0, len(slab), size)]
    rng.shuffle(out)
    return out


def scores_of(branch: TypingBranch, rows: Sequence[Item], size: int = 32) -> np.ndarray:
    """Scores of all questions, in their order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].shared))
    out = np.zeros((len(rows), len(TYPES)), np.float32)
    with torch.no_grad():
        for at in range(0, len(order), size):
            numbers = order[at : at + size]
            shared, roles, mask, _, _ = batched([rows[i] for i in numbers])
            out[numbers] = branch(shared, roles, mask).numpy()
    return out


def trained_typing(paths: Sequence[Path]) -> TypingBranch:
    """One branch with the mean of the runs' weights."""
    states = [torch.load(p, weights_only=True) for p in paths]
    branch = TypingBranch()
    branch.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
    return branch.eval()
