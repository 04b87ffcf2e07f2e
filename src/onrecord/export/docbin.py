"""spaCy's DocBin: texts with entities, statements and findings as spans, to train on or to search with spaCy.

A zip of ``.spacy`` files of some megabytes each, so that very many documents need no more memory than few; ``spacy
train`` reads the folder. The tokens are those of spaCy's blank English. Spans of spaCy are whole tokens: where words
begin or end within one, the span is the smallest that holds them, and ``user_data`` has the exact characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from ..record import Actor, ActorKind, MentionForm, Span, Statement
from .forms import Form, Head, Item
from .teller import Teller, Told
from .told_facts import document_facts, facts, json_line
from .zipped import opened, put, put_head

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin

Json = dict[str, Any]
#: A span: begin and end in characters, label, the id of who or what it is, and the finding's id.
Marked = tuple[int, int, str, str, str]

LABELS: dict[ActorKind, str] = {
    ActorKind.PERSON: "PERSON",
    ActorKind.ORGANISATION: "ORG",
    ActorKind.STATE: "GPE",
    ActorKind.PLACE: "LOC",
    ActorKind.GROUP: "ORG",
    ActorKind.OUTLET: "ORG",
    ActorKind.PEOPLE: "NORP",
}
_NAMES = (MentionForm.NAME, MentionForm.ACRONYM)
#: About so many characters of JSON make one file.
_CHARACTERS = 4_000_000
_ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")
_HALVES = re.compile("[\ud800-\udfff]")


def described(item: Item) -> Json:
    """A document as JSON: its text, the groups of spans, and what spaCy keeps as ``user_data``."""
    teller = Teller(item)
    groups: dict[str, list[Marked]] = {"mentions": [], "names": []}
    for actor in item.record.actors:
        for name, marked in _mentions(teller, actor):
            groups[name].append(marked)
    for told in teller.findings:
        for name, marked in _spans(told):
            groups.setdefault(name, []).append(marked)
    user = {"document": document_facts(teller), "findings": [facts(teller, told) for told in teller.findings]}
    return {"text": _HALVES.sub("\ufffd", teller.document.text), "groups": groups, "user": user}


def _mentions(teller: Teller, actor: Actor) -> Iterator[tuple[str, Marked]]:
    entity = teller.item.entities.get(actor.id)
    who = teller.who(actor.id) or ""
    label = LABELS[actor.kind if entity is None else entity.kind]
    for mention in sorted(actor.mentions, key=lambda one: one.span):
        marked = (mention.span.start, mention.span.end, label, who, "")
        yield "mentions", marked
        if mention.form in _NAMES:
            yield "names", marked


def _spans(told: Told) -> Iterator[tuple[str, Marked]]:
    """A finding's words by their group: of statements speaker, cue and content, of others their words."""
    found = told.found
    if isinstance(found, Statement):
        speaker = told.parts[0].id or ""
        yield from (("speakers", _marked(span, "speaker", speaker, told)) for span in found.speaker.spans)
        yield from (("cues", _marked(span, told.type, "", told)) for span in found.cue)
        yield from (("contents", _marked(span, told.type, speaker, told)) for span in found.content)
    else:
        yield from ((f"{told.kind}s", _marked(span, told.type, "", told)) for span in told.spans)


def _marked(span: Span, label: str, who: str, told: Told) -> Marked:
    return span.start, span.end, label, who, told.id


def _pieces(item: Item) -> Iterator[str]:
    yield json_line(described(item))


def _finish(lines: Iterable[str], out: BinaryIO, head: Head) -> None:
    with opened(out) as into:
        put_head(into, head)
        for number, some in enumerate(_stretches(lines), 1):
            put(into, f"onrecord-{number:05}.spacy", _bin(some).to_bytes())


def _stretches(lines: Iterable[str]) -> Iterator[list[str]]:
    """What goes into one file, of about as many characters each; the first is there even if there is nothing."""
    some: list[str] = []
    size, first = 0, True
    for line in lines:
        some.append(line)
        size += len(line)
        if size > _CHARACTERS:
            yield some
            some, size, first = [], 0, False
    if some or first:
        yield some


def _bin(lines: Iterable[str]) -> DocBin:
    import spacy
    from spacy.tokens import DocBin

    # A new one for each file: it remembers every word and id that it has seen.
    blank = spacy.blank("en")
    bin_ = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    for line in lines:
        bin_.add(_doc(blank, json.loads(line)))
    return bin_


def _doc(blank: Language, said: Json) -> Doc:
    from spacy.util import filter_spans

    # Not ``blank(text)``: that refuses texts of over a million characters.
    doc = blank.tokenizer(said["text"])
    for name, spans in said["groups"].items():
        made = [_span(doc, marked) for marked in spans]
        if name == "names":
            doc.ents = filter_spans([span for span in made if span is not None])
        else:
            doc.spans[name] = [span for span in made if span is not None]
    doc.user_data["onrecord"] = _fit(said["user"])
    return doc


def _span(doc: Doc, marked: Sequence[Any]) -> Any:
    begin, end, label, who, id_ = marked
    return doc.char_span(begin, end, label=label, kb_id=who, span_id=id_, alignment_mode="expand")


def _fit(value: Any) -> Any:
    """A value whose strings UTF-8 can hold: half a surrogate pair becomes U+FFFD."""
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_fit(one) for one in value]
    return {key: _fit(one) for key, one in value.items()} if isinstance(value, dict) else value


DOCBIN = Form(
    "docbin",
    "spaCy DocBin, a zip of .spacy files: entities, and statements, events, ties and commitments as groups of spans",
    ".docbin.zip",
    _pieces,
    _finish,
    {
        "standing": "`doc.user_data['onrecord']['findings']`: `standing` of each; a span's `id_` is the finding's `id`",
        "polarity": "`polarity` there",
        "by": "`by`, `on_word` and `chain` there; the `kb_id_` of a span of `contents` is its speaker",
        "grade": "`grade` there, and in `doc.user_data['onrecord']['document']`",
        "licence": "`export.json` in the zip",
    },
    needs="spacy",
    uses="spacy",
)
