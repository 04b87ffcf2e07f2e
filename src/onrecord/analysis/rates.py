"""How often a threat, a promise or a demand was followed by an act of its type, and how often such acts come anyway.

An act that nobody told of, or that was not read, counts as not done: a rate says what the desk has read, no more. Only
what texts report in their own voice counts as done; what somebody says was done is told beside it, and not counted.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa

from ..store import entities, ledger_rows, many
from ..store.blocks import Columns
from ..store.expression import EVERY, Expression, Mark, either, every
from .cited import Cited, Who
from .deed_types import types_of
from .ledger_book import Book, Group

#: Days within which an act counts as following.
WINDOWS = (30, 60, 90)
#: The quantile of an interval of 95 %.
_Z = 1.959963984540054
#: Fewer than this say nothing of a rate; an interval wider than this neither.
LEAST, WIDEST = 10, 0.5


@dataclass(frozen=True, slots=True)
class Window:
    """What came within so many days: of ``number`` entries whose window is over ``followed`` had such an act.

    ``low`` and ``high`` are Wilson's interval of 95 %. ``base`` is the share of windows of that length, begun on any
    day that the desk has read, with such an act; ``None`` where it has read less than one window. ``running`` entries
    are left out: their window is not over on the last day that was read. ``warning`` says why it is too little to say.
    """

    days: int
    number: int
    followed: int
    low: float
    high: float
    base: float | None
    running: int
    warning: str | None

    @property
    def rate(self) -> float | None:
        """The share that was followed."""
        return self.followed / self.number if self.number else None


@dataclass(frozen=True, slots=True)
class Act:
    """An act that followed: the event, and how many days after."""

    cited: Cited
    days: int


@dataclass(frozen=True, slots=True)
class Followed:
    """An entry that was counted: its deed’s type, and the first act of that type that followed, if one did.

    ``claimed`` is the first such act on somebody's word, or in an analyst's comment, where none is reported.
    """

    cited: Cited
    type: str
    said: str
    carriers: int
    against: Who | None
    first: Act | None
    claimed: Act | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of one actor's entries of one kind: of ``number``, of which ``entries`` may be the first.

    ``read_from`` and ``read_to`` are the days of what the desk has read,
    ``documents`` how many documents name the actor. ``untyped`` entries are left out, for the codebook gives their deed
    no type; ``undated`` ones, for their document bears no day. After ``claimed`` of them no act is reported within the
    longest window, and one is told on somebody's word.
    """

    kind: str
    actor: Who
    against: Who | None
    since: str | None
    until: str | None
    as_of: str | None
    windows: tuple[Window, ...]
    number: int
    entries: tuple[Followed, ...]
    untyped: int
    undated: int
    read_from: str | None
    read_to: str | None
    documents: int
    documents_read: int
    caveat: str
    claimed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom: ``actor`` and ``against`` are numbers of entities; ``since`` and ``until`` are days (ISO 8601). At most
    ``limit`` entries are listed; all are counted.
    """

    actor: int
    against: int | None = None
    kind: str = "threat"
    since: str | None = None
    until: str | None = None
    limit: int | None = None


def rates(at: sa.Connection, asked: Asked, at_time: str | None, day: str) -> Rates:
    """The rates, as of a time (a stamp) and a day (ISO 8601)."""
    book = Book.of(at, at_time, day)
    doer = entities.bases(at, asked.actor, at_time)
    target = [] if asked.against is None else entities.bases(at, asked.against, at_time)
    groups = _groups(book, asked, doer, target)
    typed = [group for group in groups if group.first.day is not None and types_of(group.first.deed)]
    undated = sum(group.first.day is None for group in groups)
    read = _read(at, at_time)
    acts, said = (_Acts.of(book, doer, target, reported=reported) for reported in (True, False))
    sides = [0] * len(typed) if target else _targets(at, typed, at_time)
    cases = [
        _Case(group, types_of(group.first.deed)[0].value, _number(group.first.day or ""), side)
        for group, side in zip(typed, sides, strict=True)
    ]
    found = [acts.after(case) for case in cases]
    claims = [None if act is not None else said.after(case) for case, act in zip(cases, found, strict=True)]
    listed = list(zip(cases, found, claims, strict=True))[: asked.limit]
    book.citing.load(row for case, *of in listed for row in (case.group.first.row, *(act[0] for act in of if act)))
    book.citing.meet([asked.actor, *target])
    names = many.marked(at, every([Mark("k_document"), many.sides("any", doer)]), at_time)
    actor = book.citing.who(asked.actor)
    return Rates(
        kind=asked.kind,
        actor=actor or Who(None, "somebody not named"),
        against=book.citing.who(asked.against),
        since=asked.since,
        until=asked.until,
        as_of=at_time,
        windows=tuple(_window(length, cases, found, acts, read) for length in WINDOWS),
        number=len(cases),
        entries=tuple(_followed(book, case, act, claim) for case, act, claim in listed),
        untyped=len(groups) - len(typed) - undated,
        undated=undated,
        read_from=None if read is None else _day(read[0]),
        read_to=None if read is None else _day(read[1]),
        documents=len(names),
        documents_read=0 if read is None else read[2],
        caveat="an act that no document tells of, or that this desk has not read, counts as not done",
        claimed=sum(claim is not None for claim in claims),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry with its type, the number of its day, and whom an act is to be against (0: anybody)."""

    group: Group
    type: str
    day: int
    against: int


