"""Who said what: speaker, cue and content, and what was done by saying it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .document import ZoneKind
from .span import Span
from .standing import Standing


class SpeechAct(StrEnum):
    """What a Statement does."""

    ASSERT = "assert"
    ACCUSE = "accuse"
    DENY = "deny"
    THREATEN = "threaten"
    WARN = "warn"
    DEMAND = "demand"
    PROMISE = "promise"
    REJECT = "reject"
    PRAISE = "praise"
    CONDEMN = "condemn"
    BOAST = "boast"
    ASSESS = "assess"
    ANNOUNCE = "announce"
    ASK = "ask"


class Form(StrEnum):
    """How the content is given: in the speaker's words, in the reporter's, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something a Statement involves: the words that name it and, where resolved, the Actor's id."""

    spans: tuple[Span, ...]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """On whose word: the words that name the speaker, and who they stand for as far as the text tells.

    ``spans`` is empty where nobody is named. ``actor`` is the id of the Actor the words were resolved to and
    ``name`` its fullest name in the Document; ``confidence`` (0 to 1) is that of the resolution, not of the words.
    ``role`` is the span of an office or function ("the spokesman of the group"), ``affiliation`` the name of the
    body it is held in.
    """

    spans: tuple[Span, ...] = ()
    actor: str | None = None
    name: str | None = None
    role: Span | None = None
    affiliation: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying (or thinking) that a Document reports: speaker, cue and content as Spans.

    ``strength`` runs from 1 (mild) to 3 (strong). ``negated`` is true where the cue says that it was not said
    ("declined to say"). ``target`` is who the act is against or about, ``addressee`` to whom it is said, ``medium``
    what carried it (an article, a broadcast, a letter). ``within`` is the id of the Statement whose content this
    one is part of. ``when`` is the id of the TimeRef at which
    it was said, where the sentence of its cue tells. ``confidence`` (0 to 1) is that of the
    statement being there with these pieces; ``made_by`` is the step and its version.
    """

    id: str
    speaker: Speaker
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    act: SpeechAct
    act_confidence: float
    strength: int
    zone: ZoneKind
    confidence: float
    made_by: str
    negated: bool = False
    addressee: Party | None = None
    target: Party | None = None
    medium: Party | None = None
    within: str | None = None
    when: str | None = None

    @property
    def standing(self) -> Standing:
        """It stands on its speaker's word; in a comment it is the analyst who says that it was said."""
        return Standing.COMMENT if self.zone is ZoneKind.COMMENT else Standing.ATTRIBUTED
