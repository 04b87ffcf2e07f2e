"""Statements made ready to have their contents compared: whom they name, what they deny, and their clauses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ..codebook.claim_words import claim_words
from ..record import Record, Span, SpeechAct, Statement
from .clause_making import clauses
from .clauses import Clause
from .record_names import RecordNames
from .wording import wording

#: Words of a content that are looked at, and characters: a speech is known by its beginning.
LONGEST, _CHARACTERS = 160, 4_000
#: The acts that deny or refuse what is said to be denied or refused.
DENYING_ACTS = frozenset((SpeechAct.DENY, SpeechAct.REJECT))
#: A shorter word that ends so is no verb: "bed", "king".
_SHORTEST = 4
#: Senses by which a clause itself says no.
_REFUSALS = frozenset(("accept/reject", "confirm/deny"))


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement says. ``no`` is its number, ``ours`` the keys of all that the speaker's "we" may mean.

    ``speaker`` are the keys of the speaker alone, ``called`` its name. ``denies`` says that the statement denies what
    its clauses say, by its act and not by their words; ``cue`` are the words by which it does.
    """

    no: int
    act: SpeechAct
    negated: bool
    denies: bool
    cue: str
    clauses: tuple[Clause, ...]
    speaker: frozenset[str]
    ours: frozenset[str]
    called: str
    day: date | None


def contents(
    record: Record,
    numbers: Mapping[str, int],
    entities: Mapping[str, Collection[int]],
    day: date | None,
    bodies: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> list[Content]:
    """The statements of a record. ``numbers`` are theirs by id in the record, ``entities`` those of each actor by its
    id in the record, ``day`` is when the document was published. ``bodies`` are those in which entities hold an office
    by other documents.
    """
    known = RecordNames(record, entities, bodies)
    return [_content(record, known, one, numbers[one.id], day) for one in record.statements if one.id in numbers]


def _content(record: Record, known: RecordNames, one: Statement, no: int, day: date | None) -> Content:
    text = record.document.text
    speaker = known.keys(one.speaker.actor)
    every = speaker | frozenset(known.bodies_of(one.speaker))
    ours = frozenset(key for key in every if not key.startswith("~"))
    pieces = _first(one.content)
    made = clauses(text, pieces, known.named_in(pieces), known.times_in(pieces), one.act, ours, LONGEST)
    cue = " ".join(span.of(text) for span in one.cue)
    says = wording(" ".join(span.of(text) for span in pieces)).forms
    by_cue = one.act in DENYING_ACTS and _is_denial(cue)
    if by_cue and not _is_clause(says):
        made = []  # "rejected the plan": what is only named is neither true nor false
    denies = by_cue and bool(made) and not any(clause.denials or _refuses(clause) for clause in made)
    called = one.speaker.name or " ".join(span.of(text) for span in one.speaker.spans)
    return Content(no, one.act, one.negated, denies, cue, tuple(made), speaker, ours, called, day)


def _first(content: Sequence[Span]) -> list[Span]:
    """The first ``_CHARACTERS`` of a content."""
    left, found = _CHARACTERS, list[Span]()
    for span in content:
        end = min(span.end, span.start + left)
        if end <= span.start:
            break
        found.append(Span(span.start, end))
        left -= end - span.start
    return found


def _is_denial(cue: str) -> bool:
    """Whether a cue denies; not where the act comes from the content's own words ("said that it never ...")."""
    denials, forms = claim_words().of("denials"), wording(cue).forms
    return any(tuple(forms[at : at + size]) in denials for at in range(len(forms)) for size in (1, 2))


def _is_clause(says: Sequence[str]) -> bool:
    """Whether words are a clause, as far as their forms show, and do not only name something ("a call to resign")."""
    words = claim_words()
    verbal, past = words.of("verbal"), words.past_forms
    return any(
        (form,) in verbal or form in past or (form.endswith(("ed", "ing")) and len(form) > _SHORTEST) for form in says
    )


def _refuses(clause: Clause) -> bool:
    """Whether it denies or refuses by a word that has an opposite: "we have rejected the truce"."""
    return any(unit.sign < 0 and unit.keys & _REFUSALS for unit in clause.units)
