"""Runs the named checks over a case and writes their reference page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from foedus.case.checks import names, numbers, reference, sources
from foedus.case.checks.base import CHECKS, Check, Context, LookUp, ParamsValidator, Problem
from foedus.case.schema import Case
from foedus.case.yaml_text import Path
from foedus.documents.model import Document

__all__ = ["CHECKS", "Check", "Problem", "check_case", "reference_page"]

_MODULES = (names, numbers, sources, reference)  # importing a module registers its checks


def check_case(
    case: Case,
    documents: Mapping[str, Document],
    *,
    engines: Collection[str] | None = None,
    validate_params: ParamsValidator | None = None,
    lines: Mapping[Path, int] | None = None,
    where: str = "case.yaml",
    look_up: LookUp | None = None,
) -> list[Problem]:
    """Run every check.

    Parameters
    ----------
    case
        The case.
    documents
        Its documents by their path relative to ``documents/``.
    engines
        Names of the engines that exist; None skips the check.
    validate_params
        Called with the name of an engine and its parameters; raises `FoedusError`, ``ValueError`` or
        ``TypeError`` if it refuses them. None skips the check.
    lines
        Lines of the case file by path, from `foedus.case.parse.parse_source`.
    where
        Name of the case file, for messages.
    look_up
        Returns what stands now at the place that a value was drawn from, and raises `FoedusError` if that is not at hand. None
        skips the checks that need it.

    Returns
    -------
    list of Problem
        Errors before warnings, each group in the order of the checks.
    """
    context = Context(case, documents, engines, validate_params, lines or {}, where, look_up)
    found = [
        Problem(c.name, c.severity, message, place, hint)
        for c in CHECKS.values()
        for message, place, hint in c.find(context)
    ]
    return sorted(found, key=lambda p: p.severity != "error")


def reference_page() -> str:
    """Return ``docs/reference/checks.md``: every check with its severity and meaning."""
    out = [
        "# Checks of a case", "",
        "`foedus check` runs these. An error stops `foedus run`; a warning does not. This page is generated from the",
        "checks themselves.", "",
        "| check | severity | what it finds |", "|---|---|---|",
    ]
    out += [f"| `{c.name}` | {c.severity} | {c.meaning} |" for c in CHECKS.values()]
    return "\n".join(out) + "\n"
