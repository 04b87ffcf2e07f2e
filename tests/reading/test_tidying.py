"""Trees put right by the names: what a parser scatters is one phrase again, and what was right stays as it was."""

from __future__ import annotations

from onrecord.reading.syntax import Syntax, Word
from onrecord.reading.tidying import tidied
from onrecord.record import Actor, ActorKind, Mention, MentionForm, Span


def tree(*rows: tuple[str, str, str, int]) -> Syntax:
    """Words as (form, tag, label, head), one blank between them."""
    words, at = [], 0
    for number, (form, tag, label, head) in enumerate(rows):
        words.append(Word(number, form.lower(), Span(at, at + len(form)), head, label, tag, 0))
        at += len(form) + 1
    return Syntax.of(words)


def named(syntax: Syntax, *spans: tuple[int, int]) -> tuple[Actor, ...]:
    """Actors whose names run from one word to another."""
    return tuple(
        Actor(
            f"a{n}",
            "name",
            ActorKind.GROUP,
            (Mention(Span(syntax[first].span.start, syntax[last].span.end), MentionForm.NAME, 1.0),),
        )
        for n, (first, last) in enumerate(spans)
    )


SCATTERED = (
    ("Ninth", "NNP", "nsubj", 2),
    ("Bureau", "NN", "nsubj", 2),
    ("funded", "VBD", "ROOT", -1),
    ("Salt", "NNP", "dobj", 2),
    ("Front", "NN", "dep", 2),
)


def test_a_scattered_name_has_one_head() -> None:
    syntax = tree(*SCATTERED)
    made = tidied(syntax, named(syntax, (0, 1), (3, 4)))
    assert [(w.head, w.label) for w in made.words[:2]] == [(1, "compound"), (2, "nsubj")]
    assert made[3].head == 4


def test_what_is_no_name_stays_as_it_was() -> None:
    syntax = tree(*SCATTERED)
    assert tidied(syntax, ()).words == syntax.words


def test_an_owner_hangs_on_what_it_owns() -> None:
    syntax = tree(
        ("Selm", "NNP", "nsubj", 4),
        ("'s", "POS", "case", 0),
        ("old", "JJ", "amod", 3),
        ("navy", "NN", "nsubj", 4),
        ("sailed", "VBD", "ROOT", -1),
    )
    made = tidied(syntax, named(syntax, (0, 0)))
    assert (made[0].head, made[0].label) == (3, "poss")


def test_a_subject_without_a_form_of_be_is_no_undergoer() -> None:
    syntax = tree(("Selm", "NNP", "nsubjpass", 1), ("funded", "VBN", "ROOT", -1), ("rebels", "NNS", "dobj", 1))
    made = tidied(syntax, ())
    assert (made[0].label, made[1].tag) == ("nsubj", "VBD")
    passive = tree(("Selm", "NNP", "nsubjpass", 2), ("was", "VBD", "auxpass", 2), ("funded", "VBN", "ROOT", -1))
    assert tidied(passive, ()).words == passive.words


def test_two_subjects_with_and_between_them_are_joined() -> None:
    syntax = tree(
        ("Selm", "NNP", "nsubj", 3), ("and", "CC", "cc", 0), ("rebels", "NNS", "nsubj", 3), ("met", "VBD", "ROOT", -1)
    )
    assert [w.number for w in tidied(syntax, ()).conjuncts(0)] == [0, 2]


def test_the_object_of_a_preposition_that_comes_later_is_the_verbs() -> None:
    syntax = tree(
        ("Selm", "NNP", "nsubj", 1),
        ("named", "VBD", "ROOT", -1),
        ("Front", "NNP", "pobj", 3),
        ("as", "IN", "prep", 1),
        ("foe", "NN", "pobj", 3),
    )
    made = tidied(syntax, ())
    assert (made[2].head, made[2].label) == (1, "dobj")
    assert (made[4].head, made[4].label) == (3, "pobj")


def test_no_tree_gets_a_loop() -> None:
    syntax = tree(
        ("Selm", "NNP", "ROOT", -1),
        ("'", "POS", "case", 0),
        ("an", "DT", "det", 3),
        ("Front", "NNP", "dobj", 0),
        ("of", "IN", "prep", 3),
        ("Selm", "NNP", "pobj", 4),
    )
    for spans in [((0, 3),), ((0, 5),), ((0, 0), (3, 5)), ((0, 3), (3, 5), (5, 5))]:
        made = tidied(syntax, named(syntax, *spans))
        for word in made.words:
            assert word.number not in [w.number for _, w in zip(range(20), made.climb(word.number), strict=False)]


def test_what_print_ran_into_a_name_hangs_on_it() -> None:
    def parsed(last: str) -> Syntax:
        return tree(
            ("arming", "VBG", "ROOT", -1),
            ("the", "DT", "det", 4),
            ("Salt", "NNP", "compound", 4),
            (last, "NNP", "compound", 4),
            ("Selm", "NNP", "dobj", 0),
        )

    def front(syntax: Syntax) -> tuple[Actor, ...]:
        span = Span(syntax[2].span.start, syntax[3].span.start + len("Front"))
        return (Actor("a0", "Salt Front", ActorKind.GROUP, (Mention(span, MentionForm.NAME, 1.0),)),)

    glued = parsed("Frontin")
    made = tidied(glued, front(glued))
    assert [(w.head, w.label) for w in made.words[1:]] == [
        (3, "det"),
        (3, "compound"),
        (0, "dobj"),
        (3, "pobj"),
    ]
    # Other letters that go on, or none, are no preposition: the tree stays as it was parsed.
    for last in ("Frontier", "Front"):
        other = parsed(last)
        assert tidied(other, front(other))[4].label == "dobj"
