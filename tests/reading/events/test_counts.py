"""How many: the numbers beside an event as intervals, with their own words."""

from __future__ import annotations

import pytest

from .coded import events, read

Counted = tuple[str, str, int | None, int | None, bool]


def counts(text: str) -> list[Counted]:
    """All numbers beside the events of a text: what, in which words, from, to, exact."""
    found = [c for e in events(text) for c in e.counts]
    return [(c.what.value, c.span.of(read(text).document.text), c.least, c.most, c.exact) for c in found]


@pytest.mark.parametrize(
    ("number", "words", "least", "most", "exact"),
    [
        ("12", "12", 12, 12, True),
        ("1,200", "1,200", 1200, 1200, True),
        ("twelve", "twelve", 12, 12, True),
        ("twenty-one", "twenty-one", 21, 21, True),
        ("two hundred and thirty", "two hundred and thirty", 230, 230, True),
        ("at least 12", "at least 12", 12, None, False),
        ("more than 40", "more than 40", 41, None, False),
        ("up to 40", "up to 40", None, 40, False),
        ("fewer than 40", "fewer than 40", None, 39, False),
        ("about 30", "about 30", 27, 33, False),
        ("dozens of", "dozens", 24, None, False),
        ("hundreds of", "hundreds", 200, None, False),
        ("several", "several", 3, 20, False),
        ("between 30 and 40", "between 30 and 40", 30, 40, True),
        ("30 to 40", "30 to 40", 30, 40, True),
    ],
)
def test_a_number_is_an_interval_with_its_words(
    number: str, words: str, least: int | None, most: int | None, exact: bool
) -> None:
    text = f"The Salt Front killed {number} fishermen near Port Yassem."
    assert counts(text) == [("killed", words, least, most, exact)]


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("Sorvish troops wounded three fishermen in Dar Meshel.", "injured", "three"),
        ("Police arrested 30 students in Dar Meshel.", "arrested", "30"),
        ("Gunmen abducted four doctors in Khor Lethan.", "abducted", "four"),
        ("Qalmara deported twenty fishermen.", "displaced", "twenty"),
        ("The Salt Front released 14 sailors on Friday.", "released", "14"),
        ("Nesharra deployed 5,000 soldiers along the border with Qalmara.", "troops", "5,000"),
        ("About 400 students protested in Dar Meshel.", "protesters", "About 400"),
    ],
)
def test_what_is_counted_is_told(text: str, what: str, words: str) -> None:
    assert [(c[0], c[1]) for c in counts(text)] == [(what, words)]


def test_what_came_of_a_deed_is_counted_with_it() -> None:
    text = "The Sorvish navy shelled the Salt Front on Monday, killing 12 people and wounding 30."
    assert [(c[0], c[2]) for c in counts(text)] == [("killed", 12), ("injured", 30)]


@pytest.mark.parametrize(
    "text",
    [
        "The Salt Front killed fishermen near Port Yassem.",
        "The Salt Front killed a 22-year-old fisherman near Port Yassem.",
        "On 12 March the Salt Front killed fishermen near Port Yassem.",
    ],
)
def test_an_age_or_a_date_is_no_number_of_people(text: str) -> None:
    assert counts(text) == []
