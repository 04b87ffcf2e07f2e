"""Which word of a pair's sentence tells of the event: the one that source and target both hang on, by spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from .plv import CharRange, Pair

#: Words that only pass on what others did.
_TELLING = frozenset(("say", "tell", "report", "add", "announce", "be", "have", "do"))


def with_triggers(pairs: Iterable[Pair], nlp: Any) -> Iterator[Pair]:
    """The pairs with a trigger where one was found."""
    for pair, doc in zip(rows := list(pairs), nlp.pipe(p.text for p in rows), strict=True):
        yield pair if pair.trigger else replace(pair, trigger=_trigger(pair, doc))


def _trigger(pair: Pair, doc: Any) -> CharRange | None:
    ends = [_head(doc, spot) for spot in (pair.source, pair.target) if spot is not None]
    if not ends or None in ends:
        return None
    paths = [[end, *end.ancestors] for end in ends]
    shared = [t for t in paths[0][1:] if all(t in path[1:] for path in paths)]
    for token in shared:
        if token.pos_ in ("VERB", "NOUN") and token.lemma_.lower() not in _TELLING:
            return token.idx, token.idx + len(token.text)
        if token.pos_ == "AUX":
            state = next((c for c in token.children if c.dep_ == "acomp"), None)
            return None if state is None else (state.idx, state.idx + len(state.text))
        if token.pos_ == "VERB":
            break
    return None


def _head(doc: Any, spot: CharRange) -> Any | None:
    span = doc.char_span(*spot, alignment_mode="expand")
    return None if span is None or not len(span) else span.root
