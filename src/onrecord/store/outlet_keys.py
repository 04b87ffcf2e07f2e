"""What an outlet is recognised by: the key of its channel, of its host or account, of its feed, of its name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

from ..record import Provenance

#: Kinds of key that change hands: an outlet is told by these only where nothing else tells.
_PASSING = ("name", "handle")
#: The most bytes of a key; PostgreSQL indexes no more than some 2,700.
_LONGEST_KEY = 1_000
_LONGEST_NAME = 200
_ACCOUNT = re.compile(r"[\w.\-]{1,100}\Z")
_ARCHIVED = re.compile(r"/web/\d{4,14}[a-z_]{0,4}/(https?:/{1,2}.+)", re.IGNORECASE)


def keys_of(url: str | None, name: str | None, provenance: Provenance | None) -> tuple[str, ...]:
    """The keys of the outlet that carried an item, those that last before those that pass.

    A channel's number decides first, then the page's host (or, on a platform, the account: a platform is no outlet),
    then the feed, then the name. A feed is left out where the page stands on another host: it only pointed there. An
    archived page is that of the host it was taken from. A page on a platform that names no account gives no key.

        >>> keys_of("https://www.lpa.example.net/a", "The Littoral  Press Agency", None)
        ('host:lpa.example.net', 'name:littoral press agency')
        >>> keys_of("https://t.me/s/CoastPost/12", None, None)
        ('host:t.me/coastpost',)
    """
    lasting = provenance.key if provenance is not None else None
    page = host_key(url)
    kind, _, rest = (lasting or "").partition(":")
    found = [] if lasting is None or kind == "feed" else [lasting]
    found += [page] if page is not None else []
    if kind == "feed" and (page is None or host_key(rest) in (page, None)):
        found.append(f"feed:{rest}")
    named = name_key(name)
    found += [named] if named is not None else []
    return tuple(dict.fromkeys(bounded(key) for key in found))


def passes(key: str) -> bool:
    """Whether a key is of a kind that changes hands."""
    return key.partition(":")[0] in _PASSING


def name_key(name: str | None) -> str | None:
    """The key of a name: without case, "the" before it, marks that are not seen, and more than one space."""
    seen = "".join(
        letter for letter in name or "" if unicodedata.category(letter) not in ("Cf", "Cc") or letter.isspace()
    )
    # Capitals may compose otherwise than small letters do, so the form is made again after.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    words = " ".join(folded.split())[:_LONGEST_NAME].strip()
    words = words.removeprefix("the ") or words
    return f"name:{words}" if words else None


def shared_name_key(key: str, country: str | None) -> str:
    """The key of one of several outlets that bear a name: by its country, or of the one that nothing tells."""
    return f"{key} ({(country or '?').lower()})"


def host_key(url: str | None) -> str | None:
    """The key of a page's host, without ``www.`` and ``m.``; on a platform, of the account."""
    address = _original(url or "")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    host = _bare(_ascii(host))
    account = _PLATFORMS.get(host)
    if account is not None:
        return account([unquote(part) for part in parts.path.split("/") if part], parts.query)
    return bounded(f"host:{host}" if port in (None, 80, 443) else f"host:{host}:{port}")


def bounded(key: str) -> str:
    """The key, or, of one that is too long for a database, its beginning and its hash."""
    key = key.replace("\0", "")
    raw = key.encode("utf-8", "replace")
    if len(raw) <= _LONGEST_KEY:
        return raw.decode()
    digest = hashlib.sha256(raw).hexdigest()
    return raw[: _LONGEST_KEY - 65].decode("utf-8", "ignore") + "#" + digest


def _original(url: str) -> str:
    """The address behind one in the Internet Archive, else the address itself."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if (parts.hostname or "") in ("web.archive.org", "archive.org"):
        match = _ARCHIVED.match(parts.path + (f"?{parts.query}" if parts.query else ""))
        if match is not None:
            return re.sub(r"^(https?:)/+", r"\1//", match[1], flags=re.IGNORECASE)
    return url.strip()


def _ascii(host: str) -> str:
    """The host as it stands in the name system; as it is where it cannot stand there."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()


