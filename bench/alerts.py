"""Alerts through a hundred kills: a process that runs ``onrecord alert run`` is killed with SIGKILL again and again
while documents are filed and settled, the mail server is down at times, and the webhook answers 500 ten times.

``python -m bench alerts 100``: at the end every hit must have come once by the id of its delivery, through mail, the
webhook and a file, at once and in digests. One kill in three comes when the mail server has just taken a letter, one
when the webhook has, before either can be noted; the others at any moment. The process is the real command, on a clock
on which an hour is a second. ``python -m bench alerts 100 URL`` does so in PostgreSQL. It needs the test extra.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.clock import Clock, stamp
from onrecord.desk import Desk
from onrecord.desk.digest_times import next_digest
from onrecord.desk.settling import settle
from onrecord.store import deliveries, filing, indexing, tables
from onrecord.store import saved as kept
from onrecord.store.opening import Store, create
from onrecord.store.saved import Every, Options, Saved, SavedState

from .generated import Generated, documents
from .kills import database
from .receivers import Hook, MailRoom

#: Seconds on the clock in one second, and the least that is really waited.
SPEED, LEAST = 3600.0, 0.05
#: Documents filed for each kill, and the most seconds that the last run may take.
EACH, PATIENCE = 2, 240.0
_FAILURES = 10
_STOPPABLE = "SIGTERM stops it"
_ID = re.compile(r"\b([setcd]:[0-9a-f]{16})\b")
_HEAD = re.compile(r"^=== (v:[0-9a-f]{16})$", re.MULTILINE)


class QuickClock(Clock):
    """Real time since ``began``, sped up: all processes that are given one ``began`` have one time."""

    def __init__(self, began: float) -> None:
        self.began = began

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.began, UTC) + timedelta(seconds=(time.time() - self.began) * SPEED)

    def monotonic(self) -> float:
        return time.monotonic() * SPEED

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        return Clock.wait(self, max(LEAST, seconds / SPEED), stop)


@dataclass
class Trial:
    """What is running: the desk, the servers, the command, and what was seen."""

    store: Store
    post: MailRoom
    hook: Hook
    file: Path
    command: list[str]
    environment: dict[str, str]
    rng: random.Random
    kills: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    was_down: int = 0


def run(restarts: str = "100", server: str = "") -> int:
    """Print what came how often; 1 if a hit did not come, or came twice by id."""
    wanted, began = int(restarts), time.monotonic()
    clock = QuickClock(time.time())
    with tempfile.TemporaryDirectory() as scratch, database(server) as url, receivers() as (post, hook):
        store = create(Path(scratch) / "desk", clock, url or None)
        try:
            trial = made(store, post, hook, Path(scratch), url, clock)
            ended = threading.Event()
            filing_ = threading.Thread(target=file_all, args=(trial, wanted * EACH, ended))
            troubling = threading.Thread(target=trouble, args=(trial, ended))
            filing_.start()
            troubling.start()
            while trial.kills < wanted:
                kill_one(trial)
            filing_.join()
            ended.set()
            troubling.join()
            faults = [*last_run(trial), *told(trial)]
        finally:
            store.close()
    print(f"{trial.kills} kills ({', '.join(f'{n} {what}' for what, n in trial.moments.items())})")
    print(f"{time.monotonic() - began:.0f} s; the mail server was down {trial.was_down} times")
    for fault in faults[:30]:
        print(f"FAILED: {fault}")
    return 1 if faults else 0


@contextmanager
def receivers() -> Iterator[tuple[MailRoom, Hook]]:
    """The servers, open."""
    post, hook = MailRoom().start(), Hook(answers=[(500, {}) for _ in range(_FAILURES)]).start()
    try:
        yield post, hook
    finally:
        post.stop()
        hook.stop()


def made(store: Store, post: MailRoom, hook: Hook, scratch: Path, url: str, clock: QuickClock) -> Trial:
    """A desk with two alerts: one that tells at once, one by day."""
    file = scratch / "alerts.txt"
    channels = ("mail:one@example.org", f"private-webhook:{hook.url}", f"file:{file}")
    keep(store, "accusations", "kind:statement act:accuse", Every.NOW, channels)
    keep(store, "pledges", "kind:commitment", Every.DAY, ("mail:two@example.org", f"private-webhook:{hook.url}/day"))
    place = url or str(scratch / "desk")
    command = [sys.executable, "-m", "bench.alerts", str(clock.began), "alert", "run", "--desk", place]
    environment = {
        **os.environ,
        "ONRECORD_SMTP": f"smtp+plain://127.0.0.1:{post.port}",
        "ONRECORD_MAIL_FROM": "alerts@example.net",
        "ONRECORD_WEBHOOK_SECRET": "a secret of the benchmark",
    }
    return Trial(store, post, hook, file, command, environment, random.Random(6))


def keep(store: Store, name: str, query: str, every: Every, channels: tuple[str, ...]) -> None:
    options = Options()
    due = next_digest(every, options, store.clock.now())
    with store.writing() as at:
        one = Saved("", name, query, options, every, channels, SavedState.ACTIVE, 0, 0, 0, "bench", "")
        kept.add_saved(store, at, one)
        if due is not None:
            kept.change_saved(at, kept.saved_at(at, name).id, next=stamp(due))


def file_all(trial: Trial, count: int, ended: threading.Event) -> None:
    """Files documents and settles them while the others work: as fast as they are killed."""
    desk = Desk(trial.store, "bench")
    for number, one in enumerate(documents(count, seed=6)):
        while number >= EACH * (trial.kills + 1) and not ended.wait(0.02):
            pass
        file_one(trial.store, one)
        # The command settles too, where it comes first: it is killed at that as well.
        list(settle(desk))


def file_one(store: Store, one: Generated) -> None:
    store.archive.put(one.data)
    met = filing.Met(one.address, one.address, one.address, 200)
    with store.writing() as at:
        filing.file(store, at, filing.Filing(record=one.record, met=met, codebook="generated", who="bench"))


def trouble(trial: Trial, ended: threading.Event) -> None:
    """Takes the mail server down and brings it back."""
    while not ended.wait(trial.rng.uniform(3.0, 9.0)):
        trial.post.stop()
        trial.was_down += 1
        ended.wait(trial.rng.uniform(1.0, 5.0))
        trial.post.start()


def kill_one(trial: Trial) -> None:
    """Starts the command and kills it: at a moment that is chosen, or at any."""
    how = ("at any moment", "when a letter was taken", "when a POST was taken")[trial.kills % 3]
    waited = {"when a letter was taken": trial.post.reached, "when a POST was taken": trial.hook.reached}.get(how)
    if waited is not None:
        waited.clear()
    process = started(trial)
    if waited is None:
        time.sleep(trial.rng.uniform(0.5, 5.0))
    elif waited.wait(15.0):
        time.sleep(trial.rng.choice((0.0, 0.0, 0.001, 0.005, 0.02)))
    else:
        how = "at any moment"
    if process.poll() is not None:
        how = f"(it had ended with {process.returncode})"
    else:
        process.send_signal(signal.SIGKILL)
        process.wait()
    trial.moments[how] += 1
    trial.kills += 1


def started(trial: Trial) -> subprocess.Popen[bytes]:
    with (trial.file.parent / "err").open("ab") as err:
        return subprocess.Popen(trial.command, env=trial.environment, stdout=subprocess.DEVNULL, stderr=err)


def last_run(trial: Trial) -> list[str]:
    """Lets it run until nothing is left to do, then asks it to stop."""
    # Before it has said that a signal stops it, a signal ends it: all may be done as it starts.
    before = err(trial).count(_STOPPABLE)
    process = started(trial)
    end = time.monotonic() + PATIENCE
    try:
        while err(trial).count(_STOPPABLE) == before or not is_done(trial.store):
            if time.monotonic() > end or process.poll() is not None:
                return [f"it was not done after {PATIENCE:.0f} s, or ended ({process.poll()}): {err(trial)[-300:]}"]
            time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        code = process.wait(60)
        return [] if code == 0 else [f"it ended with {code} when it was asked to: {err(trial)[-300:]}"]
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def err(trial: Trial) -> str:
    return (trial.file.parent / "err").read_text(encoding="utf-8", errors="replace")


def is_done(store: Store) -> bool:
    """Whether all that was filed is settled, asked of and sent."""
    with store.reading() as at:
        last = kept.last_reading(at)
        alerts = kept.all_saved(at)
        asked = all(one.upto == last and not kept.untold(at, one) for one in alerts)
        return indexing.settled(at) == last and asked and deliveries.next_due(at) is None


def told(trial: Trial) -> list[str]:
    """What came, against what should have."""
    post, hook = trial.post, trial.hook
    letters = [(to, str(mail["Onrecord-Delivery"]), plain(mail)) for to, mail in post.letters]
    now = {to: [(id_, text) for at, id_, text in letters if at == to] for to in ("one@example.org", "two@example.org")}
    posts = {
        path: [(one.header["onrecord-delivery"], wire_hits(one.wire)) for one in hook.taken if one.path == path]
        for path in ("/alerts", "/alerts/day")
    }
    accused = wanted(trial.store, "statement", "accuse")
    pledged = wanted(trial.store, "commitment", None)
    faults = [
        *once("mail", accused, [(id_, hits_in(text)) for id_, text in now["one@example.org"]]),
        *once("daily mail", pledged, [(id_, hits_in(text)) for id_, text in now["two@example.org"]]),
        *once("webhook", accused, posts["/alerts"]),
        *once("daily webhook", pledged, posts["/alerts/day"]),
    ]
    text = trial.file.read_text(encoding="utf-8")
    blocks = list(zip(_HEAD.findall(text), [hits_in(part) for part in _HEAD.split(text)[2::2]], strict=True))
    faults += once("file", accused, blocks)
    faults += [f"{id_} stands {n} times in the file" for id_, n in Counter(id_ for id_, _ in blocks).items() if n > 1]
    refused = len(hook.posted) - len(hook.taken)
    print(f"the webhook answered 500 {refused} times")
    return faults + ([] if refused == _FAILURES else [f"the webhook answered 500 {refused} times, not {_FAILURES}"])


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return "" if part is None else str(part.get_content())


def hits_in(text: str) -> list[str]:
    """The ids of what a message tells; a document's is only where it stands."""
    return [id_ for id_ in _ID.findall(text) if not id_.startswith("d:")]


