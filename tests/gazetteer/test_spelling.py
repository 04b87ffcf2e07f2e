"""What looks up as the same spelling, and which sound keys transliterations share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.gazetteer.spelling import MOST_KEYS, plain_key, sound_keys

SAME_SPELLING = [
    ("Qalmar Guard", "QALMAR  guard", "qalmar-guard", "the Qalmar Guard", "“Qalmar Guard”", "Qálmār Guard"),
    ("P.M.F.", "PMF", "P.M.F", "pmf"),
    ("al-Husseini", "Al Husseini", "Husseini", "al-Ḥusseini", "the al-Husseini", "AL-HUSSEINI"),
    ("Haidar al-Adimi", "Haidar Al Adimi", "Haidar el-Adimi", "Haidar Adimi", "Haidar al-‘Adīmī"),
    ("ash-Shabab", "Shabab", "al-Shabab"),
    ("Deir ez-Zor", "Deir al-Zor", "Deir ez Zor"),
    ("Sa'id", "Saʿid", "Sa’id", "Sa`id", "Said"),
    ("Salt & Water Board", "Salt and Water Board"),
    ("İzmir", "izmir", "Izmir"),
    ("علی", "علي", "على"),
    ("الحُسَيني", "الحسينى", "الحســيني"),
    ("مي‌خواهم", "می خواهم"),
    ("لواء ٤٤", "لواء 44", "لواء ۴۴"),
    ("أحمد", "احمد", "إحمد"),
    ("مدرسة", "مدرسه"),
]


@pytest.mark.parametrize("spellings", SAME_SPELLING, ids=lambda names: names[0])
def test_one_key_for_what_is_only_typed_otherwise(spellings: tuple[str, ...]) -> None:
    assert {plain_key(name) for name in spellings} == {plain_key(spellings[0])}
    assert plain_key(spellings[0])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("El Salvador", "Salvador"),
        ("as Syria", "Syria"),
        ("Hasan", "Husayn"),
        ("Ali", "i"),
        ("Iran's", "Iran"),
        ("Qalmar", "Kalmar"),
        ("an army", "army"),
        ("پدر", "بدر"),
    ],
)
def test_other_names_have_other_keys(a: str, b: str) -> None:
    assert plain_key(a) != plain_key(b)


def test_the_key_in_letters() -> None:
    assert plain_key("U.S.-backed Al-Qalmar Co.") == "us backed qalmar co"
    assert plain_key("the al-Selm Front") == "selm front"
    assert plain_key("al") == "al"
    assert plain_key("Iran's") == "irans"
    assert plain_key(" \t") == ""


SAME_SOUND = [
    ("Hizbullah", "Hezbollah", "Hizb Allah", "حزب الله"),
    ("Kata'ib", "Kataeb", "Ketaib", "كتائب"),
    ("Abd al-Rahman", "Abdul Rahman", "Abdurrahman", "Abdelrahman", "عبد الرحمن", "عبدالرحمن"),
    ("Salah al-Din", "Salahuddin", "Salaheddine", "Selahattin", "صلاح الدين"),
    ("Jamal", "Gamal", "Djamal", "Cemal", "جمال"),
    ("Uthman", "Othman", "Osman", "عثمان"),
    ("Rida", "Ridha", "Reza", "Rıza", "رضا"),
    ("Wali", "Vali", "Ouali", "والي"),
    ("Qasim", "Ghasem", "Kasım", "Qassem", "قاسم"),
    ("Shahin", "Chahine", "Şahin", "شاهين"),
    ("Xoşnaw", "Khoshnaw", "خوشناو"),
    ("Yusuf", "Youssef", "Yousif", "يوسف"),
    ("Fatimah", "Fatemeh", "Fatma", "فاطمة"),
    ("Harakat Barzan", "Harakah Barzan", "حركة برزان"),
    ("Ahmad", "Ahmed", "أحمد"),
    ("Elias", "Ilyas", "إلياس"),
    ("Mahmoud", "Mahmood", "Mehmud", "محمود"),
    ("Parviz", "پرویز"),
    ("Chalak", "چالاک"),
    ("ash-Shams", "al-Shams", "الشمس"),
]


@pytest.mark.parametrize("spellings", SAME_SOUND, ids=lambda names: names[0])
def test_transliterations_share_a_sound_key(spellings: tuple[str, ...]) -> None:
    keys = [set(sound_keys(name)) for name in spellings]
    assert set.intersection(*keys)


def test_other_names_share_none() -> None:
    assert not set(sound_keys("Qalmar Guard")) & set(sound_keys("Selm Navy"))
    assert not set(sound_keys("Karim")) & set(sound_keys("Kamal"))


def test_no_letters_no_key() -> None:
    assert sound_keys("") == ()
    assert sound_keys("12 – 14") == ()
    assert sound_keys("東京") == ()


@given(st.text(max_size=60))
def test_any_text_has_keys(name: str) -> None:
    key = plain_key(name)
    assert key == " ".join(key.split())
    keys = sound_keys(name)
    assert len(keys) <= MOST_KEYS
    assert all(k.isascii() and k.isupper() for k in keys)


@given(st.text("abcdefghij -'’éالبيو", max_size=30))
def test_case_and_apostrophes_do_not_matter(name: str) -> None:
    assert plain_key(name.upper()) == plain_key(name)
    assert plain_key(name.replace("'", "’")) == plain_key(name)


@pytest.mark.parametrize("piece", ["a. ", "al ", "ʿ-", "abdul", "the ", "ال", "x"])
def test_a_long_name_has_keys_like_any_other(piece: str) -> None:
    name = piece * 10_000
    assert plain_key(name) == " ".join(plain_key(name).split())
    assert len(sound_keys(name)) <= MOST_KEYS
