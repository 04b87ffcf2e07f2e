"""How many of the statements people marked are found, by construction: PolNeAR dev through the public command.

Found means that content and speaker both overlap by half or more, as in "who said what". The kinds are told from the
gold's own spans; a statement can be of several kinds.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.codebook.verbs import speech_verbs
from onrecord.reading.segment import segment

from .accuracy import polnear, predictions
from .gold import gold, scorer

Json = dict[str, Any]


def run() -> int:
    """Print one line a construction."""
    folder, score = gold("polnear", "dev"), scorer("score_attribution")
    _, records = polnear("dev")
    names = {r["document"]["snapshot"]["sha256"]: r for r in records}
    told = predictions(records, {digest: digest for digest in names})
    count: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for digest, record in names.items():
        text = record["document"]["text"]
        path = next(p for p in (folder / "text").glob("*.txt") if p.read_bytes().decode("utf-8") == text)
        for statement, hit in _hits(score, path, folder, text, told[digest]):
            for kind in _kinds(statement, text):
                count[kind] += 1
                found[kind] += hit
    for kind in sorted(count):
        print(f"{kind:14s} {found[kind] / count[kind]:.3f} found of {count[kind]}")
    return 0


def _hits(score: ModuleType, path: Path, folder: Path, text: str, told: list[Json]) -> list[tuple[Json, bool]]:
    """Each gold statement with whether it was found."""
    tokens = score.tokens(text)
    annotated = sorted((folder / "attributions").glob(path.stem + "*.ann"))[0]

    def half(a: frozenset[int], b: frozenset[int]) -> bool:
        return not (a | b) or len(a & b) / len(a | b) >= 0.5

    mine = [(score.cover(t["content"], tokens), score.cover(t["source"], tokens)) for t in told]
    out = []
    for statement in score.read_gold(annotated):
        content, source = score.cover(statement["content"], tokens), score.cover(statement["source"], tokens)
        if content:
            out.append((statement, any(c and half(c, content) and half(s, source) for c, s in mine)))
    return out


def _kinds(statement: Json, text: str) -> list[str]:
    content = " ".join(text[b:e] for b, e in statement["content"])
    cue = " ".join(text[b:e] for b, e in statement["cue"]).lower().strip()
    kinds = [_form(statement, text)]
    if cue.startswith("according to"):
        kinds.append("according to")
    elif _nominal(cue):
        kinds.append("nominal cue")
    if statement["content"][0][1] <= segment(text).paragraphs[0].end:
        kinds.append("headline")
    if content.rstrip("\"”’' ").endswith("?"):
        kinds.append("question")
    return kinds


def _form(statement: Json, text: str) -> str:
    begin = max(0, text.rfind("\n", 0, statement["content"][0][0]))
    end = text.find("\n", statement["content"][-1][1])
    layout = segment(text[begin : end if end >= 0 else len(text)])
    marks = [(q.span.start + begin, q.span.end + begin) for q in layout.quotations if q.depth == 0]
    places = [i for b, e in statement["content"] for i in range(b, e) if text[i].isalnum()]
    quoted = sum(any(b <= i < e for b, e in marks) for i in places)
    return "indirect" if not quoted else "direct" if quoted >= 0.95 * len(places) else "mixed"


def _nominal(cue: str) -> bool:
    """Whether the cue is a noun of speech without a verb of it: "the claim that"."""
    last = cue.split()[-1] if cue else ""
    hits = [c for _, c in speech_verbs().by_first.get(last, ())]
    return bool(hits) and all(c.kind == "noun" for c in hits)
