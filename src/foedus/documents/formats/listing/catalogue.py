"""Lists that give metadata to files beside them: BibTeX, RIS, CSL-JSON, and tables called metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from foedus.documents.decode import UndecodableError, decode
from foedus.documents.formats.listing.columns import known, value, written
from foedus.documents.formats.publication import iso_day, order_of
from foedus.documents.model import Metadata

#: Keys of a CSL-JSON item that may name its file; a line "file: ..." of its note does too.
CSL_FILES = ("foedus-file", "file", "files", "attachments", "attachment", "path")
_NOTE_FILE = re.compile(r"^\s*(?:foedus-)?file\s*:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_TABLE = re.compile(r"(?:.*/)?metadata\.(?:csv|tsv|jsonl|ndjson|json)$", re.IGNORECASE)
#: Types of CSL whose container (the paper, the journal, the site) is who published them.
_CONTAINED = ("article", "article-journal", "article-magazine", "article-newspaper", "broadcast", "entry", "post", "post-weblog", "review", "webpage")
_KEY = re.compile(r"[\s/#\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of such a list.

    Attributes
    ----------
    key
        Its key in the list.
    files
        Files it names, each as every path it may be read as; no entry of a list of works without files has one.
    given
        What it says of them.
    error
        Why it cannot be read, or None.
    """

    key: str
    files: tuple[tuple[str, ...], ...] = ()
    given: Metadata = field(default_factory=Metadata)
    error: str | None = None


def is_catalogue(name: str, read: Callable[[], bytes]) -> bool:
    """Say whether a file is such a list: by its name, a JSON file also by what is in it.

    Parameters
    ----------
    read
        Gives the bytes of the file; only asked where the name does not decide.
    """
    lowered = name.lower()
    if lowered.endswith((".bib", ".ris")):
        return True
    if _TABLE.match(lowered):
        return any(e.files for e in _entries(name, read()))
    if not lowered.endswith(".json"):
        return False
    data = read()
    likely = b'"title"' in data and any(w in data for w in (b'"file"', b'"files"', b"ttachment", b"foedus-file", b"file:", b'"path"'))
    return likely and b'"type"' in data and any(e.files for e in _entries(name, data))


def read_catalogue(name: str, data: bytes) -> list[Named]:
    """Return the entries of a list.

    Raises
    ------
    UndecodableError
        If it cannot be read, or none of its entries names a file.
    """
    found = _entries(name, data)
    if not any(e.files or e.error for e in found):
        raise UndecodableError(
            "a list of works none of which names a file, so that it tells nothing of the files beside it; "
            "name them: file = {name.html} in BibTeX, L1 - name.html in RIS, \"file\": \"name.html\" in CSL-JSON, or a column file"
        )
    return found


def _entries(name: str, data: bytes) -> list[Named]:
    ending = name.lower().rpartition(".")[2]
    try:
        text = decode(data).text.removeprefix("\ufeff")
        if ending == "bib":
            from foedus.documents.formats.listing.bibtex import from_bibtex

            return list(from_bibtex(text))
        if ending == "ris":
            from foedus.documents.formats.listing.ris import from_ris

            return list(from_ris(text))
        if ending == "json":
            return list(_from_csl(text))
        return list(_from_table(text, ending))
    except UndecodableError:
        if ending in ("bib", "ris"):
            raise
        return []


def _from_csl(text: str) -> Iterator[Named]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = found.get("items") if isinstance(found, dict) else found
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        if not isinstance(item, dict):
            continue
        issued = item.get("issued")
        container, publisher = (written(item.get(k), ", ") for k in ("container-title", "publisher"))
        contained = str(item.get("type", "")) in _CONTAINED
        yield Named(
            key(written(item.get("id"), " ") or written(item.get("citation-key"), " ") or str(number)),
            tuple(_csl_files(item)),
            Metadata(
                title=written(item.get("title"), " "), author=written(item.get("author"), ", "),
                publisher=(container or publisher) if contained else (publisher or container),
                published=_csl_date(issued), url=written(item.get("URL") or item.get("url"), " "),
            ),
        )  # fmt: skip


