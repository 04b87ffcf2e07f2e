"""Entities and the judgements that join them: what holds now, what held then, and that undoing leaves no trace."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import StoreError
from onrecord.record import ActorKind, Judgement, JudgementKind, Record
from onrecord.store import entities, entity_rows, history, linked_state, merging, questions, tables
from onrecord.store.entity_rows import Newcomer
from onrecord.store.filing import file_reading
from onrecord.store.opening import Store, create

from .conftest import SetClock
from .records import CODEBOOK, Said, file_record, make_record

SAME, DIFFERENT, UNSURE = JudgementKind.SAME, JudgementKind.DIFFERENT, JudgementKind.UNSURE


def record_of(number: int) -> Record:
    """A document with three actors: a0 and a1 have names of their own, a2 is called by a noun."""
    text = f"Oren Vash{number} said that the pier is open. Lea Marsh said so too. The keeper said no."
    said = (("Oren Vash" + str(number), "the pier is open"), ("Lea Marsh", "so too"), ("The keeper", "no"))
    return make_record(text, *(Said(who, "said", what) for who, what in said))


def settled(store: Store, count: int) -> list[str]:
    """Files so many documents; each a0 becomes an entity of its own, all a1 are linked to the first. The ids."""
    ids = []
    for number in range(count):
        record = record_of(number)
        document = file_record(store, record)
        with store.writing() as at:
            reading = at.execute(sa.select(tables.reading.c.no).where(tables.reading.c.document == document)).scalar()
            _link(at, record, int(reading or 0))
        ids.append(record.document.id)
    return ids


def _link(at: sa.Connection, record: Record, reading: int) -> None:
    made = "2024-03-06T09:00:00.000000Z"
    actors = entity_rows.numbers_of(at, reading)
    there = {row.id: row.no for row in entity_rows.rows(at, "id", ["a:00000000000000ff", _own(record)])}
    new = [
        Newcomer(id_, name, ActorKind.PERSON, made, link)
        for id_, name, link in (
            ("a:00000000000000ff", "Lea Marsh", "coast:lea-marsh"),
            (_own(record), record.actors[0].name, None),
        )
        if id_ not in there
    ]
    there.update(dict(zip([one.id for one in new], entity_rows.make(at, new), strict=True)))
    links = [(actors["a0"], there[_own(record)]), (actors["a1"], there["a:00000000000000ff"])]
    entity_rows.link(at, [(actor, entity, 0.7, ("by hand",)) for actor, entity in links])


def _own(record: Record) -> str:
    return "a:" + record.document.id[2:]


def own(document: str) -> str:
    """The id of the entity that was made for a0 of a document."""
    return "a:" + document[2:]


def judge(store: Store, kind: JudgementKind, subject: str, other: str) -> Judgement:
    with store.writing() as at:
        return history.judge(store, at, kind, subject, "Ana", other=other)


def undo(store: Store, id_: str) -> Judgement:
    with store.writing() as at:
        return history.undo(store, at, id_, "Ana")


def dumped(store: Store) -> bytes:
    with store.reading() as at:
        return linked_state.dumped(at)


def actor(store: Store, document: str, local: str, at_time: str | None = None) -> int | None:
    """The base entity of an actor, by the judgements that hold, or that held then."""
    with store.reading() as at:
        which = (
            sa.select(tables.actor.c.no)
            .join(tables.reading, tables.reading.c.no == tables.actor.c.reading)
            .join(tables.document, tables.document.c.no == tables.reading.c.document)
            .where(tables.document.c.id == document, tables.actor.c.local == local)
            .where(tables.reading.c.replaced.is_(None))
        )
        number = at.execute(which).scalar_one()
        return entities.of_actors(at, [number], at_time).get(number)


def test_same_joins_two_and_undoing_parts_them(store: Store) -> None:
    one, two = settled(store, 2)
    before = dumped(store)
    said = judge(store, SAME, own(two), own(one))
    with store.reading() as at:
        first, whole = entities.by_id(at, own(two))
        assert whole.id == own(one)
        assert whole.merged == (own(two),)
        assert entities.by_id(at, own(one)) == (first, whole)
        assert len(entities.bases(at, first)) == 2
    undo(store, said.id)
    assert dumped(store) == before
    with store.reading() as at:
        assert entities.by_id(at, own(two))[1].id == own(two)


def test_a_known_actor_gives_the_name_whoever_was_first(store: Store) -> None:
    one, _ = settled(store, 2)
    judge(store, SAME, own(one), "coast:lea-marsh")
    with store.reading() as at:
        _, whole = entities.by_id(at, own(one))
    assert (whole.link, whole.name, whole.merged) == ("coast:lea-marsh", "Lea Marsh", (own(one),))


def test_as_of_a_time_only_what_held_then_is_joined(store: Store, clock: SetClock) -> None:
    one, two = settled(store, 2)
    said = judge(store, SAME, own(one), own(two))
    clock.go(hours=1)
    taken_back = undo(store, said.id)
    with store.reading() as at:
        then = entities.by_id(at, own(two), said.at)[1]
        now = entities.by_id(at, own(two))[1]
        later = entities.by_id(at, own(two), taken_back.at)[1]
        number = entities.by_id(at, own(two))[0]
        assert entities.by_number(at, [number], said.at)[number] == then
        assert len(entities.bases(at, number, said.at)) == 2
    assert then.id == own(one)
    assert now.id == later.id == own(two)


def test_different_takes_an_actor_of_a_document_from_where_the_machine_linked_it(store: Store) -> None:
    one, two = settled(store, 2)
    before, linked = dumped(store), actor(store, two, "a1")
    assert linked == actor(store, one, "a1")
    said = judge(store, DIFFERENT, f"{two}/a1", "coast:lea-marsh")
    apart = actor(store, two, "a1")
    assert apart not in (None, linked)
    assert actor(store, one, "a1") == linked
    also = judge(store, SAME, f"{two}/a1", own(one))
    assert actor(store, two, "a1") == actor(store, one, "a0")
    with store.reading() as at:
        assert entities.by_id(at, own(one))[1].merged == ()
    undo(store, also.id)
    assert actor(store, two, "a1") == apart
    undo(store, said.id)
    assert actor(store, two, "a1", said.at) == apart
    assert actor(store, two, "a1", also.at) == actor(store, one, "a0")
    assert actor(store, two, "a1") == linked
    assert dumped(store) == before


def test_two_actors_taken_away_and_said_to_be_one_are_one_at_once(store: Store) -> None:
    one, two, three = settled(store, 3)
    before = dumped(store)
    said = [judge(store, DIFFERENT, f"{one}/a1", "coast:lea-marsh")]
    with pytest.raises(StoreError, match=said[0].id):
        judge(store, SAME, f"{one}/a1", f"{two}/a1")  # which the machine linked to that very actor
    said.append(judge(store, DIFFERENT, "coast:lea-marsh", f"{two}/a1"))
    assert actor(store, one, "a1") != actor(store, two, "a1")
    said.append(judge(store, SAME, f"{one}/a1", f"{two}/a1"))
    numbers = [actor(store, id_, "a1") or 0 for id_ in (one, two, three)]
    with store.reading() as at:
        first, second, third = (entities.by_number(at, [no])[no].id for no in numbers)
    assert first == second != third
    for judgement in reversed(said):
        undo(store, judgement.id)
    assert dumped(store) == before


def test_an_actor_without_a_name_is_whom_somebody_says_it_is(store: Store) -> None:
    (one,) = settled(store, 1)
    before = dumped(store)
    assert actor(store, one, "a2") is None
    said = judge(store, SAME, f"{one}/a2", own(one))
    assert actor(store, one, "a2") == actor(store, one, "a0")
    taken_back = undo(store, said.id)
    assert actor(store, one, "a2") is None
    assert actor(store, one, "a2", said.at) == actor(store, one, "a0")
    assert actor(store, one, "a2", taken_back.at) is None
    assert dumped(store) == before


def test_what_is_against_a_judgement_that_holds_is_refused_and_names_it(store: Store) -> None:
    one, two, three = settled(store, 3)
    first = judge(store, SAME, own(one), own(two))
    apart = judge(store, DIFFERENT, own(two), own(three))
    before = dumped(store)
    with pytest.raises(StoreError, match=apart.id):
        judge(store, SAME, own(three), own(one))
    with pytest.raises(StoreError, match=first.id):
        judge(store, DIFFERENT, own(one), own(two))
    assert dumped(store) == before
    undo(store, apart.id)
    judge(store, SAME, own(three), own(one))
    with store.reading() as at:
        last = list(history.judgements(at, apart.id))[-1]
    with pytest.raises(StoreError, match="onrecord desk undo j:"):
        undo(store, last.id)


def test_a_known_actor_is_not_different_from_itself(store: Store) -> None:
    settled(store, 1)
    with pytest.raises(StoreError, match="one and the same actor"):
        judge(store, DIFFERENT, "a:00000000000000ff", "coast:lea-marsh")


def test_ids_may_be_shortened_and_what_is_not_there_is_refused(store: Store) -> None:
    one, two = settled(store, 2)
    said = judge(store, SAME, own(one)[:12], own(two)[:12])
    assert (said.subject, said.other) == (own(one), own(two))
    for missing in ("a:0123456789", "coast:nobody", f"{one}/a9"):
        with pytest.raises(StoreError, match=r"no such actor|no actor of this id"):
            judge(store, SAME, own(one), missing)


def test_judgements_hold_for_the_next_reading_by_the_name(store: Store, clock: SetClock) -> None:
    (one,) = settled(store, 1)
    judge(store, DIFFERENT, f"{one}/a1", "coast:lea-marsh")
    apart = actor(store, one, "a1")
    clock.go(hours=1)
    record = record_of(0)
    with store.writing() as at:
        document = at.execute(sa.select(tables.document.c.no)).scalar_one()
        reading = file_reading(store, at, document, record, CODEBOOK)
        _link(at, record, reading)
        merging.settle_judged(at, one, ["coast:lea-marsh"])
    assert actor(store, one, "a1") == apart


def test_a_question_is_answered_for_good_but_by_unsure_until_there_is_more(store: Store, clock: SetClock) -> None:
    one, two, three = settled(store, 3)
    numbers = [int(actor(store, id_, "a0") or 0) for id_ in (one, two, three)]

    def ask(score: float, pair: Sequence[int] = numbers[:2]) -> None:
        with store.writing() as at:
            asked = questions.Question(pair[0], pair[1], score, ("their names are alike",))
            questions.ask(at, [asked], store.now(at))

    def asked() -> list[tuple[int, int]]:
        with store.reading() as at:
            return [(one.entity, one.other) for one in questions.open_questions(at)]

    ask(0.55)
    ask(0.6, numbers[1:])
    assert asked() == [(numbers[1], numbers[2]), (numbers[0], numbers[1])]
    judge(store, DIFFERENT, own(three), own(two))
    said = judge(store, UNSURE, own(one), own(two))
    assert asked() == []
    clock.go(hours=1)
    ask(0.57)
    assert asked() == []
    ask(0.65)
    assert asked() == [(numbers[0], numbers[1])]
    undo(store, said.id)
    judge(store, SAME, own(one), own(two))
    ask(0.9)
    assert asked() == []


def random_judgements(store: Store, ids: Sequence[str], count: int, seed: int) -> list[str]:
    """Judges so many times by chance; what is refused is passed over. The ids of the judgements."""
    rng = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        names = [
            own(rng.choice(ids)),
            f"{rng.choice(ids)}/a{rng.randrange(3)}",
            own(rng.choice(ids)),
            "coast:lea-marsh",
        ]
        subject, other = rng.sample(names, 2)
        kind = rng.choice((SAME, SAME, DIFFERENT, UNSURE))
        try:
            if made and rng.random() < 0.2:
                made.append(undo(store, rng.choice(made)).id)
            else:
                made.append(judge(store, kind, subject, other).id)
        except StoreError:
            continue
    return made


def test_random_judgements_are_taken_back_to_the_same_bytes_and_replayed(
    store: Store, clock: SetClock, tmp_path: Path
) -> None:
    ids = settled(store, 40)
    before = dumped(store)
    # A server on a busy machine takes its time for each: there fewer tell as much.
    random_judgements(store, ids, 200 if store.engine.dialect.name == "sqlite" else 50, seed=20310414)
    judged = dumped(store)
    assert judged != before
    fresh = create(tmp_path / "fresh", SetClock())
    try:
        settled(fresh, 40)
        assert dumped(fresh) == before
        replay(store, fresh)
        assert dumped(fresh) == judged
    finally:
        fresh.close()
    take_all_back(store, random.Random(7))
    assert dumped(store) == before


def replay(store: Store, fresh: Store) -> None:
    """Says the history of one desk on another, in its order."""
    with store.reading() as at:
        said = list(history.judgements(at))
    ids: dict[str, str] = {}
    for one in said:
        if one.kind is JudgementKind.UNDO:
            ids[one.id] = undo(fresh, ids[one.subject]).id
        else:
            ids[one.id] = judge(fresh, one.kind, one.subject, str(one.other)).id


def take_all_back(store: Store, rng: random.Random) -> None:
    """Takes back every judgement that holds, in an order of chance as far as they let one another."""
    while True:
        with store.reading() as at:
            holding = [
                one.id for one in history.judgements(at) if one.undone is None and one.kind is not JudgementKind.UNDO
            ]
        if not holding:
            return
        rng.shuffle(holding)
        for id_ in holding:
            try:
                undo(store, id_)
            except StoreError:
                continue


def test_an_id_of_which_too_little_is_given_is_told(store: Store) -> None:
    with store.reading() as at, pytest.raises(StoreError, match="too little of an id of an actor"):
        entities.by_id(at, "a:1")
