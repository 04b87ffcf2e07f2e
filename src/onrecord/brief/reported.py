"""What a statement says, as a sentence can tell it: its verb, its clause in the source's words, its exact quotations.

Indirect speech is made only of words that are indirect in the source. Relative days become days, a pronoun becomes the
name that it stands for; where "we" or "our" would change hands there is no clause, and the source is quoted instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..codebook.words import word_set
from ..reading.sentences import sentences
from ..record import ActorKind, Form, MentionForm, Span, Statement, hull
from .dates_said import day_of, hangs, named_day, told_day, without_year
from .evidence import Evidence
from .naming import Naming, is_described
from .outlets_said import Outlet
from .quoting import inner, lowered, on_one_line
from .saying_verbs import SAID, Verb, verb_of
from .style import Style

_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves|[Mm]e|[Mm]y|[Mm]yself|(?:is|was|are|were) mine)\b(?!\.)"
)
_DEICTIC = re.compile(
    r"\b(?:here|this (?:station|paper|newspaper|site|channel|website|agency)|us|me|him|them)\b", re.IGNORECASE
)
_LEADS_ON = re.compile(r"(?:that|to|not to|whether|how|why|what|who|where|when|if)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:if|unless|provided|should|as long as|only if|until|once)\b", re.IGNORECASE)
_CONDITION_AFTER = re.compile(
    r"\A[,\s]*(?:if|unless|provided|as long as|only if|on condition|except|until|but)\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:he|she|him|his|her|hers|they|them|their|theirs|it|its|this|these|those|one)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PREPOSITIONS = word_set("in on at by with for from after before because although while since as despite until")
#: Words of a clause below which it says little by itself.
_LEAST = 4
_LONGEST_GAP = 90
#: Words of a clause before "them" that tell who they are.
_BEHIND = 8
#: How a medium follows on a verb, and its words at the most.
_IN, _MEDIUM = (" in ", " on ", " at "), 12


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it can be told. ``clause`` are the words after the verb ("that the road was open"; "Sorvland of
    ..."), ``None`` where it cannot be told indirectly. ``to`` is whom it was told (" reporters"). ``quotes`` are its
    direct words, without marks, in the source's pieces. ``clear`` says that the clause can be understood alone.
    """

    verb: Verb
    clause: str | None
    to: str
    quotes: tuple[str, ...]
    said_on: date | None
    clear: bool

    @property
    def finite(self) -> bool:
        """Whether the day of saying can stand between the verb and the clause."""
        return self.clause is not None and self.clause.startswith(
            ("that ", "to ", "not to ", "whether ", "how ", "why ")
        )


def told(one: Evidence, statement: Statement, naming: Naming, style: Style, today: date, outlet: Outlet) -> Told:
    """The statement as it can be told."""
    cue = hull(statement.cue) if statement.cue else None
    words = cue.of(one.text) if cue is not None else ""
    verb = verb_of(on_one_line(words))
    said_on = next((day_of(time.value or time.start) for time in one.record.times if time.id == statement.when), None)
    if said_on is not None and outlet.day is not None and said_on > outlet.day:
        said_on = None  # it is the day of the deed
    to = _addressee(one, statement, cue, outlet)
    direct = statement.form is Form.DIRECT
    quotes = tuple(inner(span.of(one.text)) for span in statement.content) if direct else ()
    if direct:
        if verb is None or not verb.past:
            verb = SAID
        if verb.needs_somebody and not to:
            verb, to = SAID, ""
        return Told(verb, None, to, _pieces([words for words in quotes if words]), said_on, True)
    found = None
    if verb is not None and cue is not None and not _conditioned(one, statement, cue):
        found = _clause(one, statement, cue, verb, to, _Resolving(one, statement, naming, style, today))
    to, clause = found if found is not None else (to, None)
    clear = clause is not None and _is_clear(one, statement, clause)
    return Told(verb or SAID, clause, to, (), said_on, clear)


