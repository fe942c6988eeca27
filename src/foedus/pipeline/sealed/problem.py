"""A problem as plain JSON, and back: so that a forecast can be made again without the file it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from foedus.case.schema import Triangular, Uniform
from foedus.core.errors import FoedusError
from foedus.problems.problem import Matter, Problem, Stake

_UNCERTAIN: Mapping[str, type[Triangular] | type[Uniform]] = {"triangular": Triangular, "uniform": Uniform}


def to_plain(problem: Problem) -> dict[str, Any]:
    """Return a problem as values that JSON has; `from_plain` returns it again, number for number."""
    told = {f.name: _plain(getattr(problem, f.name)) for f in fields(problem) if f.name not in ("matters", "stakes")}
    return {**told, "matters": [_object(m) for m in problem.matters], "stakes": [_object(s) for s in problem.stakes]}


def from_plain(plain: Mapping[str, Any]) -> Problem:
    """Return the problem that `to_plain` made `plain` of.

    Raises
    ------
    FoedusError
        If something is not as `to_plain` writes it (``seal-problem``).
    """
    try:
        rest = {k: _value(v) for k, v in plain.items() if k not in ("matters", "stakes")}
        return Problem(
            **rest, matters=tuple(Matter(**{k: _value(v) for k, v in m.items()}) for m in plain["matters"]),
            stakes=tuple(Stake(**{k: _value(v) for k, v in s.items()}) for s in plain["stakes"]),
        )  # fmt: skip
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise FoedusError("seal-problem", f"the problem in the sealed file cannot be understood: {error}", None, "issues and stakes as foedus seal writes them", "a seal of a newer foedus needs that foedus") from None


def _object(item: Matter | Stake) -> dict[str, Any]:
    return {f.name: _plain(getattr(item, f.name)) for f in fields(item)}


def _plain(value: Any) -> Any:
    if isinstance(value, Triangular | Uniform):
        return value.model_dump()
    if isinstance(value, Mapping):
        if all(isinstance(k, str) for k in value):
            return {k: _plain(v) for k, v in value.items()}
        return {"pairs": [[k, _plain(v)] for k, v in value.items()]}  # JSON knows no numbers as keys
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(v) for v in value]
    return value


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("dist") in _UNCERTAIN:
            return _UNCERTAIN[value["dist"]](**value)
        if list(value) == ["pairs"] and isinstance(value["pairs"], list):
            return {k: _value(v) for k, v in value["pairs"]}
        return value  # names by id, or a rule of decision as its file has it
    return tuple(_value(v) for v in value) if isinstance(value, list) else value
