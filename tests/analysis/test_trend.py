"""A trend, as a desk's rows give it: by standing, over what was read, each point cited, as of any time."""

from __future__ import annotations

import pytest

from onrecord.analysis.series import Point
from onrecord.analysis.tellings import CLAIMED, DEEDS, RELAYED, WORDS
from onrecord.analysis.trend import Asked, Trend, trend
from onrecord.analysis.trend_tellings import BACKGROUND, ELSEWHERE, NOT_ACTUAL
from onrecord.clock import stamp
from onrecord.errors import SettingError
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import EventType, JudgementKind, Polarity, SpeechAct
from onrecord.store import finding, history, outlets
from onrecord.store.filing import Likeness
from onrecord.store.opening import Store
from tests.store.conftest import SetClock, clock, database, store

from .reporting import Report, number_of, settle

__all__ = ["clock", "database", "store"]
VASH, MARSH = "Oren Vash", "Lea Marsh"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_packs((SAMPLE,))


def filed(store: Store, gazetteer: Gazetteer, day: str, report: Report | None, outlet: str = "Harbour Gazette") -> int:
    """A report of a day, or one that tells of other things; the document's number."""
    if report is None:
        report = Report()
        report.say(f"Nothing of either was told at {outlet} on {day}, and the boats lay still.")
    (number,) = settle(store, gazetteer, report.record(day, outlet))
    return number


def made(store: Store, asked: Asked, b: str | None = MARSH, at_time: str | None = None, a: str = VASH) -> Trend:
    one, other = number_of(store, a), None if b is None else number_of(store, b)
    with store.reading() as at:
        return trend(at, one, other, asked, at_time)


def points(found: Trend, line: str, direction: int = 0) -> list[Point]:
    return [bucket.points[line] for bucket in found.directions[direction].buckets]


def told(found: Trend, line: str, direction: int = 0) -> list[int]:
    return [one.told for one in points(found, line, direction)]


def test_words_and_deeds_are_counted_by_month_over_the_texts_of_the_month(store: Store, gazetteer: Gazetteer) -> None:
    march, april, other = Report(), Report(), Report()
    march.said(VASH, "the gate must open", SpeechAct.DEMAND, about=MARSH)
    march.said(VASH, "the gate is old", SpeechAct.ASSERT, about=MARSH)
    april.did(VASH, "shelled", MARSH)
    other.did(MARSH, "shelled", VASH)
    for day, report in (("2031-03-03", march), ("2031-03-20", None), ("2031-04-09", april), ("2031-04-20", other)):
        filed(store, gazetteer, day, report)
    found = made(store, Asked(both=True))
    assert [(one.name, one.texts) for one in found.directions[0].buckets] == [("2031-03", 2), ("2031-04", 2)]
    assert told(found, WORDS) == [2, 0]
    assert told(found, DEEDS) == [0, 1]
    assert told(found, DEEDS, 1) == [0, 1]
    march_words, april_deeds = points(found, WORDS)[0], points(found, DEEDS)[1]
    assert march_words.per_100 == 100.0
    assert march_words.weighted == pytest.approx(-250.0)  # a demand weighs -5, an assertion nothing, of two texts
    assert march_words.intensity == pytest.approx(-2.5)
    assert march_words.types == (("assert", 1), ("demand", 1))
    assert april_deeds.weighted == pytest.approx(-9.3 * 50)
    assert found.codebook == "PLOVER 0.8"


