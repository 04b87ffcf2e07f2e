"""HTML -> text without a parser: what is left when the markup cannot be trusted.

One pass over the characters, linear in their number, no recursion: hostile nesting costs nothing.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]*>|<[!?/][^<>]*>")
_UNREAD = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "textarea", "select", "title"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)


def stripped(markup: str) -> str:
    """The text between the tags, a blank line where a block begins or ends; scripts, styles and comments left out."""
    pieces: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while (found := _TAG.search(markup, at)) is not None:
        pieces.append(markup[at : found.start()])
        at = found.end()
        if markup.startswith("<!--", found.start()):
            at = _after(markup, "-->", found.start() + 4)
            continue
        name = (found[2] or "").lower()
        if name in _UNREAD and not found[1] and name not in unclosed:
            close = re.compile(f"</{name}", re.IGNORECASE).search(markup, at)
            # An element that is never closed hides nothing; it is looked for once, to stay linear.
            if close is None:
                unclosed.add(name)
            else:
                at = close.start()
        if name in _BLOCKS:
            pieces.append("\n\n")
        elif name == "br":
            pieces.append("\n")
    pieces.append(markup[at:])
    return tidy(html.unescape("".join(pieces)))


def tidy(text: str) -> str:
    """Paragraphs divided by one blank line, runs of spaces made one; words untouched."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def _after(markup: str, end: str, at: int) -> int:
    found = markup.find(end, at)
    return len(markup) if found < 0 else found + len(end)
