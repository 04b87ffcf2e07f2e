"""Claims: who affirms, contradicts or revises what, what stands behind each side, and what is never compared."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from onrecord.analysis.claim_backing import apart
from onrecord.analysis.claim_parts import Backing, Beside, Claims, Stance
from onrecord.analysis.claims import Chosen, Wanted, chosen, claims, of_statement
from onrecord.errors import StoreError
from onrecord.record import JudgementKind
from onrecord.store import history, tables
from onrecord.store.opening import Store
from tests.store.conftest import clock, database, store

from .claiming import Said, filed

__all__ = ["clock", "database", "store"]
VASH, MARSH = "Oren Vash", "Lea Marsh"
SOLD = "the port authority of Tellin sold forty mines to the militia"
NEVER = "the port authority of Tellin never sold a mine to the militia"
THIRTY = "the port authority of Tellin sold thirty mines to the militia"
EVERY = Chosen()
AFFIRMS, CONTRADICTS, REVISES = Stance.AFFIRMS, Stance.CONTRADICTS, Stance.REVISES


def beside(store: Store, id_: str, at_time: str | None = None, **wanted: object) -> tuple[Beside, ...]:
    with store.reading() as at:
        return of_statement(store, at, id_, at_time, Wanted(**wanted))  # type: ignore[arg-type]


def every(store: Store, at_time: str | None = None, asked: Chosen = EVERY, **wanted: object) -> Claims:
    with store.reading() as at:
        return claims(store, at, chosen(at, asked, at_time), at_time, Wanted(**wanted))  # type: ignore[arg-type]


def stances(found: tuple[Beside, ...]) -> list[tuple[str, Stance, bool]]:
    return [(one.cited.id, one.stance, one.itself) for one in found]


def test_others_and_the_speaker_himself_are_told_with_words_and_source(store: Store) -> None:
    sold, never, thirty, _ = filed(
        store,
        Said(VASH, SOLD),
        Said(VASH, NEVER, "2031-06-20", "Quay Courier"),
        Said(MARSH, THIRTY, "2031-05-03"),
        Said(MARSH, "the fishermen of the island want their nets back"),
    )
    found = beside(store, sold)
    assert stances(found) == [(never, CONTRADICTS, True), (thirty, REVISES, False)]
    first = found[0]
    assert first.cited.words.endswith(NEVER)
    assert (first.cited.standing, first.cited.on_word) == ("attributed", (VASH,))
    assert (first.cited.source.outlet, first.cited.day) == ("Quay Courier", "2031-06-20")
    assert "the later denies: “never”" in first.reasons
    assert "the same speaker" in first.reasons
    assert any("“forty”" in reason and "“thirty”" in reason for reason in found[1].reasons)
    assert stances(beside(store, never))[0] == (sold, CONTRADICTS, True)


def test_only_what_is_wanted(store: Store) -> None:
    sold, never, thirty = filed(
        store, Said(VASH, SOLD), Said(VASH, NEVER, "2031-06-20"), Said(MARSH, THIRTY, "2031-05-03")
    )
    assert stances(beside(store, sold, stances=frozenset((REVISES,)))) == [(thirty, REVISES, False)]
    assert stances(beside(store, sold, itself=True)) == [(never, CONTRADICTS, True)]
    assert len(beside(store, sold, limit=1)) == 1


def test_we_is_known_by_an_office_that_another_document_tells(store: Store) -> None:
    filed(store, Said(VASH, "the weather will hold over the harbour", of="Tellin"))
    ids = filed(store, Said(VASH, "we sold forty mines to the militia", "2031-05-05"))
    ids = filed(store, Said(MARSH, "Tellin never sold a mine to the militia", "2031-05-06"))
    (found,) = beside(store, ids[-1])
    assert (found.cited.id, found.stance) == (ids[-2], CONTRADICTS)


def test_reports_of_one_utterance_are_one_and_an_altered_one_contradicts_nobody(store: Store) -> None:
    words = "“The searches of all these fishing boats were {} and they are over for this year”"
    lawful, unlawful, never = filed(
        store,
        Said(VASH, words.format("lawful"), outlet="Wire"),
        Said(VASH, words.format("unlawful"), outlet="Quay Courier"),
        Said(MARSH, "the searches of the fishing boats were not lawful", "2031-05-03"),
    )
    with store.reading() as at:
        joined = at.execute(sa.select(tables.told.c.how).where(tables.told.c.how == "altered")).scalars().all()
    assert joined == ["altered", "altered"]
    (found,) = beside(store, never)
    assert (found.cited.id, found.stance, found.others) == (lawful, CONTRADICTS, 1)
    assert [one.cited.id for one in beside(store, unlawful)] == [never]
    (claim,) = every(store).claims
    assert [line.cited.id for line in claim.lines] == [lawful, never]
    assert claim.lines[0].carriers == 2


def test_a_claim_counts_speakers_utterances_and_origins_and_no_carriers(store: Store) -> None:
    quote = f"“{SOLD} in the spring of that year”"
    ids = filed(
        store,
        Said(VASH, quote, outlet="Wire"),
        Said(VASH, quote, outlet="Quay Courier"),
        Said(MARSH, f"{SOLD} and was paid for them", "2031-05-04", "Island Radio"),
        Said("Ister Blau", NEVER, "2031-05-05", "Wire"),
    )
    (claim,) = every(store).claims
    assert [(line.cited.id, line.stance) for line in claim.lines] == [
        (ids[0], AFFIRMS),
        (ids[2], AFFIRMS),
        (ids[3], CONTRADICTS),
    ]
    assert claim.affirmed == Backing(speakers=2, utterances=2, documents=3, origins=3)
    assert claim.contradicted == Backing(speakers=1, utterances=1, documents=1, origins=1)
    assert claim.revised == Backing(0, 0, 0, 0)


def test_a_carrier_that_was_rejected_is_counted_nowhere(store: Store) -> None:
    quote = f"“{SOLD} in the spring of that year”"
    _, carrier, never = filed(
        store, Said(VASH, quote, outlet="Wire"), Said(VASH, quote, "2031-05-03", "Quay Courier"),
        Said(MARSH, NEVER, "2031-05-05"),
    )  # fmt: skip
    with store.writing() as at:
        whole = store.now(at)
        history.judge(store, at, JudgementKind.REJECT, carrier, "mira", why="it does not quote him")

    def counted(at_time: str | None) -> tuple[int, int, int]:
        (claim,) = every(store, at_time).claims
        (line,) = beside(store, never, at_time)
        return claim.lines[0].carriers, claim.affirmed.documents, line.others

    assert counted(whole) == (2, 2, 1)
    assert counted(None) == (1, 1, 0)


def test_what_shares_anything_is_counted_once() -> None:
    assert apart([]) == 0
    assert apart([frozenset("ab"), frozenset("cd"), frozenset("bc"), frozenset("x")]) == 2


def test_rejected_statements_are_left_out_from_then_on(store: Store) -> None:
    sold, never = filed(store, Said(VASH, SOLD), Said(MARSH, NEVER, "2031-05-05"))
    with store.writing() as at:
        moment = store.now(at)
        history.judge(store, at, JudgementKind.REJECT, never, "mira", why="misread")
    assert beside(store, sold) == ()
    assert every(store).claims == ()
    assert stances(beside(store, sold, moment)) == [(never, CONTRADICTS, False)]
    assert len(every(store, moment).claims) == 1


def test_statements_are_chosen_by_speaker_question_and_day(store: Store) -> None:
    filed(store, Said(VASH, SOLD), Said(MARSH, NEVER, "2031-05-05"))
    with store.reading() as at:
        numbers = at.execute(sa.select(tables.finding.c.no).where(tables.finding.c.kind == "statement")).scalars().all()
        names = {row.name: row.no for row in at.execute(sa.select(tables.entity.c.no, tables.entity.c.name))}
        assert chosen(at, Chosen()) == sorted(numbers)
        assert chosen(at, Chosen(actor=names[MARSH])) == [max(numbers)]
        assert chosen(at, Chosen(since="2031-05-03")) == [max(numbers)]
        assert chosen(at, Chosen(query="forty")) == [min(numbers)]
        assert chosen(at, Chosen(actor=names[MARSH], query="forty")) == []
    assert len(every(store, asked=Chosen(since="2031-05-03")).claims) == 1


def test_the_surest_contradictions_come_first_and_the_rest_is_counted(store: Store) -> None:
    filed(
        store,
        Said(VASH, "the bridge of Tellin was burned by nine raiders in May"),
        Said(MARSH, "the bridge of Tellin was burned by eleven raiders in May"),
        Said(VASH, SOLD),
        Said(MARSH, NEVER, "2031-05-05"),
    )
    found = every(store)
    assert [[line.found for line in claim.lines] for claim in found.claims] == [[None, CONTRADICTS], [None, REVISES]]
    assert (found.asked, found.compared, found.left) == (4, 4, 0)
    assert (len(every(store, limit=1).claims), every(store, limit=1).left) == (1, 1)
    assert len(every(store, stances=frozenset((REVISES,))).claims) == 1


def test_what_stands_on_no_statement_is_refused(store: Store) -> None:
    filed(store, Said(VASH, SOLD))
    with pytest.raises(StoreError):
        beside(store, "s:0000000000000000")
