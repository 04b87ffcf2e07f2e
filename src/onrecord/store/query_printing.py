"""A tree as the question that a person would type."""

from __future__ import annotations

import re

from .query_fields import field_called
from .query_nodes import And, Everything, Field, Near, Node, Not, Or, Phrase, Range, Word
from .query_tokens import NAMED, QUOTES
from .search_words import words

_NO_QUOTES = str.maketrans(dict.fromkeys(QUOTES, " "))
#: What a word or a value cannot hold outside of quotation marks.
_PARTS = re.compile(r"[\s()]")
_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/.*)?", re.DOTALL)


def print_node(node: Node) -> str:
    """The question; nothing for ``Everything``."""
    return "" if isinstance(node, Everything) else _print(node)


def _print(node: Node) -> str:
    match node:
        case Word() | Phrase():
            return _words(node)
        case Near(left, right, distance):
            return f"{_words(left)} NEAR/{distance} {_words(right)}"
        case Field(name, value):
            return f"{name}:{_value(value)}"
        case Range(name, low, high):
            return f"{name}:{low}" if low == high else f"{name}:{low or ''}..{high or ''}"
        case And(parts):
            return " ".join(map(_part, parts))
        case Or(parts):
            return " OR ".join(map(_part, parts))
        case Not(part):
            return f"NOT {_part(part)}"
        case Everything():
            return "*"


def _part(node: Node) -> str:
    return f"({_print(node)})" if isinstance(node, And | Or) else _print(node)


def _words(node: Word | Phrase) -> str:
    if isinstance(node, Phrase):
        return '"' + " ".join(_word(word) for word in node.words) + '"'
    said = _word(node)
    return said if _is_plain(node.text) or (node.prefix and _OPERATOR.fullmatch(node.text)) else f'"{said}"'


def _is_plain(said: str) -> bool:
    """Whether it is one word outside of quotation marks, too."""
    if _PARTS.search(said) or _OPERATOR.fullmatch(said):
        return False
    named = NAMED.match(said)
    return named is None or not (field_called(named[1]) or words(said[named.end() :]))


def _word(word: Word) -> str:
    return word.text.translate(_NO_QUOTES) + "*" * word.prefix


def _value(value: str) -> str:
    said = " ".join(value.translate(_NO_QUOTES).split())
    return f'"{said}"' if not said or _PARTS.search(said) else said


def terms_of(node: Node) -> int:
    """How many words and values it is printed with."""
    match node:
        case Phrase(words):
            return len(words)
        case Near(left, right):
            return terms_of(left) + terms_of(right)
        case And(parts) | Or(parts):
            return sum(map(terms_of, parts))
        case Not(part):
            return terms_of(part)
        case _:
            return 1


def parentheses_of(node: Node) -> int:
    """How deep parentheses stand within each other where it is printed."""
    match node:
        case And(parts) | Or(parts):
            return max((isinstance(part, And | Or) + parentheses_of(part) for part in parts), default=0)
        case Not(part):
            return isinstance(part, And | Or) + parentheses_of(part)
        case _:
            return 0
