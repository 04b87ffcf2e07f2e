"""What is written for a reader: ordered sentences, each pointing back to the findings that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .span import Span


class BriefPart(StrEnum):
    """What a sentence is for, which decides what it may say and whether it must be cited."""

    HEADING = "heading"
    """A title; it rests on all that is cited below it, up to the next one of its level."""
    GLANCE = "glance"
    """One of the sentences that say at the beginning what the brief says."""
    ITEM = "item"
    """News: who said or did what, on whose word."""
    BACKGROUND = "background"
    """What was said or done before, what is new in the news, what is due."""
    PROFILE = "profile"
    """Who somebody is."""
    COMMENT = "comment"
    """The writer's own judgement. Nothing else may stand without a citation."""
    CAPTION = "caption"
    """What a figure shows."""


@dataclass(frozen=True, slots=True)
class Citation:
    """``[@s:3f9c]`` in a draft: the id of a finding (``s:``, ``e:``, ``t:``, ``c:``), or of a document (``d:``).

    ``span`` is where the citation stands in the draft. Of a document ``passage`` are the characters that are cited, as
    ``[@d:3f9c#120-180]`` gives them.
    """

    id: str
    span: Span
    passage: Span | None = None

    @property
    def key(self) -> str:
        """What is cited, without the brackets: ``s:3f9c``, ``d:3f9c#120-180``."""
        return self.id if self.passage is None else f"{self.id}#{self.passage.start}-{self.passage.end}"


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One sentence of a draft as a reader sees it: without marks of Markdown, citations and margin notes.

    ``places`` are the places of its characters in the draft, ``span`` is all that it takes there. ``section`` is the
    number of the section (a heading of the second level) that it stands in, ``None`` before the first; ``heading`` the
    nearest heading above. ``level`` is that of a heading (1 to 6), 0 of all else. ``block`` is the number of its
    paragraph or entry of a list.
    """

    text: str
    span: Span
    places: tuple[int, ...]
    part: BriefPart
    citations: tuple[Citation, ...]
    block: int
    section: int | None = None
    heading: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A draft: its text, what its head says (``facts``: title, since, until, style, tlp ...), and its sentences."""

    text: str
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[BriefSentence, ...]

    def fact(self, name: str) -> str | None:
        """What the head says under a name; ``None`` where it says nothing."""
        return dict(self.facts).get(name)

    @property
    def cited(self) -> tuple[str, ...]:
        """All that is cited (keys of citations), each once, in the order in which it is met."""
        return tuple(dict.fromkeys(one.key for sentence in self.sentences for one in sentence.citations))
