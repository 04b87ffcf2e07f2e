"""``onrecord link review``: two actors that may be one, side by side, and what a person says of them."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..errors import SettingError, StoreError
from ..export.telling import Line, Words
from ..export.wording import count_words
from ..record import Entity, JudgementKind
from ..settings import Settings
from .desk_judging import line
from .desk_place import open_desk, who
from .link import titled, wire
from .notices import tell
from .saying import say, say_json, write

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..desk import Desk
    from ..store.entity_facts import Facts, Naming
    from ..store.questions import Question

_ANSWERS = {"s": JudgementKind.SAME, "d": JudgementKind.DIFFERENT, "u": JudgementKind.UNSURE}
_LETTERS = {"same": "s", "different": "d", "unsure": "u", "skip": "k", "quit": "q"}
_PROMPT = "same (s), different (d), unsure (u), skip (k), quit (q)? "
#: Sentences of each side that are shown, names, and offices.
_CITED, _NAMED, _HELD = 2, 8, 4
#: Characters around a name, where its sentence is longer.
_AROUND = 160


def review(options: Namespace, settings: Settings) -> int:
    """Asks about each pair that no judgement has answered, those with most evidence first."""
    from ..store import questions

    if options.limit < 0:
        raise SettingError("--limit is no number of questions", str(options.limit), "write 0 for all")
    with open_desk(options, settings) as desk:
        with desk.store.reading() as at:
            asked = list(questions.open_questions(at))
        asked = asked[: options.limit or None]
        if options.json:
            for one in asked:
                say_json(_wire(desk, one), lines=True)
            return 0
        if not asked:
            tell("onrecord: no two actors are asked about")
            return 0
        number = _ask_all(desk, asked, who(options, settings))
    tell(f"onrecord: {count_words(number, 'answer')} filed")
    return 0


def _ask_all(desk: Desk, asked: list[Question], by: str) -> int:
    """Asks one after another until somebody quits or the input ends; how many were answered."""
    from ..store import history, questions

    answered = 0
    for number, one in enumerate(asked, 1):
        with desk.store.reading() as at:
            if not questions.is_open(at, one):
                continue  # an answer before settled it
            sides = _sides(at, one)
            _show(desk, at, one, sides, f"{number} of {len(asked)}")
        said = _answer()
        if said == "q":
            break
        if said == "k":
            continue
        try:
            with desk.store.writing() as at:
                first, second = (side.id for side in sides)
                made = history.judge(desk.store, at, _ANSWERS[said], first, by, other=second)
        except StoreError as error:
            tell(f"onrecord: {error}")
            continue
        answered += 1
        say(*line(made))
    return answered


def _answer() -> str:
    """The letter of the next answer that is one; ``q`` where the input ends."""
    while True:
        write(_PROMPT)
        said = sys.stdin.readline()
        if not sys.stdin.isatty():
            write("\n")
        if not said:
            return "q"
        word = said.strip().lower()
        letter = _LETTERS.get(word, word)
        if letter in _LETTERS.values():
            return letter
        tell(f"onrecord: {word!r} is no answer; write same, different, unsure, skip or quit")


def _sides(at: sa.Connection, one: Question) -> tuple[Entity, Entity]:
    from ..store import entities

    found = entities.by_number(at, [one.entity, one.other])
    return found[one.entity], found[one.other]


def _show(desk: Desk, at: sa.Connection, one: Question, sides: tuple[Entity, Entity], place: str) -> None:
    from ..store.entity_facts import facts

    say()
    say(f"{place}: are these one? score {one.score:.2f}")
    for reason in one.reasons:
        say("  - ", Words(reason))
    for number, entity in zip((one.entity, one.other), sides, strict=True):
        say()
        say(*titled(entity))
        _side(desk, at, entity, facts(at, number))


def _side(desk: Desk, at: sa.Connection, entity: Entity, known: Facts) -> None:
    from ..store import entities

    others = [name for name in known.names if name != entity.name]
    if others:
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        say("  also: ", *_listed(others[:_NAMED]), more)
    bodies = entities.by_number(at, {held.body for held in known.offices if held.body is not None})
    shown: dict[str, None] = {}
    for held in known.offices:
        body = bodies.get(held.body or 0)
        words = f"{held.title}{f' ({body.name})' if body else ''}, {held.day or 'no date'}"
        shown[words] = None
    for words in list(shown)[:_HELD]:
        say("  office: ", Words(words))
    if known.latest:
        days = sorted(naming.day for naming in known.latest)
        span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
        say(f"  named in {count_words(known.namings, 'document')}, {span}")
    else:
        say("  named in no document of this desk yet")
    if known.outlets:
        say("  by: ", *_listed([f"{name} ({count})" for name, count in known.outlets[:_HELD]]))
    for naming in known.latest[:_CITED]:
        say("  ", *_cited(desk, at, naming))


def _listed(names: list[str]) -> Line:
    bits: list[str | Words] = []
    for name in names:
        bits += [", ", Words(name)] if bits else [Words(name)]
    return tuple(bits)


def _cited(desk: Desk, at: sa.Connection, naming: Naming) -> Line:
    """A sentence that names somebody, with where it stands."""
    from ..store import finding

    record = finding.record(desk.store, at, naming.document)
    actor = next(one for one in record.actors if one.id == naming.local)
    text = record.document.text
    words = sentence(text, actor.mentions[0].span.start, actor.mentions[0].span.end) if actor.mentions else ""
    where = f"  [{naming.document}/{naming.local}, {naming.day}]"
    return ("“", Words(words), "”", where) if words else (where.strip(),)


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around some characters of a text, on one line; of a long one what stands next to them."""
    begin = max(
        (text.rfind(mark, 0, start) + len(mark) for mark in (". ", "! ", "? ", "؟ ", "\n") if mark in text[:start]),
        default=0,
    )
    ends = [at + 1 for mark in (". ", "! ", "? ", "؟ ", ".\n", "\n") if (at := text.find(mark, end)) >= 0]
    begin, stop = max(begin, start - _AROUND), min(min(ends, default=len(text)), end + _AROUND)
    return " ".join(text[begin:stop].split())


def _wire(desk: Desk, one: Question) -> dict[str, Any]:
    from ..store.entity_facts import facts

    with desk.store.reading() as at:
        sides = _sides(at, one)
        known = [facts(at, number) for number in (one.entity, one.other)]
    told = [
        {
            **wire(side),
            "names": list(fact.names),
            "offices": [{"title": held.title, "day": held.day} for held in fact.offices],
            "named_in": [asdict(naming) for naming in fact.latest[:_CITED]],
            "documents": fact.namings,
        }
        for side, fact in zip(sides, known, strict=True)
    ]
    return {"score": one.score, "reasons": list(one.reasons), "asked": one.made, "actors": told}
