"""An alert as HTML, for mail: no script, no picture, no link, nothing that is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..export.telling import Line, Words
from ..export.wording import visible
from .alert_item import Item
from .alert_text import TEST, carried_by, dated, minute
from .digest import Message, Section

_STYLE = (
    "body{font:15px/1.45 sans-serif;max-width:46em}h2{font-size:1.15em;margin:1.6em 0 .2em}"
    "h3{font-size:1em;margin:1.2em 0 .2em}.i{margin:0 0 1em 1em}.s{color:#555}blockquote{margin:.2em 0 .2em 1em}"
    "code{font-size:.9em}"
)


def as_page(message: Message) -> str:
    """The whole message. What documents hold is escaped and kept apart by its own direction."""
    return "".join(_page(message))


def _page(message: Message) -> Iterator[str]:
    yield f'<!DOCTYPE html><html dir="ltr"><head><meta charset="utf-8"><title>{_safe(message.subject)}</title>'
    yield f"<style>{_STYLE}</style></head><body><p>{_bdi(message.subject)}</p>\n"
    for section in message.sections:
        yield from _section(message, section)
    made = f"{message.id} of desk {message.desk}, made {minute(message.made)} UTC"
    yield f'<p class="s">{_safe(made)}</p></body></html>\n'


def _section(message: Message, section: Section) -> Iterator[str]:
    yield f'<h2>{_bdi(section.name)}</h2><p class="s">{_bdi(section.query)}</p>\n'
    if message.test:
        yield f"<p><b>{TEST}</b></p>\n"
        return
    if not section.total:
        yield "<p>nothing new</p>\n"
    for head, group in section.groups:
        yield f"<h3>{_bdi(head)}</h3>\n"
        for item in group:
            yield from _item(item)
    if section.left_out:
        yield f"<p>{section.left_out:,} more, not shown here: {section.total:,} in all</p>\n"


def _item(item: Item) -> Iterator[str]:
    yield f'<div class="i"><div class="s">{_safe(dated(item))} · {_bdi(item.outlet)}</div>'
    if item.kind != "document":
        yield f"<div>{_line(item.says)}</div>"
        yield f"<div>{_line(item.word)}</div>"
    if item.words.strip():
        yield f'<blockquote dir="auto">“{_safe(item.words)}”{" ..." if item.cut else ""}</blockquote>'
    if item.state:
        yield f"<div><b>{_line(item.state)}</b></div>"
    where = f" in <code>{_safe(item.document)}</code>" if item.kind != "document" else ""
    yield f'<div class="s"><code>{_safe(item.id)}</code>{where}: {_bdi(item.title)}</div>'
    if carried := carried_by(item):
        yield f'<div class="s">{_line(carried)}</div>'
    yield "</div>\n"


def _line(line: Line) -> str:
    return "".join(_bdi(bit.text) if isinstance(bit, Words) else _safe(bit) for bit in line)


def _bdi(words: str) -> str:
    return f'<bdi dir="auto">{_safe(words)}</bdi>'


def _safe(words: str) -> str:
    return visible(" ".join(words.split()).encode("utf-8", "replace").decode("utf-8"), keep=escape)
