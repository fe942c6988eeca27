"""Rules of the house that a reader of the sources can check: size, names, purity, docstrings, no machine's paths."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "foedus"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "tests" not in p.relative_to(PACKAGE).parts)
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}

#: Stations that may touch the disk, the clock and the environment.
OUTER = {"store", "pipeline", "cli", "world"}
IMPURE_MODULES = {"time", "tempfile", "shutil", "sqlite3", "subprocess", "socket", "urllib", "http", "requests", "httpx", "logging"}
PURE_ALL_THE_SAME = {"urllib.parse"}
IMPURE_CALLS = {"open", "print", "input"}
IMPURE_METHODS = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmdir", "touch", "today", "utcnow"}
#: What may be imported by what computes, beside the standard library.
PURE_MAY_IMPORT = {
    "engines": ("foedus.model", "foedus.rules", "foedus.core", "foedus.engines", "numpy"),
    "model": ("foedus.model", "foedus.rules", "foedus.core", "numpy", "numba"),
    "rules": ("foedus.rules", "foedus.core", "numpy"),
    "structure": ("foedus.structure", "foedus.model", "foedus.core", "numpy", "scipy"),
}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def station(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / f for f in done.stdout.decode().split("\0") if f and (ROOT / f).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_one_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{name(path)} has {lines} lines; look for the second idea in it"
    assert not FORBIDDEN_NAMES & {path.stem, *path.relative_to(PACKAGE).parts}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_public_name_has_a_docstring(path: Path) -> None:
    module = tree(path)
    missing = [] if ast.get_docstring(module) else ["the module"]
    for node in module.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        missing += [] if ast.get_docstring(node) else [node.name]
        if isinstance(node, ast.ClassDef):
            methods = [n for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
            missing += [f"{node.name}.{m.name}" for m in methods if not ast.get_docstring(m)]
    assert not missing


@pytest.mark.parametrize("path", [p for p in MODULES if station(p) not in OUTER and p.parent != PACKAGE], ids=name)
def test_only_the_outer_stations_touch_the_world(path: Path) -> None:
    module = tree(path)
    found = sorted({i for i in imports(module) if i.split(".")[0] in IMPURE_MODULES and i not in PURE_ALL_THE_SAME})
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
                found.append(f"{called.id}() in line {node.lineno}")
            if isinstance(called, ast.Attribute) and called.attr in IMPURE_METHODS:
                found.append(f".{called.attr}() in line {node.lineno}")
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            found.append(f".{node.attr} in line {node.lineno}")
    assert not found


@pytest.mark.parametrize("path", [p for p in MODULES if station(p) in PURE_MAY_IMPORT], ids=name)
def test_what_computes_imports_little_beside_numpy_and_the_standard_library(path: Path) -> None:
    for imported in imports(tree(path)):
        root = imported.split(".")[0]
        ours = imported.startswith(PURE_MAY_IMPORT[station(path)])
        assert ours or root == "__future__" or root in sys.stdlib_module_names, f"{name(path)} imports {imported}"


@pytest.mark.parametrize("path", [p for p in MODULES if station(p) in {"engines", "structure"} and len(p.relative_to(PACKAGE).parts) > 2], ids=name)
def test_an_engine_draws_only_from_the_generator_it_is_given(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "random":
            assert node.attr == "Generator", f"{name(path)}:{node.lineno} uses random.{node.attr}"
        if isinstance(node, ast.Import):
            assert "random" not in [a.name for a in node.names]


def test_no_file_names_a_machine() -> None:
    # Written apart, so that this file does not name one itself.
    machine = re.compile("|".join(["/ro" + "ot/", "/wo" + "rk/", "/ho" + r"me/\w+/", "/t" + r"mp/\w", r"C:\\Us" + "ers"]))
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if "static/vendor" in path.as_posix():
            continue
        found += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(text.splitlines(), 1) if machine.search(line)]
    assert not found


def test_generated_files_are_not_tracked() -> None:
    odd = [p for p in tracked() if p.suffix in {".pyc", ".sqlite", ".npz", ".pkl"} or "__pycache__" in p.parts]
    assert not odd
