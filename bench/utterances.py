"""Grouping of statements: the sample desk's planted families, and a seeded set of utterances retold and near misses.

``python -m bench utterances [seed ...]``. The sample desk is made, settled, and every pair of statements that it joins
is held against what ``utterances.yaml`` says, which was written by looking at all of its statements: what is planted
must be found, the altered quote with its word, and nothing else joined. Then, for each seed, the set of ``retold.py``
is filed on a desk and grouped as the desk does it, document by document, each speaker linked by name.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
import yaml

from onrecord.analysis.chain import chain
from onrecord.clock import Clock
from onrecord.desk.grouping import group_reading
from onrecord.desk.keeping import Desk
from onrecord.desk.repeats import find_repeats
from onrecord.desk.sample_desk import make_sample_desk
from onrecord.gazetteer.loading import SAMPLE
from onrecord.store import filing, finding, tables
from onrecord.store.opening import Store, create, turn
from onrecord.store.vectors import keep_vectors
from onrecord.tagger.meaning import Meaning

from .floors import floors
from .retold import CARRIED, MISSES, Report, reports

SEEDS = ("20310423", "20310424")
#: Utterances of a set.
UTTERANCES = 500
_TRUTH = Path(__file__).with_suffix(".yaml")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A statement of the sample desk: its number, id, outlet, day of publication and words."""

    no: int
    id: str
    outlet: str
    day: str
    words: str


def run(*seeds: str) -> int:
    """Prints the figures; 1 if a floor of ``floors.json`` does not hold."""
    held = floors("utterances")
    failed = not _sample()
    for seed in seeds or SEEDS:
        precision, recall = _set(int(seed))
        failed |= precision < held["precision"] or recall < held["recall"]
    print(f"FAILED: not {held}, or the sample is not as it is planted" if failed else f"held: {held}")
    return int(failed)


def _sample() -> bool:
    """Whether the sample desk joins what is planted, shows the altered quote, and joins nothing else."""
    with TemporaryDirectory() as folder:
        for _ in make_sample_desk(Path(folder) / "desk"):
            pass
        with Desk.open(Path(folder) / "desk", packs=(SAMPLE,)) as desk:
            for _ in desk.settle():
                pass
            with desk.store.reading() as at:
                return _against_truth(desk.store, at)


def _against_truth(store: Store, at: sa.Connection) -> bool:
    lines = list(statements(store, at))
    truth, may, unknown = set[Pair](), set[Pair](), list[str]()
    planted = 0
    for group in yaml.safe_load(_TRUTH.read_text(encoding="utf-8")):
        numbers = []
        for said in group["carriers"]:
            found = matching(lines, said)
            unknown += [] if len(found) == group["carriers"].count(said) else [f"{len(found)} statements fit {said!r}"]
            numbers += found
        pairs = set(combinations(sorted(set(numbers)), 2))
        (truth if group["kind"] == "planted" else may).update(pairs)
        planted += group["kind"] == "planted"
    joined = joined_pairs(at)
    right, beside, wrong = joined & truth, joined & may, joined - truth - may
    print(f"sample desk: {len(lines)} statements, {planted} planted groups with {len(truth)} pairs, {len(right)} found")
    print(f"  {len(beside)} of {len(may)} more pairs that are one utterance too; {len(wrong)} that are not")
    recall, precision = len(right) / max(1, len(truth)), 1 - len(wrong) / max(1, len(joined))
    print(f"  pairs: P {precision:.3f}, R of what is planted {recall:.3f}")
    by_no = {line.no: line for line in lines}
    for pair in sorted(wrong):
        print("  WRONG:", *(f"{by_no[no].id} {by_no[no].outlet}: {by_no[no].words[:90]}" for no in pair), sep="\n    ")
    for pair in sorted(truth - joined):
        print("  MISSED:", *(f"{by_no[no].id} {by_no[no].outlet}: {by_no[no].words[:90]}" for no in pair), sep="\n    ")
    for line in unknown:
        print(f"  UNKNOWN: {line}")
    altered = _altered(store, at, lines)
    print(f"  the altered quote: {altered or 'NOT SHOWN'}")
    return not wrong and right == truth and not unknown and bool(altered)


def _altered(store: Store, at: sa.Connection, lines: Iterable[Line]) -> str | None:
    quoted = next(line for line in lines if line.words.startswith("“The searches were unlawful"))
    one = next(one for one in chain(store, at, quoted.id).carriers if one.statement == quoted.id)
    told = [f"{found.first} -> {found.words} ({one.name})" for found in one.alterations]
    return told[0] if told == [f"lawful -> unlawful ({one.name})"] else None


def statements(store: Store, at: sa.Connection) -> Iterable[Line]:
    """The statements of the readings that hold."""
    table = tables.finding
    numbers = {
        row.id: row.no
        for row in at.execute(
            sa.select(table.c.id, table.c.no)
            .join(tables.reading, tables.reading.c.no == table.c.reading)
            .where(tables.reading.c.replaced.is_(None), table.c.kind == "statement")
        )
    }
    for record in finding.records(store, at):
        document = record.document
        ids = {one.local: one.id for one in record.kept.findings} if record.kept else {}
        for one in record.statements:
            words = " … ".join(span.of(document.text) for span in one.content)
            id_ = ids[one.id]
            yield Line(numbers[id_], id_, document.source or "", (document.published or "")[:10], words)


