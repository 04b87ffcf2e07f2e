"""One actor across documents: 500 actors, 20,000 mentions in short documents, linked as the desk links them.

``python -m bench linking [MENTIONS] [seed ...] [judgements=N]``. ``linking_world.py`` makes the documents: actors of
the packs that ship, invented ones that share surnames and whole names, spelling noise, three scripts, offices that
change. They are filed on a new desk in a temporary folder and linked one after another, as settling does it. Then 1,000
judgements are made by chance and taken back, and what is linked is compared byte by byte.

B-cubed: for each mention, which share of its entity is really the same actor (precision), and which share of that
actor's mentions are in its entity (recall). Beside it stands what links by reading alone give, each other actor being
an entity of its own.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from onrecord.desk.linking import link_reading
from onrecord.errors import StoreError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.record import JudgementKind, Source
from onrecord.store import entities, filing, history, linked_state, outlets, tables
from onrecord.store.opening import Store, create

from .floors import floors
from .linking_world import Made, documents

SEED = 20310414
_MENTIONS, _JUDGEMENTS, _TOGETHER = 20_000, 1_000, 50


def run(*args: str) -> int:
    """Print the figures for each seed; 1 if a floor of ``floors.json`` does not hold for one, or bytes differ."""
    judgements = next((int(arg.partition("=")[2]) for arg in args if arg.startswith("judgements=")), _JUDGEMENTS)
    numbers = [int(arg) for arg in args if arg.isdigit()]
    count, seeds = numbers[0] if numbers else _MENTIONS, numbers[1:] or [SEED]
    held, failed, gazetteer = floors("linking"), False, load_packs()
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            store = create(Path(folder) / "desk")
            try:
                precision, f1 = _linked(store, gazetteer, count, seed)
                failed |= precision < held["P"] or f1 < held["F1"]
                failed |= not _judged(store, seed, min(judgements, count // 20))
            finally:
                store.close()
    print(f"FAILED: not {held}" if failed else f"held: {held}")
    return int(failed)


def _linked(store: Store, gazetteer: Gazetteer, count: int, seed: int) -> tuple[float, float]:
    truth: dict[tuple[int, str], int] = {}
    by_reading: dict[tuple[int, str], str] = {}
    spent: list[tuple[int, float]] = []
    waiting: list[Made] = []
    for made in documents(gazetteer, count, seed):
        waiting.append(made)
        if len(waiting) == _TOGETHER:
            _file(store, gazetteer, waiting, truth, by_reading, spent)
            waiting = []
    _file(store, gazetteer, waiting, truth, by_reading, spent)
    with store.reading() as at:
        is_ = _entities(at)
        print(f"seed {seed}: {len(truth)} mentions of {len(set(truth.values()))} actors in {len(spent)} documents")
        numbers = Counter(is_.get(key) for key in truth)
        asked = at.execute(sa.select(sa.func.count()).select_from(tables.question)).scalar_one()
        links = sum(link != "" for link in by_reading.values())
        print(f"  {links} linked by reading; {len(numbers)} entities, {asked} questions")
        _told("reading's links alone", truth, {key: by_reading[key] or key for key in truth})
        precision, f1 = _told("linked", truth, {key: is_.get(key, key) for key in truth})
        rest = {key: who for key, who in truth.items() if not by_reading[key]}
        _told("of those without a link", rest, {key: is_.get(key, key) for key in rest})
    tenth = len(spent) // 10 or 1
    first, last = (sum(s for _, s in part) / sum(n for n, _ in part) * 1e6 for part in (spent[:tenth], spent[-tenth:]))
    whole = sum(s for _, s in spent) / len(spent) * 1e3
    print(f"  {first:.0f} microseconds a mention in the first tenth, {last:.0f} in the last; {whole:.2f} ms a document")
    return precision, f1


def _file(
    store: Store,
    gazetteer: Gazetteer,
    some: Sequence[Made],
    truth: dict[tuple[int, str], int],
    by_reading: dict[tuple[int, str], str],
    spent: list[tuple[int, float]],
) -> None:
    with store.writing() as at:
        for made in some:
            source = outlets.source_for(store, at, (f"name:{made.outlet.lower()}",), Source("", made.outlet))
            met = filing.Met(str(made.record.document.url), source=source)
            no = filing.file(store, at, filing.Filing(made.record, met, "", "bench"))
            reading = at.execute(sa.select(tables.reading.c.no).where(tables.reading.c.document == no)).scalar_one()
            began = time.process_time()
            link_reading(store, at, gazetteer, no, reading, made.record)
            spent.append((len(made.record.actors), time.process_time() - began))
            links = {actor.id: actor.link or "" for actor in made.record.actors}
            for nth, (actor, who) in enumerate(made.truth):
                truth[no, f"{actor}/{nth}"] = who
                by_reading[no, f"{actor}/{nth}"] = links[actor]


def _entities(at: sa.Connection) -> dict[tuple[int, str], int]:
    """The entity of each mention, as the keys of the truth have them."""
    which = sa.select(tables.reading.c.document, tables.actor.c.local, tables.actor.c.no).join(
        tables.actor, tables.actor.c.reading == tables.reading.c.no
    )
    rows = at.execute(which).all()
    is_ = entities.of_actors(at, [row.no for row in rows])
    found = {}
    for row in rows:
        for nth in range(8):
            if row.no in is_:
                found[row.document, f"{row.local}/{nth}"] = is_[row.no]
    return found


def _told(name: str, truth: dict[tuple[int, str], int], found: dict[tuple[int, str], object]) -> tuple[float, float]:
    """Prints and gives B-cubed precision and F1."""
    both = Counter((found[key], who) for key, who in truth.items())
    of_found, of_who = Counter(found[key] for key in truth), Counter(truth.values())
    precision = sum(n * n / of_found[one] for (one, _), n in both.items()) / len(truth)
    recall = sum(n * n / of_who[who] for (_, who), n in both.items()) / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"  {name}: B-cubed P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")
    return precision, f1


def _judged(store: Store, seed: int, count: int) -> bool:
    """Whether judgements made by chance and taken back leave the same bytes."""
    rng = random.Random(seed)
    with store.reading() as at:
        before = linked_state.dumped(at)
        ids = list(at.execute(sa.select(tables.entity.c.id).order_by(tables.entity.c.no)).scalars())
        local = sa.select(tables.document.c.id, tables.actor.c.local).join(
            tables.reading, tables.reading.c.document == tables.document.c.no
        )
        actors = [
            f"{id_}/{of}"
            for id_, of in at.execute(
                local.join(tables.actor, tables.actor.c.reading == tables.reading.c.no).limit(3_000)
            )
        ]
    made: list[str] = []
    refused = 0
    began = time.perf_counter()
    while len(made) < count:
        subject, other = (rng.choice(ids if rng.random() < 0.6 else actors) for _ in range(2))
        kind = rng.choice((JudgementKind.SAME, JudgementKind.SAME, JudgementKind.DIFFERENT))
        try:
            with store.writing() as at:
                made.append(history.judge(store, at, kind, subject, "bench", other=other).id)
        except StoreError:
            refused += 1
    with store.reading() as at:
        changed = linked_state.dumped(at) != before
    judged = time.perf_counter() - began
    left, late = made, 0
    rng.shuffle(left)
    while left:
        again = []
        for id_ in left:
            try:
                with store.writing() as at:
                    history.undo(store, at, id_, "bench")
            except StoreError:
                again.append(id_)
        if len(again) == len(left):
            break
        late, left = late + len(again), again
    with store.reading() as at:
        same = linked_state.dumped(at) == before
    told = "the same bytes" if same else "OTHER BYTES"
    print(f"  {count} judgements ({refused} refused), {judged / count * 1e3:.1f} ms each; undone: {told}")
    return same and changed and not left
