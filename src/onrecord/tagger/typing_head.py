"""Which type of event a sentence tells of, given who does it, to whom, and by which word: PLOVER's 16, and none."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .card import Card, read_card
from .event_labels import NONE, TYPES
from .states import States
from .words import Ints

__all__ = ["NONE", "ROLES", "TYPES", "EventTyper", "Typing", "role_ids", "with_votes"]

Floats = NDArray[np.float32]
WordRange = tuple[int, int]

#: What a word can be in a question, by number.
ROLES = ("none", "source", "target", "trigger")


@dataclass(frozen=True, slots=True)
class Typing:
    """One question, in numbers of the text's words with the last excluded; what is missing is None."""

    sentence: WordRange
    source: WordRange | None = None
    target: WordRange | None = None
    trigger: WordRange | None = None

    @property
    def centre(self) -> int:
        """The word that the question is about, where a sentence is longer than what the encoder sees at once."""
        return next((r[0] for r in (self.trigger, self.source, self.target) if r is not None), self.sentence[0])


class EventTyper:
    """A loaded head. It holds no document, may be used again and again, and pickles as the folder it came from.

    Args:
        folder: the model's folder with its card.
        threads: processor threads for one question.
        card: the folder's card, if it has been read and checked already.

    Raises:
        ModelCardError: if the folder and its card do not agree.
    """

    def __init__(self, folder: Path, threads: int = 1, card: Card | None = None) -> None:
        # onnxruntime's wheels report to their maker unless told not to before they are imported. Nothing leaves here.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        self._origin = (folder, threads)
        self._temperature = (card or read_card(folder)).typing_temperature
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "events.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def __reduce__(self) -> tuple[type[EventTyper], tuple[Path, int]]:
        return EventTyper, self._origin

    def types(self, states: States, questions: Sequence[Typing]) -> list[dict[str, float]]:
        """The calibrated chance of each type and of ``NONE`` for each question; they sum to 1.

        An answer depends on its own question only: each is run by itself, because 8-bit products over several would
        round by what they have in common.
        """
        return [self._answer(states, question) for question in questions]

    def _answer(self, states: States, question: Typing) -> dict[str, float]:
        shared, heads, first = states.of(*question.sentence, question.centre)
        roles = role_ids(question, first, heads)
        (scores,) = self._session.run(["types"], {"shared": shared[None], "roles": roles[None]})
        logits = scores[0].astype(np.float64) / self._temperature
        shares = np.exp(logits - logits.max())
        return dict(zip(TYPES, (shares / shares.sum()).tolist(), strict=True))


def role_ids(question: Typing, first: int, heads: Ints) -> Ints:
    """The role of every piece: ``heads`` are the places of first pieces of the words from ``first`` on, and the end.

    Where ranges overlap the trigger wins over the target and the target over the source.
    """
    roles = np.zeros(int(heads[-1]), np.int64)
    for number, span in enumerate((question.source, question.target, question.trigger), 1):
        if span is not None:
            begin, end = (min(max(word - first, 0), len(heads) - 1) for word in span)
            roles[heads[begin] : heads[end]] = number
    return roles


def with_votes(chances: Mapping[str, float], votes: Mapping[str, float], weight: float) -> dict[str, float]:
    """Chances with what the codebook says: log chance + ``weight`` * vote, made to sum to 1 again.

    ``votes`` are by type, 0 where none is given.
    """
    logs = {t: np.log(max(p, 1e-12)) + weight * votes.get(t, 0.0) for t, p in chances.items()}
    top = max(logs.values())
    shares = {t: float(np.exp(v - top)) for t, v in logs.items()}
    total = sum(shares.values())
    return {t: v / total for t, v in shares.items()}
