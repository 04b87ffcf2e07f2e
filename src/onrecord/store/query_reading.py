"""A question read: NEAR binds closest, then NOT, then AND (which need not be written), then OR."""

from __future__ import annotations

from dataclasses import dataclass

from .query_fields import FieldKind, Value
from .query_nodes import Everything, Near, Node, Phrase, Word, all_of, any_of, none_of
from .query_printing import parentheses_of, print_node, terms_of
from .query_tokens import DEEPEST, OPERATORS, Kind, Piece, Token, tokens
from .query_trouble import Repair, Trouble
from .search_words import words

#: Characters of a question.
LONGEST = 4_000
#: Words and values of a question, each word of a phrase being one.
MOST_TERMS = 200
#: Letters before a ``*``.
_SHORTEST_PREFIX = 2
_SEVERAL = "ask in several questions"


def read(typed: str) -> Node:
    """The tree of a question.

    Raises:
        Trouble: if it cannot be understood.
    """
    if len(typed) > LONGEST:
        what = f"this question is longer than {LONGEST:,} characters"
        raise Trouble(what, LONGEST, len(typed), remedy=_SEVERAL)
    found = tokens(typed)
    if found:
        return _not_too_much(_Reading(typed, found).any(), typed)
    if typed.strip():
        raise Trouble("there is no letter or digit to search for in this question", 0, len(typed))
    return Everything()


def _not_too_much(node: Node, typed: str) -> Node:
    """The same tree, if what it is printed as can be read again: ``grade:A..C`` and others are longer then."""
    if len(print_node(node)) > LONGEST:
        what = f"this question, with each value written out, is longer than {LONGEST:,} characters"
    elif terms_of(node) > MOST_TERMS:
        what = f"this question, with each value written out, has more than {MOST_TERMS} words and values"
    elif parentheses_of(node) > DEEPEST:
        what = f"parts of this question stand within each other more than {DEEPEST} deep"
    else:
        return node
    raise Trouble(what, 0, len(typed), remedy=_SEVERAL)


