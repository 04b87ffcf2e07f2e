"""A brief as one HTML page that needs nothing else: no scripts, no addresses that are fetched, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

from ..errors import SettingError
from ..record import BriefPart
from .render_page import (
    Block,
    Comment,
    Entries,
    Figure,
    Note,
    Original,
    Page,
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
from .render_words import plain, runs_right
from .tlp import Mark

_CLASSES = {BriefPart.GLANCE: "glance", BriefPart.PROFILE: "profile"}


@cache
def sheet(name: str = "brief.css") -> str:
    """A sheet of ours, with the line ends that a browser hashes."""
    return files("onrecord.brief").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def checked_sheet(css: str, name: str) -> str:
    """A house's own sheet.

    Raises:
        SettingError: if it would end the element that it stands in.
    """
    if "</" in css or "<!--" in css or "\0" in css:
        raise SettingError("this style sheet holds marks of HTML", name, "take “</” and “<!--” out of it")
    return css.replace("\r\n", "\n").replace("\r", "\n")


def html(page: Page, css: str = "") -> str:
    """The whole page, in UTF-8. ``css`` is a house's own sheet; it stands after ours."""
    return _Writer(page, feet=False).whole(f"{sheet()}{css}")


def paged(page: Page, css: str = "") -> str:
    """The page for paper: marks and numbers on every sheet, and notes at its foot where they are placed there."""
    return _Writer(page, feet=page.placing is Placing.FOOT).whole(f"{sheet()}{_on_paper(page)}{css}")


def _on_paper(page: Page) -> str:
    if page.tlp is None:
        return sheet("paper.css")
    mark = (
        f'content: "{page.tlp.label}"; color: #{page.tlp.colour}; background: #000; padding: 2pt 6pt; '
        "font-weight: 700; font-size: 12pt; height: 14pt; margin-block: auto; width: auto; "
    )
    return f"{sheet('paper.css')}@page {{ @top-right {{ {mark}}} @bottom-center {{ {mark}}} }}\n"


