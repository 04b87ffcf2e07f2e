"""What became of a citation since it was frozen: how it stood set beside how it stands, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..linking.wording import wording

Json = dict[str, Any]


class Bearing(StrEnum):
    """How grave it is for a sentence that cites it."""

    FALLS = "no longer stands"
    WEAKER = "weaker"
    NEWER = "only newer"
    """It still stands; there is only something newer to know."""


class Kind(StrEnum):
    """What happened to a citation."""

    LOST = "lost"
    """It names nothing on the desk any more."""
    UNREAD = "not read any more"
    """The newest reading of the document has the finding no more."""
    WITHDRAWN = "withdrawn"
    """Its words are gone from the source's page."""
    VANISHED = "page gone"
    RESTORED = "restored"
    REVISED = "newer version"
    REJECTED = "rejected"
    UNJUDGED = "judgement taken back"
    READ = "read otherwise"
    """It is read, or by an edit said, to say something else."""
    IDENTITY = "somebody else"
    """Who is meant: actors were joined, or taken apart."""
    DISPUTED = "in question"
    GRADE = "grade lowered"
    FACTS = "facts of the document"
    REDACTED = "words taken out"
    GIVEN_UP = "given up"
    ORIGINS = "fewer origins"
    CHECK = "check"
    """A check of the sentence against today's evidence finds what it did not find then."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to what a sentence cites (``cited``, a key): what it was, and what it is, in words.

    ``field`` is what of it differs. ``since`` is a stamp, ``who`` whose judgement or work it was, and ``note`` what was
    said of it; ``None`` where the desk does not know. ``ids`` are the ids whose history tells of it.
    """

    kind: Kind
    cited: str
    bearing: Bearing
    field: str = ""
    was: str | None = None
    now: str | None = None
    since: str | None = None
    who: str | None = None
    note: str | None = None
    ids: tuple[str, ...] = ()


#: Fields without which a sentence says something else.
_BASIC = frozenset({"act", "said", "comment", "type", "negated", "polarity", "standing"})
_SIDES = frozenset({"speaker", "target", "actor", "recipient", "a", "b", "doer", "to"})
_ORDER = "ABCFDE"


def changes(before: Json, after: Json, sentence: str) -> Iterator[Change]:
    """All that differs, for a sentence (its words) that cites it."""
    key = before["key"]
    if before["current"] and not after["current"]:
        yield Change(Kind.UNREAD, key, Bearing.FALLS, since=after["document"]["read"])
    yield from _source(before, after, key)
    yield from _judged(before, after, key)
    yield from _words(before, after, key)
    # Where words were taken out, what they said cannot be set beside what they say.
    read = before["finding"] is not None and after["finding"] is not None and before["words"] == after["words"]
    if after["current"] and read:
        yield from _read_otherwise(before, after, key, sentence)
    yield from _known_of(before, after, key, sentence)


def _source(before: Json, after: Json, key: str) -> Iterator[Change]:
    was, now = before["document"], after["document"]
    since, gone = after["withdrawn"], now["vanished"]
    if since and not before["withdrawn"] and not gone:
        yield Change(Kind.WITHDRAWN, key, Bearing.FALLS, since=since, note=after["why"])
    elif gone and not was["vanished"]:
        yield Change(Kind.VANISHED, key, Bearing.WEAKER, since=gone, note=after["why"])
    elif before["withdrawn"] and not since:
        yield Change(Kind.RESTORED, key, Bearing.NEWER)
    elif now["revised_by"] and now["revised_by"] != was["revised_by"] and not since:
        yield Change(Kind.REVISED, key, Bearing.NEWER, now=now["revised_by"], ids=(now["revised_by"],))
    if was["grade"] and now["grade"] and _ORDER.index(now["grade"]) > _ORDER.index(was["grade"]):
        graded = now["graded"] or {}
        yield Change(
            Kind.GRADE,
            key,
            Bearing.WEAKER,
            "grade",
            was["grade"],
            now["grade"],
            since=graded.get("at"),
            who=graded.get("who"),
            note=graded.get("why"),
        )
    for field in ("outlet_name", "published", "author", "title"):
        same = was[field] == now[field] or (field == "outlet_name" and was["outlet"] and was["outlet"] == now["outlet"])
        if not same and not (field == "title" and now["holes"] != was["holes"]):
            bearing = Bearing.WEAKER if field in ("outlet_name", "published") else Bearing.NEWER
            yield Change(Kind.FACTS, key, bearing, field.removesuffix("_name"), was[field], now[field])


def _judged(before: Json, after: Json, key: str) -> Iterator[Change]:
    was, now = before["judgement"], after["judgement"]
    if now is not None and now["kind"] == "reject" and (was is None or was["kind"] != "reject"):
        told = {"since": now["at"], "who": now["who"], "note": now["why"]}
        yield Change(Kind.REJECTED, key, Bearing.FALLS, **told)
    elif was is not None and (now is None or now["kind"] != was["kind"]):
        bearing = Bearing.NEWER if was["kind"] == "reject" else Bearing.WEAKER
        if was["kind"] != "edit" or before["facts"] == after["facts"]:
            yield Change(Kind.UNJUDGED, key, bearing, "judgement", was["kind"], ids=(before["id"],))


