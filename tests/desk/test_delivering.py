"""Messages sent: by mail, to webhooks and into files that are real, and out of order at times."""

from __future__ import annotations

import hashlib
import hmac
import os
import resource
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bench.receivers import Hook, MailRoom

from onrecord.clock import stamp
from onrecord.desk.alert_page import as_page
from onrecord.desk.alert_text import as_text
from onrecord.desk.alert_wire import as_wire
from onrecord.desk.appending import append
from onrecord.desk.channels import Channel, Way, channel, kept
from onrecord.desk.delivering import LONGEST, TRIES, Ways, pause
from onrecord.desk.digest import Message, Section, compose
from onrecord.desk.mailing import MailServer, letter, mail_server, send_mail
from onrecord.errors import DeliveryError, SettingError
from onrecord.store import deliveries
from onrecord.store.opening import Store
from onrecord.store.own_facts import desk_id
from onrecord.store.saved import Every

from .asked import StoryClock, file, go, keep, said, sent

SECRET = "a secret of the tests"
TO = "desk@example.org"


@pytest.fixture
def clock() -> StoryClock:
    """The clock of ``store``: it stands at 2024-03-06 09:00 UTC."""
    return StoryClock()


@pytest.fixture
def post() -> Iterator[MailRoom]:
    """A mail server that takes everything."""
    room = MailRoom().start()
    yield room
    room.stop()


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A webhook's server that takes everything."""
    made = Hook().start()
    yield made
    made.stop()


def by_mail(post: MailRoom) -> Ways:
    return Ways(mail=MailServer("127.0.0.1", post.port, "smtp+plain", "alerts@example.net"))


def a_message(**more: object) -> Message:
    made = Message("v:0123456789abcdef", "d0", "2024-03-06T09:00:00.000000Z", Every.NOW, (Section("q:1", "n", "q", 0),))
    return replace(made, **more)  # type: ignore[arg-type]


# -- mail --------------------------------------------------------------------------------------------------------------


def test_a_letter_has_all_of_it_as_text_and_as_a_page(store: Store, post: MailRoom) -> None:
    keep(store, "موانئ ports", "kind:statement", f"mail:{TO}")
    file(store, said("<b>1</b>", "مينا الساحل", title='<script>alert("x")</script> & more'))
    assert go(store, by_mail(post)).done == 1
    ((to, mail),) = post.letters
    assert (to, mail["To"], mail["From"]) == (TO, TO, "onrecord <alerts@example.net>")
    assert "موانئ ports" in str(mail["Subject"])
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{mail['Onrecord-Delivery'].replace(':', '.')}@{_desk(store)}.onrecord>"
    plain, page = (part.get_content() for part in mail.iter_parts())
    assert "“that the harbour would be closed on day <b>1</b>”" in plain
    assert '<script>alert("x")</script> & more' in plain
    assert "that the harbour would be closed on day &lt;b&gt;1&lt;/b&gt;" in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert '<bdi dir="auto">مينا الساحل</bdi>' in page


def _desk(store: Store) -> str:
    with store.reading() as at:
        return desk_id(at)


