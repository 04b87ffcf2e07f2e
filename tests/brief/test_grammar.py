"""The grammar over all that the sample desk has: every finding can be said, exactly, in many forms, by its check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice

import pytest
import sqlalchemy as sa

from onrecord.analysis.ledger import Asked, ledger
from onrecord.analysis.novelty import news
from onrecord.brief.check import Grounds, check
from onrecord.brief.draft import read_draft
from onrecord.brief.evidence import Evidence
from onrecord.brief.fault import FaultKind
from onrecord.brief.gathering import Gathering
from onrecord.brief.grammar import Grammar
from onrecord.brief.line import Line
from onrecord.brief.naming import is_plural, surname
from onrecord.brief.outlets_said import with_article
from onrecord.brief.style import Marks, Style
from onrecord.store.tables import finding, reading

from .conftest import Sampled

DAY = date(2031, 5, 31)
#: What no way of saying a thing can mend: it lies in the source.
_OF_THE_SOURCE = (FaultKind.STATE, FaultKind.SOURCES)
_QUOTED = re.compile(r"“([^”]*)”")


@pytest.fixture(scope="module")
def all_found(sampled: Sampled) -> dict[str, Evidence]:
    """Every finding of the newest readings."""
    holds = sa.select(finding.c.id).join(reading, reading.c.no == finding.c.reading).where(reading.c.replaced.is_(None))
    ids = sampled.at.execute(holds.order_by(finding.c.id)).scalars().all()
    found = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence(ids)
    return {key: one for key, one in found.items() if isinstance(one, Evidence)}


@pytest.fixture
def grammar(sampled: Sampled) -> Grammar:
    return Grammar(Style(), DAY, sampled.desk.gazetteer)


def _ways(grammar: Grammar, one: Evidence) -> Iterator[tuple[str, list[Line]]]:
    if one.kind == "tie":
        grammar.start()
        yield "tie", list(grammar.tie(one, one.who(_first_end(one)) or one.people[0]))
        return
    if one.kind == "event":
        grammar.start()
        yield "event", list(grammar.event(one))
        return
    makers: tuple[tuple[str, Callable[[Evidence], Iterable[Line]]], ...] = (
        ("glance", grammar.glance),
        ("lead", grammar.lead),
        ("quote", grammar.quote),
        ("earlier", grammar.earlier),
    )
    for name, make in makers:
        grammar.start()
        yield name, list(make(one))


def _first_end(one: Evidence) -> str | None:
    return getattr(getattr(one.finding, "a", None), "actor", None)


def _even(words: str) -> str:
    """Words without what a house may change in them: space, the make of marks, and the stop at the end."""
    return re.sub(r"[“”‘’\"'«»]", "'", re.sub(r"\s+", " ", words)).strip(" .,;'")


def test_everything_can_be_said(all_found: dict[str, Evidence], grammar: Grammar) -> None:
    assert len(all_found) > 500
    dumb = [(key, name) for key, one in all_found.items() for name, lines in _ways(grammar, one) if not lines]
    assert dumb == []


def test_every_quotation_is_in_the_source_letter_by_letter(all_found: dict[str, Evidence], grammar: Grammar) -> None:
    for one in all_found.values():
        text = _even(one.text)
        for name, lines in _ways(grammar, one):
            for line in lines:
                for quote in _QUOTED.findall(line.text):
                    for piece in re.split(r" \[[^\]]+\]|\[[^\]]+\]", _even(quote)):
                        assert _even(piece) in text, (one.id, name, line.text)


def test_every_sentence_is_whole(all_found: dict[str, Evidence], grammar: Grammar) -> None:
    for one in all_found.values():
        for _, lines in _ways(grammar, one):
            for line in lines:
                assert line.text[0].isupper() or line.text[0] == "“", line.text
                assert line.text.endswith((".", "!", "?", ".”", "?”", "!”", "…”", ".’”", "?’”")), line.text
                assert line.text.count("“") == line.text.count("”"), line.text
                assert not re.search(r",,|\.,|,\.(?!”)|  | ,|\ba [aeio]|\bthe the\b", line.text.split("“")[0]), (
                    line.text
                )
                assert line.cites


def test_one_way_at_least_passes_the_check(sampled: Sampled, all_found: dict[str, Evidence], grammar: Grammar) -> None:
    gathering = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer)
    refused = []
    for one in all_found.values():
        if int(one.id[-2:], 16) % 4:
            continue  # a quarter of them is enough to see a fault of a form
        for name, lines in _ways(grammar, one):
            if not any(_passes(sampled, gathering, line) for line in islice(lines, 24)):
                refused.append((one.id, name, lines[0].text))
    assert refused == []


def _passes(sampled: Sampled, gathering: Gathering, line: Line) -> bool:
    draft = read_draft(f"# Title\n\n## Item\n\n{line.text}{line.cited}\n")
    found = gathering.evidence(line.cites)
    whole = {key: one for key, one in found.items() if isinstance(one, Evidence)}
    grounds = Grounds(draft.brief, whole, sampled.desk.gazetteer, Style(), DAY)
    return all(fault.kind in _OF_THE_SOURCE for fault in check(draft, found, grounds))


def test_the_same_evidence_makes_the_same_sentences(sampled: Sampled, all_found: dict[str, Evidence]) -> None:
    def made() -> list[str]:
        grammar = Grammar(Style(), DAY, sampled.desk.gazetteer)
        return [next(iter(grammar.lead(one))).text for one in list(all_found.values())[:60]]

    assert made() == made()


def test_a_draft_does_not_read_as_a_template(sampled: Sampled, grammar: Grammar) -> None:
    opened: Counter[str] = Counter()
    for one in list(sampled.statements.values())[:80]:
        grammar.start()
        text = next(iter(grammar.lead(one))).text
        opened[_shape(text)] += 1
    assert len(opened) >= 6
    assert max(opened.values()) < 40


def _shape(text: str) -> str:
    if text.startswith("“"):
        return "quotation"
    first = " ".join(text.split()[:2])
    for word in ("According", "As ", "On ", "In a", "In the"):
        if first.startswith(word):
            return word
    return "outlet" if " reported on" in text[:60] else ("reported" if text.endswith("May.") else "speaker")


def _said(sampled: Sampled, words: str, outlet: str) -> Evidence:
    return sampled.statements[sampled.key(outlet, words)]


def test_names_are_told_whole_once_and_then_short(sampled: Sampled, grammar: Grammar) -> None:
    outlet = "Littoral Press Agency"
    grammar.start()
    lead = next(iter(grammar.lead(_said(sampled, "give up its heavy mines", outlet)))).text
    then = next(iter(grammar.quote(_said(sampled, "he would dismiss any officer", outlet)))).text
    assert "Prime Minister Nadim Ra’uzeh" in lead
    assert then.startswith(("He ", "Ra’uzeh "))
    grammar.start()
    again = next(iter(grammar.lead(_said(sampled, "he would dismiss any officer", outlet)))).text
    assert "Nadim Ra’uzeh" in again


def test_two_people_of_one_name_keep_both_names(sampled: Sampled, grammar: Grammar) -> None:
    grammar.start()
    one = _said(sampled, "be put before a court", "Quayside Courier")
    other = _said(sampled, "he had ever been asked", "Quayside Courier")
    next(iter(grammar.lead(one)))
    second = list(grammar.quote(other))
    assert all("Yunes Toul’an" in line.text or "“" in line.text for line in second)
    assert second[0].text.startswith("Yunes Toul’an") or "Yunes Toul’an" in second[0].text


def test_a_threat_keeps_its_condition(sampled: Sampled, grammar: Grammar) -> None:
    key = next(k for k, e in sampled.statements.items() if "we will close the strait" in e.words)
    for line in (*grammar.lead(sampled.statements[key]), *grammar.glance(sampled.statements[key])):
        assert re.search(r"\[?[Ii]\]?f the wages are not paid by 9 May", line.text), line.text


def test_what_an_analyst_says_is_told_as_his_comment(all_found: dict[str, Evidence], grammar: Grammar) -> None:
    comments = [one for one in all_found.values() if one.statement is not None and one.statement.zone == "comment"]
    assert comments
    for one in comments:
        assert "comment" in next(iter(grammar.lead(one))).text


def test_no_we_or_our_changes_hands(all_found: dict[str, Evidence], grammar: Grammar) -> None:
    for one in all_found.values():
        for _, lines in _ways(grammar, one):
            for line in lines:
                assert not re.search(r"\b(?:we|our|us|my)\b", _QUOTED.sub("", line.text)), line.text


def test_a_denial_stays_a_denial(sampled: Sampled, grammar: Grammar) -> None:
    one = _said(sampled, "any money had changed hands", "Littoral Press Agency")
    assert all("denied" in line.text for line in grammar.lead(one))


def test_what_was_not_taken_was_not_told(sampled: Sampled, grammar: Grammar) -> None:
    one = _said(sampled, "give up its heavy mines", "Littoral Press Agency")
    grammar.start()
    first = next(iter(grammar.lead(one))).text
    grammar.drop()
    assert next(iter(grammar.lead(one))).text == first


def test_another_language_is_named_and_its_words_stay(sampled: Sampled, grammar: Grammar) -> None:
    key = sampled.passage("Manarat al-Sahil", "كانت عمليات التفتيش قانونية")
    found = Gathering(sampled.desk.store, sampled.at, sampled.desk.gazetteer).evidence([key])[key]
    assert isinstance(found, Evidence)
    line = next(iter(grammar.earlier(found)))
    assert "in Arabic" in line.text
    assert "كانت عمليات التفتيش قانونية" in line.text
    assert line.cites == (key,)


def test_a_british_house_has_its_stops_outside(sampled: Sampled) -> None:
    grammar = Grammar(Style(marks=Marks.BRITISH), DAY, sampled.desk.gazetteer)
    one = _said(sampled, "The searches were lawful", "Littoral Press Agency")
    assert any("over”, " in line.text for line in grammar.lead(one))
    assert not any(",”" in line.text for line in grammar.lead(one))


def test_a_house_spells_names_and_outlets_its_own_way(sampled: Sampled) -> None:
    style = Style(names={"Littoral Press Agency": "L.P.A.", "Nadim Ra’uzeh": "Nadim Rauze"})
    grammar = Grammar(style, DAY, sampled.desk.gazetteer)
    one = _said(sampled, "give up its heavy mines", "Littoral Press Agency")
    text = next(iter(grammar.lead(one))).text
    assert "L.P.A." in text
    assert "Nadim Rauze " in text
    assert "Ra’uzeh" not in text


def test_what_is_new_and_due_is_said_within_bounds(sampled: Sampled, all_found: dict[str, Evidence]) -> None:
    grammar = Grammar(Style(), DAY, sampled.desk.gazetteer)
    store = sampled.desk.store
    told = 0
    for item in news(store, sampled.at, "2031-04-20", gazetteer=sampled.desk.gazetteer, limit=20).items:
        one = all_found.get(item.statement.id)
        for each in item.checks if one is not None else ():
            assert one is not None
            lines = list(grammar.new(each, one, all_found.get(each.earlier.id) if each.earlier else None))
            assert lines
            assert each.found != "first" or all("the desk has read" in line.text for line in lines)
            told += 1
    assert told > 20
    for entry in ledger(sampled.at, Asked(limit=None), None, DAY.isoformat()).entries:
        one = all_found.get(entry.cited.id)
        assert one is None or list(grammar.due(entry, one))


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Harun al-Tezmeri", "al-Tezmeri"),
        ("Idris ben Qatoul", "ben Qatoul"),
        ("Hafsa Ould-Terrim", "Ould-Terrim"),
        ("Pim van der Aar", "van der Aar"),
        ("Ounfassi", "Ounfassi"),
    ],
)
def test_a_surname_keeps_its_particles(name: str, last: str) -> None:
    assert surname(name) == last


def test_a_plural_takes_a_plural_verb() -> None:
    assert is_plural("relatives of the dead")
    assert is_plural("two fishermen from the west village")
    assert not is_plural("the ministry’s press service")
    assert not is_plural("the Stavenhelm Institute for Littoral Studies")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Salt Front", "", "the Salt Front"),
        ("Sada Vashtel", "", "Sada Vashtel"),
        ("Stavenhelm Institute for Littoral Studies", "", "the Stavenhelm Institute for Littoral Studies"),
        ("Ninth Bureau", "accused the Ninth Bureau", "the Ninth Bureau"),
        ("Parliament", "", "Parliament"),
        ("The Tern", "", "the Tern"),
    ],
)
def test_names_have_the_article_that_they_need(name: str, text: str, said: str) -> None:
    assert with_article(name, text) == said
