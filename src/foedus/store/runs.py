"""A run on disk: ``runs/<id>/manifest.json`` and one ``.npz`` per engine result."""

from __future__ import annotations

import contextlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from foedus.core.errors import FoedusError
from foedus.model.run import EngineRun, Run
from foedus.store.atomic import make_folder, temporary_path, writing
from foedus.store.frozen import Arrays, pack, unpack

MANIFEST = "manifest.json"
FORMAT = 1
#: What reading a damaged file can raise.
DAMAGE = (OSError, ValueError, KeyError, TypeError, EOFError, IndexError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)


def save_run(folder: Path, run: Run) -> Path:
    """Write `run` below `folder` and return its own folder; a run of the same id is replaced.

    The folder appears under its name only when it is complete.
    """
    make_folder(folder)
    final = folder / run.id
    parts, old = temporary_path(folder), temporary_path(folder)
    with writing(final):
        parts.mkdir()
        try:
            manifest: dict[str, Any] = {
                f.name: pack(getattr(run, f.name), {}) for f in fields(run) if f.name not in {"engines", "accounts"}
            }
            manifest["engines"] = [_save_one(parts, f"case-{i:02}", e) for i, e in enumerate(run.engines)]
            manifest["accounts"] = {
                name: [_save_one(parts, f"account-{k:02}-{i:02}", e) for i, e in enumerate(engines)]
                for k, (name, engines) in enumerate(run.accounts.items())
            }
            text = json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1)
            (parts / MANIFEST).write_text(text + "\n", encoding="utf-8")
            if final.exists():
                final.replace(old)
            parts.replace(final)
        finally:
            shutil.rmtree(parts, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
    return final


def load_run(folder: Path, run_id: str) -> Run:
    """Return the run with this id.

    Raises
    ------
    FoedusError
        If it is missing, of another format, or damaged.
    """
    home = folder / run_id
    try:
        manifest = json.loads((home / MANIFEST).read_text(encoding="utf-8"))
        if manifest.pop("format") != FORMAT:
            raise ValueError("made by another version of foedus")
        engines = tuple(_load_one(home, e) for e in manifest.pop("engines"))
        accounts = {k: tuple(_load_one(home, e) for e in v) for k, v in manifest.pop("accounts").items()}
        return Run(engines=engines, accounts=accounts, **unpack(manifest, {}))
    except (*DAMAGE, ImportError) as error:
        missing = isinstance(error, FileNotFoundError)
        raise FoedusError(
            "no-such-run" if missing else "run-damaged",
            "there is no such run" if missing else f"this run cannot be read: {error}",
            where=str(home), hint=f"foedus run {folder.parent} computes it again",
        ) from error  # fmt: skip


def run_ids(folder: Path) -> list[str]:
    """Return the ids of the complete runs in `folder`, in alphabetical order."""
    with contextlib.suppress(FileNotFoundError):
        return sorted(p.name for p in folder.iterdir() if (p / MANIFEST).is_file() and not p.name.startswith("."))
    return []


def partial_ids(folder: Path) -> list[str]:
    """Return the ids of the runs in `folder` that were stopped before their end."""
    out = []
    for run_id in run_ids(folder):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            if json.loads((folder / run_id / MANIFEST).read_text(encoding="utf-8")).get("partial"):
                out.append(run_id)
    return out


def drop_run(folder: Path, run_id: str) -> None:
    """Delete a run; nothing happens if it is not there."""
    shutil.rmtree(folder / Path(run_id).name, ignore_errors=True)


def saved_engine_runs(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield the file of each engine result in `folder` with the names of its blocks; damaged ones are passed over."""
    for run_id in run_ids(folder):
        for file in sorted((folder / run_id).glob("*.npz")):
            try:
                with file.open("rb") as opened, np.load(opened, allow_pickle=False) as found:
                    units = [row.tobytes().hex() for row in found["blocks.units"]]
            except DAMAGE:
                continue
            yield file, units


def load_engine_run(file: Path) -> EngineRun:
    """Return one engine's result by the file that holds its arrays.

    Raises
    ------
    FoedusError, OSError, ValueError, KeyError, TypeError
        If the run is damaged.
    """
    manifest = json.loads((file.parent / MANIFEST).read_text(encoding="utf-8"))
    entries = [*manifest["engines"], *(e for told in manifest["accounts"].values() for e in told)]
    return _load_one(file.parent, next(e for e in entries if e["arrays"] == file.name))


def _save_one(folder: Path, name: str, engine: EngineRun) -> dict[str, Any]:
    arrays: Arrays = {}
    packed = pack(engine, arrays)
    np.savez_compressed(folder / f"{name}.npz", allow_pickle=False, **arrays)
    return {"arrays": f"{name}.npz", "engine": packed}


def _load_one(folder: Path, entry: dict[str, Any]) -> EngineRun:
    file = folder / Path(entry["arrays"]).name  # never outside the run's own folder
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as found:
        engine = unpack(entry["engine"], {name: found[name] for name in found.files})
    if not isinstance(engine, EngineRun):
        raise TypeError("an entry of this run is no engine result")
    return engine
