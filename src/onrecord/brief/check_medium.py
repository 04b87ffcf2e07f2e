"""Whether what is said to have carried words is what carried them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..codebook import party_words
from ..codebook.frame_words import frame_words
from ..codebook.words import word_set
from ..record import BriefSentence
from .evidence import Evidence
from .fault import Fault, FaultKind
from .frame import Frame, FrameKind
from .speakers import names_among, strangers
from .speech import Speech, speech
from .voiced import Voiced
from .words import words_in

if TYPE_CHECKING:
    from .check import Grounds

_BY = word_set("in on at via through during over from by")
_STOPS = word_set("that which who and but while as")
#: How many words a phrase with a carrier has at most.
_LONGEST = 10
#: How many characters of a text are looked at for a line that tells what it is.
_HEAD = 200


def check_medium(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """A carrier that is not that of what is cited, or an outlet that did not carry it."""
    if not cited:
        return
    one = speech(sentence, cited, grounds)
    if not any(frame.kind is not FrameKind.WEAK for frame in one.frames):
        return
    for noun, phrase in media_named(one):
        if not any(_carried(one, noun, cited_) for cited_ in one.cited):
            words = f"nothing that is cited says that this was carried by “{one.of(phrase)}”"
            yield one.fault(FaultKind.MEDIUM, phrase, words, mending=_mending(one), cited=one.cited[0])
        elif (stranger := _stranger(one, phrase)) is not None:
            words = f"“{one.of(stranger)}” did not carry what is cited"
            yield one.fault(FaultKind.MEDIUM, stranger, words, mending=_mending(one), cited=one.cited[0])
    for frame in one.frames:
        yield from _outlets(one, frame)


def media_named(one: Speech) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Phrases that name a carrier: the place of its noun, and of all their words."""
    media, words = frame_words().media, one.words
    for at, word in enumerate(words):
        if word.quoted or word.form not in _BY:
            continue
        for noun in range(at + 1, min(at + 7, len(words))):
            if words[noun].gap.strip(" ’'-") or words[noun].form in _STOPS or words[noun].form in _BY:
                break
            two = f"{words[noun].form} {words[noun + 1].form}" if noun + 1 < len(words) else ""
            size = (
                2
                if two in media
                else 1
                if words[noun].form.removesuffix("'s") in media and not _goes_on(one, noun)
                else 0
            )
            if size and not words[noun].large:
                yield (noun, noun + size), (at + 1, _end(one, noun + size))
                break


def _goes_on(one: Speech, at: int) -> bool:
    """Whether the noun only describes the next: "a press officer", "the paper trail", "on post"."""
    after = one.words[at + 1] if at + 1 < len(one.words) else None
    if after is None or after.gap.strip() or after.large or after.quoted:
        return False
    small = after.form
    return small in frame_words().media or small in (
        "officer",
        "office",
        "service",
        "boat",
        "master",
        "control",
        "line",
    )


def _end(one: Speech, begin: int) -> int:
    at = begin
    while at < len(one.words) and at - begin < _LONGEST:
        word = one.words[at]
        if word.quoted or any(sign in word.gap for sign in ",;:—.") or word.form in _STOPS or _ends(one, at):
            break
        at += 1
    return at


def _ends(one: Speech, at: int) -> bool:
    form = one.words[at].form
    return form[0].isdigit() or any(frame.cue[0] <= at < frame.cue[1] for frame in one.frames) or form in (
        "said", "told", "denied", "accused", "warned", "promised", "to")  # fmt: skip


def _carried(one: Speech, noun: tuple[int, int], cited: Voiced) -> bool:
    """Whether a carrier of this sort is in the source's words, or is what the outlet is."""
    known = frame_words()
    form = " ".join(word.form.removesuffix("'s") for word in one.words[noun[0] : noun[1]])
    lines = known.media[form]
    forms = {word.form.removesuffix("'s") for word in cited.words} | cited.roots | _at_the_head(cited)
    if form in forms or one.words[noun[0]].root in forms:
        return True
    if any(known.media.get(other, frozenset()) & lines for other in forms):
        return True
    title = (cited.evidence.record.document.title or "").lower()
    if any(known.media[word] & lines for word in known.media if word in title):
        return True
    return form in _of_outlet(cited)


