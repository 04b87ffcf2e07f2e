"""A network as JSON: ``{"network": 1, ...}``, what differs between two days: ``{"changes": 1, ...}``; the number is the
version of this form.

Fields are those of ``analysis/network_parts.py`` under their names; additions keep the version, renames do not.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..analysis.network_parts import Changes, Network
from .json_text import one_object

VERSION = 1


def network_wire(network: Network) -> dict[str, Any]:
    """A network as values of JSON; ends and members are places in ``nodes``."""
    return {"network": VERSION, **asdict(network)}


def changes_wire(changes: Changes) -> dict[str, Any]:
    """What differs as values of JSON."""
    made = {"changes": VERSION, **asdict(changes)}
    made["before"], made["after"] = network_wire(changes.before), network_wire(changes.after)
    return made


def text(made: Network | Changes, *, ascii_only: bool = False) -> str:
    """As one JSON object."""
    value = network_wire(made) if isinstance(made, Network) else changes_wire(made)
    return one_object(value, ascii_only=ascii_only)
