"""An alert as JSON, for a webhook. ``version`` counts up when a key goes or means something else."""

from __future__ import annotations

from typing import Any

from ..export.telling import plain
from ..version import ENGINE
from .alert_item import Item
from .digest import Message, Section

VERSION = 1


def as_wire(message: Message) -> dict[str, Any]:
    """The whole message; every hit has its entry, those of other carriers under ``carriers``."""
    return {
        "onrecord": ENGINE,
        "alert": VERSION,
        "delivery": message.id,
        "desk": message.desk,
        "made": message.made,
        "every": message.every.value,
        "test": message.test,
        "subject": message.subject,
        "questions": [_section(section) for section in message.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "name": section.name,
        "question": section.query,
        "reminds": section.reminds,
        "total": section.total,
        "left_out": section.left_out,
        "hits": [_item(item) for _, group in section.groups for item in group],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "document": item.document,
        "title": item.title,
        "published": item.published,
        "url": item.url,
        "language": item.language,
        "outlet": item.outlet,
        "grade": item.grade,
        "who": item.head,
        "says": plain(item.says),
        "word": plain(item.word) or None,
        "words": item.words,
        "cut": item.cut,
        "state": plain(item.state) or None,
        "found": item.found,
        "carried_by": len({item.document, *(one.document for one in item.carriers)}),
        "carriers": [{"id": one.id, "document": one.document, "outlet": one.outlet} for one in item.carriers],
    }
