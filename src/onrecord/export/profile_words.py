"""A profile in words: its parts with their tables and cited lines, for a terminal, a page and Markdown alike.

On whose word a thing stands is part of every line, and so is where it can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis.profile_parts import Bond, Conflict, Group, Known, Part, Profile, Tally
from ..record import Polarity, TieType
from .profile_lines import Item, item, source_line
from .standing_words import DERIVED, joined
from .telling import NOBODY, Line, Words, on_one_line, plain
from .tie_words import verb_of
from .wording import count_words, kind_words


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``numbers`` are the columns that are figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the profile; ``more`` says what is not shown."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()
    more: str | None = None


def heading(profile: Profile) -> Line:
    """The actor's name."""
    return (Words(profile.entity.name),)


def facts(profile: Profile) -> tuple[Line, ...]:
    """What it is, its id, how much there is of it, and as of when."""
    one = profile.entity
    countries = ", ".join(one.countries).upper()
    what = [words for words in (kind_words(one.kind, one.type), countries, one.id, one.link) if words]
    if profile.documents:
        days = f", {_days(profile.first, profile.last)}" if profile.first else ""
        named = f"named in {count_words(profile.documents, 'document')}, {count_words(profile.texts, 'text')}{days}"
    else:
        named = "no document on this desk names it" + (" as of then" if profile.as_of else "")
    told: list[Line] = [tuple(_between(what)), (named,)]
    if profile.as_of:
        told.append((f"as of {_stamp(profile.as_of)}: what was filed, read or judged later is not seen",))
    if profile.rejected:
        told.append((f"{count_words(profile.rejected, 'finding')} left out: rejected by somebody",))
    if profile.merged:
        others = joined(((Words(one.name), f" ({one.id})") for one in profile.merged), ", ")
        told.append(("by judgement also: ", *others))
    return tuple(told)


def _between(words: Sequence[str]) -> Iterator[str | Words]:
    for number, one in enumerate(words):
        if number:
            yield " · "
        yield Words(one)


def sections(profile: Profile) -> list[Section]:
    """The parts that have something to say, in the order in which they are read."""
    every = [
        _conflicts(profile),
        _names(profile),
        _questions(profile),
        _offices(profile),
        _known(profile),
        _ties(profile),
        _designations(profile),
        _part(profile.said, "said", "Statements by this actor", "statement", "act", "to or about"),
        _part(profile.about, "about", "Statements about this actor", "statement", "act", "by"),
        _part(profile.addressed, "addressed", "Statements to this actor", "statement", "act", "by"),
        _part(profile.did, "did", "Events: what this actor did", "event", "type", "to or with"),
        _part(profile.undergone, "undergone", "Events: what was done to this actor", "event", "type", "by"),
        _part(profile.promised, "promised", "Commitments: what this actor is to do", "commitment", "kind", "to or by"),
        _part(
            profile.owed,
            "owed",
            "Commitments made to this actor, or asked by it",
            "commitment",
            "kind",
            "to be done by",
        ),
        _places(profile),
        _company(profile),
        _outlets(profile),
    ]
    return [one for one in every if one.lines or one.tables or one.items]


# -- parts -------------------------------------------------------------------------------------------------------------


def tally_words(tally: Tally, one: str) -> str:
    """``12 statements, 5 different, in 4 texts``."""
    told = f", {tally.told:,} different," if tally.told != tally.findings else ""
    return f"{count_words(tally.findings, one)}{told} in {count_words(tally.texts, 'text')}"


def _part(part: Part, id_: str, title: str, one: str, by: str, other: str) -> Section:
    if not part.tally.findings:
        return Section(id_, title)
    tables = [_types(part.by_type, by, one)]
    if part.by_other:
        tables.append(_others(part.by_other, other))
    left = part.tally.told - len(part.shown)
    more = f"the latest {len(part.shown):,} of {part.tally.told:,} different ones are shown" if left > 0 else None
    return Section(
        id_, title, ((tally_words(part.tally, one),),), tuple(tables), tuple(item(found) for found in part.shown), more
    )


def _types(groups: Sequence[Group], by: str, one: str) -> Table:
    head = (by, f"{one}s", "texts", "on whose word", "polarity", "published")
    rows = [
        (
            (group.type or "",),
            (f"{group.tally.findings:,}",),
            (f"{group.tally.texts:,}",),
            (_counts(group.standings),),
            (_polarities(group),),
            (_days(group.first, group.last),),
        )
        for group in groups
    ]
    return _table(head, rows, (1, 2))


