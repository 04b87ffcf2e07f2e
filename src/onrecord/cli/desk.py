"""``onrecord desk``: each thing that is done with a desk is one function of the modules beside this one."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from ..settings import Settings

#: Which module has the function of an action; it is called as the action is.
_MODULES = {
    "desk_taking": ("init", "add", "say"),
    "desk_watching": ("follow", "unfollow", "pause", "resume", "watch"),
    "desk_sources": ("sources",),
    "desk_outlets": ("source", "grade"),
    "desk_asking": ("list", "repeats", "changes"),
    "desk_export": ("export",),
    "desk_judging": ("judge", "undo", "history", "reread"),
    "desk_upkeep": ("verify", "backup", "restore", "compact", "log"),
    "desk_giving_up": ("retain", "redact"),
}
MODULE_OF = {action: module for module, actions in _MODULES.items() for action in actions}


def run(options: Namespace, settings: Settings) -> int:
    """Does what ``options.action`` names; the exit code."""
    module = import_module(f".{MODULE_OF[options.action]}", __package__)
    code: int = getattr(module, f"{options.action}_")(options, settings)
    return code
