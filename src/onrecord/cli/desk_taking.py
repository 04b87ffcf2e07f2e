"""``onrecord desk init``, ``add`` and ``say``."""

from __future__ import annotations

from argparse import Namespace

from ..desk import Addition, Desk, Outcome, Refusal
from ..errors import SettingError
from ..export.standing_words import joined
from ..export.telling import Line, Words
from ..intake import Overrides
from ..settings import Settings
from .desk_asking import short
from .desk_place import database_of, must_be_a_folder, open_desk, who
from .notices import Notices, tell
from .own_packs import own_packs
from .saying import say
from .settling import settle

#: Characters of a title that are shown.
_TITLE = 100


def init_(options: Namespace, settings: Settings) -> int:
    """Makes a desk."""
    database = database_of(options, settings)
    must_be_a_folder(options.folder)
    with Desk.create(options.folder, database=database, who=who(options, settings), packs=own_packs(settings)) as desk:
        say(f"a new desk: {desk.store.place}")
        if database is not None:
            tell(f"its original bytes are kept in {options.folder}; --desk or ONRECORD_DESK is its database's address")
    return 0


def add_(options: Namespace, settings: Settings) -> int:
    """Takes in, reads and files; one line a document."""
    said = _overrides(options)
    jobs = settings.jobs if options.jobs is None else options.jobs
    if jobs < 1:
        raise SettingError("--jobs must be 1 or more", str(jobs))
    notices, counts = Notices(debug=settings.debug), dict.fromkeys(Outcome, 0)
    with open_desk(options, settings) as desk:
        from ..scale.filing import add_many

        for found in add_many(desk, options.sources, said, jobs, own_packs(settings)):
            if isinstance(found, Refusal):
                notices.refused(found)
            else:
                counts[found.outcome] += 1
                say(*line(found))
                for reason in found.failures:
                    tell(f"{found.document}: not everything was read ({reason})")
        settle(desk)
    notices.told(None)
    if sum(counts.values()) > 1:
        told = ", ".join(f"{number:,} {outcome.value}" for outcome, number in counts.items() if number)
        tell(f"{sum(counts.values()):,} documents: {told}")
    return 1 if notices.failures else 0


def say_(options: Namespace, settings: Settings) -> int:
    """What a person says of a filed document."""
    said = _overrides(options)
    if said == Overrides():
        raise SettingError("nothing is said of this document", options.id, "give --published, --source, --title ...")
    with open_desk(options, settings) as desk:
        found = desk.say(options.id, said)
        settle(desk)
        say(f"said of {found.document}: ", Words(found.title or "no title"))
    return 0


def line(found: Addition) -> Line:
    """What became of one document, on one line."""
    outlet, title = Words(found.source or "outlet not named"), Words(short(found.title or "no title", _TITLE))
    parts: list[Line] = [(f"{found.outcome.value:8} {found.document}  ", outlet, ": ", title)]
    if found.outcome in (Outcome.FILED, Outcome.REVISED):
        parts.append((f"{found.statements:,} statement{'' if found.statements == 1 else 's'}",))
    if found.carries:
        parts.append((f"the same text as {found.carries}",))
    if found.revises:
        parts.append((f"a new version of {found.revises}",))
    if found.withdrawn:
        parts.append((f"{found.withdrawn:,} finding{'' if found.withdrawn == 1 else 's'} withdrawn by the source",))
    return joined(parts)


def _overrides(options: Namespace) -> Overrides:
    return Overrides(
        published=options.published,
        source=options.source,
        title=options.title,
        language=options.language,
        author=options.author,
    )
