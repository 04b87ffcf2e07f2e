"""Who is called what, and when: the full name with office at first, then the surname, the office, a pronoun.

A name is never shortened where two people of an item share it, and a pronoun stands only where the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..codebook import role_words
from ..codebook.words import word_set
from ..record import ActorKind, MentionForm, Speaker, Statement, Tie
from .evidence import Evidence, Somebody
from .outlets_said import with_article
from .quoting import capital, lowered, on_one_line
from .style import Style

_PRONOUNS = word_set(
    "i we you he she it they him her them us me his its their our my your himself herself itself themselves who "
    "whoever one both all others some nobody somebody this that these those ours"
)
#: Words that mean something only in the text in which they stand.
_THERE = re.compile(r"\b(?:our|my|your|his|her|its|their|this|these|here|we|them|him)\b", re.IGNORECASE)
_PARTICLES = word_set("al el ben bin ibn abu abd von van de der den la le da di du ould umm st mac")
#: Words by which a description begins, and no name.
_NO_NAMES = word_set(
    "the a an its his her their our this these those all any both each every few many most much no none other others "
    "several some various numerous certain two three four five six seven eight nine ten dozens hundreds thousands "
    "units members fighters elements"
)
#: Times that one name may stand in a row before another word is used.
_MOST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a sentence names him. ``open`` says that a comma must close the apposition; ``key`` who he is."""

    text: str
    key: str
    form: str
    open: bool = False
    plural: bool = False
    cites: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The name as what a verb follows on."""
        return f"{self.text}," if self.open else self.text

    @property
    def start(self) -> str:
        """The same at the beginning of a sentence."""
        return capital(self.subject)


@dataclass(slots=True)
class Naming:
    """What has been told of whom since the item began. Nobody is told to be named but by ``tell``."""

    style: Style
    _told: dict[str, list[str]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _last: str | None = None

    def start(self) -> None:
        """A new item: full names are told anew."""
        self._told.clear()
        self._names.clear()
        self._last = None

    def tell(self, named: Named, name: str | None = None) -> None:
        """Somebody has been named."""
        self._told.setdefault(named.key, []).append(named.form)
        self._last = named.key
        if name:
            self._names[named.key] = name

    def spoke_last(self, key: str) -> bool:
        """Whether the sentence before was his."""
        return self._last == key

    def known(self, key: str) -> bool:
        """Whether he has been named in this item."""
        return key in self._told

    def full(self, one: Evidence, statement: Statement, about: Sequence[Evidence] = ()) -> Named | None:
        """The speaker's name as it is first told, with his office; ``None`` where no words of the text can name him."""
        speaker = statement.speaker
        somebody = one.who(speaker.actor) if _fits(one, speaker) else None
        phrase = self._phrase(one, statement, somebody)
        name = self._name(one, speaker, somebody)
        key = key_of(one, speaker, somebody)
        if phrase is None and name is None:
            return None
        if phrase is not None and (name is None or name in phrase):
            return Named(phrase, key, "full", "," in phrase, is_plural(phrase))
        assert name is not None  # noqa: S101 - one of the two is there
        if somebody is not None and (title := self._title(somebody)) is not None:
            return Named(f"{title} {name}", key, "full")
        if (office := _body_office(one, statement, somebody)) is not None:
            return Named(f"{office}, {name}", key, "full", True)
        if (added := _apposition(about, somebody)) is not None:
            return Named(f"{name}, {added[0]}", key, "full", True, cites=(added[1],))
        return Named(name, key, "full", "," in name, plural=is_plural(name))

    def next(self, one: Evidence, statement: Statement) -> tuple[Named, ...]:
        """What he may be called now, the best first: a pronoun, his surname, his office, his full name."""
        speaker = statement.speaker
        somebody = one.who(speaker.actor) if _fits(one, speaker) else None
        whole = self.full(one, statement)
        if whole is None:
            return ()
        if not self.known(whole.key):
            return (whole,)
        found: list[Named] = []
        before = self._told[whole.key]
        pronoun = _pronoun(one, somebody) if somebody is not None else None
        if pronoun is not None and self._last == whole.key and before[-1:] != ["pronoun"]:
            found.append(Named(pronoun, whole.key, "pronoun"))
        office = _office(one, somebody, statement) if somebody is not None else None
        office = office or _sort_of_body(somebody, whole)
        short = self._short(one, somebody, whole)
        rest = [Named(short, whole.key, "short", plural=whole.plural)]
        if office is not None and self._alone(whole.key):
            rest.append(Named(office, whole.key, "office"))
        if len(rest) > 1 and before[-_MOST:].count("short") >= _MOST:
            rest.reverse()
        return (*found, *rest, whole)

    def _alone(self, key: str) -> bool:
        return set(self._told) <= {key}

    def _short(self, one: Evidence, somebody: Somebody | None, whole: Named) -> str:
        name = self._name(one, None, somebody)
        if name is None or somebody is None or somebody.actor.kind is not ActorKind.PERSON:
            return name or whole.text
        last = surname(name)
        others = [other for key, other in self._names.items() if key != whole.key]
        others += [person.actor.name for person in one.people if person.actor.id != somebody.actor.id]
        return name if any(surname(other).casefold() == last.casefold() for other in others) else last

    def plain(self, one: Evidence, speaker: Speaker) -> str | None:
        """The bare name, for the table of those who were named."""
        return self._name(one, speaker, one.who(speaker.actor) if _fits(one, speaker) else None)

    def spelt(self, somebody: Somebody) -> str | None:
        """The name of the house's spelling, or of the text; ``None`` if it has none but a description."""
        spelt = next((self.style.names[known] for known in somebody.names if known in self.style.names), None)
        if spelt is not None:
            return spelt
        name = somebody.actor.name
        return None if is_described(name) else name

    def _name(self, one: Evidence, speaker: Speaker | None, somebody: Somebody | None) -> str | None:
        if somebody is not None and (name := self.spelt(somebody)) is not None:
            return name if somebody.actor.kind is ActorKind.PERSON else with_article(name, one.text)
        if speaker is None or not speaker.spans:
            return None
        said = on_one_line(speaker.spans[0].of(one.text))
        return None if _THERE.search(said) or said.lower() in _PRONOUNS else _within(said, one)

    def _title(self, somebody: Somebody) -> str | None:
        return next((self.style.titles[known] for known in somebody.names if known in self.style.titles), None)

    def _phrase(self, one: Evidence, statement: Statement, somebody: Somebody | None) -> str | None:
        """The words by which the text itself introduces him, where they can stand alone."""
        found: list[str] = []
        for other in (statement, *one.record.statements):
            speaker = other.speaker
            if len(speaker.spans) != 1 or (
                other is not statement and (not somebody or speaker.actor != somebody.actor.id)
            ):
                continue
            if other is not statement and not any(spot.holds(speaker.spans[0]) for spot in one.sentences):
                continue
            said = on_one_line(speaker.spans[0].of(one.text))
            named = somebody is None or somebody.actor.name in said or is_described(somebody.actor.name)
            if named and said.lower() not in _PRONOUNS and not _THERE.search(said) and len(said) < 120:
                found.append(said)
        if not found:
            return None
        said = _within(max(found, key=len), one)
        if somebody is not None and (spelt := self.spelt(somebody)) and spelt not in said:
            said = said.replace(somebody.actor.name, spelt)
        return None if somebody is not None and said == somebody.actor.name else said


