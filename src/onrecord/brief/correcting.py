"""What a reader of a published brief is told when a sentence of it no longer stands: in words, ready to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .dates_said import MONTHS
from .fault import place_of
from .frozen import Frozen, Json, plain
from .ripple import Rippled, Touched
from .rippling import Bearing, Change, Kind

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
#: The most characters of a sentence, or of words of a source, that a note repeats.
_LONGEST = 400


def day_in_words(stamp: str | None) -> str | None:
    """The day of an ISO 8601 time: ``12 May 2031``; a month or a year where no more is known."""
    if not stamp:
        return None
    year, month, day = (*stamp[:10].split("-"), "", "")[:3]
    if not (year.isdigit() and (not month or month.isdigit())):
        return stamp
    words = [str(int(day))] if day.isdigit() else []
    words += [MONTHS[int(month) - 1]] if month and 1 <= int(month) <= 12 else []
    return " ".join([*words, year])


def told(change: Change, was: Json, now: Json | None) -> str:
    """What happened, in one sentence for who writes the brief: what it was, what it is, since when, on whose word."""
    words = _what(change, was, now)
    who = f", by {change.who}" if change.who else ""
    since = (
        f" (since {change.since[:16].replace('T', ' ')} UTC{who})" if change.since else (f" ({who[2:]})" if who else "")
    )
    note = f": {change.note}" if change.note and change.kind not in (Kind.WITHDRAWN, Kind.VANISHED) else ""
    return f"{words}{since}{note}"


def _what(change: Change, was: Json, now: Json | None) -> str:
    kind, old, new = change.kind, change.was, change.now
    words = {
        Kind.LOST: "it is not on this desk any more",
        Kind.UNREAD: "the newest reading of its document does not find it any more",
        Kind.WITHDRAWN: f"its words are gone from the source’s page{_version(change)}",
        Kind.VANISHED: f"the source’s page is gone{_status(change)}",
        Kind.RESTORED: "its words are on the source’s page again",
        Kind.REVISED: f"the page has a newer version ({new}), which still has these words",
        Kind.REJECTED: "it was rejected",
        Kind.UNJUDGED: f"that it was {_PAST.get(old or '', old)} was taken back",
        Kind.READ: f"{change.field} was {old}, and is {new}",
        Kind.IDENTITY: f"the {change.field} was taken for {old}, and is {new} now",
        Kind.DISPUTED: f"whether the {change.field} is {old} is an open question now",
        Kind.GRADE: f"the grade of {was['document']['outlet_name']} was {old}, and is {new}",
        Kind.FACTS: f"the {change.field} of its document was {old or 'not known'}, and is {new or 'not known'}",
        Kind.REDACTED: f"words of {'it' if change.field == 'words' else 'its sentence'} were taken out",
        Kind.GIVEN_UP: f"the {'original bytes' if change.field == 'bytes' else 'words'} of its document were given up",
        Kind.ORIGINS: f"its reports had {old} origins, and have {new}",
        Kind.CHECK: f"checked again ({change.field}): {new}",
    }
    return words[kind]


_PAST = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


def _version(change: Change) -> str:
    found = re.search(r"d:[0-9a-f]{16}", change.note or "")
    return f" (version {found[0]})" if found else ""


def _status(change: Change) -> str:
    found = re.search(r"HTTP \d{3}", change.note or "")
    return f" ({found[0]})" if found else ""


def note(rippled: Rippled, today: date) -> str:
    """A correction in Markdown, ready to be printed; empty where every sentence stands as it did."""
    falls = [one for one in rippled.touched if one.bearing is Bearing.FALLS]
    weaker = [one for one in rippled.touched if one.bearing is Bearing.WEAKER]
    lines: list[str] = []
    said = f"{today.day} {MONTHS[today.month - 1]} {today.year}"
    for head, some, verdict in (("Correction", falls, "no longer stands"), ("Clarification", weaker, None)):
        if some:
            lines += [f"**{head}, {said}:** {_opening(rippled.frozen)}", ""]
            lines += [f"- {_sentence(rippled, one, verdict)}" for one in some]
            lines.append("")
    return "\n".join(lines)


def _opening(frozen: Frozen) -> str:
    return f"In the brief “{_md(frozen.title)}” of {day_in_words(frozen.published)} ({frozen.id}):"


def _sentence(rippled: Rippled, one: Touched, verdict: str | None) -> str:
    reasons = dict.fromkeys(
        _reason(change, rippled.frozen.cited.get(change.cited), rippled.now.get(change.cited))
        for change in one.changes
        if change.bearing is one.bearing and change.kind is not Kind.CHECK
    )
    if not reasons:
        reasons = dict.fromkeys(_md(_closed(change.now or "")) for change in one.changes)
    # A sentence with words that had to be taken out is not printed again.
    if any(change.kind is Kind.REDACTED for change in one.changes):
        line, _ = place_of(plain(rippled.frozen.draft), one.sentence.span.start)
        named = f"a sentence under “{_md(one.sentence.heading or rippled.frozen.title)}” (line {line})"
    else:
        named = f"the sentence “{_md(_short(one.sentence.text.strip()))}”"
    return f"{named[0].upper()}{named[1:]}{f' {verdict}' if verdict else ''}. {' '.join(reasons)}"


def _reason(change: Change, was: Json | None, now: Json | None) -> str:
    if was is None:
        return ""
    source = _source(was, now)
    since = day_in_words(change.since)
    on = f" on {since}" if since else ""
    of = f" by {_md(change.who)}" if change.who and not change.who.startswith("onrecord ") else ""
    old, new = _md(change.was or "nothing"), _md(change.now or "nothing")
    judged = f", as was judged{on}{of}" if on else ""
    outlet = _md(was["document"]["outlet_name"] or "the source")
    words = {
        Kind.LOST: f"What it rested on, in {source}, is not on our record any more.",
        Kind.UNREAD: f"Read again, {source} does not say what we took it to say.",
        Kind.WITHDRAWN: f"{_upper(source)} has since changed its page: the words {_quoted(was)} are gone, as seen{on}.",
        Kind.VANISHED: f"{_upper(source)} has since taken its page down, as seen{on}; we keep a copy of it.",
        Kind.REJECTED: f"Our reading of {source} was found to be wrong{on}{of}.",
        Kind.UNJUDGED: f"That our reading of {source} had been confirmed was taken back{on}{of}.",
        Kind.READ: f"Read again, {source} says otherwise: {_field(change)} is {new}, not {old}.",
        Kind.IDENTITY: f"In {source} we took the {_role(change)} for {old}; it is {new}{judged}.",
        Kind.DISPUTED: f"Whether the {_role(change)} in {source} is {old} is an open question.",
        Kind.GRADE: f"The reliability of {outlet}, graded {old} then, is graded {new}{on}.",
        Kind.FACTS: f"The {change.field} of {source} is {new}, not {old}.",
        Kind.REDACTED: "Words that it rested on had to be taken out of our record.",
        Kind.GIVEN_UP: f"The words of {source} are no longer kept, and it cannot be shown from our record.",
        Kind.ORIGINS: f"The reports that it rested on have {new} independent origin{'s' * (new != '1')}, not {old}.",
    }
    return words.get(change.kind, _md(_closed(told(change, was, now))))


def _source(was: Json, now: Json | None) -> str:
    doc = was["document"]
    if now is not None and now["document"]["holes"] != doc["holes"]:
        doc = now["document"]  # Its title may hold what was taken out.
    outlet = _md(doc["outlet_name"] or "the source")
    facts = [f"“{_md(doc['title'])}”"] if doc["title"] else []
    published = day_in_words(doc["published"])
    facts += [published] if published else []
    return f"{outlet} ({', '.join(facts)})" if facts else outlet


def _quoted(was: Json) -> str:
    content = was["chain"][0]["content"] if was["kind"] == "statement" and was["chain"] else was["spans"]
    by_span = {tuple(pair): words for pair, words in zip(was["spans"], was["words"], strict=True)}
    return f"“{_md(_short(' … '.join(by_span.get(tuple(pair), '') for pair in content)))}”"


def _field(change: Change) -> str:
    return _FIELDS.get(change.field, f"the {change.field}")


def _role(change: Change) -> str:
    return {"a": "first party", "b": "second party", "actor": "doer"}.get(change.field, change.field)


_FIELDS = {
    "act": "the act",
    "said": "that it was said",
    "polarity": "whether it was done",
    "chain": "the chain of those who said it",
    "negated": "that it is to be left undone",
}


def _closed(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?", "”")) else f"{words}."


def _short(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _md(words: str) -> str:
    """Words of others, with no power over the page."""
    return _MARKS.sub(r"\\\1", " ".join(words.split()))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def lines(rippled: Rippled, keys: Sequence[str] = ()) -> Iterator[tuple[Touched, Change, str]]:
    """Every change with what happened, in words; of these citations, or of all."""
    for one in rippled.touched:
        for change in one.changes:
            was = rippled.frozen.cited.get(change.cited)
            if was is not None and (not keys or change.cited in keys):
                yield one, change, told(change, was, rippled.now.get(change.cited))
