"""The many forms of a sentence that attributes: who first, the quotation first, the day first, the outlet first.

A form is a name and a sentence made of parts that are settled elsewhere; forms of one tier are equally good, and the
grammar takes turns among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..record import SourceKind
from .naming import Named
from .outlets_said import Outlet
from .quoting import capital, closed, leading, quoted
from .reported import Told
from .style import Marks


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence, and the form that it has. The lower the tier the better; ``named`` is who is named in it,
    ``cites`` what it cites beside the finding, or ``alone``.
    """

    tier: int
    form: str
    text: str
    named: Named | None = None
    cites: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What a form is made of. ``said_on`` is " on 3 May" where the source tells the day of saying."""

    who: Named
    told: Told
    outlet: Outlet
    marks: Marks
    said_on: str = ""

    @property
    def verb(self) -> str:
        return f"{self.told.verb.past}{self.told.to}"

    @property
    def nested(self) -> int:
        """1 where "reported that" would be followed by "said that"."""
        return int(self.told.verb.bland and self.told.finite)

    @property
    def core(self) -> str:
        """ "told reporters on 3 May that the road was open"."""
        day = self.said_on if self.told.finite else ""
        verb = self.verb
        if self.told.verb.before and not self.same_day:
            verb = f"{self.told.verb.before}{self.told.to}"
        return f"{verb}{day} {self.told.clause}"

    @property
    def core_before(self) -> str:
        """ "had told reporters on 3 May that the road was open", after "reported that"."""
        day = self.said_on if self.told.finite else ""
        return f"{self.told.verb.had}{self.told.to}{day} {self.told.clause}"

    @property
    def tail(self) -> str:
        """ "the L.P.A. reported on 6 March", "in a message on the Telegram channel X on 3 May"."""
        return tails(self.outlet, self.told.to, same_day=self.same_day)[0]

    @property
    def tail_plain(self) -> str:
        return tails(self.outlet, self.told.to, same_day=self.same_day)[1]

    @property
    def same_day(self) -> bool:
        return bool(self.said_on) and self.said_on == self.outlet.on

    def end(self, text: str) -> str:
        return closed(text, ".", self.marks)

    def comma(self, text: str) -> str:
        return closed(text, ",", self.marks)


#: Outlets of which one says that they write.
_PRINTED = (SourceKind.NEWSPAPER, SourceKind.WEBSITE, SourceKind.MONITOR, SourceKind.THINK_TANK)


def tails(outlet: Outlet, to: str = "", *, same_day: bool = False) -> tuple[str, str]:
    """Two ways to say at a sentence's end who carried it, and when."""
    on = "" if same_day else outlet.on
    if outlet.named_in(to):
        return f"in a report{outlet.on}", f"in a report{outlet.on}"
    if outlet.place is not None:
        return f"in {outlet.place}{on}", f"according to {outlet.place}{outlet.of}"
    if outlet.is_unknown:
        return f"according to {outlet.name}", f"according to {outlet.name}"
    return f"{outlet.name} reported{on}", f"according to a report by {outlet.name}{outlet.of}"


def indirect(parts: Parts, tier: int = 0) -> Iterator[Made]:
    """What was said, in the source's indirect words."""
    who, outlet, core = parts.who, parts.outlet, parts.core
    own = outlet.place is not None
    yield Made(tier, "who first", parts.end(f"{parts.comma(f'{who.start} {core}')} {parts.tail}"), who)
    yield Made(tier, "who first, according", parts.end(f"{parts.comma(f'{who.start} {core}')} {parts.tail_plain}"), who)
    if not own and outlet.kind in _PRINTED and not outlet.named_in(parts.told.to):
        wrote = f"{parts.comma(f'{who.start} {core}')} {outlet.name} wrote{'' if parts.same_day else outlet.on}"
        yield Made(tier, "who first, wrote", parts.end(wrote), who)
    plain = tier + _nests(who)
    yield Made(plain, "according first", parts.end(f"{capital(parts.tail_plain)}, {who.subject} {core}"), who)
    if parts.said_on:
        said = f"{parts.verb} {parts.told.clause}" if parts.told.finite else core
        day = f"{capital(parts.said_on.strip())}, {who.subject} {said}"
        yield Made(tier, "day first", parts.end(f"{parts.comma(day)} {parts.tail}"), who)
    if own:
        yield Made(tier, "place first", parts.end(f"In {outlet.place}{outlet.on}, {who.subject} {core}"), who)
    elif not outlet.own and not outlet.named_in(parts.told.to):
        told = f"{outlet.start} reported{outlet.on} that {who.subject} {parts.core_before}"
        yield Made(tier, "outlet first", parts.end(told), who)
        if outlet.on:
            yield Made(
                tier, "as reported", parts.end(f"As {outlet.name} reported{outlet.on}, {who.subject} {core}"), who
            )


def _nests(who: Named) -> int:
    """1 where an apposition right behind another phrase with a comma would read as one list."""
    return int(who.open and who.text.lower().startswith(("the ", "a ", "an ")))


