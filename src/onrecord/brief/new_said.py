"""What is new in a statement, in words that say no more than that the desk has read nothing of the kind before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..analysis.novelty_parts import Asks, Check, Found, Scope
from ..record import Form, SpeechAct, hull
from .dates_said import day_of, day_words
from .evidence import Evidence
from .forms import Made
from .naming import Named
from .outlets_said import with_article
from .quoting import capital, closed, inner, leading, on_one_line, quoted
from .saying_verbs import verb_of
from .style import Style

_READ = "as far as the desk has read"
#: Acts whose verb takes the one that they are about as its object, in the past and after "had".
_ACTS = {
    SpeechAct.ACCUSE: "accused",
    SpeechAct.THREATEN: "threatened",
    SpeechAct.WARN: "warned",
    SpeechAct.CONDEMN: "condemned",
    SpeechAct.PRAISE: "praised",
    SpeechAct.REJECT: "rejected",
    SpeechAct.DEMAND: "demanded anything of",
    SpeechAct.PROMISE: "promised anything to",
}


def new(
    check: Check,
    one: Evidence,
    earlier: Evidence | None,
    names: Sequence[Named],
    style: Style,
    today: date,
    body: str | None = None,
) -> Iterator[Made]:
    """Sentences on one thing that was looked for; always at least one. ``body`` is whose side is spoken of."""
    who = next((named for named in names if named.form != "pronoun"), None)
    subject = _subject(check.scope, who, body)
    deed = _deed(check, one, "somebody" if check.found is Found.AGAIN else "anybody")
    before = day_of(check.earlier.day) if check.earlier is not None else None
    on = f"on {day_words(before, style, today)}" if before is not None else None
    since = day_words(before, style, today) if before is not None else None
    found = check.found
    mine = who if check.scope is Scope.SPEAKER else None
    if found is Found.FIRST:
        yield Made(0, "new, it was", f"It was the first time, {_READ}, that {subject} {deed}.", mine)
        yield Made(0, "new, never", f"Never before, {_READ}, had {subject} {deed}.", mine)
        yield (
            Made(0, "new, no earlier", f"{capital(_READ)}, {subject} had not {deed} before.", mine)
            if check.scope is not Scope.ANYONE
            else Made(0, "new, nobody", f"{capital(_READ)}, nobody had {deed} before.", mine)
        )
    elif found is Found.SINCE and since is not None:
        yield Made(0, "since, it was", f"It was the first time since {since}, {_READ}, that {subject} {deed}.", mine)
        had = "nobody had" if check.scope is Scope.ANYONE else f"{subject} had not"
        yield Made(0, "since, not", f"{capital(_READ)}, {had} {deed} since {since}.", mine)
    elif found is Found.AGAIN and on is not None:
        who_before = "somebody" if check.scope is Scope.ANYONE else subject
        yield Made(0, "again", f"{capital(who_before)} had {deed} before, {on}.", mine)
        yield Made(0, "again, read", f"It was not the first time: {who_before} had {deed} {on}.", mine)
    elif found is Found.CHANGED and check.earlier is not None:
        yield from _changed(earlier, subject, on, style)
    elif found is Found.CHANGED and check.asks is Asks.REVISED:
        yield Made(0, "revised", "An earlier version of the page had other words in its place.")
    elif found is Found.NOTHING:
        yield Made(
            0, "nothing", f"The desk has read nothing earlier by {subject.rstrip(',')} to compare it with.", mine
        )
    if found is Found.UNCLEAR or (found in (Found.SINCE, Found.AGAIN) and on is None):
        yield Made(
            9, "new, open", f"Whether {subject} had {deed} before cannot be told from what the desk has read.", mine
        )


def _changed(earlier: Evidence | None, subject: str, on: str | None, style: Style) -> Iterator[Made]:
    day = f" {on}" if on else ""
    said = earlier.voices[-1] if earlier is not None and earlier.voices else None
    if earlier is not None and said is not None and said.form is Form.DIRECT:
        words = quoted(leading(inner(said.content[0].of(earlier.text))))
        whole = closed(f"That may differ from what {subject} said{day}: {words}", ".", style.marks)
        yield Made(0, "changed", whole)
        yield Made(
            0,
            "changed, earlier",
            closed(f"Earlier,{day + ',' if day else ''} {subject} had said: {words}", ".", style.marks),
        )
    yield Made(1, "changed, plain", f"That may differ from what {subject} said{day or ' before'}.")


def _subject(scope: Scope, who: Named | None, body: str | None) -> str:
    if scope is Scope.ANYONE:
        return "anyone"
    if scope is Scope.SIDE and body is not None:
        return f"anyone on {body}{'’' if body.endswith('s') else '’s'} side"
    if who is None:
        return "this speaker"
    name = who.text.split(",")[0] if who.open and not who.text.startswith(("the ", "The ")) else who.text
    name = f"{name}," if "," in name and not name.endswith(",") else name
    return f"the side of {name}" if scope is Scope.SIDE else name


def _deed(check: Check, one: Evidence, whom: str) -> str:
    target = with_article(check.target.name, one.text) if check.target is not None else None
    act = one.voices[-1].act if one.voices else None
    again = whom == "somebody"
    cue = one.voices[-1].cue if one.voices else ()
    verb = verb_of(on_one_line(hull(cue).of(one.text))) if cue else None
    # Who only asked did not demand, and who called for it did neither in so many words.
    asked = verb is not None and verb.lemma == "ask"
    if not asked and act is SpeechAct.DEMAND and (verb is None or verb.lemma != "demand"):
        return "said this"
    if check.asks in (Asks.ACT, Asks.CHANGE) and act in _ACTS:
        deed = f"{_ACTS[act]} {target or whom}"
        deed = deed.replace("demanded anything", "asked anything") if asked else deed
        return deed.replace(" anything ", " something ") if again else deed
    if check.asks is Asks.DEMAND:
        return "asked for this" if asked else "demanded this"
    if target is not None:
        return f"named {target}"
    return "said this"