def _bare(host: str) -> str:
    for prefix in ("www.", "m.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            host = host.removeprefix(prefix)
    return host


Account = Callable[[list[str], str], str | None]


def _named(site: str, at: int = 0, before: tuple[str, ...] = (), none: frozenset[str] = frozenset()) -> Account:
    """Accounts by the segment ``at`` of the path, after one of ``before`` if there are any, none of ``none``."""

    def account(path: list[str], _query: str) -> str | None:
        if len(path) <= at or (before and path[0].lower() not in before):
            return None
        name = path[at].lower()
        if name in none or not _ACCOUNT.match(name.removeprefix("@")):
            return None
        return "host:" + "/".join((site, *(part.lower() for part in path[:at]), name))

    return account


def _telegram(path: list[str], query: str) -> str | None:
    if path[:1] == ["c"] and len(path) > 1 and path[1].isascii() and path[1].isdigit():
        return f"telegram:{path[1]}"
    none = frozenset({"joinchat", "addstickers", "share", "proxy", "iv", "c", "addlist"})
    return _named("t.me", none=none)(path[1:] if path[:1] == ["s"] else path, query)


def _youtube(path: list[str], query: str) -> str | None:
    if path and path[0].lower() == "channel" and len(path) > 1 and _ACCOUNT.match(path[1]):
        return f"host:youtube.com/channel/{path[1]}"
    if path and path[0].startswith("@"):
        return _named("youtube.com")(path, query)
    return _named("youtube.com", 1, ("c", "user"))(path, query)


def _facebook(path: list[str], query: str) -> str | None:
    numbers = parse_qs(query, max_num_fields=20).get("id", []) if len(query) < 2_000 else []
    if path[:1] in (["profile.php"], ["story.php"]):
        return f"host:facebook.com/{numbers[0]}" if numbers and numbers[0].isdigit() else None
    if path[:1] == ["groups"]:
        return _named("facebook.com", 1, ("groups",))(path, query)
    none = frozenset({"watch", "share", "sharer", "photo", "photo.php", "permalink.php", "events", "reel", "hashtag"})
    return _named("facebook.com", none=none)(path, query)


def _nobody(_path: list[str], _query: str) -> str | None:
    return None


_X = _named("x.com", none=frozenset({"i", "home", "search", "hashtag", "intent", "share", "explore", "settings"}))
_MEDIUM = _named("medium.com", none=frozenset({"p", "m", "tag", "search", "me"}))
#: Hosts where many outlets have accounts, and how the account is told from path and query. Platforms that give each a
#: host of its own (blogs, mostly) need no line.
_PLATFORMS: dict[str, Account] = {
    "t.me": _telegram,
    "telegram.me": _telegram,
    "telegram.dog": _telegram,
    "telegra.ph": _nobody,
    "x.com": _X,
    "twitter.com": _X,
    "facebook.com": _facebook,
    "fb.com": _facebook,
    "youtube.com": _youtube,
    "youtu.be": _nobody,
    "medium.com": _MEDIUM,
    "instagram.com": _named("instagram.com", none=frozenset({"p", "reel", "reels", "stories", "explore", "tv"})),
    "tiktok.com": _named("tiktok.com", none=frozenset({"t", "tag", "discover", "video"})),
    "threads.net": _named("threads.net"),
    "vk.com": _named("vk.com", none=frozenset({"feed", "search", "video", "wall"})),
    "bsky.app": _named("bsky.app", 1, ("profile",)),
    "linkedin.com": _named("linkedin.com", 1, ("company", "in", "school")),
    "sites.google.com": _named("sites.google.com", 1, ("site", "view")),
    "archive.ph": _nobody,
    "archive.today": _nobody,
    "archive.is": _nobody,
    "web.archive.org": _nobody,
}
