"""The noun phrase that names a speaker, taken apart: who is named, which office, of which body."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..codebook import english_words, party_words, role_words
from ..record import Span
from .names import Name, Word, words_in

PRONOUNS = {
    "he": "man", "him": "man", "his": "man", "himself": "man",
    "she": "woman", "her": "woman", "hers": "woman", "herself": "woman",
    "it": "thing", "its": "thing", "itself": "thing",
    "they": "many", "them": "many", "their": "many", "themselves": "many",
    "i": "self", "me": "self", "my": "self", "myself": "self",
    "we": "us", "us": "us", "our": "us",
    "you": "other", "your": "other",
    "who": "relative", "which": "relative", "that": "relative", "whom": "relative", "whose": "relative",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as far as its words tell.

    ``joint`` says that it names two who speak together; ``pronoun`` is the sort of
    pronoun (man, woman, thing, many, self, us, other, relative) where the phrase is one;
    ``name`` is the name of its head or of an apposition to it; ``head`` the head noun where there is no name and
    ``office`` the last two words where they are known as one office ("prime minister");
    ``kind`` the list of roles.yaml or "writing"/"outlet" that the head noun stands in; ``role`` the words of an
    office, ``body`` the words that tell of which body.
    """

    span: Span
    pronoun: str | None = None
    joint: bool = False
    name: Name | None = None
    head: str | None = None
    office: str | None = None
    kind: str | None = None
    definite: bool = False
    plural: bool = False
    role: Span | None = None
    body: Span | None = None


