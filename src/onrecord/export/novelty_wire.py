"""What is new as JSON: ``{"novelty": 1, ...}`` of one statement, ``{"news": 1, ...}`` of many; the number is the
version of this form.

Fields are those of ``analysis/novelty_parts.py`` under their names, with ``reasons`` and ``new`` beside them; additions
keep the version, renames do not.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..analysis.novelty_parts import News, Novelty
from .json_text import one_object

VERSION = 1


def novelty_wire(one: Novelty) -> dict[str, Any]:
    """One statement as values of JSON."""
    return {"novelty": VERSION, "new": one.is_new, "reasons": list(one.reasons), **asdict(one)}


def news_wire(news: News) -> dict[str, Any]:
    """Many as values of JSON."""
    made = {"news": VERSION, **asdict(news)}
    made["items"] = [novelty_wire(one) for one in news.items]
    return made


def text(made: Novelty | News, *, ascii_only: bool = False) -> str:
    """As one JSON object."""
    value = novelty_wire(made) if isinstance(made, Novelty) else news_wire(made)
    return one_object(value, ascii_only=ascii_only)
