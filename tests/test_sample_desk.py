"""The sample desk: its files hold together, what is planted stands where the table says, all of it is fiction."""

from __future__ import annotations

import csv
import json
import mailbox
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from onrecord.gazetteer.checking import check_pack
from onrecord.gazetteer.loading import SAMPLE, load_packs, shipped_packs
from onrecord.intake import Raw
from onrecord.intake.taking import documents
from onrecord.record import ActorKind
from onrecord.record.source import Reliability, SourceKind

DESK = Path(__file__).parent.parent / "src" / "onrecord" / "sample" / "desk"
MARKS = ("Fiction.", "نص خيالي.", "متن خیالی.")
MOST_WORDS = 10_000
CHANNEL = 1900000031


def rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the tables."""
    with (DESK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REPORTS: list[dict[str, Any]] = [
    json.loads(line) for line in (DESK / "reports.jsonl").read_text(encoding="utf-8").splitlines()
]
PLANTED = rows("planted.csv")
BY_SLUG = {report["slug"]: report for report in REPORTS}


def export() -> dict[str, Any]:
    """The export of the militia's channel."""
    found: dict[str, Any] = json.loads((DESK / "telegram" / "result.json").read_text(encoding="utf-8"))
    return found


def words_of(message: dict[str, Any]) -> str:
    """A message's text, whose parts are strings or entities."""
    parts = [message["text"]] if isinstance(message["text"], str) else message["text"]
    return "".join(part if isinstance(part, str) else part["text"] for part in parts)


def mails() -> Iterator[tuple[int, bytes]]:
    box = mailbox.mbox(DESK / "mails.mbox", create=False)
    try:
        yield from enumerate((message.as_bytes() for message in box), start=1)
    finally:
        box.close()


