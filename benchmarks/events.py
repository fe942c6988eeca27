"""Scores the events reader on sentences of our own and on the public records of PLOVER, PETRARCH2 and UniversalPetrarch.

Run ``FOEDUS_DATA=DIR python benchmarks/events.py [--json] [--only SET] [--errors SET]``; without ``FOEDUS_DATA`` only our
own sentences are scored. ``DIR/read/events`` holds the records (PLOVER: CC BY-SA 4.0; PETRARCH: MIT; never shipped here).

* Our own sentences: an event is detected where a row is told at all, typed where one row has its type; actors and recipients
  are compared as sets at the level of states, dates as written.
* PLOVER records fall into two halves by the hash of their text: errors are looked at in the development half only, the other
  gives the figure.
* Records: a record is right if a row of its sentence has its type; ``top`` asks this of the surest row alone.
  The categories of 2016 are read as those of 2021 (DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is
  ASSAULT, YIELD is CONCEDE or RETREAT). They code what is announced or meant as AGREE or THREATEN, which our rows tell by
  their status; a planned or offered deed is compared so.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.events.coding import COOPERATIVE, HOSTILE
from foedus.evidence.events.sides import level
from foedus.evidence.readers import events

ROOT = Path(__file__).parents[1]
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "ENGAGE": "COOPERATE"}
EITHER = {"YIELD": {"CONCEDE", "RETREAT"}}
#: The Spanish protest records follow an earlier scheme, in which crowds mobilise and states protest.
EARLIER = {"MOBILIZE": {"MOBILIZE", "PROTEST"}, "PROTEST": {"PROTEST", "ACCUSE"}}
#: PLOVER type of a CAMEO root code, after the conversion table that comes with PLOVER (numbers and names only).
ROOTS = {"03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE", "09": "ACCUSE",
         "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION",
         "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"}  # fmt: skip


def told(text: str, published: str | None, language: str) -> list[dict[str, Any]]:
    """Return the rows of a text that is one sentence."""
    from dataclasses import replace

    document = load_bytes("sentence.txt", text.encode())
    assert isinstance(document, Document)
    about = replace(document.metadata, published=published)
    parts = tuple(replace(p, language=language, segments=tuple(replace(s, language=language, kind="sentence") for s in p.segments)) for p in document.parts)
    return [r for r in events.read(replace(document, metadata=about, parts=parts)) if r]


def f1(right: float, told_: float, wanted: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (told_ + wanted) if told_ + wanted else 1.0


def parse(line: str) -> dict[str, Any]:
    """Read an expected event, ``TYPE/TYPE: actors -> recipients | date | status``."""
    head, date, status = (x.strip() for x in line.split("|"))
    types, _, rest = head.partition(":")
    left, _, right = rest.partition("->")
    return {"types": set(types.split("/")), "actors": [a.strip() for a in left.split(",") if a.strip()],
            "recipients": [a.strip() for a in right.split(",") if a.strip()], "date": None if date == "-" else date, "status": status}  # fmt: skip


def jaccard(one: list[str], two: list[str]) -> float:
    """Return the overlap of two lists of ids at the level of states; a wanted ``A/B`` is met by either."""
    a, b = {level(i.split("/")[0]) for i in one}, {level(i) for i in two}
    return len(a & b) / len(a | b) if a | b else 1.0


def own_sentences(language: str, errors: bool = False) -> dict[str, float]:
    """Score the reader on our own sentences in a language."""
    data = tomllib.loads((ROOT / "tests" / "events" / f"sentences_{language}.toml").read_text(encoding="utf-8"))
    n_wanted = n_told = detected = typed = 0
    scores: dict[str, list[float]] = {"actors": [], "recipients": [], "dated": [], "status": []}
    for item in data["sentence"]:
        wanted = [parse(e) for e in item["events"]]
        rows = told(item["text"], item["published"], language)
        n_wanted, n_told = n_wanted + len(wanted), n_told + len(rows)
        detected += min(len(wanted), len(rows))
        left, missed = list(rows), []
        for w in wanted:
            fit = [r for r in left if r["type"] in w["types"]]
            if not fit:
                missed.append(w)
                continue
            r = max(fit, key=lambda r: jaccard(w["actors"], r["actors"]) + jaccard(w["recipients"], r["recipients"]))
            left.remove(r)
            typed += 1
            found = {"actors": jaccard(w["actors"], r["actors"]), "recipients": jaccard(w["recipients"], r["recipients"]),
                     "dated": float((w["date"] or "")[:7] == (r["date"] or "")[:7] or w["date"] is None), "status": float(w["status"] == r["status"])}  # fmt: skip
            for k, v in found.items():
                scores[k].append(v)
            if errors and min(found.values()) < 1:
                print("roles", {k: v for k, v in found.items() if v < 1}, r["gloss"], "|", item["text"])
        if errors and (missed or left):
            print("MISSED" if missed else "EXTRA", [sorted(m["types"]) for m in missed], [r["gloss"] for r in left], "|", item["text"])
    means = {k: sum(v) / len(v) if v else 0.0 for k, v in scores.items()}
    return {"events": n_wanted, "detected": f1(detected, n_told, n_wanted), "typed": f1(typed, n_told, n_wanted), **means}


def as_coded(row: dict[str, Any]) -> str:
    """Return the type by the rule of the records, which code a deed announced or meant as AGREE or THREATEN."""
    if row["status"] in ("planned", "offered", "hypothetical", "predicted"):
        return {**dict.fromkeys(COOPERATIVE, "AGREE"), **dict.fromkeys(HOSTILE, "THREATEN")}.get(row["type"], row["type"])
    return str(row["type"])


def of_records(records: list[tuple[str, set[str]]], language: str, errors: bool = False) -> dict[str, float]:
    """Return how often a row, and the surest row, of a sentence has one of its record's types."""
    found = top = silent = 0
    for text, wanted in records:
        rows = told(text, None, language)
        types = {as_coded(r) for r in rows}
        silent += not rows
        found += bool(types & wanted)
        best = max(rows, key=lambda r: r["confidence"], default=None)
        top += bool(best and as_coded(best) in wanted)
        if errors and not types & wanted:
            print(sorted(wanted), [r["gloss"] for r in rows], "|", text)
    n = len(records)
    return {"records": n, "accuracy": found / n, "top": top / n, "silent": silent / n}


