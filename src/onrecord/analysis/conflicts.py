"""Claims on one actor that do not go together: what is told as done and as not done, two holders of one office at one
time, two leaders of one body, two dates of one death.

Nothing is decided here. Tellings of past offices ("former") are no claim on the present, and an office that several may
hold (spokesman, deputy, member) is no conflict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..record import ActorKind
from ..store import profile_details, profile_rows
from ..store.profile_details import Detail
from ..store.profile_rows import Office
from .citing import ACTUAL
from .profile_counting import Counted, Places, Truth, parted, together
from .profile_look import Look
from .profile_names import office_key
from .profile_parts import Claim, Conflict, Known

_NEGATED = "negated"
_LEADS = "leads"
#: Bodies whose other leaders and office-holders are looked at, rows of each, and tellings shown of one claim.
_BODIES, _MOST, _SHOWN = 4, 400, 2
#: The most, the latest, whose stretches are set against each other.
_SIDES = 24
#: Days within which two undated tellings of an event may be of one event.
_NEAR = 3
#: Offices of which a body has one at a time, by the words they have; and words that make many of one.
_SINGLE = re.compile(
    r"\b(president|premier|prime minister|chancellor|king|queen|emir|sultan|chairman|chairwoman|chairperson|commander|"
    r"chief|director|head|leader|governor|mayor|secretary[- ]general|\w+ minister|minister of \w+|speaker)\b"
)
_MANY = re.compile(r"\b(deputy|vice|assistant|former|acting|spokes\w+|adviser|advisor|member|aide|honorary)\b")
_FORMER = re.compile(r"(?i)\b(former|ex|late|then|outgoing|deposed|retired|onetime|incoming|designate)\b[ -]*$")
_KILLED = r"(?:killed|murdered|assassinated|executed|beheaded|slain|martyred|shot dead|hanged)"
#: The most tellings of violence whose words are read.
_TRIED = 60
#: Words of a name that are looked for beside a death.
_NAME = 80


@dataclass(frozen=True, slots=True)
class Stand:
    """One side of a conflict while it is looked for: ``who`` is a base entity, ``rows`` are numbers."""

    says: str
    who: int | None
    first: str | None
    last: str | None
    rows: tuple[int, ...] = ()
    offices: tuple[Office, ...] = ()
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict whose words are not read yet; ``body`` is the base entity it is about, if that is not the actor."""

    kind: str
    what: str
    stands: tuple[Stand, ...]
    body: int | None = None


def found(look: Look, offices: Sequence[Office], known: Sequence[Known]) -> list[Found]:
    """The conflicts around an actor; ``offices`` are those that texts give it, ``known`` is what packs say."""
    is_person = look.entity.kind is ActorKind.PERSON
    told = [*_polarities(look), *_leaders(look), *_offices(look, offices)]
    return told + ([*_deaths(look, known)] if is_person else [])


def conflict(look: Look, one: Found) -> Conflict:
    """A conflict with what its sides say; ``look`` has loaded their rows."""
    claims = tuple(
        Claim(
            stand.says,
            look.citing.who(stand.who),
            stand.first,
            stand.last,
            look.citing.all_cited(stand.rows),
            tuple(look.office_source(office) for office in stand.offices),
            stand.pack,
        )
        for stand in one.stands
    )
    return Conflict(one.kind, one.what, claims, look.citing.who(one.body))


# -- done and not done -------------------------------------------------------------------------------------------------


def _polarities(look: Look) -> Iterator[Found]:
    findings, rows, other = look.findings, look.findings.rows, look.sides.other
    negated = rows.has("polarity", _NEGATED)
    told = (rows.has("kind", "tie") | rows.has("kind", "event")) & (rows.has("polarity", ACTUAL) | negated)
    some = np.flatnonzero(told & (other > 0))
    some = some[_both(together(rows.codes["type"][some], other[some]), negated[some])]
    facts = rows.codes["kind"][some], rows.codes["type"][some], look.sides.does[some], other[some]
    code = together(*facts)
    keep = _both(code, negated[some])
    for group in parted(code[keep]):
        places = some[keep][group]
        ways = places[~negated[places]], places[negated[places]]
        kind, type_ = (rows.fact(name, int(places[0])) for name in ("kind", "type"))
        actual, denied = _near(findings, *ways) if kind == "event" else ways
        if len(actual) and len(denied):
            who = int(other[places[0]])
            yield Found(
                "polarity",
                type_ or "",
                (_stand(findings, "so", who, actual), _stand(findings, "not so", who, denied)),
            )


def _both(code: Places, negated: Truth) -> Truth:
    """Whether what has the same code as a row is told both ways."""
    size = int(code.max(initial=-1)) + 1
    ways = [np.bincount(code[which], minlength=size) > 0 for which in (negated, ~negated)]
    found: Truth = (ways[0] & ways[1])[code]
    return found


