"""The notes beside the text: one card a statement, its standing always in sight."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..record import Statement
from .kept_words import cited, states
from .telling import NOBODY, Line, Telling, Words
from .when import said_when
from .who import involved
from .wording import FAMILY_OF, confidence_words, percent, visible

#: More actors than these, within one statement's content, are counted.
MOST_INSIDE = 20
_TITLES = {
    "RLO": "right-to-left override, not applied",
    "LRO": "left-to-right override, not applied",
}


def shown(text: str) -> str:
    """Words of the document as HTML: escaped, with control and direction characters as small marks."""
    return visible(text, lambda plain: escape(plain), _unseen)


def inline(line: Line) -> str:
    """A line as HTML; the document's words each isolated from what is beside them."""
    return "".join(f"<bdi>{shown(bit.text)}</bdi>" if isinstance(bit, Words) else escape(bit) for bit in line)


def actor_link(number: int, name: Words, goal: str = "") -> str:
    """An actor's name that leads to its row in the who's-who; the script makes it a button that holds the actor."""
    return f'<a class="actor" href="#{goal or f"a{number}"}" data-a="{number}">{inline((name,))}</a>'


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of a document, for the filter: ``number`` in order of first appearance."""

    number: int
    name: str
    count: int


def speakers(telling: Telling) -> tuple[Voice, ...]:
    """All speakers in order of first appearance."""
    numbers = _voices(telling)
    names: dict[int, str] = {}
    counts: dict[int, int] = {}
    for stmt in telling.statements:
        number = numbers[telling.speaker_key(stmt)]
        name = telling.speaker(stmt)
        names.setdefault(number, " ".join((name.text if name else NOBODY).split()))
        counts[number] = counts.get(number, 0) + 1
    return tuple(Voice(n, names[n], counts[n]) for n in names)


def all_cards(telling: Telling) -> tuple[str, ...]:
    """The cards, numbered like ``telling.statements``."""
    numbers, inside = _voices(telling), involved(telling)
    return tuple(
        _card(telling, n, s, numbers[telling.speaker_key(s)], inside[n]) for n, s in enumerate(telling.statements)
    )


def _voices(telling: Telling) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for stmt in telling.statements:
        numbers.setdefault(telling.speaker_key(stmt), len(numbers))
    return numbers


def _card(telling: Telling, number: int, stmt: Statement, voice: int, inside: tuple[int, ...]) -> str:
    guess = telling.guess(stmt)
    nested = " nested" if telling.above(stmt) else ""
    negated = '<span class="not">not said</span> ' if stmt.negated else ""
    guessed = f'<p class="guess"><span class="vh">A guess: </span>{inline(guess)}</p>' if guess else ""
    label = escape(visible(stmt.id))
    return (
        f'<article class="card f-{FAMILY_OF[stmt.act]}{nested}" id="c{number}" tabindex="-1" data-n="{number}" '
        f'data-act="{stmt.act.value}" data-who="{voice}" aria-labelledby="h{number}">'
        f'<h3 id="h{number}"><a class="no" href="#t{number}" title="to its place in the text">{shown(stmt.id)}</a> '
        f'{negated}<span class="act">{stmt.act.value}</span> {_who(telling, stmt)}</h3>'
        f'<p class="standing">{inline(telling.standing(stmt))}</p>{guessed}{state_paragraphs(telling, stmt.id)}'
        f'<details><summary aria-label="Words and details of {label}">details</summary>'
        f"{_details(telling, stmt, inside)}</details></article>"
    )


def state_paragraphs(telling: Telling, local: str) -> str:
    """What became of a finding on a desk: withdrawn by its source, accepted, edited, rejected."""
    return "".join(
        f'<p class="state {word}"><b>{word}</b>{inline(line).removeprefix(word)}</p>'
        for word, line in states(telling, local)
    )


def _who(telling: Telling, stmt: Statement) -> str:
    speaker = _name(telling, stmt.speaker.actor, telling.speaker(stmt))
    bits = [f'<span class="who">{speaker}</span>']
    for party, lead in (
        (stmt.target, '<span aria-hidden="true">→</span><span class="vh">about</span>'),
        (stmt.addressee, "to"),
    ):
        if name := telling.party(party):
            bits.append(f"{lead} {_name(telling, party.actor if party else None, name)}")
    return " ".join(bits)


def _name(telling: Telling, actor: str | None, name: Words | None) -> str:
    """A name in a card: a link where it is an actor's."""
    if name is None:
        return escape(NOBODY)
    number = telling.actors.get(actor or "")
    return inline((name,)) if number is None else actor_link(number, name)


def _details(telling: Telling, stmt: Statement, inside: tuple[int, ...]) -> str:
    rows: list[tuple[str, Line | None]] = [
        ("speaking as", telling.role(stmt)),
        ("when", said_when(telling, stmt)),
        ("cue", (Words(telling.words(stmt.cue)),) if stmt.cue else None),
        ("medium", telling.party_line(stmt.medium) if stmt.medium else None),
        ("about", telling.party_line(stmt.target) if stmt.target else None),
        ("said to", telling.party_line(stmt.addressee) if stmt.addressee else None),
        ("within", (Words(stmt.within),) if stmt.within is not None else None),
        ("speech", (f"{stmt.form.value}, strength {stmt.strength} of 3",)),
        ("act", (f"{stmt.act.value}, {confidence_words(stmt.act_confidence)} ({percent(stmt.act_confidence)})",)),
        ("where", (f"paragraph {telling.paragraph(stmt)}, {stmt.zone.value}",)),
        ("cited as", (id_,) if (id_ := cited(telling, stmt.id)) else None),
        ("found", (f"{confidence_words(stmt.confidence)} ({percent(stmt.confidence)}), by {stmt.made_by}",)),
    ]
    if stmt.negated:
        rows.insert(0, ("negated", ("the text says that this was not said",)))
    facts = "".join(f"<div><dt>{name}</dt><dd>{inline(line)}</dd></div>" for name, line in rows if line)
    names = [actor_link(n, Words(telling.record.actors[n].name)) for n in inside[:MOST_INSIDE]]
    if names:
        more = f" and {len(inside) - MOST_INSIDE} more" if len(inside) > MOST_INSIDE else ""
        facts += f"<div><dt>speaks of</dt><dd>{', '.join(names)}{more}</dd></div>"
    return f'<blockquote dir="auto">{_quote(telling.quote(stmt))}</blockquote><dl>{facts}</dl>'


def _quote(line: Line) -> str:
    return "".join(shown(bit.text) if isinstance(bit, Words) else escape(bit) for bit in line)


def _unseen(name: str) -> str:
    return f'<span class="unseen" title="{_TITLES.get(name, "control character, not applied")}">{name}</span>'
