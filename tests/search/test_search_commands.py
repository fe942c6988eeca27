"""``foedus search`` and ``foedus show``: what people and programs are told, and what to type when there is nothing."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.main import main
from foedus.evidence.rows import TABLES
from foedus.pipeline.reading import read_paths
from foedus.pipeline.showing import show
from foedus.store.sqlite import EvidenceStore

HARBOUR = """# The ferry dispute

Foreign desk, 4 March 2031

Aland asked for 300 guards at the harbour on 2 March 2031. \U0001f600 Borduria said it would accept 40 guards.

The ministry of Borduria called the request an intrusion. Nobody had asked the ferrymen. About 25% of the trade of Aland passes the harbour.
"""


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    (texts / "in").mkdir(parents=True)
    (texts / "in" / "harbour: a.md").write_text(HARBOUR, encoding="utf-8")
    (texts / "bad.bin").write_bytes(bytes(range(256)) * 9)
    read_paths([texts], tmp_path / "evidence", format="sqlite")
    return tmp_path / "evidence"


DOC = "in/harbour: a.md"


def at(words: str) -> tuple[int, int]:
    start = HARBOUR.index(words)
    return start, start + len(words)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    main([*arguments, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["command"] == arguments[0]
    return dict(told)


def test_hits_are_printed_with_their_address(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(evidence), "accept", "GUARD"]) == 0
    start, end = at("\U0001f600 Borduria said it would accept 40 guards.")
    out = capsys.readouterr().out
    assert "\U0001f600 Borduria said it would accept 40 guards.\n" in out
    assert f"{DOC}:{start}-{end}" in out
    assert "2031-03-04" in out
    assert "1 sentence\n" in out
    command = out.splitlines()[-1].removeprefix("next: foedus show ")
    assert main(["show", *shlex.split(command)]) == 0
    assert "> \U0001f600 Borduria said it would accept 40 guards." in capsys.readouterr().out


def test_hits_as_json(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, "search", str(evidence), '"40 guards" OR intrusion', "--limit", "1")["result"]
    (hit,) = result["hits"]
    assert result["more"] is True
    assert HARBOUR[hit["start"] : hit["end"]] == hit["quote"]
    assert hit["address"] == f"{DOC}:{hit['start']}-{hit['end']}"
    assert {HARBOUR[s["start"] : s["end"]] for s in hit["spans"]} <= {"40 guards", "intrusion"}
    assert answer(capsys, "search", str(evidence), "guards", "--lang", "ko")["result"]["hits"] == []
    assert answer(capsys, "search", str(evidence), "?!")["result"]["notes"]


def test_nothing_found_is_no_failure(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(evidence), "zebra"]) == 0
    assert capsys.readouterr().out == "nothing found\n"
    assert main(["search", str(evidence), "zebra date:soon"]) == 0
    assert "'soon' is no date" in capsys.readouterr().err


def test_a_case_is_searched_too(small_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(small_case), "harbour"]) == 3
    assert f"next: foedus run {small_case}" in capsys.readouterr().err
    read_paths([small_case / "documents"], small_case / "evidence", format="sqlite")
    assert len(answer(capsys, "search", str(small_case), "harbour")["result"]["hits"]) == 3


@pytest.mark.parametrize("command", [["search"], ["show"]])
def test_where_there_is_no_evidence_the_next_command_is_named(tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, str(tmp_path), "x"]) == 3
    assert f"foedus read {tmp_path} --out" in capsys.readouterr().err
    assert main([*command, str(tmp_path / "none"), "x"]) == 3
    assert "there is no such folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_span_is_shown_with_what_was_read_from_it(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start, end = at("2 March 2031")
    told = answer(capsys, "show", str(evidence), f"{DOC}:{start}-{end}", "--context", "1")["result"]
    (passage,) = told["passages"]
    assert passage["quote"] == "2 March 2031"
    assert {r["table"]: r["iso"] for r in passage["rows"] if r["table"] == "dates"} == {"dates": "2031-03-02"}
    assert [s["focus"] for s in passage["sentences"]] == [False, True, False]
    for sentence in passage["sentences"]:
        assert "".join(s["text"] for s in sentence["stretches"]) == HARBOUR[sentence["start"] : sentence["end"]]
        for stretch in sentence["stretches"]:
            assert HARBOUR[stretch["start"] : stretch["end"]] == stretch["text"]
    assert main(["show", str(evidence), f"{DOC}:{start}-{end}", "-c", "0"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("> Aland asked for 300 guards at the harbour on 2 March 2031.\n")
    assert 'dates  "2 March 2031"  iso 2031-03-02' in out


def test_one_offset_stands_for_its_sentence(evidence: Path) -> None:
    (passage,) = show(evidence, f"{DOC}:{at('ferrymen')[0]}").passages
    assert passage.quote == "Nobody had asked the ferrymen."


def test_a_row_of_evidence_is_shown_by_its_id(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with EvidenceStore(evidence / "evidence.sqlite", readonly=True) as store:
        (row,) = [r for r in store.rows("quantities") if r["unit"] == "%"]
    told = answer(capsys, "show", str(evidence), row["id"])["result"]
    assert (told["table"], told["row"], told["passages"][0]["quote"]) == ("quantities", row, row["quote"])
    assert main(["show", str(evidence), row["id"]]) == 0
    assert capsys.readouterr().out.startswith(f"{row['id']}  quantities; value 25; ")


def test_a_document_is_shown_by_its_name(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(evidence), DOC]) == 0
    out = capsys.readouterr().out
    assert "title: The ferry dispute" in out
    assert " dates" in out
    assert main(["show", str(evidence), "bad.bin"]) == 0
    assert "error: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("address", "code", "hint"),
    [("in/harbor", "no-such-address", DOC), ("cl-000000000000", "no-such-address", ""), (f"{DOC}:9-5", "no-such-span", ""), (f"{DOC}:0-99999", "no-such-span", ""),
     (f"{DOC}:0-0", "no-such-span", ""), ("bad.bin:0-5", "not-read", ""), ("nowhere:0-5", "no-such-address", ""), ("", "no-such-address", "")],
)  # fmt: skip
def test_a_wrong_address_is_told_with_what_would_be_right(
    evidence: Path, address: str, code: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answer(capsys, "show", str(evidence), address)
    assert told["exit_code"] == 3
    assert told["errors"][0]["code"] == code
    assert hint in told["errors"][0]["hint"]


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "versions"
    texts = {"en.pdf": ("en", "A first line. The navy came. A last line."), "es.txt": ("es", "Una línea. Vino la armada. Otra línea.")}
    spans = []
    with EvidenceStore(folder / "evidence.sqlite") as store:
        for doc, (language, text) in texts.items():
            at, segments = 0, []
            for quote in text.replace(". ", ".|").split("|"):
                segments.append(dict.fromkeys(TABLES["segments"].columns) | {
                    "id": f"se-{doc}-{at}", "doc": doc, "part": "p1", "start": at, "end": at + len(quote), "quote": quote, "kind": "sentence", "language": language,
                })  # fmt: skip
                at += len(quote) + 1
            second = segments[1]
            spans.append({"doc": doc, "part": "p1", "start": second["start"], "end": second["end"]})
            about = {
                "doc": doc, "title": f"Title of {doc}", "publisher": "The Post", "published": "2031-03-04", "family": "f1",
                "parts": [{"part": "p1", "language": language, "start": 0, "end": len(text), "translation_of": None}],
                "pages": [{"page": "3", "start": 0, "end": 10}, {"page": "4", "start": 10, "end": 99}],
            }  # fmt: skip
            store.put_document(dict.fromkeys(TABLES["documents"].columns) | about, text, {"segments": segments}, "k")
        store.put_corpus({
            "alignment": [dict.fromkeys(TABLES["alignment"].columns) | {"id": "al-1", "group": 1, "spans": spans}],
            "findings": [dict.fromkeys(TABLES["findings"].columns) | {"id": "fi-1", "kind": "added", "anchors": spans[:1], "explanation": "Told \x1b[31monce."}],
        }, "k")  # fmt: skip
    return folder


def test_other_versions_findings_page_and_source_are_shown(versions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(versions), "en.pdf:18-22"]) == 0
    out = capsys.readouterr().out
    assert "Title of en.pdf, The Post, 2031-03-04, page 4" in out
    assert "  Vino la armada.\n    es es.txt:11-26\n" in out
    assert "fi-1  added: Told \N{REPLACEMENT CHARACTER}[31monce." in out
    shown = show(versions, "fi-1")
    assert [p.quote for p in shown.passages] == ["The navy came."]
    assert [p.quote for p in show(versions, "al-1").passages] == ["The navy came.", "Vino la armada."]


def test_hits_of_one_source_are_told_apart(versions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(versions), "navy OR armada"]) == 0
    assert capsys.readouterr().out.count("(the same source as hit 1)") == 1


def foedus(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {k: v for k, v in os.environ.items() if k not in {"FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"}}
    return subprocess.run([sys.executable, "-m", "foedus", *arguments], capture_output=True, encoding="utf-8", check=False, env={**plain, **environment})


def test_colour_on_a_terminal_none_in_a_pipe_and_no_line_is_cut(evidence: Path) -> None:
    for arguments in (("search", str(evidence), "guards"), ("show", str(evidence), f"{DOC}:0-290")):
        piped, coloured = foedus(*arguments, COLUMNS="20"), foedus(*arguments, FORCE_COLOR="1", TERM="xterm-256color", COLUMNS="20")
        assert "\x1b" not in piped.stdout
        assert "\x1b[" in coloured.stdout
        assert "Aland asked for 300 guards at the harbour on 2 March 2031.\n" in piped.stdout
        assert foedus(*arguments, FORCE_COLOR="1", NO_COLOR="1", TERM="dumb").stdout.count("\x1b[33m") == 0


def test_a_document_cannot_steer_the_terminal(tmp_path: Path) -> None:
    text = "The harbour is \x1b]0;owned\x07\x1b[2Jopen and \u202edetrevni. [red]No markup[/red] :smile: either."
    segment = dict.fromkeys(TABLES["segments"].columns) | {
        "id": "se-1", "doc": "a.txt", "part": "p1", "start": 0, "end": len(text), "quote": text, "kind": "sentence", "language": "en",
    }  # fmt: skip
    with EvidenceStore(tmp_path / "out" / "evidence.sqlite") as store:
        store.put_document(dict.fromkeys(TABLES["documents"].columns) | {"doc": "a.txt", "title": "T\x1b[5m"}, text, {"segments": [segment]}, "k")
    for arguments in (("search", str(tmp_path / "out"), "harbour"), ("show", str(tmp_path / "out"), "a.txt:0-5")):
        told = foedus(*arguments).stdout
        assert "[red]No markup[/red] :smile: either." in told
        assert not {"\x1b", "\x07", "\u202e"} & set(told)


def test_a_query_that_begins_with_a_minus_needs_its_marks(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(evidence), "guards -accept"]) == 0
    assert "300 guards" in capsys.readouterr().out
    assert main(["search", str(evidence), "--", "-accept guards"]) == 0
    assert "300 guards" in capsys.readouterr().out


def test_both_begin_quickly(evidence: Path) -> None:
    program = (
        "import sys, time; began = time.process_time()\nfrom foedus.cli.main import main\n"
        f"main(['search', {str(evidence)!r}, 'guards'])\n"
        "heavy = [m for m in ('duckdb', 'trafilatura', 'lxml', 'spacy', 'kiwipiepy', 'scipy', 'pypdfium2') if m in sys.modules]\n"
        "print(heavy, time.process_time() - began)"
    )
    last = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True).stdout.splitlines()[-1]
    heavy, _, seconds = last.rpartition(" ")
    assert heavy == "[]"
    assert float(seconds) < 1.5