def _near(findings: Counted, actual: Places, denied: Places) -> tuple[Places, Places]:
    """Of the latest tellings of an event as done and as not done those that may be of one event: dated to days they
    share, or published within a few days.
    """
    some = actual[-_MOST:], denied[-_MOST:]
    day_of = np.array([_ordinal(day) for day in findings.days], dtype=np.int64)
    begins, ends, days = ([of[side] for side in some] for of in (findings.start, findings.end, findings.day))
    ends = [np.where(end > 0, end, begin) for begin, end in zip(begins, ends, strict=True)]
    # Stretches are compared by their days only.
    short = _shortened(findings)
    (a, c), (b, d) = ([short[of] for of in side] for side in (begins, ends))
    shared = (a[:, None] <= d) & (c <= b[:, None])
    dated = (begins[0] > 0)[:, None] & (begins[1] > 0)
    one, two = days
    close = (one > 0)[:, None] & (two > 0) & (np.abs(day_of[one][:, None] - day_of[two]) <= _NEAR)
    near = np.where(dated, shared, close)
    return some[0][near.any(axis=1)], some[1][near.any(axis=0)]


def _shortened(findings: Counted) -> Places:
    """For each of the days that findings name a number that orders them by their first ten letters."""
    days = [(day or "")[:10] for day in findings.days]
    known = {day: place for place, day in enumerate(dict.fromkeys(days))}
    return np.array([known[day] for day in days], dtype=np.int64)


def _ordinal(day: str | None) -> int:
    from datetime import date

    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return 0


def _stand(findings: Counted, says: str, who: int | None, some: Places) -> Stand:
    return Stand(says, who, *findings.bounds(*_stretches(findings, some)), tuple(findings.latest(some, _SHOWN)))


def _stretches(findings: Counted, some: Places) -> tuple[Places, Places]:
    """From when to when each telling of something that lasts says that it did (places in ``days``): by its dates;
    without an end, it held when it was told.
    """
    start, end, day = findings.start[some], findings.end[some], findings.day[some]
    return np.where(start > 0, start, day), np.where(end > 0, end, np.maximum(start, day))


def _overlap(one: tuple[str | None, str | None], two: tuple[str | None, str | None]) -> bool:
    """Whether two stretches of days share one; what has no date may be of any."""
    (a, b), (c, d) = one, two
    if None in (a, b, c, d):
        return True
    return str(a)[:10] <= str(d)[:10] and str(c)[:10] <= str(b)[:10]


# -- two who lead, two who hold one office -----------------------------------------------------------------------------


def _leaders(look: Look) -> Iterator[Found]:
    rows, sides = look.findings.rows, look.sides
    mine = rows.has("kind", "tie") & rows.has("type", _LEADS) & rows.has("polarity", ACTUAL)
    if len(own := np.flatnonzero(mine & sides.second)):
        yield from _of_body(look, look.findings, own, None)
    leads = sides.other[mine & sides.first & (sides.other > 0)]
    for body, told in look.led(list(dict.fromkeys(leads.tolist()))[:_BODIES], ACTUAL, _MOST):
        yield from _of_body(look, told, np.arange(len(told)), body)


