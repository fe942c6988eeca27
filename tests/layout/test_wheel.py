"""What is installed is what stands in the sources: every data file, and the shipped cases."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_every_file_and_the_cases(tmp_path: Path) -> None:
    if int(version("setuptools").split(".")[0]) < 77:
        pytest.skip("the environment is not the locked one: setuptools is too old to build with")
    source = tmp_path / "source"
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info", "evidence.sqlite", "runs", "report.html")
    for name in ("src", "cases"):
        shutil.copytree(ROOT / name, source / name, ignore=left_out)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "NOTICE", "MANIFEST.in"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-qq", "--no-index", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(source)],
        check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {n for n in archive.namelist() if n.startswith("foedus/") and not n.endswith("/")}
    files = {p.relative_to(source / "src").as_posix() for p in (source / "src" / "foedus").rglob("*") if p.is_file()}
    case = source / "cases" / "kazakhstan-2022"
    shipped = {case / "case.yaml", *(p for p in (case / "documents").rglob("*") if p.is_file())}
    cases = {"foedus/cases/" + p.relative_to(source / "cases").as_posix() for p in shipped}
    assert len(cases) >= 7
    assert files <= inside, files - inside
    assert cases <= inside, cases - inside
    generated = {n for n in inside if ("/evidence/" in n and "/cases/" in n) or "/runs/" in n}
    assert not generated
