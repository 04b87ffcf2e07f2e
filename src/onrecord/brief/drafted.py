"""Where words of a sentence stand in the draft that it is of."""

from __future__ import annotations

from ..record import BriefSentence, Span


def in_draft(sentence: BriefSentence, words: Span | None = None) -> Span:
    """The place in the draft of some characters of a sentence, by their place in it; of the whole sentence if none are
    given.
    """
    places = sentence.places
    if not places:
        return sentence.span
    begin, end = (words.start, words.end) if words is not None else (0, len(places))
    last = min(end, len(places))
    begin = min(begin, last - 1)
    return Span(places[begin], places[last - 1] + 1)
