"""A finding in a profile as a line: what it says, its exact words, on whose word, and where it can be read."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis.profile_parts import Cited, Role, Source
from ..record import Polarity, TieType
from .calendar_words import interval_words
from .pledges import UNSPOKEN, towards_words
from .standing_words import DERIVED, PAST, POLARITY_WORDS, joined
from .telling import NOBODY, Line, Words, on_one_line
from .tie_words import verb_of

#: Characters of a finding's words that a line shows.
MOST_WORDS = 320


@dataclass(frozen=True, slots=True)
class Item:
    """One line with what stands under it: the words, on whose word, and where they stand. ``mark`` tells what became
    of it (withdrawn, edited, accepted), or that it is no plain fact (negated, comment ...).
    """

    head: Line
    quote: Line = ()
    word: Line = ()
    cite: Line = ()
    marks: tuple[str, ...] = ()


def item(one: Cited) -> Item:
    """A finding as a line of the profile."""
    return Item(_head(one), quote(one), word_line(one), cite_line(one), marks(one))


def marks(one: Cited) -> tuple[str, ...]:
    """What keeps it from being told as done, and what became of it."""
    polarity = one.polarity if one.polarity != Polarity.ACTUAL.value else ""
    told = POLARITY_WORDS[Polarity(polarity)] if polarity else ""
    if one.kind == "statement" and polarity:
        told = "the text says that this was not said"
    elif one.kind == "commitment" and polarity:
        told = "NOT to"
    state = "withdrawn by the source" if one.withdrawn else ""
    found = (DERIVED if one.derived else "", told, PAST if one.background else "", state, one.judged or "")
    return tuple(words for words in found if words)


def _head(one: Cited) -> Line:
    if one.kind == "statement":
        parties = [
            (word, party)
            for word, role in (("about ", "target"), ("to ", "addressee"), ("through ", "medium"))
            if (party := _party(one, role))
        ]
        who = _party(one, "speaker") or (NOBODY,)
        return joined([(*who, f" · {one.type.upper()}"), *((word, *party) for word, party in parties)])
    if one.kind == "event":
        mode = (" (", Words(" ".join((one.mode or "").replace("_", " ").split())), ")") if one.mode else ()
        sides = [side for side in (_parties(one, "actor"), _parties(one, "recipient")) if side]
        return joined([(one.type, *mode), joined(sides, " → ") or None, _when(one)])
    if one.kind == "tie":
        type_ = TieType(one.type)
        before, after = (" ← ", " → ") if type_.mutual else (" – ", " → ")
        ends = [_party(one, role) or (NOBODY,) for role in ("a", "b")]
        return joined([(*ends[0], before, verb_of(type_), after, *ends[1]), _when(one)])
    doer, to = _party(one, "doer") or (NOBODY,), _party(one, "to")
    towards = towards_words(one.type, unspoken=one.unspoken)
    due = _when(one)
    return joined([(one.type.upper(),), doer, (towards, *to) if to else None, ("due ", *due) if due else None])


def _when(one: Cited) -> Line | None:
    words = interval_words(one.happened_from, one.happened_to)
    return (Words(words),) if words else None


def _party(one: Cited, role: str) -> Line:
    return next((_called(party) for party in one.roles if party.role == role), ())


def _parties(one: Cited, role: str) -> Line:
    return joined(dict.fromkeys(_called(party) for party in one.roles if party.role == role), ", ")


def _called(role: Role) -> Line:
    return (on_one_line(role.name),)


def quote(one: Cited) -> Line:
    """Its exact words; of an event or a tie within their sentence, set in brackets there."""
    if one.derived:
        return ("follows from other ties, told by no words",)
    words, cut = _short(one.words, one.cut)
    if not one.before and not one.after:
        return ("“", Words(words), " …”" if cut else "”")
    line: list[str | Words] = ["“"]
    if before := one.before.lstrip(" -–—\n\t"):
        line += [Words(" ".join(before.split())), " " if before[-1].isspace() else ""]
    line += ["[", Words(words), " …]" if cut else "]"]
    if one.after.strip():
        line += [" " if one.after[0].isspace() else "", Words(" ".join(one.after.split()))]
    return (*(bit for bit in line if bit != ""), "”")


def _short(words: str, cut: bool) -> tuple[str, bool]:
    one_line = " ".join(words.split())
    if len(one_line) <= MOST_WORDS:
        return one_line, cut
    return one_line[:MOST_WORDS].rsplit(" ", 1)[0], True


def word_line(one: Cited) -> Line:
    """On whose word it stands; never empty."""
    if one.unspoken:
        return (f"{one.standing}, {UNSPOKEN}",)
    if one.standing == "reported" or not one.on_word:
        return (one.standing if one.standing != "attributed" else "attributed, nobody is named",)
    head: list[str | Words] = ["comment, quoting " if one.standing == "comment" else "on the word of "]
    if one.standing == "comment" and one.kind in ("event", "tie"):
        return ("comment",)
    for number, name in enumerate(one.on_word):
        head += [", as told by " if number else "", on_one_line(name)]
    if one.zone == "comment" and one.standing != "comment":
        return ("in a comment, ", *head)
    return tuple(head)


def cite_line(one: Cited) -> Line:
    """Its id, the outlet with its grade, the date and the document."""
    return (f"{one.id} · ", *source_line(one.source))


def source_line(source: Source) -> Line:
    """``Littoral Press Agency, grade B · 2031-05-11 · d:efb4a2c39cf27e5e``."""
    grade = f", grade {source.grade}" if source.grade else ""
    outlet = (Words(source.outlet), grade) if source.outlet else ("outlet not named",)
    date = (Words(source.published[:10]),) if source.published else ("date unknown",)
    return (*outlet, " · ", *date, f" · {source.document}")
