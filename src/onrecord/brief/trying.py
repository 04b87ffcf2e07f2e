"""Sentences tried before they are written: each is checked as it will be, in its block; only what passes is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from ..errors import OnRecordError
from ..gazetteer import Gazetteer
from ..record import Brief
from ..store import many
from .check import Grounds, check
from .draft import read_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .gathering import Gathering
from .hearing import Hearing
from .line import Line
from .past import Past
from .sheet import Form, Piece, Place, written
from .style import Style

#: Ways of saying one thing that are tried.
_WAYS = 24
#: What is to be looked at however a thing is said: it lies in what is cited.
_OF_THE_SOURCE = frozenset((FaultKind.STATE, FaultKind.SOURCES))


@dataclass(slots=True)
class Trying:
    """Tries sentences. ``dropped`` is told where none of those that were given last is taken. ``past`` is what the desk
    has of what was before, as far as it was looked up already.
    """

    gathering: Gathering
    gazetteer: Gazetteer
    style: Style
    day: date | None
    dropped: Callable[[], None]
    past: Past | None = None
    _found: dict[str, Evidence | OnRecordError] = field(default_factory=dict)
    _hearing: Hearing = field(init=False)

    def __post_init__(self) -> None:
        self._hearing = Hearing(self.gathering.store, self.gathering.at, self.gathering.at_time)

    def evidence(self, keys: Iterable[str]) -> dict[str, Evidence | OnRecordError]:
        """What these citations stand for."""
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in self._found]
        if missing:
            self._found.update(self.gathering.evidence(missing))
        return {key: self._found[key] for key in wanted}

    def found(self, keys: Iterable[str]) -> dict[str, Evidence]:
        """What those of these citations stand for that the desk has."""
        return {key: one for key, one in self.evidence(keys).items() if isinstance(one, Evidence)}

    def of_rows(self, rows: Sequence[int]) -> list[Evidence]:
        """What these rows of the index are, in their order."""
        ids = many.ids(self.gathering.at, rows)
        return list(self.found(ids[row] for row in rows if row in ids).values())

    def one(self, key: str) -> Evidence | None:
        """What one citation stands for, if the desk has it."""
        return self.found([key]).get(key)

    def first(
        self, ways: Callable[[], Iterable[Line]], above: Sequence[Piece] = (), block: Piece | None = None
    ) -> Line | None:
        """The first of some ways of saying a thing that passes every check, said after what ``block`` has, under the
        headings ``above``; if there is none, the first of which something is only to be looked at. ``None`` if none
        passes. Ways are given anew for each time that they are gone through: the last that was given is the one taken.
        """
        doubtful: str | None = None
        for line in _few(ways()):
            faults = self._faults(line, above, block or Piece(Form.PARAGRAPH))
            if all(one.gravity is Gravity.WARNING and one.kind in _OF_THE_SOURCE for one in faults):
                return line
            if doubtful is None and all(one.gravity is Gravity.WARNING for one in faults):
                doubtful = line.text
        self.dropped()
        if doubtful is not None:
            for line in _few(ways()):
                if line.text == doubtful:
                    return line
            self.dropped()
        return None

    def heading(self, ways: Iterable[str], level: int, below: Sequence[Line]) -> str | None:
        """The first of some headings that passes every check over what stands below it."""
        for words in dict.fromkeys(ways):
            heading = Piece(Form.HEADING, words=words, level=level)
            text, places = written((), [heading, Piece(Form.PARAGRAPH, list(below))])
            if not any(one.gravity is Gravity.ERROR for one in self._of(text, places[0])):
                return words
        return None

    def checked(self, text: str) -> tuple[Fault, ...]:
        """All that is wrong with a draft, whole."""
        draft = read_draft(text)
        found = self.evidence(draft.brief.cited)
        return check(draft, found, self._grounds(draft.brief, found))

    def _faults(self, line: Line, above: Sequence[Piece], block: Piece) -> list[Fault]:
        trial = Piece(block.form, [*block.lines, line], block.words)
        text, places = written((), [*above, trial])
        return self._of(text, places[-1])

    def _of(self, text: str, place: Place) -> list[Fault]:
        """What is wrong with what stands in one place; what stands around it is only looked back to."""
        draft = read_draft(text)
        here = [one for one in draft.brief.sentences if place.span.start <= one.span.start < place.span.end]
        found = self.evidence(draft.brief.cited)
        only = replace(draft, brief=replace(draft.brief, sentences=tuple(here)))
        return list(check(only, found, self._grounds(draft.brief, found)))

    def _grounds(self, brief: Brief, found: dict[str, Evidence | OnRecordError]) -> Grounds:
        known = {key: one for key, one in found.items() if isinstance(one, Evidence)}
        return Grounds(brief, known, self.gazetteer, self.style, self.day, heard=self._hearing, past=self.past)


def told_plainly(ways: Callable[[], Iterable[Line]]) -> Iterator[Line]:
    """Without those that quote the outlet's own sentence, whose place they cite: beside the news they say little."""
    return (line for line in ways() if not any(key.startswith("d:") for key in line.cites))


def _few(ways: Iterable[Line]) -> Iterable[Line]:
    return islice(ways, _WAYS)
