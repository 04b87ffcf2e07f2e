"""Drafts composed from the sample desk: in the form that a brief has, sound in every sentence, and always the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from onrecord.brief.compose import Asked, Composed, Figure, On, Story, compose
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Gravity
from onrecord.brief.grammar import Grammar
from onrecord.brief.line import Line
from onrecord.brief.style import Style
from onrecord.desk.asking import asked as question
from onrecord.desk.briefing import checked_text
from onrecord.record import BriefPart
from onrecord.store import hits, meant

from .conftest import Sampled
from .plain_words import PlainWords

WEEK = Asked("2031-04-20", "2031-04-30")


def drafted(sampled: Sampled, asked: Asked, grammars: type = Grammar, **more: object) -> Composed:
    """The draft of what is asked."""
    desk = sampled.desk
    made = compose(desk.store, sampled.at, desk.gazetteer, asked, grammars=grammars, **more)  # type: ignore[arg-type]
    assert made is not None
    return made


def number_of(sampled: Sampled, name: str) -> int:
    """The number of the entity of this name."""
    return meant.meant(sampled.at, name, most=1)[0].number


def errors(sampled: Sampled, text: str) -> list[str]:
    """What fails in a draft, checked as the door does it."""
    found = checked_text(sampled.desk, sampled.at, text, Style())
    return [f"{one.kind.value}: {one.words}" for one in found.faults if one.gravity is Gravity.ERROR]


def test_a_week_has_the_form_of_a_brief(sampled: Sampled) -> None:
    made = drafted(sampled, WEEK)
    brief = read_draft(made.text).brief
    facts = dict(brief.facts)
    assert (facts["since"], facts["until"], facts["title"]) == (
        "2031-04-20",
        "2031-04-30",
        "On the record, 20 to 30 April 2031",
    )
    assert facts["composed_by"].startswith("onrecord ")
    heads = [one.text for one in brief.sentences if one.level == 2]
    assert heads[0] == "At a glance"
    assert len(heads) == made.items + 1 <= 6
    glances = [one for one in brief.sentences if one.part is BriefPart.GLANCE]
    assert 3 <= len({one.block for one in glances}) <= made.items
    assert made.text.count("<!-- why: ") == made.items
    assert made.text.count("\nComment:\n") == made.items
    assert "<!-- left out: 66 sayings and 11 reported deeds were first published" in made.text
    assert {"Earlier", "What is new"} <= {one.text for one in brief.sentences if one.level == 3}


def test_every_sentence_but_comment_is_cited_and_none_fails(sampled: Sampled) -> None:
    made = drafted(sampled, WEEK)
    brief = read_draft(made.text).brief
    assert [
        one.text for one in brief.sentences if not one.citations and not one.level and one.part is not BriefPart.COMMENT
    ] == []
    assert errors(sampled, made.text) == []


def test_the_same_question_makes_the_same_bytes(sampled: Sampled) -> None:
    assert drafted(sampled, WEEK).text == drafted(sampled, WEEK).text


def test_nothing_is_told_twice(sampled: Sampled) -> None:
    brief = read_draft(drafted(sampled, WEEK).text).brief
    told = [one.text for one in brief.sentences if one.part is BriefPart.ITEM and not one.level]
    assert len(told) == len(set(told)) > 5


def test_an_answer_stands_with_what_it_answers(sampled: Sampled) -> None:
    made = drafted(sampled, WEEK)
    sections = made.text.split("\n## ")
    accused = sampled.key("Stavenhelm Courant", "Nesharra’s Ninth Bureau of supplying the mine")
    denied = sampled.key("Ministry of Foreign Relations of Nesharra", "that the Ninth Bureau had supplied the mine")
    (section,) = [one for one in sections[2:] if f"@{accused}]" in one]
    assert f"@{denied}" in section.partition("<!-- why")[0]


def test_on_an_actor_he_or_his_voices_lead(sampled: Sampled) -> None:
    number = number_of(sampled, "People's Coastal Guard")
    asked = Asked("2031-04-01", "2031-05-31", On("People's Coastal Guard", actor=number), items=3)
    made = drafted(sampled, asked)
    brief = read_draft(made.text).brief
    assert brief.fact("on") == "People's Coastal Guard"
    leads = [one.text for one in brief.sentences if one.part is BriefPart.GLANCE]
    named = ("Coastal Guard", "Tezmeri", "ben Qatoul")
    assert leads
    assert all(any(name in lead for name in named) for lead in leads)
    assert "### Profile: People’s Coastal Guard" in made.text


def test_on_a_question_what_it_finds_leads(sampled: Sampled) -> None:
    found = hits.members(sampled.at, question("mines"))
    made = drafted(sampled, Asked("2031-04-01", "2031-04-30", On("mines", findings=found), items=3))
    assert read_draft(made.text).brief.fact("on") == "mines"
    leads = re.findall(r"^- .*", made.text, re.MULTILINE)
    assert all("mine" in lead for lead in leads[: made.items])


def test_what_is_late_is_told_with_what_may_have_come_of_it(sampled: Sampled) -> None:
    promised = sampled.key("Quayside Courier", "the inner channel of Port Yassem would be swept of mines by 25 April")
    number = number_of(sampled, "Bashir Qoltan")
    made = drafted(sampled, Asked("2031-05-03", "2031-05-12", On("Bashir Qoltan", actor=number)))
    late = made.text.partition("### Overdue")[2].partition("\n#")[0]
    assert promised not in late
    assert "inner channel" in late
    assert "No mine has been lifted" in late or "nothing on the record" in late or "the record shows" in late


def test_a_period_without_anything_makes_no_draft(sampled: Sampled) -> None:
    desk = sampled.desk
    asked = Asked("2031-07-01", "2031-07-31")
    assert compose(desk.store, sampled.at, desk.gazetteer, asked, grammars=Grammar) is None


def test_without_a_last_day_it_goes_on_to_the_last_text(sampled: Sampled) -> None:
    brief = read_draft(drafted(sampled, Asked("2031-05-20")).text).brief
    assert brief.fact("until") == "2031-05-30"


class Lying(PlainWords):
    """Says in a heading, a glance and a lead what no source does; only what is plain behind that is sound."""

    def lead(self, one: Evidence, about: Iterable[Evidence]) -> Iterable[Line]:
        yield Line("“We burned the harbour of Port Yassem to the ground,” he said.", (one.id,))
        yield from super().lead(one, list(about))

    def glance(self, one: Evidence) -> Iterable[Line]:
        yield Line("“We burned the harbour of Port Yassem to the ground.”", (one.id,))


def test_what_fails_the_check_is_not_written(sampled: Sampled) -> None:
    made = drafted(sampled, WEEK, Lying)
    assert "burned the harbour" not in made.text
    assert made.items > 0
    assert errors(sampled, made.text) == []


class Silent(PlainWords):
    """Can say nothing that passes of one statement."""

    def lead(self, one: Evidence, about: Iterable[Evidence]) -> Iterable[Line]:
        wrong = "Ninth Bureau" in one.words
        yield Line("“We burned the harbour to the ground.”", (one.id,)) if wrong else next(iter(super().lead(one, [])))


def test_an_item_that_cannot_be_said_is_left_out_and_the_margin_says_so(sampled: Sampled) -> None:
    made = drafted(sampled, WEEK, Silent)
    accused = sampled.key("Stavenhelm Courant", "Nesharra’s Ninth Bureau of supplying the mine")
    notes = re.findall(r"<!-- left out: (.*?) -->", made.text)
    assert any(note.startswith(accused) and "no sentence of it passes the check" in note for note in notes)
    assert f"[@{accused}]" not in made.text


def test_figures_stand_in_items_with_captions_that_pass(sampled: Sampled) -> None:
    def draw(story: Story) -> list[Figure]:
        key = story.item.lead.id
        bad = Line("“Nobody ever said these words here.”", (key,))
        return [Figure("trend.svg", "<svg/>", (bad, Line("Words and deeds over time.", (key,))))]

    made = drafted(sampled, WEEK, draw=draw, name="week")
    assert [one.name for one in made.figures] == ["trend.svg"]
    assert made.text.count("![Words and deeds over time.](week.trend.svg)") == 1
    assert made.text.index("![Words") < made.text.index("### ")


@pytest.mark.parametrize("seed", range(6))
def test_no_draft_of_any_period_on_anything_fails_its_own_check(sampled: Sampled, seed: int) -> None:
    chance = random.Random(seed)
    since = date(2031, 3, 6) + timedelta(chance.randrange(80))
    until = since + timedelta(chance.randrange(1, 30))
    on = On()
    if chance.random() < 0.5:
        numbers = sorted(
            number
            for one in chance.sample(sorted(sampled.statements), 40)
            for number in hits.members(
                sampled.at, question(f'"{_some_word(sampled.statements[one], chance)}"')
            ).tolist()
        )
        import numpy as np

        on = On("some words", findings=np.array(sorted(set(numbers)), dtype=np.int64))
    desk = sampled.desk
    asked = Asked(since.isoformat(), until.isoformat(), on, items=chance.randrange(1, 8))
    made = compose(desk.store, sampled.at, desk.gazetteer, asked, grammars=Grammar)
    if made is not None:
        assert errors(sampled, made.text) == []
        assert made.items <= asked.items


def _some_word(one: Evidence, chance: random.Random) -> str:
    assert one.statement is not None
    words: list[str] = re.findall(r"[a-z]{5,}", " ".join(span.of(one.text) for span in one.statement.content))
    return chance.choice(words or ["mines"])
