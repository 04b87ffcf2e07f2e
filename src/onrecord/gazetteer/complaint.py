"""What is wrong in a pack: one sentence each, with the file and the line, for people who do not program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Complaints about one file, beyond which they are only counted by nobody: whoever mends these checks again.
MOST = 200


@dataclass(frozen=True, slots=True)
class Complaint:
    """``what`` is wrong in line ``line`` (1 is the first) of ``file`` ("selm/names.csv"), and the ``remedy``."""

    file: str
    line: int
    what: str
    remedy: str

    @property
    def where(self) -> str:
        return f"{self.file}, line {self.line:,}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.what}: {self.where}; {self.remedy}"


def shown(value: str) -> str:
    """A value as a sentence quotes it: short, and nothing in it that moves or hides text."""
    return repr(value if len(value) <= 40 else f"{value[:39]}…")


def listed(values: Sequence[str], most: int = 12) -> str:
    """What may be written, in words."""
    named = ", ".join(value or "nothing" for value in values[:most])
    return named if len(values) <= most else f"{named} ..."
