"""Whose voice a stretch of text is: headline, report, comment, background, boilerplate.

A mark decides where there is one ("Comment:", a heading "Background"). Without a mark a paragraph is background when it
tells who somebody is and what was long ago, and the paragraphs of a profile stand together at the end of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ..codebook import ZoneMarks, zone_marks
from ..record import Document, Span, Zone, ZoneKind
from .front_matter import boilerplate, no_report, report_head, signature
from .layout import Layout

_HASHES = re.compile(r"(#{1,6})[ \t]+|[*_]{2}(?=\S)")
#: The words of a mark, and what sets them off: a colon, stop or dash, or the bracket they stand in.
_MARKED = re.compile(
    r"[\[(*_#\s]{0,6}([^\W\d_][\w’' -]{1,28}?)"
    r"(?:[*_\])]{0,3}[ \t]*(?:[:.]|[—–]|-(?=\s))[*_\])]{0,3}|(?:\]|\*\*|__))(?=\s)"
)
_END_MARK = re.compile(
    r"(?:\A|(?<=\s))[\[(*_]{0,4}end(?:s| of)? (?:(?:the|our|analyst|editor)(?:['’]s)? )?"
    r"(?:comments?|note|analysis|assessment|commentary)[.\])*_]{0,4}\Z",
    re.IGNORECASE,
)
_OPINION = frozenset({"opinion", "editorial", "op-ed", "commentary", "viewpoint"})
_OPINION_ADDRESS = re.compile(r"//[^?#]*/(?:opinions?|editorials?|op-ed|commentary)/")
_ENDS = ".!?…:;"
#: A heading or headline is shorter than this, in characters.
_SHORT = 140
#: A marked comment whose end is marked too has no more paragraphs than this.
_REACH = 12

_PROFILE = re.compile(
    r"\A.{0,160}?(?:,? (?:or|also known as|formerly|known as|founded|formed|established|born)\b.{0,90}?)?"
    r" (?:is|are|was|were) (?:an?|the|one of|among|part of|known|led|based|headed|made up|composed) ",
    re.DOTALL,
)
_LONG_AGO = re.compile(
    r"\b(?:founded|formed|established|created|born|emerged|split from|long history|for decades|for years|since its"
    r"|in the wake of|at the time|years ago|historically|originally|previously|was designated|designated|has been led"
    r"|operates (?:both )?in|headquartered|is led by|was killed in|took power|came to power|independence)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NEWS = re.compile(
    r"\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight"
    r"|this (?:week|morning|month)|last (?:night|week)|earlier (?:today|on)|hours ago)\b",
    re.IGNORECASE,
)


def outline(document: Document, layout: Layout) -> tuple[Zone, ...]:
    """Zones by layout alone, in any language: title and Markdown headings, rules and links; the rest is report."""
    shown = [p.of(document.text) for p in layout.paragraphs]
    kinds = [_by_looks(shown, i, document.title) or ZoneKind.REPORT for i in range(len(shown))]
    return _joined(layout.paragraphs, kinds)


def zones(document: Document, layout: Layout) -> tuple[Zone, ...]:
    """The zones of an English document in order; together they cover its paragraphs and do not overlap."""
    shown = [p.of(document.text) for p in layout.paragraphs]
    marks = zone_marks()
    kinds = _by_marks(shown, document.title, marks)
    if _is_opinion(document, shown):
        kinds = [k or ZoneKind.COMMENT for k in kinds]
    for i in _profile(shown, kinds, document.published):
        kinds[i] = ZoneKind.BACKGROUND
    return _joined(layout.paragraphs, [k or ZoneKind.REPORT for k in kinds])


def zone_at(found: Sequence[Zone], place: int) -> ZoneKind:
    """The kind of zone at a place; report where no zone covers it. ``found`` are in text order."""
    before = bisect_right(found, place, key=lambda z: z.span.start) - 1
    return found[before].kind if before >= 0 and place < found[before].span.end else ZoneKind.REPORT


def _joined(paragraphs: Iterable[Span], kinds: Iterable[ZoneKind]) -> tuple[Zone, ...]:
    out: list[Zone] = []
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        if out and out[-1].kind is kind and kind is not ZoneKind.HEADLINE:
            out[-1] = Zone(kind, Span(out[-1].span.start, paragraph.end))
        else:
            out.append(Zone(kind, paragraph))
    return tuple(out)


def _by_looks(shown: Sequence[str], i: int, title: str | None) -> ZoneKind | None:
    paragraph = shown[i]
    if _level(paragraph) and len(paragraph) <= _SHORT:
        return ZoneKind.HEADLINE
    if title is not None and _bare(title) and _bare(paragraph) == _bare(title):
        return ZoneKind.HEADLINE
    return ZoneKind.BOILERPLATE if no_report(shown, i) else None


def _by_marks(shown: Sequence[str], title: str | None, marks: ZoneMarks) -> list[ZoneKind | None]:
    """What looks and marks tell of each paragraph; ``None`` where they tell nothing."""
    kinds: list[ZoneKind | None] = [None] * len(shown)
    head, signed = report_head(shown, marks), signature(shown)
    section, depth = None, 0
    running, until = None, -1
    for i, paragraph in enumerate(shown):
        looks = head.get(i) or _by_looks(shown, i, title)
        if looks is None and (i > signed or _END_MARK.match(paragraph) or boilerplate(shown, i, marks)):
            looks = ZoneKind.BOILERPLATE
        heading = looks is ZoneKind.HEADLINE or (looks is None and _is_heading(shown, i, marks))
        mark = _mark(paragraph, marks, alone=heading)
        if heading:
            kinds[i] = ZoneKind.HEADLINE
            level = _level(paragraph)
            if mark is not None or not 0 < depth < level:
                section, depth = (None if mark is ZoneKind.REPORT else mark), level
        elif looks is not None:
            kinds[i] = looks
            if _END_MARK.match(paragraph):
                section = None
        else:
            if mark is not None:
                running, until = mark, _reach(shown, i, marks)
            kinds[i] = running if i <= until else section
    return kinds


def _reach(shown: Sequence[str], i: int, marks: ZoneMarks) -> int:
    """The last paragraph that a mark at the head of paragraph ``i`` speaks for: that one alone, unless the bracket it
    stands in, or a mark such as "End comment", closes further on.
    """
    bracket = shown[i].startswith("[") and "]" not in shown[i]
    for k in range(i, min(i + _REACH, len(shown))):
        if k > i and _mark(shown[k], marks, alone=False) is not None:
            break
        if (bracket and shown[k].endswith("]")) or _END_MARK.search(shown[k][-60:]):
            return k
    return i


def _level(paragraph: str) -> int:
    """The level of a Markdown heading (1 to 6), 0 for anything else."""
    match = _HASHES.match(paragraph)
    return len(match.group(1)) if match and match.group(1) else 0


def _is_heading(shown: Sequence[str], i: int, marks: ZoneMarks) -> bool:
    paragraph = shown[i]
    if i + 1 >= len(shown):
        return False
    if len(paragraph) > _SHORT or "\n" in paragraph or paragraph[-1] in _ENDS + ",":
        return len(paragraph) < 40 and _kind_of(_unmarked(paragraph), marks) is not None
    if paragraph[0] in "\"“‘«'":
        return i == 0 and _is_quoted_headline(paragraph)
    letters = [w for w in paragraph.split() if w[:1].isalpha()]
    if not letters or paragraph[0] in "-*•–—":
        return False
    follows = len(shown[i + 1]) > len(paragraph) or i == 0
    titled = sum(w[0].isupper() for w in letters) >= 0.6 * len(letters)
    return follows and (i == 0 or (titled and len(letters) <= 14) or len(letters) <= 5)


def _is_quoted_headline(paragraph: str) -> bool:
    """Somebody's words as a headline: one quotation without the stop or comma that running text would close with."""
    return paragraph[-1] in "\"”’»'" and paragraph[-2:-1] not in (".", ",", "!", "…")


