"""Guards of the machine: pure functions from the inputs to whether a move is open, one answer for each replicate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from foedus.compacts.inputs import Inputs
from foedus.rules.votes import Bools

Guard = Callable[[Inputs], Bools]


def always(x: Inputs) -> Bools:
    """Hold for all."""
    return np.ones(x.replicates, dtype=bool)


def unbound(x: Inputs) -> Bools:
    """Hold where the articles do not bind the state concerned."""
    return ~x.bound


def consults(x: Inputs) -> Bools:
    """Hold where an article on consultation covers the situation."""
    return x.consults


def only_consults(x: Inputs) -> Bools:
    """Hold for all if no organ decides on the motion."""
    return np.full(x.replicates, not x.decides)


def baseless(x: Inputs) -> Bools:
    """Hold where no article carries the motion."""
    return np.asarray(~x.carried.any(axis=1))


def adopted(x: Inputs) -> Bools:
    """Hold where the rule passes the votes."""
    return x.adopted


def sends_nobody(x: Inputs) -> Bools:
    """Hold for all if the motion sends nobody."""
    return np.full(x.replicates, not x.deploys)


def nobody_cleared(x: Inputs) -> Bools:
    """Hold where no contributor ever may send, or there is none."""
    return np.asarray((x.stands_aside | np.isinf(x.cleared)).all(axis=1))


def ends(x: Inputs) -> Bools:
    """Hold where the host gives its word, or the decision has a term."""
    return np.asarray(~np.isnan(x.ended) | np.isfinite(x.term))


GUARDS: Mapping[str, Guard] = MappingProxyType({
    f.__name__: f for f in (always, unbound, consults, only_consults, baseless, adopted, sends_nobody, nobody_cleared, ends)
})
