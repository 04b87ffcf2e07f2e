"""A sentence that the composer makes: its words, and what it cites."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` is one sentence as a reader sees it, with its full stop; ``cites`` are keys of citations, the nearest
    first.
    """

    text: str
    cites: tuple[str, ...]

    @property
    def cited(self) -> str:
        """ " [@s:3f9c; @s:81d0]", as it stands behind the sentence in a draft; nothing where it cites nothing."""
        return f" [{'; '.join(f'@{key}' for key in self.cites)}]" if self.cites else ""
