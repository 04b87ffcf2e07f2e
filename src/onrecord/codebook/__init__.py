"""The field's word lists, editable by people who do not program, and the loaders that check them."""

from .clause_words import ClauseWords, clause_words, load_clause_words
from .content import ContentList, ContentReading, act_contents, content_reading, content_readings, load_contents
from .count_words import CountingVerb, CountWords, count_words, load_count_words
from .english_words import EnglishWords, english_words, load_english_words
from .event_types import Coded, EventTypes, event_types, load_event_types
from .event_words import Carrier, EventWord, EventWords, event_words, load_event_words
from .examples import Example, Finding
from .metonym_words import MetonymWords, load_metonym_words, metonym_words
from .party_words import PartyWords, load_party_words, party_words
from .role_words import RoleWords, load_role_words, role_words
from .time_words import TimeWords, load_time_words, time_words
from .verbs import CueList, CueReading, Hold, cue_reading, load_cues, speech_verbs
from .zone_marks import ZoneMarks, load_zone_marks, zone_marks

__all__ = [
    "Carrier",
    "ClauseWords",
    "Coded",
    "ContentList",
    "ContentReading",
    "CountWords",
    "CountingVerb",
    "CueList",
    "CueReading",
    "EnglishWords",
    "EventTypes",
    "EventWord",
    "EventWords",
    "Example",
    "Finding",
    "Hold",
    "MetonymWords",
    "PartyWords",
    "RoleWords",
    "TimeWords",
    "ZoneMarks",
    "act_contents",
    "clause_words",
    "content_reading",
    "content_readings",
    "count_words",
    "cue_reading",
    "english_words",
    "event_types",
    "event_words",
    "load_clause_words",
    "load_contents",
    "load_count_words",
    "load_cues",
    "load_english_words",
    "load_event_types",
    "load_event_words",
    "load_metonym_words",
    "load_party_words",
    "load_role_words",
    "load_time_words",
    "load_zone_marks",
    "metonym_words",
    "party_words",
    "role_words",
    "speech_verbs",
    "time_words",
    "zone_marks",
]