def test_each_point_opens_its_sentences_and_a_bucket_all_of_them(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    for words in ("a demand", "another", "a third", "a fourth"):
        report.said(VASH, words, SpeechAct.DEMAND, about=MARSH)
    number = filed(store, gazetteer, "2031-03-03", report)
    found = made(store, Asked(limit=1))
    (some,) = found.directions[0].sentences
    assert (len(some.shown), some.more) == (1, 3)
    (every,) = made(store, Asked(limit=1, bucket="2031-03")).directions[0].sentences
    assert (len(every.shown), every.more) == (4, 0)
    with store.reading() as at:
        text = finding.text_of(at, number)
    for one in every.shown:
        assert text[one.cited.begin : one.cited.end] == one.cited.words
        assert (one.line, one.intensity, one.cited.standing) == (WORDS, -5.0, "attributed")
    with pytest.raises(SettingError, match="no such bucket"):
        made(store, Asked(bucket="2031-09"))


def test_standings_are_never_mixed(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    whole = report.said("Ila Brem", "the night was long")
    report.said(VASH, "the gate must open", SpeechAct.DEMAND, about=MARSH, within=whole)
    report.did(VASH, "shelled", MARSH, by=whole)
    report.did(VASH, "fed", MARSH, EventType.AID)
    filed(store, gazetteer, "2031-03-03", report)
    found = made(store, Asked())
    assert {line: told(found, line) for line in (WORDS, RELAYED, DEEDS, CLAIMED)} == {
        WORDS: [0],
        RELAYED: [1],
        DEEDS: [1],
        CLAIMED: [1],
    }
    assert points(found, DEEDS)[0].types == (("AID", 1),)
    assert points(found, CLAIMED)[0].types == (("ASSAULT", 1),)
    (claimed,) = [one for one in found.directions[0].sentences[0].shown if one.line == CLAIMED]
    assert claimed.cited.on_word == ("Ila Brem",)


def test_what_was_not_done_or_long_ago_is_in_no_line_and_is_told(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.did(VASH, "did not shell", MARSH, polarity=Polarity.NEGATED)
    report.did(VASH, "shelled", MARSH, on="2029-05-01")
    report.did(VASH, "fed", MARSH, EventType.AID, on="2031-03-01")
    filed(store, gazetteer, "2031-03-03", report)
    found = made(store, Asked())
    assert told(found, DEEDS) == [1]
    assert dict(found.directions[0].left_out) == {NOT_ACTUAL: 1, BACKGROUND: 1}


def test_a_statement_that_names_the_other_counts_but_weighs_only_if_it_is_to_nobody_else(
    store: Store, gazetteer: Gazetteer
) -> None:
    report = Report()
    report.said(VASH, "Lea Marsh must go", SpeechAct.DEMAND)
    report.said(VASH, "with Lea Marsh it signed", SpeechAct.ACCUSE, about="Ila Brem")
    report.did(MARSH, "met", "Ila Brem", EventType.CONSULT)
    filed(store, gazetteer, "2031-03-03", report)
    found = made(store, Asked())
    assert told(found, WORDS) == [2]
    assert [(one.named, one.intensity) for one in found.directions[0].sentences[0].shown] == [(True, -5.0), (True, 0.0)]


def test_a_story_with_many_carriers_counts_once_where_it_was_told_first(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.said(VASH, "the gate must open", SpeechAct.DEMAND, about=MARSH)
    report.said(VASH, "the gate must fall", SpeechAct.DEMAND, about=MARSH)
    first = filed(store, gazetteer, "2031-03-03", report)
    for outlet in ("Harbour Gazette", "Quay Courier", "Sill Post"):
        filed(store, gazetteer, "2031-03-01", None, outlet)
        filed(store, gazetteer, "2031-04-01", None, outlet)
    before = made(store, Asked())
    for outlet in ("Quay Courier", "Sill Post"):
        report.say(f"It was also told at {outlet}. ")
        settle(store, gazetteer, report.record("2031-04-05", outlet), likenesses=(Likeness(first, 0.9, 1.0),))
    after = made(store, Asked())
    assert told(before, WORDS) == told(after, WORDS) == [2, 0]
    assert [one.texts for one in after.directions[0].buckets] == [one.texts for one in before.directions[0].buckets]
    assert sum(one.documents for one in after.directions[0].buckets) == 9
    assert points(before, WORDS) == points(after, WORDS)


def test_an_outlet_that_was_not_read_throughout_is_left_out_and_said(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.said(VASH, "the gate must open", SpeechAct.DEMAND, about=MARSH)
    for day in ("2031-03-01", "2031-04-01", "2031-05-01"):
        filed(store, gazetteer, day, None)
    filed(store, gazetteer, "2031-05-02", report, "Late Post")
    found = made(store, Asked())
    assert [one.name for one in found.outlets] == ["Harbour Gazette"]
    assert [(one.name, one.why) for one in found.left_out] == [("Late Post", "it was read from 2031-05-02 on only")]
    assert told(found, WORDS) == [0, 0, 0]
    assert dict(found.directions[0].left_out) == {ELSEWHERE: 1}
    assert told(made(store, Asked(every=True)), WORDS) == [0, 0, 1]
    with store.reading() as at:
        late = outlets.find_source(at, "Late Post")
    named = made(store, Asked(outlets=(late,)))
    assert told(named, WORDS) == [0, 0, 1]
    assert [one.gap for one in named.directions[0].buckets] == [True, True, False]
    assert points(named, WORDS)[0] == Point(0, None, None, None)


def test_as_of_a_time_the_desk_is_as_it_was(store: Store, gazetteer: Gazetteer, clock: SetClock) -> None:
    report = Report()
    report.said(VASH, "the gate must open", SpeechAct.DEMAND, about=MARSH)
    filed(store, gazetteer, "2031-03-03", report)
    clock.go(hours=1)
    then = stamp(clock.now())
    clock.go(days=2)
    (shown,) = made(store, Asked()).directions[0].sentences[0].shown
    with store.writing() as at:
        history.judge(store, at, JudgementKind.REJECT, shown.cited.id, "ada")
    filed(store, gazetteer, "2031-04-03", None)
    assert told(made(store, Asked()), WORDS) == [0, 0]
    past = made(store, Asked(), at_time=then)
    assert told(past, WORDS) == [1]
    assert [one.name for one in past.directions[0].buckets] == ["2031-03"]


def test_one_actor_towards_anybody_and_never_towards_itself(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.said(VASH, "the gate must open", SpeechAct.DEMAND)
    report.did(VASH, "shelled", MARSH)
    filed(store, gazetteer, "2031-03-03", report)
    found = made(store, Asked(), b=None)
    assert (told(found, WORDS), told(found, DEEDS), found.directions[0].to) == ([1], [1], None)
    with pytest.raises(SettingError, match="one actor"):
        made(store, Asked(), b=VASH)


def test_a_desk_without_a_dated_document_says_so(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.did(VASH, "shelled", MARSH)
    settle(store, gazetteer, report.record(None))
    with pytest.raises(SettingError, match="no document of this desk bears a date"):
        made(store, Asked())


def test_a_period_in_which_nothing_was_read_is_all_gaps(store: Store, gazetteer: Gazetteer) -> None:
    report = Report()
    report.did(VASH, "shelled", MARSH)
    filed(store, gazetteer, "2031-03-03", report)
    found = made(store, Asked(since="2029-01", until="2029-03"))
    assert [one.gap for one in found.directions[0].buckets] == [True] * 3
    assert "the desk has no document of this period" in found.notes
    with pytest.raises(SettingError, match="ends before it begins"):
        made(store, Asked(since="2031-04", until="2031-03"))


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_the_order_of_intake_moves_nothing(store: Store, gazetteer: Gazetteer, order: tuple[int, ...]) -> None:
    story, other, late, quiet = Report(), Report(), Report(), Report()
    for report in (story, late):
        report.said(VASH, "the gate must open", SpeechAct.DEMAND, about=MARSH)
        report.did(VASH, "shelled", MARSH)
    late.say("It was told once more. ")
    other.said(VASH, "the gate will burn", SpeechAct.THREATEN, about=MARSH)
    quiet.say("Nothing was told of it. ")
    records = [
        story.record("2031-03-03"),
        late.record("2031-03-09"),
        other.record("2031-03-05"),
        quiet.record("2031-03-20"),
    ]
    numbers: dict[int, int] = {}
    for place in order:
        twin = numbers.get(1 - place) if place < 2 else None
        alike = () if twin is None else (Likeness(twin, 0.9, 1.0),)
        (numbers[place],) = settle(store, gazetteer, records[place], likenesses=alike)
    (bucket,) = made(store, Asked()).directions[0].buckets
    assert (bucket.documents, bucket.texts) == (4, 3)
    assert (bucket.points[WORDS].types, bucket.points[DEEDS].types) == (
        (("demand", 1), ("threaten", 1)),
        (("ASSAULT", 1),),
    )
    assert bucket.points[WORDS].weighted == pytest.approx(100 * (-5.0 - 5.1) / 3)
    (some,) = made(store, Asked()).directions[0].sentences
    assert [one.cited.day for one in some.shown if one.cited.type == "demand"] == ["2031-03-03"]
