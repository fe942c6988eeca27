"""The case folder: what stands where, and how to tell one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from foedus.core.errors import FoedusError

CASE_FILE = "case.yaml"
SCHEMA_FILE = "case.schema.json"
DOCUMENTS = "documents"
GENERATED = ("evidence", "runs", "report")
DATABASE = "evidence.sqlite"


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """Paths of one case. `evidence`, `runs` and `report` are generated and can be deleted at any time."""

    root: Path

    @property
    def case_file(self) -> Path:
        """The case itself, written by the analyst."""
        return self.root / CASE_FILE

    @property
    def schema_file(self) -> Path:
        """JSON Schema of the case file, for editors."""
        return self.root / SCHEMA_FILE

    @property
    def documents(self) -> Path:
        """The documents as received."""
        return self.root / DOCUMENTS

    @property
    def evidence(self) -> Path:
        """Generated: what was read from the documents."""
        return self.root / "evidence"

    @property
    def database(self) -> Path:
        """Generated: the one SQLite file of the evidence."""
        return self.evidence / DATABASE

    @property
    def runs(self) -> Path:
        """Generated: one folder per run."""
        return self.root / "runs"

    @property
    def report(self) -> Path:
        """Generated: reports."""
        return self.root / "report"


    @property
    def generated(self) -> tuple[Path, ...]:
        """The folders foedus makes."""
        return tuple(self.root / name for name in GENERATED)


def is_case(path: Path) -> bool:
    """Say whether `path` is a case folder."""
    return (path / CASE_FILE).is_file()


def open_case(path: Path) -> CaseFolder:
    """Return the case folder at `path`; naming its ``case.yaml`` is accepted too.

    Raises
    ------
    FoedusError
        If there is no such folder, or no ``case.yaml`` in it.
    """
    root = path.parent if path.name == CASE_FILE and path.is_file() else path
    if is_case(root):
        return CaseFolder(root)
    if not root.exists():
        raise FoedusError(
            "no-such-folder", "there is no such folder", where=str(root),
            expected=f"a case folder: {CASE_FILE} and {DOCUMENTS}/",
            hint=f'foedus new {root} --question "..." --documents PATH, or foedus demo for the shipped case',
        )  # fmt: skip
    raise FoedusError(
        "no-case-file", f"this folder holds no {CASE_FILE}", where=str(root),
        expected=f"a case folder: {CASE_FILE} and {DOCUMENTS}/",
        hint=f'foedus new {root} --question "..." drafts one from the documents',
    )  # fmt: skip
