"""What ``onrecord packet`` is given."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser

_ABOUT = """\
Proves a packet by itself alone, without a desk: that every byte of the file is what its manifest says, and that what is
in it belongs together - quotations in their texts, texts in their snapshots, findings in their records.

Whoever makes a packet anew can make its manifest anew too. Give --root the hash that its publisher told by another
way, and the packet is that one or none. Exit codes: 0 proved, 1 something is wrong (it says where), 2 wrong usage."""


def packet_verify_options(parser: ArgumentParser) -> None:
    """Adds them."""
    parser.description, parser.formatter_class = _ABOUT, argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", metavar="FILE", help="the packet, a zip file")
    parser.add_argument("--root", metavar="HASH", help="the root hash that the publisher told")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="the form of the answer (text)")
