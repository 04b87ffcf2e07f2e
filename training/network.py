"""The tagger's network: a small BERT encoder, tag head and chain, linker of spans, and a branch for names."""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from safetensors.torch import load
from torch import Tensor, nn

from onrecord.tagger.labels import MENTIONS, STATEMENTS, LabelSet
from onrecord.tagger.pairs import FEATURES
from onrecord.tagger.words import CASES, QUOTES

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, PLACES = 384, 12, 1536, 6, 30522, 512
SPAN = 128
LINKED = ("content", "speaker")
#: Layers of the shipped encoder that run for both, and layers that run for mentions alone.
SHARED, OWN = 4, 2


class Layer(nn.Module):
    """One post-norm transformer block, as BERT's."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention, self.norm_inner = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x [batch, place, width]``; ``mask [batch, 1, 1, place]`` is true where there is a piece."""
        batch, length, _ = x.shape

        def heads(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=mask
        )
        x = self.norm_attention(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm_inner(x + self.drop(self.narrow(F.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """BERT with two embeddings more: of the word's case, which the vocabulary lost, and of the quotation marks."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.case, self.quote = nn.Embedding(CASES, WIDTH), nn.Embedding(QUOTES, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        for new in (self.case, self.quote):
            nn.init.normal_(new.weight, std=1e-3)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))

    def load_pretrained(self, safetensors: bytes) -> None:
        """Take over the weights of a Hugging Face BertModel of this size."""
        theirs = load(safetensors)
        self.word.weight.data.copy_(theirs["embeddings.word_embeddings.weight"])
        self.place.weight.data.copy_(theirs["embeddings.position_embeddings.weight"])
        self.segment.data.copy_(theirs["embeddings.token_type_embeddings.weight"][0])
        pairs = [(self.norm, "embeddings.LayerNorm")]
        for number, layer in enumerate(self.layers):
            stem = f"encoder.layer.{number}."
            pairs += [
                (layer.query, stem + "attention.self.query"),
                (layer.key, stem + "attention.self.key"),
                (layer.value, stem + "attention.self.value"),
                (layer.out, stem + "attention.output.dense"),
                (layer.norm_attention, stem + "attention.output.LayerNorm"),
                (layer.widen, stem + "intermediate.dense"),
                (layer.narrow, stem + "output.dense"),
                (layer.norm_inner, stem + "output.LayerNorm"),
            ]
        for ours, name in pairs:
            ours.weight.data.copy_(theirs[name + ".weight"])
            ours.bias.data.copy_(theirs[name + ".bias"])

    def embedded(self, ids: Tensor, case: Tensor, quote: Tensor) -> Tensor:
        """What the first layer sees."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.segment + self.case(case) + self.quote(quote)
        return self.drop(self.norm(x))

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, mask: Tensor) -> Tensor:
        x = self.embedded(ids, case, quote)
        there = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, there)
        return x


class Chain(nn.Module):
    """A linear-chain CRF over BIOES labels: learned steps on top of the forbidden ones."""

    def __init__(self, labels: LabelSet) -> None:
        super().__init__()
        steps, first, last = (torch.from_numpy(a) for a in labels.allowed_steps())
        self.register_buffer("bar_steps", steps)
        self.register_buffer("bar_first", first)
        self.register_buffer("bar_last", last)
        size = len(labels.names)
        self.steps = nn.Parameter(torch.zeros(size, size))
        self.first, self.last = nn.Parameter(torch.zeros(size)), nn.Parameter(torch.zeros(size))

    def loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood, summed; ``scores [batch, word, label]``, ``mask`` true on a prefix of words."""
        steps = self.steps + self.bar_steps
        lengths = mask.long().sum(1)
        gold = (scores.gather(2, labels[..., None]).squeeze(2) * mask).sum(1) + self.first[labels[:, 0]]
        gold = gold + (self.steps[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        gold = gold + self.last[labels.gather(1, (lengths - 1)[:, None]).squeeze(1)]
        return (self._total(scores, mask, steps) - gold).sum()

    def open_loss(self, scores: Tensor, barred: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood ``[batch]`` of all sequences that are left open, together; ``barred [batch, word,
        label]`` is 0 where a label is open and very negative elsewhere.
        """
        steps = self.steps + self.bar_steps
        return self._total(scores, mask, steps) - self._total(scores + barred, mask, steps)

    def _total(self, scores: Tensor, mask: Tensor, steps: Tensor) -> Tensor:
        """The log of the summed weights ``[batch]`` of all sequences."""
        alpha = scores[:, 0] + self.first + self.bar_first
        for i in range(1, scores.shape[1]):
            onward = torch.logsumexp(alpha[:, :, None] + steps, 1) + scores[:, i]
            alpha = torch.where(mask[:, i, None], onward, alpha)
        return torch.logsumexp(alpha + self.last + self.bar_last, 1)


class Linker(nn.Module):
    """Scores content -> cue and cue -> speaker (or none) from span ends, means and where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.span = nn.ModuleDict({role: nn.Linear(3 * WIDTH, SPAN) for role in ("cue", *LINKED)})
        self.bilinear = nn.ModuleDict({role: nn.Linear(SPAN, SPAN, bias=False) for role in LINKED})
        self.widen = nn.ModuleDict({role: nn.Linear(2 * SPAN + FEATURES, SPAN) for role in LINKED})
        self.narrow = nn.ModuleDict({role: nn.Linear(SPAN, 1) for role in LINKED})
        self.none = nn.ModuleDict({role: nn.Linear(SPAN, 1) for role in LINKED})
        self.drop = nn.Dropout(0.1)

    def of(self, role: str, hidden: Tensor, spans: list[tuple[int, int]]) -> Tensor:
        """Vectors ``[span, SPAN]`` of spans (word numbers, both ends included) over ``hidden [word, width]``."""
        begin, end = torch.tensor([s[0] for s in spans]), torch.tensor([s[1] for s in spans])
        running = torch.cat([hidden.new_zeros(1, hidden.shape[1]), hidden.cumsum(0)])
        mean = (running[end + 1] - running[begin]) / (end + 1 - begin)[:, None]
        return F.gelu(self.span[role](self.drop(torch.cat([hidden[begin], hidden[end], mean], 1))))

    def scores(self, role: str, spans: Tensor, cues: Tensor, features: Tensor) -> Tensor:
        """Scores ``[span, cue]``."""
        n, m = len(spans), len(cues)
        both = torch.cat([spans[:, None].expand(n, m, SPAN), cues[None].expand(n, m, SPAN), features], 2)
        deep = self.narrow[role](F.gelu(self.widen[role](both))).squeeze(2)
        return deep + spans @ self.bilinear[role](cues).T / math.sqrt(SPAN)


class Network(nn.Module):
    """The whole."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(drop)
        self.drop = nn.Dropout(drop)
        self.tag = nn.Linear(WIDTH, len(STATEMENTS.names))
        self.chain = Chain(STATEMENTS)
        self.linker = Linker()


class Branch(nn.Module):
    """Layers of its own on the output of the encoder's layer ``SHARED``, a tag head and a chain."""

    def __init__(self, drop: float = 0.1, own: int = OWN) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(drop) for _ in range(own))
        self.drop = nn.Dropout(drop)
        self.tag = nn.Linear(WIDTH, len(MENTIONS.names))
        self.chain = Chain(MENTIONS)

    def start_from(self, encoder: Encoder, shared: int = SHARED) -> None:
        """Take over the encoder's layers after the shared ones."""
        for mine, theirs in zip(self.layers, list(encoder.layers)[shared:], strict=False):
            mine.load_state_dict(theirs.state_dict())

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Label scores of every piece; ``x [batch, piece, width]`` from the shared layers."""
        there = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, there)
        return self.tag(self.drop(x))


def averaged(paths: list[Path]) -> Network:
    """One network with the mean of the runs' weights."""
    states = [torch.load(p, weights_only=True) for p in paths]
    net = Network()
    net.load_state_dict({k: torch.stack([s[k].float() for s in states]).mean(0) for k in states[0]})
    return net.eval()


def trained_branch(path: Path) -> Branch:
    """The layers and the head for mentions."""
    branch = Branch()
    branch.load_state_dict(torch.load(path, weights_only=True))
    return branch.eval()
