"""Telegram Desktop's exports: each message with words is one document, the same one in every export."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import Raw, container_for, documents, opened, sources, take
from onrecord.intake.telegram_message import MEDIA_TYPE
from onrecord.record import Document, Forward, Precision

from .made import write

#: 4 May 2031, 07:15:09 UTC.
SENT = 1_935_645_309


def message(number: int, text: Any = "The harbour is open.", **more: Any) -> dict[str, Any]:
    said = {
        "id": number,
        "type": "message",
        "date": "2031-05-04T10:15:09",
        "date_unixtime": str(SENT + number),
        "from": "Marsh Voice",
        "from_id": "channel1234567890",
        "text": text,
        "text_entities": [],
    }
    return said | more


def chat(messages: list[Any], **more: Any) -> dict[str, Any]:
    return {"name": "Marsh Voice", "type": "public_channel", "id": 1234567890, **more, "messages": messages}


def exported(folder: Path, export: Any, name: str = "result.json") -> Path:
    return write(folder, name, export if isinstance(export, str) else json.dumps(export, indent=1, ensure_ascii=False))


def docs(folder: Path, export: Any) -> list[Document]:
    found = list(take(exported(folder, export)))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def test_a_message_with_all_that_the_export_tells(tmp_path: Path) -> None:
    text = [
        "The ",
        {"type": "bold", "text": "harbour"},
        " is open, ",
        {"type": "text_link", "text": "they say", "href": "https://wire.example.org/a"},
        "\n",
        {"type": "custom_emoji", "text": "⚓", "document_id": "stickers/1.webp"},
        {"type": "hashtag", "text": "#Halvet"},
    ]
    told = message(
        7,
        text,
        edited="2031-05-04T11:00:00",
        edited_unixtime=str(SENT + 60),
        reply_to_message_id=5,
        forwarded_from="Coastal Watch",
        forwarded_from_id="channel555",
        author="Nira Orun",
    )
    path = exported(tmp_path, chat([told]))
    (doc,) = take(path)
    assert isinstance(doc, Document)
    assert doc.text == "The harbour is open, they say\n⚓#Halvet"
    assert (doc.published, doc.published_precision) == ("2031-05-04T07:15:16+00:00", Precision.SECOND)
    assert (doc.source, doc.author, doc.url, doc.title) == ("Marsh Voice", "Nira Orun", None, None)
    assert doc.snapshot.media_type == MEDIA_TYPE
    stood = doc.provenance
    assert stood is not None
    assert (stood.key, stood.item, stood.reply_to) == ("telegram:1234567890", "7", "5")
    assert stood.forward == Forward(name="Coastal Watch", key="telegram:555")
    assert stood.edited == "2031-05-04T07:16:09+00:00"
    assert stood.container == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_message_in_two_exports_is_one_document(tmp_path: Path) -> None:
    first = message(7, photo="photos/photo_1.jpg", reactions=[{"type": "emoji", "count": 3, "emoji": "⚓"}])
    # Exported later, elsewhere, by a newer program, when the channel and the one it took this from had other names.
    entities = [{"type": "plain", "text": "The harbour is open."}]
    later = message(7, "", text_entities=entities, date="2031-05-04T19:15:09", photo="(File not included)", new_field=1)
    later |= {"from": "Voice of the Marsh"}
    forwarded = {"forwarded_from": "Coastal Watch", "forwarded_from_id": "channel555"}
    (one,) = docs(tmp_path / "a", chat([first | forwarded]))
    renamed = chat([later | forwarded | {"forwarded_from": "Watch"}], name="Voice of the Marsh", id=-1001234567890)
    account = {"about": "Here is the data", "chats": {"about": "", "list": [renamed]}}
    (other,) = docs(tmp_path / "b", account)
    assert one.id == other.id
    assert one.snapshot.sha256 == other.snapshot.sha256
    assert (one.source, other.source) == ("Marsh Voice", "Voice of the Marsh")
    edited = later | forwarded | {"edited": "2031-05-05T10:00:00", "edited_unixtime": str(SENT + 90_000)}
    (changed,) = docs(tmp_path / "c", chat([edited]))
    assert changed.id != one.id


@pytest.mark.parametrize("written", [1234567890, -1001234567890, "channel1234567890", "-1001234567890", "1234567890"])
def test_the_number_is_the_identity_however_it_is_written(tmp_path: Path, written: Any) -> None:
    (doc,) = docs(tmp_path, chat([message(1)], id=written))
    assert doc.provenance is not None
    assert doc.provenance.key == "telegram:1234567890"


def test_a_user_is_no_channel_of_the_same_number(tmp_path: Path) -> None:
    sent = message(1, forwarded_from="Pel Tal", forwarded_from_id="user1234567890")
    (doc,) = docs(tmp_path, chat([sent | {"from": "Ona Vis", "from_id": "user9"}], type="private_supergroup"))
    assert doc.provenance is not None
    assert doc.provenance.forward == Forward("Pel Tal", "telegram:user1234567890")
    assert doc.author == "Ona Vis"


def test_names_as_they_were(tmp_path: Path) -> None:
    rename = {"id": 2, "type": "service", "action": "edit_group_title", "title": "Voice of the Marsh", "text": ""}
    found = docs(tmp_path, chat([message(1), rename, message(3)]))
    assert [doc.source for doc in found] == ["Marsh Voice", "Voice of the Marsh"]
    assert {doc.provenance.key for doc in found if doc.provenance} == {"telegram:1234567890"}


def test_polls_captions_and_what_holds_no_words(tmp_path: Path) -> None:
    poll = {"question": "Will it open?", "closed": False, "total_voters": 9, "answers": [{"text": "Yes", "voters": 9}]}
    told = [
        message(1, "", photo="photos/a.jpg"),
        message(2, "A caption.", photo="photos/b.jpg"),
        message(3, "", poll=poll),
        message(4, " \n"),
        {"id": 5, "type": "service", "action": "pin_message", "text": ""},
        message(6, "", type="unsupported"),
    ]
    found = docs(tmp_path, chat(told))
    assert [doc.text for doc in found] == ["A caption.", "Will it open?\nYes"]


def test_forwards_whose_origin_is_hidden(tmp_path: Path) -> None:
    told = [message(1, forwarded_from=None), message(2, forwarded_from="Somebody"), message(3)]
    forwards = [doc.provenance.forward for doc in docs(tmp_path, chat(told)) if doc.provenance]
    assert forwards == [Forward(), Forward(name="Somebody"), None]


def test_replies_into_another_chat_and_times_without_zone(tmp_path: Path) -> None:
    told = message(1, reply_to_message_id=5, reply_to_peer_id="channel77", edited="1970-01-01T02:00:00")
    del told["date_unixtime"]
    (doc,) = docs(tmp_path, chat([told]))
    assert doc.provenance is not None
    assert (doc.provenance.reply_to, doc.provenance.edited) == ("telegram:77/5", None)
    assert doc.published == "2031-05-04T10:15:09"


def test_broken_messages_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    told = [
        message(1),
        message(1, "Twice."),
        "no message",
        {"type": "message", "text": "No number."},
        message(3, 7),
        message(4, [7]),
        message(5, date_unixtime="soon"),
        message(6, reply_to_message_id="x"),
        message(7, forwarded_from_id="nobody"),
        message(8, poll=3),
        message(9, "x" * 5_000_000),
        message(10, deep=[[[[]]]], big=[0] * 200_000),
        {"id": 11, "text": "No type."},
        message(12, "The last."),
    ]
    path = exported(tmp_path, chat(told))
    found = list(take(path))
    assert [one.text for one in found if isinstance(one, Document)] == ["The harbour is open.", "The last."]
    errors = [one for one in found if isinstance(one, IntakeError)]
    assert len(errors) == 12
    assert all(str(path) in str(error) and "\n" not in str(error) and error.remedy for error in errors)
    assert [str(error.where).rpartition("message ")[2] for error in errors[:4]] == ["1", *["without a number"] * 2, "3"]


def test_a_chat_without_a_number_has_no_identity(tmp_path: Path) -> None:
    found = list(take(exported(tmp_path, chat([message(1)], id=None))))
    assert [type(one) for one in found] == [IntakeError]


@pytest.mark.parametrize("cut", [400, 900, 1500])
def test_a_file_that_is_cut_off_is_read_to_there(tmp_path: Path, cut: int) -> None:
    whole = json.dumps(chat([message(n, f"Ferry {n}.") for n in range(1, 9)]), indent=1)
    path = exported(tmp_path, whole[:cut])
    found = list(opened(path))
    assert isinstance(found[-1], IntakeError)
    assert "cut off" in found[-1].what
    ends = [whole.index(f"Ferry {n}.") for n in range(1, 9)]
    assert len(found) - 1 == sum(whole.index("}", end) < cut for end in ends)


def test_damage_before_the_first_message_refuses_the_whole(tmp_path: Path) -> None:
    path = exported(tmp_path, '{"type": "public_channel", "id": 1, "messages": [}')
    with pytest.raises(IntakeError, match="damaged"):
        list(opened(path))
    for nothing in (chat([]), chat([message(1, "")])):
        with pytest.raises(IntakeError, match="holds no"):
            list(take(exported(tmp_path, nothing)))


@pytest.mark.parametrize("number", ["1" * 6_000, "1e999999999999999999", "[" * 200_000])
def test_numbers_and_depths_that_no_export_has(tmp_path: Path, number: str) -> None:
    good = json.dumps(message(1))
    path = exported(tmp_path, f'{{"type": "public_channel", "id": 1, "messages": [{good}, {{"id": {number}')
    first, damage = take(path)
    assert isinstance(first, Document)
    assert isinstance(damage, IntakeError)


def test_an_account_with_several_chats_and_sorted_keys(tmp_path: Path) -> None:
    several = [chat([message(1)]), chat([message(1, "The ferry is late.")], id=42, name="Ferry Line")]
    account = {"about": "Data.", "chats": {"list": several}, "left_chats": {"list": [chat([message(9)], id=43)]}}
    found = docs(tmp_path, json.dumps(account, sort_keys=True))
    assert [(doc.provenance.key, doc.source) for doc in found if doc.provenance] == [
        ("telegram:1234567890", "Marsh Voice"),
        ("telegram:42", "Ferry Line"),
        ("telegram:43", "Marsh Voice"),
    ]
    (alone,) = docs(tmp_path, json.dumps(chat([message(1)], type="private_group"), sort_keys=True))
    assert alone.provenance is not None
    assert alone.provenance.key == "telegram:chat1234567890"


def test_an_export_is_told_from_other_json(tmp_path: Path) -> None:
    assert container_for(Raw(json.dumps(chat([])).encode(), "-")) is not None
    for other in ({"text": "Open."}, {"messages": [{"text": "Open."}]}, [chat([])]):
        assert container_for(Raw(json.dumps(other).encode(), "result.json")) is None


def test_the_pages_of_an_export_beside_its_json_are_not_read_twice(tmp_path: Path) -> None:
    exported(tmp_path, chat([message(1)]))
    for name in ("messages.html", "messages2.html", "files/report.html", "photos/a.jpg", "css/style.css"):
        write(tmp_path, name)
    found = [Path(source).relative_to(tmp_path).as_posix() for source in sources([str(tmp_path)])]
    assert found == ["result.json", "files/report.html"]
    (tmp_path / "result.json").write_text('{"text": "Open."}')
    assert len(list(sources([str(tmp_path)]))) == 4


def test_the_bytes_of_an_item_are_read_by_themselves(tmp_path: Path) -> None:
    sent = message(
        1, forwarded_from="Coastal Watch", forwarded_from_id="channel555", poll={"question": "?", "answers": []}
    )
    (item,) = opened(exported(tmp_path, chat([sent])))
    assert isinstance(item, Raw)
    (alone,) = documents(Raw(item.data, "message", MEDIA_TYPE))
    (within,) = documents(item)
    assert isinstance(alone, Document)
    assert isinstance(within, Document)
    assert (alone.id, alone.text, alone.published) == (within.id, within.text, within.published)
    assert alone.provenance is not None
    assert (alone.provenance.key, alone.provenance.forward) == ("telegram:1234567890", Forward(key="telegram:555"))


def test_a_large_export_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    head, _, tail = json.dumps(chat(["MARK"])).partition('"MARK"')
    words = "The harbour is open. " * 100
    with path.open("w") as file:
        file.write(head + ",".join(json.dumps(message(n, words)) for n in range(1, 8_000)) + tail)
    assert path.stat().st_size > 16_000_000
    tracemalloc.start()
    count = sum(isinstance(item, Raw) for item in opened(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 7_999
    assert peak < 3_000_000


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = st.sampled_from(
    sorted(message(1, edited="", reply_to_message_id=1, forwarded_from="", forwarded_from_id="", poll={}))
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(_FIELDS, _VALUES, max_size=5), max_size=4), st.integers(0, 3000))
def test_any_export_gives_documents_and_errors_only(changes: list[dict[str, Any]], cut: int) -> None:
    whole = json.dumps(chat([message(n) | change for n, change in enumerate(changes)])).encode()
    for data in (whole, whole[:cut], whole[:cut] + b"\xff\x00{" + whole[cut:]):
        raw = Raw(data, "result.json")
        if container_for(raw) is None:
            continue
        try:
            found = list(take(raw))
        except IntakeError:
            continue
        assert all(isinstance(one, Document | IntakeError) for one in found)
        assert [one for one in take(raw) if isinstance(one, Document)] == [d for d in found if isinstance(d, Document)]


def test_a_web_page_speaks_for_no_channel() -> None:
    form = b'{"channel":{"id":1234,"kind":"channel"},"message":{"id":1,"text":"Nothing of this is so."}}'
    kept = Raw(form, "message 1", MEDIA_TYPE)
    assert [one.provenance.key for one in documents(kept) if isinstance(one, Document) and one.provenance] == [
        "telegram:1234"
    ]
    at = "https://other.example.net/1"
    with pytest.raises(IntakeError, match="no message"):
        list(documents(Raw(form, at, MEDIA_TYPE, "2024-06-03T10:00:00+00:00", at, 200)))
