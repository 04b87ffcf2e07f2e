"""What became of what is cited: withdrawn, changed, rejected, edited, disputed, low graded, altered, not confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..codebook.brief_words import brief_words
from ..record import BriefSentence, JudgementKind, KeptFinding, Reliability
from .drafted import in_draft
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .quote_finding import find
from .quotes_made import quotes
from .sense import holds

if TYPE_CHECKING:
    from .check import Grounds

#: How a report's words stand to the first where they were changed (``tellers``).
_ALTERED = "altered"


def check_state(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """The state on the desk of everything that a sentence cites; a heading has what stands below it."""
    if sentence.level:
        return
    for one in {each.id: each for each in cited}.values():
        for gravity, words, mending in _wrong(sentence, one, grounds):
            span = next((each.span for each in sentence.citations if each.id == one.id), in_draft(sentence))
            yield Fault(FaultKind.STATE, gravity, span, words, mending, None, one.id)


def _wrong(sentence: BriefSentence, one: Evidence, grounds: Grounds) -> Iterator[tuple[Gravity, str, str | None]]:
    judged = one.judgement
    if judged is not None and judged.kind is JudgementKind.REJECT:
        why = f": {judged.why}" if judged.why else ""
        yield (
            Gravity.ERROR,
            f"{one.id} was rejected by {judged.who} on {judged.at[:10]}{why}",
            "cite another, or take it out",
        )
        return
    if not one.current:
        yield (
            Gravity.ERROR,
            f"the newest reading of its document has {one.id} no more",
            f"look at it (onrecord show {one.id}) and cite the finding that took its place",
        )
    yield from _gone(sentence, one)
    if judged is not None and judged.kind is JudgementKind.EDIT:
        yield from _edited(sentence, one, judged.value or {})
    yield from _disputed(sentence, one)
    yield from _graded(one, grounds.style.lowest_grade)
    yield from _altered(sentence, one)
    if grounds.confirmed and judged is None and one.finding is not None:
        yield Gravity.ERROR, f"nobody has confirmed {one.id}", f"onrecord desk judge accept {one.id}"


def _gone(sentence: BriefSentence, one: Evidence) -> Iterator[tuple[Gravity, str, str | None]]:
    """Its words are gone from the source's page. That a page is gone may be the rot of links; that it has other words
    is the source's own doing.
    """
    kept = one.record.kept
    since = one.withdrawn or (kept.vanished if kept is not None and one.finding is None else None)
    if since is None or holds(sentence.text, brief_words().of("said_gone")) is not None:
        return
    mark = _mark(one)
    is_page = kept is not None and kept.vanished is not None
    other = kept.revised_by if kept is not None else None
    if is_page or other is None:
        why = mark.why if mark is not None and mark.why else "the page is gone"
        yield Gravity.WARNING, f"the source’s page no longer stands ({since[:10]}: {why})", "say so, or cite another"
    else:
        yield (
            Gravity.ERROR,
            f"the source has taken these words from its page ({since[:10]}; the page is now {other})",
            "say so (“in words since taken from its page”, “an earlier version said”), or cite what it says now",
        )


def _mark(one: Evidence) -> KeptFinding | None:
    kept = one.record.kept
    return next((each for each in kept.findings if each.id == one.id), None) if kept is not None else None


def _edited(
    sentence: BriefSentence, one: Evidence, value: Mapping[str, Any]
) -> Iterator[tuple[Gravity, str, str | None]]:
    """Somebody edited it: the sentence is to go by the edit."""
    speaker = value.get("speaker")
    name = speaker.get("name") if isinstance(speaker, dict) else None
    if set(value) == {"speaker"} and name and name.split()[-1].casefold() in sentence.text.casefold():
        return
    told = [f"{field} {_told(set_)}".strip() for field, set_ in sorted(value.items())]
    yield (
        Gravity.WARNING,
        f"{one.id} was edited on the desk ({'; '.join(told)})",
        "see that the sentence goes by the edit, not by what was read",
    )


def _told(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return f"is {value['name']}"
    return f"is {value}" if isinstance(value, str | bool) else ""


def _disputed(sentence: BriefSentence, one: Evidence) -> Iterator[tuple[Gravity, str, str | None]]:
    for somebody in one.people:
        if somebody.disputed and (somebody.roles or any(name in sentence.text for name in somebody.names)):
            name = somebody.entity.name if somebody.entity is not None else somebody.actor.name
            yield Gravity.WARNING, f"it is an open question who “{name}” is", "answer it: onrecord link review"


def _graded(one: Evidence, lowest: str | None) -> Iterator[tuple[Gravity, str, str | None]]:
    kept = one.record.kept
    if lowest is None or kept is None or kept.source is None:
        return
    grade = kept.source.grade.reliability
    # F says that it cannot be judged; what nobody graded is not low graded.
    if grade.value > lowest and (grade is not Reliability.F or kept.source.grade.who is not None):
        yield (
            Gravity.WARNING,
            f"{kept.source.name} is graded {grade.value} ({grade.words}); the house style asks for {lowest} or better",
            "cite a better source beside it, or say how far it is trusted",
        )


def _altered(sentence: BriefSentence, one: Evidence) -> Iterator[tuple[Gravity, str, str | None]]:
    """What is quoted of it has other words elsewhere."""
    others = [each for each in one.tellers if each.how == _ALTERED]
    if not others or not any(find(quote, (one,)) is not None for quote in quotes(sentence.text)):
        return
    if any(each.document == one.record.document.id for each in others):
        first = next((each.outlet for each in one.tellers if each.how != _ALTERED), None)
        told = f"the words of this report differ from {first or 'the first'}’s"
    else:
        told = f"{', '.join(dict.fromkeys(each.outlet or each.document for each in others))} has other words for this"
    yield Gravity.WARNING, told, f"compare them: onrecord chain {one.id}"
