"""What became of what is cited, and how a house writes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.brief.check import Grounds
from onrecord.brief.check_comment import check_uncited
from onrecord.brief.check_state import check_state
from onrecord.brief.draft import read_draft
from onrecord.brief.fault import Fault, Gravity
from onrecord.brief.style import DEFAULT, DateForm, Marks, Style, load_style, style_called
from onrecord.desk import Desk
from onrecord.desk.briefing import brief_day, checked_text
from onrecord.errors import SettingError
from onrecord.gazetteer.loading import SAMPLE as PACK
from onrecord.record import Grade, JudgementKind, Reliability
from onrecord.store import history

from .conftest import Sampled

QMFA = "Ministry of Foreign Affairs of Qalmara"
LPA = "Littoral Press Agency"


@pytest.fixture
def desk(sampled: Sampled, tmp_path: Path) -> Iterator[Desk]:
    """The sample desk, to be changed."""
    place = tmp_path / "desk"
    shutil.copytree(sampled.place, place)
    with Desk.open(place, who="mira", packs=(PACK,)) as opened:
        yield opened


def states(desk: Desk, text: str, style: Style | None = None, *, confirmed: bool = False) -> list[Fault]:
    """The faults of state in a draft of one sentence."""
    with desk.store.reading() as at:
        found = checked_text(desk, at, f"## Item\n\n{text}\n", style or Style(), confirmed=confirmed)
    return [one for one in found.faults if one.kind.value == "state"]


def test_what_the_source_took_from_its_page_is_an_error(sampled: Sampled, desk: Desk) -> None:
    key = next(
        id_
        for id_, one in sampled.statements.items()
        if one.withdrawn and QMFA in one.outlets and "supplying the shells" in one.words
    )
    (fault,) = states(desk, f"The minister accused the bureau of supplying the shells [@{key}].")
    assert fault.gravity is Gravity.ERROR
    assert "taken these words from its page" in fault.words
    assert fault.mending is not None
    assert "since taken from its page" in fault.mending
    for told in (
        f"The minister accused the bureau of supplying the shells, which the ministry later removed [@{key}].",
        f"In words later taken from her ministry’s page, she accused the bureau of supplying the shells [@{key}].",
        f"She accused the bureau of supplying the shells, a statement that the ministry has since replaced [@{key}].",
    ):
        assert states(desk, told) == []


def test_a_page_that_is_gone_is_a_warning(sampled: Sampled, desk: Desk) -> None:
    key = next(
        id_
        for id_, one in sampled.statements.items()
        if one.withdrawn and one.record.kept is not None and one.record.kept.vanished
    )
    (fault,) = states(desk, f"He said so [@{key}].")
    assert (fault.gravity, fault.cited) == (Gravity.WARNING, key)
    assert "404" in fault.words


@pytest.mark.parametrize(
    ("kind", "value", "gravity", "words"),
    [
        (JudgementKind.REJECT, None, Gravity.ERROR, "was rejected by mira"),
        (JudgementKind.EDIT, {"act": "warn"}, Gravity.WARNING, "was edited on the desk (act is warn)"),
        (JudgementKind.ACCEPT, None, None, ""),
    ],
)
def test_what_a_person_judged(
    sampled: Sampled, desk: Desk, kind: JudgementKind, value: dict[str, str] | None, gravity: Gravity | None, words: str
) -> None:
    key = sampled.key("Quayside Courier", "I signed a paper")
    assert states(desk, f"He signed a paper [@{key}].") == []
    (fault,) = states(desk, f"He signed a paper [@{key}].", confirmed=True)
    assert (fault.gravity, fault.mending) == (Gravity.ERROR, f"onrecord desk judge accept {key}")
    with desk.store.writing() as at:
        history.judge(desk.store, at, kind, key, "mira", value=value, why="seen")
    found = states(desk, f"He signed a paper [@{key}].", confirmed=True)
    assert [one.gravity for one in found] == ([] if gravity is None else [gravity])
    assert all(words in one.words for one in found)


def test_a_grade_below_the_houses(sampled: Sampled, desk: Desk) -> None:
    key, graded = next(
        (id_, one.record.kept.source)
        for id_, one in sampled.statements.items()
        if one.record.kept and one.record.kept.source and one.record.kept.source.grade.reliability is Reliability.D
    )
    assert states(desk, f"He said so [@{key}].", Style(lowest_grade="D")) == []
    (fault,) = states(desk, f"He said so [@{key}].", Style(lowest_grade="C"))
    assert (fault.gravity, fault.words.partition(" is graded ")[0]) == (Gravity.WARNING, graded.name)
    assert graded.grade != Grade()


def test_words_that_another_outlet_altered(sampled: Sampled, desk: Desk) -> None:
    key = sampled.key(LPA, "The searches were lawful")
    (fault,) = states(desk, f"“The searches were lawful, and they are over,” he said [@{key}].")
    assert (fault.gravity, fault.words) == (Gravity.WARNING, "Sada Vashtel has other words for this")
    assert states(desk, f"He said that the searches were lawful [@{key}].") == []
    theirs = sampled.key("Sada Vashtel", "The searches were unlawful")
    (fault,) = states(desk, f"“The searches were unlawful,” he said [@{theirs}].")
    assert fault.words.startswith("the words of this report differ from ")


def test_a_warning_of_one_source_is_told_once(sampled: Sampled, desk: Desk) -> None:
    key = sampled.key(LPA, "The searches were lawful")
    twice = (
        f"“The searches were lawful,” he said [@{key}]. “They are over,” he said [@{key}].\n\n“They are over” [@{key}]."
    )
    assert len(states(desk, twice.replace("They", "[T]hey"))) == 1
    with desk.store.writing() as at:
        history.judge(desk.store, at, JudgementKind.REJECT, key, "mira")
    assert len(states(desk, twice)) == 3


def test_a_heading_has_the_state_of_nothing(sampled: Sampled) -> None:
    draft = read_draft("## He said so [@s:1234]\n\nHe did [@s:1234].\n")
    grounds = Grounds(draft.brief, {}, sampled.desk.gazetteer, Style())
    assert list(check_state(draft.brief.sentences[0], list(sampled.statements.values())[:1], grounds)) == []


def test_what_is_cited_to_nothing(sampled: Sampled) -> None:
    text = """# Title

