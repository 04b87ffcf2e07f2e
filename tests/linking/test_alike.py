"""Copies are one text; stories that share an event, an outlet's lines or a form are not."""

import random

import pytest
from bench.syndication import texts

from onrecord.linking.repeats import alike
from tests.linking.copies import FOOTER, OTHER_STORY, PARAGRAPHS, STORY, carried

HEADLINE, LEAD, QUOTE, COST, TERMS, TOWN, VOTE = PARAGRAPHS
OWN = (
    "Our correspondent adds that the northern quay was quiet on Sunday morning and that fishermen had already taken "
    "down the boards they had nailed up in front of the customs house."
)

COPIES = {
    "cut to the first half": carried(HEADLINE, LEAD, QUOTE, COST),
    "cut to a third": carried(HEADLINE, LEAD, QUOTE),
    "another headline, byline and footer": carried(
        "Night work at last", "By Our Own Reporter", LEAD, QUOTE, COST, TERMS, TOWN, VOTE, FOOTER
    ),
    "cut, with another headline and a footer": carried("Night work at last", LEAD, QUOTE, COST, FOOTER),
    "a paragraph of its own": carried(HEADLINE, LEAD, OWN, QUOTE, COST, TERMS, TOWN, VOTE),
    "corrected numbers": STORY.replace("340", "360").replace("2.6 million", "2.8 million"),
    "another translation of the quote": STORY.replace(
        "We got what was fair, and nobody should ask how long it took us",
        "What has been obtained is just; the time that it needed is no one's business",
    ),
    "other order": carried(HEADLINE, LEAD, TERMS, TOWN, QUOTE, VOTE, COST),
    "other marks, case and spaces": STORY.upper().replace('"', "“").replace("\n\n", "\n").replace(" ", "  "),
    "the headline alone is gone": carried(*PARAGRAPHS[1:]),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_the_same_text(name: str) -> None:
    found = alike(STORY, COPIES[name])
    assert found.same, found
    assert alike(COPIES[name], STORY) == found


def test_two_copies_with_changes_of_their_own_are_the_same_text() -> None:
    one = COPIES["cut, with another headline and a footer"]
    other = COPIES["a paragraph of its own"].replace("340", "360")
    assert alike(one, other).same


def test_of_two_texts_neither_is_the_first() -> None:
    one, other = (message(7, 45) + " " + message(seed, 15) for seed in (1, 2))
    assert alike(one, other) == alike(other, one)


def test_a_cut_shares_little_of_both_and_nearly_all_of_the_shorter() -> None:
    found = alike(STORY, COPIES["cut to a third"])
    assert found.jaccard < 0.5
    assert found.contained == 1.0
    assert found.why == "100% of the shorter one's own prose stands in the other"


def test_another_story_on_the_event_is_another_text() -> None:
    found = alike(STORY + "\n" + FOOTER, OTHER_STORY)
    assert found.contained > 0.15
    assert not found.same


FILLER = """
ferry timetable winter pilots refuse northern buoy repaired council asks miller bridge closes market hall roof
lamp harvest counted twice village wells deep nurse strike pay school bell rings tunnel water rises keeper
sleeps tower
"""


def message(seed: int, words: int = 40) -> str:
    return " ".join(random.Random(seed).choices(FILLER.split(), k=words)).capitalize() + "."


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
@pytest.mark.parametrize("words", [6, 12, 22, 40])
def test_short_messages_with_one_footer_are_two(between: str, words: int) -> None:
    footer = f"{FOOTER} Whoever finds himself in it is asked to write to the desk, which answers every letter."
    one, other = (f"{message(seed, words)}{between}{footer}" for seed in (1, 2))
    assert alike(one, other).contained > 0.15
    assert not alike(one, other).same


def test_short_messages_with_one_heading_one_quote_and_one_footer_are_two() -> None:
    said = '"Nobody leaves the quay before the last ship is loaded and paid for," Sabela Ruzane said.'
    one, other = (f"Dockers' league, press office\n\n{said} {message(seed)}\n\n{FOOTER}" for seed in (1, 2))
    assert alike(one, other).contained > 0.4
    assert not alike(one, other).same


def test_a_short_message_that_is_passed_on_with_another_footer_is_one_text() -> None:
    other = "Follow the Quayside Channel for more."
    assert alike(f"{message(1)}\n{FOOTER}", f"{message(1)}\n{other}").same


def test_a_form_filled_in_anew_is_another_text() -> None:
    form = "\n".join(
        f"In {{}} the harbour master counted {{}} {goods} and closed the books without any complaint of the dealers."
        for goods in ("sacks of salt", "crates of dates", "barrels of oil", "bales of wool", "casks of wine")
    )
    monday = form.format("Sarreh", 12, "Dumat", 40, "Vashtel", 7, "Qarn", 81, "Lethan", 3)
    tuesday = form.format("Teral", 15, "Orvan", 39, "Meshel", 9, "Yassem", 80, "Sirrat", 5)
    corrected = monday.replace("40", "41")
    assert alike(monday, corrected).same
    assert not alike(monday, tuesday).same


def test_a_form_with_long_sentences_is_told_by_its_details() -> None:
    form = "\n".join(
        f"After a night of {weather} that kept the pilots ashore and the {who} indoors until long past the second bell "
        f"of the morning watch the harbour master of the old town counted {{}} {goods} on the quay"
        for weather, who, goods in (
            ("rain", "porters", "sacks"),
            ("fog", "clerks", "crates"),
            ("hail", "carters", "bales"),
            ("storm", "guards", "casks"),
        )
    )
    found = alike(form.format(12, 40, 7, 81), form.format(15, 39, 9, 80))
    assert "other names and numbers in most sentences" in found.why
    assert not found.same


def test_a_round_up_that_holds_a_report_is_not_that_report() -> None:
    others = [message(seed, 90) for seed in range(5)]
    round_up = carried("The day in brief", *others[:2], LEAD, COST, *others[2:])
    found = alike(round_up, carried(LEAD, COST))
    assert found.contained > 0.9
    assert not found.same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("", "", False),
        ("", STORY, False),
        ("No comment.", "no  comment", True),
        ("The board met on Friday.", "The board met on Monday.", False),
        ("Sirens in Sarreh, take shelter now", "Sirens in Dumat, take shelter now", False),
        ("وقال إنّ الميناءَ مغلقٌ", "وقال ان الميناء مغلق", True),
        ("در بندر ۱۴ کشتی بود", "در بندر 14 كشتي بود", True),
    ],
)
def test_tiny_texts_are_the_same_only_by_the_same_words(one: str, other: str, same: bool) -> None:
    assert alike(one, other).same is same


def test_a_text_of_quotations_alone_is_told_by_these() -> None:
    speech = '"' + " ".join(message(seed, 30) for seed in range(4)) + '"'
    assert alike(f"{speech} he said.", f"He spoke on Monday: {speech}").same


def test_a_megabyte_is_compared() -> None:
    rng = random.Random(5)
    words = [f"w{rng.randrange(30_000)}" for _ in range(160_000)]
    changed = [word if rng.random() > 0.002 else "other" for word in words]
    found = alike(" ".join(words), " ".join(changed))
    assert found.same
    assert 0.95 < found.jaccard < 1.0


def test_on_generated_copy_no_two_stories_are_joined() -> None:
    """A few families and events of the benchmark's set, with a seed of their own; every pair."""
    made = [one for one in texts(99) if one.event < 1_000][:250]
    pairs = [(one, other) for at, one in enumerate(made) for other in made[:at] if one.event == other.event]
    judged = [(one.family == other.family, alike(one.text, other.text).same) for one, other in pairs]
    assert (False, True) not in judged
    assert len(judged) > 30
    assert sum(is_same for one_family, is_same in judged if one_family) > 0.8 * sum(of_one for of_one, _ in judged)
