"""Options that several commands share, said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

OUTPUT = "Output"


class ProgressKind(StrEnum):
    """How progress is shown on standard error."""

    AUTO = "auto"
    BAR = "bar"
    LINES = "lines"
    JSON = "json"
    NONE = "none"


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.", rich_help_panel=OUTPUT)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no remarks.", rich_help_panel=OUTPUT)]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in foedus an error arose.", rich_help_panel=OUTPUT)]
Progress = Annotated[
    ProgressKind, typer.Option("--progress", help="Bar on a terminal, lines elsewhere, or as named.", rich_help_panel=OUTPUT)
]
CaseDir = Annotated[Path, typer.Argument(help="Case folder: case.yaml and documents/.", show_default=False)]
MaxSize = Annotated[str, typer.Option(help="Report files larger than this instead of reading them.", metavar="SIZE")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes; the numbers do not depend on it.", show_default="one per processor")
]
