"""On whose word: the words that name a speaker, resolved inside the Document to an actor, as a guess that says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..codebook import role_words
from ..record import ActorKind, Document, MentionForm, Party, Span, Speaker
from .cast import KINDS, Cast, Member
from .lands import may_be, told_lands
from .names import Name, Word, words_in
from .phrases import NameIndex, Phrase, office_of, phrase

#: How far back a pronoun or a description looks, in characters: about three paragraphs of a wire story.
REACH = 1500
#: A sentence is looked back over for at most this many characters.
SENTENCE = 600
#: The kinds of head noun that name a body.
_BODIES = ("groups", "organisations", "states", "outlet")
#: From this confidence on a resolution tells something of its actor in turn.
SURE = 0.8
#: How far before a description the name may end that it belongs to, and what may stand between, in characters.
_APPOSED = 120
_TELLS = re.compile(
    r"\)?(?: ?\([^()]{1,20}\))?,? (?:(?:which |who )?(?:is|are|was|were|remains|became) )?"
    r"(?:(?:an?|the|its|their|his|her) (?:[^\W\d_][\w’'-]{0,30} ){0,3})?"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What was resolved before: who spoke, through what, and where; the freshest memory of a pronoun."""

    member: Member
    place: int
    medium: Member | None = None


class Resolver:
    """Resolves speakers in text order. It remembers who spoke last, and counts what each actor has been called."""

    def __init__(
        self, document: Document, quoted: Sequence[Span], cast: Cast, index: NameIndex, signed: Member | None = None
    ) -> None:
        self._text = document.text
        self._voice = _voice(document)
        self._quoted = sorted(quoted)
        self._cast = cast
        self._index = index
        #: Who signed the text, where it bears no author or outlet.
        self._own: Member | None = signed if self._voice is None else None
        self._authors: dict[str, Member] = {}
        self._spoke: Counter[int] = Counter()
        self._said: list[Said] = []
        #: The speaker of the statement at hand while its other parties are resolved, if it may not be "his" or "her".
        self._aside: Member | None = None

    @property
    def cast(self) -> Cast:
        """The cast whose members are meant."""
        return self._cast

    def file(self, span: Span, least: float, but: Member | None = None) -> bool:
        """File a pronoun or definite description in running text with the actor it stands for, never with ``but``.

        Gives whether one was found with at least that confidence.
        """
        read = phrase(self._text, span, self._index)
        form = MentionForm.PRONOUN if read.pronoun is not None else MentionForm.NOMINAL
        if read.pronoun is not None:
            member, sure = self._pronoun(read, span.start, but)
        elif read.name is None and read.head is not None and (named := self._named_after(read)) is not None:
            member, sure = named, 0.95
            self._introduced(named, read)
        elif (written := self._written_small(read)) is not None:
            member, sure = written, 0.9
        elif read.name is None and read.head is not None and read.definite:
            member, sure = self._described(read, span.start, but)
        else:
            return False
        if member is None or sure < least:
            return False
        member.seen(span, form, 0.9 * sure)
        return True

    def apposed(self, span: Span, kind: ActorKind) -> bool:
        """File a description that says who a name before it is: "the P.C.G., a Qalmari militia", "she is a judge"."""
        near = self._index.before(span.start, _APPOSED)
        if not near or near[0].span.end > span.start:
            return False
        member = self._cast.of(near[0])
        fits = (member.kind is ActorKind.PERSON) == (kind is ActorKind.PERSON)
        if not fits or not _TELLS.fullmatch(self._text[near[0].span.end : span.start]):
            return False
        member.seen(span, MentionForm.NOMINAL, 0.85)
        self._introduced(member, phrase(self._text, span, self._index))
        return True

    def _introduced(self, member: Member, read: Phrase) -> None:
        """What a description beside a name tells of its bearer: noun, office, body."""
        if read.head is not None:
            self._cast.call(member, read.head)
        if read.office is not None:
            self._cast.call(member, read.office)
        if member.kind is ActorKind.PERSON and read.role is not None:
            member.role = member.role or read.role
            member.affiliation = member.affiliation or self._body(read)
            _sexed(member, read.head or "")

    def own_voice(self, span: Span, sort: str) -> None:
        """File an I or we outside quotation marks: the text's own voice, under its author's or outlet's name if known.

        Between quotation marks of nobody's statement it stays open whose it is.
        """
        if self._in_quotation(span):
            return
        if self._voice is not None or self._own is not None:
            member = self._own_voice(span, span.start)[0]
        else:
            member = self._authors.get(sort)
            if member is None:
                kind = ActorKind.PERSON if sort == "self" else ActorKind.ORGANISATION
                member = self._authors[sort] = self._cast.add(span.of(self._text), span, MentionForm.PRONOUN, kind)
                member.why = "the text's own voice"
        if member is not None:
            member.seen(span, MentionForm.PRONOUN, 0.6)

    def fits(self, member: Member, sort: str) -> bool:
        """Whether a pronoun of this sort may stand for an actor."""
        return _fits(member, sort)

    def tell(self, member: Member, span: Span, sort: str) -> None:
        """File a pronoun with whoever tells what it stands in."""
        member.seen(span, MentionForm.PRONOUN, SURE)
        _told(member, sort, SURE)

    def _named_after(self, read: Phrase) -> Member | None:
        """Who is named straight after a description of him: "the Lurani minister, Ulvia Tark"."""
        name = self._index.after(read.span.end, 2)
        if name is None or self._text[read.span.end : name.span.start] not in (" ", ", "):
            return None
        member = self._cast.of(name)
        return member if (member.kind is ActorKind.PERSON) == (read.kind == "persons") else None

    def unnamed(self, span: Span, kind: ActorKind) -> None:
        """File a description that nobody is known by ("Coalition forces") as an actor of its own."""
        read = phrase(self._text, span, self._index)
        if read.pronoun is None and read.head is not None:
            member = self._unnamed(read)
            member.seen(span, MentionForm.NOMINAL, 0.7)
            member.kinds[kind] += 1

    def speaker(self, spans: tuple[Span, ...], medium: Span | None, place: int) -> tuple[Speaker, Member | None]:
        """The speaker at ``spans`` (none: nobody is named) of a statement whose cue is at ``place``."""
        carrier = self.party(medium, None) if medium is not None else None
        if not spans:
            return Speaker(), None
        read = phrase(self._text, spans[0], self._index)
        member, sure = self._resolve(read, place)
        if member is None:
            return Speaker(spans=spans), None
        found = Speaker(spans=spans, name=member.name, confidence=round(sure, 2))
        speaker = self._with_role(found, read, member)
        if read.pronoun not in ("self", "us", "relative"):
            self._said.append(Said(member, place, carrier))
            self._spoke[id(member)] += 1
        return speaker, member

    def party(self, span: Span, speaker: Member | None) -> Member | None:
        """The actor a noun phrase (addressee, target, medium) stands for; never the ``speaker`` for a pronoun.

        ``None`` where the words name a thing ("praised the truce") and not somebody.
        """
        read = phrase(self._text, span, self._index)
        if read.name is None and read.pronoun is None and read.kind is None and not read.joint:
            return None
        self._aside = speaker if speaker is not None and speaker.sex is None else None
        member = self._resolve(read, span.start, speaker)[0]
        self._aside = None
        return member

    def _resolve(self, read: Phrase, place: int, but: Member | None = None) -> tuple[Member | None, float]:
        if read.name is not None:
            member = self._cast.of(read.name)
            if read.kind in KINDS:
                member.kinds[KINDS[read.kind]] += 2
            mention = member.mentions.get((read.name.span.start, read.name.span.end))
            sure = mention.confidence if mention is not None else 1.0
            return member, sure if len(read.name.words) > 1 else 0.95 * sure
        if read.pronoun is not None:
            meant, sure = self._pronoun(read, place, but)
            if meant is not None:
                meant.seen(read.span, MentionForm.PRONOUN, sure)
            return meant, sure
        if read.head is None:
            return None, 0.0
        known = self._cast.at(read.span) or self._outlet_of(read)
        if known is not None:
            known.seen(read.span, MentionForm.NOMINAL, 0.8)
            return known, 0.8
        found, sure = self._written_small(read), 0.9
        if found is None:
            found, sure = self._described(read, place, but) if read.definite else (None, 0.0)
        if found is None:
            found, sure = self._unnamed(read), 0.8
        found.seen(read.span, MentionForm.NOMINAL, sure)
        return found, sure

    def _outlet_of(self, read: Phrase) -> Member | None:
        """On whose word an article stands: "an article in the Quayside Courier" is the Courier's."""
        if read.kind != "writing":
            return None
        members = (self._cast.of(name) for name in self._index.inside(read.span))
        return next((m for m in members if m.kind is ActorKind.OUTLET), None)

    # -- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, read: Phrase, place: int, but: Member | None = None) -> tuple[Member | None, float]:
        but = but or self._aside
        if read.pronoun in ("self", "us"):
            return self._own_voice(read.span, place)
        if read.pronoun == "relative":
            return self._before_relative(read.span.start)
        if read.pronoun == "thing":
            return self._thing(place, but)
        return self._person(read, place, but) if read.pronoun != "other" else (None, 0.0)

    def _own_voice(self, span: Span, place: int) -> tuple[Member | None, float]:
        """I and we: between quotation marks whoever is quoted, elsewhere the text's own author or outlet."""
        if self._in_quotation(span):
            return (self._said[-1].member, 0.5) if self._recent(place) else (None, 0.0)
        if self._voice is None:
            return self._own, 0.6 if self._own is not None else 0.0
        if self._own is None:
            named = (m for m in self._cast.members if m.name == self._voice)
            self._own = next(named, None) or self._cast.add(self._voice, span, MentionForm.PRONOUN, ActorKind.OUTLET)
        return self._own, 0.6

    def _in_quotation(self, span: Span) -> bool:
        at = bisect_right(self._quoted, span.start, key=lambda q: q.start) - 1
        return at >= 0 and self._quoted[at].holds(span)

    def _recent(self, place: int) -> list[Said]:
        """The last who spoke before ``place``, the latest last."""
        end = bisect_right(self._said, place, key=lambda s: s.place)
        return [s for s in self._said[max(0, end - 6) : end] if place - s.place <= REACH]

    def _before_relative(self, place: int) -> tuple[Member | None, float]:
        """ "Who", "which": the noun phrase that ends just before it."""
        begin = max(0, place - 90)
        words = words_in(self._text, Span(begin, place)) if place > begin else []
        start = next(
            (i for i in range(len(words) - 1, -1, -1) if words[i].low in ("a", "an", "the", "one", "another")), None
        )
        near = self._index.before(place, 90)
        if near and (
            start is None
            or near[0].words[0].start < words[start].start
            or self._text[near[0].span.end : place].strip(" ,") == ""
        ):
            return self._cast.of(near[0]), 0.75
        if start is None:
            return None, 0.0
        return self._resolve(phrase(self._text, Span(words[start].start, words[-1].end), self._index), place)[0], 0.7

    def _person(self, read: Phrase, place: int, but: Member | None) -> tuple[Member | None, float]:
        """He, she or they: who spoke last if that fits, else the person named last before.

        Nobody calls the body that he speaks for "they", nor himself: that is "we".
        """
        wanted = read.pronoun or ""
        own = self._cast.under(but.affiliation or "") if but is not None and but.kind is ActorKind.PERSON else None
        for said in reversed(self._recent(place)):
            if said.member is not but and said.member is not own and _fits(said.member, wanted):
                newer = [
                    n
                    for n in self._index.before(read.span.start, read.span.start - said.place)
                    if self._person_name(n, wanted)
                ]
                unnamed = self._unnamed_person(said.place, read.span.start) if not newer else None
                if unnamed is not None and wanted != "many":
                    return unnamed, 0.55
                others = (self._cast.of(n) for n in newer)
                rival = next((m for m in others if m is not said.member and m is not but), None)
                apart = "\n" in self._text[said.place : read.span.start]
                # One the text has called she keeps "her" against a newcomer of whom nothing is known.
                known = not apart and said.member.sex == wanted and rival is not None and rival.sex is None
                if rival is not None and not known and (apart or self._opens_sentence(rival, read.span.start)):
                    return rival, 0.6
                sure = 0.85 if rival is None else 0.65
                return _told(said.member, wanted, sure), sure
        for name in self._index.before(read.span.start, REACH):
            member = self._cast.of(name)
            if self._person_name(name, wanted) and member is not but and member is not own:
                return member, 0.6
        return None, 0.0

    def _unnamed_person(self, begin: int, end: int) -> Member | None:
        """Somebody without a name who opens a sentence after the last statement: "A chaplain came ashore ..."."""
        words = words_in(self._text, Span(begin, end)) if begin < end else []
        for i in range(len(words) - 1, 0, -1):
            opens = self._text[words[i - 1].end : words[i].start].strip(' \n"”’»')
            if opens and words[i].text in ("A", "An", "One", "The"):
                described = self._described_person(words[i : i + 5], end)
                if described is not None:
                    return described
        return None

    def _described_person(self, words: Sequence[Word], place: int) -> Member | None:
        """Whom the words after an article describe, if that is one person whose name does not follow."""
        roles = role_words()
        for word in words[1:]:
            if roles.kind([word.low]) == "persons" and word.low not in roles.plurals:
                if self._text[word.end : word.end + 1] == ",":
                    return None
                return self._resolve(phrase(self._text, Span(words[0].start, word.end), self._index), place)[0]
        return None

    def _person_name(self, name: Name, wanted: str) -> bool:
        member = self._cast.of(name)
        if wanted == "many":
            return member.kind in (ActorKind.GROUP, ActorKind.ORGANISATION) and member.plural
        told = member.kind is ActorKind.PERSON and bool(member.kinds) and not member.is_place
        return told and member.sex in (None, wanted)

    def _opens_sentence(self, member: Member, before: int) -> bool:
        """Whether the actor was named where the last sentence before ``before`` opens: most likely its subject."""
        low = max(0, before - SENTENCE)
        stop = max(self._text.rfind(mark, low, max(0, before - 2)) for mark in (". ", ".\n", "\n\n", "” ", '" '))
        at = bisect_right(member.starts, stop - 1)
        return stop >= 0 and at < len(member.starts) and member.starts[at] <= min(stop + 12, before - 1)

    def _thing(self, place: int, but: Member | None = None) -> tuple[Member | None, float]:
        """ "It": what carried the last statement (an article, a website), else the body that spoke or is named last."""
        for said in reversed(self._recent(place)):
            if said.medium is not None:
                return said.medium, 0.6
            if said.member.kind is not ActorKind.PERSON and not said.member.plural and said.member is not but:
                return said.member, 0.8
        for name in self._index.before(place, REACH):
            member = self._cast.of(name)
            if member.kind is not ActorKind.PERSON and member.kinds and member is not but and not member.is_place:
                return member, 0.5
        return None, 0.0

    # -- descriptions --------------------------------------------------------------------------------------------

    def _written_small(self, read: Phrase) -> Member | None:
        """The body whose name, named anywhere in the text, is written as a description: "the Qalmari coast guard".

        Without an article only a word of belonging tells such a name from the common words that it is made of, and what
        goes on with "of" is another's: "the coast guard of Nesharra".
        """
        if read.name is not None or read.kind not in _BODIES:
            return None
        words = words_in(self._text, read.span)
        article = words[0].low == "the"
        if not article and self._cast.owner_in(read.span) is None:
            return None
        member = self._cast.written(words[article:])
        after = self._text[read.span.end : read.span.end + len(" of ")]
        if member is None or after == " of " or not may_be(member, self._lands(read), self._cast):
            return None
        return member

    def _lands(self, read: Phrase) -> frozenset[str]:
        """The countries of which a description says somebody is."""
        return told_lands(self._text, read, self._cast, self._index)

    def _described(self, read: Phrase, place: int, but: Member | None = None) -> tuple[Member | None, float]:
        """ "The group", "the militia commander": somebody the text has called so, else the last of that kind."""
        called = [m for m in self._cast.called(read.head or "") if m.first < read.span.start]
        called = [m for m in called if m is not but and (m.plural == read.plural or m.kind is not ActorKind.PERSON)]
        lands = self._lands(read)
        called = [m for m in called if may_be(m, lands, self._cast)]
        if read.office is not None:
            # The prime minister is not the foreign minister: one office does not stand in for another.
            called = [m for m in called if m.nouns[read.office] or not any(" " in noun for noun in m.nouns)]
            called = [m for m in called if m.nouns[read.office]] or called
        body, foreign = self._body(read), False
        if body is not None:
            mine = [m for m in called if m.affiliation == body]
            # "Sorvland's navy" is nobody the text calls a navy unless that one is Sorvland's.
            foreign = read.kind != "persons" or self._owned_by_name(read)
            called = mine if mine or foreign else [m for m in called if m.affiliation is None]
        if called:
            best = max(called, key=lambda m: m.last_before(read.span.start))
            return best, 0.85 if len(called) == 1 else 0.65
        wanted = KINDS.get(read.kind or "")
        if wanted is None or read.plural or foreign or wanted is ActorKind.STATE:
            return None, 0.0
        if wanted is ActorKind.PERSON:
            return self._office(read, place, but, lands)
        return self._of_kind(wanted, read, lands)

    def _owned_by_name(self, read: Phrase) -> bool:
        """Whether the body is given by a name or a pronoun, so that the phrase tells whose it is by itself."""
        if read.body is None:
            return False
        inner = phrase(self._text, read.body, self._index)
        return inner.name is not None or inner.pronoun is not None

    def _office(
        self, read: Phrase, place: int, but: Member | None, lands: frozenset[str]
    ) -> tuple[Member | None, float]:
        """An office nobody was given yet: the last speaker, if the text may mean that person."""
        body = self._body(read)
        sex = "man" if read.head in role_words().men else "woman" if read.head in role_words().women else None
        for said in reversed(self._recent(place)):
            member = said.member
            # Somebody who has an office already is meant by another only if it is one of the same body.
            same_body = body is not None and member.affiliation == body
            settled = member.role is not None or member.affiliation is not None
            if member is but or read.plural or (settled and not same_body) or not may_be(member, lands, self._cast):
                continue
            if member.kind is ActorKind.PERSON and sex in (None, member.sex) and member.name[:1].isupper():
                return member, 0.45
        return None, 0.0

    def _of_kind(self, wanted: ActorKind, read: Phrase, lands: frozenset[str]) -> tuple[Member | None, float]:
        """A body of this kind: the one the text is about, which is not always the one named last."""
        if read.kind == "writing" or read.head not in role_words().generic:
            return None, 0.0
        bodies = (ActorKind.GROUP, ActorKind.ORGANISATION)
        place = read.span.start
        named = {id(m): m for m in (self._cast.of(n) for n in self._index.before(place, REACH)) if not m.is_place}
        recent = {id(x.member): x.member for x in self._recent(place)}
        near = [m for m in (named | recent).values() if m.kinds and m.name[:1].isupper()]
        near = [m for m in near if may_be(m, lands, self._cast)]
        pool = [m for m in near if m.kind is wanted] or [m for m in near if wanted in bodies and m.kind in bodies]
        if not pool:
            return None, 0.0
        ranked = sorted(pool, key=lambda m: self._salience(m, place), reverse=True)
        clear = len(ranked) == 1 or self._salience(ranked[0], place) > 1.5 * self._salience(ranked[1], place)
        self._cast.call(ranked[0], read.head or "")
        return ranked[0], 0.6 if clear else 0.45

    def _salience(self, member: Member, place: int) -> float:
        """How much the text so far is about an actor: mentions, more for those that open a sentence or speak."""
        count = bisect_right(member.starts, place - 1)
        latest = member.starts[max(0, count - 20) : count]
        opening = sum(self._text[max(0, at - 6) : at].strip(' "“Tthe') in ("", ".", ".”") for at in latest)
        spoke = min(self._spoke[id(member)], 3)
        return count + 2 * opening + 3 * spoke - (place - member.last_before(place)) / REACH

    def _unnamed(self, read: Phrase) -> Member:
        """An actor known by description alone; the same words mean the same one when they are definite."""
        shown = read.span.of(self._text)
        person = read.plural and not read.joint
        kind = KINDS.get(read.kind or "", ActorKind.PERSON if person else ActorKind.ORGANISATION)
        if read.definite:
            body, lands = self._body(read), self._lands(read)
            for member in reversed(self._cast.called(read.head or "")):
                alike = member.plural == read.plural and member.first < read.span.start
                if alike and member.affiliation == body and may_be(member, lands, self._cast):
                    return member
        member = self._cast.add(shown, read.span, MentionForm.NOMINAL, kind)
        self._cast.call(member, read.head or "")
        member.plural = read.plural
        member.affiliation = self._body(read)
        return member

    # -- offices -------------------------------------------------------------------------------------------------

    def _with_role(self, speaker: Speaker, read: Phrase, member: Member) -> Speaker:
        """Role and affiliation from these words, else from where the actor was introduced."""
        # A weak guess must not become the evidence for the next one.
        if read.role is not None and member.kind is ActorKind.PERSON and speaker.confidence >= SURE:
            member.role = member.role or read.role
            called = words_in(self._text, read.role)
            cut = next(
                (i for i, w in enumerate(called) if i and w.low in ("of", "for", "at", "in", "with")), len(called)
            )
            self._cast.call(member, called[cut - 1].low)
            office = office_of([w.low for w in called[:cut]])
            if office is not None:
                self._cast.call(member, office)
            _sexed(member, called[cut - 1].low)
        body = self._body(read)
        if body is not None and member.affiliation is None and body != member.name:
            member.affiliation = body
        return replace(speaker, role=read.role or member.role, affiliation=member.affiliation)

    def _nation(self, span: Span) -> str | None:
        """The state whose adjective stands in these words: "the Qalmari minister"."""
        owner = self._cast.owner_in(span)
        return owner.name if owner is not None else None

    def _body(self, read: Phrase) -> str | None:
        """The fullest name of the body an office is held in."""
        if read.body is None:
            return self._nation(read.role or read.span)
        inner = phrase(self._text, read.body, self._index)
        if inner.name is not None:
            return self._cast.of(inner.name).name
        if inner.pronoun is not None:
            member, _ = self._pronoun(inner, read.span.start)
            return member.name if member is not None else None
        if inner.definite and inner.kind in ("groups", "organisations", "outlet"):
            member, _ = self._described(inner, read.body.start)
            return member.name if member is not None else read.body.of(self._text)
        names = self._index.inside(read.body)
        return self._cast.of(names[0]).name if names else read.body.of(self._text)


