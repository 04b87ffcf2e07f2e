"""``onrecord alert`` by the real command: kept, run, stopped, told in one sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.receivers import Hook, MailRoom

from .conftest import Sample
from .running import COMMAND, onrecord, said

SECRET = "a secret of the tests"
MORE = (
    "Port Yassem, 9 May 2031. Interior Minister Bashir Qoltan accused the Salt Front of burning the ferry. The mayor"
    " said that the quay was safe."
)


@pytest.fixture
def desk(kept_desk: Sample, tmp_path: Path) -> Path:
    """A desk of this test's own."""
    return kept_desk.copied(tmp_path)


@pytest.fixture
def post() -> Iterator[MailRoom]:
    room = MailRoom().start()
    yield room
    room.stop()


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook().start()
    yield made
    made.stop()


def alert(*arguments: str, desk: Path, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return onrecord("alert", *arguments, "--desk", desk, cwd=desk.parent, **settings)  # type: ignore[arg-type]


def take_in(desk: Path, text: str = MORE) -> None:
    path = desk.parent / f"more-{len(list(desk.parent.iterdir()))}.txt"
    path.write_text(text, encoding="utf-8")
    done = onrecord("desk", "add", path, "--source", "Quay Courier", "--desk", desk, cwd=desk.parent)
    assert done.returncode == 0, said(done)


def test_an_alert_is_kept_run_shown_and_removed(desk: Path, post: MailRoom, hook: Hook, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    to = ("--to", "terminal", "--to", f"file:{out}", "--to", "mail:desk@example.org", "--to", f"webhook:{hook.url}")
    added = alert("add", "fire", "kind:statement act:accuse", *to, "--private", desk=desk)
    assert added.returncode == 0, said(added)
    assert "mail needs ONRECORD_SMTP" in said(added)
    assert "webhooks need ONRECORD_WEBHOOK_SECRET" in said(added)
    take_in(desk)
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    settings = {
        "ONRECORD_SMTP": f"smtp+plain://127.0.0.1:{post.port}",
        "ONRECORD_MAIL_FROM": "alerts@example.net",
        "ONRECORD_WEBHOOK_SECRET_FILE": str(secret),
    }
    ran = alert("run", "--once", desk=desk, **settings)
    assert ran.returncode == 0, said(ran)
    assert "1 found, 4 delivered" in said(ran)
    printed = ran.stdout.decode()
    assert "burning the ferry" in printed
    assert "Quay Courier, grade F (not graded)" in printed
    assert out.read_text(encoding="utf-8").count("burning the ferry") == 1
    assert "burning the ferry" in post.letters[0][1].as_string()
    (hit,) = hook.taken[0].wire["questions"][0]["hits"]
    assert hit["id"] in printed
    again = alert("run", "--once", desk=desk, **settings)
    assert (again.stdout, said(again)) == (b"", "0 found, 0 delivered\n")
    shown = json.loads(alert("show", "fire", "--json", desk=desk).stdout)
    assert [one["id"] for one in shown["last_hits"]] == [hit["id"]]
    assert {one["state"] for one in shown["deliveries"]} == {"done"}
    assert SECRET not in json.dumps(shown)
    listed = alert("list", desk=desk).stdout.decode()
    assert "fire" in listed
    assert "at once" in listed
    assert alert("remove", "fire", desk=desk).returncode == 0
    assert "no alert is kept" in said(alert("list", desk=desk))


def test_what_could_not_be_sent_is_told_and_sent_by_retry(desk: Path, post: MailRoom) -> None:
    alert("add", "fire", "act:accuse", "--to", "mail:desk@example.org", "--since", "2020", desk=desk)
    settings = {"ONRECORD_SMTP": f"smtp+plain://127.0.0.1:{post.port}", "ONRECORD_MAIL_FROM": "a@example.net"}
    post.answers["desk@example.org"] = "550 no such user"
    ran = alert("run", "--once", desk=desk, **settings)
    assert ran.returncode == 1
    assert "1 not delivered" in said(ran)
    assert "550 no such user" in alert("list", desk=desk).stdout.decode()
    post.answers.clear()
    assert "sent again: fire (1 deliveries)" in alert("retry", "fire", desk=desk).stdout.decode().replace("\u2068", "")
    assert alert("run", "--once", desk=desk, **settings).returncode == 0
    assert len(post.letters) == 1


def test_a_test_is_sent_through_each_channel_and_counts_for_nothing(desk: Path, hook: Hook) -> None:
    alert("add", "fire", "act:accuse", "--to", "terminal", "--to", f"webhook:{hook.url}", "--private", desk=desk)
    done = alert("test", "fire", desk=desk, ONRECORD_WEBHOOK_SECRET=SECRET)
    assert done.returncode == 0, said(done)
    assert "This is a test" in done.stdout.decode()
    assert hook.taken[0].wire["test"] is True
    hook.stop()
    try:
        failed = alert("test", "fire", desk=desk, ONRECORD_WEBHOOK_SECRET=SECRET)
    finally:
        hook.start()
    assert failed.returncode == 1
    assert "the webhook was not reached" in said(failed)
    assert json.loads(alert("show", "fire", "--json", desk=desk).stdout)["deliveries"] == []


def test_a_run_sends_what_comes_and_ends_in_peace_when_it_is_asked_to(desk: Path, tmp_path: Path) -> None:
    out, log = tmp_path / "out.txt", tmp_path / "log.jsonl"
    alert("add", "fire", "act:accuse", "--to", f"file:{out}", desk=desk)
    command = [*COMMAND, "alert", "run", "--desk", str(desk), "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)) as process:
        try:
            take_in(desk)
            for _ in range(600):
                if process.poll() is not None or (out.exists() and "end of v:" in out.read_text(encoding="utf-8")):
                    break
                time.sleep(0.1)
            second = alert("run", "--once", desk=desk)
            process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0, told.decode()
    assert "the next run goes on from here" in told.decode()
    assert out.read_text(encoding="utf-8").count("burning the ferry") == 1
    assert second.returncode == 1
    assert "another process sends this desk's alerts" in said(second)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["event"], line["outcome"]) for line in lines] == [("delivery", "done")]


@pytest.mark.parametrize(
    ("arguments", "settings", "code", "sentence"),
    [
        (("add", "x", "act:("), {}, 2, "parenthesis"),
        (("add", "x", "port", "--to", "pigeon:coop"), {}, 2, "this is no channel"),
        (("add", "x", "port", "--to", "webhook:http://example.org/"), {}, 2, "over https"),
        (("add", "x", "port", "--every", "day", "--at", "7"), {}, 2, "no time of day"),
        (("add", "x", "port", "--every", "day", "--zone", "Nowhere"), {}, 2, "no time zone"),
        (("add", "x", "port", "--since", "soon"), {}, 2, "--since is not a time"),
        (("add", "a\nb", "port"), {}, 1, "no name for an alert"),
        (("show", "nothing"), {}, 1, "no alert of this name"),
        (("pause", "nothing"), {}, 1, "no alert of this name"),
        (("run", "--once"), {"ONRECORD_SMTP": "smtp://me:p4ss@mail.example.org"}, 2, "holds a password"),
        (("run", "--once"), {"ONRECORD_WEBHOOK_SECRET_FILE": "no/such/file"}, 2, "cannot be read"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    arguments: tuple[str, ...], settings: dict[str, str], code: int, sentence: str, desk: Path
) -> None:
    done = alert(*arguments, desk=desk, **settings)
    assert done.returncode == code, said(done)
    assert sentence in said(done)
    assert "p4ss" not in said(done)


def test_pausing_and_resuming(desk: Path) -> None:
    alert("add", "fire", "act:accuse", desk=desk)
    assert alert("pause", "fire", desk=desk).returncode == 0
    take_in(desk)
    assert alert("run", "--once", desk=desk).stdout == b""
    assert "paused" in alert("list", desk=desk).stdout.decode()
    assert alert("resume", "fire", desk=desk).returncode == 0
    assert "burning the ferry" in alert("run", "--once", desk=desk).stdout.decode()
