"""What the analyses say of the sample desk, all of it, and where the words stand that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from onrecord.analysis import coverage as covering
from onrecord.analysis import ledger as following
from onrecord.analysis.carried import Carried
from onrecord.analysis.chain import chain
from onrecord.analysis.cited import Cited
from onrecord.analysis.claim_parts import Claim, Stance
from onrecord.analysis.claims import Chosen, Wanted, chosen, claims
from onrecord.analysis.coverage_parts import SourceCover
from onrecord.analysis.followups import LIMIT, followed
from onrecord.analysis.ledger_parts import Entry
from onrecord.analysis.novelty import news, news_of_document
from onrecord.analysis.novelty_parts import Novelty
from onrecord.desk.keeping import Desk
from onrecord.desk.sample_desk import make_sample_desk
from onrecord.desk.settling import meaning
from onrecord.gazetteer.loading import SAMPLE
from onrecord.linking.utterances import How
from onrecord.store import finding, tables

#: The day as of which the ledger stands, and the first day of the story.
DAY, BEGIN = "2031-06-01", "2031-03-01"
#: More than there is of anything.
ALL = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of a claim: ``one`` stands to ``other`` as affirming, contradicting or revising it."""

    stance: Stance
    one: Cited
    other: Cited
    itself: bool


@dataclass(frozen=True, slots=True)
class Altered:
    """A quotation as a carrier has it, beside the words of its first carrier."""

    first: Carried
    carrier: Carried
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document's words, the outlet that it is of (an id; ``None``: of none), and the day that it bears."""

    words: str
    outlet: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """All that is said of a desk: its ledger, claims, news, outlets, altered quotations, and what pages have no more.

    ``texts`` are those of the documents, by their ids.
    """

    entries: tuple[Entry, ...]
    pairs: tuple[Pair, ...]
    news: tuple[Novelty, ...]
    outlets: tuple[SourceCover, ...]
    altered: tuple[Altered, ...]
    gone: tuple[Cited, ...]
    texts: dict[str, Text] = field(default_factory=dict)

    def holds(self, document: str, words: str) -> bool:
        """Whether a document has these words."""
        return bare(words) in self.texts[document].words

    def stands(self, cited: Cited, words: str) -> bool:
        """Whether what is cited stands at these words, or over them in part."""
        begin = self.texts[cited.source.document].words.find(bare(words))
        return begin >= 0 and cited.begin < begin + len(bare(words)) and begin < cited.end


def bare(words: str) -> str:
    """Words as they are looked for: what is planted may end in the comma of its quotation."""
    return words.strip(" ,")


@contextmanager
def sample() -> Iterator[Desk]:
    """The sample desk, made anew."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "desk"
        for _ in make_sample_desk(place):
            pass
        with Desk.open(place, packs=(SAMPLE,)) as desk:
            yield desk


def look_at(desk: Desk) -> Look:
    """All that the analyses say of a desk."""
    store = desk.store
    with store.reading() as at:
        fetched = partial(followed, store, meaning(), LIMIT)
        kept = following.ledger(at, following.Asked(limit=None), None, DAY, fetched)
        told = claims(store, at, chosen(at, Chosen()), wanted=Wanted(limit=ALL))
        new = news(store, at, BEGIN, None, desk.gazetteer, limit=ALL)
        outlets = covering.coverage(at, covering.Asked(), now=f"{DAY}T00:00:00Z").sources
        return Look(
            kept.entries,
            tuple(pair for claim in told.claims for pair in _pairs(claim)),
            new.items,
            outlets,
            tuple(_altered(desk, at)),
            tuple(_gone(desk, at)),
            _texts(at),
        )


def _texts(at: sa.Connection) -> dict[str, Text]:
    table = tables.document
    rows = at.execute(sa.select(table.c.id, table.c.no, table.c.source, table.c.published)).all()
    return {row.id: Text(finding.text_of(at, row.no), row.source, (row.published or "")[:10] or None) for row in rows}


def _pairs(claim: Claim) -> Iterator[Pair]:
    cited = {line.cited.id: line.cited for line in claim.lines}
    for line in claim.lines:
        if line.found is not None and line.against in cited:
            yield Pair(line.found, line.cited, cited[line.against], line.itself)


def _altered(desk: Desk, at: sa.Connection) -> Iterator[Altered]:
    """What carriers have inside quotation marks that their first carrier has otherwise."""
    table = tables.told
    utterances = at.execute(sa.select(table.c.utterance).distinct()).scalars().all()
    ids = sa.select(tables.finding.c.id).where(tables.finding.c.no.in_(utterances)).order_by(tables.finding.c.no)
    for id_ in at.execute(ids).scalars().all():
        carriers = chain(desk.store, at, id_).carriers
        for carrier in carriers:
            for one in carrier.alterations if carrier.how is How.ALTERED else ():
                yield Altered(carriers[0], carrier, one.first, one.words)


def _gone(desk: Desk, at: sa.Connection) -> Iterator[Cited]:
    """What earlier versions of pages told and their later ones do not."""
    later = at.execute(sa.select(tables.document.c.id).where(tables.document.c.revises.is_not(None))).scalars().all()
    for id_ in sorted(later):
        yield from news_of_document(desk.store, at, id_, None, desk.gazetteer, limit=ALL).gone
