"""The trained model at run time: onnxruntime and numpy, no torch."""

from .runtime import ENGLISH, Attribution, Tagger

__all__ = ["ENGLISH", "Attribution", "Tagger"]
