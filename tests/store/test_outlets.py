"""Who carried it: told by channel, host, feed or name, and never two outlets taken for one, nor a platform for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import StoreError
from onrecord.record import JudgementKind, Provenance, Source, SourceKind
from onrecord.store import finding, history, outlets, tables
from onrecord.store.filing import Met
from onrecord.store.opening import Store
from onrecord.store.outlet_keys import name_key
from onrecord.store.outlets import keys_of
from onrecord.store.source_gaps import Activity, silence, source_activity

from .conftest import SetClock
from .records import file_record, make_record

HOSTS = {
    "https://www.LPA.example.net/2031/04/a.html?x=1#y": "host:lpa.example.net",
    "http://m.lpa.example.net:80/": "host:lpa.example.net",
    "https://lpa.example.net.:8443/a": "host:lpa.example.net:8443",
    "https://m.example/": "host:m.example",
    "https://en.lpa.example.net/a": "host:en.lpa.example.net",
    "https://küste.example.org/a": "host:xn--kste-0ra.example.org",
    "https://coast-notes.blogspot.com/2031/a.html": "host:coast-notes.blogspot.com",
    "https://t.me/CoastPost/12": "host:t.me/coastpost",
    "https://telegram.me/s/coastpost": "host:t.me/coastpost",
    "https://t.me/c/1234567890/7": "telegram:1234567890",
    "https://t.me/+AbCdEf": None,
    "https://t.me/joinchat/AbCdEf": None,
    "https://t.me/": None,
    "https://medium.com/@Coast/a-title-1": "host:medium.com/@coast",
    "https://coast.medium.com/a-title-1": "host:coast.medium.com",
    "https://www.youtube.com/@CoastTV/videos": "host:youtube.com/@coasttv",
    "https://youtube.com/channel/UCab_C/videos": "host:youtube.com/channel/UCab_C",
    "https://www.youtube.com/watch?v=abc": None,
    "https://youtu.be/abc": None,
    "https://twitter.com/CoastPost/status/12": "host:x.com/coastpost",
    "https://mobile.twitter.com/coastpost": "host:x.com/coastpost",
    "https://x.com/i/web/status/12": None,
    "https://m.facebook.com/Coast.Post/posts/1": "host:facebook.com/coast.post",
    "https://facebook.com/profile.php?id=1234": "host:facebook.com/1234",
    "https://facebook.com/watch?v=1": None,
    "https://web.archive.org/web/20310403120000id_/https://www.lpa.example.net/a": "host:lpa.example.net",
    "https://web.archive.org/web/2031/http:/lpa.example.net/a": "host:lpa.example.net",
    "https://web.archive.org/about": None,
    "file:///home/a.html": None,
    "telegram:123/45": None,
    "https://[broken": None,
    "": None,
}


@pytest.mark.parametrize(("url", "key"), HOSTS.items())
def test_the_key_of_a_page(url: str, key: str | None) -> None:
    assert keys_of(url, None, None) == (() if key is None else (key,))


def test_lasting_keys_stand_before_those_that_pass() -> None:
    channel = Provenance(key="telegram:123", item="7")
    assert keys_of("https://t.me/CoastPost/7", "Coast Post", channel) == (
        "telegram:123",
        "host:t.me/coastpost",
        "name:coast post",
    )
    own = Provenance(key="feed:https://www.lpa.example.net/rss")
    there = keys_of("https://lpa.example.net/a", "LPA", own)
    assert there == ("host:lpa.example.net", "feed:https://www.lpa.example.net/rss", "name:lpa")
    # A feed that points to other outlets' pages is no mark of theirs.
    assert keys_of("https://courier.example.org/a", None, own) == ("host:courier.example.org",)
    assert keys_of(None, None, own) == ("feed:https://www.lpa.example.net/rss",)
    assert keys_of(None, None, None) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Littoral  Press\tAgency", "littoral press agency"),
        ("COURIER\u200f", "Courier"),
        ("Ａｌ-Bayan", "al-bayan"),
        ("Die STRAẞE", "die strasse"),
        ("Cafe\u0301", "café"),
    ],
)
def test_names_that_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_are_none_or_two() -> None:
    assert name_key(None) is name_key("  \u200b ") is None
    assert name_key("The") == "name:the"
    assert name_key("Theatre News") == "name:theatre news"


@given(st.text(max_size=400), st.text(max_size=400))
def test_keys_of_anything_are_short_and_settled(url: str, name: str) -> None:
    for page in (url, f"https://{url}", f"https://t.me/{url}", f"https://facebook.com/{url}"):
        for key in keys_of(page, name, Provenance(key=f"feed:{url * 20}")):
            assert len(key.encode()) <= 1_000
            assert "\0" not in key
    called = name_key(name)
    if called is not None and not called.startswith("name:the "):
        assert name_key(called.removeprefix("name:")) == called


def _source(store: Store, *keys: str, name: str = "", **facts: object) -> str:
    with store.writing() as at:
        return outlets.source_for(store, at, keys, Source("", name, **facts))  # type: ignore[arg-type]


def _told(store: Store, id_: str) -> Source:
    with store.reading() as at:
        return next(one for one in finding.sources(at) if one.id == id_)


def test_a_new_outlet_and_the_same_one_again(store: Store, clock: SetClock) -> None:
    import hashlib

    keys = ("host:lpa.example.net", "name:littoral press agency")
    id_ = _source(store, *keys, name="The Littoral Press Agency", kind=SourceKind.NEWS_AGENCY, country="QM")
    assert id_ == "o:" + hashlib.sha256(b"host:lpa.example.net").hexdigest()[:12]
    clock.go(days=1)
    assert _source(store, *keys, name="Littoral Press Agency") == id_
    assert _source(store, "name:littoral press agency", name="Littoral press agency") == id_
    assert _source(store, "host:lpa.example.net") == id_
    told = _told(store, id_)
    assert (told.name, told.kind, told.country) == ("The Littoral Press Agency", SourceKind.NEWS_AGENCY, "qm")
    assert (told.keys, told.also) == (keys, ())
    with store.reading() as at:
        seen = at.execute(sa.select(tables.source_key).where(tables.source_key.c.key == keys[0])).one()
    assert seen.first_seen[:10] == "2024-03-06"
    assert seen.last_seen[:10] == "2024-03-07"


def test_what_is_new_of_a_known_outlet_is_added(store: Store) -> None:
    id_ = _source(store, "name:lpa", name="LPA")
    assert _source(store, "host:lpa.example.net", "name:lpa", name="LPA") == id_
    assert _source(store, "host:lpa.example.net", "feed:https://lpa.example.net/rss") == id_
    assert _source(store, "feed:https://lpa.example.net/rss") == id_
    assert set(_told(store, id_).keys) == {"name:lpa", "host:lpa.example.net", "feed:https://lpa.example.net/rss"}


def test_what_lasts_decides_before_a_name(store: Store) -> None:
    lpa = _source(store, "host:lpa.example.net", "name:lpa", name="LPA")
    courier = _source(store, "host:courier.example.org", "name:courier", name="Courier")
    # The Courier's page with the agency's copy, in whatever order its keys come.
    assert _source(store, "name:lpa", "host:courier.example.org", name="LPA") == courier
    assert (_told(store, courier).name, _told(store, courier).keys) == (
        "Courier",
        ("host:courier.example.org", "name:courier"),
    )
    assert _source(store, "name:lpa", name="LPA") == lpa


def test_an_outlet_without_a_key_is_none(store: Store) -> None:
    with pytest.raises(StoreError, match="told by nothing"):
        _source(store, name="LPA")


def test_a_channel_that_is_renamed_stays_the_outlet_it_is(store: Store) -> None:
    id_ = _source(store, "telegram:123", "name:coast post", name="Coast Post", kind=SourceKind.CHANNEL)
    with store.writing() as at:
        before = store.now(at)
    assert _source(store, "telegram:123", "name:harbour post", name="Harbour Post") == id_
    told = _told(store, id_)
    assert (told.name, told.also) == ("Harbour Post", ("Coast Post",))
    with store.reading() as at:
        (renamed,) = outlets.renames(at, id_)
        assert (renamed.was, renamed.name, renamed.who) == ("Coast Post", "Harbour Post", "onrecord")
        assert renamed.why == "the channel telegram:123 is now called Harbour Post"
        assert outlets.renames(at, id_, before) == []
        assert [one.name for one in finding.sources(at, before)] == ["Coast Post"]
        assert [one.keys for one in finding.sources(at, before)] == [("telegram:123", "name:coast post")]
    # An older export comes in: it had that name, and is not renamed back. Its old name still finds it.
    assert _source(store, "telegram:123", "name:coast post", name="Coast Post") == id_
    assert _source(store, "name:coast post", name="Coast Post") == id_
    assert _told(store, id_).name == "Harbour Post"


def test_a_channel_takes_a_name_that_is_anothers_and_not_its_key(store: Store) -> None:
    lpa = _source(store, "host:lpa.example.net", "name:lpa", name="LPA")
    channel = _source(store, "telegram:123", "name:coast post", name="Coast Post")
    for _ in range(2):
        assert _source(store, "telegram:123", "name:lpa", name="LPA") == channel
    assert _source(store, "name:lpa", name="LPA") == lpa
    assert (_told(store, channel).name, _told(store, channel).keys) == ("LPA", ("telegram:123", "name:coast post"))
    with store.reading() as at:
        assert len(outlets.renames(at, channel)) == 1


def test_an_outlet_that_went_by_its_host_gets_its_first_name(store: Store) -> None:
    id_ = _source(store, "host:lpa.example.net", name="lpa.example.net")
    assert _source(store, "host:lpa.example.net", "name:lpa", name="LPA") == id_
    assert _told(store, id_).name == "LPA"
    with store.reading() as at:
        assert outlets.renames(at, id_) == []


def test_a_name_of_two_countries_is_two_outlets(store: Store) -> None:
    here = _source(store, "name:al-bayan", name="Al-Bayan", country="qm")
    there = _source(store, "name:al-bayan", name="Al-Bayan", country="nh")
    assert here != there
    assert _source(store, "name:al-bayan", name="Al-Bayan", country="nh") == there
    assert _source(store, "host:bayan.example.org", "name:al-bayan", name="Al-Bayan", country="qm") == here
    # Nothing tells which: neither of them, and always the same third.
    unsure = _source(store, "name:al-bayan", name="Al-Bayan")
    assert unsure not in (here, there)
    assert _source(store, "name:al-bayan", name="Al-Bayan") == unsure
    by_host = _source(store, "host:albayan.example.net", "name:al-bayan", name="Al-Bayan")
    assert by_host not in (here, there, unsure)
    assert _source(store, "host:albayan.example.net") == by_host
    with store.reading() as at, pytest.raises(StoreError, match="several outlets are called so") as told:
        outlets.find_source(at, "Al-Bayan")
    assert here in str(told.value)
    assert by_host in str(told.value)


def test_facts_are_changed_by_judgements_and_can_be_taken_back(store: Store) -> None:
    id_ = _source(store, "name:lpa", name="LPA")
    with store.writing() as at:
        fields = {
            "name": "Littoral Press Agency",
            "kind": "news agency",
            "country": "QM",
            "speaks_for": "coast:council; b",
        }
        outlets.change_source(store, at, id_, {**fields, "language": None}, "ines", "asked them")
        told = list(history.judgements(at, id_))
    assert [one.value for one in told] == [
        {"name": "Littoral Press Agency", "was": "LPA"},
        {"kind": "news agency", "was": "unknown"},
        {"country": "qm", "was": None},
        {"speaks_for": ["coast:council", "b"], "was": []},
    ]
    changed = _told(store, id_)
    assert (changed.kind, changed.country) == (SourceKind.NEWS_AGENCY, "qm")
    assert changed.speaks_for == ("coast:council", "b")
    assert changed.keys == ("name:lpa", "name:littoral press agency")
    with store.writing() as at:
        undone = history.undo(store, at, told[0].id, "tariq")
    assert _told(store, id_).name == "LPA"
    with store.writing() as at:
        history.undo(store, at, undone.id, "ines")
        (kept,) = [one for one in history.judgements(at, id_) if one.id == told[2].id]
        history.judge(store, at, JudgementKind.SOURCE, id_, "ines", value={"country": "nh"})
        assert [one.country for one in finding.sources(at, kept.at)] == ["qm"]
        assert [one.country for one in finding.sources(at, told[1].at)] == [None]
    assert (_told(store, id_).name, _told(store, id_).country) == ("Littoral Press Agency", "nh")


def test_what_an_outlet_cannot_be_is_refused(store: Store) -> None:
    id_ = _source(store, "name:lpa", name="LPA")
    wrong: list[dict[str, str | None]] = [
        {"colour": "blue"},
        {"kind": "parrot"},
        {"kind": None},
        {"name": " "},
        {"name": "x" * 300},
        {"country": "Qalmara"},
        {"language": "e"},
        {"link": "council"},
        {"homepage": "javascript:alert(1)"},
        {"id": "o:0"},
    ]
    for fields in wrong:
        with store.writing() as at, pytest.raises(StoreError) as told:
            outlets.change_source(store, at, id_, {"country": "qm", **fields}, "ines", None)
        assert told.value.where == id_
    with store.writing() as at, pytest.raises(StoreError, match="no outlet of this id"):
        outlets.change_source(store, at, "o:0123", {"country": "qm"}, "ines", None)
    assert _told(store, id_).country is None


def test_an_outlet_is_found_by_id_name_and_key(store: Store) -> None:
    id_ = _source(store, "host:lpa.example.net", "name:littoral press agency", name="Littoral Press Agency")
    _source(store, "name:courier", name="Courier")
    with store.reading() as at:
        for named in (id_, id_[:7].upper(), "the LITTORAL press agency", "host:lpa.example.net"):
            assert outlets.find_source(at, named) == id_
        with pytest.raises(StoreError, match="near it: Littoral Press Agency"):
            outlets.find_source(at, "Litoral Press Agencies")
        for named in ("o:0000", "%", "o:", ""):
            with pytest.raises(StoreError):
                outlets.find_source(at, named)


def _known(name: str, link: str, country: str | None = None, *also: str) -> Source:
    return Source("", name, SourceKind.NEWSPAPER, country=country, link=link, also=also, speaks_for=("coast:council",))


def test_the_outlets_of_packs_are_added_once(store: Store) -> None:
    packs = [
        _known("Littoral Press Agency", "coast:lpa", "qm", "L.P.A.", "وكالة الساحل"),
        _known("Al-Bayan", "coast:bayan-qm", "qm"),
        _known("Al-Bayan", "coast:bayan-nh", "nh"),
        _known("Al-Bayan", "coast:bayan-qm-2", "qm", "Bayan"),
        _known("The Courier", "coast:courier"),
    ]
    courier = _source(store, "host:courier.example.org", "name:courier", name="Courier")
    with store.writing() as at:
        assert outlets.add_known_outlets(store, at, packs) == 4
        assert outlets.add_known_outlets(store, at, packs) == 0
        listed = {one.link: one for one in finding.sources(at)}
    assert len(listed) == 5
    assert listed["coast:lpa"].keys == ("name:l.p.a.", "name:littoral press agency", "name:وكالة الساحل")
    assert listed["coast:lpa"].also == ("L.P.A.", "وكالة الساحل")
    assert listed["coast:courier"].id == courier
    assert listed["coast:courier"].speaks_for == ("coast:council",)
    assert [listed[f"coast:bayan-{one}"].keys[0] for one in ("qm", "nh")] == [
        "name:al-bayan (qm)",
        "name:al-bayan (nh)",
    ]
    assert listed["coast:bayan-qm-2"].keys == ("name:al-bayan (qm2)", "name:bayan")
    # By name where that tells, by country where it does, else a new one.
    assert _source(store, "host:lpa.example.net", "name:l.p.a.", name="L.P.A.") == listed["coast:lpa"].id
    assert _source(store, "name:al-bayan", name="Al-Bayan", country="NH") == listed["coast:bayan-nh"].id
    ids = {one.id for one in listed.values()}
    assert _source(store, "name:al-bayan", name="Al-Bayan", country="qm") not in ids
    assert _source(store, "host:bayan.example.org", "name:al-bayan", name="Al-Bayan") not in ids


def test_the_shipped_packs_outlets_are_known_from_the_start(store: Store) -> None:
    from onrecord.desk.known_outlets import known_outlets
    from onrecord.gazetteer import load_packs

    gazetteer = load_packs()
    packs = list(known_outlets(gazetteer))
    assert {gazetteer.actor(str(one.link)).kind.value for one in packs} == {"outlet", "organisation"}
    kinds = {gazetteer.actor(str(one.link)).type: one.kind for one in packs}
    assert kinds["think-tank"] is SourceKind.THINK_TANK
    assert kinds["news-agency"] is SourceKind.NEWS_AGENCY
    assert "ministry" not in kinds
    assert SourceKind.UNKNOWN not in kinds.values()
    with store.writing() as at:
        assert outlets.add_known_outlets(store, at, packs) == len(packs) > 500
        assert outlets.add_known_outlets(store, at, packs) == 0
        listed = finding.sources(at)
    assert {one.link for one in listed} == {one.link for one in packs}
    assert all(one.keys for one in listed)
    some = next(one for one in packs if one.kind is SourceKind.NEWS_AGENCY and one.country)
    key = name_key(some.name)
    assert key is not None
    found = _source(store, "host:new.example.net", key, name=some.name, country=some.country)
    assert _told(store, found).link == some.link


def test_how_often_an_outlet_has_something(store: Store, clock: SetClock) -> None:
    id_ = _source(store, "name:lpa", name="LPA")
    other = _source(store, "name:courier", name="Courier")
    for number in range(8):
        clock.time = datetime(2024, 3, 6, number * 3, 5, tzinfo=UTC)
        published = f"2024-03-06T{number * 3:02}:00"
        file_record(store, make_record(f"note {number}", published=published), met=Met(f"{number}", source=id_))
    with store.writing() as at:
        then = store.now(at)
    # Wrong dates: one yet to come, one of a year only. They tell nothing of the rhythm.
    for number, published in enumerate(["2099-01-01", "2024"]):
        file_record(store, make_record(f"odd {number}", published=published), met=Met(f"odd {number}", source=id_))
    file_record(store, make_record("once"), met=Met("once", source=other))
    with store.reading() as at:
        active, before = source_activity(at), source_activity(at, then)
    assert set(active) == {id_, other}
    assert (active[id_].documents, before[id_].documents) == (10, 8)
    assert active[id_].gap == before[id_].gap == 3 * 3600
    assert active[id_].latest == datetime(2024, 3, 6, 21, tzinfo=UTC)
    assert (before[id_].first, before[id_].last) == ("2024-03-06T00:00", "2024-03-06T21:00")
    assert silence(active[id_], datetime(2024, 3, 15, 22, tzinfo=UTC)) == "silent for 9 days, usually every 3 hours"
    assert silence(active[id_], datetime(2024, 3, 7, 20, tzinfo=UTC)) is None
    assert silence(active[other], datetime(2024, 6, 1, tzinfo=UTC)) is None


def test_an_outlet_without_dates_is_known_by_when_it_was_filed(store: Store, clock: SetClock) -> None:
    id_ = _source(store, "name:lpa", name="LPA")
    for number in range(12):
        # Two at once each day: what comes together is one moment.
        clock.time = datetime(2024, 3, 7 + number // 2, 9, tzinfo=UTC)
        file_record(store, make_record(f"note {number}"), met=Met(f"{number}", source=id_))
    with store.reading() as at:
        (active,) = source_activity(at).values()
    assert active.gap == 24 * 3600
    assert silence(active, datetime(2024, 3, 18, 9, tzinfo=UTC)) is None
    assert silence(active, datetime(2024, 3, 19, 10, tzinfo=UTC)) == "silent for 7 days, usually every day"


def test_only_the_latest_dates_tell_the_rhythm(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.store import source_gaps

    monkeypatch.setattr(source_gaps, "_LATEST", 4)
    id_ = _source(store, "name:lpa", name="LPA")
    for day in (1, 2, 3, 4, 5, 7, 9, 11):
        published = f"2024-02-{day:02}"
        file_record(store, make_record(f"note {day}", published=published), met=Met(f"{day}", source=id_))
    with store.reading() as at:
        assert source_activity(at)[id_].gap == 2 * 86_400


@pytest.mark.parametrize(
    ("documents", "gap", "quiet", "said"),
    [
        (4, 60.0, 10**7, None),
        (5, None, 10**7, None),
        (5, 60.0, 86_400, None),
        (5, 60.0, 86_401, "silent for 1 day, usually every minute"),
        (5, 86_400.0, 6 * 86_400, None),
        (5, 7 * 86_400.0, 50 * 86_400, "silent for 50 days, usually every 7 days"),
        (5, 40 * 60.0, 200 * 86_400, "silent for 7 months, usually every 40 minutes"),
        (5, 3600.0, 1_100 * 86_400, "silent for 3 years, usually every hour"),
    ],
)
def test_silence_in_words(documents: int, gap: float | None, quiet: int, said: str | None) -> None:
    now = datetime(2024, 3, 6, tzinfo=UTC)
    latest = datetime.fromtimestamp(now.timestamp() - quiet, UTC)
    assert silence(Activity(documents, None, None, "", gap, latest), now) == said


def test_whoever_takes_a_known_name_does_not_take_its_outlet(store: Store) -> None:
    lpa = _source(store, "host:lpa.example.net", "name:littoral press agency", name="Littoral Press Agency")
    other = _source(store, "telegram:4711", "name:littoral press agency", name="Littoral Press Agency")
    site = _source(store, "host:lpa.example.org", "name:littoral press agency", name="Littoral Press Agency")
    assert len({lpa, other, site}) == 3
    with store.writing() as at:
        assert outlets.add_key(store, at, lpa, "host:news.lpa.example.net", "mira", "its second site") == (
            "host:news.lpa.example.net"
        )
        with pytest.raises(StoreError, match="another outlet's already"):
            outlets.add_key(store, at, lpa, "telegram:4711", "mira", None)
        with pytest.raises(StoreError, match="not what an outlet is told by"):
            outlets.add_key(store, at, lpa, "lpa.example.net", "mira", None)
    assert _source(store, "host:news.lpa.example.net", "name:lpa news", name="LPA News") == lpa


def test_a_name_brings_its_first_site_to_an_outlet_of_a_pack(store: Store) -> None:
    with store.writing() as at:
        outlets.add_known_outlets(store, at, [Source("", "Littoral Press Agency", link="coast:lpa")])
    found = _source(store, "host:lpa.example.net", "name:littoral press agency", name="Littoral Press Agency")
    assert _told(store, found).link == "coast:lpa"