def _is_clear(one: Evidence, statement: Statement, clause: str) -> bool:
    """Whether a clause says something by itself: enough words, no day that hangs, no pronoun for what is not in it."""
    count = len(clause.split())
    if count < _LEAST or hangs(_QUOTED.sub("", clause)):
        return False
    for span in statement.content:
        quotes = [Span(*match.span()) for match in _QUOTED.finditer(one.text, span.start, span.end)]
        for match in _PRONOUN.finditer(one.text, span.start, span.end):
            within = any(quote.holds(Span(*match.span())) for quote in quotes)
            if not within and not _settled(one, statement, Span(*match.span()), span, count):
                return False
    return True


def _settled(one: Evidence, statement: Statement, at: Span, content: Span, count: int) -> bool:
    """Whether it can be told whom a pronoun of the content means: the speaker, or somebody named before it there."""
    word = at.of(one.text).lower()
    if word in {"this", "these", "those", "one"}:
        return True
    owner = _owner(one, at)
    if owner is not None and owner == statement.speaker.actor:
        return True
    before = one.text[content.start : at.start].split()
    if word in {"they", "them", "their"} and len(before) >= _BEHIND:
        return True  # so far behind they are those who were spoken of in it
    if owner is not None:
        named = [m.span.start for a in one.record.actors if a.id == owner for m in a.mentions]
        if any(content.start <= start < at.start for start in named):
            return True
        return word in {"he", "she", "him", "his", "her"} and _has_name(one, owner)  # the name is put in its place
    if before == ["that"] and owner is None and word in {"he", "she", "his", "her", "they", "their"}:
        return True  # right after "that" it is the speaker
    if before == ["that"] and word in {"it", "its"}:
        speaker = one.who(statement.speaker.actor)
        return speaker is not None and speaker.actor.kind is not ActorKind.PERSON
    last = not re.match(r"\s*\w", one.text[at.end : content.end])
    return not (len(before) < _LEAST or (last and count < 8))


def _has_name(one: Evidence, actor: str) -> bool:
    somebody = one.who(actor)
    return somebody is not None and somebody.actor.kind is ActorKind.PERSON and not is_described(somebody.actor.name)


def _owner(one: Evidence, span: Span) -> str | None:
    return next((a.id for a in one.record.actors for m in a.mentions if m.span == span), None)


def _conditioned(one: Evidence, statement: Statement, cue: Span) -> bool:
    """Whether a condition stands in the sentence outside what would be told."""
    whole = hull((cue, *statement.content, *statement.speaker.spans))
    sentence = next((span for span in one.sentences if span.holds(cue)), None)
    if sentence is None:
        return False
    before = one.text[min(sentence.start, whole.start) : whole.start]
    after = one.text[whole.end : max(sentence.end, whole.end)]
    return _CONDITION.match(before.strip("-—– \n")) is not None or _CONDITION_AFTER.match(after) is not None


def _addressee(one: Evidence, statement: Statement, cue: Span | None, outlet: Outlet) -> str:
    """ " reporters", where they are named right after the verb; "this station" is the outlet's name."""
    if cue is None:
        return ""
    for party in (statement.addressee, statement.medium):
        if party is None or not party.spans:
            continue
        joint = one.text[cue.end : max(cue.end, party.spans[0].start)]
        if party is statement.medium and statement.form is Form.DIRECT and joint in _IN and len(party.spans) == 1:
            said = on_one_line(party.spans[0].of(one.text))
            if len(said.split()) <= _MEDIUM and not _FIRST_PERSON.search(said) and not _DEICTIC.search(said):
                return f"{joint}{said}"
        if not 0 < len(joint) <= 2:
            continue
        said = on_one_line(hull(party.spans).of(one.text))
        if re.match(r"this (?:station|paper|newspaper|agency|channel)\b", said, re.IGNORECASE):
            return f" {outlet.name}"
        if not _FIRST_PERSON.search(said) and not _DEICTIC.search(said):
            return f" {said}"
    return ""


