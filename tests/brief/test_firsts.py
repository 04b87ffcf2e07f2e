"""What a brief says to be new, or not to have come: true by the sample desk, and bounded by what was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from onrecord.analysis.acting import VERBS
from onrecord.analysis.novelty_parts import Asks, Check, Found, Novelty, Scope
from onrecord.brief.check import CHECKS, Grounds
from onrecord.brief.check_firsts import check_firsts
from onrecord.brief.check_silence import check_silence
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Fault, FaultKind, Gravity
from onrecord.brief.gathering import Gathering
from onrecord.brief.grammar import Grammar
from onrecord.brief.past import Past
from onrecord.brief.style import Style
from onrecord.record import CommitmentStatus

from .conftest import Sampled

DAY = date(2031, 5, 31)
COURANT, FRONT = "Stavenhelm Courant", "supplying the mine"
READ = "as far as the desk has read"
SHIPPED = (check_firsts, check_silence)


def past_of(sampled: Sampled, day: date = DAY) -> Past:
    """What the sample desk has of the past."""
    return Past(sampled.desk.store, sampled.at, sampled.desk.gazetteer, None, day)


def faults(
    sampled: Sampled, text: str, keys: Sequence[str], past: Past | None, style: Style | None = None, heading: str = ""
) -> list[Fault]:
    """What both checks say of a sentence that cites these."""
    cites = " ".join(f"[@{key}]" for key in keys)
    draft = read_draft(f"## Item\n\n{heading}{text} {cites}\n")
    found = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence(keys)
    known = {key: one for key, one in found.items() if isinstance(one, Evidence)}
    grounds = Grounds(draft.brief, known, sampled.desk.gazetteer, style or Style(), DAY, past=past)
    cited = [known[key] for key in keys]
    told = [one for one in draft.brief.sentences if not one.level]
    return [fault for sentence in told for each in SHIPPED for fault in each(sentence, cited, grounds)]


@pytest.fixture(scope="module")
def accused(sampled: Sampled) -> str:
    """Hvalgren accuses the Ninth Bureau, the first of his side to do so by what the desk has read."""
    return sampled.key(COURANT, FRONT)


@pytest.fixture(scope="module")
def demanded(sampled: Sampled) -> str:
    """A demand of the Coastal Guard for 15 April, of which nothing came."""
    from sqlalchemy import select

    from onrecord.store.tables import finding, reading

    holds = select(finding.c.id).join(reading, reading.c.no == finding.c.reading).where(reading.c.replaced.is_(None))
    ids = sampled.at.execute(holds.where(finding.c.kind == "commitment")).scalars().all()
    found = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence(ids)
    return next(
        key for key, one in found.items() if isinstance(one, Evidence) and "heavy mines to the navy" in one.words
    )


TRUE = (
    f"It was the first time, {READ}, that Defence Minister Karsten Hvalgren accused the Ninth Bureau.",
    f"It is the first time, {READ}, that Hvalgren has accused Nesharra’s Ninth Bureau of supplying a mine.",
    f"Never before, {READ}, had the side of Karsten Hvalgren accused the Ninth Bureau.",
    "As far as the desk has read, Karsten Hvalgren had not accused the Bureau before.",
    f"For the first time, {READ}, the minister accused the Ninth Bureau.",
    f"He had never accused it before, {READ}.",
    f"It was his first accusation against the Ninth Bureau, {READ}.",
    f"The Ninth Bureau was accused by Hvalgren for the first time, {READ}.",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_new_by_what_the_desk_has_read_stands(sampled: Sampled, accused: str, text: str) -> None:
    assert [one.words for one in faults(sampled, text, [accused], past_of(sampled))] == []


@pytest.mark.parametrize("text", TRUE)
def test_without_its_bound_it_does_not(sampled: Sampled, accused: str, text: str) -> None:
    plain = re.sub(rf",? {READ},?|As far as the desk has read, ", "", text)
    (fault,) = faults(sampled, plain, [accused], past_of(sampled))
    assert (fault.gravity, fault.mending) == (Gravity.ERROR, f"add: {READ}")
    # Nothing of the desk is asked for that.
    assert [one.mending for one in faults(sampled, plain, [accused], None)] == [fault.mending]


@pytest.mark.parametrize(
    "text",
    [
        f"It was the first time, {READ}, that Karsten Hvalgren accused the Strait Protection Mission.",
        f"It was the first time, {READ}, that Leila Osh’ar accused the Ninth Bureau.",
        f"It was the first time, {READ}, that Karsten Hvalgren threatened the Ninth Bureau.",
        f"It was the first time, {READ}, that Karsten Hvalgren shelled the Ninth Bureau.",
        f"It was not the first time, {READ}, that Karsten Hvalgren accused the Ninth Bureau.",
        "As far as the desk has read, Karsten Hvalgren had accused the Ninth Bureau before.",
        f"Before, {READ}, had the side of Karsten Hvalgren accused the Ninth Bureau.",
        f"It was the first time since 3 March, {READ}, that Karsten Hvalgren accused the Ninth Bureau.",
        "As far as the desk has read, Karsten Hvalgren had not accused the Ninth Bureau since 3 March.",
        f"Not since 3 March, {READ}, had Karsten Hvalgren accused the Ninth Bureau.",
        f"Hvalgren was the first to threaten the Ninth Bureau, {READ}.",
        "The desk has read no earlier threat by Hvalgren against the Ninth Bureau.",
    ],
)
def test_what_is_not_so_is_an_error(sampled: Sampled, accused: str, text: str) -> None:
    found = faults(sampled, text, [accused], past_of(sampled))
    assert [one.gravity for one in found] == [Gravity.ERROR]
    assert faults(sampled, text, [accused], None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hvalgren said: “It is the first time that the bureau did this.”",
        "Hvalgren said that the talks had ended before the ship left.",
        "In the first week, Hvalgren asked the house to wait.",
        "At first to the west, and then to the east, Hvalgren looked for the bureau.",
        "The first report to the council named the bureau.",
        "Hvalgren had accused the bureau before the council met.",
        "He has accused the bureau.",
        "Hvalgren said on the record that the bureau had accused him.",
        "The port had been closed since 3 March.",
    ],
)
def test_other_sentences_are_left_alone(sampled: Sampled, accused: str, text: str) -> None:
    assert faults(sampled, text, [accused], past_of(sampled)) == []


def test_a_comment_may_say_what_it_thinks(sampled: Sampled, accused: str) -> None:
    past = past_of(sampled)
    assert faults(sampled, "This is unprecedented.", [accused], past, heading="Comment: ") == []
    assert len(faults(sampled, "This is unprecedented.", [accused], past)) == 2


def test_a_house_has_its_own_words_for_the_bound(sampled: Sampled, accused: str) -> None:
    text = "By our files, Karsten Hvalgren had not accused the Ninth Bureau before."
    assert len(faults(sampled, text, [accused], past_of(sampled))) == 1
    assert faults(sampled, text, [accused], past_of(sampled), Style(read="by our files")) == []


def learnt(sampled: Sampled, accused: str, found: Found, day: str | None) -> Past:
    """The past of the accusation as it would be with another result of its search."""
    past = past_of(sampled)
    one = sampled.statements[accused]
    news = past.news(one)
    assert news is not None

    def other(check: Check) -> Check:
        cited = replace(news.statement, day=day) if day is not None else None
        return replace(check, found=found, earlier=cited, days=40, times=1)

    past.learn(accused, replace(news, checks=tuple(other(each) for each in news.checks)))
    return past


SINCE = (
    f"It was the first time since 12 March, {READ}, that Karsten Hvalgren accused the Ninth Bureau.",
    "As far as the desk has read, Karsten Hvalgren had not accused the Ninth Bureau since 12 March.",
    f"Not since 12 March 2031, {READ}, had Karsten Hvalgren accused the Ninth Bureau.",
)


@pytest.mark.parametrize("text", SINCE)
def test_since_when_it_is_new(sampled: Sampled, accused: str, text: str) -> None:
    past = learnt(sampled, accused, Found.SINCE, "2031-03-12")
    assert [one.words for one in faults(sampled, text, [accused], past)] == []
    (fault,) = faults(sampled, text.replace("12 March", "19 March"), [accused], past)
    assert fault.mending == f"write: since 12 March, {READ}"
    plain = text.replace(" since 12 March 2031", " before").replace(" since 12 March", "")
    assert len(faults(sampled, plain.replace("Bureau.", "Bureau before."), [accused], past)) == 1


def test_what_was_last_done_that_day_was_not_done_since(sampled: Sampled, accused: str) -> None:
    past = learnt(sampled, accused, Found.SINCE, "2031-03-12")
    text = "As far as the desk has read, Karsten Hvalgren had accused the Ninth Bureau since {}."
    assert len(faults(sampled, text.format("12 March"), [accused], past)) == 1
    assert faults(sampled, text.format("3 March"), [accused], past) == []


def test_that_it_was_before_has_to_be_so(sampled: Sampled, accused: str) -> None:
    again = learnt(sampled, accused, Found.AGAIN, "2031-04-12")
    texts = (
        "Karsten Hvalgren had accused the Ninth Bureau before, on 12 April.",
        "It was not the first time: Karsten Hvalgren had accused the Ninth Bureau on 12 April.",
    )
    for text in texts:
        assert faults(sampled, text, [accused], again) == []
        assert len(faults(sampled, text, [accused], past_of(sampled))) == 1


@pytest.mark.parametrize("found", [Found.UNCLEAR, Found.NOTHING])
def test_what_cannot_be_told_is_not_told(sampled: Sampled, accused: str, found: Found) -> None:
    past = learnt(sampled, accused, found, None)
    (fault,) = faults(sampled, TRUE[0], [accused], past)
    assert "cannot be told" in fault.words
    told = "Whether Karsten Hvalgren had accused the Ninth Bureau before cannot be told from what the desk has read."
    assert faults(sampled, told, [accused], past) == []


def _expressed(check: Check, one: Evidence) -> bool:
    """Whether the composer tells it by the verb that it has."""
    assert one.statement is not None
    verb = VERBS.get(one.statement.act, ("",))[0]
    said = check.asks in (Asks.ACT, Asks.NAMED, Asks.DEMAND) and check.found is not Found.CHANGED
    return bool(verb) and said and (check.asks is not Asks.ACT or verb in check.words)


def _turned(text: str, check: Check, news: Novelty) -> dict[str, str]:
    """The sentence made wrong, in ways that a careless writer has."""
    denied = text.replace("nobody had", "somebody had").replace("had not ", "had ").replace("Never before", "Before")
    found = {"negation": denied.replace("not the first time", "the first time")}
    bare = text.replace(f", {READ},", "").replace("As far as the desk has read, ", "")
    found["bound"] = bare[:1].upper() + bare[1:]
    if check.target is not None and check.target.name in text:
        found["target"] = text.replace(f"the {check.target.name}", "Open Harbors")
        found["target"] = found["target"].replace(check.target.name, "Open Harbors")
    if check.scope is Scope.SPEAKER and news.speaker is not None and news.speaker.name in text:
        found["speaker"] = re.sub(rf"(?:[A-Z]\w+ )*{news.speaker.name}", "Open Harbors", text)
    return {kind: wrong for kind, wrong in found.items() if wrong != text}


def test_no_sentence_of_the_composer_fails_and_few_wrong_ones_pass(sampled: Sampled) -> None:
    past = past_of(sampled)
    grammar = Grammar(Style(), DAY, sampled.desk.gazetteer)
    told, wrong, missed = 0, 0, list[str]()
    for key, one in list(sampled.statements.items())[::3]:
        news = past.news(one)
        for check in news.checks if news is not None and one.statement is not None else ():
            if not _expressed(check, one):
                continue
            assert news is not None
            before = sampled.statements.get(check.earlier.id) if check.earlier is not None else None
            grammar.start()
            for line in grammar.new(check, one, before):
                told += 1
                assert [each.words for each in faults(sampled, line.text, [key], past)] == [], line.text
                if check.found in (Found.NOTHING, Found.UNCLEAR):
                    continue
                for text in _turned(line.text, check, news).values():
                    wrong += 1
                    missed += [] if faults(sampled, text, [key], past) else [text]
    assert told > 100
    assert len(missed) <= 0.05 * wrong, missed


DUE = "Prime Minister Nadim Ra’uzeh demanded on 9 April that the People’s Coastal Guard give up its mines by 15 April; "


@pytest.mark.parametrize(
    "follows",
    [
        "nothing on the record shows that this was done.",
        "the record shows no sign of it since.",
        "the answer is overdue.",
        "the Guard has not replied.",
        "this was not carried out.",
        "as far as the desk has read, there was no answer.",
    ],
)
def test_nothing_came_of_what_is_overdue(sampled: Sampled, demanded: str, follows: str) -> None:
    assert [one.words for one in faults(sampled, DUE + follows, [demanded], past_of(sampled))] == []
    met = past_of(sampled)
    met.settle(demanded, CommitmentStatus.MET)
    assert [one.gravity for one in faults(sampled, DUE + follows, [demanded], met)] == [Gravity.ERROR]


@pytest.mark.parametrize(
    ("follows", "alone"),
    [
        ("something on the record shows that this was done.", True),
        ("nothing on the record shows that this was not done.", True),
        ("the record shows a sign of it since.", True),
        ("the record shows that this was carried out.", True),
        ("by the desk’s ledger, this was done.", False),
        ("by the desk’s ledger, this was refused.", False),
    ],
)
def test_what_the_record_does_not_show(sampled: Sampled, demanded: str, follows: str, alone: bool) -> None:
    (fault,) = faults(sampled, DUE + follows, [demanded], past_of(sampled))
    assert fault.gravity is Gravity.ERROR
    assert fault.kind is (FaultKind.POLARITY if alone else FaultKind.SUPPORT)
    assert bool(faults(sampled, DUE + follows, [demanded], None)) is alone


def test_it_is_not_overdue_before_its_day(sampled: Sampled, demanded: str) -> None:
    text = f"{DUE}the answer is overdue."
    assert len(faults(sampled, text, [demanded], past_of(sampled, date(2031, 4, 12)))) == 1


def test_silence_stands_on_a_commitment_or_is_bounded(sampled: Sampled, accused: str) -> None:
    for text in ("The bureau has not replied.", "There was no answer from the bureau.", "It was not carried out."):
        (fault,) = faults(sampled, text, [accused], past_of(sampled))
        assert (fault.gravity, "add: as far as the desk has read" in (fault.mending or "")) == (Gravity.ERROR, True)
        assert len(faults(sampled, text, [accused], None)) == 1
        bounded = f"As far as the desk has read, {text[:1].lower()}{text[1:]}"
        assert faults(sampled, bounded, [accused], past_of(sampled)) == []
    assert faults(sampled, "Hvalgren said that the bureau has not replied.", [accused], past_of(sampled)) == []


def test_both_stand_in_the_list_of_checks() -> None:
    assert set(SHIPPED) <= set(CHECKS)
