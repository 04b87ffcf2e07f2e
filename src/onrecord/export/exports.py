"""The list of what can be taken away, ``EXPORTS``: one record, or what a desk keeps, in a foreign form.

A form has ``parts`` if one record can be written in it, and ``forms`` if a desk is handed out in it (``onrecord
export``). Importing this loads none of the libraries that some forms need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..record import Record
from . import brat, jsonl, markdown, web_page
from .acled_form import ACLED
from .brat_folder import BRAT
from .citation_forms import CSL, RIS
from .csv_form import CSV
from .docbin import DOCBIN
from .event_forms import CAMEO, PLOVER
from .forms import Form
from .ftm import FTM, FTM_STATEMENTS
from .geojson_form import GEOJSON
from .gexf import GEXF
from .graphml import GRAPHML
from .parquet_form import PARQUET
from .prov_json import PROV
from .record_lines import JSONL
from .stix import STIX
from .web_annotation import WEB_ANNOTATION, WEB_ANNOTATION_LINES
from .workbook import XLSX


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: what its name ends in, and how a record becomes its text (UTF-8, line ends kept)."""

    suffix: str
    write: Callable[[Record], str]


@dataclass(frozen=True, slots=True)
class Export:
    """A form something can be taken away in. Of a record most are one file; brat is two that belong together.

    ``parts`` are the files of one record; ``joins`` is true where the texts of several records may stand one after
    another in one file. ``forms`` are how a desk is handed out in it: one, or one for each kind of row, the first of
    them being the one that is meant if nothing is said.
    """

    about: str
    parts: tuple[Part, ...] = ()
    joins: bool = False
    forms: tuple[Form, ...] = ()

    def files(self, record: Record) -> tuple[tuple[str, str], ...]:
        """The record's files as (suffix, text)."""
        return tuple((part.suffix, part.write(record)) for part in self.parts)


EXPORTS: dict[str, Export] = {
    "json": Export("the record as indented JSON, one document", (Part(".json", jsonl.pretty),)),
    "jsonl": Export("one line of JSON a document", (Part(".jsonl", jsonl.line),), joins=True, forms=(JSONL,)),
    "html": Export("one page: the text, with each statement beside its place", (Part(".html", web_page.page),)),
    "md": Export("what was said and done, in Markdown", (Part(".md", markdown.statements),), joins=True),
    "brat": Export("brat standoff, two files", (Part(".txt", brat.text), Part(".ann", brat.standoff)), forms=(BRAT,)),
    "csv": Export("one table: statements, events, ties, commitments or documents", forms=CSV),
    "parquet": Export("one table, typed, for very many rows", forms=PARQUET),
    "xlsx": Export("a workbook with a sheet for each kind of finding", forms=(XLSX,)),
    "plover": Export("events as PLOVER, with POLECAT's columns", forms=(PLOVER,)),
    "cameo": Export("events as CAMEO codes, with GDELT's columns where they mean the same", forms=(CAMEO,)),
    "acled": Export("events under ACLED's column names, with its codes of precision", forms=(ACLED,)),
    "geojson": Export("events and places on the map", forms=(GEOJSON,)),
    "ris": Export("documents for reference managers, as RIS", forms=(RIS,)),
    "csl-json": Export("documents for reference managers, as CSL-JSON", forms=(CSL,)),
    "ftm": Export("people, bodies, documents and what is told of them, as FollowTheMoney entities", forms=(FTM,)),
    "ftm-statements": Export("the same, as FollowTheMoney's table of statements", forms=(FTM_STATEMENTS,)),
    "stix": Export("a STIX 2.1 bundle, with an extension for the standing", forms=(STIX,)),
    "gexf": Export("actors and dated edges as a graph, for Gephi", forms=(GEXF,)),
    "graphml": Export("actors and dated edges as a graph, for yEd, igraph and networkx", forms=(GRAPHML,)),
    "webannotation": Export("W3C Web Annotations, a collection in JSON-LD", forms=(WEB_ANNOTATION,)),
    "webannotation-lines": Export("W3C Web Annotations, one line of JSON-LD each", forms=(WEB_ANNOTATION_LINES,)),
    "prov": Export("how each finding came about, as PROV-JSON", forms=(PROV,)),
    "docbin": Export("texts and spans for spaCy, as DocBin", forms=(DOCBIN,)),
}

__all__ = ["EXPORTS", "Export", "Form", "Part"]
