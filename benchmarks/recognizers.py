"""Numbers, units and dates against the specifications of Microsoft Recognizers-Text (MIT).

    FOEDUS_DATA=DIR python benchmarks/recognizers.py [ko en es] [--show number|unit|date]

A specification is a sentence with the expressions in it and their values; its cases were written for assistants. Every
case counts, and beside that the cases left after a review, whose decisions stand in ``recognizers_dropped.toml``, each
with its reason. An expression is right if span and value are: the span shares at least half of what the two together
cover (foedus takes "about" and the noun counted into its span), the value is the same number or the same days. A date
without a year may mean the past or the coming one: the specification gives both, and the words around it decide here. A case
that expects nothing is right if nothing is found.
"""

from __future__ import annotations

import argparse
import calendar
import json
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from foedus.langs.grammar.numerals import find_numbers
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import Language, language

NAMES = {"ko": "Korean", "en": "English", "es": "Spanish"}
SUITES = {
    "number": ("Number/{}/NumberModel",),
    "unit": tuple(f"NumberWithUnit/{{}}/{m}Model" for m in ("Currency", "Dimension", "Age", "Temperature")),
    "date": ("DateTime/{}/DateParser", "DateTime/{}/DatePeriodParser"),
}
Case = dict[str, Any]
Span = tuple[int, int]


def cases(data: Path, code: str, suite: str) -> list[tuple[str, Case]]:
    """Return the cases of a suite with their ids: ``ko/DateParser/17``, counted from 0 in the file."""
    out = []
    for name in SUITES[suite]:
        path = data / "read" / "recognizers_text" / f"{name.format(NAMES[code])}.json"
        if path.exists():
            found = json.loads(path.read_text(encoding="utf-8-sig"))
            out += [(f"{code}/{path.stem}/{n}", c) for n, c in enumerate(found)]
    return out


def dropped(suite: str) -> dict[str, str]:
    """Return the reason for every case id that the review drops from a suite."""
    table = tomllib.loads((Path(__file__).parent / "recognizers_dropped.toml").read_text(encoding="utf-8"))
    return {
        f"{entry['of']}/{n}": entry["reason"]
        for entry in table["drop"]
        if any(m.endswith(entry["of"].partition("/")[2]) for m in SUITES[suite])
        for n in entry["cases"]
    }


def spans(case: Case) -> list[tuple[Span, Case]]:
    """Return every expected expression with its place; the places told are used only where the text stands there."""
    text, out, at = case["Input"], [], 0
    for result in case["Results"]:
        told = result["Text"].strip()
        start = result.get("Start")
        if start is None or text[start : start + len(told)].lower() != told.lower():
            start = text.lower().find(told.lower(), at)
        if start < 0:
            start = max(text.lower().find(told.lower()), 0)
        out.append(((start, start + len(told)), result))
        at = start + len(told)
    return out


def shares(a: Span, b: Span) -> bool:
    """Whether two spans have in common at least half of what they cover together."""
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1], b[1]) - min(a[0], b[0])


def same(a: float | None, told: object) -> bool:
    """Whether a number is the one told."""
    text = str(told).rstrip("%").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return False
    return a is not None and abs(a - value) <= 1e-6 * max(1e-6, abs(value))


def reads_numbers(case: Case, tongue: Language) -> bool:
    """Whether every number of the case is found, none besides, each with its value."""
    found = find_numbers(case["Input"], tongue)
    expected = spans(case)
    return len(found) == len(expected) and all(
        shares((m.start, m.end), place) and same(m.value, (r.get("Resolution") or {}).get("value"))
        for m, (place, r) in zip(found, sorted(expected, key=lambda e: e[0]), strict=True)
    )


def reads_units(case: Case, tongue: Language) -> bool:
    """Whether every measured number of the case is found with its value; bare unit names are no quantities."""
    found = find_quantities(case["Input"], tongue)
    expected = [(p, r) for p, r in spans(case) if (r.get("Resolution") or {}).get("value") is not None]
    kinds = {"money", "length", "mass", "duration", "other"}
    if not expected:
        return not any(m.unit_kind in kinds - {"duration"} for m in found)
    return all(
        any(
            m.unit_kind in kinds
            and shares((m.start, m.end), place)
            and same(m.value, r["Resolution"]["value"])
            for m in found
        )
        for place, r in expected
    )


