"""A ledger, or rates, as JSON: ``{"ledger": 1, ...}`` and ``{"rates": 1, ...}``, the numbers being the form's version.

Fields are those of ``analysis/ledger_parts.py`` and ``analysis/rates.py`` under their names; additions keep it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..analysis.ledger_parts import Entry, Ledger
from ..analysis.rates import Rates

VERSION = 1


def wire(found: Ledger) -> dict[str, Any]:
    """A ledger as values of JSON."""
    return {"ledger": VERSION, **asdict(found)}


def entry_wire(entry: Entry, day: str) -> dict[str, Any]:
    """One entry as values of JSON."""
    return {"entry": VERSION, "day": day, **asdict(entry)}


def rates_wire(found: Rates) -> dict[str, Any]:
    """Rates as values of JSON; of each window its rate too."""
    windows = [{**asdict(one), "rate": one.rate} for one in found.windows]
    return {"rates": VERSION, **asdict(found), "windows": windows}
