"""``onrecord find``."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import SettingError, StoreError
from ..settings import Settings
from .desk_place import as_of, open_desk
from .notices import tell
from .packing import printed
from .saying import say, say_json, say_table, write

if TYPE_CHECKING:
    import sqlalchemy as sa
    from rich.console import Console

    from ..desk import Desk
    from ..desk.asking import Answer
    from ..store.hits import Facets, Page, Question
    from ..store.sought import Sought

#: The most hits of one page.
_LARGEST = 1000
#: Seconds between two lines that say how far settling is.
_TELL_EVERY = 5.0


def run(options: Namespace, settings: Settings) -> int:
    """Prints what was found; 0, also where nothing was."""
    from ..desk.asking import Order, asked

    if not 0 < options.limit <= _LARGEST:
        raise SettingError("--limit is no number of hits", str(options.limit), f"write one from 1 to {_LARGEST}")
    question = asked(
        " ".join(options.question),
        order=Order(options.sort),
        stemming=not options.no_stemming,
        names=not options.no_names,
        rejected=options.rejected,
        at_time=as_of(options.as_of),
    )
    with open_desk(options, settings) as desk:
        if options.after is None:
            _settle(desk)
        if options.like is not None:
            from .find_like import show_like

            show_like(options, desk, question)
            return 0
        with desk.store.reading() as at:
            _answer(options, desk, at, question)
    return 0


def _answer(options: Namespace, desk: Desk, at: sa.Connection, question: Question) -> None:
    from ..store import hits

    if options.explain:
        _explained(options, hits.explain(desk.store, at, question))
    elif options.count:
        number = hits.count(desk.store, at, question)
        if options.json:
            say_json({"count": number}, lines=True)
        else:
            say(f"{number:,}" if sys.stdout.isatty() else str(number))
    elif options.facets:
        _facets(options, hits.facets(desk.store, at, question))
    else:
        _page(options, desk, at, question)


def _settle(desk: Desk) -> None:
    """Makes searchable what was filed since; a desk that cannot be written is asked as it is."""
    from ..desk.asking import Settled, make_ready

    told = time.monotonic()

    def progress(settled: Settled) -> None:
        nonlocal told
        if settled.left and time.monotonic() - told > _TELL_EVERY:
            told = time.monotonic()
            tell(f"onrecord: making documents searchable: {settled.done:,} done, {settled.left:,} left")

    try:
        make_ready(desk, progress)
    except StoreError as reason:
        tell(f"onrecord: what was filed last is not searched: {reason}")


def _explained(options: Namespace, sentences: list[str]) -> None:
    if options.json:
        say_json(sentences)
        return
    from .lines import Lines

    def show(page: Lines) -> None:
        for sentence in sentences:
            page.put(0, page.text((sentence,)), hang=2)

    write(printed(lambda console: show(Lines(console)), sys.stdout))


def _facets(options: Namespace, facets: Facets) -> None:
    from .find_json import facets_wire

    if options.json:
        say_json(facets_wire(facets))
        return
    say(f"{facets.total:,} hit{'' if facets.total == 1 else 's'}")
    for name, values in facets.by.items():
        if values:
            say()
            rows = [(one.label, f"{one.count:,}", _asked_by(name, one.value)) for one in values]
            say_table((name, "hits", "to ask for it"), rows, shrink=(0,))


def _asked_by(field: str, value: str) -> str:
    """How a question asks for a facet's value."""
    written = "-".join(value.lower().split())
    return f"{field}:{value if field in ('speaker', 'source') else written}"


def _page(options: Namespace, desk: Desk, at: sa.Connection, question: Question) -> None:
    from ..desk.asking import answers
    from ..store import hits

    page = hits.find(desk.store, at, question, most=options.limit, cursor=options.after)
    found = list(answers(desk, at, page.hits, question.at_time))
    sought = hits.sought(at, question)
    if options.json:
        from .find_json import HitsAsJson

        made = HitsAsJson(sought)
        for one in found:
            say_json(made.of(one), lines=True)
    elif found:
        write(printed(lambda console: _show(console, found, sought), sys.stdout))
    _tell(options, desk, at, question, page)


def _show(console: Console, found: list[Answer], sought: Sought) -> None:
    from .find_lines import FindLines

    lines = FindLines(console, sought)
    for one in found:
        lines.hit(one)


def _tell(options: Namespace, desk: Desk, at: sa.Connection, question: Question, page: Page) -> None:
    """What a person needs to know of the answer, on standard error."""
    for note in page.notes:
        tell(f"onrecord: {note}")
    if page.left_out:
        tell(f"onrecord: {page.left_out:,} that somebody rejected left out; --rejected shows them")
    if not page.hits and options.after is None:
        from .find_nothing import why_nothing

        tell(f"onrecord: {why_nothing(desk.store, at, question)}")
    elif page.cursor is not None:
        from ..store import hits

        shown = "" if options.after else f"the first {len(page.hits):,} of {hits.count(desk.store, at, question):,}; "
        tell(f"onrecord: {shown}for more: --after {page.cursor}")
