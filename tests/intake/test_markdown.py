"""Markdown keeps its text; front matter and headings say what it is."""

from __future__ import annotations

from onrecord.record import Precision

from .made import one

FRONT = """---
title: "Harbour: closed"
date: 2017-09-21
authors:
  - N. Orun
  - "P. Tal"
source: Halvet Wire
lang: en
---
# Another heading

The harbour is closed, she said.
"""


def test_front_matter() -> None:
    doc = one(FRONT.encode(), "report.md")
    assert doc.text == FRONT
    assert (doc.title, doc.author, doc.source) == ("Harbour: closed", "N. Orun, P. Tal", "Halvet Wire")
    assert (doc.published, doc.published_precision, doc.language) == ("2017-09-21", Precision.DAY, "en")


def test_headings() -> None:
    assert one(b"# *Harbour* closed #\r\n\r\nIt is closed.\r\n", "a.md").title == "Harbour* closed"
    assert one(b"Harbour closed\n==============\n\n# Later\n\nIt is.", "a.markdown").title == "Harbour closed"
    assert one(b"It is closed, she said.", "a.md").title is None


def test_damaged_front_matter_says_nothing_and_loses_nothing() -> None:
    for front in (
        "---\ndate: [\n---\n",
        "---\ndate: {a: 1}\n---\n",
        "---\n- a\n---\n",
        "---\nnever closed\n",
        "---\n" + "[" * 5000 + "\n---\n",
    ):
        doc = one((front + "It is closed, she said.").encode(), "a.md")
        assert doc.text == front + "It is closed, she said."
        assert doc.published is None