@dataclass(slots=True)
class _Writer:
    """Writes a page; with ``feet`` each note where it is met first, for the foot of that sheet."""

    page: Page
    feet: bool
    _met: dict[int, int] = field(default_factory=dict)

    def whole(self, css: str) -> str:
        page = self.page
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        body = "".join(self._body())
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(page.language)}" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="onrecord">\n'
            f"<title>{escape(page.title)}</title>\n<style>{css}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
        )

    def _body(self) -> Iterator[str]:
        page = self.page
        yield '<a class="skip" href="#text">To the text</a>\n'
        yield "<header>\n"
        yield _marked(page.tlp, "Top")
        yield f'<h1 class="running">{self._runs(plain(page.title))}</h1>\n'
        if page.facts:
            yield f'<ul class="facts">{"".join(f"<li>{self._runs(plain(one))}</li>" for one in page.facts)}</ul>\n'
        kind = "verdict" if page.checked else "verdict unchecked"
        yield f'<p class="{kind}">{escape(page.verdict)}</p>\n</header>\n'
        yield from self._contents()
        yield '<main id="text" tabindex="-1">\n'
        yield from self._parts()
        yield "</main>\n"
        yield from self._notes()
        yield "<footer>\n"
        for told in page.about:
            lines = "".join(f"<p>{self._runs(plain(line))}</p>" for line in told.lines)
            yield f'<section class="about"><h2>{escape(told.name)}</h2>{lines}</section>\n'
        yield _marked(page.tlp, "Bottom")
        yield "</footer>\n"

    def _contents(self) -> Iterator[str]:
        contents = self.page.contents
        if len(contents) < 3:
            return
        rows = "".join(f'<li><a href="#p{at}">{_bare(part.title)}</a></li>' for at, part in contents)
        rows += '<li><a href="#notes">Sources and notes</a></li>' if self.page.notes else ""
        yield f'<nav class="contents" aria-label="Contents"><ul>{rows}</ul></nav>\n'

    def _parts(self) -> Iterator[str]:
        """Sections of the second level, with those below them inside."""
        opened = 0
        last = 1
        for at, part in enumerate(self.page.parts):
            level = min(part.level, last + 1, 6) if part.title else 0
            if part.title and level == 2 and opened:
                yield "</section>\n"
                opened = 0
            if part.title:
                last = level
            yield from self._part(at, part, level)
            opened += level == 2
        if opened:
            yield "</section>\n"

    def _part(self, at: int, part: Part, level: int) -> Iterator[str]:
        inside = "".join(self._block(block) for block in part.blocks)
        kind = _CLASSES.get(part.kind, "part")
        named = f'class="{kind}" aria-labelledby="p{at}"'
        heading = f'<h{level} id="p{at}">{self._runs(part.title)}</h{level}>\n' if level else ""
        if level == 2:
            yield f"<section {named}>{heading}{inside}"
        elif level and part.kind is BriefPart.PROFILE:
            yield f"<section {named}>{heading}{inside}</section>\n"
        else:
            yield f"{heading}{inside}"

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{self._runs(block.runs)}</p>\n"
        if isinstance(block, Entries):
            tag = "ul" if block.first is None else "ol"
            first = f' start="{block.first}"' if block.first not in (None, 1) else ""
            rows = "".join(f"<li>{self._inside(one)}</li>\n" for one in block.entries)
            return f"<{tag}{first}>\n{rows}</{tag}>\n"
        if isinstance(block, Quoted):
            return f"<blockquote>{''.join(map(self._block, block.blocks))}</blockquote>\n"
        if isinstance(block, Comment):
            inside = "".join(map(self._block, block.blocks))
            label = '<p class="label">Comment: the writer’s own judgement</p>'
            return f'<aside class="comment" aria-label="Comment">{label}{inside}</aside>\n'
        if isinstance(block, Original):
            return self._original(block)
        if isinstance(block, Figure):
            return self._figure(block)
        if isinstance(block, Table):
            return self._table(block)
        return f"<pre>{escape(block.text)}</pre>\n" if isinstance(block, Verbatim) else ""

    def _inside(self, blocks: Sequence[Block]) -> str:
        """An entry of a list: one paragraph needs no element of its own."""
        first = self._runs(blocks[0].runs) if blocks and isinstance(blocks[0], Paragraph) else ""
        return first + "".join(map(self._block, blocks[1 if first else 0 :]))

    def _original(self, block: Original) -> str:
        side = ' dir="rtl"' if runs_right(block.language) else ""
        said = (
            f'<div><p class="label">{self._runs(block.label)}</p>'
            f'<blockquote{side} lang="{escape(block.language)}"><p>{escape(block.words)}{self._runs(block.mark)}</p>'
            "</blockquote></div>"
        )
        if not block.translation:
            return f'<div class="beside alone">{said}</div>\n'
        ours = f"<blockquote><p>{self._runs(block.translation)}</p></blockquote>"
        return f'<div class="beside"><div><p class="label">In this brief</p>{ours}</div>{said}</div>\n'

    def _figure(self, block: Figure) -> str:
        label = f"<b>Figure {block.number}.</b> "
        caption = f"<figcaption>{label}{self._runs(block.caption)}</figcaption>"
        if block.missing is not None:
            absent = f"Figure {block.number} is missing: {escape(block.missing)}."
            return f'<figure><p class="absent">{absent}</p>{caption}</figure>\n'
        data = base64.b64encode(block.data).decode()
        return f'<figure><img alt="{escape(block.shown)}" src="data:{block.media};base64,{data}">{caption}</figure>\n'

    def _table(self, block: Table) -> str:
        rows = []
        for at, row in enumerate(block.rows):
            tag, scope = ("th", ' scope="col"') if at == 0 else ("td", "")
            rows.append("<tr>" + "".join(f"<{tag}{scope}>{self._runs(cell)}</{tag}>" for cell in row) + "</tr>")
        inside = f"<table><thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"
        return f'<div class="wide" tabindex="0" role="group" aria-label="Table">{inside}</div>\n'

    def _runs(self, runs: Runs) -> str:
        out = []
        for at, run in enumerate(runs):
            if (
                run.note is not None
                and self.page.placing is not Placing.INLINE
                and at
                and runs[at - 1].note is not None
            ):
                out.append("<sup>,\u2009</sup>")
            out.append(self._run(run))
        return "".join(out)

    def _run(self, run: Run) -> str:
        if run.note is not None:
            return self._mark(run, run.note)
        text = escape(run.text)
        if run.language is not None:
            side = ' dir="rtl"' if runs_right(run.language) else ""
            text = f'<bdi lang="{escape(run.language)}"{side}>{text}</bdi>'
        for tag, on in (("code", run.code), ("em", run.slanted), ("strong", run.strong)):
            text = f"<{tag}>{text}</{tag}>" if on else text
        if run.link is not None:
            text = f'<a href="{escape(run.link)}" rel="noopener noreferrer">{text}</a>'
        return text

    def _mark(self, run: Run, number: int) -> str:
        """The mark of a note, which a reader comes back to; in a note itself only the way to another."""
        times = self._met[number] = self._met.get(number, 0) + 1
        if self.page.placing is Placing.INLINE:
            return f'<a class="cite" id="r{number}-{times}" href="#n{number}"><bdi>{escape(run.text)}</bdi></a>'
        link = f'<a id="r{number}-{times}" href="#n{number}" role="doc-noteref" aria-label="Note {number}">{number}</a>'
        foot = ""
        if self.feet and times == 1:
            note = self.page.notes[number - 1]
            inside = f'<span class="number">{number}</span> {self._note(note)}'
            foot = f'<span class="foot" id="n{number}" dir="ltr" lang="en">{inside}</span>'
        return f'<sup dir="ltr">{link}</sup>{foot}'

    def _notes(self) -> Iterator[str]:
        page = self.page
        if not page.notes or self.feet:
            return
        yield '<section class="notes" role="doc-endnotes" aria-labelledby="notes">'
        if page.placing is Placing.INLINE:
            yield '<h2 id="notes">Sources</h2>\n<ul class="sources">'
            for source in page.sources:
                rows = "".join(self._under(note) for note in source.notes)
                yield f"<li>{self._told(source.entry)}<ul>{rows}</ul></li>\n"
            yield "</ul></section>\n"
            return
        yield '<h2 id="notes">Notes</h2>\n<ol>'
        for note in page.notes:
            yield f'<li id="n{note.number}" value="{note.number}">{self._note(note)}{self._back(note)}</li>\n'
        yield "</ol></section>\n"

    def _under(self, note: Note) -> str:
        said = self._words(note)
        return f'<li id="n{note.number}">{" ".join(said) or "The whole document."}{self._back(note)}</li>'

    def _back(self, note: Note) -> str:
        times = self._met.get(note.number, 0)
        links = [
            f'<a class="back" href="#r{note.number}-{at}" role="doc-backlink" aria-label="Back to the text, {at}">'
            f"↩{at if times > 1 else ''}</a>"
            for at in range(1, times + 1)
        ]
        return f" {''.join(links)}" if links else ""

    def _note(self, note: Note) -> str:
        return " ".join((self._told(note.source), *self._words(note)))

    def _told(self, runs: Runs) -> str:
        """Runs of a note: the mark of another note in them is a link, and no place that a reader comes back to."""
        return "".join(
            self._run(run) if run.note is None else f'<a href="#n{run.note}">{escape(run.text)}</a>' for run in runs
        )

    def _words(self, note: Note) -> list[str]:
        out = [f'<span class="state">{self._runs(plain(state))}</span>' for state in note.states]
        if note.word:
            out.append(self._runs(plain(note.word)))
        if note.words:
            side = ' dir="rtl"' if runs_right(note.language) else ""
            lang = f' lang="{escape(note.language)}"' if note.language else ""
            out.append(f"<q{lang}{side}>{escape(note.quoted)}</q>")
        if note.copy:
            out.append(f'<span class="copy">{escape(note.copy)}</span>')
        out.append(f'<span class="key">[{escape(note.key)}]</span>')
        return out


def _bare(runs: Runs) -> str:
    return escape(words_of(runs))


def _marked(tlp: Mark | None, where: str) -> str:
    if tlp is None:
        return ""
    kind = tlp.label.removeprefix("TLP:").replace("+", "-").lower()
    meaning = f"<span>{escape(tlp.meaning)}</span>"
    return f'<p class="tlp tlp-{kind}" id="tlp-{where.lower()}">{escape(tlp.label)}{meaning}</p>\n'
