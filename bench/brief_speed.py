"""How long a brief takes: to check one of 40 pages with 600 citations, and to compose one of a week.

``python -m bench brief_speed``: composed briefs of the sample desk are put together to about 600 citations and checked,
three times, after the packs are loaded. ``python -m bench brief_speed DESK/``: instead the briefs of three weeks of a
desk (of a million statements, say) are composed, without figures. Both print seconds by the clock and of the processor.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from onrecord.brief.compose import Asked
from onrecord.brief.style import Style
from onrecord.desk.briefing import checked_text
from onrecord.desk.composing import composed
from onrecord.desk.keeping import Desk

from .briefs import composed_drafts
from .planted_look import sample

T = TypeVar("T")

_ITEMS, _CITATIONS = 12, 600
#: Weeks of a large desk.
_LARGE = (("2031-05-01", "2031-05-07"), ("2031-04-10", "2031-04-16"), ("2031-02-01", "2031-02-07"))


def run(*what: str) -> int:
    """Prints the seconds."""
    place = next((one for one in what if "/" in one), None)
    if place is not None:
        with Desk.open(place) as desk:
            _compose(desk)
    else:
        with sample() as desk:
            _check(desk)
    return 0


def _compose(desk: Desk) -> None:
    names = desk.gazetteer.name_count
    with desk.store.reading() as at:
        for since, until in _LARGE:
            work = partial(composed, desk, at, Asked(since, until), figures=False)
            made = _timed(work, f"{since}, {names:,} names")
            print(f"    {'nothing' if made is None else f'{made.items} items'}")


def _check(desk: Desk) -> None:
    with desk.store.reading() as at:
        drafts = [text.split("---\n", 2)[2] for _, text in composed_drafts(desk, at, _ITEMS)]
        body = "\n".join(drafts)
        while len(cited := list(re.finditer(r"\[@[^\]]*\]", body))) < _CITATIONS:
            body += "\n" + "\n".join(drafts)
        text = f"---\ntitle: All\nuntil: 2031-05-31\n---\n{body[: cited[_CITATIONS - 1].end()]}\n"
        print(f"{len(text.split()):,} words, {_CITATIONS} citations")
        for _ in range(3):
            _timed(partial(checked_text, desk, at, text, Style()), "check")


def _timed(work: Callable[[], T], name: str) -> T:
    began, used = time.perf_counter(), time.process_time()
    made = work()
    print(f"{name}: {time.perf_counter() - began:.2f} s, {time.process_time() - used:.2f} of the processor")
    return made
