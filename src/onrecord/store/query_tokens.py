"""A question cut into words, phrases, fields, parentheses and operators, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from .query_fields import FIELDS, FieldKind, field_called, field_meant
from .query_trouble import Repair, Trouble, quoted
from .search_words import words

#: Parentheses within parentheses.
DEEPEST = 50
#: How far apart NEAR's words may be.
FARTHEST = 50

#: Any of these opens a phrase, and any closes it: keyboards and word processors mix them.
QUOTES = '"“”„‟«»'
_BARE = re.compile(rf"[^\s(){QUOTES}]+")
_QUOTE = re.compile(f"[{QUOTES}]")
_SPACE = re.compile(r"\s*")
_CHUNK = re.compile(r"\S+")
#: How a field begins.
NAMED = re.compile(r"([A-Za-z][A-Za-z_-]*):")
_NEAR = re.compile(r"NEAR(?:/(.*))?", re.DOTALL)
#: Where a phrase most likely ends whose closing mark is missing.
_AFTER_PHRASE = re.compile(r"(?<=\s)(?:(?:AND|OR|NOT|NEAR/\d+)\s|[A-Za-z_-]+:[^\s/])")
#: How far apart is meant where NEAR does not say it.
_MEANT_BY_NEAR = 5


class Kind(StrEnum):
    """What a token is; an operator's is how it is written."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    EVERYTHING = "*"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"


OPERATORS = (Kind.AND, Kind.OR, Kind.NOT, Kind.NEAR)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a question without the marks at its ends, where it stands with them, and whether a ``*`` follows it."""

    text: str
    begin: int
    end: int
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question: of a phrase its words, of a field its kind, of NEAR the distance.

    A field's value is the next token; one in parentheses are all tokens up to the closing one.
    """

    kind: Kind
    begin: int
    end: int
    pieces: tuple[Piece, ...] = ()
    field: FieldKind | None = None
    distance: int = 0


def tokens(typed: str) -> list[Token]:
    """The tokens of a question. What has neither letter nor digit, as a lone dash, is left out.

    Raises:
        Trouble: if a parenthesis or quotation mark has no other, a field is none or lacks its value, ``*`` stands where
            it means nothing, or NEAR does not say a distance.
    """
    cutting = _Cutting(typed)
    while cutting.at < len(typed):
        cutting.step()
    if cutting.open:
        begin = cutting.open[-1]
        repair = Repair(len(typed), len(typed), ")")
        raise Trouble("this parenthesis is not closed", begin, begin + 1, repair=repair)
    return cutting.done


