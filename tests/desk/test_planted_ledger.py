"""What is planted in the sample desk as promised, demanded and threatened is in its ledger, what became of it first."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import pytest

from onrecord.analysis.followups import Followups
from onrecord.analysis.ledger import Book
from onrecord.analysis.ledger_parts import Candidate, Entry
from onrecord.desk import Desk
from onrecord.desk.sample_desk import SAMPLE
from onrecord.desk.settling import meaning
from onrecord.record import CommitmentStatus
from onrecord.store import finding
from onrecord.store.expression import EVERY

DAY = "2031-06-01"
#: Of each planted line the words of its commitment, what the first candidate is to show, and the status by the day.
EXPECTED = {
    "would be open to aid convoys by 20 April": ("promise", {"carried out", "spoken of"}, CommitmentStatus.OVERDUE),
    "would be swept of mines by 25 April": ("promise", {"not done"}, CommitmentStatus.OVERDUE),
    "We will shell the observers’ post at Khor Lethan": ("threat", {"carried out"}, CommitmentStatus.OPEN),
    "we will close the strait to all ships on 10 May": ("threat", {"not done", "dropped"}, CommitmentStatus.OVERDUE),
    "give up its heavy mines to the navy by April 15": ("demand", {"refused"}, CommitmentStatus.OVERDUE),
    "end their inspection of fishing boats before 1 May": (
        "demand", {"carried out", "spoken of"}, CommitmentStatus.OVERDUE,
    ),
}  # fmt: skip
#: The wire itself tells of it, in nobody's words; nothing is planted that came of it.
REPORTED = "Tahir Ounfassi was to report by 30 April"


@dataclass(frozen=True)
class Followed:
    """An entry with its candidates, and the texts of their documents."""

    entry: Entry
    text: str
    candidates: tuple[tuple[Candidate, str], ...]


@pytest.fixture(scope="module")
def followed(sample_desk: Desk) -> list[Followed]:
    """Every entry of the sample desk."""
    with sample_desk.store.reading() as at:
        book = Book.of(at, None, DAY)
        groups = book.groups(EVERY)
        finder = Followups(sample_desk.store, book, meaning())

        def text(document: str) -> str:
            return finding.text_of(at, finding.document(at, document).no)

        return [
            Followed(
                entry,
                text(entry.cited.source.document),
                tuple((one, text(one.cited.source.document)) for one in finder.of(group)),
            )
            for entry, group in zip(book.made(groups), groups, strict=True)
        ]


def planted() -> list[tuple[str, str]]:
    """The words of each planted commitment, and those that tell what became of it."""
    with (SAMPLE / "planted.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        if row["kind"].split()[0] in ("promise", "threat", "demand"):
            words = [cell.strip(" ,") for cell in row["words"].split(" | ")]
            found.append((words[0], words[-1] if len(words) != 3 or row["kind"] != "demand refused" else words[1]))
    return found


def test_every_planted_line_is_looked_for() -> None:
    said = [words for words, _ in planted()]
    assert len(said) == len(EXPECTED) + 1
    assert REPORTED in said
    for words in EXPECTED:
        assert any(words in one for one in said)


@pytest.mark.parametrize("words", EXPECTED)
def test_it_is_in_the_ledger_and_what_became_of_it_stands_first(followed: list[Followed], words: str) -> None:
    kind, shown, status = EXPECTED[words]
    told = next(after for before, after in planted() if words in before)
    own = [one for one in followed if words in one.text and one.entry.deed in words and one.entry.kind == kind]
    (found,) = [one for one in own if len(one.entry.deed) > 12]
    assert found.entry.status is status
    assert found.candidates
    first, text = found.candidates[0]
    assert told in text
    assert first.kind in shown
    assert not first.unsure


@pytest.mark.parametrize(
    ("deed", "other"),
    [
        pytest.param("pay a toll", "believe it at the upper bridge", id="neither side, and the place alone"),
        pytest.param("let the Council", "The Minister offered to receive", id="neither side, and one word of four"),
        pytest.param("put the closing of Port Yassem", "Port control in Port Yassem", id="a name alone"),
        pytest.param("hand over no mine while", "spoke to", id="words of the occasion"),
        pytest.param("hand over no mine while", "warned", id="a threat of something else"),
        pytest.param("explain himself", "rejected a call to resign", id="a word for the doer"),
        pytest.param("nothing beyond", "bought nothing", id="that something is not there"),
    ],
)
def test_what_is_of_another_matter_is_not_claimed(followed: list[Followed], deed: str, other: str) -> None:
    (found,) = [one for one in followed if one.entry.deed.startswith(deed)]
    claimed = [one.cited.words for one, _ in found.candidates if not one.unsure]
    assert not any(other in words for words in claimed)


def test_whoever_tells_the_deed_whole_is_claimed_too(followed: list[Followed]) -> None:
    """A ministry has no part in the threat; it condemns the very shelling that was threatened."""
    (found,) = [one for one in followed if one.entry.deed.startswith("shell the observers")]
    (second,) = [
        one for one, _ in found.candidates if one.cited.words.startswith("The Ministry of Foreign Affairs con")
    ]
    assert (second.kind, second.unsure) == ("carried out", False)


def test_the_deed_is_claimed_though_neither_side_has_to_do_with_it(followed: list[Followed]) -> None:
    """Nobody is known to be asked for the toll; what came of it tells of the toll."""
    (found,) = [one for one in followed if one.entry.deed.startswith("pay a toll")]
    assert found.entry.doer is None
    first, _ = found.candidates[0]
    assert "that it had agreed to pay a toll" in first.cited.words


def test_what_the_wire_itself_tells_is_overdue_and_nobodys_promise(followed: list[Followed]) -> None:
    (found,) = [one for one in followed if REPORTED.endswith(one.entry.deed) and one.entry.deed.startswith("report")]
    entry = found.entry
    assert (entry.kind, entry.status, entry.due.last) == ("promise", CommitmentStatus.OVERDUE, "2031-04-30")
    assert (entry.doer and entry.doer.name, entry.to) == ("Tahir Ounfassi", None)
    assert (entry.cited.standing, entry.cited.on_word) == ("reported", ())
    assert entry.cited.source.outlet == "Tahrezh News Service"
    assert len(entry.carriers) == 2
    assert found.candidates == ()


def test_a_vote_that_was_to_come_by_a_day_came(followed: list[Followed]) -> None:
    (found,) = [one for one in followed if one.entry.deed.startswith("vote on the transit agreement before")]
    assert (found.entry.cited.standing, found.entry.status) == ("reported", CommitmentStatus.OVERDUE)
    first, text = found.candidates[0]
    assert (first.kind, "Parliament approved the transit agreement" in text) == ("carried out", True)


def test_two_carriers_of_one_threat_are_one_entry(followed: list[Followed]) -> None:
    (one,) = [one for one in followed if one.entry.deed.startswith("close the strait to all ships")]
    assert len(one.entry.carriers) == 1
    assert one.entry.condition == "If the wages are not paid by 9 May"
