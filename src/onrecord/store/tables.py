"""The desk's tables, as they are after the last migration. ``migrations/versions`` is how they came to be.

One database holds them, SQLite or PostgreSQL; the original bytes lie beside it, in the archive. Times are text, ISO
8601 in UTC to the microsecond (``onrecord.clock.stamp``), so that their order is the order of time on both.

What is here twice is here so that it can be found: ``reading.record`` is the record, whole; ``finding``, ``part`` and
``actor`` are what of it is searched, and can be made again from it.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: A number of a row. SQLite gives out, and keeps as its own, those of INTEGER only.
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: Text in the order of its code points, on both databases: so ids are found by how they begin.
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _no() -> sa.Column[int]:
    """A number that the database gives out."""
    return sa.Column("no", Number, primary_key=True, autoincrement=True)


def _given() -> sa.Column[int]:
    """A number that whoever files gives out, under the lock of writers (``opening.py``, ``Turn.numbers``)."""
    return sa.Column("no", Number, primary_key=True, autoincrement=False)


def _to(table: str, name: str | None = None, *, index: bool = False, nullable: bool = True) -> sa.Column[int]:
    """The number of a row of another table."""
    return sa.Column(name or table, Number, sa.ForeignKey(f"{table}.no"), index=index, nullable=nullable)


def _of(table: str, name: str | None = None, *, index: bool = False) -> sa.Column[int]:
    """The number of a row of another table, which this row is known by."""
    key = sa.ForeignKey(f"{table}.no")
    return sa.Column(name or table, Number, key, primary_key=True, autoincrement=False, index=index)


#: What the desk says of itself: ``id``, ``made``, ``made_by`` (engine), ``archive`` (folder), ``last`` (latest stamp).
desk = sa.Table("desk", metadata, sa.Column("key", Text, primary_key=True), sa.Column("value", Text, nullable=False))

#: An outlet, by its name of today; what it was called before is in ``source_key``. Grades are judgements.
source = sa.Table(
    "source",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("country", Text),
    sa.Column("language", Text),
    sa.Column("link", Text),
    sa.Column("homepage", Text),
    sa.Column("speaks_for", Text, nullable=False),  # JSON list
    sa.Column("added", Text, nullable=False),
)

#: What an outlet is recognised by: ``host:lpa.example.net``, ``telegram:1234567890``, ``name:littoral press agency``,
#: ``handle:...``. ``shown`` is it as it was written.
source_key = sa.Table(
    "source_key",
    metadata,
    sa.Column("key", Text, primary_key=True),
    sa.Column("source", Text, sa.ForeignKey("source.id"), nullable=False, index=True),
    sa.Column("shown", Text, nullable=False),
    sa.Column("first_seen", Text, nullable=False),
    sa.Column("last_seen", Text, nullable=False),
)

#: Original bytes, by their hash. ``given_up`` is the time at which a rule gave the bytes up, ``why`` which.
snapshot = sa.Table(
    "snapshot",
    metadata,
    sa.Column("sha256", Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("media_type", Text, nullable=False),
    sa.Column("stored", Text, nullable=False),
    sa.Column("given_up", Text),
    sa.Column("why", Text),
)

#: A text as it stood in one snapshot. ``address`` is where a later version of it would stand (a URL without fragment,
#: ``telegram:123/45``), ``None`` for a local file. ``text_sha256`` is that of its text in UTF-8. ``family`` is the
#: number of the first document with the same text or nearly. ``revises`` stood at the address before.
document = sa.Table(
    "document",
    metadata,
    _given(),
    sa.Column("id", Text, nullable=False, unique=True),
    sa.Column("sha256", Text, sa.ForeignKey("snapshot.sha256"), nullable=False, index=True),
    sa.Column("text_sha256", Text, nullable=False, index=True),
    sa.Column("address", Text, index=True),
    sa.Column("title", Text),
    sa.Column("author", Text),
    sa.Column("source", Text, sa.ForeignKey("source.id"), index=True),
    sa.Column("source_name", Text),
    sa.Column("url", Text),
    sa.Column("published", Text, index=True),
    sa.Column("precision", Text),
    sa.Column("language", Text),
    sa.Column("provenance", Text),  # JSON
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("filed", Text, nullable=False, index=True),
    sa.Column("family", Number, index=True),
    _to("document", name="revises", index=True),
    sa.Column("vanished", Text),
)

#: The words of each document, apart from its facts so that lists of documents stay quick. Searched in full
#: (``search.py``: an FTS5 table ``document_words`` over it in SQLite, a column ``words`` of PostgreSQL).
document_text = sa.Table(
    "document_text",
    metadata,
    _of("document"),
    sa.Column("title", Text),
    sa.Column("text", Text, nullable=False),
)

#: What a person said of a document against, or beside, what its page says: kept apart. ``own`` is what the page said.
override = sa.Table(
    "override",
    metadata,
    _no(),
    _to("document", index=True, nullable=False),
    sa.Column("field", Text, nullable=False),
    sa.Column("value", Text, nullable=False),
    sa.Column("own", Text),
    sa.Column("who", Text, nullable=False),
    sa.Column("at", Text, nullable=False),
)

#: Where, and how often, these bytes were met; also where nothing was (``status`` 404 or 410, no ``sha256``).
sighting = sa.Table(
    "sighting",
    metadata,
    _no(),
    _to("document", index=True),
    sa.Column("sha256", Text, sa.ForeignKey("snapshot.sha256"), index=True),
    sa.Column("address", Text, index=True),
    sa.Column("name", Text, nullable=False),
    sa.Column("final_url", Text),
    sa.Column("status", sa.Integer),
    sa.Column("source", Text, sa.ForeignKey("source.id")),
    sa.Column("container", Text),
    sa.Column("first_seen", Text, nullable=False),
    sa.Column("last_seen", Text, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
)

#: A record as one engine with its knowledge read it: zlib-packed JSON of the wire form without the text. The current
#: one has no ``replaced``.
reading = sa.Table(
    "reading",
    metadata,
    _given(),
    _to("document", index=True, nullable=False),
    sa.Column("engine", Text, nullable=False),
    sa.Column("model", Text),
    sa.Column("codebook", Text, nullable=False),
    sa.Column("knowledge", Text, nullable=False),
    sa.Column("made", Text, nullable=False),
    sa.Column("replaced", Text),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
)

#: Statements (``s:``), events (``e:``), ties (``t:``) and commitments (``c:``). ``id`` is made of the document and the
#: words (``ids.py``), so a finding that a newer engine finds again keeps it. ``type`` is the act, the event's or tie's
#: type, or the commitment's kind; ``by`` the ``id`` of the statement it stands on or is part of.
finding = sa.Table(
    "finding",
    metadata,
    _given(),
    sa.Column("id", Text, nullable=False, index=True),
    _to("reading", index=True, nullable=False),
    _to("document", index=True, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("local", Text, nullable=False),
    sa.Column("begin", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("type", Text, nullable=False),
    sa.Column("mode", Text),
    sa.Column("zone", Text),
    sa.Column("standing", Text),
    sa.Column("by", Text),
    sa.Column("polarity", Text),
    sa.Column("negated", sa.Boolean, nullable=False),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("from", Text),
    sa.Column("to", Text),
)

#: The actors of one reading, under the names of that document.
actor = sa.Table(
    "actor",
    metadata,
    _given(),
    _to("reading", index=True, nullable=False),
    sa.Column("local", Text, nullable=False),
    sa.Column("name", Text, nullable=False, index=True),
    sa.Column("kind", Text, nullable=False),
    sa.Column("link", Text, index=True),
    sa.Column("confidence", sa.Float, nullable=False),
)

#: Who takes part in a finding, and as what: speaker, addressee, target, medium, actor, recipient, a, b, doer, to.
part = sa.Table(
    "part",
    metadata,
    _no(),
    _to("finding", index=True, nullable=False),
    sa.Column("role", Text, nullable=False),
    _to("actor", index=True),
    sa.Column("words", Text),
)

#: A finding whose words were found to be gone from the source's page, or there again; ``document`` is the version
#: that shows it, ``None`` where the page itself is gone. That a page is gone, or there again, is a mark of its
#: document's id (``d:``).
mark = sa.Table(
    "mark",
    metadata,
    _no(),
    sa.Column("finding", Text, nullable=False, index=True),
    sa.Column("kind", Text, nullable=False),  # withdrawn, restored
    _to("document"),
    sa.Column("at", Text, nullable=False),
    sa.Column("why", Text, nullable=False),
)

#: Judgements: the history. Rows are added, never changed but for ``undone``.
judgement = sa.Table(
    "judgement",
    metadata,
    _no(),
    sa.Column("id", Text, nullable=False, unique=True),
    sa.Column("at", Text, nullable=False),
    sa.Column("who", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("subject", Text, nullable=False, index=True),
    sa.Column("other", Text, index=True),
    sa.Column("value", Text),  # JSON
    sa.Column("why", Text),
    sa.Column("undone", Text),
)

#: What near duplicates are found by (``linking/repeats.py`` makes it): packed hash values, and the bands of them.
signature = sa.Table(
    "signature",
    metadata,
    _of("document"),
    sa.Column("shingles", sa.Integer, nullable=False),
    sa.Column("minhash", sa.LargeBinary, nullable=False),
)
#: The bands of signatures. New ones stand in a small tier, which is poured into the next when it has filled: a hash
#: falls anywhere in its table, and in a small one that is quick (``repeating.py``).
band = sa.Table(
    "band",
    metadata,
    sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),  # 63 bits: number of the band and its hash
    _of("document"),
    sqlite_with_rowid=False,
)
#: Why two documents are of one family: what they share, as shares of both together and of the shorter.
likeness = sa.Table(
    "likeness",
    metadata,
    _of("document"),
    _of("document", name="other", index=True),
    sa.Column("jaccard", sa.Float, nullable=False),
    sa.Column("contained", sa.Float, nullable=False),
)

#: What is looked at again and again: a feed, a sitemap, a folder, a page. ``state`` is active, paused or gone.
watched = sa.Table(
    "watched",
    metadata,
    sa.Column("id", Text, primary_key=True),  # "w:..."
    sa.Column("kind", Text, nullable=False),  # feed, sitemap, folder, page
    sa.Column("url", Text, nullable=False, unique=True),  # or a folder's path
    sa.Column("source", Text, sa.ForeignKey("source.id"), index=True),
    sa.Column("title", Text),
    sa.Column("added", Text, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("every", sa.Float),  # seconds that a person fixed; else it adapts
    sa.Column("interval", sa.Float, nullable=False),  # seconds until the look after next
    sa.Column("next", Text, nullable=False, index=True),
    sa.Column("etag", Text),
    sa.Column("modified", Text),
    sa.Column("looked", Text),
    sa.Column("succeeded", Text),
    sa.Column("news", Text),  # when it last had something new
    sa.Column("failures", sa.Integer, nullable=False),  # in a row
    sa.Column("refusals", sa.Integer, nullable=False),  # robots.txt, in a row
    sa.Column("error", Text),
    sa.Column("moved_to", Text),
    sa.Column("renamed_from", Text),
)
#: An entry of something watched. ``state``: waiting, filed, known (there already), refused, gone.
item = sa.Table(
    "item",
    metadata,
    _no(),
    sa.Column("watched", Text, sa.ForeignKey("watched.id"), nullable=False),
    sa.Column("key", Text, nullable=False),
    sa.Column("url", Text, index=True),
    sa.Column("facts", Text),  # JSON: what the feed says of it
    sa.Column("state", Text, nullable=False),
    sa.Column("seen", Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next", Text),
    sa.Column("error", Text),
    _to("document"),
    sa.UniqueConstraint("watched", "key"),
    sa.Index("ix_item_state_next", "state", "next"),
)

#: Stretches of a document that were redacted: as long as what stood there.
hole = sa.Table(
    "hole",
    metadata,
    _no(),
    _to("document", index=True, nullable=False),
    sa.Column("begin", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("log", Number, nullable=False),
)

#: What was done to the desk itself: init, migrate, verify, backup, restore, compact, retain, redact, reread.
log = sa.Table(
    "log",
    metadata,
    _no(),
    sa.Column("at", Text, nullable=False),
    sa.Column("who", Text, nullable=False),
    sa.Column("what", Text, nullable=False),
    sa.Column("detail", Text, nullable=False),  # JSON
)

#: A brief that was published, as it went out. ``id`` is made of the draft's bytes; ``content`` is zlib-packed JSON: the
#: draft, and every finding that it cites as that stood then; ``sha256`` is of that JSON. ``corrects`` is the brief that
#: this one takes the place of. Rows are added, never changed.
brief = sa.Table(
    "brief",
    metadata,
    sa.Column("id", Text, primary_key=True),  # "b:..."
    sa.Column("published", Text, nullable=False, index=True),
    sa.Column("who", Text, nullable=False),
    sa.Column("title", Text, nullable=False),
    sa.Column("sha256", Text, nullable=False),
    sa.Column("corrects", Text, sa.ForeignKey("brief.id"), index=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
#: What a brief cites: the id of a finding, or of a document, and the document that it is in.
brief_cited = sa.Table(
    "brief_cited",
    metadata,
    sa.Column("brief", Text, sa.ForeignKey("brief.id"), primary_key=True),
    sa.Column("id", Text, primary_key=True, index=True),
    _to("document", index=True, nullable=False),
)

# -- what is linked, grouped and searched. All of it is made from the rows above, piece by piece (``desk/settling.py``),
# -- and can be made again; the desk's key ``settled`` is the number of the last reading that it has been made of.

#: One actor across documents. ``id`` is made of its link, or of the first actor that it was made for. ``into`` is the
#: entity that it is now, by judgements (``same``); ``None`` if it is itself. ``type`` and ``countries`` come from
#: packs.
entity = sa.Table(
    "entity",
    metadata,
    _given(),
    sa.Column("id", Text, nullable=False, unique=True),  # "a:..."
    sa.Column("name", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("link", Text, unique=True),
    sa.Column("type", Text),
    sa.Column("countries", Text, nullable=False),  # JSON list
    sa.Column("made", Text, nullable=False),
    _to("entity", name="into", index=True),
)
#: What an entity may be found by: keys of its names as they sound and as they are written, in any script.
entity_key = sa.Table(
    "entity_key",
    metadata,
    sa.Column("key", Text, primary_key=True),
    _of("entity", index=True),
)
#: The names of an entity that a comparison needs, from packs (``pack``) and from texts (``text``).
entity_name = sa.Table(
    "entity_name",
    metadata,
    _of("entity"),
    sa.Column("name", Text, primary_key=True),
    sa.Column("origin", Text, nullable=False),
)
#: Which entity an actor of a reading is: as the machine linked it (``entity``, with score and reasons), and where
#: somebody's judgement on that actor itself put it (``put``).
linked = sa.Table(
    "linked",
    metadata,
    _of("actor"),
    _to("entity", nullable=False),
    _to("entity", name="put", index=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", Text, nullable=False),  # JSON list of sentences
    sa.Index("ix_linked_entity_actor", "entity", "actor"),
)
#: Two entities that may be one: what ``link review`` asks, unless a judgement that holds has answered.
question = sa.Table(
    "question",
    metadata,
    _of("entity"),
    _of("entity", name="other", index=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", Text, nullable=False),  # JSON list of sentences
    sa.Column("made", Text, nullable=False),
)
#: A name that a document calls an entity by; ``day`` is when it was published, or filed where that is not known.
naming = sa.Table(
    "naming",
    metadata,
    _of("actor"),
    sa.Column("name", Text, primary_key=True),
    sa.Column("entity", Number, sa.ForeignKey("entity.no"), nullable=False),
    _to("reading", index=True, nullable=False),
    _to("document", nullable=False),
    sa.Column("source", Text),
    sa.Column("day", Text),
    sa.Index("ix_naming_entity_name", "entity", "name"),
)
#: An office that a document gives somebody: its words there, and the body, if that is an actor too.
office = sa.Table(
    "office",
    metadata,
    _no(),
    _to("entity", index=True, nullable=False),
    _to("actor", index=True, nullable=False),
    _to("reading", index=True, nullable=False),
    _to("document", nullable=False),
    sa.Column("title", Text, nullable=False),
    _to("entity", name="body", index=True),
    sa.Column("begin", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("day", Text),
)
#: Statements that report one utterance bear one number, that of the first of them (``utterance`` is a finding's). A
#: statement that nobody else carries has no row. ``other`` is the statement that it was compared with.
told = sa.Table(
    "told",
    metadata,
    _of("finding", name="statement"),
    _to("finding", name="utterance", index=True, nullable=False),
    _to("finding", name="other", nullable=False),
    sa.Column("how", Text, nullable=False),  # verbatim, cut, altered, paraphrased, translated
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", Text, nullable=False),  # JSON list of sentences
)
#: What such statements are looked for by (``linking/sayings.py``), in tiers as ``band`` is.
told_key = sa.Table(
    "told_key",
    metadata,
    sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),  # 63 bits
    _of("finding", name="statement", index=True),
    sqlite_with_rowid=False,
)
#: What a statement's content means, as numbers (``tagger/meaning.py``); one of another version is made again.
vector = sa.Table(
    "vector",
    metadata,
    _of("finding"),
    sa.Column("version", Text, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
#: Readings whose document was changed after they had been settled: they are settled once more (``hiding.py``).
unsettled = sa.Table("unsettled", metadata, _of("reading"), sa.Column("why", Text, nullable=False))
#: A finding or a document as it is searched: what it is filtered, sorted and counted by. ``no`` is twice the finding's
#: number, or twice the document's and one. ``day`` to ``day_end`` are the days on which it may have been published,
#: ``who`` and ``whom`` the entities of its first two sides. ``since`` and ``until`` say when its reading held.
indexed = sa.Table(
    "indexed",
    metadata,
    _given(),
    sa.Column("id", Text, nullable=False),
    _to("document", index=True, nullable=False),
    _to("reading", index=True, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("type", Text),
    sa.Column("day", Text, index=True),
    sa.Column("day_end", Text),
    sa.Column("from", Text),
    sa.Column("to", Text),
    sa.Column("source", Text),
    sa.Column("language", Text),
    sa.Column("zone", Text),
    sa.Column("standing", Text),
    sa.Column("polarity", Text),
    sa.Column("who", Number),
    sa.Column("whom", Number),
    sa.Column("since", Text, nullable=False),
    sa.Column("until", Text),
    sa.Column("length", sa.Integer, nullable=False),
)
#: The words of each of these, as they are searched: folded, a space between two (``search_words.py``), and the same
#: with their endings taken off. ``marks`` are what it is found by beside words (``indexing.py``). An FTS5 table
#: ``indexed_search`` stands over it in SQLite, columns ``words`` and ``marked`` of type ``tsvector`` in PostgreSQL.
indexed_words = sa.Table(
    "indexed_words",
    metadata,
    _of("indexed", name="no"),
    sa.Column("said", Text, nullable=False),
    sa.Column("names", Text, nullable=False),
    sa.Column("title", Text, nullable=False),
    sa.Column("said_stems", Text, nullable=False),
    sa.Column("names_stems", Text, nullable=False),
    sa.Column("title_stems", Text, nullable=False),
    sa.Column("marks", Text, nullable=False),
)

#: What ``indexed`` says of the numbers of one stretch, side by side, so that very many rows are counted at once
#: (``blocks.py``). Whenever a row of ``indexed`` changes the database itself removes its block; one that is not there
#: is read from the rows.
indexed_block = sa.Table(
    "indexed_block",
    metadata,
    sa.Column("block", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", Text, nullable=False),  # of the SHA-256 of what it holds
    sa.Column("columns", sa.LargeBinary, nullable=False),
)

#: A question that is kept under a name. ``options`` (JSON) are how it is asked and when it is told, ``every`` is now,
#: day or week, ``channels`` (JSON list) where its answers go. ``begin`` is the number of the last reading before it,
#: ``upto`` of the last that it was asked of, ``told`` the number of the last hit that a delivery was made of. ``next``
#: is when a digest is due, ``error`` why it could not be asked.
saved = sa.Table(
    "saved",
    metadata,
    sa.Column("id", Text, primary_key=True),  # "q:..."
    sa.Column("name", Text, nullable=False),
    sa.Column("query", Text, nullable=False),
    sa.Column("options", Text, nullable=False),
    sa.Column("every", Text, nullable=False),
    sa.Column("channels", Text, nullable=False),
    sa.Column("state", Text, nullable=False),  # active, paused, gone
    sa.Column("begin", Number, nullable=False),
    sa.Column("upto", Number, nullable=False),
    sa.Column("told", Number, nullable=False),
    sa.Column("who", Text, nullable=False),
    sa.Column("made", Text, nullable=False),
    sa.Column("next", Text),
    sa.Column("error", Text),
)
#: What a kept question found (``id`` of a finding or a document): each once, whatever is read again.
hit = sa.Table(
    "hit",
    metadata,
    _given(),
    sa.Column("saved", Text, sa.ForeignKey("saved.id"), nullable=False),
    sa.Column("id", Text, nullable=False),
    _to("document", nullable=False),
    sa.Column("found", Text, nullable=False),
    sa.UniqueConstraint("saved", "id"),
    sa.Index("ix_hit_saved_no", "saved", "no"),
)
#: A message to one channel, and what became of it: waiting, sending, done, failed. ``id`` goes out with it.
delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", Text, primary_key=True),  # "v:..."
    sa.Column("channel", Text, nullable=False),
    sa.Column("every", Text, nullable=False),
    sa.Column("made", Text, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next", Text, index=True),  # of those that wait
    sa.Column("done", Text),
    sa.Column("error", Text),
)
#: Which hits of a kept question a delivery tells: those with numbers over ``after``, up to and with ``upto``.
delivered = sa.Table(
    "delivered",
    metadata,
    sa.Column("delivery", Text, sa.ForeignKey("delivery.id"), primary_key=True),
    sa.Column("saved", Text, sa.ForeignKey("saved.id"), primary_key=True, index=True),
    sa.Column("after", Number, nullable=False),
    sa.Column("upto", Number, nullable=False),
)
