"""A URL taken apart: which server, which page, and whether it is one that is fetched at all."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urlsplit

from onrecord.errors import IntakeError


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
    where = url if at == url else f"{url} (redirected to {at[:200]})"
    try:
        parts = urlsplit(urldefrag(at.strip()).url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise IntakeError("this is not a web address", where, "check it") from None
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise IntakeError("only http and https addresses are fetched", where, "save the page and give the file")
    if parts.username is not None or parts.password is not None:
        raise IntakeError("this address carries a user name or password", where, "leave it out")
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise IntakeError("this is not a host name", where, "check the address") from None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    return Target(parts.scheme, ascii_host, port, path + query, where)
