"""The rows of a frame as a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foedus.core.errors import FoedusError
from foedus.world.folder import quoted

if TYPE_CHECKING:
    from foedus.world.frame import Frame

FORMATS = {".parquet": "FORMAT parquet, COMPRESSION zstd", ".csv": "FORMAT csv, HEADER"}


def write(frame: Frame, path: Path) -> None:
    """Write the rows of a frame to Parquet or CSV, never held in memory whole; a file of that name is replaced once the new one is.

    Raises
    ------
    FoedusError
        If the name of the file ends in neither (``world-out``).
    """
    if path.suffix.lower() not in FORMATS:
        raise FoedusError("world-out", f"{path.name} says neither Parquet nor CSV", str(path), "a file that ends in .parquet or .csv", f"--out {path.stem}.csv")
    if not path.parent.is_dir():
        raise FoedusError("world-out", "there is no such folder", str(path.parent), "a folder that is there", f"mkdir {path.parent}")
    part = path.with_name(path.name + ".part")
    order = ", ".join((*frame.codes, *(() if frame.unit == "spell" else ("year",))))
    frame.world.connection.execute(f"COPY (SELECT * FROM ({frame.sql}) ORDER BY {order}) TO {quoted(part)} ({FORMATS[path.suffix.lower()]})")
    part.replace(path)
