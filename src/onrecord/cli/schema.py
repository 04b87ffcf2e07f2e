"""``onrecord schema``: the JSON Schema of a record, as it ships."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from ..record.schema import schema
from ..settings import Settings


def run(options: Namespace, settings: Settings) -> int:
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
    return 0
