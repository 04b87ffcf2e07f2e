"""The notes of a brief: one for each finding that is cited, numbered in the order in which they are met first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..record import Commitment, Event, JudgementKind, Record, Standing, Statement, Tie, ZoneKind
from .evidence import Evidence
from .render_csl import Citing
from .render_page import Note, Placing, Run, Runs, Source
from .render_words import day_words, plain, runs_right, seen
from .style import DateForm

#: The most characters of a source that a note has; a longer finding is cut at a word, and marked.
LONGEST = 700
_JUDGED = {JudgementKind.ACCEPT: "accepted", JudgementKind.EDIT: "edited", JudgementKind.REJECT: "rejected"}


@dataclass(slots=True)
class Notes:
    """Numbers what is cited. ``found`` is what the keys of citations stand for, ``copies`` where the archived bytes of
    a snapshot lie, by their SHA-256.
    """

    found: Mapping[str, Evidence]
    citing: Citing
    placing: Placing
    copies: Mapping[str, str]
    dates: DateForm = DateForm.DAY_FIRST
    _numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, keys: Sequence[str]) -> Runs:
        """The marks of citations that stand together; each number once."""
        numbered = dict.fromkeys((self._number(key), key) for key in keys)
        if self.placing is Placing.INLINE:
            return self._inline([(number, key) for number, key in numbered])
        return tuple(Run(str(number), note=number) for number in dict.fromkeys(number for number, _ in numbered))

    def _number(self, key: str) -> int:
        """Two keys are one where they are short and whole forms of one id."""
        one = self.found.get(key)
        whole = key if one is None else _identity(one)
        return self._numbers.setdefault(whole, len(self._numbers) + 1)

    def _inline(self, numbered: Sequence[tuple[int, str]]) -> Runs:
        out: list[Run] = []
        documents: set[str] = set()
        for number, key in numbered:
            one = self.found.get(key)
            document = key if one is None else one.record.document.id
            if document in documents:
                continue
            documents.add(document)
            text = f"source missing: {key}" if one is None else self.mark_of(one.record)
            out += [Run(self.citing.between if out else self._around[0]), Run(text, note=number)]
        return (*out, Run(self._around[1])) if out else ()

    @property
    def _around(self) -> tuple[str, str]:
        return ("(", ")") if self.citing.notes else (self.citing.before or "", self.citing.after or "")

    def mark_of(self, record: Record) -> str:
        """How a sentence cites a document: as the style does, or, by a style of notes, with its outlet and day."""
        if not self.citing.notes:
            return seen(self.citing.mark(record.document.id))
        return self._short(record)

    def _short(self, record: Record) -> str:
        day = day_words(record.document.published, self.dates)
        return ", ".join(filter(None, (outlet_of(record), day or "undated")))

    def made(self) -> tuple[Note, ...]:
        """All notes, in order."""
        by_identity = {_identity(one): one for one in self.found.values()}
        first: dict[str, int] = {}
        out: list[Note] = []
        for key, number in self._numbers.items():
            one = by_identity.get(key)
            if one is None:
                out.append(Note(number, key, (Run(f"{key} names nothing on this desk."),)))
                continue
            earlier = first.setdefault(one.record.document.id, number)
            out.append(self._note(number, key, one, earlier))
        return tuple(out)

    def _note(self, number: int, key: str, one: Evidence, earlier: int) -> Note:
        if earlier == number:
            source = self.citing.full(one.record.document.id)
        else:
            source = (*plain(f"{self._short(one.record)}, as in note "), Run(str(earlier), note=earlier), Run("."))
        words = words_cited(one)
        language = one.record.document.language
        copy = self._copy(one.record) if earlier == number else None
        return Note(number, key, source, word_of(one), words, language, copy, states_of(one))

    def _copy(self, record: Record) -> str:
        snapshot = record.document.snapshot
        at = self.copies.get(snapshot.sha256)
        taken = day_words(snapshot.fetched, self.dates)
        folder = "" if at is None else f", in {at.removesuffix(snapshot.sha256)}"
        gone = " (its bytes were given up)" if record.kept is not None and not record.kept.bytes_kept else ""
        return f"Archived copy{f' of {taken}' if taken else ''}: SHA-256 {snapshot.sha256}{folder}{gone}."

    def sources(self, notes: Sequence[Note]) -> tuple[Source, ...]:
        """The documents in the order of the style's list, each with the notes on what is cited of it."""
        documents: dict[str, list[Note]] = {}
        by_identity = {_identity(one): one for one in self.found.values()}
        missing: list[Note] = []
        for note in notes:
            one = by_identity.get(note.key)
            (missing if one is None else documents.setdefault(one.record.document.id, [])).append(note)
        out = []
        for document, entry in self.citing.listed():
            if document in documents:
                letter = self.citing.letter(document)
                out.append(Source((*entry, Run(letter)) if letter else entry, tuple(documents[document])))
        return (*out, *(Source(note.source, (note,)) for note in missing))


