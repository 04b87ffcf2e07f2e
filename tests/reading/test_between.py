"""The type of what goes on between two given sides: the trained model and the codebook together."""

from __future__ import annotations

import pytest

from onrecord.reading.events.between import Between
from onrecord.reading.syntax import Syntax
from onrecord.record import Span
from onrecord.tagger import ENGLISH, Tagger
from onrecord.tagger.typing_head import NONE, TYPES, EventTyper

from ..tagger.test_words import words


@pytest.fixture(scope="module")
def typer(tagger: Tagger) -> EventTyper:
    return EventTyper(ENGLISH, card=tagger.card)


def between(text: str, tagger: Tagger, typer: EventTyper) -> Between:
    laid = words(text)
    found = tagger.read(laid, keep=True)
    states = found.states
    assert states is not None
    return Between(Syntax(laid, found.parse), lambda questions: typer.types(states, questions))


def span(text: str, part: str | None) -> Span | None:
    return None if part is None else Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Lurania recalled its ambassador from Selm on Friday.", "Lurania", "Selm", "SANCTION"),
        ("The fishing village was shelled by the militia.", "the militia", "The fishing village", "ASSAULT"),
        ("Selm urged Lurania to reopen the strait.", "Selm", "Lurania", "REQUEST"),
        ("Lurania refused to reopen the strait to Selm.", "Lurania", "Selm", "REJECT"),
        ("Police arrested four deckhands, and Lurania condemned the arrests.", "Police", "four deckhands", "COERCE"),
        ("Hundreds of dockers demonstrated at the pier.", "Hundreds of dockers", None, "PROTEST"),
        ("Four deckhands were arrested at the pier.", None, "Four deckhands", "COERCE"),
    ],
)
def test_sides_that_are_given_have_their_type(
    text: str, source: str | None, target: str | None, kind: str, tagger: Tagger, typer: EventTyper
) -> None:
    assert between(text, tagger, typer).best(Span(0, len(text)), span(text, source), span(text, target)) == kind


def test_chances_are_of_all_types_and_sum_to_one(tagger: Tagger, typer: EventTyper) -> None:
    text = "Selm urged Lurania to reopen the strait."
    table = between(text, tagger, typer)
    for sides in ((span(text, "Selm"), span(text, "Lurania")), (None, None)):
        chances = table.chances(Span(0, len(text)), *sides)
        assert set(chances) == set(TYPES)
        assert sum(chances.values()) == pytest.approx(1)


def test_the_best_type_is_never_none(tagger: Tagger, typer: EventTyper) -> None:
    text = "Selm beat Lurania in the semi-final of the regatta."
    assert between(text, tagger, typer).best(Span(0, len(text)), span(text, "Selm"), span(text, "Lurania")) != NONE