def test_no_name_adds_a_header() -> None:
    hostile = "ports\r\nBcc: all@example.org\r\n\r\nbody\x00\u202e"
    made = letter(a_message(sections=(Section("q:1", hostile, "q", 1),)), "a@example.net", TO)
    assert made["Bcc"] is None
    assert "\n" not in str(made["Subject"])
    head = made.as_bytes().partition(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head
    assert head.count(b"\n") < 20


def test_a_server_that_is_down_is_waited_for_longer_each_time_and_then_has_it_once(
    store: Store, clock: StoryClock, post: MailRoom
) -> None:
    one = keep(store, "ports", "kind:statement", f"mail:{TO}")
    file(store, said(1))
    post.stop()
    pauses = []
    try:
        for _ in range(12):
            assert go(store, by_mail(post)).postponed == 1
            (waiting,) = sent(store, one)
            assert waiting.next is not None
            before = clock.now()
            clock.set(waiting.next.rstrip("Z"))
            pauses.append((clock.now() - before).total_seconds())
            clock.go(seconds=-1)
            assert go(store, by_mail(post)).postponed == 0
            clock.go(seconds=1)
    finally:
        post.start()
    assert pauses[:4] == [60, 120, 240, 480]
    assert pauses[-2:] == [LONGEST, LONGEST]
    assert "127.0.0.1" in (waiting.error or "")
    assert go(store, by_mail(post)).done == 1
    assert go(store, by_mail(post)).done == 0
    assert post.ids() == [one.id for one in sent(store, one)]


def test_a_server_that_takes_it_and_hangs_up_gets_it_again_under_the_same_id(
    store: Store, clock: StoryClock, post: MailRoom
) -> None:
    post.hangs_up = 1
    keep(store, "ports", "kind:statement", f"mail:{TO}")
    file(store, said(1))
    assert go(store, by_mail(post)).postponed == 1
    clock.go(minutes=2)
    assert go(store, by_mail(post)).done == 1
    first, second = (mail["Message-ID"] for _, mail in post.letters)
    assert first == second


def test_a_refused_address_fails_for_good_and_the_others_get_theirs(
    store: Store, clock: StoryClock, post: MailRoom
) -> None:
    post.answers = {"gone@example.org": "550 no such user", "full@example.org": "452 mailbox full"}
    one = keep(store, "ports", "kind:statement", *(f"mail:{name}@example.org" for name in ("gone", "full", "well")))
    file(store, said(1))
    done = go(store, by_mail(post))
    assert (done.done, done.postponed, done.failed) == (1, 1, 1)
    told = {kept(delivery.channel).to: (delivery.state.value, delivery.error) for delivery in sent(store, one)}
    assert told["well@example.org"] == ("done", None)
    state, error = told["gone@example.org"]
    assert (state, "550 no such user" in (error or "")) == ("failed", True)
    assert told["full@example.org"][0] == "waiting"
    del post.answers["full@example.org"]
    clock.go(hours=1)
    assert go(store, by_mail(post)).done == 1
    assert sorted(to for to, _ in post.letters) == ["full@example.org", "well@example.org"]


@pytest.mark.parametrize(("answer", "state"), [("554 spam", "failed"), ("451 later", "waiting")])
def test_a_refused_message_fails_or_waits(store: Store, post: MailRoom, answer: str, state: str) -> None:
    post.to_data = [answer]
    one = keep(store, "ports", "kind:statement", f"mail:{TO}")
    file(store, said(1))
    go(store, by_mail(post))
    assert [delivery.state.value for delivery in sent(store, one)] == [state]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for the name localhost, signed by itself, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    path = tmp_path / "both.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    how = ["req", "-x509", *curve, "-days", "2", "-subj", "/CN=localhost"]
    alt = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(path), "-out", str(tmp_path / "c.pem")]
    subprocess.run(["openssl", *how, *alt], check=True, capture_output=True)
    with path.open("a") as both:
        both.write((tmp_path / "c.pem").read_text())
    return path


