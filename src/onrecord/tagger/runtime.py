"""The trained model at run time: words in, attributions out. onnxruntime and numpy, no torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .card import Card, read_card
from .chain import Chain, role_spans
from .labels import LABELS, ROLES
from .linker import Found, Linker
from .windows import Pieces, Window, pack, piece_lists, window
from .words import Words

Floats = NDArray[np.float32]
CharRange = tuple[int, int]

#: The English model that ships.
ENGLISH = Path(__file__).parent / "en"
#: Windows run together; they are sorted by length first, so little is padding.
BATCH = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts as the tagger found them, in code points; ``confidence`` is calibrated on dev."""

    cue: CharRange
    contents: tuple[CharRange, ...]
    speaker: CharRange | None
    confidence: float


class Tagger:
    """A loaded model. It holds no document and may be used again and again; it pickles as the folder it came from.

    Args:
        folder: the model's folder with its card.
        threads: processor threads for one document.

    Raises:
        ModelCardError: if the folder and its card do not agree.
    """

    def __init__(self, folder: Path = ENGLISH, threads: int = 1) -> None:
        # onnxruntime's wheels report to their maker unless told not to before they are imported. Nothing leaves here.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime
        from tokenizers import Tokenizer

        self._origin = (folder, threads)
        self.card: Card = read_card(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # The file's own settings would pad every word to a whole window.
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._pieces = Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))
        with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
            weights = {name: np.asarray(arrays[name], np.float32) for name in arrays.files}
        self._calibration = self.card.calibration
        self._chain = Chain.learned(weights["chain.steps"], weights["chain.first"], weights["chain.last"])
        self._linker = Linker(weights)
        self._bonus = np.array(
            [self.card.start_bonus.get(name[2:], 0.0) if name[0] in "BS" else 0.0 for name in LABELS], np.float32
        )

    def __reduce__(self) -> tuple[type[Tagger], tuple[Path, int]]:
        return Tagger, self._origin

    def tag(self, words: Words) -> list[Attribution]:
        """The attributions in ``words``, by the place of their cue."""
        if not words.forms:
            return []
        found = self._found(words)
        cues, speakers = found["cue"], found["speaker"]
        content_links = self._linker.cue_of_contents(found["content"], cues, words)
        speaker_links = self._linker.speaker_of_cues(cues, speakers, words)
        hung: dict[int, list[int]] = {}
        for content, (cue, _) in enumerate(content_links):
            if cue is not None:
                hung.setdefault(cue, []).append(content)
        out = []
        for cue, contents in sorted(hung.items()):
            speaker, sure = speaker_links[cue]
            chances = [float(cues.sure[cue]), sure]
            chances += [float(found["content"].sure[c]) * content_links[c][1] for c in contents]
            out.append(
                Attribution(
                    cue=_chars(words, cues.spans[cue]),
                    contents=tuple(_chars(words, found["content"].spans[c]) for c in contents),
                    speaker=None if speaker is None else _chars(words, speakers.spans[speaker]),
                    confidence=self._calibrated(float(np.prod(chances))),
                )
            )
        return out

    def _calibrated(self, raw: float) -> float:
        slope, offset = self._calibration
        bounded = min(max(raw, 1e-6), 1 - 1e-6)
        return round(float(1 / (1 + np.exp(-(slope * np.log(bounded / (1 - bounded)) + offset)))), 3)

    def _found(self, words: Words) -> dict[str, Found]:
        """Spans of each role in the whole text. Hidden states live no longer than their batch of windows."""
        lists = piece_lists(words, self._pieces)
        windows = [window(words, lists, first, last) for first, last in pack(words, lists)]
        kept: dict[str, list[tuple[tuple[int, int], Floats, float]]] = {role: [] for role in ROLES}
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            batch = [windows[i] for i in order[at : at + BATCH]]
            for one, hidden, spans, sure in self._decoded(batch):
                for role in ROLES:
                    if spans[role]:
                        vectors = self._linker.vectors(role, hidden, spans[role])
                        for (b, e), vector, chance in zip(spans[role], vectors, sure[role], strict=True):
                            kept[role].append(((b + one.first, e + one.first), vector, chance))
        return {role: _in_order(rows) for role, rows in kept.items()}

    def _decoded(
        self, batch: Sequence[Window]
    ) -> Iterator[tuple[Window, Floats, dict[str, list[tuple[int, int]]], dict[str, list[float]]]]:
        hidden, scores = self._run(batch)
        lengths = np.array([len(w.heads) for w in batch], np.int64)
        by_word = np.zeros((len(batch), int(lengths.max()), len(LABELS)), np.float32)
        for i, w in enumerate(batch):
            by_word[i, : lengths[i]] = scores[i][w.heads] + self._bonus
        labels = self._chain.best(by_word, lengths)
        shares = np.exp(by_word - by_word.max(2, keepdims=True))
        shares /= shares.sum(2, keepdims=True)
        for i, w in enumerate(batch):
            mine = labels[i, : lengths[i]]
            chosen = shares[i, np.arange(len(mine)), mine]
            spans = role_spans(mine.tolist())
            sure = {role: [float(min(chosen[b], chosen[e])) for b, e in spans[role]] for role in ROLES}
            yield w, hidden[i][w.heads], spans, sure

    def _run(self, batch: Sequence[Window]) -> tuple[Floats, Floats]:
        longest = max(len(w.ids) for w in batch)
        feeds = {name: np.zeros((len(batch), longest), np.int64) for name in ("ids", "case", "quote")}
        mask = np.zeros((len(batch), longest), np.float32)
        for i, w in enumerate(batch):
            n = len(w.ids)
            feeds["ids"][i, :n], feeds["case"][i, :n], feeds["quote"][i, :n], mask[i, :n] = w.ids, w.case, w.quote, 1
        hidden, scores = self._session.run(["hidden", "scores"], {**feeds, "mask": mask})
        return hidden, scores


def _in_order(rows: list[tuple[tuple[int, int], Floats, float]]) -> Found:
    rows.sort(key=lambda row: row[0])
    vectors = np.stack([v for _, v, _ in rows]) if rows else np.zeros((0, 1), np.float32)
    return Found([s for s, _, _ in rows], vectors, np.array([c for _, _, c in rows], np.float32))


def _chars(words: Words, span: tuple[int, int]) -> CharRange:
    return int(words.begin[span[0]]), int(words.end[span[1]])
