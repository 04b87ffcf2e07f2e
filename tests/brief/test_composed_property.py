"""No sentence that the composer writes fails its own check, whatever findings it is given to put together."""

from __future__ import annotations

from random import Random

from bench.composed import Selecting
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.brief.draft import read_draft
from onrecord.record import BriefPart

from .conftest import Sampled


def test_no_sentence_of_any_selection_fails_its_own_check(sampled: Sampled) -> None:
    selecting = Selecting.of(sampled.desk, sampled.at)

    @settings(max_examples=40, deadline=None)
    @given(seed=st.integers(0, 2**32))
    def holds(seed: int) -> None:
        for made in selecting.drafts(1, Random(seed)):
            if made is None:
                continue
            assert [f"{one.kind.value}: {one.words}" for one in selecting.errors(made[0], made[1])] == []
            told = [one for one in read_draft(made[0]).brief.sentences if one.part is not BriefPart.COMMENT]
            assert all(one.citations or one.level for one in told)

    holds()
