"""What a text means, as a vector: the nearer two vectors, the nearer their meaning. English; numpy alone, no encoder.

A vector is the sum of what its word pieces, and some pairs of neighbouring pieces, were found to bring along. Order
counts within such pairs only, so who did what to whom is not told apart. All sums are of whole numbers, so that every
machine gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelCardError

__all__ = ["MEANING", "Cutter", "Meaning", "nearness"]

Ints = NDArray[np.int64]
#: The model of meaning that ships.
MEANING = Path(__file__).parent / "en" / "meaning"
FORMAT = 1
FILES = ("rows.npz", "pieces.txt")
#: What is read of a text, in code points, and of a word; a statement is far below both.
LONGEST, LONGEST_WORD = 20_000, 40
#: Texts summed together, and words remembered with their pieces.
_TOGETHER, _REMEMBERED = 256, 200_000
_WORD = re.compile(r"[a-z0-9]+|[%$£€]")
_LATIN, _OTHER = re.compile(r"[a-z]+"), re.compile(r"[^\W\d_a-z]+")
#: Latin letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_REMEDY = "install onrecord again"


class Cutter:
    """Cuts texts into words and these into pieces of a vocabulary, the longest that fit, as the encoder's does.

    Case, accents and marks are no part of it. ``pieces`` are in the order of their numbers; ``##`` begins what only
    continues a word.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, text: str) -> list[int]:
        """The pieces' numbers; none for a text that is not mostly in Latin letters."""
        text = text[:LONGEST].lower()
        if not text.isascii():
            marked = unicodedata.normalize("NFKD", text).translate(_PLAIN)
            text = "".join(c for c in marked if not unicodedata.combining(c))
        words = _WORD.findall(text)
        if not text.isascii():
            other = sum(map(len, _OTHER.findall(text)))
            if other and other >= sum(map(len, _LATIN.findall(text))):
                return []
        known = self._known
        try:
            return list(chain.from_iterable([known[word] for word in words]))
        except KeyError:
            return list(chain.from_iterable([self._of(word) for word in words]))

    def _of(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._longest_first(word[:LONGEST_WORD])
        return known

    def _longest_first(self, word: str) -> tuple[int, ...]:
        found, begin = [], 0
        while begin < len(word):
            for end in range(len(word), begin, -1):
                number = self._numbers.get(("##" if begin else "") + word[begin:end])
                if number is not None:
                    found.append(number)
                    break
            else:
                return ()
            begin = end
        return tuple(found)


def with_pairs(ids: Ints, counts: Ints, pairs: Ints, size: int) -> tuple[Ints, Ints]:
    """Pieces of several texts and how many each has; adds the pairs that are known, numbered after the ``size`` pieces.

    ``pairs`` are sorted, each ``first * size + second``.
    """
    owner = np.repeat(np.arange(len(counts)), counts)
    if not len(pairs) or len(ids) < 2:
        return ids, counts
    keys = ids[:-1] * size + ids[1:]
    at = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
    hit = np.flatnonzero((pairs[at] == keys) & (owner[:-1] == owner[1:]))
    owners = np.concatenate([owner, owner[hit]])
    order = np.argsort(owners, kind="stable")
    return np.concatenate([ids, size + at[hit]])[order], np.bincount(owners, minlength=len(counts))


@dataclass(frozen=True, slots=True)
class _Rows:
    """What each piece and each pair brings along: ``directions`` times ``weights``."""

    directions: NDArray[np.int8]
    weights: NDArray[np.int32]
    pairs: Ints


class Meaning:
    """Says what a text means as a vector: the nearer two vectors, the nearer their meaning. Loaded once, used often;
    pickles as its folder.

    Args:
        folder: the model's folder with its card; the one that ships if ``None``.
        threads: as for the other models; a look-up needs no more than one.

    Raises:
        ModelCardError: if the folder and its card do not agree.
    """

    DIMENSIONS: int = 192

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        self._origin = (folder, threads)
        place = MEANING if folder is None else folder
        self._version, data = _vouched(place)
        pieces = data["pieces.txt"].decode("utf-8").splitlines()
        with np.load(io.BytesIO(data["rows.npz"]), allow_pickle=False) as arrays:
            rows = _Rows(arrays["directions"], arrays["weights"].astype(np.int32), arrays["pairs"].astype(np.int64))
        if rows.directions.shape != (len(pieces) + len(rows.pairs), self.DIMENSIONS):
            raise ModelCardError("the model of meaning has another size than this version reads", str(place), _REMEDY)
        self._cutter, self._size, self._rows = Cutter(pieces), len(pieces), rows

    def __reduce__(self) -> tuple[type[Meaning], tuple[Path | None, int]]:
        return Meaning, self._origin

    @property
    def version(self) -> str:
        """Stamped on stored vectors: vectors of two versions say nothing about each other."""
        return self._version

    def vectors(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """``[len(texts), DIMENSIONS]``: unit vectors times 127, rounded half to even.

        A text gives the same bytes whatever is beside it. A text without a Latin letter or a digit, or mostly in
        another script, gives zeros, which are near nothing.
        """
        out = np.zeros((len(texts), self.DIMENSIONS), np.int8)
        for at in range(0, len(texts), _TOGETHER):
            cut = [self._cutter.cut(text) for text in texts[at : at + _TOGETHER]]
            full = [i for i, ids in enumerate(cut) if ids]
            if full:
                out[[at + i for i in full]] = self._summed([cut[i] for i in full])
        return out

    def _summed(self, cut: list[list[int]]) -> NDArray[np.int8]:
        """The vectors of texts of at least one piece each."""
        counts = np.fromiter(map(len, cut), np.int64, len(cut))
        ids = np.fromiter(chain.from_iterable(cut), np.int64, int(counts.sum()))
        ids, counts = with_pairs(ids, counts, self._rows.pairs, self._size)
        parts = self._rows.directions[ids] * self._rows.weights[ids, None]
        sums = np.add.reduceat(parts, np.concatenate([[0], np.cumsum(counts)[:-1]]), axis=0, dtype=np.int64)
        # Twenty bits are enough, and their squares add up exactly.
        high = np.abs(sums).max(axis=1, keepdims=True).astype(np.float64)
        sums >>= np.maximum(np.frexp(high)[1] - 20, 0)
        lengths = np.sqrt((sums * sums).sum(axis=1, keepdims=True).astype(np.float64))
        return np.asarray(np.rint(sums * 127.0 / np.maximum(lengths, 1.0)), np.int8)


def nearness(a: NDArray[np.int8], b: NDArray[np.int8]) -> NDArray[np.float64]:
    """The cosine, -1 to 1, of a vector of ``Meaning`` with another, or each row of many; 0 where one is all zeros."""
    # Sums of so many products are whole numbers below 2**24: exact in single precision, in whatever order.
    one, many = a.astype(np.float32), np.atleast_2d(b).astype(np.float32)
    lengths = np.sqrt((many * many).sum(axis=1).astype(np.float64)) * np.sqrt(float(one @ one))
    cosines = (many @ one).astype(np.float64) / np.where(lengths == 0.0, 1.0, lengths)
    return np.asarray(cosines if b.ndim == 2 else cosines[0])


def _vouched(folder: Path) -> tuple[str, dict[str, bytes]]:
    """The card's version, and the bytes of the files it vouches for."""
    path = folder / "card.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        form, version, digests = raw["format"], str(raw["version"]), dict(raw["sha256"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelCardError("the card of the model of meaning cannot be read", str(path), _REMEDY) from error
    if form != FORMAT:
        raise ModelCardError(f"the card of the model of meaning has format {form!r}, not {FORMAT}", str(path), _REMEDY)
    found = {}
    for name in FILES:
        try:
            found[name] = (folder / name).read_bytes()
        except OSError as error:
            raise ModelCardError("a file of the model is missing", str(folder / name), _REMEDY) from error
        if hashlib.sha256(found[name]).hexdigest() != digests.get(name):
            said = "a file of the model is not the one its card describes"
            raise ModelCardError(said, str(folder / name), _REMEDY)
    return version, found
