"""The cast of one Document: names that mean the same actor, under the fullest one, with what the text calls them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..codebook import party_words, role_words
from ..gazetteer import Hit, NameForm
from ..gazetteer.spelling import plain_key
from ..record import ActorKind, Candidate, Mention, MentionForm, Span
from .layout import Layout
from .metonyms import SURE
from .names import Name, Word, plain, words_in

_INITIALS = re.compile(r"(?:[^\W\d_]\.?){2,8}\Z")
_APPOSITION = re.compile(r",? (?:which |who )?(?:is|was|are|were)? ?(?:an?|the|its|his|their) |, (?:an?|the) ")
_ALIAS = re.compile(
    r"(?:(?:\A|[\s,(])(?:also known as|also called|known as|formerly|a\.?k\.?a\.?|better known as)|, or)"
    r"(?: the)? ?[“\"‘']?\Z"
)
_HYPHENS = frozenset("-\u2010\u2011\u2013")
#: Of actors called by one noun ("a resident") no more than this many are compared.
MOST_CALLED = 50
#: Among so many actors, the latest, a body is looked for that one word names ("the Council").
_MOST_BODIES = 200
#: How far after a name its description may run, in characters.
_DESCRIPTION = 90


_FINER = (ActorKind.GROUP, ActorKind.OUTLET, ActorKind.STATE)


@dataclass(slots=True)
class Member:
    """One actor while its Document is read. ``nouns`` counts what the text calls it ("militia", "spokesman").

    ``known`` are the gazetteer's actors of its names, by id; ``link`` is the one it stands for once that is decided,
    with ``sure``, ``why`` and the ``candidates`` that remain. ``places`` are the mentions that may be places instead,
    with how likely (0 to 1) each acts. ``seen_as_name`` says that more than its capitals speaks for its being a name,
    ``acts`` that one of its mentions surely is somebody and no place; ``somebody`` counts those that likely are.
    """

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
    known: dict[str, Hit] = field(default_factory=dict)
    link: str | None = None
    sure: float = 0.0
    why: str = ""
    candidates: tuple[Candidate, ...] = ()
    places: dict[tuple[int, int], float] = field(default_factory=dict)
    seen_as_name: bool = False
    acts: bool = False
    somebody: int = 0

    @property
    def kind(self) -> ActorKind:
        """That of the known actor it stands for, else what most evidence speaks for; an organisation without any."""
        if self.link is not None:
            return self.known[self.link].actor.kind
        if not self.kinds:
            states = self.known and all(hit.actor.kind is ActorKind.STATE for hit in self.known.values())
            return ActorKind.STATE if states else ActorKind.ORGANISATION
        likeliest = self.kinds.most_common(1)[0][0]
        if likeliest is ActorKind.ORGANISATION:
            # "Organisation" is what any body is called; a finer word says more, if it was said twice.
            finer = [kind for kind in _FINER if self.kinds[kind] > 1]
            if self.known and all(hit.actor.kind is ActorKind.STATE for hit in self.known.values()):
                return ActorKind.STATE
            return max(finer, key=lambda kind: self.kinds[kind], default=likeliest)
        return likeliest

    @property
    def is_place(self) -> bool:
        """Whether all its mentions are places rather than somebody."""
        return bool(self.places) and not self.somebody

    def seen(self, span: Span, form: MentionForm, confidence: float) -> None:
        """File a mention; the surer one stays where two claim the same words."""
        key = (span.start, span.end)
        known = self.mentions.get(key)
        if known is None:
            insort(self.starts, span.start)
            self.somebody += form in (MentionForm.NOMINAL, MentionForm.PRONOUN)
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
        #: Members by the known actor they stand for, and the words of belonging with whom they stand for.
        self.linked: dict[str, Member] = {}
        self.owners: list[tuple[Span, Member]] = []
        self._by_key: dict[str, Member] = {}
        self._by_known: dict[str, Member] = {}
        self._by_last: dict[str, list[Member]] = {}
        self._by_first: dict[str, list[Member]] = {}
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
        for other in role_words().also_called.get(noun, ()):
            self.call(member, other)

    def called(self, noun: str) -> list[Member]:
        """Whom the text calls so, in the order they were first called; of very many only the latest."""
        return [m for m in self._by_noun.get(noun, [])[-MOST_CALLED:] if m.nouns[noun]]

    def ending_in(self, surname: str) -> list[Member]:
        """The members with a name of several words that ends in this one."""
        return self._by_last.get(surname, [])

    def owner_in(self, span: Span) -> Member | None:
        """The state or people whose word of belonging stands first in ``span``: Qalmara in "the Qalmari minister"."""
        return next((owner for _, owner in self.owners_in(span)), None)

    def owners_in(self, span: Span) -> Iterator[tuple[Span, Member]]:
        """The words of belonging in ``span`` and whose they are, without those that a hyphen joins to another word.

        A "Qalmari-backed militia" is not Qalmara's.
        """
        at = bisect_left(self.owners, span.start, key=lambda pair: pair[0].start)
        while at < len(self.owners) and span.holds(self.owners[at][0]):
            if not self.joined(self.owners[at][0]):
                yield self.owners[at]
            at += 1

    def joined(self, span: Span) -> bool:
        """Whether a hyphen joins the words at ``span`` to another one."""
        around = (self._text[max(0, span.start - 1) : span.start], self._text[span.end : span.end + 1])
        return any(mark in _HYPHENS for mark in around)

    def written(self, words: Sequence[Word]) -> Member | None:
        """The body whose name of several words these are, however they are written."""
        if len(words) < 2:
            return None
        member = self._by_key.get(plain_key(" ".join(w.low for w in words)))
        body = member is not None and member.kind is not ActorKind.PERSON and not member.is_place
        return member if body else None

    def under(self, name: str) -> Member | None:
        """The actor that bears this name in the record."""
        member = self._by_key.get(plain_key(name)) if name else None
        return member if member is not None and name in (member.name, *member.spellings) else None

    def at(self, span: Span) -> Member | None:
        """The actor whose mention stands exactly at ``span``, if one was filed there."""
        return self._by_span.get((span.start, span.end))

    def file(self, name: Name) -> Member:
        """File a name under the actor it repeats, or under a new one."""
        key = name.key
        shown = name.span.of(self._text)
        bearer = _sole_bearer(name, shown)
        member = self._by_key.get(plain_key(" ".join(key))) or self._by_known.get(bearer or "")
        sure = 1.0
        if member is not None and len(key) == 1 and len(self._by_last.get(bare(key[0]), ())) > 1 and not name.known:
            # Two of the text bear this surname: who is meant is asked anew each time.
            again, doubt = self._by_surname(name)
            member, sure = (again, doubt) if again is not None else (member, sure)
        if member is not None and name.known and key not in member.keys and len(shown) > len(member.name):
            member.name = shown
        if member is None and all(h.actor.kind is ActorKind.PERSON for h in name.known):
            member, sure = self._by_surname(name)
        if member is None and not name.known:
            member, sure = self._by_body(key), 0.9
        if member is None:
            member, sure = Member(shown, first=name.words[0].start), 1.0
            self.members.append(member)
        self._known(member, key)
        if bearer is not None:
            self._by_known.setdefault(bearer, member)
        member.spellings[shown] += name.acting >= 0.5
        member.seen(name.span, _form(name, shown), sure)
        self._by_span[name.span.start, name.span.end] = member
        self._weigh(member, name)
        self._describe(member, name)
        return member

    def _weigh(self, member: Member, name: Name) -> None:
        """What gazetteer and tagger say of the name counts for its actor."""
        # A mention that is a place says nothing of whom the others mean.
        for hit in name.known if name.acting >= 0.5 else ():
            old = member.known.get(hit.actor.id)
            if old is None or _weight(hit) > _weight(old):
                member.known[hit.actor.id] = hit
        if name.kind is not None and name.kind is not ActorKind.PLACE:
            # The tagger knows bodies from persons, but not one sort of body from another.
            member.kinds[name.kind] += 1 + (name.sure > 0.9 and name.kind is not ActorKind.ORGANISATION)
        elif name.kind is ActorKind.PLACE and name.acting > 0.5:
            member.kinds[ActorKind.STATE] += 1
        member.acts = member.acts or name.acting >= SURE
        member.somebody += name.acting >= 0.5
        if "&" in name.span.of(self._text):
            member.kinds[ActorKind.ORGANISATION] += 4
        if name.acting < 1:
            member.places[name.span.start, name.span.end] = name.acting
        body = role_words().kind(_head(list(name.key))) in ("groups", "organisations")
        member.seen_as_name = member.seen_as_name or bool(name.known) or name.sure > 0 or name.titled or body

    def same(self, kept: Member, other: Member) -> None:
        """Two names of one actor by the text's own word: everything goes under the first."""
        if kept is other:
            return
        for key in other.keys:
            self._known(kept, key)
            written = plain_key(" ".join(key))
            if self._by_key[written] is other:
                self._by_key[written] = kept
        kept.spellings.update(other.spellings)
        for noun in other.nouns:
            self.call(kept, noun)
        other.nouns.clear()
        kept.kinds.update(other.kinds)
        kept.known = {**other.known, **kept.known}
        kept.places |= other.places
        kept.seen_as_name = kept.seen_as_name or other.seen_as_name
        kept.role, kept.affiliation = kept.role or other.role, kept.affiliation or other.affiliation
        kept.sex = kept.sex or other.sex
        kept.acts = kept.acts or other.acts
        kept.somebody += other.somebody
        for place, mention in other.mentions.items():
            kept.seen(mention.span, mention.form, mention.confidence)
            if self._by_span.get(place) is other:
                self._by_span[place] = kept
        kept.first = min(kept.first, other.first)
        self.members.remove(other)

    def _known(self, member: Member, key: tuple[str, ...]) -> None:
        member.keys.add(key)
        self._by_key.setdefault(plain_key(" ".join(key)), member)
        if len(key) > 1:
            for index, word in ((self._by_last, bare(_surname(key))), (self._by_first, key[0])):
                named = index.setdefault(word, [])
                if not any(m is member for m in named[-MOST_CALLED:]):
                    named.append(member)

    def _by_surname(self, name: Name) -> tuple[Member | None, float]:
        """The last person named whose name ends in this one: "Ben Qatoul" after "Idris ben Qatoul".

        Where several persons of the text bear it, the one mentioned last is meant, but that is a guess.
        """
        key = name.key
        last = bare(_surname(key))
        fitting = []
        for member in self._by_last.get(last, [])[-MOST_CALLED:]:
            if member.kind in (ActorKind.PERSON, ActorKind.ORGANISATION) and self._person_like(member):
                ends = any(
                    len(k) > len(key) and k[-len(key) + 1 :] == key[1:] and bare(k[-len(key)]) == bare(key[0])
                    if len(key) > 1
                    else len(k) > 1 and bare(_surname(k)) == last
                    for k in member.keys
                )
                initial = name.titled and len(key) > 1
                if ends or (initial and any(k[0][0] == key[0][0] and bare(_surname(k)) == last for k in member.keys)):
                    fitting.append(member)
        if not fitting:
            return self._by_first_name(name)
        best = max(fitting, key=lambda m: self._prominence(m, last, name.span.start))
        return best, 0.9 if len(fitting) == 1 else 0.6

    def _prominence(self, member: Member, last: str, place: int) -> tuple[int, int, int]:
        """How much a bare surname speaks for one of several who bear it: called so before, named most, named last."""
        called = sum(count for shown, count in member.spellings.items() if bare(plain(shown)) == last)
        return called, bisect_left(member.starts, place), member.last_before(place)

    def _by_first_name(self, name: Name) -> tuple[Member | None, float]:
        """The one person of the text with this first name, where the tagger takes the word for a person."""
        end = name.span.end
        goes_on = self._text[end : end + 1] == " " and self._text[end + 1 : end + 2].isupper()
        if len(name.words) > 1 or name.kind is not ActorKind.PERSON or goes_on:
            return None, 0.0
        fitting = [m for m in self._by_first.get(name.key[0], []) if m.kind is ActorKind.PERSON]
        return (fitting[0], 0.8) if len(fitting) == 1 else (None, 0.0)

    def _by_body(self, key: tuple[str, ...]) -> Member | None:
        """The last body whose name begins or ends with this one word: "the Ministry", "the Council"."""
        if len(key) != 1 or role_words().kind(key) not in ("organisations", "groups"):
            return None
        for member in reversed(self.members[-_MOST_BODIES:]):
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
        member.sex = member.sex or name.sex
        if name.role is not None:
            member.role = member.role or name.role
            member.seen(name.role, MentionForm.NOMINAL, 0.95)
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


