"""What the parser learns from: the shared layers' output of each window, with the trees over its sentences.

The output is computed once, by the 8-bit encoder that ships, so that training sees the very numbers that reading will.
It is kept in half precision in one file (770 bytes a word piece), mapped into memory.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.tagger import ENGLISH
from onrecord.tagger.parsing import LABELS, ROOT, TAGS, stretches
from onrecord.tagger.windows import Pieces, Window, pack, padded, piece_lists, window

from .examples import laid_out
from .network import WIDTH

Ints = NDArray[np.int64]
#: Gold numbers that are left out of the loss: in sentences that a window cut.
UNKNOWN = -1
LABEL_INDEX = {label: i for i, label in enumerate(LABELS)}
TAG_INDEX = {tag: i for i, tag in enumerate(TAGS)}
BATCH = 4


@dataclass(frozen=True, slots=True)
class TreeWindow:
    """One window: where its pieces lie in the file, and by word the first piece, the sentence (-1: break), the head's
    number within the window (the word's own for a root), label and tag.
    """

    name: str
    begin: int
    end: int
    places: Ints
    sentence: Ints
    heads: Ints
    labels: Ints
    tags: Ints


class SharedLayers:
    """The shipped encoder, cut off after the layers that all heads share."""

    def __init__(self, folder: Path, work: Path) -> None:
        import onnxruntime
        from onnx.utils import extract_model

        cut = work / "shared.onnx"
        extract_model(str(folder / "model.onnx"), str(cut), ["ids", "case", "quote", "mask"], ["shared"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(cut), options, providers=["CPUExecutionProvider"])
        tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.pieces = Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))

    def output(self, group: list[Window]) -> list[NDArray[np.float16]]:
        """The states of some windows, without padding."""
        feeds, mask = padded(group)
        states = self._session.run(["shared"], {**feeds, "mask": mask})[0]
        return [s[: len(w.ids)].astype(np.float16) for s, w in zip(states, group, strict=True)]


def windows_of(row: dict[str, Any], pieces: Pieces) -> Iterator[tuple[Window, TreeWindow]]:
    """The windows of one parsed text; places in the file are filled in later."""
    words = laid_out(row["text"])
    lists = piece_lists(words, pieces)
    number = np.full(len(words.forms), -1, np.int64)
    ranges = list(stretches(words))
    for i, (first, last) in enumerate(ranges):
        number[first:last] = i
    labels = np.array([LABEL_INDEX.get(x, LABEL_INDEX["dep"]) if x != ROOT else UNKNOWN for x in row["labels"]])
    tags = np.array([TAG_INDEX.get(x, UNKNOWN) for x in row["tags"]])
    heads = np.array(row["heads"], np.int64)
    heads = np.where((heads < 0) & (number >= 0), np.arange(len(heads)), heads)
    for first, last in pack(words, lists):
        inside = number[first:last]
        whole = np.array([s >= 0 and first <= ranges[s][0] and ranges[s][1] <= last for s in inside.tolist()])
        made = window(words, lists, first, last)
        yield made, TreeWindow(
            row["name"], 0, 0, made.heads, inside, np.where(whole, heads[first:last] - first, UNKNOWN),
            np.where(whole, labels[first:last], UNKNOWN), np.where(whole, tags[first:last], UNKNOWN),
        )  # fmt: skip


def store(rows: Iterable[dict[str, Any]], shared: SharedLayers, out: Path) -> int:
    """Write ``OUT.f16`` and ``OUT.jsonl``; gives the number of pieces."""
    at = 0
    with out.with_suffix(".f16").open("wb") as states, out.with_suffix(".jsonl").open("w", encoding="utf-8") as facts:
        for row in rows:
            pairs = sorted(windows_of(row, shared.pieces), key=lambda pair: len(pair[0].ids))
            for k in range(0, len(pairs), BATCH):
                group = pairs[k : k + BATCH]
                for (made, tree), block in zip(group, shared.output([w for w, _ in group]), strict=True):
                    block.tofile(states)
                    fields = {n: getattr(tree, n).tolist() for n in ("places", "sentence", "heads", "labels", "tags")}
                    size = len(made.ids)
                    facts.write(json.dumps({"name": tree.name, "begin": at, "end": at + size, **fields}) + "\n")
                    at += size
    return at


def stored(path: Path, most: int | None = None) -> tuple[NDArray[np.float16], list[TreeWindow]]:
    """The states ``[piece, width]`` and the windows that ``store`` wrote, the first ``most`` pieces of them."""
    windows = []
    with path.with_suffix(".jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if most is not None and row["end"] > most:
                break
            arrays = (np.array(row[n], np.int64) for n in ("places", "sentence", "heads", "labels", "tags"))
            windows.append(TreeWindow(row["name"], row["begin"], row["end"], *arrays))
    states = np.memmap(path.with_suffix(".f16"), np.float16, "r", shape=(windows[-1].end, WIDTH))
    return states, windows


def main() -> None:
    """``python -m training.tree_windows --trees T.jsonl --model DIR --out W``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--trees", type=Path, required=True, help="what training.trees wrote")
    parser.add_argument("--model", type=Path, default=ENGLISH, help="the model folder whose encoder is used")
    parser.add_argument("--out", type=Path, required=True, help="where .f16 and .jsonl are written")
    args = parser.parse_args()
    with args.trees.open(encoding="utf-8") as lines:
        print(store(map(json.loads, lines), SharedLayers(args.model, args.out.parent), args.out), "word pieces")


if __name__ == "__main__":
    main()
