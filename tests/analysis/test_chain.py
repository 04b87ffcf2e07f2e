"""Chains: who carried an utterance first, who has it from whom by which words, and what was altered."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from onrecord.analysis.chain import Chain, chain
from onrecord.analysis.origins import Sign
from onrecord.errors import StoreError
from onrecord.record import Forward, JudgementKind, Provenance, Zone, ZoneKind
from onrecord.store import filing, history, marking, tables
from onrecord.store.opening import Store
from tests.store.conftest import clock, database, store

from .carrying import QUOTE, Report, carry, carry_record, id_of, outlet, record_of

__all__ = ["clock", "database", "store"]
EARLY, LATE = "2031-04-01T09:00:00+00:00", "2031-04-03T09:00:00+00:00"


def chain_of(store: Store, statement: int, at_time: str | None = None) -> Chain:
    """The chain of a statement, by its number."""
    with store.reading() as at:
        return chain(store, at, id_of(at, statement), at_time)


def links(found: Chain) -> list[tuple[int, int, Sign, str | None]]:
    return [(link.carrier, link.origin, link.sign, link.words) for link in found.links]


def test_a_statement_alone_is_a_chain_of_one(store: Store) -> None:
    found = chain_of(store, carry(store, Report()))
    (only,) = found.carriers
    assert (only.how, only.words, only.speaker) == (None, (QUOTE,), "Oren Vash")
    assert (found.links, found.voices, found.asked, found.left) == ((), (0,), 0, 0)


def test_brief_has_it_from_wire_and_wire_from_site(store: Store) -> None:
    carry(store, Report(outlet="Coastal Site", published=EARLY))
    carry(store, Report(outlet="Littoral Press Agency", through="Coastal Site", before="The Coastal Site had it. "))
    last = carry(
        store,
        Report(
            outlet="Basin Desk", published=LATE, after="So the Littoral Press Agency had it.",
            through="Littoral Press Agency", cue="was quoted as saying",
        ),
    )  # fmt: skip
    found = chain_of(store, last)
    assert links(found) == [
        (1, 0, Sign.MEDIUM, "Coastal Site"),
        (2, 1, Sign.MEDIUM, "Littoral Press Agency"),
    ]
    assert found.path(2) == (2, 1, 0)
    assert (found.voices, found.asked) == ((0,), 2)
    for link in found.links:
        text = record_text(store, found.carriers[link.carrier].document)
        assert link.span is not None
        assert link.span.of(text) == link.words


def test_what_was_rejected_is_no_voice_and_who_asks_for_it_is_told(store: Store) -> None:
    first = carry(store, Report(published=EARLY))
    second = carry(store, Report(outlet="Wire"))
    before = chain_of(store, second)
    assert (len(before.carriers), before.voices, before.rejected) == (2, (0, 1), 0)
    with store.writing() as at:
        moment = store.now(at)
        said = history.judge(store, at, JudgementKind.REJECT, id_of(at, first), "mira", why="misread")
    found = chain_of(store, second)
    assert [one.document for one in found.carriers] == [before.carriers[1].document]
    assert (found.voices, found.rejected) == ((0,), 1)
    assert [one.judged for one in chain_of(store, first).carriers] == ["rejected", None]
    assert chain_of(store, second, moment) == before
    with store.writing() as at:
        history.undo(store, at, said.id, "mira")
        history.judge(store, at, JudgementKind.EDIT, id_of(at, second), "mira", value={"act": "deny"})
    assert [one.judged for one in chain_of(store, first).carriers] == [None, "edited"]


def test_what_was_not_said_and_what_stands_in_a_comment_is_told_so(store: Store) -> None:
    record = record_of(Report())
    (said,) = record.statements
    zones = (Zone(ZoneKind.COMMENT, record.zones[0].span),)
    said = replace(said, negated=True, zone=ZoneKind.COMMENT)
    (only,) = chain_of(store, carry_record(store, replace(record, zones=zones, statements=(said,)), Report())).carriers
    assert (only.negated, only.zone) == (True, "comment")


def record_text(store: Store, id_: str) -> str:
    with store.reading() as at:
        words, document = tables.document_text, tables.document
        which = sa.select(words.c.text).join(document, document.c.no == words.c.document).where(document.c.id == id_)
        return str(at.execute(which).scalar_one())


def test_carriers_that_cite_nobody_may_be_independent(store: Store) -> None:
    carry(store, Report(published=EARLY))
    last = carry(store, Report(outlet="Wire"))
    assert chain_of(store, last).voices == (0, 1)
    carry(store, Report(outlet="Wire", published=LATE, after="It had nothing to add."))
    assert chain_of(store, last).voices == (0, 1)  # what one outlet has twice is one voice


def test_outlets_that_speak_for_one_body_are_one_voice(store: Store) -> None:
    with store.writing() as at:
        outlet(at, "Vash Online", speaks_for='["coast:vash"]')
        outlet(at, "Vash Channel", kind="channel", speaks_for='["coast:vash"]')
    carry(store, Report(outlet="Vash Channel", published=EARLY))
    last = carry(store, Report(outlet="Vash Online"))
    assert (links(chain_of(store, last)), chain_of(store, last).voices) == ([], (0,))


def test_ten_outlets_with_one_origin_are_one_voice(store: Store) -> None:
    carry(store, Report(outlet="Littoral Press Agency", published=EARLY))
    for number in range(9):
        last = carry(store, Report(outlet=f"Paper {number}", before="PORT YASSEM (Littoral Press Agency) - "))
    found = chain_of(store, last)
    assert len(found.carriers) == 10
    assert found.voices == (0,)
    assert {link.sign for link in found.links} == {Sign.DATELINE}


def test_a_forwarded_message_has_it_from_where_it_stood(store: Store) -> None:
    carry(store, Report(outlet="Nets", provenance=Provenance(key="telegram:57", item="41"), published=EARLY))
    forward = Forward(name="Nets", key="telegram:57", item="41")
    last = carry(store, Report(outlet="Guard", provenance=Provenance(key="telegram:31", item="9", forward=forward)))
    assert links(chain_of(store, last)) == [(1, 0, Sign.FORWARDED, "Nets")]


def test_a_forward_of_another_message_is_none(store: Store) -> None:
    carry(store, Report(outlet="Nets", provenance=Provenance(key="telegram:57", item="41"), published=EARLY))
    forward = Forward(name="Elsewhere", key="telegram:57", item="40")
    last = carry(store, Report(outlet="Guard", provenance=Provenance(key="telegram:31", item="9", forward=forward)))
    assert links(chain_of(store, last)) == []


def test_its_website_is_that_of_whom_the_outlet_speaks_for(store: Store) -> None:
    with store.writing() as at:
        outlet(at, "Vash Online", kind="armed group", speaks_for='["Oren Vash"]')
        outlet(at, "Vash Channel", kind="channel", speaks_for='["Oren Vash"]')
    carry(store, Report(outlet="Vash Channel", published="2031-04-01T08:00:00+00:00"))
    carry(store, Report(outlet="Vash Online", published=EARLY, before="He spoke on our channel this morning. "))
    last = carry(store, Report(outlet="Wire", after="His statement stood on his website on Monday."))
    assert links(chain_of(store, last)) == [
        (1, 0, Sign.MEDIUM, "our channel"),
        (2, 1, Sign.MEDIUM, "his website"),
    ]


def test_to_be_called_as_an_outlet_is_does_not_cite_it(store: Store) -> None:
    """A militia's site is called as the militia is."""
    with store.writing() as at:
        outlet(at, "Oren Vash", kind="armed group", speaks_for='["Oren Vash"]')
    carry(store, Report(outlet="Oren Vash", published=EARLY))
    last = carry(store, Report(outlet="Wire", after="Oren Vash has said so before."))
    assert links(chain_of(store, last)) == []


