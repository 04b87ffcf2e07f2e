"""Drafts over some reports of the sample, and a desk that has these: what tests of published briefs share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from onrecord.desk import Desk
from onrecord.desk.publishing import Publication, ToPublish, publish
from onrecord.desk.sample_desk import SAMPLE
from onrecord.intake import Raw
from onrecord.record import Commitment, Event, KeptFinding, Record, Span, Statement, Tie
from onrecord.store import finding, tables
from tests.store.conftest import SetClock

MINISTRY = "https://mfa.qalmara.example.org/en/press/2031-04-23"
WAGES = "https://coastal-guard.example.net/en/communiques/17"
COURANT = "https://stavenhelm-courant.example.net/politics/mine-serial-numbers"
_REPORTS = {
    row["url"]: row for row in map(json.loads, (SAMPLE / "reports.jsonl").read_text(encoding="utf-8").splitlines())
}


def page_of(number: int) -> Raw:
    """The ministry's page in its first or second version."""
    data = (SAMPLE / "edited" / f"khor-lethan-{number}.html").read_bytes()
    return Raw(data, MINISTRY, "text/html; charset=utf-8", f"2031-04-2{number + 2}T11:00:00Z", MINISTRY, 200)


def report(url: str) -> Raw:
    """A report of the sample, as it was fetched."""
    row = _REPORTS[url]
    said = {name: row[name] for name in ("url", "source", "title", "author", "published", "language", "text")}
    data = json.dumps(said, ensure_ascii=False, indent=1).encode()
    return Raw(data, url, "application/json", row["fetched"], url, 200)


def at_the_time(clock: SetClock) -> None:
    """Sets the clock to the day after the last of the reports."""
    clock.time = datetime(2031, 5, 5, 9, tzinfo=UTC)


def filled(desk: Desk) -> Desk:
    """The desk with three reports, settled."""
    for raw in (page_of(1), report(COURANT), report(WAGES)):
        list(desk.take(raw))
    for _ in desk.settle():
        pass
    return desk


def said(desk: Desk, words: str, kind: str = "statement") -> str:
    """The id of the finding whose words hold these: of several the one with the fewest."""
    with desk.store.reading() as at:
        found = [
            (sum(len(span.of(record.document.text)) for span in spans), kept.id)
            for record in finding.records(desk.store, at)
            for kept, spans in _findings(record)
            if kept.id.startswith(kind[0]) and words in " ".join(span.of(record.document.text) for span in spans)
        ]
    return min(found)[1]


def _findings(record: Record) -> Iterator[tuple[KeptFinding, Sequence[Span]]]:
    assert record.kept is not None
    found: list[Statement | Event | Tie | Commitment] = [*record.statements, *record.events, *record.ties]
    by_local = {one.id: one for one in (*found, *record.commitments)}
    for kept in record.kept.findings:
        one = by_local[kept.local]
        if isinstance(one, Statement):
            yield kept, one.content
        else:
            yield kept, (one.deed,) if isinstance(one, Commitment) else one.spans


SENTENCES = {
    "shells": "Foreign Minister Leila Osh’ar accused Nesharra’s Ninth Bureau of supplying the shells",
    "crates": "“The crates bore the stamp of a works near Vashtel,” she told ambassadors",
    "mine": "Defence Minister Karsten Hvalgren accused Nesharra’s Ninth Bureau of supplying the mine",
    "wages": "Harun al-Tezmeri warned on the militia’s website that the strait would be closed on 10 May if wages are "
    "not paid by 9 May",
    "envoy": "The Minister assured the special envoy, Ingrith Valloway, that the army would occupy the ridge north of "
    "the town",
}
WORDS = {
    "shells": "of supplying the shells",
    "crates": "The crates bore the stamp",
    "mine": "of supplying the mine",
    "wages": "we will close the strait",
    "envoy": "the army would occupy the ridge",
}


def draft(desk: Desk, *names: str) -> bytes:
    """A draft of these sentences, each cited."""
    ids = {name: said(desk, WORDS[name]) for name in names}
    body = "\n\n".join(f"{SENTENCES[name]} [@{ids[name]}]." for name in names)
    return (
        f"---\ntitle: Charges over the truce line\ndate: 2031-05-05\n---\n\n"
        f"# Charges over the truce line\n\n## Charges\n\n{body}\n\n"
        "Comment: The charges are likely to be repeated.\n"
    ).encode()


def published(desk: Desk, *names: str) -> Publication:
    """A draft of these sentences, published."""
    done = publish(desk, ToPublish(draft(desk, *names), "week.md"))
    assert done.frozen is not None, [str(one.words) for one in done.faults]
    return done


def rows(desk: Desk) -> int:
    """How many briefs the desk keeps."""
    with desk.store.reading() as at:
        return int(at.execute(sa.select(sa.func.count()).select_from(tables.brief)).scalar_one())
