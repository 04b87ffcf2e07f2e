"""As of any past moment the desk says what it said then, whatever was filed, read, judged, marked or undone since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import StoreError
from onrecord.record import Judgement, JudgementKind, Reliability, Source
from onrecord.store import finding, history, outlets
from onrecord.store.filing import Likeness, Met, file_reading, mark_findings, vanish
from onrecord.store.finding import Asked
from onrecord.store.ids import identified
from onrecord.store.marking import findings_of, reappear
from onrecord.store.opening import Store, create

from .conftest import SetClock, new_database
from .records import CODEBOOK, Said, file_record, make_record, whole_record


def _now(store: Store) -> str:
    """A moment after everything so far, and before everything to come."""
    with store.writing() as at:
        return store.now(at)


def _note(store: Store, words: str, **more: Any) -> int:
    return file_record(store, make_record(f"Vash said {words}.", Said("Vash", "said", words)), **more)


def test_a_document_is_seen_from_its_filing_on(store: Store) -> None:
    before = _now(store)
    _note(store, "the harbour is open")
    between = _now(store)
    _note(store, "the harbour is shut")
    with store.reading() as at:
        assert list(finding.documents(at, at_time=before)) == []
        assert [one.no for one in finding.documents(at, at_time=between)] == [1]
        (first, second) = finding.documents(at)
        assert finding.document(at, first.id[:9], first.filed).id == first.id
        for id_ in (second.id, second.id[:9]):
            with pytest.raises(StoreError, match="no document"):
                finding.document(at, id_, between)
            with pytest.raises(StoreError, match="no document"):
                finding.record(store, at, id_, between)
        assert [one.document.id for one in finding.records(store, at, at_time=between)] == [first.id]
        assert list(finding.documents(at, Asked(words="shut"), between)) == []


def test_the_reading_that_held_then_is_given(store: Store) -> None:
    record = whole_record()
    no = file_record(store, record)
    moments = [_now(store)]
    for version in ("0.2.0", "0.3.0"):
        with store.writing() as at:
            ties = () if version == "0.2.0" else record.ties
            file_reading(store, at, no, replace(record, engine=version, ties=ties), CODEBOOK)
        moments.append(_now(store))
    tie = next(one.id for one in identified(record) if one.kind == "tie")
    with store.reading() as at:
        read = [finding.record(store, at, record.document.id, moment) for moment in moments]
        shown = [finding.finding(store, at, tie, moment) for moment in moments]
    assert [one.engine for one in read] == [record.engine, "0.2.0", "0.3.0"]
    assert [one.kept.read < moment for one, moment in zip(read, moments, strict=True) if one.kept] == [True] * 3
    assert [(one.current, one.record.engine) for one in shown] == [
        (True, record.engine),
        (False, record.engine),
        (True, "0.3.0"),
    ]


def test_a_finding_that_was_not_read_yet_is_not_found(store: Store) -> None:
    record = whole_record()
    no = file_record(store, replace(record, ties=()))
    before = _now(store)
    with store.writing() as at:
        file_reading(store, at, no, record, CODEBOOK)
    tie = next(one.id for one in identified(record) if one.kind == "tie")
    with store.reading() as at:
        assert finding.finding(store, at, tie).current
        with pytest.raises(StoreError, match="no finding"):
            finding.finding(store, at, tie, before)


def test_grade_carriers_versions_and_judgements_are_those_of_then(store: Store) -> None:
    with store.writing() as at:
        source = outlets.source_for(store, at, ["host:lpa.example.net"], Source("", "LPA"))
        history.judge(store, at, JudgementKind.GRADE, source, "ines", value={"reliability": "B"})
    record = whole_record()
    met = Met("a", record.document.url, source=source)
    file_record(store, record, met=met)
    id_ = next(identified(record)).id
    before = _now(store)
    _note(store, "the same", likenesses=(Likeness(1, 0.9, 1.0),))
    _note(store, "another", met=met, revises=1)
    with store.writing() as at:
        history.judge(store, at, JudgementKind.GRADE, source, "ines", value={"reliability": "D"})
        history.judge(store, at, JudgementKind.REJECT, id_, "ines")
        mark_findings(store, at, [id_], "withdrawn", 3, "its words are gone")
        outlets.change_source(store, at, source, {"name": "Littoral Press Agency", "country": "QM"}, "ines", None)
    with store.reading() as at:
        then = finding.record(store, at, record.document.id, before).kept
        now = finding.record(store, at, record.document.id).kept
        assert [one.name for one in finding.sources(at, before)] == ["LPA"]
        assert history.grade_of(at, source, before).reliability is Reliability.B
    assert then is not None
    assert now is not None
    assert then.source is not None
    assert now.source is not None
    assert (then.source.name, then.source.country, then.source.grade.reliability.value) == ("LPA", None, "B")
    assert (now.source.name, now.source.country) == ("Littoral Press Agency", "qm")
    assert now.source.grade.reliability is Reliability.D
    assert (then.carriers, then.revised_by) == ((), None)
    assert len(now.carriers) == 1
    assert now.revised_by is not None
    assert (then.findings[0].judgement, then.findings[0].withdrawn) == (None, None)
    assert now.findings[0].judgement is not None
    assert now.findings[0].why == "its words are gone"


def test_a_page_that_was_gone_and_came_back(store: Store) -> None:
    record = whole_record()
    file_record(store, record)
    moments = [_now(store)]
    with store.writing() as at:
        vanish(store, at, 1, "the page is gone")
    moments.append(_now(store))
    with store.writing() as at:
        reappear(store, at, 1, "the page is there again")
        mark_findings(store, at, findings_of(at, [1]), "restored", None, "the page is there again")
    moments.append(_now(store))
    with store.writing() as at:
        vanish(store, at, 1, "the page is gone")
    moments.append(_now(store))
    with store.reading() as at:
        kept = [finding.record(store, at, record.document.id, moment).kept for moment in moments]
        filed = [finding.document(at, record.document.id, moment).vanished for moment in moments]
    gone = [one is not None and one.vanished is not None for one in kept]
    assert gone == [one is not None for one in filed] == [False, True, False, True]
    withdrawn = [{found.withdrawn is not None for found in one.findings} for one in kept if one is not None]
    assert withdrawn == [{False}, {True}, {False}, {True}]
    assert filed[1] is not None
    assert moments[0] < filed[1] < moments[1]


@dataclass(frozen=True)
class Step:
    """Something done at random: a finding judged, or the judgement of this number undone, as far as there is one."""

    what: str
    which: int


#: After every stamp.
_LATER = "9999"

STEPS = st.lists(
    st.builds(Step, st.sampled_from(["accept", "edit", "reject", "undo", "undo", "undo"]), st.integers(0, 12)),
    min_size=1,
    max_size=14,
)


class Model:
    """What holds, worked out the plain way: every judgement in order, each undone or not by looking at all after it."""

    def __init__(self) -> None:
        self.made: list[Judgement] = []

    def is_undone(self, one: Judgement, then: str) -> bool:
        undos = [other for other in self.made if other.kind is JudgementKind.UNDO and other.subject == one.id]
        return any(undo.at <= then and not self.is_undone(undo, then) for undo in undos)

    def holding(self, subject: str, then: str) -> str | None:
        of_subject = [one for one in self.made if one.subject == subject and one.at <= then]
        held = [one.id for one in of_subject if not self.is_undone(one, then)]
        return held[-1] if held else None


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_judging_and_undoing_at_random_holds_at_every_moment_what_held_then(database: str, clock: SetClock) -> None:
    with TemporaryDirectory() as folder:
        if database == "sqlite":
            _try_at_random(create(Path(folder) / "desk", clock))
        else:
            with new_database() as address:
                _try_at_random(create(Path(folder) / "desk", clock, address))


def _try_at_random(store: Store) -> None:
    tries = count()

    @settings(max_examples=25)
    @given(STEPS)
    def hold(steps: list[Step]) -> None:
        record = make_record(
            f"Vash said yes {next(tries)} times.", Said("Vash", "said", "yes"), Said("Vash", "said", "times")
        )
        file_record(store, record)
        subjects = [one.id for one in identified(record)]
        model = Model()
        for step in steps:
            with store.writing() as at:
                _do(store, at, step, subjects, model)
        with store.reading() as at:
            for then in [*(one.at for one in model.made), None]:
                told = history.holding(at, subjects, then)
                expected = {subject: model.holding(subject, then or _LATER) for subject in subjects}
                assert {subject: told[subject].id if subject in told else None for subject in subjects} == expected
                of_subject = list(history.judgements(at, subjects[0], then))
                undone = [model.is_undone(one, then or _LATER) for one in of_subject]
                assert [one.undone is not None for one in of_subject] == undone
            ours = {one.id for one in model.made}
            every = [one for one in history.judgements(at) if one.id in ours]
            assert [one.id for one in every] == [one.id for one in model.made]
            assert [one.undone is not None for one in every] == [model.is_undone(one, _LATER) for one in every]

    try:
        hold()
    finally:
        store.close()


def _do(store: Store, at: sa.Connection, step: Step, subjects: list[str], model: Model) -> None:
    if step.what != "undo":
        subject = subjects[step.which % len(subjects)]
        value = {"strength": 1} if step.what == "edit" else None
        model.made.append(history.judge(store, at, JudgementKind(step.what), subject, "ines", value=value))
    elif model.made:
        chosen = model.made[-1 - step.which % len(model.made)]
        if model.is_undone(chosen, _LATER):
            with pytest.raises(StoreError, match="taken back at"):
                history.undo(store, at, chosen.id, "tariq")
        else:
            model.made.append(history.undo(store, at, chosen.id, "tariq"))
