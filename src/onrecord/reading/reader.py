"""Document -> Record: the steps run in order, and what could not be read is said, not passed over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ..codebook import english_words
from ..errors import OnRecordError
from ..gazetteer import Gazetteer
from ..record import Document, Failure, Record
from ..tagger.runtime import Tagger
from ..version import ENGINE
from .draft import Draft
from .steps import STEPS, Step, Tools, checked

#: The longest text, in characters, whose statements are read: about a book, and several minutes on one processor.
LONGEST = 2_000_000
#: Letters looked at to tell the script of a text whose language is not known.
_SAMPLE = 4000
#: Small words make up over a third of running English. A text of this many words or more, and of fewer small ones than
#: this share, is no English one; Somali, which has an "in" and an "is" of its own, comes to a tenth.
_ENOUGH_WORDS, _LEAST_SMALL = 20, 0.15
_WORD = re.compile(r"[^\W\d_]+")


class Reader:
    """Reads Documents. It keeps nothing of one Document when it reads the next; it pickles with its tools.

    Args:
        tagger: the trained model.
        gazetteer: the known names.
        steps: what is done, in order; checked at once.
    """

    def __init__(self, tagger: Tagger, gazetteer: Gazetteer, steps: Sequence[Step] = STEPS) -> None:
        self._tools = Tools(tagger, gazetteer)
        self._steps = checked(steps)

    def read(self, document: Document) -> Record:
        """The Record of a document: the same document gives the same record, to the byte.

        A step that fails, or does not know the document's language, is named in ``failures`` with its reason; what
        the other steps found is kept.
        """
        draft = Draft(document)
        there = {"document"}
        closed = _closed(document)
        for step in self._steps:
            if step.english and closed is not None:
                draft = _failed(draft, step, closed)
            elif not step.needs <= there:
                continue
            else:
                try:
                    draft = step.run(draft, self._tools)
                    there |= step.gives
                except OnRecordError as error:
                    draft = _failed(draft, step, str(error))
        engine, model, knowledge = self.reads_by
        return Record(
            document=document,
            engine=engine,
            model=model,
            zones=draft.zones,
            actors=draft.actors,
            statements=draft.statements,
            failures=draft.failures,
            times=draft.times,
            places=draft.places,
            written=draft.written,
            events=draft.events,
            ties=draft.ties,
            commitments=draft.commitments,
            knowledge=knowledge,
        )

    @property
    def reads_by(self) -> tuple[str, str, tuple[str, ...]]:
        """What its records are stamped with: engine, model, and packs with their versions."""
        card = self._tools.tagger.card
        packs = tuple(f"{pack.name}/{pack.version}" for pack in self._tools.gazetteer.packs)
        return ENGINE, f"{card.name}/{card.version}", packs


def _closed(document: Document) -> str | None:
    """Why the steps that know English must leave a document alone; ``None`` where they may read it."""
    foreign = _foreign(document)
    if foreign is not None:
        return f"it reads English only, and this document is in {foreign}"
    size = len(document.text)
    if size > LONGEST:
        return f"it reads texts of up to {LONGEST:,} characters, and this one has {size:,}: split it"
    return None


def _failed(draft: Draft, step: Step, reason: str) -> Draft:
    return replace(draft, failures=(*draft.failures, Failure(step.name, reason)))


def _foreign(document: Document) -> str | None:
    """The language, in words, of a document that English rules must not touch; ``None`` where they may.

    A text in another script is foreign whatever language its metadata claims, and one of an unknown language is no
    English one unless its small words are.
    """
    letters = [c for c in document.text[:_SAMPLE] if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    code = re.split(r"[-_]", document.language or "en", maxsplit=1)[0].lower()
    if code not in ("en", "eng"):
        return f"another language ({code})"
    if latin < 0.7 * len(letters):
        return "a script other than Latin"
    if document.language is None and not _may_be_english(document.text[:_SAMPLE]):
        return "a language that could not be told"
    return None


def _may_be_english(sample: str) -> bool:
    """Whether enough of the words are small English ones; a text too short to tell may be."""
    known = english_words()
    words = _WORD.findall(sample.lower())
    small = sum(word in known.openers or word in known.boundaries or word in known.determiners for word in words)
    return len(words) < _ENOUGH_WORDS or small >= _LEAST_SMALL * len(words)
