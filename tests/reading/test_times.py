"""Times: which words are one, and what they mean on the day a text was published."""

from __future__ import annotations

import pytest

from onrecord.reading.segment import segment
from onrecord.reading.times import times_of
from onrecord.record import AnchorKind, Granularity, Precision, TimeKind, TimeRef

#: A Wednesday.
PUBLISHED = "2031-03-05"


def times(text: str, published: str | None = PUBLISHED, precision: Precision | None = None) -> tuple[TimeRef, ...]:
    return times_of(text, segment(text), published, precision)


def told(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(ref.span.of(text), ref.value) for ref in times(text, published)]


def only(text: str, published: str | None = PUBLISHED) -> TimeRef:
    (ref,) = times(text, published)
    return ref


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The council sat on 2031-02-03.", "2031-02-03", "2031-02-03"),
        ("The council sat on 2031/02/03.", "2031/02/03", "2031-02-03"),
        ("The depot burned on 02/13/31.", "02/13/31", "2031-02-13"),
        ("The depot burned on 13/02/2031.", "13/02/2031", "2031-02-13"),
        ("The depot burned on 13.02.2031.", "13.02.2031", "2031-02-13"),
        ("The depot burned on Feb. 13.", "Feb. 13", "2031-02-13"),
        ("The depot burned on 13 February 2017.", "13 February 2017", "2017-02-13"),
        ("The depot burned on Friday, February 13th, 2026.", "Friday, February 13th, 2026", "2026-02-13"),
        ("The depot burned on the 13th of June.", "the 13th of June", "2030-06-13"),
        ("The depot burned on the first of June 2029.", "the first of June 2029", "2029-06-01"),
        ("The depot burned on the 13th.", "the 13th", "2031-02-13"),
        ("The truce ends on April 20.", "April 20", "2031-04-20"),
        ("The truce was signed in June 1994.", "June 1994", "1994-06"),
        ("The truce was signed in June of last year.", "June of last year", "2030-06"),
        ("The truce was signed last June.", "last June", "2030-06"),
        ("In June the envoy visited Selm.", "June", "2030-06"),
        ("The envoy will visit Selm in June.", "June", "2031-06"),
        ("The envoy visited Selm in March.", "March", "2031-03"),
        ("The March offensive failed.", "March", "2031-03"),
        ("In May 10 guards fled.", "May", "2030-05"),
        ("He came to Qalmar in 1998.", "1998", "1998"),
        ("It began in nineteen ninety-seven.", "nineteen ninety-seven", "1997"),
        ("It began in the year two thousand.", "the year two thousand", "2000"),
        ("The guards lost it in fiscal 2029.", "fiscal 2029", "2029"),
        ("He was born in the 1980s.", "the 1980s", "198"),
        ("He was born in the early '90s.", "the early '90s", "199"),
        ("He was born in the late nineties.", "the late nineties", "199"),
        ("The mole is of the 19th century.", "the 19th century", "18"),
        ("The tower stood in 300 BC.", "300 BC", "BC0300"),
    ],
)
def test_dates_are_read_in_every_writing(text: str, words: str, value: str) -> None:
    assert told(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The minister spoke on Friday.", "Friday", "2031-02-28"),
        ("The minister will speak on Friday.", "Friday", "2031-03-07"),
        ("The minister is to speak on Friday.", "Friday", "2031-03-07"),
        ("The minister spoke on Wednesday.", "Wednesday", "2031-03-05"),
        ("The minister spoke last Wednesday.", "last Wednesday", "2031-02-26"),
        ("They must leave by Friday.", "Friday", "2031-03-07"),
        ("The vote is planned for next Monday.", "next Monday", "2031-03-10"),
        ("Last month the station denied it.", "Last month", "2031-02"),
        ("He resigned last week.", "last week", "2031-W09"),
        ("He will resign next week.", "next week", "2031-W11"),
        ("The camps flooded over the weekend.", "the weekend", "2031-W09-WE"),
        ("Last year's harvest was poor.", "Last year", "2030"),
        ("The front split two years ago.", "two years ago", "2029"),
        ("The front split three days ago.", "three days ago", "2031-03-02"),
        ("The front split two months ago.", "two months ago", "2031-01"),
        ("The front split six weeks ago.", "six weeks ago", "2031-W04"),
        ("The ministry denied it yesterday.", "yesterday", "2031-03-04"),
        ("They meet again the day after tomorrow.", "the day after tomorrow", "2031-03-07"),
        ("Trade fell in the third quarter.", "the third quarter", "2030-Q3"),
        ("Trade fell in the first half of 2029.", "the first half of 2029", "2029-H1"),
        ("Trade fell in last year's third quarter.", "last year's third quarter", "2030-Q3"),
        ("They fought last winter.", "last winter", "2030-WI"),
        ("They fought in the summer of 2029.", "the summer of 2029", "2029-SU"),
        ("They fled in this decade.", "this decade", "203"),
    ],
)
def test_relative_times_count_from_the_publication_date(text: str, words: str, value: str) -> None:
    ref = only(text)
    assert (ref.span.of(text), ref.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "words", "value", "mod"),
    [
        ("He resigned in late June.", "late June", "2030-06", "END"),
        ("The bridge opened in early 2017.", "early 2017", "2017", "START"),
        ("The offensive began in mid-March.", "mid-March", "2031-03", "MID"),
        ("The port will open by the end of the year.", "the end of the year", "2031", "END"),
        ("The port will open by year-end.", "year-end", "2031", "END"),
        ("Earlier this week it rained.", "Earlier this week", "2031-W10", "START"),
        ("He left early next week.", "early next week", "2031-W11", "START"),
        ("He left about two years ago.", "about two years ago", "2029", "APPROX"),
        ("It took more than three hours.", "more than three hours", "PT3H", "MORE_THAN"),
        ("It took at least 30 days.", "at least 30 days", "P30D", "EQUAL_OR_MORE"),
    ],
)
def test_parts_and_nearness_are_mods(text: str, words: str, value: str, mod: str) -> None:
    ref = only(text)
    assert (ref.span.of(text), ref.value, ref.mod) == (words, value, mod)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The truce lasted three days.", "three days", "P3D"),
        ("It lasted two and a half years.", "two and a half years", "P2Y6M"),
        ("It lasted half an hour.", "half an hour", "PT30M"),
        ("It lasted a year and a half.", "a year and a half", "P1Y6M"),
        ("It was a ten-day truce.", "ten-day", "P10D"),
        ("It took several months.", "several months", "PXM"),
        ("They ruled it for two decades.", "two decades", "P20Y"),
        ("They waited for a hundred twenty days.", "a hundred twenty days", "P120D"),
        ("Twelve died over the past 24 hours.", "the past 24 hours", "PT24H"),
        ("In the past one year nothing moved.", "the past one year", "P1Y"),
        ("They gained ground in recent months.", "recent months", "PXM"),
        ("The next two weeks will decide.", "The next two weeks", "P2W"),
    ],
)
def test_lengths(text: str, words: str, value: str) -> None:
    ref = only(text)
    assert (ref.span.of(text), ref.value, ref.kind) == (words, value, TimeKind.DURATION)
    assert ref.edtf is None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They pray every Tuesday.", "every Tuesday", "XXXX-WXX-2"),
        ("They pray each July.", "each July", "XXXX-07"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("The list is printed annually.", "annually", "P1Y"),
        ("They meet once a week.", "once a week", "P1W"),
        ("The boat makes two trips a week.", "a week", "P1W"),
        ("They fish every night.", "every night", "XXXX-XX-XXTNI"),
    ],
)
def test_sets(text: str, words: str, value: str) -> None:
    ref = only(text)
    assert (ref.span.of(text), ref.value, ref.kind) == (words, value, TimeKind.SET)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Gunmen attacked the depot on Tuesday night.", "Tuesday night", "2031-03-04TNI"),
        ("Gunmen attacked early this morning.", "early this morning", "2031-03-05TMO"),
        ("Gunmen attacked last night.", "last night", "2031-03-04TNI"),
        ("Gunmen attacked on the night of March 3.", "the night of March 3", "2031-03-03TNI"),
        ("Talks were to begin at 9 a.m. Tuesday.", "9 a.m. Tuesday", "2031-03-11T09:00"),
        ("The guns will fall silent at noon on Thursday.", "noon on Thursday", "2031-03-06T12:00"),
        ("It was sent on 5 March 2031, 19:00 local time.", "5 March 2031, 19:00 local time", "2031-03-05T19:00"),
        ("It fell on March 4 at 8:30 p.m.", "March 4 at 8:30 p.m.", "2031-03-04T20:30"),
        ("It fell at 2100 GMT on 4 March.", "2100 GMT on 4 March", "2031-03-04T21:00"),
        ("They left at 4 in the morning.", "4 in the morning", "2031-03-05T04:00"),
    ],
)
def test_times_of_day(text: str, words: str, value: str) -> None:
    ref = only(text)
    assert (ref.span.of(text), ref.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The commander is now in Selm.", "PRESENT_REF"),
        ("The commander is currently in Selm.", "PRESENT_REF"),
        ("The commander was recently in Selm.", "PAST_REF"),
        ("Our power is ten times what it was in the past.", "PAST_REF"),
        ("The group will show proof in the future.", "FUTURE_REF"),
        ("The front split several years ago.", "PAST_REF"),
    ],
)
def test_vague_words(text: str, value: str) -> None:
    ref = only(text)
    assert (ref.value, ref.granularity, ref.start, ref.end) == (value, Granularity.VAGUE, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "He is a 24-year-old man and she is 30 years old.",
        "The guards won 3-2 and then 4-1.",
        "It cost $1995 and fell by 1990 percent.",
        "You may march on, and they may not.",
        "The fall of the port was a second blow under the sun.",
        "The sun sat low; a spring broke.",
        "Mehr reported it and Safar denied it.",
        "Two thousand guards and 2014 soldiers marched.",
        "Chapter 7.5.2 names 12 boats in no. 1998.",
        "Jan Toul'an and May Hask spoke.",
        "He is in his thirties.",
        "About three-quarters of the boats sank.",
        "He spoke on the programme This Week.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert told(text) == []


def test_two_days_of_one_month_are_two_times() -> None:
    assert told("They met on October 25-26, 2016.") == [("October 25", "2016-10-25"), ("26, 2016", "2016-10-26")]
    assert told("They met on 25 and 26 October 2016.") == [("25", "2016-10-25"), ("26 October 2016", "2016-10-26")]
    assert told("The war of 1914-18 ended it.") == [("1914", "1914"), ("18", "1918")]


def test_a_chain_of_times_each_counts_from_the_one_before() -> None:
    text = (
        "On 4 January 2030 the mission landed. A week later it left. The following day the port closed. "
        "The same day the envoy resigned. The previous month nothing had happened. That year was quiet."
    )
    refs = times(text)
    assert [ref.value for ref in refs] == [
        "2030-01-04",
        "2030-01-11",
        "2030-01-12",
        "2030-01-12",
        "2029-12",
        "2029",
    ]
    anchors = [ref.anchor for ref in refs]
    assert anchors[0] is None
    assert [(a.kind, a.time) for a in anchors[1:] if a is not None] == [
        (AnchorKind.TIME, "t0"),
        (AnchorKind.TIME, "t1"),
        (AnchorKind.TIME, "t2"),
        (AnchorKind.TIME, "t3"),
        (AnchorKind.TIME, "t4"),
    ]
    assert "2030-01-04" in refs[1].why


def test_a_chain_breaks_where_a_time_is_not_known() -> None:
    refs = times("In 2029 the front split. Last month it met. The following year it fell.", None)
    assert [ref.value for ref in refs] == ["2029", None, None]


def test_what_a_quarter_is_compared_with_is_not_counted_from() -> None:
    text = "In the third quarter trade fell from a year earlier. It was better a year earlier."
    assert [ref.value for ref in times(text)] == ["2030-Q3", "2029-Q3", "2029-Q3"]


def test_intervals_reach_from_the_first_day_to_the_last() -> None:
    def bounds(text: str) -> tuple[str | None, str | None]:
        ref = only(text)
        return ref.start, ref.end

    assert bounds("He left last month.") == ("2031-02-01", "2031-02-28")
    assert bounds("He left last week.") == ("2031-02-24", "2031-03-02")
    assert bounds("He left in late June.") == ("2030-06-16", "2030-06-30")
    assert bounds("Earlier this week it rained.") == ("2031-03-03", "2031-03-05")
    assert bounds("Later this week it will rain.") == ("2031-03-05", "2031-03-09")
    assert bounds("He left in the first week of February.") == ("2031-02-01", "2031-02-07")
    assert bounds("In the past two weeks it rained.") == ("2031-02-19", "2031-03-05")
    assert bounds("The next ten days will be dry.") == ("2031-03-05", "2031-03-15")
    assert bounds("He left on Tuesday night.") == ("2031-03-04T18:00", "2031-03-05T05:59")
    assert bounds("He left three hours ago.") == ("2031-03-04", "2031-03-05")


def test_edtf_is_given_for_points() -> None:
    def form(text: str, published: str | None = PUBLISHED) -> str | None:
        return only(text, published).edtf

    assert form("He left in the third quarter of 2029.") == "2029-35"
    assert form("He left in the summer of 2029.") == "2029-22"
    assert form("He left in the 1980s.") == "198X"
    assert form("He left last week.") == "2031-02-24/2031-03-02"
    assert form("He left around March 3.") == "2031-03-03~"
    assert form("He left in 300 BC.") == "-0299"
    assert form("He left in June.", None) == "XXXX-06"
    assert form("He left on June 13.", None) == "XXXX-06-13"
    assert form("He stayed three days.") is None


def test_without_a_publication_date_nothing_is_invented() -> None:
    text = (
        "In June he came. Last month he left on Friday. He returned on April 3 at 9 a.m. and spoke two years ago. "
        "By the end of the year, this weekend and last winter he was ill. It was Christmas. "
        "They met in the third quarter."
    )
    refs = times(text, None)
    assert len(refs) == 10
    for ref in refs:
        assert (ref.value, ref.start, ref.end) == (None, None, None)
        assert ref.anchor is not None
        assert ref.anchor.kind is AnchorKind.UNKNOWN
        assert ref.why


def test_without_a_publication_date_what_needs_none_is_valued() -> None:
    text = "In 2029 he stayed three days; he is now in Selm and prays every Friday. On 4 May 2030 he left."
    assert told(text, None) == [
        ("2029", "2029"),
        ("three days", "P3D"),
        ("now", "PRESENT_REF"),
        ("every Friday", "XXXX-WXX-5"),
        ("4 May 2030", "2030-05-04"),
    ]


def test_of_a_year_or_month_of_publication_only_what_follows_is_used() -> None:
    text = "Last year he came. Last month he left."
    year, month = times(text, "2031")
    assert (year.value, month.value) == ("2030", None)
    assert (month.start, month.end) == ("2030-12-01", "2031-11-30")
    assert "published in 2031" in month.why
    assert [r.value for r in times(text, "2031-03")] == ["2030", "2031-02"]
    assert [r.value for r in times(text, "2031-03-05", Precision.YEAR)] == ["2030", None]
    assert [r.value for r in times("He left on Friday.", "2031-03")] == [None]
    assert [r.value for r in times("He left on Friday.", "2031-03-05T10:00+00:00", Precision.MINUTE)] == ["2031-02-28"]


def test_an_order_of_day_and_month_that_may_be_either_says_so() -> None:
    ref = only("It was signed on 03/04/2030.")
    assert (ref.value, ref.confidence < 0.7) == ("2030-03-04", True)
    assert "American" in ref.why


def test_ids_are_in_text_order_and_signed() -> None:
    refs = times("On Monday he came, on Tuesday he left, and on Wednesday he was back.")
    assert [ref.id for ref in refs] == ["t0", "t1", "t2"]
    assert {ref.made_by for ref in refs} == {"times/1"}


def test_an_anchor_names_what_was_counted_from() -> None:
    ref = only("He left last month.")
    assert ref.anchor is not None
    assert (ref.anchor.kind, ref.anchor.value) == (AnchorKind.PUBLISHED, PUBLISHED)
    assert PUBLISHED in ref.why
    assert only("He left on 4 May 2030.").anchor is None


def test_a_quotation_keeps_its_own_tense() -> None:
    text = '"The guns will fall silent," Ingrith Valloway told reporters in the capital, "on Thursday."'
    assert told(text) == [("Thursday", "2031-03-06")]
    assert told('He said "we will leave" on Thursday.') == [("Thursday", "2031-02-27")]


def test_the_cost_of_the_sheet_and_the_grammar_is_paid_once() -> None:
    from onrecord.reading.times.grammar import grammar

    assert grammar() is grammar()


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("If the vote is not held before summer, the council falls.", "summer", "2031-SU"),
        ("The families left Selm before summer.", "summer", "2030-SU"),
        ("The bridge must be open before June.", "June", "2031-06"),
        ("The bridge is closed before June.", "June", "2031-06"),
        ("The bridge fell before June.", "June", "2030-06"),
    ],
)
def test_a_wait_looks_ahead_unless_it_is_over(text: str, words: str, value: str) -> None:
    assert told(text) == [(words, value)]


def test_a_clause_looks_the_way_its_own_verb_does() -> None:
    text = "Qalmar will hold talks next week, a day after traders on Monday voiced anger."
    assert told(text)[-1] == ("Monday", "2031-03-03")
    assert told("Qalmar will hear the envoy, who on Monday said no.")[-1] == ("Monday", "2031-03-03")
    assert told("Qalmar will hold talks after prayers on Monday.")[-1] == ("Monday", "2031-03-10")


def test_the_weekday_behind_a_full_date_is_part_of_it() -> None:
    for words in ("March 3, 2028, Friday", "3 March 2028, Friday", "2028-03-03, Friday"):
        assert told(f"The paper of {words}, says no.") == [(words, "2028-03-03")]
    found = told("On March 3, 2028, Monday was named.")
    assert [words for words, _ in found] == ["March 3, 2028", "Monday"]


@pytest.mark.parametrize(("day", "side"), [("April 20", "after"), ("March 1", "before"), ("March 5", "on")])
def test_the_reason_says_on_which_side_of_publication_a_day_lies(day: str, side: str) -> None:
    assert (
        only(f"The truce was moved to {day}.").why
        == f"in the year that puts it {side} 2031-03-05, the publication date"
    )
