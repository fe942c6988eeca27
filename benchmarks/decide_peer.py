"""Runs the model loop of decide-exchange-model once and prints how long it took; for ``benchmarks/decide.py``.

It is run by an interpreter in which that package is installed (GPL-3.0; nothing of it is part of foedus), with the
observers that write files left out. Arguments: the table and the number of rounds.
"""

from __future__ import annotations

import json
import random
import sys
import time


class Nothing:
    """An observer that observes nothing."""

    def __init__(self) -> None:
        self.made = 0

    def __getattr__(self, name: str) -> object:
        return lambda *_args, **_named: None

    def execute_exchange(self, _exchange: object) -> None:
        """Count an exchange."""
        self.made += 1


def main(table: str, rounds: int) -> None:
    """Print processor seconds, wall-clock seconds and the number of exchanges of one repetition as JSON."""
    from decide.data.modelfactory import ModelFactory
    from decide.data.reader import InputDataFile
    from decide.model.equalgain import EqualGainModel
    from decide.model.utils import ModelLoop

    random.seed(0)
    model = ModelFactory(InputDataFile.open(table))(model_klass=EqualGainModel, randomized_value="0.0")
    seen = Nothing()
    loop = ModelLoop(model, seen, 0)
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(rounds):
        loop.loop()
    figures = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "exchanges": seen.made}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
