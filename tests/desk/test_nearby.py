"""More like this, over the sample desk: by meaning, of what fits, each utterance once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.desk import Desk
from onrecord.desk.asking import asked, find
from onrecord.desk.nearby import like, renew
from onrecord.desk.settling import meaning
from onrecord.errors import StoreError
from onrecord.store import tables
from onrecord.store.vectors import made_by, set_made_by

#: Said in Sorvland's and the wire's words, and carried by seven.
LAWFUL = '"searches were lawful" kind:statement source:"Littoral Press Agency"'


def first(desk: Desk, question: str) -> str:
    return find(desk, asked(question)).hits[0].id


def words_of(desk: Desk, id_: str) -> str:
    """The words from a statement's begin to its end."""
    finding, text = tables.finding, tables.document_text
    which = sa.select(finding.c.begin, finding.c.end, text.c.text).join(text, text.c.document == finding.c.document)
    with desk.store.reading() as at:
        row = at.execute(which.where(finding.c.id == id_)).first()
    assert row is not None
    return str(row.text[row.begin : row.end])


def test_what_is_nearest_to_words_says_the_same(sample_desk: Desk) -> None:
    near = like(sample_desk, "they refuse to give up the mines while foreign warships are in port", most=3)
    assert any(
        "no mine while a foreign frigate lies in Port Yassem" in words_of(sample_desk, one.hit.id) for one in near
    )
    scores = [one.hit.score for one in near]
    assert scores == sorted(scores, key=lambda score: -(score or 0.0))
    assert near[0].hit.why == (f"nearness of meaning {near[0].hit.score:.2f}",)


def test_reports_of_the_same_utterance_are_not_told_as_others(sample_desk: Desk) -> None:
    asked_about = first(sample_desk, LAWFUL)
    near = like(sample_desk, asked_about, most=50)
    assert asked_about not in {one.hit.id for one in near}
    assert not any("searches were lawful" in words_of(sample_desk, one.hit.id) for one in near)
    to_words = like(sample_desk, "The searches were lawful, and they are over", most=50)
    carried = [one for one in to_words if "searches were lawful" in words_of(sample_desk, one.hit.id)]
    assert len(carried) == 1
    assert carried[0].others >= 4


def test_filters_apply_before(sample_desk: Desk) -> None:
    """What fits is found however far down it stands among all."""
    wanted = "Nesharra will stand by the militia"
    only = asked("speaker:Mehvesh")
    near = like(sample_desk, wanted, only, most=5)
    every = [one.hit.id for one in like(sample_desk, wanted, most=1000)]
    fit = {hit.id for hit in find(sample_desk, asked("speaker:Mehvesh kind:statement"), most=100).hits}
    assert near
    assert {one.hit.id for one in near} <= fit
    assert [one.hit.id for one in near] == [id_ for id_ in every if id_ in fit][: len(near)]


def test_a_finding_that_stands_on_a_statement_is_as_good_as_that(sample_desk: Desk) -> None:
    commitment = first(sample_desk, "kind:commitment mine")
    assert like(sample_desk, commitment, most=3)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("s:0000000000000000", "no finding of this id"),
        ("البحر", "nothing is known of what these words mean"),
        ("", "nothing is known of what these words mean"),
    ],
)
def test_what_cannot_be_compared_is_told(sample_desk: Desk, wanted: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        like(sample_desk, wanted)


def test_vectors_of_an_older_model_are_made_again(sample_desk: Desk) -> None:
    store, version = sample_desk.store, meaning().version
    like(sample_desk, "a blockade")
    columns = sa.select(tables.vector.c.finding, tables.vector.c.version, tables.vector.c.vector)
    with store.reading() as at:
        before = at.execute(columns.order_by(tables.vector.c.finding)).all()
        assert made_by(at) == version
    with store.writing() as at:
        at.execute(sa.update(tables.vector).values(version="older", vector=b"\x01\x02"))
        set_made_by(at, "older")
    assert renew(sample_desk) == len(before)
    assert renew(sample_desk) == 0
    with store.reading() as at:
        assert at.execute(columns.order_by(tables.vector.c.finding)).all() == before