def days(iso: str) -> tuple[date, date]:
    """Return the first and the last day of an ISO date, partial or interval."""
    first, _, last = iso.partition("/")
    last = last or first
    last += "-12" if len(last) == 4 else ""
    if len(last) == 7:
        last += f"-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]:02d}"
    first += {4: "-01-01", 7: "-01"}.get(len(first), "")
    return date.fromisoformat(first), date.fromisoformat(last)


def means(iso: str, value: Case) -> bool:
    """Whether ISO days are those of a resolution, whose end may be open, or those of the expression's code."""
    first, last = days(iso)
    code = str(value.get("Timex") or "")
    resolutions = [value.get(f"{way}Resolution") or {} for way in ("Past", "Future")]
    if any(r.get("date") == iso for r in resolutions):
        return True
    if re.fullmatch(r"\d{4}(?:-\d\d)?", code) and days(code) == (first, last):
        return True
    if "Mod" in value and re.fullmatch(r"XXXX-\d\d", code) and iso[4:] == code[4:]:
        return True  # a part of a month keeps the whole
    if (week := re.fullmatch(r"(\d{4})-W(\d\d)", code)) is not None:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        if (first, last) == (monday, monday + timedelta(days=6)):
            return True
    ends = {last.isoformat(), (last + timedelta(days=1)).isoformat()}
    if "/" in iso:
        ends.add(days(iso.partition("/")[2])[0].isoformat())
    return any(r.get("startDate") == first.isoformat() and r.get("endDate") in ends for r in resolutions)


def reads_dates(case: Case, tongue: Language) -> bool:
    """Whether every date of the case is found and means the same days; durations are not dates here."""
    written = (case.get("Context") or {}).get("ReferenceDateTime", "")[:10] or None
    found = resolve_text([Told(case["Input"], 0, tongue)], written)
    if not case["Results"]:
        return not found
    return all(
        any(
            shares((d.match.start, d.match.end), place) and means(d.resolution.iso, r.get("Value") or {})
            for d in found
        )
        for place, r in spans(case)
    )


READS: dict[str, Callable[[Case, Language], bool]] = {
    "number": reads_numbers,
    "unit": reads_units,
    "date": reads_dates,
}


def measure(data: Path, code: str, suite: str) -> dict[str, Any]:
    """Return right and total of a suite, with and without the dropped cases, and the ids of failures."""
    tongue, out = language(code), dropped(suite)
    told = {n: READS[suite](c, tongue) for n, c in cases(data, code, suite)}
    kept = {n: ok for n, ok in told.items() if n not in out}
    return {
        "all": (sum(told.values()), len(told)),
        "kept": (sum(kept.values()), len(kept)),
        "reasons": Counter(out[n] for n in told if n in out),
        "failed": [n for n, ok in kept.items() if not ok],
        "dropped, right all the same": sum(ok for n, ok in told.items() if n in out),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures of the languages asked for."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("languages", nargs="*", default=list(NAMES))
    parser.add_argument("--show", choices=list(SUITES), help="list the failures of a suite")
    asked = parser.parse_args(arguments)
    if not os.environ.get("FOEDUS_DATA"):
        print("FOEDUS_DATA is not set: it names the folder with the reference data sets", file=sys.stderr)
        return 2
    data = Path(os.environ["FOEDUS_DATA"])
    for code in asked.languages:
        for suite in SUITES:
            m = measure(data, code, suite)
            (a, n), (b, k) = m["all"], m["kept"]
            print(
                f"{code} {suite:6}  every case {a}/{n} = {a / n:.3f}   reviewed {b}/{k} = {b / k:.3f}   kept {k / n:.0%}"
            )
            for reason, count in sorted(m["reasons"].items()):
                print(f"    {count:3} dropped: {reason}")
            if asked.show == suite:
                known = dict(cases(data, code, suite))
                for name in m["failed"]:
                    expected = [
                        (r["Text"], r.get("Resolution") or r.get("Value")) for r in known[name]["Results"]
                    ]
                    print("   ", name, known[name]["Input"].strip()[:100], expected)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
