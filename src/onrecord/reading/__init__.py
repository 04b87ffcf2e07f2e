"""Document -> Record: a visible, ordered list of steps (``steps.py``).

Importing this package loads nothing: other rooms ask its modules for sentences or quotations, and read nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reader import Reader
    from .steps import STEPS, Step, checked
else:

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import reader, steps

        return getattr(reader if name == "Reader" else steps, name)


__all__ = ["STEPS", "Reader", "Step", "checked"]