@dataclass(slots=True)
class _Reading:
    typed: str
    tokens: list[Token]
    at: int = 0
    terms: int = 0
    #: The field whose values are being read between parentheses.
    field: FieldKind | None = None

    @property
    def next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def takes(self, *kinds: Kind) -> bool:
        """Whether the next token is one of these; it is taken."""
        there = self.next is not None and self.next.kind in kinds
        self.at += there
        return there

    # -- operators -----------------------------------------------------------------------------------------------------

    def any(self) -> Node:
        parts = [self.all()]
        while self.takes(Kind.OR):
            parts.append(self.all())
        return any_of(parts)

    def all(self) -> Node:
        parts = [self.one()]
        while self.next is not None and self.next.kind not in (Kind.OR, Kind.CLOSE):
            self.takes(Kind.AND)
            parts.append(self.one())
        return all_of(parts)

    def one(self) -> Node:
        negated = 0
        while self.takes(Kind.NOT):
            negated += 1
        node = self.near()
        for _ in range(negated):
            node = none_of(node)
        return node

    def near(self) -> Node:
        """What stands near each other: of three, the first near the second and the second near the third."""
        first, left = self.at, self.atom()
        pairs: list[Node] = []
        while self.next is not None and self.next.kind is Kind.NEAR:
            near = self.next
            one = self.beside(near, first, left)
            self.at += 1
            first, left = self.at, self.atom()
            pairs.append(Near(one, self.beside(near, first, left), near.distance))
        return all_of(pairs) if pairs else left

    def beside(self, near: Token, first: int, node: Node) -> Word | Phrase:
        """A side of NEAR, which is read from the token ``first`` on."""
        if isinstance(node, Word | Phrase) and self.at == first + 1:
            return node
        begin, end = self.tokens[first].begin, self.tokens[self.at - 1].end
        what = "NEAR stands between words or phrases, not fields or parentheses"
        raise Trouble(what, begin, end, repair=Repair(near.begin, near.end, "AND"))

    # -- what is asked for ---------------------------------------------------------------------------------------------

    def atom(self) -> Node:
        token = self.next
        if token is None or token.kind in (Kind.CLOSE, *OPERATORS):
            raise self.missing(token)
        self.at += 1
        if token.kind is Kind.OPEN:
            node = self.any()
            self.at += 1
            return node
        if token.kind is Kind.EVERYTHING:
            return Everything()
        if token.kind is Kind.FIELD:
            return self.values(token)
        self.count(token)
        if self.field is not None:
            return self.value_within(self.field, token)
        if token.kind is Kind.PHRASE:
            return Phrase(tuple(self.word(piece) for piece in token.pieces))
        return self.word(token.pieces[0])

    def missing(self, token: Token | None) -> Trouble:
        """Nothing stands where something should: after an operator, before one, between parentheses."""
        before = self.tokens[self.at - 1] if self.at else None
        if before is not None and before.kind is Kind.OPEN and token is not None and token.kind is Kind.CLOSE:
            what = "there is nothing between these parentheses"
            field = self.tokens[self.at - 2] if self.at > 1 else None
            begin = field.begin if field is not None and field.kind is Kind.FIELD else before.begin
            return Trouble(what, before.begin, token.end, repair=Repair(begin, token.end, " "))
        if before is not None and before.kind in OPERATORS:
            what = f"{self.typed[before.begin : before.end]} has nothing after it"
            return Trouble(what, before.begin, before.end, repair=Repair(before.begin, before.end, " "))
        begin, end = (0, len(self.typed)) if token is None else (token.begin, token.end)
        what = f"{self.typed[begin:end]} has nothing before it"
        return Trouble(what, begin, end, repair=Repair(begin, end, " "))

    def count(self, token: Token) -> None:
        self.terms += max(1, len(token.pieces))
        if self.terms > MOST_TERMS:
            what = f"this question has more than {MOST_TERMS} words and values"
            raise Trouble(what, token.begin, token.end, remedy=_SEVERAL)

    def word(self, piece: Piece) -> Word:
        if piece.prefix and len(words(piece.text)[-1]) < _SHORTEST_PREFIX:
            star = piece.begin + len(piece.text)
            what = f"at least {_SHORTEST_PREFIX} letters stand before a *"
            raise Trouble(what, piece.begin, star + 1, repair=Repair(star, star + 1))
        return Word(piece.text, piece.prefix)

    # -- fields --------------------------------------------------------------------------------------------------------

    def values(self, named: Token) -> Node:
        """The value after a field's name, or what stands between parentheses there, each value as if it were alone."""
        kind, token = named.field, self.next
        if kind is None or token is None:
            raise self.missing(token)
        if token.kind is not Kind.OPEN:
            self.at += 1
            self.count(token)
            return self.value(kind, token, token, named.begin)
        self.field = kind
        node = self.atom()
        self.field = None
        return node

    def value_within(self, kind: FieldKind, token: Token) -> Node:
        """A value between parentheses: words beside each other are one name, but where words themselves are asked."""
        last = token
        if token.kind is Kind.WORD and not kind.words and not kind.dates:
            while self.next is not None and self.next.kind is Kind.WORD and not last.pieces[0].prefix:
                last = self.next
                self.at += 1
                self.count(last)
        return self.value(kind, token, last, None)

    def value(self, kind: FieldKind, first: Token, last: Token, field_begin: int | None) -> Node:
        pieces = (*first.pieces, *(last.pieces if last is not first else ()))
        begin, end = first.pieces[0].begin, pieces[-1].begin + len(pieces[-1].text)
        prefix = pieces[-1].prefix
        star = self.typed.find("*", begin, end + prefix)
        if prefix and kind.words:
            self.word(pieces[-1])
        elif star >= 0 and not kind.words:
            what = f"* means nothing in {kind.name}: a value of it is whole"
            raise Trouble(what, star, star + 1, repair=Repair(star, star + 1))
        text = " ".join(self.typed[begin:end].split())
        return kind.read(kind.name, Value(text, first.begin, last.end, field_begin, prefix))
