"""The page: whole, self-contained, safe with hostile text, and every statement beside its place."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from onrecord.export import web_page
from onrecord.export.marks import blocks
from onrecord.export.telling import Telling
from onrecord.record import Mention, Record, Span, Zone, ZoneKind

from . import building, crossing

RECORDS = [
    building.marshes,
    building.hostile,
    building.arabic,
    building.empty,
    building.long_names,
    building.harbour,
    building.undated,
    crossing.crossing,
    crossing.arabic,
    crossing.owed,
    crossing.hostile,
]
VOID = {"meta", "br", "img", "link", "input", "hr"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.attrs.get("class", "").split()

    def walk(self) -> list[Element]:
        return [self, *(e for c in self.children if isinstance(c, Element) for e in c.walk())]

    def all(self, tag: str = "", cls: str = "") -> list[Element]:
        return [e for e in self.walk() if (not tag or e.tag == tag) and (not cls or e.has(cls))]

    def text(self, without: tuple[str, ...] = ()) -> str:
        if any(self.has(c) for c in without):
            return ""
        return "".join(c if isinstance(c, str) else c.text(without) for c in self.children)


class Tree(HTMLParser):
    """A parser that insists on every element being closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})
        self.feed(page)
        self.close()
        assert self.at is self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag
        assert self.at.parent
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def tree(record: Record) -> Element:
    return Tree(web_page.page(record)).root


