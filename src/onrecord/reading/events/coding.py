"""From words that tell of an event to the Event: its type, its sides, its circumstances and its ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...codebook import clause_words, event_types, event_words
from ...record import Event, EventType, Polarity, Span, Taker, ZoneKind
from ..backdrop import Backdrop
from ..clauses import Clauses
from ..draft import Draft
from ..polarity import Polarities
from ..standing import Grounds
from ..syntax import Syntax, Word
from ..takers import Takers
from ..zones import zone_at
from .candidates import Candidate, Finder
from .circumstances import Circumstances
from .counting import counts_of
from .held_out import without_held_out
from .scene import Scene
from .slots import Slots
from .telling import Told, merged, outcome_of, points_back
from .typing import Choice, Typer, typed
from .verbal import of_statements

#: Prepositions before the place where all sides met or fought.
_LOCATING = frozenset(("in", "at", "near", "outside", "off"))


def events_of(draft: Draft, typer: Typer | None, deeds: frozenset[int], made_by: str) -> tuple[Event, ...]:
    """The events of one Document, each once, numbered in text order.

    ``deeds`` are the words that head what a commitment holds out: a threat is one event, and the blow it threatens is
    none until it falls. ``typer`` is asked where the codebook's words leave the type open.
    """
    syntax = draft.syntax
    if syntax is None:
        return ()
    takers, clauses = Takers(syntax, draft.actors, draft.statements), Clauses(syntax)
    scene = Scene(
        draft=draft,
        syntax=syntax,
        takers=takers,
        slots=Slots(syntax, clauses, takers, [p.span for p in draft.places], [t.span for t in draft.times]),
        grounds=Grounds(draft.statements, draft.zones),
        circumstances=Circumstances(syntax, draft.times, draft.places),
        polarities=Polarities(syntax),
        backdrop=Backdrop(syntax, draft.document, draft.zones, draft.times, draft.written),
    )
    finder = Finder(syntax, clauses, scene.slots, event_words())
    candidates = [c for c in finder.candidates() if _is_news(scene, c)]
    told = without_held_out(syntax, _told(scene, candidates, typer))
    tellings = of_statements(scene, told, deeds)
    return tuple(_event(f"e{number}", telling, made_by) for number, telling in enumerate(merged(tellings)))


def _is_news(scene: Scene, candidate: Candidate) -> bool:
    """Whether somebody takes part, and no caption or signature tells of it."""
    if zone_at(scene.draft.zones, scene.syntax[candidate.trigger].span.start) is ZoneKind.BOILERPLATE:
        return False
    sides = (*candidate.doers, *candidate.recipients)
    return any(scene.takers.is_somebody(w) for w in sides)


def _told(scene: Scene, candidates: Sequence[Candidate], typer: Typer | None) -> list[Told]:
    sides = [_sides(scene, c) for c in candidates]
    decided = typed(scene.syntax, candidates, typer)
    out = []
    for candidate, (doers, recipients), choice in zip(candidates, sides, decided, strict=True):
        if choice is None or not (doers or recipients):
            continue
        out.append(_telling(scene, candidate, doers, recipients, choice))
    return out


def _sides(scene: Scene, candidate: Candidate) -> tuple[tuple[Taker, ...], tuple[Taker, ...]]:
    doers = _people(scene, [w for w in candidate.doers if _may_act(scene, w)])
    recipients = _people(scene, candidate.recipients)
    if candidate.line.reciprocal:
        both = (*candidate.doers, *candidate.recipients)
        return _people(scene, [w for w in both if _may_act(scene, w) and not _is_where(scene, w)]), ()
    if candidate.support is not None and not candidate.support.doer_is_subject:
        # "Came under criticism for its failure": whoever suffers it does not do it.
        struck = {t.actor for t in recipients} - {None}
        doers = tuple(t for t in doers if t.actor not in struck)
    known = {t.actor for t in doers} - {None}
    return doers, tuple(t for t in recipients if t.actor is None or t.actor not in known)


def _may_act(scene: Scene, word: Word) -> bool:
    """Whether what this word heads can do something: not a bomb or a report, unless somebody stands behind it."""
    return word.low not in clause_words().things or scene.slots.may_be_side(word) or bool(scene.slots.behind(word))


def _is_where(scene: Scene, word: Word) -> bool:
    """Whether a name only tells where: "the deal that they reached in Umm Teral"."""
    up = scene.syntax.up(word.number)
    return scene.slots.is_place(word) and up is not None and up.low in _LOCATING


def _people(scene: Scene, words: Iterable[Word]) -> tuple[Taker, ...]:
    """Those who take part. For a thing stand those behind it: "violated Selm's airspace" was done to Selm."""
    heads: list[Word] = []
    for word in words:
        if scene.slots.may_be_side(word):
            heads.append(word)
        elif behind := scene.slots.behind(word):
            heads += behind
        elif word.low not in event_words().nouns:
            heads.append(word)
    return scene.takers.takers(heads)


def _telling(
    scene: Scene, candidate: Candidate, doers: tuple[Taker, ...], recipients: tuple[Taker, ...], choice: Choice
) -> Told:
    trigger, syntax = candidate.trigger, scene.syntax
    footing = scene.grounds.footing((syntax[trigger].span,))
    when = scene.circumstances.when(trigger)
    coded = _coded(scene, candidate, choice)
    return Told(
        trigger=trigger,
        heads=candidate.words,
        type=coded.type,
        intended=coded.intended,
        spans=_spans(syntax, candidate.words),
        footing=footing,
        polarity=coded.polarity,
        confidence=round(choice.confidence, 2),
        mode=coded.mode,
        contexts=_contexts(scene, trigger),
        actors=doers,
        recipients=recipients,
        reciprocal=candidate.line.reciprocal,
        when=when,
        place=scene.circumstances.where(trigger, [t.span for t in (*doers, *recipients)]),
        background=scene.backdrop.is_background(trigger, when),
        counts=counts_of(syntax, trigger, candidate.recipients),
        why=choice.why,
        pointing=points_back(syntax, trigger),
        outcome_of=candidate.through if candidate.through is not None else outcome_of(syntax, trigger),
    )


@dataclass(frozen=True, slots=True)
class _Coded:
    """What an event is coded as: a deed that is only intended counts as the intent."""

    type: EventType
    intended: EventType | None
    mode: str | None
    polarity: Polarity


def _coded(scene: Scene, candidate: Candidate, choice: Choice) -> _Coded:
    """PLOVER codes "will send aid" as AGREE, "plans to impose sanctions" as THREATEN, "will not lift" as REJECT."""
    book, polarity = event_types(), scene.polarities.of(candidate.trigger)
    mode = candidate.line.mode if candidate.line.type is choice.type else None
    intent = book.planned(choice.type) if polarity is Polarity.PLANNED else choice.type
    if polarity is Polarity.NEGATED and scene.is_to_come(candidate.trigger):
        refused = book.refused(choice.type)
        intent, polarity = (refused, Polarity.PLANNED) if refused is not None else (choice.type, polarity)
    if intent is choice.type:
        return _Coded(choice.type, None, mode, polarity)
    return _Coded(intent, choice.type, None, polarity)


def _contexts(scene: Scene, trigger: int) -> tuple[str, ...]:
    """What the event's sentence is about."""
    numbers = scene.syntax.sentence(trigger)
    first, last = scene.syntax[numbers[0]].span.start, scene.syntax[numbers[-1]].span.end
    return event_types().contexts_of(scene.draft.document.text[first:last])


def _spans(syntax: Syntax, numbers: Sequence[int]) -> tuple[Span, ...]:
    """The words as spans in text order; neighbours become one."""
    out: list[Span] = []
    last = -2
    for number in numbers:
        span = syntax[number].span
        if number == last + 1:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
        last = number
    return tuple(out)


def _event(name: str, telling: Told, made_by: str) -> Event:
    book = event_types()
    return Event(
        id=name,
        type=telling.type,
        codebook=book.stamp,
        footing=telling.footing,
        polarity=telling.polarity,
        spans=telling.spans,
        confidence=telling.confidence,
        made_by=made_by,
        mode=telling.mode,
        intended=telling.intended,
        contexts=telling.contexts,
        intensity=book.intensity(telling.type, telling.mode),
        quad=book.quad(telling.type),
        actors=telling.actors,
        recipients=telling.recipients,
        reciprocal=telling.reciprocal,
        statement=telling.statement,
        when=telling.when,
        place=telling.place,
        background=telling.background,
        counts=telling.counts,
        why=telling.why,
    )
