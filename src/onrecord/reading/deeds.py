"""The deeds that a statement holds out or asks for: which verb or noun heads each, and whose deed it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..codebook.commitment_words import commitment_words
from ..codebook.modality_words import modality_words
from ..record import CommitmentKind, Form, Polarity, Span, SpeechAct, Statement
from .surroundings import Surroundings, tagged_noun
from .syntax import LONGEST_CHAIN, Syntax, Word
from .takers import Takers

_KINDS = {
    SpeechAct.PROMISE: CommitmentKind.PROMISE,
    SpeechAct.DEMAND: CommitmentKind.DEMAND,
    SpeechAct.THREATEN: CommitmentKind.THREAT,
}
#: Acts that hold out a deed only where the speaker says that he will do it himself.
_OPEN_ACTS = frozenset((SpeechAct.WARN, SpeechAct.ANNOUNCE, SpeechAct.ASSERT))
_SUBJECTS = ("nsubj", "nsubjpass")
#: How a deed's verb may hang on the word that holds it out.
_BELOW = ("xcomp", "ccomp", "acl", "advcl", "pcomp", "relcl")
#: How many words after the first verb those joined to it are looked for.
_FAR = 80
#: No statement holds out more deeds than this.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed of one statement: the word that heads it, its kind, and whether it is to be left undone.

    ``subject`` heads the phrase that names who is to do it, where the clause has one; ``modal`` is the helping verb of
    its future.
    """

    head: int
    kind: CommitmentKind
    negated: bool
    subject: int | None = None
    modal: str | None = None


