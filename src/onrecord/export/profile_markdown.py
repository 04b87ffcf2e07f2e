"""A profile as Markdown: each line with its citation; nothing of a document is taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.profile_parts import Profile
from .markdown import escaped
from .profile_lines import Item
from .profile_words import Section, Table, facts, heading, sections
from .telling import Line, Words
from .wording import isolated


def markdown(profile: Profile) -> str:
    """The whole page."""
    rows = [f"# {_inline(heading(profile))}", ""]
    rows += [f"{_inline(line)}  " for line in facts(profile)]
    rows.append("")
    for section in sections(profile):
        rows += _section(section)
    if profile.months:
        rows += ["## Timeline", "", *_months(profile), ""]
    return "\n".join(rows)


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {escaped(section.title)}", "")
    for line in section.lines:
        yield from (_inline(line), "")
    for table in section.tables:
        yield from (*_table(table), "")
    for one in section.items:
        yield from _item(one)
    if section.items:
        yield ""
    if section.more:
        yield from (f"*{escaped(section.more)}*", "")


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(map(escaped, table.head)) + " |"
    yield "| " + " | ".join("---:" if n in table.numbers else "---" for n in range(len(table.head))) + " |"
    for row in table.rows:
        yield "| " + " | ".join(_inline(cell) for cell in row) + " |"


def _item(one: Item) -> Iterator[str]:
    marks = "".join(f" **({escaped(mark)})**" for mark in one.marks)
    yield f"- {_inline(one.head)}{marks}"
    for line in (one.quote, one.word, one.cite):
        if line:
            yield f"  - {_inline(line)}"


def _months(profile: Profile) -> Iterator[str]:
    yield "| month of publication | statements | events | ties and commitments |"
    yield "| --- | ---: | ---: | ---: |"
    for one in profile.months:
        yield f"| {escaped(one.month)} | {one.statements:,} | {one.events:,} | {one.more:,} |"


def _inline(line: Line) -> str:
    """A line with the document's words escaped and isolated; on one line, for a break would end what it is part of."""
    return "".join(
        isolated(escaped(" ".join(bit.text.split()))) if isinstance(bit, Words) else _own(bit) for bit in line
    )


def _own(words: str) -> str:
    """Our own words, of which only brackets could be taken for markup."""
    return words.replace("[", "\\[").replace("]", "\\]").replace("|", "\\|").replace("<", "&lt;")
