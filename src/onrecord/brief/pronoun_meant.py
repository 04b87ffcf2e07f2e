"""Whom a speaker's "he" or "the minister" may mean besides the one that reading took it for: who is named before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..record import Actor, ActorKind, MentionForm, Record, Statement
from .evidence import Evidence

_PRONOUNS = frozenset(("he", "she"))
_OWNERS = re.compile(r"\b(?:his|her|its|their)\b", re.IGNORECASE)
_OFFICE = re.compile(r"[Tt]he [a-z]+(?: [a-z]+)?")
_ENDS = (". ", "! ", "? ", "” ")


def may_be_meant(one: Evidence) -> tuple[Actor, ...]:
    """The persons whom the sentence before a speaker's "he" or "the minister" names, in the same paragraph, where
    reading took it for somebody whom that sentence does not name. A machine settled it, and may be wrong.
    """
    if "may be meant" not in one.worked:
        one.worked["may be meant"] = _meant(one.record, one.voices[0]) if one.voices else ()
    found: tuple[Actor, ...] = one.worked["may be meant"]
    return found


def named_before(one: Evidence) -> tuple[Actor, ...]:
    """Those whom the sentence before what is cited names, in the same paragraph, where "his", "its" or "their" stands
    in it and the record does not say whose that is: "its envoy".
    """
    if "named before" not in one.worked:
        one.worked["named before"] = tuple(_before(one))
    found: tuple[Actor, ...] = one.worked["named before"]
    return found


def _before(one: Evidence) -> Iterator[Actor]:
    text, record = one.text, one.record
    every = (mention for actor in record.actors for mention in actor.mentions)
    known = {mention.span.start for mention in every if mention.form is MentionForm.PRONOUN}
    for sentence in one.sentences:
        owners = [at for at in _OWNERS.finditer(sentence.of(text)) if sentence.start + at.start() not in known]
        if owners:
            yield from dict.fromkeys(actor for _, actor in _named_last(text, record.actors, sentence.start))


def _meant(record: Record, statement: Statement) -> tuple[Actor, ...]:
    text, spans = record.document.text, statement.speaker.spans
    if len(spans) != 1 or (spans[0].of(text).lower() not in _PRONOUNS and _OFFICE.fullmatch(spans[0].of(text)) is None):
        return ()
    persons = (actor for actor in record.actors if actor.kind is ActorKind.PERSON)
    named = dict(_named_last(text, persons, spans[0].start))
    meant = {actor.id: actor for _, actor in sorted(named.items())}
    return () if statement.speaker.actor in meant else tuple(meant.values())


def _named_last(text: str, actors: Iterable[Actor], before: int) -> list[tuple[int, Actor]]:
    """Those of some actors whom the sentence of the last name before a place names, in the same paragraph, each with
    where it begins.
    """
    begin = text.rfind("\n", 0, before) + 1
    named = [
        (mention.span.start, actor)
        for actor in actors
        for mention in actor.mentions
        if mention.form is MentionForm.NAME and begin <= mention.span.start < before
    ]
    last = max((start for start, _ in named), default=begin)
    stop = max(text.rfind(sign, begin, last) for sign in _ENDS)
    return [(start, actor) for start, actor in named if start > stop]
