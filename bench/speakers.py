"""Who is behind the words: each statement's speaker beside what a person wrote down who read the document.

``python -m bench speakers`` reads the sample documents with the pack of their invented region beside those that ship;
``python -m bench speakers DOCUMENT ANNOTATION.json`` does it for any other document. The samples and their annotation
are the project's own and the rules were looked at beside them: what works, not how well it reads elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.record import Actor, MentionForm, Record, Span, Statement

ANNOTATION = Path(__file__).parent.parent / "tests" / "gold" / "sample_speakers.json"
#: A statement is the annotated one if its content holds this share of the annotated words, in characters.
HELD = 0.5
#: Without a common cue, the two contents begin within so many characters of each other.
NEAR = 30
_STARTS = re.compile(r"(?:the|an?|its|his|their) ")
_AFTER_HEAD = re.compile(r" (?:of|for|in|on|by|from|who|issued|published)\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who really speaks: ``speaker`` is the fullest name in the document, or a description where none is ``named``.

    ``content`` are the first words of what is said, ``cue`` is empty where no word tells that it is. ``link`` is the
    known actor; ``also`` are readings that are equally right; ``words`` is the description by which the statement
    itself gives a named speaker ("the minister"). Nobody at all speaks where ``speaker`` is ``None``.
    """

    content: str
    cue: str
    speaker: str | None
    link: str | None = None
    named: bool = True
    also: tuple[str, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An annotated statement, the one that was read, if any, and whether its speaker is right, open or wrong.

    Open is also a speaker that the text names and that is left with its own description ("the minister").
    """

    wanted: Wanted
    read: Statement | None
    verdict: str
    linked: bool


def annotation(path: Path = ANNOTATION) -> dict[str, list[Wanted]]:
    """What was written down, by document; those of one file are told apart by ``#1``, ``#2``."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {name: [Wanted(**{**r, "also": tuple(r.get("also", ()))}) for r in found] for name, found in rows.items()}


def records(sources: Sequence[str]) -> dict[str, Record]:
    """What is read of each source with the samples' pack beside those that ship, by the annotation's names."""
    from onrecord.desk import Journey
    from onrecord.gazetteer import load_packs, shipped_packs
    from onrecord.gazetteer.loading import SAMPLE

    journey, out = Journey(gazetteer=load_packs((*shipped_packs(), SAMPLE))), {}
    for source in sources:
        found = list(journey.records(source))
        for number, record in enumerate(found, 1):
            if not isinstance(record, Record):
                raise record.error
            out[Path(source).name + (f"#{number}" if len(found) > 1 else "")] = record
    return out


def samples() -> dict[str, Record]:
    """The sample documents as they are read."""
    from importlib.resources import files

    folder = files("onrecord") / "sample"
    return records([str(folder / name) for name in dict.fromkeys(n.partition("#")[0] for n in annotation())])


def located(text: str, wanted: Wanted) -> tuple[Span, Span | None] | None:
    """Where the annotated words and their cue stand: the pair that is closest, and ``None`` if either is missing."""
    contents = list(_standing(text, wanted.content))
    if not wanted.cue:
        return (contents[0], None) if contents else None
    pairs = [
        (max(content.start - cue.end, cue.start - content.end), content, cue)
        for content in contents
        for cue in _standing(text, wanted.cue)
        if not content.meets(cue)
    ]
    return min(pairs)[1:] if pairs else None


def _standing(text: str, words: str) -> Iterator[Span]:
    bounded = rf"(?<!\w){re.escape(words)}(?!\w)"
    return (Span(m.start(), m.end()) for m in re.finditer(bounded, text))


def matched(record: Record, wanted: Sequence[Wanted]) -> list[Statement | None]:
    """The statement that was read for each annotated one; each is taken once, those with the same cue first."""
    pairs = []
    for number, gold in enumerate(wanted):
        at = located(record.document.text, gold)
        if at is None:
            raise SystemExit(f"{gold.content!r} with {gold.cue!r} does not stand in {record.document.title!r}")
        for statement in record.statements:
            cued = at[1] is not None and any(c.meets(at[1]) for c in statement.cue)
            gap = min(abs(c.start - at[0].start) for c in statement.content) if statement.content else NEAR
            if _held(at[0], statement.content, cued) >= HELD and (cued or gap < NEAR):
                pairs.append((not cued, gap, number, statement))
    out: list[Statement | None] = [None] * len(wanted)
    taken: set[str] = set()
    for _, _, number, statement in sorted(pairs, key=lambda p: p[:3]):
        if out[number] is None and statement.id not in taken:
            out[number] = statement
            taken.add(statement.id)
    return out


def _held(words: Span, content: Sequence[Span], cued: bool) -> float:
    """The share of the annotated words that the content holds; behind the same cue its own share, if that is more."""
    held = [max(0, min(words.end, c.end) - max(words.start, c.start)) for c in content]
    own = [share / (c.end - c.start) for share, c in zip(held, content, strict=True)] if cued else []
    return max(sum(held) / (words.end - words.start), *own, 0.0)


def judged(record: Record, wanted: Sequence[Wanted]) -> list[Judged]:
    """Every annotated statement of a document with what was read of its speaker."""
    actors = {a.id: a for a in record.actors}
    out = []
    for gold, read in zip(wanted, matched(record, wanted), strict=True):
        actor = actors.get(read.speaker.actor or "") if read is not None else None
        verdict = "missed" if read is None else _verdict(record, gold, read, actor)
        linked = verdict == "right" and gold.link is not None and actor is not None and actor.link == gold.link
        out.append(Judged(gold, read, verdict, linked))
    return out


def _verdict(record: Record, gold: Wanted, read: Statement, actor: Actor | None) -> str:
    right = [name for name in (gold.speaker, *gold.also) if name is not None]
    elsewhere = actor is not None and actor.link is not None and gold.link not in (None, actor.link)
    names = {_plain(n) for n in (read.speaker.name, *((actor.name, *actor.also) if actor else ())) if n}
    if not elsewhere and any(_plain(name) in names for name in right):
        return "right"
    descriptions = right if not gold.named else list(gold.also)
    if not elsewhere and any(_described(record.document.text, d, read, actor) for d in descriptions):
        return "right"
    if read.speaker.name is None:
        return "right" if gold.speaker is None else "open"
    # A description left as it is claims nobody else.
    alone = actor is not None and all(m.form in (MentionForm.NOMINAL, MentionForm.PRONOUN) for m in actor.mentions)
    own = gold.words is not None and any(gold.words in s.of(record.document.text) for s in read.speaker.spans)
    return "open" if alone and own else "wrong"


def _described(text: str, description: str, read: Statement, actor: Actor | None) -> bool:
    """Whether the speaker is the one whom the text describes so: one of its mentions covers the noun of those words."""
    if actor is not None and actor.link is not None:
        return False
    spans = [m.span for m in actor.mentions] if actor is not None else list(read.speaker.spans)
    for at in _standing(text, description):
        cut = _AFTER_HEAD.search(description)
        end = at.start + cut.start() if cut else at.end
        if any(s.start < end <= s.end for s in spans):
            return True
    return False


def _plain(name: str) -> str:
    return _STARTS.sub("", " ".join(name.lower().replace("’", "'").split()), count=1)


def counted(found: Sequence[Judged]) -> Counter[str]:
    """The figures of the table over judged statements; links and descriptions are those of the found ones."""
    out: Counter[str] = Counter()
    for one in found:
        out["statements"] += 1
        out["found"] += one.read is not None
        out["linkable"] += one.read is not None and one.wanted.link is not None
        out["describable"] += one.read is not None and not one.wanted.named
        out["linked"] += one.linked
        out["described"] += one.verdict == "right" and not one.wanted.named
        out[one.verdict] += 1
    return out


def run(path: str | None = None, written: str | None = None) -> int:
    """Print the table, then each statement that is missed and each speaker that is open, wrong or not linked."""
    if (path is None) != (written is None):
        print("name both the document and its annotation, or neither")
        return 2
    wanted = annotation(Path(written)) if written is not None else annotation()
    read = records([path]) if path is not None else samples()
    found = {name: judged(read[name], golds) for name, golds in wanted.items()}
    print(f"{'':26s} statements  found  right     linked  described  open  wrong")
    for name, judgements in found.items():
        print(_row(name, counted(judgements)))
    total = counted([j for judgements in found.values() for j in judgements])
    print(_row("all", total))
    print(f"right: {total['right'] / total['found']:.3f} of those found, {_of_all(total):.3f} of all")
    for name, judgements in found.items():
        for one in judgements:
            if one.verdict != "right":
                print(f"{one.verdict:8s} {name}: {_line(one)}")
            elif one.wanted.link is not None and not one.linked:
                print(f"unlinked {name}: {_line(one)}, known as {one.wanted.link}")
    if path is None:
        from . import sample_desk_speakers

        print()
        sample_desk_speakers.run()
    return 0


def _of_all(total: Mapping[str, int]) -> float:
    return total["right"] / total["statements"]


def _row(name: str, n: Mapping[str, int]) -> str:
    linked, described = f"{n['linked']} of {n['linkable']}", f"{n['described']} of {n['describable']}"
    return (
        f"{name:26s} {n['statements']:10d} {n['found']:6d} {n['right']:6d} {linked:>10s} {described:>10s} "
        f"{n['open']:5d} {n['wrong']:6d}"
    )


def _line(one: Judged) -> str:
    gold = one.wanted
    got = f", got {one.read.speaker.name!r}" if one.read is not None and one.read.speaker.name is not None else ""
    return f"{gold.cue!r} {gold.content!r}: wanted {gold.speaker!r}{got}"
