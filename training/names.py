"""Words that tell names apart, for making and correcting training labels: titles, roles, heads of bodies and groups."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

#: The lists of words.yaml by their names.
WORDS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))

#: Forms of address and ranks: they stand before a name and are no mention by themselves.
ADDRESSES = frozenset(WORDS["addresses"])

#: Offices and trades of single persons, singular.
ROLES = frozenset(WORDS["roles"])

#: What a capitalised title may hold beside the role itself.
ROLE_MODIFIERS = frozenset(WORDS["role_modifiers"])

#: Heads of plural and collective nominals that act together.
GROUPS = frozenset(WORDS["groups"])
#: Of those, the ones that are also common words for other things: what they head may or may not be a mention.
DOUBTFUL_GROUPS = frozenset(WORDS["doubtful_groups"])

#: Heads of place nominals.
GROUNDS = frozenset(WORDS["grounds"])

#: Last words of names that are bodies whatever a tagger said.
BODIES = re.compile(f"(?:{'|'.join(WORDS['bodies'])})$")

#: Armed groups and bodies whose names small taggers take for persons, peoples or places.
KNOWN_BODIES = re.compile(f"(?:{'|'.join(WORDS['known_bodies'])})")

PARTICLES = r"(?:al|el|ul|ar|as|an|ash|at|ad|az|bin|ibn|ben|bint|abu|abou|umm|ould|van|von|de|da|del|der|di|la|le)"
#: What continues a person's name: more capitalised words, with particles between them.
NAME_TAIL = re.compile(rf"(?:[ ]{PARTICLES}[ -]?)?[ -](?:{PARTICLES}[- ])?[A-ZÀ-Þ][\w'’`-]{{1,30}}")
