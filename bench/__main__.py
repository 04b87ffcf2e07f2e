"""Figures, each printed by the command that made it: ``python -m bench accuracy`` and the other measures."""

from __future__ import annotations

import argparse
import importlib
import sys

from .gold import GoldAbsentError

MEASURES = (
    "accuracy",
    "constructions",
    "speed",
    "growth",
    "hostile",
    "batch",
    "kills",
    "sample",
    "names",
    "gazetteer",
    "mentions",
    "events",
    "hearsay",
    "pairs",
    "ties",
    "times",
    "speakers",
    "watching",
    "repeats",
    "filing",
    "query_strings",
    "asking",
    "nearby",
    "linking",
    "meant",
    "profiles",
    "over_time",
    "utterances",
    "meaning",
    "alerts",
    "handing_out",
    "ledgers",
    "claims",
    "planted",
    "briefs",
    "brief_speed",
    "composed",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("rest", nargs="*", help="arguments of the measure")
    args = parser.parse_args()
    try:
        return int(importlib.import_module(f".{args.measure}", __package__).run(*args.rest))
    except GoldAbsentError as error:
        print(f"SKIPPED: {error}")
        return 0


if __name__ == "__main__":
    sys.exit(main())