def key_of(one: Evidence, speaker: Speaker | None, somebody: Somebody | None) -> str:
    """Who somebody is, across documents where the desk knows."""
    if somebody is not None and somebody.entity is not None:
        return somebody.entity.id
    if somebody is not None:
        return f"{one.record.document.id}/{somebody.actor.id}"
    at = speaker.spans[0].start if speaker is not None and speaker.spans else 0
    return f"{one.record.document.id}/{at}"


def surname(name: str) -> str:
    """The last part of a name, with the particles before it: "al-Tezmeri", "ben Qatoul"."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower().strip(".") in _PARTICLES:
        at -= 1
    return " ".join(words[at:]) if len(words) > 1 else name


#: Last words of names that a verb in the plural follows on.
_BODIES = word_set("forces brigades units troops guards departments battalions companies groups")


def is_plural_name(name: str) -> bool:
    """Whether a body's name is of many: "the Popular Mobilization Forces are"."""
    head = re.split(r",| (?:of|for|in|at)\b", name)[0].split()
    return bool(head) and head[-1].lower() in _BODIES


def is_plural(words: str) -> bool:
    """Whether a verb in the plural follows on a name or description."""
    head = re.split(r",| (?:of|from|in|at|who|that|here|there|near|on)\b", words)[0].split()
    if not head:
        return False
    last = head[-1].lower()
    if any(word[:1].isupper() for word in head[1:]) or last.endswith(("ss", "us", "is", "’s")):
        return False
    return last.endswith(("s", "men", "people")) or last == "police"


