"""Dates against the specifications of Microsoft Recognizers-Text (MIT), read from ``FOEDUS_DATA``.

Only what news writes is asked: expressions with a year, and days or months without one. Their cases come
from spoken calendar requests, so the rates are floors against falling back, not targets.
"""

from __future__ import annotations

import calendar
import datetime
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language

DATA = os.environ.get("FOEDUS_DATA")
pytestmark = [pytest.mark.data, pytest.mark.skipif(not DATA, reason="FOEDUS_DATA is not set")]

_PERIOD = r"\d{4}|\d{4}-\d\d|XXXX-\d\d|\(\d{4}(?:-\d\d)*,\d{4}(?:-\d\d)*,P\d+[YMD]\)"
_WRITTEN = re.compile(r"[^\W\d]|^\d{4}$|^\d{4} ?[-–~] ?\d{4}$")  # words, or years alone

NAMES = {"en": "English", "es": "Spanish", "ko": "Korean"}


def _cases(code: str, name: str) -> list[dict[str, Any]]:
    path = Path(str(DATA)) / "read" / "recognizers_text" / "DateTime" / NAMES[code] / f"{name}.json"
    return [
        c
        for c in json.loads(path.read_text(encoding="utf-8-sig"))
        if len(c["Results"]) == 1 and "Context" in c
    ]


def _days(iso: str) -> tuple[str, str]:
    """Return the first and the last day of an ISO date, partial or interval."""
    first, _, last = iso.partition("/")
    last = last or first
    if len(last) == 4:
        last += "-12"
    if len(last) == 7:
        last += f"-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]:02d}"
    return (first + "-01-01")[:10] if len(first) == 4 else (first + "-01")[:10], last


def _passes(case: dict[str, Any], code: str, first: str, last: str) -> bool:
    """Whether the expression is found and means `first` to `last`; the specification's ends are open or closed."""
    text, told = case["Input"], case["Results"][0]["Text"]
    start = text.lower().find(told.lower())
    written = case["Context"]["ReferenceDateTime"][:10]
    for found in resolve_text([Told(text, 0, language(code))], written):
        shared = min(found.match.end, start + len(told)) - max(found.match.start, start)
        if 2 * shared < min(found.match.end - found.match.start, len(told)):
            continue
        a, b = _days(found.resolution.iso)
        after = (datetime.date.fromisoformat(b) + datetime.timedelta(days=1)).isoformat()
        open_end = _days(found.resolution.iso.partition("/")[2] or b)[0]
        if a == first and last in (b, after, open_end):
            return True
    return False


def rate_of_days(code: str) -> tuple[int, int]:
    """Return how many of the days written with a year, or without one, are read as the specification's past day."""
    ok = n = 0
    for case in _cases(code, "DateParser"):
        value = case["Results"][0].get("Value") or {}
        told = case["Results"][0]["Text"]
        yearless = re.fullmatch(r"XXXX-\d\d-\d\d", value.get("Timex", "")) and re.search(r"[^\W\d]", told)
        if not yearless and not re.search(r"\d{4}", told):
            continue
        day = value["PastResolution"]["date"]
        n, ok = n + 1, ok + _passes(case, code, day, day)
    return ok, n


def rate_of_periods(code: str) -> tuple[int, int]:
    """Return how many months, years and ranges are read as the specification's past interval."""
    ok = n = 0
    for case in _cases(code, "DatePeriodParser"):
        result = case["Results"][0]
        value = result.get("Value") or {}
        past = value.get("PastResolution") or {}
        timex, told = value.get("Timex", ""), result["Text"]
        if "startDate" not in past or "endDate" not in past or not re.fullmatch(_PERIOD, timex):
            continue
        ends = re.findall(r"\d{4}-\d\d-\d\d", timex)
        written = datetime.date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
        # A stretch counted from the day of writing ("the next 3 days") is a length of time here, not a date.
        counted = any(abs((datetime.date.fromisoformat(e) - written).days) <= 1 for e in ends)
        spelled = not re.search(r"\d{4}", told) and not timex.startswith("XXXX")
        # A part of a month or year ("Mod") keeps the whole here.
        if counted or spelled or "Mod" in value or not _WRITTEN.search(told):
            continue
        n, ok = n + 1, ok + _passes(case, code, past["startDate"], past["endDate"])
    return ok, n


FLOORS = {"en": (0.54, 0.37), "es": (0.72, 0.53), "ko": (0.75, 0.74)}  # measured: .57 .40, .75 .57, .78 .78


@pytest.mark.parametrize("code", NAMES)
def test_days_of_the_specification(code: str, record_property: pytest.RecordProperty) -> None:
    ok, n = rate_of_days(code)
    record_property("rate", ok / n)
    assert n >= 20
    assert ok / n >= FLOORS[code][0], f"{ok}/{n}"


@pytest.mark.parametrize("code", NAMES)
def test_periods_of_the_specification(code: str, record_property: pytest.RecordProperty) -> None:
    ok, n = rate_of_periods(code)
    record_property("rate", ok / n)
    assert n >= 20
    assert ok / n >= FLOORS[code][1], f"{ok}/{n}"


if __name__ == "__main__":
    for c in NAMES:
        print(c, rate_of_days(c), rate_of_periods(c))
