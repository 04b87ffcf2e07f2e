"""Why a quotation is not found: which words differ, or whose words they are; and the exact words in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..record import Span
from .evidence import Evidence
from .quote_finding import FEW, layout, within
from .quotes_made import Quote, even

#: Below this share of the quotation's words in order a passage is another one, not one that was altered.
_ALIKE = 0.5
#: From this likeness of letters on a word is another one misspelt.
_SPELT = 0.75
#: Words of a passage that are compared.
_MOST = 400
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Differing:
    """What is wrong with a quotation: ``span`` in the sentence, in words, and how to mend it."""

    span: Span
    words: str
    mending: str | None = None
    instead: str | None = None
    cited: str | None = None


def differing(sentence: str, quote: Quote, cited: Sequence[Evidence]) -> Differing:
    """Why none of these has the quotation."""
    for evidence in cited:
        elsewhere = _elsewhere(sentence, quote, evidence)
        if elsewhere is not None:
            return elsewhere
    near = max((one for each in cited for one in _near(sentence, quote, each)), key=lambda one: one.share, default=None)
    if near is not None and near.share >= _ALIKE:
        return near.told(sentence, quote)
    few = quote.words <= FEW
    said = _short(quote.inside.of(sentence))
    where = "in what is cited" if cited[0].finding is not None or cited[0].passage is None else "in the passage cited"
    script = _other_script(sentence, quote, cited)
    if script is not None:
        return Differing(quote.span, f"“{said}” cannot be exact: {script}", _UNMARKED, None, cited[0].id)
    return Differing(
        quote.span,
        f"“{said}” {'does not stand' if few else 'do not stand'} {where}"
        if few
        else f"the words “{said}” do not stand {where}",
        "quote its words, or leave the quotation marks out",
        None,
        cited[0].id,
    )


_UNMARKED = "quote the words of the original, or give the translation without quotation marks"


def _other_script(sentence: str, quote: Quote, cited: Sequence[Evidence]) -> str | None:
    words = quote.inside.of(sentence)
    for evidence in cited:
        text = " ".join(span.of(evidence.text) for span in evidence.sentences[:3]) or evidence.text[:400]
        if _is_arabic(text) != _is_arabic(words):
            language = evidence.record.document.language
            return f"what is cited is in {_LANGUAGES.get(language or '', 'another script')}"
    return None


_LANGUAGES = {
    "ar": "Arabic",
    "fa": "Persian",
    "en": "English",
    "ur": "Urdu",
    "ckb": "Kurdish",
    "ru": "Russian",
    "he": "Hebrew",
}


def _is_arabic(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum("\u0600" <= letter <= "\u06ff" for letter in letters) * 2 > len(letters)


def _elsewhere(sentence: str, quote: Quote, evidence: Evidence) -> Differing | None:
    """Where its exact words stand in the document, but not in what is cited of it."""
    text, said = evidence.text, _short(quote.inside.of(sentence))
    for one in evidence.record.statements:
        for span in one.content if one not in evidence.voices else ():
            if within(quote, evidence, span.start, span.end) is not None:
                kept = evidence.record.kept
                id_ = next((known.id for known in kept.findings if known.local == one.id), None) if kept else None
                return Differing(
                    quote.span,
                    f"“{said}” stands in another statement of the same document",
                    f"cite [@{id_}]" if id_ else "cite the statement that has it",
                    None,
                    id_ or evidence.id,
                )
    whole = within(quote, evidence, 0, len(text))
    if whole is None:
        return None
    if evidence.passage is not None:
        return Differing(
            quote.span, f"“{said}” stands outside the passage cited", "cite the passage that has it", None, evidence.id
        )
    if any(one.span.holds(whole.whole) for one in layout(text).quotations):
        return Differing(
            quote.span,
            f"“{said}” stands in a quotation that is no part of what is cited",
            f"cite the passage: [@{evidence.record.document.id}#{whole.whole.start}-{whole.whole.end}]",
            None,
            evidence.id,
        )
    return Differing(
        quote.span,
        f"“{said}” are the reporter’s own words, not the speaker’s",
        "leave the quotation marks out, or quote the outlet: cite the passage "
        f"[@{evidence.record.document.id}#{whole.whole.start}-{whole.whole.end}]",
        None,
        evidence.id,
    )


@dataclass(frozen=True, slots=True)
class _Near:
    """A passage that the quotation is likest to: the words of both, and how they stand to each other."""

    share: float
    evidence: Evidence
    mine: tuple[Span, ...]
    theirs: tuple[Span, ...]
    blocks: tuple[tuple[str, int, int, int, int], ...]

    def told(self, sentence: str, quote: Quote) -> Differing:
        text = self.evidence.text
        changed = [one for one in self.blocks if one[0] != "equal"]
        exact = " ".join(Span(self.theirs[0].start, self.theirs[-1].end).of(text).split())
        if not changed:
            words = "the words are the source’s, but the stops between them are not, or they stand in no one place"
            return self._said(quote.inside, words, exact, exact)
        named = "; ".join(_named(sentence, text, self, one) for one in changed[:3])
        words = f"the quotation is not exact: {named}"
        if len(changed) > 1:
            return self._said(quote.inside, words, exact, exact)
        kind, a, b, c, d = changed[0]
        if kind == "delete":
            return self._said(_over(self.mine, a, b), words, None, exact)
        theirs = " ".join(_over(self.theirs, c, d).of(text).split())
        if kind == "insert":
            # The word behind the place at which words are missing is the span, with them in its place.
            at = min(a, len(self.mine) - 1)
            own = self.mine[at].of(sentence)
            return self._said(self.mine[at], words, f"{own} {theirs}" if at < a else f"{theirs} {own}", exact)
        span = _over(self.mine, a, b)
        mine = span.of(sentence)
        if mine[1:] == theirs[1:] and mine[0].swapcase() == theirs[0]:
            bracketed = f"[{mine[0]}]{mine[1:]}"
            return self._said(span, f"{words}: a changed capital is marked", bracketed, exact)
        return self._said(span, words, theirs, exact)

    def _said(self, span: Span, words: str, instead: str | None, exact: str) -> Differing:
        source = f"the source has “{exact}”"
        if instead is None or exact == instead:
            mending = f"write “{exact}”" if instead else f"take it out: {source}"
        else:
            mending = f"write “{instead}”: {source}"
        return Differing(span, words, mending, instead, self.evidence.id)


def _over(spans: Sequence[Span], begin: int, end: int) -> Span:
    return Span(spans[begin].start, spans[end - 1].end)


def _named(sentence: str, text: str, near: _Near, block: tuple[str, int, int, int, int]) -> str:
    kind, a, b, c, d = block
    if kind == "insert":
        return f"“{_short(_over(near.theirs, c, d).of(text))}” is left out without a mark"
    mine = _short(_over(near.mine, a, b).of(sentence))
    if kind == "delete":
        return f"“{mine}” is not in the source"
    return f"“{mine}” where the source has “{_short(_over(near.theirs, c, d).of(text))}”"


def _near(sentence: str, quote: Quote, evidence: Evidence) -> Iterator[_Near]:
    mine = tuple(Span(*found.span()) for found in _WORD.finditer(sentence, quote.inside.start, quote.inside.end))
    if not mine:
        return
    forms = [_form(one.of(sentence)) for one in mine]
    for span in _looked_at(evidence):
        theirs = tuple(Span(*found.span()) for found in _WORD.finditer(evidence.text, span.start, span.end))[:_MOST]
        if len(mine) <= FEW:
            yield from _like(forms, mine, theirs, evidence)
        elif theirs:
            yield _aligned(forms, mine, theirs, evidence)


def _like(
    forms: Sequence[str], mine: tuple[Span, ...], theirs: tuple[Span, ...], evidence: Evidence
) -> Iterator[_Near]:
    """The words of the source that are spelt most like one or two: too few to be found by those they share."""
    said = " ".join(forms).casefold()
    for at in range(len(theirs) - len(mine) + 1):
        some = theirs[at : at + len(mine)]
        other = [_form(one.of(evidence.text)) for one in some]
        matcher = SequenceMatcher(None, " ".join(other).casefold(), said, autojunk=False)
        if matcher.quick_ratio() >= _SPELT and matcher.ratio() >= _SPELT:
            blocks = SequenceMatcher(None, forms, other, autojunk=False).get_opcodes()
            yield _Near(matcher.ratio(), evidence, mine, some, tuple(blocks))


def _looked_at(evidence: Evidence) -> Iterator[Span]:
    for voice in evidence.voices:
        yield from voice.content
    yield from evidence.sentences
    for span in evidence.spans if evidence.finding is None else ():
        yield from (one for one in layout(evidence.text).paragraphs if one.meets(span))


def _aligned(forms: Sequence[str], mine: tuple[Span, ...], theirs: tuple[Span, ...], evidence: Evidence) -> _Near:
    other = [_form(one.of(evidence.text)) for one in theirs]
    # Where case alone differs, words are still set beside each other.
    matcher = SequenceMatcher(
        None, [one.casefold() for one in forms], [one.casefold() for one in other], autojunk=False
    )
    same = [one for one in matcher.get_matching_blocks() if one.size]
    if not same:
        return _Near(0.0, evidence, mine, theirs, ())
    first, last = same[0], same[-1]
    # What stands before the first, and behind the last word in common, is set beside as many words of the source.
    begin = max(0, first.b - first.a)
    end = min(len(theirs), last.b + last.size + len(mine) - last.a - last.size)
    share = sum(one.size for one in same) / len(mine)
    spread = (last.b + last.size - first.b) / max(1, last.a + last.size - first.a)
    cut = SequenceMatcher(None, forms, other[begin:end], autojunk=False)
    share = share if spread <= 3 else share / spread
    return _Near(share, evidence, mine, theirs[begin:end], tuple(cut.get_opcodes()))


def _form(word: str) -> str:
    return even(word, 0, len(word)).text


def _short(words: str, most: int = 60) -> str:
    said = " ".join(words.split()).strip(" ,.")
    return said if len(said) <= most else f"{said[: most - 1].rsplit(' ', 1)[0]} …"
