"""The body of a draft as parts of a page: Markdown read without raw HTML, citations become marks of notes, margin notes
are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Any

from ..errors import BriefError
from ..record import BriefPart
from .draft import COMMENT, Draft
from .evidence import Evidence
from .originals import Found, originals, quoted
from .render_figures import Picture, Pictures
from .render_notes import Notes
from .render_page import (
    Block,
    Comment,
    Entries,
    Figure,
    Original,
    Paragraph,
    Part,
    Placing,
    Quoted,
    Run,
    Runs,
    Table,
    Verbatim,
    words_of,
)
from .render_words import language_words, parted, plain, seen

_HEAD = re.compile(r"---[ \t]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_MARGIN = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CITED = re.compile(r"\[@([^\[\]\n]{1,400})\]")
_ANNOUNCED = re.compile(r"\s*Comment:\s*", re.IGNORECASE)
_STOPS = re.compile(r"[.,;:!?…”’\"')\]»]+")
#: The longest paragraph, in characters: what reads Markdown takes for one of a million marks a day.
_LONGEST, _EMPTY_LINE = 50_000, re.compile(r"\n[ \t]*\n")
#: Parts that may stand below any heading, and do not tell what it begins.
_NO_KINDS = (BriefPart.COMMENT, BriefPart.CAPTION)
#: Stops of a sentence before which a source in brackets goes.
_ENDS = re.compile(r"[.!?]\Z")


@dataclass(frozen=True, slots=True)
class Grounding:
    """What the body is read with: what is cited (by keys), reports of it in other languages (by ids), its pictures."""

    found: Mapping[str, Evidence]
    told: Mapping[str, Evidence]
    pictures: Pictures


@dataclass(slots=True)
class Body:
    """Reads the body of one draft; ``empty`` counts the comments that were left empty, and are left out."""

    draft: Draft
    notes: Notes
    ground: Grounding
    empty: int = 0
    _figures: int = 0
    _lines: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _known: frozenset[str] = frozenset()

    def parts(self) -> tuple[str, tuple[Part, ...]]:
        """The title (of the first level; empty if there is none) and the parts."""
        from markdown_it import MarkdownIt

        text = _bare(self.draft.brief.text)
        if max(map(len, _EMPTY_LINE.split(text))) > _LONGEST:
            raise BriefError(
                "a paragraph of this draft is too long to be rendered", None, f"it has {_LONGEST:,} characters at most"
            )
        self._known = frozenset(self.draft.brief.cited)
        self._lines = [0, *(at.end() for at in re.finditer("\n", text))]
        reader = MarkdownIt("commonmark", {"html": False}).enable("table")
        reader.disable(["code", "reference", "html_block", "html_inline", "entity"])
        title, out = "", [Part(BriefPart.ITEM, 1, (), ())]
        self._starts = [one.span.start for one in self.draft.brief.sentences]
        for head, tokens in _sections(reader.parse(text)):
            if head is not None:
                runs = self._runs(head[1])
                if head[0] == 1 and not title:
                    title = words_of(runs)
                else:
                    out.append(Part(self._kind(head[1]), max(2, head[0]), runs, ()))
            blocks = tuple(self._blocks(tokens))
            out[-1] = replace(out[-1], blocks=out[-1].blocks + blocks)
        return title, tuple(self._kept(out))

    def _kind(self, token: Any) -> BriefPart:
        """The part that a heading begins: that of the sentences below it."""
        sentences = self.draft.brief.sentences
        first, last = self._between(token)
        at = next((n for n in range(first, last) if sentences[n].level), None)
        if at is None:
            return BriefPart.ITEM
        if sentences[at].text.casefold().startswith(COMMENT.casefold()):
            return BriefPart.COMMENT
        below = takewhile(lambda one: not one.level, islice(sentences, at + 1, None))
        return next((one.part for one in below if one.part not in _NO_KINDS), BriefPart.ITEM)

    def _between(self, token: Any) -> tuple[int, int]:
        """The numbers of the first sentence that begins in the lines of a token, and of the first behind them."""
        begin, end = self._range(token)
        return bisect_left(self._starts, begin), bisect_left(self._starts, end)

    def _kept(self, parts: Sequence[Part]) -> Iterator[Part]:
        """Without what has no heading and no words; the words below a heading "Comment" are the writer's."""
        for part in parts:
            if part.kind is BriefPart.COMMENT and part.title:
                if part.blocks:
                    own = tuple(one for one in part.blocks if not isinstance(one, Comment))
                    others = tuple(one for one in part.blocks if isinstance(one, Comment))
                    yield replace(part, blocks=((Comment(own),) if own else ()) + others)
                else:
                    self.empty += 1
            elif part.title or part.blocks:
                yield part

    def _blocks(self, tokens: Sequence[Any]) -> Iterator[Block]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            last = _closing(tokens, at)
            inner = tokens[at + 1 : last]
            if token.type == "paragraph_open":
                yield from self._paragraph(inner[0])
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                first = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
                yield Entries(tuple(tuple(self._blocks(one)) for one in _children(inner)), first)
            elif token.type == "blockquote_open":
                yield Quoted(tuple(self._blocks(inner)))
            elif token.type == "table_open":
                rows = [one for one in inner if one.type in ("tr_open", "inline")]
                yield Table(tuple(self._rows(rows)))
            elif token.type == "fence":
                yield Verbatim(seen(token.content.rstrip("\n")))
            at = last + 1

    def _rows(self, tokens: Sequence[Any]) -> Iterator[tuple[Runs, ...]]:
        row: list[Runs] = []
        for token in tokens:
            if token.type == "tr_open":
                if row:
                    yield tuple(row)
                row = []
            else:
                row.append(self._runs(token))
        if row:
            yield tuple(row)

    def _paragraph(self, token: Any) -> Iterator[Block]:
        lines = _by_pictures(token.children or [])
        for children in lines:
            if children and children[0].type == "image":
                yield self._figure(children)
                continue
            runs = self._made(children)
            said = _ANNOUNCED.match("".join(run.text for run in runs))
            if said is not None:
                rest = _without(runs, said.end())
                if words_of(rest).strip():
                    yield Comment((Paragraph(rest),))
                else:
                    self.empty += 1
            elif runs:
                yield Paragraph(runs)
        yield from self._originals(token)

    def _figure(self, children: Sequence[Any]) -> Figure:
        image = children[0]
        self._figures += 1
        address = str(image.attrs.get("src", ""))
        picture = self.ground.pictures.get(address, Picture(missing="there is no such file"))
        after = self._made(children[1:])
        between = (Run(" "),) if after and after[0].note is None else ()
        caption = (*parted(Run(seen(image.content))), *between, *after)
        described = str(image.attrs.get("title") or picture.title or f"Figure {self._figures}; its caption follows")
        return Figure(
            self._figures, picture.media, picture.data, _tidy(caption), seen(described), missing=picture.missing
        )

    def _originals(self, token: Any) -> Iterator[Original]:
        for sentence in islice(self.draft.brief.sentences, *self._between(token)):
            if sentence.level:
                continue
            keys = [one.key for one in sentence.citations]
            cited = [(key, self.ground.found[key]) for key in keys if key in self.ground.found]
            for one in originals(cited, self.ground.told, sentence.text):
                words = quoted(sentence.text)
                translation = (*parted(Run(words)), *self._marks(keys, one.key)) if words else ()
                yield self._original(one, translation)

    def _original(self, one: Found, translation: Runs) -> Original:
        """A source in brackets stands in the label: within words from right to left it would be torn apart."""
        label, mark = plain(f"In {language_words(one.language)}"), self.notes.marks([one.key])
        if self.notes.placing is Placing.INLINE:
            label, mark = (*label, Run(" "), *mark), ()
        elif one.outlet:
            label = (*label, *plain(f", {one.outlet}"))
        return Original(seen(one.words), one.language, label, mark, translation)

    def _marks(self, keys: Sequence[str], original: str) -> Runs:
        """The marks of the translation: all that the sentence cites but the original itself."""
        others = [key for key in keys if key != original]
        return self.notes.marks(others) if others and self.notes.placing is not Placing.INLINE else ()

    def _range(self, token: Any) -> tuple[int, int]:
        first, last = token.map
        end = self._lines[last] if last < len(self._lines) else len(self.draft.brief.text) + 1
        return self._lines[first], end

    def _runs(self, token: Any) -> Runs:
        return self._made(token.children or [])

    def _made(self, children: Sequence[Any]) -> Runs:
        """Tokens of one line of text as runs."""
        out: list[Run] = []
        strong = slanted = 0
        link: str | None = None
        for token in children:
            if token.type in ("strong_open", "strong_close"):
                strong += 1 if token.type == "strong_open" else -1
            elif token.type in ("em_open", "em_close"):
                slanted += 1 if token.type == "em_open" else -1
            elif token.type == "link_open":
                link = _address(str(token.attrs.get("href", "")))
            elif token.type == "link_close":
                link = None
            elif token.type in ("softbreak", "hardbreak"):
                out.append(Run(" "))
            elif token.type == "code_inline":
                out.append(Run(seen(token.content), code=True))
            elif token.type == "image":
                out.append(Run(seen(token.content)))
            elif token.type in ("text", "text_special"):
                out += self._cited(Run(token.content, bool(strong), bool(slanted), link=link))
        return _tidy(out if self.notes.placing is Placing.INLINE else _after_stops(out))

    def _cited(self, run: Run) -> Iterator[Run]:
        """A run with its citations turned into marks; one that cannot be read is left out: the check tells of it."""
        at = 0
        for found in _CITED.finditer(run.text):
            before = seen(run.text[at : found.start()].rstrip())
            marks = self.notes.marks([key for key in _keys(found[1]) if key in self._known])
            at = found.end()
            stop = _ENDS.search(before) if marks and self.notes.placing is Placing.INLINE else None
            # A source in brackets goes before the full stop, but never between a stop and its quotation mark.
            yield replace(run, text=before[: stop.start()] if stop else before)
            if marks and self.notes.placing is Placing.INLINE:
                yield Run(" ")
            yield from marks
            if stop:
                yield Run(stop[0])
        yield replace(run, text=seen(run.text[at:]))