def _csl_files(item: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name in CSL_FILES:
        things = item.get(name)
        for thing in things if isinstance(things, list) else [things]:
            if isinstance(thing, Mapping):
                thing = next((thing[k] for k in ("path", "localPath", "file", "filename", "name") if thing.get(k)), None)
            if isinstance(thing, str) and thing.strip():
                yield (thing.strip(),)
    note = item.get("note")
    for found in _NOTE_FILE.findall(note) if isinstance(note, str) else ():
        yield (found,)


def _csl_date(issued: object) -> str | None:
    if not isinstance(issued, Mapping):
        return iso_day(issued) if isinstance(issued, str) else None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and all(str(p).isdigit() for p in parts[0]):
        return iso_day("-".join(str(p) for p in parts[0][:3]))
    raw = issued.get("raw") or issued.get("literal")
    return iso_day(raw) if isinstance(raw, str) else None


def _from_table(text: str, ending: str) -> Iterator[Named]:
    from foedus.documents.formats.listing.csv_records import csv_records
    from foedus.documents.formats.listing.json_records import json_lines

    records = list(csv_records(text, wanted="file") if ending in ("csv", "tsv") else json_lines(text))
    order = order_of(filter(None, (value(r.fields, "published") for r in records)))
    for record in records:
        names = value(record.fields, "file")
        if record.error is None and names is None and "file" not in known(map(str, record.fields)):
            continue
        published = value(record.fields, "published")
        yield Named(
            record.place, ((names,),) if names else (),
            Metadata(
                title=value(record.fields, "title"), author=value(record.fields, "author"), publisher=value(record.fields, "publisher"),
                published=iso_day(published, order) if published else None, url=value(record.fields, "url"),
            ),
            record.error,
        )  # fmt: skip


def key(text: str) -> str:
    """Return a key of a list as it stands in an id."""
    return _KEY.sub("_", text)[:80] or "_"


def placed(where: str, entries: Sequence[Named], names: Collection[str]) -> tuple[dict[str, Metadata], dict[str, str]]:
    """Find the files that a list names.

    Parameters
    ----------
    where
        Path of the list.
    entries
        Its entries.
    names
        Paths of the files there are, relative to the same folder as `where`.

    Returns
    -------
    given
        What the list says, by path of the file.
    missing
        What is wrong with an entry, by its key.
    """
    exact = {normalize("NFC", n): n for n in names}
    ends: dict[str, list[str]] = {}
    for n in exact:
        ends.setdefault(PurePosixPath(n).name, []).append(n)
    folder = PurePosixPath(where).parent
    given: dict[str, Metadata] = {}
    missing: dict[str, str] = {}
    for entry in entries:
        found = [f for readings in entry.files if (f := next(filter(None, (_find(r, folder, exact, ends) for r in readings)), None))]
        for name in found:
            given.setdefault(exact[name], entry.given)
        if entry.error:
            missing[entry.key] = entry.error
        elif entry.files and not found:
            shown = " or ".join(repr(readings[0]) for readings in entry.files[:3])
            missing[entry.key] = f"names {shown}, which is not among the files that are read; put it beside the list, or mend its path"
    return given, missing


def _find(reading: str, folder: PurePosixPath, exact: Mapping[str, str], ends: Mapping[str, list[str]]) -> str | None:
    """Return the path of the file that a path written in a list means: below the list's folder, or at its end.

    A path of another machine is known by its last parts, if only one file has them.
    """
    path = normalize("NFC", unquote(reading.removeprefix("file://")) if reading.startswith("file:") else reading).replace("\\", "/")
    here = _flat(f"{folder}/{path}") if not path.startswith("/") else None
    if here in exact:
        return here
    parts = [p for p in path.split("/") if p not in ("", ".", "..")]
    candidates = ends.get(parts[-1], []) if parts else []
    below = [c for c in candidates if PurePosixPath(c).is_relative_to(folder)]
    for n in range(len(parts), 0, -1):
        same = [c for c in below if PurePosixPath(c).parts[-n:] == tuple(parts[-n:])]
        if len(same) == 1:
            return same[0]
    return None


def _flat(path: str) -> str:
    out: list[str] = []
    for part in path.split("/"):
        if part == ".." and out:
            out.pop()
        elif part not in ("", ".", ".."):
            out.append(part)
    return "/".join(out)
