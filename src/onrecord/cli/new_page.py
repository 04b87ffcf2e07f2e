"""What is new, on a terminal: each statement with why, by what that is bounded, and what is nearest to it."""

from __future__ import annotations

from ..analysis.novelty_parts import Near, News, Novelty
from ..export.novelty_words import (
    Reason,
    carried_line,
    earlier_line,
    empty_reasons,
    headed,
    near_line,
    new_reasons,
    news_facts,
    old_reasons,
    side_lines,
    unclear_reasons,
    version_lines,
)
from ..export.profile_lines import cite_line, item
from ..export.standing_words import joined
from ..export.telling import Words
from .lines import Lines

#: Of each item among many: reasons, and nearest statements, that are shown.
_REASONS, _NEAREST = 3, 1


class NewPage(Lines):
    """The page of one statement, or of many."""

    def one(self, novelty: Novelty) -> None:
        """Prints all that is known of one statement."""
        self._head(novelty)
        if novelty.asked is not None:
            self.say(2, ("asked of ", *cite_line(novelty.asked), ", which carries it"), style="dim")
        self._part("NEW BY WHAT WAS READ", new_reasons(novelty), "Nothing of it is.")
        self._part("THERE BEFORE, OR NOT KNOWN", old_reasons(novelty), None)
        empty = empty_reasons(novelty)
        if empty:
            self.gap()
            self.say(0, ("NOTHING TO COMPARE WITH",), style="bold")
            for line in empty:
                self.say(2, line)
        if novelty.nearest:
            self.gap()
            self.say(0, ("NEAREST EARLIER STATEMENTS",), style="bold")
            for near in novelty.nearest:
                self._near(near)
        self._limits(novelty)

    def _limits(self, novelty: Novelty) -> None:
        lines = [*((Words(note),) for note in novelty.notes), *side_lines(novelty.side)]
        if lines:
            self.gap()
            self.say(0, ("LIMITS, AND WHAT COUNTS AS THE SIDE",), style="bold")
            for line in lines:
                self.say(2, line, style="dim")

    def many(self, news: News) -> None:
        """Prints what is new in all that was asked for, the newest first."""
        self.say(0, ("What is new by what was read, what is newest first",), style="bold")
        for line in news_facts(news):
            self.say(0, line, style="dim")
        if not news.items:
            self.gap()
            self.say(0, ("Nothing was first said then.",))
        for novelty in news.items:
            self.gap()
            self._head(novelty)
            if novelty.asked is not None:
                self.say(2, ("carried here: ", *cite_line(novelty.asked)), style="dim")
            reasons = new_reasons(novelty, brief=True)
            for reason in [*reasons, *unclear_reasons(novelty)][:_REASONS]:
                self._reason(2, reason)
            if not reasons:
                self.say(2, ("- nothing of it is new by what was read",), style="dim")
            for near in novelty.nearest[:_NEAREST]:
                self._near(near, "nearest: ")
            for note in novelty.notes[: max(0, len(novelty.notes) - len(news.notes))]:
                self.say(2, (Words(note),), style="dim")
        self._versions(news)
        if news.undated:
            self.gap()
            many = "1 statement bears" if news.undated == 1 else f"{news.undated:,} statements bear"
            self.say(0, (f"{many} no date: whether they are new cannot be told",), style="bold")
            for cited in news.apart:
                shown = item(cited)
                self.say(2, shown.head)
                self.say(4, shown.quote)
                self.say(4, shown.cite, style="dim")

    def _versions(self, news: News) -> None:
        lines = list(version_lines(news))
        if not lines:
            return
        self.gap()
        self.say(0, ("THE PAGE HAD OTHER WORDS BEFORE",), style="bold")
        for kind, then, now in lines:
            self.say(2, (kind,), style="bold")
            if then:
                self.say(4, ("then: ", *then))
            if now:
                self.say(4, ("now: ", *now))

    def _head(self, novelty: Novelty) -> None:
        shown = headed(novelty)
        marks = "".join(f" [{mark}]" for mark in shown.marks)
        self.say(0, (*shown.head, marks), style="bold")
        self.passage(2, shown.quote)
        self.say(2, joined([shown.word, shown.cite]), style="dim")
        if carried := carried_line(novelty):
            self.say(2, carried, style="dim")

    def _part(self, title: str, reasons: list[Reason], nothing: str | None) -> None:
        if not reasons and nothing is None:
            return
        self.gap()
        self.say(0, (title,), style="bold")
        for reason in reasons:
            self._reason(2, reason)
        if not reasons and nothing is not None:
            self.say(2, (nothing,))

    def _reason(self, indent: int, reason: Reason) -> None:
        self.put(indent, self.text(("- ", *reason.line)), hang=2)
        if reason.earlier is not None:
            self.say(indent + 4, earlier_line(reason.earlier), style="dim")

    def _near(self, near: Near, lead: str = "") -> None:
        shown = item(near.cited)
        self.say(2, (lead, *near_line(near)))
        self.say(4, shown.head)
        self.say(4, shown.quote)
        self.say(4, shown.cite, style="dim")
