"""One finding on a terminal: its words, on whose word, in its place, what became of it, the way to its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..export.kept_words import document_lines, of_grade, state_words
from ..export.telling import Line, Telling, Words
from ..export.wording import published_words
from ..record import JudgementKind, Record, Source
from .finding_lines import finding_lines, finding_words
from .finding_place import Found, in_place
from .lines import Lines

if TYPE_CHECKING:
    from rich.console import Console

    from ..store.finding import Shown
    from ..store.opening import Store


def outlet_line(source: Source | None, record: Record) -> Line:
    """The outlet with its grade, and the date."""
    if source is None:
        return ("outlet not named", " · ", Words(published_words(record.document)))
    return (Words(source.name), f" · {of_grade(source)} · ", Words(published_words(record.document)))


class FindingPage(Lines):
    """The page of one finding."""

    def __init__(self, console: Console, store: Store, shown: Shown) -> None:
        super().__init__(console)
        self.store = store
        self.shown = shown
        self.record = shown.record
        self.telling = Telling(shown.record)
        self.kept = shown.record.kept
        self.own = self.telling.kept.get(shown.local)

    def show(self) -> None:
        """Prints it."""
        found = _found(self.record, self.shown.local)
        self.say(0, (self.shown.id, "  ", self.shown.kind), style="bold")
        if self.kept is not None:
            self.say(0, outlet_line(self.kept.source, self.record), style="dim")
        self.say(0, (self.telling.title(), f" ({self.record.document.id})"), style="dim")
        self.gap()
        for line in self._became():
            self.say(2, line, style="bold yellow")
        if self._became():
            self.gap()
        self._tell(self.telling, found)
        self._edited()
        self.gap()
        place, where = in_place(self.record.document.text, found)
        self.passage(2, place, strong="bold")
        self.say(2, where, style="dim")
        self.gap()
        for line in document_lines(self.record):
            self.copied(2, line)
        for line in in_archive(self.store, self.record):
            self.whole(2, line)

    def _became(self) -> list[Line]:
        told: list[Line] = []
        if not self.shown.current:
            told.append(("the newest reading no longer has it; this is an older one",))
        if state := state_words(self.telling, self.shown.local):
            told.append(state)
        if self.kept is not None and self.kept.revised_by and not (self.own and self.own.withdrawn):
            told.append((f"its page was revised since, and still has these words: {self.kept.revised_by}",))
        return told

    def _edited(self) -> None:
        """The finding as a person edited it, beside the reading, which stays."""
        judgement = self.own.judgement if self.own is not None else None
        if judgement is None or judgement.kind is not JudgementKind.EDIT:
            return
        from ..store.edits import edited

        self.gap()
        record = edited(self.record)
        self.say(2, ("as edited by ", Words(judgement.who), ":"), style="bold")
        if record.failures != self.record.failures:
            for failure in record.failures[len(self.record.failures) :]:
                self.say(2, (Words(failure.reason),))
            return
        self._tell(Telling(record), _found(record, self.shown.local))

    def _tell(self, telling: Telling, found: Found) -> None:
        """What the finding says, its words, and on whose word."""
        head, *more = finding_lines(telling, found)
        self.say(2, head, style="bold")
        if words := finding_words(telling, found):
            self.passage(4, words)
        for line in more:
            self.say(2, line)


def _found(record: Record, local: str) -> Found:
    every: tuple[Found, ...] = (*record.statements, *record.events, *record.ties, *record.commitments)
    return next(found for found in every if found.id == local)


def in_archive(store: Store, record: Record) -> list[Line]:
    """The file that holds the original bytes, if they are kept."""
    if record.kept is None or not record.kept.bytes_kept:
        return []
    return [("its bytes: ", Words(str(store.archive.path(record.document.snapshot.sha256))))]