def matching(lines: Iterable[Line], said: str) -> list[int]:
    """The statements that "DAY OUTLET: words" means: those of that outlet and day whose words begin so."""
    head, _, words = said.partition(": ")
    day, _, outlet = head.partition(" ")
    return [line.no for line in lines if (line.day, line.outlet) == (day, outlet) and line.words.startswith(words)]


def joined_pairs(at: sa.Connection) -> set[Pair]:
    """The pairs of statements, of readings that hold, that are one utterance."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    rows = at.execute(
        sa.select(tables.told.c.statement, tables.told.c.utterance)
        .join(tables.finding, tables.finding.c.no == tables.told.c.statement)
        .join(tables.reading, tables.reading.c.no == tables.finding.c.reading)
        .where(tables.reading.c.replaced.is_(None))
    )
    for row in rows:
        groups[row.utterance].append(row.statement)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def _set(seed: int) -> tuple[float, float]:
    made = reports(seed, UTTERANCES)
    with TemporaryDirectory() as folder:
        store = create(Path(folder) / "desk", Clock())
        try:
            told, seconds = grouped(store, made)
            with store.reading() as at:
                joined = joined_pairs(at)
        finally:
            store.close()
    truth = _true_pairs(told)
    right = joined & truth
    precision, recall = len(right) / max(1, len(joined)), len(right) / max(1, len(truth))
    misses = sum(one.kind in MISSES for one in told.values())
    count = f"{len(made)} reports of {UTTERANCES} utterances and {misses} near misses"
    print(f"seed {seed}: {count}; {1000 * seconds / len(made):.1f} ms of CPU to group a report")
    print(f"  pairs: P {precision:.4f} R {recall:.4f} ({len(truth)} true pairs, {len(joined)} joined)")
    print("  found of what was carried: " + _by_kind(told, joined))
    wrong = Counter(kind for pair in joined - truth for kind in {told[no].kind for no in pair} & set(MISSES))
    other = sum(not {told[no].kind for no in pair} & set(MISSES) for pair in joined - truth)
    shown = ", ".join(f"{kind} {count}" for kind, count in sorted(wrong.items())) or "none"
    print(f"  wrongly joined pairs, by near miss: {shown}; without one: {other}")
    return precision, recall


def grouped(store: Store, made: Iterable[Report]) -> tuple[dict[int, Any], float]:
    """Files and groups the reports; what each statement is, by its number, and the CPU seconds of the grouping."""
    told: dict[int, Any] = {}
    entities: dict[str, int] = {}
    seconds, meaning = 0.0, Meaning()
    for one in made:
        with store.writing() as at:
            _, like = find_repeats(at, one.record.document.text)
            source = _source(at, one.outlet)
            met = filing.Met(name="made", source=source)
            no = filing.file(
                store, at, filing.Filing(record=one.record, met=met, codebook="made", who="made", likenesses=like)
            )
            (reading,) = at.execute(sa.select(tables.reading.c.no).where(tables.reading.c.document == no)).scalars()
            _link(at, one, reading, entities)
            which = sa.select(tables.finding.c.no, tables.finding.c.local).where(tables.finding.c.reading == reading)
            numbers = {row.no: row.local for row in at.execute(which)}
            told.update({number: one.told[local] for number, local in numbers.items()})
            meant = meaning.vectors([one.told[local].words for local in numbers.values()])
            vectors = {number: row.tobytes() for number, row in zip(numbers, meant, strict=True)}
            keep_vectors(at, meaning.version, vectors)
            began = time.process_time()
            group_reading(store, at, no, reading, one.record, vectors)
            seconds += time.process_time() - began
    return told, seconds


def _source(at: sa.Connection, name: str) -> str:
    id_ = f"o:{name.replace(' ', '').lower()}"
    table = tables.source
    if at.execute(sa.select(table.c.id).where(table.c.id == id_)).first() is None:
        at.execute(sa.insert(table).values(id=id_, name=name, kind="unknown", speaks_for="[]", added="2031"))
    return id_


def _link(at: sa.Connection, one: Report, reading: int, entities: dict[str, int]) -> None:
    """Links each named speaker to one entity, as linking would; who is only described stays alone."""
    locals_ = {statement.speaker.actor: one.told[statement.id].speaker for statement in one.record.statements}
    for row in at.execute(sa.select(tables.actor).where(tables.actor.c.reading == reading)).all():
        name = locals_.get(row.local)
        if name is None:
            continue
        if name not in entities:
            (entities[name],) = turn(at).numbers(tables.entity, 1)
            at.execute(
                sa.insert(tables.entity).values(
                    no=entities[name],
                    id=f"a:{entities[name]:016x}",
                    name=name,
                    kind="person",
                    countries="[]",
                    made="2031",
                )
            )
        at.execute(sa.insert(tables.linked).values(actor=row.no, entity=entities[name], score=1.0, reasons="[]"))


def _true_pairs(told: dict[int, Any]) -> set[Pair]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for no, one in told.items():
        groups[one.same].append(no)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def _by_kind(told: dict[int, Any], joined: set[Pair]) -> str:
    """Of each kind of carrier the share that is joined to the first."""
    firsts = {one.same: no for no, one in told.items() if one.kind == "first"}
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for no, one in told.items():
        if one.kind in CARRIED:
            first = firsts[one.same]
            found[one.kind].append((min(no, first), max(no, first)) in joined)
    return ", ".join(f"{kind} {sum(found[kind]) / len(found[kind]):.2f}" for kind in CARRIED if found[kind])
