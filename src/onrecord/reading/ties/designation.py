"""What a designation says beside who and by whom: as what, and for what; and the title of an office."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from ...codebook.tie_words import TieLine
from ...record import Span
from ..syntax import Syntax
from .ends import Ends

#: The words of a ground are looked at this far.
_LONGEST = 80
_DETERMINERS = ("det", "poss", "predet")


class Designation:
    """Titles and grounds, by the prepositions that a line names."""

    def __init__(self, text: str, syntax: Syntax, ends: Ends, quoted: Sequence[Span]) -> None:
        self.text, self.syntax, self.ends, self.clauses = text, syntax, ends, ends.clauses
        self._quoted = tuple(sorted(quoted))

    def of(self, line: TieLine, number: int) -> tuple[Span | None, Span | None]:
        """The title and the ground that stand with this word."""
        title = self._title(line, number) if line.title else None
        reason = self._reason(line, number) if line.reason else None
        return title, reason

    def names(self, title: Span | None, wanted: Collection[str]) -> bool:
        """Whether one of these words stands in the title."""
        return title is not None and any(self.syntax[n].low in wanted for n in self.syntax.inside(title))

    def _title(self, line: TieLine, number: int) -> Span | None:
        if line.title == ("self",):
            return self._bare(number)
        found = self.clauses.after(number, *line.title)
        objects = self.syntax.kids(number, "dobj", "nsubjpass", "oprd")
        found = found or [w for o in objects for w in self.clauses.after(o.number, *line.title)]
        found = found or self.syntax.kids(number, "oprd")
        return self._bare(found[0].number) if found else None

    def _bare(self, number: int) -> Span:
        """A noun phrase without its article and without whose it is: "terrorist entity", "prime minister"."""
        s, first = self.syntax, number
        for kid in s.kids(number, "amod", "compound", "nmod"):
            if kid.number < first and s.kid(kid.number, "case", "cc") is None:
                first = kid.number
        while first < number and self._is_somebody(first):
            first += 1
        for kid in s.kids(number, *_DETERMINERS):
            if first <= kid.number < number:
                first = kid.number + 1
        return Span(s[first].span.start, s[number].span.end)

    def _is_somebody(self, number: int) -> bool:
        word = self.syntax[number]
        return (
            word.label in ("piece", "punct", "case")
            or word.low in self.ends.words.past
            or self.ends.at(word) is not None
        )

    def _reason(self, line: TieLine, number: int) -> Span | None:
        """The quoted words after "for", "saying" and their like, or all the words after them."""
        sentence = self.syntax.sentence(number)
        last = min(sentence[-1], number + _LONGEST)
        for at in range(number + 1, last + 1):
            word = self.syntax[at]
            if word.low in line.reason and word.label in ("prep", "advcl", "mark", "pcomp", "acl", "agent"):
                return self._ground(at, last)
        return None

    def _ground(self, at: int, last: int) -> Span | None:
        """From after the word at ``at`` to the end of what hangs on it."""
        start = self.syntax[at].span.end
        limit = self.syntax[last].span.end
        at_quote = bisect_left(self._quoted, start, key=lambda q: q.start)
        if at_quote < len(self._quoted) and self._quoted[at_quote].start < limit:
            return self._quoted[at_quote]
        under = [n for n in self.syntax.under(at)[:_LONGEST] if n > at]
        if not under:
            return None
        whole = Span(self.syntax[under[0]].span.start, max(self.syntax[n].span.end for n in under))
        return _trimmed(self.text, whole)


def _trimmed(text: str, span: Span) -> Span | None:
    shown = span.of(text).rstrip(" .,;:\n")
    return Span(span.start, span.start + len(shown)) if shown else None
