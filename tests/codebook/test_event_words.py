"""The words that tell of events: compiled in their forms, the demanding lines first, and refused if broken."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from onrecord.codebook import EventWord, event_words, load_event_words
from onrecord.errors import CodebookError
from onrecord.record import EventType

WORDS = event_words()
HEAD = """\
name: trial
version: "1"
classes:
  arms: [rifle]
forms:
  go: [went, gone]
supports:
  - {verb: launch, doer: subject}
"""
VERB = '{word: seize, type: COERCE, example: "The navy seized a boat."}'
NOUN = '{word: raid, type: ASSAULT, example: "The raid by the navy failed."}'


def sheet(tmp_path: Path, verb: str = VERB, noun: str = NOUN, more: str = "") -> Path:
    path = tmp_path / "trial.yaml"
    extra = f"\n  - {more}" if more else ""
    path.write_text(f"{HEAD}verbs:\n  - {verb}{extra}\nnouns:\n  - {noun}\n", encoding="utf-8")
    return path


def lines(noun: bool) -> set[EventWord]:
    return {id(line): line for found in (WORDS.nouns if noun else WORDS.verbs).values() for line in found}.values()  # type: ignore[return-value]


def test_several_hundred_verbs_and_nouns_cover_every_type() -> None:
    verbs, nouns = (Counter(line.type for line in lines(noun)) for noun in (False, True))
    assert sum(verbs.values()) > 500
    assert sum(nouns.values()) > 150
    assert all(verbs[type_] >= 10 and nouns[type_] >= 1 for type_ in EventType)


def test_verbs_stand_under_all_their_forms() -> None:
    for form in ("seize", "seizes", "seized", "seizing", "shot", "mobilised", "withdrew", "met", "criticised"):
        assert form in WORDS.verbs, form
    assert "raids" in WORDS.nouns


def test_a_line_that_asks_for_more_is_tried_first() -> None:
    imposed = WORDS.verbs["imposed"]
    assert all(line.with_ for line in imposed[:1])
    withdrew = WORDS.verbs["withdrew"]
    asked = [bool(line.with_ or line.after or line.then) for line in withdrew]
    assert asked == sorted(asked, reverse=True)
    assert not asked[-1]


def test_a_noun_of_several_words_is_found_by_its_last_and_asks_for_the_others() -> None:
    drone = next(line for line in WORDS.nouns["strikes"] if line.word == "drone strike")
    assert drone.with_ == {"drone"}
    assert WORDS.nouns["strikes"][-1].word == "strike"


def test_classes_are_written_out_in_singular_and_plural() -> None:
    line = next(one for one in WORDS.verbs["withdrew"] if "troops" in one.with_)
    assert {"soldier", "soldiers", "men"} <= line.with_


def test_an_exact_line_has_one_type() -> None:
    assert all(len(line.types) == 1 for noun in (True, False) for line in lines(noun) if line.exact)


def test_carrying_verbs_tell_where_the_doer_stands() -> None:
    assert WORDS.supports["launched"].doer_is_subject
    assert not WORDS.supports["came"].doer_is_subject
    assert WORDS.supports["came"].prepositions == {"under"}


def test_every_line_has_an_example_that_holds_its_word_and_its_parties() -> None:
    for example in WORDS.examples:
        assert example.text.endswith((".", "?"))
        assert example.line > 0
        assert all(part in example.text for part in example.parts.values()), example


def test_a_sound_sheet_loads(tmp_path: Path) -> None:
    made = load_event_words(sheet(tmp_path))
    assert made.verbs["seized"][0].recipient == ("object",)
    assert made.nouns["raid"][0].doer == ("poss", "by", "adjective")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("type: SEIZE", "'SEIZE'"),
        ("type: COERCE, types: [COERCE, ASSAULT]", "both 'type' and 'types'"),
        ("type: COERCE, mode: drone", "'drone'"),
        ("type: COERCE, with: [$sails]", "$sails"),
        ("type: COERCE, with: [tear gas]", "head noun alone"),
        ("type: COERCE, after: {at_the: [port]}", "no known preposition"),
        ("type: COERCE, after: [port]", "no {preposition"),
        ("type: COERCE, doer: [nobody]", "nobody"),
        ("type: COERCE, sure: perhaps", "'perhaps'"),
        ("type: COERCE, colour: red", "unknown field"),
        ("type: COERCE, doer: [on, at]", "no word or list of words"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, field: str, said: str) -> None:
    verb = f'{{word: seize, {field}, example: "The navy seized a boat."}}'
    with pytest.raises(CodebookError) as caught:
        load_event_words(sheet(tmp_path, verb))
    assert "trial.yaml, line 10" in str(caught.value)
    assert said in str(caught.value)


def test_a_line_without_an_example_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="'example' is missing"):
        load_event_words(sheet(tmp_path, "{word: seize, type: COERCE}"))


def test_two_lines_that_fit_alike_are_refused(tmp_path: Path) -> None:
    twin = '{word: [grab, seize], type: ASSAULT, example: "The navy seized a boat."}'
    with pytest.raises(CodebookError, match="'seize' fits where 'seize' of line 10 fits"):
        load_event_words(sheet(tmp_path, more=twin))


def test_two_lines_that_ask_for_different_things_are_not(tmp_path: Path) -> None:
    other = '{word: seize, type: ASSAULT, with: [$arms], example: "The navy seized rifles."}'
    made = load_event_words(sheet(tmp_path, more=other))
    assert [line.type for line in made.verbs["seized"]] == [EventType.ASSAULT, EventType.COERCE]


def test_a_class_holds_heads_only(tmp_path: Path) -> None:
    path = sheet(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("[rifle]", "[assault rifle]"), encoding="utf-8")
    with pytest.raises(CodebookError, match="head noun alone"):
        load_event_words(path)
