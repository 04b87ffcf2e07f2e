"""``onrecord alert run`` and ``test``: what sends."""

from __future__ import annotations

import io
import secrets
import sys
import threading
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..clock import stamp
from ..errors import DeliveryError, SettingError
from ..export.telling import Words
from ..settings import Settings
from .desk_place import open_desk
from .desk_watching import stopping
from .notices import tell
from .saying import fitted, say, write

if TYPE_CHECKING:
    from ..desk import Desk
    from ..desk.delivering import Ways

#: The most bytes of a file that holds a password.
_LONGEST = 4096


def run(options: Namespace, settings: Settings) -> int:
    """Sends; 1 if something could not be sent."""
    ways = ways_of(settings)
    with open_desk(options, settings) as desk:
        return _test(desk, options, ways) if options.action == "test" else _run(desk, options, ways)


def ways_of(settings: Settings) -> Ways:
    """What messages are sent with.

    Raises:
        SettingError: if a setting cannot be used, or a file with a password cannot be read.
    """
    from ..desk.delivering import Ways
    from ..desk.mailing import mail_server

    password = _secret("ONRECORD_SMTP_PASSWORD", settings.smtp_password, settings.smtp_password_file)
    secret = _secret("ONRECORD_WEBHOOK_SECRET", settings.webhook_secret, settings.webhook_secret_file)
    mail = None if settings.smtp is None else mail_server(settings.smtp, settings.mail_from, password)
    return Ways(mail, secret, lambda text: write(fitted(text)))


def _secret(name: str, said: str | None, file: str | None) -> str | None:
    if said is not None or file is None:
        return said
    try:
        with Path(file).open(encoding="utf-8") as opened:
            found = opened.read(_LONGEST).strip()
    except (OSError, UnicodeError):
        raise SettingError(f"the file of {name}_FILE cannot be read", file, "check the path and its rights") from None
    if not found:
        raise SettingError(f"the file of {name}_FILE is empty", file, "write the secret into it")
    return found


def _run(desk: Desk, options: Namespace, ways: Ways) -> int:
    from ..desk.alerting import Alerts
    from ..desk.settling import settle
    from ..desk.watch_log import WatchLog

    stop = threading.Event()
    where = sys.stderr if options.log == "-" else Path(options.log) if options.log else None
    if where is sys.stderr and isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8")  # As JSON is to be, whatever the locale.

    def settled(stop: threading.Event) -> None:
        for _ in settle(desk):
            if stop.is_set():
                return

    with stopping(stop):
        alerts = Alerts(desk.store, ways, settle=settled, log=WatchLog(where, desk.store.clock))
        if not options.once and where is not sys.stderr:
            tell(f"sending the alerts of {desk.store.place}; Ctrl-C or SIGTERM stops it")
        done = alerts.run(stop, once=options.once)
    if options.once:
        tell(
            f"{done.found:,} found, {done.done:,} delivered"
            + (f", {done.postponed:,} waiting" if done.postponed else "")
            + (f", {done.failed:,} not delivered: see onrecord alert list" if done.failed else "")
        )
        return 1 if done.postponed or done.failed else 0
    if where is not sys.stderr:
        tell("stopped; the next run goes on from here")
    return 0


def _test(desk: Desk, options: Namespace, ways: Ways) -> int:
    from ..desk.channels import kept
    from ..desk.delivering import send
    from ..desk.digest import trial_message
    from ..store import saved

    with desk.store.reading() as at:
        one = saved.saved_at(at, options.name)
        now = stamp(desk.store.clock.now())
        message = trial_message(at, one, f"v:{secrets.token_hex(8)}", now)
    failed = 0
    for said in one.channels:
        try:
            send(desk.store, ways, kept(said), message)
        except DeliveryError as error:
            failed += 1
            tell(f"onrecord: {error}")
        else:
            say("sent to ", Words(said))
    return 1 if failed else 0
