"""Which statements report one utterance, and which only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.linking.said_words import says_no, stem, telling
from onrecord.linking.sayings import Saying, asked, keys, runs
from onrecord.linking.utterances import How, aligned, compare, compare_aligned, days_apart
from onrecord.record import SpeechAct

from .said import said

QUOTE = "“Two boats from the frigate crossed the truce line off Sirrat and stayed for forty minutes”"
ROAD = "that the road to Khor Lethan would be open to aid convoys by 20 April"


def how(one: Saying, other: Saying) -> How | None:
    """How they stand to each other, the same from both sides; ``None`` if they are apart."""
    there, back = compare(one, other), compare(other, one)
    assert (there is None) == (back is None)
    if there is None or back is None:
        return None
    assert (there.how, there.score) == (back.how, back.score)
    assert there.reasons
    return there.how


def test_the_same_words_of_one_speaker_are_one_utterance() -> None:
    assert how(said(QUOTE), said(QUOTE, number=2)) is How.VERBATIM


def test_a_long_quotation_may_be_quoted_again_months_later() -> None:
    assert how(said(QUOTE), said(QUOTE, day="2031-09-30", number=2)) is How.VERBATIM


def test_short_words_months_later_are_said_again() -> None:
    slogan = "“Justice will reach every harbour”"
    assert how(said(slogan), said(slogan, day="2031-04-03", number=2)) is How.VERBATIM
    assert how(said(slogan), said(slogan, day="2031-06-03", number=2)) is None


def test_a_part_of_a_quotation_is_cut() -> None:
    part = "“Two boats from the frigate crossed the truce line off Sirrat”"
    assert how(said(QUOTE), said(part, number=2)) is How.CUT


def test_quoted_words_within_told_ones_are_the_quotation() -> None:
    partly = "that two boats came, and “crossed the truce line off Sirrat and stayed for forty minutes”"
    assert how(said(QUOTE), said(partly, number=2)) is How.CUT


def test_changed_words_are_shown() -> None:
    other = QUOTE.replace("crossed", "approached")
    found = compare(said(QUOTE), said(other, number=2))
    assert found is not None
    assert found.how is How.ALTERED
    assert "“crossed” against “approached”" in found.reasons[-1]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(QUOTE.replace("forty", "ninety"), id="another number"),
        pytest.param(QUOTE.replace("Sirrat", "Terraq"), id="another place"),
        pytest.param(QUOTE.replace("and stayed", "and never stayed"), id="a denial in it"),
    ],
)
def test_another_particular_is_another_utterance(changed: str) -> None:
    assert how(said(QUOTE), said(changed, number=2)) is None


def test_a_changed_quotation_long_after_is_another_occasion() -> None:
    other = QUOTE.replace("crossed", "approached").replace("minutes", "days")
    assert how(said(QUOTE), said(other, day="2031-05-02", number=2)) is None


def test_told_in_other_words() -> None:
    other = said("that the road would be open by April 20", day="2031-04-04", number=2)
    assert how(said(ROAD), other) is How.PARAPHRASED


def test_a_pluperfect_reaches_further_back() -> None:
    words = "that the road to Khor Lethan would be open by April 20"
    late = {"day": "2031-04-20", "number": 2}
    assert how(said(ROAD, cue="promised"), said(words, cue="had promised", **late)) is How.PARAPHRASED  # type: ignore[arg-type]
    assert how(said(ROAD, cue="promised"), said(words, cue="promised", **late)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(said("that the road to Khor Lethan would be open by 25 April", number=2), id="another day"),
        pytest.param(said("that the road to Hisn Orrel would be open by 20 April", number=2), id="another place"),
        pytest.param(said("that the road to Khor Lethan would not be open by 20 April", number=2), id="a denial"),
        pytest.param(said("that the road was open by 20 April", act=SpeechAct.DENY, number=2), id="told as denied"),
        pytest.param(said("that the road to Khor Lethan would be open by 20 April", "Lea Marsh", number=2), id="other"),
        pytest.param(said("that the road would be open by 20 April", cue="repeated", number=2), id="said again"),
        pytest.param(said("that the road would be open by 20 April", day="2031-04-12", number=2), id="later"),
    ],
)
def test_what_only_looks_so_stays_apart(other: Saying) -> None:
    assert how(said(ROAD), other) is None


def test_two_speakers_of_the_same_words_are_two() -> None:
    assert how(said(QUOTE), said(QUOTE, "Lea Marsh", number=2)) is None


def test_one_entity_under_two_names_is_one_speaker() -> None:
    one, other = said(QUOTE, "Oren Vash", entity=7), said(QUOTE, "Captain Wash", number=2, entity=7)
    assert how(one, other) is How.VERBATIM


def test_a_described_speaker_is_enough_for_many_words_only() -> None:
    described = said(QUOTE, "the spokesman", number=2, named=False)
    assert how(said(QUOTE), described) is How.VERBATIM
    few = "“Two boats crossed the line at night”"
    assert how(said(few), said(few, "the spokesman", number=2, named=False)) is None


@pytest.mark.parametrize("words", ["no comment", "the charge", "to comment", "“Wages”"])
def test_what_anybody_says_is_nobodys_utterance(words: str) -> None:
    assert how(said(words), said(words, number=2)) is None


def test_a_denial_is_not_what_it_denies() -> None:
    words = "that the tender had been struck by a mine of the militia off the harbour"
    denied = said(words, "the spokesman", cue="denied", act=SpeechAct.DENY, number=2, named=False)
    assert how(said(words, "the navy", named=False), denied) is None
    assert how(said(words), said(words, cue="denied", act=SpeechAct.DENY, number=2)) is None


def test_what_was_not_said_is_no_utterance() -> None:
    words = "to comment on the shelling of the observers’ post"
    assert how(said(words, cue="declined", negated=True), said(words, cue="declined", negated=True, number=2)) is None


def test_a_changed_number_counts_as_altered_where_the_other_outlet_is_cited() -> None:
    one = said(QUOTE, outlet="o:wire")
    one = replace(one, page=replace(one.page, names=("littoral press agency",)))
    changed = said(QUOTE.replace("forty", "ninety"), number=2, outlet="o:paper")
    assert how(one, changed) is None
    assert how(one, replace(changed, through=("the", "littoral", "press", "agency"))) is How.ALTERED


def test_nearness_of_meaning_counts_for_and_against() -> None:
    one, other = said(ROAD), said("that convoys with aid can use the road from April 20", day="2031-04-03", number=2)
    assert compare(one, other, 0.95) is not None
    assert compare(one, other, -0.5) is None


def test_at_the_same_place_of_one_text_a_changed_number_is_an_alteration() -> None:
    one = said("that his sailors had searched 214 boats since January", family=1)
    other = said("that his sailors had searched 241 boats since January", number=2, family=1)
    assert compare(one, other) is None
    found = compare_aligned(one, other)
    assert found is not None
    assert found.how is How.ALTERED
    assert "“214” against “241”" in found.reasons[0]


def test_each_statement_has_one_place_in_the_other_text() -> None:
    here = [said("that it rained in the valley", number=1), said("that it rained in the hills", number=2)]
    there = [said("that it rained in the hills", number=3), said("that it rained in the valley", number=4)]
    assert {(one.no, other.no) for one, other in aligned(here, there)} == {(1, 4), (2, 3)}


def test_statements_of_unknown_days_are_not_taken_for_near() -> None:
    one, other = said(ROAD), said(ROAD, number=2)
    assert days_apart(one, other) == 0
    assert days_apart(one, said(ROAD, day="2031-04-09", number=2)) == 7


def test_seven_shared_words_in_a_row_give_a_key() -> None:
    one = said("that nobody on the pier had seen the tender before the siren went off twice")
    other = said("that in her view nobody on the pier had seen the smoke", "Lea Marsh", number=2)
    assert set(runs(one)) & set(runs(other))
    assert set(runs(one)) <= set(keys(one))


def test_the_words_of_a_speaker_give_keys_for_some_weeks() -> None:
    one = said("that the harbour dues would rise", entity=7)
    assert set(asked(one)) & set(keys(said("that dues of the harbour rise", number=2, entity=7, day="2031-04-10")))
    assert not set(asked(one)) & set(keys(said("that dues rise in harbours", number=2, entity=7, day="2031-12-10")))
    assert not set(asked(one)) & set(keys(said("that dues of the harbour rise", "Lea Marsh", number=2, entity=8)))


def test_words_are_compared_by_their_stems() -> None:
    assert stem("inspections") == stem("inspection")
    assert stem("25th") == "25"
    assert stem("forty") == "40"
    assert telling(["the", "searches", "were", "over"]) == {stem("searches")}


def test_two_denials_are_none() -> None:
    assert says_no(["it", "was", "never", "sold"])
    assert not says_no(["it", "was", "never", "not", "sold"])
    assert says_no(["they", "don", "t", "sell"])
