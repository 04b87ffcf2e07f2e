"""Document -> Record: a visible, ordered list of steps."""

from .reader import Reader
from .steps import STEPS, Step, checked

__all__ = ["STEPS", "Reader", "Step", "checked"]
