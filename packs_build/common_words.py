"""English words that some village or some transliteration is also called; as names they would do harm."""

from pathlib import Path


def _words(file: str) -> frozenset[str]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


COMMON_WORDS = _words("common_words.txt")
PERSONAL_NAMES = _words("personal_names.txt")
