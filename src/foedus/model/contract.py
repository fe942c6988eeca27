"""What an engine folder must offer, and the one way in which an engine is run.

An engine is a folder ``engines/<name>/`` whose ``__init__.py`` defines ``ENGINE``, an `Engine`. The folder
also holds ``README.md`` (its model card) and ``reference/*.toml`` (numbers it claims to reproduce).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from foedus.core.errors import ExitCode, FoedusError
from foedus.core.rng import state_text
from foedus.model.agenda import AgendaInputs, AgendaResult, SeparateResult, together
from foedus.model.inputs import IssueInputs
from foedus.model.params import build
from foedus.model.results import IssueResult, Provenance

Solve = Callable[[Any, Any, np.random.Generator, Provenance], Any]

#: What an engine takes at once: one issue, or several that are linked.
SCOPES = ("issue", "agenda")

#: How a report may draw a result.
VIEWS = frozenset({"distribution", "trajectory", "tornado", "table", "moves"})

#: Headings that the model card of every engine has.
CARD_HEADINGS = ("Question", "Method", "Assumptions", "What it cannot say", "When it fails", "Record", "Sources")


@dataclass(frozen=True, slots=True)
class Engine:
    """A model of how an issue is decided.

    Attributes
    ----------
    name
        Name of its folder; what a case file writes.
    version
        Changes whenever a number it returns can change.
    title
        What readers see.
    question
        The question it answers, in one sentence.
    params
        Frozen dataclass of its parameters (`foedus.model.params.param`).
    solve
        Pure function of (inputs, params, generator, provenance), batched over the draws on axis 0; neither
        reads nor changes anything else. It takes `foedus.model.inputs.IssueInputs` and returns an `IssueResult`, or,
        under scope agenda, takes `foedus.model.agenda.AgendaInputs` and returns an `AgendaResult`.
    views
        How its result may be drawn, from `VIEWS`.
    sources
        Publications it follows.
    package
        Import name of its folder, where its card and reference rows are found.
    scope
        ``"issue"`` or ``"agenda"``, from `SCOPES`. Either kind runs on either input: `run` gives an agenda of one issue to an
        engine of agendas, `run_agenda` gives one issue after the other to an engine of issues.
    """

    name: str
    version: str
    title: str
    question: str
    params: type
    solve: Solve
    views: tuple[str, ...]
    sources: tuple[str, ...]
    package: str
    scope: str = "issue"

    def parameters(self, given: Mapping[str, object] | None = None) -> Any:
        """Return the parameters, `given` where given and the defaults elsewhere.

        Raises
        ------
        FoedusError
            If a name is unknown or a value illegal; the message lists what is legal.
        """
        return build(self.params, given, f"engine {self.name}")

    def run(
        self, inputs: IssueInputs, params: Mapping[str, object] | None, rng: np.random.Generator
    ) -> IssueResult:
        """Solve `inputs` and return the checked result with its provenance.

        Parameters
        ----------
        inputs
            One issue, draws on axis 0.
        params
            Parameters by name; None for the defaults.
        rng
            The only source of chance.

        Raises
        ------
        FoedusError
            If a parameter is illegal, `inputs` are of another kind (``engine-inputs``), or (``engine-contract``) the engine broke its
            contract.
        """
        chosen = self.parameters(params)
        if not isinstance(inputs, IssueInputs):
            raise _other_inputs("run", "one issue, as IssueInputs", inputs, 'run_agenda(inputs, …) for an agenda, or run(inputs.issue("…"), …) for one of its issues')
        if self.scope == "agenda":
            agenda, about = together([inputs]), self._provenance(chosen, inputs.hash(), rng)
            result: IssueResult = replace(self.run_agenda(agenda, params, rng).of(agenda, inputs.issue), provenance=about)
        else:
            if not all(a.flags.c_contiguous for a in (inputs.positions, inputs.salience, inputs.capability)):
                inputs = inputs.take(slice(None))  # sums run in the order of memory: one order, one result
            result = self.solve(inputs, chosen, rng, self._provenance(chosen, inputs.hash(), rng))
        self._hold(contract_fault(inputs, result), inputs.issue)
        _freeze(result)
        return result

    def run_agenda(
        self, inputs: AgendaInputs, params: Mapping[str, object] | None, rng: np.random.Generator
    ) -> AgendaResult:
        """Solve all issues of `inputs` and return the checked result with its provenance.

        Parameters
        ----------
        inputs
            The issues, draws on axis 0.
        params, rng
            As in `run`.

        Raises
        ------
        FoedusError
            As `run`.
        """
        chosen = self.parameters(params)
        if not isinstance(inputs, AgendaInputs):
            raise _other_inputs("run_agenda", "linked issues, as AgendaInputs", inputs, "run(inputs, …) for one issue")
        provenance = self._provenance(chosen, inputs.hash(), rng)
        if self.scope == "agenda":
            result: AgendaResult = self.solve(inputs, chosen, rng, provenance)
        else:
            parts = [self.run(inputs.issue(name), params, rng) for name in inputs.issues]
            result = SeparateResult(
                issues=inputs.issues, actors=inputs.actors, outcome=np.stack([p.outcome for p in parts], axis=1),
                converged=np.all([p.converged for p in parts], axis=0), provenance=provenance,
                notes=tuple(dict.fromkeys(n for p in parts for n in p.notes)),
                rests=np.stack([p.converged for p in parts], axis=1), said=tuple(p.notes for p in parts),
            )  # fmt: skip
        self._hold(agenda_fault(inputs, result), ", ".join(inputs.issues))
        _freeze(result)
        return result

    def _provenance(self, chosen: Any, inputs: str, rng: np.random.Generator) -> Provenance:
        return Provenance(self.name, self.version, asdict(chosen), inputs, state_text(rng))

    def _hold(self, fault: str | None, issue: str) -> None:
        if fault:
            raise FoedusError(
                "engine-contract", fault, f"engine {self.name} {self.version}, issue {issue}",
                "a result as foedus.model.contract describes it", "report this to the engine's authors",
                ExitCode.INTERNAL,
            )


def _freeze(result: IssueResult | AgendaResult) -> None:
    for f in fields(result):
        value = getattr(result, f.name)
        if isinstance(value, np.ndarray):
            value.flags.writeable = False


def contract_fault(inputs: IssueInputs, result: IssueResult) -> str | None:
    """Return what is wrong with `result` as an answer to `inputs`, or None.

    Every array names its axes (`foedus.model.results.axes`), the draws first; the outcome is finite, float64
    and within the issue scale.
    """
    if (result.issue, result.actors) != (inputs.issue, inputs.actors):
        return "the result names another issue or other actors than the inputs"
    fault = _axes_fault(result, {"draw": inputs.draws, "actor": len(inputs.actors)})
    if fault:
        return fault
    outcome = result.outcome
    if outcome.dtype != np.float64 or outcome.shape != (inputs.draws,):
        return f"outcome is {outcome.dtype} {outcome.shape}, not float64 ({inputs.draws},)"
    if result.converged.dtype != np.bool_ or result.converged.shape != (inputs.draws,):
        return "converged must be one bool per draw"
    if not np.isfinite(outcome).all():
        return "an outcome is not finite"
    if (outcome < inputs.lower).any() or (outcome > inputs.upper).any():
        return f"an outcome lies outside the scale [{inputs.lower:g}, {inputs.upper:g}]"
    return None


def agenda_fault(inputs: AgendaInputs, result: AgendaResult) -> str | None:
    """Return what is wrong with `result` as an answer to `inputs`, or None; the rules are those of `contract_fault`."""
    if (result.issues, result.actors) != (inputs.issues, inputs.actors):
        return "the result names other issues or actors than the inputs"
    sizes = {"draw": inputs.draws, "actor": len(inputs.actors), "issue": len(inputs.issues)}
    fault = _axes_fault(result, sizes)
    if fault:
        return fault
    outcome = result.outcome
    if outcome.dtype != np.float64 or outcome.shape != (inputs.draws, len(inputs.issues)):
        return f"outcome is {outcome.dtype} {outcome.shape}, not float64 ({inputs.draws}, {len(inputs.issues)})"
    if result.converged.dtype != np.bool_ or result.converged.shape != (inputs.draws,):
        return "converged must be one bool per draw"
    if not ((outcome >= inputs.lower) & (outcome <= inputs.upper)).all():
        return "an outcome is not finite or lies outside the scale of its issue"
    return None


def _axes_fault(result: IssueResult | AgendaResult, sizes: Mapping[str, int]) -> str | None:
    for f in fields(result):
        value = getattr(result, f.name)
        if not isinstance(value, np.ndarray):
            continue
        names = f.metadata.get("axes", ())
        if names[:1] != ("draw",) or value.ndim != len(names):
            return f"{f.name} does not name its axes, of which the draw is the first"
        if any(n != sizes.get(name, n) for n, name in zip(value.shape, names, strict=True)):
            run = " and ".join(f"{n} {name}s" for name, n in sizes.items())
            return f"{f.name} has shape {value.shape} where {run} were run"
    return None


def _other_inputs(called: str, wanted: str, given: object, hint: str) -> FoedusError:
    return FoedusError("engine-inputs", f"{called} cannot take {type(given).__name__}", None, wanted, hint, ExitCode.USAGE)
