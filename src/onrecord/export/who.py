"""Who is who in a Record: each actor with what the text and the gazetteer tell of it, and what it says and is told."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..record import Actor, ActorKind, Mention, MentionForm, Party, Role, Statement
from .telling import Line, Telling, Words
from .where import country_name
from .wording import FORM_WORDS, confidence_words, count_words, kind_words, percent

_NAMING = frozenset((MentionForm.NAME, MentionForm.ACRONYM, MentionForm.ADJECTIVE))


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor. ``number`` is its place in ``record.actors``; the rest are numbers of ``telling.statements``.

    ``says`` are the statements it makes, ``told`` those about, against or to it, ``carries`` those it carried.
    """

    number: int
    actor: Actor
    says: tuple[int, ...]
    told: tuple[int, ...]
    carries: tuple[int, ...]

    @property
    def named(self) -> bool:
        """Whether the text has a name for it; otherwise it is known by descriptions and pronouns alone."""
        return not self.actor.mentions or any(m.form in _NAMING for m in self.actor.mentions)

    @property
    def times_named(self) -> int:
        """How often it is called by a name, an acronym or an adjective."""
        return sum(m.form in _NAMING for m in self.actor.mentions)

    @property
    def first(self) -> Mention | None:
        """Where it stands first in the text."""
        return min(self.actor.mentions, key=lambda m: m.span, default=None)


def entries(telling: Telling) -> tuple[Entry, ...]:
    """All actors of a record, the weightiest first: those who speak most, then those mentioned most."""
    says, told, carries = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list), _by_medium(telling)
    for number, stmt in enumerate(telling.statements):
        if stmt.speaker.actor is not None:
            says[stmt.speaker.actor].append(number)
        for actor in dict.fromkeys(p.actor for p in (stmt.target, stmt.addressee) if p is not None):
            if actor is not None:
                told[actor].append(number)
    found = [
        Entry(n, a, tuple(says[a.id]), tuple(told[a.id]), tuple(carries[a.id]))
        for n, a in enumerate(telling.record.actors)
    ]
    return tuple(sorted(found, key=_weight))


def _by_medium(telling: Telling) -> defaultdict[str, list[int]]:
    carries = defaultdict[str, list[int]](list)
    for number, stmt in enumerate(telling.statements):
        if stmt.medium is not None and stmt.medium.actor is not None:
            carries[stmt.medium.actor].append(number)
    return carries


def _weight(entry: Entry) -> tuple[int, int, int]:
    return -len(entry.says), -len(entry.actor.mentions), entry.number


def involved(telling: Telling) -> tuple[tuple[int, ...], ...]:
    """For each of ``telling.statements`` the actors (places in ``record.actors``) mentioned in its content, in order.

    Cost grows with the mentions and with how many statements lie over each.
    """
    at = sorted((m.span, n) for n, a in enumerate(telling.record.actors) for m in a.mentions)
    out = []
    starts = [span.start for span, _ in at]
    for stmt in telling.statements:
        out.append(tuple(_within(stmt, at, starts)))
    return tuple(out)


def _within(stmt: Statement, at: Sequence[tuple[object, int]], starts: Sequence[int]) -> list[int]:
    numbers: dict[int, None] = {}
    for span in stmt.content:
        for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            numbers[at[i][1]] = None
    return list(numbers)


def sort_words(actor: Actor) -> Words:
    """What it is, and of which countries; what no gazetteer confirms is said to be read from the text."""
    words = kind_words(actor.kind, actor.type)
    if actor.link is None and actor.type is None:
        words = f"read as {'an' if words[0] in 'aeio' else 'a'} {words}"
    return Words(words)


def country_words(actor: Actor) -> str:
    """The countries that come with its link, in words; none where it is that country itself."""
    names = [country_name(code) for code in actor.countries]
    return "" if actor.kind is ActorKind.STATE and len(names) == 1 else ", ".join(names)


def link_words(link: str) -> Line:
    """The known actor of a link: its id, and the pack it stands in."""
    pack, colon, known = link.partition(":")
    return (Words(known), " (pack ", Words(pack), ")") if colon else (Words(link),)


def named_link(actor: Actor) -> Line:
    """The linked actor under its main name, with the id to look it up by."""
    link = actor.link or ""
    return (Words(actor.known_as), " (", Words(link), ")") if actor.known_as else link_words(link)


def known_line(actor: Actor) -> Line:
    """Whom it is taken for and how surely; open where several remain possible."""
    if actor.link is not None:
        sure = f", {confidence_words(actor.confidence)} ({percent(actor.confidence)})"
        return (*named_link(actor), sure)
    if actor.candidates:
        return ("open question",)
    return ("not among the known names",)


def why_line(actor: Actor) -> Line | None:
    """What the link rests on."""
    if actor.link is None or not actor.why:
        return None
    return ("linked because ", Words(actor.why))


def candidate_lines(actor: Actor) -> tuple[Line, ...]:
    """The known actors that remain possible besides."""
    return tuple(
        ("may be ", Words(c.name), " – ", *link_words(c.link), f", {percent(c.score)}", *_because(c.why))
        for c in actor.candidates
    )


def _because(why: str) -> Line:
    return (": ", Words(why)) if why else ()


def office_lines(telling: Telling, actor: Actor) -> tuple[Line, ...]:
    """The offices the text gives it, each once, with the body that each is held in."""
    lines = (_office(telling, role) for role in actor.roles)
    return tuple(dict.fromkeys(lines))


def _office(telling: Telling, role: Role) -> Line:
    body = telling.party(Party((), role.body)) if role.body is not None else None
    if body is None or body.text.casefold() in role.title.casefold():
        return (Words(role.title),)
    return (Words(role.title), " – ", body)


def form_words(actor: Actor) -> str:
    """How often it is mentioned, by form: ``3 names, 1 pronoun``."""
    counts = Counter(m.form for m in actor.mentions)
    return ", ".join(count_words(counts[form], *FORM_WORDS[form]) for form in MentionForm if counts[form])
