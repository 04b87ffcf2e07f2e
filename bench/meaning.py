"""How well the vectors of meaning say what is near: against words, against their teacher, and how long they take.

``python -m bench meaning``. Ninety statements about the sample's invented region (``meaning.yaml``) are looked for by
the same thing told again, among each other and all English sentences of the samples; plain overlap of words beside it.
With the gold and a file of the teacher's vectors (``python -m bench meaning HELD.npy``; ``training.fit_meaning`` leaves
one), contents of PolNeAR's dev part are compared with the teacher's neighbours as well.
"""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from .floors import floors
from .gold import gold

Floats = NDArray[np.float64]
_WORD = re.compile(r"\w+")
_CONTENT = re.compile(r"T\d+\tContent ([\d ;]+)\t")
#: Words of a sentence that is looked among, and of a statement that is timed.
SHORTEST, TIMED = 5, range(25, 36)
#: Pairs of held texts whose cosines are ranked.
DRAWN = 300_000


def pairs() -> dict[str, list[tuple[str, str]]]:
    """By kind: statements, each with the same thing told again."""
    kinds = yaml.safe_load((Path(__file__).parent / "meaning.yaml").read_text(encoding="utf-8"))
    return {str(kind): [(str(a), str(b)) for a, b in rows] for kind, rows in kinds.items()}


def sentences() -> list[str]:
    """The English sentences of the samples, each once."""
    import onrecord
    from onrecord.errors import IntakeError
    from onrecord.intake import Raw
    from onrecord.intake.taking import documents
    from onrecord.reading.segment import segment

    sample = Path(onrecord.__file__).parent / "sample"
    forms = {".txt", ".md", ".html", ".jsonl", ".eml"}
    found: dict[str, None] = {}
    for path in sorted(p for p in sample.rglob("*") if p.suffix in forms):
        for document in documents(Raw(path.read_bytes(), str(path))):
            if isinstance(document, IntakeError):
                raise document
            for span in segment(document.text).sentences:
                text = " ".join(document.text[span.start : span.end].split())
                if len(text.split()) >= SHORTEST and text.isprintable() and _is_english(text):
                    found[text] = None
    return list(found)


def _is_english(text: str) -> bool:
    return sum(c.isascii() for c in text) > 0.9 * len(text)


