"""The cast of one Document: names that mean the same actor, under the fullest one, with what the text calls them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field

from ..codebook import party_words, role_words
from ..record import ActorKind, Mention, MentionForm, Span
from .layout import Layout
from .names import Name, Word, words_in

_INITIALS = re.compile(r"(?:[^\W\d_]\.?){2,8}\Z")
_APPOSITION = re.compile(r",? (?:which |who )?(?:is|was|are|were)? ?(?:an?|the|its|his|their) |, (?:an?|the) ")
_ALIAS = re.compile(
    r"(?:\A|[\s,(])(?:also known as|also called|known as|or|formerly|a\.?k\.?a\.?|better known as)(?: the)? ?[“\"‘']?\Z"
)
#: Of actors called by one noun ("a resident") no more than this many are compared.
MOST_CALLED = 50
#: How far after a name its description may run, in characters.
_DESCRIPTION = 90


@dataclass(slots=True)
class Member:
    """One actor while its Document is read. ``nouns`` counts what the text calls it ("militia", "spokesman")."""

    name: str
    keys: set[tuple[str, ...]] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)
    nouns: Counter[str] = field(default_factory=Counter)
    kinds: Counter[ActorKind] = field(default_factory=Counter)
    sex: str | None = None
    role: Span | None = None
    affiliation: str | None = None
    plural: bool = False
    first: int = 0
    starts: list[int] = field(default_factory=list)

    @property
    def kind(self) -> ActorKind:
        """The kind most of its evidence speaks for; an organisation where nothing does."""
        return self.kinds.most_common(1)[0][0] if self.kinds else ActorKind.ORGANISATION

    def seen(self, span: Span, form: MentionForm, confidence: float) -> None:
        """File a mention; the surer one stays where two claim the same words."""
        key = (span.start, span.end)
        known = self.mentions.get(key)
        if known is None:
            insort(self.starts, span.start)
        if known is None or known.confidence < confidence:
            self.mentions[key] = Mention(span, form, round(confidence, 2))

    def last_before(self, place: int) -> int:
        """Where the last mention before ``place`` begins; -1 if there is none."""
        at = bisect_left(self.starts, place)
        return self.starts[at - 1] if at else -1


class Cast:
    """All actors of one Document, found by name and by mention."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.members: list[Member] = []
        self._by_key: dict[tuple[str, ...], Member] = {}
        self._by_last: dict[str, list[Member]] = {}
        self._by_span: dict[tuple[int, int], Member] = {}
        self._by_noun: dict[str, list[Member]] = {}

    def of(self, name: Name) -> Member:
        """The actor that a name of this Document stands for."""
        return self._by_span[name.span.start, name.span.end]

    def add(self, name: str, span: Span, form: MentionForm, kind: ActorKind) -> Member:
        """A new actor that has no proper name here: "a source", "the article"."""
        member = Member(name, first=span.start)
        member.kinds[kind] += 1
        member.seen(span, form, 1.0)
        self.members.append(member)
        self._by_span[span.start, span.end] = member
        return member

    def call(self, member: Member, noun: str) -> None:
        """Note that the text calls an actor so."""
        if not member.nouns[noun]:
            self._by_noun.setdefault(noun, []).append(member)
        member.nouns[noun] += 1

    def called(self, noun: str) -> list[Member]:
        """Whom the text calls so, in the order they were first called; of very many only the latest."""
        return [m for m in self._by_noun.get(noun, [])[-MOST_CALLED:] if m.nouns[noun]]

    def at(self, span: Span) -> Member | None:
        """The actor whose mention stands exactly at ``span``, if one was filed there."""
        return self._by_span.get((span.start, span.end))

    def file(self, name: Name) -> Member:
        """File a name under the actor it repeats, or under a new one."""
        key = name.key
        member = self._by_key.get(key) or self._by_surname(name) or self._by_body(key)
        shown = name.span.of(self._text)
        sure = 1.0 if member is None or key in member.keys else 0.9
        if member is None:
            member = Member(shown, first=name.words[0].start)
            self.members.append(member)
            if len(key) > 1:
                self._by_last.setdefault(key[-1], []).append(member)
        self._known(member, key)
        member.spellings[shown] += 1
        form = MentionForm.ACRONYM if _INITIALS.match(shown) and shown.isupper() else MentionForm.NAME
        member.seen(name.span, form, sure)
        self._by_span[name.span.start, name.span.end] = member
        self._describe(member, name)
        return member

    def same(self, kept: Member, other: Member) -> None:
        """Two names of one actor by the text's own word: everything goes under the first."""
        if kept is other:
            return
        for key in other.keys:
            self._known(kept, key)
        kept.spellings.update(other.spellings)
        for noun in other.nouns:
            self.call(kept, noun)
        other.nouns.clear()
        kept.kinds.update(other.kinds)
        for mention in other.mentions.values():
            kept.seen(mention.span, mention.form, mention.confidence)
        for place, member in self._by_span.items():
            if member is other:
                self._by_span[place] = kept
        kept.first = min(kept.first, other.first)
        self.members.remove(other)

    def _known(self, member: Member, key: tuple[str, ...]) -> None:
        member.keys.add(key)
        self._by_key.setdefault(key, member)

    def _by_surname(self, name: Name) -> Member | None:
        """The last person named whose name ends in this one: "Ben Qatoul" after "Idris ben Qatoul"."""
        key = name.key
        for member in reversed(self._by_last.get(key[-1], [])):
            if member.kind in (ActorKind.PERSON, ActorKind.ORGANISATION) and self._person_like(member):
                if any(len(k) > len(key) and k[-len(key) :] == key for k in member.keys):
                    return member
                if name.titled and len(key) > 1 and any(k[0][0] == key[0][0] and k[-1] == key[-1] for k in member.keys):
                    return member
        return None

    def _by_body(self, key: tuple[str, ...]) -> Member | None:
        """The last body whose name begins or ends with this one word: "the Ministry", "the Council"."""
        if len(key) != 1 or role_words().kind(key) not in ("organisations", "groups"):
            return None
        for member in reversed(self.members):
            if any(len(k) > 1 and key[0] in (k[0], k[-1]) for k in member.keys):
                return member
        return None

    def _person_like(self, member: Member) -> bool:
        if member.kinds:
            return member.kind is ActorKind.PERSON
        lows = [w.lower() for w in member.name.split()]
        return len(lows) < 5 and role_words().kind(lows) is None and not party_words().is_outlet(lows)

    def _describe(self, member: Member, name: Name) -> None:
        roles, lows = role_words(), list(name.key)
        if name.titled:
            member.kinds[ActorKind.PERSON] += 2
        if name.role is not None:
            member.role = member.role or name.role
            office = words_in(self._text, name.role)
            self._called(member, office[-1])
            if len(office) > 1:
                self.call(member, f"{office[-2].low} {office[-1].low}")
        kind = None if name.titled else roles.kind(_head(lows))
        if kind in KINDS and kind != "persons":
            member.kinds[KINDS[kind]] += 2
            self.call(member, lows[-1])
        elif party_words().is_outlet(lows):
            member.kinds[ActorKind.OUTLET] += 2
        self._introduced(member, name)
        end = name.span.end
        match = _APPOSITION.match(self._text, end)
        if match:
            self._apposed(member, Span(match.end() - 1, min(len(self._text), match.end() + _DESCRIPTION)))

    def _introduced(self, member: Member, name: Name) -> None:
        """An office before a comma makes the name after it a person's: "the foreign minister, Leila Osh'ar"."""
        start = name.span.start
        if self._text[start - 2 : start] != ", ":
            return
        words = words_in(self._text, Span(max(0, start - 60), start - 2)) if start > 2 else []
        if words and words[-1].end == start - 2 and role_words().kind([w.low for w in words]) == "persons":
            member.kinds[ActorKind.PERSON] += 2
            self._called(member, words[-1])

    def _apposed(self, member: Member, stretch: Span) -> None:
        roles = role_words()
        words = words_in(self._text, stretch)
        for i, word in enumerate(words):
            between = self._text[words[i - 1].end : word.start] if i else ""
            if i and (any(m in between for m in ",.;:") or word.low in ("of", "for", "that", "which", "who", "in")):
                words = words[:i]
                break
        kind = roles.kind([w.low for w in words])
        if kind in KINDS:
            member.kinds[KINDS[kind]] += 2
            self._called(member, words[-1])
        elif words and party_words().is_outlet([w.low for w in words]):
            member.kinds[ActorKind.OUTLET] += 2
            self._called(member, words[-1])

    def _called(self, member: Member, noun: Word) -> None:
        self.call(member, noun.low)
        roles = role_words()
        if noun.low in roles.men:
            member.sex = "man"
        elif noun.low in roles.women:
            member.sex = "woman"


