"""``foedus search``: the sentences that hold the words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import Debug, Json, Quiet
from foedus.cli.session import Outcome, Output, execute, say

if TYPE_CHECKING:
    from foedus.pipeline.progress import Listener
    from foedus.pipeline.searching import Searched
    from foedus.store.search import Hit


def search(
    folder: Annotated[Path, typer.Argument(help="Case folder, or a folder written by foedus read.", show_default=False)],
    query: Annotated[list[str], typer.Argument(help='Words, "phrases", OR, -not, prefix*, doc: lang: kind: date: actor:', show_default=False)],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Sentences to print at most.")] = 20,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Only this language (ISO 639-1); may be given often.", show_default=False)] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Print the sentences that hold all the words, in any of their forms, the best first.

    Put the query in single quotation marks: foedus search CASE '"cease fire" -truce date:2031-01..2031-03'
    """

    def work(_: Listener) -> Outcome:
        from foedus.pipeline.searching import search as search_folder

        done = search_folder(folder, " ".join(query), limit=limit, languages=lang or ())
        return Outcome(_result(done), lambda: _show(done, folder), list(done.found.notes))

    execute("search", Output(json, quiet, debug), work)


def _result(done: Searched) -> dict[str, Any]:
    hits = [{"address": h.address, **asdict(h), "spans": [{"start": a, "end": b} for a, b in h.spans]} for h in done.found.hits]
    return {"database": str(done.database), "hits": hits, "more": done.found.more, "notes": list(done.found.notes)}


def _show(done: Searched, folder: Path) -> None:
    from foedus.cli.passages import show_lines, source_words, styled, visible

    hits = done.found.hits
    if not hits:
        say("nothing found")
        return
    lines: list[Any] = []
    first: dict[str, tuple[int, str]] = {}
    for n, hit in enumerate(hits, start=1):
        lines += [styled(*_sentence(hit)), styled(("  " + source_words(hit.title, hit.publisher, hit.published, hit.page, hit.language), "dim"))]
        address = f"  {visible(hit.address)}"
        if hit.family:
            earlier, doc = first.setdefault(hit.family, (n, hit.doc))
            address += f"   (the same source as hit {earlier})" if doc != hit.doc else ""
        lines += [styled((address, "cyan")), ""]
    lines.append(f"{len(hits)} sentence{'s' * (len(hits) != 1)}" + (f", and more: --limit {len(hits) * 5}" if done.found.more else ""))
    lines.append(visible(f"next: foedus show {quote(str(folder))} {quote(hits[0].address)}"))
    show_lines(lines)


def _sentence(hit: Hit) -> list[tuple[str, str | None]]:
    from foedus.cli.passages import visible

    out: list[tuple[str, str | None]] = []
    at = 0
    for start, end in hit.spans:
        out += [(hit.quote[at : start - hit.start], None), (hit.quote[start - hit.start : end - hit.start], "bold yellow")]
        at = end - hit.start
    out.append((hit.quote[at:], None))
    return [(visible(text), style) for text, style in out]
