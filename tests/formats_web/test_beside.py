"""Lists of works beside the files give them their metadata, and are no documents themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.documents.model import Metadata
from foedus.pipeline.gather import Source, gather

TEXT = "Norway and Chile met in Oslo."


def gathered(root: Path, files: dict[str, str]) -> dict[str, Source]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {s.id: s for s in gather([root])}


BIB = r"""@string{post = {Sample Post}}
@article{ruiz, title={El {\'u}ltimo {TASS} \& r{\'i}o}, author={Ruiz, Ana and {Instituto Norte and Sur, S. A.} and Jos\'e P\'erez},
  journal=post, year=2020, month=mar, day=4, url={https://x.example/a\_b%20c},
  file={Snapshot:files/1/a_b.html:text/html;Full Text PDF:files/1/gone.pdf:application/pdf}}
@report{kim, title={Bridges}, institution={Institute of Roads}, publisher={}, date={2021-05}, file={:sub/b.txt:TXT}}
@misc{lost, title={x}, file={C\:\\Users\\me\\nowhere.pdf}}
@misc{bad, title = "x
@misc{kim, title={Second of its key}, howpublished={\url{https://y.example/d}}, year={2019}, file={/srv/me/Zotero/storage/AB/d.txt}}
@misc{nofile, title={of no interest here}}
"""


def test_bibtex_of_zotero_and_jabref(tmp_path: Path) -> None:
    found = gathered(tmp_path, {"lib/list.bib": BIB, "lib/files/1/a_b.html": TEXT, "lib/sub/b.txt": TEXT, "lib/d.txt": TEXT, "other.txt": TEXT})
    assert found["lib/files/1/a_b.html"].given == Metadata(
        title="El último TASS & río", author="Ana Ruiz, Instituto Norte and Sur, S. A., José Pérez", publisher="Sample Post",
        published="2020-03-04", url="https://x.example/a_b%20c",
    )  # fmt: skip
    assert found["lib/sub/b.txt"].given == Metadata(title="Bridges", publisher="Institute of Roads", published="2021-05")
    assert found["lib/d.txt"].given == Metadata(title="Second of its key", published="2019", url="https://y.example/d")
    assert found["other.txt"].given is None
    assert "lib/list.bib" not in found
    assert "nowhere.pdf" in (found["lib/list.bib#lost"].error or "")
    assert "no BibTeX" in (found["lib/list.bib#line=7"].error or "")
    assert len(found) == 6


def test_nothing_is_printed_about_a_broken_list(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gathered(tmp_path, {"list.bib": BIB, "d.txt": TEXT})
    assert capfd.readouterr() == ("", "")


def test_ris(tmp_path: Path) -> None:
    ris = (
        "TY  - NEWS\nTI  - The dam\nAU  - Ruiz, Ana\nAU  - Example Wire\nT2  - Sample Post\nPB  - House\nDA  - 2020/03/04/\nPY  - 2020\n"
        "L1  - file:///srv/me/a%20b.txt\nUR  - https://x.example/1\nER  - \n\n"
        "TY  - RPRT\nTI  - Bridges\nT2  - Series\nPB  - Institute\nPY  - 2021\nLK  - c.txt\nER  - \nTY  - JOUR\nTI  - Cut\nL1  - d.txt\n"
    )
    found = gathered(tmp_path, {"list.ris": ris, "a b.txt": TEXT, "c.txt": TEXT, "d.txt": TEXT})
    assert found["a b.txt"].given == Metadata(title="The dam", author="Ana Ruiz, Example Wire", publisher="Sample Post", published="2020-03-04", url="https://x.example/1")
    assert found["c.txt"].given == Metadata(title="Bridges", publisher="Institute", published="2021")
    assert found["d.txt"].given == Metadata(title="Cut")
    assert set(found) == {"a b.txt", "c.txt", "d.txt"}


def test_csl_json(tmp_path: Path) -> None:
    works = [
        {"id": "k/1", "type": "article-newspaper", "title": "T", "author": [{"family": "Kim", "given": "Ha"}, {"literal": "Wire"}], "container-title": "Daily",
         "publisher": "House", "issued": {"date-parts": [[2020, 5, 6]]}, "note": "seen\nfile: a.txt", "URL": "https://d.example/1"},
        {"id": "b", "type": "report", "title": "B", "container-title": "Series", "publisher": "Institute", "issued": {"raw": "2021-02"}, "attachments": [{"path": "sub/b.txt"}]},
        {"id": "c d", "type": "report", "title": "C", "foedus-file": "gone.txt"},
    ]  # fmt: skip
    found = gathered(tmp_path, {"works.json": json.dumps(works), "a.txt": TEXT, "sub/b.txt": TEXT, "news.json": '[{"title": "N", "text": "They left."}]'})
    assert found["a.txt"].given == Metadata(title="T", author="Ha Kim, Wire", publisher="Daily", published="2020-05-06", url="https://d.example/1")
    assert found["sub/b.txt"].given == Metadata(title="B", publisher="Institute", published="2021-02")
    assert "gone.txt" in (found["works.json#c_d"].error or "")
    assert found["news.json"].error is None
    assert "works.json" not in found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("metadata.csv", "file;título;fecha\na.txt;On ports;13/04/2020\n"),
        ("metadata.tsv", "파일\t제목\t날짜\na.txt\tOn ports\t2020-04-13\n"),
        ("metadata.jsonl", '{"path": "a.txt", "title": "On ports", "date": "2020-04-13"}\n'),
    ],
)
def test_tables_called_metadata(tmp_path: Path, name: str, text: str) -> None:
    found = gathered(tmp_path, {name: text, "a.txt": TEXT})
    assert set(found) == {"a.txt"}
    assert found["a.txt"].given == Metadata(title="On ports", published="2020-04-13")


def test_decomposed_names_and_doubtful_ones(tmp_path: Path) -> None:
    found = gathered(tmp_path, {"list.bib": "@misc{a, title={A}, file={한국.txt}}\n@misc{b, title={B}, file={/elsewhere/x.txt}}", "한국.txt": TEXT, "p/x.txt": TEXT, "q/x.txt": TEXT})
    assert found["한국.txt"].given == Metadata(title="A")
    assert "'/elsewhere/x.txt'" in (found["list.bib#b"].error or ""), "two files could be meant"


def test_a_list_that_names_no_file_or_is_none_is_told_of(tmp_path: Path) -> None:
    found = gathered(tmp_path, {"a.bib": "@misc{a, title={A}}", "b.ris": "nothing of the kind", "c.bib": "", "d.txt": TEXT})
    assert "none of which names a file" in (found["a.bib"].error or "")
    assert "without an entry" in (found["b.ris"].error or "")
    assert "empty" in (found["c.bib"].error or "")
    assert found["d.txt"].error is None


def test_of_two_lists_one_fills_the_gaps_of_the_other(tmp_path: Path) -> None:
    found = gathered(tmp_path, {"a.bib": "@misc{a, title={A}, file={x.txt}}", "b.bib": "@misc{a, title={B}, year=2020, file={x.txt}}", "x.txt": TEXT})
    assert found["x.txt"].given == Metadata(title="A", published="2020")
