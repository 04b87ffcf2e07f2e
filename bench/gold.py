"""Where the gold is, and proof that it is the gold the floors were measured on."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from types import ModuleType


class GoldAbsentError(Exception):
    """The gold is not on this machine; the message says where it was looked for and how to name another place."""


def gold(*parts: str) -> Path:
    """A file or folder of the gold.

    Raises:
        GoldAbsentError: if it is not there.
    """
    root = Path(os.environ.get("ONRECORD_GOLD", "../shared/gold"))
    path = root.joinpath(*parts)
    if not path.exists():
        raise GoldAbsentError(
            f"no gold at {path}: set ONRECORD_GOLD to the folder that holds {parts[0]}; nothing was measured"
        )
    return path


def digest(folder: Path) -> str:
    """sha256 over the names and bytes of all files of a folder, or of one file."""
    total = hashlib.sha256()
    files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else [folder]
    for path in files:
        total.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def scorer(name: str) -> ModuleType:
    """The scorer that came with the gold, as a module."""
    path = gold(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise GoldAbsentError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