def test_starttls_checks_the_certificate_and_then_logs_in(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    room = MailRoom(trust=context, login=("mira", "p4ss")).start()
    try:
        server = MailServer("localhost", room.port, "smtp", "a@example.net", "mira", "p4ss")
        with pytest.raises(DeliveryError, match="certificate cannot be trusted") as told:
            send_mail(server, a_message(), TO)
        assert told.value.server
        trust = ssl.create_default_context(cafile=str(certificate))
        send_mail(server, a_message(), TO, trust)
        with pytest.raises(DeliveryError, match="refuses user and password") as told:
            send_mail(replace(server, password="wrong"), a_message(), TO, trust)
        assert "wrong" not in str(told.value)
        assert not told.value.final
    finally:
        room.stop()
    assert len(room.letters) == 1


def test_nothing_is_sent_in_the_clear_where_starttls_is_wanted(post: MailRoom) -> None:
    server = MailServer("127.0.0.1", post.port, "smtp", "a@example.net")
    with pytest.raises(DeliveryError, match="STARTTLS"):
        send_mail(server, a_message(), TO)
    assert post.letters == []


def test_the_settings_of_mail() -> None:
    server = mail_server("smtps://mira%40example.org@mail.example.org", "a@example.net", "p4ss")
    assert (server.host, server.port, server.user) == ("mail.example.org", 465, "mira@example.org")
    assert "p4ss" not in repr(server)
    assert mail_server("smtp://mail.example.org:2525", "a@example.net", None).port == 2525


@pytest.mark.parametrize(
    ("address", "sender", "password", "told"),
    [
        ("mail.example.org", "a@example.net", None, "no address of a mail server"),
        ("http://mail.example.org", "a@example.net", None, "no address of a mail server"),
        ("smtp://mail.example.org:x", "a@example.net", None, "no address of a mail server"),
        ("smtp://mira:p4ss@mail.example.org", "a@example.net", "p4ss", "holds a password"),
        ("smtp://mira@mail.example.org", "a@example.net", None, "there is no password"),
        ("smtp+plain://mira@mail.example.org", "a@example.net", "p4ss", "not sent in the clear"),
        ("smtp://mail.example.org", None, None, "an address that it comes from"),
        ("smtp://mail.example.org", "Ann <a@example.net>", None, "ONRECORD_MAIL_FROM is no mail address"),
    ],
)
def test_settings_of_mail_that_cannot_be(address: str, sender: str | None, password: str | None, told: str) -> None:
    with pytest.raises(SettingError, match=told) as error:
        mail_server(address, sender, password)
    assert "p4ss" not in str(error.value)


# -- webhooks ----------------------------------------------------------------------------------------------------------


def test_a_webhook_gets_json_that_is_signed(store: Store, hook: Hook, clock: StoryClock) -> None:
    one = keep(store, "ports", "kind:statement", f"private-webhook:{hook.url}?team=coast")
    record = said(1, "ميناء", title="<b>")
    file(store, record)
    assert go(store, Ways(secret=SECRET)).done == 1
    (posted,) = hook.posted
    assert posted.path == "/alerts?team=coast"
    wire = posted.wire
    ((hit,),) = (question["hits"] for question in wire["questions"])
    assert (wire["alert"], wire["test"], wire["every"]) == (1, False, "now")
    assert hit["words"] == "that the harbour would be closed on day 1"
    assert (hit["kind"], hit["document"], hit["who"], hit["title"]) == ("statement", record.document.id, "ميناء", "<b>")
    assert hit["word"] == "attributed – on the word of ميناء, carried by Littoral Press Agency"
    assert wire["delivery"] == posted.header["onrecord-delivery"] == sent(store, one)[0].id
    at = posted.header["onrecord-timestamp"]
    assert at == str(int(clock.now().timestamp()))
    signed = hmac.new(SECRET.encode(), f"{at}.".encode() + posted.body, hashlib.sha256).hexdigest()
    assert posted.header["onrecord-signature"] == f"v1={signed}"


def test_a_webhook_that_fails_ten_times_gets_it_once(store: Store, clock: StoryClock, hook: Hook) -> None:
    hook.answers = [(500, {})] * 10
    one = keep(store, "ports", "kind:statement", f"private-webhook:{hook.url}")
    file(store, said(1))
    for _ in range(10):
        assert go(store, Ways(secret=SECRET)).postponed == 1
        clock.go(hours=6)
    assert go(store, Ways(secret=SECRET)).done == 1
    assert go(store, Ways(secret=SECRET)).done == 0
    assert hook.ids() == [delivery.id for delivery in sent(store, one)]
    assert {posted.header["onrecord-delivery"] for posted in hook.posted} == set(hook.ids())
    assert len(hook.posted) == 11


def test_retry_after_is_not_undercut_and_closes_the_server_to_others(
    store: Store, clock: StoryClock, hook: Hook
) -> None:
    hook.answers = [(429, {"Retry-After": "3600"})]
    one = keep(store, "ports", "kind:statement", f"private-webhook:{hook.url}")
    keep(store, "more", "kind:statement", f"private-webhook:{hook.url}/2")
    file(store, said(1))
    assert go(store, Ways(secret=SECRET)).postponed == 2
    assert len(hook.posted) == 1
    assert sent(store, one)[0].next == stamp(clock.now() + timedelta(hours=1))
    clock.go(minutes=59)
    assert go(store, Ways(secret=SECRET)).done == 0
    clock.go(minutes=1)
    assert go(store, Ways(secret=SECRET)).done == 2


@pytest.mark.parametrize(
    ("status", "fields", "told"),
    [(404, {}, "does not take it"), (302, {"Location": "http://127.0.0.1:1/x"}, "redirects"), (410, {}, "HTTP 410")],
)
def test_what_a_webhook_will_never_take_fails(
    store: Store, hook: Hook, status: int, fields: dict[str, str], told: str
) -> None:
    hook.answers = [(status, fields)]
    one = keep(store, "ports", "kind:statement", f"private-webhook:{hook.url}")
    file(store, said(1))
    assert go(store, Ways(secret=SECRET)).failed == 1
    (failed,) = sent(store, one)
    assert (failed.state.value, told in (failed.error or "")) == ("failed", True)
    assert "/alerts" not in (failed.error or "")  # the path may be a secret
    assert len(hook.posted) == 1


def test_a_private_address_is_reached_only_where_a_person_said_so(store: Store, hook: Hook) -> None:
    one = keep(store, "ports", "kind:statement", f"webhook:{hook.url.replace('http:', 'https:')}")
    file(store, said(1))
    assert go(store, Ways(secret=SECRET)).failed == 1
    assert "private or local address" in (sent(store, one)[0].error or "")
    assert hook.posted == []


def test_a_long_answer_is_not_read(store: Store, hook: Hook) -> None:
    hook.says = b"x" * 50_000_000
    keep(store, "ports", "kind:statement", f"private-webhook:{hook.url}")
    file(store, said(1))
    assert go(store, Ways(secret=SECRET)).done == 1


def test_a_message_that_one_server_chokes_on_holds_up_no_other_to_it(
    store: Store, clock: StoryClock, hook: Hook
) -> None:
    keep(store, "ports", "kind:statement", f"private-webhook:{hook.url}")
    hook.answers = [(500, {}), (200, {}), (500, {})]
    file(store, said(1))
    go(store, Ways(secret=SECRET))
    file(store, said(2))
    assert go(store, Ways(secret=SECRET)).done == 1
    clock.go(minutes=2)
    assert go(store, Ways(secret=SECRET)).postponed == 1
    assert len(hook.taken) == 1


def test_without_a_server_or_a_secret_messages_wait(store: Store, clock: StoryClock, hook: Hook) -> None:
    one = keep(store, "ports", "kind:statement", f"mail:{TO}", f"private-webhook:{hook.url}")
    file(store, said(1))
    assert go(store, Ways()).postponed == 2
    assert {"ONRECORD_SMTP" in (delivery.error or "") for delivery in sent(store, one)} == {True, False}
    assert hook.posted == []


def test_what_is_tried_for_weeks_is_given_up_and_told(store: Store, clock: StoryClock) -> None:
    one = keep(store, "ports", "kind:statement", f"mail:{TO}")
    file(store, said(1))
    waited = 0.0
    for number in range(1, TRIES + 1):
        done = go(store, Ways())
        assert (done.postponed, done.failed) == ((1, 0) if number < TRIES else (0, 1))
        waited += pause(number)
        clock.go(seconds=pause(number))
    assert 20 * 86400 < waited < 40 * 86400
    assert "given up after" in (sent(store, one)[0].error or "")


def test_a_fault_over_one_message_leaves_the_others_alone(store: Store, tmp_path: Path) -> None:
    def broken(text: str) -> None:
        raise ZeroDivisionError

    one = keep(store, "ports", "kind:statement", "terminal", f"file:{tmp_path / 'a.txt'}")
    file(store, said(1))
    done = go(store, Ways(terminal=broken))
    assert (done.done, done.postponed) == (1, 1)
    assert any("ZeroDivisionError" in (delivery.error or "") for delivery in sent(store, one))


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_message_that_was_written_and_not_noted_stands_in_the_file_once(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "alerts.txt"
    one = keep(store, "ports", "kind:statement", f"file:{path}")
    file(store, said(1))
    go(store, Ways())
    before = path.read_bytes()
    (done,) = sent(store, one)
    with store.writing() as at:  # as a kill between writing and noting leaves it
        deliveries.wait_again(at, one.id, stamp(store.clock.now()))
        deliveries.postpone(at, [done.id], stamp(store.clock.now()), "", tried=False)
        deliveries.begin(at, done.id)
    assert go(store, Ways()).done == 1
    assert path.read_bytes() == before
    assert before.count(f"=== {done.id}\n".encode()) == 1


def test_half_a_message_is_written_anew(tmp_path: Path) -> None:
    path, message = tmp_path / "a.txt", a_message()
    append(path, a_message(id="v:1111111111111111"))
    append(path, message)
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    append(path, replace(message, again=True))
    assert path.read_bytes() == whole
    append(path, replace(message, again=True))
    assert path.read_bytes() == whole


def test_half_a_message_that_others_wrote_after_is_left_and_written_anew(tmp_path: Path) -> None:
    path, message, other = tmp_path / "a.txt", a_message(), a_message(id="v:2222222222222222")
    append(path, message)
    half = path.read_bytes()[:-30] + b"\n"
    path.write_bytes(half)
    append(path, other)
    append(path, replace(message, again=True))
    assert path.read_bytes().startswith(half)
    assert path.read_bytes().count(b"=== end of v:0123456789abcdef\n") == 1
    assert path.read_bytes().count(b"=== end of v:2222222222222222\n") == 1


def test_words_of_a_document_are_not_taken_for_the_mark_of_a_message(tmp_path: Path) -> None:
    path, message = tmp_path / "a.txt", a_message()
    forged = Section("q:1", "x\n=== v:0123456789abcdef\n=== end of v:0123456789abcdef\n", "q", 0)
    append(path, a_message(id="v:3333333333333333", sections=(forged,)))
    append(path, replace(message, again=True))
    assert path.read_bytes().count(b"\n=== v:0123456789abcdef\n") == 1


def test_a_disk_that_takes_no_more_leaves_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    append(path, a_message())
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, limits[1]))
    try:
        with pytest.raises(DeliveryError, match="cannot be written"):
            append(path, a_message(id="v:4444444444444444"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before


def test_what_is_no_plain_file_is_not_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(DeliveryError, match="plain file"):
        append(pipe, a_message())


# -- channels ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said_", "made"),
    [
        ("terminal", Channel(Way.TERMINAL)),
        ("mail:ann.o'hara+alerts@Example.org", Channel(Way.MAIL, "ann.o'hara+alerts@example.org")),
        ("mail:x@bücher.example", Channel(Way.MAIL, "x@xn--bcher-kva.example")),
        ("webhook:https://example.org/a?b=c#d", Channel(Way.WEBHOOK, "https://example.org/a?b=c")),
    ],
)
def test_channels(said_: str, made: Channel) -> None:
    assert channel(said_) == made
    assert kept(str(made)) == made


@pytest.mark.parametrize(
    ("said_", "told"),
    [
        ("pigeon:coop", "no channel"),
        ("terminal:x", "no channel"),
        ("mail:", "no channel"),
        ("mail:x@example.org, y@example.org", "no mail address"),
        ("mail:Ann <x@example.org>", "no mail address"),
        ("mail:x@example.org\nBcc: y@example.org", "no channel"),
        ("mail:" + "x" * 250 + "@example.org", "no mail address"),
        ("webhook:http://example.org/a", "over https"),
        ("webhook:https://127.0.0.1/a", "private network"),
        ("webhook:https://localhost/a", "private network"),
        ("webhook:https://2130706433/a", "private network"),
        ("webhook:https://[::1]/a", "private network"),
        ("webhook:https://mira:p4ss@example.org/a", "user name or password"),
        ("webhook:ftp://example.org/a", "only http"),
        ("file:/no/such/folder/a.txt", "folder is not there"),
        ("file:/tmp", "plain file"),
    ],
)
def test_what_is_no_channel(said_: str, told: str) -> None:
    with pytest.raises(SettingError, match=told) as error:
        channel(said_)
    assert "p4ss" not in str(error.value)


def test_a_desks_own_folder_holds_no_alerts(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="own folder"):
        channel(f"file:{tmp_path}/desk.sqlite", desk=tmp_path)
    assert channel("webhook:http://127.0.0.1/a", private=True).way is Way.PRIVATE


def test_a_log_tells_of_a_webhook_no_more_than_its_server() -> None:
    assert channel("webhook:https://hooks.example.org/T0/secret?k=v").shown == "webhook:https://hooks.example.org/..."


def test_a_test_says_so_in_every_form(store: Store) -> None:
    message = a_message(test=True)
    assert "This is a test" in as_text(message)
    assert "This is a test" in as_page(message)
    assert as_wire(message)["test"] is True
    assert message.subject == "onrecord: TEST: n"
    one = keep(store, "ports", "kind:statement")
    file(store, said(1))
    go(store, Ways(terminal=lambda text: None))
    with store.reading() as at:
        assert "This is a test" not in as_text(compose(store, at, sent(store, one)[0]))
