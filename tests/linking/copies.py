"""A wire story of our own about an invented region, and what outlets make of it."""

from pathlib import Path

_HERE = Path(__file__).parent
STORY = (_HERE / "story.txt").read_text(encoding="utf-8")
#: Another story on the same event: its names, its numbers, its dateline, one sentence that was said, and the last line.
OTHER_STORY = (_HERE / "other_story.txt").read_text(encoding="utf-8")
PARAGRAPHS = STORY.strip().split("\n\n")
FOOTER = OTHER_STORY.strip().split("\n\n")[-1]


def carried(*paragraphs: str) -> str:
    """Paragraphs as one text."""
    return "\n\n".join(paragraphs) + "\n"
