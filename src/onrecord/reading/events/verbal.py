"""Events that are made by saying: an accusation, a threat, a demand is a statement and one event, never two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...codebook import event_types
from ...record import EventType, Party, Polarity, Span, Statement, Taker
from ..syntax import Syntax
from .scene import Scene
from .telling import Told

#: A statement less sure than this, or whose act is, makes no event of its own.
_SURE, _SURE_ACT = 0.4, 0.5
#: An act that is said against nobody and to nobody makes an event only if it is as sure as this.
_SURE_ALONE = 0.7


def of_statements(scene: Scene, tellings: Sequence[Told], deeds: frozenset[int]) -> list[Told]:
    """The tellings with those of the statements' acts.

    Words of a cue that tell of an event are that statement's event ("threatened to burn the port"), and the deed they
    hold out (``deeds``) is none of its own. Where the cue says nothing of the kind ("said they would burn the port"),
    what the speaker says he will do is his statement's event; and a statement whose act is an event in PLOVER's sense
    adds one where its content tells of none.
    """
    by_word = {n: s for s in scene.draft.statements for span in s.cue for n in scene.syntax.inside(span)}
    spoken = {t.trigger: by_word[t.trigger] for t in tellings if t.trigger in by_word}
    done = {stmt.id for stmt in spoken.values()}
    out: list[Told] = []
    content: dict[str, list[Told]] = {}
    for telling in tellings:
        if telling.trigger in spoken:
            out.append(_of_cue(scene, telling, spoken[telling.trigger]))
        elif telling.footing.by is None:
            out.append(telling)
        elif telling.footing.by not in done or telling.trigger not in deeds:
            content.setdefault(telling.footing.by, []).append(telling)
    for stmt in scene.draft.statements:
        said = content.get(stmt.id, [])
        out += said if stmt.id in done else _of_content(scene, stmt, said, deeds)
    return out


def _of_content(scene: Scene, stmt: Statement, said: Sequence[Told], deeds: frozenset[int]) -> list[Told]:
    """The events in a content whose cue makes none: the speaker's own intents become the statement's event."""
    out: list[Told] = []
    own = False
    asked = event_types().of_act(stmt.act)
    if asked is not None and asked.type is EventType.REQUEST and any(t.trigger in deeds for t in said):
        # What is demanded of somebody is no event of his until he does it.
        said = [t for t in said if t.trigger not in deeds]
    for telling in said:
        telling = _held_on_condition(telling, deeds) if _is_own(stmt, telling) else telling
        if telling.intended is not None and _is_own(stmt, telling):
            out.append(_of_cue(scene, replace(telling, spans=(*stmt.cue, *telling.spans)), stmt))
            own = True
        else:
            out.append(telling)
    whole = own or any(t.trigger in deeds or _heads(scene.syntax, stmt, t) for t in said)
    # An accusation is one whatever else it tells of. Of other acts that only the content shows, what it tells counts.
    whole = whole or (bool(said) and asked is not None and asked.type is not EventType.ACCUSE)
    made = None if whole else _of_act(scene, stmt)
    return [*([made] if made is not None else []), *out]


def _held_on_condition(telling: Told, deeds: frozenset[int]) -> Told:
    """What a speaker says he will do if something happens is his threat or his offer now."""
    if telling.polarity is not Polarity.CONDITIONAL or telling.trigger not in deeds:
        return telling
    intent = event_types().planned(telling.type)
    if intent is telling.type:
        return telling
    return replace(telling, type=intent, intended=telling.type, mode=None, polarity=Polarity.PLANNED)


def _is_own(stmt: Statement, telling: Told) -> bool:
    """Whether the speaker says what he himself, or those he speaks for, will do."""
    doers = {t.actor for t in telling.actors} - {None}
    return stmt.speaker.actor is not None and (stmt.speaker.actor in doers or (not doers and not telling.actors))


def _heads(syntax: Syntax, stmt: Statement, telling: Told) -> bool:
    """Whether words of a telling head the content of a statement, so that its event is what is said."""
    heads = (syntax.head_in(piece) for piece in stmt.content)
    return any(head is not None and any(s.holds(head.span) for s in telling.spans) for head in heads)


def _of_cue(scene: Scene, telling: Told, stmt: Statement) -> Told:
    """A telling by a cue: its sides are the statement's where the clause names none."""
    refused = stmt.negated and telling.polarity is Polarity.ACTUAL and telling.type is not EventType.REJECT
    polarity = Polarity.NEGATED if refused else telling.polarity
    return replace(
        telling,
        statement=stmt.id,
        footing=scene.grounds.footing(stmt.cue, but=stmt.id),
        polarity=polarity,
        actors=_speaker(stmt) or telling.actors,
        recipients=_but_speaker(stmt, _told_sides(telling) or _other_side(scene, stmt) or telling.recipients),
        when=telling.when or stmt.when,
    )


