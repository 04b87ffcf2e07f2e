"""What speaks for an actor being one that was met before, and what is decided from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.linking.actors import (
    ASK,
    DO,
    Profile,
    Verdict,
    Weighed,
    decide,
    is_generic,
    is_short,
    one_apart,
    weigh,
)
from onrecord.linking.company import Company, Other, company
from onrecord.linking.offices import Held, against, for_office
from onrecord.record import ActorKind

PERSON, BODY, STATE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE
QALMARA, SORVLAND = Other(1, STATE, ("xa",)), Other(2, STATE, ("xc",))
DAY = "2024-03-05"


def seen(*names: str, kind: ActorKind = PERSON, beside: tuple[Other, ...] = (), **more: object) -> Profile:
    """An actor of one document, with these others beside it."""
    around = company([(beside, "o:1", DAY)])
    return Profile(names, kind, company=around, **more)  # type: ignore[arg-type]


def test_a_full_name_is_enough_where_nothing_speaks_against_it() -> None:
    found = weigh(seen("Oren Vash"), seen("Oren Vash"))
    assert found.verdict is Verdict.DO
    assert found.reasons[0] == "both are called Oren Vash"


@pytest.mark.parametrize("other", ["بشير قلتان", "Basheer Qoltan", "Bashir Koltan"])
def test_another_spelling_or_script_is_the_same_name(other: str) -> None:
    assert weigh(seen("Bashir Qoltan"), seen(other)).verdict is Verdict.DO


def test_another_given_name_is_somebody_else_whatever_they_share() -> None:
    beside = (QALMARA, Other(7, BODY, ()), Other(8, PERSON, ()))
    one, two = seen("Yunes Toulan", beside=beside), seen("Samira Toulan", beside=beside)
    assert weigh(one, two).verdict is Verdict.NO


def test_a_short_form_alone_joins_nobody_and_with_more_evidence_does() -> None:
    whole, short = seen("Yunes Toulan"), seen("Toulan")
    assert weigh(short, whole).verdict is Verdict.NO
    beside = (QALMARA, Other(7, BODY, ()))
    one, two = (
        replace(short, company=company([(beside, None, DAY)])),
        replace(whole, company=company([(beside, None, DAY)])),
    )
    assert weigh(one, two).verdict is Verdict.ASK
    held = (Held("Harbour master", 7, DAY, DAY),)
    assert weigh(replace(one, offices=held), replace(two, offices=held)).verdict is Verdict.DO


def test_two_people_of_one_name_are_kept_apart_by_office_and_country() -> None:
    one = seen("Oren Vash", beside=(QALMARA,), offices=(Held("Judge", 7, DAY, DAY),))
    two = seen("Oren Vash", beside=(SORVLAND,), offices=(Held("Spokesman", 8, "2024-03-01", "2024-03-01"),))
    found = weigh(one, two)
    assert found.verdict is Verdict.NO
    assert any("other countries" in reason for reason in found.reasons)
    assert any("'Judge' and the other 'Spokesman' at that time" in reason for reason in found.reasons)
    same = weigh(one, replace(two, company=one.company, offices=one.offices))
    assert same.score > found.score + 0.4


def test_an_office_changed_over_the_years_is_no_contradiction() -> None:
    one = seen("Oren Vash", offices=(Held("Judge", 7, "2024-03-05", "2024-03-05"),))
    two = seen("Oren Vash", offices=(Held("Spokesman", 8, "2019-01-01", "2019-02-01"),))
    assert weigh(one, two).verdict is Verdict.DO


def test_a_person_is_no_body_and_a_body_no_state() -> None:
    assert weigh(seen("Vash"), seen("Vash", kind=BODY)).score == 0.0
    assert weigh(seen("Qalmara", kind=BODY), seen("Qalmara", kind=STATE)).score == 0.0
    assert weigh(seen("Salt Front", kind=ActorKind.GROUP), seen("Salt Front", kind=BODY)).verdict is Verdict.DO


def test_a_body_that_every_country_has_needs_its_country() -> None:
    one = seen("Interior Ministry", kind=BODY, beside=(QALMARA, Other(9, PERSON, ())))
    assert weigh(one, replace(one)).verdict is not Verdict.NO
    assert weigh(one, seen("Interior Ministry", kind=BODY, beside=(SORVLAND,))).verdict is Verdict.NO
    assert weigh(one, seen("Interior Ministry", kind=BODY)).verdict is Verdict.NO


def test_nobody_acts_before_the_pack_says_that_it_was_there() -> None:
    found = weigh(seen("Salt Front", kind=BODY), replace(seen("Salt Front", kind=BODY), start="2025"))
    assert "but it was not there before 2025" in found.reasons
    assert found.verdict is Verdict.NO


def test_of_two_that_fit_alike_neither_is_taken_and_both_are_asked_about() -> None:
    fit = Weighed(DO + 0.1, ("a name",))
    decision = decide({3: fit, 5: replace(fit, score=DO + 0.08)})
    assert decision.entity is None
    assert [no for no, _ in decision.ask] == [3, 5]


def test_what_nobody_can_tell_apart_is_one_heap() -> None:
    fit = Weighed(DO + 0.1, ("a name",))
    decision = decide({3: fit, 5: fit, 9: fit}, frozenset({(3, 9), (5, 9)}))
    assert decision.entity == 9
    assert [no for no, _ in decision.ask] == [3, 5]


def test_one_that_may_be_is_asked_about_and_not_taken() -> None:
    decision = decide({3: Weighed(ASK + 0.01, ("a short form",)), 4: Weighed(0.2, ())})
    assert decision.entity is None
    assert [no for no, _ in decision.ask] == [3]


def test_one_that_fits_better_than_all_others_is_taken() -> None:
    decision = decide({3: Weighed(0.9, ()), 4: Weighed(0.7, ())})
    assert decision.entity == 3
    assert [no for no, _ in decision.ask] == [4]


def test_nobody_is_like_it() -> None:
    decision = decide({})
    assert (decision.entity, decision.ask) == (None, ())


def test_an_office_of_a_pack_holds_between_its_dates() -> None:
    told, known = (
        Held("Foreign Minister", None, DAY, DAY),
        Held("Foreign Minister", 7, "2023-08", "2024-09", known=True),
    )
    then, after = for_office((told,), (known,), DAY), for_office((told,), (known,), "2025-01-01")
    assert then is not None
    assert after is not None
    assert then[0] > after[0]
    assert "at that time" in then[1]
    assert "at another time" in after[1]


def test_titles_are_compared_by_what_they_say() -> None:
    told, other = Held("Nesharra’s foreign minister", None, DAY, DAY), Held("Foreign Minister", None, DAY, DAY)
    assert for_office((told,), (other,), DAY) is not None
    assert for_office((told,), (Held("Defence Minister", None, DAY, DAY),), DAY) is None
    assert against((told,), (Held("Judge", None, "2012-13-99", None),), DAY) is None


def test_what_documents_are_about_counts_each_actor_once() -> None:
    found = company([((QALMARA, QALMARA, SORVLAND, Other(3, PERSON, ())), "o:1", DAY), ((), None, None)])
    assert found == Company({"xa": 0.5, "xc": 0.5}, {3: 1}, frozenset({"o:1"}), (DAY,))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Toul’an", True),
        ("Sheikh Hassan", True),
        ("Hussein al-Sheikh", False),
        ("طولان", True),
        ("Abd al-Rahman", True),
    ],
)
def test_which_names_are_short(name: str, short: bool) -> None:
    assert is_short(name) is short


def test_which_bodies_every_country_has() -> None:
    assert is_generic("Interior Ministry")
    assert not is_generic("Nesharran Foreign Ministry")


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [("BTR", "BTR", True), ("BTR", "BR", True), ("BTR", "BRT", True), ("BTR", "BTN", True), ("BTR", "MTN", False)],
)
def test_one_letter_apart(one: str, two: str, apart: bool) -> None:
    assert one_apart(one, two) is apart
    assert one_apart(two, one) is apart
