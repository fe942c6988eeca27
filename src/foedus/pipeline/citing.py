"""Exactly what a run used: the documents and reference data its inputs rest on, the methods of its engines, and foedus."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from foedus.analysis.bibliography import Source, sources
from foedus.analysis.drawn import DataSource, data_sources
from foedus.analysis.rests import rests
from foedus.case.schema import Case
from foedus.core.errors import FoedusError, nearest
from foedus.engines.registry import engine
from foedus.evidence.rows import Row
from foedus.export.references.bibtex import bibtex
from foedus.export.references.items import Item, items
from foedus.export.references.plain import STYLES, lines
from foedus.export.references.ris import ris
from foedus.pipeline.keeping import kept_inputs
from foedus.store.folder import DATABASE, CaseFolder, is_case, open_case
from foedus.store.records import load_record
from foedus.store.runs import MANIFEST, run_ids
from foedus.store.sqlite import EvidenceStore

FORMATS = ("text", "bibtex", "csl", "ris")
OF_CASE = "Documents of the case"


@dataclass(frozen=True, slots=True)
class Cited:
    """A list of references.

    Attributes
    ----------
    run
        The run it is for; None if it is for a whole case or folder.
    sources
        The documents.
    items
        Documents, reference data, methods and foedus as CSL-JSON.
    unread
        How many documents could not be read and are therefore not cited.
    what
        What the documents are, in words.
    data
        The reference data that inputs were drawn from.
    """

    run: str | None
    sources: tuple[Source, ...]
    items: tuple[Item, ...]
    unread: int
    what: str
    data: tuple[DataSource, ...] = ()

    def text(self, format: str = "text", style: str = "report") -> str:  # noqa: A002 -- the word of the command line
        """Return the list as ``text``, ``bibtex``, ``csl`` or ``ris``.

        Raises
        ------
        FoedusError
            If there is no such format or style.
        """
        for name, value, known in (("format", format, FORMATS), ("style", style, STYLES)):
            if value not in known:
                raise FoedusError(f"bad-{name}", f"there is no {name} {value!r}", expected=", ".join(known), hint=f"--{name} {nearest(value, known, 1)}")
        if format == "bibtex":
            return bibtex(self.items, self.what)
        if format == "ris":
            return ris(self.items)
        if format == "csl":
            return json.dumps(self.items, ensure_ascii=False, indent=1) + "\n"
        methods = [i for i in self.items if i["categories"] == ["methods"]]
        return "\n".join(lines(self.sources, methods, self.items[-1], style, documents=self.what, data=self.data)) + "\n"


def cite(source: str | Path, *, run: str | None = None, whole: bool = False) -> Cited:
    """Return what to cite.

    Parameters
    ----------
    source
        A case folder, or a folder that ``foedus read`` wrote; of the latter every document is cited.
    run
        Id of a run of the case, or how it begins; None for the last one.
    whole
        Every document of the case, whether or not something rests on it.

    Raises
    ------
    FoedusError
        If there is no such folder, run or evidence.
    """
    path = Path(source)
    if not is_case(path) and path.name != "case.yaml":
        if run is not None:
            raise FoedusError("no-case-file", "only a case has runs", where=str(path), hint=f"foedus cite {path}")
        return _all(path if path.name == DATABASE else path / DATABASE, path, "Documents that were read")
    home = open_case(path)
    if whole and run is None and not run_ids(home.runs):
        return _all(home.database, home.root, OF_CASE)
    name = find_run(home, run)
    kept = kept_inputs(home.runs / name)
    case = Case.model_validate(kept["case"])
    engines, issues = _what_ran(home.runs / name)
    spans: dict[str, list[tuple[int, int]]] = {}
    uses: dict[str, list[str]] = {}
    for r in rests(case):
        if r.kind == "account" or r.name.split("/")[0] in issues:
            spans.setdefault(r.anchor.doc, []).append((r.anchor.start, r.anchor.end))
            uses.setdefault(r.anchor.doc, []).append(f"scale of {r.name}" if r.kind == "issue" else r.name)
    publications = [p for e in engines for p in _publications(e)]
    documents: list[Row] = kept["documents"]
    found = sources(documents, spans, uses)
    cited = found if whole else [s for s in found if s.doc in spans]
    data = tuple(data_sources(case, issues))
    what = OF_CASE if whole else "Documents that the run rests on"
    return Cited(name, tuple(cited), tuple(items(cited, publications, data)), sum(bool(d["error"]) for d in documents), what, data)


def find_run(home: CaseFolder, run: str | None) -> str:
    """Return the id of a run of a case: of the one named (its beginning is enough), or of the last one.

    Raises
    ------
    FoedusError
        If there is none, or several begin so.
    """
    known = run_ids(home.runs)
    if run is None:
        for step in ("run", "partial-run"):
            record = load_record(home.runs, step)
            if record is not None and record.data.get("id") in known:
                return str(record.data["id"])
        if len(known) == 1:
            return known[0]
        raise FoedusError(
            "no-run" if not known else "which-run", "this case has no run yet" if not known else "it is not known which of the runs was the last",
            where=str(home.runs), expected=", ".join(known) or "a run", hint=f"foedus run {home.root}" if not known else f"--run {known[-1]}",
        )  # fmt: skip
    matches = [k for k in known if k == run] or [k for k in known if k.startswith((run, f"run-{run}"))]
    if len(matches) != 1:
        raise FoedusError(
            "no-such-run" if not matches else "which-run", f"there is no run {run!r}" if not matches else f"several runs begin with {run!r}",
            where=str(home.runs), expected=", ".join(matches or known) or "a run", hint=f"nearest: {nearest(run, known)}" if known else f"foedus run {home.root}",
        )  # fmt: skip
    return matches[0]


def _all(database: Path, where: Path, what: str) -> Cited:
    if not database.is_file():
        raise FoedusError(
            "no-evidence", "no document has been read here", where=str(where),
            expected="a case folder with a run, or a folder written by foedus read", hint=f"foedus read DOCUMENTS --out {where}",
        )  # fmt: skip
    with EvidenceStore(database, readonly=True) as store:
        rows = [{**r, "pages": None} for r in store.iter_rows("documents")]
    found = sources(rows, {}, {})
    return Cited(None, tuple(found), tuple(items(found, ())), sum(bool(r["error"]) for r in rows), what)


def _what_ran(folder: Path) -> tuple[list[str], set[str]]:
    """Return the engines and issues of a run, without loading its arrays."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    told = [e["engine"] for e in manifest["engines"]]
    return list(dict.fromkeys(e["engine"] for e in told)), {e["result"]["issue"] for e in told}


def _publications(name: str) -> tuple[str, ...]:
    try:
        return engine(name).sources
    except FoedusError:
        # The run may come from another installation, with an engine this one lacks.
        return ()