def _bare(line: str) -> str:
    return re.sub(r"\W+", " ", line.lower()).strip()


def _mark(paragraph: str, marks: ZoneMarks, *, alone: bool) -> ZoneKind | None:
    match = _MARKED.match(paragraph[:60])
    kind = _kind_of(match.group(1) if match else _unmarked(paragraph) if alone else "", marks)
    return kind if alone or kind is not ZoneKind.REPORT else None


def _unmarked(heading: str) -> str:
    """The words of a heading without hashes, stars, brackets and stops."""
    return _HASHES.sub("", heading[: _SHORT + 8]).strip(" *_:.#[]()?")


def _kind_of(words: str, marks: ZoneMarks) -> ZoneKind | None:
    head = words.lower().replace("’", "'").strip()
    if head in marks.comment:
        return ZoneKind.COMMENT
    if head in marks.background:
        return ZoneKind.BACKGROUND
    return ZoneKind.REPORT if head in marks.report else None


def _is_opinion(document: Document, shown: Sequence[str]) -> bool:
    """Whether the whole text says of itself, or its address does, that it is an editorial or an opinion."""
    for line in (document.title or "", shown[0] if shown else ""):
        match = _MARKED.match(line[:60])
        if match and match.group(1).lower() in _OPINION:
            return True
    if document.url is not None and _OPINION_ADDRESS.search(document.url):
        return True
    return any(len(p) < 30 and p.lower().strip(" *_#[]") in _OPINION for p in shown[:3])


def _profile(shown: Sequence[str], kinds: Sequence[ZoneKind | None], published: str | None) -> Iterator[int]:
    """Numbers of unmarked paragraphs that tell who somebody is or what was long ago."""
    year = _year_of(shown, published)
    scores = [_pastness(p, year) for p in shown]
    last_news = max((i for i, k in enumerate(kinds) if k is None and scores[i] < 1), default=-1)
    for i, paragraph in enumerate(shown):
        if kinds[i] is not None or i == 0 or len(paragraph) < 60:
            continue
        near_end = i >= last_news
        beside = any(0 <= k < len(shown) and kinds[k] is None and scores[k] >= 2 for k in (i - 1, i + 1))
        if scores[i] >= 3 or (scores[i] >= 2 and (near_end or beside)) or (scores[i] >= 1 and near_end and beside):
            yield i


def _year_of(shown: Sequence[str], published: str | None) -> int:
    """The year of publication, or the latest one named in the first two paragraphs; 9999 where neither is there."""
    if published:
        return int(published[:4])
    return max((int(y) for p in shown[:2] for y in _YEAR.findall(p[:2000])), default=9999)


def _pastness(paragraph: str, year: int) -> int:
    """How much a paragraph looks like background: 0 (news) to 4."""
    score = 2 if _PROFILE.match(paragraph[:300]) else 0
    score += min(2, len(_LONG_AGO.findall(paragraph)))
    score += any(int(y) < year for y in _YEAR.findall(paragraph))
    return max(0, min(4, score) - 2 * len(_NEWS.findall(paragraph)))
