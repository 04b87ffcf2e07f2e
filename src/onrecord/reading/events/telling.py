"""One telling of an event, and how tellings of the same event become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...record import Count, EventType, Footing, Polarity, Span, Standing, Taker, ZoneKind
from ..syntax import Syntax

#: Articles and pronouns that point back at an event already told of.
_POINTING = frozenset(("the", "this", "that", "these", "those"))
#: Among so many events before it, the latest, a telling looks for its own.
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: everything an Event has but its number.

    ``trigger`` is the number of the word that heads it, ``heads`` the numbers of all words that tell of it.
    ``outcome_of`` is the word of the event that this one is the outcome, the means or the purpose of.
    """

    trigger: int
    type: EventType
    spans: tuple[Span, ...]
    footing: Footing
    polarity: Polarity
    confidence: float
    intended: EventType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Taker, ...] = ()
    recipients: tuple[Taker, ...] = ()
    reciprocal: bool = False
    statement: str | None = None
    when: str | None = None
    place: str | None = None
    background: bool = False
    counts: tuple[Count, ...] = ()
    why: str = ""
    pointing: bool = False
    outcome_of: int | None = None
    heads: tuple[int, ...] = ()


def outcome_of(syntax: Syntax, trigger: int) -> int | None:
    """The verb whose outcome this one tells: "shelled the port, killing twelve and wounding thirty"."""
    word = syntax[trigger]
    up = syntax.up(trigger)
    if up is not None and word.label == "conj" and (word.tag == "VBG" or (up.tag == "VBG" and word.low[-3:] == "ing")):
        word, up = up, syntax.up(up.number)
    if up is None:
        return None
    if any(k.low == "to" for k in syntax.kids(word.number, "aux")) and word.label in ("advcl", "xcomp", "acl"):
        # What it was for: "struck to protest", "flew to visit", "conducted a raid to free them".
        return next((w.number for w in (up, *syntax.climb(up.number)) if w.is_verb), None)
    return up.number if up.is_verb and word.label == "advcl" and word.tag == "VBG" else None


def points_back(syntax: Syntax, trigger: int) -> bool:
    """Whether a noun tells of an event as of one already known: "the attack", "that visit"."""
    word = syntax[trigger]
    return not word.is_verb and any(k.low in _POINTING for k in syntax.kids(trigger, "det"))


def merged(tellings: Sequence[Told]) -> list[Told]:
    """The events behind the tellings, each once, in the order of the first telling."""
    found: list[Told] = []
    for telling in sorted(tellings, key=lambda t: (t.spans[0], t.type)):
        at = next(
            (
                i
                for i in range(len(found) - 1, max(-1, len(found) - 1 - _LOOKED_AT), -1)
                if _is_outcome(found[i], telling) or _same(found[i], telling)
            ),
            None,
        )
        if at is None:
            found.append(telling)
        else:
            found[at] = _joined(found[at], telling)
    return found


def _is_outcome(one: Told, other: Told) -> bool:
    """Whether one tells what came of the other, or what it was for: the same deed by the same side."""
    linked = other.outcome_of in one.heads or one.outcome_of in other.heads
    # "struck to protest against the ban": the protest is the strike.
    same = (one.type, one.intended) in ((other.type, other.intended), (other.intended, None))
    return linked and same and _voice(one) == _voice(other) and _agree(one.actors, other.actors) is not False


def _same(one: Told, other: Told) -> bool:
    """Whether two tellings are of one event. On different words they stay two: hearsay never joins a report."""
    if one.type is not other.type or one.intended is not other.intended or one.reciprocal is not other.reciprocal:
        return False
    if _voice(one) != _voice(other) or one.polarity is not other.polarity:
        return False
    if one.statement and other.statement and one.statement != other.statement:
        return False
    if _apart(one.when, other.when) or _apart(one.place, other.place) or _apart(one.mode, other.mode):
        return False
    doers, sufferers = _agree(one.actors, other.actors), _agree(one.recipients, other.recipients)
    if doers is False or sufferers is False:
        return False
    headline = ZoneKind.HEADLINE in (one.footing.zone, other.footing.zone)
    if other.pointing or headline:
        return doers is True or sufferers is True or other.pointing
    return doers is True and sufferers is True


def _voice(telling: Told) -> tuple[Standing, str | None]:
    return telling.footing.standing, telling.footing.by


def _apart(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _agree(one: Iterable[Taker], other: Iterable[Taker]) -> bool | None:
    """True if the sides are the same known actors, False if they differ, ``None`` where one of the two does not say."""
    left, right = {t.actor for t in one}, {t.actor for t in other}
    if not left or not right:
        return None
    if None in left or None in right:
        return None if left & right - {None} else False
    return left == right or left < right or right < left


def _joined(one: Told, other: Told) -> Told:
    """One event of two tellings: what the first does not say the second may."""
    spans = (*one.spans, *(s for s in other.spans if not any(s.meets(known) for known in one.spans)))
    counted = {c.what for c in one.counts}
    return replace(
        one,
        spans=spans,
        heads=(*one.heads, *other.heads),
        confidence=max(one.confidence, other.confidence),
        mode=one.mode or other.mode,
        contexts=one.contexts or other.contexts,
        actors=_fuller(one.actors, other.actors),
        recipients=_fuller(one.recipients, other.recipients),
        statement=one.statement or other.statement,
        when=one.when or other.when,
        place=one.place or other.place,
        background=one.background and other.background,
        counts=(*one.counts, *(c for c in other.counts if c.what not in counted)),
        footing=other.footing if one.footing.zone is ZoneKind.HEADLINE else one.footing,
    )


def _fuller(one: tuple[Taker, ...], other: tuple[Taker, ...]) -> tuple[Taker, ...]:
    known = {t.actor for t in one}
    return (*one, *(t for t in other if t.actor not in known)) if one and None not in known else one or other
