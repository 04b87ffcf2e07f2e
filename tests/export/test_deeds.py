"""Events, ties and commitments in words: whole, and never without on whose word they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.export.deeds import count_line, event_line
from onrecord.export.pledges import commitment_line
from onrecord.export.standing_words import by_standing, footing_line
from onrecord.export.telling import Telling, plain
from onrecord.export.tie_words import tie_line
from onrecord.record import Count, Counted, Event, Footing, Polarity, Record, Span, Standing, Tie, ZoneKind

from . import crossing

RECORDS = [crossing.crossing, crossing.arabic, crossing.hostile, lambda: crossing.crowd(12, 20)]


def events(record: Record) -> dict[str, str]:
    telling = Telling(record)
    return {event.id: plain(event_line(telling, event)) for event in record.events}


def ties(record: Record) -> dict[str, str]:
    telling = Telling(record)
    return {tie.id: plain(tie_line(telling, tie)) for tie in record.ties}


def test_an_event_in_a_line() -> None:
    told = events(crossing.crossing())
    assert told["e0"] == "reported: CONSULT (visit) · Selm ↔ Lurania · 4 June 2031 · at Qalmar"
    assert told["e1"].endswith("COERCE (arrest) · Police → at least 12 dockers · 3 June 2031 · at least 12 arrested")
    assert told["e4"] == (
        "attributed: ASSAULT (aerial) · Lurania → the ferry · 3 June 2031 · 3 to 5 killed · "
        "on the word of Oren Tamsil, through a broadcast"
    )


def test_what_was_not_done_says_so() -> None:
    told = events(crossing.crossing())
    assert told["e2"] == "reported, planned: AGREE (CONSULT intended) · Idda Marrow → Lurania · “next week”"
    assert told["e3"].startswith("reported, negated: AID")
    assert told["e6"].startswith("comment, hypothetical: ASSAULT")
    assert told["e8"].startswith("reported, past background: ASSAULT")
    assert told["e9"].startswith("attributed, on a condition: COERCE")
    assert "in a comment, on the word of two fishermen" in told["e7"]


def test_a_tie_in_a_line() -> None:
    told = ties(crossing.crossing())
    assert told["r0"] == "reported: Oren Tamsil – is spokesperson of → Reed Front"
    assert told["r1"].endswith("Lurania – funds → River Gang · on the word of Sefa Ilun, as told by Oren Tamsil")
    assert told["r3"] == "comment: Reed Front – trains → Tern Brigade"
    assert told["r6"] == "reported, past background: Reed Front ← fought → River Gang · 2027"
    assert told["r8"].startswith("reported, negated: Selm – supports →")
    assert "· “hostile guild” · 2029 · because “robbed the salt barges”" in told["r5"]


def test_a_derived_tie_says_what_it_follows_from_before_anything_else() -> None:
    told = ties(crossing.crossing())["r7"]
    assert told.startswith("derived (reported): Tern Brigade ← is opposed to → River Gang")
    assert "derived from “Tern Brigade – is part of → Reed Front” and “Reed Front ← fought → River Gang”" in told


def test_a_guess_is_a_question() -> None:
    told = ties(crossing.crossing())
    assert told["r2"].endswith("on the word of Oren Tamsil?")
    assert "Reed Front? – is designated by" in told["r5"]
    assert "Reed Front?" not in told["r0"]


def test_a_commitment_in_a_line() -> None:
    record = crossing.crossing()
    telling = Telling(record)
    threat, demand, promise = (plain(commitment_line(telling, c)) for c in record.commitments)
    assert threat == (
        "threat: Reed Front – to: “burn the pier” · held out against Lurania · on condition: “If the boats stay” · "
        "on the word of Oren Tamsil"
    )
    assert "asked by Oren Tamsil · due “Friday”: 6 June 2031" in demand
    assert "Reed Front – NOT to: “enter the harbour”" in promise
    assert "due, as implied: “after the vote”" in promise


def test_a_deed_that_the_document_itself_tells_is_in_no_speakers_words() -> None:
    record = crossing.owed()
    telling = Telling(record)
    first, demand, other, comment = (plain(commitment_line(telling, c)) for c in record.commitments)
    assert first == (
        "promise: The harbour master – to: “report by 30 May” · due “30 May”: 30 May 2031 · "
        "reported, in no speaker’s words"
    )
    assert demand.startswith("demand: Reed Front – to: “leave the pier” · on condition: “If the truce holds” · due")
    assert "towards Lurania" in other
    assert "promised to" not in other
    assert comment.endswith(" · comment, in no speaker’s words")
    assert not any("on the word of" in line for line in (first, demand, other, comment))


@pytest.mark.parametrize("build", RECORDS)
def test_nothing_attributed_can_look_like_fact(build: Callable[[], Record]) -> None:
    record = build()
    lines = {**events(record), **ties(record)}
    findings: tuple[Event | Tie, ...] = (*record.events, *record.ties)
    for finding in findings:
        line = lines[finding.id]
        standing = finding.footing.standing.value
        assert line.startswith((standing, f"derived ({standing})"))
        assert ("on the word of" in line) is (finding.footing.standing is Standing.ATTRIBUTED)
    telling = Telling(record)
    assert all("on the word of" in plain(commitment_line(telling, c)) for c in record.commitments)


def test_a_statement_that_is_not_there_makes_no_fact_of_it() -> None:
    footing = Footing(Standing.ATTRIBUTED, ZoneKind.REPORT, "gone")
    assert plain(footing_line(Telling(crossing.crossing()), footing)) == "on the word of a statement that is not here"


def test_a_commitment_whose_statement_was_not_made_says_so() -> None:
    record = crossing.crossing()
    denied = replace(record, statements=tuple(replace(s, negated=True) for s in record.statements))
    telling = Telling(denied)
    assert all("NOT SAID: on the word of" in plain(commitment_line(telling, c)) for c in denied.commitments)


def test_groups_keep_standings_and_derived_ties_apart() -> None:
    record = crossing.crossing()
    assert [(head, len(group)) for head, group in by_standing(record.events)] == [
        ("Reported by the document", 6),
        ("On somebody’s word", 3),
        ("In the analyst’s comment", 1),
    ]
    heads = [(head, [tie.id for _, tie in group]) for head, group in by_standing(record.ties)]
    assert heads[-1] == ("Derived from other ties, told by no words", ["r7"])
    assert all("r7" not in ids for _, ids in heads[:-1])
    assert all(record.ties[n] is tie for _, group in by_standing(record.ties) for n, tie in group)
    assert {tie.polarity for tie in record.ties} == {Polarity.ACTUAL, Polarity.NEGATED}


@pytest.mark.parametrize(
    ("least", "most", "exact", "wanted"),
    [
        (3, 5, True, "3 to 5 killed"),
        (12, 12, True, "12 killed"),
        (1200, None, True, "at least 1,200 killed"),
        (None, 40, True, "up to 40 killed"),
        (24, None, False, "at least 24 (“met”) killed"),
        (None, None, False, "an unknown number (“met”) killed"),
    ],
)
def test_numbers_are_intervals(least: int | None, most: int | None, exact: bool, wanted: str) -> None:
    record = crossing.crossing()
    at = record.document.text.index("met in")
    count = Count(Counted.KILLED, Span(at, at + 3), least, most, exact)
    assert plain(count_line(Telling(record), count)) == wanted
