"""What it costs to take one sound for another: hand-made figures, from how Arabic, Persian, Kurdish and Turkish names
are written in English, French and German texts.

0 says that transliterators write either, 1 that it is another consonant. Latin letters stand as sounds: S is sh, C ch,
x kh, G gh, T th, D dh, Z zh; E is ai or ei, O au or aw, U ou or oo, I ee or iy. In Arabic script ى is a last ya, ة a
last ha.
"""

from __future__ import annotations

_OTHERS = """
b p.3 v.6 w.7 | p b.3 f.6 | f v.3 p.6 | v w.1 f.3 u.5 | w v.1 u.2 U.2 o.3 O.3 | m n.6 | l r.8
t d.5 T.2 | T t.2 s.3 d.5 D.3 | d t.5 D.2 z.45 T.5 | D d.2 z.25 T.3 | s z.4 T.3 S.45 C.5
S C.3 s.45 Z.45 j.6 | C S.3 j.4 k.35 s.5 Z.5 | j g.4 Z.15 C.4 y.4 z.5 | Z j.15 S.45 z.3
k q.1 g.5 G.6 x.4 C.35 | q k.1 g.25 G.25 | g G.15 k.5 q.25 j.4 | x h.25 k.4
a e.2 o.4 i.6 u.6 E.5 O.4 | e i.15 o.5 u.6 E.15 I.3 | i I.05 E.3 u.6 o.6 y.1 | o u.1 U.15 O.15
u U.05 O.25 w.2 y.5 | E I.3 y.3 | O U.25 | y I.1 e.3
ب b p.1 v.4 w.4 | پ p b.1 f.5 | ت t T.3 d.4 | ط t d.4 | ث T t.15 s.15 | س s z.3 S.5 T.4 | ص s z.4 S.5
ش S C.1 s.5 Z.5 | چ C j.2 S.3 | ج j g.1 C.25 Z.15 G.25 y.5 k.5 z.4 | ژ Z j.1 z.3 S.4 | ح h x.4 | خ x h.2 k.3 C.3
د d t.5 D.2 | ذ D d.1 z.15 T.2 | ض d D.05 z.15 | ظ z D.05 d.2 | ز z s.25 D.4 | ر r l.8 | ل l r.8 | م m n.6 | ن n m.5
ف f v.1 p.5 | ڤ v f.2 w.2 | ق q k.1 g.15 G.15 | ك k g.2 q.15 C.35 | گ g k.3 j.2 G.1 | غ G g.05 k.4 q.2 | ه h a.1 e.1 t.4
و u o U w.02 O.1 v.1 a.5 e.5 | ي i e.05 I y.02 E.05 j.2 a.6 u.5 | ى i y.05 e.1 I E.15 a.2 | ة a e h.02 t.15 i.3 o.3
ا a e.15 o.25 u.35 i.4 E.25 O.2 U.5 I.45 | ع a.05 e.1 i.1 o.1 u.1 E.2 O.2 ا.2 | ي ى | ه ة
"""


def _both_ways() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for line in _OTHERS.strip().replace("\n", " | ").split(" | "):
        sign, *others = line.split()
        for other in others:
            cost = float(other[1:] or 0)
            table.setdefault(sign, {})[other[0]] = cost
            table.setdefault(other[0], {})[sign] = cost
    return table


FOR_ANOTHER = _both_ways()
"""By sound and other sound; what is not here costs 1."""

TWO_FOR_ONE = {
    **{"ايE": 0.0, "اىE": 0.0, "ayE": 0.1, "ejE": 0.0, "عيE": 0.1, "ويE": 0.2},
    **{"ايI": 0.2, "اىI": 0.2, "ياI": 0.3},
    **{"اوO": 0.0, "عوO": 0.1, "awO": 0.1, "اوU": 0.1, "يوU": 0.3, "اوo": 0.1},
    **{"اهa": 0.05, "عاa": 0.0, "تشC": 0.05, "دجj": 0.05},
}
"""Two sounds of one word for one of the other."""

ALONE = {
    **{"a": 0.45, "e": 0.4, "i": 0.45, "o": 0.45, "u": 0.45, "I": 0.6, "U": 0.6, "E": 0.7, "O": 0.7},
    **{"y": 0.4, "h": 0.4, "w": 0.6},
    **{"ا": 0.35, "و": 0.45, "ي": 0.45, "ى": 0.35, "ع": 0.05, "ه": 0.35, "ة": 0.05},
}
"""What a sound costs that the other word lacks; a consonant costs 1."""

UNWRITTEN = {
    **{"a": 0.08, "e": 0.08, "i": 0.1, "o": 0.1, "u": 0.1, "I": 0.45, "U": 0.45, "E": 0.55, "O": 0.55},
    **{"y": 0.35, "h": 0.4, "w": 0.45},
}
"""The same for a Latin sound that a word in Arabic script lacks: short vowels are not written there."""

AT_END = {"ة": 0.05, "ح": 0.1, "ا": 0.25, "ى": 0.35, "s": 0.7, "e": 0.3}
"""The same at the end of a word, where it is less."""

AT_START = 0.35
"""The least that a missing first sound costs."""
