"""``onrecord link`` as a person runs it: linked, asked, answered through a pipe, listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli.link_review import sentence

from .running import onrecord, said

_TEXTS = {
    "one.json": "Tellin, 3 May 2031. Mayor Oren Vashtel said that the bridge is open. Vashtel told reporters so.",
    "two.json": "Tellin, 9 May 2031. The mayor, Oren Vashtel, said that the bridge is closed again.",
    "three.json": "Tellin, 11 May 2031. Lea Marshall, a clerk, said that nothing had been found in the harbour.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("link")
    for name, text in _TEXTS.items():
        row = {"title": name, "text": text, "published": "2031-05-11", "source": "Tellin Gazette"}
        (folder / name).write_text(json.dumps(row), encoding="utf-8")
    assert onrecord("desk", "init", "desk", cwd=folder).returncode == 0
    added = onrecord("desk", "add", *_TEXTS, "--desk", "desk", cwd=folder)
    assert added.returncode == 0, said(added)
    linked = onrecord("link", "--desk", "desk", "--json", cwd=folder)
    assert linked.returncode == 0, said(linked)
    return folder / "desk"


def listed(desk: Path, *name: str) -> list[dict[str, object]]:
    done = onrecord("link", "list", *name, "--json", "--desk", desk, cwd=desk)
    assert done.returncode == 0, said(done)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_actors_are_listed_by_name(desk: Path) -> None:
    (vashtel,) = listed(desk, "Oren Vashtel")
    assert vashtel["name"] == "Oren Vashtel"
    assert vashtel in listed(desk)
    shown = onrecord("link", "list", "--desk", desk, cwd=desk).stdout.decode()
    assert str(vashtel["id"]) in shown
    nobody = onrecord("link", "list", "Qorbatzel Umm", "--desk", desk, cwd=desk)
    assert "no actor on this desk fits" in said(nobody)


def test_two_are_judged_one_by_name_and_parted_again(desk: Path) -> None:
    done = onrecord("link", "same", "Oren Vashtel", "Lea Marshall", "--who", "Ana", "--json", "--desk", desk, cwd=desk)
    assert done.returncode == 0, said(done)
    judged = json.loads(done.stdout)
    assert (judged["kind"], judged["who"]) == ("same", "Ana")
    (both,) = listed(desk, "Oren Vashtel")
    assert len(both["merged"]) == 1  # type: ignore[arg-type]
    against = onrecord("link", "different", "Oren Vashtel", judged["other"], "--desk", desk, cwd=desk)
    assert against.returncode == 1
    assert judged["id"] in said(against) or "one and the same" in said(against)
    assert onrecord("desk", "undo", judged["id"], "--desk", desk, cwd=desk).returncode == 0
    (parted,) = listed(desk, "Oren Vashtel")
    assert parted["merged"] == []


def test_a_name_that_nobody_bears_is_told_with_what_is_near(desk: Path) -> None:
    done = onrecord("link", "same", "Oren Vashtelle", "Nobody Atall", "--desk", desk, cwd=desk)
    assert done.returncode == 1
    assert "no actor of this name" in said(done)


def test_review_reads_answers_from_a_pipe_and_asks_nothing_twice(desk: Path) -> None:
    _ask(desk)
    told = onrecord("link", "review", "--json", "--desk", desk, cwd=desk)
    (question,) = [json.loads(line) for line in told.stdout.decode().splitlines()]
    assert {one["name"] for one in question["actors"]} == {"Oren Vashtel", "Lea Marshall"}
    review = onrecord("link", "review", "--desk", desk, "--who", "Ana", cwd=desk, stdin=b"maybe\ndifferent\n")
    shown = review.stdout.decode()
    assert review.returncode == 0, said(review)
    assert "are these one? score 0.60" in shown
    assert "their names are alike" in shown
    assert shown.count("“") >= 2
    assert "Lea Marshall, a clerk, said that nothing had been found" in shown
    assert "named in 2 documents" in shown
    assert "by: Tellin Gazette" in shown
    assert "no answer" in said(review)
    assert "1 answer filed" in said(review)
    again = onrecord("link", "review", "--desk", desk, cwd=desk, stdin=b"same\n")
    assert "no two actors are asked about" in said(again)


def test_review_ends_with_the_input(desk: Path) -> None:
    done = onrecord("link", "review", "--desk", desk, cwd=desk)
    assert done.returncode == 0


def _ask(desk: Path) -> None:
    """Puts a question between the two actors of the desk, as linking does."""
    from onrecord.store import questions
    from onrecord.store.meant import is_name
    from onrecord.store.opening import open_store

    store = open_store(desk)
    try:
        with store.writing() as at:
            numbers = [is_name(at, name)[0].number for name in ("Oren Vashtel", "Lea Marshall")]
            asked = questions.Question(numbers[0], numbers[1], 0.6, ("their names are alike",))
            questions.ask(at, [asked], store.now(at))
    finally:
        store.close()


def test_the_sentence_around_a_name() -> None:
    text = "First. Oren Vash\nsaid so! Then more."
    start = text.index("said")
    assert sentence(text, start, start + 4) == "said so!"
    assert sentence("x" * 1000, 500, 501) == "x" * 321
