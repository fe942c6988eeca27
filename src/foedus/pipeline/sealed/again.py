"""The numbers of a sealed forecast made again, every one that foedus derived held against the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from foedus.core.errors import FoedusError
from foedus.engines.registry import engines
from foedus.pipeline.sealed.numbers import held, make, sealed_parameters, summary, versions
from foedus.problems.problem import Problem

#: Numbers nearer than this share of the scale are the same: the last bits of sums differ between processors.
SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Compared:
    """A part of the file beside the same part made now.

    Attributes
    ----------
    name
        An engine, ``forecast``, ``references``, ``run`` or ``question``.
    sealed, now
        Mean of an engine's draws, or median of the forecast, in the unit of the issue; None for other parts, and `now` if it cannot
        be made here.
    difference
        The largest difference of any quantile or mean, in the unit of the issue; for the forecast, of any probability.
    identical
        Whether every draw, or every probability, is the same to the last bit.
    sealed_version, version
        Of the engine or the forecast, in the file and here; None where there is none.
    same
        Whether nothing differs: texts and hashes are equal, numbers within `SAME` of the scale.
    because
        What differs here that can explain other numbers.
    differs
        What is not as it comes out here, by its name in the file.
    """

    name: str
    sealed: float | None
    now: float | None
    difference: float | None
    identical: bool
    sealed_version: str | None
    version: str | None
    same: bool
    because: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return it as the object that ``--json`` prints."""
        return asdict(self)


def compare(record: Mapping[str, Any], problem: Problem, issue: str) -> list[Compared]:
    """Return every derived part of a file beside the same part made now from the problem in it.

    What is said of a distribution (median, interval, …) is held against the masses in the file, and these against those made now:
    so a last bit that carries a quantile to the next point of the grid is no difference.

    Parameters
    ----------
    record
        A sealed forecast.
    problem, issue
        The problem in it, and the issue it is about.

    Raises
    ------
    FoedusError
        If the problem cannot be run.
    """
    run, known = record["run"], engines()
    refused: dict[str, str] = {}
    for name, told in record["engines"].items():
        try:
            if name not in known:
                refused[name] = "this foedus has no such engine"
            else:
                known[name].parameters(told["params"])
        except FoedusError as error:
            refused[name] = error.message
    usable = [(known[name], told["params"]) for name, told in record["engines"].items() if name not in refused]
    parameters = sealed_parameters(record["forecast"]["parameters"])
    made = make(problem, issue, usable, run["draws"], run["seed"], parameters)
    matter = next(m for m in problem.matters if m.id == issue)
    near = SAME * (matter.upper - matter.lower)

    here = versions()
    others = [f"{k} {record['made_with'].get(k)} (here {v})" for k, v in here.items() if record["made_with"].get(k) != v]
    theirs, ours = record["forecast"]["version"], made["forecast"]["version"]
    if theirs != ours:
        others.insert(0, f"code version {theirs} of forecast and samples made it, here is {ours}")
    question = {"lower": matter.lower, "upper": matter.upper}
    parts = [
        _part("references", record["references"], made["references"], near, others),
        _part("run", run, made["run"], 0.0, others),
        # No version explains another scale: it stands in the file twice.
        _part("question", {k: record["question"][k] for k in question}, question, 0.0, []),
    ]
    out = [_forecast(record, made["forecast"], near, others, parameters is None)]
    for name, told in record["engines"].items():
        version = known[name].version if name in known else None
        if name in refused:
            because = (refused[name],) if version != told["version"] else ()
            out.append(Compared(name, told["mean"], None, None, False, told["version"], version, False, because, (refused[name],)))
        else:
            out.append(_engine(name, told, made["engines"][name], near, others))
    return [*out, *parts]


def differing(told: Any, now: Any, near: float, name: str = "") -> list[str]:
    """Return the names of what differs between two values of JSON by more than `near` in a number, or at all."""
    if isinstance(told, dict) and isinstance(now, dict):
        inner = [(f"{name}.{k}".strip("."), k) for k in sorted({*told, *now})]
        return [d for path, k in inner for d in (differing(told[k], now[k], near, path) if k in told and k in now else [path])]
    if isinstance(told, list) and isinstance(now, list):
        same = len(told) == len(now) and not any(differing(a, b, near, name) for a, b in zip(told, now, strict=True))
        return [] if same else [name]
    if _number(told) and _number(now):
        return [] if abs(told - now) <= near else [name]
    return [] if told == now and isinstance(told, bool) == isinstance(now, bool) else [name]


def _forecast(record: Mapping[str, Any], now: Mapping[str, Any], near: float, others: list[str], without: bool) -> Compared:
    told = record["forecast"]
    masses = differing(told["mass"], now["mass"], SAME, "mass")
    try:
        follows = summary(held(told, record["question"]))
    except ValueError:
        follows = {}  # masses that are no probabilities: they differ, and nothing follows from them
    out = differing(_derived(told), {**_derived(now), **follows}, near)
    pairs = zip(told["mass"], now["mass"], strict=False)
    away = max((abs(a - b) for a, b in pairs), default=1.0)
    why = [*(["its parameters do not fit the forecast of this foedus"] if without else []), *others]
    differs = [*out, *masses]
    return Compared(
        "forecast", told["median"], now["median"], away, not differs and told["mass"] == now["mass"], told["version"], now["version"],
        not differs, tuple(why) if differs else (), tuple(differs),
    )  # fmt: skip


def _derived(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said beside masses, parameters and version."""
    return {k: v for k, v in said.items() if k not in ("mass", "parameters", "version")}


def _engine(name: str, told: Mapping[str, Any], now: Mapping[str, Any], near: float, others: list[str]) -> Compared:
    # The hash of the draws tells the last bit, not more; the version is told by itself.
    differs = differing({**told, "draws": "", "version": ""}, {**now, "draws": "", "version": ""}, near)
    pairs = [(told["mean"], now["mean"]), *((q, now["quantiles"][k]) for k, q in told["quantiles"].items() if k in now["quantiles"])]
    because = others
    if told["version"] != now["version"]:
        because = [f"version {told['version']} made it, here is {now['version']}", *others]
    return Compared(
        name, told["mean"], now["mean"], max(abs(a - b) for a, b in pairs), not differs and told["draws"] == now["draws"],
        told["version"], now["version"], not differs, tuple(because) if differs else (), tuple(differs),
    )  # fmt: skip


def _part(name: str, told: Any, now: Any, near: float, others: list[str]) -> Compared:
    differs = tuple(differing(told, now, near))
    return Compared(name, None, None, None, told == now, None, None, not differs, tuple(others) if differs else (), differs)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
