"""A small pack of an invented region, in order; tests break one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = """\
name: selm
title: The Selm basin
version: "1"
licence: CC0-1.0
attribution: ""
region: Selm
sources:
  desk: {title: The desk's own list, url: "", kind: editors, licence: CC0-1.0}
  gazette: {title: Selm Gazette, url: "https://selm.example/list", kind: looked-up, licence: CC0-1.0}
"""
ACTORS = """\
id,kind,type,name,country,part_of,speaks_for,from,to,note
lurania,state,state,Lurania,xl,,,,,
coast-guard,group,militia,People's Coastal Guard,xl,lurania,,2009,,
harbour-wing,group,militia,Harbour Wing,xl,coast-guard,,2011-05,2014-06-10,
basin-post,outlet,newspaper,Basin Post,xl;xq,,coast-guard,,,
ben-qatoul,person,spokesman,Idris ben Qatoul,xl,coast-guard,,,,
al-tezmeri,person,politician,Basim al-Tezmeri,xl,,,,,"no relation of the mayor, Al Tezmeri"
"""
NAMES = """\
actor,name,language,form,source,care
lurania,Lurania,en,name,gazette,
lurania,لورانيا,ar,name,gazette,
lurania,Luranian,en,adjective,desk,
lurania,Republic of Lurania,en,name,gazette,
lurania,Tezmer,en,metonym,desk,context
coast-guard,People's Coastal Guard,en,name,gazette;desk,
coast-guard,P.C.G.,en,acronym,desk,
coast-guard,Katā'ib al-Sāḥil,en,name,desk,
coast-guard,كتائب الساحل,ar,name,desk,
coast-guard,Guard,en,short,desk,context
harbour-wing,Harbour Wing,en,name,desk,
harbour-wing,Guard,en,short,desk,context
basin-post,Basin Post,en,name,desk,
basin-post,Al Zarif,en,former,desk,
ben-qatoul,Idris ben Qatoul,en,name,desk,
ben-qatoul,Al Qatoul,en,short,desk,
al-tezmeri,Basim al-Tezmeri,en,name,desk,
"""
OFFICES = """\
person,office,body,from,to,source
al-tezmeri,Prime Minister,lurania,2016-02,2018,gazette
al-tezmeri,Minister of Fish,lurania,2019,,gazette
"""
EVENTS = """\
id,name,also,from,to,country,source
battle-of-qalmar,Battle of Qalmar,Qalmar offensive;Fight & Fire,2014-06-06,2014-06-10,xl,gazette
"""
PLACES = """\
geonames,name,precision,country,admin1,lat,lon,population
9000001,Tezmer,city,xl,Selm,33.5,44.25,120000
9000002,Tezmer,admin1,xl,Tezmer,33.6,-44.1,800000
9000003,Khor al-Lethan,feature,xl,Selm,-3,4,
"""
PLACE_NAMES = """\
geonames,name,language
9000001,تزمير,ar
9000003,Khawr Lethan,en
9000003,Deir as-Selm,en
9000003,As Selm,en
"""
FILES = {
    "pack.yaml": HEAD,
    "actors.csv": ACTORS,
    "names.csv": NAMES,
    "offices.csv": OFFICES,
    "events.csv": EVENTS,
    "places.csv": PLACES,
    "place_names.csv": PLACE_NAMES,
}


def pack(parent: Path, files: Mapping[str, str | bytes | None] | None = None, name: str = "selm") -> Path:
    """The pack in ``parent``, with some files otherwise, or (``None``) not there."""
    folder = parent / name
    folder.mkdir(parents=True)
    for file, text in {**FILES, **(files or {})}.items():
        if text is not None:
            data = text if isinstance(text, bytes) else text.replace("name: selm\n", f"name: {name}\n").encode()
            (folder / file).write_bytes(data)
    return folder


def words(text: str) -> list[str]:
    """The words of a text in lower case, as the reading of texts gives them."""
    from onrecord.reading.names import words_in
    from onrecord.record import Span

    return [word.low for word in words_in(text, Span(0, len(text)))]
