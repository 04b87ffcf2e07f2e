"""The ties of the page: the drawing, what its lines mean, and a table that has all of them."""

from __future__ import annotations

from html import escape

from ..record import Tie
from .cards import inline
from .deeds_section import name, proviso_marks, word_cell, words_link
from .sheet import drawing, rows_of, sheet, table
from .standing_words import by_standing
from .telling import Telling
from .tie_drawing import Drawing, tie_drawing
from .tie_words import basis_line, date_line, reason_line, title_line, verb
from .wording import count_words

_HEADS = ("Who, how, whom", "When", "Title and reason", "On whose word")
_LEGEND = (
    ("of-reported", "the document reports it"),
    ("of-attributed", "somebody says so; the name stands on the line"),
    ("of-comment", "the analyst judges so"),
    ("derived", "derived from other ties; no words say so"),
    ("crossed", "told as not so"),
)


def ties_section(telling: Telling) -> str:
    """The section of all ties; it says so where there are none."""
    ties = telling.record.ties
    if not ties:
        return sheet("ties", "Who is tied to whom", '<p class="empty">No tie was found in this document.</p>')
    groups = ((head, "".join(_row(telling, *found) for found in group)) for head, group in by_standing(ties))
    body = _drawing(tie_drawing(telling)) + table("tied", "Ties", _HEADS, groups)
    return sheet("ties", "Who is tied to whom", body)


def _drawing(drawn: Drawing) -> str:
    if not drawn.svg:
        return ""
    items = "".join(f'<li class="{kind}"><span class="line"></span>{words}</li>' for kind, words in _LEGEND)
    left = ""
    if drawn.ties_left:
        actors = f" and {count_words(drawn.actors_left, 'actor')}" if drawn.actors_left > 0 else ""
        left = f'<p class="why">{count_words(drawn.ties_left, "tie")}{actors} stand in the list only.</p>'
    return f'{drawing("Drawing of the ties", drawn.svg)}<ul class="tie-legend">{items}</ul>{left}'


def _row(telling: Telling, number: int, tie: Tie) -> str:
    before, after = ("←", "→") if tie.type.mutual else ("–", "→")
    # A reader of the screen hears the verb between the two names, and no arrows.
    how = (
        f' <span aria-hidden="true">{before}</span> <b class="verb">{escape(verb(tie))}</b> '
        f'<span aria-hidden="true">{after}</span> '
    )
    ends = f"{proviso_marks(tie)}{name(telling, tie.a)}{how}{name(telling, tie.b)}"
    dates, basis = date_line(telling, tie), basis_line(telling, tie)
    why = "".join(f"<p>{inline(line)}</p>" for line in (title_line(telling, tie), reason_line(telling, tie)) if line)
    quoted = f'<p class="also">{inline(basis)}</p>' if basis else words_link(telling, tie, f"l{number}")
    kind = f"of-{tie.footing.standing.value}"
    rest = rows_of(_HEADS[1:], (f"<p>{inline(dates)}</p>" if dates else "", why, word_cell(telling, tie)))
    return f'<tr id="r{number}" class="{kind}"><th scope="row">{ends}{quoted}</th>{rest}</tr>'
