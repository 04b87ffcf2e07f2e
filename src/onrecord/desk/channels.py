"""Where an alert goes, as a person writes it: ``terminal``, ``file:PATH``, ``mail:ADDRESS``, ``webhook:URL``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..errors import IntakeError, SettingError
from ..intake.addresses import is_public
from ..intake.target import target_of

_WAYS = "write terminal, file:PATH, mail:ADDRESS or webhook:URL"
#: An address as nearly all are: letters, digits and marks that need no quoting, then a host name.
_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([^@\s]+)", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*", re.ASCII)
_LONGEST = 1000
_LONGEST_MAIL = 254
_NUMBER = re.compile(r"[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.%]*", re.ASCII)


class Way(StrEnum):
    """How a message is sent."""

    TERMINAL = "terminal"
    FILE = "file"
    MAIL = "mail"
    WEBHOOK = "webhook"
    PRIVATE = "private-webhook"
    """A webhook whose server may stand in a private network, and in the clear there."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where messages go: ``to`` is a path, an address or a URL, empty for the terminal."""

    way: Way
    to: str = ""

    def __str__(self) -> str:
        return f"{self.way.value}:{self.to}" if self.to else self.way.value

    @property
    def shown(self) -> str:
        """The channel as a log tells it: of a webhook's URL the server alone, for the rest may be a secret."""
        if self.way not in (Way.WEBHOOK, Way.PRIVATE):
            return str(self)
        return f"{self.way.value}:{target_of(self.to, self.to).origin}/..."


def channel(said: str, *, private: bool = False, desk: Path | None = None) -> Channel:
    """A channel as it is kept, of what a person wrote. ``desk`` is the folder of the desk, which no file is in.

    Raises:
        SettingError: if it is none, or one that nothing may be sent to.
    """
    way, _, to = said.strip().partition(":")
    if len(said) > _LONGEST or not to.isprintable():
        raise SettingError("this is no channel", repr(said[:80]), _WAYS)
    if way == Way.TERMINAL.value and not to:
        return Channel(Way.TERMINAL)
    if way == Way.FILE.value and to:
        return Channel(Way.FILE, _path(to, desk))
    if way == Way.MAIL.value and to:
        return Channel(Way.MAIL, _mail(to))
    if way in (Way.WEBHOOK.value, Way.PRIVATE.value) and to:
        private = private or way == Way.PRIVATE.value
        return Channel(Way.PRIVATE if private else Way.WEBHOOK, _url(to, private))
    raise SettingError("this is no channel", repr(said), _WAYS)


def kept(said: str) -> Channel:
    """The channel that ``str`` made this of."""
    way, _, to = said.partition(":")
    return Channel(Way(way), to)


def _path(to: str, desk: Path | None) -> str:
    path = Path(to).expanduser().resolve()
    if path.exists() and not path.is_file():
        raise SettingError("only a plain file is appended to", str(path), "name a file")
    if not path.parent.is_dir():
        raise SettingError("this folder is not there", str(path.parent), "make it first")
    if desk is not None and path.is_relative_to(desk.resolve()):
        raise SettingError("a desk's own folder holds no other files", str(path), "name a file elsewhere")
    return str(path)


def _mail(to: str) -> str:
    match = _MAIL.fullmatch(to.strip())
    try:
        host = match[1].encode("idna").decode("ascii").lower() if match else ""
    except UnicodeError:
        host = ""
    if match is None or not _HOST.fullmatch(host) or len(to) > _LONGEST_MAIL:
        raise SettingError("this is no mail address", repr(to), "write name@example.org, without a display name")
    return to.strip()[: match.start(1)] + host


def _url(to: str, private: bool) -> str:
    try:
        target = target_of(to, to)
    except IntakeError as error:
        raise SettingError(error.what, error.where, error.remedy) from None
    if private:
        return target.url
    if target.scheme != "https":
        raise SettingError(
            "a webhook is sent to over https", target.origin, "write https://, or --private for a server of your own"
        )
    local = target.host == "localhost" or target.host.endswith(".localhost")
    if local or (_NUMBER.fullmatch(target.host) and not is_public(target.host)):
        raise SettingError(
            "this webhook stands in a private network", target.origin, "say --private if that is what you want"
        )
    return target.url
