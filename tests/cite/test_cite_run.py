"""A list of references is exactly what a run used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.analysis.bibliography import source_from_document, source_from_row
from foedus.cli.main import main
from foedus.core.errors import FoedusError
from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.engines.registry import engine
from foedus.evidence.read import document_row
from foedus.pipeline.citing import cite
from foedus.pipeline.reading import read_paths
from foedus.pipeline.running import run


def test_a_run_cites_the_document_its_value_is_anchored_in_and_no_other(small_case: Path) -> None:
    ran = run(small_case, workers=1)
    cited = cite(small_case)
    assert cited.run == ran.run.id
    assert [(s.doc, s.uses) for s in cited.sources] == [("harbour.md", ("guards/ALD/position",))]
    assert {s.doc for s in cite(small_case, whole=True).sources} == {"puerto.txt", "harbour.md"}


def test_methods_are_those_of_the_engines_that_ran(small_case: Path) -> None:
    text = (small_case / "case.yaml").read_text(encoding="utf-8")
    (small_case / "case.yaml").write_text(text + "engines: [{engine: weighted_median}]\nheadline: weighted_median\n", encoding="utf-8")
    run(small_case, workers=1)
    methods = [i for i in cite(small_case).items if i["categories"] == ["methods"]]
    assert len(methods) == len(engine("weighted_median").sources)
    assert methods[0]["author"] == [{"literal": "Black"}]


def test_a_run_of_before_cites_what_it_rested_on_then(small_case: Path) -> None:
    first = run(small_case, workers=1).run.id
    file = small_case / "case.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("      anchors:")
    end = text.index("      status: accepted", start)
    file.write_text(text[:start] + "      assumption: Nobody says so.\n" + text[end:], encoding="utf-8")
    second = run(small_case, workers=1).run.id
    assert first != second
    assert [s.doc for s in cite(small_case, run=first).sources] == ["harbour.md"]
    assert [s.doc for s in cite(small_case, run=first[:8]).sources] == ["harbour.md"]
    assert cite(small_case).sources == ()


def test_a_folder_of_evidence_cites_all_its_documents(small_case: Path, tmp_path: Path) -> None:
    read_paths([small_case / "documents"], tmp_path / "out")
    cited = cite(tmp_path / "out")
    assert {s.doc for s in cited.sources} == {"harbour.md", "puerto.txt"}
    assert [i["categories"] for i in cited.items] == [["sources"], ["sources"], ["software"]]


def test_a_list_says_of_what_it_is(small_case: Path, tmp_path: Path) -> None:
    run(small_case, workers=1)
    read_paths([small_case / "documents"], tmp_path / "out")
    lists = [
        (cite(tmp_path / "out"), "Documents that were read"), (cite(small_case, whole=True), "Documents of the case"),
        (cite(small_case), "Documents that the run rests on"),
    ]  # fmt: skip
    for cited, words in lists:
        assert cited.text("text").startswith(words + "\n")
        assert f"@comment{{{words}}}" in cited.text("bibtex")
        assert [w for _, w in lists if w in cited.text("bibtex")] == [words]


def test_a_report_and_a_list_of_references_say_the_same_of_a_document(small_case: Path) -> None:
    for path in sorted((small_case / "documents").iterdir()):
        document = load_bytes(path.name, path.read_bytes())
        assert isinstance(document, Document)
        a, b = source_from_document(document), source_from_row(document_row(document))
        assert a == b


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--format", "word"], "bad-format"), (["--style", "apa"], "bad-style"), (["--run", "nope"], "no-such-run")],
)
def test_what_cannot_be_is_told(small_case: Path, arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(small_case, workers=1)
    assert main(["cite", str(small_case), *arguments]) == 3
    assert f"[{code}]" in capsys.readouterr().err


def test_without_a_run_it_says_to_run(small_case: Path) -> None:
    with pytest.raises(FoedusError) as told:
        cite(small_case)
    assert told.value.hint == f"foedus run {small_case}"


def test_the_command_prints_json_for_programs_and_csl_as_it_is(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(small_case, workers=1)
    assert main(["cite", str(small_case), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["result"]["documents"][0]["uses"] == ["guards/ALD/position"]
    assert main(["cite", str(small_case), "--format", "csl"]) == 0
    assert json.loads(capsys.readouterr().out) == told["result"]["items"]
