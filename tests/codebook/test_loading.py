"""A broken file of the codebook is refused with one sentence: what, where, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook import act_contents, load_contents, load_cues, load_party_words, party_words, speech_verbs
from onrecord.errors import CodebookError

HEAD = 'name: trial\nversion: "1"\n'
DEGREES = "degrees: {stronger: [very]}\n"


def test_what_ships_is_named_and_versioned() -> None:
    for sheet in (speech_verbs(), act_contents(), party_words()):
        assert sheet.name.startswith("onrecord")
        assert sheet.version


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "{cue: hum, act: humming, strength: 1}",
            "the field 'act' is 'humming': trial.yaml, line 4; use one of: assert",
        ),
        ("{cue: hum, act: assert, strength: 4}", "the field 'strength' is 4: trial.yaml, line 4; use 1 (mild)"),
        ("{cue: hum, act: assert}", "the field 'strength' is None: trial.yaml, line 4"),
        ("{act: assert, strength: 1}", "the field 'cue' is missing or no text: trial.yaml, line 4"),
        ("{cue: hum, act: assert, strength: 1, volume: 3}", "unknown field 'volume': trial.yaml, line 4"),
        ("{cue: hum, act: assert, strength: 1, target: beside}", "the field 'target' is 'beside': trial.yaml, line 4"),
        ("{cue: hum, act: assert, strength: 1, hold: firm}", "the field 'hold' is 'firm': trial.yaml, line 4"),
        ("{cue: hum, act: assert, strength: 1, kind: song}", "the field 'kind' is 'song': trial.yaml, line 4"),
        ("{cue: hum *, act: assert, strength: 1}", "begins or ends with *: trial.yaml, line 4"),
        ("{cue: hum, act: assert, strength: 1, forms: 3}", "the field 'forms' is no word or list of words"),
        ("{cue: hum, act: assert, strength: 1, negated: silence}", "the field 'negated' is 'silence'"),
        ("hum", "an entry of 'cues' is 'hum': trial.yaml; write it as {field: value, ...}"),
    ],
)
def test_a_broken_cue_is_refused(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(f"{HEAD}cues:\n  - {line}\n{DEGREES}", encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_cues(path)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_two_cues_written_alike_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    cues = "cues:\n  - {cue: find, act: assert, strength: 1, forms: [found]}\n"
    cues += "  - {cue: found, act: announce, strength: 1}\n"
    path.write_text(HEAD + cues + DEGREES, encoding="utf-8")
    with pytest.raises(CodebookError, match="two verb cues are written 'found': 'find' and 'found'"):
        load_cues(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no sections"),
        ("name: trial\ncues: []\n", "the field 'version' is missing"),
        (HEAD + DEGREES, "the section 'cues' is missing or empty"),
        (HEAD + "cues:\n  - {cue: hum, act: assert, strength: 1}\n", "the section 'degrees' is missing"),
        (HEAD + "cues:\n  - {cue: hum\n", "not readable YAML"),
        (HEAD + "cues: &a [*a]\n", "an entry of 'cues'"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=says):
        load_cues(path)


def test_a_missing_or_undecodable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        load_cues(tmp_path / "nowhere.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9\n")
    with pytest.raises(CodebookError, match="not UTF-8"):
        load_cues(tmp_path / "latin.yaml")


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    (tmp_path / "trial.yaml").write_text("name: !!python/object/apply:os.getcwd []\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="not readable YAML"):
        load_cues(tmp_path / "trial.yaml")


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ('say: "@nobody sings", act: boast, strength: 1, weight: 0.7', "an unknown group '@nobody'"),
        ('say: "... sings", act: boast, strength: 1, weight: 0.7', "begins or ends with a gap"),
        ('say: "we sing", act: boast, strength: 1, weight: 7', "the field 'weight' is 7"),
        ('say: "we sing", act: boast, strength: 1, weight: 0.7, doer: me', "the field 'doer' is 'me'"),
        ('say: "we sin*", act: boast, strength: 1, weight: 0.7', "the beginning 'sin\\*' is too short"),
        ('say: "we sing!", act: boast, strength: 1, weight: 0.7', "the pattern holds 'sing!'"),
        ('say: "(we sing|you)", act: boast, strength: 1, weight: 0.7', "the pattern holds 'we sing'"),
    ],
)
def test_a_broken_pattern_is_refused(tmp_path: Path, pattern: str, says: str) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(
        f'{HEAD}groups: {{us: [we]}}\npatterns:\n  - {{{pattern}, example: "We sing."}}\n', encoding="utf-8"
    )
    with pytest.raises(CodebookError, match=says) as error:
        load_contents(path)
    assert "trial.yaml, line 5" in str(error.value)


def test_a_pattern_needs_its_example(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    row = '{say: "we sing", act: boast, strength: 1, weight: 0.7}'
    path.write_text(f"{HEAD}groups: {{us: [we]}}\npatterns:\n  - {row}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="the field 'example' is missing"):
        load_contents(path)


def test_broken_party_words_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(f"{HEAD}lists: {{songs: [hymn]}}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="the list 'songs' is unknown"):
        load_party_words(path)
    path.write_text(f"{HEAD}lists: {{written: [letter]}}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="the list 'spoken' is missing or empty"):
        load_party_words(path)


@pytest.mark.parametrize(
    ("phrase", "piece", "outlet", "speaks"),
    [
        ("an open letter", True, False, True),
        ("the evening broadcast", True, False, False),
        ("a press conference", True, False, False),
        ("state television", False, True, True),
        ("the selm herald", False, True, True),
        ("radio hask", False, True, True),
        ("telegram", True, True, True),
        ("the harbour council", False, False, False),
    ],
)
def test_what_carries_and_what_speaks(phrase: str, piece: bool, outlet: bool, speaks: bool) -> None:
    words = phrase.split()
    known = party_words()
    assert (known.is_piece(words), known.is_outlet(words), known.can_speak(words)) == (piece, outlet, speaks)
