"""Sentences of languages that are a folder give exactly what is written beside them.

A folder of tests is found by its ``language.toml``; each table of cases in it is run by the test named for it below, so that a
language is tested by writing cases and no code.
"""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, claims, relations, stances
from foedus.evidence.rows import Row
from foedus.langs.grammar.names import Stretch, find_names
from foedus.langs.grammar.numbers import parse_number
from foedus.langs.grammar.quantities import find_quantities
from foedus.langs.grammar.resolve import Told, resolve_text
from foedus.langs.registry import language

Case = dict[str, Any]
TESTS = Path(__file__).parents[1]
BENCHMARK: dict[str, Any] = runpy.run_path(str(TESTS.parent / "benchmarks" / "events.py"))
FOLDERS = {str(tomllib.loads(p.read_text(encoding="utf-8"))["code"]): p.parent for p in sorted(TESTS.glob("*/language.toml"))}
FILLER = {code: str(tomllib.loads((f / "language.toml").read_text(encoding="utf-8"))["filler"]) for code, f in FOLDERS.items()}
#: Tables that every such folder has.
TABLES = ("names", "dates", "quantities", "numbers", "relations", "stances", "claims", "framings")


def cases(table: str) -> pytest.MarkDecorator:
    """Run a test on every case of a table, of every folder that has it."""
    found = []
    for code, folder in FOLDERS.items():
        path = folder / f"{table}.toml"
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["case"] if path.exists() else []
        found += [pytest.param(code, case, id=f"{code}-{str(case['text'])[:40]}") for case in rows]
    return pytest.mark.parametrize(("code", "case"), found)


def document(code: str, sentence: str) -> Document:
    """Put a sentence into a paragraph of idle ones."""
    idle = FILLER[code]
    loaded = load_bytes("notes.txt", f"{idle}\n\n{idle} {sentence} {idle}\n\n{idle}\n".encode())
    assert isinstance(loaded, Document)
    assert [p.language for p in loaded.parts] == [code]
    return loaded


def said(code: str, sentence: str) -> list[Row]:
    loaded = document(code, sentence)
    rows = list(claims.read(loaded, list(actors.read(loaded))))
    assert all(loaded.text[r["start"] : r["end"]] == r["quote"] for r in rows)
    return [r for r in rows if r["quote"].strip("«»., \xa0") in sentence]


@pytest.mark.parametrize("code", FOLDERS)
@pytest.mark.parametrize("table", TABLES)
def test_a_folder_has_cases_of_every_table(code: str, table: str) -> None:
    assert tomllib.loads((FOLDERS[code] / f"{table}.toml").read_text(encoding="utf-8"))["case"]


@cases("names")
def test_mentions(code: str, case: Case) -> None:
    text = case["text"]
    found = find_names([Stretch(text, code)], case.get("date"))[0]
    assert [[text[n.start : n.end], n.actor] for n in found if not n.within] == case["expect"]


@cases("dates")
def test_dates(code: str, case: Case) -> None:
    text = case["text"]
    found = resolve_text([Told(text, 0, language(code))], case["published"])
    assert [[text[d.match.start : d.match.end], d.resolution.iso] for d in found] == case["dates"]


@cases("quantities")
def test_quantities(code: str, case: Case) -> None:
    text = case["text"]
    found = [
        [text[m.start : m.end], m.value if m.value is not None else [m.low, -1 if m.high is None else m.high], m.unit or "", m.unit_kind]
        for m in find_quantities(text, language(code))
    ]
    assert found == case["found"]


@cases("numbers")
def test_numbers(code: str, case: Case) -> None:
    assert parse_number(case["text"], code) == case["value"]


@cases("relations")
def test_ties(code: str, case: Case) -> None:
    rows = relations.read(document(code, case["text"]))
    found = [[r["subject"], r["relation"], r["object"], "" if r["value"] is None else r["value"]] for r in rows]
    assert found == case["expect"]


@cases("stances")
def test_stances(code: str, case: Case) -> None:
    assert [[r["actor"], r["direction"]] for r in stances.read(document(code, case["text"]))] == case["expect"]


@cases("claims")
def test_who_says_it(code: str, case: Case) -> None:
    assert [[r["speaker"], r["form"]] for r in said(code, case["text"])] == ([case["expect"]] if case["expect"] else [])


@cases("framings")
def test_what_the_words_make_of_it(code: str, case: Case) -> None:
    assert [[r["framing"] or "", r["polarity"]] for r in said(code, case["text"])] == [case["expect"]]


@cases("events")
def test_events(code: str, case: Case) -> None:
    rows = BENCHMARK["told"](case["text"], "2023-05-10", code)
    assert [[r["type"], r["actors"], r["recipients"]] for r in rows] == case["expect"]
