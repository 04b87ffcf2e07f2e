"""When: time expressions of English text, their values, and what an undated text tells about its own date."""

from .bounds import Dated, within, written_bounds
from .scan import MADE_BY, times_of

__all__ = ["MADE_BY", "Dated", "times_of", "within", "written_bounds"]