class NameIndex:
    """Names in text order, to be asked for those inside a span."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = list(names)
        self._starts = [n.words[0].start for n in self.names]

    def inside(self, span: Span) -> list[Name]:
        """The names that stand wholly inside ``span``."""
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        return [n for n in self.names[low:high] if n.span.end <= span.end + 2]

    def after(self, place: int, reach: int) -> Name | None:
        """The name that begins within ``reach`` characters from ``place`` on."""
        at = bisect_left(self._starts, place)
        return self.names[at] if at < len(self.names) and self._starts[at] <= place + reach else None

    def before(self, place: int, reach: int) -> list[Name]:
        """The names that begin within ``reach`` characters before ``place``, nearest first."""
        high = bisect_left(self._starts, place)
        low = bisect_left(self._starts, place - reach)
        return self.names[low:high][::-1]


def phrase(text: str, span: Span, index: NameIndex) -> Phrase:
    """Take the noun phrase at ``span`` apart."""
    words = words_in(text, span)
    if not words:
        return Phrase(span)
    first = words[0].low
    # "US" and "U.S." are no pronoun.
    if len(words) == 1 and first in PRONOUNS and words[0].text in (first, first.capitalize()):
        return Phrase(span, pronoun=PRONOUNS[first], plural=PRONOUNS[first] in ("many", "us"))
    names = index.inside(span)
    core = _core(text, words, names)
    if _is_joint(core, names):
        return Phrase(span, joint=True, head=core[-1].low, plural=True)
    tail = [w.low for w in core]
    kind = _kind(tail)
    named = next((n for n in names if n.words[-1].end == core[-1].end), None)
    if named is not None:
        return _of_named(text, span, words, core, named, names)
    apposed = _apposed(text, words, core, names)
    if apposed is not None and kind == "persons":
        role = Span(core[0].start, core[-1].end)
        return Phrase(span, name=apposed, kind=kind, role=role, body=_body(words, core, apposed, names))
    role_span = Span(core[0].start, core[-1].end) if kind == "persons" else None
    return Phrase(
        span,
        head=core[-1].low,
        office=office_of([w.low for w in core]),
        kind=kind,
        definite=first in english_words().definite or any(w.possessive for w in core[:-1]),
        plural=core[-1].low in role_words().plurals,
        role=role_span,
        body=_body(words, core, None, names),
    )


def _is_joint(core: list[Word], names: list[Name]) -> bool:
    """Whether the phrase names two that speak together: "the Guard and the Mission"."""
    for i, word in enumerate(core[1:-1], start=1):
        if word.low == "and" and not any(n.words[0].start < word.start < n.span.end for n in names):
            ends = any(n.words[-1].end == core[i - 1].end for n in names)
            return ends and any(n.words[0].start > word.start for n in names)
    return False


def _of_named(text: str, span: Span, words: list[Word], core: list[Word], named: Name, names: list[Name]) -> Phrase:
    role = named.role
    before = [w for w in core if w.end <= named.words[0].start]
    if role is None and before and _kind([w.low for w in before]) == "persons":
        role = Span(before[0].start, before[-1].end)
    body: Span | None = None
    if role is None:
        role, body = _apposed_role(text, words, core, names)
    owner = [w for w in before if w.possessive]
    if role is None and owner:
        body = Span(before[0].start, owner[-1].end)
    if role is not None and body is None:
        body = _body([w for w in words if role.start <= w.start < role.end], before or core, named, names)
    described = _kind([w.low for w in before]) if before else None
    kind = "persons" if role is not None or named.titled else described
    return Phrase(span, name=named, kind=kind, role=role, body=body)


def _core(text: str, words: list[Word], names: Sequence[Name] = ()) -> list[Word]:
    """The words up to the first preposition, relative pronoun or comma: they end in the head noun.

    A preposition inside a name ends nothing: "the Committee to Protect Harbors".
    """
    core: list[Word] = []
    for i, word in enumerate(words):
        if any(n.words[0].start < word.start < n.span.end for n in names):
            core.append(word)
            continue
        ends = word.low in party_words().carried or (
            word.low in english_words().boundaries and not _inside_name(words, i)
        )
        if core and (ends or _parted(text, core[-1], word)):
            break
        core.append(word)
    return core


def _inside_name(words: list[Word], i: int) -> bool:
    """Whether a preposition holds a name of a body together: "Council of Littoral States"."""
    if words[i].low not in ("of", "for") or i + 1 >= len(words) or not i:
        return False
    roles = role_words()
    following = words[i + 1 + (words[i + 1].low == "the")] if i + 1 + (words[i + 1].low == "the") < len(words) else None
    capital = words[i - 1].text[0].isupper() and following is not None and following.text[0].isupper()
    return capital and roles.kind([w.low for w in words[:i]]) in ("organisations", "groups", "states", "persons")


def _parted(text: str, left: Word, right: Word) -> bool:
    return any(mark in text[left.end : right.start] for mark in ",;:(—–")


def office_of(lows: list[str]) -> str | None:
    """The last two words of a phrase if they name an office that its last word alone does not tell."""
    tail = " ".join(lows[-2:])
    known = tail in role_words().persons or (lows[-1:] in (["minister"], ["secretary"], ["chief"]) and len(lows) > 2)
    return tail if len(lows) > 1 and known else None


def _kind(lows: list[str]) -> str | None:
    kind = role_words().kind(lows)
    if kind is not None:
        return kind
    if lows and lows[-1] in role_words().titles:
        return "titles"
    media = party_words()
    if media.is_piece(lows):
        return "writing"
    return "outlet" if media.is_outlet(lows) else None


def _apposed(text: str, words: list[Word], core: list[Word], names: list[Name]) -> Name | None:
    """The name that follows a comma after the head: "the group's spokesman, Idris ben Qatoul"."""
    for name in names:
        if name.words[0].start > core[-1].end:
            gap = text[core[-1].end : name.words[0].start]
            direct = gap.strip(" ’'s\u00a0") == "," or (name.role is not None and gap.strip() == "")
            after_body = any(
                w.low in english_words().boundaries for w in words if core[-1].end <= w.start < name.words[0].start
            )
            comma = text[: name.words[0].start].rstrip().endswith(",")
            if direct or (after_body and comma):
                return name
    return None


def _apposed_role(text: str, words: list[Word], core: list[Word], names: list[Name]) -> tuple[Span | None, Span | None]:
    """An office after the name: "X, the spokesman of the group" - its words and those of the body."""
    rest = [w for w in words if w.start >= core[-1].end]
    if not rest or "," not in text[core[-1].end : rest[0].start]:
        return None, None
    office = _core(text, rest)
    if office[0].low in english_words().boundaries:
        return None, None
    if _kind([w.low for w in office]) != "persons":
        return None, None
    body = _body(rest, office, None, names)
    end = body.end if body is not None and body.start > office[-1].end else office[-1].end
    return Span(office[0].start, end), body


def _body(words: list[Word], core: list[Word], own: Name | None, names: list[Name]) -> Span | None:
    """The words that tell whose office it is: "the group's spokesman", "spokesman for the P.C.G.", "his office"."""
    if core[0].low in ("his", "her", "its", "their", "my", "our") and len(core) > 1:
        return Span(core[0].start, core[0].end)
    owner = [i for i, w in enumerate(core) if w.possessive]
    if owner:
        return Span(core[0].start, core[owner[-1]].end)
    after = [w for w in words if w.start >= core[-1].end]
    if after and after[0].low in ("of", "for", "with", "in", "at") and len(after) > 1:
        end = 1
        while (
            end < len(after)
            and not (end > 1 and after[end].low in english_words().boundaries)
            and (own is None or after[end].start < own.words[0].start)
        ):
            if end > 1 and after[end].start - after[end - 1].end > 2:
                break
            end += 1
        return Span(after[1].start, after[end - 1].end) if end > 1 else None
    inside = [n for n in names if n is not own and n.span.end <= core[-1].end and n.words[0].start >= core[0].start]
    if inside and inside[0].words[-1].end < core[-1].end:
        return inside[0].span
    spoken = [w for w in core[:-1] if role_words().kind([w.low]) in ("groups", "organisations", "states")]
    if spoken and core[0].low in english_words().determiners:
        return Span(core[0].start, spoken[-1].end)
    return None
