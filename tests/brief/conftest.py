"""The sample desk, made once, and what a sentence of a brief finds on it by its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.brief.evidence import Evidence
from onrecord.brief.gathering import Gathering
from onrecord.desk import Desk
from onrecord.desk.sample_desk import make_sample_desk
from onrecord.gazetteer.loading import SAMPLE as PACK
from onrecord.store.tables import document, finding, reading


@dataclass(frozen=True)
class Sampled:
    """The sample desk, open, with every statement that its readings have."""

    desk: Desk
    place: Path
    at: sa.Connection
    statements: dict[str, Evidence]
    documents: dict[str, Evidence]

    def key(self, outlet: str, words: str) -> str:
        """The key of the statement, by an outlet of this name, whose content has these words; of a document's passage
        (``d:...#120-180``) if none has: the paragraph that has them.
        """
        for id_, one in self.statements.items():
            said = " ".join(span.of(one.text) for span in one.statement.content) if one.statement else ""
            if words in said and (not outlet or outlet in one.outlets):
                return id_
        return self.passage(outlet, words)

    def passage(self, outlet: str, words: str) -> str:
        """The key of the paragraph of a document, by an outlet of this name, that has these words."""
        for id_, one in self.documents.items():
            at = one.text.find(words)
            if at >= 0 and (not outlet or outlet in one.outlets):
                begin = one.text.rfind("\n", 0, at) + 1
                end = one.text.find("\n", at)
                return f"{id_}#{begin}-{len(one.text) if end < 0 else end}"
        raise AssertionError(f"no report of {outlet} has {words!r}")


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    """Nobody changes it."""
    place = tmp_path_factory.mktemp("brief") / "desk"
    for _ in make_sample_desk(place):
        pass
    with Desk.open(place, packs=(PACK,)) as desk:
        for _ in desk.settle():
            pass
        with desk.store.reading() as at:
            holds = sa.select(finding.c.id).join(reading, reading.c.no == finding.c.reading)
            ids = at.execute(holds.where(reading.c.replaced.is_(None), finding.c.id.like("s:%"))).scalars().all()
            looked = Gathering(desk.store, at, desk.gazetteer)
            documents = at.execute(sa.select(document.c.id)).scalars().all()
            found = looked.evidence([*ids, *documents])
            whole = {key: one for key, one in found.items() if isinstance(one, Evidence)}
            yield Sampled(
                desk,
                place,
                at,
                {key: one for key, one in whole.items() if key.startswith("s:")},
                {key: one for key, one in whole.items() if key.startswith("d:")},
            )
