"""Lines that are no report: datelines, bylines, credits, rules, signatures, and the head of a monitoring report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..codebook import ZoneMarks
from ..record import ZoneKind

_BYLINE = re.compile(
    r"[*_]{0,3}(?:[Bb]y|BY|[Ff]rom) [A-Z][\w.’'-]*(?: (?:and |[a-z]{1,3} )?[A-Z][\w.’'-]*){0,8}(?:,| in | \||[*_]*\Z)"
)
_LINK = re.compile(r"(?:https?://\S+|www\.\S+|\S+@\S+\.\w+)\Z")
_NO_LETTERS = re.compile(r"[\W\d]*\Z")
#: A photograph's credit: agency, stroke, name.
_CREDIT = re.compile(r"[A-Z][\w .&'’-]{1,40}/ ?[A-Z][\w .&'’-]{1,50}(?:/[\w .]{2,30})?\Z")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DATED = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\b\d{{4}}-\d\d-\d\d|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
    r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[a-z]{2,5}\.?)?)?[\s*_.)]*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[*_]{0,3}([A-Z][\w’' -]{0,28}?)[*_]{0,3}:[*_]{0,3}\s+\S")
#: A line that stands outside the running text is shorter than this, in characters.
_LINE = 120
#: Paragraphs in which a head or a dateline may stand.
_TOP = 10


def no_report(shown: Sequence[str], i: int) -> bool:
    """Whether a paragraph is no report by its looks alone: a rule, a link, a signature under two dashes."""
    paragraph = shown[i]
    if _NO_LETTERS.match(paragraph[:200]):
        return True
    return len(paragraph) < _LINE and _LINK.match(paragraph) is not None


def signature(shown: Sequence[str]) -> int:
    """The number of the paragraph that opens a mail's signature (two dashes); of paragraphs where there is none."""
    for i in range(len(shown) - 1, max(0, len(shown) - 10), -1):
        if shown[i] == "--" and all(len(p) < 300 for p in shown[i:]):
            return i
    return len(shown)


def boilerplate(shown: Sequence[str], i: int, marks: ZoneMarks) -> bool:
    """Whether a paragraph is no report by its English words: copyright, byline, dateline, credit."""
    paragraph = shown[i]
    if paragraph.lower().lstrip("*_([ ").startswith(marks.boilerplate) and len(paragraph) < 400:
        return True
    if len(paragraph) >= _LINE or paragraph.startswith("#"):
        return False
    near = i < 5 or i >= len(shown) - 2
    if near and _BYLINE.match(paragraph) and paragraph[-1] not in ".!?:":
        return True
    return _CREDIT.match(paragraph) is not None or (i < _TOP and _is_dateline(paragraph, first=i == 0))


def _is_dateline(paragraph: str, *, first: bool) -> bool:
    """A line that ends in a whole date; the first line of a text may be a headline that does so too."""
    date = _DATED.search(paragraph)
    if date is None:
        return False
    rest = [w for w in re.findall(r"[^\W\d_]+", paragraph[: date.start()]) if w != "the"]
    return not first or all(w[0].isupper() for w in rest)


def report_head(shown: Sequence[str], marks: ZoneMarks) -> dict[int, ZoneKind]:
    """The labelled lines at the head of a monitoring report or memorandum, two at least; its item is a headline."""
    found: dict[int, ZoneKind] = {}
    for i, paragraph in enumerate(shown[:_TOP]):
        match = _LABEL.match(paragraph) if len(paragraph) < 2 * _LINE else None
        label = match.group(1).lower() if match else ""
        if label in marks.titles:
            found[i] = ZoneKind.HEADLINE
        elif label in marks.heads:
            found[i] = ZoneKind.BOILERPLATE
    return found if len(found) > 1 else {}