@dataclass(frozen=True, slots=True)
class _Acts:
    """What the actor did: by type and whom it hit (0: anybody) the days of events, with their rows."""

    days: Mapping[tuple[str, int], list[tuple[int, int]]]

    @classmethod
    def of(cls, book: Book, doer: Sequence[int], target: Sequence[int], *, reported: bool) -> _Acts:
        """All acts of these base entities that texts report, or that stand on somebody's word; of ``target`` only those
        that hit one of them, whoever it is. What is told as past, and of what day nothing tells, is left out.
        """
        at, at_time = book.at, book.at_time
        standing = Mark("st_reported") if reported else either([Mark("st_attributed"), Mark("st_comment")])
        parts: list[Expression] = [Mark("k_event"), Mark("po_actual"), standing, many.sides("by", doer)]
        parts += [many.sides("at", target)] if target else []
        found = many.marked(at, every(parts), at_time)
        past = set(many.marked(at, every([*parts, Mark("bg")]), at_time).numbers.tolist())
        roots = entities.roots_of(at, set(found.others["whom"].tolist()) - {0}, at_time)
        days: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        first: dict[tuple[str, int, int, str | None, str | None, int], tuple[int, int]] = {}
        facts = zip(
            found.numbers.tolist(),
            *(found.decoded(name) for name in ("type", "from", "to", "day")),
            *(found.others[name].tolist() for name in ("whom", "document")),
            strict=True,
        )
        for no, type_, start, end, day, whom, document in facts:
            when = _when(start, end, day)
            if when is None or (no in past and (start is None or end is None)):
                continue
            # What carriers of one text tell was done when the first of them told it.
            text = book.families.get(document, document)
            alone = no if document not in book.families else 0
            key = type_ or "", roots.get(whom, whom), text, start, end, alone
            first[key] = min(first.get(key, (when, no)), (when, no))
        for (kind, hit, *_), told in first.items():
            days[kind, 0].append(told)
            if hit and not target:
                days[kind, hit].append(told)
        for some in days.values():
            some.sort()
        return cls(days)

    def fitting(self, type_: str, against: int) -> list[tuple[int, int]]:
        """Days and rows of the acts of a type against somebody, the earliest first."""
        return self.days.get((type_, against), [])

    def after(self, case: _Case) -> tuple[int, int] | None:
        """The first act that followed an entry: its row, and how many days after it came."""
        days = self.fitting(case.type, case.against)
        place = bisect_right(days, (case.day, 1 << 62))
        if place == len(days) or days[place][0] > case.day + WINDOWS[-1]:
            return None
        return days[place][1], days[place][0] - case.day


def _groups(book: Book, asked: Asked, doer: Sequence[int], target: Sequence[int]) -> list[Group]:
    """The entries of which the actor is the doer, or is named in the words for him: "the speaker of the Salt Front"."""
    # What a report tells that somebody was to do he has not promised, and nobody is told to have threatened it.
    parts: list[Expression] = [Mark(f"t_{asked.kind}"), either([Mark("st_attributed"), Mark("st_comment")])]
    if target:
        parts.append(either([Mark(f"to_{number}") for number in target]))
    marked = either([Mark(f"doer_{number}") for number in doer])
    groups = {group.first.row: group for group in book.groups(every([*parts, marked]))}
    named = [group for group in book.groups(every([*parts, *_named(book, doer)])) if group.first.row not in groups]
    book.citing.load([group.first.row for group in named])
    names = {one.name for one in entities.by_number(book.at, doer, book.at_time).values()}
    groups.update({group.first.row: group for group in named if _does(book, group, names)})
    kept = []
    for group in groups.values():
        day = group.first.day
        early = asked.since is not None and (day is None or day < asked.since)
        late = asked.until is not None and (day is None or day[: len(asked.until)] > asked.until)
        if not early and not late:
            kept.append(group)
    return sorted(kept, key=lambda group: (group.first.day or "9999", group.first.row))


def _named(book: Book, doer: Sequence[int]) -> list[Expression]:
    names = {one.name for one in entities.by_number(book.at, doer, book.at_time).values()}
    runs = [run for name in names if (run := ledger_rows.named(name)) is not None]
    return [either(list(runs))]


def _does(book: Book, group: Group, names: Iterable[str]) -> bool:
    """Whether the words for a doer who is linked to nobody have one of the names in them."""
    parts = [one for one in book.citing.details[group.first.finding].parts if one.role == "doer"]
    return any(one.entity is None and one.name and any(name in one.name for name in names) for one in parts)