## Item

He said so [@s:1234]. “He came. He saw. He left,” she said [@s:1234]. He was right.

The following was demanded:

- that he go

| a | b |

![Map](map.svg)

Comment: We think not.

### Comment

He may be right.
"""
    draft = read_draft(text)
    grounds = Grounds(draft.brief, {}, sampled.desk.gazetteer, Style())
    faults = [fault for one in draft.brief.sentences for fault in check_uncited(one, (), grounds)]
    assert [one.span.of(text).strip(" |") for one in faults] == ["He was right.", "that he go", "a | b"]


def test_a_sentence_does_not_end_within_a_quotation() -> None:
    draft = read_draft("He left. “We came. We saw,” she said [@s:1234]. “So it was. It is” [@s:2345].\n")
    assert [(one.text, [cited.key for cited in one.citations]) for one in draft.brief.sentences] == [
        ("He left.", []),
        ("“We came. We saw,” she said.", ["s:1234"]),
        ("“So it was. It is”.", ["s:2345"]),
    ]


# -- style -------------------------------------------------------------------------------------------------------------


def written(folder: Path, text: str) -> Path:
    """A style's file."""
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_style_that_ships() -> None:
    style = load_style(DEFAULT)
    assert (style.name, style.dates, style.marks, style.lowest_grade) == (
        "onrecord",
        DateForm.DAY_FIRST,
        Marks.AMERICAN,
        None,
    )
    assert style_called(None) == style_called("onrecord") == style


def test_all_that_a_style_says(tmp_path: Path) -> None:
    (tmp_path / "ours.css").write_text("p {}")
    path = written(
        tmp_path,
        "name: Basin\ndates: May 10\nmarks: british\nlowest_grade: c\ncsl: onrecord-note\ncss: ours.css\n"
        "names:\n  Kataeb al-Fanous: Kata’ib al-Fanus\ntitles:\n  Leila Osh’ar: Foreign Minister\n"
        "descriptors: {Sada Vashtel: close to the government}\nlikelihood: {highly likely: very likely}\n"
        "headings: {At a glance: In brief}\n",
    )
    style = style_called("ours", tmp_path)
    assert style == load_style(path)
    assert (style.dates, style.marks, style.lowest_grade, style.css) == (
        DateForm.MONTH_FIRST,
        Marks.BRITISH,
        "C",
        tmp_path / "ours.css",
    )
    assert style.spelt(("People’s Coastal Guard", "Kataeb al-Fanous")) == "Kata’ib al-Fanus"
    assert (style.titled(("Leila Osh’ar",)), style.titled(("Somebody",))) == ("Foreign Minister", None)
    assert style.described(("Sada Vashtel",)) == "close to the government"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour: red\n", "a style says nothing about 'colour'"),
        ("names: [a, b]\n", "names is no list"),
        ("names:\n  A:\n", "a line without a name or a value"),
        ("dates: 10.5.\n", "dates is '10.5.'"),
        ("marks: german\n", "marks is 'german'"),
        ("lowest_grade: X\n", "lowest_grade is 'X'"),
        ("likelihood: {so so: perhaps}\n", "'so so' stands for 'perhaps'"),
        ("css: none.css\n", "css is no file: none.css"),
        ("- a\n", "no list of names and values"),
        ("name: [\n", "no readable YAML"),
        ("names: &a {A: B}\ntitles: *a\n", "no aliases"),
        (f"name: {'x' * 500}\n", "name is no short text"),
        ("name: x\n#" + "x" * 600_000, "this style is too large"),
    ],
)
def test_what_a_style_cannot_say(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingError, match=re.escape(words)) as caught:
        load_style(written(tmp_path, text))
    assert "ours.yaml" in str(caught.value)


@pytest.mark.parametrize("name", ["../ours.yaml", "/etc/passwd", "nowhere"])
def test_a_draft_names_only_styles_beside_it(tmp_path: Path, name: str) -> None:
    written(tmp_path, "name: x\n")
    (tmp_path / "below").mkdir()
    with pytest.raises(SettingError):
        style_called(name, tmp_path / "below")


def test_a_houses_own_words_of_likelihood(sampled: Sampled) -> None:
    text = "## Item\n\nComment: It is highly likely that he waits.\n"
    own = Style(likelihood={"highly likely": "very likely"})
    assert [len(checked_text(sampled.desk, sampled.at, text, style).faults) for style in (Style(), own)] == [1, 0]


@pytest.mark.parametrize(
    ("head", "day"), [("date: 2031-05-12", "2031-05-12"), ("until: 2031-05-09", "2031-05-09"), ("on: x", None)]
)
def test_the_day_of_a_brief(head: str, day: str | None) -> None:
    found = brief_day(read_draft(f"---\n{head}\n---\nA.\n").brief)
    assert (found.isoformat() if found else None) == day
