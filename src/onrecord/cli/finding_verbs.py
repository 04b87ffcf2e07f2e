"""What ``find``, ``actor``, ``chain``, ``link`` and ``alert`` are given: each verb has a module of its own."""

from __future__ import annotations

from .actor_verbs import actor_options
from .alert_verbs import alert_options
from .chain_verbs import chain_options
from .find_verbs import find_options
from .link_verbs import link_options

__all__ = ["actor_options", "alert_options", "chain_options", "find_options", "link_options"]
