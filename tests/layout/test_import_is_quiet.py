"""Importing foedus is cheap and changes nothing in the process."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import foedus

ROOT = Path(__file__).parents[2]

SNAPSHOT = """
import locale, logging, multiprocessing, os, signal, sys, threading, warnings

def state():
    return {
        "start method": multiprocessing.get_start_method(allow_none=True),
        "root logger": (logging.getLogger().level, list(logging.getLogger().handlers)),
        "warnings": list(warnings.filters),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "locale": locale.setlocale(locale.LC_ALL),
        "interrupt": signal.getsignal(signal.SIGINT),
        "recursion": sys.getrecursionlimit(),
        "path": list(sys.path),
        "hook": sys.excepthook,
        "threads": threading.active_count(),
    }

before = state()
"""

ALL_MODULES = """
import pkgutil, importlib
import foedus
for m in pkgutil.walk_packages(foedus.__path__, "foedus."):
    if not m.name.endswith("__main__"):
        importlib.import_module(m.name)
"""

COMPARE = """
after = state()
changed = [k for k in before if before[k] != after[k]]
assert not changed, {k: (before[k], after[k]) for k in changed}
"""


def fresh(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_importing_foedus_changes_nothing_and_prints_nothing() -> None:
    assert fresh(SNAPSHOT + "import foedus" + COMPARE) == ""


def test_importing_every_module_changes_nothing_and_prints_nothing() -> None:
    # NumPy alone sets what it sets; what foedus adds to that is asked.
    assert fresh("import numpy, pydantic, multiprocessing.pool\n" + SNAPSHOT + ALL_MODULES + COMPARE) == ""


def test_import_foedus_loads_none_of_its_stations() -> None:
    assert fresh("import sys, foedus; print(sorted(m for m in sys.modules if m.startswith('foedus')))").strip() == "['foedus']"


def test_the_version_is_said_in_one_way() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == foedus.__version__
    assert f"version: {foedus.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_public_name_is_there() -> None:
    for name in foedus.__all__:
        assert getattr(foedus, name) is not None
    assert not hasattr(foedus, "no_such_name")
