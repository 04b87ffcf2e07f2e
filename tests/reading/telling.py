"""Drafts for tests: statements marked by their words, so that resolving can be tested without a model."""

from __future__ import annotations

from onrecord.gazetteer import load_packs
from onrecord.reading.acts import act_of
from onrecord.reading.draft import Draft, Meaning, Told
from onrecord.reading.mentions import mentions
from onrecord.reading.parties import parties_of
from onrecord.reading.segment import segment
from onrecord.reading.statements import assembled
from onrecord.reading.zones import zones
from onrecord.record import Document, Form, Snapshot, Span, Speaker, Statement, ZoneKind

#: One statement as speaker words (or None), cue words, content words; searched for in text order.
Words = tuple[str | None, str, str]


def document(text: str, author: str | None = None) -> Document:
    """A document of this text, with a snapshot that nothing looks at."""
    return Document("d:test", text, Snapshot("0" * 64, "text/plain", len(text)), author=author, language="en")


def find(text: str, words: str, after: int = 0) -> Span:
    """Where ``words`` stand in ``text``; the test is wrong if they do not."""
    at = text.index(words, after)
    return Span(at, at + len(words))


def resolved(text: str, *told: Words, author: str | None = None) -> Draft:
    """The draft with statements and actors for statements given by their words."""
    doc = document(text, author)
    layout = segment(text)
    made, meanings, place = [], [], 0
    for speaker, cue, content in told:
        around = text.index(cue, place)
        cue_span = Span(around, around + len(cue))
        sentence = next(s for s in layout.sentences if s.holds(cue_span))
        who = (
            find(text, speaker, max(0, sentence.start - 200 if speaker not in sentence.of(text) else sentence.start))
            if speaker
            else None
        )
        what = find(text, content)
        made.append(Told(cue_span, (what,), who, Form.INDIRECT, sentence, 0.9))
        meanings.append(
            Meaning(act_of(cue, content, False), parties_of(text, sentence, cue_span, (who,) if who else (), (what,)))
        )
        place = around + len(cue)
    found = zones(doc, layout)
    nothing_known = load_packs(())
    headlines = [z.span for z in found if z.kind is ZoneKind.HEADLINE]
    named = mentions(text, layout, (), nothing_known, headlines)
    draft = Draft(doc, layout, found, told=tuple(made), meanings=tuple(meanings), named=named)
    return assembled(draft, nothing_known, made_by="test/1")


def statement(draft: Draft, cue: str) -> Statement:
    """The statement whose cue has these words."""
    return next(s for s in draft.statements if s.cue[0].of(draft.document.text) == cue)


def speaker(draft: Draft, cue: str) -> Speaker:
    """Its speaker."""
    return statement(draft, cue).speaker
