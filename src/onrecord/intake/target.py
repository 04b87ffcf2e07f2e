"""A URL taken apart: which server, which page, and whether it is one that is fetched at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from onrecord.errors import IntakeError

#: A scheme, then a user name and perhaps a password, to the last @ before the path.
_LOGIN = re.compile(r"^((?:[A-Za-z][A-Za-z0-9+.-]{0,30}:)?//)[^/?#]*@")
#: What whoever takes an address apart passes over: a password could hide behind it.
_PASSED_OVER = str.maketrans("", "", "\t\r\n")
_BEFORE = "".join(map(chr, range(33)))
#: Characters of an address that a redirect leads to, as an error shows it.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Target:
    """One request's place. ``where`` is what an error calls it: the address that was asked for, and any redirect."""

    scheme: str
    host: str
    port: int | None
    path: str
    where: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port is not None else "")

    @property
    def url(self) -> str:
        """The whole URL, without its fragment."""
        return self.origin + self.path

    @property
    def real_port(self) -> int:
        """The port to connect to."""
        return self.port if self.port is not None else (443 if self.scheme == "https" else 80)

    def at(self, path: str) -> Target:
        """Another path of the same server."""
        return Target(self.scheme, self.host, self.port, path, self.where)


def target_of(at: str, url: str) -> Target:
    """Where ``at`` leads, taken apart; ``url`` is what was asked for at first."""
    where = readable(url) if at == url else f"{readable(url)} (redirected to {readable(at)[:_SHOWN]})"
    try:
        parts = urlsplit(at.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise IntakeError("this is not a web address", where, "check it") from None
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise IntakeError("only http and https addresses are fetched", where, "save the page and give the file")
    if parts.username is not None or parts.password is not None:
        raise IntakeError("this address carries a user name or password", where, "leave it out")
    try:
        found, path = ascii_host(host), quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    except UnicodeError:
        raise IntakeError("this is not a host name", where, "check the address") from None
    return Target(parts.scheme, found, port, path + query, where)


def ascii_host(host: str) -> str:
    """A host name as it stands in the name system.

    Raises:
        UnicodeError: if it cannot stand there.
    """
    return host if ":" in host else host.encode("idna").decode("ascii")


def without_login(url: str) -> str:
    """An address without a user name and password: they open nothing that is read here, and are not to be kept."""
    return _LOGIN.sub(r"\1", url.translate(_PASSED_OVER).lstrip(_BEFORE))


def readable(url: str) -> str:
    """An address as it may be kept and shown: without a password, on one line, with nothing unseen in it."""
    return "".join(char if char.isprintable() else quote(char, errors="replace") for char in without_login(url.strip()))
