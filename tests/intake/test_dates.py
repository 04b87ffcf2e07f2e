"""Publication dates: what is written is read with its precision, what is unclear is not told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SettingError
from onrecord.intake import Overrides
from onrecord.intake.dates import date_in_url, read_date, read_iso
from onrecord.record import Precision


@pytest.mark.parametrize(
    ("written", "published", "precision"),
    [
        ("2017", "2017", Precision.YEAR),
        ("2017-09", "2017-09", Precision.MONTH),
        ("2017-09-21", "2017-09-21", Precision.DAY),
        ("2017-09-21T10:05", "2017-09-21T10:05", Precision.MINUTE),
        ("2017-09-21 10:05:07Z", "2017-09-21T10:05:07+00:00", Precision.SECOND),
        ("2017-09-21T10:05:07.25+0300", "2017-09-21T10:05:07+03:00", Precision.SECOND),
        ("20170921", "2017-09-21", Precision.DAY),
        ("20170921T100507Z", "2017-09-21T10:05:07+00:00", Precision.SECOND),
        ("2017/9/3", "2017-09-03", Precision.DAY),
        ("Thu, 21 Sep 2017 10:05:07 +0300", "2017-09-21T10:05:07+03:00", Precision.SECOND),
        ("21 September 2017", "2017-09-21", Precision.DAY),
        ("Sept. 21st, 2017", "2017-09-21", Precision.DAY),
        ("D:20170921100507+02'00'", "2017-09-21", Precision.DAY),
        ("2017-09-21T00:00:00+02:00", "2017-09-21", Precision.DAY),
        (1505988307, "2017-09-21T10:05:07+00:00", Precision.SECOND),
        (1505988307000, "2017-09-21T10:05:07+00:00", Precision.SECOND),
        (date(2017, 9, 21), "2017-09-21", Precision.DAY),
    ],
)
def test_dates_of_metadata(written: object, published: str, precision: Precision) -> None:
    assert read_date(written) == (published, precision)


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2017",
        "yesterday",
        "2017-13",
        "2017-02-30",
        "2017-9",
        "0001-01-01",
        "",
        None,
        True,
        7,
        [],
        "32 May 2017",
        "Foober 3, 2017",
        "2017-09-21T25:00",
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_unclear_is_not_told(written: object) -> None:
    assert read_date(written) is None


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(written: str) -> None:
    found = read_date(written)
    assert found is None or read_iso(found[0]) == found


def test_a_day_in_an_address() -> None:
    assert date_in_url("https://wire.example/2017/09/21/harbour") == ("2017-09-21", Precision.DAY)
    assert date_in_url("https://wire.example/news/2017/13/40/x") is None


@pytest.mark.parametrize("written", ["21.9.2017", "yesterday", "", "2017-09-21T", "2017-00"])
def test_an_override_that_is_no_date_is_a_wrong_setting(written: str) -> None:
    with pytest.raises(SettingError, match="not a publication date"):
        Overrides(published=written)


def test_an_override_that_is_no_language_is_a_wrong_setting() -> None:
    with pytest.raises(SettingError, match="not a language code"):
        Overrides(language="English, please")
