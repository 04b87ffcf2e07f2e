"""What a grammar gives who puts a draft together: ways of saying a thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..analysis.ledger_parts import Entry
from ..analysis.novelty_parts import Check
from .evidence import Evidence, Somebody
from .line import Line


class Words(Protocol):
    """The grammar: ways of saying a thing, the best first, each citing what it stands on."""

    def start(self) -> None:
        """A reader begins here: nobody has been named yet."""

    def drop(self) -> None:
        """What was given last was not taken."""

    def clear(self, one: Evidence) -> bool:
        """Whether a statement can be understood by its own words."""

    def headings(self, one: Evidence) -> Iterable[str]:
        """Headings that attribute by their verb; none where there is no such."""

    def plain_heading(self, one: Evidence) -> str:
        """The heading of an item that has no better one."""

    def glance(self, one: Evidence) -> Iterable[Line]:
        """An item in one sentence."""

    def lead(self, one: Evidence, about: Sequence[Evidence]) -> Iterable[Line]:
        """What a statement says, by whom, through what and when; ``about`` are ties that tell who he is."""

    def quote(self, one: Evidence) -> Iterable[Line]:
        """A further statement, of the one who spoke before or of another."""

    def earlier(self, one: Evidence) -> Iterable[Line]:
        """What was said before."""

    def event(self, one: Evidence) -> Iterable[Line]:
        """What was done."""

    def new(self, check: Check, one: Evidence, earlier: Evidence | None, body: str | None = None) -> Iterable[Line]:
        """What is new in it; ``body`` is that of the speaker's side."""

    def due(self, entry: Entry, one: Evidence) -> Iterable[Line]:
        """What is to be done by when, or was."""

    def tie(self, one: Evidence, subject: Somebody, also: Sequence[Evidence] = ()) -> Iterable[Line]:
        """Who somebody is tied to; ``also`` are ties that one sentence may tell with it."""

    def defined(self, one: Evidence) -> Iterable[Line]:
        """What a text says that somebody is."""
