"""The drawing of a chain, read back as XML; and its words."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

from onrecord.analysis.carried import Alteration, Carried, Outer
from onrecord.analysis.chain import Chain
from onrecord.analysis.origins import Link, Sign
from onrecord.export.chain_drawing import WIDTH, chain_drawing
from onrecord.export.chain_json import chain_wire
from onrecord.export.chain_words import hearsay_line, voices_line, when_words
from onrecord.export.map_labels import width
from onrecord.export.telling import Line, Words
from onrecord.linking.utterances import How
from onrecord.record import Source, SourceKind, Span

SVG = "{http://www.w3.org/2000/svg}"
FIRST = Carried(
    statement="s:00000000000000aa",
    document="d:00000000000000aa",
    outlet=Source("o:a", "Littoral Press Agency", SourceKind.NEWS_AGENCY),
    called="Littoral Press Agency",
    title="Searches over",
    url=None,
    published="2031-04-29T16:20:00+03:00",
    filed="2031-04-29T13:45:00.000000Z",
    speaker="Rurik Ostvald",
    speaker_words="Commodore Rurik Ostvald",
    role=None,
    form="direct",
    act="assert",
    cue="said",
    words=("“The searches were lawful, and they are over,”",),
    spans=(Span(0, 46),),
)
ALTERED = replace(
    FIRST,
    statement="s:00000000000000bb",
    called="Sada Vashtel",
    outlet=Source("o:b", "Sada Vashtel"),
    words=("“The searches were unlawful, and they are over,”",),
    how=How.ALTERED,
    sure=0.95,
    alterations=(Alteration(Span(19, 25), Span(19, 27), "lawful", "unlawful"),),
)
ARABIC = replace(FIRST, called="منارة الساحل", how=How.VERBATIM, speaker="رورك أوستفالد", published=None)
LINK = Link(1, 0, Sign.DATELINE, 0.88, "L.P.A.", Span(5, 11))


def made(*carriers: Carried, links: tuple[Link, ...] = (), voices: tuple[int, ...] = (0,), asked: int = 0) -> Chain:
    return Chain(carriers, asked, links, voices)


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def plain(line: Line) -> str:
    return "".join(bit.text if isinstance(bit, Words) else bit for bit in line)


def test_it_says_what_it_is_and_all_of_it_is_text() -> None:
    root = ET.fromstring(chain_drawing(made(FIRST, ALTERED, links=(LINK,))))
    assert root.get("role") == "group"
    assert root.findtext(f"{SVG}title") == "Chain of a statement by Rurik Ostvald"
    assert root.findtext(f"{SVG}desc") == "2 carriers, one voice: all have it from Littoral Press Agency"
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "g",
        "path",
        "text",
    }


def test_what_was_not_said_is_never_drawn_as_said() -> None:
    shown = texts(chain_drawing(made(replace(FIRST, negated=True, zone="comment", judged="edited"))))
    assert shown.count("the text says that this was not said") == 2  # under the speaker, and under the carrier
    assert "in a comment" in shown
    assert any(row.startswith("edited by somebody") for row in shown)
    assert "1 carrier left out: rejected by somebody" in texts(chain_drawing(replace(made(FIRST), rejected=1)))


def test_the_altered_word_stands_beside_the_first() -> None:
    shown = texts(chain_drawing(made(FIRST, ALTERED, links=(LINK,))))
    assert "altered: “lawful” → “unlawful”" in shown
    assert "2. Sada Vashtel" in shown


def test_a_likely_origin_has_a_broken_line() -> None:
    copy = Link(1, 0, Sign.COPY, 0.6)
    assert 'class="line likely"' in chain_drawing(made(FIRST, ALTERED, links=(copy,)))
    assert 'class="line likely"' not in chain_drawing(made(FIRST, ALTERED, links=(LINK,)))


def test_hostile_words_are_text() -> None:
    hostile = "</text><script>alert(1)</script>&\x00\x07\u202e\ud800"
    svg = chain_drawing(made(replace(FIRST, called=hostile, words=(hostile,), speaker=hostile)))
    svg.encode()
    root = ET.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "\u202e" not in svg


def test_it_is_as_wide_as_a_telephone_whatever_stands_in_it() -> None:
    long = replace(FIRST, called="Extraordinarily" * 12, words=("word " * 900,), how=How.PARAPHRASED)
    many = [replace(FIRST, called=f"Outlet {n} of the Coast, the Islands and the Upper Valley") for n in range(30)]
    chained = tuple(Link(n, n - 1, Sign.NAMED, 0.75) for n in range(1, 33))
    svg = chain_drawing(made(FIRST, long, ARABIC, *many, links=chained))
    root = ET.fromstring(svg)
    assert root.get("viewBox", "").split()[2] == f"{WIDTH:g}"
    bottom = 0.0
    for rect in root.iter(f"{SVG}rect"):
        left, wide = float(rect.get("x", "0")), float(rect.get("width", "0"))
        assert left + wide <= WIDTH
        if "box" in rect.get("class", ""):
            assert float(rect.get("y", "0")) >= bottom  # none stands on another
            bottom = float(rect.get("y", "0")) + float(rect.get("height", "0"))
    for text in root.iter(f"{SVG}text"):
        assert float(text.get("x", "0")) + width("".join(text.itertext()), 7.2) <= WIDTH + 2


def test_what_runs_right_to_left_is_isolated() -> None:
    assert any(
        row.startswith("\u20682. منارة") or "\u2068منارة" in row for row in texts(chain_drawing(made(FIRST, ARABIC)))
    )


def test_isolates_are_whole_in_every_row() -> None:
    words = "قانونية التفتيش وقد انتهت " * 12
    svg = chain_drawing(made(FIRST, replace(ARABIC, how=How.PARAPHRASED, words=(words,))))
    rows = [row for row in texts(svg) if "التفتيش" in row]
    assert len(rows) > 3
    assert all(row.startswith("\u2068") and row.endswith("\u2069") for row in rows)
    assert all(row.count("\u2068") == row.count("\u2069") for row in texts(svg))


def test_unknown_dates_are_said_to_be_unknown() -> None:
    assert when_words(ARABIC) == "date not known, filed 2031-04-29 13:45 UTC"
    assert when_words(FIRST) == "2031-04-29 13:20 UTC"
    assert when_words(replace(FIRST, published="2031-04")) == "2031-04"


def test_voices_and_the_way_back_in_words() -> None:
    told = replace(ALTERED, outers=(Outer("s:1", "Lea Marsh", "wrote"),))
    found = made(FIRST, told, links=(LINK,), asked=1)
    assert plain(hearsay_line(found, 1)) == "Sada Vashtel ← Lea Marsh ← Littoral Press Agency ← Rurik Ostvald"
    two = made(FIRST, ALTERED, voices=(0, 1))
    assert plain(voices_line(two)).startswith("2 carriers, at most 2 independent voices")
    assert plain(voices_line(made(FIRST))) == "1 carrier: nobody else on this desk has it"


def test_json_has_every_place_and_word() -> None:
    wire = json.loads(json.dumps(chain_wire(made(FIRST, ALTERED, links=(LINK,), asked=1))))
    assert (wire["asked"], wire["voices"]) == (1, [0])
    assert wire["links"] == [
        {"carrier": 1, "origin": 0, "sign": "dateline", "sure": 0.88, "words": "L.P.A.", "span": [5, 11]}
    ]
    assert wire["carriers"][1]["alterations"] == [
        {"first": {"words": "lawful", "span": [19, 25]}, "here": {"words": "unlawful", "span": [19, 27]}}
    ]
    assert wire["carriers"][0]["content"] == [{"words": FIRST.words[0], "span": [0, 46]}]
