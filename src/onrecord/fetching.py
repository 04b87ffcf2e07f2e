"""Names of a package that are fetched where they are first used, so that importing the package loads nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def fetched(package: str, names: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """The ``__getattr__`` (PEP 562) of a package; ``names`` are its public ones, by the module below it.

    A name that is a module's too ("finding" of ``finding.py``) cannot be fetched so: the module is found first.
    """
    home = {name: module for module, some in names.items() for name in some}

    def fetch(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home[name]}"), name)

    return fetch
