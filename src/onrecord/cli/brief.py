"""``onrecord brief``: the next brief composed from the record, checked against it, rendered, published."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from ..settings import Settings


def run(options: Namespace, settings: Settings) -> int:
    """Does what the action says; its exit code."""
    code: int = import_module(f".brief_{options.action}", __package__).run(options, settings)
    return code
