"""Fit the parameters of the forecast on issues whose outcome is known.

    python scripts/fit_forecast.py DATA [--write FILE]

DATA is a table of issues with positions and outcomes, such as DEU. Fitted to are the earlier four fifths of the proposals;
`foedus.forecast.validate` says how the strength of the penalty is chosen within them. FILE is of the form of
src/foedus/forecast/parameters.toml; written over that file, it becomes what `foedus.forecast.mixture.forecast` uses.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from foedus.analysis.record import decided
from foedus.forecast.parameters import render
from foedus.forecast.validate import fitted, latest
from foedus.problems.registry import read_problems


def main(arguments: Sequence[str]) -> int:
    """Print the parameters; with ``--write`` make a file of them."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the parameters there")
    asked = parser.parse_args(arguments)
    problems = read_problems(asked.data.read_bytes(), asked.data.name)
    issues = decided(problems)
    groups = {i.group for i in issues}
    late = latest({p.id: p.introduced or p.decided or "" for p in problems if p.id in groups})
    early = [i for i in issues if i.group not in late]
    basis = f"{len(early)} issues of {len(groups - late)} proposals, the earlier four fifths of {asked.data.name}"
    text = render(fitted(early, "scripts/fit_forecast.py", basis))
    sys.stdout.write(text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
