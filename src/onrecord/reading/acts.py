"""What a statement does: its cue and its content weighed together.

A specific cue (accused, warned, boasted) settles it. A bland one (said, added, wrote, according to) lets the content
decide: "we will respond with force" is a threat whoever merely "said" it.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook import ContentReading, CueReading, Hold, content_reading, content_readings, cue_reading
from onrecord.codebook.words import word_set, words_of
from onrecord.record import SpeechAct

from .parties import Parties, parties_of

__all__ = ["ActReading", "Parties", "act_of", "parties_of"]

_SURE = 0.9
_LIKELY = 0.75
_DEFAULT = 0.6
_UNKNOWN_CUE = 0.45
_CLEAR_CONTENT = 0.65

_HEAD = 160
_QUESTION_WORDS = word_set("whether if how why what who whom whose when where which about")
_CLAUSE_WORDS = _QUESTION_WORDS | word_set(
    "that i we you he she they it there is are was were be been has have had will would can could may might must "
    "should ready able according due thanks"
)
_COMMITTING = frozenset(
    {"promise", "pledge", "vow", "vow to", "swear", "swear to", "swear that", "promise to", "pledge to"}
)
_COMMANDING = frozenset({"tell", "shout", "yell", "scream", "cry", "text", "ask", "write", "signal", "tell to"})


@dataclass(frozen=True, slots=True)
class ActReading:
    """What a statement does. ``confidence`` is 0 to 1, ``strength`` 1 (mild) to 3 (strong).

    ``negated`` is true where the cue says that it was not said ("declined to say").
    """

    act: SpeechAct
    confidence: float
    strength: int
    negated: bool = False


def act_of(cue: str, content: str, question: bool) -> ActReading:
    """The act of a statement with these words of cue and content; ``question`` says that the content asks.

    The confidence is about 0.9 where the cue alone says it, 0.6 to 0.8 where the content does, 0.6 for the bland
    default of asserting and below that where the codebook does not know the cue.
    """
    said = cue_reading(cue)
    if said is None:
        return _by_content(None, content, question)
    if said.lemma in ("decline", "refuse") and not said.negated:
        said = _undone(said, content)
    if said.hold is Hold.SPECIFIC:
        return _by_cue(said, content, question)
    if said.hold is Hold.LOOSE:
        return _by_loose_cue(said, content)
    return _by_content(said, content, question)


def _head(content: str) -> list[str]:
    return words_of(content.lstrip(" \"'“”‘’«»…,"), _HEAD)


def _infinitive(head: list[str]) -> bool:
    """Whether the content begins as an order does: "to leave", "not to leave", "the men to leave"."""
    if head[:1] == ["to"] or head[:2] == ["not", "to"]:
        return True
    if "to" not in head[1:5]:
        return False
    doer = head[: head.index("to")]
    return _CLAUSE_WORDS.isdisjoint(doer) and not any(word.endswith("ed") for word in doer)


def _undone(said: CueReading, content: str) -> CueReading:
    """ "Declined" with the content "to say whether ..." is a saying that did not take place."""
    head = _head(content)
    if head[:1] != ["to"]:
        return said
    whole = cue_reading(f"{said.lemma}d to " + " ".join(head[1:4]))
    loosely = whole is not None and whole.hold is Hold.LOOSE and whole.act in (SpeechAct.ANNOUNCE, SpeechAct.DEMAND)
    if whole is None or loosely or whole.lemma == said.lemma or whole.hold is Hold.LIGHT:
        return said
    return whole


def _by_cue(said: CueReading, content: str, question: bool) -> ActReading:
    act, strength, sure = said.act, said.strength, _SURE
    if act is SpeechAct.ASK and not question and "?" not in content:
        head = _head(content)
        if head and said.lemma == "ask" and (_infinitive(head) or head[0] in ("for", "that")):
            act, sure = SpeechAct.DEMAND, 0.85
    elif act is SpeechAct.PROMISE or act is SpeechAct.WARN:
        head = _head(content)
        # "Vowed to strike" is "we will strike" in the reporter's words.
        does = content_readings("we will " + " ".join(head[1:]) if head[:1] == ["to"] else content)
        if any(one.act is SpeechAct.THREATEN and one.weight >= _CLEAR_CONTENT for one in does):
            strength = 3
            # One who vows to strike threatens; one who warns that he will strike is still reported as warning.
            if said.lemma in _COMMITTING:
                act, sure = SpeechAct.THREATEN, 0.82
    return ActReading(act, sure, strength, said.negated)


def _by_loose_cue(said: CueReading, content: str) -> ActReading:
    """A cue that usually says it: a claim gives way to what is claimed, a plan to a plan of attack."""
    does = content_reading(content)
    if does is not None and does.weight >= _CLEAR_CONTENT:
        yields = said.act is SpeechAct.ASSERT or (
            said.act is SpeechAct.ANNOUNCE and does.act in (SpeechAct.THREATEN, SpeechAct.REJECT, SpeechAct.ACCUSE)
        )
        if yields and not said.negated:
            return ActReading(does.act, round(does.weight - 0.05, 2), does.strength)
    return ActReading(said.act, _LIKELY, said.strength, said.negated)


def _by_content(said: CueReading | None, content: str, question: bool) -> ActReading:
    negated = said is not None and said.negated
    strength = said.strength if said else 1
    if negated:
        return ActReading(SpeechAct.ASSERT, _LIKELY, strength, True)
    if question or content.rstrip(" \"'”’»)").endswith("?"):
        return ActReading(SpeechAct.ASK, _LIKELY, 1)
    if said is not None and said.lemma in _COMMANDING:
        head = _head(content)
        if head and (head[0] == "to" or (said.lemma in ("tell", "tell to") and _infinitive(head))):
            return ActReading(SpeechAct.DEMAND, _LIKELY, 2)
    does: ContentReading | None = content_reading(content)
    if does is not None:
        return ActReading(does.act, round(does.weight, 2), max(does.strength, strength if strength > 2 else 1))
    act = said.act if said else SpeechAct.ASSERT
    return ActReading(act, _DEFAULT if said else _UNKNOWN_CUE, strength)
