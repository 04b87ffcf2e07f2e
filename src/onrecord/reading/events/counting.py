"""The dead, the injured, the arrested, the protesters: numbers that an event's own words and clause give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...codebook import CountWords, count_words
from ...record import Count, Counted
from ..clauses import Clauses
from ..syntax import Syntax, Word
from .quantities import quantity_of

#: Ways from an event's verb to one that tells what came of it: "shelled the port, killing 12 and wounding 30".
_OUTCOME = ("advcl", "conj", "relcl", "acl", "xcomp", "ccomp")


def counts_of(syntax: Syntax, trigger: int, struck: Sequence[Word] = ()) -> tuple[Count, ...]:
    """The numbers beside one event, the first for each thing counted. ``struck`` are those it is done to, who are
    counted where the verb's clause has no object of its own."""
    words, clauses = count_words(), Clauses(syntax)
    found: dict[Counted, Count] = {}
    for what, noun in _counted(syntax, clauses, trigger, words, struck):
        quantity = quantity_of(syntax, noun, words)
        if quantity is not None and what not in found:
            found[what] = Count(what, quantity.span, quantity.least, quantity.most, quantity.exact)
    return tuple(found.values())


def _counted(
    syntax: Syntax, clauses: Clauses, trigger: int, words: CountWords, struck: Sequence[Word]
) -> Iterator[tuple[Counted, Word]]:
    """What is counted, and the head of the phrase that says how many."""
    for verb in _verbs(syntax, trigger):
        for line in words.verbs.get(verb.low, ()):
            beside = {k.low for k in syntax.kids(verb.number)}
            if not beside.issuperset(line.particles):
                continue
            nouns = clauses.doers(verb.number) if line.of_subject else clauses.undergoers(verb.number)
            if not nouns and verb.number == trigger and not line.of_subject:
                nouns = list(struck)
            for noun in nouns:
                if line.what is not Counted.TROOPS or noun.low in words.moved:
                    yield line.what, noun
            break
        yield from _left(syntax, verb, words)
    for number in (trigger, *(w.number for w in syntax.kids(trigger, "dobj", "nsubj", "nsubjpass"))):
        what = words.nouns.get(syntax[number].low)
        if what is not None:
            yield what, syntax[number]


def _left(syntax: Syntax, verb: Word, words: CountWords) -> Iterator[tuple[Counted, Word]]:
    """ "Left 12 dead and 30 wounded": the number stands before the adjective."""
    if verb.low not in ("left", "leaving", "leaves", "leave"):
        return
    for number in syntax.under(verb.number):
        word = syntax[number]
        what = words.nouns.get(word.low)
        if what in (Counted.KILLED, Counted.INJURED) and word.tag[:2] in ("JJ", "VB", "NN"):
            before = syntax[number - 1] if number else word
            yield what, next((k for k in syntax.kids(number, "nummod", "nsubj")), before)


def _verbs(syntax: Syntax, trigger: int) -> Iterator[Word]:
    """The event's own verb, the one that its noun is subject or carried by, and those that tell what came of it."""
    start = syntax[trigger]
    if start.is_verb:
        own = start
    else:
        up = syntax.up(trigger)
        own = up if up is not None and up.is_verb and start.label in ("nsubj", "dobj", "nsubjpass") else start
    if own.is_verb:
        yield own
    for kid in syntax.kids(own.number, *_OUTCOME):
        if kid.is_verb and kid.tag in ("VBG", "VBN", "VBD"):
            yield kid
            yield from (k for k in syntax.kids(kid.number, "conj") if k.is_verb)
    if own.number != start.number:
        yield from (k for k in syntax.kids(start.number, "relcl", "acl") if k.is_verb)
