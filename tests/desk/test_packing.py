"""A packet: the same each time, proved by itself alone, and every altered byte of it told with its place."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.brief.frozen import Frozen, canonical
from onrecord.brief.packet_manifest import Listed, Manifest, read_manifest, written
from onrecord.brief.packet_proving import Proof, prove
from onrecord.brief.packet_viewer import viewer_page
from onrecord.brief.packet_zip import MANIFEST, zipped
from onrecord.desk import Desk
from onrecord.desk.packing import Packet, pack
from onrecord.desk.publishing import ToPublish, publish
from onrecord.errors import BriefError
from onrecord.record import Record
from onrecord.store import redacting, retaining
from onrecord.store.holes import Names
from onrecord.store.opening import create
from tests.chromium import in_chromium, needs_chromium
from tests.store.conftest import SetClock
from tests.store.records import Said, file_record, make_record

# A hostile source: it would end the script, turn the line round, and is no ASCII.
TEXT = (
    "Oren Vash said that the ferry </script><script>alert(1)</script> was late. \u202eNobody\u202c asked why. "
    "قال أورين إن العبّارة تأخرت. 𝔘nd so on."
)
CONTENT = "that the ferry </script><script>alert(1)</script> was late"


def record() -> Record:
    return make_record(TEXT, Said("Oren Vash", "said", CONTENT), title="A <b>late</b> ferry", source="Quay")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Frozen, Packet]]:
    """A desk with one report, a brief of two sentences on it, and the packet of that."""
    store = create(tmp_path_factory.mktemp("packets") / "desk", SetClock())
    file_record(store, record(), data=TEXT.encode())
    desk = Desk(store, "mira <mira@example.org>")
    frozen = published(desk)
    yield desk, frozen, pack(desk, frozen)
    desk.close()


def published(desk: Desk, more: str = "") -> Frozen:
    from .briefs import said

    id_ = said(desk, "the ferry")
    with desk.store.reading() as at:
        from onrecord.store import finding

        document = next(finding.documents(at)).id
    begin = TEXT.index("قال")
    draft = (
        f"# Ferries & quays\n\nOren Vash said that the ferry was late [@{id_}].{more}\n\n"
        f"The paper said so too [@{document}#{begin}-{begin + 20}].\n"
    )
    done = publish(desk, ToPublish(draft.encode(), "ferries.md"))
    assert done.frozen is not None, [one.words for one in done.faults]
    return done.frozen


def test_a_packet_is_sound_and_the_same_each_time(made: tuple[Desk, Frozen, Packet]) -> None:
    desk, frozen, packet = made
    proof = prove(packet.data, packet.root)
    assert proof.flaws == ()
    assert proof.checked["files"] == packet.files
    assert proof.checked["citations"] == 2
    assert proof.checked["annotations"] >= 2
    assert proof.checked["snapshots"] == 1
    assert pack(desk, frozen) == packet


def test_its_rendered_page_tells_of_the_warnings_that_were_left_standing(made: tuple[Desk, Frozen, Packet]) -> None:
    desk, _, packet = made
    verdict = "Checked: every sentence against what it cites"
    assert f"{verdict}.<" in rendered(packet)
    warned = published(desk, "\n\nComment:")
    first = pack(desk, warned)
    assert f"{verdict}, with 1 warning left standing.<" in rendered(first)
    assert pack(desk, warned) == first


def rendered(packet: Packet) -> str:
    with zipfile.ZipFile(io.BytesIO(packet.data)) as opened:
        return opened.read("brief/brief.html").decode()


def test_any_zip_program_reads_it(made: tuple[Desk, Frozen, Packet]) -> None:
    _, frozen, packet = made
    with zipfile.ZipFile(io.BytesIO(packet.data)) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert packet.root.encode() in opened.comment
        assert opened.read("brief/draft.md").decode() == frozen.draft
        (text,) = [name for name in names if name.startswith("texts/")]
        assert opened.read(text).decode() == TEXT
        (snapshot,) = [name for name in names if name.startswith("snapshots/")]
        assert opened.read(snapshot) == TEXT.encode()
        assert {info.compress_type for info in opened.infolist()} == {zipfile.ZIP_STORED}
        assert json.loads(opened.read("annotations.json"))["total"] >= 2
    assert len(names) == packet.files


def headers(data: bytes) -> list[int]:
    """Every byte of the archive that is no content: headers, directory, end and comment."""
    found: list[int] = []
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for info in opened.infolist():
            found += range(info.header_offset, info.header_offset + 30 + len(info.filename))
        found += range(opened.start_dir, len(data))
    return found


def test_every_altered_byte_is_told_with_its_place(made: tuple[Desk, Frozen, Packet]) -> None:
    _, _, packet = made
    data, chance = packet.data, random.Random(8)
    places = [*headers(data), *(chance.randrange(len(data)) for _ in range(3000))]
    assert len(headers(data)) > 500
    for place in places:
        altered = bytearray(data)
        altered[place] ^= chance.randrange(1, 256)
        proof = prove(bytes(altered))
        assert not proof.sound, place
        assert place in [flaw.offset for flaw in proof.flaws], (place, [str(flaw) for flaw in proof.flaws])
        assert all(flaw.where and flaw.what for flaw in proof.flaws)


def test_bytes_put_in_taken_out_or_moved_are_told(made: tuple[Desk, Frozen, Packet]) -> None:
    _, _, packet = made
    data, chance = packet.data, random.Random(9)
    for _ in range(100):
        place = chance.randrange(len(data))
        more = chance.randbytes(chance.randrange(1, 9))
        for other in (data[:place] + more + data[place:], data[:place] + data[place + len(more) :], data[:place]):
            proof = prove(other)
            assert not proof.sound
            first = place
            while first < min(len(data), len(other)) and data[first] == other[first]:
                first += 1
            # The CRC-32 of contents that are altered too is not known: four bytes.
            assert any(flaw.offset is not None and flaw.offset <= first + 4 for flaw in proof.flaws)
    assert not prove(data + b"\0").sound
    assert "behind the end" in str(prove(data + b"\0").flaws[0])
    assert not prove(b"MZ" + data).sound
    assert not prove(b"").sound
    assert not prove(b"PK\x05\x06" + bytes(18)).sound


def again(packet: Packet, change, manifest=None) -> Proof:  # type: ignore[no-untyped-def]
    """The packet made anew, with a manifest of its own, after its files were changed."""
    with zipfile.ZipFile(io.BytesIO(packet.data)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    told = read_manifest(files.pop(MANIFEST))
    change(files)
    import hashlib

    listed = tuple(Listed(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in sorted(files.items()))
    data = written(replace(told, files=listed) if manifest is None else manifest(replace(told, files=listed)))
    root = hashlib.sha256(data).hexdigest()
    return prove(zipped([(MANIFEST, data), *sorted(files.items())], root))


def test_a_packet_made_anew_has_another_root_and_what_does_not_fit_is_told(made: tuple[Desk, Frozen, Packet]) -> None:
    _, _, packet = made
    same = again(packet, lambda files: None)
    assert same.sound
    assert same.root == packet.root
    (flaw,) = prove(packet.data, "0" * 64).flaws
    assert "not the one that was told" in flaw.what

    def text(files: dict[str, bytes]) -> None:
        name = next(name for name in files if name.startswith("texts/"))
        files[name] = files[name].replace(b"late", b"here")

    def snapshot(files: dict[str, bytes]) -> None:
        name = next(name for name in files if name.startswith("snapshots/"))
        files[name] += b"."

    def no_snapshot(files: dict[str, bytes]) -> None:
        del files[next(name for name in files if name.startswith("snapshots/"))]

    def of(name: str, old: bytes, new: bytes):  # type: ignore[no-untyped-def]
        def change(files: dict[str, bytes]) -> None:
            file = next(one for one in files if one.startswith(name))
            assert old in files[file]
            files[file] = files[file].replace(old, new)

        return change

    def stranger(files: dict[str, bytes]) -> None:
        files["snapshots/" + "a" * 64] = b"MZ"

    cases = {
        "its text is not that of the document": text,
        "these bytes are not those that their name says": snapshot,
        "neither in the packet nor told as missing": no_snapshot,
        "this file belongs to nothing": stranger,
        "is no record": of("records/", b'"negated":false', b'"negated":7'),
        "are others than it says": of("annotations", b'"prefix":"', b'"prefix":"x'),
        "not the one that is made of the files": of("index.html", b"late", b"here"),
        "no published brief": of("brief/brief.json", b'"published":"2024', b'"published":  "2024'),
        "not the draft that was published": of("brief/draft.md", b"ferry", b"barge"),
        "what it says of the brief": of("brief/brief.json", b"ferries.md", b"barges.md"),
    }
    for words, change in cases.items():
        proof = again(packet, change)
        assert any(words in str(flaw) for flaw in proof.flaws), (words, [str(flaw) for flaw in proof.flaws])


def test_a_manifest_that_lists_what_no_packet_has_is_refused(made: tuple[Desk, Frozen, Packet]) -> None:
    _, _, packet = made
    evil = ("../../etc/passwd", "/etc/passwd", "texts/../x", "index.html/", "a\\b", "texts/d-0123456789abcdef.exe", "")
    for name in evil:

        def listing(told: Manifest, name: str = name) -> Manifest:
            return replace(told, files=(Listed(name, 3, "0" * 64), *told.files))

        proof = again(packet, lambda files: None, listing)
        assert any("name that no file" in flaw.what for flaw in proof.flaws), name

    def twice(told: Manifest) -> Manifest:
        return replace(told, files=(told.files[0], *told.files))

    assert any("listed twice" in flaw.what for flaw in again(packet, lambda files: None, twice).flaws)

    def bomb(told: Manifest) -> Manifest:
        return replace(told, files=tuple(replace(one, size=1 << 40) for one in told.files))

    assert any("more than" in flaw.what for flaw in again(packet, lambda files: None, bomb).flaws)


def test_zips_that_other_programs_make_are_refused(made: tuple[Desk, Frozen, Packet]) -> None:
    _, _, packet = made
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        other = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(packet.data)) as opened, zipfile.ZipFile(other, "w", method) as into:
            for name in opened.namelist():
                info = zipfile.ZipInfo(name, (2031, 5, 12, 1, 2, 4))
                info.compress_type = method
                info.external_attr = 0o120777 << 16  # a symbolic link
                into.writestr(info, opened.read(name))
            into.comment = opened.comment
        assert not prove(other.getvalue()).sound


def test_hostile_json_in_a_packet_is_told_and_not_run_into(made: tuple[Desk, Frozen, Packet]) -> None:
    _, _, packet = made
    deep = b"[" * 100_000
    for name in ("annotations", "records/", "brief/brief.json"):
        for data in (deep, b"{}", b"[]", b"null", b"\xff", b'{"first":{"items":[1]}}', b'{"form":"onrecord brief 1"}'):

            def change(files: dict[str, bytes], name: str = name, data: bytes = data) -> None:
                files[next(one for one in files if one.startswith(name))] = data

            assert not again(packet, change).sound
    with zipfile.ZipFile(io.BytesIO(packet.data)) as opened:
        frozen = json.loads(opened.read("brief/brief.json"))
    for field in ("versions", "cited", "title", "draft", "published"):
        values: tuple[object, ...] = (None, 7, [], {}, [1], [{}], {"key": 1}, "\ud800")
        for value in values:

            def spoil(files: dict[str, bytes], field: str = field, value: object = value) -> None:
                said = {**frozen, field: value}
                files["brief/brief.json"] = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

            assert not again(packet, spoil).sound


def test_what_was_given_up_is_told_as_missing_and_what_was_taken_out_makes_no_packet(
    tmp_path: Path, clock: SetClock
) -> None:
    store = create(tmp_path / "desk", clock)
    file_record(store, record(), data=TEXT.encode())
    with Desk(store, "mira") as desk:
        frozen = published(desk)
        clock.go(days=40)
        retaining.retain(store, [retaining.Rule(30, retaining.What.BYTES)])
        packet = pack(desk, frozen)
        assert "not in the packet" in packet.left_out[0]
        proof = prove(packet.data)
        assert proof.flaws == ()
        assert any("retention" in note or "30 days" in note for note in proof.notes)
        redacting.redact(store, Names(("Oren Vash",)), "lea", "asked to")
        with pytest.raises(BriefError, match="were taken out since it was published"):
            pack(desk, frozen)


def test_no_word_of_a_source_can_end_the_data_of_the_viewer(made: tuple[Desk, Frozen, Packet]) -> None:
    _, frozen, packet = made
    with zipfile.ZipFile(io.BytesIO(packet.data)) as opened:
        page = opened.read("index.html").decode()
    assert page.count("</script>") == page.count("<script") == 2
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "&lt;mira@example.org&gt;" in page
    assert "default-src &#x27;none&#x27;" in page
    data = page.split('id="data">')[1].split("</script>")[0]
    assert json.loads(data)["texts"] == {next(iter(frozen.cited.values()))["document"]["id"]: TEXT}
    assert viewer_page(frozen, {frozen.cited[next(iter(frozen.cited))]["document"]["id"]: TEXT}, {}) == page.encode()


@needs_chromium
def test_the_viewer_shows_a_citation_in_its_source(made: tuple[Desk, Frozen, Packet], tmp_path: Path) -> None:
    _, _, packet = made
    with zipfile.ZipFile(io.BytesIO(packet.data)) as opened:
        (tmp_path / "index.html").write_bytes(opened.read("index.html"))
    address = f"{(tmp_path / 'index.html').as_uri()}#source-1"
    shown = in_chromium(address, tmp_path / "profile", "--dump-dom")
    panel = shown.split('<aside id="source"')[1]
    marked = panel.split('<div class="text"')[1].split("</div>")[0]
    assert "hidden" not in panel.split(">")[0]
    assert "<mark>that the ferry &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; was late</mark>" in marked
    assert '<span class="sign">U+202E</span>' in marked
    assert "𝔘nd so on." in marked


def test_canonical_json_is_one_text() -> None:
    assert canonical({"b": [1, 2.5, None], "a": "ä\u2028"}) == '{"a":"ä\u2028","b":[1,2.5,null]}'.encode()
    with pytest.raises(BriefError, match=r"U\+D800"):
        canonical("\ud800")
