"""What is taken in is filed once, whole, and what became of its page since is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.desk import Addition, Desk, Outcome, Refusal
from onrecord.errors import StoreError
from onrecord.intake import Overrides, Raw
from onrecord.record import Record
from onrecord.store import finding

STORY = """\
The harbor board of Port Yassem said on Monday that it would reopen the eastern quay before the end of May.

“The cranes are sound and the crews are back,” its chairman, Anwar Bezzouli, told reporters. He accused the Strait
Protection Mission of delaying two grain ships for a week. The mission denied the accusation and said that both captains
had asked for more time.

Fiction.
"""
EDITED = STORY.replace(" He accused the Strait\nProtection Mission of delaying two grain ships for a week.", "")
OTHER = """\
A warehouse burned in Khor Lethan on Tuesday night, and the town council said that nobody had been hurt. Firemen from
three villages fought the flames until dawn, the radio in Dar Meshel reported.

Fiction.
"""
URL = "https://courier.example.org/quay"


def page(text: str = STORY, url: str = URL, name: str = "Harbor reopens") -> Raw:
    """A page as it was fetched."""
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    html = f"<html><head><title>{name}</title></head><body><article><h1>{name}</h1>{body}</article></body></html>"
    return Raw(html.encode(), url, "text/html; charset=utf-8", "2024-03-06T09:00:00+00:00", url, 200)


def only(found: list[Addition | Refusal]) -> Addition:
    (one,) = found
    assert isinstance(one, Addition), one
    return one


def record(desk: Desk, id_: str) -> Record:
    with desk.store.reading() as at:
        return finding.record(desk.store, at, id_)


def filed(desk: Desk) -> list[str]:
    with desk.store.reading() as at:
        return [one.id for one in finding.documents(at)]


def test_a_file_is_filed_with_its_bytes_and_its_reading(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(STORY, encoding="utf-8")
    one = only(list(desk.add(path)))
    assert one.outcome is Outcome.FILED
    assert one.statements > 0
    kept = record(desk, one.document)
    assert kept.document.text == STORY
    assert desk.store.archive.get(kept.document.snapshot.sha256) == path.read_bytes()
    assert kept.kept is not None
    assert len(kept.kept.findings) == sum(map(len, (kept.statements, kept.events, kept.ties, kept.commitments)))


def test_the_same_file_twice_is_filed_once_and_counted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(STORY, encoding="utf-8")
    first = only(list(desk.add(path)))
    again = only(list(desk.add(path)))
    assert again.outcome is Outcome.KNOWN
    assert again.document == first.document
    assert filed(desk) == [first.document]


def test_a_page_whose_frame_alone_changed_is_known_and_both_snapshots_are_kept(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    raw = page()
    framed = replace(raw, data=raw.data.replace(b"<body>", b"<body><nav><a href='/x'>Weather</a></nav>"))
    again = only(list(desk.take(framed)))
    assert again.outcome is Outcome.KNOWN
    assert filed(desk) == [first.document]
    assert len(list(desk.store.archive.all())) == 2


def test_an_edited_page_is_a_new_version_and_what_it_dropped_is_withdrawn(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    second = only(list(desk.take(page(EDITED))))
    assert second.outcome is Outcome.REVISED
    assert second.revises == first.document
    old = record(desk, first.document)
    assert old.kept is not None
    gone = {one.local for one in old.kept.findings if one.withdrawn}
    dropped = {s.id for s in old.statements if "delaying two grain ships" in s.content[0].of(old.document.text)}
    assert dropped
    assert dropped <= gone
    there = {s.id for s in old.statements if "cranes are sound" in s.content[0].of(old.document.text)}
    assert not there & gone
    assert old.kept.revised_by == second.document


def test_words_that_come_back_are_restored(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    list(desk.take(page(EDITED)))
    back = STORY.replace("on Monday", "on Monday evening")
    third = only(list(desk.take(page(back))))
    assert third.outcome is Outcome.REVISED
    old = record(desk, first.document)
    assert old.kept is not None
    held = {s.id for s in old.statements if "delaying two grain ships" in s.content[0].of(old.document.text)}
    assert not held & {one.local for one in old.kept.findings if one.withdrawn}


def test_a_page_that_goes_back_to_its_old_words_is_that_version_again(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    second = only(list(desk.take(page(EDITED))))
    assert only(list(desk.take(page()))).document == first.document
    old, new = record(desk, first.document), record(desk, second.document)
    assert old.kept is not None
    assert new.kept is not None
    assert not any(one.withdrawn for one in old.kept.findings)
    back = only(list(desk.take(page(EDITED))))
    assert (back.outcome, back.document) == (Outcome.KNOWN, second.document)
    old = record(desk, first.document)
    assert old.kept is not None
    assert any(one.withdrawn for one in old.kept.findings)
    assert filed(desk) == [first.document, second.document]


def test_another_text_at_an_address_is_no_version_of_the_first(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    second = only(list(desk.take(page(OTHER))))
    assert second.outcome is Outcome.FILED
    assert second.withdrawn == 0
    old = record(desk, first.document)
    assert old.kept is not None
    assert old.kept.revised_by is None


def test_a_page_that_is_gone_keeps_its_record_and_says_so_once(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    gone = desk.gone(URL, 404)
    assert gone is not None
    assert gone.outcome is Outcome.GONE
    assert gone.withdrawn > 0
    again = desk.gone(URL, 404)
    assert again is not None
    assert again.withdrawn == 0
    kept = record(desk, first.document).kept
    assert kept is not None
    assert kept.vanished is not None
    assert all(one.withdrawn for one in kept.findings)
    list(desk.take(page()))
    kept = record(desk, first.document).kept
    assert kept is not None
    assert kept.vanished is None
    assert not any(one.withdrawn for one in kept.findings)
    assert desk.gone("https://courier.example.org/never", 404) is None


def test_a_story_in_two_papers_is_two_documents_of_one_text(desk: Desk) -> None:
    first = only(list(desk.take(page())))
    second = only(list(desk.take(page(url="https://voice.example.net/harbor", name="Quay to reopen"))))
    assert second.outcome is Outcome.FILED
    assert second.carries == first.document
    kept = record(desk, first.document).kept
    assert kept is not None
    assert [carrier.document for carrier in kept.carriers] == [second.document]


def test_what_a_person_says_holds_and_stands_apart(desk: Desk) -> None:
    one = only(list(desk.take(page(), Overrides(published="2031-05-05", source="Quay Notes"))))
    kept = record(desk, one.document)
    assert kept.document.published == "2031-05-05"
    assert kept.document.source == "Quay Notes"
    assert kept.kept is not None
    assert dict(kept.kept.overridden)["published"] is None
    assert kept.kept.source is not None
    assert kept.kept.source.name == "Quay Notes"


def test_what_is_said_later_is_read_again_with_it(desk: Desk) -> None:
    one = only(list(desk.take(page())))
    desk.say(one.document, Overrides(published="2031-05-06"))
    kept = record(desk, one.document)
    assert kept.document.published == "2031-05-06"
    assert any((time.start or "").startswith("2031-05-05") for time in kept.times), (
        "Monday is counted from Tuesday the 6th"
    )
    desk.say(one.document, Overrides(published="2031-05-07"))
    kept = record(desk, one.document)
    assert kept.kept is not None
    assert dict(kept.kept.overridden) == {"published": None}


def test_bad_input_is_told_and_the_rest_is_filed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "in" / "b.txt").write_text(STORY, encoding="utf-8")
    refusal, addition = list(desk.add(tmp_path / "in"))
    assert isinstance(refusal, Refusal)
    assert isinstance(addition, Addition)
    assert len(list(desk.store.archive.all())) == 1


def test_a_channels_message_is_known_by_its_number_whichever_export_it_came_in(desk: Desk, tmp_path: Path) -> None:
    def export(name: str, text: str, more: int = 0) -> Path:
        messages = [
            {"id": 7 + n, "type": "message", "date_unixtime": str(1932200000 + n), "from": name, "text": words}
            for n, words in enumerate([text, OTHER][: 1 + more])
        ]
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}" / "result.json"
        path.parent.mkdir()
        path.write_text(json.dumps({"name": name, "type": "public_channel", "id": 4001, "messages": messages}))
        return path

    first = only(list(desk.add(export("Quay Watch", STORY))))
    known, new = list(desk.add(export("Quay Watch Renamed", STORY, more=1)))
    assert isinstance(known, Addition)
    assert known.outcome is Outcome.KNOWN
    assert known.document == first.document
    assert isinstance(new, Addition)
    assert new.outcome is Outcome.FILED
    edited = only(list(desk.add(export("Quay Watch Renamed", EDITED))))
    assert edited.outcome is Outcome.REVISED
    assert edited.revises == first.document
    with desk.store.reading() as at:
        names = [one.name for one in finding.sources(at) if "telegram:4001" in one.keys]
    assert names == ["Quay Watch Renamed"]


def test_articles_of_one_file_are_known_one_by_one(desk: Desk, tmp_path: Path) -> None:
    rows = [
        {"text": STORY, "source": "Quayside Courier", "url": "https://courier.example.org/1"},
        {"text": STORY, "source": "Two Shores", "url": "https://shores.example.net/1"},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n", encoding="utf-8")
    first, second, refused = list(desk.add(path))
    assert isinstance(first, Addition)
    assert isinstance(second, Addition)
    assert isinstance(refused, Refusal)
    assert second.carries == first.document
    path.write_text("\n".join(map(json.dumps, [*rows, {"text": OTHER, "source": "Radio"}])), encoding="utf-8")
    outcomes = [one.outcome for one in desk.add(path) if isinstance(one, Addition)]
    assert outcomes == [Outcome.KNOWN, Outcome.KNOWN, Outcome.FILED]


def test_nothing_is_known_of_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(StoreError, match="d:ffff"):
        desk.say("d:ffffffff", Overrides(title="x"))


def test_a_feeds_words_do_not_take_the_outlet_of_the_pages_they_point_to(desk: Desk) -> None:
    trusted = only(list(desk.take(page())))
    feed = f"""<rss version="2.0"><channel><title>Courier</title><link>https://evil.example.net/</link>
    <item><title>x</title><guid>1</guid><link>{URL}-2</link><description>&lt;p&gt;{OTHER}&lt;/p&gt;</description></item>
    </channel></rss>"""
    raw = Raw(
        feed.encode(), "https://evil.example.net/rss", "application/rss+xml", None, "https://evil.example.net/rss"
    )
    told = only(list(desk.add(raw)))
    first, second = record(desk, trusted.document).kept, record(desk, told.document).kept
    assert first is not None
    assert second is not None
    assert first.source is not None
    assert second.source is not None
    assert first.source.id != second.source.id