def _identity(one: Evidence) -> str:
    return one.id if one.passage is None else f"{one.id}#{one.passage.start}-{one.passage.end}"


def outlet_of(record: Record) -> str:
    """What the outlet of a document is called."""
    kept = record.kept
    name = kept.source.name if kept is not None and kept.source is not None else record.document.source
    return seen(" ".join((name or "outlet unknown").split()))


def words_cited(one: Evidence) -> str | None:
    """The exact words of the document that are cited, without the quotation marks around them; ``None`` of a document
    that is cited whole.
    """
    found = one.finding
    if isinstance(found, Statement):
        spans = found.content or found.cue
    elif isinstance(found, Commitment):
        spans = (found.deed,)
    elif isinstance(found, Event | Tie):
        spans = one.sentences
    else:
        spans = (one.passage,) if one.passage is not None else ()
    said = " … ".join(" ".join(span.of(one.text).split()) for span in spans)
    said = seen(said).strip()
    if len(said) > LONGEST:
        said = f"{said[:LONGEST].rsplit(' ', 1)[0]} […]"
    return said or None


def word_of(one: Evidence) -> str | None:
    """On whose word a finding is, from the innermost speaker to the outlet; ``None`` of a document's own characters."""
    outlet = outlet_of(one.record)
    if one.finding is None:
        return None
    if not one.voices:
        footing = one.footing
        if footing is not None and (footing.standing is Standing.COMMENT or footing.zone is ZoneKind.COMMENT):
            return f"Comment of {outlet}."
        return f"Reported by {outlet} on its own word."
    inner, *outer = [_speaker(one, voice) for voice in one.voices]
    chain = "".join(f", as told by {speaker}" for speaker in outer)
    medium = one.voices[0].medium
    through = " ".join(" ".join(span.of(one.text).split()) for span in medium.spans) if medium is not None else ""
    return seen(f"On the word of {inner}{chain}{f', through “{through}”' if through else ''}; carried by {outlet}.")


def _speaker(one: Evidence, voice: Statement) -> str:
    """The speaker as his document names him, if that is in the page's letters; else as the desk does."""
    who = one.who(voice.speaker.actor)
    known = who.entity.name if who is not None and who.entity is not None else None
    spans = " ".join(" ".join(span.of(one.text).split()) for span in voice.speaker.spans)
    said = voice.speaker.name or spans
    foreign = runs_right(one.record.document.language)
    return (known or said if foreign else said or known) or "a speaker who is not named"


def states_of(one: Evidence) -> tuple[str, ...]:
    """What a reader has to know of what is cited: withdrawn, rejected, in question."""
    out = []
    kept = one.record.kept
    if one.withdrawn is not None:
        out.append(f"Withdrawn by its source: these words were gone from its page on {day_words(one.withdrawn)}.")
    elif kept is not None and kept.vanished is not None:
        out.append(f"Its page was found to be gone on {day_words(kept.vanished)}.")
    elif kept is not None and kept.revised_by is not None:
        out.append("Its page was changed since.")
    if not one.current:
        out.append("The newest reading of the document has this finding no more.")
    if one.judgement is not None:
        verb = _JUDGED.get(one.judgement.kind, one.judgement.kind.value)
        out.append(f"{verb.capitalize()} by {seen(one.judgement.who)} on {day_words(one.judgement.at)}.")
    names = [seen(each.actor.name) for each in one.people if each.disputed and each.roles]
    out += [f"Who {name} is, is in question." for name in names]
    return tuple(out)
