"""Webhooks: one message as JSON in one POST, signed, so that the other side knows that it is ours and whole."""

from __future__ import annotations

import hashlib
import hmac
import json

from ..clock import Clock
from ..errors import DeliveryError, FetchError, IntakeError
from ..intake.deadline import Deadline
from ..intake.fetch import USER_AGENT, Limits, Request, post
from ..intake.target import target_of
from ..intake.visiting import retry_after
from .alert_wire import as_wire
from .channels import Channel, Way
from .digest import Message

#: Seconds for connecting, for one wait, and for all of it.
_CONNECT, _WAIT, _TOTAL = 10.0, 20.0, 30.0


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the header ``Onrecord-Signature`` says: HMAC-SHA256 over the timestamp, a point, and the body."""
    return "v1=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def send_webhook(to: Channel, message: Message, secret: str, clock: Clock) -> None:
    """Posts a message.

    Raises:
        DeliveryError: if the server cannot be reached or does not take it; ``final`` if it never will.
    """
    target = target_of(to.to, to.to)
    body = json.dumps(as_wire(message), ensure_ascii=True).encode()
    timestamp = str(int(clock.now().timestamp()))
    fields = {
        "Content-Type": "application/json",
        "Onrecord-Delivery": message.id,
        "Onrecord-Timestamp": timestamp,
        "Onrecord-Signature": signature(secret, timestamp, body),
    }
    limits = Limits(_CONNECT, _WAIT, _TOTAL, own=to.way is Way.PRIVATE)
    request = Request(USER_AGENT, limits, 0, fields=fields)
    try:
        answer = post(target, request, body, Deadline(_TOTAL, _WAIT))
    except FetchError as error:
        raise DeliveryError(f"the webhook was not reached ({error.what})", target.origin, server=True) from None
    except IntakeError as error:
        raise DeliveryError(f"the webhook is not sent to ({error.what})", target.origin, final=True) from None
    status = answer.status
    if 200 <= status < 300:
        return
    if status in (408, 425, 429) or status >= 500:
        wait = retry_after(answer, clock.now())
        raise DeliveryError(
            f"the webhook cannot take it now (HTTP {status})",
            target.origin,
            retry_after=wait,
            server=wait is not None or status == 429,
        )
    why = "redirects, which is not followed" if 300 <= status < 400 else "does not take it"
    raise DeliveryError(f"the webhook {why} (HTTP {status})", target.origin, final=True)
