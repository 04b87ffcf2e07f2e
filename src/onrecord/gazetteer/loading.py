"""How packs become a Gazetteer: those that ship, in one order, and then the folders of whoever runs it."""

from __future__ import annotations

import csv
import gc
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from sys import intern

from ..errors import GazetteerError
from ..record import ActorKind
from .form import ACTORS, EVENTS, HEAD, NAMES, OFFICES, PLACE_NAMES, PLACES, several
from .gazetteer import Gazetteer, Store, full_id
from .index import NameIndex
from .keys import keys_of
from .known import Office
from .pack import Pack, pack_of, rows_of

SHIPPED = Path(__file__).parent / "packs"
#: The pack of the sample documents' invented region; it is loaded with them only.
SAMPLE = Path(__file__).parent / "sample" / "coast"


def shipped_packs() -> tuple[Path, ...]:
    """The folders of the packs that ship, in the order in which they are loaded: by name."""
    return tuple(sorted(path.parent for path in SHIPPED.glob(f"*/{HEAD}")))


def packs_in(folder: Path) -> tuple[Path, ...]:
    """``folder`` itself if it is a pack, else the packs in it, by name.

    Raises:
        GazetteerError: if there is none.
    """
    if (folder / HEAD).is_file():
        return (folder,)
    found = tuple(sorted(path.parent for path in folder.glob(f"*/{HEAD}"))) if folder.is_dir() else ()
    if not found:
        raise GazetteerError("there is no pack of names", str(folder), f"name a folder with a {HEAD} in it")
    return found


def load_packs(folders: Sequence[Path] | None = None) -> Gazetteer:
    """What the packs in ``folders`` know, loaded once a process; without ``folders``, the packs that ship.

    ``[*shipped_packs(), own]`` adds a person's own pack to those that ship.

    Raises:
        GazetteerError: if a pack breaks its form; the first fault is told, and how many there are beside it.
    """
    chosen = shipped_packs() if folders is None else [pack for folder in folders for pack in packs_in(Path(folder))]
    return _loaded(tuple(path.resolve() for path in chosen))


def with_own(folders: Sequence[Path] = ()) -> Gazetteer:
    """What the packs that ship know, and a person's own in ``folders`` beside them.

    Raises:
        GazetteerError: if a folder holds no pack, or one breaks its form.
    """
    return load_packs((*shipped_packs(), *folders))


@lru_cache(maxsize=4)
def _loaded(folders: tuple[Path, ...]) -> Gazetteer:
    own = [folder for folder in dict.fromkeys(folders) if folder.parent != SHIPPED.resolve()]
    if own:
        _checked(own, [folder for folder in folders if folder not in own])
    # So many rows at once would have Python look for garbage again and again, where there is none.
    collects = gc.isenabled()
    gc.disable()
    try:
        return Gazetteer(store_of(folders))
    finally:
        if collects:
            gc.enable()


def store_of(folders: Sequence[Path]) -> Store:
    """The rows of packs that are in order, as they are: what ``load_packs`` checks is not checked here."""
    store = Store([], {}, [], {}, {}, {}, {}, {}, {}, {}, NameIndex())
    for folder in dict.fromkeys(folders):
        try:
            _take(store, folder)
        except (OSError, ValueError, IndexError, KeyError, TypeError, csv.Error):
            _checked([folder], [])
            raise  # a fault that the checker does not know is one of the program
    return store


def _checked(own: Sequence[Path], beside: Sequence[Path]) -> None:
    from .checking import check_packs

    complaints = check_packs(own, beside)
    if complaints:
        first, more = complaints[0], len(complaints) - 1
        rest = f" ({more:,} more: onrecord gazetteer check names them)" if more else ""
        raise GazetteerError(f"a pack of names is not in order: {first.what}", first.where, first.remedy + rest)


def _take(store: Store, folder: Path) -> None:
    pack = pack_of(folder)
    store.packs.append(pack)
    _take_actors(store, pack)
    _take_events(store, pack)
    _take_places(store, pack)


def _take_actors(store: Store, pack: Pack) -> None:
    for row in rows_of(pack.folder, ACTORS):
        store.actors[f"{pack.name}:{row[0]}"] = (pack.name, row)
    persons = {own for own, (_, row) in store.actors.items() if row[1] == ActorKind.PERSON}
    for row in rows_of(pack.folder, NAMES):
        actor, name, language, form, source, care = row
        owner = full_id(pack.name, actor)
        number = len(store.names)
        store.names.append((owner, (owner, name, intern(language), intern(form), intern(source), intern(care))))
        store.names_of.setdefault(owner, []).append(number)
        for key in keys_of(name, owner in persons):
            _file(store.actor_keys, key, number)
            store.index.add(key)
    for person, title, body, start, end, _ in rows_of(pack.folder, OFFICES):
        held = Office(title, full_id(pack.name, body), start or None, end or None)
        store.offices_of.setdefault(full_id(pack.name, person), []).append(held)


def _take_events(store: Store, pack: Pack) -> None:
    for row in rows_of(pack.folder, EVENTS):
        own = f"{pack.name}:{row[0]}"
        store.events[own] = (pack.name, row)
        for key in {key for name in (row[1], *several(row[2])) for key in keys_of(name)}:
            store.event_keys[key] = (*store.event_keys.get(key, ()), own)
            store.index.add(key)


def _take_places(store: Store, pack: Pack) -> None:
    for row in rows_of(pack.folder, PLACES):
        number = int(row[0])
        _, name, precision, country, admin1, lat, lon, population = row
        store.places.setdefault(
            number, ("", name, intern(precision), intern(country), intern(admin1), lat, lon, population)
        )
        _name_place(store, name, number)
    for geonames, name, _ in rows_of(pack.folder, PLACE_NAMES):
        _name_place(store, name, int(geonames))


def _name_place(store: Store, name: str, number: int) -> None:
    for key in keys_of(name):
        _file(store.place_keys, key, number)
        store.index.add(key)


def _file(keys: dict[str, int | tuple[int, ...]], key: str, number: int) -> None:
    there = keys.setdefault(key, number)
    if there == number:
        return
    numbers = there if isinstance(there, tuple) else (there,)
    if number not in numbers:
        keys[key] = (*numbers, number)