@pytest.mark.parametrize("build", RECORDS)
def test_nothing_comes_from_outside_and_only_our_script_may_run(build: Callable[[], Record]) -> None:
    root = tree(build())
    (policy,) = (e.attrs["content"] for e in root.all("meta") if e.attrs.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (element,) = root.all(tag)
        digest = base64.b64encode(hashlib.sha256(element.text().encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    for element in root.walk():
        assert element.tag not in {"img", "link", "iframe", "object", "embed", "base", "image", "use", "audio", "video"}
        assert not any(name.startswith("on") for name in element.attrs), element.attrs
        assert element.tag != "svg" or element.has("tl") or element.has("omap") or element.has("ties")
        assert not {"src", "style", "srcset", "action", "formaction", "background"} & set(element.attrs)
        assert re.match(r"#[ct\w]|https?://", element.attrs.get("href", "#t"))
    assert "url(" not in root.all("style")[0].text()
    assert "@import" not in root.all("style")[0].text()


def test_the_policy_stands_before_anything_it_rules() -> None:
    page = web_page.page(building.hostile())
    assert page.index("Content-Security-Policy") < min(
        page.index("<style"), page.index("<script"), page.index("<title")
    )


def test_hostile_text_is_shown_not_obeyed() -> None:
    root = tree(building.hostile())
    assert root.all("title")[0].text() == '</title><script>alert(5)</script>"[RLO]gnp'
    (main,) = root.all("main")
    assert "<script>alert(1)</script>" in main.text()
    assert "<img src=x onerror=alert(2)>" in main.text()
    assert {e.text() for e in root.all("span", "unseen")} >= {"RLO", "PDF", "LRI", "ESC", "NUL", "BEL"}
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", web_page.page(building.hostile()))
    assert {a.attrs["href"] for a in root.all("header")[0].all("a")} == {
        f"#{part}" for part in ("done", "ties", "promised", "who", "when", "where")
    }
    assert all("script" not in e.attrs.get("lang", "") for e in root.walk())


@pytest.mark.parametrize("build", [b for b in RECORDS if b not in (building.hostile, crossing.hostile)])
def test_the_text_is_all_there_and_in_order(build: Callable[[], Record]) -> None:
    record = build()
    paragraphs = [p.text(without=("flag",)) for p in tree(record).all("main")[0].all("p") if not p.parent.has("card")]  # type: ignore[union-attr]
    assert "\n".join(paragraphs).split() == record.document.text.split()


@pytest.mark.parametrize("build", RECORDS)
def test_each_statement_has_one_card_and_its_words_are_marked(build: Callable[[], Record]) -> None:
    record = build()
    root, telling = tree(record), Telling(record)
    marks = [e for e in root.walk() if "data-s" in e.attrs and not e.has("flag")]
    ids = [e.attrs["id"] for e in root.walk() if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    assert len(root.all("article", "card")) == len(record.statements)
    for number, stmt in enumerate(telling.statements):
        mine = [e for e in marks if str(number) in e.attrs["data-s"].split() and e.has("c")]
        shown = "".join(e.text() for e in mine)
        for span in stmt.content:
            if build not in (building.hostile, crossing.hostile):
                assert "".join(span.of(record.document.text).split()) in "".join(shown.split())
        assert f"c{number}" in ids
        assert f"t{number}" in ids


def test_a_card_says_on_whose_word_and_what_is_a_guess() -> None:
    cards = tree(building.marshes()).all("article", "card")
    telling = Telling(building.marshes())
    by_id = {stmt.id: cards[n] for n, stmt in enumerate(telling.statements)}
    for card in cards:
        (standing,) = card.all("p", "standing")
        assert re.match("(attributed|comment) – on the word of ", standing.text())
        assert standing.parent is card
    assert " ".join(by_id["s2"].all("p", "standing")[0].text().split()) == (
        "attributed – on the word of Oren Tamsil, through an article published on the front's website, "
        "carried by Vell Evening Post"
    )
    assert by_id["s3"].all("p", "guess")[0].text().endswith("“It” = Reed Front? 62 %")
    assert not by_id["s5"].all("p", "guess")
    assert "as told by Oren Tamsil" in by_id["s5"].all("p", "standing")[0].text()
    assert by_id["s6"].all("span", "not")
    assert by_id["s8"].all("p", "standing")[0].text().startswith("comment – ")
    assert "somebody not named" in by_id["s9"].text()


def test_a_card_stands_under_the_paragraph_its_statement_begins_in() -> None:
    root, telling = tree(building.marshes()), Telling(building.marshes())
    for number, stmt in enumerate(telling.statements):
        card = next(e for e in root.walk() if e.attrs.get("id") == f"c{number}")
        block = card.parent.parent  # type: ignore[union-attr]
        assert block
        assert block.all("span", "par")[0].text() == str(telling.paragraph(stmt))


def test_zones_are_named_not_only_coloured() -> None:
    sections = tree(building.marshes()).all("section", "zone")
    names = [s.all("h2")[0].text() for s in sections]
    assert names == ["headline", "report", "comment", "background", "boilerplate"]
    assert all(s.has(f"z-{name}") for s, name in zip(sections, names, strict=True))


def test_the_documents_words_are_isolated() -> None:
    root = tree(building.arabic())
    assert all(p.attrs.get("dir") == "auto" for p in root.all("main")[0].all("p") if p.parent and p.parent.has("block"))
    assert all(q.attrs.get("dir") == "auto" for q in root.all("blockquote"))
    for card in root.all("article", "card"):
        outside = "".join(
            c if isinstance(c, str) else ""
            for e in card.walk()
            if e.tag not in ("bdi", "blockquote")
            for c in e.children
        )
        assert not re.search("[\u0600-\u06ff]", outside)
    assert root.all("div", "reading")[0].attrs["lang"] == "ar"


def test_an_empty_record_says_so_and_why() -> None:
    root = tree(building.empty())
    assert root.all("p", "empty")[0].text() == "No statement was found in this document."
    assert "the language could not be told" in root.all("section", "failures")[0].text()
    assert root.all("h1")[0].text() == "Untitled document"
    assert not root.all("select")


def test_controls_are_real_and_named() -> None:
    root = tree(building.marshes())
    for button in root.all("button"):
        assert button.text().strip() or button.attrs["aria-label"]
    for select in root.all("select"):
        assert select.parent
        assert select.parent.tag == "label"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(root.all(landmark)) == 1
    options = [o.text() for o in root.all("option")]
    assert "accuse (4)" in options
    assert "Oren Tamsil (4)" in options
    for element in root.walk():
        for name in element.attrs.get("aria-labelledby", "").split():
            assert any(e.attrs.get("id") == name for e in root.walk())


def test_every_mention_is_marked_with_its_own_words() -> None:
    record = building.harbour()
    root = tree(record)
    for number, actor in enumerate(record.actors):
        marks = [e for e in root.all("main")[0].all("span", "n") if e.attrs["data-a"] == str(number)]
        assert [e.text() for e in marks] == [
            m.span.of(record.document.text) for m in sorted(actor.mentions, key=_start)
        ]
    guessed = [e.text() for e in root.all("main")[0].all("span", "n") if e.has("low")]
    assert guessed == ["We", "Selm"]
    assert [e.text() for e in root.all("main")[0].all("span", "n-adjective")] == ["Luranian"]


def _start(mention: Mention) -> int:
    return mention.span.start


def test_a_mention_inside_another_is_inside_its_mark() -> None:
    (outer,) = (e for e in tree(building.harbour()).all("span", "n") if e.text() == "the Luranian fleet")
    assert [e.text() for e in outer.all("span", "n")[1:]] == ["Luranian"]


def test_a_mention_cut_by_a_statement_has_one_id_and_all_its_pieces() -> None:
    b = building.Building("The Reed Front of Vell spoke.", title=None)
    b.actor("Reed Front of Vell", "Reed Front of Vell")
    b.says(b.speaker("The Reed Front"), "spoke", "of Vell")
    pieces = tree(b.record()).all("main")[0].all("span", "n")
    assert [e.text() for e in pieces] == ["Reed Front", " ", "of Vell"]
    assert ["id" in e.attrs for e in pieces] == [True, False, False]


def test_titles_say_what_is_meant_and_a_guess_is_a_question() -> None:
    root = tree(building.harbour())
    titles = {e.text(): e.attrs["title"] for e in root.all("main")[0].walk() if "title" in e.attrs}
    assert titles["S.H.O."] == (
        "Selm Harbour Office – agency (organisation); this acronym stands for it, almost certain (100 %)"
    )
    assert titles["We"] == "Selm Harbour Office? 55 % – agency (organisation); a guess from this pronoun"
    assert titles["last month"] == ("March 2031; counted from the publication date, 11 April 2031; very likely (90 %)")
    assert titles["Selm"].startswith("Selm: town or city in Upper Selm, XA; 25.100° N, 40.200° W; likely (70 %)")
    undated = {e.text(): e.attrs["title"] for e in tree(building.undated()).all("main")[0].all("span", "time")}
    assert undated["last month"] == "no date; relative: the text bears no date; very likely (90 %)"


def test_a_card_leads_to_its_actors() -> None:
    root = tree(building.marshes())
    record = building.marshes()
    telling = Telling(record)
    number = next(n for n, s in enumerate(telling.statements) if s.id == "s4")
    card = next(e for e in root.walk() if e.attrs.get("id") == f"c{number}")
    names = [(a.text(), a.attrs["data-a"]) for a in card.all("a", "actor")]
    assert names == [("Oren Tamsil", "2"), ("Idda Marrow", "3"), ("Idda Marrow", "3")]
    assert "speaks of" in card.all("dl")[0].text()
    assert all(record.actors[int(n)].name == name for name, n in names)


def test_the_words_that_bound_an_undated_text_can_be_gone_to() -> None:
    root = tree(building.undated())
    ids = {e.attrs["id"]: e.text() for e in root.walk() if "id" in e.attrs}
    (section,) = (e for e in root.all("section") if e.attrs.get("id") == "when")
    goals = [a.attrs["href"][1:] for a in section.all("ul", "bounds")[0].all("a")]
    assert [ids[goal] for goal in goals] == ["2019", "Port captain"]


def test_the_dock_is_there_where_an_actor_can_be_held() -> None:
    (dock,) = tree(building.harbour()).all("aside")
    assert "hidden" in dock.attrs
    assert not tree(building.empty()).all("aside")


def test_overlapping_spans_are_cut_at_every_border() -> None:
    b = building.Building("0123456789 said A.", title=None)
    b.zones = [Zone(ZoneKind.COMMENT, Span(0, 5)), Zone(ZoneKind.REPORT, Span(5, 18))]
    b.says(b.speaker("A"), "said", "0123456")
    b.says(b.speaker("A"), "said", "345678")
    record = b.record()
    telling = Telling(record)
    found = [
        (x.start, x.end, x.content)
        for block in blocks(record, telling.paragraphs, telling.statements)
        for x in block.pieces
    ]
    assert found[:5] == [(0, 3, (0,)), (3, 5, (0, 1)), (5, 7, (0, 1)), (7, 9, (1,)), (9, 11, ())]


def test_a_document_without_text_is_a_page() -> None:
    assert "This document has no text." in tree(building.Building("", title=None).record()).text()


def test_a_long_document_costs_in_proportion() -> None:
    """Twenty times the statements may take no more than about twenty times the markup."""

    def size(copies: int) -> int:
        line = "Oro said that it rains again. "
        b = building.Building(line * copies)
        for n in range(copies):
            at = n * len(line)
            b.says(b.speaker("Oro"), "said", "it rains")
            b.statements[-1] = type(b.statements[-1])(
                **{f: getattr(b.statements[-1], f) for f in b.statements[-1].__dataclass_fields__}
                | {"content": (Span(at + 14, at + 28),), "cue": (Span(at + 4, at + 8),)}
            )
        return len(web_page.page(b.record()))

    base = size(1)
    assert size(401) - base < 21 * (size(21) - base)


def part(record: Record, name: str) -> Element:
    (found,) = (e for e in tree(record).all("section", "sheet") if e.attrs["id"] == name)
    return found


def groups(section: Element, kind: str) -> dict[str, list[Element]]:
    """The rows of a table under the heads of its groups."""
    (table,) = section.all("table", kind)
    found = {}
    for body in table.all("tbody"):
        head, *rows = body.all("tr")
        found[head.text()] = rows
    return found


def test_what_stands_on_somebodys_word_is_a_group_of_its_own_and_says_whose() -> None:
    found = groups(part(crossing.crossing(), "done"), "done")
    assert {head: len(rows) for head, rows in found.items()} == {
        "Reported by the document": 6,
        "On somebody’s word": 3,
        "In the analyst’s comment": 1,
    }
    for row in found["On somebody’s word"]:
        assert row.has("of-attributed")
        assert "on the word of" in row.text()
        assert row.all("a", "to")
    bombed = " ".join(found["On somebody’s word"][0].text().split())
    assert "ASSAULT (aerial)“bombed” ¶3PLOVER 0.8, intensity -9.5, quad class 4, military" in bombed
    assert "Lurania →to the ferry" in bombed
    assert "3 June 20313 to 5 killed" in bombed
    assert [e.text() for rows in found.values() for row in rows for e in row.all("span", "proviso")] == [
        "planned",
        "negated",
        "past background",
        "on a condition",
        "hypothetical",
    ]


def test_the_words_of_an_event_are_marked_in_the_text_by_standing() -> None:
    record = crossing.crossing()
    root = tree(record)
    marked = {e.attrs.get("id"): e for e in root.all("main")[0].all("span", "deed")}
    for number, event in enumerate(record.events):
        mark = marked[f"d{number}"]
        assert mark.text() == event.spans[0].of(record.document.text)
        assert mark.has(f"of-{event.footing.standing.value}")
        assert mark.attrs["title"].startswith(event.footing.standing.value)
    assert "on the word of Oren Tamsil, through a broadcast" in marked["d4"].attrs["title"]


def test_each_tie_is_in_the_list_whether_drawn_or_not() -> None:
    for record in (crossing.crossing(), crossing.hostile(), crossing.crowd(40, 200)):
        rows = [e for e in part(record, "ties").all("tr") if re.match(r"r\d", e.attrs.get("id", ""))]
        assert sorted(int(row.attrs["id"][1:]) for row in rows) == list(range(len(record.ties)))
    assert "ties and" in part(crossing.crowd(40, 200), "ties").text()
    assert "stand in the list only." in part(crossing.crowd(40, 200), "ties").text()


def test_derived_ties_stand_apart_and_lead_to_no_words() -> None:
    found = groups(part(crossing.crossing(), "ties"), "tied")
    (row,) = found["Derived from other ties, told by no words"]
    assert row.attrs["id"] == "r7"
    assert "no words say so; it rests on what is reported" in row.text()
    assert all(a.attrs["href"].startswith("#a") for a in row.all("a"))


def test_a_commitment_says_who_is_to_do_what_and_on_whose_word() -> None:
    (table,) = part(crossing.crossing(), "promised").all("table", "promised")
    threat, demand, promise = table.all("tbody")[0].all("tr")
    assert "Reed Front to: “burn the pier”" in threat.text()
    assert "on condition: “If the boats stay”" in threat.text()
    assert "due “Friday”: 6 June 2031" in demand.text()
    assert "Reed Front NOT to: “enter the harbour”" in promise.text()
    assert all("on the word of" in row.text() for row in (threat, demand, promise))


def test_a_deed_that_the_document_itself_tells_leads_to_no_statement() -> None:
    (table,) = part(crossing.owed(), "promised").all("table", "promised")
    *reported, comment = table.all("tbody")[0].all("tr")
    assert all("reported, in no speaker’s words" in row.text() for row in reported)
    assert all(row.attrs["class"] == "of-reported" for row in reported)
    assert "comment, in no speaker’s words" in comment.text()
    assert comment.attrs["class"] == "of-comment"
    assert not any(a.attrs["href"].startswith("#c") for row in (*reported, comment) for a in row.all("a"))


def test_every_link_inside_the_page_leads_somewhere() -> None:
    for build in RECORDS:
        root = tree(build())
        ids = {e.attrs["id"] for e in root.walk() if "id" in e.attrs}
        goals = {e.attrs["href"][1:] for e in root.all("a") if e.attrs["href"].startswith("#")}
        assert goals <= ids, build


def test_what_was_not_found_is_said() -> None:
    for name in ("done", "ties", "promised"):
        (empty,) = part(building.empty(), name).all("p", "empty")
        assert "was found in this document." in empty.text()
    assert not part(building.empty(), "ties").all("svg")
