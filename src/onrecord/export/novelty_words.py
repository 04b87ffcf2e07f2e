"""What is new in a statement, as lines: why, by what that is bounded, what was earlier, and what is nearest to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis.cited import Cited
from ..analysis.novelty_parts import Asks, Check, Found, Near, News, Novelty, Scope, SideTold
from .profile_lines import Item, cite_line, item, quote
from .telling import Line, Words, on_one_line

_WHOSE = {Scope.SPEAKER: "of its own", Scope.SIDE: "of its side", Scope.ANYONE: "of anybody"}
_ORDER = {Scope.SPEAKER: 0, Scope.SIDE: 1, Scope.ANYONE: 2}
_TOLD = {"pack": "as packs say", "office": "as texts call it", "tie": "as texts report"}
#: Members of a side that are named.
_MEMBERS = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of why something is new, or is not; ``earlier`` is what it points to."""

    line: Line
    earlier: Cited | None = None


def headed(one: Novelty) -> Item:
    """The statement itself, as any finding is shown."""
    return item(one.statement)


def carried_line(one: Novelty) -> Line:
    """How many carry it, and that the first of them counts."""
    if one.carriers < 2:
        return ()
    outlets = "1 outlet" if one.outlets == 1 else f"{one.outlets:,} outlets"
    return (f"the first of {one.carriers:,} documents of {outlets} that carry it",)


def new_reasons(one: Novelty, *, brief: bool = False) -> list[Reason]:
    """Why it is new, what tells most first: of the same thing looked for among the speaker's, its side's and
    everybody's statements, the widest that was not found is told, with the others' numbers beside it. That words were
    never said before is little: in ``brief`` it is told only where nothing else is new.
    """
    new = [
        checks
        for checks in _grouped(one.checks)
        if any(check.weight > 0 and check.found is not Found.UNCLEAR for check in checks)
    ]
    more = [checks for checks in new if checks[0].asks is not Asks.SAID]
    return [_combined(checks) for checks in (more if brief and more else new)]


def unclear_reasons(one: Novelty) -> list[Reason]:
    """What may be new, if what is not known came out so."""
    return [Reason((on_one_line(one_.words),), one_.earlier) for one_ in one.checks if one_.found is Found.UNCLEAR]


def old_reasons(one: Novelty) -> list[Reason]:
    """What was there before, or is not known: beside what is new, and for all else."""
    found = []
    for check in one.checks:
        if check.found is Found.AGAIN or check.found is Found.UNCLEAR:
            found.append(Reason((on_one_line(check.words),), check.earlier))
    return found


def empty_reasons(one: Novelty) -> list[Line]:
    """Where there was nothing to compare with; each said once."""
    return [(on_one_line(words),) for words in dict.fromkeys(c.words for c in one.checks if c.found is Found.NOTHING)]


def _grouped(checks: Sequence[Check]) -> list[list[Check]]:
    """Checks that ask the same of the same one, together; those that weigh most first."""
    groups: dict[tuple[Asks, str | None, str], list[Check]] = {}
    for check in checks:
        told = check.words.rpartition("“")[2] if check.asks is Asks.DEMAND and "“" in check.words else ""
        key = check.asks, check.target.name if check.target else None, told.partition("”")[0]
        groups.setdefault(key, []).append(check)
    order = sorted(groups.values(), key=lambda some: -sum(one.weight for one in some))
    return [sorted(some, key=lambda one: _ORDER[one.scope]) for some in order]


def _combined(checks: Sequence[Check]) -> Reason:
    new = [one for one in checks if one.found in (Found.FIRST, Found.SINCE, Found.CHANGED) and one.weight > 0]
    first: list[Check] = []
    for one in checks:
        if one.found is Found.FIRST:
            first.append(one)
        elif one.found is not Found.NOTHING:
            break
    chosen = first[-1] if first else max(new, key=lambda one: one.weight)
    line: list[str | Words] = [on_one_line(chosen.words)]
    beside = [f"{one.bound.statements:,} {_WHOSE[one.scope]}" for one in first[:-1]]
    if beside:
        line.append(f" ({', '.join(reversed(beside))})")
    return Reason(tuple(line), chosen.earlier)


def earlier_line(one: Cited) -> Line:
    """An earlier statement on one line: its words, and where they stand."""
    return (*quote(one), " ", *cite_line(one))


def near_line(one: Near) -> Line:
    """How near an earlier statement is, whose it is, and why."""
    whose = {Scope.SPEAKER: "the same speaker", Scope.SIDE: "the same side", Scope.ANYONE: "somebody else"}[one.scope]
    days = "" if one.days is None else f", {one.days} {'day' if one.days == 1 else 'days'} before"
    why = f": {'; '.join(one.reasons)}" if one.reasons else ""
    return (f"{one.nearness:.2f} {whose}{days}", Words(why) if why else "")


def side_lines(side: SideTold | None) -> list[Line]:
    """What counts as the speaker's side, and by what."""
    if side is None or not side.count:
        return []
    names = [who.name for who in side.members[:_MEMBERS]]
    more = side.count - len(names)
    line: list[str | Words] = ["the side: "]
    for number, name in enumerate(names):
        line += [", " if number else "", on_one_line(name)]
    if more > 0:
        line.append(f" and {more:,} more")
    if side.cut:
        line.append(" (it has more than were followed)")
    steps: list[Line] = [
        (on_one_line(step.words), f" ({_TOLD[step.told]}", *_step(step.cited), ")") for step in side.steps
    ]
    return [tuple(line), *steps]


def _step(cited: Cited | None) -> tuple[str, ...]:
    return () if cited is None else (f": {cited.id}",)


def news_facts(news: News) -> Iterator[Line]:
    """What was looked at, as lines under the heading."""
    if news.document is not None:
        yield (f"{news.count:,} {'saying' if news.count == 1 else 'sayings'} in {news.document}",)
    else:
        until = f" to {news.until}" if news.until else ""
        yield (
            f"{news.count:,} {'saying' if news.count == 1 else 'sayings'} first published from {news.since}{until} on",
        )
    if news.carried:
        of_these = "of these" if news.document is not None else "more"
        verb = "carries" if news.carried == 1 else "carry"
        yield (f"{news.carried:,} {of_these} only {verb} what was published before",)
    if news.left:
        yield (f"{news.left:,} of these are not looked at closely: the others do more to somebody, or are later",)
    bound = news.bound
    if bound.documents:
        yield (
            f"read before: {bound.documents:,} documents of {bound.outlets:,} outlets, "
            f"published between {bound.first} and {bound.last}",
        )
    yield from ((Words(note),) for note in news.notes)


def version_lines(news: News) -> Iterator[tuple[str, Line, Line]]:
    """What differs from the version of the page before: what kind of change, the words then, and now."""
    for one in news.differs:
        then = () if one.then is None else ("“", on_one_line(one.then), "”")
        now = () if one.now is None else ("“", on_one_line(one.now), "”")
        kind = "gone" if one.now is None else "added" if one.then is None else "changed"
        yield kind, then, now
