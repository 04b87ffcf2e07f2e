"""The sample that ships, made into a desk: every report is taken in at the hour at which its desk met it.

The reports come in the forms in which a desk meets them: fetched pages, a feed, a channel's export, a mailbox, and
later looks at three addresses. The desk's clock stands at the hour of each, so that it can be asked as of any of them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from ..clock import Clock
from ..errors import IntakeError, StoreError
from ..gazetteer.loading import SAMPLE as PACK
from ..intake import Facts, Overrides, Raw, documents
from ..intake.containers import opened
from ..intake.feeds import Entry, read_feed
from ..record import JudgementKind, Provenance
from ..store import history, outlets
from .following import follow_list
from .journey import Refusal
from .keeping import Addition, Desk

#: The sample's folder; its pack of names is the one of the other samples.
SAMPLE = Path(__file__).parent.parent / "sample" / "desk"
#: Who is at the sample desk, and when its outlets were graded.
WHO, GRADED = "mira", datetime(2031, 5, 31, 9, tzinfo=UTC)
_FEED = "https://quayside-courier.example.org/feed.xml"
#: A feed's page is met so long after it was published; mails and messages when they came.
_LATER = timedelta(minutes=20)
_TYPES = {".html": "text/html; charset=utf-8"}

Happening = tuple[datetime, Callable[[Desk], Iterator[Addition | Refusal]]]


class StoryClock(Clock):
    """A clock that stands at the hour of what is being taken in."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The hour in the story."""
        return self.at


def make_sample_desk(place: str | Path, database: str | None = None) -> Iterator[Addition | Refusal]:
    """Makes the sample desk in a new or empty folder, document by document; it is complete when this ends.

    Raises:
        StoreError: if it cannot be made there.
    """
    clock = StoryClock(datetime(2031, 3, 6, 8, tzinfo=UTC))
    with Desk.create(place, database=database, who=WHO, packs=(PACK,), clock=clock) as desk:
        list(follow_list(desk, (SAMPLE / "subscriptions.opml").read_bytes(), "subscriptions.opml"))
        for at, happens in sorted(happenings(), key=lambda one: one[0]):
            clock.at = max(clock.at, at)
            yield from happens(desk)
        clock.at = GRADED
        _grade(desk)
        for _ in desk.settle():
            pass


def happenings() -> Iterator[Happening]:
    """What happens at the desk, and when; in no order."""
    yield from _reports()
    yield from _feed()
    for path in ("telegram/result.json", "mails.mbox"):
        yield from _items(SAMPLE / path)
    yield from _checks()


def _reports() -> Iterator[Happening]:
    for line in (SAMPLE / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        provenance = row.pop("provenance", None)
        said = row.pop("overrides", {})
        overrides = Overrides(**{field: value for field, value in said.items() if field != "why"})
        fetched, slug, url = row.pop("fetched"), row.pop("slug"), row["url"]
        facts = None if provenance is None else Facts(provenance=Provenance(**provenance))
        data = json.dumps(row, ensure_ascii=False, indent=1).encode()
        raw = Raw(data, url or f"{slug}.json", "application/json", fetched if url else None, url, 200 if url else None)
        yield _moment(fetched), _take(replace(raw, facts=facts), overrides)


def _feed() -> Iterator[Happening]:
    feed = read_feed(Raw((SAMPLE / "feed.xml").read_bytes(), _FEED, "application/rss+xml"))
    for entry in feed.entries:
        at = _moment(entry.facts.published or "") + _LATER
        yield at, _take(_page(entry, at))


def _page(entry: Entry, at: datetime) -> Raw:
    url = entry.url or ""
    data = (SAMPLE / "pages" / f"{url.rpartition('/')[2]}.html").read_bytes()
    told = Provenance(key=f"feed:{_FEED}", item=entry.key)
    return Raw(data, url, _TYPES[".html"], at.isoformat(), url, 200, replace(entry.facts, provenance=told))


def _items(path: Path) -> Iterator[Happening]:
    """The messages or mails of a file, each when it was sent."""
    for item in opened(path):
        if isinstance(item, IntakeError):
            raise item
        (document,) = documents(item)
        if isinstance(document, IntakeError):
            raise document
        yield _moment(document.published or ""), _take(replace(item, name=f"{path.name}: {document.published}"))


def _checks() -> Iterator[Happening]:
    with (SAMPLE / "checks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at, url, status = _moment(row["at"]), row["url"], int(row["status"])
            if row["file"]:
                data = (SAMPLE / row["file"]).read_bytes()
                yield at, _take(Raw(data, url, _TYPES[".html"], at.isoformat(), url, status))
            else:
                yield at, _gone(url, status)


def _take(raw: Raw, overrides: Overrides | None = None) -> Callable[[Desk], Iterator[Addition | Refusal]]:
    return lambda desk: desk.take(raw, overrides)


def _gone(url: str, status: int) -> Callable[[Desk], Iterator[Addition | Refusal]]:
    def happens(desk: Desk) -> Iterator[Addition | Refusal]:
        found = desk.gone(url, status)
        if found is not None:
            yield found

    return happens


def _grade(desk: Desk) -> None:
    """The outlets' facts and grades, as somebody wrote them down at the end."""
    with (SAMPLE / "sources.csv").open(encoding="utf-8", newline="") as file, desk.store.writing() as at:
        for row in csv.DictReader(file):
            id_ = _outlet(at, row)
            facts = {field: row[field] or None for field in ("kind", "country", "language", "speaks_for")}
            outlets.change_source(desk.store, at, id_, facts, WHO, None)
            value = {"reliability": row["grade"]}
            history.judge(desk.store, at, JudgementKind.GRADE, id_, WHO, value=value, why=row["why"])


def _outlet(at: sa.Connection, row: dict[str, str]) -> str:
    """The outlet of a row: by its channel or host, or by its name where nothing of its site was met."""
    key = f"telegram:{row['channel']}" if row["channel"] else f"host:{row['host']}"
    try:
        return outlets.find_source(at, key)
    except StoreError:
        return outlets.find_source(at, row["name"])


def _moment(said: str) -> datetime:
    found = datetime.fromisoformat(said)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
