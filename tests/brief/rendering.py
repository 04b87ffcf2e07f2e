"""A brief of two pages over the sample desk, in the form that a draft has, and its pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from onrecord.brief.draft import read_draft
from onrecord.brief.render_making import Made
from onrecord.brief.render_page import Page, Placing
from onrecord.brief.style import Style
from onrecord.desk.brief_page import Wished, brief_page

from .conftest import Sampled

LPA, MANARA = "Littoral Press Agency", "Manarat al-Sahil"
PCG, MFR = "People’s Coastal Guard", "Ministry of Foreign Relations of Nesharra"
#: The quotation of the sample in Arabic, and what it was translated to.
ARABIC = "«كانت عمليات التفتيش قانونية، وقد انتهت»"
ENGLISH = "“The searches were lawful, and they are over,”"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120" width="400" height="120"><title>Boats</title>'
    '<rect width="400" height="120" fill="#eee"/><rect x="20" y="30" width="160" height="60" fill="#2f5f9e"/>'
    '<text x="200" y="66" font-size="20">214 boats</text></svg>'
)

DRAFT = """\
---
title: "The strait of Umm Teral: the searches end"
since: 2031-04-20
until: 2031-05-23
on: the People’s Coastal Guard and the Sorvish patrols
tlp: AMBER+STRICT
---

# The strait of Umm Teral: the searches end

## At a glance

- Rurik Ostvald said that the searches “were lawful, and they are over.” [@{over}]
- The People’s Coastal Guard threatened to close the strait to all ships on 10 May. [@{wages}]

## Sorvland ends its searches of fishing boats

<!-- why: five carriers; nobody may read this -->
“The searches were lawful, and they are over,” Rurik Ostvald told reporters, as Manarat al-Sahil (منارة الساحل) has it too. [@{over}; @{arabic}] He said that his sailors had searched 214 boats [@{boats}], and found contraband on three. [@{boats}]

> “It is a useful step,” said Daryan Mehvesh. [@{step}]

Comment: It is **likely** that the searches end for Nesharra’s sake.

![Boats that were searched](boats.svg) [@{boats}]

### Earlier

1. Mehvesh demanded that the inspections end before 1 May. [@{demand}]
2. He denied a sale of mines. [@{never}]

## The militia lets its own date pass

“If the wages are not paid by 9 May, we will close the strait to all ships on 10 May,” said Harun al-Tezmeri. [@{wages}]

Comment:

| Promise | Due |
|---|---|
| Wages paid | 9 May 2031 |

## Profile: People’s Coastal Guard

The People’s Coastal Guard, also Kata’ib al-Fanus (كتائب الفانوس), is a militia. [@{over}]
"""  # noqa: E501


def keys(sampled: Sampled) -> dict[str, str]:
    """What the draft cites, by its names in it."""
    arabic = next(id_ for id_, one in sampled.documents.items() if ARABIC in one.text)
    begin = sampled.documents[arabic].text.index(ARABIC)
    return {
        "over": sampled.key(LPA, "The searches were lawful"),
        "arabic": f"{arabic}#{begin}-{begin + len(ARABIC)}",
        "boats": sampled.key(LPA, "had searched 214 boats"),
        "step": sampled.key(LPA, "It is a useful step"),
        "demand": sampled.key(LPA, "that the inspections end"),
        "wages": sampled.key(PCG, "If the wages are not paid"),
        "never": sampled.key(MFR, "Nesharra has never sold a mine"),
    }


def draft_text(sampled: Sampled, text: str = DRAFT, **more: str) -> str:
    """A draft with its citations in place of the names in braces."""
    for name, key in (keys(sampled) | more).items():
        text = text.replace(f"@{{{name}}}", f"@{key}")
    return text


def made(
    sampled: Sampled,
    folder: Path,
    text: str = DRAFT,
    *,
    csl: str | None = None,
    placing: Placing | None = None,
    style: Style | None = None,
    checked: bool = True,
    more: Mapping[str, str] | None = None,
) -> Made:
    """A draft as a page, as if it was checked and nothing was wrong."""
    (folder / "boats.svg").write_text(SVG, encoding="utf-8")
    draft = read_draft(draft_text(sampled, text, **(more or {})))
    wished = Wished(style or Style(), "brief.md", folder, csl, placing, () if checked else None)
    return brief_page(sampled.desk, sampled.at, draft, wished)


def page(sampled: Sampled, folder: Path, text: str = DRAFT, placing: Placing | None = None) -> Page:
    """The page alone."""
    return made(sampled, folder, text, placing=placing).page
