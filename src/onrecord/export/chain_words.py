"""A chain in words: how a carrier's words stand to the first one's, whom it has them from, how many voices."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.carried import Carried
from ..analysis.chain import Chain
from ..analysis.origins import Link
from ..linking.utterances import How
from ..record import ZoneKind
from .kept_words import day, minute, of_grade
from .telling import NOBODY, Line, Words
from .wording import confidence_words, count_words

NO_OUTLET = "an outlet that is not named"
HOW_WORDS = {
    How.VERBATIM: "the same words",
    How.CUT: "cut: one of the two has more words",
    How.ALTERED: "with words altered",
    How.PARAPHRASED: "in other words",
    How.TRANSLATED: "translated",
}


def name_of(one: Carried) -> Words | str:
    """The carrier's outlet."""
    return Words(one.name) if one.name else NO_OUTLET


def when_words(one: Carried) -> str:
    """When it was published, in UTC where the time is known; that it is not known is said."""
    if one.published is None:
        return f"date not known, filed {minute(one.filed)} UTC"
    if "T" not in one.published:
        return one.published
    return f"{minute(_utc(one.published))} UTC" if _has_zone(one.published) else f"{minute(one.published)} (no zone)"


def _has_zone(said: str) -> bool:
    return said.endswith("Z") or said[-6:-5] in ("+", "-")


def _utc(said: str) -> str:
    from datetime import UTC, datetime

    try:
        return datetime.fromisoformat(said).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return said


def grade_line(one: Carried) -> str:
    """The outlet's grade: ``grade B (usually reliable)``."""
    return of_grade(one.outlet) if one.outlet else "outlet not known"


def speaker_line(one: Carried) -> Line:
    """Who said it, as the carrier names the speaker."""
    if one.speaker is None:
        return (NOBODY,)
    role = (", ", Words(one.role)) if one.role and one.role not in (one.speaker_words or "") else ()
    return (Words(one.speaker), *role)


def link_line(chain: Chain, link: Link) -> Line:
    """From whom a carrier has it, and by which of its words: ``has it from LPA: cites it, “the L.P.A.” (likely)``."""
    shown: Line = (": “", Words(link.words), "”") if link.words else ()
    origin = name_of(chain.carriers[link.origin])
    return ("has it from ", origin, f": {link.sign.value}", *shown, f" ({confidence_words(link.sure)})")


def how_line(one: Carried) -> Line:
    """How its words stand to the first carrier's."""
    if one.how is None:
        return ("the first, as far as this desk knows",)
    if one.how is How.VERBATIM:
        return (HOW_WORDS[one.how],)
    return (f"{HOW_WORDS[one.how]} ({confidence_words(one.sure)} the same utterance)",)


def alteration_lines(one: Carried) -> Iterator[Line]:
    """Each stretch of words that differs from the first carrier's."""
    for found in one.alterations:
        if not found.words:
            yield ("left out: “", Words(found.first), "”")
        elif not found.first:
            yield ("added: “", Words(found.words), "”")
        else:
            yield ("altered: “", Words(found.first), "” → “", Words(found.words), "”")


def proviso_lines(one: Carried) -> Iterator[str]:
    """What keeps it from being told as plainly said: that it was not, that it stands in a comment."""
    if one.negated:
        yield "the text says that this was not said"
    if one.zone == ZoneKind.COMMENT.value:
        yield "in a comment"


def state_lines(one: Carried) -> Iterator[str]:
    """What became of it: withdrawn, its page gone, judged."""
    if one.withdrawn:
        yield f"withdrawn by source on {day(one.withdrawn)}"
    if one.vanished:
        yield f"the page was gone on {day(one.vanished)}"
    if one.judged:
        read = "; here it stands as it was read" if one.judged == "edited" else ""
        yield f"{one.judged} by somebody{read}: onrecord show {one.statement}"


def left_out_lines(chain: Chain) -> Iterator[str]:
    """What of it is not shown."""
    if chain.left:
        yield f"and {count_words(chain.left, 'carrier')} more, not followed here"
    if chain.rejected:
        yield f"{count_words(chain.rejected, 'carrier')} left out: rejected by somebody"


def voices_line(chain: Chain) -> Line:
    """How many carriers there are, and how many of them can be independent."""
    count = len(chain.carriers) + chain.left
    carriers = count_words(count, "carrier")
    first = name_of(chain.carriers[chain.voices[0]])
    if count == 1:
        return ("1 carrier: nobody else on this desk has it",)
    if len(chain.voices) == 1:
        alone = len(chain.links) == len(chain.carriers) - 1
        return (f"{carriers}, one voice: all have it from ", first, "" if alone else " and outlets of the same body")
    named: list[str | Words] = []
    for place in chain.voices[:6]:
        named += ["; ", name_of(chain.carriers[place])]
    more = f" and {len(chain.voices) - 6} more" if len(chain.voices) > 6 else ""
    told = f"{carriers}, at most {count_words(len(chain.voices), 'independent voice')}: "
    return (told, *named[1:], more)


def hearsay_line(chain: Chain, place: int) -> Line:
    """The way back from a carrier to the speaker: ``brief ← wire ← site ← spokesman``."""
    told: list[str | Words] = []
    for at in chain.path(place):
        told += [name_of(chain.carriers[at]), " ← "]
        for outer in chain.carriers[at].outers:
            if outer.speaker:
                told += [Words(outer.speaker), " ← "]
    last = chain.carriers[chain.path(place)[-1]]
    return (*told, Words(last.speaker) if last.speaker else NOBODY)
