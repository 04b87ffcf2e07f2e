"""A draft as its writer keeps it: Markdown with a head, citations (``[@s:3f9c]``) and margin notes; read into a Brief.

The writer's words are never changed by reading them: every character of a sentence knows its place in the draft.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import yaml

from ..errors import BriefError
from ..reading.quotations import quotations
from ..reading.sentences import sentences as split
from ..record import Brief, BriefPart, BriefSentence, Citation, Span

#: The longest draft, in characters, and the longest head.
LONGEST, _LONGEST_HEAD = 2_000_000, 20_000
#: The most sentences and citations of a draft: a book has fewer.
MOST_SENTENCES, MOST_CITATIONS = 20_000, 20_000
#: Names of sections by which their part is known; a heading begins with one of them.
GLANCE, COMMENT, PROFILE = "At a glance", "Comment", "Profile"
#: Sections of the second level that are no news.
BACKGROUND = ("Background", "Due", "Earlier", "What is due", "What is new", "Overdue")

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_NOTE = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_ENTRY = re.compile(r"\s{0,12}(?:[-*+]|\d{1,4}[.)])[ \t]+")
_QUOTED = re.compile(r" {0,3}(?:>[ \t]?)+")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}\Z")
_TABLE_RULE = re.compile(r"[ \t]*(?:\|[ \t]*)?:?--[-:| \t]*\Z")
_IMAGE = re.compile(r"\s*!\[([^\]]*)\]\(")
_CITED = re.compile(r"([a-zA-Z]:[0-9a-fA-F]{1,64})(?:#(\d{1,9})-(\d{1,9}))?\Z")
_COMMENT = re.compile(r"[*_]{0,3}Comment[*_]{0,3}:[*_]{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """A citation that cannot be read: where it stands, and its words."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was read: the brief, and the citations in it that cannot be read."""

    brief: Brief
    unread: tuple[Unread, ...] = ()


def read_draft(text: str, name: str = "this draft") -> Draft:
    """Reads a draft. ``name`` is what a message calls it.

    Raises:
        BriefError: if it is too long, has too many sentences or citations, or its head is no list of names and values.
    """
    if len(text) > LONGEST:
        raise BriefError("this draft is too long to be read", name, f"a draft has {LONGEST:,} characters at most")
    head = _HEAD.match(text)
    facts = _facts(head[1] or "", name) if head is not None else ()
    body = _Body(text, head.end() if head is not None else 0)
    made = tuple(_counted(body, name))
    return Draft(Brief(text, facts, _headings(made)), tuple(body.unread))


def _counted(body: _Body, name: str) -> Iterator[BriefSentence]:
    """The sentences, while they are as many as a draft may have."""
    cited = 0
    for number, sentence in enumerate(body.sentences()):
        cited += len(sentence.citations)
        if number >= MOST_SENTENCES:
            most = f"{MOST_SENTENCES:,} sentences"
        elif cited + len(body.unread) > MOST_CITATIONS:
            most = f"{MOST_CITATIONS:,} citations"
        else:
            yield sentence
            continue
        raise BriefError("this draft is too long to be read", name, f"a draft has {most} at most")


def _facts(head: str, name: str) -> tuple[tuple[str, str], ...]:
    remedy = "write lines of the form name: value between two lines of three hyphens"
    if len(head) > _LONGEST_HEAD:
        raise BriefError("the head of this draft is too long", name, remedy)
    try:
        # BaseLoader gives strings and no objects: a date stays what was written.
        found = yaml.load(head, yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as reason:
        line = getattr(getattr(reason, "problem_mark", None), "line", None)
        where = name if line is None else f"{name}, line {line + 2}"
        raise BriefError("the head of this draft cannot be read", where, remedy) from None
    if found is None:
        return ()
    if not isinstance(found, dict):
        raise BriefError("the head of this draft is no list of names and values", name, remedy)
    return tuple((str(key), "; ".join(_flat(value))) for key, value in found.items())


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))


