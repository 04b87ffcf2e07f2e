"""A profile as JSON: ``{"profile": 1, ...}``, the number being the version of this form.

Its fields are those of ``analysis/profile_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..analysis.profile_parts import Profile

VERSION = 1


def wire(profile: Profile) -> dict[str, Any]:
    """The profile as values of JSON."""
    return {"profile": VERSION, **asdict(profile)}


def text(profile: Profile, *, ascii_only: bool = False) -> str:
    """The profile as one JSON object."""
    out = json.dumps(wire(profile), ensure_ascii=ascii_only, indent=2)
    try:
        out.encode()
    except UnicodeEncodeError:  # Half of a surrogate pair, which JSON can hold and UTF-8 cannot.
        out = json.dumps(wire(profile), indent=2)
    return out + "\n"
