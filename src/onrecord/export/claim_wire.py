"""Claims as JSON: ``{"claims": 1, ...}``, the number being the version of this form.

The fields are those of ``analysis/claim_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..analysis.claim_parts import Claims

VERSION = 1


def wire(found: Claims) -> dict[str, Any]:
    """The claims as values of JSON; the list of them is called ``found``."""
    told = asdict(found)
    return {"claims": VERSION, "found": told.pop("claims"), **told}


def text(found: Claims, *, ascii_only: bool = False) -> str:
    """The claims as one JSON object."""
    out = json.dumps(wire(found), ensure_ascii=ascii_only, indent=2)
    try:
        out.encode()
    except UnicodeEncodeError:  # Half of a surrogate pair, which JSON can hold and UTF-8 cannot.
        out = json.dumps(wire(found), indent=2)
    return out + "\n"
