"""Calibrate the confidence of every reader on annotated texts.

    FOEDUS_DATA=DIR python scripts/calibrate.py GOLD DOCUMENTS [--write]

GOLD holds annotated tables (JSON Lines; ``parts.txt`` names the parts that are judged, ``tables`` of a document those that were
annotated in it, if not all), DOCUMENTS the texts. Neither is
shipped; the counts are, in ``src/foedus/evidence/confidence/maps.toml`` (``--write``). A row is right if it shares at
least half of the shorter span with an annotation that says the same: a date its day, a quantity its number, an actor,
an event its type, a claim its speaker, a tie its three terms, a stance its actor's direction. Rows that touch an annotation
marked doubtful are not judged. Rows count half, for the rules were written with these texts at hand. With FOEDUS_DATA, the reviewed Korean cases of Recognizers-Text join for dates, a quarter
each: their sentences were written for assistants.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence import confidence
from foedus.evidence.confidence.fit import Judged, brier, fit, left_out, line_of, reliability
from foedus.evidence.read import read_document
from foedus.evidence.readers.dates import BORROWED
from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language

Row = dict[str, Any]
TARGET = Path(__file__).parents[1] / "src" / "foedus" / "evidence" / "confidence" / "maps.toml"
DOUBT = ("implicit", "corrupt", "ambiguous", "boilerplate", "relative", "reference")
BODY = frozenset(("body", "appendix_tables", "headline", "source_line"))
NOTES = BODY | {"footnotes", "references", "pointer_to_website"}
SUITE_WEIGHT = 0.25
DEVELOPED = 0.5  # the rules were written with these texts at hand, and do worse on others


def _top(actor: object) -> str:
    return str(actor).removesuffix("_GOV")


def _ids(value: object) -> set[str]:
    held = value if isinstance(value, list) else str(value or "").split(";")
    return {_top(str(v).strip()) for v in held if v}


def _number(gold: Row, row: Row) -> bool:
    keys = ("value",) if gold.get("value") is not None else ("low", "high")
    pairs = [(gold.get(k), row.get(k)) for k in keys]
    return all(
        a is b or (a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(a))) for a, b in pairs
    )


SAME: Mapping[str, Callable[[Row, Row], bool]] = {
    "dates": lambda g, r: g["iso"] == r["iso"],
    "quantities": _number,
    "actors": lambda g, r: _top(g["actor"]) == _top(r["actor"]),
    "events": lambda g, r: r["type"] in (g["type"], *(g.get("alt_types") or ())),
    "claims": lambda g, r: (
        (g["kind"].startswith("author") and r["form"] == "author")
        or bool(_ids(g["speaker"]) & _ids(r["speaker"]))
    ),
    "relations": lambda g, r: (
        g["relation"] == r["relation"]
        and (_top(g["subject"]), _top(g["object"])) == (_top(r["subject"]), _top(r["object"]))
    ),
    "citations": lambda _gold, _row: True,
}


def _table(folder: Path, name: str) -> list[Row]:
    path = folder / f"{name}.jsonl"
    rows: list[Row] = [json.loads(line) for line in path.open(encoding="utf-8")] if path.exists() else []
    if name == "actors":
        public = {"state", "organisation", "person", "government", "institution"}
        return [
            {**r, "start": a, "end": b, "actor": r["actor_id"], "ambiguous": r["kind"] not in public}
            for r in rows
            for a, b in r["mentions"]
        ]
    return rows


def _shared(a: Row, b: Row) -> float:
    common = min(a["end"], b["end"]) - max(a["start"], b["start"])
    union = max(a["end"], b["end"]) - min(a["start"], b["start"])
    if common <= 0 or 5 * common < union:
        return 0.0
    return common / min(a["end"] - a["start"], b["end"] - b["start"])


def judge(
    gold: Sequence[Row], rows: Sequence[Row], same: Callable[[Row, Row], bool]
) -> list[tuple[Row, bool]]:
    """Return rows with whether they are right, each annotation serving one row; rows on doubtful ground are left out."""
    pairs = sorted(
        (
            (-_shared(g, r), i, j)
            for i, g in enumerate(gold)
            for j, r in enumerate(rows)
            if _shared(g, r) >= 0.5 and same(g, r)
        )
    )
    used: set[int] = set()
    right: dict[int, Row] = {}
    for _, i, j in pairs:
        if i not in used and j not in right:
            used.add(i)
            right[j] = gold[i]
    soft = [g for g in gold if any(g.get(k) for k in DOUBT)]
    return [
        (r, j in right)
        for j, r in enumerate(rows)
        if not (j in right and right[j] in soft)
        and (j in right or not any(_shared(g, r) >= 0.5 for g in soft))
    ]


def _stances(gold: Sequence[Row], rows: Sequence[Row]) -> list[tuple[Row, bool]]:
    """Judge stances of annotated stakeholders only: the annotation does not list everybody."""
    told = {
        _top(g["stakeholder"]): "for" if g["position"] > 60 else "against" if g["position"] < 40 else "mixed"
        for g in gold
        if g.get("position") is not None and g.get("position_basis") != "inferred"
    }
    return [(r, told[_top(r["actor"])] == r["direction"]) for r in rows if _top(r["actor"]) in told]


def judged(gold: Path, documents: Path) -> dict[tuple[str, str], dict[str, list[Judged]]]:
    """Return judged rows by table and reader, and by part."""
    kept = (gold / "parts.txt").read_text(encoding="utf-8").split()
    out: dict[tuple[str, str], dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for entry in _table(gold, "documents"):
        document = load_bytes(entry["doc"], (documents / entry["doc"]).read_bytes())
        if not isinstance(document, Document):
            raise SystemExit(f"{entry['doc']} cannot be read")
        evidence = read_document(document)
        for part in (p for p in entry["parts"] if p["id"] in kept):
            for table in (t for t in (*SAME, "stances") if t in entry.get("tables", (*SAME, "stances"))):
                zones = [
                    s for s in part["sections"] if s["name"] in (NOTES if table == "citations" else BODY)
                ]
                rows = [r for r in evidence[table] if any(z["start"] <= r["start"] < z["end"] for z in zones)]
                if table == "stances":
                    found = _stances(
                        [g for g in _table(gold, "stakeholders") if g["doc"] == entry["doc"]], rows
                    )
                else:
                    said = [
                        g
                        for g in _table(gold, table)
                        if g.get("part") == part["id"] and g.get("start") is not None
                    ]
                    found = judge(said, rows, SAME[table])
                for row, right in found:
                    reader = row["method"].partition("/")[0]
                    out[table, reader][part["id"]].append(Judged(row["confidence"], right, DEVELOPED))
    return out


def suite() -> list[Judged]:
    """Return the dates found in the reviewed Korean cases of Recognizers-Text, if FOEDUS_DATA is set."""
    if not os.environ.get("FOEDUS_DATA"):
        return []
    path = Path(__file__).parents[1] / "benchmarks" / "recognizers.py"
    spec = importlib.util.spec_from_file_location("recognizers", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    out, dropped = [], module.dropped("date")
    for name, case in module.cases(Path(os.environ["FOEDUS_DATA"]), "ko", "date"):
        if name in dropped:
            continue
        written = (case.get("Context") or {}).get("ReferenceDateTime", "")[:10] or None
        for d in resolve_text([Told(case["Input"], 0, language("ko"))], written):
            claimed = d.match.confidence * (1.0 if d.resolution.source == "text" else BORROWED)
            here = [
                r
                for place, r in module.spans(case)
                if min(place[1], d.match.end) > max(place[0], d.match.start)
            ]
            right = any(module.means(d.resolution.iso, r.get("Value") or {}) for r in here)
            out.append(Judged(round(claimed, 3), right, SUITE_WEIGHT))
    return out


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: Sequence[str]) -> int:
    """Print the reliability of every table; with ``--write`` make the file of maps anew."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    asked = parser.parse_args(arguments)
    confidence.lines = dict  # type: ignore[assignment]  # the rules' own figures are what is calibrated
    always = {("dates", "dates"): suite()}
    everything: list[tuple[float, Judged]] = []
    lines = [
        "# Made by scripts/calibrate.py from annotated texts; see `foedus.evidence.confidence`. `claimed`: mean confidence of the",
        "# rules of a class; `n` and `right`: rows judged, weighted (half each, a quarter in a public suite); `shown`: after",
        "# the prior.",
    ]
    for (table, reader), parts in sorted(judged(asked.gold, asked.documents).items()):
        more = always.get((table, reader), [])
        rows = [r for held in parts.values() for r in held]
        classes = fit([*rows, *more])
        out = left_out(parts, more)
        everything += out
        held_out = sum((p - r.right) ** 2 for p, r in out) / len(out)
        _say(
            f"{table:10} n {len(rows):4}  right {sum(r.right for r in rows) / len(rows):.3f}  "
            f"Brier as claimed {brier(rows, None):.3f}, fitted {brier(rows, line_of(classes)):.3f}, part left out {held_out:.3f}"
        )
        lines += ["", "[[map]]", f'table = "{table}"', f'reader = "{reader}"', "class = ["]
        lines += [
            f"    {{ claimed = {c.claimed:.3f}, n = {c.n:g}, right = {c.right:g}, shown = {c.shown:.3f} }},"
            for c in classes
        ]
        lines.append("]")
    _say("\nProbability given with its part left out, and what was right:")
    for low, high, n, given, right in reliability(everything):
        _say(f"  {low:.1f} to {high:.1f}   n {n:4}   given {given:.3f}   right {right:.3f}")
    if asked.write:
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
        _say(f"\n{TARGET} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
