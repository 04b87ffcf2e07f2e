"""What ``onrecord alert`` is given."""

from __future__ import annotations

import argparse

from .desk_verbs import at_desk

_ALERT = """\
Keeps questions under a name, asks them of what is new on a desk, and delivers what they find, once: to the terminal, a
file, by mail or to a webhook; at once, or as a digest by day or week."""

_ADD = """\
Keeps a question (as "onrecord find" takes it) under a name. It is asked of what is filed from now on; --since gives
what was filed before too. With --due or --overdue it is a reminder: each promise, demand or threat that fits is told
once, when its day comes near or has passed, whenever it was filed; --since is then the first day.

CHANNEL is terminal (if none is given), file:PATH (appended to), mail:ADDRESS or webhook:URL.

Mail needs ONRECORD_SMTP and ONRECORD_MAIL_FROM where "onrecord alert run" runs, webhooks ONRECORD_WEBHOOK_SECRET."""

_RUN = """\
Asks every kept question of what was filed and settled since it was last asked, and sends what is due; until it is
stopped (Ctrl-C, SIGTERM), or once. What cannot be delivered waits and is tried again, later each time. Another run goes
on where this one was, however it ended; only one runs at a time."""

_RAW = argparse.RawDescriptionHelpFormatter
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def alert_options(parser: argparse.ArgumentParser) -> None:
    """Adds its own verbs."""
    parser.description, parser.formatter_class = _ALERT, _RAW
    verbs = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, help_: str, about: str | None = None) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=help_, description=about or help_[0].upper() + help_[1:] + ".", formatter_class=_RAW
        )
        at_desk(made)
        return made

    _add(action("add", "keep a question under a name", _ADD))
    listed = action("list", "list the alerts: what each found, and what could not be delivered")
    listed.add_argument("--json", action="store_true", help="print JSON")
    show = action("show", "show an alert with its last hits and deliveries")
    _name(show)
    show.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many of each (%(default)s)")
    show.add_argument("--json", action="store_true", help="print JSON")
    for name, help_ in (
        ("pause", "do not ask it for now; what is filed meanwhile is told when it is resumed"),
        ("resume", "ask it again, also of what was filed meanwhile"),
        ("remove", "ask it no more, and send nothing that still waits"),
        ("retry", "send again at once what failed or waits"),
        ("test", "send a message that says that it is a test through each channel"),
    ):
        _name(action(name, help_))
    run = action("run", "ask and deliver, until stopped", _RUN)
    run.add_argument("--once", action="store_true", help="one round, then end; exit code 1 if something was not sent")
    run.add_argument("--log", metavar="FILE", help="write what happens as JSON lines (- is standard error)")


def _name(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("name", metavar="NAME", help="its name, or its id (q:...)")


def _add(add: argparse.ArgumentParser) -> None:
    add.add_argument("name", metavar="NAME", help="what it is called")
    add.add_argument("question", metavar="QUESTION", help="what is asked, in the query language")
    add.add_argument(
        "--every", choices=("now", "day", "week"), default="now", help="tell at once, or in a digest (%(default)s)"
    )
    add.add_argument(
        "--to", action="append", default=[], metavar="CHANNEL", help="where it goes; repeatable (terminal)"
    )
    add.add_argument("--at", default="07:00", metavar="HH:MM", help="when a digest is sent (%(default)s)")
    add.add_argument("--on", choices=DAYS, default="monday", help="the day of a weekly digest (%(default)s)")
    add.add_argument("--zone", default="UTC", metavar="ZONE", help="the time zone of --at, Europe/Athens (%(default)s)")
    add.add_argument("--empty", action="store_true", help="send a digest also when nothing was found")
    add.add_argument("--since", metavar="TIME", help="also what was filed since then: 2017-09-21, or ...T10:00 (UTC)")
    add.add_argument(
        "--due", type=int, metavar="DAYS", help="a reminder: commitments that fit, so many days before they are due"
    )
    add.add_argument(
        "--overdue", action="store_true", help="a reminder: commitments that fit, once their day has passed"
    )
    add.add_argument("--private", action="store_true", help="the webhook's server may be in a private network, on http")
    add.add_argument("--no-stemming", action="store_true", help="only the words as they are written")
    add.add_argument("--no-names", action="store_true", help="only names as they are written, in no other script")
    add.add_argument("--json", action="store_true", help="print JSON")
