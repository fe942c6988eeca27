"""Loops that are compiled where that pays: the bits of the NumPy steps they stand for, in a fraction of the time.

A step of NumPy reads and writes whole arrays, so a formula of twenty steps moves memory twenty times; a compiled loop
moves it once. Such a loop stands beside the NumPy steps and does the same operations in the same order. Multiplication and
addition are not fused and nothing is reordered, so both give the same bits, and either may run, in any process. Loops are
compiled once so much work has gone past them that this is made up for; small tables never load the compiler. Where Numba
is not installed or cannot work, NumPy does everything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

P = ParamSpec("P")

#: Seconds of NumPy's work that must have gone past loops in this process before they are compiled: on a machine that
#: keeps them compiled, and on one that does not yet. Either is about what it takes to have them ready.
KEPT, NEW = 0.5, 5.0


class Loops:
    """Functions of arrays and numbers, written as plain loops that write into some of the arrays, compiled together."""

    def __init__(self) -> None:
        self._sources: dict[Callable[..., None], str] = {}
        self._compiled: dict[Callable[..., None], Callable[..., None]] = {}
        self._past = 0.0
        self._hopeless = False

    def add(self, arguments: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
        """Return a decorator for a loop whose `arguments` have these types of Numba's.

        ``f8[:, ::1]`` is an array of float64 with two axes, contiguous in memory; an argument that is none is refused
        (TypeError). What the decorator returns can be called once `serve` has returned True (else RuntimeError).
        """

        def added(source: Callable[P, None]) -> Callable[P, None]:
            self._sources[source] = arguments

            @wraps(source)
            def run(*args: P.args, **kwargs: P.kwargs) -> None:
                if source not in self._compiled:
                    raise RuntimeError(f"{source.__name__} is not compiled; ask `serve` first")
                self._compiled[source](*args, **kwargs)

            return run

        return added

    def serve(self, seconds: float) -> bool:
        """Return whether to call the loops for work that would take NumPy about so many seconds.

        They are compiled, which takes its time, when that has become worth it.
        """
        self._past += seconds
        if self._hopeless or self._past < KEPT:
            return False
        if not self._compiled:
            if self._past < NEW and not all(map(_kept, self._sources)):
                return False
            self._compiled = _compiled(self._sources)
            self._hopeless = not self._compiled
        return not self._hopeless


def _compiled(sources: dict[Callable[..., None], str]) -> dict[Callable[..., None], Callable[..., None]]:
    try:
        from numba import njit
    except ImportError:
        return {}
    for keep in (True, False):
        try:
            return {
                source: njit(f"void({types})", cache=keep, error_model="numpy", nogil=True)(source)
                for source, types in sources.items()
            }
        except Exception:
            # No folder to keep them in, a full disk, a damaged file there: then for this process alone. And if that fails,
            # on a processor the compiler does not know, say, NumPy gives the same bits.
            continue
    return {}


def _kept(source: Callable[..., None]) -> bool:
    """Return whether a compiled loop lies beside its module, where Numba puts it if it can."""
    file = Path(source.__code__.co_filename)
    return any(file.parent.glob(f"__pycache__/{file.stem}.{source.__name__}-*.nbi"))
