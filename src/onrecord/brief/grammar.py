"""The composer's grammar: from evidence to sentences that attribute, each with what it cites.

Every sentence is made of the evidence's own words, words of grammar, the verb of the source's cue, names and days. For
one thing there are many sentences: the best comes first, the plainest last, which quotes the outlet's own sentence.
Whoever takes a sentence takes the last one that was given: by that the grammar knows who has been named and which form
was used, so that names shorten and forms change.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..analysis.ledger_parts import Entry
from ..analysis.novelty_parts import Check as Newness
from ..analysis.novelty_parts import Found, Scope
from ..gazetteer import Gazetteer
from ..record import ActorKind, Span, ZoneKind
from . import due_said, events_said, new_said, ties_said
from .dates_said import day_words, opening
from .defined_said import defined, sort_of
from .evidence import Evidence, Somebody
from .follow_forms import earlier, further, further_indirect, heading, reported_earlier, same_report
from .forms import Made, Parts, comment, direct, indirect, outlets_words
from .line import Line
from .naming import Named, Naming, is_plural
from .outlets_said import Outlet, outlet_of, with_article
from .quoting import capital, in_house
from .reported import Told, bracketed, passage_words, sentence_of, told
from .style import Style

#: Languages by their codes, as a sentence names them.
LANGUAGES = {
    "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "tr": "Turkish", "ku": "Kurdish", "ru": "Russian", "fr": "French",
    "de": "German", "es": "Spanish", "ur": "Urdu", "ps": "Pashto", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
#: Words of a passage that are quoted at the most.
_MOST = 60
#: Characters of a heading at the most.
_HEADING = 130
#: What is told plainly but says little alone comes after the outlet's own sentence.
_UNCLEAR, _PLAIN, _PLAINEST = 6, 4, 8


class Grammar:
    """One draft's sentences. Deterministic: forms take turns by what was used, and by a stable hash of the ids.

    ``day`` is that of the brief, from which "last month" counts.
    """

    def __init__(self, style: Style, day: date, gazetteer: Gazetteer) -> None:
        self.style = style
        self.day = day
        self.gazetteer = gazetteer
        self.naming = Naming(style)
        self._used: Counter[str] = Counter()
        self._before: str | None = None
        self._sort: str | None = None
        self._form = ""
        self._pending: tuple[Made, Evidence] | None = None

    def start(self) -> None:
        """A new item begins: full names are told anew."""
        self._settle()
        self.naming.start()
        self._before = self._sort = None

    def drop(self) -> None:
        """What was given last was not taken."""
        self._pending = None

    def headings(self, one: Evidence) -> Iterator[str]:
        """Titles that attribute by their verb, without a citation or a full stop."""
        self._settle()
        parts = self._parts(one, self._short(one))
        if parts is None or self._is_comment(one) or (parts.told.clause is not None and not parts.told.clear):
            return
        yield from (in_house(text) for text in heading(parts) if len(text) <= _HEADING)

    def plain_heading(self, one: Evidence) -> str:
        """A title that only says where it stands: the outlet's own, or who speaks there."""
        self._settle()
        parts = self._parts(one, self._short(one))
        title = one.record.document.title
        outlet = self._outlet(one)
        if title:
            return in_house(f"{capital(outlet.name.removeprefix('the '))}: {title}")
        if parts is not None and parts.who.text not in outlet.name:
            return in_house(f"{capital(parts.who.text)}, in {outlet.place or outlet.name}")
        return in_house(capital((outlet.place or outlet.name).removeprefix("the ")))

    def glance(self, one: Evidence) -> Iterator[Line]:
        """One thing in one sentence, for the beginning of a brief."""
        self._settle()
        self.naming.start()
        yield from self._out(one, [*self._leads(one, (), most=30), *self._words(one)])

    def lead(self, one: Evidence, about: Sequence[Evidence] = ()) -> Iterator[Line]:
        """An item's first sentence: who, with his office, did what by saying it, where, and when it was reported."""
        self._settle()
        yield from self._out(one, [*self._leads(one, about), *self._words(one)])

    def quote(self, one: Evidence) -> Iterator[Line]:
        """A further statement, of the one who spoke before or of another."""
        self._settle()
        if one.statement is None or self._is_comment(one):
            yield from self._out(one, self._words(one))
            return
        same = self._before == one.record.document.id
        found: list[Made] = []
        for tier, who in enumerate(self.naming.next(one, one.voices[-1])):
            parts = self._parts(one, who)
            if parts is None:
                continue
            known = self.naming.known(who.key)
            if not same:
                low = tier + (0 if parts.told.clear else _UNCLEAR)
                found += indirect(parts, low) if parts.told.clause is not None else direct(parts, tier)
                continue
            if parts.told.clause is not None:
                low = tier + (0 if parts.told.clear else _UNCLEAR)
                found += further_indirect(parts, same=self.naming.spoke_last(who.key), tier=low)
            goes_on = known and self.naming.spoke_last(who.key)
            found += further(parts, sum(self._used.values()), same=goes_on, tier=tier)
        yield from self._out(one, [*found, *self._words(one)])

    def earlier(self, one: Evidence) -> Iterator[Line]:
        """What was said or done before the news."""
        self._settle()
        if one.statement is None or self._is_comment(one):
            yield from self.event(one)
            return
        found: list[Made] = []
        outlet = self._outlet(one)
        who = next(iter(self.naming.next(one, one.voices[-1])), None)
        whole = self.naming.full(one, one.voices[-1])
        for tier, named in enumerate(dict.fromkeys(n for n in (who, whole) if n is not None and n.form != "pronoun")):
            parts = self._parts(one, named)
            if parts is None:
                continue
            low = tier + (0 if parts.told.clear else _UNCLEAR)
            if self._before == one.record.document.id:
                found += same_report(parts, low - 1)
            day = parts.told.said_on or (outlet.day if outlet.place is not None else None)
            if day is not None:
                found += earlier(parts, opening(day, self.style, self.day), low)
            elif outlet.day is not None:
                found += reported_earlier(parts, opening(outlet.day, self.style, self.day), low)
        yield from self._out(one, [*found, *self._leads(one, (), _PLAIN), *self._words(one)])

    def event(self, one: Evidence) -> Iterator[Line]:
        """What a text reports to have happened; what is on somebody's word is told as his."""
        self._settle()
        if one.statement is not None and not self._is_comment(one):
            yield from self._out(one, [*self._leads(one, ()), *self._words(one)])
            return
        outlet = self._outlet(one)
        found: list[Made] = []
        if not self._is_comment(one):
            found += events_said.reported(one, outlet, self.style, self.day)
        yield from self._out(one, [*found, *self._words(one)])

    def new(self, check: Newness, one: Evidence, earlier: Evidence | None, body: str | None = None) -> Iterator[Line]:
        """What is new in a statement, bounded by what the desk has read; ``body`` is that of the speaker's side."""
        self._settle()
        names = self.naming.next(one, one.voices[-1]) if one.voices else ()
        if body is None and one.voices and (somebody := one.who(one.voices[-1].speaker.actor)) is not None:
            body = somebody.actor.name if somebody.actor.kind is not ActorKind.PERSON else None
        body = with_article(body, one.text) if body is not None else None
        cites = (one.id, *((earlier.id,) if earlier is not None else ()))
        found = list(new_said.new(check, one, earlier, names, self.style, self.day, body))
        if check.scope is Scope.SIDE and check.found is Found.FIRST:
            # What nobody of his side did before he did not do himself; what somebody of it did, he need not have done.
            own = new_said.new(replace(check, scope=Scope.SPEAKER), one, earlier, names, self.style, self.day)
            found += [replace(made, tier=made.tier + 1) for made in own]
        for made in self._turns(one, found):
            self._pending = (made, one)
            yield Line(in_house(made.text), cites)

    def due(self, entry: Entry, one: Evidence) -> Iterator[Line]:
        """What was promised, demanded or threatened for a day, and what the record has of it."""
        self._settle()
        found = due_said.due(entry, one, self.style, self.day)
        yield from self._out(one, [*found, *self._leads(one, (), _PLAIN), *self._words(one)])

    def tie(self, one: Evidence, subject: Somebody, also: Sequence[Evidence] = ()) -> Iterator[Line]:
        """What a text tells of somebody's lasting relations, for a profile; ``also`` are ties that go with it."""
        self._settle()
        outlet = self._outlet(one)
        voice = self.naming.full(one, one.voices[0]) if one.voices else None
        same = self._before == one.record.document.id
        found: list[Made] = []
        if not self._is_comment(one):
            short = self._sort if "short" not in self._form else None
            found += ties_said.tie((one, *also), subject, outlet, voice, self.naming, same=same, short=short)
        yield from self._out(one, [*found, *(self._words(one) if not also else ())])

    def defined(self, one: Evidence) -> Iterator[Line]:
        """What a text says that somebody is, by the passage that says so."""
        self._settle()
        self._sort = sort_of(one)
        yield from self._out(one, [*defined(one, self._outlet(one), self.style), *self._words(one)])

    def clear(self, one: Evidence) -> bool:
        """Whether a statement can be understood by its own words: "welcomed the decision" cannot."""
        if one.statement is None or self._is_comment(one):
            return False
        parts = self._parts(one, self.naming.full(one, one.voices[-1]))
        return parts is not None and (parts.told.clear if parts.told.clause is not None else bool(parts.told.quotes))

    def _outlet(self, one: Evidence) -> Outlet:
        return outlet_of(one, self.style, self.day)

    def _is_comment(self, one: Evidence) -> bool:
        zone = one.footing.zone if one.footing is not None else getattr(one.finding, "zone", None)
        return zone is ZoneKind.COMMENT or (bool(one.voices) and one.voices[-1].zone is ZoneKind.COMMENT)

    def _called(self, one: Evidence, whole: Named | None) -> str | None:
        """The speaker's name, for brackets in a quotation; ``whole`` is as it is first told."""
        name = self.naming.plain(one, one.voices[-1].speaker) if whole is not None else None
        return name.removeprefix("the ") if name is not None else None

    def _short(self, one: Evidence) -> Named | None:
        """A name as a heading has it: without what the text says of him."""
        if not one.voices:
            return None
        whole = self.naming.full(one, one.voices[-1])
        name = self.naming.plain(one, one.voices[-1].speaker)
        if whole is None or name is None:
            return whole
        first, _, rest = name.removeprefix("the ").partition(", ")
        apposed = rest if rest[:1].isupper() else first
        return Named(apposed, whole.key, "short", plural=is_plural(apposed))

    def _parts(self, one: Evidence, who: Named | None) -> Parts | None:
        if who is None or not one.voices:
            return None
        outlet = self._outlet(one)
        said: Told = told(one, one.voices[-1], self.naming, self.style, self.day, outlet)
        if who.plural and said.verb.past.startswith("was "):
            return None
        day = f" on {day_words(said.said_on, self.style, self.day)}" if said.said_on is not None else ""
        return Parts(who, said, outlet, self.style.marks, day)

    def _leads(self, one: Evidence, about: Sequence[Evidence], tier: int = 0, most: int = 45) -> list[Made]:
        if not one.voices or self._is_comment(one):
            return []
        found: list[Made] = []
        whole = self.naming.full(one, one.voices[-1], about)
        names = [whole, *(n for n in self.naming.next(one, one.voices[-1]) if n.form == "short")][::-1]
        for low, who in enumerate(n for n in names if n is not None):
            parts = self._parts(one, who)
            if parts is None:
                continue
            if parts.told.clause is not None:
                found += indirect(parts, tier + low + (0 if parts.told.clear else _UNCLEAR))
            found += direct(parts, tier + low, most)
        return found

    def _words(self, one: Evidence) -> list[Made]:
        """The outlet's own sentence or the passage that is cited, quoted."""
        outlet, marks = self._outlet(one), self.style.marks
        language = one.record.document.language
        tongue = LANGUAGES.get(language or "en")
        if one.finding is None:
            span = one.passage or one.spans[0]
            words = (
                " ".join(passage_words(one, span).split()[:_MOST]) if one.passage is None else passage_words(one, span)
            )
        else:
            found = sentence_of(one, _own_spans(one))
            span = found if found is not None else one.sentences[0]
            whole = self.naming.full(one, one.voices[-1]) if one.voices else None
            name = self._called(one, whole)
            words = bracketed(one, one.statement, span, name)
        made = [*outlets_words(outlet, words, marks, _PLAINEST if self._is_comment(one) else _PLAIN, language=tongue)]
        if self._is_comment(one):
            made += comment(outlet, words, marks)
        if one.finding is None:
            return made
        # The words are the outlet's, so that its own passage is cited beside the finding.
        passage = f"{one.record.document.id}#{span.start}-{span.end}"
        named = whole if name is not None and name in words else None
        made = [replace(each, named=named) for each in made]
        both = [replace(each, cites=(passage,)) for each in made]
        return [*both, *(replace(each, tier=each.tier + 1, cites=(passage,), alone=True) for each in made)]

    def _turns(self, one: Evidence, made: Iterable[Made]) -> list[Made]:
        """Sentences by tier, and of one tier that first whose form was used least."""

        def place(each: Made) -> tuple[int, int, int]:
            also = "also" in each.form
            tier = each.tier + (2 if also and "also" in self._form else 0)
            return tier, self._used[each.form] * (3 if also else 1), zlib.crc32(f"{one.id}{each.form}".encode())

        return sorted(made, key=place)

    def _out(self, one: Evidence, made: Iterable[Made]) -> Iterator[Line]:
        seen: set[tuple[str, bool]] = set()
        for each in self._turns(one, made):
            if (each.text, each.alone) in seen:
                continue
            seen.add((each.text, each.alone))
            self._pending = (each, one)
            first = () if each.alone else (_key(one),)
            cites = (*first, *(each.named.cites if each.named is not None else ()), *each.cites)
            yield Line(in_house(each.text), tuple(dict.fromkeys(cites)))

    def _settle(self) -> None:
        """What was given last has been taken."""
        if self._pending is None:
            return
        made, one = self._pending
        self._pending = None
        self._used[made.form] += 1
        self._form = made.form
        self._before = one.record.document.id
        if made.named is not None:
            name = self.naming.plain(one, one.voices[-1].speaker) if one.voices else None
            self.naming.tell(made.named, name)


def _key(one: Evidence) -> str:
    """The key by which a sentence cites it."""
    return one.id if one.passage is None else f"{one.id}#{one.passage.start}-{one.passage.end}"


def _own_spans(one: Evidence) -> tuple[Span, ...]:
    finding = one.finding
    if one.voices and one.voices[-1].content:
        last = one.voices[-1]
        return (*last.content, *last.cue, *last.speaker.spans)
    return tuple(getattr(finding, "spans", ())) or one.spans