@dataclass(slots=True)
class _Body:
    """The draft below its head, read block by block."""

    text: str
    begin: int
    unread: list[Unread] = field(default_factory=list)
    _part: BriefPart = BriefPart.ITEM
    _section: int | None = None
    _sections: int = 0
    _heading: str | None = None
    _block: int = 0

    def sentences(self) -> Iterator[BriefSentence]:
        for level, pieces in _blocks(self.text, self.begin):
            plain = _Plain.of(self.text, pieces, self.unread)
            if not plain.text.strip() and not plain.citations:
                continue
            self._block += 1
            if level:
                yield self._headed(level, plain)
            else:
                yield from self._block_of(plain, self._part_of(plain, pieces[0]))

    def _headed(self, level: int, plain: _Plain) -> BriefSentence:
        title = plain.text.strip()
        if level <= 2:
            self._section = None if level == 1 else self._sections
            self._sections += level == 2
        self._heading = title
        self._part = _part(level, title)
        whole = Span(0, len(plain.text)) if plain.text else Span(0, 1)
        return self._sentence(plain, whole, plain.citations, BriefPart.HEADING, level)

    def _part_of(self, plain: _Plain, first: Span) -> BriefPart:
        if _COMMENT.match(plain.text.lstrip()):
            return BriefPart.COMMENT
        return BriefPart.CAPTION if _IMAGE.match(self.text, first.start, first.end) else self._part

    def _block_of(self, plain: _Plain, part: BriefPart) -> Iterator[BriefSentence]:
        trimmed = plain.text.strip()
        if not trimmed:
            # A paragraph of citations alone says nothing.
            return
        begin = plain.text.index(trimmed[0])
        spans = _unbroken(plain.text, split(plain.text, Span(begin, begin + len(trimmed))))
        starts = [plain.places[span.start] for span in spans[1:]]
        begins = [one.span.start for one in plain.citations]
        done = 0
        for at, span in enumerate(spans):
            last = bisect_left(begins, starts[at]) if at < len(starts) else len(begins)
            yield self._sentence(plain, span, plain.citations[done:last], part, 0)
            done = last

    def _sentence(
        self, plain: _Plain, span: Span, citations: tuple[Citation, ...], part: BriefPart, level: int
    ) -> BriefSentence:
        places = plain.places[span.start : span.end]
        begin = places[0] if places else citations[0].span.start
        end = max([(places[-1] if places else begin) + 1, *(one.span.end for one in citations)])
        return BriefSentence(
            plain.text[span.start : span.end],
            Span(begin, end),
            tuple(places),
            part,
            citations,
            self._block,
            self._section,
            self._heading,
            level,
        )


def _unbroken(text: str, spans: Iterable[Span]) -> list[Span]:
    """Sentences of which none ends within a quotation: all that stands between two marks belongs to who said it."""
    quoted = [one.inside for one in quotations(text, (Span(0, len(text)),)) if one.depth == 0 and one.closed]
    begins = [one.start for one in quoted]
    out: list[Span] = []
    for span in spans:
        # Quotations that are in no other do not overlap.
        before = bisect_left(begins, span.start)
        if out and before and span.start < quoted[before - 1].end:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _part(level: int, title: str) -> BriefPart:
    small = title.casefold()
    if small.startswith(GLANCE.casefold()):
        return BriefPart.GLANCE
    if small.startswith(PROFILE.casefold()):
        return BriefPart.PROFILE
    if small.startswith(COMMENT.casefold()):
        return BriefPart.COMMENT
    if level > 2 or small.startswith(tuple(one.casefold() for one in BACKGROUND)):
        return BriefPart.BACKGROUND
    return BriefPart.ITEM


def _headings(made: Sequence[BriefSentence]) -> tuple[BriefSentence, ...]:
    """With all that stands below each heading cited by it."""
    out = list(made)
    for at, one in enumerate(made):
        if not one.level:
            continue
        below: list[Citation] = list(one.citations)
        for later in islice(made, at + 1, None):
            if later.level and later.level <= one.level:
                break
            if not later.level:
                below += later.citations
        out[at] = replace(one, citations=tuple({cited.key: cited for cited in reversed(below)}.values())[::-1])
    return tuple(out)


