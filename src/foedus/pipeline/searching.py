"""Search what was read: opens the evidence of a case or of a folder beside whoever writes to it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.core.errors import FoedusError
from foedus.store.folder import DATABASE, CaseFolder, is_case
from foedus.store.lock import locked
from foedus.store.sqlite import EvidenceStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.store.search import Found


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search found, and in which database."""

    database: Path
    found: Found


def search(folder: str | Path, query: str, *, limit: int = 20, languages: Sequence[str] = ()) -> Searched:
    """Search the sentences of a case or of a folder of evidence.

    Parameters
    ----------
    folder
        A case folder, a folder that ``foedus read`` wrote, or its database.
    query
        Words (all must occur), ``"phrases"``, ``OR``, ``-not``, ``prefix*``; ``doc:``, ``lang:``, ``kind:``, ``date:``, ``actor:``.
    limit
        Hits at most, at least 1.
    languages
        Only sentences in these languages (ISO 639-1).

    Raises
    ------
    FoedusError
        If there is no evidence there, or it cannot be read. Never because of the query.
    """
    _refresh(Path(folder))
    with open_evidence(Path(folder)) as store:
        return Searched(store.path, store.search(query, limit=limit, languages=languages))


def open_evidence(folder: Path) -> EvidenceStore:
    """Open the evidence of a case or a folder to look at it. Evidence of an older foedus is upgraded, with a copy kept.

    Raises
    ------
    FoedusError
        If there is none, or it cannot be read.
    """
    path = _database(folder)
    try:
        return EvidenceStore(path, readonly=True)
    except FoedusError as error:
        if error.code != "evidence-older":
            raise
    with locked(path.parent):
        EvidenceStore(path).close()
    return EvidenceStore(path, readonly=True)


def _refresh(folder: Path) -> None:
    """Make the index anew if another version made it; where that cannot be, the search says what it may miss."""
    with open_evidence(folder) as store:
        path, current = store.path, store.index_is_current()
    if not current:
        with contextlib.suppress(FoedusError), locked(path.parent), EvidenceStore(path) as store:
            store.refresh()


def _database(folder: Path) -> Path:
    path = CaseFolder(folder).database if is_case(folder) else folder if folder.is_file() else folder / DATABASE
    if path.is_file():
        return path
    if is_case(folder):
        raise FoedusError(
            "no-evidence", "the documents of this case have not been read yet", where=str(folder),
            expected=f"{path}, which reading makes", hint=f"foedus run {folder}",
        )  # fmt: skip
    if not folder.exists():
        raise FoedusError(
            "no-such-folder", "there is no such folder", where=str(folder), expected="a case folder, or a folder of evidence",
            hint=f"check the spelling, or make it: foedus read PATH... --out {folder}",
        )  # fmt: skip
    raise FoedusError(
        "no-evidence", "there is no evidence here", where=str(folder), expected=f"a case folder, or a folder with {DATABASE}",
        hint=f"foedus read {folder} --out {folder}-evidence, and search that",
    )  # fmt: skip