def _clause(
    one: Evidence, statement: Statement, cue: Span, verb: Verb, to: str, resolving: _Resolving
) -> tuple[str, str] | None:
    """Whom it was told (" reporters"), and what: the clause after the verb."""
    content = sorted(statement.content)
    if not content or not verb.past:
        return None
    if content[0].start >= cue.end:
        return _after(one, statement, cue, content, resolving)
    if content[-1].start >= cue.end:
        first, last = resolving.words(content[0]), resolving.words(hull(content[1:]))
        if first is None or last is None or not _begins(one, content[0]):
            return None
        if first.endswith(("”", "”,")) and last.startswith("“"):
            return None  # two quotations that the verb stood between
        joint = ", " if last.split()[0].lower() in _PREPOSITIONS else " "
        said: str | None = f"{first.rstrip(',')}{joint}{last}"
    elif len(content) == 1 and _begins(one, content[0]):
        said = resolving.words(content[0])
    else:
        return None
    if said is None or not verb.takes_that or (verb.needs_somebody and not to):
        return None
    return to, f"that {_small(said, one, content[0].start)}"


def _after(
    one: Evidence, statement: Statement, cue: Span, content: Sequence[Span], resolving: _Resolving
) -> tuple[str, str] | None:
    gap = Span(cue.end, content[0].start) if content[0].start > cue.end else None
    between = gap.of(one.text) if gap is not None else ""
    if len(between) > _LONGEST_GAP or re.search(r"[.!?;:“”\"\n()]", between):
        return None
    if any(gap is not None and gap.meets(span) for span in statement.speaker.spans):
        return None
    if any(later.start - before.end > 3 for before, later in pairwise(content)):
        return None
    said = resolving.words(hull(content))
    if said is None or _DEICTIC.search(between):
        return None
    led = resolving.gap(gap) if gap is not None and between.strip() else ""
    if led is None or (led.startswith(",") and not _LEADS_ON.match(said)):
        return None
    led = led.strip()
    if led in {"that", "to", "not to"} or led.split()[-1:] in (["that"], ["to"]):
        return "", f"{led} {said}"
    return (f" {led}" if led else ""), said


def _begins(one: Evidence, span: Span) -> bool:
    """Whether words begin a sentence of the source."""
    before = one.text[max(0, span.start - 4) : span.start]
    return (
        not before.strip()
        or before.rstrip(" -—–\n").endswith((".", "!", "?", "”", ":"))
        or "\n" in before
        or (before.strip() in {"-", "—", "–"})
    )


def _small(said: str, one: Evidence, start: int) -> str:
    """With a small letter at its beginning, unless a name stands there."""
    named = any(
        m.span.start == start and m.form in (MentionForm.NAME, MentionForm.ACRONYM, MentionForm.ADJECTIVE)
        for a in one.record.actors
        for m in a.mentions
    ) or any(place.span.start == start for place in one.record.places)
    return lowered(said, named=named)


@dataclass(frozen=True, slots=True)
class _Resolving:
    """Puts days in place of words for them, and names in place of pronouns, outside of quotations."""

    one: Evidence
    statement: Statement
    naming: Naming
    style: Style
    today: date

    def words(self, span: Span) -> str | None:
        """The words of a span; ``None`` where "we" or "our" stands in them, outside of quotations."""
        text = self.one.text
        span = _one_sentence(text, span)
        edits = [*self._days(span), *self._pronouns(span)]
        quoted = [Span(*match.span()) for match in _QUOTED.finditer(text, span.start, span.end)]
        plain = _QUOTED.sub("", span.of(text))
        if _FIRST_PERSON.search(plain):
            return None
        at, said = span.start, ""
        for edit, instead in sorted(edits):
            if edit.start < at or any(quote.meets(edit) for quote in quoted):
                continue
            said += text[at : edit.start] + instead
            at = edit.end
        said = on_one_line(said + text[at : span.end])
        if "“" not in said:
            said = without_year(said, self.today)
        return said.strip(" ,;") if said.endswith("”") else said.strip(" ,;").removesuffix(".")

    def gap(self, span: Span) -> str | None:
        """What stands between the verb and its clause, without the day of saying."""
        text = self.one.text
        if _FIRST_PERSON.search(span.of(text)):
            return None
        said = span.of(text)
        for time in self.one.record.times:
            if span.holds(time.span) and (
                time.id == self.statement.when or named_day(time, text, self.style, self.today)
            ):
                words = re.escape(time.span.of(text))
                said = re.sub(rf"\s*,?\s*\b(?:(?:early|late) )?(?:on |in )?{words}\s*,?", " ", said)
        return on_one_line(said)

    def _days(self, span: Span) -> list[tuple[Span, str]]:
        found = []
        for time in self.one.record.times:
            if span.holds(time.span):
                instead = told_day(time, self.one.text, self.style, self.today)
                if instead is not None:
                    found.append((time.span, instead))
        return found

    def _pronouns(self, span: Span) -> list[tuple[Span, str]]:
        found = []
        speaker = self.statement.speaker.actor
        for somebody in self.one.people:
            actor = somebody.actor
            if actor.id == speaker or actor.kind is not ActorKind.PERSON:
                continue
            name = self.naming.spelt(somebody)
            inside = [m for m in actor.mentions if span.holds(m.span)]
            if name is None or any(m.form is not MentionForm.PRONOUN for m in inside):
                continue
            for mention in sorted(inside, key=lambda m: m.span)[:1]:
                said = mention.span.of(self.one.text).lower()
                if mention.confidence < 0.6 or said not in {"he", "she", "him", "his", "her"}:
                    continue
                owned = said == "his" or (
                    said == "her" and re.match(r" \w", self.one.text[mention.span.end :]) is not None
                )
                found.append((mention.span, f"{name}’s" if owned else name))
        return found


