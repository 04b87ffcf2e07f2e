"""``onrecord desk source`` and ``grade``: what a person says of an outlet."""

from __future__ import annotations

from argparse import Namespace

from ..errors import SettingError
from ..export.standing_words import joined
from ..export.telling import Words
from ..record import JudgementKind, Reliability, SourceKind
from ..settings import Settings
from .desk_place import open_desk, who
from .saying import say


def source_(options: Namespace, settings: Settings) -> int:
    """Changes facts of an outlet."""
    from ..store import outlets

    names = ("name", "kind", "country", "language", "homepage", "link", "speaks_for")
    fields = {name: value for name in names if (value := getattr(options, f"set_{name}")) is not None}
    kind = fields.get("kind")
    if kind is not None and kind not in set(SourceKind):
        raise SettingError("no kind of outlet", repr(kind), f"write one of: {', '.join(SourceKind)}")
    if not fields and options.add_key is None:
        raise SettingError("nothing is to be changed", options.name, "give --set-kind, --set-country, --add-key ...")
    with open_desk(options, settings) as desk, desk.store.writing() as at:
        id_ = outlets.find_source(at, options.name)
        outlets.change_source(
            desk.store,
            at,
            id_,
            {name: value or None for name, value in fields.items()},
            who(options, settings),
            options.why,
        )
        if options.add_key is not None:
            fields["told by"] = outlets.add_key(
                desk.store, at, id_, options.add_key, who(options, settings), options.why
            )
    told = [(f"{name} ", Words(value or "unknown")) for name, value in fields.items()]
    say(f"{id_}: ", *joined(told, ", "))
    return 0


def grade_(options: Namespace, settings: Settings) -> int:
    """Grades an outlet."""
    from ..store import history, outlets

    letter = options.letter.upper()
    if letter not in set(Reliability):
        raise SettingError("not a grade", repr(options.letter), "write A (completely reliable) to E (unreliable), or F")
    with open_desk(options, settings) as desk, desk.store.writing() as at:
        id_ = outlets.find_source(at, options.name)
        made = history.judge(
            desk.store,
            at,
            JudgementKind.GRADE,
            id_,
            who(options, settings),
            value={"reliability": letter},
            why=options.why,
        )
    say(f"{made.id}  {id_}: {letter} ({Reliability(letter).words})")
    return 0
