"""foedus: documents about a crisis in, evidence with exact spans and a forecast with its reasons out."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Loaded on first use, so that importing foedus costs nothing and changes nothing. What the command line
# does has the same name here, but for ``report`` and ``export``, which are names of packages: ``write_report``.
_OFFERED = {
    "AgendaInputs": ("foedus.model.agenda", "AgendaInputs"),
    "FoedusError": ("foedus.core.errors", "FoedusError"),
    "IssueInputs": ("foedus.model.inputs", "IssueInputs"),
    "bodies": ("foedus.compacts.composition", "bodies"),
    "bonds": ("foedus.compacts.bonds", "bonds"),
    "check": ("foedus.pipeline.checking", "check"),
    "cite": ("foedus.pipeline.citing", "cite"),
    "compact": ("foedus.compacts.read", "compact"),
    "decide": ("foedus.pipeline.deciding", "decide"),
    "demo": ("foedus.pipeline.reporting", "demo"),
    "diff": ("foedus.pipeline.comparing", "compare"),
    "engine": ("foedus.engines.registry", "engine"),
    "grade": ("foedus.pipeline.grading", "grade"),
    "ledger": ("foedus.pipeline.ledger", "ledger"),
    "new": ("foedus.pipeline.drafting", "draft"),
    "power_table": ("foedus.analysis.power", "power_table"),
    "read": ("foedus.pipeline.reading", "read_paths"),
    "reference_rows": ("foedus.analysis.reference", "reference_rows"),
    "replay": ("foedus.compacts.run", "run"),
    "run": ("foedus.pipeline.running", "run"),
    "seal": ("foedus.pipeline.sealing", "seal"),
    "scenarios": ("foedus.compacts.scenario_read", "scenarios"),
    "search": ("foedus.pipeline.searching", "search"),
    "show": ("foedus.pipeline.showing", "show"),
    "silent": ("foedus.pipeline.silent", "silent"),
    "verify": ("foedus.pipeline.sealing", "verify"),
    "what_if": ("foedus.compacts.what_if", "what_if"),
    "write_export": ("foedus.pipeline.exporting", "export"),
    "write_ledger": ("foedus.pipeline.ledger", "write_ledger"),
    "write_report": ("foedus.pipeline.reporting", "report"),
}

__all__ = ["__version__", *_OFFERED]


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        raise AttributeError(f"module 'foedus' has no attribute {name!r}")
    module, attribute = _OFFERED[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
