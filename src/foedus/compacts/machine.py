"""The machine: a table of moves (``data/machine.toml``) walked by many replicates at once.

States are int8 codes. Each move has a guard (`foedus.compacts.guards`), a clock (`foedus.compacts.clocks`), what it rests on, and
a reason. Of the moves from a state the first whose guard holds is made; no move leads back, so that the hour at which
each state was entered, and by which move, is the whole journal.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from foedus.compacts.clocks import CLOCKS
from foedus.compacts.guards import GUARDS
from foedus.compacts.inputs import Floats, Inputs

States = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table: from one state to another (codes), with its guard, clock, ground and reason."""

    source: int
    target: int
    guard: str
    clock: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Machine:
    """The table.

    Attributes
    ----------
    states
        Names of the states; a code is a place in it.
    ends
        Codes of the states from which no move leads.
    moves
        Its rows, in order.
    """

    states: tuple[str, ...]
    ends: tuple[int, ...]
    moves: tuple[Move, ...]

    def code(self, state: str) -> int:
        """Return the code of a state."""
        return self.states.index(state)


@dataclass(frozen=True, slots=True)
class Walk:
    """Where replicates ended, and how.

    Attributes
    ----------
    state
        (R,) int8, the last state.
    entered
        (R, S) hour at which each state was entered, nan if never.
    move
        (R, S) row of the table by which each state was entered, -1 if never.
    """

    state: States
    entered: Floats
    move: NDArray[np.int8]

    @property
    def moves(self) -> int:
        """How many moves were made in all."""
        return int((self.move >= 0).sum())


@cache
def machine() -> Machine:
    """Return the machine that foedus ships."""
    return read_machine((files("foedus.compacts") / "data" / "machine.toml").read_text(encoding="utf-8"))


def read_machine(text: str) -> Machine:
    """Return the machine that a TOML text describes.

    Raises
    ------
    ValueError
        If a state, guard or clock is unknown, or a move leads back to an earlier state.
    """
    data = tomllib.loads(text)
    states = tuple(data["states"])
    moves = tuple(Move(states.index(m["from"]), states.index(m["to"]), m["guard"], m["clock"], m["rule"], m["reason"]) for m in data["transitions"])
    for m in moves:
        if m.guard not in GUARDS or m.clock not in CLOCKS or m.target <= m.source:
            raise ValueError(f"no move from {states[m.source]} to {states[m.target]} by {m.guard} and {m.clock}")
    return Machine(states, tuple(states.index(s) for s in data["ends"]), tuple(sorted(moves, key=lambda m: m.source)))


def walk(x: Inputs, table: Machine | None = None) -> Walk:
    """Move all replicates as far as they go.

    Parameters
    ----------
    x
        The inputs.
    table
        The machine; None for the one that foedus ships.
    """
    t = table or machine()
    r, s = x.replicates, len(t.states)
    state, last = np.zeros(r, dtype=np.int8), x.opened.copy()
    entered, move = np.full((r, s), np.nan), np.full((r, s), -1, dtype=np.int8)
    entered[:, 0] = last
    decided = t.code("DECIDED")
    # Moves stand in the order of the states they lead from, and lead forward: one pass is enough.
    for k, row in enumerate(t.moves):
        here = state == row.source
        if not here.any():
            continue
        go = here & GUARDS[row.guard](x)
        if not go.any():
            continue
        at = CLOCKS[row.clock](x, last, entered[:, decided])
        last = np.where(go, at, last)
        state[go] = row.target
        entered[go, row.target] = last[go]
        move[go, row.target] = k
    return Walk(state, entered, move)
