"""Sentences in which a text says what somebody is: "X, also known as Y, is a militia in Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..reading.sentences import sentences
from ..record import Record, Span, ZoneKind
from .evidence import Evidence
from .forms import Made
from .naming import sorts_of_bodies
from .outlets_said import Outlet
from .quoting import capital, closed, on_one_line
from .reported import passage_words
from .style import Style

#: Characters of a text that are looked through, and words of a sentence that is told on.
_LOOKED, _MOST = 40_000, 40
_ALSO = r"(?:, (?:or|also (?:known|called) as|also called|known (?:also )?as|formerly) [^,.;]{2,60},)"
_KIND = re.compile(r" is (?:an?|the) (?P<kind>[^,.;]+?)(?: (?:that|which|who|in|of|from|with|based|led)\b|[,.;]|\Z)")
_UNSURE = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Uu]s|[Mm]y|here|now|today|this|not|no|never)\b|[“”\"?!;:]")


def definition(record: Record, names: Sequence[str]) -> tuple[bool, Span] | None:
    """Where a text says in its own words what the bearer of these names is, and whether it tells another name of his;
    the sentence with another name first.
    """
    found: list[tuple[bool, Span]] = []
    text = record.document.text
    wanted = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True) if len(one) > 3)
    if not wanted or not re.search(wanted, text):
        return None
    says = re.compile(rf"(?:The )?(?:{wanted})(?P<also>{_ALSO})? (?:is|are) (?:an?|the) \w")
    for span in sentences(text, Span(0, min(len(text), _LOOKED))):
        match = says.match(text, span.start, span.end)
        if match is not None and not _is_comment(record, span) and len(span.of(text).split()) <= _MOST:
            found.append((match["also"] is not None, span))
    return min(found, key=lambda one: (not one[0], one[1].start), default=None)


def sort_of(one: Evidence) -> str | None:
    """ "the group", of whom the passage that is cited says that he is a militia group."""
    words = one.passage.of(one.text) if one.passage is not None else ""
    found = _KIND.search(words)
    last = found["kind"].split()[-1] if found is not None else ""
    return f"the {last}" if last in sorts_of_bodies() else None


def _is_comment(record: Record, span: Span) -> bool:
    return any(zone.kind is ZoneKind.COMMENT and zone.span.meets(span) for zone in record.zones)


def defined(one: Evidence, outlet: Outlet, style: Style) -> Iterator[Made]:
    """The passage that is cited, told on with the outlet that says so; nothing where it cannot stand alone."""
    if one.passage is None or outlet.own:
        return
    plain = on_one_line(passage_words(one, one.passage)).rstrip(".")
    if _UNSURE.search(plain):
        return
    by, marks = f"according to {outlet.name}{outlet.of}", style.marks
    yield Made(0, "defined, according", closed(f"{closed(plain, ',', marks)} {by}", ".", marks))
    small = plain if not plain.startswith("The ") else f"the {plain[4:]}"
    yield Made(0, "defined, by", closed(f"{capital(by)}, {small}", ".", marks))