def taken(data: bytes, name: str) -> str:
    """The text that intake makes of one document."""
    (found,) = documents(Raw(data, name))
    assert not isinstance(found, Exception), found
    return found.text


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of every document, by the name that the table of what is planted calls it."""
    out = {report["slug"]: report["text"] for report in REPORTS}
    for page in sorted([*DESK.glob("pages/*.html"), *DESK.glob("edited/*.html")]):
        out[page.relative_to(DESK).as_posix()] = taken(page.read_bytes(), page.name)
    for message in export()["messages"]:
        if message["type"] == "message":
            out[f"telegram/result.json#{message['id']}"] = words_of(message)
    for number, data in mails():
        out[f"mails.mbox#{number}"] = taken(data, f"{number}.eml")
    return out


def entries(row: dict[str, str]) -> list[tuple[str, str, str]]:
    """The documents of a planted row, each with its words and its speaker, which may be empty."""
    cells = [row[column].split(" | ") for column in ("documents", "words", "speakers")]
    return list(zip(*cells, strict=True))


def planted(kind: str) -> list[list[tuple[str, str, str]]]:
    found = [entries(row) for row in PLANTED if row["kind"] == kind]
    assert found, kind
    return found


def body(text: str) -> list[str]:
    """Its paragraphs, without the mark at the end."""
    return text.strip().split("\n\n")[:-1]


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: f"{row['kind']}: {row['documents'][:40]}")
def test_planted_words_stand_in_their_documents(row: dict[str, str], texts: dict[str, str]) -> None:
    assert row["note"]
    for document, words, _ in entries(row):
        assert document in texts, document
        assert words in texts[document], (document, words)


def test_planted_speakers_are_actors_of_the_pack() -> None:
    known = load_packs((SAMPLE,))
    speakers = {speaker for row in PLANTED for _, words, speaker in entries(row) if speaker and words}
    assert len(speakers) > 8
    assert {known.actor(speaker).id for speaker in speakers} == speakers


def test_every_kind_that_was_asked_for_is_planted() -> None:
    wanted = "family, cut, retitled, paragraph added, numbers corrected, altered quote, translated quote, two stories"
    wanted += ", promise kept, promise overdue, threat carried out, threat not carried out, demand refused, demand met"
    wanted += ", denial, contradiction, chain, forward, silent, renamed, edited, vanished, undated, date overridden"
    wanted += ", names, comment, first time, first time since, reversal, altered position"
    assert {row["kind"] for row in PLANTED} == set(wanted.split(", "))


def test_the_desk_is_short_enough_to_be_read_in_seconds(texts: dict[str, str]) -> None:
    assert len(texts) > 60
    assert sum(len(text.split()) for text in texts.values()) < MOST_WORDS


def test_every_text_says_that_it_is_fiction(texts: dict[str, str]) -> None:
    assert {
        name: text.strip().split("\n")[-1] for name, text in texts.items() if not text.strip().endswith(MARKS)
    } == {}
    assert all(report["fiction"] is True for report in REPORTS)
    assert "All of it is fiction" in (DESK / "README").read_text(encoding="utf-8")


def test_no_two_texts_open_alike_but_those_of_a_family(texts: dict[str, str]) -> None:
    alike = [{document for document, _, _ in row} for kind in ("family", "forward", "edited") for row in planted(kind)]
    opened: dict[str, str] = {}
    for name, text in texts.items():
        words = " ".join(text.split()[:8])
        other = opened.setdefault(words, name)
        assert other == name or any({name, other} <= family for family in alike), (name, other, words)


def test_reports_are_told_apart_and_come_in_the_order_in_which_they_were_met() -> None:
    assert len(BY_SLUG) == len(REPORTS)
    addresses = [report["url"] for report in REPORTS if report["url"]]
    assert len(set(addresses)) == len(addresses)
    met = [datetime.fromisoformat(report["fetched"]) for report in REPORTS]
    assert met == sorted(met)
    for report, when in zip(REPORTS, met, strict=True):
        said = report.get("overrides", {}).get("published", report["published"])
        if said is not None:
            published = datetime.fromisoformat(said)
            assert (published if published.tzinfo else published.astimezone(when.tzinfo)) <= when, report["slug"]
            assert published.year == 2031


def test_only_the_leaflet_has_no_date_and_only_the_note_is_put_right() -> None:
    assert [report["slug"] for report in REPORTS if report["published"] is None] == [
        document for row in planted("undated") for document, _, _ in row
    ]
    put_right = [report["slug"] for report in REPORTS if "overrides" in report]
    assert put_right == [document for row in planted("date overridden") for document, _, _ in row]
    assert not re.search(r"\d|January|February|March|April\b|June|July", BY_SLUG["leaflet"]["text"])


def test_addresses_are_reserved_ones() -> None:
    for path in sorted(path for path in DESK.rglob("*") if path.is_file()):
        hosts = re.findall(r"https?://([^/\s\"'<>)]+)", path.read_text(encoding="utf-8"))
        for host in hosts:
            assert host.endswith(("example.org", "example.net")) or host in ("purl.org", "www.w3.org"), (path, host)


def test_the_family_differs_as_said(texts: dict[str, str]) -> None:
    (wire, *carriers), judge = ([document for document, _, _ in row] for row in planted("family"))
    assert len(carriers) == 6
    whole = body(texts[wire])
    assert body(texts["pages/inspections-end.html"])[-4:] == whole[:-2]
    assert body(texts["courant-inspections"]) == [whole[n] for n in (0, 1, 2, 4)]
    assert texts["two-shores-inspections"] == texts[wire]
    assert BY_SLUG["two-shores-inspections"]["title"] != BY_SLUG[wire]["title"]
    assert body(texts["post-inspections"])[:-1] == whole
    assert len(judge) == 3
    assert body(texts["post-judge"])[:-1] == body(texts["tns-judge"])
    assert set(body(texts["two-shores-judge"])) < set(body(texts["tns-judge"]))


def swapped(here: str, there: str) -> list[tuple[str, str]]:
    """The words that differ between two texts of equally many words."""
    return [(one, other) for one, other in zip(here.split(), there.split(), strict=True) if one != other]


def test_one_quote_is_altered_by_one_word_and_one_text_has_other_numbers(texts: dict[str, str]) -> None:
    assert swapped(texts["lpa-inspections"], texts["sada-inspections"]) == [("lawful,", "unlawful,")]
    numbers = [("214", "241"), ("four", "six"), ("3,100", "2,600")]
    assert swapped(texts["lpa-inspections"], texts["tns-inspections"]) == numbers


def test_two_stories_about_one_event_share_no_run_of_six_words(texts: dict[str, str]) -> None:
    for row in planted("two stories"):
        one, other = (texts[document].split() for document, _, _ in row)
        runs = [{tuple(words[n : n + 6]) for n in range(len(words) - 5)} for words in (one, other)]
        assert not runs[0] & runs[1]


def test_the_chain_carries_the_same_words_later_and_later(texts: dict[str, str]) -> None:
    (origin, site, wire, brief), _ = planted("chain")
    assert len({words for _, words, _ in (origin, site, wire, brief)}) == 1
    message = next(m for m in export()["messages"] if f"#{m['id']}" in origin[0])
    when = [datetime.fromisoformat(message["date"] + "+03:00")]
    when += [datetime.fromisoformat(BY_SLUG[document]["published"]) for document in (site[0], wire[0], brief[0])]
    assert when == sorted(when)
    assert "website" in texts[wire[0]]
    assert "Littoral Press Agency" in texts[brief[0]]


def test_the_silent_outlet_published_every_day_or_two_and_then_no_more() -> None:
    days = [datetime.fromisoformat(r["published"]).date() for r in REPORTS if r["source"] == "Sirrat Lookout"]
    assert all(0 < (later - earlier).days <= 2 for earlier, later in pairwise(days))
    assert (days[0].isoformat(), days[-1].isoformat()) == ("2031-03-27", "2031-04-15")


def test_the_renamed_paper_keeps_its_host() -> None:
    names: dict[str, set[str]] = {}
    for report in REPORTS:
        if report["url"]:
            names.setdefault(report["url"].split("/")[2], set()).add(report["source"])
    assert {host: found for host, found in names.items() if len(found) > 1} == {
        "khor-lethan-post.example.org": {"Khor Lethan Post", "Eastern Shore Post"}
    }


def test_the_export_has_the_form_of_the_messenger_and_the_channel_its_number() -> None:
    found = export()
    assert (found["type"], found["id"]) == ("public_channel", CHANNEL)
    messages = found["messages"]
    assert [m["id"] for m in messages] == sorted({m["id"] for m in messages})
    for message in messages:
        local = datetime.fromisoformat(message["date"] + "+03:00")
        assert int(message["date_unixtime"]) == int(local.timestamp())
        assert "".join(entity["text"] for entity in message["text_entities"]) == words_of(message)
    renamed = [m for m in messages if m.get("action") == "edit_group_title"]
    assert [m["title"] for m in renamed] == [found["name"]]
    assert [m["reply_to_message_id"] for m in messages if "reply_to_message_id" in m] == [231]
    assert [m["id"] for m in messages if "edited_unixtime" in m] == [231]
    (forward,) = [m for m in messages if "forwarded_from" in m]
    original = BY_SLUG["nets-41"]
    assert words_of(forward) == original["text"]
    assert forward["forwarded_from"] == original["source"]
    assert original["provenance"]["key"] == forward["forwarded_from_id"].replace("channel", "telegram:")


def test_the_feed_lists_its_pages_newest_first() -> None:
    items = ET.parse(DESK / "feed.xml").getroot().findall("channel/item")
    links = [item.findtext("link") or "" for item in items]
    assert {link.rsplit("/", 1)[1] + ".html" for link in links} == {page.name for page in DESK.glob("pages/*.html")}
    dates = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert dates == sorted(dates, reverse=True)
    for link, when in zip(links, dates, strict=True):
        (page,) = documents(Raw((DESK / "pages" / (link.rsplit("/", 1)[1] + ".html")).read_bytes(), "page.html"))
        assert not isinstance(page, Exception)
        assert page.url == link
        assert page.source == "Quayside Courier"
        assert datetime.fromisoformat(page.published or "") == when


def test_the_edited_page_has_one_address_and_drops_an_accusation(texts: dict[str, str]) -> None:
    checks = rows("checks.csv")
    versions = [row for row in checks if row["file"]]
    assert len({row["url"] for row in versions}) == 1
    assert [row["at"] for row in versions] == sorted(row["at"] for row in versions)
    first, later = (texts[row["file"]] for row in versions)
    assert "accused" in first
    assert "accused" not in later
    assert "will expel" in first
    assert "will expel" not in later
    assert len(set(body(first)) - set(body(later))) == 2
    assert len(set(body(later)) - set(body(first))) == 1
    (gone,) = [row for row in checks if row["status"] == "404"]
    (vanished,) = (BY_SLUG[document] for row in planted("vanished") for document, _, _ in row)
    assert gone["url"] == vanished["url"]
    assert gone["at"] > vanished["fetched"]


def test_every_outlet_is_listed_with_a_grade_and_its_reason() -> None:
    listed = rows("sources.csv")
    known = load_packs((SAMPLE,))
    for row in listed:
        SourceKind(row["kind"])
        Reliability(row["grade"])
        assert row["why"]
        assert not row["speaks_for"] or known.actor(row["speaks_for"]).id
    names = {name for row in listed for name in (row["name"], *row["also"].split(";"))}
    assert {report["source"] for report in REPORTS if report["source"]} <= names
    hosts = {row["host"] for row in listed if row["host"]}
    assert {report["url"].split("/")[2] for report in REPORTS if report["url"]} <= hosts
    feeds = ET.parse(DESK / "subscriptions.opml").getroot().findall("body/outline/outline")
    assert len(feeds) == 15
    assert {(feed.get("xmlUrl") or "").split("/")[2] for feed in feeds} <= hosts


def test_no_country_of_the_world_is_named(texts: dict[str, str]) -> None:
    world = next(pack for pack in shipped_packs() if pack.name == "world")
    known = load_packs((world,))
    with (world / "actors.csv").open(encoding="utf-8", newline="") as file:
        states = [row["id"] for row in csv.DictReader(file) if row["kind"] == ActorKind.STATE.value]
    assert len(states) > 150
    names = {alias.name for state in states for alias in known.actor(f"world:{state}").names}
    pattern = re.compile(r"(?<!\w)(" + "|".join(re.escape(name) for name in sorted(names)) + r")(?!\w)")
    assert {name: found[0] for name, text in texts.items() if (found := pattern.search(text.replace("’", "'")))} == {}


def test_the_pack_of_the_region_is_in_order_and_has_the_names_in_three_scripts(texts: dict[str, str]) -> None:
    assert check_pack(SAMPLE, shipped_packs()) == []
    guard = load_packs((SAMPLE,)).actor("coast:coastal-guard")
    found = {alias.name for alias in guard.names if any(alias.name in text for text in texts.values())}
    assert {"كتائب الفانوس", "حرس الساحل الشعبي", "گارد ساحلی مردمی", "کتائب فانوس"} <= found
