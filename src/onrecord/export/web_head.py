"""How a self-contained page begins: what it may load (nothing), and how it is shown on a phone and in the dark."""

from __future__ import annotations

from html import escape


def web_head(title: str, policy: str, style: str) -> str:
    """From the doctype to the opened body. ``policy`` is the Content-Security-Policy; ``style`` is CSS of our own."""
    return "".join(
        (
            "<!DOCTYPE html>\n",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style></head>\n<body>",
        )
    )
