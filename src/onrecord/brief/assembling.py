"""Items put into sentences: what leads them, what else was said, what was before, what is new, what is due, who it is.

No sentence is written here: the grammar gives ways of saying a thing, and the first that passes every check is taken.
What none passes for is left out, and the margin says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from ..analysis.acting import VERBS
from ..analysis.ledger_parts import Entry
from ..analysis.novelty_parts import Asks, Check
from ..linking.said_words import telling
from ..linking.wording import wording
from ..record import Event, Span, SpeechAct, Tie
from ..store import many
from .choosing import Choosing, Item, Told, new_checks
from .earlier import earlier
from .evidence import Evidence
from .following import due
from .grouping import Part, names_in
from .line import Line
from .profiling import Profiling
from .reasons import told
from .sheet import Form, Piece
from .standing_ties import ties
from .trying import Trying, told_plainly
from .ways import Words

#: The most of each part of an item.
_MORE, _REPLIES, _ALSO, _EARLIER, _NEW, _DUE, _OFFICES = 9, 3, 3, 4, 2, 3, 6
#: From so likely on something later may show what came of an entry of the ledger.
_LIKELY = 0.34
#: What only says the same once more.
_SAME_AGAIN = ("repeated", "agreed")
#: Words that something has which is told beside what leads an item; and how much of each part is tried.
_FEW_WORDS, _MOST_TRIED = 4, 9
#: Acts of speech that are told as deeds, and what is told as of the past, at the most.
_ACTS = 2
#: What may be told though its words say little alone.
_DENIALS = (SpeechAct.DENY, SpeechAct.REJECT)
#: What is told of what came of the lead.
_SINCE = 3


@dataclass(frozen=True, slots=True)
class MadeItem:
    """An item in sentences: how a glance tells it, its pieces, the sentence that leads it, and plainer headings."""

    item: Item
    glance: Line | None
    pieces: tuple[Piece, ...]
    first: Line
    headings: tuple[str, ...] = ()


@dataclass(slots=True)
class Assembling:
    """Puts items into sentences, one after another: what one has told no other tells again.

    ``until`` is the last day (ISO 8601), ``subject`` the entity that the brief is on, if it is on one.
    """

    choosing: Choosing
    grammar: Words
    trying: Trying
    until: str
    subject: int | None = None
    told: set[str] = field(default_factory=set)
    sentences: set[tuple[str, Span]] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)
    profiling: Profiling = field(init=False)

    def __post_init__(self) -> None:
        self.profiling = Profiling(self.choosing, self.grammar, self.trying, self.until, self.subject)

    def made(self, item: Item) -> MadeItem | None:
        """An item in sentences; ``None`` if what leads it cannot be said in any that passes."""
        lead = item.lead.evidence
        self.grammar.start()
        above = [_heading("At a glance", 2)]
        glance = self.trying.first(partial(self.grammar.glance, lead), above, Piece(Form.ENTRY))
        if glance is None:
            glance = self.trying.first(partial(self._ways, item.lead), above, Piece(Form.ENTRY))
        self.grammar.start()
        first = self.trying.first(partial(self._ways, item.lead))
        if first is None:
            return None
        self._tell(lead)
        notes: list[str] = [f"why: {told(item.reasons)}"]
        news = self._news(item, first, notes)
        headings = tuple(dict.fromkeys(self._headings(item)))
        words = self.trying.heading(headings, 2, [line for piece in news for line in piece.lines])
        if words is None:
            return None
        heading = _heading(words, 2)
        pieces = [heading, *news]
        pieces += [Piece(Form.NOTE, words=words) for words in notes]
        pieces.append(Piece(Form.COMMENT))
        pieces += self._earlier(item, heading)
        pieces += self._new(item, heading)
        pieces += self._due(item, heading)
        pieces += self.profiling.box(item)
        return MadeItem(item, glance, tuple(pieces), first, headings[headings.index(words) + 1 :])

    def _headings(self, item: Item) -> Iterator[str]:
        """Headings, the best first: of what leads it by its verb, of what else the same one said, the plain ones."""
        lead = item.lead.evidence
        yield from self.grammar.headings(lead)
        for one in item.of(Part.MORE):
            if one.id in self.told and one.candidate.document == item.lead.candidate.document:
                yield from self.grammar.headings(one.evidence)
        yield self.grammar.plain_heading(lead)
        yield from _headings(lead)

    # -- the news ------------------------------------------------------------------------------------------------------

    def _news(self, item: Item, first: Line, notes: list[str]) -> list[Piece]:
        """The paragraphs of an item: what leads it with what the same one said, the replies, what else there is."""
        block = Piece(Form.PARAGRAPH, [first])
        more = sorted(self._telling(item, Part.MORE), key=lambda one: _in_text(item.lead, one))
        unsaid = self._all(block, more, item, _MORE)
        pieces = [block]
        for part, most in ((Part.REPLY, _REPLIES), (Part.ALSO, _ALSO)):
            beside = Piece(Form.PARAGRAPH)
            unsaid += self._all(beside, sorted(self._telling(item, part), key=_by_time), item, most)
            pieces.append(beside)
        if unsaid:
            notes.append(f"not said, for no sentence passes the check: {', '.join(one.id for one in unsaid)}")
        return [piece for piece in pieces if not piece.is_empty]

    def _telling(self, item: Item, part: Part) -> list[Told]:
        """What of an item says something to who has not read the source: a word or two says nothing, a denial does."""
        found = []
        for one in item.of(part):
            statement = one.evidence.statement
            denies = part is Part.REPLY and statement is not None and statement.act in _DENIALS
            if statement is not None and one.evidence.kind == "statement" and not denies:
                few = len(wording(_content(one.evidence)).forms) < _FEW_WORDS
                if few or not self.grammar.clear(one.evidence):
                    continue
            found.append(one)
        return sorted(found, key=lambda one: -one.candidate.score)[:_MOST_TRIED]

    def _all(self, block: Piece, some: Iterable[Told], item: Item, most: int) -> list[Told]:
        """Adds what these say to a paragraph, ``most`` of them; gives those that cannot be said."""
        unsaid = []
        before = len(block.lines)
        for one in some:
            if one.id in self.told or len(block.lines) - before >= most:
                continue
            ways = partial(self._ways, one)
            if self._add(block, partial(told_plainly, ways) if self._is_within(one.evidence) else ways):
                self._tell(one.evidence)
            elif not _repeats(one.evidence, item.lead.evidence):
                unsaid.append(one)
        return unsaid

    def _tell(self, one: Evidence) -> None:
        """It has been told, and with it its sentences."""
        self.told.add(one.id)
        self.sentences.update((one.record.document.id, span) for span in one.sentences)

    def _is_within(self, one: Evidence) -> bool:
        """Whether it stands in sentences that were told: to quote these whole says the same again."""
        return all((one.record.document.id, span) in self.sentences for span in one.sentences)

    def _ways(self, one: Told) -> Iterable[Line]:
        """Ways of saying something: what leads with who says it, what comes after it as a further statement."""
        if isinstance(one.evidence.finding, Event):
            event = self.grammar.event(one.evidence)
            return event if one.part is Part.LEAD else told_plainly(lambda: event)
        if one.part is Part.LEAD:
            return self.grammar.lead(one.evidence, self._offices(one))
        ways = self.grammar.quote(one.evidence)
        return told_plainly(lambda: ways) if one.part is Part.ALSO else ways

    def _offices(self, one: Told) -> list[Evidence]:
        """The ties that tell which office a speaker holds."""
        look = self.choosing.look
        if not one.candidate.who:
            return []
        ids = many.ids(look.at, ties(look, one.candidate.who, self.until, _OFFICES))
        found = self.trying.found(ids.values()).values()
        held = [one for one in found if isinstance(one.finding, Tie) and one.finding.title is not None]
        return [one for one in held if _by_its_name(one)]

    def _add(self, block: Piece, ways: Callable[[], Iterable[Line]], above: Sequence[Piece] = ()) -> bool:
        """Adds the first of these that passes, and does not say again what the block says."""
        said = " ".join(line.text for line in block.lines)

        def fresh() -> Iterator[Line]:
            return (one for one in ways() if not _said_already(one.text, said))

        line = self.trying.first(fresh, above, block)
        if line is not None:
            block.lines.append(line)
        return line is not None

    # -- what stands behind it -----------------------------------------------------------------------------------------

    def _earlier(self, item: Item, heading: Piece) -> list[Piece]:
        look = self.choosing.look
        lead = item.lead
        words = telling(form for one in item.told for form in wording(_content(one.evidence)).forms)
        words -= telling(form for one in item.told for form in names_in(one.evidence))
        references = self._rows(one.earlier.id for one in _checks(item) if one.earlier is not None)
        rows = earlier(look, lead.candidate, words, references, 3 * _EARLIER)
        found = [one for one in self.trying.of_rows(rows) if one.id not in self.told and one.current]
        found = [one for one in found if one.kind != "statement" or self.grammar.clear(one)][: 2 * _EARLIER]
        acts, behind = self._acts(item), self._behind(item)
        found = [*acts, *behind, *found]
        above = [heading, _heading("Earlier", 3)]
        block = Piece(Form.PARAGRAPH)
        self.grammar.start()
        for one in sorted(found[:_EARLIER], key=_latest_first) + found[_EARLIER:]:
            if len(block.lines) < _EARLIER and self._add(block, partial(self.grammar.earlier, one), above):
                self.told.add(one.id)
        return [above[-1], block] if block.lines else []

    def _acts(self, item: Item) -> list[Evidence]:
        """What texts tell as deeds of him who leads the item, and is the same act of speech: he threatened before."""
        look, lead = self.choosing.look, item.lead.candidate
        people = look.all_bases({lead.who} - {0})
        rows = self.choosing.acts.before(lead.type, people, lead.day)
        known = self.trying.of_rows(rows)
        own = [one for one in known if one.statement is None and one.current and one.id not in self.told]
        return own[:_ACTS]

    def _behind(self, item: Item) -> list[Evidence]:
        """What the item's texts tell as of the past; what is told there of lasting ties is for a profile."""
        found = []
        for one in item.of(Part.BEFORE):
            lasting = [tie for tie in one.evidence.record.ties if tie.title is not None]
            ties = [span for tie in lasting for span in tie.spans]
            tied = any(mine.meets(span) for mine in one.evidence.spans for span in ties)
            if not tied and one.id not in self.told and self.grammar.clear(one.evidence):
                found.append(one.evidence)
        return found[:_ACTS]

    def _rows(self, ids: Iterable[str]) -> list[int]:
        wanted = list(ids)
        held = self.choosing.numbers(wanted)
        return [2 * no for no in held.values()]

    def _new(self, item: Item, heading: Piece) -> list[Piece]:
        above = [heading, _heading("What is new", 3)]
        block = Piece(Form.PARAGRAPH)
        self.grammar.start()
        side = item.novelty.side if item.novelty is not None else None
        body = side.bodies[0].name if side is not None and side.bodies else None
        for one in _checks(item):
            before = self.trying.one(one.earlier.id) if one.earlier is not None else None
            if len(block.lines) < _NEW:
                ways = partial(self.grammar.new, one, item.lead.evidence, before, body)
                self._add(block, ways, above)
        return [above[-1], block] if block.lines else []

    def _due(self, item: Item, heading: Piece) -> list[Piece]:
        look, lead = self.choosing.look, item.lead.candidate
        people = look.all_bases({lead.who, lead.whom, self.subject or 0} - {0})
        pieces: list[Piece] = []
        found = due(self.choosing.store, look, people, self.until, _DUE + len(self.entries))
        since = self._since(item, heading)
        for title, entries in zip(("Overdue", "What is due"), found, strict=True):
            above = [heading, _heading(title, 3)]
            fresh = [one for one in entries if one.id not in self.entries][:_DUE]
            made: list[Piece] = []
            for entry in fresh:
                piece = self._entry(entry, above, item, since)
                made += [piece] if piece is not None else []
            pieces += [above[-1], *made] if made else []
        return [_heading("Since then", 3), since, *pieces] if since.lines else pieces

    def _since(self, item: Item, heading: Piece) -> Piece:
        """What the one who leads an item said when the day had come that he named."""
        block = Piece(Form.PARAGRAPH)
        self.grammar.start()
        for one in sorted(self._telling(item, Part.SINCE), key=_by_time):
            if len(block.lines) < _SINCE and one.id not in self.told:
                ways = partial(self.grammar.quote, one.evidence)
                if self._add(block, ways, [heading, _heading("Since then", 3)]):
                    self._tell(one.evidence)
        return block

    def _entry(self, entry: Entry, above: Sequence[Piece], item: Item, since: Piece) -> Piece | None:
        """An entry of the ledger, with the best of what may have come of it: that nothing did is not said then. Of what
        leads the item itself only that is told, as what was ``since``.
        """
        likely = [
            found.cited.id
            for found in entry.candidates
            if found.score >= _LIKELY
            and not found.unsure
            and (found.cited.day or "") <= self.until
            and found.kind not in _SAME_AGAIN
        ]
        known = self.trying.found([entry.id, *likely])
        one = known.pop(entry.id, None)
        if one is None:
            return None
        came = list(known.values())
        if self.trying.past is not None:
            self.trying.past.settle(entry.id, entry.status)
        self.grammar.start()
        if came and _repeats(one, item.lead.evidence):
            before = len(since.lines)
            for after in came:
                if len(since.lines) - before < _SINCE:
                    self._add(since, partial(self.grammar.quote, after), [above[0], _heading("Since then", 3)])
            if len(since.lines) > before:
                self.entries.add(entry.id)
                return None
            self.grammar.start()
        ways = partial(self.grammar.lead, one, ()) if came else partial(self.grammar.due, entry, one)
        piece = Piece(Form.ENTRY)
        if not self._add(piece, ways, above):
            return None
        self.entries.add(entry.id)
        for after in came:
            if len(piece.lines) < 2:
                self._add(piece, partial(self.grammar.quote, after), above)
        return piece


