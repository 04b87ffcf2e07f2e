"""What the tagger's parser gives: for each word the word that it hangs on, how, and its part of speech."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arborescence import mended
from .words import BREAK, Ints, Words

__all__ = ["BESIDE", "LABELS", "PIECE", "ROOT", "TAGS", "Forest", "Parse", "TreeReader", "stretches", "unparsed"]

Floats = NDArray[np.float32]

#: The label of a sentence's root; of what is left of a token after its first word ("U.S."); of a root beside the first.
ROOT, PIECE, BESIDE = "ROOT", "piece", "parataxis"
#: Dependencies in the CLEAR scheme, as spaCy's English models name them, with ``piece`` and ``parataxis`` of our own.
LABELS = (
    "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp",
    "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta", "neg",
    "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "piece", "pobj", "poss",
    "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
#: Parts of speech of the Penn Treebank, as spaCy's English models give them.
TAGS = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ", "JJR",
    "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM",
    "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip
#: Widths of the vectors that arcs and labels are scored from.
ARC, LABEL = 128, 64
#: How one word's vector from ``syntax.onnx`` is cut: as dependent and as head of an arc, as root, as dependent and as
#: head for the label, and the scores of the tags.
CUTS = tuple(itertools.accumulate((ARC, ARC, 1, LABEL, LABEL, len(TAGS))))


@dataclass(frozen=True, slots=True)
class Parse:
    """A tree over each sentence, word by word in the order of the Words it was made from.

    ``heads[i]`` is the number of the word that word ``i`` hangs on, -1 for the root of a sentence and for breaks.
    ``labels`` are dependencies in the CLEAR scheme, ``tags`` Penn Treebank parts of speech; both are ``""`` for breaks.
    A token of several words ("U.S.", "'s", the "'t" of "didn't") stands at the first of them that holds a letter or a
    digit; the others hang on that one as ``piece``. There are no arcs between sentences or paragraphs.
    """

    heads: NDArray[np.int64]
    labels: tuple[str, ...]
    tags: tuple[str, ...]


def unparsed(size: int) -> Parse:
    """A parse of ``size`` words none of which hangs on another, as if all were breaks."""
    return Parse(np.full(size, -1, np.int64), ("",) * size, ("",) * size)


def stretches(words: Words, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int]]:
    """Word ranges ``[first, last)`` of the sentences within a range of words, breaks left out."""
    of = (words.sentence, words.paragraph, words.kind == BREAK)
    keys = zip(*(a[first:last].tolist() for a in of), strict=True)
    at = first
    for (_, _, a_break), group in itertools.groupby(keys):
        size = sum(1 for _ in group)
        if not a_break:
            yield at, at + size
        at += size


class TreeReader:
    """Trees from the vectors of words: arcs and labels are scored by biaffine products (Dozat and Manning, 2017).

    Args:
        weights: the arrays ``syntax.labels [label * LABEL, LABEL]``, ``syntax.dependent`` and ``syntax.head
            [label, LABEL]``, ``syntax.bias [label]``.
    """

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._both, self._dependent, self._head, self._bias = (
            weights[f"syntax.{name}"] for name in ("labels", "dependent", "head", "bias")
        )

    def trees(self, vectors: Floats, sentences: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
        """Heads (-1: a root), label and tag numbers of all words ``vectors [word, ...]`` of one window.

        Cost is the square of a sentence's length, and a window holds 254 word pieces.
        """
        arc_dependent, arc_head, root, dependent, head, tags = np.split(vectors, CUTS[:-1], 1)
        heads = np.full(len(vectors), -1, np.int64)
        for first, last in sentences:
            inside = slice(first, last)
            scores = arc_dependent[inside] @ arc_head[inside].T
            np.fill_diagonal(scores, root[inside, 0])
            found = mended(scores)
            heads[inside] = np.where(found == np.arange(last - first), -1, found + first)
        over = head[heads]
        mixed = (dependent @ self._both.T).reshape(len(vectors), len(self._bias), LABEL)
        scores = np.matmul(mixed, over[:, :, None])[:, :, 0] + dependent @ self._dependent.T + over @ self._head.T
        return heads, (scores + self._bias).argmax(1), tags.argmax(1)


class Forest:
    """The trees over one text, filled window by window.

    A sentence lies whole in one window unless it is longer than a window. Then each part is parsed where it stands, and
    the roots of the later parts hang on the root of the first as ``parataxis``. So no word's cost is more than that of
    a window's other words, however long a "sentence" is.
    """

    def __init__(self, words: Words, reader: TreeReader) -> None:
        size = len(words.forms)
        self._words, self._reader = words, reader
        self._heads, self._labels, self._tags = np.full(size, -1, np.int64), np.full(size, -1), np.full(size, -1)

    def add(self, first: int, last: int, vectors: Floats) -> None:
        """Parse the words ``[first, last)`` of one window from their vectors ``[word, ...]``."""
        ranges = [(b - first, e - first) for b, e in stretches(self._words, first, last)]
        heads, labels, tags = self._reader.trees(vectors, ranges)
        inside = slice(first, last)
        a_break = self._words.kind[inside] == BREAK
        self._heads[inside] = np.where(heads < 0, -1, heads + first)
        self._labels[inside] = np.where(a_break, -1, np.where(heads < 0, len(LABELS), labels))
        self._tags[inside] = np.where(a_break, -1, tags)

    def parse(self) -> Parse:
        """The whole, once every window was added."""
        self._join()
        return Parse(self._heads, _named(self._labels, (*LABELS, ROOT)), _named(self._tags, TAGS))

    def _join(self) -> None:
        rooted = self._labels == len(LABELS)
        for first, last in stretches(self._words):
            roots = np.flatnonzero(rooted[first:last]) + first
            if len(roots) > 1:
                self._heads[roots[1:]] = roots[0]
                self._labels[roots[1:]] = LABELS.index(BESIDE)


def _named(numbers: Ints, names: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if number < 0 else names[number] for number in numbers.tolist())
