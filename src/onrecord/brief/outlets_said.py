"""What an outlet is called in a sentence, and what carried its words: "an article on the group's website"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..codebook.words import word_set
from ..record import SourceKind
from .dates_said import day_words, published_on
from .evidence import Evidence
from .quoting import capital
from .style import Style

#: Outlets that speak for themselves, or for whom they belong to, rather than report on others.
_OWN = frozenset(
    {
        SourceKind.ARMED_GROUP,
        SourceKind.GOVERNMENT,
        SourceKind.PARTY,
        SourceKind.NGO,
        SourceKind.BODY,
        SourceKind.PERSON,
    }
)
#: Last words of names that stand with the article.
_WITH_ARTICLE = word_set(
    "agency service post courier courant times herald tribune guardian telegraph gazette chronicle observer journal "
    "lookout desk institute ministry council centre center bureau guard brigades brigade front mission navy army "
    "government parliament treasury committee board union office court authority embassy party movement press house "
    "group force forces fund bank station review monitor mail star sun globe network association company corps "
    "commission department league alliance coalition republic"
)
_CHANNELS = {"telegram": "Telegram"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet in a sentence: its name with the article, whether it speaks for itself, and what carried the text
    (``place``: "an article on the group's website"), if that is known.
    """

    name: str
    own: bool
    place: str | None
    day: date | None
    date_words: str | None
    kind: SourceKind
    names: tuple[str, ...] = ()

    def named_in(self, words: str) -> bool:
        """Whether words name it."""
        small = words.casefold()
        return any(name.casefold().removeprefix("the ") in small for name in (self.name, *self.names))

    @property
    def start(self) -> str:
        """Its name at the beginning of a sentence."""
        return capital(self.name)

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows whose text it is."""
        return self.name.startswith(("an undated text", "a text"))

    @property
    def same(self) -> str:
        """What carried the text, where it is spoken of again."""
        return "the same report" if self.place is None else "the same text"

    @property
    def on(self) -> str:
        """ " on 3 May", or nothing where the text bears no date."""
        return f" on {self.date_words}" if self.date_words else ""

    @property
    def of(self) -> str:
        """ " of 3 May", or nothing."""
        return f" of {self.date_words}" if self.date_words else ""


def outlet_of(one: Evidence, style: Style, today: date) -> Outlet:
    """The outlet that carried what is cited. Where none is known it is "an undated text", or "a text"."""
    kept = one.record.kept
    source = kept.source if kept is not None else None
    name = one.record.document.source or (source.name if source is not None else None)
    kind = source.kind if source is not None else SourceKind.UNKNOWN
    day = published_on(one.record.document)
    words = day_words(day, style, today) if day is not None else None
    if name is None:
        title = one.record.document.title
        said = "a text" if day is not None else "an undated text"
        return Outlet(f"{said} with the title {title}" if title else said, True, None, day, words, kind)
    spelt = next((style.names[known] for known in (name, *one.outlets) if known in style.names), name)
    described = next((style.descriptors[known] for known in (name, *one.outlets) if known in style.descriptors), None)
    channel = _channel(one, source.keys if source is not None else ())
    own = kind in _OWN or bool(channel and source is not None and source.speaks_for)
    called = spelt if channel is not None else with_article(spelt, one.text)
    if described and not described.startswith(("a ", "an ", "the ")):
        called = f"the {described} {spelt}" if called != spelt else f"{described} {spelt}"
    return Outlet(called, own, _place(one, kind, channel, called, own), day, words, kind, one.outlets)


def with_article(name: str, text: str = "") -> str:
    """A name as it stands within a sentence: with "the" if the text has it so, or its last word asks for it."""
    if name.lower().startswith("the "):
        return f"the {name[4:]}"
    named = re.escape(name)
    with_it = len(re.findall(rf"\b[Tt]he {named}(?!\w)", text))
    if with_it and 2 * with_it > len(re.findall(rf"(?<!\w){named}(?!\w)", text)):
        return f"the {name}"
    head = re.split(r" (?:of|for|in|on) ", name)[0].split()
    if len(name.split()) < 2:
        return name
    return f"the {name}" if head and head[-1].lower() in _WITH_ARTICLE and not _owned(name) else name


def _owned(name: str) -> bool:
    first = name.split()[0]
    return first.endswith(("’s", "'s", "s’")) and not first.lower().startswith("people")


def _channel(one: Evidence, keys: tuple[str, ...]) -> str | None:
    provenance = one.record.document.provenance
    for key in (*((provenance.key,) if provenance is not None and provenance.key else ()), *keys):
        if (service := _CHANNELS.get(key.split(":")[0])) is not None:
            return service
    return None


def _place(one: Evidence, kind: SourceKind, channel: str | None, called: str, own: bool) -> str | None:
    """What carried a text of one who speaks for himself."""
    if channel is not None:
        forward = one.record.document.provenance.forward if one.record.document.provenance is not None else None
        origin = ""
        if forward is not None:
            origin = f" forwarded from {forward.name}" if forward.name else " forwarded from elsewhere"
        return f"a message{origin} on the channel {called}"
    if not own:
        return None
    if one.record.document.snapshot.media_type.startswith("message/"):
        return f"an email from {called}"
    if not (one.record.document.url or "").startswith("http"):
        return None
    if kind is SourceKind.GOVERNMENT and "Ministry" in called:
        return "a statement on the ministry’s website"
    whose = {SourceKind.ARMED_GROUP: "the group’s website", SourceKind.PARTY: "the party’s website"}
    return f"an article on {whose.get(kind, f'the website of {called}')}"