def wire_hits(wire: dict[str, Any]) -> list[str]:
    hits = [hit for question in wire["questions"] for hit in question["hits"]]
    return [one["id"] for hit in hits for one in (hit, *hit["carriers"])]


def wanted(store: Store, kind: str, type_: str | None) -> set[str]:
    """The ids of all findings of a kind that are on the desk."""
    asked = sa.select(tables.finding.c.id).where(tables.finding.c.kind == kind)
    with store.reading() as at:
        return set(at.execute(asked if type_ is None else asked.where(tables.finding.c.type == type_)).scalars())


def once(where: str, should: set[str], came: list[tuple[str, list[str]]]) -> list[str]:
    """Whether each came, in one delivery; a delivery that came again under its id counts once."""
    apart = dict(came)
    counted = Counter(id_ for hits in apart.values() for id_ in dict.fromkeys(hits))
    again = len(came) - len(apart)
    print(f"{where}: {len(counted)} of {len(should)} hits in {len(apart)} messages, {again} of which came again by id")
    faults = [f"{where}: {id_} did not come" for id_ in sorted(should - counted.keys())]
    faults += [f"{where}: {id_} came in {n} messages" for id_, n in counted.items() if n > 1]
    return faults + [f"{where}: {id_} should not have come" for id_ in sorted(counted.keys() - should)]


def _command(began: float, arguments: list[str]) -> int:
    """The real command, on the quick clock."""
    quick = QuickClock(began)
    methods: dict[str, Callable[..., object]] = {
        "now": lambda self: quick.now(),
        "monotonic": lambda self: quick.monotonic(),
    }
    for name, method in methods.items():
        setattr(Clock, name, method)
    plainly = Clock.wait
    Clock.wait = lambda self, seconds, stop=None: plainly(self, max(LEAST, seconds / SPEED), stop)  # type: ignore[method-assign]
    from onrecord.cli import main

    return main(arguments)


if __name__ == "__main__":
    sys.exit(_command(float(sys.argv[1]), sys.argv[2:]))
