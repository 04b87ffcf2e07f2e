"""Examples: the sentences beside a codebook's lines that show what each line is for, and that it still works.

A file of the codebook whose lines carry examples offers them with a function in its own loader, which is listed in
``codebook_files.py``::

    def ties_examples() -> tuple[Example, ...]:
        return tuple(
            Example("ties.yaml", rule.line, rule.example, Finding.TIE, rule.type, {"a": rule.a_is, "b": rule.b_is}) ...
        )

``Entry.line`` of a sheet is the line to name. A counter-example (a sentence that the line must *not* answer) has
``holds=False`` and usually empty ``parts``: then nothing of that ``what`` and ``type`` may come out of the sentence.

Names of parts, by what is expected:

=============  ==========================================================================================
``EVENT``      ``doer``, ``recipient``, ``mode``, ``polarity``, ``standing``
``TIE``        ``a``, ``b``, ``polarity``, ``standing``
``COMMITMENT`` ``doer``, ``deed``, ``to``, ``condition``, ``due``, ``negated`` ("yes" or "no"); the type is its kind
``COUNT``      ``words``, ``least``, ``most``; the type is what is counted ("killed")
``POLARITY``   ``of`` (the word of the example that is meant); the type is the polarity of that word's clause
=============  ==========================================================================================

The value of a part is a word or words of the sentence that must stand in what comes out ("Selm" in "the Selmite
army" does not; "Selm" in "the army of Selm" does); an actor counts by any of its names. An empty value says that the
part must be missing. ``onrecord codebook check`` runs them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Finding(StrEnum):
    """What a line of the codebook gives."""

    EVENT = "event"
    TIE = "tie"
    COMMITMENT = "commitment"
    COUNT = "count"
    POLARITY = "polarity"


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence, and what reading it must give, or must not give where ``holds`` is false.

    ``file`` and ``line`` name the codebook's line that it stands in (lines count from 1). An empty ``type`` is any.
    """

    file: str
    line: int
    text: str
    what: Finding
    type: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    holds: bool = True

    @property
    def expected(self) -> str:
        """What must come out, for a person to read."""
        parts = "".join(f", {name}: {value or '(none)'}" for name, value in self.parts.items() if value is not None)
        return f"{'' if self.holds else 'no '}{self.what.value} {self.type}".rstrip() + parts
