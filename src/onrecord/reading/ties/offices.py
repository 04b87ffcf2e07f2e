"""Ties from the offices that the record's actors bear: "Qalmari Prime Minister Nadim Ra'uzeh"."""

from __future__ import annotations

from collections.abc import Iterator

from ...codebook.tie_words import TieLine, TieWords
from ...record import Actor, ActorKind, Mention, Role, Span, TieType
from ..syntax import Syntax
from .ends import End, Ends
from .telling import Telling

#: Offices are held by people; what a group does is its own.
_TITLED = (TieType.SPOKESPERSON_OF, TieType.LEADS, TieType.HOLDS_OFFICE, TieType.MEMBER_OF)


class Offices:
    """Reads roles."""

    def __init__(self, text: str, syntax: Syntax, words: TieWords, ends: Ends) -> None:
        self.text, self.syntax, self.words, self.ends = text, syntax, words, ends

    def of(self, actor: Actor) -> Iterator[Telling]:
        """The ties of one actor to the bodies that it has an office in."""
        if actor.kind is not ActorKind.PERSON:
            return
        for role in actor.roles:
            inside = self.syntax.inside(role.span)
            if role.body is None or role.body == actor.id or role.body not in self.ends.actors or not inside:
                continue
            line, number = self._line(inside)
            body = self.ends.actors[role.body]
            if body.kind is ActorKind.PERSON or self.syntax[number].tag in ("NNS", "NNPS"):
                continue
            if line.tie is TieType.LEADS and body.kind is ActorKind.STATE:
                line = self.words.office
            title = self._title(inside, number)
            past = any(self.syntax[n].low in self.words.past for n in inside)
            yield Telling(line, self._holder(actor, role), self._body(body, role), number, None, title, past=past)

    def _line(self, inside: range) -> tuple[TieLine, int]:
        """The line for the first office that the words name."""
        for number in inside:
            for line in self.words.nouns.get(self.syntax[number].low, ()):
                if line.tie in _TITLED and line.title:
                    return line, number
        return self.words.office, inside[-1]

    def _title(self, inside: range, number: int) -> Span:
        """The words of the office alone: without article, without whose it is."""
        start = number
        while start - 1 in inside and self._is_title(start - 1):
            start -= 1
        return Span(self.syntax[start].span.start, self.syntax[number].span.end)

    def _is_title(self, number: int) -> bool:
        word = self.syntax[number]
        plain = word.label not in ("det", "poss", "case", "punct", "piece")
        return plain and self.ends.at(word) is None and word.low not in self.words.past and word.tag[:2] in ("NN", "JJ")

    def _holder(self, actor: Actor, role: Role) -> End:
        """The actor, by its mention nearest to the office."""
        mention = _nearest(actor.mentions, role.span, but=role.span)
        return self.ends.known(mention.span, actor.id, 1.0)

    def _body(self, body: Actor, role: Role) -> End:
        """The body, by its mention in the words of the office or the nearest to them."""
        mention = _nearest(body.mentions, role.span)
        return self.ends.known(mention.span, body.id, 1.0)


def _nearest(mentions: tuple[Mention, ...], span: Span, but: Span | None = None) -> Mention:
    wanted = [m for m in mentions if m.span != but] or list(mentions)
    return min(wanted, key=lambda m: (max(m.span.start - span.end, span.start - m.span.end, 0), m.span))
