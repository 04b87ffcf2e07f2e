"""Who did what to whom: PLOVER's gold sentences by their own scorer.

Each sentence is read by itself, as a document of its own. PLOVER codes what a sentence's main clause does, whoever
carries it, and has no place for standing; so what counts is every event but these: one inside the content of a
statement that is itself an event (the deed in an accusation), and one that is told as not done or as a mere thought.
With a file name it scores that file's records: ``python -m bench events GOLD.json``.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .floors import verdict
from .gold import gold, scorer
from .records import records

Json = dict[str, Any]
#: What PETRARCH2 and UniversalPetrarch reach on these sentences, by the gold's README: type F1, triple F1.
PEERS = {"PETRARCH2": (0.415, 0.303), "UniversalPetrarch": (0.487, 0.309)}


def sentences(path: Path) -> dict[str, str]:
    """Each different sentence, by the id of its first record."""
    found: dict[str, str] = {}
    for one in json.loads(path.read_text(encoding="utf-8")):
        if one["event"] != "DOCUMENT":
            found.setdefault(one["text"], one["id"])
    return {name: text for text, name in found.items()}


def coded(record: Json) -> list[Json]:
    """A record's events as PLOVER's sentence coders would file them."""
    acts = {e["statement"] for e in record["events"] if e["statement"]}
    return [
        {"type": e["type"], "source": _words(record, e["actors"]), "target": _target(record, e)}
        for e in record["events"]
        if e["by"] not in acts
        and (e["polarity"] == "actual" or (e["polarity"] == "planned" and e["intended"] is not None))
    ]


def _words(record: Json, takers: Iterable[Json]) -> list[str]:
    """The words that name each side; of a pronoun or a description also the actor's name."""
    text = record["document"]["text"]
    names = {a["id"]: a["name"] for a in record["actors"]}
    words = [text[t["span"][0] : t["span"][1]] for t in takers]
    return words + [names[t["actor"]] for t in takers if t["actor"] and names[t["actor"]] not in words]


def _target(record: Json, event: Json) -> list[str]:
    """Of a reciprocal event the manual's coders name some sides as sources, some as targets: all are both."""
    return _words(record, event["actors" if event["reciprocal"] else "recipients"])


def run(file: str = "") -> int:
    """Print the figures; 1 if one is below its floor."""
    path = Path(file) if file else gold("plover", "gsr_dev.json")
    began = time.process_time()
    found = records(sentences(path))
    spent = time.process_time() - began
    module = scorer("score_events")
    truth = json.loads(path.read_text(encoding="utf-8"))
    count, top, rows = module.score(truth, {name: coded(r) for name, r in found.items()})
    total = sum(len(r["events"]) for r in found.values())
    print(f"PLOVER gold sentences: {count}, {total} events read, {spent:.1f} CPU-s; gold type found in {top:.3f}")
    for name, (p, r, f) in rows.items():
        print(f"{name:20s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
    for name, (kind, triple) in PEERS.items():
        print(f"(beside it, all 316 sentences: {name} type {kind}, triple {triple})")
    if os.environ.get("ONRECORD_MISSES"):
        _misses(truth, found)
    if file:
        return 0
    return verdict("events", path, rows)


def _misses(truth: list[Json], records: dict[str, Json]) -> None:
    """Every gold event whose type and sides were not found, with what was."""
    module = scorer("score_events")
    for one in truth:
        if one["id"] not in records:
            continue
        found = coded(records[one["id"]])
        rows = module.score([one], {one["id"]: found})[2]
        if rows["type+source+target"][1] == 1:
            continue
        sides = [[a["actorText"] for a in one[k]] if isinstance(one.get(k), list) else [] for k in ("source", "target")]
        print(f"\n{one['event']} {sides[0]} -> {sides[1]} | {one['text']}")
        text = one["text"]
        for event in found:
            print(f"    {event['type']} {event['source']} -> {event['target']}")
        for e in records[one["id"]]["events"]:
            words = [text[b:x] for b, x in e["spans"]]
            print(f"      ({e['type']} {words} {e['standing']} {e['by']} {e['polarity']} {e['why']})")
