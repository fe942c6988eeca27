"""The parameters of the forecast: how much each kind of outcome weighs, and where these numbers come from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import FoedusError

#: The parameters in their order; `parameters.toml` says of each what it weighs.
NAMES = (
    "scale_middle", "hull_middle", "reference", "hull_even", "scale_even", "mean_narrow", "mean_wide",
    "position_share", "position_election", "position_distance", "position_pole", "position_reference", "position_inner",
    "position_median", "position_unanimous", "reference_unanimous", "middle_unanimous",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """Parameters of the forecast.

    Attributes
    ----------
    values
        (parameter,), in the order of `NAMES`.
    made_by
        ``"hand"``, or the command that fitted them.
    basis
        What they rest on, in one sentence.
    """

    values: NDArray[np.float64]
    made_by: str
    basis: str

    @property
    def fitted(self) -> bool:
        """Whether they were fitted to outcomes rather than set by hand."""
        return self.made_by != "hand"


@cache
def shipped() -> Parameters:
    """Return the parameters that come with foedus."""
    return parse((files("foedus.forecast") / "parameters.toml").read_text(encoding="utf-8"), "parameters.toml")


def parse(text: str, where: str) -> Parameters:
    """Return the parameters that a file states.

    Raises
    ------
    FoedusError
        If the file is no TOML or names other parameters (``forecast-parameters``).
    """
    try:
        data = tomllib.loads(text)
        weights: Mapping[str, object] = data["weights"]
        if set(weights) != set(NAMES):
            odd = sorted(set(weights) ^ set(NAMES))
            raise ValueError(f"unknown or missing under [weights]: {', '.join(odd)}")
        values = np.array([float(weights[name]) for name in NAMES])  # type: ignore[arg-type]
        if not np.isfinite(values).all():
            raise ValueError("a weight is not finite")
        return Parameters(values, str(data["made_by"]), str(data["basis"]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise FoedusError(
            "forecast-parameters", str(error), where, "made_by, basis and [weights] as in foedus/forecast/parameters.toml",
            "python scripts/fit_forecast.py FILE --write OTHER makes such a file",
        ) from error


def render(parameters: Parameters) -> str:
    """Return the text of a file that states `parameters`; `parse` reads it."""
    lines = [f'made_by = "{parameters.made_by}"', f'basis = "{parameters.basis}"', "", "[weights]"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(NAMES, parameters.values, strict=True)]
    return "\n".join(lines) + "\n"
