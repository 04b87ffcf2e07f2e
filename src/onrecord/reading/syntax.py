"""The words of a Document with the tree over each sentence: who is subject of what, and which words hang on which."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..record import Span
from ..tagger.parsing import Parse
from ..tagger.words import Words

#: Labels whose words stand outside the phrase that they hang on, for the purpose of naming somebody.
_ASIDE = frozenset(("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "prep", "preconj"))
#: A chain of conjuncts or of verbs under verbs is followed this far.
LONGEST_CHAIN = 40


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its number, its characters in lower case, where it stands, what it hangs on (-1: nothing) and how.

    ``label`` is a dependency in the CLEAR scheme (``nsubj``, ``dobj``, ``agent``), ``tag`` a Penn Treebank part of
    speech (``VBD``, ``NNP``). The other pieces of one token ("U.S.") hang on it as ``piece``.
    """

    number: int
    low: str
    span: Span
    head: int
    label: str
    tag: str
    sentence: int

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb form, modals among them."""
        return self.tag[:1] == "V" or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun, a name or a pronoun."""
        return self.tag[:1] == "N" or self.tag[:3] == "PRP"


class Syntax:
    """Words in text order, with quick ways up and down the trees. Paragraph breaks are words with an empty label."""

    def __init__(self, words: Words, parse: Parse) -> None:
        self._index(
            Word(i, form.lower(), Span(begin, end), head, label, tag, sentence)
            for i, (form, begin, end, head, label, tag, sentence) in enumerate(
                zip(
                    words.forms,
                    words.begin.tolist(),
                    words.end.tolist(),
                    parse.heads.tolist(),
                    parse.labels,
                    parse.tags,
                    words.sentence.tolist(),
                    strict=True,
                )
            )
        )

    @classmethod
    def of(cls, words: Iterable[Word]) -> Syntax:
        """The same for words whose trees are known: their numbers are their places in ``words``."""
        made = cls.__new__(cls)
        made._index(words)
        return made

    def _index(self, words: Iterable[Word]) -> None:
        self.words: tuple[Word, ...] = tuple(words)
        self._starts = [w.span.start for w in self.words]
        kids: list[list[int]] = [[] for _ in self.words]
        for word in self.words:
            if word.head >= 0:
                kids[word.head].append(word.number)
        self._kids = kids

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, number: int) -> Word:
        return self.words[number]

    def inside(self, span: Span) -> range:
        """Numbers of the words that lie wholly in ``span``."""
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end - 1)
        while last > first and self.words[last - 1].span.end > span.end:
            last -= 1
        return range(first, last)

    def widened(self, span: Span) -> Span:
        """The span with the rest of a word that it cuts: of words that a print ran together."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end) - 1
        if not first <= last < len(self.words):
            return span
        end = self.words[last].span.end
        return Span(span.start, end) if self.words[last].span.start < span.end < end else span

    def kids(self, number: int, *labels: str) -> list[Word]:
        """The words that hang on this one, in text order; only those under ``labels`` where any are given."""
        return [self.words[k] for k in self._kids[number] if not labels or self.words[k].label in labels]

    def kid(self, number: int, *labels: str) -> Word | None:
        """The first word under one of ``labels``."""
        return next((self.words[k] for k in self._kids[number] if self.words[k].label in labels), None)

    def up(self, number: int) -> Word | None:
        """The word it hangs on."""
        head = self.words[number].head
        return self.words[head] if head >= 0 else None

    def climb(self, number: int) -> Iterator[Word]:
        """The words above it, nearest first."""
        here = self.up(number)
        while here is not None:
            yield here
            here = self.up(here.number)

    def under(self, number: int) -> list[int]:
        """The word and all that hangs on it at any depth, in text order."""
        found, open_ = [], [number]
        while open_:
            here = open_.pop()
            found.append(here)
            open_ += self._kids[here]
        return sorted(found)

    def whole(self, number: int) -> Span:
        """From the first to the last character of all that hangs on the word, marks at either end left out."""
        return self._hull(self.under(number), number)

    def phrase(self, number: int) -> Span:
        """The noun phrase of a head word without what is said about it aside: "the Selmite militia" of "the Selmite
        militia, which holds the port, and its allies". Prepositional phrases are left out as well.
        """
        found, open_ = [], [number]
        while open_:
            here = open_.pop()
            found.append(here)
            open_ += [k for k in self._kids[here] if self.words[k].label not in _ASIDE]
        # Only what stands in one run with the head: a word beyond a gap was hung there by mistake.
        kept = set(found)
        first = last = number
        while first - 1 in kept:
            first -= 1
        while last + 1 in kept:
            last += 1
        return self._hull(list(range(first, last + 1)), number)

    def _hull(self, numbers: list[int], head: int) -> Span:
        first, last = numbers[0], numbers[-1]
        while first < head and self.words[first].label == "punct":
            first += 1
        while last > head and self.words[last].label == "punct":
            last -= 1
        return Span(self.words[first].span.start, self.words[last].span.end)

    def head_in(self, span: Span) -> Word | None:
        """The word of ``span`` that the others in it hang on: the first whose own head lies outside."""
        inside = self.inside(span)
        for number in inside:
            word = self.words[number]
            if word.label and word.label != "punct" and word.head not in inside:
                return word
        return None

    def conjuncts(self, number: int) -> list[Word]:
        """The word and those joined to it: "a, b and c" gives all three from ``a``."""
        found, at = [self.words[number]], 0
        while at < len(found) < LONGEST_CHAIN:
            found += self.kids(found[at].number, "conj")
            at += 1
        return sorted(found, key=lambda w: w.number)

    def sentence(self, number: int) -> range:
        """Numbers of the words of the sentence that a word stands in."""
        which = self.words[number].sentence
        first = bisect_left(self.words, which, key=lambda w: w.sentence)
        return range(first, bisect_right(self.words, which, key=lambda w: w.sentence))
