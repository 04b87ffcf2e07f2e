"""The trained model at run time: words in, attributions and mentions out. onnxruntime and numpy, no torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .card import Card, read_card
from .decoding import Decoder, SureSpan, calibrated
from .labels import ROLES
from .linker import Found, Linker
from .mentions import NameSpan, named
from .windows import Pieces, Window, pack, piece_lists, window
from .words import Words

__all__ = ["BATCH", "ENGLISH", "Attribution", "NameSpan", "Tagged", "Tagger"]

Floats = NDArray[np.float32]
CharRange = tuple[int, int]

#: The English model that ships.
ENGLISH = Path(__file__).parent / "en"
#: Windows run together; they are sorted by length first, so little is padding.
BATCH = 4
#: Windows whose label scores are decoded together: the scores are small, and a step costs the same for many.
SLAB = 32


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts as the tagger found them, in code points; ``confidence`` is calibrated on dev."""

    cue: CharRange
    contents: tuple[CharRange, ...]
    speaker: CharRange | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """All that one reading of a text found: attributions by the place of their cue, mentions in text order."""

    attributions: list[Attribution]
    mentions: list[NameSpan]


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
        # Two graphs, because onnxruntime runs all of a graph, whichever of its outputs are asked for.
        self._encoder, self._branch = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("model.onnx", "mentions.onnx")
        )
        tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # The file's own settings would pad every word to a whole window.
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._pieces = Pieces(lambda form: list(tokenizer.encode(form, add_special_tokens=False).ids))
        with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
            weights = {name: np.asarray(arrays[name], np.float32) for name in arrays.files}
        self._linker = Linker(weights)
        self._statements = Decoder.of_statements(weights, self.card.start_bonus)
        self._names = Decoder.of_mentions(weights, self.card.mention_bonus)

    def __reduce__(self) -> tuple[type[Tagger], tuple[Path, int]]:
        return Tagger, self._origin

    def tag(self, words: Words) -> list[Attribution]:
        """The attributions in ``words``, by the place of their cue; cheaper than ``read`` where no names are wanted."""
        return self._read(words, mentions=False).attributions

    def read(self, words: Words) -> Tagged:
        """Attributions and mentions from one run of the encoder."""
        return self._read(words, mentions=True)

    def _read(self, words: Words, *, mentions: bool) -> Tagged:
        """Both label sets over the whole text. Hidden states live no longer than their batch of windows."""
        if not words.forms:
            return Tagged([], [])
        lists = piece_lists(words, self._pieces)
        windows = [window(words, lists, first, last) for first, last in pack(words, lists)]
        kept: dict[str, list[tuple[tuple[int, int], Floats, float]]] = {role: [] for role in ROLES}
        unread: list[tuple[int, Floats]] = []
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            batch = [windows[i] for i in order[at : at + BATCH]]
            hidden, scores, name_scores = self._run(batch, mentions=mentions)
            for i, spans in enumerate(self._statements.spans([s[w.heads] for s, w in zip(scores, batch, strict=True)])):
                self._keep(kept, batch[i].first, hidden[i][batch[i].heads], spans)
            if name_scores is not None:
                unread += [(w.first, s[w.heads]) for s, w in zip(name_scores, batch, strict=True)]
        found = {role: _in_order(rows) for role, rows in kept.items()}
        return Tagged(self._linked(found, words), named(words, self._names_in(unread)))

    def _names_in(self, unread: list[tuple[int, Floats]]) -> list[tuple[int, int, str, float]]:
        """Spans of names by word number; ``unread`` are windows' first words and label scores."""
        out = []
        for at in range(0, len(unread), SLAB):
            slab = unread[at : at + SLAB]
            for (first, _), found in zip(slab, self._names.spans([s for _, s in slab]), strict=True):
                out += [
                    (b + first, e + first, kind, calibrated(sure, self.card.mention_calibration))
                    for kind, rows in found.items()
                    for b, e, sure in rows
                ]
        return out

    def _keep(
        self,
        kept: dict[str, list[tuple[tuple[int, int], Floats, float]]],
        first: int,
        hidden: Floats,
        spans: dict[str, list[SureSpan]],
    ) -> None:
        """Add one window's spans with their vectors; ``first`` is the window's first word."""
        for role, rows in spans.items():
            if rows:
                vectors = self._linker.vectors(role, hidden, [(b, e) for b, e, _ in rows])
                for (b, e, chance), vector in zip(rows, vectors, strict=True):
                    kept[role].append(((b + first, e + first), vector, chance))

    def _linked(self, found: dict[str, Found], words: Words) -> list[Attribution]:
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
        return calibrated(raw, self.card.calibration)

    def _run(self, batch: Sequence[Window], *, mentions: bool) -> tuple[Floats, Floats, Floats | None]:
        """Hidden states and label scores of statements, and of mentions where asked: ``[window, piece, ...]``."""
        longest = max(len(w.ids) for w in batch)
        feeds = {name: np.zeros((len(batch), longest), np.int64) for name in ("ids", "case", "quote")}
        mask = np.zeros((len(batch), longest), np.float32)
        for i, w in enumerate(batch):
            n = len(w.ids)
            feeds["ids"][i, :n], feeds["case"][i, :n], feeds["quote"][i, :n], mask[i, :n] = w.ids, w.case, w.quote, 1
        asked = ["hidden", "scores", *(["shared"] if mentions else [])]
        hidden, scores, *shared = self._encoder.run(asked, {**feeds, "mask": mask})
        if not shared:
            return hidden, scores, None
        return hidden, scores, self._branch.run(["mentions"], {"shared": shared[0], "mask": mask})[0]


def _in_order(rows: list[tuple[tuple[int, int], Floats, float]]) -> Found:
    rows.sort(key=lambda row: row[0])
    vectors = np.stack([v for _, v, _ in rows]) if rows else np.zeros((0, 1), np.float32)
    return Found([s for s, _, _ in rows], vectors, np.array([c for _, _, c in rows], np.float32))


def _chars(words: Words, span: tuple[int, int]) -> CharRange:
    return int(words.begin[span[0]]), int(words.end[span[1]])