def _one_sentence(text: str, span: Span) -> Span:
    """The first sentence of what is told, without what a semicolon adds to it."""
    first = next(iter(sentences(text, span)), span)
    end = first.end
    for match in re.finditer(r";\s|\n", text[first.start : end]):
        if text.count("“", first.start, first.start + match.start()) == text.count(
            "”", first.start, first.start + match.start()
        ):
            end = first.start + match.start()
            break
    return Span(first.start, max(first.start + 1, end))


def sentence_of(one: Evidence, spans: Sequence[Span]) -> Span | None:
    """The sentence of the source that holds words, without a dateline's dash or a headline above it."""
    whole = hull(spans)
    holding = [span for span in one.sentences if span.meets(whole)]
    if not holding:
        return None
    best = [span for span in holding if span.holds(spans[0])][:1] or holding[:1]
    if all(later.start - before.end < 4 for before, later in pairwise(holding)):
        joined = hull(holding)
        if len(joined.of(one.text).split()) <= 60:
            best = [joined]
    start, end = best[0].start, best[0].end
    first = max(start, min(whole.start, end - 1))
    broken = one.text.rfind("\n", start, first)
    start = broken + 1 if broken >= 0 else start
    after = one.text.find("\n", min(max(whole.end, first), end), end)
    end = after if after > 0 else end
    lead = re.match(r"[\s•–—-]*(?:Comment:\s*)?", one.text[start:end])
    start += lead.end() if lead else 0
    return Span(start, end) if start < end else None


def bracketed(one: Evidence, statement: Statement | None, span: Span, name: str | None) -> str:
    """The exact words of a sentence, with the speaker's name in brackets after the pronoun that stands for him."""
    if statement is None or name is None or len(statement.speaker.spans) != 1:
        return passage_words(one, span)
    at = statement.speaker.spans[0]
    if not span.holds(at) or at.of(one.text).lower() not in {"he", "she", "it", "they"}:
        return passage_words(one, span)
    said = f"{one.text[span.start : at.end]} [{name}]{one.text[at.end : span.end]}"
    return on_one_line(said)


def passage_words(one: Evidence, span: Span) -> str:
    """The exact words of a span of the source, on one line, as they stand in marks."""
    words = on_one_line(span.of(one.text))
    if words[:1] in '“"' and words.count("“") == 1 and words.endswith("”"):
        return inner(words)
    return words


def _pieces(quotes: Sequence[str]) -> tuple[str, ...]:
    """The pieces of one quotation; those that begin a sentence of their own are left to a sentence of their own."""
    kept = list(quotes[:1])
    for words in quotes[1:]:
        if not words[:1].islower():
            break
        kept.append(words)
    return tuple(kept)