def test_a_link_to_the_page_shows_the_origin(store: Store) -> None:
    url = "https://gazette.example.org/2031/line"
    carry(store, Report(published=EARLY, url=url))
    last = carry(store, Report(outlet="Wire", after=f"More at {url} today."))
    assert links(chain_of(store, last)) == [(1, 0, Sign.LINKED, url)]


def test_the_altered_word_is_shown_in_both_texts(store: Store) -> None:
    carry(store, Report(published=EARLY))
    last = carry(store, Report(words=QUOTE.replace("crossed", "approached"), outlet="Wire", before="As we hear: "))
    found = chain_of(store, last)
    (alteration,) = found.carriers[1].alterations
    assert (alteration.first, alteration.words) == ("crossed", "approached")
    assert alteration.there is not None
    assert alteration.here is not None
    assert alteration.there.of(record_text(store, found.carriers[0].document)) == "crossed"
    assert alteration.here.of(record_text(store, found.carriers[1].document)) == "approached"


def test_what_a_cut_leaves_out_is_shown(store: Store) -> None:
    carry(store, Report(published=EARLY))
    last = carry(store, Report(words="“Two boats from the frigate crossed the truce line off Sirrat”", outlet="Wire"))
    (left_out,) = chain_of(store, last).carriers[1].alterations
    assert (left_out.first, left_out.words, left_out.here) == ("and stayed for forty minutes", "", None)


