"""The trained model at run time: words in; attributions, mentions and trees out. onnxruntime and numpy, no torch."""

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
from .parsing import Forest, Parse, TreeReader, unparsed
from .states import States
from .typing_head import EventTyper
from .windows import Pieces, Window, pack, padded, piece_lists, window
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
    """All that one reading of a text found: attributions by the place of their cue, mentions in text order, and the
    trees over its sentences. ``states`` are there where they were asked for.
    """

    attributions: list[Attribution]
    mentions: list[NameSpan]
    parse: Parse
    states: States | None = None


@dataclass(frozen=True, slots=True)
class _Output:
    """What the graphs give for a batch of windows ``[window, piece, ...]``; ``syntax`` is by word. All but the first
    two are ``None`` where only statements are read.
    """

    hidden: Floats
    scores: Floats
    shared: Floats | None = None
    names: Floats | None = None
    syntax: Floats | None = None


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
        # Graphs of their own, because onnxruntime runs all of a graph, whichever of its outputs are asked for.
        self._encoder, self._branch, self._syntax = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("model.onnx", "mentions.onnx", "syntax.onnx")
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
        self._trees = TreeReader(weights)
        #: Tells which type of event a sentence tells of.
        self.typer = EventTyper(folder, threads, card=self.card)

    def __reduce__(self) -> tuple[type[Tagger], tuple[Path, int]]:
        return Tagger, self._origin

    def tag(self, words: Words) -> list[Attribution]:
        """The attributions in ``words``, by the place of their cue; cheaper than ``read`` where no more is wanted."""
        if not words.forms:
            return []
        return self._read(words, full=False, states=None).attributions

    def read(self, words: Words, *, keep: bool = False) -> Tagged:
        """Attributions, mentions and trees from one run of the encoder.

        With ``keep`` the encoder's shared states are kept with them (see ``States``).
        """
        if not words.forms:
            return Tagged([], [], unparsed(0))
        return self._read(words, full=True, states=self.states(words) if keep else None)

    def states(self, words: Words) -> States:
        """An empty store of the states of these words, which runs windows again that it did not keep."""
        return States(lambda first, last: self.again(words, first, last))

    def again(self, words: Words, first: int, last: int) -> Floats:
        """The shared layers' output ``[piece, width]`` of one window, run by itself."""
        lists: list[tuple[int, ...]] = [()] * first + [self._pieces.of(form) for form in words.forms[first:last]]
        feeds, mask = padded([window(words, lists, first, last)])
        shared: Floats = self._encoder.run(["shared"], {**feeds, "mask": mask})[0][0]
        return shared

    def _read(self, words: Words, *, full: bool, states: States | None) -> Tagged:
        """All label sets over the whole text. Hidden states live no longer than their batch of windows."""
        lists = piece_lists(words, self._pieces)
        windows = [window(words, lists, first, last) for first, last in pack(words, lists)]
        kept: dict[str, list[tuple[tuple[int, int], Floats, float]]] = {role: [] for role in ROLES}
        unread: list[tuple[int, Floats]] = []
        forest = Forest(words, self._trees) if full else None
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            batch = [windows[i] for i in order[at : at + BATCH]]
            out = self._run(batch, full=full)
            scores = [s[w.heads] for s, w in zip(out.scores, batch, strict=True)]
            for i, spans in enumerate(self._statements.spans(scores)):
                self._keep(kept, batch[i].first, out.hidden[i][batch[i].heads], spans)
            for i, w in enumerate(batch):
                if out.names is not None and out.syntax is not None and forest is not None:
                    unread.append((w.first, out.names[i][w.heads]))
                    forest.add(w.first, w.last, out.syntax[i][: len(w.heads)])
                if states is not None and out.shared is not None:
                    states.add(w.first, w.last, w.heads, out.shared[i][: len(w.ids)])
        found = {role: _in_order(rows) for role, rows in kept.items()}
        parse = forest.parse() if forest is not None else unparsed(len(words.forms))
        return Tagged(self._linked(found, words), named(words, self._names_in(unread)), parse, states)

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

    def _run(self, batch: Sequence[Window], *, full: bool) -> _Output:
        """All graphs over a batch, or only that of statements."""
        feeds, mask = padded(batch)
        asked = ["hidden", "scores", *(["shared"] if full else [])]
        hidden, scores, *rest = self._encoder.run(asked, {**feeds, "mask": mask})
        if not rest:
            return _Output(hidden, scores)
        places = np.zeros((len(batch), max(len(w.heads) for w in batch)), np.int64)
        for i, w in enumerate(batch):
            places[i, : len(w.heads)] = w.heads
        shared = {"shared": rest[0], "mask": mask}
        (names,) = self._branch.run(["mentions"], shared)
        (syntax,) = self._syntax.run(["words"], {**shared, "places": places})
        return _Output(hidden, scores, rest[0], names, syntax)


def _in_order(rows: list[tuple[tuple[int, int], Floats, float]]) -> Found:
    rows.sort(key=lambda row: row[0])
    vectors = np.stack([v for _, v, _ in rows]) if rows else np.zeros((0, 1), np.float32)
    return Found([s for s, _, _ in rows], vectors, np.array([c for _, _, c in rows], np.float32))


def _chars(words: Words, span: tuple[int, int]) -> CharRange:
    return int(words.begin[span[0]]), int(words.end[span[1]])
