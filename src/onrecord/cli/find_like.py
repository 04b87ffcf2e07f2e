"""``onrecord find --like``: statements that mean nearly the same as one, or as words."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import SettingError
from .notices import tell
from .packing import printed
from .saying import say_json, write

if TYPE_CHECKING:
    from rich.console import Console

    from ..desk import Desk
    from ..desk.asking import Answer
    from ..desk.nearby import Nearby
    from ..store.hits import Question
    from ..store.sought import Sought


def show_like(options: Namespace, desk: Desk, question: Question) -> None:
    """Prints what is nearest in meaning to ``options.like``, of what fits the question.

    Raises:
        SettingError: if something is asked of it that only a search can tell.
        StoreError: if there is no such statement, or nothing is known of what it means.
    """
    from ..desk.asking import answers
    from ..desk.nearby import like
    from ..store import hits

    for name in ("count", "facets", "explain", "after"):
        if getattr(options, name):
            raise SettingError(f"--{name} says nothing with --like", None, "leave one of them out")
    near = like(desk, options.like, question, most=options.limit)
    with desk.store.reading() as at:
        found = list(answers(desk, at, [one.hit for one in near], question.at_time))
        sought = hits.sought(at, question)
    if options.json:
        from .find_json import HitsAsJson

        made = HitsAsJson(sought)
        for one, answer in zip(near, found, strict=True):
            say_json({**made.of(answer), "others": one.others}, lines=True)
    elif near:
        write(printed(lambda console: _show(console, near, found, sought), sys.stdout))
    else:
        tell("onrecord: nothing on this desk is near it in meaning, of what fits")


def _show(console: Console, near: list[Nearby], found: list[Answer], sought: Sought) -> None:
    from .find_lines import FindLines

    lines = FindLines(console, sought)
    for one, answer in zip(near, found, strict=True):
        others = f", and {one.others} more that report it" if one.others else ""
        lines.say(0, (f"{one.hit.score:.2f} near{others}",), style="dim")
        lines.hit(answer)
