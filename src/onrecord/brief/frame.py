"""One frame of attribution: who speaks, by which cue, and where what is said begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..codebook.verbs import CueReading


class FrameKind(StrEnum):
    """How a frame is made."""

    SAID = "said"
    """Somebody says: "Selm denied that ...", "..., the minister said"."""
    PASSIVE = "passive"
    """Something is said of somebody: "was accused by Selm of ...", "was quoted as saying"."""
    ACCORDING = "according"
    """"According to the ministry, ..."."""
    NOUN = "noun"
    """"The militia's threat to ..."."""
    WEAK = "weak"
    """That somebody says it, but not who: "allegedly"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; all places are of words in the sentence, half-open.

    ``speaker`` is empty (equal ends) where nobody is named in it: then it is the speaker of the frame before, if
    ``goes_on``. ``content`` are the words that follow the cue and are its own, ``before`` tells that the words before
    the frame are told by it too ("..., he said"). ``within`` is the number of the frame that it is told in.
    ``by`` is who passes the words on ("Radio Hask quoted him as saying").
    """

    kind: FrameKind
    cue: tuple[int, int]
    speaker: tuple[int, int]
    content: tuple[int, int]
    reading: CueReading | None
    lemma: str = ""
    before: bool = False
    goes_on: bool = False
    within: int | None = None
    by: tuple[int, int] | None = None

    @property
    def names_nobody(self) -> bool:
        """Whether it has no words for its speaker."""
        return self.speaker[0] >= self.speaker[1]

    @property
    def begin(self) -> int:
        """Where its first word stands: of its speaker or of its cue."""
        return self.cue[0] if self.names_nobody else min(self.speaker[0], self.cue[0])


#: The lemma of a frame that is only a name and a colon: "Militia spokesman: boats crossed the line".
LABEL = "label"
#: The lemma of a frame that has no cue of speech.
TERM = "set a term"
