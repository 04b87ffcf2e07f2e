"""A profile as a page, as Markdown and as JSON: cited, escaped, and whole."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from onrecord.analysis.profile_parts import (
    Bond,
    Cited,
    Claim,
    Conflict,
    Group,
    Held,
    Known,
    KnownOffice,
    Month,
    Name,
    Part,
    Profile,
    Question,
    Role,
    Source,
    Tally,
    Use,
    Who,
)
from onrecord.export.profile_lines import cite_line, item, quote, word_line
from onrecord.export.profile_markdown import markdown
from onrecord.export.profile_web_page import page
from onrecord.export.profile_wire import VERSION, text, wire
from onrecord.export.profile_words import sections
from onrecord.export.telling import plain
from onrecord.record import ActorKind, Entity

HOSTILE = '<script>alert(1)</script> | `x` [y](javascript:z) \u202eevil & "q"'
SOURCE = Source("d:00112233", "Harbour Gazette", "B", "2031-05-03T10:00:00Z", "Port", None)
CITED = Cited(
    id="e:44556677",
    kind="event",
    type="ASSAULT",
    standing="attributed",
    polarity="negated",
    source=SOURCE,
    day="2031-05-03",
    before="The army ",
    words="did not shell",
    after=" the ridge.",
    begin=9,
    end=22,
    cut=False,
    roles=(Role("actor", "the army"), Role("recipient", "Salt Front", Who("a:99", "Salt Front"))),
    on_word=("Oren Vash", "Lea Marsh"),
    happened_from="2031-05-01",
    happened_to="2031-05-01",
    withdrawn="2031-05-09T00:00:00.000000Z",
)
GROUP = Group(
    "ASSAULT",
    None,
    Tally(12, 4, 5),
    (("attributed", 12),),
    (("actual", 11), ("negated", 1)),
    "2031-01-02",
    "2031-05-03",
)


def profile(name: str = "Salt Front", **more: object) -> Profile:
    entity = Entity("a:99", name, ActorKind.GROUP, None, "militia", ("XA",))
    return replace(Profile(entity, None, documents=3, texts=2, first="2031-01-02", last="2031-05-03"), **more)  # type: ignore[arg-type]


def hostile() -> Profile:
    """A profile in which every word that comes from outside is hostile."""
    source = Source("d:00112233", HOSTILE, None, HOSTILE, HOSTILE, "javascript:x")
    cited = replace(
        CITED, words=HOSTILE, before=HOSTILE, after=HOSTILE, source=source, on_word=(HOSTILE,), mode=HOSTILE
    )
    cited = replace(cited, roles=(Role("actor", HOSTILE), Role("recipient", HOSTILE)))
    who = Who("a:1", HOSTILE)
    group = replace(GROUP, other=who)
    bond = Bond(replace(group, type="leads"), False, None, None, (replace(cited, kind="tie", type="leads"),))
    part = Part(Tally(1, 1, 1), (GROUP,), (group,), 1, (cited,))
    known = Known(HOSTILE, "x:y", HOSTILE, None, HOSTILE, (HOSTILE,), (), (KnownOffice(HOSTILE, HOSTILE, None, None),))
    return profile(
        HOSTILE,
        names=(Name(HOSTILE, "text", 1, (Use(HOSTILE, 1, None, None),), (who,)),),
        questions=(Question(who, 0.5, (HOSTILE,)),),
        offices=(Held(HOSTILE, who, 1, None, None, (source,)),),
        known=(known,),
        conflicts=(Conflict("office", HOSTILE, (Claim(HOSTILE, who, None, None, (cited,), (source,), HOSTILE),), who),),
        ties=(bond,),
        did=part,
        months=(Month("2031-05", 1, 2, 3),),
    )


class _Tags(HTMLParser):
    """Whether tags close, and which there are."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in ("meta", "br", "hr", "img", "rect", "line"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_line_has_its_words_in_their_sentence_on_whose_word_and_where_it_stands() -> None:
    assert plain(quote(CITED)) == "“The army [did not shell] the ridge.”"
    assert plain(word_line(CITED)) == "on the word of Oren Vash, as told by Lea Marsh"
    assert plain(cite_line(CITED)) == "e:44556677 · Harbour Gazette, grade B · 2031-05-03 · d:00112233"
    made = item(CITED)
    assert plain(made.head) == "ASSAULT · the army → Salt Front · 1 May 2031"
    assert made.marks == ("negated", "withdrawn by the source")


