"""The document tree as one HTML file that opens anywhere, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from foedus.case.schema import Case
from foedus.documents.model import Document
from foedus.evidence.rows import Row
from foedus.model.run import Run
from foedus.report import assets
from foedus.report.brief import brief
from foedus.report.tree import Brief


def render_report(
    case: Case, run: Run, evidence: Mapping[str, list[Row]], documents: Mapping[str, Document]
) -> str:
    """Return the report of a run as one HTML text.

    Scripts, styles and figure data are inside; a Content-Security-Policy admits nothing else, and every
    text that comes from a document is escaped. Equal arguments give equal texts.

    Parameters
    ----------
    case, run
        The case and its run.
    evidence
        Tables of evidence by name; any may be absent.
    documents
        Documents of the case by id; an anchor into one that is absent is shown as such.

    Returns
    -------
    str
        UTF-8 text to be written as it is.
    """
    return page(brief(case, run, evidence, documents))


def page(tree: Brief) -> str:
    """Return a document tree as HTML."""
    figures = {f.id: f.spec for f in tree.figures}
    return environment().get_template("report.html.jinja").render(
        b=tree,
        policy=assets.policy(),
        # Templates escape what they print; a style or script element must hold its text as it is.
        style=Markup(assets.own("report.css")),
        scripts=[Markup(s) for s in assets.scripts()] if figures else [],
        figures=Markup(script_json(figures)),
        vendored=assets.vendored(),
    )


def script_json(value: object) -> str:
    """Return `value` as JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def environment() -> Environment:
    """Return what renders the templates of reports: everything printed is escaped, nothing missing passes."""
    return Environment(
        loader=PackageLoader("foedus.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
