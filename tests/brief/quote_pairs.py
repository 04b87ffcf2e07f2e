"""Sentences of a brief over the sample desk, faithful and not, with what is to be found wrong with them.

``{0}`` stands for the citation. ``cited`` are outlet and words of the statement; ``wrong`` is the kind of the fault and
its gravity, ``None`` of a faithful sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING = "error", "warning"
LPA, PCG, BMD = "Littoral Press Agency", "People’s Coastal Guard", "Basin Monitoring Desk"
MFR, TNS, LAWFUL = "Ministry of Foreign Relations of Nesharra", "Tahrezh News Service", "The searches were lawful"
COURANT, COURIER, MANARA, PEYK = "Stavenhelm Courant", "Quayside Courier", "منارة الساحل", "پیک وشتل"
OPEN = "Open Harbors"
STEP, COMMISSION, FRIGATE = "It is a useful step", "He holds a commission", "while a foreign frigate lies"
WAGES, MINE, SERGEANT = "If the wages are not paid", "Nesharra has never sold a mine", "open at one minute to midnight"
SHELL, TRUCKS, BUREAU = "We will shell the observers", "Whoever counts trucks", "The bureau gave it to the militia"
POST, RECEIPTS, PAPER = "I cannot write that a post was empty", "We sold the port authority", "I signed a paper"
FLAG, DIESEL, VOTE = "No flag gives the right", "We pay for diesel", "I said that the house would vote"


@dataclass(frozen=True)
class Pair:
    """A sentence, what it cites, and what is wrong with it."""

    text: str
    cited: tuple[str, str]
    wrong: tuple[str, str] | None = None


PAIRS = (
    # -- to the letter ------------------------------------------------------------------------------------------------
    Pair("“It is a useful step, and we shall answer it with one of our own,” he said {0}.", (LPA, STEP)),
    Pair(
        "“It is a usefull step, and we shall answer it with one of our own,” he said {0}.",
        (LPA, STEP),
        ("quote", ERROR),
    ),
    Pair('"It is a useful step, and we shall answer it with one of our own", he said {0}.', (LPA, STEP)),
    Pair("«It is a useful step, and we shall answer it with one of our own», he said {0}.", (LPA, STEP)),
    Pair("‘It is a useful step, and we shall answer it with one of our own’, he said {0}.", (LPA, STEP)),
    Pair("“it is a useful step,” he said {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("“[i]t is a useful step,” he said {0}.", (LPA, STEP)),
    Pair("“It is a useful step [of Sorvland], and we shall answer it,” he said {0}.", (LPA, STEP)),
    Pair("“It is a useful step [of Sorvand], and we shall answer it,” he said {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("“[We] shall answer it with one of our own,” he said {0}.", (LPA, STEP)),
    Pair("He called it “a useful step” {0}.", (LPA, STEP)),
    Pair("He called it “a helpful step” {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("He called it “a useful steps” {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("He called it “useful” {0}.", (LPA, STEP)),
    Pair("He called it “useless” {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("He called it “a step” that was useful {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("He said that they would “answer it with two of our own” {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair("He said that they would “answer it with one of [their] own” {0}.", (LPA, STEP)),
    Pair(
        "“It is a useful step. And we shall answer it with one of our own,” he said {0}.", (LPA, STEP), ("quote", ERROR)
    ),
    Pair("“It is a useful step, and we shall answer it,” he said, “with one of our own” {0}.", (LPA, STEP)),
    Pair("“He holds a commission. It can be read in both directions,” Ra’uzeh said {0}.", (LPA, COMMISSION)),
    Pair(
        "“He holds a commission. It can be read in all directions,” Ra’uzeh said {0}.",
        (LPA, COMMISSION),
        ("quote", ERROR),
    ),
    Pair("“He holds a commission. It can be read in both directions,” he said {0}", (LPA, COMMISSION)),
    Pair("“We  will hand over no mine while a foreign frigate lies in Port Yassem” {0}.", (PCG, FRIGATE)),
    Pair(
        "“We will hand over no mines while a foreign frigate lies in Port Yassem” {0}.",
        (PCG, FRIGATE),
        ("quote", ERROR),
    ),
    Pair("“We will hand over no mine[s] while a foreign frigate lies in Port Yassem” {0}.", (PCG, FRIGATE)),
    Pair("“I signed a paper, and I signed it with a rifle behind me,” he told the paper {0}.", (COURIER, PAPER)),
    Pair(
        "“I signed a paper, and I signed it with a rifle beside me,” he told the paper {0}.",
        (COURIER, PAPER),
        ("quote", ERROR),
    ),
    Pair(
        "“I signed a paper, and signed it with a rifle behind me,” he told the paper {0}.",
        (COURIER, PAPER),
        ("quote", ERROR),
    ),
    Pair("“We pay for diesel and for tires,” Orzeqi said {0}.", (OPEN, DIESEL)),
    Pair("“We pay for diesel and for tyres,” Orzeqi said {0}.", (OPEN, DIESEL), ("quote", ERROR)),
    Pair("“We will shell the observers’ post at Khor Lethan,” the speaker threatened {0}.", (BMD, SHELL)),
    Pair(
        "“We will shell the observer’s post at Khor Lethan,” the speaker threatened {0}.",
        (BMD, SHELL),
        ("quote", ERROR),
    ),
    Pair(
        "“We will [not] shell the observers’ post at Khor Lethan,” the speaker said {0}.",
        (BMD, SHELL),
        ("quote", ERROR),
    ),
    Pair("“I said that the house would vote before May 31, and the house has voted,” he said {0}.", (LPA, VOTE)),
    Pair(
        "“I said that the house would vote before May 30, and the house has voted,” he said {0}.",
        (LPA, VOTE),
        ("quote", ERROR),
    ),
    Pair("“It is a useful step, he said {0}.", (LPA, STEP), ("quote", ERROR)),
    Pair(
        "“Nesharra has never sold a mine to anyone. Those who find our numbers on iron should first ask who owns"
        " a set of punches,” he said {0}.",
        (MFR, MINE),
    ),
    Pair("“Those who find our numbers on iron should first ask who owns a set of punches,” he said {0}.", (MFR, MINE)),
    Pair(
        "“Those who found our numbers on iron should first ask who owns a set of punches,” he said {0}.",
        (MFR, MINE),
        ("quote", ERROR),
    ),
    # -- other scripts ------------------------------------------------------------------------------------------------
    Pair("He said, «كانت عمليات التفتيش قانونية، وقد انتهت» {0}.", (MANARA, "كانت عمليات التفتيش")),
    Pair("He said, “كانت عمليات التفتيش قانونية، وقد انتهت.” {0}", (MANARA, "كانت عمليات التفتيش")),
    Pair(
        "He said, «كانت عمليات التفتيش غير قانونية، وقد انتهت» {0}.", (MANARA, "كانت عمليات التفتيش"), ("quote", ERROR)
    ),
    Pair("He said, «كانت عمليات التفتيس قانونية، وقد انتهت» {0}.", (MANARA, "كانت عمليات التفتيش"), ("quote", ERROR)),
    Pair("He said, «نشارا هرگز به هیچ‌کس مین نفروخته است» {0}.", (PEYK, "نشارا هرگز")),
    Pair("He said, «نشارا به هیچ‌کس مین فروخته است» {0}.", (PEYK, "نشارا هرگز"), ("quote", ERROR)),
    Pair("He said, “The searches were lawful” {0}.", (MANARA, "كانت عمليات التفتيش"), ("quote", ERROR)),
    # -- from one place, and from somebody's mouth --------------------------------------------------------------------
    Pair(
        "“Lot numbers can be stamped by anyone with a hammer,” Hvalgren said {0}.", (COURANT, BUREAU), ("quote", ERROR)
    ),
    Pair(
        "“Splinters dug out of the hull of the tender Sigrun,” Hvalgren said {0}.", (COURANT, BUREAU), ("quote", ERROR)
    ),
    Pair("“The searches were lawful, and it is a useful step,” he said {0}.", (LPA, LAWFUL), ("quote", ERROR)),
    Pair("“The searches were lawful … It is a useful step,” he said {0}.", (LPA, LAWFUL), ("quote", ERROR)),
    Pair("“It is a useful step,” Commodore Ostvald said {0}.", (LPA, LAWFUL), ("quote", ERROR)),
    # -- what is left out ---------------------------------------------------------------------------------------------
    Pair("“I signed a paper … with a rifle behind me,” he told the paper {0}.", (COURIER, PAPER)),
    Pair("“I signed a paper [...] with a rifle behind me,” he told the paper {0}.", (COURIER, PAPER)),
    Pair("“… I signed it with a rifle behind me,” he told the paper {0}.", (COURIER, PAPER)),
    Pair("“It is a useful step … with one of our own,” he said {0}.", (LPA, STEP)),
    Pair("“He holds a commission. … read in both directions,” Ra’uzeh said {0}.", (LPA, COMMISSION)),
    Pair("“He holds … in both directions,” Ra’uzeh said {0}.", (LPA, COMMISSION), ("quote", ERROR)),
    Pair("“Nesharra has … sold a mine to anyone,” Mehvesh said {0}.", (MFR, MINE), ("quote", ERROR)),
    Pair(
        "“We will hand over … mine while a foreign frigate lies in Port Yassem” {0}.", (PCG, FRIGATE), ("quote", ERROR)
    ),
    Pair("“I ... write that a post was empty,” Ounfassi wrote {0}.", (TNS, POST), ("quote", ERROR)),
    Pair(
        "“[…] we will close the strait to all ships on 10 May” if the wages were not paid, he warned {0}.", (PCG, WAGES)
    ),
    Pair(
        "“If the wages are … paid by 9 May, we will close the strait,” he warned {0}.", (PCG, WAGES), ("quote", ERROR)
    ),
    Pair("“The bureau … put it in the water,” he told members {0}.", (COURANT, BUREAU), ("quote", WARNING)),
    Pair("“A sack that is not … to the barn,” he added {0}.", ("Sada Vashtel", "A sack that is not"), ("quote", ERROR)),
    Pair("“I said that the house would vote before … 31, and the house has voted,” he said {0}.", (LPA, VOTE)),
    Pair("He said, «لم يكونا … بل ضيفين» {0}.", (MANARA, "لم يكونا أسيرين")),
    Pair("He said, «… يكونا أسيرين بل ضيفين» {0}.", (MANARA, "لم يكونا أسيرين"), ("context", ERROR)),
    Pair(
        "“… with everything it has there and some things it has …” {0}.",
        ("", "some things it has not"),
        ("context", ERROR),
    ),
    Pair("He said, «نشارا … به هیچ‌کس مین نفروخته است» {0}.", (PEYK, "نشارا هرگز"), ("quote", ERROR)),
    Pair("In a report called “{1}” he called it a step {0}.", (LPA, STEP)),
    Pair("In “Littoral Press Agency” he called it a step {0}.", (LPA, STEP)),
    # -- out of context -----------------------------------------------------------------------------------------------
    Pair(
        "“If the wages are not paid by 9 May, we will close the strait to all ships on 10 May,” he warned {0}.",
        (PCG, WAGES),
    ),
    Pair(
        "He warned that the militia “will close the strait to all ships on 10 May” {0}.",
        (PCG, WAGES),
        ("context", ERROR),
    ),
    Pair(
        "He had come to Port Yassem, and warned that the militia “will close the strait to all ships on 10 May” {0}.",
        (PCG, WAGES),
        ("context", ERROR),
    ),
    Pair(
        "He warned that, had it no wages, the militia “will close the strait to all ships on 10 May” {0}.", (PCG, WAGES)
    ),
    Pair(
        "He warned that the militia “will close the strait to all ships on 10 May” unless it was paid {0}.",
        (PCG, WAGES),
    ),
    Pair("Mehvesh said that Nesharra had “sold a mine” {0}.", (MFR, MINE), ("context", ERROR)),
    Pair("Mehvesh denied that Nesharra had ever “sold a mine to anyone” {0}.", (MFR, MINE)),
    Pair("She said that a flag “gives the right to search our shores” {0}.", (LPA, FLAG), ("context", ERROR)),
    Pair("She said that no flag “gives the right to search our shores” {0}.", (LPA, FLAG)),
    Pair("Ounfassi wrote that “a post was empty” {0}.", (TNS, POST)),
    Pair("Mehvesh said of the mines, “we have the receipts” {0}.", (LPA, RECEIPTS)),
    # -- who says so --------------------------------------------------------------------------------------------------
    Pair("Several outlets reported that the searches were over {0}.", (LPA, LAWFUL), ("sources", ERROR)),
    Pair("It was widely reported that the searches were over {0}.", (LPA, LAWFUL), ("sources", ERROR)),
    Pair("That was independently confirmed {0}.", (LPA, LAWFUL), ("sources", ERROR)),
    Pair("The commodore said so, according to two other agencies {0}.", (LPA, LAWFUL), ("sources", ERROR)),
    Pair("The commodore told reporters that the searches were over {0}.", (LPA, LAWFUL)),
    Pair(
        "The spokesman said that two boats had crossed the line, multiple sources reported {0}.",
        (PCG, "Two boats from the frigate"),
        ("sources", ERROR),
    ),
    Pair("The other paper of the house was closed {0}.", (LPA, LAWFUL)),
    Pair(
        "“The searches were lawful, and they are over,” he told several reporters {0}.",
        (TNS, LAWFUL),
        ("state", WARNING),
    ),
)

COMMENTS = (
    ("Comment: The militia will likely wait.", None),
    ("Comment: It is very likely that the militia will wait.", None),
    ("Comment: There is almost no chance that the strait is closed.", None),
    ("Comment: There is a roughly even chance of a renewal.", None),
    ("Comment: The P.C.G. probably prepares the ground for ending the truce.", None),
    ("Comment: A renewal is almost certain.", None),
    ("Comment: That is improbable. We have high confidence in this judgement.", None),
    ("Comment: The remote village of Hisn Orrel has certain newspapers.", None),
    ("Comment: The admission helps Mehvesh more than it hurts him.", None),
    ("Comment: The charge may be true.", None),
    ("Comment: It is highly likely that the militia will wait.", WARNING),
    ("Comment: The militia may well wait.", WARNING),
    ("Comment: There is a high chance that it waits.", WARNING),
    ("Comment: It could possibly wait.", WARNING),
    ("Comment: The truce will undoubtedly hold.", WARNING),
    ("Comment: It is a real possibility.", WARNING),
    ("Comment: We judge with high confidence that the militia will likely wait.", ERROR),
    ("Comment: It is almost certain, and our confidence is high: we have moderate confidence.", ERROR),
    ("Comment:", WARNING),
)
