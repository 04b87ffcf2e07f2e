"""What speech acts do to the one they are about, ordered by the codebook's intensities."""

from __future__ import annotations

from functools import cache

from ..codebook.event_types import event_types
from ..record import SpeechAct

#: Acts that are done to somebody, as verbs: of the present, and of the past.
VERBS = {
    SpeechAct.ACCUSE: ("accuses", "accused"),
    SpeechAct.CONDEMN: ("condemns", "condemned"),
    SpeechAct.THREATEN: ("threatens", "threatened"),
    SpeechAct.WARN: ("warns", "warned"),
    SpeechAct.DEMAND: ("demands something of", "demanded something of"),
    SpeechAct.PROMISE: ("promises something to", "promised something to"),
    SpeechAct.REJECT: ("rejects", "rejected"),
    SpeechAct.PRAISE: ("praises", "praised"),
}
#: The same as a noun, for a change from one to another.
NOUNS = {
    SpeechAct.ACCUSE: "accusing",
    SpeechAct.CONDEMN: "condemning",
    SpeechAct.THREATEN: "threatening",
    SpeechAct.WARN: "warning",
    SpeechAct.DEMAND: "demanding something of",
    SpeechAct.PROMISE: "promising something to",
    SpeechAct.REJECT: "rejecting",
    SpeechAct.PRAISE: "praising",
}
#: Acts of which the one that is spoken to is the one they are done to, where no other is named.
TO_THE_ADDRESSEE = frozenset((SpeechAct.THREATEN, SpeechAct.WARN, SpeechAct.DEMAND, SpeechAct.PROMISE))
#: How new it is to do this to somebody for the first time; it orders items, and has no other meaning.
NEWNESS = {
    SpeechAct.THREATEN: 3.0,
    SpeechAct.ACCUSE: 2.6,
    SpeechAct.DEMAND: 2.2,
    SpeechAct.WARN: 2.0,
    SpeechAct.CONDEMN: 1.6,
    SpeechAct.REJECT: 1.6,
    SpeechAct.PROMISE: 1.6,
    SpeechAct.PRAISE: 1.4,
}


@cache
def intensity(act: SpeechAct) -> float | None:
    """Where the codebook places an act from -10 (conflict) to +10 (cooperation): the figure of the event that it is,
    less where it is one only in part (a warning); ``None`` where saying it is no event.
    """
    scheme = event_types()
    coded = scheme.of_act(act)
    return None if coded is None else round(scheme.intensity(coded.type, coded.mode) * coded.weight, 2)
