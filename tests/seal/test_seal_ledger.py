"""The ledger: every state, the record of graded forecasts, and the page."""

from __future__ import annotations

import json
import math
import runpy
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.analysis.calibration import Grade, State, calibration, histogram, wilson
from foedus.core.errors import ExitCode, FoedusError
from foedus.core.rng import stream
from foedus.pipeline.ledger import Ledger, ledger, write_ledger
from foedus.pipeline.sealed.record import freeze, render

MADE = runpy.run_path(str(Path(__file__).with_name("example.py")))
TODAY = date(2031, 7, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = MADE["folder_of_all"](tmp_path_factory.mktemp("ledger"))
    return path


@pytest.fixture(scope="module")
def found(folder: Path) -> Ledger:
    return ledger(folder, today=TODAY)


def a_grade(below: float, upto: float, *, held: bool = True, crps: float = 1.0) -> Grade:
    return Grade(1.0, "2031-01-01", "", crps, 2.0, 1.0, held, 0.8, below, upto, 20.0, 15.0, {"nash": 3.0})


def test_every_state_is_told(found: Ledger) -> None:
    assert {e.file: e.state.value for e in found.entries} == {
        "open.json": "open", "due.json": "due", "2031/inside.json": "graded", "2031/bridge.json": "graded", "tampered.json": "broken",
        "graded-badly.json": "broken", "cut.json": "unreadable",
    }  # fmt: skip
    assert found.counts == {"open": 1, "due": 1, "graded": 2, "broken": 2, "unreadable": 1}
    assert found.exit_code is ExitCode.CHECK_FAILED
    assert found.notes == ("1 other JSON file passed over", "lost.graded.json grades a forecast that is not here")


def test_what_is_wrong_is_said_beside_it(found: Ledger) -> None:
    notes = {e.file: " ".join(e.notes) for e in found.entries}
    assert "'forecast' was changed" in notes["tampered.json"]
    assert "its grade graded-badly.graded.json is broken: 'outcome' was changed" in notes["graded-badly.json"]
    assert "graded 2 times" in notes["2031/bridge.json"]
    assert notes["open.json"] == notes["2031/inside.json"] == ""


def test_the_last_grade_counts_and_broken_files_do_not(found: Ledger) -> None:
    bridge = next(e for e in found.entries if e.file == "2031/bridge.json")
    assert bridge.grade is not None
    assert (bridge.grade.outcome, bridge.grade.grades) == (15.0, 2)
    assert bridge.grade.error == pytest.approx((15 - bridge.median) * 5)  # a scale of 20 in hundredths
    assert found.calibration is not None
    assert found.calibration.n == 2
    assert found.calibration.held == 1
    assert set(found.calibration.engines) == {"nash", "weighted_mean"}


def test_due_begins_with_the_day(folder: Path) -> None:
    states = [next(e.state for e in ledger(folder, today=date(2031, 6, d)).entries if e.file == "due.json") for d in (29, 30)]
    assert states == [State.OPEN, State.DUE]


def test_a_copy_is_one_forecast(tmp_path: Path) -> None:
    path = MADE["sealed"](tmp_path)
    (tmp_path / "copy.json").write_bytes(path.read_bytes())
    (entry,) = ledger(tmp_path, today=TODAY).entries
    assert entry.notes == ("a copy stands at toll.json",)


def test_of_copies_the_one_that_is_as_sealed_is_listed(tmp_path: Path) -> None:
    path = MADE["sealed"](tmp_path)
    (tmp_path / "a.json").write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (entry,) = ledger(tmp_path, today=TODAY).entries
    assert (entry.file, entry.notes) == ("toll.json", ("a copy stands at a.json",))


def test_a_new_layout_is_noted_and_counts(tmp_path: Path) -> None:
    path = MADE["sealed"](tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (entry,) = ledger(tmp_path, today=TODAY).entries
    assert entry.state is State.DUE
    assert "every value is as sealed" in entry.notes[0]


def test_a_seal_around_nonsense_does_not_stop_the_ledger(tmp_path: Path) -> None:
    path = MADE["sealed"](tmp_path)
    content = {k: v for k, v in json.loads(path.read_text()).items() if k not in ("hashes", "seal")}
    for name, change in {"a": {"question": 3}, "b": {"forecast": {}}, "c": {"sealed": "never"}, "d": {"question": {**content["question"], "upper": 0.0}}, "e": {"question": {**content["question"], "text": ["x"]}}}.items():
        (tmp_path / f"{name}.json").write_text(render(freeze({**content, **change})), encoding="utf-8")
    found = ledger(tmp_path, today=TODAY)
    assert sorted(e.state.value for e in found.entries) == ["due", *["unreadable"] * 5]
    write_ledger(tmp_path, today=TODAY)


def test_an_empty_folder_and_none(tmp_path: Path) -> None:
    found, page = write_ledger(tmp_path, today=TODAY)
    assert (found.entries, found.calibration, found.exit_code) == ((), None, ExitCode.OK)
    assert "Nothing has been graded" in page.read_text(encoding="utf-8")
    with pytest.raises(FoedusError, match="no such folder"):
        ledger(tmp_path / "absent")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [a for a, v in attrs if a in ("src", "onload", "onclick") or (a == "href" and not str(v).startswith("#"))]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_says_it_all_and_fetches_nothing(folder: Path, found: Ledger, tmp_path: Path) -> None:
    _, path = write_ledger(folder, tmp_path / "page.html", today=TODAY)
    html = path.read_text(encoding="utf-8")
    page = _Page()
    page.feed(html)
    text = " ".join(" ".join(page.text).split())
    assert "script" not in page.tags
    assert "b" not in page.tags  # the question with a tag in it is text
    assert "Will the toll <b>fall</b>? 통행료가 내릴까?" in text
    assert "held the outcome in 1 of" in text
    assert page.tags.count("article") == len(found.entries)
    assert all(e.seal in text for e in found.entries)
    assert "script-src &#39;none&#39;" in html
    again = write_ledger(folder, tmp_path / "again.html", today=TODAY)[1]
    assert again.read_bytes() == path.read_bytes()


def test_the_page_is_no_entry_of_the_next_ledger(folder: Path, tmp_path: Path) -> None:
    write_ledger(folder, tmp_path, today=TODAY)
    assert (tmp_path / "ledger.html").is_file()
    assert ledger(tmp_path, today=TODAY).entries == ()


# Of 10 and of 29 trials; the limits solve |p - share| = z sqrt(p (1 - p) / n), which the test checks.
@pytest.mark.parametrize(("hits", "n"), [(8, 10), (1, 29), (15, 29), (28, 29)])
def test_limits_of_a_share_solve_their_equation(hits: int, n: int) -> None:
    for limit in wilson(hits, n):
        assert abs(limit - hits / n) == pytest.approx(1.959963984540054 * math.sqrt(limit * (1 - limit) / n))


def test_limits_of_none_and_all() -> None:
    z2 = 1.959963984540054**2
    assert wilson(0, 5) == pytest.approx((0, z2 / (5 + z2)))
    assert wilson(5, 5) == pytest.approx((5 / (5 + z2), 1))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8), st.integers(1, 12))
