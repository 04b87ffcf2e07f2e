"""The trained model at run time: onnxruntime and numpy, no torch.

Importing this package loads nothing: who only compares meanings needs no model of language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mentions import NameSpan
    from .runtime import ENGLISH, Attribution, Tagged, Tagger
else:

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import mentions, runtime

        return getattr(mentions if name == "NameSpan" else runtime, name)


__all__ = ["ENGLISH", "Attribution", "NameSpan", "Tagged", "Tagger"]
