"""Pages that change, vanish, come back, are redacted or given up: what is known of a finding is marked, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from onrecord.clock import stamp
from onrecord.desk import Desk, Outcome, Refusal
from onrecord.desk.comparing import copies_of, versions_of
from onrecord.intake import Raw
from onrecord.record import Kept
from onrecord.store import finding, ids, redacting, retaining, tables, verifying
from onrecord.store.holes import Names
from onrecord.store.retaining import Rule, What
from tests.store.conftest import SetClock

from .test_keeping import EDITED, OTHER, STORY, URL, filed, only, page, record

NAME = "Anwar Bezzouli"


def framed(raw: Raw, number: int) -> Raw:
    """The page with another frame around the same words: other bytes."""
    return replace(raw, data=raw.data.replace(b"<body>", f"<body><nav><a href='/{number}'>x</a></nav>".encode()))


def kept(desk: Desk, id_: str) -> Kept:
    found = record(desk, id_).kept
    assert found is not None
    return found


def withdrawn(desk: Desk, id_: str) -> set[str]:
    return {one.id for one in kept(desk, id_).findings if one.withdrawn}


def dropped(desk: Desk, id_: str, words: str) -> set[str]:
    """The ids of the findings that have these words."""
    read = record(desk, id_)
    return {
        one.id
        for one in ids.identified(read)
        if any(words in span.of(read.document.text) for span in getattr(one.found, "content", one.spans))
    }


def assert_clean(desk: Desk) -> None:
    assert [str(problem) for problem in verifying.verify(desk.store).problems] == []


def holding(desk: Desk, words: bytes) -> list[str]:
    """The files of the archive that hold these words."""
    archive = desk.store.archive
    return [sha256 for sha256 in archive.all() if words in archive.get(sha256)]


def test_a_page_that_goes_to_and_fro_has_two_versions_though_its_frame_changes(desk: Desk) -> None:
    told = [
        only(list(desk.take(framed(page(text), number))))
        for number, text in enumerate([STORY, EDITED, STORY, EDITED, STORY])
    ]
    first, second = told[0].document, told[1].document
    assert [one.document for one in told] == [first, second, first, second, first]
    assert filed(desk) == [first, second]
    assert not withdrawn(desk, first)
    assert_clean(desk)


def test_a_page_that_is_gone_withdraws_its_earlier_versions_too(desk: Desk) -> None:
    first = only(list(desk.take(page()))).document
    second = only(list(desk.take(page(EDITED)))).document
    desk.gone(URL, 404)
    assert all(one.withdrawn for id_ in (first, second) for one in kept(desk, id_).findings)
    list(desk.take(page(EDITED)))
    assert not withdrawn(desk, second)
    assert dropped(desk, first, "delaying two grain") <= withdrawn(desk, first)
    assert not dropped(desk, first, "cranes are sound") & withdrawn(desk, first)
    assert_clean(desk)


def test_a_page_that_comes_back_with_other_words_is_gone_no_more(desk: Desk, clock: SetClock) -> None:
    first = only(list(desk.take(page()))).document
    clock.go(hours=1)
    desk.gone(URL, 410)
    between = stamp(clock.now() + timedelta(minutes=1))
    clock.go(hours=1)
    assert only(list(desk.take(page(EDITED)))).outcome is Outcome.REVISED
    after = stamp(clock.now() + timedelta(minutes=1))
    with desk.store.reading() as at:
        gone = [finding.document(at, first, moment).vanished for moment in (between, after, None)]
    assert [one is not None for one in gone] == [True, False, False]
    assert dropped(desk, first, "delaying two grain") <= withdrawn(desk, first)
    assert not dropped(desk, first, "cranes are sound") & withdrawn(desk, first)
    assert_clean(desk)


def test_a_page_that_comes_back_as_an_earlier_version_is_gone_in_no_version(desk: Desk) -> None:
    first = only(list(desk.take(page()))).document
    second = only(list(desk.take(page(EDITED)))).document
    desk.gone(URL, 404)
    assert only(list(desk.take(page()))).document == first
    assert [kept(desk, id_).vanished for id_ in (first, second)] == [None, None]
    assert not withdrawn(desk, first)
    assert_clean(desk)


def test_that_a_page_was_gone_is_known_of_one_without_findings_too(desk: Desk, clock: SetClock) -> None:
    raw = page("The tide was high and the sky was grey over the bay.")
    id_ = only(list(desk.take(raw))).document
    assert not kept(desk, id_).findings
    clock.go(hours=1)
    desk.gone(URL, 404)
    between = stamp(clock.now() + timedelta(minutes=1))
    clock.go(hours=1)
    list(desk.take(raw))
    with desk.store.reading() as at:
        assert finding.document(at, id_, between).vanished is not None
        assert finding.document(at, id_).vanished is None


def test_a_new_version_withdraws_nothing_of_another_text_at_its_address(desk: Desk) -> None:
    first = only(list(desk.take(page()))).document
    list(desk.take(page(OTHER)))
    third = only(list(desk.take(page(OTHER.replace("three villages", "four villages")))))
    assert third.outcome is Outcome.REVISED
    assert not withdrawn(desk, first)


def test_versions_are_told_whole_where_a_page_went_back_before_it_changed(desk: Desk) -> None:
    first = only(list(desk.take(page()))).document
    second = only(list(desk.take(page(EDITED)))).document
    list(desk.take(page()))
    third = only(list(desk.take(page(STORY.replace("two grain ships", "three big grain ships"))))).document
    with desk.store.reading() as at:
        for id_ in (first, second, third):
            versions = list(versions_of(desk.store, at, id_))
            assert [one.document for one in versions] == [first, second, third]
    assert [str(one) for one in versions[2].differences] == ["“two” → “three big”"]


def test_words_that_a_rule_gave_up_are_not_told_as_withdrawn(desk: Desk, clock: SetClock) -> None:
    first = only(list(desk.take(page()))).document
    clock.go(days=10)
    retaining.retain(desk.store, [Rule(5, What.TEXT)])
    assert only(list(desk.take(page(EDITED)))).outcome is Outcome.FILED
    assert not withdrawn(desk, first)
    assert_clean(desk)


def test_bytes_that_had_the_text_again_are_given_up_with_the_first(desk: Desk, clock: SetClock) -> None:
    list(desk.take(page()))
    list(desk.take(framed(page(), 1)))
    clock.go(days=10)
    foreseen = retaining.retain(desk.store, [Rule(5)], dry_run=True)
    assert retaining.retain(desk.store, [Rule(5)]).snapshots == foreseen.snapshots == 2
    assert list(desk.store.archive.all()) == []
    assert_clean(desk)


def test_bytes_that_were_given_up_are_not_filed_as_another_text(desk: Desk, clock: SetClock) -> None:
    id_ = only(list(desk.take(page()))).document
    clock.go(days=10)
    retaining.retain(desk.store, [Rule(5)])
    with desk.store.writing() as at:
        # As if an older reader had made another text of the bytes.
        at.execute(tables.document.update().values(id="d:0123456789abcdef", text_sha256="0" * 64))
    (refused,) = list(desk.take(page()))
    assert isinstance(refused, Refusal)
    assert "gave these bytes up" in str(refused.error)
    assert filed(desk) == ["d:0123456789abcdef"] != [id_]
    assert list(desk.store.archive.all()) == []


def test_redaction_takes_every_snapshot_that_had_the_text(desk: Desk) -> None:
    list(desk.take(page()))
    list(desk.take(framed(page(), 1)))
    assert len(holding(desk, NAME.encode())) == 2
    redacting.redact(desk.store, Names((NAME,)), "mira", "he asked for it")
    assert holding(desk, NAME.encode()) == []


def test_a_redacted_page_in_another_frame_is_known_and_its_bytes_are_not_kept(desk: Desk) -> None:
    id_ = only(list(desk.take(page()))).document
    redacting.redact(desk.store, Names((NAME,)), "mira", "he asked for it")
    for raw in (page(), framed(page(), 1), framed(page(), 1), framed(page(), 2)):
        again = only(list(desk.take(raw)))
        assert (again.outcome, again.document) == (Outcome.KNOWN, id_)
    assert filed(desk) == [id_]
    assert holding(desk, NAME.encode()) == []
    assert not withdrawn(desk, id_)
    assert_clean(desk)


def test_an_edit_withdraws_of_a_redacted_page_only_what_it_dropped(desk: Desk) -> None:
    id_ = only(list(desk.take(page()))).document
    redacting.redact(desk.store, Names(("Strait Protection Mission", "both captains")), "mira", "asked for")
    assert only(list(desk.take(page(STORY.replace("on Monday", "on Monday evening"))))).outcome is Outcome.REVISED
    assert dropped(desk, id_, "of delaying two grain")
    assert not dropped(desk, id_, "of delaying two grain") & withdrawn(desk, id_)
    assert not dropped(desk, id_, "had asked for more time") & withdrawn(desk, id_)
    assert only(list(desk.take(page(EDITED)))).outcome is Outcome.REVISED
    assert dropped(desk, id_, "of delaying two grain") <= withdrawn(desk, id_)


def test_the_same_bytes_on_another_outlets_page_are_that_outlets(desk: Desk) -> None:
    urls = ["https://lpa.example.net/statement.txt", "https://voice.example.org/statement.txt"]
    raws = [Raw(STORY.encode(), url, "text/plain", None, url, 200) for url in urls]
    first, second, third = (only(list(desk.take(raw))) for raw in (*raws, raws[1]))
    assert first.document == second.document == third.document
    (carrier,) = kept(desk, first.document).carriers
    assert (carrier.document, carrier.source, carrier.url, carrier.likeness) == (
        first.document,
        "voice.example.org",
        urls[1],
        1.0,
    )
    with desk.store.reading() as at:
        assert [copy.differences for copy in copies_of(desk.store, at, first.document)] == [()]
        by_outlet = at.execute(tables.sighting.select().order_by(tables.sighting.c.no)).all()
        hosts = {one.id: one.keys for one in finding.sources(at)}
    assert [hosts[row.source] for row in by_outlet] == [("host:lpa.example.net",), ("host:voice.example.org",)]
    copy = only(list(desk.take(page(url="https://third.example.org/quay"))))
    told = [one.source for one in kept(desk, copy.document).carriers]
    assert told == ["lpa.example.net", "voice.example.org"]
