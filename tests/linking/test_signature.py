"""Signatures: found again in another process, near for copies, far for what only shares an outlet's lines."""

import subprocess
import sys

import pytest

from onrecord.linking.repeats import signature
from onrecord.linking.signature import shingles
from tests.linking.copies import FOOTER, OTHER_STORY, PARAGRAPHS, STORY, carried
from tests.linking.test_alike import COPIES, message

#: Shingles, the first two hashes, and the first and last key of the story's first three paragraphs.
KEPT = (52, "2c9c0932a97cff44", 68645977499927563, 1720759122164066305)


def bands(text: str) -> set[int]:
    made = signature(text)
    assert made is not None
    return set(made.bands)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_shares_a_band(name: str) -> None:
    assert bands(STORY) & bands(COPIES[name])


def test_another_story_on_the_event_shares_none() -> None:
    assert not bands(f"{STORY}\n{FOOTER}\n") & bands(OTHER_STORY)


def test_messages_with_one_footer_share_none() -> None:
    all_bands = [bands(f"{message(seed)}\n{FOOTER}") for seed in range(20)]
    assert not any(one & other for at, one in enumerate(all_bands) for other in all_bands[:at])


def test_it_has_as_many_keys_as_are_stored_all_of_63_bits() -> None:
    made = signature(STORY)
    assert made is not None
    assert len(made.bands) == len(set(made.bands)) == 24
    assert all(0 <= key < 2**63 for key in made.bands)
    assert {key >> 56 for key in made.bands} == set(range(24))
    assert len(made.minhash) == 4 * 2 * 24
    assert len(shingles(STORY.split())) - 60 < made.shingles < len(shingles(STORY.split()))


def test_another_process_makes_the_same() -> None:
    command = "import sys; from onrecord.linking.repeats import signature; print(signature(sys.stdin.read()))"
    for hash_seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", command],
            input=STORY,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
        )
        assert done.stdout.strip() == str(signature(STORY))


def test_it_is_the_one_that_desks_have_kept() -> None:
    """If this fails, desks that were filled before find no copies any more: their signatures must be made again."""
    made = signature(carried(*PARAGRAPHS[:3]))
    assert made is not None
    assert (made.shingles, made.minhash[:8].hex(), made.bands[0], made.bands[-1]) == KEPT


@pytest.mark.parametrize("text", ["", " \n", "...", "Eleven words are too few to be told from all others."])
def test_too_few_words_have_none(text: str) -> None:
    assert signature(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven eight nine ten eleven twelve",
        "a " * 500,
        "港口委员会与码头工人联盟周六签署了夜班协议",
        "\ud800 lone \udfff " * 20,
        '"' + "quoted words and nothing else " * 30,
        "word\n" * 40,
    ],
)
def test_odd_texts_have_one(text: str) -> None:
    assert signature(text) is not None


def test_a_megabyte_has_one() -> None:
    made = signature(STORY * 600)
    assert made is not None
    assert made.shingles < 400
