"""``foedus show``: a span in its context."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute

if TYPE_CHECKING:
    from foedus.evidence.rows import Row
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.showing import Passage, Sentence, Shown

_COMMON = {"id", "doc", "part", "start", "end", "quote", "method", "confidence"}
#: Colour of what a table's rows stand on; the first that covers a letter decides.
_COLOURS = {"actors": "green", "dates": "cyan", "quantities": "magenta", "citations": "blue", "events": "underline"}


def show(
    folder: Annotated[Path, typer.Argument(help="Case folder, or a folder written by foedus read.", show_default=False)],
    address: Annotated[str, typer.Argument(help="DOC:START-END as foedus search prints it, the id of a row of evidence, or DOC.", show_default=False)],
    context: Annotated[int, typer.Option("--context", "-c", min=0, max=1000, help="Sentences on either side.")] = 2,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show a span in its context: the sentences around it, what was read from it, and the same in other versions."""

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.showing import show as show_span

        shown = show_span(folder, address, context=context)
        return Outcome(_result(shown), lambda: _show(shown))

    execute("show", Output(json, quiet, debug), work)


def _result(shown: Shown) -> dict[str, Any]:
    passages = []
    for p in shown.passages:
        told = {"address": p.address, **asdict(p)}
        told["rows"] = [{"table": table, **row} for table, row in p.rows]
        passages.append(told)
    return {"passages": passages, "table": shown.table, "row": shown.row, "document": shown.document, "counts": shown.counts}


def _show(shown: Shown) -> None:
    from foedus.cli.passages import show_lines, styled, visible

    lines: list[Any] = []
    if shown.row is not None:
        lines += [styled((f"{shown.row['id']}  ", "bold"), (_words(shown.row, shown.table or ""), None)), ""]
    if shown.document is not None:
        document, counts = shown.document, shown.counts or {}
        about = [f"{name}: {visible(str(document[name]))}" for name in ("title", "author", "publisher", "published", "kind", "error") if document[name]]
        lines += [styled((visible(document["doc"]), "bold")), *(f"  {line}" for line in about)]
        lines.append("  " + ", ".join(f"{n} {name}" for name, n in counts.items() if n))
        lines.append("")
    for passage in shown.passages:
        lines += [*_passage(passage, whole=shown.document is not None), ""]
    show_lines(lines[:-1] if lines and lines[-1] == "" else lines)


def _passage(p: Passage, *, whole: bool) -> list[Any]:
    from foedus.cli.passages import source_words, styled, visible

    lines: list[Any] = []
    for s in p.sentences:
        gutter = "> " if s.focus and not whole else "  "
        lines.append(styled((gutter, "bold yellow"), *_stretches(p, s, whole)))
    source = source_words(p.title, p.publisher, p.published, p.page)
    lines += [styled((f"  {source}", "dim")) if source else "", styled((f"  {visible(p.address)}", "cyan"))]
    if whole:
        return lines
    if p.rows:
        lines += ["", styled(("read from it", "bold"))]
        for table, row in p.rows:
            lines.append(styled((f"  {row['id']}  ", "dim"), (f"{table}  ", _COLOURS.get(table)), (f'"{visible(row["quote"])}"', None), (f"  {_words(row)}", "dim")))
    if p.versions:
        lines += ["", styled(("the same in other versions", "bold"))]
        for v in p.versions:
            lines.append(styled((f"  {visible(v.quote)}", None)))
            lines.append(styled(("    " + visible(f"{v.language or ''} {v.doc}:{v.start}-{v.end}").strip(), "cyan")))
    if p.findings:
        lines += ["", styled(("to be pointed out", "bold"))]
        lines += [styled((f"  {f['id']}  ", "dim"), (f"{f['kind']}: ", "bold"), (visible(f["explanation"] or ""), None)) for f in p.findings]
    return lines


def _stretches(p: Passage, sentence: Sentence, whole: bool) -> list[tuple[str, str | None]]:
    from foedus.cli.passages import visible

    out: list[tuple[str, str | None]] = []
    for s in sentence.stretches:
        inside = p.start <= s.start and s.end <= p.end and not whole
        over = [t for t, row in p.rows if row["start"] <= s.start and s.end <= row["end"]] if inside else []
        colour = next((c for table, c in _COLOURS.items() if table in over), None)
        style = " ".join(filter(None, ["bold" if inside else None, colour]))
        out.append((visible(s.text), style or None))
    return out


def _words(row: Row, table: str = "") -> str:
    """Return what a row says beyond its quote, on one line."""
    from foedus.cli.passages import visible

    told = [f"{k} {_value(v)}" for k, v in row.items() if k not in _COMMON and v not in (None, "", [], False)]
    if row.get("confidence") is not None:
        told.append(f"confidence {row['confidence']:g}")
    return visible("; ".join(filter(None, [table, *told])))


def _value(value: Any) -> str:
    if isinstance(value, dict) and {"doc", "start", "end"} <= set(value):
        return f"{value['doc']}:{value['start']}-{value['end']}"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_value(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)
