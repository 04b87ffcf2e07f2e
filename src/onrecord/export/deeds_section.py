"""The events of the page: in one table, those reported apart from those on somebody's word and from comment."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..record import Event, Taker
from .cards import actor_link, inline, shown, state_paragraphs
from .deeds import circumstances, code_line, event_head
from .kept_words import cited
from .sheet import rows_of, sheet, table
from .standing_words import Finding, by_standing, footing_line, is_derived, provisos
from .telling import NOBODY, Telling, Words, on_one_line
from .where import paragraph_of
from .wording import SURE, confidence_words, percent

_HEADS = ("What", "Who, and to whom", "When, where, how many", "On whose word")


def deeds_section(telling: Telling) -> str:
    """The section of all events; it says so where there are none."""
    events = telling.record.events
    if not events:
        return sheet("done", "What was done", '<p class="empty">No event was found in this document.</p>')
    note = (
        "<p>What the document reports stands first. What stands on somebody’s word is what they say was done, and no "
        "more; a comment is what the analyst judges.</p>"
    )
    groups = ((head, "".join(_row(telling, *found) for found in group)) for head, group in by_standing(events))
    return sheet("done", "What was done", note + table("done", "Events", _HEADS, groups))


def _row(telling: Telling, number: int, event: Event) -> str:
    what = f'{proviso_marks(event)}<b class="code">{inline(event_head(event))}</b>'
    quoted = words_link(telling, event, f"d{number}")
    code = f'<p class="why">{inline(code_line(event))}</p>'
    if event.statement is not None:
        code += f'<p class="why">by saying so: {statement_link(telling, event.statement)}</p>'
    cells = (
        _sides(telling, event),
        "".join(f"<p>{inline(line)}</p>" for line in circumstances(telling, event)),
        word_cell(telling, event),
    )
    kind = event.footing.standing.value
    rest = rows_of(_HEADS[1:], cells)
    return f'<tr class="of-{kind}"><th scope="row">{what}{quoted}{code}</th>{rest}</tr>'


def _sides(telling: Telling, event: Event) -> str:
    actors, recipients = names(telling, event.actors), names(telling, event.recipients)
    if event.reciprocal and not recipients:
        return f"<p>{actors.replace(', ', ARROWS)}</p><p class='why'>one act of all sides</p>" if actors else ""
    if not recipients:
        return f"<p>{actors}</p>" if actors else ""
    return f"<p>{actors or escape(NOBODY)}{ARROW}{recipients}</p>"


ARROW = ' <span aria-hidden="true">→</span><span class="vh">to</span> '
ARROWS = ' <span aria-hidden="true">↔</span><span class="vh">and</span> '


def names(telling: Telling, takers: Sequence[Taker]) -> str:
    """The names of those who take part as links, each once."""
    return ", ".join(dict.fromkeys(name(telling, taker) for taker in takers))


def name(telling: Telling, taker: Taker) -> str:
    """A name, as a link where it is an actor's; a guess with a question mark."""
    number, line = telling.actors.get(taker.actor or ""), telling.taker(taker)
    if number is None:
        return inline(line)
    return actor_link(number, Words(telling.record.actors[number].name)) + inline(line[1:])


def proviso_marks(finding: Finding) -> str:
    """What keeps it from being news of something done, each word in a frame."""
    return "".join(f'<span class="proviso">{words}</span> ' for words in provisos(finding))


def words_link(telling: Telling, finding: Finding, goal: str) -> str:
    """The words that tell of it, leading to their place in the text."""
    words = inline((on_one_line(telling.words(finding.spans[:1])),))
    more = f" and {len(finding.spans) - 1} more" if len(finding.spans) > 1 else ""
    paragraph = paragraph_of(telling, finding.spans[0].start)
    return f'<p class="also">“<a href="#{goal}">{words}</a>”{more} ¶{paragraph}</p>'


def statement_link(telling: Telling, known: str) -> str:
    """A statement's id, leading to its card."""
    number = telling.numbers.get(known)
    return shown(known) if number is None else f'<a class="to" href="#c{number}">{shown(known)}</a>'


def kept_cell(telling: Telling, local: str) -> str:
    """What a desk adds to a finding: by what it is cited, and what became of it."""
    id_ = cited(telling, local)
    return f'<p class="why">cited as {id_}</p>{state_paragraphs(telling, local)}' if id_ else ""


def word_cell(telling: Telling, finding: Finding) -> str:
    """On whose word, with the statement to look it up in, and how sure the reading is where it is not."""
    footing = finding.footing
    kind = footing.standing.value
    line = inline(footing_line(telling, footing))
    link = f" {statement_link(telling, footing.by)}" if footing.by is not None else ""
    cell = f'<p class="stands"><span class="line" aria-hidden="true"></span>{line}{link}</p>'
    if is_derived(finding):
        cell = f"<p>no words say so; it rests on what is {kind}</p>{cell if footing.by is not None else ''}"
    cell += kept_cell(telling, finding.id)
    confidence = getattr(finding, "confidence", 1.0)
    if confidence < SURE:
        cell += f'<p class="why">read so: {confidence_words(confidence)} ({percent(confidence)})</p>'
    return cell
