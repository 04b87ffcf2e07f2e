"""Document -> Record: a visible, ordered list of steps (``steps.py``).

Importing this package loads nothing: other rooms ask its modules for sentences or quotations, and read nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fetching import fetched

if TYPE_CHECKING:
    from .reader import Reader
    from .steps import STEPS, Step, checked
else:
    __getattr__ = fetched(__name__, {"reader": ("Reader",), "steps": ("STEPS", "Step", "checked")})

__all__ = ["STEPS", "Reader", "Step", "checked"]
