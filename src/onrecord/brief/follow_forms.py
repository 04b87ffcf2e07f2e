"""Forms of sentences that go on: a further quotation, an earlier statement, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .forms import Made, Parts, held_out, tails
from .quoting import capital, leading, quoted

#: Words for a further quotation of the same speaker that only say that he said it.
MORE = ("added", "continued", "said", "went on")


def further(parts: Parts, turn: int, *, same: bool, tier: int = 0) -> Iterator[Made]:
    """A further quotation; ``same`` says that the sentence before was this speaker's, in this text."""
    who, told = parts.who, parts.told
    verb = parts.verb
    if same and told.verb.bland and told.verb.lemma in {"say", "add", "tell"} and not told.to:
        verb = MORE[turn % len(MORE)]
    if len(told.quotes) > 1:
        first, rest = quoted(told.quotes[0]), quoted(told.quotes[1])
        yield Made(tier, "more in two", parts.end(f"{parts.comma(first)} {who.subject} {verb}, {rest}"), who)
        return
    if not told.quotes:
        return
    said = quoted(leading(told.quotes[0], 60))
    after = verb if verb != "went on" else "continued"
    yield Made(tier, "more, quote first", parts.end(f"{parts.comma(said)} {who.subject} {after}"), who)
    yield Made(tier, "more, who first", parts.end(f"{who.start} {verb}: {said}"), who)
    if who.form != "pronoun":
        if verb in {"said", "added", "continued"} and not who.open:
            yield Made(tier, "more, inverted", parts.end(f"{parts.comma(said)} {verb} {who.text}"), who)
        if told.verb.bland and not told.to:
            yield Made(tier, "more, according", parts.end(f"{parts.comma(said)} according to {who.text}"), who)
            yield Made(tier + 1, "more, words", parts.end(f"In the words of {who.text}: {said}"), who)
    if same and verb in {"said", "added", "continued", "went on"}:
        yield Made(
            tier, "more, also", parts.end(f"{who.start} also {'said' if verb != 'added' else 'added'}: {said}"), who
        )


def further_indirect(parts: Parts, *, same: bool, tier: int = 0) -> Iterator[Made]:
    """A further thing that the speaker said, in the source's indirect words."""
    who, told = parts.who, parts.told
    yield Made(tier, "more indirect", parts.end(f"{who.start} {parts.core}"), who)
    if same and not told.verb.past.startswith(("also", "again", "did", "was")):
        day = parts.said_on if told.finite else ""
        if not told.verb.before:
            said = f"{who.start} also {parts.verb}{day} {told.clause}"
            yield Made(tier, "more, also indirect", parts.end(said), who)


def earlier(parts: Parts, openings: Sequence[str], tier: int = 0) -> Iterator[Made]:
    """What was said before, where the day of saying is known: the day first, the speaker first, the quotation first.

    ``openings`` are "On 9 April", "Last month".
    """
    who, told = parts.who, parts.told
    tail, best = _undated_tail(parts), tier
    for opened in openings:
        small, dated = _small(opened), opened.startswith("On ")
        tier = best + _is_worse(opened, openings)
        form = "on" if dated else "month"
        for first in (f"{opened}, ", *((f"Earlier, {small}, ",) if dated else ())):
            start = f"{first}{who.subject} {parts.verb}"
            if told.clause is not None:
                low = tier + first.startswith("Earlier")
                yield _tailed(parts, low, f"opened {form}{len(first)}", f"{start} {told.clause}", tail)
            elif len(told.quotes) == 1:
                yield _tailed(parts, tier, f"opened quote {form}{len(first)}", f"{start}: {_said(parts)}", tail)
        if told.finite:
            said = f"{who.start} {parts.verb} {small} {told.clause}"
            yield _tailed(parts, tier, f"who, opened {form}", said, tail)
        if len(told.quotes) == 1:
            said = f"{parts.comma(_said(parts))} {who.subject} {parts.verb} {small}"
            yield _tailed(parts, tier, f"quote, opened {form}", said, tail)


