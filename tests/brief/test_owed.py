"""What a wire itself tells to be due: a brief tells it as the outlet's report, and never as somebody's word or deed."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from onrecord.analysis.ledger import Asked, ledger
from onrecord.analysis.ledger_parts import Entry
from onrecord.brief.check import Grounds, check
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import Fault, FaultKind
from onrecord.brief.gathering import Gathering
from onrecord.brief.grammar import Grammar
from onrecord.brief.render_notes import word_of, words_cited
from onrecord.brief.style import Style
from onrecord.record import Footing, Standing, ZoneKind

from .conftest import Sampled

DAY = date(2031, 5, 31)
FAITHFUL = (
    "Tahir Ounfassi was to report by 30 April.",
    "According to a report by the T.N.S. of 6 May, Tahir Ounfassi was to report by 30 April.",
    "Tahir Ounfassi was to report by 30 April, the Tahrezh News Service reported on 6 May; nothing on the record shows "
    "that this was done.",
    "The T.N.S. said that Tahir Ounfassi was to report by 30 April.",
    "Tahir Ounfassi was due to report by 30 April.",
    "Tahir Ounfassi was supposed to report by 30 April.",
)
AS_HIS_WORD = (
    "Tahir Ounfassi promised to report by 30 April.",
    "Ounfassi said he would report by 30 April.",
    "Tahir Ounfassi vowed to report by 30 April; nothing on the record shows that this was done.",
    "A report by 30 April was promised by Tahir Ounfassi.",
    "Tahir Ounfassi pledged a report by 30 April, the T.N.S. reported.",
)
AS_DONE = ("Tahir Ounfassi reported by 30 April.", "Tahir Ounfassi had reported by 30 April.")


@pytest.fixture(scope="module")
def entry(sampled: Sampled) -> Entry:
    """The judge's entry of the ledger."""
    every = ledger(sampled.at, Asked(limit=None), None, DAY.isoformat()).entries
    (one,) = [one for one in every if one.deed == "report by 30 April"]
    return one


@pytest.fixture(scope="module")
def evidence(sampled: Sampled, entry: Entry) -> Evidence:
    found = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence([entry.id])[entry.id]
    assert isinstance(found, Evidence)
    return found


def faults(sampled: Sampled, one: Evidence, says: str) -> list[Fault]:
    draft = read_draft(f"# Title\n\n## Item\n\n{says} [@{one.id}]\n")
    return list(check(draft, {one.id: one}, Grounds(draft.brief, {one.id: one}, sampled.desk.gazetteer, Style(), DAY)))


def test_it_stands_on_the_outlets_own_word(evidence: Evidence) -> None:
    assert evidence.voices == ()
    assert evidence.footing == Footing(Standing.REPORTED, ZoneKind.REPORT)
    assert word_of(evidence) == "Reported by Tahrezh News Service on its own word."
    assert words_cited(evidence) == "report by 30 April"


def test_what_is_overdue_is_told_as_the_outlets_report(sampled: Sampled, entry: Entry, evidence: Evidence) -> None:
    grammar = Grammar(Style(), DAY, sampled.desk.gazetteer)
    grammar.start()
    told = list(islice(grammar.due(entry, evidence), 4))
    assert told
    for line in told:
        assert "Tahrezh News Service" in line.text
        assert "Tahir Ounfassi was to report by 30 April" in line.text
        assert any(said in line.text for said in ("nothing on the record shows", "the record shows no sign of it"))
        assert faults(sampled, evidence, line.text) == []


@pytest.mark.parametrize("says", FAITHFUL)
def test_what_tells_it_so_passes(sampled: Sampled, evidence: Evidence, says: str) -> None:
    assert faults(sampled, evidence, says) == []


@pytest.mark.parametrize("says", AS_HIS_WORD)
def test_it_is_nobodys_promise(sampled: Sampled, evidence: Evidence, says: str) -> None:
    (fault,) = faults(sampled, evidence, says)
    assert fault.kind is FaultKind.SPEAKER
    assert "only reports what was to be done" in fault.words


@pytest.mark.parametrize("says", AS_DONE)
def test_it_is_not_done(sampled: Sampled, evidence: Evidence, says: str) -> None:
    (fault,) = faults(sampled, evidence, says)
    assert fault.kind is FaultKind.MODALITY


def test_another_day_or_a_denial_is_caught_as_of_anything_else(sampled: Sampled, evidence: Evidence) -> None:
    assert [f.kind for f in faults(sampled, evidence, "Tahir Ounfassi was to report by 20 April.")] == [FaultKind.DATE]
    turned = faults(sampled, evidence, "Tahir Ounfassi was not to report by 30 April.")
    assert [f.kind for f in turned] == [FaultKind.POLARITY]