def _blocks(text: str, begin: int) -> Iterator[tuple[int, list[Span]]]:
    """The blocks of a draft in order: the level of a heading or 0, and the stretches of its lines."""
    notes = _Notes.of(text, begin)
    block: list[Span] = []
    fence: str | None = None
    for line in _lines(text, begin):
        shown = text[line.start : line.end]
        opened = _FENCE.match(shown)
        if opened is not None and (fence is None or opened[1] == fence):
            fence = None if fence else opened[1]
            shown = ""
        if fence is not None or notes.hold(line):
            continue
        quoted = _QUOTED.match(shown)
        start = line.start + (quoted.end() if quoted else 0)
        shown = text[start : line.end]
        heading, entry = _HEADING.match(shown), _ENTRY.match(shown)
        own = heading is not None or entry is not None or shown.lstrip().startswith(("|", "!["))
        ends = not shown.strip() or _RULE.match(shown) is not None or _TABLE_RULE.match(shown) is not None
        if block and (own or ends):
            yield 0, block
            block = []
        if ends:
            continue
        if heading is not None:
            title = len(shown.rstrip(" \t").rstrip("#").rstrip(" \t"))
            yield len(heading[1]), [Span(start + heading.end(), start + max(title, heading.end() + 1))]
        elif (words := start + (entry.end() if entry else 0)) < line.end:
            block.append(Span(words, line.end))
            if shown.lstrip().startswith(("|", "![")):
                yield 0, block
                block = []
    if block:
        yield 0, block


def _lines(text: str, begin: int) -> Iterator[Span]:
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        if end > begin:
            yield Span(begin, end)
        else:
            # An empty line ends a paragraph; a span holds a character at least.
            yield Span(begin, begin + 1)
        begin = end + 1


@dataclass(frozen=True, slots=True)
class _Notes:
    """Margin notes in order; no two overlap."""

    begins: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str, begin: int) -> _Notes:
        found = [match.span() for match in _NOTE.finditer(text, begin)]
        return cls([one for one, _ in found], [one for _, one in found])

    def hold(self, line: Span) -> bool:
        """Whether the line is all within one of them."""
        at = bisect_right(self.begins, line.start)
        return at > 0 and line.end <= self.ends[at - 1]


_INLINE = re.compile(
    r"(?P<note><!--.*?(?:-->|\Z))"
    r"|(?P<cited>\[@[^\[\]\n]{1,400}\])"
    r"|(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|!?\[(?P<link>[^\[\]\n]{0,500})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,300}>)"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`{1,3})"
    r"|(?P<space>[\s|]+)",
    re.DOTALL,
)


@dataclass(slots=True)
class _Plain:
    """The words of a block as a reader sees them, with the place of each character, and the citations in it."""

    text: str
    places: list[int]
    citations: tuple[Citation, ...]

    @classmethod
    def of(cls, text: str, pieces: Sequence[Span], unread: list[Unread]) -> _Plain:
        shown: list[str] = []
        places: list[int] = []
        cited: list[Citation] = []

        def put(begin: int, last: int) -> None:
            if begin < last:
                shown.append(text[begin:last])
            places.extend(range(begin, last))

        for number, piece in enumerate(pieces):
            if number:
                _space(shown, places, piece.start - 1)
            at = piece.start
            for match in _INLINE.finditer(text, piece.start, piece.end):
                put(at, match.start())
                at = match.end()
                kind = match.lastgroup
                if kind == "cited":
                    cited += _citations(match, unread)
                elif kind == "escaped":
                    put(match.start() + 1, match.end())
                elif kind == "link":
                    put(match.start("link"), match.end("link"))
                elif kind == "space":
                    _space(shown, places, match.start())
            put(at, piece.end)
        joined = "".join(shown)
        return cls(*_tight(joined, places), tuple(cited))


def _space(shown: list[str], places: list[int], at: int) -> None:
    if shown and not shown[-1].endswith(" "):
        shown.append(" ")
        places.append(at)


_LOOSE = re.compile(r" (?=[.,;:!?”’)\]](?:\s|\Z))| +\Z")


def _tight(text: str, places: list[int]) -> tuple[str, list[int]]:
    """Without the space that a citation leaves before a stop."""
    gaps = {match.start() for match in _LOOSE.finditer(text)}
    if not gaps:
        return text, places
    kept = [at for at in range(len(text)) if at not in gaps]
    return "".join(text[at] for at in kept), [places[at] for at in kept]


def _citations(match: re.Match[str], unread: list[Unread]) -> list[Citation]:
    found: list[Citation] = []
    at = match.start() + 1
    for piece in match[0][1:-1].split(";"):
        said = piece.strip()
        begin = at + len(piece) - len(piece.lstrip())
        span = Span(begin, begin + max(1, len(said)))
        read = _CITED.match(said.removeprefix("@"))
        if read is None or (read[2] is not None and int(read[2]) >= int(read[3])):
            unread.append(Unread(span, said))
        else:
            passage = Span(int(read[2]), int(read[3])) if read[2] is not None else None
            found.append(Citation(read[1].lower(), Span(match.start(), match.end()), passage))
        at += len(piece) + 1
    return found
