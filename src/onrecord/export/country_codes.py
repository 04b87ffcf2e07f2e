"""The three-letter codes of countries, as exports write them; the table is the gazetteer's."""

from __future__ import annotations

from ..gazetteer.country_codes import alpha_3

__all__ = ["alpha_3"]