def _surname(key: tuple[str, ...]) -> str:
    """The last word of a name that is no "Jr." or "III"."""
    return key[-2] if len(key) > 2 and key[-1] in ("jr", "sr", "ii", "iii", "iv") else key[-1]


def bare(low: str) -> str:
    """A word of a name without the Arabic article that hangs on it: "Tezmeri" of "al-Tezmeri"."""
    return plain_key(low)


def _form(name: Name, shown: str) -> MentionForm:
    if name.known and all(h.alias.form is NameForm.DESCRIPTION for h in name.known):
        return MentionForm.NOMINAL
    return MentionForm.ACRONYM if _INITIALS.match(shown) and shown.isupper() else MentionForm.NAME


def _weight(hit: Hit) -> float:
    """How much a name says of its bearer: a full name more than a short one, a careful one least."""
    return FORM_WEIGHT[hit.alias.form] * hit.score - 0.35 * hit.alias.careful


def needs_care(hit: Hit, written: Iterable[str]) -> bool:
    """Whether a name is also a common word or somebody else's; "US" in capitals is not the word "us"."""
    return hit.alias.careful and not (
        hit.alias.form is NameForm.ACRONYM and any(sum(c.isupper() for c in w) > 1 for w in written)
    )


def _sole_bearer(name: Name, shown: str) -> str | None:
    """The id of the one known actor that a name can mean beyond doubt."""
    ids = {h.actor.id for h in name.known if not needs_care(h, (shown,))}
    return next(iter(ids)) if len(ids) == 1 and len({h.actor.id for h in name.known}) == 1 else None


