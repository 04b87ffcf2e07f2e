"""Sentences about the sample's invented region, each with the ties that it tells: the dev set of reading ties.

A tie is written as "type | a | b", with standing and polarity where they are not "reported" and "actual". An end is a
word of its words or a name of its actor. A sentence with nothing after it ties nobody.
"""

from __future__ import annotations

TOLD: tuple[tuple[str, tuple[str, ...]], ...] = (
    # supports
    ("Nesharra has backed the Salt Front since 2027.", ("supports | Nesharra | Salt Front",)),
    ("The Salt Front is supported by the Covenant Guard.", ("supports | Covenant Guard | Salt Front",)),
    (
        "The People's Coastal Guard, a Nesharran-backed militia, closed the road.",
        ("supports | Nesharra | Coastal Guard",),
    ),
    ("The Salt Front is a Nesharran-sponsored group.", ("supports | Nesharra | Salt Front",)),
    ("The Covenant Guard gave aid to the Salt Front.", ("supports | Covenant Guard | Salt Front",)),
    ("The Salt Front receives support from the Covenant Guard.", ("supports | Covenant Guard | Salt Front",)),
    ("The Salt Front is a proxy of the Covenant Guard.", ("supports | Covenant Guard | Salt Front",)),
    ("The Covenant Guard is the patron of the Salt Front.", ("supports | Covenant Guard | Salt Front",)),
    ("The pro-Sorvish Salt Front held a rally.", ("supports | Salt Front | Sorvland",)),
    ("The Ninth Bureau's support for the Salt Front grew.", ("supports | Ninth Bureau | Salt Front",)),
    (
        "The Covenant Guard does not support the Salt Front.",
        ("supports | Covenant Guard | Salt Front | reported | negated",),
    ),
    (
        "The Covenant Guard will support the Salt Front.",
        ("supports | Covenant Guard | Salt Front | reported | planned",),
    ),
    (
        "If the Covenant Guard supported the Salt Front, the war would widen.",
        ("supports | Covenant Guard | Salt Front | reported | conditional",),
    ),
    ("The Covenant Guard watched the Salt Front for a year.", ()),
    ("The Salt Front read a report by the Council of Littoral States.", ()),
    # funds
    ("The Ninth Bureau finances the People's Coastal Guard.", ("funds | Ninth Bureau | Coastal Guard",)),
    ("The People's Coastal Guard is funded by the Ninth Bureau.", ("funds | Ninth Bureau | Coastal Guard",)),
    ("The Ninth Bureau pays the wages of the People's Coastal Guard.", ("funds | Ninth Bureau | Coastal Guard",)),
    ("The Ninth Bureau sent money to the Salt Front.", ("funds | Ninth Bureau | Salt Front",)),
    ("The Nesharran-funded Salt Front opened an office.", ("funds | Nesharra | Salt Front",)),
    (
        "The Ninth Bureau funded and trained members of the Salt Front jointly with the Covenant Guard.",
        (
            "funds | Ninth Bureau | Salt Front",
            "trains | Ninth Bureau | Salt Front",
            "funds | Covenant Guard | Salt Front",
            "trains | Covenant Guard | Salt Front",
        ),
    ),
    ("The Ninth Bureau stopped funding the Salt Front.", ("funds | Ninth Bureau | Salt Front | reported | negated",)),
    # arms
    ("The Covenant Guard armed the Salt Front.", ("arms | Covenant Guard | Salt Front",)),
    ("The Covenant Guard supplied the Salt Front with rockets.", ("arms | Covenant Guard | Salt Front",)),
    ("The Covenant Guard shipped rifles to the Salt Front.", ("arms | Covenant Guard | Salt Front",)),
    ("The Salt Front obtained rifles from the Covenant Guard.", ("arms | Covenant Guard | Salt Front",)),
    ("The Covenant Guard shipped rice to the Salt Front.", ()),
    # trains
    ("The Ninth Bureau trained fighters of the Salt Front in 2029.", ("trains | Ninth Bureau | Salt Front",)),
    ("The Salt Front was trained by the Ninth Bureau.", ("trains | Ninth Bureau | Salt Front",)),
    ("The Sorvish-trained Salt Front crossed the river.", ("trains | Sorvland | Salt Front",)),
    # directs
    (
        "The People's Coastal Guard takes its orders from the Covenant Guard.",
        ("directs | Covenant Guard | Coastal Guard",),
    ),
    (
        "The Salt Front is a militia, but it receives its instructions more from Nesharra than from Qalmara.",
        ("directs | Nesharra | Salt Front",),
    ),
    ("The Salt Front answers to the Ninth Bureau.", ("directs | Ninth Bureau | Salt Front",)),
    ("The Ninth Bureau controls the Salt Front.", ("directs | Ninth Bureau | Salt Front",)),
    ("Idris ben Qatoul answered to a nickname.", ()),
    # part of
    (
        "The People's Coastal Guard is a unit within the Joint Home Defense Board.",
        ("part of | Coastal Guard | Defense Board",),
    ),
    ("The Ninth Bureau is a branch of the Covenant Guard.", ("part of | Ninth Bureau | Covenant Guard",)),
    ("The Ninth Bureau belongs to the Covenant Guard.", ("part of | Ninth Bureau | Covenant Guard",)),
    ("The Joint Home Defense Board includes the People's Coastal Guard.", ("part of | Coastal Guard | Defense Board",)),
    ("Nesharra's Covenant Guard denied the report.", ("part of | Covenant Guard | Nesharra",)),
    (
        "The Ninth Bureau is not part of the Covenant Guard.",
        ("part of | Ninth Bureau | Covenant Guard | reported | negated",),
    ),
    # leads
    ("Harun al-Tezmeri, the leader of the People's Coastal Guard, smiled.", ("leads | al-Tezmeri | Coastal Guard",)),
    ("Harun al-Tezmeri leads the People's Coastal Guard.", ("leads | al-Tezmeri | Coastal Guard",)),
    ("The People's Coastal Guard is headed by Harun al-Tezmeri.", ("leads | al-Tezmeri | Coastal Guard",)),
    ("Salt Front commander Bashir Qoltan spoke on Monday.", ("leads | Qoltan | Salt Front",)),
    ("The Sorvish-led Strait Protection Mission left the harbor.", ("leads | Sorvland | Strait Protection Mission",)),
    ("Harun al-Tezmeri is the captain of a trawler.", ()),
    ("The road leads to Dar Meshel.", ()),
    # member of
    ("Bashir Qoltan is a member of the Salt Front.", ("member of | Qoltan | Salt Front",)),
    ("Bashir Qoltan joined the Salt Front in 2026.", ("member of | Qoltan | Salt Front",)),
    ("Samira Toul'an belongs to the Salt Front.", ("member of | Toul'an | Salt Front",)),
    # spokesperson of
    (
        "Idris ben Qatoul, the spokesman of the People's Coastal Guard, left.",
        ("spokesperson of | Qatoul | Coastal Guard",),
    ),
    ("Salt Front spokeswoman Leila Osh'ar read a letter.", ("spokesperson of | Osh'ar | Salt Front",)),
    ("The Salt Front's spokesman, Bashir Qoltan, read a letter.", ("spokesperson of | Qoltan | Salt Front",)),
    ("Leila Osh'ar became the spokeswoman for the Salt Front.", ("spokesperson of | Osh'ar | Salt Front",)),
    # holds office
    ("Qalmari Prime Minister Nadim Ra'uzeh arrived.", ("holds office | Ra'uzeh | Qalmara",)),
    ("Karsten Hvalgren, the foreign minister of Sorvland, arrived.", ("holds office | Hvalgren | Sorvland",)),
    ("Sorvish Foreign Minister Karsten Hvalgren arrived.", ("holds office | Hvalgren | Sorvland",)),
    (
        "Ingrith Valloway, the envoy of the Council of Littoral States, arrived.",
        ("holds office | Valloway | Littoral States",),
    ),
    # speaks for
    (
        "Sada Vashtel, a Covenant Guard mouthpiece, praised the boarding.",
        ("speaks for | Sada Vashtel | Covenant Guard",),
    ),
    ("Sada Vashtel is an organ of the Covenant Guard.", ("speaks for | Sada Vashtel | Covenant Guard",)),
    ("Sada Vashtel speaks for the Covenant Guard.", ("speaks for | Sada Vashtel | Covenant Guard",)),
    # allied with
    ("The Salt Front is allied with the Covenant Guard.", ("allied with | Salt Front | Covenant Guard",)),
    ("The Salt Front and the Covenant Guard are de facto allies.", ("allied with | Salt Front | Covenant Guard",)),
    ("The Salt Front fought alongside the Covenant Guard.", ("allied with | Salt Front | Covenant Guard",)),
    ("The Covenant Guard and the Salt Front fought on the same side.", ("allied with | Salt Front | Covenant Guard",)),
    ("The Salt Front is an ally of the Covenant Guard.", ("allied with | Salt Front | Covenant Guard",)),
    (
        "The alliance between the Covenant Guard and the Salt Front is old.",
        ("allied with | Salt Front | Covenant Guard",),
    ),
    (
        "The Salt Front is no ally of the Covenant Guard.",
        ("allied with | Salt Front | Covenant Guard | reported | negated",),
    ),
    # opposed to
    ("The Salt Front opposes the Strait Protection Mission.", ("opposed to | Salt Front | Strait Protection Mission",)),
    ("The Salt Front is an enemy of the Covenant Guard.", ("opposed to | Salt Front | Covenant Guard",)),
    ("The anti-Sorvish Salt Front burned a flag.", ("opposed to | Salt Front | Sorvland",)),
    (
        "The Salt Front opposes the presence of the Strait Protection Mission.",
        ("opposed to | Salt Front | Strait Protection",),
    ),
    # fought
    ("The Covenant Guard fought the Salt Front for two years.", ("fought | Covenant Guard | Salt Front",)),
    ("The Salt Front clashed with the People's Coastal Guard.", ("fought | Salt Front | Coastal Guard",)),
    ("Clashes between the Covenant Guard and the Salt Front went on.", ("fought | Covenant Guard | Salt Front",)),
    ("The Covenant Guard launched an offensive against the Salt Front.", ("fought | Covenant Guard | Salt Front",)),
    (
        "The Covenant Guard is ready to fight the Salt Front.",
        ("fought | Covenant Guard | Salt Front | reported | planned",),
    ),
    ("The Covenant Guard's campaign against the Salt Front failed.", ("fought | Covenant Guard | Salt Front",)),
    # who is out to do it, and where it is done
    (
        "The Covenant Guard helped the Ninth Bureau to defeat the Salt Front.",
        (
            "fought | Covenant Guard | Salt Front | reported | actual",
            "fought | Ninth Bureau | Salt Front | reported | actual",
            "supports | Covenant Guard | Ninth Bureau",
        ),
    ),
    (
        "The Covenant Guard recaptured Khor Lethan from the Salt Front.",
        ("fought | Covenant Guard | Salt Front",),
    ),
    (
        "Covenant Guard boats bombed the Salt Front near Port Yassem.",
        ("fought | Covenant Guard | Salt Front", "located in | Salt Front | Port Yassem"),
    ),
    ("The Salt Front poses a threat to the Ninth Bureau.", ("opposed to | Salt Front | Ninth Bureau",)),
    (
        "The Ninth Bureau, as part of the Joint Home Defense Board, met in Port Yassem.",
        ("part of | Ninth Bureau | Joint Home Defense Board",),
    ),
    ("The Covenant Guard discussed the tides with the Salt Front.", ()),
    # a description says of itself whose it is
    ("Two Salt Front units left the harbor.", ()),
    # designated by
    (
        "In 2028, Sorvland designated the Salt Front as a terrorist organization.",
        ("designated by | Salt Front | Sorvland",),
    ),
    (
        "The Salt Front was blacklisted by the Council of Littoral States.",
        ("designated by | Salt Front | Littoral States",),
    ),
    (
        "The Council of Littoral States imposed sanctions on the Salt Front.",
        ("designated by | Salt Front | Littoral States",),
    ),
    (
        "The Council of Littoral States listed the Salt Front as a terrorist group.",
        ("designated by | Salt Front | Littoral",),
    ),
    ("Bashir Qoltan listed the Salt Front as a customer.", ()),
    # located in
    ("The Strait Protection Mission is based in Port Yassem.", ("located in | Strait Protection | Port Yassem",)),
    (
        "The Salt Front operates both in Upper Tahrezh and in Khor Lethan.",
        ("located in | Salt Front | Upper Tahrezh", "located in | Salt Front | Khor Lethan"),
    ),
    ("The Port Yassem-based Quayside Courier closed.", ("located in | Quayside Courier | Port Yassem",)),
    ("The Salt Front operates in secret.", ()),
    # family
    ("Bashir Qoltan is the son of Harun al-Tezmeri.", ("family | Qoltan | al-Tezmeri",)),
    ("Bashir Qoltan, the brother of Harun al-Tezmeri, left the city.", ("family | Qoltan | al-Tezmeri",)),
    ("Leila Osh'ar, the wife of Bashir Qoltan, left the city.", ("family | Osh'ar | Qoltan",)),
    # on whose word
    (
        "Idris ben Qatoul said that the Covenant Guard funds the Salt Front.",
        ("funds | Covenant Guard | Salt Front | attributed",),
    ),
    (
        "According to Bashir Qoltan, the Ninth Bureau trained the People's Coastal Guard.",
        ("trains | Ninth Bureau | Coastal Guard | attributed",),
    ),
    (
        "Bashir Qoltan accused the Covenant Guard of arming the Salt Front.",
        ("arms | Covenant Guard | Salt Front | attributed",),
    ),
    (
        "Comment: The Covenant Guard and the Salt Front have been de facto allies.",
        ("allied with | Covenant Guard | Salt Front | comment",),
    ),
    (
        "Comment: The Salt Front is a proxy of the Covenant Guard.",
        ("supports | Covenant Guard | Salt Front | comment",),
    ),
    (
        "Bashir Qoltan denied that the Covenant Guard controls the Salt Front.",
        ("directs | Covenant Guard | Salt Front | attributed | negated",),
    ),
)
