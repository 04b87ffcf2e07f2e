"""The codebook's examples, read as any document is, and held against what their lines say must come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..codebook.examples import Example, Finding
from ..desk import Journey, Refusal
from ..gazetteer import with_own
from ..gazetteer.loading import SAMPLE
from ..intake import Raw
from ..reading.attribution import attributions
from ..reading.polarity import polarity_of
from ..reading.segment import segment
from ..record import Commitment, Event, Party, Record, Span, Taker, Tie
from ..tagger import Tagger

_NOTHING = "nothing"


class Examples:
    """Reads examples with the model that ships and the names of the invented region that they are about."""

    def __init__(self) -> None:
        self._tagger = Tagger()
        self._journey = Journey(self._tagger, with_own((SAMPLE,)))

    def failures(self, examples: Iterable[Example]) -> Iterator[tuple[Example, str]]:
        """The examples whose reading is not what their line says, each with what came out, in words."""
        for example in examples:
            came_out = self.failure(example)
            if came_out is not None:
                yield example, came_out

    def failure(self, example: Example) -> str | None:
        """What came out in place of what the line says; ``None`` where that came out."""
        if example.what is Finding.POLARITY:
            return self._polarity(example)
        record = next(self._journey.records(Raw(example.text.encode(), "example.txt")))
        if isinstance(record, Refusal):
            return str(record.error)
        found = list(_found(record, example.what))
        hit = any(_fits(example, type_, parts) for type_, parts in found)
        if hit is example.holds:
            return None
        return "; ".join(_told(example.what, type_, parts) for type_, parts in found) or _NOTHING

    def _polarity(self, example: Example) -> str | None:
        at = example.text.find(example.parts["of"])
        syntax = attributions(example.text, segment(example.text), self._tagger).syntax
        head = syntax.head_in(Span(at, at + len(example.parts["of"]))) if at >= 0 else None
        if head is None:
            return f"the example lacks the word {example.parts['of']!r}"
        came_out = polarity_of(syntax, head.number).value
        return None if (came_out == example.type) is example.holds else came_out


#: The values of one part: whatever names the one who stands there.
_Parts = dict[str, tuple[str, ...]]


def _found(record: Record, what: Finding) -> Iterator[tuple[str, _Parts]]:
    """What was read, of one kind: its type, and by part the words and names that stand there."""
    if what is Finding.EVENT:
        yield from ((e.type.value, _of_event(record, e)) for e in record.events)
    elif what is Finding.TIE:
        yield from ((t.type.value, _of_tie(record, t)) for t in record.ties)
    elif what is Finding.COMMITMENT:
        yield from ((c.kind.value, _of_commitment(record, c)) for c in record.commitments)
    else:
        for count in (c for e in record.events for c in e.counts):
            ends = {"least": count.least, "most": count.most}
            given = {name: () if end is None else (str(end),) for name, end in ends.items()}
            yield count.what.value, {"words": (_words(record, count.span),), **given}


def _of_event(record: Record, event: Event) -> _Parts:
    return {
        # All sides of a reciprocal event are actors of it, whichever of them an example names.
        "doer": tuple(n for t in event.actors for n in _names(record, t)),
        "recipient": tuple(
            n for t in (event.actors if event.reciprocal else event.recipients) for n in _names(record, t)
        ),
        "mode": (event.mode,) if event.mode else (),
        "polarity": (event.polarity.value,),
        "standing": (event.footing.standing.value,),
    }


def _of_tie(record: Record, tie: Tie) -> _Parts:
    ends = {"a": _names(record, tie.a), "b": _names(record, tie.b)}
    return {**ends, "polarity": (tie.polarity.value,), "standing": (tie.footing.standing.value,)}


def _of_commitment(record: Record, made: Commitment) -> _Parts:
    due = made.due.span
    return {
        "doer": _party(record, made.doer),
        "to": _party(record, made.to),
        "deed": (_words(record, made.deed),),
        "condition": (_words(record, made.condition),) if made.condition else (),
        "due": (_words(record, due),) if due else (),
        "negated": ("yes" if made.negated else "no",),
    }


def _party(record: Record, party: Party | None) -> tuple[str, ...]:
    return () if party is None else tuple(n for s in party.spans for n in _names(record, Taker(s, party.actor)))


def _names(record: Record, taker: Taker) -> tuple[str, ...]:
    """The words that stand there, and every name of the actor that they are."""
    actor = next((a for a in record.actors if a.id == taker.actor), None)
    names = () if actor is None else (actor.name, *actor.also)
    return _words(record, taker.span), *names


def _words(record: Record, span: Span) -> str:
    return record.document.text[span.start : span.end]


def _fits(example: Example, type_: str, parts: _Parts) -> bool:
    if example.type and example.type != type_:
        return False
    return all(_stands(value, parts.get(name, ())) for name, value in example.parts.items())


def _stands(value: str, there: tuple[str, ...]) -> bool:
    return any(value.lower() in one.lower() for one in there) if value else not there


def _told(what: Finding, type_: str, parts: _Parts) -> str:
    given = (f"{name}: {' / '.join(dict.fromkeys(values)) or '(none)'}" for name, values in parts.items())
    return f"{what.value} {type_}, {', '.join(given)}"
