"""The steps whose growth is measured, and the hostile units that each is given over and over."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.export.map import MapPoint, map_svg
from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.gazetteer.checking import check_pack
from onrecord.gazetteer.index import NameIndex
from onrecord.gazetteer.likeness import likeness
from onrecord.gazetteer.loading import SAMPLE
from onrecord.gazetteer.spelling import plain_key, sound_keys
from onrecord.intake.language import language_of
from onrecord.intake.web_page import read_markup
from onrecord.reading.acts import parties_of
from onrecord.reading.layout import Layout
from onrecord.reading.mentions import mentions
from onrecord.reading.paragraphs import paragraphs
from onrecord.reading.places import PlaceWords, places_of
from onrecord.reading.segment import segment
from onrecord.reading.times import times_of, written_bounds
from onrecord.reading.zones import zones
from onrecord.record import Document, Snapshot, Span

#: How many times as large the large text is, and how many times as long it may take: 64 would be its square.
FACTOR, BOUND = 8, 24.0

_PARAGRAPHS = ("\n", "a\n", "a" * 60 + "\n", " \n", "- a\r\n", "\u2029")
_SENTENCES = (".", ". ", "… ", "?! ", "Mr. ", "U.S. A", ". (((", '." ', "a.b", ".\n")
_QUOTATIONS = ("“", "„", '"', "'", " 'a", "“a\n", "“«‹「", "“ ” ", "«»", "»a ", "“‘a ", "``", "a' ‘b")
_GUILD = "x is a known 2001 guild " * 3 + "\n"
_ZONES = (" or founded", "is a ", "2001 ", "Comment: a\n", "[Comment: a\n", "Background\n", _GUILD)
_HALVES = "one and a half "
_TIMES = ("1", "1 ", "last ", "one ", "the ", "May ", "1999 ", "12:30 ", "Friday ", "June 3-", "'s", "one-", _HALVES)
_PLACES = ("Tripoli, Mosul, Iraq's Homs. ", "Paris (", "the " * 7 + "Aleppo, ", "Mosul, ’s ")
_MENTIONS = ("Salt Front ", "the Nesharran-backed P.C.G. of Qalmara, ", "Al-Al-Al ")
_SPELT = ("a. ", "al ", "ʿ-", "abdul", "the ", "ال", "x")
_LIKENED = ("a", "ab ", "abu ", "al-", "ال", "عبد ", "x. ", "1 ", "-", "sh")
#: Markup that opens and never closes.
_MARKUP = ("<div>", "<blockquote>", "<b><i>", "<table><tr><td>", "<a href=x>", "<script>", "<")


@dataclass(frozen=True, slots=True)
class Work:
    """A step and what it is given: ``made`` of a size (code points, or rows), which ``does`` then reads.

    ``least`` and ``most`` bound the small size.
    """

    step: str
    unit: str
    does: Callable[[Any], object]
    made: Callable[[int], Any]
    least: int
    most: int = 400_000
    bound: float = BOUND


def works() -> list[Work]:
    """Every work there is, the steps of reading first."""
    return [*_reading(), *_intake(), *_names(), *_lists()]


def repeated(unit: str, size: int) -> str:
    """``unit`` over and over, ``size`` code points."""
    return (unit * (size // len(unit) + 1))[:size]


def _each(step: str, units: Iterable[str], does: Callable[[str], object], least: int) -> Iterator[Work]:
    for unit in units:
        yield Work(step, unit, does, partial(repeated, unit), least)


def _reading() -> Iterator[Work]:
    yield from _each("paragraphs", _PARAGRAPHS, paragraphs, 25_000)
    yield from _each("sentences", _SENTENCES, segment, 25_000)
    yield from _each("quotations", _QUOTATIONS, segment, 25_000)
    yield Work("quotations", "« … ”", segment, lambda size: "«" * size + "”" * size, 25_000)
    yield from _each("zones", _ZONES, _zones, 12_500)
    yield from _each("times", _TIMES, _times, 5_000)
    yield from _each("mentions", _MENTIONS, _mentions, 25_000)
    yield from _each("places", _PLACES, _places(), 6_000)
    yield from _each("parties", ("Orlo said the mill was lost and ",), _parties, 2_500)


def _intake() -> Iterator[Work]:
    for unit in _MARKUP:
        yield Work("web page", unit, _page, partial(_markup, unit), 12_500)
    attributes = partial(_markup, "a=b ", before="<p ", after=">")
    yield Work("web page", "<p a=b a=b …>", _page, attributes, 12_500)
    yield Work("web page", "<div> … </div>", _page, _nested, 12_500)
    # No more is looked at than 20,000 code points, so the large text is no longer than that.
    yield from (Work("language", unit, language_of, partial(repeated, unit), 2_500, 2_500) for unit in ("a", "a@"))


def _names() -> Iterator[Work]:
    yield from _each("spelling", _SPELT, _spell, 25_000)
    yield from _each("likeness", _LIKENED, _liken, 25_000)
    # Each word is held against each, and no more than sixteen are: the time may grow with their square.
    yield Work("likeness", "names of sixteen words", _liken_words, int, 2, 2, 120)
    known = load_packs((SAMPLE,))
    yield Work("gazetteer", "words that are none", lambda words: _count(known.scan(words)), _no_words, 25_000)


def _lists() -> Iterator[Work]:
    quay = re.findall(r"\w+", "the harbour of selm and the old quay of qalmar were shelled again on the second day")
    scanned = quay * 8000

    def scan(index: NameIndex) -> int:
        return _count(index.scan(scanned))

    # A text costs what its length costs, however many known names begin like its words.
    yield Work("gazetteer", "names that begin alike", scan, _index, 2_500, 2_500, 2)
    yield Work("checking", "chains and circles of actors", _check, _pack, 500, 4_000)
    yield Work("map", "points", map_svg, _points, 1_250, 10_000)


def _zones(text: str) -> object:
    return zones(Document("d:bench", text, Snapshot("0" * 64, "text/plain", len(text)), language="en"), segment(text))


def _times(text: str) -> object:
    """As one sentence, which is the worst that can be."""
    whole = (Span(0, len(text)),)
    layout = Layout(whole, whole, ())
    return written_bounds(text, layout, times_of(text, layout, None, None), ())


def _mentions(text: str) -> None:
    layout = segment(text)
    for packs in ((SAMPLE,), ()):
        mentions(text, layout, (), load_packs(packs), ())


def _places() -> Callable[[str], object]:
    gazetteer: Gazetteer = load_packs()
    known = {name: gazetteer.places_named(name) for name in ("Tripoli", "Mosul", "Iraq", "Homs", "Paris", "Aleppo")}
    names = re.compile("|".join(known))

    def does(text: str) -> object:
        found = [PlaceWords(Span(*match.span()), known[match[0]], 0.9) for match in names.finditer(text)]
        return places_of(text, segment(text), found, gazetteer)

    return does


def _parties(text: str) -> None:
    """A text without stops is one sentence, with as many cues as it has."""
    for cue in re.finditer("said", text):
        parties_of(text, Span(0, len(text)), Span(*cue.span()), (), (Span(0, cue.start()),))


def _markup(unit: str, size: int, before: str = "", after: str = " ") -> str:
    return f"<html><body>{before}{unit * (size // len(unit))}{after}The harbour is open.</body></html>"


def _nested(size: int) -> str:
    depth = size // len("<div></div>")
    return f"<html><body>{'<div>' * depth}The harbour is open.{'</div>' * depth}</body></html>"


def _page(markup: str) -> None:
    if "The harbour is open." not in read_markup(markup, None).text:
        raise ValueError("the page's words were not read; mend the markup")


def _spell(name: str) -> None:
    plain_key(name)
    sound_keys(name)


def _liken(name: str) -> None:
    likeness(name, name + "z")
    likeness(name, "Karim Selmi")


def _liken_words(count: int) -> None:
    for _ in range(20):
        likeness(" ".join(["qalmaristan"] * count), " ".join(["kalmuristam"] * count))


def _no_words(size: int) -> list[str]:
    return ["qalmara-" * (size // 8) + "guard", "al", "al", "qalmara", "x" * size] * 4


def _index(size: int) -> NameIndex:
    index = NameIndex()
    for number in range(size):
        index.add(f"{('harbour', 'selm', 'quay', 'second')[number % 4]} of number {number}")
    return index


def _count(found: Iterable[object]) -> int:
    return sum(1 for _ in found)


def _pack(size: int) -> tuple[str, str]:
    """The tables of a pack in which each actor is part of the next, the last of the first, and all of the first."""
    actors = "".join(f"a{n},group,,A {n},,a{(n + 1) % size};a0,,,,\n" for n in range(size))
    names = "".join(f"a{n},A {n},en,name,desk,\n" for n in range(size))
    return f"id,kind,type,name,country,part_of,speaks_for,from,to,note\n{actors}", (
        f"actor,name,language,form,source,care\n{names}"
    )


_HEAD = """\
name: circles
title: Circles
version: "1"
licence: CC0-1.0
attribution: ""
region: Selm
sources:
  desk: {title: The desk's own list, url: "", kind: editors, licence: CC0-1.0}
"""


def _check(tables: tuple[str, str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "circles"
        folder.mkdir()
        for file, text in zip(("pack.yaml", "actors.csv", "names.csv"), (_HEAD, *tables), strict=True):
            (folder / file).write_text(text, encoding="utf-8")
        if not any("runs in a circle" in str(complaint) for complaint in check_pack(folder)):
            raise ValueError("the circle was not found; mend the pack")


def _points(size: int) -> list[MapPoint]:
    return [MapPoint(i * 7919 % 12000 / 100 - 60, i * 104729 % 36000 / 100 - 180, f"p{i}") for i in range(size)]