def _words(before: Json, after: Json, key: str) -> Iterator[Change]:
    """Words of a text never change but that they are taken out: by redaction, or all of them by a rule."""
    was, now = before["document"], after["document"]
    whole = any(begin == 0 and end >= before["sentences"][-1]["span"][1] for begin, end in now["holes"])
    if before["spans"] == after["spans"] and before["words"] != after["words"] and not whole:
        # What was taken out is not told again.
        yield Change(Kind.REDACTED, key, Bearing.FALLS, "words", ids=(was["id"],))
    elif now["holes"] != was["holes"] and not whole and _near(before, now["holes"]):
        yield Change(Kind.REDACTED, key, Bearing.WEAKER, "sentence", ids=(was["id"],))
    elif now["holes"] != was["holes"] and whole:
        yield Change(Kind.GIVEN_UP, key, Bearing.WEAKER, "words", ids=(was["id"],))
    elif was["bytes_kept"] and not now["bytes_kept"] and not now["holes"]:
        yield Change(Kind.GIVEN_UP, key, Bearing.NEWER, "bytes", ids=(was["id"],))


def _near(before: Json, holes: list[list[int]]) -> bool:
    return any(b < end and begin < e for b, e in holes for begin, end in (s["span"] for s in before["sentences"]))


def _read_otherwise(before: Json, after: Json, key: str, sentence: str) -> Iterator[Change]:
    told = _reader(before, after)
    for field in before["facts"].keys() | after["facts"].keys():
        was, now = before["facts"].get(field), after["facts"].get(field)
        if was != now:
            bearing = Bearing.FALLS if field in _BASIC else Bearing.WEAKER
            yield Change(Kind.READ, key, bearing, field, _said(was), _said(now), **told)
    links = len(before["chain"]) != len(after["chain"]) and before["kind"] == after["kind"]
    if links:
        was, now = (" ← ".join(one["speaker"] for one in it["chain"]) or "nobody" for it in (before, after))
        yield Change(Kind.READ, key, Bearing.FALLS, "chain", was, now, **told)
    sides = [(role, before["parties"].get(role, []), after["parties"].get(role, [])) for role in _roles(before, after)]
    if not links:
        # Above the statement itself; its own speaker is among the parties.
        first = 1 if before["kind"] == "statement" else 0
        sides += [
            ("speaker", [_voice(one)], [_voice(other)])
            for one, other in list(zip(before["chain"], after["chain"], strict=True))[first:]
        ]
    for role, those, these in sides:
        yield from _side(before, after, role, those, these, sentence)


def _roles(before: Json, after: Json) -> list[str]:
    return sorted(before["parties"].keys() | after["parties"].keys())


def _voice(link: Json) -> Json:
    return {"actor": None, "id": link["speaker_id"], "name": link["speaker"]}


def _side(
    before: Json, after: Json, role: str, those: list[Json], these: list[Json], sentence: str
) -> Iterator[Change]:
    if [one["id"] or one["name"] for one in those] == [one["id"] or one["name"] for one in these]:
        return
    key = before["key"]
    was, now = (_names(some) for some in (those, these))
    same_reading = before["document"]["read"] == after["document"]["read"]
    same_actors = [one["actor"] for one in those] == [one["actor"] for one in these]
    if same_reading and same_actors:
        ids = tuple(
            dict.fromkeys(
                id_ for one in (*those, *these) for id_ in (one["id"], _in_document(before, one)) if id_ is not None
            )
        )
        bearing = Bearing.FALLS if _says_a_lost_name(before, after, those, these, sentence) else Bearing.WEAKER
        yield Change(Kind.IDENTITY, key, bearing, role, was, now, ids=ids)
    elif was != now:
        bearing = Bearing.FALLS if role in _SIDES else Bearing.WEAKER
        yield Change(Kind.READ, key, bearing, role, was, now, **_reader(before, after))


def _in_document(before: Json, one: Json) -> str | None:
    return f"{before['document']['id']}/{one['actor']}" if one["actor"] else None


def _says_a_lost_name(before: Json, after: Json, those: list[Json], these: list[Json], sentence: str) -> bool:
    """Whether the sentence calls somebody by a name that he does not have any more."""
    had = _all_names(before, those)
    lost = had - _all_names(after, these)
    words = f" {_plain(sentence)} "
    return any(f" {name} " in words for name in lost)


def _all_names(stood: Json, some: list[Json]) -> set[str]:
    actors = {one["actor"] for one in some if one["actor"]}
    ids = {one["id"] for one in some if one["id"]}
    people = [one for one in stood["people"] if one["actor"] in actors or (one["id"] in ids)]
    return {_plain(name) for one in people for name in one["names"]} | {_plain(one["name"]) for one in some}


def _plain(words: str) -> str:
    return " ".join(wording(words).forms)


def _known_of(before: Json, after: Json, key: str, sentence: str) -> Iterator[Change]:
    in_question = {one["actor"]: one for one in before["people"] if one["disputed"]}
    for one in after["people"]:
        if one["disputed"] and one["roles"] and one["actor"] not in in_question:
            ids = (one["id"],) if one["id"] else ()
            yield Change(Kind.DISPUTED, key, Bearing.WEAKER, one["roles"][0], one["name"], ids=ids)
    were, are = (len({one["family"] for one in it["tellers"]}) for it in (before, after))
    if were > 1 and are < were and after["current"]:
        yield Change(Kind.ORIGINS, key, Bearing.WEAKER, "origins", str(were), str(are))


def _reader(before: Json, after: Json) -> Json:
    """Who made it say something else: a person by an edit, or another reading."""
    was, now = before["judgement"], after["judgement"]
    if now is not None and now["kind"] == "edit" and now != was:
        return {"since": now["at"], "who": now["who"], "note": now["why"]}
    if was is not None and was["kind"] == "edit" and now != was:
        return {"ids": (before["id"],)}
    engine = after["document"]["engine"]
    return {"since": after["document"]["read"], "who": f"onrecord {engine}"}


def _names(some: list[Json]) -> str:
    return ", ".join(one["name"] for one in some) or "nobody"


def _said(value: Any) -> str:
    if value is None:
        return "not told"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
