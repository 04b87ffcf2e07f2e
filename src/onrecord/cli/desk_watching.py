"""``onrecord desk follow``, ``unfollow``, ``pause``, ``resume`` and ``watch``."""

from __future__ import annotations

import io
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..desk import Refusal
from ..errors import IntakeError, SettingError
from ..export.telling import Words
from ..intake import is_url
from ..settings import Settings
from .desk_place import open_desk
from .notices import Notices, tell, visible
from .saying import say

if TYPE_CHECKING:
    from ..desk import Desk
    from ..desk.following import Followed
    from ..desk.watch_log import Beat


def follow_(options: Namespace, settings: Settings) -> int:
    """Puts each on the list; what cannot be is told, and the rest is done."""
    notices = Notices(debug=settings.debug)
    with open_desk(options, settings) as desk:
        for what in options.what:
            for found in _followed(desk, what, options):
                if isinstance(found, Refusal):
                    notices.refused(found)
                else:
                    watched = found.watched
                    title = Words(watched.title or watched.url)
                    say(f"{watched.id}  {watched.kind.value}  ", title, f": {found.told}")
    notices.told(None)
    return 1 if notices.failures else 0


def _followed(desk: Desk, what: str, options: Namespace) -> Iterator[Followed | Refusal]:
    from ..desk.following import follow, follow_list

    try:
        if not is_url(what) and Path(what).is_file():
            yield from follow_list(desk, Path(what).read_bytes(), what)
            return
        every = None if options.every is None else options.every * 60
        yield follow(desk, what, source=options.source, every=every)
    except IntakeError as error:
        yield Refusal(what, error)
    except OSError as reason:
        yield Refusal(what, IntakeError(f"this list cannot be opened ({reason.strerror})", what, "check the path"))


def unfollow_(options: Namespace, settings: Settings) -> int:
    """Takes it off the list."""
    from ..desk.following import unfollow

    with open_desk(options, settings) as desk:
        say("no longer followed: ", Words(unfollow(desk, options.what).url))
    return 0


def pause_(options: Namespace, settings: Settings) -> int:
    """Leaves it alone for now."""
    from ..desk.following import pause

    with open_desk(options, settings) as desk:
        say("paused: ", Words(pause(desk, options.what).url))
    return 0


def resume_(options: Namespace, settings: Settings) -> int:
    """Looks at it again."""
    from ..desk.following import resume

    with open_desk(options, settings) as desk:
        say("followed again: ", Words(resume(desk, options.what).url))
    return 0


def watch_(options: Namespace, settings: Settings) -> int:
    """Watches until it is stopped; a stop that was asked for is no failure."""
    from ..desk.watch_log import WatchLog
    from ..desk.watching import Watch
    from ..intake.visiting import Visitor

    cycles = 1 if options.once else options.cycles
    if cycles is not None and cycles < 1:
        raise SettingError("--cycles must be 1 or more", str(cycles))
    stop = threading.Event()
    where = sys.stderr if options.log == "-" else Path(options.log) if options.log else None
    logs = where is sys.stderr
    if logs and isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8")  # As JSON is to be, whatever the locale.
    shows = not logs and sys.stderr.isatty()
    with open_desk(options, settings) as desk, stopping(stop):
        clock = desk.store.clock
        watch = Watch(desk, Visitor(clock=clock, stop=stop), log=WatchLog(where, clock), beat=_show if shows else None)
        if not shows and not logs:
            tell(f"watching {desk.store.place}; Ctrl-C or SIGTERM stops it")
        watch.run(stop, cycles)
    if shows:
        sys.stderr.write("\n")
    if not logs:
        ended = "stopped; what was in hand is filed, and the next watch goes on from here"
        tell(ended if stop.is_set() else "done")
    return 0


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """The first SIGINT or SIGTERM asks for a stop; a second ends the process at once, which loses nothing either."""

    def asked(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _show(beat: Beat) -> None:
    """The line at the foot of a terminal."""
    parts = [f"{beat.watched:,} followed", f"{beat.asking:,} asking", f"{beat.filed:,} filed"]
    parts += [
        f"{number:,} {word}"
        for number, word in (
            (beat.revised, "revised"),
            (beat.gone, "gone"),
            (beat.refused, "refused"),
            (beat.failures, "failures"),
        )
        if number
    ]
    sys.stderr.write("\r\x1b[K" + visible(f"{beat.at[11:19]} UTC · " + " · ".join(parts)))
    sys.stderr.flush()