def _keys(said: str) -> list[str]:
    return [piece.strip().removeprefix("@").lower() for piece in said.split(";")]


def _bare(text: str) -> str:
    """The draft without its head and its margin notes, each character where it was."""
    head = _HEAD.match(text)
    begin = head.end() if head is not None else 0
    blank = re.sub(r"[^\n]", " ", text[:begin])
    return blank + _MARGIN.sub(lambda one: re.sub(r"[^\n]", " ", one[0]), text[begin:])


def _sections(tokens: Sequence[Any]) -> Iterator[tuple[tuple[int, Any] | None, list[Any]]]:
    head: tuple[int, Any] | None = None
    held: list[Any] = []
    at = 0
    while at < len(tokens):
        if tokens[at].type == "heading_open" and tokens[at].level == 0:
            yield head, held
            head, held = (int(tokens[at].tag[1:]), tokens[at + 1]), []
            at += 3
        else:
            held.append(tokens[at])
            at += 1
    yield head, held


def _closing(tokens: Sequence[Any], at: int) -> int:
    """Where the token that closes this one stands; its own place where it closes itself."""
    if tokens[at].nesting != 1:
        return at
    return next(
        n for n in range(at + 1, len(tokens)) if tokens[n].level == tokens[at].level and tokens[n].nesting == -1
    )


