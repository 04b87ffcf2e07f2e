"""The model's card: what is in the folder is what the card says, or the model is refused in one sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import ModelCardError
from onrecord.tagger import ENGLISH
from onrecord.tagger.card import read_card
from onrecord.tagger.labels import MENTIONS, ROLES

Card = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model that ships."""
    return Path(shutil.copytree(ENGLISH, tmp_path / "en"))


def changed(folder: Path, change: Callable[[Card], object]) -> Path:
    path = folder / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    change(card)
    path.write_text(json.dumps(card), encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(ModelCardError) as error:
        read_card(folder)
    assert error.value.remedy
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_model_that_ships_passes_its_own_card() -> None:
    card = read_card(ENGLISH)
    assert "en" in card.languages
    assert set(card.start_bonus) <= set(ROLES)
    assert set(card.mention_bonus) <= set(MENTIONS.kinds)
    assert len(card.calibration) == len(card.mention_calibration) == 2


def test_every_file_that_is_loaded_is_on_the_card() -> None:
    raw = json.loads((ENGLISH / "card.json").read_text(encoding="utf-8"))
    names = {"model.onnx", "mentions.onnx", "syntax.onnx", "events.onnx", "heads.npz", "tokenizer.json"}
    assert names <= set(raw["sha256"])


@pytest.mark.parametrize(
    "name", ["model.onnx", "mentions.onnx", "syntax.onnx", "events.onnx", "heads.npz", "tokenizer.json"]
)
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b" ")
    said = refusal(folder)
    assert said.startswith("a file of the model is not the one its card describes: ")
    assert name in said


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "heads.npz").unlink()
    assert refusal(folder) == f"a file of the model is missing: {folder / 'heads.npz'}; install onrecord again"


def test_a_missing_card_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith("the model card cannot be read: ")


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '"card"', "\x00"])
def test_a_card_that_is_none_is_refused(folder: Path, content: str) -> None:
    (folder / "card.json").write_text(content, encoding="utf-8")
    assert refusal(folder).startswith("the model card cannot be read: ")


def test_bytes_that_are_no_text_are_refused(folder: Path) -> None:
    (folder / "card.json").write_bytes(b"\xff\xfe\x00")
    assert "the model card cannot be read" in refusal(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: c.update(format=2), "the model card has format 2, not 3"),
        (lambda c: c["labels"].reverse(), "the model's label set is not the one this version reads"),
        (lambda c: c.pop("labels"), "the model's label set is not the one this version reads"),
        (lambda c: c["labels"].pop(), "the model's label set is not the one this version reads"),
        (lambda c: c.pop("mention_labels"), "the model's label set is not the one this version reads"),
        (lambda c: c["mention_labels"].pop(), "the model's label set is not the one this version reads"),
        (lambda c: c.pop("syntax_labels"), "the model's label set is not the one this version reads"),
        (lambda c: c["syntax_labels"].reverse(), "the model's label set is not the one this version reads"),
        (lambda c: c["syntax_tags"].pop(), "the model's label set is not the one this version reads"),
        (lambda c: c["event_types"].pop(), "the model's label set is not the one this version reads"),
        (lambda c: c.pop("typing_temperature"), "the model card cannot be read"),
        (lambda c: c.pop("mention_bonus"), "the model card cannot be read"),
        (lambda c: c.update(mention_calibration=[1, 2, 3]), "the model card cannot be read"),
        (lambda c: c.update(onnxruntime=["0.5", "0.6"]), "was made for onnxruntime 0.5 up to but not 0.6, and "),
        (lambda c: c.update(onnxruntime=["90.0", "91.0"]), "pip install 'onnxruntime>=90.0,<91.0'"),
        (lambda c: c.update(onnxruntime=["new"]), "the model card cannot be read"),
        (lambda c: c.pop("calibration"), "the model card cannot be read"),
        (lambda c: c.update(calibration=[1]), "the model card cannot be read"),
        (lambda c: c.update(start_bonus={"cue": "much"}), "the model card cannot be read"),
        (lambda c: c.update(sha256=3), "the model card cannot be read"),
        (lambda c: c.update(sha256={}), "the model card names no digest of model.onnx"),
        (lambda c: c["sha256"].pop("heads.npz"), "the model card names no digest of heads.npz"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(folder: Path, change: Callable[[Card], object], says: str) -> None:
    assert says in refusal(changed(folder, change))
