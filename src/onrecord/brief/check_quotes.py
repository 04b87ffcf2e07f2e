"""Quotations: exact, in order, from one place of what is cited, and in somebody's mouth there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..record import BriefPart, BriefSentence, Form, Span
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .quote_differing import differing
from .quote_finding import FEW, Found, find, layout
from .quote_gaps import dropped
from .quotes_made import Quote, even, quotes
from .sense import Turn, turnings

if TYPE_CHECKING:
    from .check import Grounds

_UNCITED = "a quotation is cited, in a comment too"


def check_quotes(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Every quotation of a sentence against what it cites."""
    for quote in quotes(sentence.text):
        if not quote.closed:
            yield _fault(sentence, quote.span, Gravity.ERROR, "a quotation is opened here and never closed", "close it")
        elif cited:
            yield from _checked(sentence, quote, cited)
        elif sentence.part is BriefPart.COMMENT and not sentence.citations and quote.words > FEW:
            yield _fault(sentence, quote.span, Gravity.ERROR, _UNCITED, "cite what it is quoted from: [@s:3f9c]")


def _checked(sentence: BriefSentence, quote: Quote, cited: Sequence[Evidence]) -> Iterator[Fault]:
    if quote.trouble is not None:
        remedy = "brackets hold whole words, a changed capital, or an ending"
        yield _fault(sentence, quote.inside, Gravity.ERROR, quote.trouble, remedy)
        return
    if not any(letter.isalnum() for piece in quote.pieces for letter in piece):
        return
    found = find(quote, cited)
    if found is None and _is_name(sentence, quote, cited):
        return
    if found is None:
        why = differing(sentence.text, quote, cited)
        yield _fault(sentence, why.span, Gravity.ERROR, why.words, why.mending, why.instead, why.cited)
        return
    yield from _inserted(sentence, quote, found)
    wrong = dropped(found)
    if wrong is not None:
        exact = " ".join(wrong.span.of(found.evidence.text).split()).strip(" ,")
        yield _fault(
            sentence, quote.inside, wrong.gravity, wrong.words, f"quote “{exact}” too", None, found.evidence.id
        )
    if quote.words > FEW and _is_reporters(found):
        yield _fault(
            sentence,
            quote.span,
            Gravity.WARNING,
            "the source gives these words without quotation marks: they are the reporter’s, not the speaker’s",
            "leave the quotation marks out",
            None,
            found.evidence.id,
        )


def _inserted(sentence: BriefSentence, quote: Quote, found: Found) -> Iterator[Fault]:
    """Words in brackets that turn the sense and are not the source's."""
    here = found.whole.of(found.evidence.text)
    for span in quote.inserted:
        words = span.of(sentence.text)
        turned = [one for one in turnings(words) if one.turn in (Turn.NEGATION, Turn.CONDITION, Turn.DOUBT)]
        if turned and words not in here:
            said = f"the brackets put “{turned[0].words}” into what was said"
            yield _fault(sentence, span, Gravity.ERROR, said, "take it out", None, found.evidence.id)
        elif (name := _unnamed(words, found.evidence)) is not None:
            said = f"the brackets name “{name}”, whom the document does not"
            yield _fault(sentence, span, Gravity.ERROR, said, "write the name as it is", None, found.evidence.id)


_NAMED = re.compile(r"[^\W\d_][\w’'-]{2,}")


def _unnamed(words: str, one: Evidence) -> str | None:
    """The first word of a name in brackets that is none of anybody in the document, nor any word of its."""
    known = {part for name in _called(one) for part in _NAMED.findall(_plainly(name))}
    for match in _NAMED.finditer(words):
        word = match[0]
        if word[0].isupper() and not known.issuperset(_NAMED.findall(_plainly(word))):
            return word
    return None


def _called(one: Evidence) -> Iterator[str]:
    yield from (one.text, one.record.document.title or "", *one.outlets)
    for somebody in one.people:
        yield from somebody.names
    for actor in one.record.actors:
        yield from (actor.name, *actor.also, actor.known_as or "", *(role.title for role in actor.roles))
    yield from (place.name for place in one.record.places)


def _plainly(name: str) -> str:
    return name.casefold().replace("’", "'").removesuffix("'s")


def _is_name(sentence: BriefSentence, quote: Quote, cited: Sequence[Evidence]) -> bool:
    """Whether it is what a report, an outlet or somebody is called, and no words of anybody."""
    said = even(sentence.text, quote.inside.start, quote.inside.end).text.strip(" ,.")
    called = (
        name
        for one in cited
        for name in (one.record.document.title, *one.outlets, *(name for each in one.people for name in each.names))
        if name
    )
    return any(even(name, 0, len(name)).text.strip(" ,.") == said for name in called)


def _is_reporters(found: Found) -> bool:
    """Whether the words stand in no quotation of the source, and are not the whole document's own voice."""
    if found.statement is None or found.statement.form is Form.DIRECT:
        return False
    return not any(one.span.meets(found.whole) for one in layout(found.evidence.text).quotations)


def _fault(
    sentence: BriefSentence,
    span: Span,
    gravity: Gravity,
    words: str,
    mending: str | None,
    instead: str | None = None,
    cited: str | None = None,
) -> Fault:
    return Fault(FaultKind.QUOTE, gravity, in_draft(sentence, span), words, mending, instead, cited)
