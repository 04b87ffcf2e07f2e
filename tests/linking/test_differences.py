"""Where copies differ: exact spans on either side, altered quotes told, in the order of the first."""

import random

import pytest

from onrecord.linking.repeats import Change, Difference, differences
from tests.linking.copies import PARAGRAPHS, STORY, carried


def told(here: str, there: str) -> list[tuple[str, object, object, bool]]:
    return [
        (found.change.value, found.here and found.here.of(here), found.there and found.there.of(there), found.quoted)
        for found in differences(here, there)
    ]


def test_equal_texts_have_none() -> None:
    assert differences(STORY, STORY) == ()
    assert differences("", "") == ()
    assert differences("«Café», he said.", '"CAFE" he said') == ()


def test_a_corrected_number_is_one_word() -> None:
    assert told(STORY, STORY.replace("340", "360")) == [("replaced", "340", "360", False)]


def test_an_altered_quote_is_told() -> None:
    other = STORY.replace("what was fair", "more than was fair")
    assert told(STORY, other) == [("replaced", "what", "more than", True)]
    assert told(other, STORY) == [("replaced", "more than", "what", True)]


@pytest.mark.parametrize("marks", ["“”", "«»", "„“", '""', "‘’", "''"])
def test_quotation_marks_of_every_make(marks: str) -> None:
    here = f"She said {marks[0]}the guns will fall silent at noon{marks[1]} and left."
    there = f"She said {marks[0]}the guns shall fall silent at noon{marks[1]} and left."
    assert told(here, there) == [("replaced", "will", "shall", True)]


def test_a_quote_in_other_words_is_one_difference() -> None:
    old = "We got what was fair, and nobody should ask how long it took us"
    new = "What has been obtained is just; and the time is no one's business"
    (found,) = differences(STORY, STORY.replace(old, new))
    assert found.quoted
    assert found.here is not None
    assert found.here.of(STORY) == old


def test_what_was_cut_and_added() -> None:
    copy = carried(*PARAGRAPHS[1:-1], "Ours alone: the quay was quiet.")
    assert told(STORY, copy) == [
        ("removed", PARAGRAPHS[0], None, False),
        ("replaced", PARAGRAPHS[-1].rstrip("."), "Ours alone: the quay was quiet", False),
    ]
    assert told("one two three", "one two new three") == [("added", None, "new", False)]
    assert told("", "new words") == [("added", None, "new words", False)]


def test_a_moved_paragraph_is_removed_and_added() -> None:
    moved = carried(*PARAGRAPHS[:3], PARAGRAPHS[4], PARAGRAPHS[3], *PARAGRAPHS[5:])
    changes = [found.change for found in differences(STORY, moved)]
    assert sorted(changes) == [Change.ADDED, Change.REMOVED]


def rebuilt(here: str, there: str, found: tuple[Difference, ...]) -> list[str]:
    """The words of ``there``, made of those of ``here`` and the differences."""
    out, at = [], 0
    for one in found:
        place = one.here.start if one.here else None
        if place is None:
            continue
        out += here[at:place].split()
        out += one.there.of(there).split() if one.there else []
        at = one.here.end if one.here else at
    return out + here[at:].split()


@pytest.mark.parametrize("seed", range(20))
def test_the_differences_make_the_one_text_of_the_other(seed: int) -> None:
    rng = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(rng.choice((3, 30, 3000)))]
    words = [rng.choice(vocabulary) for _ in range(rng.choice((30, 400, 3000)))]
    here = " ".join(words)
    kept = [word if rng.random() > 0.1 else rng.choice(vocabulary) for word in words if rng.random() > 0.05]
    there = " ".join(kept)
    found = differences(here, there)
    # What is only added has no place in the first text, so it is left out on both sides.
    added = sum(len(one.there.of(there).split()) for one in found if one.here is None and one.there)
    left = len(rebuilt(here, there, found))
    assert left == len(kept) - added
    for one in found:
        assert (one.here is None) is (one.change is Change.ADDED)
        assert (one.there is None) is (one.change is Change.REMOVED)
    places = [one.here.start for one in found if one.here]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("a b " * 100_000, "b a " * 100_000),
        ("a b " * 100_000, "a c " * 100_000),
        ("word " * 200_000, "word " * 150_000 + "end"),
        (" ".join(f"w{n}" for n in range(150_000)), " ".join(f"v{n}" for n in range(150_000))),
    ],
    ids=["turned", "half", "one word", "nothing"],
)
def test_long_texts_of_few_words_end(here: str, there: str) -> None:
    """By words alone each of these would take 10^10 comparisons."""
    assert differences(here, there)


def test_a_megabyte_with_changes_everywhere() -> None:
    rng = random.Random(3)
    words = [f"w{rng.randrange(20_000)}" for _ in range(160_000)]
    changed = {rng.randrange(len(words)) for _ in range(500)}
    other = [f"new{at}" if at in changed else word for at, word in enumerate(words)]
    here, there = " ".join(words), " ".join(other)
    found = differences(here, there)
    assert sum(len(one.there.of(there).split()) for one in found if one.there) <= len(changed) + 10
    assert {one.change for one in found} == {Change.REPLACED}
