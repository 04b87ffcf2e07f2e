"""The trained model at run time: onnxruntime and numpy, no torch."""

from .mentions import NameSpan
from .runtime import ENGLISH, Attribution, Tagged, Tagger

__all__ = ["ENGLISH", "Attribution", "NameSpan", "Tagged", "Tagger"]
