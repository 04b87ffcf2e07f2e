"""Lasting relations in words, for a profile: what somebody is part of, who leads or pays him, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..codebook.words import word_set
from ..record import Polarity, Span, SpeechAct, Tie, TieType
from .evidence import Evidence, Somebody
from .forms import Made
from .naming import Named, Naming, is_plural_name
from .outlets_said import Outlet, with_article
from .quoting import capital, closed, on_one_line, quoted

#: Read from the first end to the second, of one and of many, and from the second to the first.
_ACTIVE = {
    TieType.SUPPORTS: ("supports", "support", "supported by"),
    TieType.FUNDS: ("funds", "fund", "funded by"),
    TieType.ARMS: ("arms", "arm", "armed by"),
    TieType.TRAINS: ("trains", "train", "trained by"),
    TieType.DIRECTS: ("directs", "direct", "directed by"),
    TieType.LEADS: ("leads", "lead", "led by"),
    TieType.SPEAKS_FOR: ("speaks for", "speak for", ""),
    TieType.OPPOSED_TO: ("is opposed to", "are opposed to", "opposed to"),
    TieType.ALLIED_WITH: ("is allied with", "are allied with", "allied with"),
    TieType.FOUGHT: ("fought", "fought", ""),
    TieType.PART_OF: ("is part of", "are part of", ""),
    TieType.MEMBER_OF: ("belongs to", "belong to", ""),
    TieType.LOCATED_IN: ("is based in", "are based in", ""),
}
#: What is told of the past where the source's own words are: "funded and trained the group".
_PAST = {
    TieType.SUPPORTS: "supported",
    TieType.FUNDS: "funded",
    TieType.ARMS: "armed",
    TieType.TRAINS: "trained",
}
_OFFICES = (TieType.HOLDS_OFFICE, TieType.LEADS, TieType.SPOKESPERSON_OF)
#: What one body does for another, which one sentence may tell together.
_HELP = (TieType.FUNDS, TieType.ARMS, TieType.TRAINS)
#: Ranks and forms of address, which are no office in a body.
_RANKS = word_set("commodore colonel col captain general admiral lieutenant major sergeant commander mr mrs ms dr")
#: What somebody says by these acts he need not hold to be so.
_NOT_BORNE = (SpeechAct.DENY, SpeechAct.REJECT, SpeechAct.ASK, SpeechAct.DEMAND, SpeechAct.CONDEMN)
#: How the words before a designation's ground begin it.
_FOR = re.compile(r"\b(for(?: having| being)?) [“\"]?\Z")


def together(some: Sequence[Evidence]) -> list[list[Evidence]]:
    """Ties that one sentence can tell: the offices that one person holds in one body by one text, the firmest first,
    and who funded, armed and trained one body by one sentence; each other one alone.
    """
    groups: list[list[Evidence]] = []
    for one in some:
        into = next((group for group in groups if _goes_with(one, group[0])), None)
        if into is None:
            groups.append([one])
        else:
            into.append(one)
    return [sorted(group, key=lambda one: -_tie(one).confidence) if len(group) > 1 else group for group in groups]


def _tie(one: Evidence) -> Tie:
    assert isinstance(one.finding, Tie)  # noqa: S101 - ties are what this is asked of
    return one.finding


def _goes_with(one: Evidence, other: Evidence) -> bool:
    a, b = one.finding, other.finding
    if not isinstance(a, Tie) or not isinstance(b, Tie) or one.record.document.id != other.record.document.id:
        return False
    if a.type in _OFFICES and b.type in _OFFICES:
        return a.a.actor == b.a.actor and a.b.actor == b.b.actor and a.title is not None and b.title is not None
    helps = a.type in _HELP and b.type in _HELP and a.b.actor == b.b.actor
    return helps and one.sentences == other.sentences and len(one.voices) == len(other.voices)


def tie(
    some: Sequence[Evidence],
    subject: Somebody,
    outlet: Outlet,
    voice: Named | None,
    naming: Naming,
    *,
    same: bool,
    short: str | None = None,
) -> Iterator[Made]:
    """Sentences that tell ties that go together (``together``); none where it is denied, planned, only follows from
    others, or an end has no name. ``same`` says that the sentence before was of the same text; ``short`` is what the
    subject may be called that was named before.
    """
    one = some[0]
    found = one.finding
    if not isinstance(found, Tie) or found.derived or found.polarity is not Polarity.ACTUAL:
        return
    a, b = _name(one, found.a.actor, naming), _name(one, found.b.actor, naming)
    if a is None or b is None or a == b or (one.voices and voice is None):
        return
    if one.voices and one.voices[0].act in _NOT_BORNE:
        return
    first = subject.actor.id == found.a.actor or (bool(set(subject.names) & {a, a.removeprefix("the ")}))
    cites = tuple(each.id for each in some[1:])
    for low, ends in enumerate(_called(found, subject, (a, b), short if voice is None else None)):
        tells = _tells_all(some, naming, *ends) if len(some) > 1 else _tells(one, found, *ends, first=first)
        for at, told in enumerate(tells):
            for made in _sentences(told, outlet, voice, naming, same=same):
                form = f"{made.form}, short" if low == 0 and short is not None else made.form
                yield Made(2 * low + at + made.tier, form, made.text, cites=cites)


def _called(found: Tie, subject: Somebody, names: tuple[str, str], short: str | None) -> list[tuple[str, str]]:
    """What both ends may be called, the best first."""
    own = subject.actor.id == found.a.actor, subject.actor.id == found.b.actor
    if short is None or own[0] is own[1]:
        return [names]
    return [(short, names[1]) if own[0] else (names[0], short), names]


def _sentences(told: str, outlet: Outlet, voice: Named | None, naming: Naming, *, same: bool) -> Iterator[Made]:
    marks, on = naming.style.marks, outlet.on
    comma = closed(capital(told), ",", marks)
    dated = told.startswith("in ")  # two openings in a row read as one
    if voice is not None:
        carrier = f"in {outlet.place}{on}" if outlet.place is not None else f"{outlet.name} reported{on}"
        if same:
            said = f"according to {voice.text}, {outlet.same} says"
            yield Made(-1, "tie, by voice, same", closed(f"{comma} {said}", ".", marks))
        by = f"{voice.text},"
        if not dated:
            first = f"According to {by} {told}"
            yield Made(0, "tie, by voice", closed(f"{closed(first, ',', marks)} {carrier}", ".", marks))
        yield Made(0, "tie, voice last", closed(f"{comma} according to {by} {carrier}", ".", marks))
        return
    if same:
        yield Made(-1, "tie, same", closed(f"{comma} {outlet.same} says", ".", marks))
        yield Made(-1, "tie, same first", closed(f"{capital(outlet.same)} says that {told}", ".", marks))
    by = f"according to {outlet.place or outlet.name}{outlet.of}"
    yield Made(0, "tie, according", closed(f"{comma} {by}", ".", marks))
    if not dated:
        yield Made(0, "tie, according first", closed(f"{capital(by)}, {told}", ".", marks))
    if outlet.place is None:
        yield Made(0, "tie, reported", closed(f"{comma} {outlet.name} reported{on}", ".", marks))


def _tells_all(some: Sequence[Evidence], naming: Naming, a: str, b: str) -> Iterator[str]:
    """Several ties as one: "X is the spokesman and militia commander of Y", "X and Y funded and trained Z"."""
    ties = [_tie(one) for one in some]
    names = [_name(one, each.a.actor, naming) for one, each in zip(some, ties, strict=True)]
    if ties[0].type in _OFFICES:
        titles = [_small(on_one_line(each.title.of(some[0].text))) for each in ties if each.title is not None]
        yield f"{a} is the {' and '.join(dict.fromkeys(titles))} of {b}"
        return
    verbs = list(dict.fromkeys(_PAST[each.type] for each in ties))
    told = {(name, _PAST[each.type]) for name, each in zip(names, ties, strict=True)}
    who = list(dict.fromkeys(name for name in names if name is not None))
    past = all(re.search(rf"\b{verb}\b", some[0].words) for verb in verbs)
    if past and None not in names and len(told) == len(who) * len(verbs):
        yield f"{' and '.join(who)} {' and '.join(verbs)} {b}"


def _small(title: str) -> str:
    small = title.lower() if " " not in title and title[:1].isupper() else title
    return small.removeprefix("the ").removeprefix("The ")


def _tells(one: Evidence, found: Tie, a: str, b: str, *, first: bool) -> Iterator[str]:
    title = on_one_line(found.title.of(one.text)) if found.title is not None else None
    words = " ".join(span.of(one.text) for span in found.spans)
    if found.type is TieType.DESIGNATED_BY:
        yield _designated(one, found, a, b, title)
        return
    if found.type in _OFFICES and title is not None:
        if title.lower().strip(".") in _RANKS and one.text[found.b.span.start : found.b.span.end] not in words:
            yield f"{a} bears the title of {_small(title)}"
            return
        yield f"{a} is the {_small(title)} of {b}"
        return
    if found.type is TieType.FAMILY:
        if title is not None:
            yield f"{a} is the {title.lower()} of {b}"
        return
    verbs = _ACTIVE.get(found.type)
    if verbs is None:
        return
    past = _PAST.get(found.type)
    if past is not None and re.search(rf"(?<![-\w]){past}\b(?! by\b)", words):
        yield f"{a} {past} {b}"
    elif not first and verbs[2]:
        yield f"{b} {'are' if is_plural_name(b) else 'is'} {verbs[2]} {a}"
    yield f"{a} {verbs[is_plural_name(a)]} {b}"


def _designated(one: Evidence, found: Tie, a: str, b: str, title: str | None) -> str:
    year = (found.start or "")[:4]
    opened = f"in {year}, " if year and year in " ".join(span.of(one.text) for span in one.sentences) else ""
    as_what = ""
    if title is not None:
        as_what = (
            f" as {title}"
            if title.lower().startswith(("a ", "an "))
            else f" as {'an' if title[:1].lower() in 'aeiou' else 'a'} {title}"
        )
    reason = f" {_ground(one, found.reason)}" if found.reason is not None else ""
    return f"{opened}{b} designated {a}{as_what}{reason}"


def _ground(one: Evidence, reason: Span) -> str:
    """The words in which a designation gives its ground, as the text joins them: "for having “committed ...”"."""
    found = _FOR.search(one.text[max(0, reason.start - 20) : reason.start])
    return f"{found[1] if found else 'for'} {quoted(on_one_line(reason.of(one.text)))}"


def _name(one: Evidence, actor: str | None, naming: Naming) -> str | None:
    somebody = one.who(actor)
    name = naming.spelt(somebody) if somebody is not None else None
    return with_article(name, one.text) if name is not None else None
