"""Spellings of one name come out alike; two people one letter apart do not; every score has its reason."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gazetteer.likeness import SAME, SURE, best, likeness
from onrecord.gazetteer.name_words import name_words
from onrecord.gazetteer.spelling import plain_key

ONE_NAME = [
    "Hassan Qasimi | Hasan al-Qassemi",
    "Hussein Qasimi | Husayn Qasemi",
    "Hossein Qasimi | حسين قاسمي",
    "Hasan Jabiri | حسن جابری",
    "Abd al-Rahman Jabiri | Abdurrahman Jaberi",
    "Abdul Rahman Jabiri | عبد الرحمن الجابري",
    "Abdullah Jabiri | Abdollah Jaberi",
    "Salahuddin Jabiri | Salah al-Din al-Jabiri",
    "Salah ad-Din | صلاح الدين",
    "Nasrollah Zahidi | نصر الله زاهدي",
    "Abu Zayd al-Jabiri | أبو زيد الجابري",
    "Abou Zeid Jaberi | Abu Zayd al-Jabiri",
    "Muhammad Selmi | Mohamed as-Selmi",
    "Mehmet Selmi | محمد السلمي",
    "Khalid Wahbi | Khaled Wehbe",
    "Yousif Wahbi | يوسف وهبي",
    "Ridha Wahbi | Reza Vahbi",
    "Shahin Barzanî | Chahine Barzani",
    "Şahin Berzani | شاهین بارزانی",
    "Çalak Xoşnaw | Chalak Khoshnaw",
    "Cemal Aydın | Jamal Aydin",
    "Qaddur Ghanim | Kaddour Ghanem",
    "Mu'ammar Ghanim | معمر غانم",
    "Kata'ib al-Selm | Kataeb as-Selm",
    "Harakat al-Qalmar | حركة القلمار",
    "Jaish al-Adl | جيش العدل",
    "Deir ez-Zor | دير الزور",
    "Tal Afar | تلعفر",
    "Hizb al-Adl wal-Tanmiya | حزب العدل والتنمية",
    "Hezb-e Selm | حزب سلم",
    "Goodwill Trading | Good Will Trading",
    "First Qalmar Brigade | 1st Qalmar Brigade",
    "Qalmar Steel Limited | Qalmar Steel Ltd.",
    "Selmi, Karim | Karim Selmi",
    "General Karim Selmi | Karim Selmi",
    "K. Selmi | Karim Selmi",
    "Karim bin Salih Selmi | Karim ibn Saleh al-Selmi",
    "Иван Селмин | Ivan Selmin",
]

TWO_NAMES = [
    "Hassan | Hussein",
    "Hassan Qasimi | Hussein Qasimi",
    "حسن | Hussein",
    "حسين القاسمي | Hassan Qasimi",
    "حسن | حسين",
    "Salih | Salim",
    "Brow | Broe",
    "Salih Jabiri | Salim Jabiri",
    "صالح | Salim",
    "Ali | Wali",
    "Ali Jabiri | Wali Jabiri",
    "والي | Ali",
    "Karim | Kamil",
    "Rashid | Rashad",
    "Majid Wahbi | Majd Wahbi",
    "ماجد وهبي | Majeed Wahbi",
    "سالم وهبي | Saleem Wahbi",
    "Mahmoud | Muhammad",
    "محمود وهبي | Mohammed Wahbi",
    "Hamid | Ahmad",
    "حامد وهبي | حميد وهبي",
    "Nasser | Nasr",
    "Jamal | Jamil",
    "Samir Wahbi | Samer Wahbi",
    "Badr | Bakr",
    "Said Wahbi | Saad Wahbi",
    "Hashim | Hisham",
    "Yasin Wahbi | Yasir Wahbi",
    "Zaid | Ziad",
    "Omar | Amer",
    "عمر | عامر",
    "عمرو وهبي | عمر وهبي",
    "Oman | Amman",
    "Abu Hasan Wahbi | Hasan Wahbi",
    "Umm Hasan | Abu Hasan",
    "Abd al-Rahman Wahbi | Abd al-Rahim Wahbi",
    "عبد الرحمن وهبي | Abdul Rahim Wahbi",
    "Abdul Karim | Karim",
    "Salman bin Muhammad Wahbi | Muhammad bin Salman Wahbi",
    "Salma bint Omar | Salma bin Omar",
    "Karim Selmi | Karim Wahbi",
    "Wahbi | Karim Wahbi",
    "K. Selmi | Omar Selmi",
    "K. Selmi | L. Selmi",
    "Brigade 44 | Brigade 45",
    "Brigade 44 | Brigade",
    "Ministry of Defence | Ministry of Interior",
    "Kata'ib al-Selm | Kata'ib al-Qalmar",
    "QSF | Qalmar Salt Front",
    "Barzani | Barzanji",
]


def _two(pair: str) -> tuple[str, str]:
    a, b = pair.split(" | ")
    return a, b


@pytest.mark.parametrize("pair", ONE_NAME)
def test_spellings_of_one_name(pair: str) -> None:
    found = likeness(*_two(pair))
    assert SAME <= found.score <= 1.0
    assert found.reason


@pytest.mark.parametrize("pair", TWO_NAMES)
def test_two_people_however_close_are_told_apart(pair: str) -> None:
    found = likeness(*_two(pair))
    assert 0.0 <= found.score < SAME
    assert found.reason


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("Karim | Karim", "the same"),
        ("al-Selmi | AL SELMI", "the same but for case, accents, hyphens, apostrophes or the article"),
        ("Kata'ib Selm | كتائب سلم", "كتائب is Kata'ib; سلم is Selm"),
        ("Hasan | Hussein", "two names: Hasan, Husayn"),
        ("Karim Selmi | Karim Wahbi", "Selmi is not Wahbi"),
        ("K. Selmi | Karim Selmi", "K. for Karim"),
        ("Karim Selmi | Karim Omar Selmi", "a shorter form, without Omar"),
        ("Dastgir Selmi | Dastmir Selmi", "one letter differs: Dastgir, Dastmir"),
        ("QSF | Qalmar Salt Front", "QSF is the initials of Qalmar Salt Front"),
        ("Selm | 東京", "Selm and 東京 are in scripts that are not compared"),
    ],
)
def test_the_reason_in_words(pair: str, reason: str) -> None:
    assert likeness(*_two(pair)).reason == reason


def test_a_doubtful_letter_or_a_missing_word_is_never_sure() -> None:
    assert SAME <= likeness("Dastgir Selmi", "Dastmir Selmi").score < SURE
    assert SAME <= likeness("Karim Selmi", "Karim Omar Selmi").score < SURE
    assert likeness("Kareem Selmi", "Karim Selmi").score >= SURE
    assert likeness("Dastgir Qalmari", "Dastmir Qalmuri Selm").score < SAME


def test_a_body_with_a_word_more_is_another_body() -> None:
    assert likeness("Selm Salt Board", "Selm Salt Research Board", body=True).score < SAME
    assert likeness("Karim Selmi", "Karim Omar Selmi", body=False).score >= SAME


def test_the_best_of_many_comes_first() -> None:
    names = ["Karim Wahbi", "Hussein Selmi", "Hasan Selmi", "Hassan Salmi", "Salim Hasani"]
    found = best("حسن السلمي", names, 3)
    assert {name for name, _ in found[:2]} == {"Hasan Selmi", "Hassan Salmi"}
    assert found[0][1].score >= found[1][1].score >= found[2][1].score
    assert best("Selm", []) == []


def test_every_known_name_keeps_to_itself() -> None:
    text = files("onrecord.gazetteer").joinpath("spellings/known_names.csv").read_text(encoding="utf-8")
    rows = [row["spellings"].split(";") for row in csv.DictReader(text.splitlines())]
    keys = [{plain_key(spelling) for spelling in row} for row in rows]
    for at, row in enumerate(rows):
        for other in range(at):
            if not keys[at] & keys[other]:
                assert likeness(row[0], rows[other][-1]).score < SAME, (row[0], rows[other][-1])
        latin = next(spelling for spelling in row if spelling.isascii())
        for spelling in row:
            assert likeness(latin, spelling).score >= SAME, (latin, spelling)


def test_what_belongs_together_is_one_word() -> None:
    assert [word.key for word in name_words("Abu Zayd bin Abd al-Karim as-Selmi")] == [
        "abuzayd",
        "bin",
        "abdkarim",
        "selmi",
    ]


names = st.one_of(
    st.text(max_size=40),
    st.text("abcdefghijklmnopqrstuvwxyz -'", max_size=30),
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژگ ال", max_size=30),
    st.lists(st.sampled_from(["Abd", "al-", "Abu", "bin", "Hasan", "Mr", "Ltd", "44", "K.", "الله", "عبد", "Din"])).map(
        " ".join
    ),
)


@settings(max_examples=400, deadline=None)
@given(names, names)
def test_any_two_names_can_be_compared_and_their_order_does_not_matter(a: str, b: str) -> None:
    found = likeness(a, b)
    assert 0.0 <= found.score <= 1.0
    assert found.reason
    assert likeness(b, a) == found
    assert likeness(a, a).score == 1.0


@pytest.mark.parametrize("piece", ["a", "ab ", "abu ", "al-", "ال", "عبد ", "x. ", "1 ", "-", "sh"])
def test_a_megabyte_is_no_name(piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    assert likeness(long, long + "z").score < SAME
    assert likeness(long, "Karim Selmi").score < SAME


def test_the_longest_names_are_compared_to_their_last_word() -> None:
    words = ["qalmaristan"] * 16
    assert likeness(" ".join(words), " ".join([*words[:-1], "kalmuristam"])).score < 1.0
