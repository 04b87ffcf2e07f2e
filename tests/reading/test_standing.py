"""On whose word: no act or tie that stands in a statement's content or in a comment comes out as reported."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.reading import standing as module
from onrecord.reading.standing import DEEPEST, Grounds
from onrecord.record import Form, Span, Speaker, SpeechAct, Standing, Statement, Zone, ZoneKind

TEXT = 60


def statement(
    number: int, *content: tuple[int, int], within: str | None = None, cue: tuple[int, int] = (0, 1)
) -> Statement:
    """A statement of which only the content, the nesting and the cue matter."""
    return Statement(
        id=f"s{number}",
        speaker=Speaker(),
        cue=(Span(*cue),),
        content=tuple(Span(b, e) for b, e in content),
        form=Form.INDIRECT,
        act=SpeechAct.ASSERT,
        act_confidence=0.5,
        strength=1,
        zone=ZoneKind.REPORT,
        confidence=0.5,
        made_by="test/1",
        within=within,
    )


def zone(kind: ZoneKind, begin: int, end: int) -> Zone:
    return Zone(kind, Span(begin, end))


# --- the property, against a count of characters

spans = st.tuples(st.integers(0, TEXT - 1), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@st.composite
def statement_lists(draw: st.DrawFn) -> list[Statement]:
    """Nested, overlapping, discontinuous and circular ones alike."""
    size = draw(st.integers(0, 8))
    made = []
    for number in range(size):
        pieces = draw(st.lists(spans, min_size=1, max_size=3))
        within = draw(st.none() | st.integers(0, size - 1).map(lambda n: f"s{n}") | st.just("s99"))
        made.append(statement(number, *((p.start, p.end) for p in pieces), within=within))
    return made


@st.composite
def zone_lists(draw: st.DrawFn) -> list[Zone]:
    """Zones side by side from the first character on, with gaps, in any order."""
    cuts = sorted(draw(st.sets(st.integers(0, TEXT + 20), max_size=8)))
    pairs = list(itertools.pairwise(cuts))
    made = [Zone(draw(st.sampled_from(list(ZoneKind))), Span(b, e)) for b, e in pairs if draw(st.booleans()) or b % 2]
    return draw(st.permutations(made))


def chain(statements: Sequence[Statement], name: str | None) -> list[str]:
    by_id = {s.id: s for s in statements}
    found: list[str] = []
    while name in by_id and name not in found:
        found.append(str(name))
        name = by_id[str(name)].within
    return found


def covering(statements: Sequence[Statement], pieces: Sequence[Span]) -> set[str]:
    """The statements whose content shares a character with one of the pieces, counted character by character."""
    asked = {at for p in pieces for at in range(p.start, p.end)}
    return {s.id for s in statements if any(asked & set(range(c.start, c.end)) for c in s.content)}


def commented(zones: Sequence[Zone], pieces: Sequence[Span]) -> bool:
    asked = {at for p in pieces for at in range(p.start, p.end)}
    return any(z.kind is ZoneKind.COMMENT and asked & set(range(z.span.start, z.span.end)) for z in zones)


@settings(max_examples=150)
@given(statement_lists(), zone_lists(), st.lists(spans, min_size=1, max_size=3))
def test_nothing_inside_a_content_or_a_comment_is_reported(
    statements: list[Statement], zones: list[Zone], pieces: list[Span]
) -> None:
    footing = Grounds(statements, zones).footing(pieces)
    over = covering(statements, pieces)
    assert (footing.standing is Standing.ATTRIBUTED) is bool(over)
    if over:
        assert footing.by in over
    elif commented(zones, pieces):
        assert footing.standing is Standing.COMMENT
    else:
        assert footing.standing is Standing.REPORTED
    assert (footing.zone is ZoneKind.COMMENT) is commented(zones, pieces)


@settings(max_examples=150)
@given(statement_lists(), zone_lists(), st.lists(spans, min_size=1, max_size=3), st.integers(0, 7))
def test_a_statement_stands_on_none_of_its_own_words_and_on_every_other_that_holds_it(
    statements: list[Statement], zones: list[Zone], pieces: list[Span], which: int
) -> None:
    if which >= len(statements):
        return
    assume(not any(s.id in chain(statements, s.within) for s in statements))
    but = f"s{which}"
    footing = Grounds(statements, zones).footing(pieces, but=but)
    inner = {s.id for s in statements if but in chain(statements, s.id)[1:]}
    over = covering(statements, pieces) - inner - {but}
    outer = statements[which].within if chain(statements, statements[which].within) else None
    if over:
        assert footing.by in over
    elif outer is not None:
        assert footing.by == outer
    else:
        reported = not commented(zones, pieces)
        assert footing.standing is (Standing.REPORTED if reported else Standing.COMMENT)


@settings(max_examples=100)
@given(statement_lists(), spans)
def test_the_innermost_holds(statements: list[Statement], span: Span) -> None:
    """Over one character: of those that hold it, none is told within the one that is named."""
    place = Span(span.start, span.start + 1)
    by = Grounds(statements, ()).footing([place]).by
    assume(not any(s.id in chain(statements, s.within) for s in statements))
    if by is not None:
        for other in covering(statements, [place]) - {by}:
            assert by not in chain(statements, other)[1:]


# --- what it says, case by case


def test_what_no_statement_holds_is_reported() -> None:
    footing = Grounds([statement(0, (10, 20))], ()).footing([Span(20, 25)])
    assert (footing.standing, footing.by, footing.zone) == (Standing.REPORTED, None, ZoneKind.REPORT)


def test_one_shared_character_is_enough() -> None:
    grounds = Grounds([statement(0, (10, 20))], ())
    assert grounds.footing([Span(5, 11)]).by == "s0"
    assert grounds.footing([Span(19, 30)]).by == "s0"
    assert grounds.footing([Span(0, 10)]).by is None


def test_every_piece_of_a_content_and_of_a_finding_counts() -> None:
    grounds = Grounds([statement(0, (10, 20), (30, 40))], ())
    assert grounds.footing([Span(35, 36)]).by == "s0"
    assert grounds.footing([Span(22, 28)]).by is None
    assert grounds.footing([Span(0, 3), Span(38, 50)]).by == "s0"


def test_a_span_over_a_whole_content_stands_on_it() -> None:
    assert Grounds([statement(0, (10, 12))], ()).footing([Span(0, 50)]).by == "s0"


def test_pieces_that_touch_close_nothing() -> None:
    grounds = Grounds([statement(0, (20, 30), (10, 20))], ())
    assert [grounds.footing([Span(at, at + 1)]).by for at in (9, 10, 19, 20, 29, 30)] == [
        None,
        *["s0"] * 4,
        None,
    ]


def test_the_statement_told_within_another_comes_first_even_where_it_is_longer() -> None:
    statements = [statement(0, (10, 20)), statement(1, (5, 40), within="s0")]
    assert Grounds(statements, ()).footing([Span(12, 13)]).by == "s1"


def test_three_deep_the_deepest_comes_first_whatever_the_lengths() -> None:
    statements = [
        statement(0, (0, 50)),
        statement(1, (10, 20), within="s0"),
        statement(2, (5, 30), within="s1"),
    ]
    grounds = Grounds(statements, ())
    assert grounds.footing([Span(12, 13)]).by == "s2"
    assert [s.id for s in grounds.above("s2")] == ["s2", "s1", "s0"]


def test_of_two_that_overlap_the_shorter_comes_first_and_of_equals_the_first_in_the_text() -> None:
    assert Grounds([statement(0, (0, 30)), statement(1, (10, 20))], ()).footing([Span(15, 16)]).by == "s1"
    statements = [statement(9, (0, 10)), statement(10, (0, 10))]
    assert Grounds(statements, ()).footing([Span(5, 6)]).by == "s9"


def test_a_statement_stands_on_the_one_it_is_told_within() -> None:
    statements = [statement(0, (10, 40)), statement(1, (20, 30), within="s0")]
    grounds = Grounds(statements, ())
    assert grounds.footing([Span(15, 19)], but="s1").by == "s0"
    assert grounds.footing([Span(25, 26)], but="s1").by == "s0"
    assert grounds.footing([Span(50, 55)], but="s1").by == "s0"


def test_a_statement_does_not_stand_on_what_is_told_within_it() -> None:
    statements = [statement(0, (10, 40)), statement(1, (20, 30), within="s0"), statement(2, (22, 28), within="s1")]
    footing = Grounds(statements, ()).footing([Span(0, 5), Span(10, 40)], but="s0")
    assert (footing.standing, footing.by) == (Standing.REPORTED, None)


def test_a_statement_in_a_comment_is_comment_and_a_claim_quoted_there_is_attributed() -> None:
    zones = [zone(ZoneKind.REPORT, 0, 10), zone(ZoneKind.COMMENT, 10, 60)]
    grounds = Grounds([statement(0, (30, 40))], zones)
    own = grounds.footing([Span(20, 25)], but="s0")
    assert (own.standing, own.zone) == (Standing.COMMENT, ZoneKind.COMMENT)
    claim = grounds.footing([Span(32, 33)])
    assert (claim.standing, claim.by, claim.zone) == (Standing.ATTRIBUTED, "s0", ZoneKind.COMMENT)


def test_what_reaches_into_a_comment_is_comment() -> None:
    grounds = Grounds([], [zone(ZoneKind.COMMENT, 10, 20), zone(ZoneKind.REPORT, 20, 30)])
    assert grounds.footing([Span(5, 11)]).standing is Standing.COMMENT
    assert grounds.footing([Span(0, 40)]).standing is Standing.COMMENT
    assert grounds.footing([Span(25, 26), Span(12, 13)]).standing is Standing.COMMENT
    assert grounds.footing([Span(20, 26)]).standing is Standing.REPORTED


@pytest.mark.parametrize("kind", [ZoneKind.HEADLINE, ZoneKind.BACKGROUND, ZoneKind.BOILERPLATE])
def test_the_other_zones_are_the_documents_own_voice_and_are_named(kind: ZoneKind) -> None:
    footing = Grounds([], [zone(kind, 0, 30)]).footing([Span(3, 5)])
    assert (footing.standing, footing.zone) == (Standing.REPORTED, kind)


def test_a_finding_without_a_span_is_refused() -> None:
    with pytest.raises(ValueError, match="without a span"):
        Grounds([], ()).footing([])


def test_a_statement_told_within_one_that_is_not_there_stands_on_the_document() -> None:
    footing = Grounds([statement(0, (10, 20), within="s7")], ()).footing([Span(0, 5)], but="s0")
    assert footing.standing is Standing.REPORTED


def test_a_statement_told_within_itself_does_not_stand_on_itself() -> None:
    footing = Grounds([statement(0, (10, 20), within="s0")], ()).footing([Span(0, 5)], but="s0")
    assert footing.standing is Standing.REPORTED


def test_statements_told_within_each_other_end_the_chain() -> None:
    statements = [statement(0, (0, 20), within="s1"), statement(1, (10, 30), within="s0")]
    grounds = Grounds(statements, ())
    assert [s.id for s in grounds.above("s0")] == ["s0", "s1"]
    assert grounds.footing([Span(15, 16)]).standing is Standing.ATTRIBUTED
    assert grounds.above(None) == ()


def test_the_order_of_the_lists_does_not_matter() -> None:
    made = [statement(n, (n, 50 - n), within=f"s{n - 1}" if n else None) for n in range(12)]
    zones = [zone(ZoneKind.REPORT, 0, 20), zone(ZoneKind.COMMENT, 20, 60)]
    straight = [Grounds(made, zones).footing([Span(at, at + 2)]) for at in range(55)]
    mixed = list(made)
    random.Random(4).shuffle(mixed)
    assert [Grounds(mixed, zones[::-1]).footing([Span(at, at + 2)]) for at in range(55)] == straight


# --- work


def _work(monkeypatch: pytest.MonkeyPatch, statements: Sequence[Statement]) -> int:
    """How many places of the queue are touched while the grounds are laid."""
    counted: Counter[str] = Counter()
    push, pop = heapq.heappush, heapq.heappop

    def pushing(heap: list[tuple[int, int, int]], entry: tuple[int, int, int]) -> None:
        counted["touched"] += 1
        push(heap, entry)

    def popping(heap: list[tuple[int, int, int]]) -> tuple[int, int, int]:
        counted["touched"] += 1
        return pop(heap)

    monkeypatch.setattr(module, "heappush", pushing)
    monkeypatch.setattr(module, "heappop", popping)
    grounds = Grounds(statements, ())
    monkeypatch.undo()
    assert all(len(row) <= DEEPEST for row in grounds._by)
    return counted["touched"]


@pytest.mark.parametrize("shape", ["nested", "side by side", "all over one place"])
def test_work_grows_with_the_number_of_statements_and_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    def made(size: int) -> list[Statement]:
        if shape == "nested":
            return [statement(n, (n, 4 * size - n), within=f"s{n - 1}" if n else None) for n in range(size)]
        if shape == "side by side":
            return [statement(n, (3 * n, 3 * n + 2)) for n in range(size)]
        return [statement(n, (n, size + n)) for n in range(size)]

    small, large = _work(monkeypatch, made(100)), _work(monkeypatch, made(800))
    assert large <= 8 * small * 1.3


def test_deeper_than_kept_still_stands_on_a_statement() -> None:
    deep = [statement(n, (n, 400 - n), within=f"s{n - 1}" if n else None) for n in range(3 * DEEPEST)]
    grounds = Grounds(deep, ())
    assert grounds.footing([Span(200, 201)]).by == f"s{3 * DEEPEST - 1}"
    assert grounds.footing([Span(200, 201)], but="s20").by == "s19"
