"""The events of a Record in words: what was done, by whom to whom, when, where, how many, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from ..record import Count, Event, Taker
from .standing_words import joined, label, listed, voice_line
from .telling import NOBODY, Line, Telling, Words, on_one_line
from .when import short_date
from .wording import SURE, percent


def event_line(telling: Telling, event: Event) -> Line:
    """One event as one line, its standing first and on whose word last."""
    head: Line = (f"{label(event)}: ", *event_head(event))
    return joined((head, sides_line(telling, event), *circumstances(telling, event), voice_line(telling, event)))


def event_head(event: Event) -> Line:
    """Type and mode, and the deed that an intent holds out: ``ASSAULT (aerial)``, ``AGREE (AID intended)``."""
    mode = " ".join((event.mode or "").replace("_", " ").split())
    intended = (f"{event.intended.value} intended",) if event.intended else None
    finer = joined(((Words(mode),) if mode else None, intended), ", ")
    return (event.type.value, " (", *finer, ")") if finer else (event.type.value,)


def sides_line(telling: Telling, event: Event) -> Line | None:
    """Who did it to whom; the sides of a reciprocal event together; ``None`` where the text names nobody."""
    actors, recipients = takers(telling, event.actors), takers(telling, event.recipients)
    if event.reciprocal and not recipients:
        return joined(actors, " ↔ ") or None
    if recipients:
        return (*(listed(actors) or (NOBODY,)), " → ", *listed(recipients))
    return listed(actors) or None


def takers(telling: Telling, found: Sequence[Taker]) -> tuple[Line, ...]:
    """Names of those who take part, each once."""
    return tuple(dict.fromkeys(telling.taker(taker) for taker in found))


def circumstances(telling: Telling, event: Event) -> tuple[Line, ...]:
    """When, where, and how many, as far as the text tells."""
    found = (short_date(telling, event.when), place_words(telling, event), counts_line(telling, event.counts))
    return tuple(line for line in found if line)


def place_words(telling: Telling, event: Event) -> Line | None:
    """``at Qalmar``; ``None`` where the text does not tell."""
    place = telling.places.get(event.place or "")
    return ("at ", Words(place.name)) if place else None


def counts_line(telling: Telling, counts: Sequence[Count]) -> Line | None:
    """``3 to 5 killed, at least 12 arrested``; ``None`` where nobody is counted."""
    return joined((count_line(telling, count) for count in counts), ", ") or None


def count_line(telling: Telling, count: Count) -> Line:
    """One number as an interval, with its own words where these are vague."""
    own: Line = () if count.exact else (" (“", on_one_line(count.span.of(telling.text)), "”)")
    return (_interval(count), *own, f" {count.what.value}")


def _interval(count: Count) -> str:
    least, most = count.least, count.most
    if least is not None and most is not None:
        return f"{least:,}" if least == most else f"{least:,} to {most:,}"
    if least is not None:
        return f"at least {least:,}"
    return f"up to {most:,}" if most is not None else "an unknown number"


def code_line(event: Event) -> Line:
    """How the codebook places it: ``PLOVER 0.8, intensity -9.5, quad class 4, military``."""
    quad = f", quad class {event.quad}" if event.quad else ""
    contexts = [(on_one_line(context.replace("_", " ")),) for context in event.contexts]
    place = (f"intensity {event.intensity:g}{quad}",)
    return joined(((Words(event.codebook),), place, *contexts), ", ")


def unsure(confidence: float) -> str:
    """The confidence of a finding that is not very likely right; empty where it is."""
    return "" if confidence >= SURE else percent(confidence)
