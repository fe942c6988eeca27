"""Clocks of the machine: pure functions that say at what hour a move is made, given the hours at which states were entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from foedus.compacts.inputs import Floats, Inputs

#: From the inputs, the hour of the last move (R,), and the hour of the decision (R,; nan before it).
Clock = Callable[[Inputs, Floats, Floats], Floats]


def now(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """At once."""
    return last


def opened(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """When the threat is told."""
    return x.opened


def answered(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """When the last of those who are asked has answered; the clock starts with the request, or else with the threat."""
    start = np.fmax(last, x.requested)
    slowest = np.where(x.asked, x.answers, 0.0).max(axis=1, initial=0.0)
    return np.asarray(start + slowest)


def first_cleared(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """When the first contributor may send."""
    return np.asarray(x.may_send(decided).min(axis=1, initial=np.inf))


def arrived(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """When the last of those who may send has arrived: no sooner than the deployment takes from the first arrival."""
    arrivals = x.arrivals(decided)
    last_one = np.where(np.isinf(arrivals), -np.inf, arrivals).max(axis=1, initial=-np.inf)
    return np.asarray(np.maximum(last_one, arrivals.min(axis=1, initial=np.inf) + x.deployment))


def leaving(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """When the first leave: after the host's word and its notice, or when the term is over, whichever is first."""
    word = np.maximum(last, x.ended + x.notice)  # nan where no word is given
    return np.asarray(np.fmin(word, last + x.term))


def left(x: Inputs, last: Floats, decided: Floats) -> Floats:  # noqa: ARG001
    """When the last have left."""
    return np.asarray(last + x.withdrawal)


CLOCKS: Mapping[str, Clock] = MappingProxyType({f.__name__: f for f in (now, opened, answered, first_cleared, arrived, leaving, left)})
