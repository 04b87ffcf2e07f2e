"""What is new as JSON: ``{"novelty": 1, ...}`` of one statement, ``{"news": 1, ...}`` of many; the number is the
version of this form.

Fields are those of ``analysis/novelty_parts.py`` under their names, with ``reasons`` and ``new`` beside them; additions
keep the version, renames do not.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..analysis.novelty_parts import News, Novelty

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
    out = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    try:
        out.encode()
    except UnicodeEncodeError:  # Half of a surrogate pair, which JSON can hold and UTF-8 cannot.
        out = json.dumps(value, indent=2)
    return out + "\n"