def direct(parts: Parts, tier: int = 0, most: int = 45) -> Iterator[Made]:
    """What was said, in the speaker's own words."""
    who, outlet, told, verb = parts.who, parts.outlet, parts.told, parts.verb
    day = parts.said_on
    if len(told.quotes) > 1:
        first, rest = (
            quoted(told.quotes[0]),
            quoted(" ".join(told.quotes[1:]) if len(told.quotes) == 2 else told.quotes[1]),
        )
        yield Made(tier, "quote in two", parts.end(f"{parts.comma(first)} {who.subject} {verb}{day}, {rest}"), who)
        return
    if not told.quotes:
        return
    words = leading(told.quotes[0], most)
    said = quoted(words)
    yield Made(tier, "quote first", parts.end(f"{parts.comma(said)} {who.subject} {verb}{day}, {parts.tail}"), who)
    yield Made(
        tier,
        "quote first, according",
        parts.end(f"{parts.comma(said)} {who.subject} {verb}{day}, {parts.tail_plain}"),
        who,
    )
    if told.verb.plain or (told.verb.past == "said" and not told.to and who.form == "full"):
        inverted = f"{parts.comma(said)} said {who.text}{day}, {parts.tail}"
        yield Made(tier, "quote first, said", parts.end(inverted), who)
    yield Made(tier, "colon", parts.end(f"{capital(parts.tail_plain)}, {who.subject} {verb}{day}: {said}"), who)
    if day:
        yield Made(
            tier,
            "day first",
            parts.end(f"{parts.comma(f'{capital(day.strip())}, {who.subject} {verb}: {said}')} {parts.tail}"),
            who,
        )
    if outlet.place is not None:
        yield Made(
            tier, "place first", parts.end(f"In {outlet.place}{outlet.on}, {who.subject} {verb}{day}: {said}"), who
        )
    elif not outlet.own and told.verb.past != "was quoted as saying" and not outlet.named_in(told.to) and not told.to:
        gerund = told.verb.gerund
        yield Made(
            tier,
            "quoted by",
            parts.end(f"{who.start} was quoted by {outlet.name}{outlet.on} as {gerund}: {said}"),
            who,
        )
        yield Made(
            tier,
            "outlet quoted",
            parts.end(f"{outlet.start}{outlet.on} quoted {who.subject} as {gerund}: {said}"),
            who,
        )
    yield from _held_out(parts, words, tier)


_HELD_OUT = re.compile(r"(?:[Ww]e|I) (?:will|shall) (?!not\b|never\b|no\b)(?P<deed>[^.!?;:]+)[.]?\Z")
_IF = re.compile(r"(?P<if>[Ii]f|[Uu]nless) [^.!?;]+\Z")


def held_out(words: str) -> str | None:
    """The deed of a quotation that only says "we will" do it; ``None`` if it says anything else."""
    found = _HELD_OUT.match(words)
    return found["deed"].strip() if found is not None else None


def _held_out(parts: Parts, words: str, tier: int) -> Iterator[Made]:
    """A threat or promise whose deed is quoted: "threatened to “shell the observers' post”"."""
    verb = parts.told.verb
    found = held_out(words)
    if found is not None and verb.takes_to and parts.verb == verb.past:
        deed = quoted(found)
        said = f"{parts.who.start} {verb.past} to {deed}"
        yield Made(tier - 1, "deed quoted", parts.end(f"{parts.comma(said)} {parts.tail}"), parts.who)
    if _IF.match(words.rstrip(".")) and verb.takes_that and (not verb.needs_somebody or parts.told.to):
        said = quoted(f"[{words[0].lower()}]{words[1:]}" if words[0].isupper() else words)
        clause = f"{parts.who.start} {parts.verb}{parts.said_on} that {said}"
        yield Made(tier, "condition quoted", parts.end(f"{parts.comma(clause)} {parts.tail}"), parts.who)


def outlets_words(
    outlet: Outlet, sentence: str, marks: Marks, tier: int, *, language: str | None = None
) -> Iterator[Made]:
    """The outlet's own sentence, quoted: what always is right."""
    said = quoted(sentence)
    tongue = f" in {language}" if language else ""
    if outlet.place is not None:
        article = outlet.place
        yield Made(tier, "place read", closed(f"{capital(article)}{outlet.on} read{tongue}: {said}", ".", marks))
        yield Made(
            tier, "place quote", closed(f"{closed(said, ',', marks)} {article}{outlet.on} read{tongue}", ".", marks)
        )
        return
    verb = "reads" if outlet.is_unknown else "wrote" if tongue or outlet.own else "reported"
    on = f"{tongue}{outlet.on}"
    yield Made(tier, "outlet: quote", closed(f"{outlet.start} {verb}{on}: {said}", ".", marks))
    yield Made(tier, "quote, outlet", closed(f"{closed(said, ',', marks)} {outlet.name} {verb}{on}", ".", marks))


def comment(outlet: Outlet, sentence: str, marks: Marks) -> Iterator[Made]:
    """An analyst's or paper's own judgement, as such."""
    said = quoted(sentence)
    where = f"In a comment{outlet.on}, "
    yield Made(0, "comment wrote", closed(f"{where}{outlet.name} wrote: {said}", ".", marks))
    yield Made(
        0,
        "comment quote",
        closed(f"{closed(said, ',', marks)} {outlet.name} wrote in a comment{outlet.on}", ".", marks),
    )
