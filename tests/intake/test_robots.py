"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import pytest

from onrecord.intake import USER_AGENT
from onrecord.intake.robots import Rules, token_of

SITE = "https://lpa.example.net"


def _allows(text: str, path: str, agent: str = USER_AGENT) -> bool:
    return Rules(text, agent).allows(SITE + path)


def test_nothing_said_closes_nothing() -> None:
    assert _allows("", "/a")
    assert _allows("<html>not found</html>", "/a")
    assert _allows("User-agent: *\nDisallow:\n", "/a")


@pytest.mark.parametrize(
    ("rules", "path", "open_"),
    [
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Disallow: /a/b\nAllow: /a", "/a/b/c", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("Disallow: /*?print", "/x?print=1", False),
        ("Disallow: /a%2Fb", "/a%2fb", False),
        ("Disallow: /A", "/a", True),
        ("Disallow: /\nAllow: /$", "/", True),
        ("Disallow: /\nAllow: /$", "/x", False),
        ("Disallow: /\n", "/robots.txt", True),
        ("disallow:/x # because", "/x", False),
    ],
)
def test_the_longest_rule_wins_with_wildcards(rules: str, path: str, open_: bool) -> None:
    assert _allows(f"User-agent: *\n{rules}\n", path) is open_


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        ("onrecord", True),
        ("OnRecord", True),
        ("onrecord/0.1", True),
        ("on", False),
        ("record", False),
        ("onrecord-images", False),
        ("polite", False),
        ("reader", False),
        ("Googlebot", False),
    ],
)
def test_a_group_is_ours_by_the_whole_token(named: str, ours: bool) -> None:
    assert _allows(f"User-agent: {named}\nDisallow: /\n", "/a") is not ours


def test_our_own_group_beats_everybodys_and_groups_are_merged() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /x\n\nUser-agent: onrecord\nDisallow: /y\n"
    assert _allows(text, "/a")
    assert not _allows(text, "/x")
    assert not _allows(text, "/y")
    shared = "User-agent: other\nUser-agent: onrecord\nDisallow: /x\nUser-agent: last\nDisallow: /z\n"
    assert not _allows(shared, "/x")
    assert _allows(shared, "/z")


def test_delay_and_sitemaps() -> None:
    rules = Rules(
        "\ufeffUser-agent: other\nCrawl-delay: 99\nUser-agent: *\nCrawl-delay: 2.5\nSitemap: https://a.example/m.xml\n",
        USER_AGENT,
    )
    assert rules.delay == 2.5
    assert rules.sitemaps == ("https://a.example/m.xml",)
    assert Rules("User-agent: *\nCrawl-delay: soon\n", USER_AGENT).delay == 0
    assert Rules("User-agent: *\nCrawl-delay: inf\n", USER_AGENT).delay == 0
    many = Rules("".join(f"Sitemap: https://a.example/{n}\n" for n in range(500)), USER_AGENT)
    assert len(many.sitemaps) == 100


def test_thousands_of_other_robots_make_no_thousands_of_groups() -> None:
    # Each name once, then each rule for all of them: half a megabyte that would be hundreds of millions of rules.
    text = "".join(f"User-agent: a{n}\n" for n in range(17_000)) + "Disallow: /x\n" * 20_000
    rules = Rules(text + "User-agent: onrecord\nDisallow: /y\n", USER_AGENT)
    assert len(rules._parsed._user_agents) == 2
    assert rules.allows(f"{SITE}/x")
    assert not rules.allows(f"{SITE}/y")


def test_the_token_of_a_name() -> None:
    assert token_of("onrecord/0.1 (+polite reader)") == "onrecord"
    assert token_of("Coast-Desk 2") == "coast-desk"
    assert token_of("") == "*"
