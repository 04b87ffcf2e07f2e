"""Where a later version of a document would stand: its address, by which a page is known again."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from ..intake import Raw, is_url
from ..intake.charset import clean
from ..intake.target import ascii_host, without_login
from ..record import Document
from ..store.ids import text_sha256
from ..store.outlet_keys import bounded

#: What trackers add to an address; the page is the same without.
_TRACKING = frozenset({"fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "igshid"})
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: What may stand in a path or query as it is (RFC 3986), with the sign that begins an escape.
_SAFE = "/%:@!$&'()*+,;=~-._?"
_ROUTES = ("!", "/")


def address_of(document: Document, raw: Raw, alone: bool = True) -> str | None:
    """The address of a document: a channel's message, a page by its URL, a mail by its Message-ID and its words.

    A mail that was sent does not change, and whoever writes another's Message-ID is to withdraw nothing.

    A fetched page stands where it was fetched, whatever it calls its canonical address; a saved one where it says. The
    text that a feed gives of an entry is not the page that the entry points to, to which others may point too: it
    stands in its feed, by its identity there. Of several documents in the same bytes (not ``alone``) each stands where
    it says itself, on no other server than they, and else is known again by its words only. A file of one's own that
    says nothing has no address, for a file's name promises nothing about what it will hold. An address that is too long
    for a database is cut, and ends in its hash.
    """
    found = _address(document, raw, alone)
    return None if found is None else bounded(found)


def _address(document: Document, raw: Raw, alone: bool) -> str | None:
    told = document.provenance
    key = "" if told is None else told.key or ""
    if told is not None and told.item is not None:
        if key.startswith("telegram:"):
            return f"{key}/{told.item}"
        if key.startswith("feed:") and raw.final_url is None:
            return _of_entry(key, told.item, raw.name)
        if key.startswith("stix:"):
            # Whoever writes another's id into a bundle is to withdraw nothing, and many reports may cite one page.
            return f"{key}/{told.item}#sha256:{text_sha256(document.text)}"
    if raw.final_url is not None and is_url(raw.final_url):
        whole = plain_url(raw.final_url)
        return whole + ("" if _route(whole) else _route(raw.name)) if alone else _of_several(document, whole)
    for url in (raw.name, document.url):
        if url is not None and is_url(url):
            return plain_url(url)
    if told is not None and told.item is not None:
        return f"{key or 'item'}/{told.item}#sha256:{text_sha256(document.text)}"
    return None


def _of_several(document: Document, whole: str) -> str:
    own = plain_url(document.url or whole)
    if own != whole and own.split("/", 3)[:3] == whole.split("/", 3)[:3]:
        return own
    return f"{whole}#sha256:{text_sha256(document.text)}"


def _of_entry(feed: str, item: str, name: str) -> str | None:
    if is_url(feed.removeprefix("feed:")):
        return f"{feed}/{item}"
    # A feed in a file: the next one in a file of this name may be another.
    if not is_url(name):
        return None
    return f"entry:{plain_url(name)}" + ("" if item == name else f" {item}")


def plain_url(url: str) -> str:
    """A URL in one spelling, by which the same page is asked for: host in small letters as the name system has it, one
    way to escape, no name or password, default port, tracking parameters, or fragment, but for one that says which page
    of a site (``#!/news/1``, ``#/news/1``).
    """
    url = without_login(clean(url).strip())
    try:
        parts = urlsplit(url)
        port = parts.port
        host = ascii_host((parts.hostname or "").rstrip("."))
    except ValueError:
        return url
    if not host:
        return url
    shown = f"[{host}]" if ":" in host else host
    if port is not None and port != (443 if parts.scheme == "https" else 80):
        shown += f":{port}"
    return urlunsplit((parts.scheme, shown, _spelled(parts.path or "/"), _asked(parts.query), _route(url)[1:]))


def _asked(query: str) -> str:
    """A query without what trackers add; what stays keeps its order and its coding, which may be another than UTF-8."""
    kept = [part for part in query.split("&") if not _tracks(part.partition("=")[0].lower())]
    return _spelled("&".join(kept))


def _tracks(name: str) -> bool:
    return name in _TRACKING or name.startswith("utm_")


def _route(url: str) -> str:
    """The fragment by which a site of one page tells its pages apart, with its ``#``; empty where it is none."""
    fragment = url.partition("#")[2]
    return "#" + _spelled(fragment) if is_url(url) and fragment.startswith(_ROUTES) else ""


def _spelled(part: str) -> str:
    """A path or query with escapes only where they must be, in capitals; what is escaped means what it did."""
    return _ESCAPED.sub(_escape, quote(part, safe=_SAFE))


def _escape(found: re.Match[str]) -> str:
    byte = unquote_to_bytes(found[0])
    return byte.decode() if byte[0] in _PLAIN else found[0].upper()
