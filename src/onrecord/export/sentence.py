"""The sentence that words stand in, where the words alone say little."""

from __future__ import annotations

import re

from ..record import Span

#: Characters that are looked at on each side.
_AROUND = 400
_ENDS = re.compile(r"[.!?؟。]['”’\"»)]*\s+|\n\s*")
_END = re.compile(r"[.!?؟。]['”’\"»)]*(?=\s|\Z)|(?=\n)|\Z")
_LEAD = re.compile(r"[\s\-–—•*]+")


def sentence_of(text: str, span: Span) -> Span:
    """Where the sentence around ``span`` begins and ends; cut at a word where it is longer than 400 characters a side.

    It is told by its marks alone, so it may be more than one ("Dr. Sarraf") or less than one.
    """
    least = max(0, span.start - _AROUND)
    before = text[least : span.start]
    begin = max((found.end() for found in _ENDS.finditer(before)), default=None)
    if begin is None:
        begin = before.find(" ") + 1 if least else len(before) - len(before.lstrip())
    most = min(len(text), span.end + _AROUND)
    # From the last character of the words on: they may end their sentence themselves.
    found = _END.search(text, max(span.start, span.end - 1), most)
    end = max(found.end() if found else most, span.end)
    if end == most < len(text) and " " in text[span.end : end]:
        end = span.end + text[span.end : end].rfind(" ")
    # A dash after the place of a report, or before an entry of a list, is no part of its first sentence.
    lead = _LEAD.match(text, least + begin, span.start)
    return Span(lead.end() if lead else least + begin, end)
