"""What the verbs that follow, and those that hand out, are given: each verb has a module of its own."""

from __future__ import annotations

from .claims_verbs import claims_options
from .compare_verbs import compare_options
from .coverage_verbs import coverage_options
from .export_verbs import export_options
from .importing_verbs import importing_options
from .ledger_verbs import ledger_options
from .network_verbs import network_options
from .new_verbs import new_options
from .trend_verbs import trend_options

__all__ = [
    "claims_options",
    "compare_options",
    "coverage_options",
    "export_options",
    "importing_options",
    "ledger_options",
    "network_options",
    "new_options",
    "trend_options",
]
