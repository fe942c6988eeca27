"""Solves the shipped oil network with PyPSA, scenario by scenario, and prints what it took as JSON.

Run by ``benchmarks/exposure.py --peer PYTHON``; needs PyPSA and HiGHS there, and not foedus: the network comes as JSON on
standard input, ``{nodes, edges: [[name, tail, head, capacity, tariff]], supply, demand, price, scenarios: [[availability]]}``.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings

import pypsa  # type: ignore[import-not-found]


def main() -> None:
    """Print seconds to build, seconds per scenario, and what each leaves undelivered."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    told = json.load(sys.stdin)
    start = time.process_time()
    network = pypsa.Network()
    for node in told["nodes"]:
        network.add("Bus", node)
    for node, amount in told["supply"].items():
        network.add("Generator", f"supply {node}", bus=node, p_nom=amount)
    for node, amount in told["demand"].items():
        network.add("Load", f"demand {node}", bus=node, p_set=amount)
        network.add("Generator", f"short {node}", bus=node, p_nom=amount, marginal_cost=told["price"])
    for name, tail, head, capacity, tariff in told["edges"]:
        network.add("Link", name, bus0=tail, bus1=head, p_nom=capacity, marginal_cost=tariff)
    built = time.process_time() - start
    short = []
    start = time.process_time()
    for scenario in told["scenarios"]:
        for (name, _, _, capacity, _), available in zip(told["edges"], scenario, strict=True):
            network.links.loc[name, "p_nom"] = capacity * available
        network.optimize(solver_name="highs", solver_options={"output_flag": False}, progress=False)
        short.append(float(network.generators_t.p.iloc[0][[g for g in network.generators.index if g.startswith("short")]].sum()))
    spent = (time.process_time() - start) / len(told["scenarios"])
    sys.stdout.write("\n" + json.dumps({"build": built, "scenario": spent, "short": short}) + "\n")


if __name__ == "__main__":
    main()