_OF_THE_ACT = (Asks.ACT, Asks.CHANGE)


def _checks(item: Item) -> list[Check]:
    """What is new, each thing once: who is accused for the first time is named for the first time."""
    if item.novelty is None:
        return []
    statement = item.lead.evidence.statement
    verb = VERBS.get(statement.act, ("",))[0] if statement is not None else ""
    # A warning that holds out a deed is looked at as a threat, and is not told so: its own verb is another.
    found = [one for one in new_checks(item.novelty) if one.asks not in _OF_THE_ACT or verb in one.words]
    acted = {one.target.name for one in found if one.asks is Asks.ACT and one.target is not None}
    return [one for one in found if one.asks is not Asks.NAMED or one.target is None or one.target.name not in acted]


def _heading(words: str, level: int) -> Piece:
    return Piece(Form.HEADING, words=words, level=level)


def _headings(one: Evidence) -> Iterator[str]:
    """Headings that say least, where a better one does not pass."""
    for role in ("speaker", "actor", "target", "recipient"):
        yield from (who.actor.name for who in one.in_role(role))


def _by_its_name(tie: Evidence) -> bool:
    """Whether a text calls the body that somebody holds an office in by its own name, and not by its channel's."""
    bodies = tie.in_role("b")
    named = [one.entity is not None and one.actor.name.casefold() in _names(one.entity.name) for one in bodies]
    return bool(named) and all(named)


