"""What a desk has read, missed and not heard of, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.coverage_parts import NOT_LOOKED, SILENT, UNKNOWN, Coverage, LanguageCover, SourceCover
from ..analysis.silences import LEAST_DAYS
from .calendar_words import day_words
from .wording import count_words


def gap_words(days: float) -> str:
    """A habit: every day, every 2 days, every 9 days."""
    whole = round(days)
    return "every day" if whole <= 1 else f"every {whole} days"


def state_told(one: SourceCover) -> str:
    """How an outlet stands at the end of what was read."""
    if one.state == SILENT and one.silent_since is not None and one.usual_gap is not None:
        quiet = f"silent since {day_words(one.silent_since)}, for {one.silences[-1].days} days"
        return f"{quiet}; usually {gap_words(one.usual_gap)}"
    if one.state == NOT_LOOKED:
        return f"not looked at after {day_words(one.looked_until or '')}: what it had since is not known"
    if one.first is None:
        return "nothing was read of it with a date"
    if one.state == UNKNOWN:
        return f"no habit can be told: something on fewer than {LEAST_DAYS} days"
    return f"usually {gap_words(one.usual_gap)}" if one.usual_gap is not None else ""


def doubt_told(one: SourceCover) -> str:
    """Why a silence may be the desk's own: the outlet is followed, and was never looked at, or not reached."""
    told = [f"its {watch.kind} was {watch.told}" for watch in one.watched if watch.looked is None]
    told += [f"its {watch.kind}: {watch.told}" for watch in one.watched if watch.failures or watch.refusals]
    return "; ".join(told)


def notes_told(one: SourceCover) -> Iterator[str]:
    """What else there is to tell of an outlet."""
    yield from (
        f"nothing came from {day_words(silent.last)} to {day_words(silent.back)} ({silent.days} days)"
        for silent in one.silences
        if silent.back is not None
    )
    yield from (f"renamed by {day_words(day)}, was {was}" for day, was in one.renamed)
    if one.failures:
        yield f"{count_words(one.failures, 'document')} not read in full"
    if one.undated:
        yield f"{count_words(one.undated, 'document')} without a date that is exact enough"
    for watch in one.watched:
        # Of what was never looked at all is told at once where nothing ever was.
        if not watch.told.startswith(("looked at", "never looked at")):
            yield f"its {watch.kind}: {watch.told}"
        missed = [f"{count} {state}" for state, count in watch.items if state in ("waiting", "refused", "gone")]
        if missed:
            yield f"entries of its {watch.kind}: {', '.join(missed)}"
        yield from (f"{count} entries: {reason}" for reason, count in watch.reasons)


def counts_told(documents: int, texts: int, statements: int) -> str:
    """How much was read: 77 documents, 67 texts told for the first time, 379 statements."""
    texts_told = f"{count_words(texts, 'text')} told for the first time"
    return f"{count_words(documents, 'document')}, {texts_told}, {count_words(statements, 'statement')}"


def language_told(one: LanguageCover) -> str:
    """What was read in a language, and how far it is read."""
    counts = counts_told(one.documents, one.texts, one.statements)
    if not one.failures:
        return f"{counts}; read in full"
    if one.in_full:
        return f"{counts}; read in full, but for {count_words(one.failures, 'document')}"
    return f"{counts}; not read in full ({one.failures:,} of {count_words(one.documents, 'document')})"


def totals_told(found: Coverage) -> str:
    """All that was read, in a sentence."""
    documents, texts = sum(one.documents for one in found.spans), sum(one.texts for one in found.spans)
    statements, missed = sum(one.statements for one in found.spans), sum(one.missed for one in found.spans)
    told = f"{counts_told(documents, texts, statements)}"
    empty = [one.name for one in found.spans if not one.documents]
    nothing = f"; nothing was read in {', '.join(empty[:12])}{' and more' if len(empty) > 12 else ''}" if empty else ""
    return told + (f"; {count_words(missed, 'entry', 'entries')} missed" if missed else "") + nothing
