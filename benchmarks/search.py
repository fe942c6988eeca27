"""Times full-text search over 200,000 generated sentences in four languages, beside a plain scan in the same run.

Run ``python benchmarks/search.py [--json] [--segments N]`` in an environment with foedus installed. Words are
drawn from made-up vocabularies with Zipf's frequencies and the endings of each language; the words that are
searched for are planted in one sentence of a thousand. Prints median and worst time over the queries, warm and
with a fresh connection, the time of ``LIKE '%word%'`` over the same sentences, and what the index costs.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from foedus.evidence.rows import TABLES
from foedus.store import search_index
from foedus.store.sqlite import EvidenceStore

SENTENCES_PER_DOCUMENT = 40
WORDS_PER_SENTENCE = 18
VOCABULARY = 30_000
#: For each language: syllables, endings, and the words to plant.
LANGUAGES = {
    "en": (("ba", "cor", "den", "fi", "gal", "hur", "lo", "mer", "nis", "pra", "ster", "tu", "vel", "wy"), ("", "", "s", "ed", "ing"),
           ("harbour", "harbours", "ministry", "ministries", "ferry")),
    "es": (("ba", "cue", "do", "fi", "gra", "lla", "me", "ño", "pe", "rá", "so", "tie", "ví", "zo"), ("", "s", "es", "ción", "ado"),
           ("rápido", "rapido", "puerto", "puertos", "señor", "señores")),
    "ru": (("ба", "ве", "го", "ду", "жи", "зор", "ка", "лен", "ми", "нов", "пре", "сту", "тор", "хо"), ("", "а", "у", "ом", "е", "ов", "ами"),
           ("Токаев", "Токаева", "Токаеву", "Токаевым", "Лавров", "Лаврова", "портовый", "портового")),
    "ko": (("가", "나", "다", "라", "만", "보", "사", "연", "조", "치", "하", "관", "력", "산"), ("이", "을", "의", "에서", "과", "으로", ""),
           ("민국은", "대한민국의", "정부군과", "정부가", "신속지원군이")),
}  # fmt: skip
#: What is typed, and the string a plain scan has to look for instead.
QUERIES = [
    ("harbour", "harbour"), ("ministry", "ministr"), ("rápido", "rápido"), ("rapido", "rapido"), ("señor", "señor"), ("puerto", "puerto"),
    ("Токаева", "Токаев"), ("Лавров", "Лавров"), ("портовый", "портов"), ("민국", "민국"), ("정부", "정부"), ("신속지원군", "신속지원군"),
    ("군", "군"), ("harbour ministry", "harbour"), ("harbour OR puerto OR Токаев", "harbour"), ("정부 -신속지원군", "정부"), ("harb*", "harb"),
    ('"señores rápido"', "señores rápido"), ("lang:ru Лаврову", "Лавров"), ("{common}", "{common}"),
]  # fmt: skip


def vocabulary(rng: random.Random, code: str) -> list[str]:
    """Return made-up words of a language, the common ones first."""
    syllables, endings, _ = LANGUAGES[code]
    return ["".join(rng.choices(syllables, k=rng.randint(1, 4))) + rng.choice(endings) for _ in range(VOCABULARY)]


def build(path: Path, segments: int) -> dict[str, float | str]:
    """Make a store and return what it cost."""
    rng = random.Random(7)
    words = {code: vocabulary(rng, code) for code in LANGUAGES}
    weights = list(itertools.accumulate(1 / (n + 2) for n in range(VOCABULARY)))
    spent = {"all": 0.0, "index": 0.0}
    plain_add = search_index.add

    def timed(db: object, doc: str) -> None:
        began = time.perf_counter()
        plain_add(db, doc)  # type: ignore[arg-type]
        spent["index"] += time.perf_counter() - began

    search_index.add = timed  # type: ignore[assignment]
    with EvidenceStore(path) as store:
        for n in range(segments // SENTENCES_PER_DOCUMENT):
            code = list(LANGUAGES)[n % len(LANGUAGES)]
            planted = LANGUAGES[code][2]
            rows, at, text = [], 0, ""
            for _ in range(SENTENCES_PER_DOCUMENT):
                drawn = rng.choices(words[code], cum_weights=weights, k=WORDS_PER_SENTENCE)
                if rng.random() < 0.001 * len(planted):
                    drawn[rng.randrange(WORDS_PER_SENTENCE)] = rng.choice(planted)
                sentence = " ".join(drawn) + "."
                rows.append({
                    **dict.fromkeys(TABLES["segments"].columns), "id": hashlib.sha256(f"{n}:{at}".encode()).hexdigest()[:15], "doc": f"{n:05}.txt",
                    "part": "p1", "start": at, "end": at + len(sentence), "quote": sentence, "kind": "sentence", "language": code,
                })  # fmt: skip
                text += sentence + " "
                at = len(text)
            document = {**dict.fromkeys(TABLES["documents"].columns), "doc": f"{n:05}.txt", "title": f"Text {n}", "media_type": "text/html"}
            began = time.perf_counter()
            store.put_document(document, text, {"segments": rows}, "key")
            spent["all"] += time.perf_counter() - began
    search_index.add = plain_add
    with EvidenceStore(path, readonly=True) as store:
        (size,) = store._db.execute("SELECT sum(pgsize) FROM dbstat WHERE name GLOB '_search_*'").fetchone()
        (quotes,) = store._db.execute("SELECT sum(length(CAST(quote AS BLOB))) FROM segments").fetchone()
        common = store._db.execute("SELECT quote FROM segments WHERE language = 'en' LIMIT 1").fetchone()[0]
    return {
        "store, microseconds per sentence": spent["all"] / segments * 1e6,
        "of which index, microseconds per sentence": spent["index"] / segments * 1e6,
        "index, MB": size / 2**20, "sentences, MB": quotes / 2**20, "file, MB": path.stat().st_size / 2**20,
        "common": max(common.rstrip(".").lower().split(), key=lambda w: -words["en"].index(w) if w in words["en"] else -VOCABULARY),
    }  # fmt: skip


def measure(path: Path, common: str) -> list[dict[str, object]]:
    """Return, for each query, the times in milliseconds and the number of hits."""
    out = []
    with EvidenceStore(path, readonly=True) as warm:
        warm.search("warm")
        for typed, scanned in QUERIES:
            query, needle = (t.replace("{common}", common) for t in (typed, scanned))
            began = time.perf_counter()
            with EvidenceStore(path, readonly=True) as fresh:
                fresh.search(query)
            cold = time.perf_counter() - began
            times = []
            for _ in range(3):
                began = time.perf_counter()
                found = warm.search(query)
                times.append(time.perf_counter() - began)
            began = time.perf_counter()
            # As for a search: twenty and whether there are more, which a scan only knows at the end of a rare word.
            (hits,) = warm._db.execute("SELECT count(*) FROM segments WHERE quote LIKE ?", (f"%{needle}%",)).fetchone()
            scan = time.perf_counter() - began
            out.append({
                "query": query, "ms": statistics.median(times) * 1e3, "fresh ms": cold * 1e3, "scan ms": scan * 1e3,
                "shown": len(found.hits), "more": found.more, "scan finds": hits,
            })  # fmt: skip
    return out


def main() -> None:
    """Print the figures as a table, or as JSON."""
    segments = int(sys.argv[sys.argv.index("--segments") + 1]) if "--segments" in sys.argv else 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "evidence.sqlite"
        cost = build(path, segments)
        rows = measure(path, str(cost.pop("common")))
    summary = {
        f"{name}, {what}": f([float(str(r[key])) for r in rows])
        for name, key in (("search", "ms"), ("search with a fresh connection", "fresh ms"), ("plain scan", "scan ms"))
        for what, f in (("median ms", statistics.median), ("worst ms", max))
    }
    if "--json" in sys.argv:
        print(json.dumps({"segments": segments, **cost, **summary, "queries": rows}, ensure_ascii=False))
        return
    print(f"{segments:,} sentences")
    for row in rows:
        print(f"  {row['query']!s:<30}{row['ms']:>8.1f} ms{row['fresh ms']:>8.1f} ms fresh{row['scan ms']:>8.1f} ms scan   {row['shown']} shown, scan finds {row['scan finds']}")
    for name, value in {**cost, **summary}.items():
        print(f"{name:<48}{value:>9.1f}")


if __name__ == "__main__":
    main()