def _names(name: str) -> tuple[str, ...]:
    return name.casefold(), name.casefold().replace("'", "’")


def _content(one: Evidence) -> str:
    """What was said, or done, in its words."""
    statement = one.statement
    spans = statement.content if one.kind == "statement" and statement is not None else one.spans
    return " ".join(span.of(one.text) for span in spans)


def _repeats(one: Evidence, lead: Evidence) -> bool:
    """Whether one stands in the words of the other."""
    same = one.record.document.id == lead.record.document.id
    return same and any(mine.meets(theirs) for mine in one.spans for theirs in lead.spans)


def _in_text(lead: Told, one: Told) -> tuple[bool, int, int, int]:
    """What stands in the lead's own text first, in its order."""
    same = one.candidate.document == lead.candidate.document
    return not same, one.candidate.day, one.candidate.row, one.evidence.spans[0].start


def _by_time(one: Told) -> tuple[int, int]:
    return one.candidate.day, one.candidate.row


def _latest_first(one: Evidence) -> tuple[int, str]:
    published = one.record.document.published or ""
    return -int(re.sub(r"\D", "", published[:10]) or 0), one.id


_QUOTED = re.compile(r"“([^“”]{12,})”")
#: So many words at the end of two sentences make them the same.
_LAST = 6


def _said_already(text: str, said: str) -> bool:
    """Whether a sentence says only what is said before it: it ends as another does, or all that it quotes is quoted."""
    end = " ".join(text.split()[-_LAST:])
    quoted = _QUOTED.findall(text)
    return text in said or end in said or (bool(quoted) and all(words.rstrip(".,;") in said for words in quoted))
