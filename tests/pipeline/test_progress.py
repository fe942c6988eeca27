"""Progress: stage, count, rate and time left; at most a line a second; the same events as JSON."""

from __future__ import annotations

import io
import json

import pytest

from foedus.pipeline.progress import JsonLines, Listener, PlainLines, Step, TerminalBar, duration, listener


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_rate_and_time_left_follow_the_stage() -> None:
    clock = Clock()
    heard = Listener(clock)
    heard(Step("reading", 0, 40))
    clock.now += 5
    heard(Step("reading", 10, 40))
    assert heard.last is not None
    assert (heard.last.rate, heard.last.left) == (2.0, 15.0)
    assert heard.last.line() == "reading: 10/40, 2/s, 15 s left"
    clock.now += 1
    heard(Step("running", 0, 8))
    assert heard.last.rate is None
    clock.now += 2
    heard(Step("running", 1, 8))
    assert heard.last.rate == 0.5


@pytest.mark.parametrize("kind", [PlainLines, JsonLines])
def test_not_more_than_a_line_a_second_and_one_at_each_end(kind: type[PlainLines]) -> None:
    clock, out = Clock(), io.StringIO()
    heard = kind(out, clock)
    for i in range(301):
        heard(Step("reading", i, 300))
        clock.now += 0.01
    for i in range(4):
        heard(Step("running", i, 3))
    lines = out.getvalue().splitlines()
    assert len(lines) == 4  # after one and two seconds, at the end of the first stage and of the second
    assert "300" in lines[2]


def test_json_lines_are_json() -> None:
    clock, out = Clock(), io.StringIO()
    heard = JsonLines(out, clock)
    heard(Step("reading", 0, 2))
    clock.now += 4
    heard(Step("reading", 1, 2))
    assert json.loads(out.getvalue()) == {"stage": "reading", "done": 1, "total": 2, "rate": 0.25, "left": 4.0}


def test_a_stage_of_unknown_length_has_no_end_in_sight() -> None:
    clock, out = Clock(), io.StringIO()
    heard = PlainLines(out, clock)
    heard(Step("reading", 0, None))
    clock.now += 2
    heard(Step("reading", 5, None))
    assert out.getvalue() == "reading: 5, 2.5/s\n"


def test_the_bar_draws_on_standard_error_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    bar = TerminalBar()
    bar(Step("reading", 0, 2))
    bar(Step("reading", 2, 2))
    bar(Step("running", 1, 1))
    bar.close()
    bar.close()
    told = capsys.readouterr()
    assert told.out == ""
    assert "reading" in told.err
    assert "2/2" in told.err


def test_without_a_terminal_there_are_lines() -> None:
    assert type(listener()) is PlainLines
    assert type(listener("none")) is Listener


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (75, "1 min 15 s"), (3725, "1 h 2 min")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words
