"""Vectors of meaning: the same bytes always, nothing for what cannot be read, and what is said again is near."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ModelCardError
from onrecord.tagger import ENGLISH
from onrecord.tagger.meaning import FILES, MEANING, Cutter, Meaning, nearness, with_pairs

STATEMENT = "The militia will close the strait to all ships unless the wages are paid."
AGAIN = "No vessel may pass the channel until the guards receive their salaries."
STRANGER = "The schoolmistress thanked the doctor for his visit to the island."


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model that ships."""
    return Path(shutil.copytree(MEANING, tmp_path / "meaning"))


def test_vectors_are_of_unit_length_times_127(meaning: Meaning) -> None:
    made = meaning.vectors([STATEMENT, "grain", "Ra’uzeh"])
    assert made.shape == (3, Meaning.DIMENSIONS)
    assert made.dtype == np.int8
    lengths = np.linalg.norm(made.astype(np.float64), axis=1)
    assert np.abs(lengths - 127).max() < 0.05 * 127


def test_what_is_said_again_is_nearer_than_a_stranger(meaning: Meaning) -> None:
    said, again, stranger = meaning.vectors([STATEMENT, AGAIN, STRANGER])
    assert nearness(said, again) > nearness(said, stranger) + 0.2


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("truce", "ceasefire", "barley"), ("frigate", "warship", "wages"), ("wheat", "grain", "spokesman")],
)
def test_words_that_mean_nearly_the_same_are_near(meaning: Meaning, word: str, near: str, far: str) -> None:
    it, one, other = meaning.vectors([word, near, far])
    assert nearness(it, one) > nearness(it, other) + 0.2


@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=200))
def test_a_text_has_the_same_vector_whatever_is_beside_it(meaning: Meaning, others: list[str], text: str) -> None:
    alone = meaning.vectors([text])[0].tobytes()
    assert meaning.vectors([*others, text, *others])[len(others)].tobytes() == alone


def test_many_texts_are_as_each_by_itself(meaning: Meaning) -> None:
    texts = [f"{STATEMENT} {n} {'again ' * (n % 7)}" if n % 5 else "" for n in range(700)]
    together = meaning.vectors(texts)
    assert all(together[n].tobytes() == meaning.vectors([texts[n]])[0].tobytes() for n in range(0, 700, 13))


def test_another_process_gives_the_same_bytes(meaning: Meaning) -> None:
    code = (
        "import sys; from onrecord.tagger.meaning import Meaning; "
        f"sys.stdout.buffer.write(Meaning().vectors([{STATEMENT!r}]).tobytes())"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert found == meaning.vectors([STATEMENT]).tobytes()


@pytest.mark.parametrize(
    "text", ["", " \n", "...", "—", "؟", "\ud800", "\x00", "مضيق أم ترال", "قلمارا", "пролив", "海峡"]
)
def test_what_has_no_word_to_read_gives_zeros_and_is_near_nothing(meaning: Meaning, text: str) -> None:
    nothing = meaning.vectors([text])[0]
    assert not nothing.any()
    assert nearness(nothing, meaning.vectors([STATEMENT])[0]) == 0
    assert nearness(nothing, nothing) == 0


def test_a_text_mostly_in_another_script_gives_zeros(meaning: Meaning) -> None:
    arabic = "قال هارون التزمري قائد حرس الساحل الشعبي إن رجاله انتشلوا البحارين"
    assert not meaning.vectors([f"{arabic} (P.C.G.)", "2031/04/15 12:30 مهوش"]).any()


def test_a_name_in_another_script_within_english_is_passed_over(meaning: Meaning) -> None:
    plain, named = meaning.vectors(["The keeper of the light is free.", "The keeper (حارس) of the light is free."])
    assert plain.tobytes() == named.tobytes()


def test_case_accents_and_marks_do_not_count(meaning: Meaning) -> None:
    made = meaning.vectors(["The café in Øster is shut", "the CAFE, in “Oster” is shut!"])
    assert made[0].tobytes() == made[1].tobytes()


def test_no_texts_give_no_vectors(meaning: Meaning) -> None:
    assert meaning.vectors([]).shape == (0, Meaning.DIMENSIONS)


def test_a_huge_text_is_read_to_a_limit(meaning: Meaning) -> None:
    made = meaning.vectors(["grain " * 5_000, "grain " * 500_000, "grain", "a" * 1_000_000])
    assert made[0].tobytes() == made[1].tobytes()
    assert nearness(made[0], made[2]) > 0.99
    assert made[3].any()


def test_nearness_of_one_with_many_is_that_with_each(meaning: Meaning) -> None:
    made = meaning.vectors([STATEMENT, AGAIN, STRANGER, ""])
    many = nearness(made[0], made)
    assert many.shape == (4,)
    assert [float(x) for x in many] == [float(nearness(made[0], row)) for row in made]
    assert many[0] == pytest.approx(1)


def test_it_pickles_as_its_folder(meaning: Meaning, folder: Path) -> None:
    for one in (meaning, Meaning(folder)):
        raw = pickle.dumps(one)
        assert len(raw) < 1_000
        again = pickle.loads(raw)
        assert again.version == meaning.version
        assert again.vectors([STATEMENT]).tobytes() == meaning.vectors([STATEMENT]).tobytes()


def test_the_version_is_the_cards(folder: Path) -> None:
    _changed(folder, lambda card: card.update(version="another"))
    assert Meaning(folder).version == "another"


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelCardError, match="is not the one its card describes") as error:
        Meaning(folder)
    assert name in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelCardError, match="a file of the model is missing"):
        Meaning(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: c.update(format=9), "format 9"),
        (lambda c: c.pop("version"), "cannot be read"),
        (lambda c: c.pop("sha256"), "cannot be read"),
        (lambda c: c.update(sha256=3), "cannot be read"),
        (lambda c: c["sha256"].pop("rows.npz"), "is not the one its card describes"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(folder: Path, change: Callable[[Any], object], says: str) -> None:
    _changed(folder, change)
    with pytest.raises(ModelCardError, match=says):
        Meaning(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "3", "\x00"])
def test_a_card_that_is_none_is_refused(folder: Path, content: str) -> None:
    (folder / "card.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelCardError, match="cannot be read"):
        Meaning(folder)


def test_words_are_cut_as_the_encoders_tokenizer_cuts_them() -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(ENGLISH / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = (MEANING / "pieces.txt").read_text(encoding="utf-8").splitlines()
    cutter = Cutter(pieces)
    for word in ("Tezmeri", "minesweepers", "Stavenhelm", "2031", "unbelievably", "qatoul", "P"):
        assert [pieces[n] for n in cutter.cut(word)] == tokenizer.encode(word, add_special_tokens=False).tokens


def test_pairs_are_found_within_a_text_only() -> None:
    ids, counts = np.array([1, 2, 3, 1, 2]), np.array([3, 2])
    found, many = with_pairs(ids, counts, np.array([1 * 10 + 2, 3 * 10 + 1]), 10)
    assert found.tolist() == [1, 2, 3, 10, 1, 2, 10]
    assert many.tolist() == [4, 3]


def test_reading_loads_none_of_it() -> None:
    code = (
        "import sys\nfrom onrecord.reading import Reader\nfrom onrecord.tagger import Tagger\n"
        "print([m for m in ('onrecord.tagger.runtime', 'onrecord.tagger.meaning') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded == "['onrecord.tagger.runtime']\n"


def _changed(folder: Path, change: Callable[[Any], object]) -> None:
    path = folder / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    change(card)
    path.write_text(json.dumps(card), encoding="utf-8")
