"""Who is behind the statements of the sample desk: how many speakers are a named actor, and the planted ones."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.record import MentionForm, Record, Span, Statement

#: A statement is the planted one if its content holds this share of the planted words, in characters.
_HELD = 0.5


def records() -> list[Record]:
    """The records of the sample desk, made anew."""
    from onrecord.desk import Desk
    from onrecord.desk.sample_desk import make_sample_desk
    from onrecord.store import finding

    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "desk"
        for _ in make_sample_desk(place):
            pass
        with Desk.open(place) as desk, desk.store.reading() as at:
            return list(finding.records(desk.store, at))


def planted() -> Iterator[tuple[str, str]]:
    """Planted words with the known actor who says them, each pair once."""
    from onrecord.desk.sample_desk import SAMPLE

    seen: set[tuple[str, str]] = set()
    with (SAMPLE / "planted.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for words, speaker in zip(row["words"].split(" | "), row["speakers"].split(" | "), strict=False):
                pair = (words.strip(), speaker.strip())
                if all(pair) and pair not in seen:
                    seen.add(pair)
                    yield pair


def run() -> int:
    """Print the table, and each planted statement whose speaker was not read."""
    found = records()
    counts = Counter(_kind(record, statement) for record in found for statement in record.statements)
    total = sum(counts.values())
    print(f"sample desk: {len(found)} documents, {total} statements")
    for kind in ("linked to a known actor", "named in the text", "a description", "a medium or outlet", "nobody named"):
        print(f"  {kind:26} {counts[kind]:4}  {counts[kind] / total:.0%}")
    right = wanted = 0
    for words, speaker in planted():
        for record in found:
            at = record.document.text.find(words)
            if at < 0:
                continue
            wanted += 1
            said = _best(record, Span(at, at + len(words)))
            actor = next((a for a in record.actors if said is not None and a.id == said.speaker.actor), None)
            good = actor is not None and actor.link == speaker
            right += good
            if not good:
                read = "no statement" if said is None else (said.speaker.name or "nobody")
                print(f"  {record.document.title}: {speaker} said {words[:60]!r}; read: {read}")
    print(f"planted statements whose speaker is the known actor: {right} of {wanted}")
    return 0


def _kind(record: Record, statement: Statement) -> str:
    actor = next((a for a in record.actors if a.id == statement.speaker.actor), None)
    if actor is None:
        return "a medium or outlet" if statement.speaker.spans and statement.speaker.name else "nobody named"
    if actor.link is not None:
        return "linked to a known actor"
    named = any(m.form in (MentionForm.NAME, MentionForm.ACRONYM) for m in actor.mentions)
    return "named in the text" if named else "a description"


def _best(record: Record, words: Span) -> Statement | None:
    """The statement whose content holds most of the words, and at least half of them."""

    def held(statement: Statement) -> float:
        shared = sum(max(0, min(words.end, c.end) - max(words.start, c.start)) for c in statement.content)
        return shared / (words.end - words.start)

    best = max(record.statements, key=held, default=None)
    return best if best is not None and held(best) >= _HELD else None
