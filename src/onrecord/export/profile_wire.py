"""A profile as JSON: ``{"profile": 1, ...}``, the number being the version of this form.

Its fields are those of ``analysis/profile_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..analysis.profile_parts import Profile
from .json_text import one_object

VERSION = 1


def wire(profile: Profile) -> dict[str, Any]:
    """The profile as values of JSON."""
    return {"profile": VERSION, **asdict(profile)}


def text(profile: Profile, *, ascii_only: bool = False) -> str:
    """The profile as one JSON object."""
    return one_object(wire(profile), ascii_only=ascii_only)
