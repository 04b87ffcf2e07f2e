"""The model card as far as the machine needs it: what the folder must hold and how its scores are to be read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..errors import ModelCardError
from .event_labels import TYPES
from .labels import MENTIONS, STATEMENTS
from .parsing import LABELS, TAGS

FORMAT = 3
#: What a model folder holds beside its card; nothing is loaded that the card does not vouch for.
FILES = ("model.onnx", "mentions.onnx", "syntax.onnx", "events.onnx", "heads.npz", "tokenizer.json")
#: What the card must say of the labels: of statements, of mentions, of dependencies, of parts of speech, of events.
_LABEL_SETS = {
    "labels": STATEMENTS.names, "mention_labels": MENTIONS.names, "syntax_labels": LABELS, "syntax_tags": TAGS,
    "event_types": TYPES,
}  # fmt: skip
_REMEDY = "install the model that came with this version"


@dataclass(frozen=True, slots=True)
class Card:
    """What ``card.json`` says. ``start_bonus`` is added to the scores that begin a span of each role, in logits;
    ``calibration`` (slope, offset) turns the raw logit of a statement into a probability. ``mention_bonus`` and
    ``mention_calibration`` are the same for mentions, by kind as the labels name it.
    ``typing_temperature`` is what scores of event types are divided by.
    """

    name: str
    version: str
    languages: tuple[str, ...]
    start_bonus: dict[str, float]
    calibration: tuple[float, float]
    mention_bonus: dict[str, float]
    mention_calibration: tuple[float, float]
    typing_temperature: float


def read_card(folder: Path) -> Card:
    """Read and check the card of a model folder.

    Raises:
        ModelCardError: if the card cannot be read, a file is missing or not the one the card describes, the label set
            differs, or the installed onnxruntime is outside the card's range.
    """
    path = folder / "card.json"
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        form = raw.get("format")
        labels = tuple(tuple(raw.get(name, ())) for name in _LABEL_SETS)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelCardError("the model card cannot be read", str(path), "install onrecord again") from error
    if form != FORMAT:
        raise ModelCardError(f"the model card has format {form!r}, not {FORMAT}", str(path), _REMEDY)
    if labels != tuple(_LABEL_SETS.values()):
        raise ModelCardError("the model's label set is not the one this version reads", str(path), _REMEDY)
    try:
        card, digests, low, high = _made(raw), dict(raw["sha256"]), *map(_release, raw["onnxruntime"])
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        raise ModelCardError("the model card cannot be read", str(path), "install onrecord again") from error
    for name in FILES:
        if name not in digests:
            raise ModelCardError(f"the model card names no digest of {name}", str(path), "install onrecord again")
    for name, digest in digests.items():
        _check_file(folder / name, digest)
    _check_library(path, low, high)
    return card


def _made(raw: dict[str, Any]) -> Card:
    slope, offset = raw["calibration"]
    mention_slope, mention_offset = raw["mention_calibration"]
    return Card(
        name=str(raw["name"]),
        version=str(raw["version"]),
        languages=tuple(raw["languages"]),
        start_bonus={k: float(v) for k, v in raw["start_bonus"].items()},
        calibration=(float(slope), float(offset)),
        mention_bonus={k: float(v) for k, v in raw["mention_bonus"].items()},
        mention_calibration=(float(mention_slope), float(mention_offset)),
        typing_temperature=float(raw["typing_temperature"]),
    )


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(x) for x in version.split(".")[:2])


def _check_file(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelCardError("a file of the model is missing", str(path), "install onrecord again") from error
    if found != digest:
        raise ModelCardError(
            "a file of the model is not the one its card describes", str(path), "install onrecord again"
        )


def _check_library(path: Path, low: tuple[int, ...], high: tuple[int, ...]) -> None:
    installed = version("onnxruntime")
    if not low <= _release(installed) < high:
        first, end = (".".join(map(str, v)) for v in (low, high))
        raise ModelCardError(
            f"the model was made for onnxruntime {first} up to but not {end}, and {installed} is installed",
            str(path),
            f"pip install 'onnxruntime>={first},<{end}'",
        )