def _voice(document: Document) -> str | None:
    """Under which name a text speaks for itself: its author, but not a board that every paper has, or its outlet."""
    author, source = document.author, document.source
    general = author is not None and role_words().kind([w.lower() for w in author.split()]) == "organisations"
    return source or author if general else author or source


def _fits(member: Member, wanted: str) -> bool:
    if member.is_place:
        return False
    if wanted == "many":
        # "They" may be a body of people, but never an article or a broadcast.
        body = member.kind in (ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.PEOPLE, ActorKind.STATE)
        return member.plural or body
    return (member.kind is ActorKind.PERSON and not member.plural and member.sex in (None, wanted)) or (
        not member.kinds and not member.plural
    )


def _sexed(member: Member, noun: str) -> None:
    if noun in role_words().men:
        member.sex = "man"
    elif noun in role_words().women:
        member.sex = "woman"


def _told(member: Member, wanted: str, sure: float) -> Member:
    """A pronoun that was resolved tells something of its actor in turn, unless it was a guess."""
    if wanted in ("man", "woman") and sure >= SURE:
        member.sex = wanted
        member.kinds[ActorKind.PERSON] += 1
    return member


def party_of(resolver: Resolver, span: Span | None, speaker: Member | None) -> tuple[Party | None, Member | None]:
    """A Party for a span, and the actor it stands for."""
    if span is None:
        return None, None
    return Party((span,)), resolver.party(span, speaker)