#: How surely a form of name, if nothing speaks against it, means its bearer.
FORM_WEIGHT = {
    NameForm.NAME: 0.95,
    NameForm.SHORT: 0.85,
    NameForm.ACRONYM: 0.8,
    NameForm.FORMER: 0.75,
    NameForm.ADJECTIVE: 0.8,
    NameForm.DEMONYM: 0.8,
    NameForm.METONYM: 0.8,
    NameForm.DESCRIPTION: 0.7,
}

KINDS = {
    "persons": ActorKind.PERSON,
    "titles": ActorKind.PERSON,
    "groups": ActorKind.GROUP,
    "organisations": ActorKind.ORGANISATION,
    "states": ActorKind.STATE,
    "outlet": ActorKind.OUTLET,
    "writing": ActorKind.OUTLET,
}


def cast_of(text: str, names: Sequence[Name], layout: Layout) -> Cast:
    """File all names, then join what the text itself declares to be one: "X (P.C.G.)", "X, or the Y"."""
    cast = Cast(text)
    for name in names:
        cast.file(name)
    _join_surnames(cast)
    for left, right in itertools.pairwise(names):
        gap = text[left.span.end : right.span.start]
        if len(gap) > 40:
            continue
        initials = gap.strip() == "(" and _abbreviates(right, left) and text[right.span.end : right.span.end + 1] == ")"
        alias = _ALIAS.search(gap) and not _sentence_break(layout, left.span.end, right.span.start)
        if (initials or alias) and not _known_apart(left, right):
            cast.same(cast.of(left), cast.of(right))
    return cast


def _join_surnames(cast: Cast) -> None:
    """A surname that stands before the full name, as in a headline, is the one person's whose name ends in it."""
    for member in list(cast.members):
        keys = [k for k in member.keys if len(k) == 1]
        if len(keys) != len(member.keys) or not keys or member.kind is not ActorKind.PERSON or not member.kinds:
            continue
        full = [m for m in cast.ending_in(bare(keys[0][0])) if m is not member and m.kind is ActorKind.PERSON]
        if len(full) == 1 and not (member.known and full[0].known and not member.known.keys() & full[0].known.keys()):
            cast.same(full[0], member)


def _known_apart(left: Name, right: Name) -> bool:
    """Whether the gazetteer knows two names as those of different actors."""
    one, other = {h.actor.id for h in left.known}, {h.actor.id for h in right.known}
    return bool(one and other) and not one & other


def _abbreviates(short: Name, long: Name) -> bool:
    letters = "".join(w.low for w in short.words)
    return len(short.words) == 1 and len(letters) >= 2 and letters[0] in {w.low[0] for w in long.words}


def _sentence_break(layout: Layout, left: int, right: int) -> bool:
    return any(left <= s.start <= right for s in layout.sentences)
