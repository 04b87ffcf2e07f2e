"""Who is meant by a name: the same on both databases, in any script and spelling."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.record import ActorKind, JudgementKind
from onrecord.store import entity_rows, history, tables
from onrecord.store.entity_rows import Newcomer
from onrecord.store.meant import is_name, meant
from onrecord.store.opening import Store

from .records import Said, file_record, make_record

_MADE = "2024-03-06T09:00:00.000000Z"
P, G, S = ActorKind.PERSON, ActorKind.GROUP, ActorKind.STATE
#: Invented people and bodies, each with its names.
KNOWN: dict[str, tuple[ActorKind, tuple[str, ...]]] = {
    "Harun al-Tezmeri": (P, ("Harun al-Tezmeri", "هارون التزمري")),
    "Idris ben Qatoul": (P, ("Idris ben Qatoul", "إدريس بن قطول")),
    "Idris Qatmir": (P, ("Idris Qatmir",)),
    "Lantern Brigades": (G, ("Lantern Brigades", "Kata'ib al-Fanus", "كتائب الفانوس")),
    "Salt Front": (G, ("Salt Front", "جبهة الملح", "جبهه نمک")),
    "Abdulrahman Soutan": (P, ("Abdulrahman Soutan",)),
    "Nesharra": (S, ("Nesharra", "نشارا")),
    "Lea Marsh": (P, ("Lea Marsh",)),
}


def fill(store: Store, known: dict[str, tuple[ActorKind, tuple[str, ...]]]) -> dict[str, int]:
    """Makes these entities; their numbers by name."""
    with store.writing() as at:
        new = [Newcomer(f"a:{n:016x}", name, kind, _MADE) for n, (name, (kind, _)) in enumerate(known.items())]
        numbers = dict(zip(known, entity_rows.make(at, new), strict=True))
        entity_rows.call(at, {numbers[name]: names for name, (_, names) in known.items()}, "pack")
        entity_rows.file_keys(at, {numbers[name]: said for name, said in known.items()}, {})
    return numbers


def call(store: Store, name: str, number: int, times: int) -> None:
    """So many documents call an entity this."""
    for nth in range(times):
        record = make_record(f"{name} said {nth} things.", Said(name, "said", f"{nth} things"))
        document = file_record(store, record)
        with store.writing() as at:
            actor = tables.actor.c
            of = sa.select(actor.no).join(tables.reading, tables.reading.c.no == actor.reading)
            no = at.execute(of.where(tables.reading.c.document == document)).scalar_one()
            entity_rows.link(at, [(no, number, 0.9, ("by a test",))])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Harun al-Tezmeri", "Harun al-Tezmeri"),
        ("هارون التزمري", "Harun al-Tezmeri"),
        ("Haroun el Tezmeri", "Harun al-Tezmeri"),
        ("HAROON TEZMIRI", "Harun al-Tezmeri"),
        ("al-Tezmeri, Harun", "Harun al-Tezmeri"),
        ("Idriss bin Qattoul", "Idris ben Qatoul"),
        ("كتائب الفانوس", "Lantern Brigades"),
        ("Kataeb al-Fanous", "Lantern Brigades"),
        ("جبهه نمك", "Salt Front"),
        ("Abdoulrahman Soutan", "Abdulrahman Soutan"),
        ("Abd el-Rahman Sutan", "Abdulrahman Soutan"),
        ("  salt   front ", "Salt Front"),
    ],
)
def test_a_name_is_found_in_any_script_and_spelling(store: Store, typed: str, name: str) -> None:
    fill(store, KNOWN)
    with store.reading() as at:
        found = meant(at, typed)
    assert found[0].entity.name == name
    assert found[0].score >= 0.84
    assert found[0].why


@pytest.mark.parametrize("typed", ["", "   ", "—", "Ottokar Zweigelt", "x" * 5000, "a b " * 2000, "%", "' OR 1=1 --"])
def test_what_nobody_is_called_means_nobody(store: Store, typed: str) -> None:
    fill(store, KNOWN)
    with store.reading() as at:
        assert meant(at, typed) == []
        assert is_name(at, typed) == []


def test_what_texts_call_somebody_is_a_name_too(store: Store) -> None:
    numbers = fill(store, KNOWN)
    call(store, "Coastal Guard", numbers["Lantern Brigades"], 3)
    with store.reading() as at:
        (found,) = meant(at, "Coastal Guard")
        assert [one.entity.name for one in is_name(at, "Coastal Guard")] == ["Lantern Brigades"]
    assert (found.entity.name, found.why) == ("Lantern Brigades", "“Coastal Guard”: 3 texts call it so")


def test_a_name_that_texts_give_to_two_is_less_sure(store: Store) -> None:
    numbers = fill(store, KNOWN)
    call(store, "Coastal Guard", numbers["Lantern Brigades"], 2)
    call(store, "The Coastal Guard", numbers["Salt Front"], 1)
    with store.writing() as at:
        actor = tables.actor.c
        at.execute(sa.update(tables.actor).where(actor.name == "The Coastal Guard").values(name="Coastal Guard"))
    with store.reading() as at:
        found = meant(at, "Coastal Guard")
        assert is_name(at, "Coastal Guard") == []
    assert [one.entity.name for one in found] == ["Lantern Brigades", "Salt Front"]
    assert found[0].score < 0.92


def test_of_two_namesakes_the_more_frequent_comes_first(store: Store) -> None:
    numbers = fill(store, {**KNOWN, "Lea Marsh ": (P, ("Lea Marsh",))})
    call(store, "Lea Marsh", numbers["Lea Marsh "], 2)
    with store.reading() as at:
        found = meant(at, "Lea Marsh")
    assert [one.number for one in found[:2]] == [numbers["Lea Marsh "], numbers["Lea Marsh"]]
    assert found[0].score == found[1].score


def test_entities_that_are_one_by_judgement_are_told_once(store: Store) -> None:
    numbers = fill(store, {**KNOWN, "Lea Marsh ": (P, ("Lea Marsh",))})
    with store.writing() as at:
        ids = dict(at.execute(sa.select(tables.entity.c.no, tables.entity.c.id)).all())
        first, second = ids[numbers["Lea Marsh"]], ids[numbers["Lea Marsh "]]
        history.judge(store, at, JudgementKind.SAME, first, "mira", other=second)
    with store.reading() as at:
        (found,) = meant(at, "Lea Marsh")
    assert found.entity.merged == (second,)


def test_words_are_a_name_only_if_they_surely_are(store: Store) -> None:
    fill(store, KNOWN)
    with store.reading() as at:
        for words in ("Salt Front", "salt front", "Nesharra", "نشارا", "كتائب الفانوس"):
            assert len(is_name(at, words)) == 1
        for words in ("nesharra", "salt", "front", "Idris", "the"):
            assert is_name(at, words) == []


def test_entities_made_later_are_not_meant_as_of_before(store: Store) -> None:
    fill(store, KNOWN)
    with store.reading() as at:
        assert meant(at, "Lea Marsh", at_time="2024-01-01T00:00:00.000000Z") == []
        assert meant(at, "Lea Marsh", at_time="2025-01-01T00:00:00.000000Z")


def test_a_look_up_compares_no_more_where_very_many_share_a_key(store: Store) -> None:
    crowd = {f"Idris Member{n:03}": (P, (f"Idris Member{n:03}",)) for n in range(150)}
    fill(store, {**KNOWN, **crowd})
    with store.reading() as at:
        found = meant(at, "Idris ben Qatoul", most=500)
    assert found[0].entity.name == "Idris ben Qatoul"
    assert len(found) <= 180
