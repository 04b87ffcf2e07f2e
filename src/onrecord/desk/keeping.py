"""The desk: what is taken in, read and filed, once; and what is asked of it.

    bytes --archive--> Document --reading--> Record --linking--> repeats --store--> filed

Every way in (a path, a URL, a feed's entry, a watched folder) ends in ``Desk.take``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..clock import Clock
from ..codebook.codebook_files import versions
from ..errors import IntakeError, OnRecordError, StoreError
from ..gazetteer import Gazetteer, with_own
from ..intake import Overrides, Raw, fetch, is_url, load, sources
from ..intake.articles import articles, holds_articles
from ..intake.containers import container_for, opened
from ..record import Document, Record, Source, SourceKind, Span
from ..store import filing, finding, marking, outlets, overriding, pages
from ..store.opening import Store, create, open_store
from ..store.outlet_keys import bounded
from ..store.readings import state_of
from .journey import Journey, Refusal
from .known_outlets import known_outlets
from .pending import Pending, pending
from .repeats import find_repeats
from .versions import mark_read_anew, what_is_gone

if TYPE_CHECKING:
    from ..store.hits import Page
    from .settling import Settled

#: How often something is said anew because somebody else changed the document meanwhile.
TRIES = 5


class Outcome(StrEnum):
    """What became of a document that was handed in."""

    FILED = "filed"
    KNOWN = "known"
    """It was filed before; that it was met again is noted."""
    REVISED = "revised"
    """Its page was filed before with other words: this is a new version of it."""
    GONE = "gone"
    """Its page is no longer there; what was filed of it stays, marked as withdrawn by the source."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One document handed in: its id, and what became of it.

    ``carries`` is the id of the first document of the same text, or nearly, where there is one; ``withdrawn`` is how
    many findings of the version before have no words any more in this one.
    """

    outcome: Outcome
    document: str
    title: str | None
    source: str | None
    carries: str | None = None
    revises: str | None = None
    withdrawn: int = 0
    statements: int = 0
    failures: tuple[str, ...] = ()


class Desk:
    """A desk that is open. Close it, or use it in a ``with`` block. Threads may share it.

    ``who`` is the name under which what is done here stands in the history. The model is loaded when something is
    first read.
    """

    def __init__(
        self, store: Store, who: str = "onrecord", packs: Sequence[Path] = (), journey: Journey | None = None
    ) -> None:
        self.store = store
        self.who = who
        self._packs = tuple(packs)
        self._journey = journey
        self._gazetteer: Gazetteer | None = None

    @classmethod
    def create(
        cls,
        place: str | Path,
        *,
        database: str | None = None,
        who: str = "onrecord",
        packs: Sequence[Path] = (),
        clock: Clock | None = None,
    ) -> Desk:
        """Makes a desk in a new or empty folder, its database there or at ``database`` (``postgresql://...``).

        The outlets of the packs are known to it from the start.

        Raises:
            StoreError: if it cannot be made there.
        """
        desk = cls(create(place, clock, database), who, packs)
        desk.know_outlets()
        return desk

    @classmethod
    def open(
        cls, place: str | Path, *, who: str = "onrecord", packs: Sequence[Path] = (), clock: Clock | None = None
    ) -> Desk:
        """Opens a desk: a folder, or a ``postgresql://`` address.

        Raises:
            StoreError: if there is none, or it cannot be opened.
        """
        desk = cls(open_store(place, clock), who, packs)
        with desk.store.reading() as at:
            known = outlets.are_known(at)
        if not known:
            desk.know_outlets()  # it was made by a run that was killed before it came to that
        return desk

    def close(self) -> None:
        """Gives the database back."""
        self.store.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def journey(self) -> Journey:
        """What reads: the model and the packs, loaded at the first use."""
        if self._journey is None:
            self._journey = Journey(gazetteer=self.gazetteer)
        return self._journey

    @property
    def gazetteer(self) -> Gazetteer:
        """The known names, without what reads."""
        if self._gazetteer is None:
            self._gazetteer = with_own(self._packs) if self._journey is None else self._journey.gazetteer
        return self._gazetteer

    def settle(self) -> Iterator[Settled]:
        """Makes findable what is filed and not settled yet, a piece at a time; see ``settling.settle``."""
        from .settling import settle

        yield from settle(self)

    def find(self, typed: str, *, most: int = 20, cursor: str | None = None) -> Page:
        """The hits of a question, best first, over all that is filed; see ``asking`` for what else can be asked.

        Raises:
            QueryError: if it cannot be understood.
            StoreError: if the cursor is none of this question's, or the desk fails.
        """
        from .asking import asked, find

        return find(self, asked(typed), most=most, cursor=cursor)

    def know_outlets(self) -> int:
        """Adds the outlets that the packs know and the desk does not yet; how many they were."""
        with self.store.writing() as at:
            return outlets.add_known_outlets(self.store, at, known_outlets(with_own(self._packs)))

    def add(self, what: str | Path | Raw, overrides: Overrides | None = None) -> Iterator[Addition | Refusal]:
        """Takes in, reads and files what a path, a folder, a pattern, a URL or ``-`` holds, document by document, and
        containers item by item.

        Each Addition is given when its document is filed for good. What cannot be read is a Refusal, and the rest goes
        on.

        Raises:
            StoreError: if the desk itself fails.
        """
        for raw in raws(what):
            if isinstance(raw, Refusal):
                yield raw
            else:
                yield from self.take(raw, overrides)

    def take(
        self, raw: Raw, overrides: Overrides | None = None, *, source: str | None = None
    ) -> Iterator[Addition | Refusal]:
        """The same for bytes at hand that are no container. ``source`` is the id of the outlet, where it is known
        beforehand (a feed's). The page is revised if another version stood at the same address.
        """
        for one in self.taken_in(raw, overrides, source=source):
            yield self.file(one, self.journey.read(one.document)) if isinstance(one, Pending) else one

    def taken_in(
        self, raw: Raw, overrides: Overrides | None = None, *, source: str | None = None
    ) -> Iterator[Pending | Addition | Refusal]:
        """The documents in bytes at hand, those that are filed already told as known, the others ready to be read.

        The bytes are in the archive when the first is given.
        """
        overrides = overrides or Overrides()
        overriding.check_sayable(overrides)
        kept = given_up = False
        try:
            for one in pending(raw, overrides, source):
                if isinstance(one, IntakeError):
                    yield Refusal(one.where or raw.name, one)
                    continue
                with self.store.reading() as at:
                    known = self._known(at, one)
                    given_up = given_up or pages.given_up(at, one.document.snapshot.sha256)
                    hidden = known is not None and _is_redacted(at, one, known)
                if known is None and given_up:
                    yield Refusal(raw.name, _given_up(raw.name))
                    continue
                if not (kept or given_up or hidden):
                    self.store.archive.put(raw.data)
                    kept = True
                yield one if known is None else self._met_again(one)
        except IntakeError as error:
            yield Refusal(raw.name, error)

    def file(self, one: Pending, record: Record) -> Addition:
        """Files a document with its reading, in one transaction; when this returns it is filed for good."""
        document = record.document
        with self.store.writing() as at:
            known = self._known(at, one)
            if known is not None:
                return self._seen(at, one, known)
            source = one.source or self._outlet(at, one)
            before = finding.latest_at(at, one.met.address) if one.met.address else None
            gone = None if before is None else what_is_gone(self.store, at, before, document.text)
            revised = None if gone is None else before
            signature, likenesses = find_repeats(at, document.text)
            no = filing.file(
                self.store,
                at,
                filing.Filing(
                    record=record,
                    met=replace(one.met, source=source),
                    codebook=versions(),
                    who=self.who,
                    said=one.said,
                    signature=None if signature is None else (signature.shingles, signature.minhash),
                    bands=() if signature is None else signature.bands,
                    likenesses=likenesses,
                    revises=None if revised is None else revised.no,
                    withdrawn=() if gone is None else gone.withdrawn,
                    restored=() if gone is None else gone.restored,
                ),
            )
            if revised is not None:
                marking.reappear(self.store, at, revised.no, f"the page is there again, as {document.id}")
            first = pages.first_of_family(at, no)
            if first is not None and first.address == one.met.address:
                first = None  # an earlier version of this page is no other carrier
        return Addition(
            Outcome.FILED if gone is None else Outcome.REVISED,
            document.id,
            document.title,
            document.source,
            carries=None if first is None else first.id,
            revises=None if revised is None else revised.id,
            withdrawn=0 if gone is None else len(gone.withdrawn),
            statements=len(record.statements),
            failures=tuple(dict.fromkeys(failure.reason for failure in record.failures)),
        )

    def gone(self, address: str, status: int | None) -> Addition | None:
        """Notes that what stood at an address is gone (HTTP 404, 410); ``None`` if nothing of it is filed."""
        with self.store.writing() as at:
            address = bounded(address)
            last = finding.latest_at(at, address)
            if last is None:
                return None
            why = "the page is gone" + ("" if status is None else f" (HTTP {status})")
            marked = filing.vanish(self.store, at, last.no, why)
            met = filing.Met(name=address, address=address, status=status, source=last.source)
            filing.meet(self.store, at, None, last.no, met)
        return Addition(Outcome.GONE, last.id, last.title, last.source_name, withdrawn=marked)

    def say(self, id_: str, overrides: Overrides) -> Addition:
        """What a person says of a filed document, against its page: kept apart, and the document is read again with it.

        Raises:
            StoreError: if there is no such document.
        """
        overriding.check_sayable(overrides)
        for _ in range(TRIES):
            done = self._say(id_, overrides)
            if done is not None:
                return done
        raise StoreError("others change this document all the time", id_, "say it again later")

    def _say(self, id_: str, overrides: Overrides) -> Addition | None:
        """One try; ``None`` if somebody changed the document while it was read again."""
        with self.store.reading() as at:
            filed = finding.document(at, id_)
            old, state = finding.record(self.store, at, filed.id), state_of(at, filed.no)
        if given_up(old):
            raise StoreError(
                "the words of this document were given up by a rule", filed.id, "nothing can be said of it"
            )
        said = overriding.said(old.document, overrides)
        if not said:
            return Addition(Outcome.KNOWN, filed.id, filed.title, filed.source_name)
        record = self.journey.read(overriding.overridden(old.document, said))
        with self.store.writing() as at:
            if state_of(at, filed.no) != state:
                return None
            source = None
            if "source" in said:
                source = outlets.source_for(self.store, at, *outlet_of(record.document, by_name=True))
            overriding.override(self.store, at, filed.no, record.document, said, self.who, source)
            filing.file_reading(self.store, at, filed.no, record, versions())
            mark_read_anew(self.store, at, filed.no)
        return Addition(
            Outcome.KNOWN, filed.id, record.document.title, record.document.source, statements=len(record.statements)
        )

    def _known(self, at: sa.Connection, one: Pending) -> finding.Filed | None:
        """The filed document that this one is: by its id, or by its words at its address, now or before."""
        for filed in finding.of_snapshot(at, one.document.snapshot.sha256):
            if filed.id == one.document.id:
                return filed
        if one.met.address is None:
            return None
        last = finding.latest_at(at, one.met.address)
        if last is None or last.text_sha256 == one.text_sha256:
            return last
        same = pages.with_text(at, one.met.address, one.text_sha256)
        return same or pages.but_for_holes(at, one.met.address, one.document.text)

    def _met_again(self, one: Pending) -> Addition | Pending:
        """Notes that a document that is filed was met again; one that is not filed after all is to be read."""
        with self.store.writing() as at:
            known = self._known(at, one)
            if known is None:
                return one
            seen = self._seen(at, one, known)
        if one.said:
            said = Overrides(**{field: value for field, (value, _) in one.said.items()})
            return self.say(known.id, said)
        return seen

    def _seen(self, at: sa.Connection, one: Pending, known: finding.Filed) -> Addition:
        snapshot = one.document.snapshot
        last = finding.latest_at(at, one.met.address) if one.met.address else None
        if last is not None and known.address == last.address:
            self._back(at, last, known, one.document.text)
        if _is_redacted(at, one, known):
            pages.give_up_too(self.store, at, snapshot.sha256, one.size, snapshot.media_type, known.sha256)
        else:
            filing.keep_snapshot(self.store, at, snapshot.sha256, one.size, snapshot.media_type)
        filing.meet(self.store, at, snapshot.sha256, known.no, replace(one.met, source=self._carrier(at, one, known)))
        return Addition(Outcome.KNOWN, known.id, known.title, known.source_name)

    def _back(self, at: sa.Connection, last: finding.Filed, known: finding.Filed, text: str) -> None:
        """Marks what follows where a page is again as it was in an earlier version, or there again."""
        if last.no == known.no and known.vanished is None:
            return
        gone = what_is_gone(self.store, at, last, text, known.no)
        if gone is None:
            return
        why = "the page is there again" if last.no == known.no else f"the page is again as it was in {known.id}"
        filing.mark_findings(self.store, at, gone.withdrawn, "withdrawn", known.no, why)
        filing.mark_findings(self.store, at, gone.restored, "restored", known.no, why)
        marking.reappear(self.store, at, last.no, why)

    def _carrier(self, at: sa.Connection, one: Pending, known: finding.Filed) -> str | None:
        """Whose page it was met on: bytes of one outlet may stand on another's."""
        if one.met.source is not None or one.met.address in (None, known.address):
            return one.met.source or known.source
        return self._outlet(at, one)

    def _outlet(self, at: sa.Connection, one: Pending) -> str | None:
        """The id of a document's outlet; ``None`` if nothing tells it."""
        keys, known = outlet_of(one.document, by_name="source" in one.said)
        return outlets.source_for(self.store, at, keys, known) if keys else None


def _is_redacted(at: sa.Connection, one: Pending, known: finding.Filed) -> bool:
    """Whether a document is a filed one but for names that were taken out of that, whose bytes went with them."""
    is_it = known.id == one.document.id or known.text_sha256 == one.text_sha256
    return not is_it and pages.given_up(at, known.sha256)


def _given_up(name: str) -> IntakeError:
    return IntakeError(
        "a rule of this desk gave these bytes up, and today's reader makes another text of them",
        name,
        "what was filed of them stays; nothing new is",
    )


def given_up(record: Record) -> bool:
    """Whether a rule of retention gave a document's words up: its whole text is one hole."""
    holes = record.kept.holes if record.kept is not None else ()
    return Span(0, len(record.document.text)) in holes if record.document.text else False


def outlet_of(document: Document, by_name: bool = False) -> tuple[tuple[str, ...], Source]:
    """What a document's outlet is known by, nothing where nothing tells, and what is to be said of it if it is new.

    ``by_name``: only its name counts, since a person gave it.
    """
    # A page that was fetched is its server's, whatever address it claims: it would take the grade of another outlet.
    url = None if by_name else document.snapshot.final_url or _own_url(document)
    keys = outlets.keys_of(url, document.source, None if by_name else document.provenance)
    channel = any(key.startswith("telegram:") for key in keys)
    kind = SourceKind.CHANNEL if channel else SourceKind.WEBSITE if document.url else SourceKind.UNKNOWN
    host = next((key.partition(":")[2] for key in keys if key.startswith("host:")), None)
    return keys, Source("", document.source or host or "", kind, language=document.language)


def _own_url(document: Document) -> str | None:
    """The address that a document claims; the text of a feed's entry may not claim another host than its feed's, and
    what somebody wrote in a STIX bundle is not of the page that it cites.
    """
    key = (document.provenance.key if document.provenance else None) or ""
    if key.startswith("stix:"):
        return None
    feed = key.partition("feed:")[2]
    elsewhere = feed and outlets.host_key(document.url) != outlets.host_key(feed)
    return None if elsewhere else document.url


def raws(what: str | Path | Raw) -> Iterator[Raw | Refusal]:
    """The bytes behind what a person points at, containers item by item."""
    try:
        for source in [what] if isinstance(what, Raw) else sources([str(what)]):
            yield from _behind(source)
    except OnRecordError as error:
        yield Refusal(error.where or (what.name if isinstance(what, Raw) else str(what)), error)


def _behind(source: str | Path | Raw) -> Iterator[Raw | Refusal]:
    name = source.name if isinstance(source, Raw) else str(source)
    try:
        if isinstance(source, str):
            source = fetch(source) if is_url(source) else load(source)
        if container_for(source) is not None:
            for item in opened(source):
                yield Refusal(item.where or name, item) if isinstance(item, IntakeError) else item
        else:
            raw = source if isinstance(source, Raw) else load(source)
            for article in articles(raw) if holds_articles(raw) else (raw,):
                yield Refusal(article.where or name, article) if isinstance(article, IntakeError) else article
    except IntakeError as error:
        yield Refusal(error.where or name, error)
