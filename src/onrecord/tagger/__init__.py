"""The trained model at run time: onnxruntime and numpy, no torch.

Importing this package loads nothing: who only compares meanings needs no model of language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fetching import fetched

if TYPE_CHECKING:
    from .mentions import NameSpan
    from .runtime import ENGLISH, Attribution, Tagged, Tagger
else:
    __getattr__ = fetched(
        __name__, {"mentions": ("NameSpan",), "runtime": ("ENGLISH", "Attribution", "Tagged", "Tagger")}
    )

__all__ = ["ENGLISH", "Attribution", "NameSpan", "Tagged", "Tagger"]
