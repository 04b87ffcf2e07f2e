"""HTML: the article's text without its surroundings (trafilatura), and what the markup says about itself.

The headline is the text's first paragraph, so that it can be cited like the rest; paragraphs are divided by blank
lines. Markup that is too deep, too large or beyond the extractor is stripped of its tags instead: more is kept than the
article, but nothing is lost and nothing crashes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from .charset import clean, decode, from_content_type
from .raw import Page, Raw
from .stripped import stripped, tidy
from .web_facts import web_facts

#: Pages with more elements, or deeper ones, are stripped of their tags: extraction would take many seconds, or fail.
MOST_ELEMENTS, DEEPEST = 20_000, 200

_META_CHARSET = re.compile(
    rb"<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"\A\s{0,99}<\?xml[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})")
_PARTS = frozenset({"item", "row", "tr", "cell", "td", "th"})
_BLOCKS = frozenset({"p", "head", "quote", "list", "table", "code", "div", "ab"})


def read(raw: Raw) -> Iterator[Page]:
    """One Page: the article of the web page."""
    yield read_markup(decode(raw.data, raw.name, _declared(raw)), raw.final_url)


def read_markup(markup: str, address: str | None) -> Page:
    """The article in ``markup``, found at ``address`` (``None`` for a local file or a mail)."""
    markup = clean(markup)
    tree = _parsed(markup)
    if tree is None:
        return Page(stripped(markup), url=address)
    facts = web_facts(tree, address)
    text = _article_text(tree, facts.url) or stripped(markup)
    return Page(
        _with_headline(text, facts.title),
        title=facts.title,
        author=facts.author,
        source=facts.source,
        url=facts.url,
        published=facts.when[0] if facts.when else None,
        precision=facts.when[1] if facts.when else None,
        language=facts.language,
    )


def _declared(raw: Raw) -> str | None:
    head = raw.data[:4096]
    found = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    return from_content_type(raw.media_type) or (found[1].decode("ascii") if found else None)


def _parsed(markup: str) -> Any | None:
    """The tree, or ``None`` where there is none or it is not safe to work on."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    # The parser gives up below 255 levels and drops what follows; the extractor recurses into what is left.
    return tree if _is_manageable(tree, etree) else None


def _is_manageable(tree: Any, etree: Any) -> bool:
    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            return False
    return True


def _article_text(tree: Any, url: str | None) -> str:
    import trafilatura
    from lxml import etree

    for name in ("trafilatura", "readability_lxml", "htmldate"):
        # Its remarks on pages without an article are not the reader's concern.
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(tree, url=url, include_comments=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        # A page the extractor stumbles over is stripped of its tags instead, by the caller.
        return ""
    return "" if found is None or isinstance(found, dict) or found.body is None else _written_out(found.body, etree)


def _written_out(body: Any, etree: Any) -> str:
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        between = "\n\n" if tag in _BLOCKS else "\n" if tag in _PARTS or tag == "lb" else ""
        if event == "start":
            pieces += (between, _one_line(element.text))
        else:
            pieces += ("" if tag == "lb" else between, _one_line(element.tail))
    return tidy("".join(pieces))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _with_headline(text: str, title: str | None) -> str:
    if title is None or " ".join(text[: 2 * len(title) + 100].split()).startswith(title):
        return text
    return f"{title}\n\n{text}"