def _of_body(look: Look, told: Counted, some: Places, body: int | None) -> Iterator[Found]:
    """Those who lead one body at one time; of another body than the actor only what it is a side of."""
    recent = np.sort(told.latest_first(some, _MOST))
    gone = profile_details.past(look.at, (told.rows.numbers[recent] // 2).tolist())
    people = [
        0 if number // 2 in gone else look.root(who)
        for who, number in zip(
            *(of[recent].tolist() for of in (told.rows.others["who"], told.rows.numbers)), strict=True
        )
    ]
    spans = _spans(told, recent, people)
    sides = _clashing(spans, look.mine if body is not None else None)
    if sides:
        led_by = np.array(people, dtype=np.int64)
        stands = tuple(_stand(told, _LEADS, person, recent[led_by == person]) for person in sides)
        yield Found("leaders", _LEADS, stands, body)


def _spans(told: Counted, some: Places, people: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """From when to when each of these people is told to lead; 0 is nobody."""
    begins, ends = (of.tolist() for of in _stretches(told, some))
    by_person: defaultdict[int, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        if person:
            by_person[person].append(place)
    return {
        person: (
            told.days[min((begins[place] for place in places if begins[place]), default=0)],
            told.days[max(ends[place] for place in places)],
        )
        for person, places in by_person.items()
    }


def _clashing(spans: dict[int, tuple[str | None, str | None]], mine: frozenset[int] | None) -> list[int]:
    """Those whose stretch meets another's, by their begin; with ``mine`` only these, and those whom they meet."""
    latest_first = sorted(spans, key=lambda person: (spans[person][1] or "", person), reverse=True)
    kept = [person for person in latest_first if mine is not None and person in mine]
    kept += [person for person in latest_first if person not in kept][:_SIDES]
    pairs = [
        (one, two)
        for number, one in enumerate(kept)
        for two in kept[:number]
        if _overlap(spans[one], spans[two]) and (mine is None or one in mine or two in mine)
    ]
    return sorted({person for pair in pairs for person in pair}, key=lambda person: (spans[person][0] or "", person))


def _offices(look: Look, offices: Sequence[Office]) -> Iterator[Found]:
    own = [one for one in offices if one.body is not None and _is_single(one)]
    wanted = {(office_key(one.title), look.root(one.body)) for one in own if one.body is not None}
    bodies = dict.fromkeys(look.root(one.body) for one in own if one.body is not None)
    for body in list(bodies)[:_BODIES]:
        bases = look.bases_of(body)
        yield from _holders(look, bases, {title for title, of in wanted if of == body}, body)
    if look.entity.kind is not ActorKind.PERSON:
        yield from _holders(look, look.bases, None, None)


def _holders(look: Look, bases: Sequence[int], titles: set[str] | None, body: int | None) -> Iterator[Found]:
    told = [one for one in profile_rows.offices_in(look.at, bases, look.at_time, _MOST) if _is_single(one)]
    by_title: defaultdict[str, defaultdict[int, list[Office]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        key = office_key(one.title)
        if titles is None or key in titles:
            by_title[key][look.root(one.entity)].append(one)
    for title, by_person in by_title.items():
        spans = {}
        for person, some in by_person.items():
            days = [one.day for one in some if one.day]
            spans[person] = min(days, default=None), max(days, default=None)
        sides = _clashing(spans, None if body is None else look.mine)
        if sides:
            stands = tuple(_holder(title, one, spans[one], by_person[one]) for one in sides)
            yield Found("office", title, stands, body)


def _holder(title: str, person: int, span: tuple[str | None, str | None], told: Sequence[Office]) -> Stand:
    texts = {one.family: one for one in reversed(told)}
    shown = sorted(texts.values(), key=lambda one: one.day or "", reverse=True)[:_SHOWN]
    return Stand(title, person, *span, offices=tuple(shown))


def _is_single(one: Office) -> bool:
    title = office_key(one.title)
    return bool(_SINGLE.search(title)) and not _MANY.search(title) and not _FORMER.search(one.before)


# -- deaths ------------------------------------------------------------------------------------------------------------


def _deaths(look: Look, known: Sequence[Known]) -> Iterator[Found]:
    stands: list[Stand] = [Stand("died", None, one.end, one.end, pack=one.pack) for one in known if one.end is not None]
    few = _told_deaths(look)
    for (start, end), rows in sorted(few.items()):
        stands.append(Stand("died", None, start, end, rows))
    apart = [
        one
        for one in stands
        if any(not _overlap((one.first, one.last), (two.first, two.last)) and not _finer(one, two) for two in stands)
    ]
    if apart:
        yield Found("death", "died", tuple(apart))
    births = {one.start: one.pack for one in known if one.start}
    if len({start[:4] for start in births}) > 1:
        yield Found("birth", "born", tuple(Stand("born", None, day, day, pack=pack) for day, pack in births.items()))


def _told_deaths(look: Look) -> dict[tuple[str, str], tuple[int, ...]]:
    """The findings that tell of the actor's death, by the first and the last day that it may have been."""
    findings, rows = look.findings, look.findings.rows
    start, end, assault = findings.start, findings.end, rows.has("type", "ASSAULT")
    fits = rows.has("kind", "event") & rows.has("polarity", ACTUAL) & (start > 0) & look.sides.receives
    some = np.flatnonzero(fits)
    short, days = _shortened(findings), findings.days
    begins, ends = short[start[some]], short[np.where(end > 0, end, start)[some]]
    few: dict[tuple[str, str], list[int]] = {}
    tried: list[int] = []
    for group in parted(together(begins, ends))[: 2 * _MOST]:
        if len(tried) >= _TRIED:
            break
        dated = some[group]
        if assault[dated].any():
            place = int(dated[0])
            when = (days[start[place]] or "")[:10], (days[end[place] or start[place]] or "")[:10]
            few[when] = findings.latest(dated, _SHOWN)
            tried += [no for no in few[when] if assault[rows.places(np.array([no]))[0]]]
    tried = tried[:_TRIED]
    details = profile_details.details(look.at, [no // 2 for no in tried], look.at_time)
    killed = {no for no in tried if _tells_of_death(look, details[no // 2])}
    told = {when: tuple(no for no in shown if no in killed) for when, shown in few.items()}
    return {when: shown for when, shown in told.items() if shown}


def _finer(one: Stand, two: Stand) -> bool:
    """Whether one date is the other one told more finely: 2020 and 2020-06-03."""
    a, b = one.first or "", two.first or ""
    return a.startswith(b) or b.startswith(a)


def _tells_of_death(look: Look, detail: Detail) -> bool:
    """Whether the words say of the actor itself, by one of its names there, that it was killed or died."""
    text = " ".join(detail.words.split())
    for one in detail.parts:
        if one.role != "recipient" or one.entity not in look.mine or not one.name:
            continue
        last = re.escape(one.name[:_NAME].split()[-1])
        if re.search(
            rf"(?i)\b{_KILLED}\b[^.;]{{0,40}}?\b{last}\b|\b{last}\b[^.;,]{{0,30}}?\b(?:was|is|been|were) {_KILLED}\b|"
            rf"\b(?:killing|death|assassination|murder|execution) of [^.;]{{0,40}}?\b{last}\b",
            text,
        ):
            return True
    return False
