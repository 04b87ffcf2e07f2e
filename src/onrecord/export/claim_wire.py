"""Claims as JSON: ``{"claims": 1, ...}``, the number being the version of this form.

The fields are those of ``analysis/claim_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..analysis.claim_parts import Claims
from .json_text import one_object

VERSION = 1


def wire(found: Claims) -> dict[str, Any]:
    """The claims as values of JSON; the list of them is called ``found``."""
    told = asdict(found)
    return {"claims": VERSION, "found": told.pop("claims"), **told}


def text(found: Claims, *, ascii_only: bool = False) -> str:
    """The claims as one JSON object."""
    return one_object(wire(found), ascii_only=ascii_only)
