"""A question as the desk looks it up: one expression of the index, conditions on rows, and what hits are ranked by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import sqlalchemy as sa

from . import asked_fields
from .asked_names import Asked, Stretch, Who
from .expression import EVERY, FIELDS, NOTHING, But, Close, Expression, Mark, Run, depth, either, every, numbers
from .query import And, Everything, Field, Near, Node, Not, Or, Phrase, Range, Word
from .search_words import stem, words
from .tables import indexed

Conditions = tuple[sa.ColumnElement[bool], ...]
#: SQLite's index reads no expression that is much deeper; what is deeper is looked up by itself.
DEEPEST = 20
#: A name of more words than this is not looked for in a question.
_LONGEST_NAME = 6
#: Of more words in a row no name is looked for: a whole sentence is none.
_MOST_IN_A_ROW = 12


@dataclass(frozen=True, slots=True)
class Term:
    """What a hit is ranked by: words, or an actor (``marks`` of it, any of them); ``label`` as a person knows it."""

    label: str
    run: Run | None = None
    marks: tuple[str, ...] = ()

    @property
    def expression(self) -> Expression:
        """What finds it."""
        return self.run if self.run is not None else either([Mark(mark) for mark in self.marks])


@dataclass(frozen=True, slots=True)
class Compiled:
    """A question ready to be looked up: all rows that ``expression`` finds and for which every condition holds.

    ``sentences`` say what each part of it was taken for; ``notes`` what a person should know of the answer.
    ``stretches`` are those of the calendar that conditions, or parts of them, ask for.
    """

    expression: Expression
    conditions: Conditions
    terms: tuple[Term, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    stretches: tuple[tuple[sa.ColumnElement[bool], Stretch], ...] = ()

    def days(self) -> list[Stretch] | None:
        """The stretches that the conditions ask for, one each; ``None`` if one of them asks for something else."""
        found = [next((days for of, days in self.stretches if of is one), None) for one in self.conditions]
        return None if None in found else [one for one in found if one is not None]


@dataclass(slots=True)
class _Compiling:
    asked: Asked
    dialect: str
    stemming: bool
    names: bool
    terms: list[Term] = field(default_factory=list)
    #: Inside of NOT, where what is found ranks nothing.
    without: bool = False

    def part(self, node: Node) -> _Part:
        part = self.compiled(node)
        if part.expression is not None and depth(part.expression) > DEEPEST:
            return _Part(None, (self.condition(part),))
        return part

    def compiled(self, node: Node) -> _Part:
        match node:
            case Everything():
                return _Part(EVERY)
            case Word() | Phrase():
                return self.row((node,))
            case Near():
                return self.near(node)
            case Field(name, value):
                return self.field(name, value)
            case Range(name, low, high):
                return _Part(None, (asked_fields.in_range(self.asked, name, low, high),))
            case And(parts):
                return self.all(parts)
            case Or(parts):
                return self.any(parts)
            case Not(part):
                return self.all((part,), negated=True)

    # -- words ---------------------------------------------------------------------------------------------------------

    def row(self, found: Sequence[Word | Phrase]) -> _Part:
        """Words and phrases that stand beside each other, all of them; names among them find whoever bears them."""
        parts: list[Expression] = []
        conditions: list[sa.ColumnElement[bool]] = []
        for some, who in self.named(found):
            runs = [self.run(one) for one in some]
            expression = every([NOTHING if run is None else run for run in runs])
            if who:
                marks = tuple(f"any_{number}" for number in who.numbers)
                self.term(Term(who.label, None, marks))
                bearing = self.asked.taking_part(either(list(map(Mark, marks))))
                if isinstance(bearing, sa.ColumnElement):
                    conditions.append(sa.or_(self.condition(_Part(expression)), bearing))
                    expression = EVERY
                else:
                    expression = either([expression, bearing])
            for run, one in zip(runs, some, strict=True):
                if run is not None:
                    self.term(Term(shown(one), run))
            parts.append(expression)
        return _Part(every(parts), tuple(conditions))

    def named(self, found: Sequence[Word | Phrase]) -> Iterator[tuple[Sequence[Word | Phrase], Who | None]]:
        """The words in stretches: each a name with those who bear it, or one word that is no name."""
        at = 0
        while at < len(found):
            longest = 1 if isinstance(found[at], Phrase) else self.longest(found, at)
            for length in range(longest, 0, -1):
                some = found[at : at + length]
                who = self.asked.named(" ".join(map(_typed, some))) if self.looks_like_a_name(some) else None
                if who is not None or length == 1:
                    yield some, who
                    at += length
                    break

    def longest(self, found: Sequence[Word | Phrase], at: int) -> int:
        if len(found) > _MOST_IN_A_ROW:
            return 1
        plain = next((n for n, one in enumerate(found[at:]) if isinstance(one, Phrase) or one.prefix), len(found) - at)
        return max(1, min(plain, _LONGEST_NAME))

    def looks_like_a_name(self, some: Sequence[Word | Phrase]) -> bool:
        said = [word for one in some for word in (one.words if isinstance(one, Phrase) else (one,))]
        return self.names and len(said) <= _LONGEST_NAME and not any(word.prefix for word in said)

    def run(self, one: Word | Phrase) -> Run | None:
        """The folded words; ``None`` if nothing in it is a word."""
        typed = one.words if isinstance(one, Phrase) else (one,)
        folded: list[tuple[str, bool]] = []
        for word in typed:
            some = words(word.text)
            folded += [(each, word.prefix and n == len(some) - 1) for n, each in enumerate(some)]
        if not folded:
            self.asked.note(f"{shown(one)} has no letter or digit, so nothing has it")
            return None
        exact = not self.stemming or any(begins for _, begins in folded)
        run = Run(tuple(each if exact else stem(each) for each, _ in folded), tuple(b for _, b in folded), exact)
        self.tell(one, run, [each for each, _ in folded])
        return run

    def tell(self, one: Word | Phrase, run: Run, folded: list[str]) -> None:
        changed = " ".join(run.words)
        if any(run.begins):
            said = (
                "all words that begin so" if len(run.words) == 1 else "these words in a row, the marked ones as begins"
            )
        elif run.exact or not any(word.isascii() for word in folded):
            said = "this word as it stands" if len(run.words) == 1 else "these words in a row, as they stand"
        else:
            said = (
                "this word with any English ending"
                if len(run.words) == 1
                else "these words in a row, any English ending"
            )
        by = f", looked up as “{changed}”" if changed != _typed(one).casefold() else ""
        self.asked.say(f"{shown(one)}: {said}{by}")

    def near(self, node: Near) -> _Part:
        left, right = self.run(node.left), self.run(node.right)
        if left is None or right is None:
            return _Part(NOTHING)
        if left.exact != right.exact:
            # Both are looked up in one column: the one of words as they stand.
            left, right = (
                one if one.exact else self.as_it_stands(of) for one, of in ((left, node.left), (right, node.right))
            )
        for run, one in ((left, node.left), (right, node.right)):
            self.term(Term(shown(one), run))
        self.asked.say(
            f"{shown(node.left)} NEAR/{node.distance} {shown(node.right)}: at most {node.distance} words between them, "
            "in either order"
        )
        # A word stands near itself: the databases would not agree on that.
        return _Part(left if left == right else Close(left, right, node.distance))

    def as_it_stands(self, one: Word | Phrase) -> Run:
        typed = one.words if isinstance(one, Phrase) else (one,)
        folded = [each for word in typed for each in words(word.text)]
        return Run(tuple(folded), (False,) * len(folded), exact=True)

    def term(self, term: Term) -> None:
        if not self.without and term not in self.terms:
            self.terms.append(term)

    # -- fields --------------------------------------------------------------------------------------------------------

    def field(self, name: str, value: str) -> _Part:
        if name in FIELDS:
            return self.words_of(name, value)
        found = asked_fields.found(self.asked, name, value)
        return _Part(None, (found,)) if isinstance(found, sa.ColumnElement) else _Part(found)

    def words_of(self, name: str, value: str) -> _Part:
        """Words that follow each other in one field."""
        typed = value.rstrip("*")
        one = Phrase((Word(typed, prefix=typed != value),))
        run = self.run(one)
        if run is None:
            return _Part(NOTHING)
        run = replace(run, field=name)
        self.term(Term(f"{name}:{shown(one)}", run))
        return _Part(run)

    # -- all, any, none ------------------------------------------------------------------------------------------------

    def all(self, nodes: Sequence[Node], negated: bool = False) -> _Part:
        """All of these; ``negated``: without any of these."""
        looked_up: list[Expression] = []
        without: list[Expression] = []
        conditions: list[sa.ColumnElement[bool]] = []
        for node in [Not(node) for node in nodes] if negated else self.together(nodes):
            if isinstance(node, Not):
                part = self.outside(node.part)
                if part.expression is not None and not part.conditions:
                    without.append(part.expression)
                else:
                    conditions.append(sa.not_(self.condition(part)))
                continue
            part = self.row(node) if isinstance(node, tuple) else self.part(node)
            looked_up += [part.expression] if part.expression is not None else []
            conditions += part.conditions
        if without:
            looked_up = [But(every(looked_up or [EVERY]), either(without))]
        return _Part(every(looked_up) if looked_up else None, tuple(conditions))

    def together(self, nodes: Sequence[Node]) -> Iterator[Node | tuple[Word | Phrase, ...]]:
        """The nodes, words and phrases beside each other as one."""
        for are_words, some in groupby(nodes, lambda node: isinstance(node, Word | Phrase)):
            if are_words:
                yield tuple(node for node in some if isinstance(node, Word | Phrase))
            else:
                yield from some

    def any(self, nodes: Sequence[Node]) -> _Part:
        parts = [self.part(node) for node in nodes]
        if all(part.expression is not None and not part.conditions for part in parts):
            return _Part(either([part.expression for part in parts if part.expression is not None]))
        return _Part(None, (sa.or_(*map(self.condition, parts)),))

    def outside(self, node: Node) -> _Part:
        before, self.without = self.without, True
        said = len(self.asked.sentences)
        part = self.part(node)
        self.asked.sentences[said:] = [f"left out: {sentence}" for sentence in self.asked.sentences[said:]]
        self.without = before
        return part

    def condition(self, part: _Part) -> sa.ColumnElement[bool]:
        """A part as a condition on a row of ``indexed``."""
        conditions = list(part.conditions)
        if part.expression is not None and part.expression != EVERY:
            conditions.append(indexed.c.no.in_(numbers(self.dialect, part.expression)))
        return sa.and_(sa.true(), *conditions)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a node is: what of it is looked up in the index (``None``: nothing), and conditions; both must hold."""

    expression: Expression | None
    conditions: Conditions = ()


def compiled(
    at: sa.Connection, asked: Node, *, stemming: bool = True, names: bool = True, at_time: str | None = None
) -> Compiled:
    """The question as it is looked up on this desk.

    Raises:
        QueryError: if a field has a value that means nothing on this desk in a way that can be told.
    """
    asking = Asked(at, at_time)
    work = _Compiling(asking, at.dialect.name, stemming, names)
    part = work.part(asked)
    expression = part.expression if part.expression is not None else EVERY
    told = tuple(asking.sentences), tuple(asking.notes), tuple(asking.stretches)
    return Compiled(expression, part.conditions, tuple(work.terms), *told)


def shown(one: Word | Phrase) -> str:
    """Words as they were typed, between quotation marks."""
    said = one.words if isinstance(one, Phrase) else (one,)
    return "“" + " ".join(word.text + "*" * word.prefix for word in said) + "”"


def _typed(one: Word | Phrase) -> str:
    return " ".join(word.text for word in (one.words if isinstance(one, Phrase) else (one,)))
