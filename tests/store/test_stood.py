"""As of a time an actor is whom it was then, whatever judgements said before or since: found, counted and named so."""

from __future__ import annotations

import random

import pytest
import sqlalchemy as sa

from onrecord.analysis.profile import Profile, profile
from onrecord.errors import StoreError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import JudgementKind
from onrecord.store import history, tables
from onrecord.store.opening import Store

from ..analysis.reporting import Report, settle
from .searched import found

MARSH = "Lea Marsh"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


def three(store: Store, gazetteer: Gazetteer) -> list[str]:
    """Three reports in which one woman speaks of another; the documents' ids."""
    records = []
    for number in range(3):
        page = Report()
        page.said(MARSH, f"the pier {number} is open", about="Tamar Keel")
        page.did(MARSH, "struck", "Oren Vash")
        records.append(page.record(f"2031-05-0{number + 1}", "Quay Courier"))
    settle(store, gazetteer, *records)
    with store.reading() as at:
        return list(at.execute(sa.select(tables.document.c.id).order_by(tables.document.c.no)).scalars())


def entity_of(store: Store, name: str) -> str:
    with store.reading() as at:
        which = sa.select(tables.entity.c.id).where(tables.entity.c.name == name).order_by(tables.entity.c.no).limit(1)
        return str(at.execute(which).scalar_one())


def now(store: Store) -> str:
    with store.writing() as at:
        return store.now(at)


def shown(store: Store, id_: str, at_time: str | None = None) -> Profile | None:
    with store.reading() as at:
        try:
            return profile(store, at, id_, at_time)
        except StoreError:
            return None


def answers(store: Store, ids: list[str], at_time: str | None = None) -> list[object]:
    """All that is told of these entities in ways that depend on who is who."""
    told: list[object] = []
    for id_ in ids:
        for typed in (
            f'speaker:"{id_}"',
            f'NOT target:"{id_}" kind:event',
            f'dyad:"{id_} > Oren Vash"',
            f'actor:"{id_}"',
        ):
            told.append((typed, sorted(hit.id for hit in found(store, typed, at_time=at_time))))
        one = shown(store, id_, at_time)
        if one is not None:
            parts = {name: getattr(one, name) for name in ("said", "about", "did", "undergone")}
            told.append({name: (part.tally, part.by_other, part.shown) for name, part in parts.items()})
            told.append((one.names, one.documents, one.company, one.first, one.last, one.entity))
    told.append(sorted(hit.id for hit in found(store, f'"{MARSH}" OR open', at_time=at_time)))
    return told


def test_what_was_put_elsewhere_since_is_found_where_it_stood(store: Store, gazetteer: Gazetteer) -> None:
    first, *_ = three(store, gazetteer)
    marsh = entity_of(store, MARSH)
    before = now(store)
    assert len(found(store, f'speaker:"{marsh}"')) == 3
    with store.writing() as at:
        said = history.judge(store, at, JudgementKind.DIFFERENT, f"{first}/a0", "mira", other=marsh)
    while_apart = now(store)
    assert len(found(store, f'speaker:"{marsh}"')) == 2
    assert len(found(store, f'speaker:"{marsh}"', at_time=before)) == 3
    with store.writing() as at:
        history.undo(store, at, said.id, "mira")
    assert len(found(store, f'speaker:"{marsh}"')) == 3
    assert len(found(store, f'speaker:"{marsh}"', at_time=while_apart)) == 2
    assert len(found(store, f'speaker:"{marsh}"', at_time=before)) == 3
    then, one = shown(store, marsh, while_apart), shown(store, marsh)
    assert then is not None
    assert one is not None
    assert (then.said.tally.findings, then.documents, one.said.tally.findings, one.documents) == (2, 2, 3, 3)


def test_names_go_with_the_actor_that_was_put_elsewhere(store: Store, gazetteer: Gazetteer) -> None:
    first, *_ = three(store, gazetteer)
    marsh = entity_of(store, MARSH)
    with store.writing() as at:
        history.judge(store, at, JudgementKind.DIFFERENT, f"{first}/a0", "mira", other=marsh)
    with store.reading() as at:
        other = at.execute(sa.select(tables.entity.c.id).order_by(tables.entity.c.no.desc()).limit(1)).scalar_one()
    for id_, times in ((marsh, 2), (other, 1)):
        one = shown(store, id_)
        assert one is not None
        assert [(name.name, name.times) for name in one.names] == [(MARSH, times)]


def test_every_moment_answers_as_it_did(store: Store, gazetteer: Gazetteer) -> None:
    documents = three(store, gazetteer)
    marsh, keel = entity_of(store, MARSH), entity_of(store, "Tamar Keel")
    chance = random.Random(6)
    made: list[str] = []
    moments: list[tuple[str, list[str], list[object]]] = []
    for _ in range(8):
        ids = [marsh, keel]
        with store.reading() as at:
            ids += at.execute(sa.select(tables.entity.c.id).where(tables.entity.c.id.not_in(ids))).scalars().all()
        moments.append((now(store), ids, answers(store, ids)))
        actor = f"{chance.choice(documents)}/a{chance.randrange(2)}"
        try:
            with store.writing() as at:
                if made and chance.random() < 0.4:
                    history.undo(store, at, made.pop(chance.randrange(len(made))), "mira")
                else:
                    kind = chance.choice((JudgementKind.DIFFERENT, JudgementKind.SAME))
                    made.append(history.judge(store, at, kind, actor, "mira", other=chance.choice((marsh, keel))).id)
        except StoreError:
            continue  # against one that holds
    assert len({str(told) for _, _, told in moments}) > 3
    for moment, ids, told in moments:
        assert answers(store, ids, moment) == told