def test_the_bars_hold_every_grade_once(ends: list[tuple[float, float]], bars: int) -> None:
    grades = [a_grade(min(e), max(e)) for e in ends]
    found = histogram(grades, bars)
    assert math.fsum(found) == pytest.approx(len(grades))
    assert min(found) >= 0


def test_bars_by_hand() -> None:
    assert histogram([a_grade(0.1, 0.3)], 5) == pytest.approx((0.5, 0.5, 0, 0, 0))
    assert histogram([a_grade(0.2, 0.2), a_grade(1.0, 1.0), a_grade(0.0, 0.0)], 5) == (1, 1, 0, 0, 1)
    assert histogram([a_grade(0.9, 1.0 + 1e-12)], 2) == pytest.approx((0, 1))


def test_calibrated_forecasts_have_level_bars() -> None:
    rng = stream(0, ("test", "bars"), 0)
    grades = []
    for _ in range(3000):
        mass = rng.dirichlet(np.full(5, 0.4))
        k = int(rng.choice(5, p=mass))
        below = float(mass[:k].sum())
        grades.append(a_grade(below, below + float(mass[k])))
    assert max(abs(b - 300) for b in histogram(grades)) < 60


def test_a_record_by_hand() -> None:
    c = calibration([a_grade(0.1, 0.2, crps=2.0), a_grade(0.5, 0.6, held=False, crps=4.0)])
    assert c is not None
    assert (c.n, c.crps, c.error, c.held, c.expected, c.even, c.positions) == (2, 3.0, 2.0, 1, 1.6, 20.0, 15.0)
    assert (c.low, c.high) == wilson(1, 2)
    assert calibration([]) is None
