"""Addressee, target and medium in the sentence around a cue. All names and places are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.acts import parties_of
from onrecord.record import Span

Words = str | None


def _read(sentence: str, cue: str, speaker: str, content: str, before: str = "") -> tuple[Words, Words, Words]:
    text = before + sentence

    def at(words: str) -> Span:
        begin = len(before) + sentence.index(words)
        return Span(begin, begin + len(words))

    whole = Span(len(before), len(text))
    spoken_by = (at(speaker),) if speaker else ()
    told = (at(content),) if content else ()
    found = parties_of(text, whole, at(cue), spoken_by, told)
    addressee, target, medium = (
        span.of(text) if span else None for span in (found.addressee, found.target, found.medium)
    )
    return addressee, target, medium


ADDRESSEES = [
    ("Orlo told the council that the mill is lost.", "told", "Orlo", "that the mill is lost", "the council"),
    ("“It is lost,” Orlo said to reporters.", "said", "Orlo", "“It is lost,”", "reporters"),
    ("She urged Ruritania to withdraw.", "urged", "She", "Ruritania to withdraw", "Ruritania"),
    (
        "In a letter to the harbour council, Vane said the toll was unjust.",
        "said",
        "Vane",
        "the toll was unjust",
        "the harbour council",
    ),
    (
        "Gen. Orlo told reporters on Monday: “We will hold.”",
        "told reporters",
        "Gen. Orlo",
        "“We will hold.”",
        "reporters",
    ),
    ("The ministry issued a warning to foreign vessels.", "issued a warning", "The ministry", "", "foreign vessels"),
    ("He asked her to leave.", "asked", "He", "her to leave", "her"),
    ("He warned the crews of ice.", "warned", "He", "of ice", "the crews"),
    ("He vowed to rebuild the bridge.", "vowed", "He", "to rebuild the bridge", None),
    ("He told their story.", "told", "He", "their story", None),
    ("Vane said that the road to Selm was shut.", "said", "Vane", "that the road to Selm was shut", None),
    ("Orlo also warned that ships would sink.", "warned", "Orlo", "that ships would sink", None),
]

TARGETS = [
    ("Vane accused Lurania of piracy.", "accused", "Vane", "of piracy", "Lurania"),
    ("Vane accused the Ministry of Tolls of theft.", "accused", "Vane", "of theft", "the Ministry of Tolls"),
    ("Vane threatened the northern garrison.", "threatened", "Vane", "", "the northern garrison"),
    ("She praised the army's gains in the north.", "praised", "She", "", "the army"),
    ("She praised the latest gains by river forces.", "praised", "She", "", "river forces"),
    ("She praised the harbour crews.", "praised", "She", "", "the harbour crews"),
    ("The guild condemned Lurania’s raid.", "condemned", "The guild", "", "Lurania"),
    ("He warned Lurania against any landing.", "warned", "He", "", "Lurania"),
    ("He called on both governments to stop.", "called on", "He", "to stop", "both governments"),
    (
        "The brigade threatened strikes against the ports of Selm.",
        "threatened",
        "The brigade",
        "strikes against the ports of Selm",
        "the ports of Selm",
    ),
    (
        "The U.S.L. envoy blamed the Selm Liberation Front for the fire.",
        "blamed",
        "The U.S.L. envoy",
        "",
        "the Selm Liberation Front",
    ),
    ("The marshal was accused by the guild of theft.", "was accused", "the guild", "of theft", "The marshal"),
    ("She thanked him for the grain.", "thanked", "She", "", "him"),
    (
        "The minister lashed out at the harbour guild on Friday.",
        "lashed out at",
        "The minister",
        "",
        "the harbour guild",
    ),
    ("He blamed Selm and Lurania for the fire.", "blamed", "He", "", "Selm and Lurania"),
    ("Orlo said the mill was lost.", "said", "Orlo", "the mill was lost", None),
    ("He threatened “the men of the north”.", "threatened", "He", "“the men of the north”", None),
]

MEDIA = [
    (
        "“We hold,” Jaro Vell, the spokesman, was quoted as saying in an article published on the movement’s site.",
        "was quoted as saying",
        "Jaro Vell, the spokesman,",
        "“We hold,”",
        "an article published on the movement’s site",
    ),
    ("Vane said in a statement that talks failed.", "said in a statement", "Vane", "that talks failed", "a statement"),
    ("Vane said in a statement that talks failed.", "said", "Vane", "that talks failed", "a statement"),
    ("Vane said on state television that talks failed.", "said", "Vane", "that talks failed", "state television"),
    (
        "He told the Selm Herald newspaper the talks failed.",
        "told",
        "He",
        "the talks failed",
        "the Selm Herald newspaper",
    ),
    (
        "He said in an interview with Radio Hask that talks failed.",
        "said",
        "He",
        "that talks failed",
        "an interview with Radio Hask",
    ),
    ("“We lost,” she wrote on Telegram.", "wrote", "she", "“We lost,”", "Telegram"),
    (
        "Hask News quoted the marshal as saying the road was shut.",
        "quoted",
        "the marshal",
        "the road was shut",
        "Hask News",
    ),
    ("At a press conference in Selm, Vane announced a curfew.", "announced", "Vane", "a curfew", "a press conference"),
    ("Orlo said the letter was in a bank.", "said", "Orlo", "the letter was in a bank", None),
    ("“It was in the paper,” Orlo said.", "said", "Orlo", "“It was in the paper,”", None),
]


@pytest.mark.parametrize(("sentence", "cue", "speaker", "content", "addressee"), ADDRESSEES)
def test_addressee(sentence: str, cue: str, speaker: str, content: str, addressee: Words) -> None:
    assert _read(sentence, cue, speaker, content)[0] == addressee


@pytest.mark.parametrize(("sentence", "cue", "speaker", "content", "target"), TARGETS)
def test_target(sentence: str, cue: str, speaker: str, content: str, target: Words) -> None:
    assert _read(sentence, cue, speaker, content)[1] == target


@pytest.mark.parametrize(("sentence", "cue", "speaker", "content", "medium"), MEDIA)
def test_medium(sentence: str, cue: str, speaker: str, content: str, medium: Words) -> None:
    assert _read(sentence, cue, speaker, content)[2] == medium


@pytest.mark.parametrize(("sentence", "cue", "speaker", "content", "medium"), MEDIA)
def test_spans_are_the_documents_own(sentence: str, cue: str, speaker: str, content: str, medium: Words) -> None:
    assert _read(sentence, cue, speaker, content, before="Selm, 3 May. ")[2] == medium


WORDS = st.sampled_from(
    [
        "told",
        "the",
        "Selm",
        "of",
        "and",
        "“",
        "”",
        '"',
        ",",
        ".",
        "to",
        "in",
        "a",
        "letter",
        "'s",
        "army’s",
        "was",
        "accused",
        "by",
        "-",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=25), st.data())
def test_parties_stay_in_the_sentence_and_out_of_quotations(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    found = parties_of(text, Span(0, len(text)), Span(begin, end), (), ())
    for span in (found.addressee, found.target, found.medium):
        if span is not None:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
            assert not any(mark in span.of(text) for mark in '“”"')


def test_a_sentence_that_never_ends_is_read_like_any_other() -> None:
    """A text without stops is one sentence, with as many cues as it has."""
    text = "Orlo told the council the mill was lost and " * 300
    found = set()
    for cue in re.finditer("told", text):
        addressee = parties_of(text, Span(0, len(text)), Span(*cue.span()), (), (Span(0, cue.start()),)).addressee
        found.add(addressee.of(text) if addressee else None)
    assert found == {"the council"}


def test_the_edge_of_what_is_looked_at_cuts_no_word() -> None:
    found = set()
    for filler in range(470, 500):
        text = "Vane threatened" + "," * filler + " against Lurania" + " since it rained" * 40
        target = parties_of(text, Span(0, len(text)), Span(5, 15), (), ()).target
        found.add(target.of(text) if target else None)
    assert found == {"Lurania", None}
