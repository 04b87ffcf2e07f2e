"""What a site's robots.txt asks for (RFC 9309): which pages are open to us, how slowly, and where its sitemaps are.

Protego matches the rules: the longest one wins, ``*`` and ``$`` are understood. Which group of rules is ours is told
here beforehand, by the whole product token, so that a file of a thousand other robots' names costs no more than its
length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

_AGENT = re.compile(r"[ \t]*user[- ]?agent(?:[ \t]*:|[ \t])[ \t]*([^#\r\n]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+")
#: A name that is nobody's: other robots' groups are kept apart from ours under it.
_OTHERS = "others-"
_MOST_SITEMAPS = 100


def token_of(user_agent: str) -> str:
    """The product token of a user agent, in small letters: ``onrecord`` of ``onrecord/0.1 (+about)``."""
    found = _TOKEN.match(user_agent.strip().lower())
    return found[0] if found else "*"


class Rules:
    """The rules in a robots.txt for the robot that ``user_agent`` names; an empty text closes nothing."""

    def __init__(self, text: str, user_agent: str) -> None:
        from protego import Protego

        self._token = token_of(user_agent)
        lines = (_ours(line, self._token) for line in text.lstrip("\ufeff").splitlines())
        self._parsed: Protego = Protego.parse("\n".join(lines))

    def allows(self, url: str) -> bool:
        """Whether the page at ``url`` (of this site) may be fetched."""
        return self._parsed.can_fetch(url, self._token)

    @property
    def delay(self) -> float:
        """The Crawl-delay in seconds, 0 where none is asked for."""
        return self._parsed.crawl_delay(self._token) or 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of the site's sitemaps, as they are written there, at most 100."""
        return tuple(dict.fromkeys(self._parsed.sitemaps))[:_MOST_SITEMAPS]


def _ours(line: str, token: str) -> str:
    """The line; where it begins a group, under our token if it is ours, ``*`` if it is everybody's, else nobody's."""
    found = _AGENT.match(line)
    if found is None:
        return line
    named = found[1].strip().lower()
    if named.startswith("*"):
        return "User-agent: *"
    own = _TOKEN.match(named)
    return f"User-agent: {token if own and own[0] == token else _OTHERS}"
