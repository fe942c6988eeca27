"""Parameters of an engine: frozen dataclasses whose fields carry meaning, unit, range, choices and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, get_type_hints

from foedus.core.errors import FoedusError, nearest

Scalar = float | int | str | bool
_KINDS: Mapping[type, str] = {float: "a number", int: "a whole number", str: "a word", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class ParamSpec:
    """What is known of one parameter.

    `source` says where the parameter and its default come from: a publication, or the word ``assumed``.
    `low` and `high` are inclusive bounds; `choices` the legal values, where only some are.
    """

    name: str
    type: type
    default: Scalar
    meaning: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[Scalar, ...]
    source: str

    @property
    def expected(self) -> str:
        """What a legal value looks like, as a phrase for an error message."""
        if self.choices:
            return f"one of {', '.join(str(c) for c in self.choices)}"
        bounds = [f"at least {self.low:g}"] if self.low is not None else []
        bounds += [f"at most {self.high:g}"] if self.high is not None else []
        return " ".join([_KINDS[self.type], " and ".join(bounds)]).strip()

    def check(self, value: object, where: str) -> Scalar:
        """Return `value` in the type of this parameter.

        Raises
        ------
        FoedusError
            If it has another type, lies outside the range or is not among the choices.
        """
        typed: Scalar
        if self.type is float and isinstance(value, int) and not isinstance(value, bool):
            typed = float(value)
        elif self.type is int and isinstance(value, float) and value.is_integer():
            typed = int(value)
        elif type(value) is self.type:
            typed = value  # type: ignore[assignment]
        else:
            raise self._error("param-type", value, where)
        if self.choices and typed not in self.choices:
            raise self._error("param-choice", value, where)
        if self.low is not None and not float(typed) >= self.low:
            raise self._error("param-range", value, where)
        if self.high is not None and not float(typed) <= self.high:
            raise self._error("param-range", value, where)
        return typed

    def _error(self, code: str, value: object, where: str) -> FoedusError:
        near = nearest(str(value), [str(c) for c in self.choices], n=1) if self.choices else f"{self.default}"
        return FoedusError(
            code, f"parameter {self.name!r} cannot be {value!r}", where, self.expected,
            f"write {self.name}: {near} ({self.meaning})",
        )


def param(
    default: Scalar,
    meaning: str,
    *,
    source: str,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: tuple[Scalar, ...] = (),
) -> Any:
    """Declare a parameter as a dataclass field.

    Parameters
    ----------
    default
        Value used where the user gives none; its type is the parameter's type.
    meaning
        One phrase that says what the parameter does.
    source
        Where it comes from: a publication with its equation or table, or ``"assumed"``.
    unit
        Unit of the value; empty for a pure number or a word.
    low, high
        Inclusive bounds.
    choices
        The legal values, where only some are.
    """
    return field(
        default=default,
        metadata={
            "meaning": meaning, "source": source, "unit": unit, "low": low, "high": high, "choices": choices,
        },
    )


def specs(params: type) -> tuple[ParamSpec, ...]:
    """Return what is known of every parameter of the dataclass `params`, in order."""
    hints = get_type_hints(params)
    return tuple(ParamSpec(f.name, hints[f.name], _default(f), **f.metadata) for f in fields(params))


def _default(f: Field[Any]) -> Scalar:
    value: Any = f.default
    if not isinstance(value, float | int | str | bool):
        raise TypeError(f"parameter {f.name!r} needs a default")
    return value


def build(params: type, given: Mapping[str, object] | None, where: str) -> Any:
    """Return an instance of the dataclass `params` from what a user gave.

    Parameters
    ----------
    params
        Dataclass whose fields were declared with `param`.
    given
        Values by name; those left out keep their default.
    where
        Named in errors, such as ``"engine challenge"``.

    Raises
    ------
    FoedusError
        If a name is unknown, a value has the wrong type or range, or two values exclude each other.
    """
    known = {s.name: s for s in specs(params)}
    values = {}
    for name, value in (given or {}).items():
        if name not in known:
            raise FoedusError(
                "param-unknown", f"there is no parameter {name!r}", where,
                f"one of {', '.join(known)}" if known else "no parameter at all",
                f"nearest: {nearest(name, list(known))}" if known else "leave it out",
            )
        values[name] = known[name].check(value, where)
    try:
        return params(**values)
    except ValueError as error:
        raise FoedusError(
            "param-conflict", str(error), where, "parameters that go together", "leave one of the two out"
        ) from error
