"""Faithful sentences pass, unfaithful ones are caught, by the checks of quotations, context, sources and comments."""

from __future__ import annotations

import random
import re
from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.brief.check import Grounds, check
from onrecord.brief.check_comment import check_comment
from onrecord.brief.check_context import check_context
from onrecord.brief.check_quotes import check_quotes
from onrecord.brief.check_sources import check_sources
from onrecord.brief.check_state import check_state
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Fault, FaultKind, Gravity
from onrecord.brief.gathering import Gathering
from onrecord.brief.hearing import Hearing
from onrecord.brief.quote_finding import layout
from onrecord.brief.style import Style

from .conftest import Sampled
from .quote_pairs import COMMENTS, PAIRS, Pair

_MINE = (check_quotes, check_context, check_sources, check_state, check_comment)


def faults_of(sampled: Sampled, text: str) -> list[Fault]:
    """What these checks find in a draft."""
    desk = sampled.desk
    draft = read_draft(f"## Item\n\n{text}\n")
    found = Gathering(desk.store, sampled.at, desk.gazetteer).evidence(draft.brief.cited)
    known = {key: one for key, one in found.items() if isinstance(one, Evidence)}
    assert len(known) == len(found)
    grounds = Grounds(draft.brief, known, desk.gazetteer, Style(), heard=Hearing(desk.store, sampled.at))
    return [
        fault
        for sentence in draft.brief.sentences
        for each in _MINE
        for fault in each(sentence, [known[one.key] for one in sentence.citations], grounds)
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{number}-{pair.text[:40]}" for number, pair in enumerate(PAIRS)])
def test_a_sentence_over_the_sample_desk(sampled: Sampled, pair: Pair) -> None:
    key = sampled.key(*pair.cited)
    title = sampled.statements[key].record.document.title if key in sampled.statements else None
    found = [(one.kind.value, one.gravity.value) for one in faults_of(sampled, pair.text.format(f"[@{key}]", title))]
    altered = ("state", "warning")
    others = [one for one in found if one != altered or pair.wrong == altered]
    assert others == ([] if pair.wrong is None else [pair.wrong])


@pytest.mark.parametrize(("text", "wrong"), COMMENTS)
def test_a_comment(sampled: Sampled, text: str, wrong: str | None) -> None:
    found = [one.gravity.value for one in faults_of(sampled, text) if one.kind.value == "comment"]
    assert (max(found, key=lambda one: one == "error") if found else None) == wrong


def test_the_checks_stand_in_the_list(sampled: Sampled) -> None:
    text = (
        f"## Item\n\nHe called it “a helpful step” [@{sampled.key('Littoral Press Agency', 'It is a useful step')}].\n"
    )
    draft = read_draft(text)
    found = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence(draft.brief.cited)
    known = {key: one for key, one in found.items() if isinstance(one, Evidence)}
    faults = check(draft, found, Grounds(draft.brief, known, sampled.desk.gazetteer, Style()))
    (quote,) = [one for one in faults if one.kind.value == "quote"]
    assert quote.span.of(text) == "helpful"
    assert quote.instead == "useful"


@pytest.mark.parametrize(
    ("words", "gravity"),
    [
        ("Two outlets reported", None),
        ("Several outlets reported", "warning"),
        ("It was independently confirmed", None),
        ("It was reported by several agencies", "warning"),
    ],
)
def test_two_voices_are_two_and_not_several(sampled: Sampled, words: str, gravity: str | None) -> None:
    one = sampled.key("Littoral Press Agency", "It is a useful step")
    other = sampled.key("Quayside Courier", "I signed a paper")
    found = faults_of(sampled, f"{words} that it is so [@{one}; @{other}].")
    assert [fault.gravity.value for fault in found] == ([] if gravity is None else [gravity])
    assert all("2 voices" in fault.words for fault in found)
    # The same wire story in two papers is one voice.
    carried = sampled.key("Tahrezh News Service", "It is a useful step")
    (fault,) = faults_of(sampled, f"{words} that it is so [@{one}; @{carried}].")
    assert fault.gravity is Gravity.ERROR


def quoted(sampled: Sampled) -> list[tuple[str, str]]:
    """Every quotation of the sample's statements, with the key of its statement."""
    return [
        (key, " ".join(one.inside.of(evidence.text).split()))
        for key, evidence in sampled.statements.items()
        for one in layout(evidence.text).quotations
        if one.depth == 0 and evidence.statement and any(span.meets(one.inside) for span in evidence.statement.content)
    ]


def told(sampled: Sampled, quotations: list[tuple[str, str]]) -> list[list[Fault]]:
    """The faults of quotation and context in a sentence for each."""
    text = "\n\n".join(f"He said of it: “{words}” [@{key}]." for key, words in quotations)
    faults = faults_of(sampled, text)
    begins = [0, *(found.end() for found in re.finditer("\n\n", f"## Item\n\n{text}"))][1:]
    out: list[list[Fault]] = [[] for _ in quotations]
    for one in faults:
        if one.kind.value in ("quote", "context"):
            out[bisect_right(begins, one.span.start) - 1].append(one)
    return out


def test_no_quotation_of_the_sample_is_flagged(sampled: Sampled) -> None:
    every = quoted(sampled)
    assert len(every) > 60
    assert [one for one in told(sampled, every) if one] == []


def test_every_letter_counts(sampled: Sampled) -> None:
    """A letter left out, put in, exchanged or swapped with the next one, anywhere in any quotation."""
    chance = random.Random(20310510)
    altered = []
    for key, words in quoted(sampled):
        for at in chance.sample([place for place, letter in enumerate(words) if letter.isalpha()], 3):
            new = chance.choice([one for one in "aeioustrnl" if one != words[at]])
            swapped = words[at + 1 : at + 2] + words[at]
            wrong = chance.choice(("", new, words[at] + new, swapped))
            end = at + 2 if wrong == swapped else at + 1
            if words[:at] + wrong + words[end:] != words:
                altered.append((key, words[:at] + wrong + words[end:]))
    found = told(sampled, altered)
    assert len(altered) > 150
    assert [words for (_, words), faults in zip(altered, found, strict=True) if not faults] == []
    assert all(one.gravity is Gravity.ERROR for faults in found for one in faults if one.kind is FaultKind.QUOTE)


def test_a_denial_that_an_ellipsis_leaves_out(sampled: Sampled) -> None:
    dropped = [
        (key, f"{words[: one.start()]}…{words[one.end() :]}")
        for key, words in quoted(sampled)
        for one in re.finditer(r"\b(?:not|never|no|nothing)\b", words)
        if one.start()
    ]
    assert len(dropped) > 8
    assert [words for (_, words), faults in zip(dropped, told(sampled, dropped), strict=True) if not faults] == []


@settings(max_examples=150)
@given(st.text(st.sampled_from("“”\"‘’'«»[]().…, \nabT,no if-–لم٤\u200c\u0301\x1b*_`<>!|"), max_size=80))
def test_any_text_at_all_is_checked(sampled: Sampled, text: str) -> None:
    key = sampled.key("Littoral Press Agency", "It is a useful step")
    for one in faults_of(sampled, f"{text} [@{key}]"):
        assert 0 <= one.span.start < one.span.end <= len(text) + 100
