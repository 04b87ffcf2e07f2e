"""Statements of one sentence, put together by hand, ready to be compared."""

from __future__ import annotations

from datetime import date

from onrecord.linking.sayings import Page, Saying, sayings
from onrecord.record import (
    Actor,
    ActorKind,
    Document,
    Form,
    Mention,
    MentionForm,
    Record,
    Snapshot,
    Span,
    Speaker,
    SpeechAct,
    Statement,
    ZoneKind,
)


def said(
    words: str,
    speaker: str = "Oren Vash",
    day: str = "2031-04-02",
    *,
    cue: str = "said",
    act: SpeechAct = SpeechAct.ASSERT,
    number: int = 1,
    entity: int | None = None,
    named: bool = True,
    family: int | None = None,
    outlet: str = "o:1",
    negated: bool = False,
) -> Saying:
    """A statement in a text of its own; what stands in quotation marks is direct speech."""
    text = f"{speaker} {cue} {words}."
    direct = words.startswith("“") and words.endswith("”")
    form = Form.DIRECT if direct else Form.MIXED if "“" in words else Form.INDIRECT
    spoke = Span(0, len(speaker))
    begin = len(speaker) + 1
    mention = Mention(spoke, MentionForm.NAME if named else MentionForm.NOMINAL, 0.9)
    statement = Statement(
        id="s0",
        speaker=Speaker((spoke,), "a0", speaker, confidence=0.9),
        cue=(Span(begin, begin + len(cue)),),
        content=(Span(begin + len(cue) + 1, len(text) - 1),),
        form=form,
        act=act,
        act_confidence=0.9,
        strength=2,
        zone=ZoneKind.REPORT,
        confidence=0.9,
        made_by="attribution/1",
        negated=negated,
    )
    record = Record(
        Document(f"d:{number:016x}", text, Snapshot("0" * 64, "text/plain", len(text)), language="en"),
        "0.1.0",
        actors=(Actor("a0", speaker, ActorKind.PERSON, (mention,)),),
        statements=(statement,),
    )
    page = Page(number, family, outlet, (), date.fromisoformat(day))
    known = {} if entity is None else {"a0": [entity]}
    (ready,) = sayings(record, page, {"s0": number}, known)
    return ready