def _targets(at: sa.Connection, groups: Sequence[Group], at_time: str | None) -> list[int]:
    """Whom an act is to be against: the other side of each entry, 0 where it is not known."""
    rows = ledger_rows.by_numbers(at, [group.first.row for group in groups])
    whom = dict(zip(rows.numbers.tolist(), rows.others["whom"].tolist(), strict=True))
    roots = entities.roots_of(at, set(whom.values()) - {0}, at_time)
    return [roots.get(whom.get(group.first.row, 0), 0) for group in groups]


def _window(
    length: int,
    cases: Sequence[_Case],
    found: Sequence[tuple[int, int] | None],
    acts: _Acts,
    read: tuple[int, int, int] | None,
) -> Window:
    last = read[1] if read is not None else 0
    over = [n for n, case in enumerate(cases) if case.day + length <= last]
    followed = sum((act := found[n]) is not None and act[1] <= length for n in over)
    low, high = wilson(followed, len(over))
    base = _base(length, [cases[n] for n in over], acts, read)
    return Window(
        length, len(over), followed, low, high, base, len(cases) - len(over), too_little(len(over), low, high)
    )


def _base(length: int, cases: Sequence[_Case], acts: _Acts, read: tuple[int, int, int] | None) -> float | None:
    """The share of windows with an act of the type of each entry, the mean over the entries."""
    if read is None or not cases or read[1] - read[0] < length:
        return None
    known: dict[tuple[str, int], float] = {}
    for case in cases:
        key = case.type, case.against
        if key not in known:
            known[key] = share_of_windows([day for day, _ in acts.fitting(*key)], length, read[0], read[1])
    return sum(known[case.type, case.against] for case in cases) / len(cases)


def share_of_windows(days: Iterable[int], length: int, first: int, last: int) -> float:
    """The share of the days from ``first`` to ``last - length`` that are followed, within ``length`` days, by one of
    these.
    """
    starts = last - length - first + 1
    if starts <= 0:
        return 0.0
    covered = np.zeros(starts, dtype=np.bool_)
    for day in days:
        covered[max(0, day - length - first) : max(0, day - first)] = True
    return float(covered.mean())


def wilson(followed: int, number: int) -> tuple[float, float]:
    """Wilson's score interval of 95 % for a share; the whole range where nothing was counted."""
    if not number:
        return 0.0, 1.0
    share, square = followed / number, _Z * _Z
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = _Z * math.sqrt(share * (1 - share) / number + square / (4 * number * number)) / (1 + square / number)
    # At the ends rounding would leave a trace.
    return (0.0 if not followed else max(0.0, middle - half)), (1.0 if followed == number else min(1.0, middle + half))


def too_little(number: int, low: float, high: float) -> str | None:
    """Why so few say nothing of a rate; ``None`` if they do."""
    if not number:
        return "no entry has a window that is over: nothing can be said"
    if number < LEAST:
        return f"N = {number} is below {LEAST}: too few to say, the rate may be anything from {low:.0%} to {high:.0%}"
    if high - low > WIDEST:
        return f"with N = {number} the rate may be anything from {low:.0%} to {high:.0%}: too wide to say"
    return None


def _followed(book: Book, case: _Case, *told: tuple[int, int] | None) -> Followed:
    cited = book.citing.cited(case.group.first.row)
    first, claimed = (None if act is None else Act(book.citing.cited(act[0]), act[1]) for act in told)
    against = next((one.who for one in cited.roles if one.role == "to"), None)
    return Followed(cited, case.type, _day(case.day), len(case.group.lines) - 1, against, first, claimed)


def _read(at: sa.Connection, at_time: str | None) -> tuple[int, int, int] | None:
    """The numbers of the first and the last day that documents bear, and how many documents bear one."""
    documents = many.marked(at, EVERY if at_time is None else Mark("k_document"), at_time)
    rows = documents.at(documents.has("kind", "document"))
    days = sorted(day for day, own in zip(rows.values["day"], _counted(rows), strict=True) if day and own)
    if not days:
        return None
    with_day = int((rows.codes["day"] != 0).sum())
    return _number(days[0]), _number(days[-1]), with_day


def _counted(rows: Columns) -> list[int]:
    counts: list[int] = np.bincount(rows.codes["day"], minlength=len(rows.values["day"])).tolist()
    return counts


def _when(start: str | None, end: str | None, day: str | None) -> int | None:
    """The number of the day on which an act was done: its own where the text says one day, else its document's; the
    first on which it may have been where the text puts it before that.
    """
    exact = start is not None and end is not None and len(start) >= 10 and len(end) >= 10
    if exact and start and end and (start[:10] == end[:10] or (day is not None and end[:10] < day)):
        return _number(start[:10])
    return None if day is None else _number(day)


def _number(day: str) -> int:
    return date.fromisoformat((day + "-01-01")[:10] if len(day) < 7 else (day + "-01")[:10]).toordinal()


def _day(number: int) -> str:
    return (date(1, 1, 1) + timedelta(days=number - 1)).isoformat()