def test_comment_is_comment_and_reported_is_reported() -> None:
    assert plain(word_line(replace(CITED, standing="comment", on_word=()))) == "comment"
    assert plain(word_line(replace(CITED, standing="reported", on_word=()))) == "reported"
    said = replace(CITED, kind="statement", type="accuse", standing="comment", on_word=("Oren Vash",))
    assert plain(word_line(said)) == "comment, quoting Oren Vash"
    in_comment = replace(CITED, zone="comment")
    assert plain(word_line(in_comment)).startswith("in a comment, on the word of")


def test_every_line_says_on_whose_word_and_cites_in_every_form() -> None:
    made = profile(did=Part(Tally(12, 4, 5), (GROUP,), (), 0, (CITED,)))
    for out in (markdown(made), page(made)):
        bare = re.sub(r"<[^>]+>|\\", "", out)
        for words in ("e:44556677", "d:00112233", "on the word of", "did not shell", "negated", "grade B"):
            assert words in bare
        assert "12 events, 5 different, in 4 texts" in bare


def test_nothing_of_a_document_is_markup_of_the_page() -> None:
    out = page(hostile())
    tags = _Tags()
    tags.feed(out)
    assert not tags.open
    assert "script" not in tags.seen
    assert not [id_ for id_ in tags.ids if tags.ids.count(id_) > 1]
    assert "\u202e" not in out
    assert "javascript:x" not in out
    assert "default-src &#x27;none&#x27;" in out
    assert {"svg", "title", "desc", "table", "caption", "h1", "h2", "main", "nav"} <= tags.seen
    assert "http" not in re.sub(r"http-equiv", "", out)


def test_nothing_of_a_document_is_markup_of_markdown() -> None:
    out = markdown(hostile())
    assert "<script" not in out.replace("\\<", "")
    assert "\u202e" not in out
    for line in out.splitlines():
        assert not re.search(r"(?<!\\)`", line)
    rows = [line for line in out.splitlines() if line.startswith("|")]
    assert rows
    for line in rows:
        assert len(re.findall(r"(?<!\\)\|", line)) >= 3


def test_a_table_has_as_many_cells_in_each_row() -> None:
    for part in sections(hostile()):
        for table in part.tables:
            assert {len(row) for row in table.rows} == {len(table.head)}


def test_json_is_versioned_and_whole() -> None:
    made = json.loads(text(hostile()))
    assert made["profile"] == VERSION
    assert made == json.loads(json.dumps(wire(hostile())))
    assert made["did"]["shown"][0]["words"] == HOSTILE
    assert text(hostile(), ascii_only=True).isascii()
    json.loads(text(profile("half \ud800 of a pair")))


def test_an_actor_of_whom_nothing_is_known_says_so() -> None:
    nothing = Profile(Entity("a:99", "Salt Front", ActorKind.GROUP), None)
    assert sections(nothing) == []
    assert "Nothing is known of it" in page(nothing)
    assert "no document on this desk names it" in markdown(nothing)


def test_both_sides_of_a_conflict_stand_with_their_sources() -> None:
    other = replace(CITED, id="e:88", source=replace(SOURCE, document="d:ffff", outlet="Quay Courier"))
    claims = (
        Claim("died", None, "2031-05-01", "2031-05-01", (CITED,)),
        Claim("died", None, "2032", "2032", (), (), "coast 1"),
    )
    made = profile(conflicts=(Conflict("death", "died", (*claims, Claim("died", None, "2033", "2033", (other,)))),))
    out = re.sub(r"\\", "", markdown(made))
    for words in (
        "2031-05-01",
        "2032",
        "a pack says so",
        "coast 1",
        "Quay Courier",
        "Harbour Gazette",
        "nothing is decided",
    ):
        assert words in out


def test_a_long_time_is_drawn_by_the_year() -> None:
    months = tuple(Month(f"{2001 + n // 12}-{n % 12 + 1:02}", 1, 0, 2) for n in range(0, 120, 5))
    out = page(profile(months=months))
    assert "Findings by year" in out
    assert out.count("<rect") == 20
