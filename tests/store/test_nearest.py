"""Nearest statements: exactly those that a look at every one gives, on both databases, with and without usearch."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
import sqlalchemy as sa
from numpy.typing import NDArray

from onrecord.store import Store, nearest, sheet, tables
from onrecord.store.compacting import compact
from onrecord.store.holes import Names
from onrecord.store.inserting import insert
from onrecord.store.nearest import Near
from onrecord.store.opening import turn
from onrecord.store.redacting import redact
from onrecord.store.retaining import Rule, What, retain
from onrecord.store.vectors import epoch, forget_vectors, keep_vectors, vectors_of

from .conftest import SetClock
from .records import Said, file_record, make_record

TEXT = "Lea Marsh said the port of Tellin is open."
SAID = Said("Lea Marsh", "said", "the port of Tellin is open")
VERSION = "test-1"
WIDE = 16


def needs_library() -> None:
    """Asked without loading it, which would end the process at the first document that is read after it."""
    if not nearest.has_library():
        pytest.skip("usearch is not installed")


def more_findings(store: Store, count: int) -> list[int]:
    """So many findings more of one filed document; their numbers."""
    with store.writing() as at:
        first = at.execute(sa.select(tables.finding)).mappings().first()
        assert first is not None
        numbers = turn(at).numbers(tables.finding, count)
        insert(at, tables.finding, [{**first, "no": no, "id": f"s:{no:016x}"} for no in numbers])
    return list(numbers)


def random_vectors(count: int, seed: int = 1) -> NDArray[np.int8]:
    return np.random.default_rng(seed).integers(-90, 91, (count, WIDE)).astype(np.int8)


@pytest.fixture
def numbers(store: Store) -> list[int]:
    file_record(store, make_record(TEXT, SAID))
    return more_findings(store, 400)


def keep(store: Store, numbers: Sequence[int], vectors: NDArray[np.int8]) -> None:
    with store.writing() as at:
        keep_vectors(at, VERSION, {no: vector.tobytes() for no, vector in zip(numbers, vectors, strict=True)})


def every(numbers: Sequence[int]) -> set[int]:
    return set(numbers)


def odd(numbers: Sequence[int]) -> set[int]:
    return {number for number in numbers if number % 2}


def by_hand(numbers: Sequence[int], vectors: NDArray[np.int8], wanted: NDArray[np.int8]) -> list[int]:
    """All numbers by falling product, computed one by one in whole numbers."""
    products = [sum(int(a) * int(b) for a, b in zip(vector, wanted, strict=True)) for vector in vectors]
    return [number for _, number in sorted(zip(products, numbers, strict=True), key=lambda pair: (-pair[0], pair[1]))]


def found(store: Store, vector: NDArray[np.int8], **how: object) -> list[int]:
    with store.reading() as at:
        asked = {"fits": every, "least": -1.0, **how}
        return [near.number for near in nearest.nearest(store, at, VERSION, vector, **asked)]  # type: ignore[arg-type]


def test_the_nearest_are_those_that_looking_at_every_one_gives(store: Store, numbers: list[int]) -> None:
    vectors = random_vectors(len(numbers))
    keep(store, numbers, vectors)
    right = by_hand(numbers, vectors, vectors[7])
    assert right[0] == numbers[7]
    assert found(store, vectors[7], most=30) == right[:30]
    assert found(store, vectors[7], most=30, fits=odd) == [number for number in right if number % 2][:30]
    some = numbers[3:300:5]
    assert found(store, vectors[7], most=30, only=some) == [number for number in right if number in some][:30]
    assert found(store, vectors[7], only=[]) == []


@pytest.mark.parametrize("share", [1, 2, 3, 60])
@pytest.mark.parametrize("library", [True, False])
def test_of_a_large_desk_only_those_that_fit_are_compared(
    store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch, library: bool, share: int
) -> None:
    if library:
        needs_library()
    monkeypatch.setattr(nearest, "FEW", 50)
    monkeypatch.setattr(nearest, "_FIRST", 20)
    monkeypatch.setattr(nearest, "_LOOSE", 100)
    monkeypatch.setattr(nearest, "has_library", lambda: library)
    vectors = random_vectors(len(numbers))
    vectors[100:140] = vectors[7]
    keep(store, numbers[:350], vectors[:350])
    right = by_hand(numbers, vectors, vectors[7])
    some = sorted(right[share - 1 :: share])
    sheet_only = [number for number in right if number in some and number in numbers[:350]]
    assert found(store, vectors[7], most=400, only=np.array(some)) == sheet_only
    keep(store, numbers[350:], vectors[350:])  # these stand in the database only
    wanted = [number for number in right if number in some]
    assert found(store, vectors[7], most=400, only=np.array(some)) == wanted
    assert found(store, vectors[7], most=5, only=[*some, 10**9]) == wanted[:5]


@pytest.mark.parametrize("library", [True, False])
def test_a_large_desk_gives_the_same_in_the_same_order(
    store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch, library: bool
) -> None:
    if library:
        needs_library()
    monkeypatch.setattr(nearest, "FEW", 50)
    monkeypatch.setattr(nearest, "has_library", lambda: library)
    monkeypatch.setattr(nearest, "_LOOSE", 100)
    vectors = random_vectors(len(numbers))
    vectors[100:140] = vectors[7]  # as near as each other, some beyond where usearch is asked to stop
    monkeypatch.setattr(nearest, "_FIRST", 20)
    keep(store, numbers[:350], vectors[:350])
    assert found(store, vectors[7], most=350) == by_hand(numbers[:350], vectors[:350], vectors[7])
    keep(store, numbers[350:], vectors[350:])  # these stand in the database only
    assert found(store, vectors[7], most=400) == by_hand(numbers, vectors, vectors[7])


def test_a_sheet_is_extended_and_given_up_when_a_vector_goes(
    store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_LOOSE", 10)
    vectors = random_vectors(len(numbers))
    keep(store, numbers[:200], vectors[:200])
    found(store, vectors[0])
    with store.reading() as at:
        first = sheet.opened(sheet.folder_of(store), VERSION, epoch(at), WIDE)
    assert first.numbers.tolist() == numbers[:200]
    keep(store, numbers[200:], vectors[200:])
    assert found(store, vectors[300])[0] == numbers[300]
    with store.reading() as at:
        second = sheet.opened(sheet.folder_of(store), VERSION, epoch(at), WIDE)
        assert second.numbers.tolist() == numbers
        assert np.array_equal(np.asarray(second.vectors), vectors)
    assert first.numbers.tolist() == numbers[:200]  # whoever still looks through the older one is not disturbed
    with store.writing() as at:
        assert forget_vectors(at, [numbers[300]]) == 1
    assert numbers[300] not in found(store, vectors[300], most=400)
    assert len(found(store, vectors[300], most=400)) == len(numbers) - 1


def test_a_damaged_sheet_is_made_again(store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_LOOSE", 10)
    vectors = random_vectors(len(numbers))
    keep(store, numbers, vectors)
    right = found(store, vectors[5], most=50)
    for name, damage in (("head.json", b"{"), ("vectors.i8", b""), ("head.json", b'{"version": 3}')):
        (sheet.folder_of(store) / name).write_bytes(damage)
        assert found(store, vectors[5], most=50) == right


def test_a_vector_that_is_kept_again_takes_the_place_of_the_one_before(store: Store, numbers: list[int]) -> None:
    vectors = random_vectors(3)
    keep(store, numbers[:2], vectors[:2])
    keep(store, numbers[1:2], vectors[2:])
    with store.reading() as at:
        assert vectors_of(at, VERSION, numbers) == {numbers[0]: vectors[0].tobytes(), numbers[1]: vectors[2].tobytes()}
        assert vectors_of(at, "test-2", numbers) == {}
        assert epoch(at) == 1


def sheet_files(store: Store) -> set[str]:
    return {path.name for path in sheet.folder_of(store).iterdir()} - {"lock"}


@pytest.mark.parametrize("way", ["redacted", "given up"])
def test_a_sheet_goes_with_the_words_that_it_was_made_of(
    store: Store, clock: SetClock, numbers: list[int], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(nearest, "_LOOSE", 10)
    vectors = random_vectors(len(numbers))
    keep(store, numbers, vectors)
    found(store, vectors[5])
    assert sheet_files(store) == {"head.json", "numbers.i64", "vectors.i8"}
    if way == "redacted":
        assert redact(store, Names(("Lea Marsh",)), "ana", "she asked for it").documents
    else:
        clock.go(days=31)
        assert retain(store, [Rule(30, What.TEXT)]).texts == 1
    assert sheet_files(store) == set()


def test_compacting_removes_a_sheet_that_a_kill_left(
    store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_LOOSE", 10)
    vectors = random_vectors(len(numbers))
    keep(store, numbers, vectors)
    found(store, vectors[5])
    compact(store)
    assert sheet_files(store) == {"head.json", "numbers.i64", "vectors.i8"}  # it is of what the desk has
    with store.writing() as at:
        forget_vectors(at, numbers[:1])
    compact(store)
    assert sheet_files(store) == set()


def test_a_vector_that_comes_in_out_of_turn_is_found_beside_a_sheet(
    store: Store, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_LOOSE", 10)
    vectors = random_vectors(len(numbers))
    keep(store, numbers, vectors)
    with store.writing() as at:
        forget_vectors(at, numbers[:1])
    assert numbers[0] not in found(store, vectors[0], most=400)  # a sheet without it
    keep(store, numbers[:1], vectors[:1])
    assert found(store, vectors[0])[0] == numbers[0]


def test_what_means_nothing_is_near_nothing(store: Store, numbers: list[int]) -> None:
    keep(store, numbers, random_vectors(len(numbers)))
    assert found(store, np.zeros(WIDE, np.int8)) == []


def test_how_near_is_the_cosine(store: Store, numbers: list[int]) -> None:
    vectors = np.zeros((2, WIDE), np.int8)
    vectors[0, 0], vectors[1, :2] = 100, (60, 80)
    keep(store, numbers[:2], vectors)
    with store.reading() as at:
        near = nearest.nearest(store, at, VERSION, vectors[0], fits=every)
    assert near == [Near(numbers[0], 1.0), Near(numbers[1], 0.6)]


def test_a_process_reads_on_after_it_has_looked_for_what_is_near() -> None:
    """usearch loaded before onnxruntime ends a process, and no error tells of it."""
    needs_library()
    said = (
        "import numpy as np\n"
        "from onrecord.store.nearest import _by_library\n"
        "vectors = np.ones((3, 8), np.int8)\n"
        "_by_library(vectors, vectors[0])\n"
        "import onnxruntime\n"
        "print('reads on')\n"
    )
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "reads on\n")
