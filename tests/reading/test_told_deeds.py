"""Deeds that a report itself tells to be due by a day: sentences of our own, read by the model that ships."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.reading import Reader
from onrecord.record import (
    Commitment,
    Document,
    DueKind,
    Polarity,
    Precision,
    Record,
    Snapshot,
    Standing,
    ZoneKind,
)

DAY = "2031-05-06"
#: Sentences with what they hold out: kind, whoever is to do it, the deed, the day, what it depends on.
HELD_OUT = {
    "Tahir Ounfassi was to report by 30 April.": "promise | Tahir Ounfassi | report by 30 April | 2031-04-30 | -",
    "The guards were to leave the port by Friday.": "promise | The guards | leave the port by Friday | 2031-05-09 | -",
    "The militia is to hand over its heavy mines before 1 June.": (
        "promise | The militia | hand over its heavy mines before 1 June | 2031-06-01 | -"
    ),
    "The navy was due to end its patrols no later than 15 April.": (
        "promise | The navy | end its patrols no later than 15 April | 2031-04-15 | -"
    ),
    "The ministry is scheduled to pay the wages by the end of June.": (
        "promise | The ministry | pay the wages by the end of June | 2031-06-30 | -"
    ),
    "The minister was supposed to release the crew by 10 May.": (
        "promise | The minister | release the crew by 10 May | 2031-05-10 | -"
    ),
    "The government was also to pay the wages by 9 May.": (
        "promise | The government | pay the wages by 9 May | 2031-05-09 | -"
    ),
    "The army was to have left the islands by March 2031.": (
        "promise | The army | have left the islands by March 2031 | 2031-03-31 | -"
    ),
    "By 1 May the company was to have cleared the channel of mines.": (
        "promise | the company | have cleared the channel of mines | 2031-05-01 | -"
    ),
    "The guards who were to leave by Friday are still in the port.": (
        "promise | The guards | leave by Friday | 2031-05-09 | -"
    ),
    "The judge, who was to report by 30 April, has asked for three more weeks.": (
        "promise | The judge | report by 30 April | 2031-04-30 | -"
    ),
    "The police chief, Yunes Toul’an, was due to hand over the files by Monday, but did not.": (
        "promise | The police chief | hand over the files by Monday | 2031-05-12 | -"
    ),
    "If the truce holds, the guards are to leave the port by Friday.": (
        "promise | the guards | leave the port by Friday | 2031-05-09 | If the truce holds"
    ),
    "Under the truce, the Salt Front was to pull back its guns by 20 April and the navy was to end its searches.": (
        "promise | the Salt Front | pull back its guns by 20 April | 2031-04-20 | -"
    ),
    "The navy was to report by 30 April and publish its files.": (
        "promise | The navy | report by 30 April | 2031-04-30 | -"
    ),
    "The company is to build 40 boats by 2033.": "promise | The company | build 40 boats by 2033 | 2033-12-31 | -",
    "The committee had until 30 April to publish its findings.": (
        "demand | The committee | publish its findings | 2031-04-30 | -"
    ),
    "The militia was given until 15 April to hand over its mines.": (
        "demand | The militia | hand over its mines | 2031-04-15 | -"
    ),
    "The governor, who has until Tuesday to answer, did not speak.": (
        "demand | The governor | answer | 2031-05-06 | -"
    ),
}
#: Sentences that hold nothing out on the report's own word, each with why.
NOTHING = {
    "The two sides were to meet on Thursday in Umm Teral.": "an appointment, no day by which",
    "The union is to strike until Friday.": "how long, not by when",
    "The soldiers were to march by night on Friday.": "how, not by when",
    "The front was to hand over the port by Friday’s vote.": "the day of something else",
    "Nesharra was to return the boats within ten days.": "nobody knows from when",
    "The navy is to leave the islands.": "no day",
    "The captain was to die by the end of the year.": "a fate",
    "By 2029 the front was to control most of the coast.": "history",
    "The commission was to have reported by 30 April 2026.": "long past",
    "He was to be a minister by 1 June.": "nothing to do",
    "The guards were not to leave the harbour before 1 May.": "what is to be left undone",
    "Nobody was to leave the port by Friday.": "nobody is to do it",
    "The prisoners were to be freed by 12 May.": "done to them, by whom is not told",
    "Talks were to resume by Monday.": "nobody is to do it",
    "The army’s plan was to leave the islands by May.": "a plan",
    "Its mission was to clear the mines by May.": "a task",
    "The ship was to arrive by noon on Friday.": "a timetable",
    "We were to leave the port by Friday.": "the writer himself",
    "“The guards were to leave the port by Friday.”": "quoted, whoever says it",
    "Is the judge to report by 30 April?": "a question",
    "If the guards were to leave by Friday, the port would open.": "a thought",
    "Were the guards to leave by Friday, the port would open.": "a thought",
    "It emerged that the judge was to report by 30 April.": "hearsay",
    "The residents have until June to register.": "they may, and need not",
    "The army would have until Friday to leave.": "a thought",
    "The minister was in Umm Teral to sign the treaty by Friday.": "what for",
    "The judge was to hear the men who attacked the port by Friday.": "the day of another deed",
    "The rebels must lay down their arms by Monday.": "a duty, and nobody is told to lay it on them",
    "The minister was likely to resign by Friday.": "a guess",
    "The guards will leave the port by Friday.": "what is to come",
}  # fmt: skip


def read(reader: Reader, text: str, published: str | None = DAY) -> Record:
    precision = Precision.DAY if published else None
    snapshot = Snapshot("0" * 64, "text/plain", len(text))
    return reader.read(Document("d:test", text, snapshot, None, published=published, published_precision=precision,
                                language="en"))  # fmt: skip


def told(record: Record) -> list[Commitment]:
    return [one for one in record.commitments if one.statement is None]


def line(record: Record, one: Commitment) -> str:
    """A commitment in one line: kind, doer, deed, the last day by which it is due, condition."""
    text = record.document.text
    doer = " ".join(span.of(text) for span in one.doer.spans) if one.doer else "-"
    time = next(time for time in record.times if time.id == one.due.time)
    condition = one.condition.of(text) if one.condition else "-"
    return " | ".join((one.kind.value, doer, one.deed.of(text), str(time.end), condition))


@pytest.mark.parametrize("sentence", HELD_OUT)
def test_what_somebody_was_to_do_by_a_day(reader: Reader, sentence: str) -> None:
    record = read(reader, sentence)
    (one,) = told(record)
    assert line(record, one) == HELD_OUT[sentence]
    assert one.due.kind is DueKind.EXPLICIT
    assert not one.negated
    assert one.ground(None, record.zones) == (Standing.REPORTED, ZoneKind.REPORT)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_no_such_deed(reader: Reader, sentence: str) -> None:
    assert told(read(reader, sentence)) == [], NOTHING[sentence]


def test_there_are_sentences_enough() -> None:
    assert len(HELD_OUT) >= 15
    assert len(NOTHING) >= 25


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said the guards were to leave the port by Friday.",
        "According to the ministry, the rebels were to leave by Friday.",
        "The rebels, according to the ministry, were to leave by Friday.",
        "The inquiry was expected to report by June.",
    ],
)
def test_what_somebody_says_is_never_the_reports_own(reader: Reader, sentence: str) -> None:
    record = read(reader, sentence)
    assert record.statements
    assert told(record) == []


def test_a_headline_and_a_comment_hold_nothing_out(reader: Reader) -> None:
    text = (
        "Judge is to report by 30 May\n\nThe harbour was calm on Tuesday. The judge was to report by 30 April.\n\n"
        "Comment: The navy was to leave by Friday.\n"
    )
    record = read(reader, text)
    (one,) = told(record)
    assert one.deed.of(text) == "report by 30 April"


def test_it_is_less_sure_and_milder_than_what_is_promised(reader: Reader) -> None:
    text = "The guards promised to leave the port by Friday. The navy was to leave the port by Friday."
    promised, reported = read(reader, text).commitments
    assert (promised.statement, reported.statement) == ("s0", None)
    assert reported.confidence < promised.confidence
    assert reported.strength < promised.strength
    assert reported.made_by == "commitments/2"


def test_what_is_an_event_too_stays_one_as_planned(reader: Reader) -> None:
    record = read(reader, "The Salt Front was to pull back its guns by 20 April.")
    (one,), (event,) = told(record), record.events
    assert any(one.deed.holds(span) for span in event.spans)
    assert (event.polarity, event.footing.standing) == (Polarity.PLANNED, Standing.REPORTED)


def test_without_a_date_of_the_text_a_year_is_no_deadline(reader: Reader) -> None:
    assert told(read(reader, "The company is to build 40 boats by 2033.", None)) == []
    (one,) = told(read(reader, "The judge was to report by 30 April 2031.", None))
    assert one.due.kind is DueKind.EXPLICIT


def test_a_deed_in_a_comment_would_stand_as_comment(reader: Reader) -> None:
    record = read(reader, "The judge was to report by 30 April.")
    (one,) = told(record)
    zones = tuple(replace(zone, kind=ZoneKind.COMMENT) for zone in record.zones)
    assert one.ground(None, zones) == (Standing.COMMENT, ZoneKind.COMMENT)