@dataclass(slots=True)
class _Cutting:
    typed: str
    at: int = 0
    done: list[Token] = field(default_factory=list)
    #: Where the parentheses stand that are open.
    open: list[int] = field(default_factory=list)
    #: The field whose values stand between parentheses, and how many were open before these.
    values_of: FieldKind | None = None
    values_within: int = 0

    def step(self) -> None:
        sign = self.typed[self.at]
        if sign.isspace():
            self.at += 1
        elif sign == "(":
            self.open_one()
        elif sign == ")":
            self.close_one()
        elif sign in QUOTES:
            self.phrase()
        elif sign == "-" and self.negates():
            self.put(Kind.NOT, self.at, self.at + 1)
            self.at += 1
        else:
            self.bare()

    def put(self, kind: Kind, begin: int, end: int, *pieces: Piece) -> None:
        self.done.append(Token(kind, begin, end, pieces))

    def open_one(self) -> None:
        if len(self.open) == DEEPEST:
            what = f"parentheses stand within each other more than {DEEPEST} deep"
            raise Trouble(what, self.at, self.at + 1, remedy="ask in several questions")
        self.open.append(self.at)
        self.put(Kind.OPEN, self.at, self.at + 1)
        self.at += 1

    def close_one(self) -> None:
        if not self.open:
            repair = Repair(self.at, self.at + 1)
            raise Trouble("this parenthesis closes none", self.at, self.at + 1, repair=repair)
        self.open.pop()
        if len(self.open) == self.values_within:
            self.values_of = None
        self.put(Kind.CLOSE, self.at, self.at + 1)
        self.at += 1

    def negates(self) -> bool:
        """Whether a hyphen stands right before what it takes away, and right after nothing."""
        before, after = self.typed[max(0, self.at - 1) : self.at], self.typed[self.at + 1 : self.at + 2]
        apart = not before or before.isspace() or before == "("
        return apart and after != "" and (after in f"({QUOTES}" or _is_letter(after))

    # -- phrases -------------------------------------------------------------------------------------------------------

    def phrase(self) -> None:
        begin = self.at
        closing = _QUOTE.search(self.typed, begin + 1)
        if closing is None:
            raise self.not_closed(begin)
        pieces = self.pieces_of_phrase(begin + 1, closing.start())
        self.at = closing.end()
        if not pieces:
            what = "there is no word between these quotation marks"
            raise Trouble(what, begin, self.at, repair=Repair(begin, self.at, " "))
        self.put(Kind.PHRASE, begin, self.at, *pieces)

    def pieces_of_phrase(self, begin: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        for chunk in _CHUNK.finditer(self.typed, begin, end):
            piece = self.piece(*chunk.span())
            if piece is None:
                continue
            if pieces and pieces[-1].prefix:
                raise _star("only the last word of a phrase may end in *", pieces[-1].begin + len(pieces[-1].text))
            pieces.append(piece)
        return pieces

    def not_closed(self, begin: int) -> Trouble:
        what = "this quotation mark has no other"
        after = self.typed[begin + 1 : begin + 2]
        if begin and not self.typed[begin - 1].isspace() and (not after or after.isspace()):
            return Trouble(what, begin, begin + 1, repair=Repair(begin, begin + 1))
        rest = _AFTER_PHRASE.search(self.typed, begin + 1)
        if rest is not None:
            end = len(self.typed[: rest.start()].rstrip())
        else:
            typed = self.typed.rstrip()
            end = len(typed) - min(len(typed) - len(typed.rstrip(")")), len(self.open))
        if not words(self.typed[begin + 1 : end]):
            return Trouble(what, begin, begin + 1, repair=Repair(begin, begin + 1))
        return Trouble(what, begin, begin + 1, repair=Repair(end, end, '"'))

    # -- words ---------------------------------------------------------------------------------------------------------

    def piece(self, begin: int, end: int) -> Piece | None:
        """What stands there without the marks at its ends; ``None`` if no letter or digit is searched in it."""
        first, last = begin, end
        while first < last and not _is_letter(self.typed[first]):
            first += 1
        while first < last and not _is_letter(self.typed[last - 1]):
            last -= 1
        text = self.typed[first:last]
        return Piece(text, first, end, self.typed[last:end].startswith("*")) if words(text) else None

    def bare(self) -> None:
        """A word, an operator, or a field with its value."""
        found = _BARE.match(self.typed, self.at)
        begin, end = (self.at, self.at + 1) if found is None else found.span()
        self.at = end
        if self.values_of is None:
            if self.typed[begin:end] == "*":
                return self.put(Kind.EVERYTHING, begin, end)
            if self.field(begin, end):
                return None
        piece = self.piece(begin, end)
        if piece is None:
            return None
        if operator := self.operator(piece):
            self.done.append(operator)
            return None
        if self.values_of is not None and self.values_of.dates:
            piece = self.date(begin, end)
        self.checked(begin, piece)
        return self.put(Kind.WORD, piece.begin, piece.end, piece)

    def date(self, begin: int, end: int) -> Piece:
        """Dates with the marks that are part of them: ``>=2017``, ``2017..``."""
        text = self.typed[begin:end].rstrip(",;!?'")
        return Piece(text, begin, begin + len(text))

    def checked(self, begin: int, piece: Piece) -> None:
        """Refuses a ``*`` before a word or within it."""
        star = self.typed.find("*", begin, piece.begin + len(piece.text))
        if star >= 0:
            raise _star("* stands at the end of a word, for all words that begin so", star)

    def operator(self, piece: Piece) -> Token | None:
        if piece.prefix:
            return None
        begin, end = piece.begin, piece.end
        if piece.text in (Kind.AND, Kind.OR, Kind.NOT):
            return Token(Kind(piece.text), begin, end)
        near = _NEAR.fullmatch(piece.text)
        return None if near is None else self.near(begin, end, near[1])

    def near(self, begin: int, end: int, said: str | None) -> Token:
        if said is not None and said.isdecimal() and len(said) < 5:
            distance = int(said)
            if 1 <= distance <= FARTHEST:
                return Token(Kind.NEAR, begin, end, distance=distance)
            meant = max(1, min(distance, FARTHEST))
        else:
            meant = _MEANT_BY_NEAR
        what = f"NEAR needs a number of words from 1 to {FARTHEST}"
        repair = Repair(begin, end, f"NEAR/{meant}")
        raise Trouble(what, begin, end, repair=repair)

    # -- fields --------------------------------------------------------------------------------------------------------

    def field(self, begin: int, end: int) -> bool:
        """Whether a field stands there; it and its value are taken."""
        while begin < end and not _is_letter(self.typed[begin]):
            begin += 1
        named = NAMED.match(self.typed, begin, end)
        if named is None:
            return False
        kind = field_called(named[1])
        if kind is None:
            self.unknown(named, end)
            return False
        self.done.append(Token(Kind.FIELD, begin, named.end(), field=kind))
        self.at = named.end()
        self.value(kind, begin)
        return True

    def unknown(self, named: re.Match[str], end: int) -> None:
        """Refuses a field that is none, if it has a value; else it is a word."""
        begin, after = named.end(), self.typed[end : end + 1]
        has_value = self.piece(begin, end) is not None
        if not has_value and not (begin == end and after and after in QUOTES):
            return
        meant = field_meant(named[1])
        if meant is not None:
            repair = Repair(named.start(), begin, f"{meant}:")
        elif has_value:
            repair = Repair(named.start(), end, f'"{self.typed[named.start() : end]}"')
        else:
            repair = Repair(begin - 1, begin, " ")
        remedy = f"fields are {', '.join(FIELDS)}; put quotation marks around words with a colon"
        raise Trouble(f"there is no field {quoted(named[1])}", named.start(), begin - 1, remedy=remedy, repair=repair)

    def value(self, kind: FieldKind, begin: int) -> None:
        """Takes what stands after a field's colon: with space between, too."""
        colon = self.at
        space = _SPACE.match(self.typed, colon)
        self.at = colon if space is None else space.end()
        sign = self.typed[self.at : self.at + 1]
        if sign == "(":
            self.values_of, self.values_within = kind, len(self.open)
            return self.open_one()
        if sign and sign in QUOTES:
            return self.quoted_value(kind)
        found = _BARE.match(self.typed, self.at)
        piece = None if found is None else self.piece(*found.span())
        apart = self.at > colon
        if found is None or piece is None or (apart and (self.operator(piece) or NAMED.match(piece.text))):
            raise Trouble(f"{kind.name} needs a value after the colon", begin, colon, repair=Repair(begin, colon, " "))
        self.at = found.end()
        if kind.words:
            self.checked(found.start(), piece)
        if kind.dates:
            piece = self.date(*found.span())
        return self.put(Kind.WORD, found.start(), piece.end, piece)

    def quoted_value(self, kind: FieldKind) -> None:
        self.phrase()
        if kind.dates:
            phrase = self.done.pop()
            said = self.typed[phrase.begin + 1 : phrase.end - 1]
            begin = phrase.begin + 1 + len(said) - len(said.lstrip())
            self.put(Kind.WORD, phrase.begin, phrase.end, Piece(said.strip(), begin, phrase.end))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _star(what: str, at: int) -> Trouble:
    return Trouble(what, at, at + 1, repair=Repair(at, at + 1))