def _others(groups: Sequence[Group], other: str) -> Table:
    rows = [
        (
            (Words(group.other.name if group.other else NOBODY),),
            (f"{group.tally.findings:,}",),
            (f"{group.tally.texts:,}",),
            (_days(group.first, group.last),),
        )
        for group in groups
    ]
    return _table((other, "findings", "texts", "published"), rows, (1, 2))


def _polarities(group: Group) -> str:
    """Empty where all is told as done."""
    counts = group.polarities
    return "" if [word for word, _ in counts] == [Polarity.ACTUAL.value] else _counts(counts)


def _table(head: Sequence[str], rows: Sequence[tuple[Line, ...]], numbers: Sequence[int]) -> Table:
    """A table without the columns that have nothing in them."""
    kept = [n for n in range(len(head)) if any(plain(row[n]) for row in rows)]
    return Table(
        tuple(head[n] for n in kept),
        tuple(tuple(row[n] for n in kept) for row in rows),
        tuple(at for at, n in enumerate(kept) if n in numbers),
    )


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    """``reported`` where all are, else ``reported 3, attributed 2``."""
    return counts[0][0] if len(counts) == 1 else ", ".join(f"{word} {number:,}" for word, number in counts)


def _conflicts(profile: Profile) -> Section:
    lines: list[Line] = []
    if profile.conflicts:
        lines.append(("Claims that do not go together. Both sides stand here with their sources; nothing is decided.",))
    items = [one for conflict in profile.conflicts for one in _conflict(profile, conflict)]
    return Section("conflicts", "Conflicts", tuple(lines), (), tuple(items))


def _conflict(profile: Profile, conflict: Conflict) -> Iterator[Item]:
    body: Line = (Words(conflict.body.name if conflict.body else profile.entity.name),)
    what: Line = {
        "polarity": ("told as so, and as not so: ", conflict.what.lower()),
        "leaders": ("several are told to lead ", *body, " at one time"),
        "office": ("several are told to be ", Words(conflict.what), " of ", *body, " at one time"),
        "death": ("its death is told with dates that do not meet",),
        "birth": ("packs give other dates for its begin",),
    }.get(conflict.kind, (conflict.what,))
    yield Item(what, marks=("conflict",))
    for number, claim in enumerate(conflict.claims):
        letter = chr(ord("A") + number) if number < 26 else str(number + 1)
        says: list[str | Words] = [f"{letter}: "]
        if conflict.kind == "polarity":
            says += ["that it is ", claim.says, *((", with ", Words(claim.who.name)) if claim.who else ())]
        elif claim.who is not None:
            says += [Words(claim.who.name), f" ({claim.who.id})"]
        if days := _days(claim.first, claim.last):
            says += [", " if len(says) > 1 else "", Words(days)]
        if claim.pack:
            says += [" – a pack says so: ", Words(claim.pack)]
        yield Item(tuple(says), cite=joined((source_line(source) for source in claim.sources), " – "))
        yield from (item(found) for found in claim.cited)


def _names(profile: Profile) -> Section:
    rows = [
        (
            (Words(name.name),),
            (name.origin,),
            (f"{name.times:,}" if name.times else "",),
            joined((_use(use.outlet, use.first, use.last, use.times) for use in name.uses), "; "),
            joined(((Words(one.name), f" ({one.id})") for one in name.also), ", "),
        )
        for name in profile.names
    ]
    head = ("name", "from", "documents", "used by (since, last, documents)", "claimed for others too")
    left = profile.name_count - len(profile.names)
    more = _more(left, "name")
    return Section("names", "Names", (), (_table(head, rows, (2,)),) if rows else (), (), more)


def _use(outlet: str | None, first: str | None, last: str | None, times: int) -> Line:
    days = _days(first, last) or "no date"
    return (Words(outlet or "outlet not named"), f" ({days}; {times:,})")


def _questions(profile: Profile) -> Section:
    items = [
        Item(
            ("may be the same as ", Words(one.other.name), f" ({one.other.id}) · {one.score:.0%}"),
            word=(Words("; ".join(one.reasons)),),
        )
        for one in profile.questions
    ]
    lines: tuple[Line, ...] = (("Nobody has decided these yet: onrecord link review",),) if items else ()
    return Section("questions", "Open questions", lines, (), tuple(items))


def _offices(profile: Profile) -> Section:
    rows = [
        (
            (on_one_line(one.title),),
            (Words(one.body.name),) if one.body else (),
            (f"{one.texts:,}",),
            (_days(one.first, one.last),),
            joined((source_line(source) for source in one.sources), "; "),
        )
        for one in profile.offices
    ]
    head = ("office", "of", "texts", "told", "where")
    left = profile.office_count - len(profile.offices)
    more = _more(left, "office")
    table = (_table(head, rows, (2,)),) if rows else ()
    return Section("offices", "Offices, as texts give them", (), table, (), more)


