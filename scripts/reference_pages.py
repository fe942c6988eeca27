"""Write the pages of docs/reference that are made from the program itself: ``make docs``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from typer.main import get_command

from foedus.case.check import reference_page
from foedus.cli.main import app
from foedus.core.errors import ExitCode
from foedus.engines.registry import engines
from foedus.evidence.rows import TABLES
from foedus.model.params import specs

ROOT = Path(__file__).parents[1] / "docs" / "reference"
MADE = "This page is made by `make docs` from the program itself."


def exit_codes() -> str:
    """Return the page of exit codes."""
    meanings = tomllib.loads((files("foedus.cli") / "exit-codes.toml").read_text(encoding="utf-8"))
    rows = [f"| {int(code)} | `{code.name}` | {meanings[code.name]} |" for code in sorted(ExitCode)]
    head = [
        "# Exit codes", "", MADE, "",
        "Every command ends with one of these. With `--json` the object on standard output holds the same number",
        "as `exit_code`; `ok` is true for 0 only.", "", "| code | name | meaning |", "|---|---|---|",
    ]  # fmt: skip
    return "\n".join([*head, *rows]) + "\n"


def evidence_tables() -> str:
    """Return the page of the tables of evidence."""
    out = [
        "# Tables of evidence", "", MADE, "",
        "`foedus read PATH... --out DIR --format jsonl` writes one file `<table>.jsonl` for each of these, and",
        "`evidence.sqlite` holds the same tables. Keys stand in this order; absent values are null. `start` and `end`",
        "count code points of the text exactly as decoded, half-open, so that `text[start:end] == quote`.",
    ]  # fmt: skip
    for table in TABLES.values():
        out += ["", f"## {table.name}", "", f"One row is {table.meaning}.", "", "| key | meaning |", "|---|---|"]
        common = [c for c in table.columns if c not in table.keys]
        out += [f"| `{key}` | {meaning} |" for key, meaning in table.keys.items()]
        if common:
            out.append(f"| also | {', '.join(f'`{c}`' for c in common)} |")
    return "\n".join(out) + "\n"


def commands(command: Any, words: list[str]) -> Iterator[list[str]]:
    """Yield the words of a command and of all below it, in the order of its help."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, [*words, name])


def command_line() -> str:
    """Return the help of every command, as it is printed at 80 columns."""
    out = ["# Command line", "", MADE]
    for words in commands(get_command(app), ["foedus"]):
        environment = {**os.environ, "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "foedus", *words[1:], "--help"], capture_output=True, encoding="utf-8", check=True,
            env=environment,
        )  # fmt: skip
        text = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
        out += ["", f"## {' '.join(words)}", "", "```text", text, "```"]
    return "\n".join(out) + "\n"


def every_engine() -> str:
    """Return the cards of all engines, each with its parameters."""
    out = ["# Engines", "", MADE, "", "Each engine answers one question about who decides what. `foedus decide FILE --engine NAME` runs one on a table,",
           "`engines:` in a case file on a case; parameters are given as `--param NAME.PARAMETER=VALUE` or under `params:`."]
    for one in engines().values():
        card = (files(one.package) / "README.md").read_text(encoding="utf-8").partition("\n")[2].strip()
        linked = ", issues together" if one.scope == "agenda" else ""
        out += ["", f"## {one.title}", "", f"`{one.name}`, version {one.version}{linked}.", ""]
        out += [re.sub(r"^## ", "### ", card, flags=re.MULTILINE), "", "### Parameters", "", "| name | default | meaning | values | source |", "|---|---|---|---|---|"]
        out += [
            f"| `{s.name}` | {s.default} | {s.meaning}{f' ({s.unit})' if s.unit else ''} | {s.expected} | {s.source} |".replace("||", "|")
            for s in specs(one.params)
        ]
    return "\n".join(out) + "\n"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "checks.md": reference_page(),
        "command-line.md": command_line(),
        "engines.md": every_engine(),
        "evidence.md": evidence_tables(),
        "exit-codes.md": exit_codes(),
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (ROOT / name).write_text(text, encoding="utf-8")