def _at_the_head(cited: Voiced) -> frozenset[str]:
    """The words of the line that a text begins with, where it ends in a colon: "To the premier, by open letter:"."""
    line = cited.evidence.text[:_HEAD].lstrip().partition("\n")[0].rstrip()
    return frozenset(word.form for word in words_in(line)) if line.endswith(":") else frozenset()


def _of_outlet(cited: Voiced) -> frozenset[str]:
    known, kept = frame_words().outlets, cited.evidence.record.kept
    found = set(known.get(kept.source.kind.value, ())) if kept is not None and kept.source is not None else set()
    names = {name for voice in cited.cited for body in voice.bodies | voice.who for name in _names(cited, body)}
    for teller in cited.evidence.tellers:
        if teller.outlet is not None and teller.outlet.casefold() in names:
            found |= known.get("armed group", frozenset()) | known.get("government", frozenset())
    return frozenset(found)


def _names(cited: Voiced, who: str) -> Iterator[str]:
    for somebody in cited.evidence.people:
        if somebody.actor.id == who:
            yield from (name.casefold() for name in somebody.names)


def _stranger(one: Speech, phrase: tuple[int, int]) -> tuple[int, int] | None:
    """A name in a phrase that none of what is cited has."""
    words = one.words[phrase[0] : phrase[1]]
    left = set(range(len(words)))
    for cited in one.cited:
        left &= set(strangers(words, names_among(words, cited)))
        left -= {at for at in left if words[at].root in cited.roots}
    media = frame_words().media
    left = {at for at in left if not _is_spelt(one, words[at].key) and words[at].form not in media}
    return (phrase[0] + min(left), phrase[0] + max(left) + 1) if left else None


def _is_spelt(one: Speech, key: str) -> bool:
    return any(key in name.casefold() for name in one.grounds.style.descriptors.values())


def _outlets(one: Speech, frame: Frame) -> Iterator[Fault]:
    """Outlets that are told something, or quote somebody."""
    places = [frame.by] if frame.by is not None else []
    if frame.lemma in ("tell", "inform", "brief") and frame.kind is FrameKind.SAID:
        end = frame.content[0]
        while end < frame.content[1] and end - frame.content[0] < 6 and not _closes(one, end):
            end += 1
        places.append((frame.content[0], end))
    for place in places:
        words = one.words[place[0] : place[1]]
        if not words or any(_carries(one, place, cited) for cited in one.cited):
            continue
        if (named := _outlet(one, place)) is not None:
            said = f"“{one.of(named)}” did not carry what is cited"
            yield one.fault(FaultKind.MEDIUM, named, said, mending=_mending(one), cited=one.cited[0])


def _closes(one: Speech, at: int) -> bool:
    word = one.words[at]
    return word.quoted > 0 or word.form in ("that", "on", "in", "at", "to") or any(sign in word.gap for sign in ",;:")


def _carries(one: Speech, place: tuple[int, int], cited: Voiced) -> bool:
    words = one.words[place[0] : place[1]]
    hits = names_among(words, cited)
    return bool(hits) and not strangers(words, hits)


def _outlet(one: Speech, place: tuple[int, int]) -> tuple[int, int] | None:
    """The name among some words, if it is an outlet's as far as the packs or its words tell."""
    begin, end = place
    large = [at for at in range(begin, end) if one.words[at].large]
    if not large:
        return None
    named = large[0], large[-1] + 1
    forms = [word.form.removesuffix("'s") for word in one.words[named[0] : named[1]]]
    known = one.grounds.gazetteer.actors_named(one.of(named).removesuffix("’s"))
    sorts = {hit.actor.kind for hit in known}
    is_short = len(forms[0]) <= 6 and "." in forms[0]
    return named if "outlet" in sorts or is_short or party_words().is_outlet(forms) else None


def _mending(one: Speech) -> str:
    """What did carry it."""
    cited = one.cited[0]
    medium = next((voice.statement.medium for voice in cited.cited if voice.statement.medium is not None), None)
    if medium is not None:
        return f"the source has: {' '.join(span.of(cited.evidence.text) for span in medium.spans)}"
    outlet = next(iter(cited.evidence.outlets), None)
    return f"it was carried by {outlet}" if outlet else "leave it out"