def reported_earlier(parts: Parts, openings: Sequence[str], tier: int = 0) -> Iterator[Made]:
    """What was said before, where only the day of the report is known: that is the outlet's."""
    who, told, outlet = parts.who, parts.told, parts.outlet
    if outlet.named_in(told.to) or outlet.is_unknown:
        return
    best = tier
    for opened in openings:
        small = _small(opened)
        tier = best + _is_worse(opened, openings)
        form = "on" if opened.startswith("On ") else "month"
        if told.clause is not None:
            said = f"{who.subject} {parts.verb} {told.clause}"
            before = f"{who.subject} {told.verb.had}{told.to} {told.clause}"
            nested = tier + parts.nested
            yield Made(nested, f"outlet, {form}", parts.end(f"{outlet.start} reported {small} that {before}"), who)
            yield Made(nested, f"{form}, outlet", parts.end(f"{opened}, {outlet.name} reported that {before}"), who)
            yield _tailed(parts, tier, f"who, outlet, {form}", capital(said), f"{outlet.name} reported {small}")
            yield Made(tier, f"as, {form}", parts.end(f"As {outlet.name} reported {small}, {said}"), who)
        if len(told.quotes) == 1:
            quote = _said(parts)
            said = f"{parts.comma(quote)} {who.subject} {parts.verb}"
            yield _tailed(parts, tier, f"quote, outlet, {form}", said, f"{outlet.name} reported {small}")
            if not told.to and told.verb.past != "was quoted as saying":
                said = f"{outlet.name} quoted {who.subject} as {told.verb.gerund}: {quote}"
                yield Made(tier, f"quoted, {form}", parts.end(f"{opened}, {said}"), who)


def same_report(parts: Parts, tier: int = 0) -> Iterator[Made]:
    """A further thing that was said before, by the text that the sentence before is of."""
    who, told = parts.who, parts.told
    also = "" if told.verb.past.startswith(("also", "again", "did", "was")) else "also "
    if told.clause is not None:
        yield _tailed(
            parts, tier, "same report", f"{who.start} {also}{parts.verb} {told.clause}", f"{parts.outlet.same} says"
        )


def _is_worse(opened: str, openings: Sequence[str]) -> int:
    """1 for a day where the month says as much: what was long ago is told by its month."""
    return int(opened.startswith("On ") and any(other.startswith(("Last ", "In ")) for other in openings))


def _tailed(parts: Parts, tier: int, form: str, said: str, tail: str) -> Made:
    return Made(tier, form, parts.end(f"{parts.comma(said)} {tail}"), parts.who)


def _said(parts: Parts) -> str:
    return quoted(leading(parts.told.quotes[0]))


def _small(opened: str) -> str:
    return opened[0].lower() + opened[1:]


def _undated_tail(parts: Parts) -> str:
    return tails(replace(parts.outlet, date_words=None), parts.told.to)[0]


def heading(parts: Parts) -> Iterator[str]:
    """A title: the speaker and what he does, in the present; what was told of the past stays past."""
    who, told = parts.who, parts.told
    name = capital(who.text)
    verb = _brief((told.verb.base or told.verb.past) if who.plural else told.verb.headline)
    to = "" if told.to.startswith((" in ", " on ", " at ")) else told.to
    if told.clause is not None and verb:
        past = bool({"would", "had", "was", "were", "could"} & set(told.clause.split()))
        clause = (
            told.clause.removeprefix("that ")
            if told.verb.lemma in {"say", "announce", "warn", "claim"}
            else told.clause
        )
        text = f"{name} {_brief(told.verb.past) if past else verb}{to} {clause}"
        yield f"{text[:-2]}”" if text.endswith(".”") else text
    for words in told.quotes[:1]:
        first = leading(words, 1)
        if (deed := held_out(first)) is not None and told.verb.takes_to and verb and not told.to:
            yield f"{name} {verb} to {quoted(deed.rstrip('.'))}"
        if verb:
            yield f"{name} {verb}{to}: {quoted(first.rstrip('.'))}"
        yield f"{name}: {quoted(first.rstrip('.'))}"


def _brief(verb: str) -> str:
    """A verb as a title has it: without "in an interview"."""
    return re.sub(r" (?:in|on|at) an? \w+\Z", "", verb)