def test_an_unknown_date_stays_unknown_and_stands_where_it_was_filed(store: Store) -> None:
    first = carry(store, Report(published=None))
    carry(store, Report(outlet="Wire", published="2024-03-07T09:00:00+00:00"))
    found = chain_of(store, first)
    assert [one.published for one in found.carriers] == [None, "2024-03-07T09:00:00+00:00"]


def test_what_a_statement_is_told_within_is_hearsay_too(store: Store) -> None:
    (only,) = chain_of(store, carry(store, Report(outer="Lea Marsh"))).carriers
    (outer,) = only.outers
    assert (outer.speaker, outer.cue) == ("Lea Marsh", "wrote")
    assert outer.id is not None
    assert outer.id.startswith("s:")


def test_gone_pages_and_withdrawn_words_are_marked(store: Store) -> None:
    first = carry(store, Report(published=EARLY))
    carry(store, Report(outlet="Wire"))
    with store.writing() as at:
        no = at.execute(sa.select(tables.finding.c.document).where(tables.finding.c.no == first)).scalar_one()
        marking.vanish(store, at, no, "the page is gone (HTTP 404)")
    gone, there = chain_of(store, first).carriers
    assert gone.vanished
    assert gone.withdrawn
    assert (there.vanished, there.withdrawn) == (None, None)


def test_as_of_a_time_later_carriers_are_not_there(store: Store) -> None:
    first = carry(store, Report())
    with store.reading() as at:
        then = at.execute(sa.select(tables.reading.c.made)).scalar_one()
    carry(store, Report(outlet="Wire", published=LATE))
    assert len(chain_of(store, first).carriers) == 2
    assert [one.name for one in chain_of(store, first, then).carriers] == ["Harbour Gazette"]


def test_a_reading_that_lost_the_statement_says_so(store: Store) -> None:
    report = Report()
    old = carry(store, report)
    with store.reading() as at:
        id_ = id_of(at, old)
        no = at.execute(sa.select(tables.finding.c.document).where(tables.finding.c.no == old)).scalar_one()
    with store.writing() as at:
        from dataclasses import replace

        filing.file_reading(store, at, no, replace(record_of(report), statements=()), "verbs/4")
    with store.reading() as at, pytest.raises(StoreError, match="has this statement no more"):
        chain(store, at, id_)


def test_an_id_of_nothing_is_refused(store: Store) -> None:
    carry(store, Report())
    with store.reading() as at, pytest.raises(StoreError, match="no finding of this id"):
        chain(store, at, "s:00000000")
