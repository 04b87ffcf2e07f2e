"""What another program or a reader takes away: one record, or what a desk keeps, in a foreign form.

``EXPORTS`` (``exports.py``) is the list. Importing this package loads nothing: much is printed that is in no form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .exports import EXPORTS, Export, Form, Part
else:

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import exports

        return getattr(exports, name)


__all__ = ["EXPORTS", "Export", "Form", "Part"]
