"""What a brief rests on, and how it was made: counted from what it cites, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..record import Brief, BriefPart, JudgementKind, Source
from .evidence import Evidence
from .hearing import Heard
from .render_notes import outlet_of
from .render_page import Note, Told
from .render_words import counted, day_words, language_words, listed, seen
from .style import Style

#: How many names of outlets, packs or versions a sentence has.
_MOST = 12


#: Counts the voices behind what is cited together.
Hears = Callable[[Sequence[Evidence]], Heard]


def summary(brief: Brief, found: Mapping[str, Evidence], notes: Sequence[Note], heard: Hears | None = None) -> Told:
    """The source summary statement: documents, outlets, languages and origins; grades; what rests on one origin; what
    is withdrawn, rejected or in question. ``notes`` are empty where they have no numbers; ``heard`` is ``None`` where
    origins are not counted.
    """
    lines = tuple(_summed(brief, found, notes, heard)) if found else ("Nothing is cited.",)
    return Told("What this rests on", lines)


def _summed(brief: Brief, found: Mapping[str, Evidence], notes: Sequence[Note], heard: Hears | None) -> Iterator[str]:
    used = _used(found)
    documents = {one.record.document.id: one for one in used}
    outlets = Counter(outlet_of(one.record) for one in documents.values())
    languages = Counter(language_words(one.record.document.language) for one in documents.values())
    told = ", ".join(f"{language} {number}" for language, number in languages.most_common())
    findings = sum(one.finding is not None for one in used)
    passages = len(used) - findings
    cited = [counted(findings, "finding")] * bool(findings) + [counted(passages, "passage")] * bool(passages)
    yield (
        f"This brief cites {listed(cited)} in {counted(len(documents), 'document')} "
        f"of {counted(len(outlets), 'outlet')} (documents by language: {told})."
    )
    yield f"{'The outlet is' if len(outlets) == 1 else 'The outlets are'} {_names([*outlets])}."
    yield _grades(documents.values())
    if heard is not None:
        yield from _origins(brief, found, heard)
    yield from _troubled(used, notes)


def _used(found: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """What is cited, each once, whichever of its keys cites it."""
    return tuple({(one.id, one.passage): one for one in found.values()}.values())


def _names(names: Sequence[str]) -> str:
    shown = list(names[:_MOST])
    more = len(names) - len(shown)
    return listed([*shown, *([f"{more:,} more"] if more else [])])


def _grades(documents: Iterable[Evidence]) -> str:
    sources: dict[str, Source | None] = {}
    for one in documents:
        kept = one.record.kept
        sources[outlet_of(one.record)] = kept.source if kept is not None else None
    graded: dict[str, list[str]] = {}
    for name, source in sources.items():
        judged = source is not None and source.grade.who is not None
        grade = source.grade.reliability if source is not None else None
        said = f"{grade.value}, {grade.words}" if judged and grade is not None else "not graded"
        graded.setdefault(said, []).append(name)
    parts = [
        f"{_names(names)} ({said})"
        for said, names in sorted(graded.items(), key=lambda one: (one[0][1:2] != ",", one[0]))
    ]
    return f"Grades of the outlets, from A to F: {'; '.join(parts)}."


def _origins(brief: Brief, found: Mapping[str, Evidence], heard: Hears) -> Iterator[str]:
    """How many sentences have one origin, whoever carried it."""
    sentences = []
    for sentence in brief.sentences:
        evidence = [found[one.key] for one in sentence.citations if one.key in found]
        if evidence and not sentence.level and sentence.part is not BriefPart.COMMENT:
            sentences.append(heard(evidence).voices)
    voices = {voice for some in sentences for voice in some}
    alone = sum(len(some) == 1 for some in sentences)
    yield (
        f"What is cited has {counted(len(voices), 'origin')}, as far as the desk shows: outlets that carried one "
        f"another count as one. Of {counted(len(sentences), 'cited sentence')}, {alone:,} "
        f"{'rests' if alone == 1 else 'rest'} on one origin alone."
    )


def _troubled(used: Sequence[Evidence], notes: Sequence[Note]) -> Iterator[str]:
    numbers = {note.key.partition("#")[0]: note.number for note in notes}

    def told(words: str, some: Sequence[Evidence]) -> str:
        at = sorted({numbers[one.id] for one in some if one.id in numbers})
        if not at:
            return f"{words}: {counted(len(some), 'finding')}."
        return f"{words}: {'note' if len(at) == 1 else 'notes'} {listed([str(number) for number in at])}."

    withdrawn = [one for one in used if one.withdrawn is not None]
    rejected = [one for one in used if one.judgement is not None and one.judgement.kind is JudgementKind.REJECT]
    disputed = [one for one in used if any(each.disputed and each.roles for each in one.people)]
    stale = [one for one in used if not one.current]
    for words, some in (
        ("Withdrawn by its source", withdrawn),
        ("Rejected by a person", rejected),
        ("Of somebody whose identity is in question", disputed),
        ("No longer found by the newest reading", stale),
    ):
        if some:
            yield told(words, some)
    if not (withdrawn or rejected or disputed or stale):
        yield "Nothing that is cited is withdrawn by its source, rejected or in question."


def method(brief: Brief, found: Mapping[str, Evidence], style: Style, desk_at: str | None) -> Told:
    """The note on method: what a machine read, in which versions; what a person confirmed; what changed since; what the
    house says of its own knowledge.
    """
    used = _used(found)
    return Told("How this was made", tuple(_made(brief, used, style, desk_at)))


def _made(brief: Brief, used: Sequence[Evidence], style: Style, desk_at: str | None) -> Iterator[str]:
    findings = [one for one in used if one.finding is not None]
    if findings:
        engines = _versions(f"onrecord {one.record.engine}" for one in findings)
        models = _versions(one.record.model for one in findings)
        packs = _versions(name for one in findings for name in one.record.knowledge)
        yield (
            f"Statements, events, ties and commitments were found in the documents by a machine: {engines}, "
            f"{f'model {models}' if models else 'without a model'}, "
            f"{f'packs of names {packs}' if packs else 'no packs of names'}."
        )
        yield _confirmed(findings)
    passages = len(used) - len(findings)
    if passages:
        verb = "is" if passages == 1 else "are"
        yield f"{counted(passages, 'passage')} {verb} cited by place, as the writer chose."
    yield from _changed(used)
    if desk_at is not None:
        yield f"The record was asked as it stood on {day_words(desk_at, style.dates)}."
    said = {who: words for who, words in style.descriptors.items() if words in brief.text}
    if said:
        told = "; ".join(f"“{seen(words)}” of {seen(who)}" for who, words in said.items())
        yield f"The house’s own words, of its own knowledge, without a citation: {told}."
    yield "What stands under “Comment” is the writer’s own judgement."


def _versions(names: Iterator[str | None]) -> str:
    return _names(sorted({seen(name) for name in names if name}))


def _confirmed(findings: Sequence[Evidence]) -> str:
    judged = [one.judgement for one in findings if one.judgement is not None]
    good = [one for one in judged if one.kind in (JudgementKind.ACCEPT, JudgementKind.EDIT)]
    total = counted(len(findings), "finding")
    if not good:
        return f"Of {total} cited here, no person has confirmed any."
    edited = sum(one.kind is JudgementKind.EDIT for one in good)
    who = _names(sorted({seen(one.who) for one in good}))
    return (
        f"Of {total} cited here, {len(good):,} {'was' if len(good) == 1 else 'were'} confirmed by a person ({who})"
        f"{f', {edited:,} of them after an edit' if edited else ''}."
    )


def _changed(used: Sequence[Evidence]) -> Iterator[str]:
    documents = {one.record.document.id: one.record for one in used}.values()
    kept = [record.kept for record in documents if record.kept is not None]
    counts = (
        (sum(one.revised_by is not None for one in kept), "was changed at its source since it was read"),
        (sum(one.vanished is not None for one in kept), "is gone from its source"),
        (sum(bool(one.overridden) for one in kept), "has facts that a person put right against its page"),
        (sum(bool(one.holes) for one in kept), "was redacted"),
        (sum(not one.bytes_kept for one in kept), "has no archived copy any more"),
    )
    plural = {"was": "were", "is": "are", "has": "have"}
    said = []
    for number, words in counts:
        verb, _, rest = words.partition(" ")
        if number:
            said.append(f"{number:,} {verb if number == 1 else plural[verb]} {rest}")
    if said:
        yield f"Of the cited documents, {listed(said)}."
    else:
        yield "No cited document is known to have changed at its source."
