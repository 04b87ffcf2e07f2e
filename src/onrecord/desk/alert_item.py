"""One thing that was found, as an alert tells it: what it is, on whose word, whose page, its exact words, its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..export.deeds import circumstances, event_head, sides_line, takers
from ..export.kept_words import of_grade, state_words
from ..export.pledges import commitment_word, deed_line, terms
from ..export.standing_words import footing_line, joined, label
from ..export.telling import NOBODY, Line, Telling, Words
from ..export.tie_words import ends_line, tie_circumstances
from ..record import Commitment, Event, Record, Span, Statement, Tie, hull
from ..store.saved import KeptHit

#: The most characters of a finding's words that are told; of a document's beginning; around an event's words.
_MOST, _BEGINNING, _AROUND = 3000, 300, 120
#: The most characters of a name, a title or other words within a line.
_IN_LINE = 300

Found = Statement | Event | Tie | Commitment


@dataclass(frozen=True, slots=True)
class Item:
    """One finding or document. ``head`` is whom it is told under: its actor, a document's outlet.

    ``says`` is what it is, ``word`` on whose word it stands (empty of a document), ``words`` a stretch of the text,
    exact; ``cut`` if it goes on. ``grade`` is the outlet's letter, ``outlet`` its name with the grade in words.
    ``state`` is what became of it since. ``carriers`` are the others of this message that carried the same.
    """

    id: str
    kind: str
    document: str
    title: str
    published: str | None
    url: str | None
    outlet: str
    grade: str | None
    language: str | None
    found: str
    head: str
    says: Line
    word: Line
    words: str
    cut: bool
    state: Line = ()
    others: int = 0
    carriers: tuple[Item, ...] = ()


def items(hits: list[KeptHit], record: Record) -> Iterator[Item]:
    """The items of hits that are all of one document, whose record is given, those first that stand first."""
    telling = Telling(record)
    kept = {one.id: one.local for one in record.kept.findings} if record.kept is not None else {}
    by_local = dict(_findings(record))
    for hit in hits:
        found = by_local.get(kept.get(hit.id, ""))
        if found is not None:
            yield _of_finding(telling, hit, found)
        elif hit.id.startswith("d:"):
            yield _of_document(telling, hit)


def _findings(record: Record) -> Iterator[tuple[str, Found]]:
    kinds: tuple[tuple[Found, ...], ...] = (record.statements, record.events, record.ties, record.commitments)
    for kind in kinds:
        yield from ((found.id, found) for found in kind)


def _of_finding(telling: Telling, hit: KeptHit, found: Found) -> Item:
    head, says, word = _told(telling, found)
    span = _stretch(telling.text, _pieces(found), _AROUND if isinstance(found, Event | Tie) else 0)
    return _item(telling, hit, type(found).__name__.lower(), head, says, word, span, state_words(telling, found.id))


def _of_document(telling: Telling, hit: KeptHit) -> Item:
    text, title = telling.text, telling.title()
    begin = len(text) - len(text.lstrip())
    says = (title if isinstance(title, Words) else Words(title),)
    span = _stretch(text, (Span(begin, min(len(text), begin + _BEGINNING)),), 0) if text.strip() else Span(0, 0)
    # A text is no finding: what it begins with may be a comment, or on somebody's word.
    return _item(telling, hit, "document", _outlet(telling.record), says, (), span, ())


def _item(
    telling: Telling, hit: KeptHit, kind: str, head: str, says: Line, word: Line, span: Span, state: Line
) -> Item:
    record, title = telling.record, telling.title()
    document, kept = record.document, record.kept
    source = kept.source if kept is not None else None
    name = source.name if source is not None else document.source
    cut = min(span.end, span.start + _MOST)
    goes_on = cut < span.end or (kind == "document" and cut < len(telling.text.rstrip()))
    return Item(
        id=hit.id,
        kind=kind,
        document=document.id,
        title=_short(title.text if isinstance(title, Words) else title),
        published=document.published,
        url=document.snapshot.final_url or document.url,
        outlet=_short(name or "outlet not named") + (f", {of_grade(source)}" if source else ""),
        grade=source.grade.reliability.value if source else None,
        language=document.language,
        found=hit.found,
        head=_short(head),
        says=_short_line(says),
        word=_short_line(word),
        words=telling.text[span.start : cut],
        cut=goes_on,
        state=_short_line(state),
        others=len(kept.carriers) if kept is not None else 0,
    )


def _told(telling: Telling, found: Found) -> tuple[str, Line, Line]:
    """Whom it is told under, what it is, and on whose word."""
    if isinstance(found, Statement):
        speaker = telling.speaker(found) or NOBODY
        said: Line = (speaker, f" · {found.act.value.upper()}", " (NOT SAID)" if found.negated else "")
        about = telling.party(found.target)
        to = telling.party(found.addressee)
        says = joined((said, ("about ", about) if about else None, ("to ", to) if to else None))
        return _bare(speaker), says, telling.standing(found)
    if isinstance(found, Commitment):
        doer = telling.party(found.doer) or NOBODY
        says = joined(((f"{found.kind.value}: ", doer, " ", *deed_line(telling, found)), *terms(telling, found)))
        return _bare(doer), says, commitment_word(telling, found)
    word = footing_line(telling, found.footing)
    if isinstance(found, Event):
        by = takers(telling, found.actors)
        head: Line = (f"{label(found)}: ", *event_head(found))
        says = joined((head, sides_line(telling, found), *circumstances(telling, found)))
        return _bare(*(by[0] if by else (NOBODY,))), says, word
    says = joined(((f"{label(found)}: ", *ends_line(telling, found)), *tie_circumstances(telling, found)))
    return _bare(*telling.taker(found.a)), says, word


def _bare(*line: str | Words) -> str:
    return "".join(bit.text if isinstance(bit, Words) else bit for bit in line)


def _short(words: str) -> str:
    return words if len(words) <= _IN_LINE else words[: _IN_LINE - 1] + "…"


def _short_line(line: Line) -> Line:
    return tuple(Words(_short(bit.text)) if isinstance(bit, Words) else bit for bit in line)


def _outlet(record: Record) -> str:
    source = record.kept.source if record.kept is not None else None
    return (source.name if source is not None else record.document.source) or "outlet not named"


def _pieces(found: Found) -> tuple[Span, ...]:
    if isinstance(found, Commitment):
        return (found.deed,)
    if isinstance(found, Statement):
        return found.content or found.cue or found.speaker.spans
    return found.spans or (found.a.span, found.b.span) if isinstance(found, Tie) else found.spans


def _stretch(text: str, spans: tuple[Span, ...], around: int) -> Span:
    """The stretch of text that holds these, with so many characters around them, to whole words, in one paragraph."""
    whole = hull(spans)
    low, high = max(0, whole.start - around), min(len(text), whole.end + around)
    begin = max(low, text.rfind("\n", low, whole.start) + 1)
    line = text.find("\n", whole.end, high)
    end = high if line < 0 else line
    if begin and begin == low and around:
        begin = min(text.find(" ", begin, whole.start) + 1 or begin, whole.start)
    if end < len(text) and end == high and around:
        gap = text.rfind(" ", whole.end, end)
        end = gap if gap >= 0 else end
    return Span(begin, end)
