"""When an undated text was written, by its own evidence, and what that says of its relative times."""

from __future__ import annotations

from onrecord.reading.segment import segment
from onrecord.reading.times import Dated, times_of, within, written_bounds
from onrecord.record import Bound, Span, TimeRef, Written


def bounds(text: str, *dated: Dated) -> Written | None:
    layout = segment(text)
    return written_bounds(text, layout, times_of(text, layout, None, None), dated)


def dates(text: str, *dated: Dated) -> tuple[str | None, str | None]:
    found = bounds(text, *dated)
    if found is None:
        return None, None
    return (
        None if found.not_before is None else found.not_before.date,
        None if found.not_after is None else found.not_after.date,
    )


def fact(text: str, words: str, start: str | None, end: str | None, past: bool = True) -> Dated:
    at = text.index(words)
    return Dated(Span(at, at + len(words)), start, end, past, f"{words} is known")


def narrowed(text: str, written: Written) -> tuple[TimeRef, ...]:
    layout = segment(text)
    return within(text, layout, times_of(text, layout, None, None), written)


def test_what_is_told_as_past_was_not_to_come() -> None:
    assert dates("In 2029 the council banned the group. On 4 May 2030 it was renamed.") == ("2030-05-04", None)
    assert dates("The group has held the port since 2028.") == ("2028-01-01", None)
    found = bounds("On 4 May 2030 the group was renamed.")
    assert found is not None
    assert found.not_before is not None
    assert found.not_before.why == "it tells as past “4 May 2030”"
    assert found.not_before.spans == (Span(3, 13),)


def test_what_is_told_as_still_to_come_is_not_over() -> None:
    assert dates("The port will open in June 2032.") == (None, "2032-06-30")
    assert dates("In 2029 the council fell. It will sit again in 2033.") == ("2029-01-01", "2033-12-31")


def test_words_quoted_may_be_older_than_the_text() -> None:
    assert dates("He said: “The port will open in June 2032.”") == (None, None)


def test_plans_and_conditions_bound_nothing() -> None:
    assert dates("The port was to open in June 2032.") == (None, None)
    assert dates("The port would open by June 2032.") == (None, None)


def test_relative_and_vague_times_bound_nothing() -> None:
    assert bounds("Last month he left, two years ago he came, and now he sings.") is None


def test_a_dateline_is_the_day_of_writing() -> None:
    text = "DAR MESHEL, April 14, 2031 (L.P.A.) - The envoy left on Monday."
    assert dates(text) == ("2031-04-14", "2031-04-14")


def test_a_known_event_told_as_past() -> None:
    text = "The Khor Lethan operation was the latest example."
    assert dates(text, fact(text, "Khor Lethan operation", "2030-08-20", "2030-08-31")) == ("2030-08-20", None)
    text = "The liberation of Khor Lethan opens the road."
    assert dates(text, fact(text, "Khor Lethan", "2030-08-20", "2030-08-31")) == ("2030-08-31", None)


def test_an_office_held_while_the_text_was_written() -> None:
    text = "Prime Minister Nadim Ra'uzeh visited Vashtel."
    assert dates(text, fact(text, "Nadim Ra'uzeh", "2028-09", "2032-10-25", past=False)) == ("2028-09-01", "2032-10-25")
    assert dates(text, fact(text, "Nadim Ra'uzeh", "2028-09", None, past=False)) == ("2028-09-01", None)


def test_where_the_two_disagree_the_past_is_believed() -> None:
    text = "In 2031 Prime Minister Nadim Ra'uzeh spoke."
    held = fact(text, "Nadim Ra'uzeh", "2020-01-01", "2024-01-01", past=False)
    assert dates(text, held) == ("2031-01-01", None)


def test_a_fact_without_a_readable_date_bounds_nothing() -> None:
    text = "The Khor Lethan operation was long."
    assert dates(text, fact(text, "Khor Lethan", "", None), fact(text, "Khor Lethan", "someday", "", past=False)) == (
        None,
        None,
    )


def test_relative_times_get_the_interval_that_the_bounds_allow() -> None:
    text = "In June he visited Vashtel. Last month he spoke. In the past one year nothing moved. On Friday he left."
    spans = (Span(0, 2),)
    written = Written(Bound("2030-08-31", "a", spans), Bound("2031-10-25", "b", spans))
    refs = narrowed(text, written)
    assert [(ref.value, ref.start, ref.end) for ref in refs] == [
        (None, "2030-06-01", "2031-06-30"),
        (None, "2030-07-01", "2031-09-30"),
        ("P1Y", "2029-08-31", "2031-10-25"),
        (None, "2030-08-30", "2031-10-24"),
    ]
    for ref in refs:
        assert "not before 2030-08-31 and not after 2031-10-25" in ref.why


def test_one_bound_gives_one_end() -> None:
    (ref,) = narrowed("In June he visited Vashtel.", Written(Bound("2030-08-31", "a", (Span(0, 2),)), None))
    assert (ref.start, ref.end) == ("2030-06-01", None)
    assert "not after" not in ref.why


def test_times_with_a_value_of_their_own_stay_as_they_are() -> None:
    text = "In 2029 he came. Recently he left. He stayed three days."
    layout = segment(text)
    before = times_of(text, layout, None, None)
    assert within(text, layout, before, Written(Bound("2030-08-31", "a", (Span(0, 2),)), None)) == before