def _children(tokens: Sequence[Any]) -> Iterator[Sequence[Any]]:
    at = 0
    while at < len(tokens):
        last = _closing(tokens, at)
        yield tokens[at + 1 : last]
        at = last + 1


def _by_pictures(children: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Lines of a paragraph: a picture that begins one stands by itself."""
    lines: list[list[Any]] = [[]]
    for token in children:
        if token.type == "softbreak" and lines[-1] and lines[-1][0].type == "image":
            lines.append([])
        elif token.type == "image" and (not lines[-1] or lines[-1][-1].type == "softbreak"):
            if lines[-1]:
                lines[-1].pop()
                lines.append([])
            lines[-1].append(token)
        else:
            lines[-1].append(token)
    return (line for line in lines if line)


def _address(said: str) -> str | None:
    return said if said.lower().startswith(("https://", "http://", "mailto:")) else None


def _without(runs: Runs, count: int) -> Runs:
    """Runs without their first characters."""
    out = []
    for run in runs:
        cut = min(count, len(run.text)) if run.note is None else 0
        count -= cut
        if run.note is not None or run.text[cut:]:
            out.append(replace(run, text=run.text[cut:]))
    return tuple(out)


def _after_stops(runs: Sequence[Run]) -> list[Run]:
    """With the marks of notes after the stops that follow them, and no space before a mark."""
    out: list[Run] = []
    for run in runs:
        while run.note is not None and out and out[-1].note is None:
            before = out.pop()
            if words := before.text.rstrip():
                out.append(replace(before, text=words))
                break
        stops = _STOPS.match(run.text) if out and out[-1].note is not None and run.note is None else None
        if stops is None:
            out.append(run)
            continue
        last = len(out)
        while last and out[last - 1].note is not None:
            last -= 1
        out.insert(last, replace(run, text=stops[0]))
        if run.text[stops.end() :]:
            out.append(replace(run, text=run.text[stops.end() :]))
    return out


def _tidy(runs: Sequence[Run]) -> Runs:
    """Runs that look alike as one, without spaces at the ends."""
    out: list[Run] = []
    for run in runs:
        if out and run.note is None and out[-1].note is None and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    cut: list[Run] = []
    for run in out:
        cut += (run,) if run.note is not None or run.code else parted(run)
    if cut and cut[0].note is None:
        cut[0] = replace(cut[0], text=cut[0].text.lstrip())
    if cut and cut[-1].note is None:
        cut[-1] = replace(cut[-1], text=cut[-1].text.rstrip())
    return tuple(run for run in cut if run.text)
