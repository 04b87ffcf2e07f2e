"""Who is tied to whom in one Document, and on whose word: by the lines of ``codebook/ties.yaml`` over the trees."""

from __future__ import annotations

from collections.abc import Iterator

from ...codebook.tie_words import tie_words
from ...record import Tie, ZoneKind
from ..clauses import Clauses
from ..draft import Draft
from ..events.circumstances import Circumstances
from ..standing import Grounds
from ..syntax import Syntax
from ..zones import zone_at
from .clausal import Clausal
from .compounds import Compounds
from .derived import derived
from .designation import Designation
from .ends import Ends
from .filing import Filing
from .fixed import Fixed
from .offices import Offices
from .slots import Slots
from .telling import Telling

__all__ = ["ties_of"]


def ties_of(draft: Draft, made_by: str = "ties/1") -> tuple[Tie, ...]:
    """The ties that a Document tells of, first those that were read, then those that follow from them."""
    if draft.syntax is None or not len(draft.syntax) or not draft.actors:
        return ()
    syntax = draft.syntax
    circumstances = Circumstances(syntax, draft.times, draft.places)
    grounds = Grounds(draft.statements, draft.zones)
    filing = Filing(draft.document.text, syntax, draft.statements, grounds, circumstances, draft.times, draft.actors)
    read = filing.ties(list(_tellings(draft, syntax)), made_by)
    return (*read, *derived(read, {a.id: a.kind for a in draft.actors}, made_by))


def _tellings(draft: Draft, syntax: Syntax) -> Iterator[Telling]:
    """What every line reads, in text order; captions and calls to subscribe tell nothing."""
    text, words, clauses = draft.document.text, tie_words(), Clauses(syntax)
    ends = Ends(text, syntax, clauses, draft.actors, draft.places, words)
    cues = frozenset(n for stmt in draft.statements for cue in stmt.cue for n in syntax.inside(cue))
    slots = Slots(syntax, clauses, words, cues)
    quoted = [q.inside for q in draft.layout.quotations if q.depth == 0]
    clausal = Clausal(syntax, words, ends, slots, Designation(text, syntax, ends, quoted))
    compounds = Compounds(text, syntax, words, ends, slots, draft.actors)
    fixed = Fixed(syntax, words, ends, slots)
    for word in syntax.words:
        if not word.label or zone_at(draft.zones, word.span.start) is ZoneKind.BOILERPLATE:
            continue
        yield from clausal.at(word)
        yield from compounds.at(word)
        yield from fixed.at(word)
    offices = Offices(text, syntax, words, ends)
    for actor in draft.actors:
        yield from offices.of(actor)
