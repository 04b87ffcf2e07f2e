"""Readings linked on a real desk: known actors by link, others by what speaks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.desk.linking import is_named, link_reading
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import Actor, ActorKind, Candidate, JudgementKind, Mention, MentionForm, Record, Role, Span
from onrecord.store import entities, entity_facts, history, linked_state, questions, tables
from onrecord.store.filing import file_reading
from onrecord.store.opening import Store, create

from ..store.conftest import SetClock, new_database
from ..store.records import CODEBOOK, file_record, make_record


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    made = create(tmp_path / "desk", SetClock())
    yield made
    made.close()


@dataclass(frozen=True, slots=True)
class Who:
    """An actor to be put in a document: its name, and what reading makes of it."""

    name: str
    kind: ActorKind = ActorKind.PERSON
    link: str | None = None
    role: str | None = None
    body: str | None = None
    form: MentionForm = MentionForm.NAME
    candidates: tuple[str, ...] = ()


QALMARA = Who("Qalmara", ActorKind.STATE, "coast:qalmara")
SORVLAND = Who("Sorvland", ActorKind.STATE, "coast:sorvland")


def record_of(number: int, *who: Who, day: str = "2031-05-03") -> Record:
    """A document that names these, in this order."""
    text, actors = f"Note {number}. ", []
    for at, one in enumerate(who):
        span = Span(len(text), len(text) + len(one.name))
        text += f"{one.name} was there. "
        roles: tuple[Role, ...] = ()
        if one.role is not None:
            start = len(text)
            text += f"{one.role}. "
            body = next((f"a{n}" for n, other in enumerate(who) if other.name == one.body), None)
            roles = (Role(Span(start, start + len(one.role)), one.role, body),)
        candidates = tuple(Candidate(link, link, 0.5, "a short name of it") for link in one.candidates)
        mention = Mention(span, one.form, 0.9)
        link = one.link
        actors.append(
            Actor(f"a{at}", one.name, one.kind, (mention,), (), link, None, 0.9, "", candidates, None, (), roles)
        )
    return replace(make_record(text, published=day), actors=tuple(actors))


def settle(store: Store, gazetteer: Gazetteer, *records: Record) -> list[list[int | None]]:
    """Files and links; for each record the entities of its actors."""
    found = []
    for record in records:
        document = file_record(store, record)
        with store.writing() as at:
            which = sa.select(tables.reading.c.no).where(tables.reading.c.document == document)
            reading = at.execute(which).scalar_one()
            link_reading(store, at, gazetteer, document, reading, record)
            found.append(_of(at, reading))
    return found


def _of(at: sa.Connection, reading: int) -> list[int | None]:
    which = sa.select(tables.actor.c.no).where(tables.actor.c.reading == reading).order_by(tables.actor.c.no)
    numbers: Sequence[int] = at.execute(which).scalars().all()
    is_ = entities.of_actors(at, numbers)
    return [is_.get(no) for no in numbers]


def asked(store: Store) -> set[tuple[int, int]]:
    with store.reading() as at:
        return {(one.entity, one.other) for one in questions.open_questions(at)}


def test_a_known_actor_is_one_entity_under_all_its_names(desk: Store, gazetteer: Gazetteer) -> None:
    link = "coast:coastal-guard"
    named = [Who(name, ActorKind.GROUP, link) for name in ("People’s Coastal Guard", "Lantern Brigades", "حرس الساحل")]
    found = settle(desk, gazetteer, *(record_of(n, one) for n, one in enumerate(named)))
    assert len({one for (one,) in found}) == 1
    with desk.reading() as at:
        _, guard = entities.by_id(at, link)
        names = set(at.execute(sa.select(tables.entity_name.c.name)).scalars())
        used = list(at.execute(sa.select(tables.naming.c.name).order_by(tables.naming.c.reading)).scalars())
    assert guard.name == gazetteer.actor(link).name
    assert guard.countries == gazetteer.actor(link).countries
    assert {alias.name for alias in gazetteer.actor(link).names} <= names
    assert used == [one.name for one in named]


def test_a_spelling_that_reading_did_not_know_finds_the_known_actor(desk: Store, gazetteer: Gazetteer) -> None:
    met = Who("Bashir Qoltan", link="coast:bashir-qoltan")
    (first,), (_, second) = settle(desk, gazetteer, record_of(1, met), record_of(2, QALMARA, Who("Bashier Koltaan")))
    assert first == second
    with desk.reading() as at:
        (new,) = entity_facts.new_links(at, 0, 10)
        last = entity_facts.last_actor(at)
        assert entity_facts.new_links(at, last, 10) == []
    assert (new.name, new.entity) == ("Bashier Koltaan", first)
    assert 0.66 <= new.score < 1
    assert any("spelling" in reason for reason in new.reasons)


def test_who_has_no_name_is_linked_to_nobody(desk: Store, gazetteer: Gazetteer) -> None:
    nobody = (
        Who("officials", form=MentionForm.NOMINAL),
        Who("he", form=MentionForm.PRONOUN),
        Who("Council", ActorKind.ORGANISATION),
        Who("Prime Minister", ActorKind.ORGANISATION),
    )
    record = record_of(1, *nobody)
    assert not any(map(is_named, record.actors))
    assert settle(desk, gazetteer, record) == [[None] * 4]
    with desk.reading() as at:
        assert at.execute(sa.select(sa.func.count()).select_from(tables.entity)).scalar_one() == 0


def test_two_people_of_one_name_stay_two(desk: Store, gazetteer: Gazetteer) -> None:
    body = Who("Court of Stavenhelm", ActorKind.ORGANISATION)
    judge = Who("Oren Vash", role="Judge", body=body.name)
    other = Who("Grain Board of Tellin", ActorKind.ORGANISATION)
    chairman = Who("Oren Vash", role="Chairman", body=other.name)
    made = [
        record_of(1, SORVLAND, judge, body),
        record_of(2, QALMARA, chairman, other),
        record_of(3, SORVLAND, judge, body, day="2031-05-09"),
        record_of(4, QALMARA, chairman, other, day="2031-05-10"),
    ]
    first, second, third, fourth = (one[1] for one in settle(desk, gazetteer, *made))
    assert first == third
    assert second == fourth
    assert first != second


def test_a_short_form_is_asked_about_and_joined_to_nobody(desk: Store, gazetteer: Gazetteer) -> None:
    whole, short = record_of(1, QALMARA, Who("Oren Vashtel")), record_of(2, QALMARA, Who("Vashtel"))
    first, second = (one[1] for one in settle(desk, gazetteer, whole, short))
    assert first != second
    assert asked(desk) == {(first, second)}


def test_an_alias_that_two_claim_stays_disputed_with_both_claims(desk: Store, gazetteer: Gazetteer) -> None:
    claims = ("coast:yunes-toulan", "coast:samira-toulan")
    record = record_of(1, QALMARA, Who("Toul’an", candidates=claims))
    ((_, disputed),) = settle(desk, gazetteer, record)
    with desk.reading() as at:
        claimed = {entities.by_id(at, link)[0] for link in claims}
        known = entities.by_number(at, [disputed or 0])
    assert known[disputed or 0].link is None
    assert disputed is not None
    assert asked(desk) == {(min(disputed, one), max(disputed, one)) for one in claimed}


def test_a_judgement_is_heeded_by_what_is_linked_later(desk: Store, gazetteer: Gazetteer) -> None:
    (first,), (second,) = settle(desk, gazetteer, record_of(1, Who("Oren Vash")), record_of(2, Who("Lea Marsh")))
    with desk.writing() as at:
        ids = [entities.by_number(at, [no or 0])[no or 0].id for no in (first, second)]
        history.judge(desk, at, JudgementKind.SAME, ids[0], "Ana", other=ids[1])
    ((third,),) = settle(desk, gazetteer, record_of(3, Who("Lea Marsh")))
    with desk.reading() as at:
        assert entities.by_number(at, [third or 0])[third or 0].id == ids[0]
    assert asked(desk) == set()


def test_who_was_judged_before_it_was_linked_is_linked_and_the_judgement_holds(
    desk: Store, gazetteer: Gazetteer
) -> None:
    settle(desk, gazetteer, record_of(1, Who("Oren Vash")))
    record = record_of(2, Who("Tarik Dunmore"))
    number = file_record(desk, record)  # filed, and not linked yet
    with desk.reading() as at:
        vash = at.execute(sa.select(tables.entity.c.id).where(tables.entity.c.name == "Oren Vash")).scalar_one()
    with desk.writing() as at:
        said = history.judge(desk, at, JudgementKind.SAME, f"{record.document.id}/a0", "Ana", other=vash)
    with desk.writing() as at:
        reading = at.execute(sa.select(tables.reading.c.no).where(tables.reading.c.document == number)).scalar_one()
        link_reading(desk, at, gazetteer, number, reading, record)
    with desk.reading() as at:
        assert [row.put for row in at.execute(sa.select(tables.linked))] == [None, None]
        assert len(entities.by_id(at, vash)[1].merged) == 1
    with desk.writing() as at:
        history.undo(desk, at, said.id, "Ana")
    with desk.reading() as at:
        assert entities.by_id(at, vash)[1].merged == ()


def test_those_that_were_judged_one_are_no_rivals(desk: Store, gazetteer: Gazetteer) -> None:
    body = Who("Court of Stavenhelm", ActorKind.ORGANISATION)
    other = Who("Grain Board of Tellin", ActorKind.ORGANISATION)
    made = [
        record_of(1, SORVLAND, Who("Oren Vash", role="Judge", body=body.name), body),
        record_of(2, QALMARA, Who("Oren Vash", role="Chairman", body=other.name), other),
    ]
    first, second = (one[1] for one in settle(desk, gazetteer, *made))
    with desk.writing() as at:
        known = entities.by_number(at, [first or 0, second or 0])
        ids = [known[no or 0].id for no in (first, second)]
        history.judge(desk, at, JudgementKind.SAME, ids[0], "Ana", other=ids[1])
    ((third,),) = settle(desk, gazetteer, record_of(3, Who("Oren Vash")))
    assert third in (first, second)


def test_names_of_any_length_are_kept_as_far_as_they_can_be(desk: Store, gazetteer: Gazetteer) -> None:
    long = "Oren " + "Vashtel" * 900
    ((first,),) = settle(desk, gazetteer, record_of(1, Who(long)))
    assert first is not None
    with desk.reading() as at:
        kept = [
            *at.execute(sa.select(tables.naming.c.name)).scalars(),
            *at.execute(sa.select(tables.entity.c.name)).scalars(),
        ]
    assert kept == [long[:200]] * 2


def test_a_new_reading_is_linked_anew_and_what_the_old_one_had_stays(desk: Store, gazetteer: Gazetteer) -> None:
    record = record_of(1, QALMARA, Who("Oren Vash", role="Judge"))
    ((_, first),) = settle(desk, gazetteer, record)
    with desk.writing() as at:
        document = at.execute(sa.select(tables.document.c.no)).scalar_one()
        reading = file_reading(desk, at, document, record, CODEBOOK)
        link_reading(desk, at, gazetteer, document, reading, record)
        _, second = _of(at, reading)
        readings = set(at.execute(sa.select(tables.office.c.reading)).scalars())
    assert first == second
    assert len(readings) == 2


def test_the_same_documents_in_the_same_order_give_the_same_on_both_databases(
    desk: Store, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    body = Who("Court of Stavenhelm", ActorKind.ORGANISATION)
    made = [
        record_of(1, QALMARA, Who("Oren Vash"), Who("Toul’an", candidates=("coast:yunes-toulan",))),
        record_of(2, SORVLAND, Who("Orin Vash"), Who("Interior Ministry", ActorKind.ORGANISATION)),
        record_of(3, QALMARA, Who("Vash"), Who("Interior Ministry", ActorKind.ORGANISATION)),
        record_of(4, QALMARA, Who("Oren Vash", role="Judge", body=body.name), body),
        record_of(5, QALMARA, Who("Oren Vashe", role="Judge", body=body.name), body),
    ]
    settle(desk, gazetteer, *made)
    with desk.reading() as at:
        first = linked_state.dumped(at)
    for database in (None, new_database()):
        with database or nullcontext() as address:
            again = create(tmp_path / f"again-{address is None}", SetClock(), address)
            try:
                settle(again, gazetteer, *made)
                with again.reading() as at:
                    assert linked_state.dumped(at) == first
            finally:
                again.close()
