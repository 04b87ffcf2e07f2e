"""RIS and CSL-JSON, read back by rispy and citeproc."""

from __future__ import annotations

import io
import json
import warnings
from dataclasses import replace
from typing import Any

import rispy

from onrecord.export.citation_forms import CSL, RIS
from onrecord.record import Precision

from .handing import BARE, hostile, item, made

#: A style of our own: what the document is called, and who carried it.
_STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>t</title><id>http://example.org/t</id><updated>2031-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><group delimiter=", "><text variable="title"/><text variable="container-title"/>
    <date variable="issued"><date-part name="year"/></date></group></layout></bibliography>
</style>"""
# The variables of CSL 1.0.2 that stand in an item here, and its types (https://docs.citationstyles.org, appendices).
_VARIABLES = {
    "id",
    "type",
    "title",
    "author",
    "container-title",
    "URL",
    "language",
    "issued",
    "accessed",
    "source",
    "note",
}
_TYPES = {"article-newspaper", "report", "post", "webpage", "document"}


def ris(*items: Any) -> list[dict[str, Any]]:
    return list(rispy.loads(made(RIS, items).decode(), skip_unknown_tags=False))


def csl(*items: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made(CSL, items))
    return found


def test_a_document_is_found_by_what_it_is() -> None:
    (entry,) = ris(item())
    doc = item().record.document
    assert entry["type_of_reference"] == "NEWS"
    assert (entry["title"], entry["secondary_title"]) == (doc.title, "Harbour Gazette")
    assert (entry["year"], entry["date"]) == ("2031", "2031/06/05/")
    assert (entry["id"], entry["urls"], entry["language"]) == (doc.id, [doc.url], "en")


def test_each_finding_is_a_note_on_whose_word_it_is() -> None:
    (entry,) = ris(item())
    notes = entry["notes"]
    assert notes[0] == "grade B (usually reliable)"
    assert notes[-2:] == ["licence: CC BY 4.0", "label: TLP:GREEN"]
    record = item().record
    findings = (*record.statements, *record.events, *record.ties, *record.commitments)
    assert len(notes) == 1 + len(findings) + 2
    assert (
        "e:0000000000000004, ASSAULT, attributed, actual, on the word of Oren Tamsil < a broadcast < Vell Evening Post:"
    ) in " ".join(notes)
    assert any(note.startswith("e:0000000000000003, AID, reported, negated: ") for note in notes)
    assert csl(item())[0]["note"].split("\n") == notes


def test_only_what_was_asked_for_is_noted() -> None:
    (entry,) = ris(replace(item(), findings=frozenset({"s:0000000000000004"})))
    assert [note[:18] for note in entry["notes"] if note[1] == ":"] == ["s:0000000000000004"]


def test_csl_has_its_own_variables_only_and_is_set_by_citeproc() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, of its dependencies
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        found = csl(item(), hostile())
        assert all(set(one) <= _VARIABLES and one["type"] in _TYPES for one in found)
        source = CiteProcJSON([{**one, "id": one["id"].lower()} for one in found])
        style = CitationStylesStyle(io.BytesIO(_STYLE.encode()), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for one in found:
            bibliography.register(Citation([CitationItem(one["id"].lower())]))
        (first, _) = bibliography.bibliography()
    assert str(first) == "Selm and Lurania meet after the shelling of Qalmar, Harbour Gazette, 2031"


def test_a_date_goes_as_far_as_it_is_known() -> None:
    whole = item()
    for said, parts, written in (("2031", [2031], "2031///"), ("2031-06", [2031, 6], "2031/06//")):
        document = replace(whole.record.document, published=said, published_precision=Precision.MONTH)
        one = replace(whole, record=replace(whole.record, document=document))
        assert csl(one)[0]["issued"] == {"date-parts": [parts]}
        assert ris(one)[0]["date"] == written
    undated = replace(whole, record=replace(whole.record, document=replace(whole.record.document, published=None)))
    assert "issued" not in csl(undated)[0]
    assert "year" not in ris(undated)[0]


def test_hostile_words_are_one_line_each() -> None:
    text = made(RIS, [hostile()]).decode()
    assert all(line[2:6] == "  - " for line in text.splitlines() if line)
    assert not {"\x1b", "\u202e"} & set(text)
    assert ris(hostile())[0]["title"] == "+1+1"


def test_an_empty_desk_is_an_empty_list() -> None:
    assert json.loads(made(CSL, [], BARE)) == []
    assert made(RIS, [], BARE) == b""