def _head(lows: list[str]) -> list[str]:
    """A name up to its first "of" or "for": "council" of "Council of Littoral States"."""
    cut = next((i for i, w in enumerate(lows) if i and w in ("of", "for")), len(lows))
    return lows[:cut]


KINDS = {
    "persons": ActorKind.PERSON,
    "titles": ActorKind.PERSON,
    "groups": ActorKind.GROUP,
    "organisations": ActorKind.ORGANISATION,
    "states": ActorKind.STATE,
    "outlet": ActorKind.OUTLET,
    "writing": ActorKind.OUTLET,
}


def cast_of(text: str, names: list[Name], layout: Layout) -> Cast:
    """File all names, then join what the text itself declares to be one: "X (P.C.G.)", "X, or the Y"."""
    cast = Cast(text)
    for name in names:
        cast.file(name)
    for left, right in itertools.pairwise(names):
        gap = text[left.span.end : right.span.start]
        if len(gap) > 40:
            continue
        initials = gap.strip() == "(" and _abbreviates(right, left) and text[right.span.end : right.span.end + 1] == ")"
        if initials or (_ALIAS.search(gap) and not _sentence_break(layout, left.span.end, right.span.start)):
            cast.same(cast.of(left), cast.of(right))
    return cast


def _abbreviates(short: Name, long: Name) -> bool:
    letters = "".join(w.low for w in short.words)
    return len(short.words) == 1 and len(letters) >= 2 and letters[0] in {w.low[0] for w in long.words}


def _sentence_break(layout: Layout, left: int, right: int) -> bool:
    return any(left <= s.start <= right for s in layout.sentences)
