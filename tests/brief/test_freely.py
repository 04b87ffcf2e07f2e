"""Sentences as analysts write them: reported, shortened, summed up. What is faithful passes, what is not is caught.

``freely.csv`` was written before the check saw it, in two halves. The check was mended by half A; half B was only
counted until that was done, so that its first count tells of other people's sentences; what it showed was mended then
(docs/background/briefs.md has every figure). C, D and E are another author's, written without sight of the check; F is
that author's too, written after mending by those three. Each was counted once before the check was mended by it.
``first`` is what stood there before, where a sentence said more than it cited. ``reworded.csv`` are further faithful
sentences, each of which was called wrong before the check was mended.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bench.briefs import HALVES, sentences_freely

from onrecord.brief.fault import Fault, Gravity
from onrecord.brief.style import Style
from onrecord.desk.briefing import checked_text

from .conftest import Sampled

_HERE = Path(__file__).parent
with (_HERE / "reworded.csv").open(encoding="utf-8", newline="") as _file:
    REWORDED = list(csv.DictReader(_file))
with (_HERE / "freely.csv").open(encoding="utf-8", newline="") as _file:
    FREELY = list(csv.DictReader(_file))
#: Of the faithful sentences of a half or batch at most so many are flagged.
MOST = 1
#: How many faithful and unfaithful sentences each has, and how many of these are caught at the least.
SIZES = {"A": (96, 20, 17), "B": (96, 20, 17), "C": (40, 7, 7), "D": (40, 7, 7), "E": (40, 6, 6), "F": (40, 7, 6)}


def errors(sampled: Sampled, text: str) -> Iterator[tuple[str, list[Fault]]]:
    """The sentences of a draft, each with its errors."""
    made = checked_text(sampled.desk, sampled.at, text, Style())
    for one in made.draft.brief.sentences:
        if one.text != "At a glance":
            yield one.text, [f for f in made.faults if f.gravity is Gravity.ERROR and one.span.meets(f.span)]


def draft(rows: Sequence[tuple[str, str]]) -> str:
    """Sentences with their ids, a paragraph each."""
    told = [f"{words} [{'; '.join(f'@{one}' for one in ids.split(';'))}]" for ids, words in rows]
    return "---\nuntil: 2031-05-30\n---\n\n" + "\n\n".join(told) + "\n"


def test_the_halves_and_batches_are_as_large_as_they_were() -> None:
    counted = Counter((row["half"], row["truth"]) for row in FREELY)
    assert {half: (counted[half, "faithful"], counted[half, "unfaithful"]) for half in HALVES} == {
        half: size[:2] for half, size in SIZES.items()
    }


@pytest.mark.parametrize("half", HALVES)
def test_what_is_faithful_passes(sampled: Sampled, half: str) -> None:
    bad = [text for text, faults in errors(sampled, sentences_freely(half, faithful=True)) if faults]
    assert len(bad) <= MOST, bad


@pytest.mark.parametrize("half", HALVES)
def test_what_is_not_faithful_is_caught(sampled: Sampled, half: str) -> None:
    told = list(errors(sampled, sentences_freely(half, faithful=False)))
    assert sum(bool(faults) for _, faults in told) >= SIZES[half][2], [text for text, faults in told if not faults]


def test_other_wordings_that_were_called_wrong(sampled: Sampled) -> None:
    told = errors(sampled, draft([(row["id"], row["sentence"]) for row in REWORDED]))
    assert [(text, [one.words for one in faults]) for text, faults in told if faults] == []


#: The same wordings with one thing wrong: what lets the others pass lets these not.
WRONG = (
    ("s:aa380e8e", "number", "About one in two names on the payrolls cannot be matched to anyone, an inspector said."),
    ("d:baa1c275#476-718", "number", "The cost of the mission rose by about 30 per cent last year."),
    ("s:c18be369", "date", "Sorvish patrols should stop inspecting fishing boats by 29 April, Mehvesh demanded."),
    ("s:c18be369", "name", "Mehvesh demanded that Qalmara’s patrols stop inspecting fishing boats before 1 May."),
    ("s:81116eea", "speaker", "Foreign Minister Leila Osh’ar said the state had paid nothing."),
    ("s:5846e5b9", "speaker", "The announcement that sweeping would begin came from Ra’uzeh on 12 May."),
    ("s:e97d235c", "standing", "Interior minister: two boats from Sorvish frigate crossed truce line"),
    ("s:e97d235c", "standing", "Sorvland: two boats from Sorvish frigate crossed truce line"),
    ("s:c11bd871", "act", "Rurik Ostvald conceded that his sailors had searched 214 boats."),
    ("s:313cc400", "speaker", "Ra’uzeh blamed the insurgents for setting fire to two pumping stations."),
    ("s:e7645217", "date", "Samira Toul’an wants the 2028 theft of thirty-one mines dealt with by a court."),
    ("s:959c0e01", "number", "The fishermen’s union asks 90 terals a week for lost work."),
    ("s:c11bd871", "number", "In 241 searches since January contraband turned up on three boats, Ostvald said."),
    ("s:85b9d567", "number", "The inner channel contains nine mines at most, Qoltan conceded."),
    ("s:58250362", "polarity", "Stavenhelm has answered Mehvesh’s demand about the fishing boats."),
    ("s:e7094235", "number", "A reward of 60,000 crowns awaits anyone who helps, the interior minister announced."),
    ("s:51c5caa0", "speaker", "Thirty-one stolen mines are hidden by the Ninth Bureau, if Qoltan is right."),
    ("s:71c60bb9", "date", "Boardings of fishing boats end on the night of 28 April, according to the commander."),
    ("s:dd923ae8;d:f69beca7#594-775", "polarity", "The Coastal Guard does not pledge to keep the ten days of quiet."),
    (
        "s:c221d9ea",
        "polarity",
        "Ben Qatoul said that the closure had not been “postponed, at the request of friends.”",
    ),
    ("s:4f5831d9", "medium", "The commander’s refusal to hand over the mines was made public in a radio address."),
)


@pytest.mark.parametrize(("id_", "kind", "sentence"), WRONG, ids=[sentence[:40] for _, _, sentence in WRONG])
def test_what_is_wrong_in_such_wordings_is_caught(sampled: Sampled, id_: str, kind: str, sentence: str) -> None:
    ((_, faults),) = errors(sampled, draft([(id_, sentence)]))
    assert kind in {one.kind.value for one in faults}
