"""The same thing told by several documents: framed differently, or by one source behind them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice

from foedus.evidence.confidence import level
from foedus.evidence.rows import Row
from foedus.evidence.versions.figures import MOST, figures
from foedus.evidence.versions.independence import Independence
from foedus.evidence.versions.library import Library
from foedus.evidence.versions.retold import retold
from foedus.evidence.versions.setting import Settings
from foedus.evidence.versions.sides import finding
from foedus.evidence.versions.tolls import tolls

_SPEAKERS = 200  # of each characterisation, the surest, among whom those are chosen who stand against each other
_KEYS = ("id", "doc", "part", "start", "end", "confidence")


def tellings(library: Library, independence: Independence) -> Iterator[Row]:
    """Yield findings across documents that are not versions of one another."""
    settings = Settings(library)
    counted: set[tuple[str, int]] = set()
    for f in tolls(library, independence):
        counted |= {(a["doc"], a["start"]) for a in f["anchors"]}
        yield f
    for f in figures(library, independence, settings):
        if not all((a["doc"], a["start"]) in counted for a in f["anchors"]):
            yield f
    yield from retold(library, independence, settings)
    yield from _framings(library, independence, settings)
    yield from _one_source(library, independence)
    yield from _one_mouth(library, independence)


def _framings(library: Library, independence: Independence, settings: Settings) -> Iterator[Row]:
    """Speakers who characterise the same days by different words of the vocabulary."""
    best: dict[tuple[str, str], Row] = {}
    for c in library.rows("claims"):
        speaker = c["speaker"] if isinstance(c["speaker"], str) else None
        if not c["framing"] or c["framing"] == "other" or not speaker or speaker == "UNSPECIFIED" or c["polarity"] == "deny":
            continue
        key = (speaker.removesuffix("_GOV"), c["framing"])
        if key not in best or c["confidence"] > best[key]["confidence"]:
            best[key] = {k: c[k] for k in (*_KEYS, "speaker", "framing")}
    labels: dict[str, list[Row]] = defaultdict(list)
    both: dict[str, set[str]] = defaultdict(set)
    for (speaker, label), c in sorted(best.items()):
        labels[label].append(c)
        both[speaker].add(label)
    surest = {k: sorted(v, key=lambda c: (-c["confidence"], c["id"]))[:_SPEAKERS] for k, v in labels.items()}
    pairs = []
    for one, two in combinations(sorted(labels), 2):
        if any({one, two} <= used for used in both.values()):
            continue  # somebody uses both words: they do not exclude each other
        options = [
            (a, b) for a in surest[one] for b in surest[two]
            if a["speaker"] != b["speaker"] and independence.apart(a, b) and settings.shared(a, b)
        ]
        if options:
            a, b = max(options, key=lambda p: (p[0]["confidence"] + p[1]["confidence"], p[0]["id"], p[1]["id"]))
            pairs.append((a["confidence"] * b["confidence"], a, b))
    for confidence, a, b in sorted(pairs, key=lambda p: (-p[0], p[1]["id"]))[:MOST]:
        yield finding(
            "framing_differs", "medium", [a, b],
            f"{a['speaker']} speaks of {a['framing'].replace('_', ' ')}, {b['speaker']} of {b['framing'].replace('_', ' ')}.",
            float(confidence),
        )


def _one_source(library: Library, independence: Independence) -> Iterator[Row]:
    """Events that several documents tell of, all of them one source: one finding for each source."""
    first: dict[str, dict[str, Row]] = defaultdict(dict)
    for e in library.rows("events"):
        if e["event"]:
            first[e["event"]].setdefault(e["doc"], {k: e[k] for k in (*_KEYS, "gloss")})
    by_source: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for event, told in first.items():
        named = {independence.family(doc) for doc in told}
        if len(told) > 1 and len(named) == 1:
            by_source[named.pop()].append((-len(told), event))
    most = sorted(by_source.values(), key=lambda events: (-len(events), min(events)))
    for events in most[:MOST]:
        n, event = min(events)
        tellings_of = list(first[event].values())
        what = tellings_of[0]["gloss"] or "an event"
        others = f" and of {len(events) - 1} other event{'s' * (len(events) > 2)}" if len(events) > 1 else ""
        yield finding(
            "single_source", "medium", tellings_of[:2],
            f"{-n} documents tell of {what}{others} that no other document tells of; they are one source.",
            min(t["confidence"] for t in tellings_of[:2]),
        )


def _one_mouth(library: Library, independence: Independence) -> Iterator[Row]:
    """Independent documents that have a speaker's words from the same third party."""
    heard: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for c in library.rows("claims"):
        if isinstance(c["speaker"], str) and c["speaker"] != "UNSPECIFIED" and c["confidence"] >= level("claims", 0.5):
            for teller in c["through"] or ():
                if teller not in (c["speaker"], "UNSPECIFIED"):
                    heard[c["speaker"], teller].setdefault(independence.family(c["doc"]), {k: c[k] for k in _KEYS})
    found = sorted(((len(by), key, list(by.values())) for key, by in heard.items() if len(by) > 1), key=lambda f: (-f[0], f[1]))
    for n, (speaker, teller), told in islice(found, MOST):
        yield finding(
            "same_source", "low", told[:2],
            f"{n} otherwise independent sources have the words of {speaker} from {teller}; for these they are one source.",
            min(t["confidence"] for t in told[:2]),
        )