def contents(folder: Path) -> list[str]:
    """The contents marked in PolNeAR's dev part, three words or more, one annotator a document, each once."""
    dev, found, seen = folder / "polnear" / "dev", dict[str, None](), set[str]()
    for path in sorted((dev / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name in seen:
            continue
        seen.add(name)
        text = (dev / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        for line in path.read_bytes().decode("utf-8").split("\n"):
            if match := _CONTENT.match(line):
                ends = [piece.split() for piece in match[1].split(";")]
                words = " ".join(text[int(b) : int(e)] for b, e in ends).split()
                if len(words) >= 3:
                    found[" ".join(words)] = None
    return list(found)


def agreement(mine: NDArray[np.float32], theirs: NDArray[np.float32]) -> tuple[float, float]:
    """Of each text's ten nearest by the teacher, the share that is among ours; and the rank correlation of cosines."""
    ours, teachers = (_unit(v) @ _unit(v).T for v in (mine, theirs))
    draw = np.random.default_rng(0).integers(0, len(mine), (DRAWN, 2))
    draw = draw[draw[:, 0] != draw[:, 1]].T
    ordered = [np.argsort(np.argsort(s[draw[0], draw[1]])).astype(np.float64) for s in (ours, teachers)]
    centred = [r - r.mean() for r in ordered]
    correlation = float((centred[0] * centred[1]).sum() / np.sqrt((centred[0] ** 2).sum() * (centred[1] ** 2).sum()))
    near = []
    for similar in (ours, teachers):
        np.fill_diagonal(similar, -2.0)
        near.append(np.argpartition(-similar, 10, axis=1)[:, :10])
    shared = [len(set(a.tolist()) & set(b.tolist())) for a, b in zip(*near, strict=True)]
    return sum(shared) / (10 * len(shared)), correlation


def _unit(vectors: NDArray[np.float32]) -> Floats:
    wide = vectors.astype(np.float64)
    return np.asarray(wide / np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1e-12))


def ranks(similar: Floats) -> list[int]:
    """``similar [question, candidate]``, where the nth question's answer is the nth candidate: how many candidates
    come before it, those that are as near counted in.
    """
    own = similar[np.arange(len(similar)), np.arange(len(similar))]
    return [int(n) - 1 for n in (similar >= own[:, None]).sum(axis=1)]


def by_words(questions: Sequence[str], candidates: Sequence[str]) -> Floats:
    """Cosines of words weighted by how few candidates have them."""
    bags = [[Counter(_WORD.findall(t.lower())) for t in texts] for texts in (questions, candidates)]
    texts_with = Counter(word for bag in bags[1] for word in bag)
    weight = {
        w: math.log((1 + len(candidates)) / (1 + texts_with[w])) + 1 for side in bags for bag in side for w in bag
    }
    places = {word: i for i, word in enumerate(weight)}
    rows = []
    for side in bags:
        row = np.zeros((len(side), len(places)), np.float32)
        for i, bag in enumerate(side):
            for word, times in bag.items():
                row[i, places[word]] = times * weight[word]
        rows.append(row)
    return np.asarray(_unit(rows[0]) @ _unit(rows[1]).T)


def _told(name: str, found: Sequence[int]) -> tuple[float, float]:
    """Print how often the answer came first and among the first ten; gives both."""
    first, ten = (sum(r < n for r in found) / len(found) for n in (1, 10))
    mean = sum(1 / (1 + r) for r in found) / len(found)
    print(f"  {name:24} recall@1 {first:.3f}  recall@10 {ten:.3f}  mean reciprocal rank {mean:.3f}")
    return first, ten


def run(held: str = "") -> int:
    """Print the figures; 1 if the vectors find no more than words do, or a floor does not hold."""
    from onrecord.tagger.meaning import MEANING, Meaning

    meaning = Meaning()
    size = sum(p.stat().st_size for p in MEANING.iterdir()) / 1e6
    print(f"{meaning.version}: {meaning.DIMENSIONS} dimensions, {size:.1f} MB")
    told = pairs()
    candidates = [statement for rows in told.values() for statement, _ in rows] + sentences()
    questions = [again for rows in told.values() for _, again in rows]
    print(f"{len(questions)} statements told again, looked for among {len(candidates)} sentences")
    by_meaning = _unit(_wide(meaning.vectors(questions))) @ _unit(_wide(meaning.vectors(candidates))).T
    found = {"words": ranks(by_words(questions, candidates)), "meaning": ranks(by_meaning)}
    shares: dict[tuple[str, str], tuple[float, float]] = {}
    begin = 0
    for kind, rows in told.items():
        end = begin + len(rows)
        shares |= {(kind, how): _told(f"{kind}, by {how}", ranked[begin:end]) for how, ranked in found.items()}
        begin = end
    _timed(meaning.vectors, candidates)
    if held:
        texts = contents(gold("polnear").parent)
        share, correlation = agreement(_wide(meaning.vectors(texts)), np.load(held).astype(np.float32))
        print(
            f"{len(texts)} contents of PolNeAR dev: recall@10 of the teacher's neighbours {share:.3f}, "
            f"rank correlation of cosines {correlation:.3f}"
        )
    return _verdict(shares)


def _timed(vectors: Callable[[Sequence[str]], object], texts: Sequence[str]) -> None:
    """Print the CPU time of a statement of about thirty words."""
    some = [t for t in texts if len(t.split()) in TIMED]
    many = some * (4_000 // len(some) + 1)
    vectors(some)
    began = time.process_time()
    vectors(many)
    spent = 1e6 * (time.process_time() - began) / len(many)
    print(f"{spent:.0f} CPU-microseconds a statement of about thirty words, {1e6 / spent:.0f} statements a CPU-second")


def _verdict(shares: Mapping[tuple[str, str], tuple[float, float]]) -> int:
    """0 if the shares found among the first ten hold their floors and are above those of words, else 1."""
    held, low = floors("meaning"), []
    for kind, floor in held.items():
        mine, words = shares[kind, "meaning"][1], shares[kind, "words"][1]
        if mine < floor or mine <= words:
            low.append(f"{kind} {mine:.3f}")
    print("FAILED: recall@10 of " + ", ".join(low) if low else f"held: recall@10 {held}, and more than words find")
    return int(bool(low))


def _wide(vectors: NDArray[np.int8]) -> NDArray[np.float32]:
    return vectors.astype(np.float32)
