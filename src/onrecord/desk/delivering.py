"""Messages sent when they are due: each is noted as being sent, sent outside of any transaction, and noted as done.

A process that is killed between the other side's yes and our note sends once more, under the same id, by which the
other side can tell: at least once on the wire, once by id. A file is looked into, so there it is once.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

from ..clock import stamp
from ..errors import DeliveryError, StoreError
from ..intake.target import target_of
from ..store import deliveries
from ..store.deliveries import Delivery, DeliveryState
from ..store.opening import Store
from .appending import append
from .channels import Channel, Way, kept
from .digest import Message, compose
from .hooking import send_webhook
from .mailing import MailServer, send_mail
from .watch_log import WatchLog

#: Seconds until a second try, and between two tries at the most; each pause is twice the one before.
SHORTEST, LONGEST = 60.0, 6 * 3600.0
#: Tries after which a message is given up: some four weeks.
TRIES = 120
#: Messages taken from the tables at once.
_MOST = 200
#: Nothing is due later than this from now (seconds), unless the clock went back.
_BEYOND = 2 * 86400.0


@dataclass(frozen=True, slots=True)
class Ways:
    """What messages are sent with: the mail server, the secret that webhooks are signed with, the terminal."""

    mail: MailServer | None = None
    secret: str | None = field(default=None, repr=False)
    terminal: Callable[[str], None] | None = None


def send(store: Store, ways: Ways, to: Channel, message: Message) -> None:
    """Sends a message through a channel; when this returns, the other side has it.

    Raises:
        DeliveryError: if it does not.
    """
    from .alert_text import as_text

    if to.way is Way.FILE:
        append(Path(to.to), message)
    elif to.way is Way.MAIL:
        if ways.mail is None:
            raise DeliveryError("no mail server is set", to.to, "set ONRECORD_SMTP and ONRECORD_MAIL_FROM", server=True)
        send_mail(ways.mail, message, to.to)
    elif to.way in (Way.WEBHOOK, Way.PRIVATE):
        if not ways.secret:
            raise DeliveryError("webhooks are signed, and no secret is set", to.shown, "set ONRECORD_WEBHOOK_SECRET")
        send_webhook(to, message, ways.secret, store.clock)
    elif ways.terminal is None:
        raise DeliveryError("there is no terminal here", None, "run onrecord alert run in one", server=True)
    else:
        ways.terminal(as_text(message) + "\n")


def pause(failures: int) -> float:
    """Seconds until the next try after so many that failed."""
    return min(LONGEST, SHORTEST * 2.0 ** min(max(failures - 1, 0), 30))


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the messages that were due."""

    done: int = 0
    postponed: int = 0
    failed: int = 0


class Delivering:
    """Sends what is due. ``alone`` says whether this process still is the one that may."""

    def __init__(self, store: Store, ways: Ways, log: WatchLog, alone: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._ways = ways
        self._log = log
        self._alone = alone
        self._closed: dict[str, tuple[float, int]] = {}

    def send_due(self, stop: Event) -> Sent:
        """Sends all that is due now, what was tried least first, until ``stop`` is set.

        Raises:
            StoreError: if the desk fails.
        """
        done = postponed = failed = 0
        seen: set[str] = set()
        while not stop.is_set():
            some = [one for one in self._due() if one.id not in seen]
            if not some:
                break
            for one in some:
                if stop.is_set():
                    break
                seen.add(one.id)
                state = self._one(one)
                done += state is DeliveryState.DONE
                failed += state is DeliveryState.FAILED
                postponed += state is DeliveryState.WAITING
        return Sent(done, postponed, failed)

    def _due(self) -> Sequence[Delivery]:
        now = self._store.clock.now()
        with self._store.reading() as at:
            some = deliveries.due(at, stamp(now), stamp(now + timedelta(seconds=_BEYOND)), _MOST)
        # A message that a server chokes on holds up no other to it.
        return sorted(some, key=lambda one: (one.tries, one.next or "", one.made, one.id))

    def _one(self, one: Delivery) -> DeliveryState:
        to = kept(one.channel)
        server = _server(to)
        left = self._closed.get(server, (0.0, 0))[0] - self._store.clock.monotonic()
        if left > 0:
            self._postpone(one, left, "its server did not answer others", tried=False)
            return DeliveryState.WAITING
        self._alone()
        with self._store.writing() as at:
            deliveries.begin(at, one.id)
        again = one.state is DeliveryState.SENDING or one.tries > 0
        try:
            with self._store.reading() as at:
                message = compose(self._store, at, one, again=again)
            send(self._store, self._ways, to, message)
        except DeliveryError as error:
            return self._not_sent(one, to, server, error)
        except StoreError as error:
            return self._not_sent(one, to, server, DeliveryError(str(error)))
        except Exception as fault:  # noqa: BLE001 - over one message; the others are not to blame for it
            return self._not_sent(one, to, server, _own_fault(fault))
        self._closed.pop(server, None)
        with self._store.writing() as at:
            deliveries.finish(at, one.id, stamp(self._store.clock.now()))
        self._log.tell("delivery", delivery=one.id, channel=to.shown, outcome="done")
        return DeliveryState.DONE

    def _not_sent(self, one: Delivery, to: Channel, server: str, error: DeliveryError) -> DeliveryState:
        tries = one.tries + 1
        if error.final or tries >= TRIES:
            told = str(error) if error.final else f"given up after {tries} tries: {error}"
            with self._store.writing() as at:
                deliveries.refuse(at, one.id, stamp(self._store.clock.now()), told)
            self._log.tell("delivery", delivery=one.id, channel=to.shown, outcome="failed", error=told)
            return DeliveryState.FAILED
        failures = tries
        if error.server:
            failures = max(tries, self._closed.get(server, (0.0, 0))[1] + 1)
        seconds = max(pause(failures), error.retry_after or 0.0)
        if error.server:
            self._closed[server] = (self._store.clock.monotonic() + seconds, failures)
        self._postpone(one, seconds, str(error), tried=True)
        self._log.tell(
            "delivery", delivery=one.id, channel=to.shown, outcome="waits", seconds=seconds, error=str(error)
        )
        return DeliveryState.WAITING

    def _postpone(self, one: Delivery, seconds: float, error: str, *, tried: bool) -> None:
        again = stamp(self._store.clock.now() + timedelta(seconds=seconds))
        with self._store.writing() as at:
            deliveries.postpone(at, [one.id], again, error, tried=tried)


def _server(to: Channel) -> str:
    """What goes to the same server, or into the same file, bears the same name."""
    if to.way in (Way.WEBHOOK, Way.PRIVATE):
        return target_of(to.to, to.to).origin
    return to.way.value if to.way in (Way.MAIL, Way.TERMINAL) else str(to)


def _own_fault(fault: Exception) -> DeliveryError:
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    at = f"{Path(frame.filename).name}:{frame.lineno}"
    return DeliveryError(
        f"onrecord failed over this message ({type(fault).__name__} at {at})", None, "please report it"
    )
