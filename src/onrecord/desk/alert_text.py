"""An alert as plain text, for a terminal, a file and mail."""

from __future__ import annotations

from collections.abc import Iterator

from ..export.telling import Line, Words
from ..export.wording import isolated, visible
from .alert_item import Item
from .digest import Message, Section

#: Other carriers that are named; what is more is counted.
_NAMED = 10
TEST = "This is a test: nothing was found. The alert works as far as here."


def as_text(message: Message) -> str:
    """The whole message, lines that end with a newline. What documents hold cannot leave its line or turn it around."""
    return "".join(f"{line}\n" for line in _lines(message))


def clean(words: str) -> str:
    """Words from outside on one line, with nothing unseen in them, kept apart if they run right to left."""
    return isolated(visible(" ".join(words.split())).encode("utf-8", "replace").decode("utf-8"))


def _lines(message: Message) -> Iterator[str]:
    yield clean(message.subject)
    for section in message.sections:
        yield ""
        yield from _section(message, section)
    yield ""
    yield f"{message.id} of desk {message.desk}, made {minute(message.made)} UTC"


def _section(message: Message, section: Section) -> Iterator[str]:
    reminds = f" ({section.reminds})" if section.reminds else ""
    yield f"{clean(section.name)}: {clean(section.query)}{reminds}"
    if message.test:
        yield f"  {TEST}"
        return
    if not section.total:
        yield "  nothing new"
    for head, group in section.groups:
        yield ""
        yield f"  {clean(head)}"
        for number, item in enumerate(group):
            if number:
                yield ""
            yield from (f"    {line}" for line in _item(item))
    if section.left_out:
        yield ""
        yield f"  {section.left_out:,} more, not shown here: {section.total:,} in all"


def _item(item: Item) -> Iterator[str]:
    yield f"{dated(item)} · {clean(item.outlet)}"
    if item.kind != "document":
        yield line_of(item.says)
        yield line_of(item.word)
    if item.words.strip():
        yield f"“{clean(item.words)}”" + (" ..." if item.cut else "")
    if item.state:
        yield line_of(item.state)
    yield item.id + (f" in {item.document}" if item.kind != "document" else "") + f": {clean(item.title)}"
    if carried := carried_by(item):
        yield line_of(carried)


def line_of(line: Line) -> str:
    """A line of our words and a document's."""
    return "".join(clean(bit.text) if isinstance(bit, Words) else bit for bit in line)


def dated(item: Item) -> str:
    """When it was published, as far as that is known."""
    return clean(item.published) if item.published else "no date"


def carried_by(item: Item) -> Line:
    """By how many documents it was carried, and which; empty if by one."""
    documents = {item.document, *(one.document for one in item.carriers)}
    told: list[str | Words] = []
    if len(documents) > 1:
        told.append(f"carried by {len(documents)}; also ")
        for number, one in enumerate(item.carriers[:_NAMED]):
            told += [", " if number else "", f"{one.id} (", Words(one.outlet), ")"]
        if len(item.carriers) > _NAMED:
            told.append(f" and {len(item.carriers) - _NAMED} more")
    elsewhere = item.others - (len(documents) - 1)
    if elsewhere > 0:
        told.append(f"{'; ' if told else ''}the same text in {elsewhere} {'other' if elsewhere == 1 else 'others'}")
    return tuple(told)


def minute(stamp: str) -> str:
    """A stamp to the minute."""
    return stamp[:16].replace("T", " ")
