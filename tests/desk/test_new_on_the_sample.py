"""What the sample desk's story says for the first time: what must be called new, and what must not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.analysis.network import Asked, network
from onrecord.analysis.novelty import news, news_of_document, novelty
from onrecord.analysis.novelty_parts import Asks, Check, Found, News, Novelty, Scope
from onrecord.desk import Desk
from onrecord.store import profile_rows, tables

BUREAU = "Ninth Bureau"


def statement(desk: Desk, words: str, speaker: str | None = None) -> list[str]:
    """The ids of the statements of the sample that hold these words, in the order of filing."""
    from onrecord.store.profile_details import details

    finding = tables.finding
    with desk.store.reading() as at:
        numbers = at.execute(sa.select(finding.c.no).where(finding.c.kind == "statement")).scalars().all()
        found = details(at, sorted(numbers), None)
    return [one.id for _, one in sorted(found.items()) if words in one.words]


def of(desk: Desk, words: str) -> Novelty:
    """How new the first statement with these words is."""
    id_ = statement(desk, words)[0]
    with desk.store.reading() as at:
        return novelty(desk.store, at, id_, None, desk.gazetteer)


def check(found: Novelty, asks: Asks, scope: Scope) -> Check:
    """The check of a kind."""
    return next(one for one in found.checks if (one.asks, one.scope) == (asks, scope))


def test_the_first_to_accuse_the_ninth_bureau_is_the_foreign_minister(sample_desk: Desk) -> None:
    found = of(sample_desk, "accused Nesharra’s Ninth Bureau of supplying the shells")
    assert [who.name for who in found.targets] == [BUREAU]
    for scope in Scope:
        one = check(found, Asks.ACT, scope)
        assert one.found is Found.FIRST, one
        assert one.bound.documents > 30
        assert one.bound.unread > 0  # Arabic and Persian, whose statements are not read
    assert check(found, Asks.ACT, Scope.SIDE).bound.statements > 20


def test_without_packs_the_side_is_made_of_texts_and_that_is_said(sample_desk: Desk) -> None:
    id_ = statement(sample_desk, "accused Nesharra’s Ninth Bureau of supplying the shells")[0]
    with sample_desk.store.reading() as at:
        found = novelty(sample_desk.store, at, id_)
    assert any("in no pack that is loaded" in note for note in found.notes)
    assert found.side is not None
    assert "Qalmara" in {who.name for who in found.side.members}


def test_the_second_to_accuse_it_is_new_for_his_side_only(sample_desk: Desk) -> None:
    found = of(sample_desk, "accused Nesharra’s Ninth Bureau of supplying the mine")
    assert check(found, Asks.ACT, Scope.SPEAKER).found is Found.FIRST
    assert check(found, Asks.ACT, Scope.SIDE).found is Found.FIRST
    anyone = check(found, Asks.ACT, Scope.ANYONE)
    assert (anyone.found, anyone.days) == (Found.AGAIN, 1)
    assert anyone.earlier is not None
    assert "supplying the shells" in anyone.earlier.words
    assert found.side is not None
    assert [who.name for who in found.side.bodies] == ["Sorvland"]
    # The brief that carries it the day after is no second accusation.
    assert found.carriers == 2
    again = statement(sample_desk, "accused Nesharra’s Ninth Bureau of supplying the mine")[-1]
    with sample_desk.store.reading() as at:
        carried = novelty(sample_desk.store, at, again, None, sample_desk.gazetteer)
    assert carried.statement.id == found.statement.id
    assert carried.asked is not None


def test_the_first_threat_against_the_observers(sample_desk: Desk) -> None:
    found = of(sample_desk, "We will shell the observers’ post at Khor Lethan")
    one = check(found, Asks.ACT, Scope.ANYONE)
    assert one.found is Found.FIRST
    assert "threatens “the observers" in one.words
    assert any("side of Salt Front" in note for note in found.notes)


def test_a_first_threat_of_the_militia_and_not_its_second_telling(sample_desk: Desk) -> None:
    found = of(sample_desk, "we will close the strait to all ships on 10 May")
    assert check(found, Asks.ACT, Scope.SPEAKER).found is Found.FIRST
    retold = of(sample_desk, "had threatened to close it")
    assert check(retold, Asks.ACT, Scope.SIDE).found is Found.AGAIN
    assert any("told as past" in note or "tells of it as past" in note for note in retold.notes)


def test_the_contradiction_is_a_candidate_with_the_earlier_statement_beside_it(sample_desk: Desk) -> None:
    found = of(sample_desk, "We sold the port authority forty mines in 2025")
    one = check(found, Asks.POSITION, Scope.SPEAKER)
    assert one.earlier is not None
    assert "Nesharra has never sold a mine to anyone" in one.earlier.words
    assert one.earlier.source.published is not None
    assert one.earlier.source.published.startswith("2031-04-25")
    assert "a candidate" in one.words


def test_the_softened_sentence_stands_beside_the_one_it_replaced(sample_desk: Desk) -> None:
    found = of(sample_desk, "would welcome an explanation from the military attaché")
    one = next(one for one in found.checks if one.asks is Asks.REVISED)
    assert "The Ministry will expel the military attaché of Nesharra" in one.words
    with sample_desk.store.reading() as at:
        page = news_of_document(sample_desk.store, at, found.statement.source.document, None, sample_desk.gazetteer)
    changed = {(one.then or "")[:24]: one.now for one in page.differs}
    assert str(changed["The Ministry will expel "]).startswith("The Ministry would welcome")
    assert any("accused Nesharra’s Ninth Bureau" in one.words for one in page.gone)


def test_what_must_not_be_called_new(sample_desk: Desk) -> None:
    # The wire's story is one saying, whoever carries it: none of six carriers said it for the first time.
    story = statement(sample_desk, "The searches were lawful, and they are over")
    assert len(story) > 4
    with sample_desk.store.reading() as at:
        firsts = {novelty(sample_desk.store, at, id_, None, sample_desk.gazetteer).statement.id for id_ in story}
    assert len(firsts) == 1
    # The same body was accused by others of the militia before: whether of the same name only, is not known.
    found = of(sample_desk, "accused the Interior Ministry of losing a report")
    assert check(found, Asks.ACT, Scope.SPEAKER).found is Found.FIRST
    assert check(found, Asks.ACT, Scope.SIDE).found is not Found.FIRST
    # The leaflet bears no date.
    leaflet = of(sample_desk, "We demand that Bashir Qoltan resign")
    assert not leaflet.is_new
    # A demand of somebody of whom an undated text demands something: not known to be the first.
    mayor = of(sample_desk, "demanded that the minister come and explain himself")
    assert check(mayor, Asks.ACT, Scope.ANYONE).found is Found.UNCLEAR


def told(desk: Desk, since: str, **how: object) -> News:
    """The news of the desk."""
    with desk.store.reading() as at:
        return news(desk.store, at, since, None, desk.gazetteer, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("sample_desk", ["sqlite"], indirect=True)
def test_the_newest_of_the_last_week_of_april(sample_desk: Desk) -> None:
    found = told(sample_desk, "2031-04-22", until="2031-04-24", limit=6)
    words = [one.statement.words for one in found.items]
    assert any("supplying the shells" in one for one in words)
    assert any("taking soundings for a landing" in one for one in words)
    assert any("supplying the mine" in one for one in words)
    assert all(one.is_new for one in found.items)
    assert found.undated == 4


def test_the_network_of_the_sample(sample_desk: Desk) -> None:
    with sample_desk.store.reading() as at:
        found = network(sample_desk.store, at, Asked())
        early = network(sample_desk.store, at, Asked("2031-04-20"))
        roots = profile_rows.joined_to(at, None)
    names = [node.who.name for node in found.nodes]
    by = {(names[one.a], one.type, names[one.b]): one for one in found.edges}
    bureau = by[BUREAU, "part of", "Nesharra"]
    assert (bureau.standing, bureau.told.attributed) == ("attributed", 4)
    spokesman = next(one for key, one in by.items() if key[:2] == ("Idris ben Qatoul", "spokesperson of"))
    assert (spokesman.standing, spokesman.first) == ("reported", "2031-04-13")
    assert spokesman.texts < spokesman.findings  # six papers carry the wire's story
    member = next(one for key, one in by.items() if key[:2] == ("Idris ben Qatoul", "member of"))
    assert member.standing == "derived"
    assert BUREAU not in {early.nodes[end].who.name for one in early.edges for end in (one.a, one.b)}
    assert roots == {} or found.nodes
