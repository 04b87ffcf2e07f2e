"""The parser's network: layers of its own on the shared output, biaffine arcs and labels, and tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from numpy.typing import NDArray
from torch import Tensor, nn

from onrecord.tagger.parsing import ARC, LABEL, LABELS, TAGS

from .network import SHARED, WIDTH, Encoder, Layer
from .tree_windows import UNKNOWN, TreeWindow

#: Layers of the parser's own.
OWN = 2
_LOW = -1e4


class Projections(nn.Module):
    """From a piece's state to the vectors of its word, laid end to end as ``onrecord.tagger.parsing.CUTS`` says.

    The dependents' side of the arcs is multiplied by the biaffine matrix here, so that an arc's score is a
    plain product.
    """

    def __init__(self) -> None:
        super().__init__()
        self.arcs, self.labels = nn.Linear(WIDTH, 2 * ARC), nn.Linear(WIDTH, 2 * LABEL)
        self.biaffine = nn.Linear(ARC, ARC)
        self.root, self.tag = nn.Linear(ARC, 1), nn.Linear(WIDTH, len(TAGS))
        nn.init.orthogonal_(self.biaffine.weight)
        nn.init.zeros_(self.biaffine.bias)

    def forward(self, x: Tensor, dropped: Tensor | None = None) -> Tensor:
        """``x [..., width]``; ``dropped`` is ``x`` with dropout, where training gives it."""
        arcs = F.leaky_relu(self.arcs(x if dropped is None else dropped), 0.1)
        labels = F.leaky_relu(self.labels(x if dropped is None else dropped), 0.1)
        dependent = arcs[..., :ARC]
        parts = [self.biaffine(dependent), arcs[..., ARC:], self.root(dependent), labels, self.tag(x)]
        return torch.cat(parts, -1)


class Parser(nn.Module):
    """The whole branch."""

    def __init__(self, drop: float = 0.1, own: int = OWN) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(drop) for _ in range(own))
        self.drop = nn.Dropout(0.2)
        self.project = Projections()
        count = len(LABELS)
        self.both = nn.Parameter(torch.randn(count * LABEL, LABEL) * 0.02)
        self.dependent, self.head = nn.Linear(LABEL, count), nn.Linear(LABEL, count, bias=False)

    def start_from(self, encoder: Encoder) -> None:
        """Take over the encoder's layers after the shared ones."""
        for mine, theirs in zip(self.layers, list(encoder.layers)[SHARED:], strict=False):
            mine.load_state_dict(theirs.state_dict())

    def forward(self, x: Tensor, mask: Tensor, places: Tensor) -> Tensor:
        """The vectors ``[window, word, ...]`` of words, whose first pieces are at ``places [window, word]``."""
        there = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, there)
        words = x.gather(1, places[..., None].expand(-1, -1, WIDTH))
        return self.project(words, self.drop(words))

    def arc_scores(self, vectors: Tensor, sentence: Tensor) -> Tensor:
        """Scores ``[window, dependent, head]`` within sentences; on the diagonal those of being the root."""
        dependent, head, root = vectors[..., :ARC], vectors[..., ARC : 2 * ARC], vectors[..., 2 * ARC]
        scores = dependent @ head.transpose(1, 2)
        own = torch.eye(scores.shape[1], dtype=torch.bool)
        scores = torch.where(own, root[..., None], scores)
        return scores.masked_fill(sentence[:, :, None] != sentence[:, None, :], _LOW)

    def label_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Scores ``[word, label]`` of words against the words that they hang on."""
        mixed = (dependent @ self.both.T).view(len(dependent), len(LABELS), LABEL)
        return (mixed @ head[..., None]).squeeze(2) + self.dependent(dependent) + self.head(head)

    def loss(self, batch: TreeBatch) -> Tensor:
        """Cross-entropy of heads, labels and tags, by word."""
        vectors = self(batch.states, batch.mask, batch.places)
        known = batch.heads != UNKNOWN
        arcs = F.cross_entropy(self.arc_scores(vectors, batch.sentence)[known], batch.heads[known])
        labelled = batch.labels != UNKNOWN
        rows = torch.arange(len(batch.heads))[:, None].expand_as(batch.heads)[labelled]
        first = 2 * ARC + 1
        dependent = vectors[..., first : first + LABEL][labelled]
        head = vectors[..., first + LABEL : first + 2 * LABEL][rows, batch.heads[labelled]]
        labels = F.cross_entropy(self.label_scores(dependent, head), batch.labels[labelled])
        tagged = batch.tags != UNKNOWN
        tags = F.cross_entropy(vectors[..., first + 2 * LABEL :][tagged], batch.tags[tagged])
        return arcs + labels + tags

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """What scores labels at run time, by the names that ``onrecord.tagger.parsing`` looks for."""
        parts = {
            "labels": self.both,
            "dependent": self.dependent.weight,
            "head": self.head.weight,
            "bias": self.dependent.bias,
        }
        return {f"syntax.{name}": value.detach().numpy().astype(np.float32) for name, value in parts.items()}


@dataclass(frozen=True, slots=True)
class TreeBatch:
    """Some windows: states and mask by piece; first pieces, sentences, heads, labels and tags by word."""

    states: Tensor
    mask: Tensor
    places: Tensor
    sentence: Tensor
    heads: Tensor
    labels: Tensor
    tags: Tensor

    @classmethod
    def of(cls, group: Sequence[TreeWindow], states: NDArray[np.float16]) -> TreeBatch:
        """Padded; what is padding is in no sentence and in no loss."""
        longest, most = max(w.end - w.begin for w in group), max(len(w.places) for w in group)
        hidden, mask = np.zeros((len(group), longest, WIDTH), np.float32), np.zeros((len(group), longest), np.float32)
        facts = {name: np.full((len(group), most), UNKNOWN) for name in ("sentence", "heads", "labels", "tags")}
        places = np.zeros((len(group), most), np.int64)
        for i, w in enumerate(group):
            size = w.end - w.begin
            hidden[i, :size], mask[i, :size] = states[w.begin : w.end], 1
            places[i, : len(w.places)] = w.places
            for name, rows in facts.items():
                rows[i, : len(w.places)] = getattr(w, name)
        return cls(
            torch.from_numpy(hidden), torch.from_numpy(mask), torch.from_numpy(places),
            **{name: torch.from_numpy(rows) for name, rows in facts.items()},
        )  # fmt: skip


def trained_parser(path: Path) -> Parser:
    """A parser as ``training.fit_syntax`` wrote it; the number of its layers is told from the weights."""
    state = torch.load(path, weights_only=True)
    own = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    parser = Parser(own=own)
    parser.load_state_dict(state)
    return parser.eval()
