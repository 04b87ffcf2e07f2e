"""Questions to a desk: what was filed since is found at once, and every hit comes with the record that it is of."""

from __future__ import annotations

import pytest

from onrecord.desk import Desk
from onrecord.desk.asking import Order, answers, asked, count, explain, facets, find
from onrecord.desk.settling import Settled
from onrecord.errors import QueryError
from onrecord.intake import Raw


def take(desk: Desk, name: str, text: str) -> None:
    for done in desk.take(Raw(text.encode(), name, "text/plain")):
        assert not hasattr(done, "error"), done


def test_what_was_filed_since_is_found(desk: Desk) -> None:
    take(desk, "one.txt", "“We will close the port on Friday,” Interior Minister Bashir Qoltan told reporters.")
    heard: list[Settled] = []
    page = find(desk, asked("port kind:statement"), progress=heard.append)
    assert [hit.kind for hit in page.hits] == ["statement"]
    assert [one.left for one in heard] == [0]
    take(desk, "two.txt", "The mayor said that the port is open.")
    question = asked("port kind:statement", order=Order.FILED)
    assert count(desk, question) == 2
    assert facets(desk, question).total == 2
    assert explain(desk, question)[-1] == "all that is filed is searched"
    assert desk.find("port kind:statement").hits == find(desk, asked("port kind:statement")).hits


def test_an_answer_has_its_record_and_its_words(desk: Desk) -> None:
    take(desk, "one.txt", "“We will close the port on Friday,” Interior Minister Bashir Qoltan told reporters.")
    page = find(desk, asked("port"))
    with desk.store.reading() as at:
        found = list(answers(desk, at, page.hits))
    assert [one.hit for one in found] == list(page.hits)
    for one in found:
        assert one.record.document.id == one.hit.document
        assert (one.local is None) == (one.hit.kind == "document")
    statement = next(one for one in found if one.hit.kind == "statement")
    (said,) = (one for one in statement.record.statements if one.id == statement.local)
    assert "close the port" in said.content[0].of(statement.record.document.text)


def test_a_question_that_is_none_is_an_error(desk: Desk) -> None:
    with pytest.raises(QueryError):
        desk.find("(port")
