"""Documents that the English steps leave alone: who and where, by the gazetteer, in whatever script."""

from __future__ import annotations

from pathlib import Path

from onrecord.gazetteer import Gazetteer, load_packs
from onrecord.reading import Reader
from onrecord.record import Record
from onrecord.tagger import Tagger

from .telling import document
from .test_identity import HEAD


def known(folder: Path) -> Gazetteer:
    home = folder / "reeds"
    home.mkdir()
    (home / "pack.yaml").write_text(HEAD.format(name="reeds"), encoding="utf-8")
    columns = "id,kind,type,name,country,part_of,speaks_for,from,to,note\n"
    rows = "cutters,group,militia,Reed Cutters,xa,,,,,\nfront,group,militia,Salt Front,xa,,,,,\n"
    (home / "actors.csv").write_text(columns + rows, encoding="utf-8")
    names = "actor,name,language,form,source,care\ncutters,Reed Cutters,en,name,us,\ncutters,قاطعو القصب,ar,name,us,\n"
    (home / "names.csv").write_text(
        names + "front,جبهة الملح,ar,name,us,\nfront,Salt Front,en,name,us,\n", encoding="utf-8"
    )
    places = "geonames,name,precision,country,admin1,lat,lon,population\n-1,Selm,city,xa,,1.5,2.5,900000\n"
    (home / "places.csv").write_text(places, encoding="utf-8")
    (home / "place_names.csv").write_text("geonames,name,language\n-1,سلمة,ar\n", encoding="utf-8")
    return load_packs((home,))


def read(text: str, tagger: Tagger, folder: Path) -> Record:
    return Reader(tagger, known(folder)).read(document(text))


def test_an_arabic_text_has_its_known_actors_and_places(tagger: Tagger, tmp_path: Path) -> None:
    text = "أعلنت جبهة الملح موقفها في سلمة، ونفى قاطعو القصب ذلك. وقالت الجبهة إن جبهة الملح باقية."
    record = read(text, tagger, tmp_path)
    assert [(a.link, len(a.mentions)) for a in record.actors] == [("reeds:front", 2), ("reeds:cutters", 1)]
    assert [(p.name, p.country, p.span.of(text)) for p in record.places] == [("Selm", "XA", "سلمة")]
    assert record.statements == ()
    assert {f.step for f in record.failures} >= {"attribution", "mentions"}


def test_a_small_word_written_to_a_name_hides_it_not(tagger: Tagger, tmp_path: Path) -> None:
    text = "اجتمع الوفد وجبهة الملح أمس في المدينة، وتحدث لجبهة الملح ناطق باسمها هناك طويلا."
    record = read(text, tagger, tmp_path)
    (front,) = record.actors
    assert [m.span.of(text) for m in front.mentions] == ["جبهة الملح", "جبهة الملح"]


def test_vowel_signs_do_not_hide_a_name(tagger: Tagger, tmp_path: Path) -> None:
    record = read("قالت جَبْهَةُ المِلْحِ إنها باقية في مكانها ولن تغادر المدينة أبدا", tagger, tmp_path)
    assert [a.link for a in record.actors] == ["reeds:front"]


def test_an_english_text_is_read_as_before(tagger: Tagger, tmp_path: Path) -> None:
    record = read("The Salt Front denied that it had met the Reed Cutters in Selm.", tagger, tmp_path)
    assert {a.link for a in record.actors} >= {"reeds:front", "reeds:cutters"}
    assert record.failures == ()
