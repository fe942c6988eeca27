"""The steps of the work, one name each: what the command line calls and ``import foedus`` offers."""

from __future__ import annotations

from foedus.pipeline.checking import check
from foedus.pipeline.citing import cite
from foedus.pipeline.comparing import compare
from foedus.pipeline.drafting import draft
from foedus.pipeline.exporting import export
from foedus.pipeline.reading import read_case, read_paths
from foedus.pipeline.reporting import demo, report
from foedus.pipeline.running import run
from foedus.pipeline.searching import search
from foedus.pipeline.showing import show
from foedus.pipeline.silent import silent

__all__ = ["check", "cite", "compare", "demo", "draft", "export", "read_case", "read_paths", "report", "run", "search", "show", "silent"]