def _fits(one: Evidence, speaker: Speaker) -> bool:
    """Whether the words for the speaker agree with the actor that they were resolved to: a name in them is his.

    A pronoun fits nobody who, in this text, is also taken for another: somebody's full name among his mentions.
    """
    somebody = one.who(speaker.actor)
    if somebody is None or not speaker.spans:
        return somebody is not None and not speaker.spans
    said = speaker.spans[0].of(one.text)
    if said.lower() in _FIRST and one.record.document.provenance is not None and one.record.document.provenance.forward:
        return False  # who "we" are in a forwarded message is not who forwards it
    if said.lower() in _PRONOUNS:
        if said.lower() in {"he", "she"} and _pronoun(one, somebody) is None:
            return False
        return speaker.confidence > 0.0 and all(
            _his(mention.span.of(one.text), somebody)
            for mention in somebody.actor.mentions
            if mention.form in (MentionForm.NAME, MentionForm.NOMINAL)
        )
    return _his(said, somebody)


_FIRST = frozenset({"we", "i", "us", "our", "my"})


def _his(said: str, somebody: Somebody) -> bool:
    """Whether a person's full name in words for somebody is one of his."""
    if somebody.actor.kind is not ActorKind.PERSON or said.lower() in _PRONOUNS:
        return True
    found = re.search(r"(?P<name>[A-Z][\w’'-]+)(?:,.*)?\Z", said)
    if found is None or re.search(
        r"\b(?:[Tt]he|of|in|at|to|for|Its|His|Her|Their|Our) (?:[A-Z][\w’'-]+ )*\Z", said[: found.start()]
    ):
        return True
    last = _letters(found["name"])
    if last in role_words().titles | role_words().persons:
        return True
    known = (somebody.actor.name, *((somebody.entity.name,) if somebody.entity else ()), somebody.actor.known_as or "")
    parts = {_letters(word) for name in known for word in re.split(r"[\s-]", name)}
    return (
        last in parts
        or bool({_letters(word) for word in found["name"].split("-")} & parts)
        or is_described(somebody.actor.name)
    )


def _letters(word: str) -> str:
    return re.sub(r"[^\w]", "", word).casefold()


def _within(said: str, one: Evidence) -> str:
    """Words from the beginning of a sentence as they stand within one, without a bracket that does not close."""
    if said.count("(") != said.count(")"):
        said = said.split(" (")[0]
    first = said.split()[0]
    plain = first.lower() in role_words().plurals or first.lower() in {"skippers", "relatives", "drivers", "neighbours"}
    return lowered(said, named=not plain and (len(said.split()) < 2 or _is_name(first, one) or first[:1].isupper()))


