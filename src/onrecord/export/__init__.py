"""What another program or a reader takes away: one record, or what a desk keeps, in a foreign form.

``EXPORTS`` (``exports.py``) is the list. Importing this package loads nothing: much is printed that is in no form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fetching import fetched

if TYPE_CHECKING:
    from .exports import EXPORTS, Export, Form, Part
else:
    __getattr__ = fetched(__name__, {"exports": ("EXPORTS", "Export", "Form", "Part")})

__all__ = ["EXPORTS", "Export", "Form", "Part"]
