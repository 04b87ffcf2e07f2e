"""After the statements: who is who, when and where, each in a line or two, and what is left out counted."""

from __future__ import annotations

from collections.abc import Sequence

from ..export.telling import Line, Telling, Words
from ..export.when import When, anchor_line, bound_lines, fuller, on_calendar, whens
from ..export.where import Ground, coordinate_words, grounds, lie_words
from ..export.who import Entry, country_words, entries, named_link, office_lines, sort_words
from ..export.wording import SURE, count_words, percent
from ..record import Actor
from .lines import Lines

#: More than these of a sort are counted, not told.
_MOST = 12
_ALL = "--format html shows all"


def who_when_where(lines: Lines, telling: Telling) -> None:
    """Prints the three lists; one that is empty is left out."""
    _who(lines, telling)
    _when(lines, telling)
    _where(lines, telling)


def _who(lines: Lines, telling: Telling) -> None:
    everyone = entries(telling)
    if not everyone:
        return
    told = [e for e in everyone if e.named and (e.says or e.times_named > 1)][:_MOST]
    lines.say(0, ("Who is who",), style="bold underline")
    for entry in told:
        _actor(lines, telling, entry)
    _rest(lines, len(everyone) - len(told), bool(told))
    lines.gap()


def _actor(lines: Lines, telling: Telling, entry: Entry) -> None:
    actor = entry.actor
    head = lines.text((Words(actor.name),), style="bold")
    countries = country_words(actor)
    facts: list[str | Words] = [", ", sort_words(actor), *((", ", Words(countries)) if countries else ())]
    facts.append(f" · {count_words(len(actor.mentions), 'mention')}")
    if entry.says:
        facts.append(f" · says {len(entry.says):,}")
    if entry.told:
        facts.append(f" · spoken of in {len(entry.told):,}")
    lines.put(2, head.append_text(lines.text(tuple(facts), style="not bold")), hang=4)
    for offices in office_lines(telling, actor)[:2]:
        lines.say(6, offices, style="dim")
    also: Line = ("also ", *_listed(actor.also)) if actor.also else ()
    known = _known(actor) or ()
    if line := (*also, *((" · ",) if also and known else ()), *known):
        lines.say(6, line, style="dim")


def _known(actor: Actor) -> Line | None:
    """The link to a known name, in short; where several remain possible, that the question is open."""
    if actor.link is not None:
        return ("known as ", *named_link(actor), f", {percent(actor.confidence)}")
    if not actor.candidates:
        return None
    first = actor.candidates[0]
    more = len(actor.candidates) - 1
    line = ("open question: ", Words(first.name), " (", Words(first.link), f") {percent(first.score)}")
    return (*line, f" or {count_words(more, 'other')}") if more else line


def _listed(names: Sequence[str]) -> Line:
    line: list[str | Words] = []
    for name in names[:_MOST]:
        line += [", ", Words(name)] if line else [Words(name)]
    return tuple(line)


def _when(lines: Lines, telling: Telling) -> None:
    times, bounds = whens(telling), bound_lines(telling)
    if not times and not bounds:
        return
    lines.say(0, ("When",), style="bold underline")
    for _, line in bounds:
        lines.say(2, ("written ", *line))
    dated = on_calendar(times)
    told = [*dated, *(w for w in times if not w.dated and w.time.anchor is not None)]
    for when in told[:_MOST]:
        _time(lines, telling, when)
    _rest(lines, len(times) - len(told[:_MOST]), bool(told))
    lines.gap()


def _time(lines: Lines, telling: Telling, when: When) -> None:
    line: list[str | Words] = ["“", Words(when.words), "”"]
    if " ".join(when.words.split()).casefold() != when.value.casefold():
        line += [" ", Words(when.value)]
    spread = fuller(when) or when.bounds
    if spread:
        line += [", ", Words(spread)]
    if anchor := anchor_line(telling, when.time):
        line += [" · ", *anchor]
    line.append(f" · ¶{when.paragraph}")
    if when.time.confidence < SURE:
        line.append(f" · {percent(when.time.confidence)}")
    lines.put(2, lines.text(tuple(line)), hang=4)


def _where(lines: Lines, telling: Telling) -> None:
    found = grounds(telling)
    if not found:
        return
    lines.say(0, ("Where",), style="bold underline")
    located = [g for g in found if g.located]
    for ground in located[:_MOST]:
        _place(lines, ground)
    unknown = [g for g in found if not g.located]
    if unknown:
        names = _listed([g.place.name for g in unknown])
        more = len(unknown) - _MOST
        lines.put(2, lines.text(("not on the map: ", *names, *((f" and {more:,} more",) if more > 0 else ()))), hang=4)
    _rest(lines, len(located) - _MOST, True)
    lines.gap()


def _place(lines: Lines, ground: Ground) -> None:
    place = ground.place
    head = lines.text((Words(place.name),), style="bold")
    line: list[str | Words] = [", ", Words(lie_words(place)), f" · {coordinate_words(place)}"]
    line.append(f" · {count_words(len(ground.numbers), 'mention')}")
    if place.confidence < SURE:
        other = f", or {count_words(len(place.alternatives), 'other')} of this name" if place.alternatives else ""
        line.append(f" · {percent(place.confidence)}{other}")
    lines.put(2, head.append_text(lines.text(tuple(line), style="not bold")), hang=4)


def _rest(lines: Lines, left: int, some: bool) -> None:
    if left > 0:
        lines.say(2, (f"and {left:,} more: {_ALL}" if some else f"{left:,}: {_ALL}",), style="dim")
