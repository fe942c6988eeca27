"""Errors say what, where, what was expected and what next, also after crossing processes."""

from __future__ import annotations

import pickle

from foedus.core.errors import ExitCode, FoedusError, nearest


def test_an_error_tells_everything_and_survives_pickling() -> None:
    error = FoedusError("case-unknown-key", "unknown key 'actros'", where="case.yaml:4", expected="actors", hint="rename it")
    again = pickle.loads(pickle.dumps(error))
    assert again.lines() == error.lines() == [
        "case.yaml:4: unknown key 'actros' [case-unknown-key]", "  expected: actors", "  next: rename it",
    ]
    assert again.to_dict() == error.to_dict()
    assert again.exit_code is ExitCode.BAD_INPUT


def test_the_nearest_names_come_first() -> None:
    assert nearest("actros", ["issues", "actors", "seed"]) == "actors"
    assert nearest("zzz", ["b", "a"]) == "a, b"


def test_letters_swapped_or_of_another_case_come_first() -> None:
    known = ["AFG", "RUS", "SUR", "USR"]
    assert nearest("RSU", known, 1) == "RUS"
    assert nearest("rus", known, 1) == "RUS"
    assert nearest("rsu", known, 1) == "RUS"
    assert nearest("BRZ", ["BEL", "BRA", "LBR", "ZBR"], 1) == "BRA"
    assert nearest("Actors", ["factor", "actors"], 1) == "actors"
