"""Trees put right by what is known of the names: a name is one phrase, and what it owns hangs on what is owned.

A parser that has never seen a name may scatter its words over the sentence. The names themselves are known better than
the trees, so the trees give way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..record import Actor, MentionForm
from .syntax import Syntax, Word

_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "get", "gets", "got", "gotten", "getting"))
#: Labels that no word of a name has before the name's head.
_OUTSIDE = frozenset(("appos", "nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "dep", "advmod", "npadvmod"))
#: Labels of what stands before a noun and says which one is meant.
_BEFORE = ("compound", "amod", "nmod")
#: Prepositions that lose the space before them in print.
_GLUED = frozenset(("in", "of", "on", "at", "for", "to"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_ENDS_NAME = frozenset(("IN", "TO", "CC", ",", "-LRB-", "POS"))
#: Words between an owner and what it owns.
_OWNED = ("JJ", "NN", "CD", "VB")
_FURTHEST = 6


def tidied(syntax: Syntax, actors: Iterable[Actor]) -> Syntax:
    """The trees with each name under one head, each owner under what it owns, and subjects told from undergoers."""
    words = list(syntax.words)
    spans = {m.span for a in actors for m in a.mentions if m.form is not MentionForm.PRONOUN}
    for span in sorted(spans, key=lambda s: (s.end - s.start, s)):
        wide = syntax.widened(span)
        _hold_together(words, syntax.inside(wide))
        if wide != span:
            _part(words, syntax.inside(wide), wide.end - span.end)
    for word in syntax.words:
        if word.tag == "POS" or word.label == "case":
            _own(words, word.number)
    _join_subjects(words)
    made = Syntax.of(words)
    return Syntax.of([_voiced(made, w) for w in made.words])


def _hold_together(words: list[Word], inside: range) -> None:
    """Hang the words of a name on its head: the last before a preposition or a mark."""
    core = _core(words, inside)
    nouns = [n for n in core if words[n].label not in ("piece", "case", "punct")]
    if not nouns:
        return
    head = nouns[-1]
    outer = [n for n in core if words[n].head not in inside]
    if not outer:
        return
    for number in core:
        if words[number].head == head and number < head and words[number].label in _OUTSIDE:
            words[number] = replace(words[number], label="compound")
    if outer == [head]:
        return
    link = words[head] if head in outer else words[min(outer, key=lambda n: (words[n].label not in _SUBJECTS, -n))]
    if link.head in core or link.head == head:
        return
    words[head] = replace(words[head], head=link.head, label=link.label)
    for number in core:
        if number != head and (number in outer or words[number].head == number):
            label = words[number].label if words[number].label in ("piece", "punct", "det", "case") else "compound"
            words[number] = replace(words[number], head=head, label=label)


def _part(words: list[Word], name: range, glued: int) -> None:
    """Hang on a name what print ran into it with a preposition, ``glued`` characters long: "the Salt Frontin Selm"."""
    last = words[name[-1]] if name else None
    if last is None or last.low[-glued:] not in _GLUED or last.head <= last.number or last.label not in _BEFORE:
        return
    after = words[last.head]
    if not after.is_noun or after.head in name:
        return
    for number in range(name[0] - 1, -1, -1):
        if words[number].head != after.number or words[number].label not in (*_BEFORE, "det"):
            break
        words[number] = replace(words[number], head=last.number)
    words[last.number] = replace(last, head=after.head, label=after.label)
    words[after.number] = replace(after, head=last.number, label="pobj")
    for number in name[:-1]:
        if words[number].head == after.number:
            words[number] = replace(words[number], head=last.number)


def _join_subjects(words: list[Word]) -> None:
    """Two subjects of one verb with "and" between them are joined: "Selm and the Front fought". A heading is none."""
    first: dict[int, int] = {}
    for word in list(words):
        if word.label not in _SUBJECTS or word.head < word.number:
            continue
        if words[word.number + 1].low == ":":
            # "Comment: the guard ..." is no subject.
            words[word.number] = replace(word, label="dep")
            continue
        before = first.setdefault(word.head, word.number)
        between = words[before + 1 : word.number]
        if before != word.number and len(between) <= _FURTHEST and any(w.tag == "CC" for w in between):
            words[word.number] = replace(word, head=before, label="conj")


def _core(words: list[Word], inside: range) -> list[int]:
    """The words of a name before its first preposition or mark, and after its owner: "Guard" of "Selm's Guard"."""
    core: list[int] = []
    for number in inside:
        word = words[number]
        if word.tag == "POS" and number + 1 in inside and words[number + 1].low == "s":
            core = []
        elif core and (word.label == "prep" or (word.tag in _ENDS_NAME and not _is_apostrophe(words, number))):
            break
        else:
            core.append(number)
    return core


def _is_apostrophe(words: list[Word], number: int) -> bool:
    """Whether a mark joins the parts of one word: "Ra'uzeh"."""
    following = words[number + 1 : number + 2]
    return words[number].tag == "POS" and bool(following) and following[0].span.start == words[number].span.end


def _own(words: list[Word], mark: int) -> None:
    """Hang the owner before an apostrophe on the last noun of what follows."""
    at = mark - 1
    while at >= 0 and words[at].label in ("piece", "case", "punct") and mark - at < _FURTHEST:
        at -= 1
    if at < 0 or not words[at].is_noun or words[at].sentence != words[mark].sentence:
        return
    if words[at].label == "poss" and words[at].head > mark:
        return
    owned = None
    for number in range(mark + 1, min(len(words), mark + 1 + _FURTHEST)):
        word = words[number]
        if word.label in ("piece", "case") or word.low in ("'", "\u2019", "-"):
            continue
        if word.tag[:2] not in _OWNED or word.sentence != words[mark].sentence:
            break
        if word.tag[:2] == "NN":
            owned = number
        elif owned is not None:
            break
    if owned is not None and not _is_above(words, at, owned):
        words[at] = replace(words[at], head=owned, label="poss")
    elif owned is not None:
        words[owned] = replace(words[owned], head=words[at].head, label=words[at].label)
        words[at] = replace(words[at], head=owned, label="poss")


def _is_above(words: list[Word], upper: int, lower: int) -> bool:
    """Whether one word hangs, at a small depth, on another."""
    here = lower
    for _ in range(_FURTHEST * 2):
        here = words[here].head
        if here < 0:
            return False
        if here == upper:
            return True
    return False


def _voiced(syntax: Syntax, word: Word) -> Word:
    """A verb without any form of "be" is no passive, whatever its subject is labelled."""
    if word.label == "pobj" and word.number < word.head:
        return _before_its_preposition(syntax, word)
    if word.label == "dobj" and _is_subject(syntax, word):
        return replace(word, label="nsubj")
    verb = word if word.is_verb else syntax.up(word.number)
    if verb is None or syntax.kid(verb.number, "nsubjpass") is None:
        return word
    helpers = syntax.kids(verb.number, "aux", "auxpass")
    if any(h.low in _BE for h in helpers) or verb.label == "conj":
        return word
    if word is verb:
        return replace(word, tag="VBD") if word.tag == "VBN" else word
    return replace(word, label="nsubj") if word.label == "nsubjpass" else word


def _is_subject(syntax: Syntax, word: Word) -> bool:
    """Whether what is labelled an object stands before a verb that has no subject."""
    if word.head < word.number or not word.is_noun:
        return False
    helped = syntax.kids(word.head, *_SUBJECTS, "auxpass")
    return not helped and syntax[word.head].is_verb and syntax[word.head].tag not in ("VBG", "VBN")


def _before_its_preposition(syntax: Syntax, word: Word) -> Word:
    """A name that is taken for the object of a preposition after it is one of the verb's: "named the Front as ..."."""
    verb = syntax.up(word.head)
    if verb is None or not verb.is_verb:
        return word
    return replace(word, head=verb.number, label="dobj" if verb.number < word.number else "nsubj")
