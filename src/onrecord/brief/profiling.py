"""The box of whoever an item is most about: what he is, of what he is part, who directs, lists, pays and leads him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from ..record import ActorKind, Tie
from ..store import entities
from .choosing import Choosing, Item
from .defined_said import definition
from .evidence import Evidence, Somebody
from .line import Line
from .naming import is_described
from .quoting import in_house
from .sheet import Form, Piece
from .standing_ties import ties
from .ties_said import together
from .trying import Trying, told_plainly
from .ways import Words

#: A profile has so many sentences at the most, and at least; a brief so many profiles at most.
_MOST, _LEAST, _PROFILES = 9, 2, 3
#: Ties that are looked at for one.
_LOOKED = 18


@dataclass(slots=True)
class Profiling:
    """Makes the boxes of one brief, each actor's once. ``until`` is the last day (ISO 8601), ``subject`` the entity
    that the brief is on, if it is on one.
    """

    choosing: Choosing
    grammar: Words
    trying: Trying
    until: str
    subject: int | None = None
    profiled: set[int] = field(default_factory=set)

    def box(self, item: Item) -> list[Piece]:
        """The box of whoever the item is most about and has none yet; nothing if little is known of any."""
        if len(self.profiled) >= _PROFILES:
            return []
        for number in self._subjects(item):
            if number not in self.profiled and (pieces := self._made(number, item)):
                self.profiled.add(number)
                return pieces
        return []

    def _subjects(self, item: Item) -> list[int]:
        """Whom a box may tell of: whom the brief is on, the body that speaks or that the speaker is of, whom he speaks
        of. States need none.
        """
        look, lead = self.choosing.look, item.lead.candidate
        above = look.belonging(self.until).above(lead.who) if lead.who else {}
        numbers = dict.fromkeys(no for no in (self.subject, lead.who, *list(above)[:2], lead.whom) if no)
        known = entities.by_number(look.at, numbers, look.at_time)
        bodies = (ActorKind.ORGANISATION, ActorKind.GROUP)
        return [no for no in numbers if no in known and (known[no].kind in bodies or no == self.subject)]

    def _made(self, number: int, item: Item) -> list[Piece]:
        look = self.choosing.look
        heading = Piece(Form.HEADING, words=in_house(f"Profile: {look.called(number)}"), level=3)
        rows = ties(look, number, self.until, _LOOKED)
        own = {one.id for one in entities.by_number(look.at, look.bases(look.root(number)), look.at_time).values()}
        known = self.trying.of_rows(rows)
        told = [one for one in known if isinstance(one.finding, Tie) and _subject(one, own) is not None]
        block = Piece(Form.PARAGRAPH)
        self.grammar.start()
        self._define(block, heading, [*told, *(one.evidence for one in item.told)], own)
        for group in together(told):
            # Where ties cannot be told together each is told alone.
            for some in (group, *([one] for one in group if len(group) > 1)):
                subject = _subject(some[0], own)
                if subject is None or len(block.lines) >= _MOST:
                    break
                if self._add(block, heading, some, subject) and len(some) > 1:
                    break
        return [heading, block] if len(block.lines) >= _LEAST else []

    def _add(self, block: Piece, heading: Piece, some: Sequence[Evidence], subject: Somebody) -> bool:
        def ways() -> Iterator[Line]:
            return told_plainly(partial(self.grammar.tie, some[0], subject, some[1:]))

        line = self.trying.first(ways, [heading], block)
        if line is not None:
            block.lines.append(line)
        return line is not None

    def _define(self, block: Piece, heading: Piece, known: Iterable[Evidence], own: set[str]) -> None:
        """What texts say that he is: of all that are known the best, that with another name of his first."""
        found: dict[str, tuple[bool, str, str]] = {}
        for one in known:
            subject = _subject(one, own)
            document = one.record.document
            if subject is None or document.id in found or (document.published or "")[:10] > self.until:
                continue
            names = [name for name in (subject.actor.name, *subject.names) if not is_described(name)]
            at = definition(one.record, names)
            if at is not None:
                key = f"{document.id}#{at[1].start}-{at[1].end}"
                found[document.id] = at[0], document.published or "", key
        for _, _, key in sorted(found.values(), reverse=True)[:2]:
            passage = self.trying.one(key)
            if passage is None:
                continue
            line = self.trying.first(partial(self.grammar.defined, passage), [heading], block)
            if line is not None:
                block.lines.append(line)
                return


def _subject(one: Evidence, own: set[str]) -> Somebody | None:
    return next((who for who in one.people if who.entity is not None and who.entity.id in own), None)