def _is_name(word: str, one: Evidence) -> bool:
    return any(word in name.split() for somebody in one.people for name in somebody.names)


def sorts_of_bodies() -> frozenset[str]:
    """What one body may be: "group", "ministry"."""
    return (role_words().groups | role_words().organisations) - role_words().plurals


def is_described(name: str) -> bool:
    """Whether what an actor is filed under is a description: it begins with a small letter or an article."""
    first = name.split()[0] if name.split() else ""
    if len(name.split()) == 1 and first.lower() in role_words().plurals | {"skippers", "relatives", "neighbours"}:
        return True
    if first.lower() in _NO_NAMES:
        return True
    return not first[:1].isupper() or first.lower() in _PRONOUNS


def _pronoun(one: Evidence, somebody: Somebody) -> str | None:
    """He or she, only where the text itself says so of him."""
    said = {
        mention.span.of(one.text).lower() for mention in somebody.actor.mentions if mention.form is MentionForm.PRONOUN
    }
    he, she = bool(said & {"he", "him", "his"}), bool(said & {"she", "her", "hers"})
    return None if he is she else ("he" if he else "she")


def _office(one: Evidence, somebody: Somebody, statement: Statement) -> str | None:
    """ "the commander", where the text gives him one office, of one word, alone."""
    role = statement.speaker.role
    words = [entry.title for entry in somebody.actor.roles] + ([role.of(one.text)] if role else [])
    for title in words:
        last = title.lower().split()[-1].strip(".,’'") if title.split() else ""
        if last in role_words().persons and last not in role_words().plurals and last not in {"man", "woman"}:
            return f"the {last}"
    if somebody.actor.kind in (ActorKind.ORGANISATION, ActorKind.GROUP):
        last = somebody.actor.name.split()[-1].lower()
        if somebody.actor.name.startswith("Ministry"):
            return "the ministry"
        if last in sorts_of_bodies():
            return f"the {last}"
    return None


def _sort_of_body(somebody: Somebody | None, whole: Named) -> str | None:
    """ "the group", of whom the text calls "X, an Iraqi militia group"."""
    if somebody is None or somebody.actor.kind not in (ActorKind.ORGANISATION, ActorKind.GROUP):
        return None
    found = re.search(r", an? (?:[^,]* )?(?P<sort>[a-z]+)\Z", whole.text)
    return f"the {found['sort']}" if found is not None and found["sort"] in sorts_of_bodies() else None


def _body_office(one: Evidence, statement: Statement, somebody: Somebody | None) -> str | None:
    """ "the foreign minister of Qalmara", where the text has "its foreign minister" and tells whose."""
    role, body = statement.speaker.role, statement.speaker.affiliation
    if role is None or body is None or somebody is None or somebody.actor.kind is not ActorKind.PERSON:
        return None
    said = re.fullmatch(r"(?:its|their|our|the|his|her) ([a-z][a-z -]+)", on_one_line(role.of(one.text)), re.IGNORECASE)
    known = any(body in person.names for person in one.people)
    if said is None or not known or is_described(body):
        return None
    return f"the {said[1]} of {with_article(body, one.text)}"


def _apposition(about: Sequence[Evidence], somebody: Somebody | None) -> tuple[str, str] | None:
    """The office of somebody by a tie that tells it: "commander of the People's Coastal Guard"; and its id."""
    if somebody is None:
        return None
    for one in about:
        tie = one.finding
        if not isinstance(tie, Tie) or tie.title is None or tie.derived:
            continue
        holder, body = one.who(tie.a.actor), one.who(tie.b.actor)
        if (
            holder is None
            or body is None
            or not set(holder.names) & set(somebody.names)
            or is_described(body.actor.name)
        ):
            continue
        title = on_one_line(tie.title.of(one.text))
        if title[:1].isupper() and " " not in title:
            title = title.lower()
        return f"{title} of {with_article(body.actor.name, one.text)}", one.id
    return None
