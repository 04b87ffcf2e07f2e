"""``onrecord link``: what was filed is linked, and what a person says of two actors is kept."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from ..errors import SettingError, StoreError
from ..export.telling import Words
from ..export.wording import count_words
from ..record import Entity, JudgementKind
from ..record.kept_wire import judgement_to_wire
from ..settings import Settings
from .desk_judging import line
from .desk_place import open_desk, who
from .notices import tell
from .saying import say, say_json, say_table

if TYPE_CHECKING:
    import sqlalchemy as sa

#: Links for what speaks for them that are shown after settling.
_SHOWN = 20


def run(options: Namespace, settings: Settings) -> int:
    """Does what ``options.action`` names; the exit code."""
    if options.action == "review":
        from .link_review import review

        return review(options, settings)
    if options.action == "list":
        return _list(options, settings)
    if options.action is not None:
        return _judge(options, settings)
    return _settle(options, settings)


def _settle(options: Namespace, settings: Settings) -> int:
    """Settles what is new, and says what was linked and asked."""
    from ..desk.settling import settle
    from ..store import entities, entity_facts, questions

    done = 0
    with open_desk(options, settings) as desk:
        with desk.store.reading() as at:
            before, last = entity_facts.tally(at), entity_facts.last_actor(at)
        for step in settle(desk):
            done = step.done
        with desk.store.reading() as at:
            after = entity_facts.tally(at)
            open_ = sum(1 for _ in questions.open_questions(at))
            links = entity_facts.new_links(at, last, _SHOWN)
            known = entities.by_number(at, [one.entity for one in links])
    new = {
        "readings": done,
        "actors": after.actors - before.actors,
        "entities": after.entities - before.entities,
        "questions": after.questions - before.questions,
        "open": open_,
    }
    if options.json:
        say_json(new)
        return 0
    linked = f"{count_words(new['actors'], 'actor')} of {count_words(done, 'reading')} linked"
    say(f"{linked}, {new['entities']:,} new to the desk")
    for one in links:
        entity = known[one.entity]
        say(
            "  ",
            Words(one.name),
            f" is {entity.id} ",
            Words(entity.name),
            f" ({one.score:.2f}: ",
            Words(one.reasons[0]),
            ")",
        )
    if len(links) == _SHOWN:
        say("  ...")
    if open_:
        say(f"{count_words(open_, 'pair')} may be one: onrecord link review")
    return 0


def _judge(options: Namespace, settings: Settings) -> int:
    """Files what a person says of two actors."""
    from ..store import history

    with open_desk(options, settings) as desk, desk.store.writing() as at:
        one, other = actor_meant(at, options.one), actor_meant(at, options.other)
        kind = JudgementKind(options.action)
        made = history.judge(desk.store, at, kind, one, who(options, settings), other=other, why=options.why)
    if options.json:
        say_json(judgement_to_wire(made))
    else:
        say(*line(made))
    return 0


def actor_meant(at: sa.Connection, said: str) -> str:
    """The id of the actor that is meant: an id as it was given, or that of the only one of a name.

    Raises:
        StoreError: if nobody bears the name, or several do.
    """
    from ..store.meant import is_name, meant

    if ":" in said:
        return said
    found = is_name(at, said)
    if len(found) == 1:
        return found[0].entity.id
    near = found or meant(at, said)
    named = ", ".join(f"{one.entity.id} {one.entity.name}" for one in near)
    if found:
        raise StoreError("several actors bear this name", repr(said), f"give an id: {named}")
    raise StoreError(
        "this desk has no actor of this name", repr(said), f"is it one of these? {named}" if near else "check the name"
    )


def _list(options: Namespace, settings: Settings) -> int:
    """Lists entities, those that are named most first, or those of a name, best first."""
    from ..store import entities, entity_facts
    from ..store.meant import meant

    if options.limit < 1:
        raise SettingError("--limit is no number of actors", str(options.limit), "write 1 or more")
    with open_desk(options, settings) as desk, desk.store.reading() as at:
        if options.name is None:
            counted = entity_facts.most_named(at, options.limit)
            known = entities.by_number(at, [no for no, _ in counted])
            found = list({known[no].id: known[no] for no, _ in counted}.values())
        else:
            found = [one.entity for one in meant(at, options.name, most=options.limit)]
    if options.json:
        for one in found:
            say_json(wire(one), lines=True)
    elif found:
        head = ("id", "name", "kind", "known as", "countries", "judged one with")
        say_table(head, [_row(one) for one in found], shrink=(1, 5))
    if not found:
        tell(
            "onrecord: no actor on this desk fits"
            if options.name
            else "onrecord: no actor is linked yet: onrecord link"
        )
    return 0


def _row(one: Entity) -> tuple[str, ...]:
    countries = " ".join(country.upper() for country in one.countries)
    return one.id, one.name, one.type or one.kind.value, one.link or "", countries, " ".join(one.merged)


def wire(one: Entity) -> dict[str, Any]:
    """An entity as JSON."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "link": one.link,
        "type": one.type,
        "countries": list(one.countries),
        "merged": list(one.merged),
    }


def titled(one: Entity) -> tuple[str | Words, ...]:
    """An entity on one line."""
    link = f", {one.link}" if one.link else ""
    return (f"{one.id}  ", Words(one.name), f" ({one.type or one.kind.value}{link})")
