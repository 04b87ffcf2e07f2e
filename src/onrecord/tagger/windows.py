"""Windows of whole paragraphs, as many word pieces as the encoder takes at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import BREAK, GLYPHS, Ints, Words

#: Pieces a window may hold, without the two that frame it.
WINDOW = 254
#: Pieces kept of one word; what is longer is no word of a language.
LONGEST_WORD = 8
CLS, SEP, UNKNOWN = 101, 102, 100


class Pieces:
    """Word pieces by word form, remembered: news repeats itself. ``encode`` gives the ids of one form."""

    def __init__(self, encode: Callable[[str], list[int]], remember: int = 200_000) -> None:
        self._encode = encode
        self._known: dict[str, tuple[int, ...]] = {"\n": (SEP,)}
        self._remember = remember

    def of(self, form: str) -> tuple[int, ...]:
        """The ids of ``form``, at least one and at most ``LONGEST_WORD``."""
        known = self._known.get(form)
        if known is None:
            # A lone surrogate, which no tokenizer takes, is always a mark of its own.
            ids = [] if "\ud800" <= form[0] <= "\udfff" else self._encode(GLYPHS.get(form, form[:64]))
            known = tuple(ids[:LONGEST_WORD]) or (UNKNOWN,)
            if len(self._known) >= self._remember:
                self._known = {"\n": (SEP,)}
            self._known[form] = known
        return known


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[first, last)`` as the encoder's input; ``heads`` are the places of each word's first piece."""

    first: int
    last: int
    ids: Ints
    case: Ints
    quote: Ints
    heads: Ints


def piece_lists(words: Words, pieces: Pieces) -> list[tuple[int, ...]]:
    """The word pieces of every word."""
    return [pieces.of(form) for form in words.forms]


def pack(
    words: Words, lists: Sequence[tuple[int, ...]], limit: int = WINDOW, first_limit: int | None = None
) -> list[tuple[int, int]]:
    """Word ranges that hold whole paragraphs while they fit; ``first_limit`` shifts the borders in training."""
    total = np.concatenate([[0], np.cumsum([len(x) for x in lists])])
    out: list[tuple[int, int]] = []
    room = first_limit or limit
    for begin, end in _units(words, total, limit):
        if out and total[end] - total[out[-1][0]] <= room:
            out[-1] = (out[-1][0], end)
        else:
            if out:
                room = limit
            out.append((begin, end))
    return out


def _units(words: Words, total: Ints, limit: int) -> Iterator[tuple[int, int]]:
    """Paragraphs, each with the break before it; one that is too long is cut where a sentence begins."""
    starts = [0, *np.flatnonzero(words.kind == BREAK).tolist(), len(words.forms)]
    for begin, end in itertools.pairwise(starts):
        while total[end] - total[begin] > limit:
            most = int(np.searchsorted(total, total[begin] + limit, side="right")) - 1
            turns = np.flatnonzero(np.diff(words.sentence[begin : most + 1])) + begin + 1
            cut = int(turns[-1]) if len(turns) else most
            yield begin, cut
            begin = cut
        if begin < end:
            yield begin, end


def window(words: Words, lists: Sequence[tuple[int, ...]], first: int, last: int) -> Window:
    """The encoder's input for words ``[first, last)``."""
    lengths = np.array([len(x) for x in lists[first:last]], np.int64)
    heads = np.concatenate([[0], np.cumsum(lengths)[:-1]]) + 1
    ids = np.fromiter((i for x in lists[first:last] for i in x), np.int64, int(lengths.sum()))
    frame = np.zeros(1, np.int64)
    return Window(
        first=first,
        last=last,
        ids=np.concatenate([[CLS], ids, [SEP]]),
        case=np.concatenate([frame, np.repeat(words.case[first:last], lengths), frame]),
        quote=np.concatenate([frame, np.repeat(words.quote[first:last], lengths), frame]),
        heads=heads,
    )


def padded(batch: Sequence[Window]) -> tuple[dict[str, Ints], NDArray[np.float32]]:
    """The encoder's inputs ``[window, piece]`` and the mask, 1 where there is a piece."""
    longest = max(len(w.ids) for w in batch)
    feeds = {name: np.zeros((len(batch), longest), np.int64) for name in ("ids", "case", "quote")}
    mask = np.zeros((len(batch), longest), np.float32)
    for i, w in enumerate(batch):
        n = len(w.ids)
        feeds["ids"][i, :n], feeds["case"][i, :n], feeds["quote"][i, :n], mask[i, :n] = w.ids, w.case, w.quote, 1
    return feeds, mask
