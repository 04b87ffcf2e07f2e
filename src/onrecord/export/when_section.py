"""The times of the page: the timeline, when the text was written, and each time with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from .cards import inline, shown
from .sheet import drawing, sheet
from .telling import Telling, on_one_line
from .time_axis import day_of
from .timeline import timeline_svg
from .when import When, bound_lines, fuller, on_calendar, reason_lines, whens
from .wording import SURE, confidence_words, percent, published_words

_LENGTHS = "Lengths of time, and times that come again"


def when_section(telling: Telling) -> str:
    """The section of all times; it says so where there are none."""
    times = whens(telling)
    body = [_written(telling)]
    if svg := timeline_svg(telling, times):
        body.append(drawing("Timeline", svg))
        if "Not to scale" in svg:
            body.append('<p class="why">Not to scale: long stretches without a date are drawn short.</p>')
    dated = on_calendar(times)
    relative = [w for w in times if not w.dated and not w.length]
    lengths = [w for w in times if w.length]
    groups = (("On the calendar", dated), ("Without a date", relative), (_LENGTHS, lengths))
    if times:
        body.append(_table(telling, groups))
    else:
        body.append('<p class="empty">No time was found in this document.</p>')
    return sheet("when", "When", "".join(body))


def _written(telling: Telling) -> str:
    """When the text was published or, if it does not say, between which dates it was written and why."""
    doc = telling.record.document
    if doc.published is not None:
        return f"<p>Published: {shown(published_words(doc))}.</p>"
    bounds = bound_lines(telling)
    if not bounds:
        return "<p>The text bears no date, and nothing in it tells when it was written.</p>" if telling.times else ""
    written = telling.record.written
    sides = [n for n, b in enumerate((written.not_before, written.not_after)) if b] if written else []
    items = "".join(
        f'<li>{inline(line)}{f""" (<a href="#e{side}">the words</a>)""" if bound.spans else ""}</li>'
        for side, (bound, line) in zip(sides, bounds, strict=True)
    )
    return f'<p>The text bears no date. By its own evidence it was written</p><ul class="bounds">{items}</ul>'


def _table(telling: Telling, groups: Sequence[tuple[str, Sequence[When]]]) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Words", "Meaning", "Rests on"))
    bodies = [
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="3">{title}</th></tr>'
        f"{''.join(_row(telling, when) for when in times)}</tbody>"
        for title, times in groups
        if times
    ]
    return (
        f'<table class="times"><caption class="vh">Times</caption><thead><tr>{heads}</tr></thead>'
        f"{''.join(bodies)}</table>"
    )


def _row(telling: Telling, when: When) -> str:
    reasons = "".join(f'<p class="why">{inline(line)}</p>' for line in reason_lines(telling, when))
    if when.time.confidence < SURE:
        sure = f"{confidence_words(when.time.confidence)} ({percent(when.time.confidence)})"
        reasons += f'<p class="why">read so: {sure}</p>'
    spread = fuller(when)
    days = f'<p class="why">{shown(spread)}</p>' if spread else ""
    undrawn = when.dated and day_of(when.time.start) is None and day_of(when.time.end) is None
    note = '<p class="why">not on the timeline</p>' if undrawn else ""
    words = inline((on_one_line(when.words),))
    return (
        f'<tr><th scope="row"><a href="#w{when.number}">{words}</a> <span class="why">¶{when.paragraph}</span></th>'
        f'<td data-head="Meaning">{shown(when.value)}{days}{note}</td>'
        + (f'<td data-head="Rests on">{reasons}</td></tr>' if reasons else '<td class="none"></td></tr>')
    )
