"""What is kept of an item between the look that met it and the visit that fetches it: JSON in its row."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..intake import Facts
from ..intake.feeds import Entry, Feed
from ..intake.sitemaps import SitemapUrl
from ..intake.visiting import Validators
from ..record import Forward, Precision, Provenance
from ..store.watching import NewItem
from .addressing import plain_url


@dataclass(frozen=True, slots=True)
class Told:
    """What a feed or sitemap told of an item, and what the server said of its page when that was fetched.

    ``content`` is the whole text (HTML) where the feed carries it, so that it can be filed when the page cannot;
    ``homepage`` and ``language`` are the feed's. ``listed`` is the sitemap's date of the last change. ``visits`` is how
    often the page was looked at again since it was filed.
    """

    facts: Facts = field(default_factory=Facts)
    content: str | None = None
    homepage: str | None = None
    language: str | None = None
    listed: str | None = None
    validators: Validators = field(default_factory=Validators)
    visits: int = 0

    def json(self) -> str:
        """The form in which it is kept; what is not known is left out."""
        return json.dumps(_without_nothing(asdict(self)), ensure_ascii=False)

    def seen(self, validators: Validators, visits: int) -> Told:
        """The same after its page was filed or looked at again: its content is not needed any more."""
        return replace(self, content=None, validators=validators, visits=visits)


def told_of(kept: str | None) -> Told:
    """What ``Told.json`` kept."""
    if kept is None:
        return Told()
    said: dict[str, Any] = json.loads(kept)
    return Told(
        facts=_facts(said.get("facts", {})),
        content=said.get("content"),
        homepage=said.get("homepage"),
        language=said.get("language"),
        listed=said.get("listed"),
        validators=Validators(**said.get("validators", {})),
        visits=said.get("visits", 0),
    )


def item_of_entry(entry: Entry, feed: Feed) -> NewItem:
    """A feed's entry as an item that waits; its text is kept if it is whole, or there is no page to fetch."""
    url = None if entry.url is None else plain_url(entry.url)
    content = entry.content if entry.full or url is None else None
    told = Told(entry.facts, content, feed.homepage, feed.language)
    return NewItem(entry.key, url, told.json())


def item_of_page(page: SitemapUrl, known: str | None, is_known: bool) -> NewItem:
    """A sitemap's page as an item; one that is known waits again if the sitemap says that it changed since."""
    url = plain_url(page.url)
    before = told_of(known).listed if is_known else None
    changed = is_known and page.modified is not None and (before is None or page.modified > before)
    return NewItem(url, url, Told(page.facts, listed=page.modified).json(), changed)


def entry_of(key: str, url: str | None, told: Told) -> Entry:
    """The feed's entry again, with its whole text."""
    return Entry(key, url, told.facts, told.content, full=True)


def _facts(said: dict[str, Any]) -> Facts:
    precision, provenance = said.get("precision"), said.get("provenance")
    return Facts(
        **said
        | {
            "precision": None if precision is None else Precision(precision),
            "provenance": None if provenance is None else _provenance(provenance),
        }
    )


def _provenance(said: dict[str, Any]) -> Provenance:
    forward = said.get("forward")
    return Provenance(**said | {"forward": None if forward is None else Forward(**forward)})


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one not in (None, {}, 0)}
    return value
