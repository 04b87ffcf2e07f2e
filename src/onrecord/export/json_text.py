"""Values as the text of one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def one_object(values: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """Indented, with a line end. ``ascii_only``: what is not ASCII is an escape, for who shows it as it stands."""
    out = json.dumps(values, ensure_ascii=ascii_only, indent=2)
    try:
        out.encode()
    except UnicodeEncodeError:  # Half of a surrogate pair, which JSON can hold and UTF-8 cannot.
        out = json.dumps(values, indent=2)
    return out + "\n"
