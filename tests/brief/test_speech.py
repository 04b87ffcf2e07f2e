"""Who says what, on whose word, how: faithful sentences over the sample desk pass, and unfaithful ones are caught."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from onrecord.brief.check import Check, Grounds
from onrecord.brief.check_act import check_act
from onrecord.brief.check_hearsay import check_hearsay
from onrecord.brief.check_medium import check_medium
from onrecord.brief.check_modality import check_modality
from onrecord.brief.check_polarity import check_polarity
from onrecord.brief.check_speaker import check_speaker
from onrecord.brief.check_standing import check_standing
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Fault, Gravity
from onrecord.brief.gathering import Gathering
from onrecord.brief.style import Style

from .conftest import Sampled

CHECKS: tuple[Check, ...] = (
    check_speaker,
    check_medium,
    check_standing,
    check_hearsay,
    check_polarity,
    check_modality,
    check_act,
)
#: What must be caught of each kind, and of all; and how many faithful sentences may be flagged.
EACH, ALL, FLAGGED = 0.85, 0.95, 0.02


@dataclass(frozen=True)
class Pair:
    """A sentence, what it cites, and what is wrong with it ("right" if nothing is, "any" whatever it is called)."""

    kind: str
    cites: tuple[str, ...]
    says: str
    after: str | None
    of: str | None


_SHEET = yaml.safe_load((Path(__file__).parent / "speech_pairs.yaml").read_text(encoding="utf-8"))
SOURCES: dict[str, list[str]] = _SHEET["sources"]
PAIRS = [Pair(one["is"], tuple(one["cites"]), one["says"], one.get("after"), one.get("of")) for one in _SHEET["pairs"]]


@dataclass(frozen=True)
class Laid:
    """The sample desk with the keys of the sources, and what they stand for."""

    sampled: Sampled
    keys: dict[str, str]
    found: dict[str, Evidence]

    def faults(self, draft: str, checks: tuple[Check, ...] = CHECKS) -> list[Fault]:
        """What these checks find in a draft."""
        read = read_draft(draft)
        grounds = Grounds(read.brief, self.found, self.sampled.desk.gazetteer, Style())
        return [
            fault
            for sentence in read.brief.sentences
            for each in checks
            for fault in each(sentence, [self.found[one.key] for one in sentence.citations], grounds)
        ]

    def draft(self, pair: Pair) -> str:
        """A sentence as it stands in a draft."""
        before = f"{pair.after} [@{self.keys[pair.of]}] " if pair.after and pair.of else ""
        return f"## News\n\n{before}{pair.says} [{'; '.join('@' + self.keys[one] for one in pair.cites)}]\n"

    def cited(self, name: str, says: str, heading: str = "News") -> str:
        """A draft of one sentence that cites one source."""
        return f"## {heading}\n\n{says} [@{self.keys[name]}]\n"


@pytest.fixture(scope="module")
def laid(sampled: Sampled) -> Laid:
    """The sources of the pairs, found by their words."""
    keys = {name: _key(sampled, *source) for name, source in SOURCES.items()}
    looked = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence(keys.values())
    found = {key: one for key, one in looked.items() if isinstance(one, Evidence)}
    assert len(found) == len(set(keys.values()))
    return Laid(sampled, keys, found)


def _key(sampled: Sampled, outlet: str, speaker: str, cue: str, words: str) -> str:
    if speaker == "event":
        for one in sampled.documents.values():
            kept = one.record.kept
            if outlet not in one.outlets or kept is None:
                continue
            for event in one.record.events:
                if event.type == cue and " ".join(span.of(one.text) for span in event.spans) == words:
                    return next(held.id for held in kept.findings if held.local == event.id)
    for key, one in sampled.statements.items():
        said = one.statement
        if said is None or outlet not in one.outlets:
            continue
        told = said.content[0].of(one.text).replace("\n", " ")
        named = " ".join(span.of(one.text) for span in said.speaker.spans)
        cued = " ".join(span.of(one.text) for span in said.cue)
        if (named, cued) == (speaker, cue) and told.startswith(words):
            return key
    raise AssertionError(f"no statement of {outlet}: {speaker} {cue} {words}")


def test_of_faithful_sentences_no_more_is_flagged_than_may_be(laid: Laid) -> None:
    right = [pair for pair in PAIRS if pair.kind == "right"]
    flagged = {pair.says: [one.words for one in faults] for pair in right if (faults := laid.faults(laid.draft(pair)))}
    assert len(right) >= 100
    assert len(flagged) <= FLAGGED * len(right), flagged


def test_unfaithful_sentences_are_caught_in_each_kind_and_overall(laid: Laid) -> None:
    wrong = [pair for pair in PAIRS if pair.kind != "right"]
    missed = [pair for pair in wrong if not laid.faults(laid.draft(pair))]
    every, lost = Counter(pair.kind for pair in wrong), Counter(pair.kind for pair in missed)
    shares = {kind: 1 - lost[kind] / number for kind, number in every.items()}
    assert min(shares.values()) >= EACH, (shares, [pair.says for pair in missed])
    assert 1 - len(missed) / len(wrong) >= ALL, [pair.says for pair in missed]


def test_what_is_wrong_is_called_by_its_kind(laid: Laid) -> None:
    wrong = [pair for pair in PAIRS if pair.kind not in ("right", "any")]
    other = [pair.says for pair in wrong if pair.kind not in {one.kind.value for one in laid.faults(laid.draft(pair))}]
    assert len(other) <= 0.1 * len(wrong), other


def test_a_stronger_act_is_told_with_the_source_s_word(laid: Laid) -> None:
    draft = laid.cited("s46bbcd", "Idris ben Qatoul threatened that the militia would fire on any patrol.")
    (fault,) = laid.faults(draft, (check_act,))
    assert fault.words.startswith("“threatened” is stronger than what is cited: Idris ben Qatoul warned (s:")
    assert (draft[fault.span.start : fault.span.end], fault.instead) == ("threatened", "warned")


@pytest.mark.parametrize("cue", ["admitted", "conceded", "acknowledged", "confessed"])
def test_a_word_that_makes_a_confession_of_what_was_said_is_an_error(laid: Laid, cue: str) -> None:
    says = f"Commodore Rurik Ostvald {cue} that the searches had been lawful."
    (fault,) = laid.faults(laid.cited("s3b5520", says), (check_act,))
    assert fault.gravity is Gravity.ERROR


@pytest.mark.parametrize("cue", ["claimed", "alleged", "insisted"])
def test_a_coloured_word_for_said_is_to_be_looked_at(laid: Laid, cue: str) -> None:
    says = f"Commodore Rurik Ostvald {cue} that the searches had been lawful."
    (fault,) = laid.faults(laid.cited("s3b5520", says), (check_act,))
    assert fault.gravity is Gravity.WARNING


def test_alleged_keeps_the_standing_and_loses_the_speaker(laid: Laid) -> None:
    (fault,) = laid.faults(laid.cited("s5f7eaf", "The Ninth Bureau allegedly supplied the mine."), (check_standing,))
    assert fault.gravity is Gravity.WARNING
    assert "Karsten Hvalgren" in fault.words


def test_in_a_comment_the_writer_may_judge(laid: Laid) -> None:
    says = "The Ninth Bureau probably supplied the mine."
    assert laid.faults(laid.cited("s5f7eaf", says), (check_standing,))
    assert not laid.faults(laid.cited("s5f7eaf", says, "Comment"), (check_standing,))


def test_a_condition_told_beside_is_not_lost(laid: Laid) -> None:
    says = "Harun al-Tezmeri warned that the militia would close the strait to all ships on 10 May."
    key = laid.keys["s528c66"]
    beside = f"He said it would do so if the wages were not paid. [@{key}]"
    assert laid.faults(laid.cited("s528c66", says), (check_modality,))
    assert not laid.faults(f"## News\n\n{says} [@{key}] {beside}\n", (check_modality,))


def test_a_pronoun_is_whoever_spoke_before(laid: Laid) -> None:
    says = "He said that no mine would be handed over."
    key = laid.keys["s033d5b"]
    right = f"Al-Tezmeri refused to hand over the mines. [@{laid.keys['s4f5831']}] {says} [@{key}]"
    wrong = f"Bashir Qoltan promised to sweep the channel. [@{laid.keys['s8afccf']}] {says} [@{key}]"
    assert not laid.faults(f"## News\n\n{right}\n", (check_speaker,))
    assert [one.kind.value for one in laid.faults(f"## News\n\n{wrong}\n", (check_speaker,))] == ["speaker"]


def test_the_sources_own_sentences_pass(laid: Laid) -> None:
    """Nobody is truer to a source than the source: its sentences, cited to what they hold, are not flagged."""
    tried, flagged = 0, []
    for key, one in laid.sampled.statements.items():
        said = one.statement
        if said is None or (one.record.document.language or "en") != "en" or not said.cue or not said.speaker.spans:
            continue
        whole = next((span for span in one.sentences if span.holds(said.cue[0])), None)
        words = "" if whole is None else whole.of(one.text).replace("\n", " ").strip().removeprefix("- ")
        if not words.endswith((".", "”")) or words.startswith(("We ", "Our ")):
            continue
        tried += 1
        laid.found.setdefault(key, one)
        if laid.faults(f"## News\n\n{words} [@{key}]\n"):
            flagged.append(words)
    assert tried > 250
    assert len(flagged) <= FLAGGED * tried, flagged


@pytest.mark.parametrize("heading", ["Who supplied it", "Who supplied what", "Which bureau supplied the mine"])
def test_a_heading_that_asks_tells_nothing(laid: Laid, heading: str) -> None:
    says = "Hvalgren accused the Ninth Bureau of supplying the mine."
    assert not laid.faults(laid.cited("s5f7eaf", says, heading), (check_standing,))


@pytest.mark.parametrize("heading", ["The Ninth Bureau supplied the mine", "How the Ninth Bureau supplied the mine",
                                     "What the Ninth Bureau supplied"])  # fmt: skip
def test_a_heading_that_takes_for_granted_what_it_asks_of_tells_it(laid: Laid, heading: str) -> None:
    says = "Hvalgren accused the Ninth Bureau of supplying the mine."
    assert [one.kind.value for one in laid.faults(laid.cited("s5f7eaf", says, heading), (check_standing,))] == [
        "standing"
    ]


def test_a_heading_without_a_verb_only_names_a_thing(laid: Laid) -> None:
    says = f"Thirty-one mines were stolen, Yunes Toul’an said. [@{laid.keys['sd1e6a1']}]"
    assert not laid.faults(f"## Port\n\n{says}\n", (check_standing,))
    assert not laid.faults(f"## Stolen mines\n\n{says}\n", (check_standing,))
    assert laid.faults(f"## Thirty-one mines were stolen from a shed\n\n{says}\n", (check_standing,))


def test_what_nothing_shows_is_denied_once(laid: Laid) -> None:
    once = "Ra’uzeh demanded that the militia give up its mines; nothing on the record shows that this was done."
    assert not laid.faults(laid.cited("s2e7bac", once))
    for turned, kind in (("was not done", "polarity"), ("may have been done", "modality")):
        says = once.replace("was done", turned)
        assert kind in {fault.kind.value for fault in laid.faults(laid.cited("s2e7bac", says))}, says
    (fault,) = laid.faults(laid.cited("s2e7bac", "As far as the desk has read, had anyone demanded this before."))
    assert fault.kind.value == "polarity"
