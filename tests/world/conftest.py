"""A small world of three numbers of the lists, written by hand, that needs no published table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.world.world import World

LIST = """ccode,cw_abb,cw_name,start,end
20,AAA,Aland,1900-01-01,2010-12-31
40,BBB,Borduria,1900-01-01,2010-12-31
41,CCC,Cascadia,1900-01-01,2005-06-30
42,DDD,Dorne,2005-07-01,2010-12-31
"""

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write tables as CSV into a folder, and open it."""

    def world(**tables: str) -> World:
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        for name, text in {"cw_system": LIST, **tables}.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return World(folder)

    return world
