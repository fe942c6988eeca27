"""Lists of works beside the files: what they say of each file, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from foedus.documents.decode import UndecodableError
from foedus.documents.formats.listing.catalogue import is_catalogue, placed, read_catalogue
from foedus.documents.formats.registry import merged
from foedus.documents.model import Metadata

_ENDINGS = (".bib", ".ris", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")


@dataclass(slots=True)
class Beside:
    """What the lists among some files say.

    Attributes
    ----------
    lists
        Ids of the files that are such lists, and no documents.
    given
        Metadata by the id of the file they are about; of two lists that tell of one file, the first by name leads.
    problems
        Why an entry or a whole list cannot be used, by ``list`` or ``list#key``, with the path of the list.
    """

    lists: set[str] = field(default_factory=set)
    given: dict[str, Metadata] = field(default_factory=dict)
    problems: dict[str, tuple[Path, str]] = field(default_factory=dict)


def lists_beside(files: Mapping[str, Path]) -> Beside:
    """Read every list of works among `files`, given by document id.

    A list that cannot be read, or names a file that is not there, is told of; nothing is raised.
    """
    out = Beside()
    for name in sorted(files):
        if not name.lower().endswith(_ENDINGS):
            continue
        path = files[name]
        try:
            if not is_catalogue(name, path.read_bytes):
                continue
            out.lists.add(name)
            found, missing = placed(name, read_catalogue(name, path.read_bytes()), files)
        except OSError:
            continue  # told of when the file itself is read
        except UndecodableError as problem:
            out.problems[name] = (path, str(problem))
            continue
        for doc, said in found.items():
            out.given[doc] = merged(out.given.get(doc, Metadata()), said)
        for key, why in missing.items():
            out.problems[f"{name}#{key}"] = (path, why)
    return out
