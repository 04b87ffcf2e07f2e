"""``onrecord find``, run as a person runs it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from onrecord.cli.find_verbs import ORDERS
from onrecord.store.hits import Order

from .conftest import Sample
from .running import onrecord, said


@pytest.fixture(scope="module")
def place(kept_desk: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of the other tests, in a folder where it can be settled."""
    return kept_desk.copied(tmp_path_factory.mktemp("find"))


def find(place: Path, *arguments: str, **settings: str) -> str:
    done = onrecord("find", *arguments, cwd=place, **settings)  # type: ignore[arg-type]
    assert done.returncode == 0, said(done)
    return done.stdout.decode()


def told(place: Path, *arguments: str) -> str:
    done = onrecord("find", *arguments, cwd=place)
    assert done.returncode == 0
    return said(done)


def test_orders_are_those_of_the_store() -> None:
    assert tuple(order.value for order in Order) == ORDERS


def test_a_hit_has_its_words_marked_and_on_whose_word_it_is(place: Path) -> None:
    shown = find(place, '"close the port" kind:statement source:"Harbour Gazette"', COLUMNS="80")
    first = shown.splitlines()[:5]
    assert re.fullmatch(r"s:[0-9a-f]{16}  2031-05-03 06:30  Harbour Gazette · grade F", first[0])
    assert first[1].startswith("  Bashir Qoltan")
    assert first[2] == "    “We will [close the port] on Friday,”"
    assert first[3].startswith("  attributed – on the word of Bashir Qoltan")
    assert first[4].startswith("  in Port to close (d:")


@pytest.mark.parametrize("columns", ["80", "40"])
def test_lines_fit_and_nothing_hostile_comes_through(place: Path, columns: str) -> None:
    shown = find(place, "--limit", "50", COLUMNS=columns)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert max(len(line) for line in shown.splitlines()) <= int(columns) + 2  # isolates take no room


def test_arabic_is_found_and_isolated(place: Path) -> None:
    shown = find(place, "الميناء", COLUMNS="80")
    assert "[الميناء]" in shown
    assert "\u2068" in shown


def test_each_line_of_json_is_a_hit(place: Path) -> None:
    hits = [json.loads(line) for line in find(place, "--json", "close port").splitlines()]
    assert len(hits) > 2
    for hit in hits:
        assert set(hit) == {
            "id", "kind", "score", "why", "standing", "words", "found", "finding", "state", "document", "outlet",
        }  # fmt: skip
        assert hit["why"]
        assert hit["found"] or hit["kind"] != "document"
        assert hit["document"]["published"] == "2031-05-03T09:30:00+03:00"
    statement = next(hit for hit in hits if hit["kind"] == "statement")
    assert statement["standing"] == "attributed"
    assert statement["finding"]["act"]
    assert statement["words"][0].startswith("We will close the port") or "close the port" in statement["words"][0]


def test_count_and_facets_and_plan(place: Path) -> None:
    count = int(find(place, "--count", "port"))
    assert json.loads(find(place, "--count", "--json", "port")) == {"count": count}
    facets = json.loads(find(place, "--facets", "--json", "port"))
    assert facets["total"] == count
    assert sum(one["count"] for one in facets["by"]["kind"]) == count
    for one in facets["by"]["kind"]:
        assert int(find(place, "--count", f"port kind:{one['value']}")) == one["count"]
        break
    assert "kind:statement" in find(place, "--facets", "port")
    assert "“port”: this word with any English ending" in find(place, "--explain", "port")


def test_pages_go_on_where_the_last_ended(place: Path) -> None:
    whole = [json.loads(line)["id"] for line in find(place, "--json", "--limit", "50", "port").splitlines()]
    gathered: list[str] = []
    after: tuple[str, ...] = ()
    while True:
        done = onrecord("find", "--json", "--limit", "3", "port", *after, cwd=place)
        gathered += [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]
        more = re.search(r"--after (\S+)", said(done))
        if more is None:
            break
        after = ("--after", more[1])
    assert gathered == whole


def test_where_nothing_fits_it_says_why(place: Path) -> None:
    assert find(place, "elephants") == ""
    assert "nothing on this desk fits elephants" in told(place, "elephants")
    assert re.search(r"nothing on this desk fits elephants; without it \d+ fit", told(place, "port elephants"))
    assert re.search(
        r"each part alone fits: kind:tie \d+, act:deny|nothing on this desk fits", told(place, "kind:tie act:deny")
    )
    assert "nobody on this desk is called “Zuzu Nobody”" in told(place, 'speaker:"Zuzu Nobody" port')


def test_what_is_wrong_with_a_question_is_told(place: Path) -> None:
    for arguments in (("(port",), ("--limit", "0", "port"), ("--as-of", "soon", "port")):
        done = onrecord("find", *arguments, cwd=place)
        assert done.returncode == 2, arguments
        assert said(done)
    done = onrecord("find", "port", "--after", "nonsense", cwd=place)
    assert done.returncode == 1
    assert "this is no cursor of this question" in said(done)


def test_the_desk_as_it_was(place: Path) -> None:
    assert find(place, "--as-of", "2001", "port") == ""
    assert "nothing is on this desk as of then" in told(place, "--as-of", "2001", "port")
