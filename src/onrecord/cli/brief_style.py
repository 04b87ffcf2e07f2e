"""The house's style: what ``--style`` names, else what the draft's head does, else the one that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..brief.style import Style


def style_of(said: str | None, fact: str | None = None, folder: Path | None = None) -> Style:
    """It. ``said`` is a file's path, ``fact`` what the head of a draft says, which lies in ``folder``.

    Raises:
        SettingError: if there is no such style, or it cannot be read.
    """
    from ..brief.style import load_style, style_called

    return load_style(said) if said is not None else style_called(fact, folder)
