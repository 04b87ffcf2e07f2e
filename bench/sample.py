"""How the two annotated samples are read: which statements are found, whose they are, what they do.

The samples and their annotation are the project's own, written before the reader was run on them; they are small and
the reader's rules were looked at beside them, so this shows what works, not how well it reads elsewhere.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.record import Record, Statement

ANNOTATION = Path(__file__).parent.parent / "tests" / "gold" / "sample_statements.json"
Json = dict[str, Any]


def run() -> int:
    """Print each annotated statement with what was read of it, then the shares."""
    from onrecord.desk import read

    counts = {"statements": 0, "found": 0, "speaker": 0, "act": 0}
    for name, wanted in json.loads(ANNOTATION.read_text(encoding="utf-8")).items():
        record = read(str(files("onrecord") / "sample" / name))
        for gold in wanted:
            _compare(record, gold, counts)
    total = counts["statements"]
    print(", ".join(f"{k} {v}" for k, v in counts.items()), f"(of {total})")
    return 0


def _compare(record: Record, gold: Json, counts: dict[str, int]) -> None:
    text = record.document.text
    wanted = _words(gold["content"] if isinstance(gold["content"], str) else " ".join(gold["content"]))
    found = max(record.statements, key=lambda s: _overlap(wanted, _content(s, text)), default=None)
    counts["statements"] += 1
    if found is None or _overlap(wanted, _content(found, text)) < 0.5:
        print(f"MISSED   {gold['act']:9s} {gold['cue']!r}: {' '.join(wanted)[:70]}")
        return
    counts["found"] += 1
    speaker = gold["name"] is None or found.speaker.name is None or _alike(gold["name"], found.speaker.name)
    act = found.act.value in (gold["act"], *gold.get("also", ()))
    counts["speaker"] += speaker
    counts["act"] += act
    if not (speaker and act):
        read_as = f"{found.act.value:9s} by {found.speaker.name!r}"
        print(f"READ AS  {read_as}, wanted {gold['act']} by {gold['name']!r}: {gold['cue']}")


def _content(statement: Statement, text: str) -> list[str]:
    return _words(" ".join(c.of(text) for c in statement.content))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _overlap(a: list[str], b: list[str]) -> float:
    return len(set(a) & set(b)) / max(1, len(set(a) | set(b)))


def _alike(a: str, b: str) -> bool:
    return _words(a.removeprefix("the ")) == _words(b.removeprefix("the ")) or set(_words(a)) <= set(_words(b))
