"""Whether hearsay stays hearsay: events and ties of PolNeAR's dev side against its gold contents.

A finding whose words lie inside gold attributed content must not leave as ``reported``; one whose words lie outside any
must not leave as ``attributed``. Measured twice: with the gold's own statements in place of the tagger's, which tests
what decides standing; and from the bare text, as a user has it, where a statement that the tagger misses is a leak too.
Beside it stands what a coder without standing would have filed as fact: everything inside the contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.gazetteer import with_own
from onrecord.reading import Reader
from onrecord.reading.draft import Draft, Told
from onrecord.reading.steps import STEPS, Step, Tools
from onrecord.record import Document, Form, Record, Snapshot, Span, Standing
from onrecord.tagger import Tagger

from .floors import floors
from .gold import gold, scorer

Pieces = list[tuple[int, int]]
#: With the gold's statements given: the most of what lies inside contents that may leave as reported, and of what lies
#: outside any that may leave as attributed.
LEAK, OVERREACH = 0.03, 0.05


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document with its gold attributions: pieces of source, cue and content."""

    name: str
    text: str
    attributions: list[dict[str, Pieces]]


def documents() -> Iterator[Annotated]:
    """PolNeAR's dev side, the first annotator of each document, as its scorer takes it."""
    module, folder = scorer("score_attribution"), gold("polnear", "dev")
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(path.stem + "*.ann"))
        if files:
            found: list[dict[str, Any]] = module.read_gold(files[0])
            kept = [one for one in found if one["content"]]
            yield Annotated(path.stem, path.read_bytes().decode("utf-8"), kept)


def steps_with(attributions: Sequence[dict[str, Pieces]]) -> tuple[Step, ...]:
    """The steps of reading, with these statements in place of those that the tagger finds."""

    def given(draft: Draft, tools: Tools) -> Draft:
        found = next(s for s in STEPS if s.name == "attribution").run(draft, tools)
        return replace(found, told=tuple(_told(draft, one) for one in attributions))

    return tuple(replace(s, run=given) if s.name == "attribution" else s for s in STEPS)


def _told(draft: Draft, one: dict[str, Pieces]) -> Told:
    """A gold attribution as the tagger would have told it. One without a cue has its speaker's, or its first, words."""
    content = tuple(Span(b, e) for b, e in sorted(one["content"]))
    begin, end = (one["cue"] or one["source"] or [(content[0].start, content[0].start + 1)])[0]
    sentences = draft.layout.sentences
    sentence = next((s for s in sentences if s.start <= begin < s.end), sentences[0])
    speaker = Span(*one["source"][0]) if one["source"] else None
    return Told(Span(begin, end), content, speaker, Form.INDIRECT, sentence, 1.0)


def triggers(record: Record) -> Iterator[tuple[str, tuple[Span, ...], Standing]]:
    """What kind of finding, its words, its standing. An event that a statement itself is has the cue for its words."""
    for event in record.events:
        yield "event", event.spans, event.footing.standing
    for tie in record.ties:
        if not tie.derived:
            yield "tie", tie.spans, tie.footing.standing


def tally(record: Record, contents: Iterable[tuple[int, int]], counts: Counter[tuple[str, str, str]]) -> None:
    """Count findings by where their words lie (inside, outside, or across the edge of a content) and standing."""
    pieces = sorted(contents)
    for kind, spans, standing in triggers(record):
        first = spans[0]
        whole = any(b <= first.start and first.end <= e for b, e in pieces)
        partly = any(b < s.end and s.start < e for s in spans for b, e in pieces)
        where = "inside" if whole else "across" if partly else "outside"
        counts[kind, where, standing.value] += 1


def measure(*, given: bool) -> Counter[tuple[str, str, str]]:
    """Counts over all documents; ``given``: with the gold's statements."""
    tagger, gazetteer = Tagger(), with_own()
    plain = Reader(tagger, gazetteer)
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in documents():
        reader = Reader(tagger, gazetteer, steps_with(one.attributions)) if given else plain
        raw = one.text.encode("utf-8")
        snapshot = Snapshot(sha256="0" * 64, media_type="text/plain", size=len(raw), name=one.name)
        record = reader.read(Document(id=one.name, text=one.text, snapshot=snapshot, language="en"))
        tally(record, (piece for a in one.attributions for piece in a["content"]), counts)
    return counts


def _shares(counts: Counter[tuple[str, str, str]], kinds: Sequence[str]) -> tuple[float, float, float]:
    """Leaks, overreach, and the share of everything that a coder without standing files as fact wrongly."""

    def total(where: str, standing: str | None = None) -> int:
        return sum(n for (k, w, s), n in counts.items() if k in kinds and w == where and standing in (None, s))

    inside, outside = total("inside"), total("outside")
    return (
        total("inside", "reported") / max(inside, 1),
        total("outside", "attributed") / max(outside, 1),
        inside / max(inside + outside, 1),
    )


def run() -> int:
    """Print both measurements; 1 if a bar is broken with the gold's statements, or a floor from the bare text."""
    held = floors("hearsay")
    failed = []
    for given in (True, False):
        counts = measure(given=given)
        print("with the gold's statements" if given else "from the bare text")
        for kinds in (("event",), ("tie",), ("event", "tie")):
            rows = {w: sum(n for (k, where, _), n in counts.items() if k in kinds and where == w) for w in _WHERE}
            leak, over, plain = _shares(counts, kinds)
            told = ", ".join(f"{n} {w}" for w, n in rows.items())
            print(f"  {' and '.join(k + 's' for k in kinds)}: {told} a content")
            print(f"    inside, left as reported {leak:.3f}; outside, left as attributed {over:.3f}")
            print(f"    a coder without standing files {plain:.3f} of all of them as fact though somebody only said so")
        limits = (LEAK, OVERREACH) if given else (held["leak"], held["overreach"])
        failed += [
            f"{name} {x:.3f} > {y}"
            for name, x, y in zip(("leak", "overreach"), (leak, over), limits, strict=True)
            if x > y
        ]
    print("FAILED: " + "; ".join(failed) if failed else "all bars hold")
    return 1 if failed else 0


_WHERE = ("inside", "outside", "across")
