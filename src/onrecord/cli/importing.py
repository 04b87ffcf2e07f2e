"""``onrecord import``: take in actors and references from other programs' files."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import IntakeError, OnRecordError, SettingError, StoreError
from ..export.telling import Words
from ..export.wording import count_words
from ..settings import Settings
from .desk_place import open_desk, place
from .notices import tell
from .own_packs import own_packs
from .saying import say

if TYPE_CHECKING:
    from ..desk import Addition, Desk, Refusal
    from ..gazetteer.importing import Imported
    from ..gazetteer.joining import Joined
    from ..gazetteer.newcomer import Newcomer
    from ..gazetteer.writing import NewSource
    from ..intake.references import Reference
    from ..intake.stix_bundle import Numbered

#: Objects that are not taken of which so many are named, and characters of what they are called.
_NAMED, _TITLE = 10, 80


def run(options: Namespace, settings: Settings) -> int:
    """Takes in each file: 0; 1 if something in one of them could not be used."""
    with ExitStack() as open_:
        importing = _Importing(options, settings, open_)
        for file in options.files:
            try:
                importing.take(Path(file))
            except StoreError:
                raise
            except SettingError:
                raise
            except OnRecordError as error:
                tell(f"onrecord: {error}")
                importing.failures += 1
        importing.end()
    return 1 if importing.failures else 0


@dataclass(slots=True)
class _Importing:
    """One run over several files. The desk is opened when something is first filed."""

    options: Namespace
    settings: Settings
    open_: ExitStack
    failures: int = 0
    _desk: Desk | None = None
    _outcomes: Counter[str] = field(default_factory=Counter)
    _packs: set[Path] = field(default_factory=set)

    def take(self, path: Path) -> None:
        """Takes in one file."""
        from ..intake.exchange import Exchange, exchange_of

        form = Exchange(self.options.form) if self.options.form else exchange_of(path)
        if form is Exchange.FTM:
            self._ftm(path)
        elif form is Exchange.STIX:
            self._stix(path)
        else:
            self._references(path, form is Exchange.RIS)

    def end(self) -> None:
        """Makes findable what was filed, and tells how much that was."""
        if self._desk is not None:
            from .settling import settle

            settle(self._desk)
        if sum(self._outcomes.values()) > 1:
            counts = ", ".join(f"{number:,} {outcome}" for outcome, number in self._outcomes.items())
            tell(f"{sum(self._outcomes.values()):,} documents: {counts}")
        read = {Path(folder).resolve() for folder in self.settings.packs}
        for pack in sorted(self._packs):
            if pack not in read and pack.parent not in read:
                tell(f"texts are read with this pack where ONRECORD_PACKS names its folder: {pack}")

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            self._desk = self.open_.enter_context(open_desk(self.options, self.settings))
        return self._desk

    # -- actors --------------------------------------------------------------------------------------------------------

    def _ftm(self, path: Path) -> None:
        from ..gazetteer.importing import Imported, Wanted, listed

        told = Imported()
        into, source = self._pack(), self._source(path)
        self._join(path, listed(Wanted(path, "ftm", into, source), told), told, "line")

    def _join(self, path: Path, newcomers: Iterable[tuple[int, Newcomer]], told: Imported, unit: str) -> None:
        from ..gazetteer.joining import join_list

        into = self._pack()
        joined = join_list(into, self._source(path), str(path), newcomers, told)
        for number, why in told.bad:
            tell(f"{path.name}, {unit} {number:,} {why}")
        if told.bad_count > len(told.bad):
            tell(f"... and {told.bad_count - len(told.bad):,} more that could not be used")
        self.failures += told.bad_count
        self._packs.add(into.resolve())
        _say_joined(path, into, joined)
        if joined.made and not self.options.licence:
            tell(f"the licence of the pack is written as unknown: {into / 'pack.yaml'}; correct it there")

    def _pack(self) -> Path:
        if self.options.pack is not None:
            return Path(self.options.pack)
        where = place(self.options, self.settings)
        if "://" in where:
            raise SettingError("actors go into a pack, which is a folder", None, "name one with --pack")
        return Path(where) / "packs" / "imported"

    def _source(self, path: Path) -> NewSource:
        from ..gazetteer.newcomer import slug
        from ..gazetteer.writing import NewSource

        said = self.options
        code = said.source or slug(path.name.partition(".")[0]) or "list"
        title = said.source_title or path.name
        return NewSource(code, title, said.source_url or "", "package", said.licence or "unknown")

    # -- documents -----------------------------------------------------------------------------------------------------

    def _stix(self, path: Path) -> None:
        from ..desk.importing_stix import choose, newcomers, take_documents
        from ..gazetteer import with_own
        from ..gazetteer.importing import Imported
        from ..intake import load
        from ..intake.stix_bundle import read_bundle

        raw = load(path)
        bundle = read_bundle(raw)
        for fault in bundle.faults:
            tell(f"onrecord: {fault}")
        self.failures += len(bundle.faults)
        any_land = next(bundle.of(("location",)), None)
        known = None if any_land is None else with_own(own_packs(self.settings))
        taken = choose(bundle, self.options.tlp, known)
        _tell_passed_over(taken.passed_over.revoked, "revoked by whoever made it")
        _tell_passed_over(taken.passed_over.marked, f"marked for fewer than TLP:{self.options.tlp.upper()}")
        _tell_passed_over(taken.passed_over.known, "a country that the packs know already")
        if taken.actors:
            told = Imported()
            self._join(path, newcomers(bundle, taken, told), told, "object")
        if taken.documents:
            self._file(take_documents(self.desk, raw, bundle, taken))
        if not (taken.actors or taken.documents):
            tell(f"there is nothing in it to take: {path}")

    def _references(self, path: Path, is_ris: bool) -> None:
        from ..desk.importing_references import Listed, take_references
        from ..intake import load
        from ..intake.references import csl_references, ris_references

        raw = load(path)
        references = (ris_references if is_ris else csl_references)(raw)
        if not is_ris and not self.options.watch:
            self._list(references)
            return
        found = take_references(self.desk, references, path.parent, outside=self.options.allow_outside)
        for one in found:
            if isinstance(one, Listed):
                self._without_file(one.reference)
            else:
                self._file([one])

    def _list(self, references: Iterable[Reference | IntakeError]) -> None:
        for one in references:
            if isinstance(one, IntakeError):
                self.failures += 1
                tell(f"onrecord: {one}")
            else:
                self._without_file(one)

    def _without_file(self, one: Reference) -> None:
        if not (self.options.watch and one.url):
            say("no file   ", Words(one.title or "no title"), *((" · ", Words(one.url)) if one.url else ()))
            return
        from ..desk.following import follow

        try:
            followed = follow(self.desk, one.url)
        except IntakeError as error:
            self.failures += 1
            tell(f"onrecord: {error}")
        else:
            say("watched   ", Words(one.title or "no title"), " · ", Words(followed.watched.url))

    def _file(self, found: Iterable[Addition | Refusal]) -> None:
        from ..desk import Refusal
        from .desk_taking import line

        for one in found:
            if isinstance(one, Refusal):
                self.failures += 1
                tell(f"onrecord: {one.error}")
                continue
            self._outcomes[one.outcome.value] += 1
            say(*line(one))
            for reason in one.failures:
                tell(f"{one.document}: not everything was read ({reason})")
            if sum(self._outcomes.values()) % 50 == 0:
                next(self.desk.settle(), None)


def _say_joined(path: Path, into: Path, joined: Joined) -> None:
    told = joined.told
    new = f"new to {into.name}: {count_words(joined.actors, 'actor')}, {count_words(joined.names, 'name')}"
    same = not (joined.actors or joined.names or joined.filled)
    say(
        Words(path.name),
        f": {count_words(told.actors, 'actor')}, {count_words(told.names, 'name')}; ",
        "nothing is new" if same else new,
    )
    if joined.filled:
        tell(f"filled in of actors that were there: {joined.filled:,} cells")
    if joined.kept:
        tell(f"of {joined.kept:,} cells the list says otherwise; what the pack says stays")
    if told.passed_over:
        schemata = ", ".join(f"{count:,} {schema}" for schema, count in told.passed_over.most_common(5))
        tell(f"entities that name no actor were passed over: {schemata}")
    if told.left_out:
        tell(f"names that were left out, too long, without letters or begun like a formula: {told.left_out:,}")


def _tell_passed_over(some: Sequence[Numbered], why: str) -> None:
    if not some:
        return
    tell(f"{count_words(len(some), 'object')} not taken, {why}:")
    for one in some[:_NAMED]:
        called = " ".join((one.text("name") or one.text("abstract")).split())[:_TITLE]
        marked = f" (TLP:{one.marking.upper()})" if one.marking else ""
        tell(f"  {one.id}{marked}{f': {called}' if called else ''}")
    if len(some) > _NAMED:
        tell(f"  ... and {len(some) - _NAMED:,} more")