def _known(profile: Profile) -> Section:
    lines: list[Line] = []
    rows: list[tuple[Line, ...]] = []
    for one in profile.known:
        lines += _pack_lines(profile, one)
        rows += [
            (
                (Words(held.title),),
                (Words(held.body),),
                (Words(held.start or ""),),
                (Words(held.end or ""),),
                (Words(one.pack),),
            )
            for held in one.offices
        ]
    tables = (_table(("office", "of", "from", "to", "pack"), rows, ()),) if rows else ()
    return Section("known", "What packs say", tuple(lines), tables)


def _pack_lines(profile: Profile, one: Known) -> Iterator[Line]:
    """Not read in any text of the desk: on the word of whoever made the pack."""
    lived = ("born", "died") if profile.entity.kind.value == "person" else ("from", "until")
    told = [f"{word} {day}" for word, day in zip(lived, (one.start, one.end), strict=True) if day]
    for word, names in (("part of", one.part_of), ("speaks for", one.speaks_for)):
        if names:
            told.append(f"{word} {', '.join(names)}")
    yield (
        "the pack ",
        Words(one.pack),
        " has it as ",
        Words(one.id),
        *((": ", Words("; ".join(told))) if told else ()),
    )
    if one.note:
        yield (Words(one.note),)


def _ties(profile: Profile) -> Section:
    left = profile.tie_count - len(profile.ties)
    more = _more(left, "tie")
    return _bonds("ties", "Ties", profile.ties, more)


def _designations(profile: Profile) -> Section:
    left = profile.designation_count - len(profile.designations)
    more = _more(left, "designation")
    return _bonds("designations", "Designations", profile.designations, more)


def _bonds(id_: str, title: str, bonds: Sequence[Bond], more: str | None) -> Section:
    if not bonds:
        return Section(id_, title)
    rows = [
        (
            (bond_words(bond),),
            (Words(bond.other.name),),
            (f"{bond.group.tally.texts:,}",),
            (_counts(bond.group.standings) + (f", {DERIVED}" if bond.derived else ""),),
            (_polarities(bond.group),),
            (_days(bond.start, bond.end),),
            (_days(bond.group.first, bond.group.last),),
        )
        for bond in bonds
    ]
    head = ("tie", "with", "texts", "on whose word", "polarity", "held", "told")
    items = tuple(item(found) for bond in bonds for found in bond.shown[:1] if not bond.derived)
    return Section(id_, title, (), (_table(head, rows, (2,)),), items, more)


def bond_words(bond: Bond) -> str:
    """The tie as a verb, from the actor's side: ``is part of``; ``← is part of`` where it is the other's."""
    type_ = TieType(bond.type)
    return verb_of(type_) if bond.outgoing or type_.mutual else f"← {verb_of(type_)}"


def _places(profile: Profile) -> Section:
    rows = [((Words(one.name),), (Words(one.country or ""),), (f"{one.times:,}",)) for one in profile.places]
    line: Line = (f"of the latest {count_words(profile.places_of, 'event')} in which it takes part",)
    table = (_table(("place", "country", "findings"), rows, (2,)),) if rows else ()
    return Section("places", "Places", (line,) if rows else (), table)


def _company(profile: Profile) -> Section:
    rows = [((Words(one.who.name),), (one.who.id or "",), (f"{one.documents:,}",)) for one in profile.company]
    line: Line = (f"who is named in the same documents, of the latest {profile.company_of:,} that name it",)
    table = (_table(("named with it", "id", "documents"), rows, (2,)),) if rows else ()
    return Section("company", "Company", (line,) if rows else (), table)


def _outlets(profile: Profile) -> Section:
    rows = [
        (
            (Words(one.outlet),) if one.outlet else ("outlet not named",),
            (one.grade or "",),
            (f"{one.documents:,}",),
            (f"{one.texts:,}",),
            (one.first or "",),
            (one.last or "",),
        )
        for one in profile.outlets
    ]
    left = profile.outlet_count - len(profile.outlets)
    more = _more(left, "outlet")
    head = ("outlet", "grade", "documents", "texts", "first", "last")
    return Section("outlets", "Who carries it", (), (_table(head, rows, (2, 3)),) if rows else (), (), more)


def _more(left: int, what: str) -> str | None:
    if left <= 0:
        return None
    return f"{left:,} more {what} is not shown" if left == 1 else f"{left:,} more {what}s are not shown"


def _days(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return first or last or ""
    return first[:10] if first[:10] == last[:10] else f"{first[:10]} to {last[:10]}"


def _stamp(stamp: str) -> str:
    return stamp[:16].replace("T", " ") + " UTC"
