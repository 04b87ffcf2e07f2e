"""Claims on one actor that do not go together: what is told as done and as not done, two holders of one office at one
time, two leaders of one body, two dates of one death.

Nothing is decided here. Tellings of past offices ("former") are no claim on the present, and an office that several may
hold (spokesman, deputy, member) is no conflict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..record import ActorKind
from ..store import profile_details, profile_rows
from ..store.profile_details import Detail
from ..store.profile_rows import Office, Row
from .profile_counting import ACTUAL, latest
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
#: Words of a name that are looked for beside a death.
_NAME = 80


@dataclass(frozen=True, slots=True)
class Stand:
    """One side of a conflict while it is looked for: ``who`` is a base entity."""

    says: str
    who: int | None
    first: str | None
    last: str | None
    rows: tuple[Row, ...] = ()
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
            look.who(stand.who),
            stand.first,
            stand.last,
            tuple(look.cited(row) for row in stand.rows),
            tuple(look.source(office) for office in stand.offices),
            stand.pack,
        )
        for stand in one.stands
    )
    return Conflict(one.kind, one.what, claims, look.who(one.body))


# -- done and not done -------------------------------------------------------------------------------------------------


def _polarities(look: Look) -> Iterator[Found]:
    together: defaultdict[tuple[str, str, bool, int], list[Row]] = defaultdict(list)
    # Few are negated: only what these are told of can be told both ways.
    told = [row for row in look.findings if row.polarity == _NEGATED and row.kind in ("tie", "event")]
    negations = {(row.type, look.other(row)) for row in told}
    for row in look.findings if told else ():
        if row.kind in ("tie", "event") and row.polarity in (ACTUAL, _NEGATED):
            other = look.other(row)
            if other is not None and (row.type, other) in negations:
                together[row.kind, row.type or "", look.does(row), other].append(row)
    for (kind, type_, _, other), rows in together.items():
        negated = [row for row in rows if row.polarity == _NEGATED]
        if not negated or len(negated) == len(rows):
            continue
        actual = [row for row in rows if row.polarity == ACTUAL]
        if kind == "event":
            near = [(one, two) for one in actual[-_MOST:] for two in negated[-_MOST:] if _may_be_one(one, two)]
            actual, negated = (
                list({one.no: one for one, _ in near}.values()),
                list({two.no: two for _, two in near}.values()),
            )
        if actual and negated:
            yield Found("polarity", type_, (_stand(look, "so", other, actual), _stand(look, "not so", other, negated)))


def _may_be_one(one: Row, two: Row) -> bool:
    """Whether two tellings may be of one event: dated to days they share, or published within a few days."""
    if one.start and two.start:
        return _overlap((one.start, one.end or one.start), (two.start, two.end or two.start))
    return bool(one.day and two.day) and abs(_ordinal(one.day) - _ordinal(two.day)) <= _NEAR


def _ordinal(day: str | None) -> int:
    from datetime import date

    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return 0


def _stand(look: Look, says: str, who: int | None, rows: Sequence[Row], pack: str | None = None) -> Stand:
    first, last = _span(rows)
    return Stand(says, who, first, last, tuple(latest(rows, look.texts, _SHOWN)), pack=pack)


def _span(rows: Iterable[Row]) -> tuple[str | None, str | None]:
    """From when to when tellings of something that lasts say that it did: by their dates; without an end, it held when
    it was told.
    """
    some = list(rows)
    begins = [one for row in some if (one := row.start or row.day)]
    ends = [one for row in some if (one := row.end or max(row.start or "", row.day or ""))]
    return min(begins, default=None), max(ends, default=None)


def _overlap(one: tuple[str | None, str | None], two: tuple[str | None, str | None]) -> bool:
    """Whether two stretches of days share one; what has no date may be of any."""
    (a, b), (c, d) = one, two
    if None in (a, b, c, d):
        return True
    return str(a)[:10] <= str(d)[:10] and str(c)[:10] <= str(b)[:10]


# -- two who lead, two who hold one office -----------------------------------------------------------------------------


def _leaders(look: Look) -> Iterator[Found]:
    mine = [row for row in look.findings if row.kind == "tie" and row.type == _LEADS and row.polarity == ACTUAL]
    own = [row for row in mine if row.whom in look.mine]
    if own:
        yield from _of_body(look, own, None)
    bodies = {other: None for row in mine if row.who in look.mine and (other := look.other(row)) is not None}
    for body in list(bodies)[:_BODIES]:
        bases = look.bases_of(body)
        rows = profile_rows.between(look.at, bases, "t_leads", look.at_time, look.stood)
        fit = [row for row in rows if row.polarity == ACTUAL and row.id not in look.rejected_ids]
        yield from _of_body(look, fit, body)


def _of_body(look: Look, rows: Sequence[Row], body: int | None) -> Iterator[Found]:
    """Those who lead one body at one time; of another body than the actor only what it is a side of."""
    recent = sorted(rows, key=lambda row: (row.day or "", row.no))[-_MOST:]
    gone = profile_details.past(look.at, [row.no // 2 for row in recent])
    by_person: defaultdict[int, list[Row]] = defaultdict(list)
    for row in recent:
        if row.who is not None and row.no // 2 not in gone:
            by_person[look.root(row.who)].append(row)
    spans = {person: _span(some) for person, some in by_person.items()}
    sides = _clashing(spans, look.mine if body is not None else None)
    if sides:
        stands = tuple(_stand(look, _LEADS, person, by_person[person]) for person in sides)
        yield Found("leaders", _LEADS, stands, body)


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
    dated: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in look.findings:
        if row.kind == "event" and row.polarity == ACTUAL and row.start is not None and look.receives(row):
            dated[row.start[:10], (row.end or row.start)[:10]].append(row)
    few = {when: latest(rows, look.texts, _SHOWN) for when, rows in list(dated.items())[: 2 * _MOST]}
    tried = [row for rows in few.values() for row in rows if row.type == "ASSAULT"][:60]
    details = profile_details.details(look.at, [row.no // 2 for row in tried], look.at_time)
    killed = {row.no for row in tried if _tells_of_death(look, details[row.no // 2])}
    for (start, end), rows in sorted(few.items()):
        if some := tuple(row for row in rows if row.no in killed):
            stands.append(Stand("died", None, start, end, some))
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
