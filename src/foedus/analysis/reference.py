"""Recomputes every number an engine claims to reproduce, now, and compares.

An engine states its claims in ``reference/*.toml``: tables ``[inputs.<name>]`` (scale, actors, positions,
salience, capability, and ``reference`` where a reference point is known) and rows ``[[row]]`` with ``inputs``,
optional ``params``, the ``quantity`` (a field of the result), where in it (``round``, ``actor``), ``expected``,
``tolerance``, ``source`` and optional ``note``. ``rounds`` with a list in ``expected`` states one row per round.

Inputs with ``issues`` are an agenda: ``lower``, ``upper`` (and ``reference``) are lists over the issues, positions, salience and
capability lists over the actors of lists over the issues, ``nan`` (and 0) where an actor takes no part. Its rows may
also say ``issue`` and ``exchange`` (an index).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from foedus.core.errors import FoedusError
from foedus.core.rng import stream
from foedus.engines.registry import engines
from foedus.model.agenda import AgendaInputs, AgendaResult
from foedus.model.contract import Engine
from foedus.model.inputs import Floats, IssueInputs
from foedus.model.results import MOVE_KINDS, IssueResult

_KEYS = {
    "name", "inputs", "params", "quantity", "round", "rounds", "actor", "expected", "tolerance", "source", "note",
    "issue", "exchange",
}


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One published or independently derived number and what the engine returns now.

    `got` is null where the number could not be computed; `note` then says why.
    """

    name: str
    engine: str
    expected: float
    got: float | None
    tolerance: float
    source: str
    ok: bool
    note: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the row as the object that ``--json`` prints."""
        return asdict(self)


def reference_rows(only: str | None = None) -> list[ReferenceRow]:
    """Recompute the reference numbers of every engine, or of the engine called `only`.

    Returns
    -------
    list of ReferenceRow
        In the order of the engines and of their files. A row that fails is in the list, not raised.

    Raises
    ------
    FoedusError
        If a reference file is not as described above (``reference-file``), with its name.
    """
    return [
        row
        for engine in engines().values()
        if only in (None, engine.name)
        for where, data in reference_files(engine)
        for row in _rows(engine, where, data)
    ]


def reference_files(engine: Engine) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the name and the parsed content of each reference file of `engine`."""
    folder = files(engine.package) / "reference"
    for path in sorted(folder.iterdir(), key=lambda p: p.name) if folder.is_dir() else ():
        if path.name.endswith(".toml"):
            where = f"{engine.name}/reference/{path.name}"
            try:
                yield where, tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise _bad(where, str(error)) from error


def reference_inputs(table: Mapping[str, Any], name: str) -> IssueInputs:
    """Return ``[inputs.<name>]`` of a reference file as the inputs of one draw."""
    spec = table[name]
    positions, salience, capability = (
        np.array([spec[k]], dtype=np.float64) for k in ("positions", "salience", "capability")
    )
    reference = np.array([spec["reference"]], dtype=np.float64) if "reference" in spec else None
    return IssueInputs(
        name, tuple(spec["actors"]), positions, salience, capability, float(spec["lower"]), float(spec["upper"]), reference
    )


def reference_agenda(table: Mapping[str, Any], name: str) -> AgendaInputs:
    """Return ``[inputs.<name>]``, which has ``issues``, as the inputs of one draw."""
    spec = table[name]

    def numbers(key: str) -> Floats:
        return np.array(spec[key], dtype=np.float64)

    reference = spec.get("reference", [np.nan] * len(spec["issues"]))
    return AgendaInputs(
        tuple(spec["issues"]), tuple(spec["actors"]), numbers("positions")[None], numbers("salience")[None],
        numbers("capability")[None], numbers("lower"), numbers("upper"), np.array([reference], dtype=np.float64),
    )  # fmt: skip


def _rows(engine: Engine, where: str, data: Mapping[str, Any]) -> Iterator[ReferenceRow]:
    solved: dict[str, IssueResult | AgendaResult] = {}  # rows that share inputs and parameters share one solution
    for row in data.get("row", ()):
        if unknown := set(row) - _KEYS:
            raise _bad(where, f"row {row.get('name')!r} has unknown keys {sorted(unknown)}")
        try:
            key = f"{row['inputs']} {row.get('params')}"
            if key not in solved:
                solved[key] = _solved(engine, data["inputs"], row)
            yield from _compare(engine, row, solved[key])
        except (KeyError, ValueError, IndexError, AttributeError) as error:
            raise _bad(where, f"row {row.get('name')!r}: {error!r}") from error


def _solved(engine: Engine, table: Mapping[str, Any], row: Mapping[str, Any]) -> IssueResult | AgendaResult:
    name, rng = row["inputs"], stream(0, ("reference", engine.name), 0)
    if "issues" in table[name]:
        return engine.run_agenda(reference_agenda(table, name), row.get("params"), rng)
    return engine.run(reference_inputs(table, name), row.get("params"), rng)


def _compare(engine: Engine, row: Mapping[str, Any], result: IssueResult | AgendaResult) -> Iterator[ReferenceRow]:
    rounds = row.get("rounds", [row.get("round")])
    expected = row["expected"] if "rounds" in row else [row["expected"]]
    for at, value in zip(rounds, expected, strict=True):
        got = _pick(result, row, at)
        want = float(MOVE_KINDS.index(value)) if isinstance(value, str) else float(value)
        name = f"{row['name']}, round {at}" if "rounds" in row else row["name"]
        ok = bool(np.isfinite(got)) and abs(got - want) <= row["tolerance"]
        note = row.get("note", "")
        if not np.isfinite(got):
            note = f"{note} The engine returned no number here.".strip()
        yield ReferenceRow(
            name, engine.name, want, got if np.isfinite(got) else None, float(row["tolerance"]), row["source"], ok, note
        )


def _pick(result: IssueResult | AgendaResult, row: Mapping[str, Any], at: int | None) -> float:
    value = getattr(result, row["quantity"])[0]
    if at is not None:
        value = value[at]
    if "exchange" in row:
        value = value[row["exchange"]]
    if "actor" in row:
        value = value[result.actors.index(row["actor"])]
    if "issue" in row and isinstance(result, AgendaResult):
        value = value[result.issues.index(row["issue"])]
    return float(value)


def _bad(where: str, message: str) -> FoedusError:
    return FoedusError(
        "reference-file", message, where, "[inputs.<name>] and [[row]] as foedus.analysis.reference describes them",
        "mend the file; foedus score reference checks it",
    )