def _of_act(scene: Scene, stmt: Statement) -> Told | None:
    """The event that a statement's act is, ``None`` where saying it does nothing in PLOVER's sense."""
    coded = event_types().of_act(stmt.act)
    words = [n for span in stmt.cue for n in scene.syntax.inside(span)]
    if coded is None or not words or stmt.confidence < _SURE or stmt.act_confidence < _SURE_ACT:
        return None
    speaker = _speaker(stmt)
    recipients = _other_side(scene, stmt) or _asked(scene, stmt, coded.type)
    if not speaker or (not recipients and (coded.weight < 1 or stmt.act_confidence < _SURE_ALONE)):
        return None
    return Told(
        trigger=words[0],
        type=coded.type,
        mode=coded.mode,
        spans=stmt.cue,
        footing=scene.grounds.footing(stmt.cue, but=stmt.id),
        polarity=Polarity.NEGATED if stmt.negated else Polarity.ACTUAL,
        confidence=round(min(stmt.confidence, stmt.act_confidence), 2),
        actors=speaker,
        recipients=recipients,
        statement=stmt.id,
        when=stmt.when,
        why=f"the statement {stmt.act.value}s",
    )


def _asked(scene: Scene, stmt: Statement, type_: EventType) -> tuple[Taker, ...]:
    """Of a demand or an accusation in so many words ("said that the council must resign"): who is to do it, or did."""
    if type_ not in (EventType.REQUEST, EventType.ACCUSE):
        return ()
    heads = (scene.syntax.head_in(piece) for piece in stmt.content)
    doers = [w for head in heads if head is not None and head.is_verb for w in scene.slots.fill(head.number, "subject")]
    found = scene.takers.takers([w for w in doers if scene.slots.may_be_side(w)])
    return tuple(t for t in found if t.actor is None or t.actor != stmt.speaker.actor)


def _speaker(stmt: Statement) -> tuple[Taker, ...]:
    return (Taker(stmt.speaker.spans[0], stmt.speaker.actor),) if stmt.speaker.spans else ()


def _but_speaker(stmt: Statement, takers: tuple[Taker, ...]) -> tuple[Taker, ...]:
    """Nobody threatens or promises himself; where other words seem to name him again, nobody knows whom they mean."""
    apart = [t for t in takers if not any(t.span.meets(own) for own in stmt.speaker.spans)]
    return tuple(Taker(t.span) if t.actor is not None and t.actor == stmt.speaker.actor else t for t in apart)


def _told_sides(telling: Told) -> tuple[Taker, ...]:
    """The recipients that the clause names, if one of them is somebody."""
    return telling.recipients if any(t.actor for t in telling.recipients) else ()


def _other_side(scene: Scene, stmt: Statement) -> tuple[Taker, ...]:
    """Whom it is said against or about, else to whom."""
    for party in (stmt.target, stmt.addressee):
        if party is None or not party.spans:
            continue
        head = scene.syntax.head_in(party.spans[0])
        somebody = head is not None and scene.slots.may_be_side(head)
        if party.actor is not None or (party is stmt.target and somebody):
            return _takers(party)
    return ()


def _takers(party: Party) -> tuple[Taker, ...]:
    first: Span = party.spans[0]
    return (Taker(first, party.actor),)