def plover(folder: Path) -> list[tuple[str, set[str]]]:
    """Return the PLOVER gold records: English sentences with one type each."""
    data = json.loads((folder / "PLOVER_GSR_CAMEO.json.txt").read_text(encoding="utf-8"))
    return [(r["text"], EITHER.get(r["event"], {RENAMED.get(r["event"], r["event"])})) for r in data if r["event"] != "DOCUMENT" and r.get("text")]


def held(text: str) -> bool:
    """Return whether a record belongs to the half whose errors nobody looks at."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def arabic(folder: Path) -> list[tuple[str, set[str]]]:
    """Return the Arabic span records: sentences that tell an assault or a protest."""
    out = []
    for kind in ("assault", "protest"):
        for r in json.loads((folder / f"{kind}_spans.json").read_text(encoding="utf-8")):
            out.append((r["text"], {kind.upper()}))
    return out


def xml_records(path: Path) -> list[tuple[str, set[str]]]:
    """Return the records of a PETRARCH validation file: sentences with the types of their coded events."""
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    out = []
    for m in re.finditer(r"<Sentence\b.*?</Sentence>", text, re.DOTALL):
        bare = re.sub(r"<Parse>.*?</Parse>", "", m[0], flags=re.DOTALL).replace("&", "&amp;")
        try:  # some files close the opening tag at once
            item = ElementTree.fromstring(re.sub(r"^(<Sentence\b[^>]*)/>", r"\1>", bare))
        except ElementTree.ParseError:
            continue
        types = set()
        for c in item.iter("EventCoding"):
            root = ROOTS.get((c.get("eventcode") or "").strip("[]")[:2])
            name = c.get("plover") or root
            if name in EARLIER and "plover" in c.attrib:
                types |= EARLIER[name]
            elif name:
                types |= EITHER.get(name, {RENAMED.get(name, name)})
        words = " ".join((item.findtext("Text") or "").split())
        if types and words:
            out.append((words, types))
    return out


def measure(data: Path | None, errors: str = "", only: str = "") -> dict[str, dict[str, float]]:
    """Score every set that is there, or those whose name begins with `only`."""
    own = [f.stem.split("_")[1] for f in sorted((ROOT / "tests" / "events").glob("sentences_*.toml"))]
    out = {f"own_{code}": own_sentences(code, errors == f"own_{code}") for code in own if f"own_{code}".startswith(only)}
    if data is None:
        return out
    records = plover(data)
    sets = {
        "plover_dev": ([r for r in records if not held(r[0])], "en"), "plover_held": ([r for r in records if held(r[0])], "en"),
        "petrarch_en": (xml_records(data / "PETR.UnitTest.records.xml"), "en"),
        "universal_en": (xml_records(data / "PETR2_GSR_validation.xml"), "en"),
        "protest_es": (xml_records(data / "spanish_protest_plover_validation.xml"), "es"),
        "fight_es": (xml_records(data / "spanish_fight_reduced_181227v2_validation.xml"), "es"),
        "cameo_es": (xml_records(data / "spanish_validation_1018_noaccent.xml"), "es"),
        "spans_ar": (arabic(data.parent / "events_arabic"), "ar"),
    }  # fmt: skip
    for name, (chosen, language) in sets.items():
        if name.startswith(only):
            out[name] = of_records(chosen, language, errors == name)
    return out


def main() -> int:
    """Print the figures."""
    where = os.environ.get("FOEDUS_DATA")
    began = time.perf_counter()
    which, only = (sys.argv[sys.argv.index(k) + 1] if k in sys.argv else "" for k in ("--errors", "--only"))
    figures = measure(Path(where, "read", "events") if where else None, which, only)
    if "--json" in sys.argv:
        print(json.dumps(figures))
        return 0
    for name, values in figures.items():
        print(f"{name:12}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()))
    print(f"{time.perf_counter() - began:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
