"""The frames of attribution of a sentence: who speaks, by which cue, and what is told."""

from __future__ import annotations

import pytest

from onrecord.brief.frame import Frame, FrameKind
from onrecord.brief.frames import frames_in
from onrecord.brief.stance import Mood, stances
from onrecord.brief.words import Word, words_in
from onrecord.record import SpeechAct


def shown(words: tuple[Word, ...], frame: Frame) -> tuple[str, str]:
    """A frame's speaker and cue, in words."""
    return tuple(" ".join(one.form for one in words[begin:end]) for begin, end in (frame.speaker, frame.cue))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Harun al-Tezmeri, the commander, refused to go.", [("harun al tezmeri the commander", "refused")]),
        ("On 15 April the commander refused to go.", [("the commander", "refused")]),
        ("In a letter to the house, Osh’ar said that it was over.", [("osh'ar", "said")]),
        ("“It is over,” he said.", [("he", "said")]),
        ("“It is over,” said Commodore Rurik Ostvald.", [("commodore rurik ostvald", "said")]),
        ("The searches are over, said Rurik Ostvald.", [("rurik ostvald", "said")]),
        ("The boats, he said, crossed the line.", [("he", "said")]),
        ("The bureau was accused by Hvalgren of supplying the mine.", [("hvalgren", "was accused")]),
        ("Ben Qatoul was quoted as saying that it was over.", [("ben qatoul", "was quoted as saying")]),
        ("Radio Hask quoted Ben Qatoul as saying it.", [("ben qatoul", "quoted ben qatoul as saying")]),
        ("According to the ministry, it is over.", [("the ministry", "according to")]),
        ("It is over, according to its minister, Leila Osh’ar.", [("its minister leila osh'ar", "according to")]),
        ("The militia’s threat to go came to nothing.", [("the militia's", "threat")]),
        ("Warda Lemsi, who keeps the stall, said so.", [("warda lemsi who keeps the stall", "said")]),
        ("The embassy, asked by telephone, said that it was closed.", [("the embassy asked by telephone", "said")]),
        ("The premier gave the militia until 15 April to leave.", [("the premier", "gave")]),
        ("Ostvald put the number of boats at 214.", [("ostvald", "put")]),
        ("Ostvald put the boats at anchor.", []),
        ("The premier gave the militia its mines.", []),
        ("Open Harbors denied having agreed to pay.", [("open harbors", "denied")]),
        ("The theft was reported to the ministry.", []),
        ("The boats crossed the line.", []),
    ],
)
def test_who_speaks_and_by_which_cue(text: str, found: list[tuple[str, str]]) -> None:
    words = words_in(text)
    assert [shown(words, frame) for frame in frames_in(words)] == found


@pytest.mark.parametrize("text", ["Selm made no comment.", "Selm would not be drawn on", "It is so, if Selm is right."])
def test_a_frame_at_the_end_of_a_sentence_ends_with_it(text: str) -> None:
    words = words_in(text)
    (frame,) = frames_in(words)
    assert max(*frame.cue, *frame.speaker, *frame.content) == len(words)


def test_what_is_told_in_what_somebody_tells() -> None:
    words = words_in("The envoy said that the minister had threatened to leave.")
    outer, inner = frames_in(words)
    assert (inner.within, inner.reading and inner.reading.act) == (0, SpeechAct.THREATEN)
    assert outer.within is None


def test_a_second_verb_has_the_same_speaker() -> None:
    _, second = frames_in(words_in("Ben Qatoul welcomed the decision but warned that the militia would fire."))
    assert second.goes_on
    assert second.within is None


def test_who_quotes_is_not_who_speaks() -> None:
    words = words_in("Radio Hask quoted Ben Qatoul as saying that it was over.")
    (frame,) = frames_in(words)
    assert frame.by is not None
    assert words[frame.by[0]].form == "radio"


def test_reports_that_name_nobody_are_weak() -> None:
    (frame,) = frames_in(words_in("The militia allegedly laid the mine."))
    assert frame.kind is FrameKind.WEAK


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("He denied that the boats had crossed the line.", "crossed", True),
        ("He said that the boats had not crossed the line.", "crossed", True),
        ("He denied that the boats had not crossed the line.", "crossed", False),
        ("No boat crossed the line.", "crossed", True),
        ("He will close the strait unless the wages are paid.", "paid", True),
        ("He will close the strait unless the wages are paid.", "close", False),
        ("He denied the charge, and the boats crossed the line.", "crossed", False),
        ("They came no later than Friday.", "came", False),
        ("They stopped boarding ships.", "boarding", None),
    ],
)
def test_what_is_denied(text: str, word: str, denied: bool | None) -> None:
    words = words_in(text)
    at = next(n for n, one in enumerate(words) if one.form == word)
    assert stances(words)[at].denied is denied


@pytest.mark.parametrize(
    ("text", "word", "mood"),
    [
        ("The militia will close the strait.", "close", Mood.WILL),
        ("The militia threatened to close the strait.", "close", Mood.WILL),
        ("He demanded that the patrols end their work.", "work", Mood.MUST),
        ("He told them to close the strait.", "close", Mood.MUST),
        ("They might close the strait.", "close", Mood.MAY),
        ("The militia closed the strait.", "closed", Mood.DONE),
        ("The closed strait was empty.", "closed", None),
        ("It was swept on 9 May and opened.", "opened", Mood.DONE),
    ],
)
def test_whether_it_was_done(text: str, word: str, mood: Mood | None) -> None:
    words = words_in(text)
    at = next(n for n, one in enumerate(words) if one.form == word)
    assert stances(words)[at].mood is mood
