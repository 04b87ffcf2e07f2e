"""On whose word an event or a tie stands, and whether it was done, in words that no view may leave out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from ..record import Footing, Polarity, Span, Standing, Tie, ZoneKind
from .telling import Line, Telling, Words

#: What stands over findings of one standing, where a view puts them together.
STANDING_HEADS: dict[Standing, str] = {
    Standing.REPORTED: "Reported by the document",
    Standing.ATTRIBUTED: "On somebody’s word",
    Standing.COMMENT: "In the analyst’s comment",
}

#: What is said of a finding that is not told as done.
POLARITY_WORDS: dict[Polarity, str] = {
    Polarity.NEGATED: "negated",
    Polarity.PLANNED: "planned",
    Polarity.CONDITIONAL: "on a condition",
    Polarity.HYPOTHETICAL: "hypothetical",
}

PAST, DERIVED = "past background", "derived"
DERIVED_HEAD = "Derived from other ties, told by no words"


class Finding(Protocol):
    """An event or a tie."""

    @property
    def id(self) -> str: ...
    @property
    def footing(self) -> Footing: ...
    @property
    def polarity(self) -> Polarity: ...
    @property
    def background(self) -> bool: ...
    @property
    def spans(self) -> tuple[Span, ...]: ...


F = TypeVar("F", bound=Finding)
#: What stands over findings of one standing, and these, each with its place in the record's list.
Group = tuple[str, tuple[tuple[int, F], ...]]


def by_standing(findings: Sequence[F]) -> tuple[Group[F], ...]:
    """What is reported, what stands on somebody's word, what is comment, and last what no words say: derived ties.

    Each in text order; empty groups are left out.
    """
    groups: dict[str, list[tuple[int, F]]] = {head: [] for head in (*STANDING_HEADS.values(), DERIVED_HEAD)}
    for number, found in sorted(enumerate(findings), key=lambda pair: (pair[1].spans[0], pair[0])):
        groups[DERIVED_HEAD if is_derived(found) else STANDING_HEADS[found.footing.standing]].append((number, found))
    return tuple((head, tuple(group)) for head, group in groups.items() if group)


def is_derived(finding: Finding) -> bool:
    """Whether no words state it."""
    return isinstance(finding, Tie) and finding.derived


def provisos(finding: Finding) -> tuple[str, ...]:
    """What keeps it from being news of something done: ``("planned", "past background")``."""
    derived = DERIVED if is_derived(finding) else None
    found = (derived, POLARITY_WORDS.get(finding.polarity), PAST if finding.background else None)
    return tuple(words for words in found if words)


def label(finding: Finding) -> str:
    """Standing and provisos: ``attributed, negated``. Every line that tells of a finding by itself begins with it.

    A derived tie is said to be that before the standing of those it rests on: ``derived (reported)``.
    """
    standing = finding.footing.standing.value
    first = f"{DERIVED} ({standing})" if is_derived(finding) else standing
    return ", ".join((first, *(words for words in provisos(finding) if words != DERIVED)))


def footing_line(telling: Telling, footing: Footing) -> Line:
    """``reported``; ``on the word of X, as told by Y, through Z``; or ``comment``. Never empty."""
    if footing.standing is not Standing.ATTRIBUTED:
        return (footing.standing.value,)
    stmt = telling.statement(footing.by)
    word: Line = telling.word(stmt, guesses=True) if stmt else ("on the word of a statement that is not here",)
    return ("in a comment, ", *word) if _quoted_in_comment(footing) else word


def voice_line(telling: Telling, finding: Finding) -> Line | None:
    """On whose word a finding stands; ``None`` where its label has said it all."""
    line = footing_line(telling, finding.footing)
    return None if line == (finding.footing.standing.value,) else line


def speaker_of(telling: Telling, footing: Footing) -> Words | None:
    """Who says it; ``None`` where it is not attributed or nobody is named."""
    stmt = telling.statement(footing.by)
    return telling.speaker(stmt) if stmt else None


def joined(lines: Iterable[Line | None], between: str = " · ") -> Line:
    """Lines one after another; those that are ``None`` or empty are left out."""
    out: list[str | Words] = []
    for line in lines:
        if line:
            out += [between, *line] if out else [*line]
    return tuple(out)


def listed(lines: Sequence[Line]) -> Line:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(lines) < 2:
        return lines[0] if lines else ()
    return (*joined(lines[:-1], ", "), " and ", *lines[-1])


def _quoted_in_comment(footing: Footing) -> bool:
    return footing.standing is Standing.ATTRIBUTED and footing.zone is ZoneKind.COMMENT
