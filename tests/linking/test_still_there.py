"""Whether the words of a finding are in a later version of its page."""

import pytest

from onrecord.linking.repeats import still_there, still_there_but_for

TEXT = "She told  them:\n“The guns will fall silent,” and added that ‘no one’ would ask. The guards’ posts stay."


@pytest.mark.parametrize(
    "words",
    [
        "The guns will fall silent",
        '"The guns will fall silent,"',
        "«The guns will fall silent,» and added",
        'She told them: "The',
        "''The guns",
        "that 'no one' would",
        "that `no one´ would",
        "guards' posts",
        "She told them",
        "stay.",
    ],
)
def test_there_but_for_spaces_and_marks(words: str) -> None:
    assert still_there(words, TEXT)


@pytest.mark.parametrize(
    "words",
    [
        "the guns will fall silent",
        "The guns shall fall silent",
        "The guard",
        "guns will fall silent and",
        "",
        "  ",
        "told them The",
    ],
)
def test_not_there(words: str) -> None:
    assert not still_there(words, TEXT)


def test_a_later_place_counts_where_an_earlier_one_is_part_of_a_word() -> None:
    assert still_there("art", "party and art")


def test_long_texts() -> None:
    assert not still_there("a" * 2_000 + "b", "a" * 1_000_000)
    assert not still_there("ab ab ab c", "ab " * 300_000)


@pytest.mark.parametrize(
    "words",
    [
        "The █████ will fall",
        "███ guns will fall ██████",
        "gua████ posts stay",
        "██uards’ posts",
        "told them: “The ████ will",
    ],
)
def test_what_is_left_of_words_is_there_but_for_what_was_taken_out(words: str) -> None:
    assert still_there_but_for("█", words, TEXT) is True


@pytest.mark.parametrize("words", ["The █████ will rise", "The █ will fall", "he ████ will fall", "█████ will fal"])
def test_what_is_left_of_words_is_gone(words: str) -> None:
    assert still_there_but_for("█", words, TEXT) is False


def test_of_words_of_which_nothing_is_left_nobody_can_tell() -> None:
    assert still_there_but_for("█", "████████", TEXT) is None
    assert still_there_but_for("█", "“████████,”", TEXT) is None
    assert still_there_but_for("█", "The guns", TEXT) is True
    assert still_there_but_for("█", "The gun", TEXT) is False
