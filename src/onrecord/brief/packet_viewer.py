"""The page with which a packet is looked through, offline: the brief, and behind each citation the source's own words.

One file without network. What documents say is in it as data: the page's script shows it as text and never as markup,
and no letter of it can end the data. The page allows its own script and sheet by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Any

from ..record import BriefPart, BriefSentence
from .correcting import day_in_words
from .frozen import Frozen, Json

#: What can end a script, open a comment in one, or break a line of it.
_ENDS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
#: A longer word may be broken before its number.
_LONGEST_WORD = 20
_NAMES = {
    BriefPart.GLANCE: "glance",
    BriefPart.COMMENT: "comment",
    BriefPart.BACKGROUND: "background",
    BriefPart.PROFILE: "profile",
    BriefPart.CAPTION: "caption",
}


def viewer_page(frozen: Frozen, texts: Mapping[str, str], missing: Mapping[str, str]) -> bytes:
    """The page of a brief. ``texts`` are those of the documents by their ids; ``missing`` says why of the snapshots (by
    their SHA-256) that the packet has not.
    """
    style, script = _file("packet_viewer.css"), _file("packet_viewer.js")
    data = _data({"sources": _sources(frozen, missing), "texts": dict(texts)})
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(frozen.title)}</title>\n<style>{style}</style>\n</head>\n"
    )
    body = f'<body>\n<main id="brief">\n{"".join(_brief(frozen))}</main>\n{_PANEL}'
    end = f'<script type="application/json" id="data">{data}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    return f"{head}{body}{end}".encode()


_PANEL = """\
<aside id="source" tabindex="-1" aria-label="Source" hidden>
<header><button type="button" id="back">Back to the brief</button>
<span class="steps"><button type="button" id="before">Previous</button> <button type="button" id="after">Next</button>\
</span></header>
<div id="shown"></div>
</aside>
<p id="status" role="status" class="unseen"></p>
"""


def _brief(frozen: Frozen) -> Iterator[str]:
    brief = frozen.read.brief
    numbers = {key: number for number, key in enumerate(frozen.cited, 1)}
    facts = [f"{label} {escape(value)}" for label, value in _facts(frozen) if value]
    has_title = any(one.level == 1 for one in brief.sentences)
    yield "" if has_title else f'<h1 dir="auto">{escape(frozen.title)}</h1>\n'
    listed = False
    for _, some in groupby(brief.sentences, key=lambda one: one.block):
        block = list(some)
        is_entry = block[0].part is BriefPart.GLANCE
        if is_entry is not listed:
            yield "<ul>\n" if is_entry else "</ul>\n"
            listed = is_entry
        yield _block(block, numbers)
    yield "</ul>\n" if listed else ""
    yield (
        f"<footer>\n<p>{' · '.join(facts)}</p>\n"
        "<noscript><p>The sources are shown by this page’s script, which is switched off here. They are in the folders "
        "texts and snapshots of the packet.</p></noscript>\n"
        "<p>Choose a number to see the source’s own words. That this packet is what was published is proved by "
        "<code>onrecord packet verify</code> and the root hash that the publisher told, not by this page.</p>\n"
        "</footer>\n"
    )


def _facts(frozen: Frozen) -> tuple[tuple[str, str], ...]:
    return (
        ("Published", f"{day_in_words(frozen.published)}, {frozen.published[11:16]} UTC"),
        ("by", frozen.who),
        ("brief", frozen.id),
        ("SHA-256 of the draft", frozen.sha256),
    )


def _block(block: list[BriefSentence], numbers: Mapping[str, int]) -> str:
    first = block[0]
    words = " ".join(_sentence(one, numbers) for one in block)
    if first.level:
        tag = f"h{min(first.level, 4)}"
        return f'<{tag} dir="auto">{escape(first.text.strip())}</{tag}>\n'
    if first.part is BriefPart.GLANCE:
        return f'<li dir="auto">{words}</li>\n'
    name = _NAMES.get(first.part)
    return f'<p dir="auto"{f" class={chr(34)}{name}{chr(34)}" if name else ""}>{words}</p>\n'


def _sentence(one: BriefSentence, numbers: Mapping[str, int]) -> str:
    keys = dict.fromkeys(cited.key for cited in one.citations if cited.key in numbers)
    buttons = "".join(
        f'<button type="button" class="cite" data-key="{escape(key)}" aria-expanded="false" aria-controls="source" '
        f'aria-label="Source {numbers[key]}">{numbers[key]}</button>'
        for key in keys
    )
    before, _, last = one.text.strip().rpartition(" ")
    if not buttons or len(last) > _LONGEST_WORD:
        return f"{escape(one.text.strip())}{buttons}"
    return f'{escape(before)} <span class="last">{escape(last)}{buttons}</span>'


def _sources(frozen: Frozen, missing: Mapping[str, str]) -> Json:
    return {key: _source(number, one, missing) for number, (key, one) in enumerate(frozen.cited.items(), 1)}


def _source(number: int, one: Json, missing: Mapping[str, str]) -> Json:
    doc = one["document"]
    rows = [
        ("Outlet", doc["outlet_name"]),
        ("Title", doc["title"]),
        ("By", doc["author"]),
        ("Published", day_in_words(doc["published"])),
        ("Address", doc["url"]),
        ("Fetched", doc["fetched"]),
        ("Grade", doc["grade"]),
        ("Kind", f"{one['kind']}{_act(one)}"),
        ("State", _state(one)),
        ("Cited as", one["key"]),
        ("Document", doc["id"]),
        ("Snapshot", f"SHA-256 {doc['snapshot']}"),
        ("Read by", f"onrecord {doc['engine']}"),
    ]
    gone = missing.get(doc["snapshot"])
    if gone is not None:
        rows.append(("Not in the packet", gone))
    return {
        "number": number,
        "document": doc["id"],
        "language": doc["language"],
        "spans": [] if one["kind"] == "document" and "#" not in one["key"] else one["spans"],
        "chain": [*(_link(link) for link in one["chain"]), *_outlet(doc)],
        "rows": [[label, value] for label, value in rows if value],
    }


def _act(one: Json) -> str:
    act = one["facts"].get("act") or one["facts"].get("type")
    return f" ({act})" if act else ""


def _state(one: Json) -> str | None:
    judged = one["judgement"]
    words = []
    if one["withdrawn"]:
        words.append(f"withdrawn by the source, seen {day_in_words(one['withdrawn'])}")
    if judged is not None:
        past = {"accept": "confirmed", "edit": "edited", "reject": "rejected"}[judged["kind"]]
        words.append(f"{past} by {judged['who']}, {day_in_words(judged['at'])}")
    elif one["kind"] != "document":
        words.append("read by the machine, confirmed by nobody")
    return "; ".join(words) or None


def _link(link: Json) -> list[str]:
    through = f" (through {link['medium']})" if link["medium"] else ""
    return [link["speaker"] or "nobody named", f"{'' if link['said'] else 'not said: '}{link['act']}{through}"]


def _outlet(doc: Json) -> list[list[str]]:
    """The last link before the brief: who published it."""
    published = day_in_words(doc["published"])
    return (
        [[doc["outlet_name"], f"published it{f' on {published}' if published else ''}"]] if doc["outlet_name"] else []
    )


def _data(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    for letter, written in _ENDS.items():
        said = said.replace(letter, written)
    return said


def _file(name: str) -> str:
    return files("onrecord.brief").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
