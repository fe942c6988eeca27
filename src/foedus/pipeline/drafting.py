"""A new case: the documents copied in, read, and a first case file written from what they say.

The case file is written last, after a note of what it will be. So a folder without one is a draft that was not
finished, which the same command finishes; one whose case file is exactly the noted draft is a finished draft; and
any other case file is the analyst's, which is never lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from foedus.case.draft import draft_case
from foedus.case.dump import dump_case
from foedus.case.schema import Case
from foedus.case.schema_export import case_json_schema
from foedus.core.errors import ExitCode, FoedusError
from foedus.core.ids import canonical_json, digest
from foedus.pipeline.gather import DEFAULT_MAX_SIZE, Source, gather, read_bytes
from foedus.pipeline.progress import Step
from foedus.pipeline.reading import Listen, Reading, case_sources, load_documents, read_case, silent
from foedus.pipeline.versions import CHECK, READ, code_version
from foedus.store.atomic import make_folder, reading_file, write_bytes, write_text
from foedus.store.folder import CaseFolder, is_case
from foedus.store.lock import locked
from foedus.store.records import load_record, save_record

STEP = "draft"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A case that was drafted.

    Attributes
    ----------
    folder
        The case folder.
    case
        The case; every value in it is marked ``drafted``.
    reading
        What was read from its documents.
    not_copied
        Why files that were named are not in it, by document id.
    reused
        True if this very draft was there already.
    kept
        Where the case file lies that stood there before; None if there was none, or only a draft nobody had touched.
    """

    folder: CaseFolder
    case: Case
    reading: Reading
    not_copied: dict[str, str]
    reused: bool = False
    kept: Path | None = None

    @property
    def exit_code(self) -> ExitCode:
        """``PARTIAL`` if a file could not be copied or read."""
        return ExitCode.PARTIAL if self.not_copied or self.reading.unreadable else ExitCode.OK


def draft(
    folder: str | Path,
    question: str,
    documents: Iterable[str | Path] = (),
    *,
    force: bool = False,
    max_size: int = DEFAULT_MAX_SIZE,
    listen: Listen = silent,
    strict: bool = False,
) -> Drafted:
    """Make a case folder and draft its ``case.yaml`` from the documents.

    Parameters
    ----------
    folder
        The case folder; made if missing.
    question
        What the case is to answer, in one sentence.
    documents
        Files and folders to copy into ``documents/``. What already lies there counts too.
    force
        Replace a ``case.yaml`` that is already there; one that was edited is kept under another name.
    max_size, listen, strict
        As in `foedus.pipeline.reading.read_paths`.

    Raises
    ------
    FoedusError
        If there is a case already, no document can be read, or the folder cannot be written.
    """
    home = CaseFolder(Path(folder))
    if not question.strip():
        raise FoedusError("no-question", "the question is empty", expected="a sentence", hint='--question "How large a force?"')
    if is_case(home.root) and not force and _untouched(home) is None:
        raise _case_exists(home)
    sources = gather([Path(d) for d in documents], max_size=max_size)
    asked = digest(question, canonical_json([str(s.id) for s in sources]), code_version(READ), code_version(CHECK))
    with locked(home.root, sweeping=_folders(home)):
        before = _untouched(home)
        if is_case(home.root) and not force and before != asked:
            raise _case_exists(home)
        not_copied = _copy(sources, home, listen)
        reading = read_case(home, max_size=max_size, listen=listen, strict=strict)
        if not reading.documents:
            reasons = "; ".join(f"{doc}: {why}" for doc, why in [*not_copied.items(), *reading.unreadable.items()][:3])
            raise FoedusError(
                "no-documents", f"no document could be read{f' ({reasons})' if reasons else ''}", where=str(home.documents),
                expected="at least one text or Markdown file", hint=f"foedus new {folder} --question ... --documents PATH",
            )  # fmt: skip
        listen(Step("drafting", 0, 1))
        case = draft_case(question, load_documents(case_sources(home, max_size=max_size)), reading.evidence())
        text = dump_case(case)
        reused = before is not None and home.case_file.read_bytes() == text.encode()
        kept = _keep_edited(home) if before is None else None
        # Until the new draft stands, the old one is still one that nobody has touched.
        drafts = {_sha(text.encode()), *([_sha(home.case_file.read_bytes())] if before is not None else [])}
        save_record(home.evidence, STEP, asked, drafts=sorted(drafts))
        write_text(home.schema_file, json.dumps(case_json_schema(), ensure_ascii=False, indent=1) + "\n")
        write_text(home.case_file, text)
        listen(Step("drafting", 1, 1))
    return Drafted(home, case, reading, not_copied, reused, kept)


def _untouched(home: CaseFolder) -> str | None:
    """Return what the case file was drafted from if it is a draft that nobody has changed since; else None."""
    record = load_record(home.evidence, STEP)
    if record is None or not is_case(home.root):
        return None
    with reading_file(home.case_file):
        now = _sha(home.case_file.read_bytes())
    return record.key if now in record.data.get("drafts", ()) else None


def _keep_edited(home: CaseFolder) -> Path | None:
    """Copy the case file that is there to a name made of its content, and return it."""
    if not is_case(home.root):
        return None
    with reading_file(home.case_file):
        data = home.case_file.read_bytes()
    return write_bytes(home.root / f"case.before-{_sha(data)[:8]}.yaml", data)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _case_exists(home: CaseFolder) -> FoedusError:
    return FoedusError(
        "case-exists", "there is a case here already", where=str(home.case_file), expected="a new folder",
        hint="name another folder, or add --force to draft this case anew (the case.yaml that is there is kept beside it)",
    )  # fmt: skip


def _folders(home: CaseFolder) -> Sequence[Path]:
    """Return every folder in which a copy or a draft that was killed can have left a file."""
    below = [p for p in home.documents.rglob("*") if p.is_dir()] if home.documents.is_dir() else []
    return [*home.generated, home.documents, *below]


def _copy(sources: list[Source], home: CaseFolder, listen: Listen) -> dict[str, str]:
    """Copy `sources` into the case and return why some were not; a different file of the same name is kept."""
    make_folder(home.documents)
    refused: dict[str, str] = {}
    for number, source in enumerate(sources):
        listen(Step("copying", number, len(sources)))
        data = read_bytes(source)
        if isinstance(data, str):
            refused[source.id] = data
            continue
        target = home.documents.joinpath(*PurePosixPath(source.id).parts)
        if target.exists():
            if target.read_bytes() != data:
                refused[source.id] = "the case has another file of this name, which is kept"
            continue
        write_bytes(target, data)
    if sources:
        listen(Step("copying", len(sources), len(sources)))
    return refused
