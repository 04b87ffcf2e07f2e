"""Why nothing was found, in one sentence: the part that nothing has, or what each part alone would find."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..store import hits
from ..store.query import printed
from ..store.query_nodes import And, Everything, Not, all_of

if TYPE_CHECKING:
    import sqlalchemy as sa

    from ..store.hits import Question
    from ..store.opening import Store
    from ..store.query_nodes import Node

#: Of a longer question no part is asked for by itself.
_MOST = 8


def why_nothing(store: Store, at: sa.Connection, question: Question) -> str:
    """The sentence."""

    def number(node: Node) -> int:
        return hits.count(store, at, replace(question, asked=node))

    if not number(Everything()):
        return "nothing is on this desk" + (
            " as of then" if question.at_time else "; onrecord desk add files documents"
        )
    asked = question.asked
    parts = asked.parts if isinstance(asked, And) else (asked,)
    if len(parts) == 1:
        return f"nothing on this desk fits {printed(asked)}"
    if len(parts) > _MOST:
        return "nothing fits all of it; ask for less"
    alone = {part: number(part) for part in parts if not isinstance(part, Not)}
    missing = [part for part, count in alone.items() if not count]
    if missing:
        rest_of = [part for part in parts if part not in missing]
        without = number(all_of(rest_of)) if rest_of else 0
        rest = f"; without it {without:,} fit" if without else ""
        return f"nothing on this desk fits {' or '.join(map(printed, missing))}{rest}"
    each = ", ".join(f"{printed(part)} {count:,}" for part, count in alone.items())
    return f"nothing fits all of it; each part alone fits: {each}"
