"""Scores models on a file of issues whose outcome is known."""

from __future__ import annotations

from pathlib import Path

from foedus.analysis.record import Line, lines
from foedus.core.errors import FoedusError
from foedus.pipeline.progress import Listener, Step
from foedus.problems.registry import read_problems


def score_file(path: Path, listener: Listener, seed: int = 0) -> list[Line]:
    """Return the record of every model on the issues of a file.

    Raises
    ------
    FoedusError
        If there is no such file (``score-file``), no format knows it, or none of its issues can be scored.
    """
    if not path.is_file():
        raise FoedusError(
            "score-file", "there is no such file", str(path), "a table of issues with positions and outcomes",
            "foedus score decide --data FILE",
        )  # fmt: skip
    problems = read_problems(path.read_bytes(), path.name)
    try:
        return lines(problems, seed=seed, heard=lambda stage, done, total: listener(Step(stage, done, total)))
    except FoedusError as error:
        error.where = error.where or str(path)
        raise