class Deeds:
    """Finds the deeds of the statements of one Document."""

    def __init__(self, syntax: Syntax, takers: Takers) -> None:
        self.syntax, self.takers = syntax, takers
        self._near = Surroundings(syntax)
        self._words = commitment_words()
        self._governing = modality_words()

    def of(self, stmt: Statement) -> tuple[Deed, ...]:
        """Each deed that the statement promises, demands or threatens, in text order; none where it was not said."""
        if stmt.negated or not (stmt.act in _KINDS or stmt.act in _OPEN_ACTS):
            return ()
        inside = _numbers(self.syntax, stmt.content)
        found: dict[int, Deed] = {}
        for root in self._roots(stmt, inside):
            for deed in self._under(root, stmt, inside):
                found.setdefault(deed.head, deed)
                if len(found) >= _MOST:
                    break
        return tuple(found[n] for n in sorted(found))

    def _roots(self, stmt: Statement, inside: frozenset[int]) -> list[Word]:
        """The words of the content that no other word of it governs, and those joined to them."""
        found = []
        for number in sorted(inside):
            word = self.syntax[number]
            if not word.label or word.label in ("punct", "aux", "auxpass", "mark", "neg", "det", "cc", "case", "piece"):
                continue
            if word.head not in inside:
                found.append(word)
        return found

    def _under(self, root: Word, stmt: Statement, inside: frozenset[int]) -> list[Deed]:
        """The deeds of one clause and of those joined to it; each later one may lean on the first's helping verb."""
        found: list[Deed] = []
        subject: int | None = None
        modal: str | None = None
        for word in self._joined(root, inside):
            if word.is_verb:
                own = self._near.kid(word.number, *_SUBJECTS)
                if own is not None:
                    subject, modal = own.number, None
                modal = self._modal(word) or (modal if word.tag in ("VB", "VBN") else None)
                found += self._of_verb(word, stmt, subject, modal)
            elif tagged_noun(word):
                found += self._of_noun(word, stmt, inside)
        return found

    def _joined(self, root: Word, inside: frozenset[int]) -> list[Word]:
        """A root with its conjuncts; where the tree hung the order or the deed of a sentence below, that one too."""
        joined, at = [root], 0
        while at < len(joined) < LONGEST_CHAIN:
            joined += [k for k in self._near.kids(joined[at].number, "conj", "parataxis") if k.number in inside]
            at += 1
        return sorted(joined, key=lambda w: w.number)

    # --- verbs

    def _of_verb(self, word: Word, stmt: Statement, subject: int | None, modal: str | None) -> list[Deed]:
        chain = self._held_out(word, modal is not None)
        kind = _KINDS.get(stmt.act)
        negated = self._near.denied(word.number)
        if chain is None:
            kind = self._kind(word, stmt, subject, modal)
            if kind is None:
                return []
            joined = [w for w in self.with_joined(word) if w is not word and w.tag in ("VB", "VBP")]
            more = [Deed(w.number, kind, self._near.denied(w.number), subject, modal) for w in joined]
            return [Deed(word.number, kind, negated, subject, modal), *more]
        below, turned = chain
        if kind is None or (kind is CommitmentKind.DEMAND and not self._near.has_to(word)):
            if not self._is_ours(subject, stmt):
                return []
            kind = self._ours(below, stmt)
        elif kind is CommitmentKind.THREAT and self._is_theirs(subject, stmt):
            return []
        return [
            Deed(b.number, kind, negated is not (turned or self._near.denied(b.number)), subject, modal)
            for b in self.with_joined(below)
        ]

    def with_joined(self, word: Word) -> list[Word]:
        """The verb of a deed and those joined to it, wherever the tree has hung them: "to leave, to return the boats
        and not to come back"."""
        found = {w.number: w for w in self.syntax.conjuncts(word.number) if w.is_verb and self._goes_on(w, word)}
        sentence = self.syntax.sentence(word.number)
        for number in range(word.number + 1, min(sentence.stop, word.number + _FAR)):
            later = self.syntax[number]
            if later.tag in ("VB", "VBP") and number not in found and self._is_joined(later, word):
                found[number] = later
        return [found[n] for n in sorted(found)]

    def _goes_on(self, later: Word, first: Word) -> bool:
        """Whether a joined verb has no subject of its own."""
        return later is first or self._near.kid(later.number, *_SUBJECTS) is None

    def _is_joined(self, later: Word, first: Word) -> bool:
        at, marked = later.number - 1, False
        while at > first.number and self.syntax[at].low in ("not", "never", "to"):
            marked = marked or self.syntax[at].low == "to"
            at -= 1
        joint = self.syntax[at].low
        if not (joint in ("and", "or") or (joint == "," and marked)) or at <= first.number:
            return False
        if self._near.kid(later.number, *_SUBJECTS) is not None:
            return False
        return marked or (later.label == "conj" and later.tag == "VB")

    def _held_out(self, word: Word, planned: bool) -> tuple[Word, bool] | None:
        """The verb of the deed where a word of planning or readiness stands over it: "are ready to fight".

        ``None`` where the word is itself the deed. The second value says that the deed is denied on the way.
        """
        here, turned, found = word, False, None
        for _ in range(LONGEST_CHAIN):
            step = self._step(here)
            if step is None:
                break
            here, denied = step
            turned = turned is not denied
            found = here
        return None if found is None else (found, turned)

    def _step(self, word: Word) -> tuple[Word, bool] | None:
        being = self._governing.lists["being"]
        if word.low in being or word.low in self._governing.before_to:
            for kid in self._near.kids(word.number, "acomp", "oprd", "xcomp", "advcl"):
                if kid.is_verb and kid.label in ("xcomp", "advcl") and self._near.has_to(kid):
                    return (kid, self._near.denied(kid.number)) if word.low in self._governing.before_to else None
                below = self._planned_under(kid, "adjective")
                if below is not None:
                    return below, self._near.denied(below.number)
            return None
        below = self._planned_under(word, "verb")
        return None if below is None else (below, self._near.denied(below.number))

    def _planned_under(self, word: Word, kind: str) -> Word | None:
        governor = self._governing.governor(kind, word.low, self._near.beside(word.number))
        if governor is None and kind == "adjective" and word.tag == "VBN":
            governor = self._governing.governor("verb", word.low, frozenset())
        if governor is None or governor.effect is not Polarity.PLANNED:
            return None
        return next((k for k in self._near.kids(word.number, *_BELOW) if k.is_verb and self._near.has_to(k)), None)

    def _kind(self, word: Word, stmt: Statement, subject: int | None, modal: str | None) -> CommitmentKind | None:
        """What a clause holds out as it stands: by its form, its helping verb and its subject."""
        kind = _KINDS.get(stmt.act)
        lists = self._words.lists
        own = self._near.kid(word.number, *_SUBJECTS)
        if own is None and subject is None and self._near.has_to(word):
            return kind or (self._ours(word, stmt) if self._binds(stmt) else None)
        if self._is_order(word, stmt, subject, modal):
            return CommitmentKind.DEMAND
        if kind is CommitmentKind.DEMAND and stmt.form is not Form.DIRECT:
            bare = word.tag in ("VB", "VBP") or "be" in self._near.helpers(word.number)
            return kind if bare or modal is not None or self._near.has_to(word) else None
        if modal is None or modal not in lists["future"]:
            return None
        if self._is_theirs(subject, stmt):
            return None
        if kind is CommitmentKind.PROMISE:
            return kind
        if kind is CommitmentKind.THREAT and self._is_done_to(word):
            return kind
        return self._ours(word, stmt) if self._is_ours(subject, stmt) else None

    def _ours(self, word: Word, stmt: Statement) -> CommitmentKind:
        """Whether what the speaker says he will do is a threat or a promise."""
        if stmt.act is SpeechAct.THREATEN or stmt.act is SpeechAct.WARN:
            return CommitmentKind.THREAT
        if stmt.act is SpeechAct.PROMISE:
            return CommitmentKind.PROMISE
        return CommitmentKind.THREAT if word.low in self._words.hostile else CommitmentKind.PROMISE

    def _binds(self, stmt: Statement) -> bool:
        """Whether the cue is a word by which one binds oneself ("swore to"), whatever act the rest makes of it."""
        lows = (self.syntax[n].low for span in stmt.cue for n in self.syntax.inside(span))
        return any(low in self._words.least for low in lows)

    def _is_order(self, word: Word, stmt: Statement, subject: int | None, modal: str | None) -> bool:
        """An imperative in the speaker's own words, or what "you must" do."""
        if stmt.act not in (SpeechAct.DEMAND, SpeechAct.THREATEN, SpeechAct.WARN):
            return False
        lists = self._words.lists
        if modal is not None and modal in lists["asking"]:
            return not self._is_ours(subject, stmt)
        if stmt.form is Form.INDIRECT or subject is not None or modal is not None:
            return False
        first = min(
            (n for p in stmt.content for n in self.syntax.inside(p) if self.syntax[n].low.isalnum()), default=-1
        )
        if word.tag not in ("VB", "VBP") and not (word.tag == "VBG" and word.number == first):
            return False
        return self._near.kid(word.number, "aux", "mark", *_SUBJECTS) is None

    def _is_done_to(self, word: Word) -> bool:
        return self._near.kid(word.number, "nsubjpass", "auxpass") is not None

    def _modal(self, word: Word) -> str | None:
        """The helping verb of its future, or of asking: "will", "must"."""
        lists = self._words.lists
        for low in self._near.helpers(word.number):
            if low in lists["future"] or low in lists["asking"]:
                return low
        return None

    # --- whose deed

    def _is_ours(self, subject: int | None, stmt: Statement) -> bool:
        """Whether the subject is the speaker or his own: "we", "his forces", the group he speaks for."""
        if subject is None:
            return False
        lists, word = self._words.lists, self.syntax[subject]
        owners = {k.low for k in self._near.kids(subject, "poss")}
        if stmt.form is not Form.INDIRECT and (word.low in lists["ourselves"] or owners & lists["ourselves"]):
            return True
        actor = self.takers.actor_at(word)
        if actor is not None and actor == stmt.speaker.actor:
            return True
        if stmt.form is Form.DIRECT:
            return False
        if word.low in lists["again"] and word.label != "expl":
            return actor is None or stmt.speaker.actor is None
        for kid in self._near.kids(subject, "poss"):
            owner = self.takers.actor_at(kid)
            if kid.low in lists["own"] and (owner is None or owner == stmt.speaker.actor):
                return True
        return False

    def _is_theirs(self, subject: int | None, stmt: Statement) -> bool:
        """Whether the subject is whom the speaker addresses or acts against."""
        if subject is None:
            return False
        word = self.syntax[subject]
        if word.low in self._words.lists["you"]:
            return True
        if stmt.form is Form.DIRECT and word.low in self._words.lists["again"]:
            return stmt.act is SpeechAct.THREATEN
        actor = self.takers.actor_at(word)
        against = {p.actor for p in (stmt.target, stmt.addressee) if p is not None and p.actor is not None}
        return stmt.act is SpeechAct.THREATEN and actor is not None and actor in against

    # --- nouns ("called for the release of the crew")

    def _of_noun(self, word: Word, stmt: Statement, inside: frozenset[int]) -> list[Deed]:
        kind = _KINDS.get(stmt.act)
        if kind is None:
            return []
        below = [k for k in self._near.kids(word.number, "acl", "relcl", "xcomp") if k.number in inside]
        orders = [k for k in below if self._near.has_to(k)]
        if orders:
            # "(called on) the militia to lay down its arms": the noun is who is to do it.
            subject = word.number if self.takers.is_somebody(word) else None
            return [
                Deed(w.number, kind, self._near.denied(w.number), subject) for o in orders for w in self.with_joined(o)
            ]
        if not self._names_deed(word, stmt):
            return []
        return [Deed(word.number, kind, self._near.own(word.number) is Polarity.NEGATED)]

    def _names_deed(self, word: Word, stmt: Statement) -> bool:
        """Whether a noun of the content is what is held out, and not somebody it is held out to."""
        if self.takers.is_somebody(word) or word.label in ("nsubj", "npadvmod") or word.tag[:3] == "PRP":
            return False
        if word.tag in ("NNP", "NNPS"):
            return False
        cue = [self.syntax[n].low for span in stmt.cue for n in self.syntax.inside(span)]
        held = self._words.lists["held_out"]
        if stmt.form is Form.DIRECT or not any(low in held for low in cue):
            return False
        parties = [s for p in (stmt.target, stmt.addressee) if p is not None for s in p.spans]
        return not any(s.holds(word.span) for s in parties) and word.label in ("dobj", "pobj")


def _numbers(syntax: Syntax, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(n for span in spans for n in syntax.inside(span))
