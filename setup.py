"""Build step that pyproject.toml cannot express: the shipped cases stand at the root of the repository,
where users look for them, and travel inside the package as ``foedus/cases``."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithCases(build_py):
    """Copy each case's own files, and nothing that foedus generates from them."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # an editable install finds the folder at the root itself
        for case in sorted((ROOT / "cases").glob("*/case.yaml")):
            for file in (case, *(case.parent / "documents").rglob("*"), *case.parent.glob("*.md"), *case.parent.glob("*.json")):
                if file.is_file():
                    target = Path(self.build_lib, "foedus", "cases", file.relative_to(ROOT / "cases"))
                    self.mkpath(str(target.parent))
                    self.copy_file(str(file), str(target))


setup(cmdclass={"build_py": BuildWithCases})
